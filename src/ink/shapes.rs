//! The outlines that letters should have: those of the bundled faces, by what the letters read as.

use super::coverage::Coverage;
use super::picture::Picture;
use crate::finished::{Letter, LettersOfPage};
use crate::font::{Face, FontFace, Fonts, Polygon};
use harfrust::{
    Buffer, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, font::Source,
};
use std::collections::HashMap;

const FACES: [Face; 3] = [Face::Regular, Face::Semibold, Face::Bold];
/// Digits of their own widths, and all of one.
const DIGITS: [&[u8; 4]; 2] = [b"pnum", b"tnum"];

/// Outlines by face and text.
pub(super) struct Shapes<'f> {
    fonts: &'f Fonts,
    known: HashMap<(usize, String, usize), Vec<Polygon>>,
}

impl<'f> Shapes<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Shapes { fonts, known: HashMap::new() }
    }

    /// What a letter should cover; `None` for spaces, and if no bundled face has it.
    pub(super) fn cover(
        &mut self,
        page: &LettersOfPage,
        letter: &Letter,
        picture: &Picture,
    ) -> Option<Coverage> {
        let name = page.fonts.get(letter.font)?;
        let called = |face: &Face| self.fonts.face(*face).post_script_name();
        let face = FACES.iter().position(|face| name.ends_with(called(face)))?;
        // A soft hyphen is drawn as a hyphen.
        let text = letter.text.replace(['\u{ad}', '\u{2011}'], "-");
        // Of the two kinds of digits, the one as wide as the letter.
        let wide = (letter.width * 1000.0).round();
        let kind = (0..DIGITS.len()).find(|&kind| advance(self.fonts.face(FACES[face]), &text, kind) == wide);
        let contours = self.contours(face, text, kind.unwrap_or(0));
        let [a, b, c, d, e, f] = letter.place;
        let place = |(x, y): &(f64, f64)| {
            let (x, y) = (x / 1000.0, y / 1000.0);
            picture.place((a * x + c * y + e, b * x + d * y + f))
        };
        let lines: Vec<Polygon> = contours.iter().map(|line| line.iter().map(place).collect()).collect();
        Coverage::of(&lines)
    }

    fn contours(&mut self, face: usize, text: String, kind: usize) -> &[Polygon] {
        let own = self.fonts.face(FACES[face]);
        self.known.entry((face, text, kind)).or_insert_with_key(|(_, text, kind)| {
            let mut pen = 0.0;
            let mut found = Vec::new();
            for glyph in glyphs(own, text, *kind) {
                let moved = |line: Polygon| line.into_iter().map(|(x, y)| (x + pen, y)).collect::<Polygon>();
                found.extend(own.contours(glyph).into_iter().map(moved));
                pen += f64::from(own.advance(glyph));
            }
            found
        })
    }
}

fn advance(face: &FontFace, text: &str, kind: usize) -> f64 {
    glyphs(face, text, kind).into_iter().map(|glyph| f64::from(face.advance(glyph))).sum()
}

/// The glyphs that a text is set in.
fn glyphs(face: &FontFace, text: &str, kind: usize) -> Vec<u16> {
    let plain = || text.chars().filter_map(|c| face.glyph(c)).collect();
    let one = text.chars().count() == 1 && !text.starts_with(|c: char| c.is_ascii_digit() || c == '%');
    let font = (!one).then(|| Font::new(Source::from(face.data()), 0)).flatten();
    let Some(font) = font else { return plain() };
    let digits = Feature::new(Tag::new(DIGITS[kind]), 1, ..);
    let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[digits]);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    match harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new().plan(Some(&plan))) {
        Ok(_) => buffer.glyph_infos().iter().map(|glyph| glyph.glyph_id as u16).collect(),
        Err(_) => plain(),
    }
}
