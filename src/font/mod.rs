//! The bundled faces: Source Sans 3, unchanged, compiled in. In: nothing but the crate; out: the
//! numbers of a face that shaping, layout and the writer need.

mod face;
mod outline;
mod variants;

use std::sync::LazyLock;

pub use face::FontFace;
pub use outline::Polygon;

/// The bundled faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Weight 400.
    Regular,
    /// Weight 600.
    Semibold,
    /// Weight 700.
    Bold,
}

/// The faces of the bundled family.
#[derive(Debug, Clone, Copy)]
pub struct Fonts {
    regular: &'static FontFace,
    semibold: &'static FontFace,
    bold: &'static FontFace,
}

impl Fonts {
    /// The three bundled files, whose tables are read once in a process.
    pub fn bundled() -> Fonts {
        static FACES: LazyLock<[FontFace; 3]> = LazyLock::new(|| {
            [
                FontFace::read(include_bytes!("../../fonts/SourceSans3_400Regular.ttf")),
                FontFace::read(include_bytes!("../../fonts/SourceSans3_600SemiBold.ttf")),
                FontFace::read(include_bytes!("../../fonts/SourceSans3_700Bold.ttf")),
            ]
        });
        let [regular, semibold, bold] = &*FACES;
        Fonts { regular, semibold, bold }
    }

    /// The first letter or sign of a text that they lack.
    pub fn lack(&self, text: &str) -> Option<char> {
        // Set as a space and a hyphen, or not at all.
        let unset = ['\u{a0}', '\u{2011}', '\u{2060}'];
        text.chars().find(|c| !unset.contains(c) && self.bold.glyph(*c).is_none())
    }

    /// One face.
    pub fn face(&self, face: Face) -> &'static FontFace {
        match face {
            Face::Regular => self.regular,
            Face::Semibold => self.semibold,
            Face::Bold => self.bold,
        }
    }

    /// All of them, in the order of [`Face`].
    pub fn faces(self) -> [&'static FontFace; 3] {
        [self.regular, self.semibold, self.bold]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_are_what_their_names_say() {
        let fonts = Fonts::bundled();
        let told: Vec<String> = [Face::Regular, Face::Semibold, Face::Bold]
            .map(|f| fonts.face(f))
            .iter()
            .map(|f| format!("{} {}", f.post_script_name(), f.weight()))
            .collect();
        assert_eq!(told, ["SourceSans3-Regular 400", "SourceSans3-SemiBold 600", "SourceSans3-Bold 700"]);
    }

    #[test]
    fn a_glyph_of_several_characters_is_spelt_by_the_plainest() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        for c in ['A', ' ', '-', 'é', '\u{2019}', '\u{2013}', '8'] {
            assert_eq!(face.glyph(c).and_then(|g| face.spelling(g)), Some(c));
        }
        assert_eq!(face.glyph('\u{a0}').and_then(|g| face.spelling(g)), Some(' '));
        assert_eq!(face.glyph('\u{2060}'), None);
    }

    #[test]
    fn descenders_reach_through_the_underline() {
        let fonts = Fonts::bundled();
        for face in [Face::Regular, Face::Semibold, Face::Bold].map(|face| fonts.face(face)) {
            let [upper, thickness] = face.underline();
            assert!(upper < 0 && thickness > 0 && upper - thickness > face.descent());
            let reaches: String =
                ('!'..='~').filter(|c| face.descender(face.glyph(*c).unwrap()).is_some()).collect();
            assert!(["g", "j", "p", "q", "y", "/", ","].iter().all(|c| reaches.contains(c)), "{reaches}");
            assert!(!reaches.chars().any(|c| "aehmorkids.-0123456789".contains(c)), "{reaches}");
            for c in reaches.chars() {
                let glyph = face.glyph(c).unwrap();
                let [from, to] = face.descender(glyph).unwrap();
                assert!(from < to && to <= face.advance(glyph) as i16 + 60, "{c} {from} {to}");
            }
        }
    }

    #[test]
    fn metrics_are_thousandths_of_the_em() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        assert_eq!(face.advance(face.glyph(' ').unwrap()), 200);
        assert!(face.x_height() < face.cap_height() && face.cap_height() < face.ascent());
        assert!(face.descent() < 0 && face.italic_angle() == 0);
    }
}
