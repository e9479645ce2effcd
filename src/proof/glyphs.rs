//! Checks of what the letters look like: every code of a font draws the glyph of the characters that it
//! spells, as the bundled face of that name has it. Readers go by the codes, people by the outlines.

use super::check::{Check, Examines, Faults, HOUSE, Promise};
use super::file::File;
use super::font_program::FontProgram;
use super::typeface::Typeface;
use crate::font::{FontFace, Fonts};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "glyphs-drawn",
    clauses: &[(HOUSE, "letters look like what they spell")],
    run: Examines::File(glyphs),
}];

/// A bundled face beside which embedded ones are laid.
struct Model {
    face: &'static FontFace,
    /// What shaping makes of characters, by what it spells.
    variants: BTreeMap<String, Vec<u16>>,
}

/// The bundled faces, read once a run.
fn models() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let faces = Fonts::bundled().faces();
        faces.into_iter().map(|face| Model { variants: face.variants(), face }).collect()
    })
}

fn glyphs(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for font in file.fonts.iter().filter(|font| !font.read.is_proved.get()) {
        let name = font.name();
        let own = name.split_once('+').map_or(name, |(_, name)| name);
        let Some(model) = models().iter().find(|model| model.face.post_script_name() == own) else {
            faults.add(format!("the font {name} is none of the program's own"));
            continue;
        };
        for (code, text) in wrong(font, model) {
            faults.add(format!("the code {code} of {name} spells `{text}` and is drawn otherwise"));
        }
    }
}

/// The codes that are not drawn as what they spell.
fn wrong<'f>(font: &'f Typeface<'_>, model: &'f Model) -> Vec<(u16, &'f str)> {
    let whole = FontProgram::read(model.face.data());
    let (Some(own), Some(whole)) = (font.read.drawn(), whole) else { return Vec::new() };
    let spelled = font.read.spelling.iter();
    spelled.filter(|&(code, text)| !model.glyphs(text).any(|glyph| own.draws(code, &whole, glyph))).collect()
}

impl Model {
    /// The glyphs that may show a text.
    fn glyphs<'m>(&'m self, text: &'m str) -> impl Iterator<Item = u16> + use<'m> {
        let mut characters = text.chars();
        let single = characters.next().filter(|_| characters.next().is_none());
        // Signs that look alike are one glyph.
        let alike = match single {
            Some('\u{a0}') => Some(' '),
            Some('\u{ad}' | '\u{2010}' | '\u{2011}') => Some('-'),
            _ => None,
        };
        let plain = [single, alike].into_iter().flatten().filter_map(|c| self.face.glyph(c));
        // Few are looked for among those that shaping makes.
        let variants = std::iter::once_with(move || {
            let mut sign = [0; 4];
            let shown = alike.map_or(text, |alike| alike.encode_utf8(&mut sign));
            self.variants.get(shown).into_iter().flatten().copied()
        });
        plain.chain(variants.flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_is_like_itself_alone() {
        let face = models()[0].face;
        let whole = FontProgram::read(face.data()).unwrap();
        let glyph = |c| face.glyph(c).unwrap();
        for c in ['8', 'é', ' ', 'ñ', '%'] {
            assert!(whole.draws(glyph(c), &whole, glyph(c)), "{c}");
        }
        for (c, other) in [('8', '3'), ('é', 'è'), ('i', ' '), ('ñ', 'n')] {
            assert!(!whole.draws(glyph(c), &whole, glyph(other)), "{c} {other}");
        }
    }
}
