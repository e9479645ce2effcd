//! Shaping: characters of one face into glyphs with their advances.
//!
//! Words are shaped one by one and kept, since the sheets of a batch share nearly all of them.
//! What is kept never changes what comes out: a shape depends on its face and text alone.

use crate::font::Fonts;
use crate::layout::{Face, Glyph};
use foldhash::fast::RandomState;
use harfrust::{Buffer, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont, font::Source};
use std::collections::HashMap;
use std::sync::Arc;

/// A shaped piece of text.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in 1/1000 em.
    pub advance: i64,
    /// Glyphs that stand for more than one character (ligatures), with those characters.
    pub spellings: Vec<(u16, String)>,
    /// Which glyphs are word spaces.
    pub spaces: Vec<usize>,
    /// The first character the face has no glyph for.
    pub missing: Option<char>,
}

struct ShapingFace {
    font: Font,
    plan: ShapePlan,
    shapes: HashMap<Box<str>, Arc<Shape>, RandomState>,
}

/// Shapes words and remembers them; one for each worker.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    faces: [ShapingFace; 3],
    buffer: Buffer,
}

/// Words kept per face before the memory is emptied: far more than a language's sheets need.
const KEPT: usize = 50_000;

impl<'f> Shaper<'f> {
    /// A shaper of the bundled faces.
    pub fn new(fonts: &'f Fonts) -> Self {
        let face = |face: Face| {
            let font =
                Font::new(Source::from(fonts.face(face).data()), 0).expect("the bundled faces are sound");
            let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
            ShapingFace { font, plan, shapes: HashMap::default() }
        };
        Self {
            fonts,
            faces: [face(Face::Regular), face(Face::Semibold), face(Face::Bold)],
            buffer: Buffer::new(),
        }
    }

    /// Shapes `text` in `face`. U+00A0 becomes a space and U+2011 a hyphen (they have done their
    /// work in line breaking, and a reader's search should find plain ones); U+2060 vanishes.
    pub fn shape(&mut self, face: Face, text: &str) -> Arc<Shape> {
        let index = face as usize;
        if let Some(shape) = self.faces[index].shapes.get(text) {
            return Arc::clone(shape);
        }
        let shape = Arc::new(self.shape_anew(face, text));
        let shapes = &mut self.faces[index].shapes;
        if shapes.len() >= KEPT {
            shapes.clear();
        }
        shapes.insert(text.into(), Arc::clone(&shape));
        shape
    }

    /// The own width of a character, in 1/1000 em; 0 if the face has not got it.
    pub(super) fn advance(&self, face: Face, character: char) -> i64 {
        let metrics = self.fonts.face(face);
        metrics.glyph(character).map_or(0, |glyph| i64::from(metrics.advance(glyph)))
    }

    fn shape_anew(&mut self, face: Face, text: &str) -> Shape {
        let metrics = self.fonts.face(face);
        let plain: String = text
            .chars()
            .filter(|c| *c != '\u{2060}')
            .map(|c| match c {
                '\u{a0}' => ' ',
                '\u{2011}' => '-',
                other => other,
            })
            .collect();
        let missing = plain.chars().find(|c| metrics.glyph(*c).is_none());
        let shaping = &self.faces[face as usize];
        self.buffer.clear();
        self.buffer.push_str(&plain);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(Some(Script::LATIN));
        harfrust::shape(
            &ShaperFont::new(&shaping.font),
            &mut self.buffer,
            ShapeOptions::new().plan(Some(&shaping.plan)),
        )
        .expect("direction and script are those of the plan");

        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(infos.len());
        let mut spellings = Vec::new();
        let mut advance = 0;
        for (n, (info, position)) in infos.iter().zip(positions).enumerate() {
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            // A mark set off its pen position: move the pen there and back.
            if position.x_offset != 0
                && let Some(previous) = glyphs.last_mut()
            {
                previous.adjust += position.x_offset as i16;
                advance += i64::from(position.x_offset);
            }
            let adjust = position.x_advance - i32::from(metrics.advance(id)) - position.x_offset;
            glyphs.push(Glyph { id, adjust: adjust as i16 });
            advance += i64::from(position.x_advance - position.x_offset);
            let next = infos.get(n + 1).map_or(plain.len(), |next| next.cluster as usize);
            let characters = plain.get(info.cluster as usize..next).unwrap_or("");
            let own = metrics.spelling(id);
            if !characters.is_empty() && own.is_none_or(|c| characters.chars().ne([c])) {
                spellings.push((id, characters.to_owned()));
            }
        }
        let space = metrics.glyph(' ');
        let spaces = (0..glyphs.len()).filter(|&n| Some(glyphs[n].id) == space).collect();
        Shape { glyphs, advance, spellings, spaces, missing }
    }
}
