//! Shaping: characters of one face into glyphs with their advances.
//!
//! Words are shaped one by one and kept, since the sheets of a batch share nearly all of them.
//! What is kept never changes what comes out: a shape depends on its face and text alone.

use super::paragraph::{ParagraphStyle, PreparedText};
use super::plain_text::PlainText;
use crate::font::{Face, FontFace, Fonts};
use crate::lang::{LineEnds, line_ends};
use foldhash::fast::RandomState;
use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Font, GlyphInfo, Script, ShapeOptions, ShapePlan, ShaperFont,
    Tag, font::Source,
};
use std::collections::HashMap;
use std::sync::Arc;

/// A glyph as shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// What is added to its own advance, in 1/1000 em: kerning, word space.
    pub adjust: i16,
}

/// A shaped piece of text.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in 1/1000 em.
    pub advance: i64,
    /// Glyphs that stand for other characters than their own (ligatures, figures of their own widths), with
    /// those characters.
    pub spellings: Vec<(u16, String)>,
    /// Which glyphs are word spaces.
    pub spaces: Vec<usize>,
    /// The first character the face has no glyph for.
    pub missing: Option<char>,
}

struct ShapingFace {
    font: Font,
    proportional: Shapes,
    tabular: Shapes,
}

/// Words with figures of one kind.
struct Shapes {
    features: Vec<Feature>,
    plan: ShapePlan,
    known: HashMap<Box<str>, Arc<Shape>, RandomState>,
}

impl Shapes {
    /// `figures`: the OpenType feature of the figures.
    fn new(font: &Font, figures: &[u8; 4], ligatures: bool) -> Self {
        let mut features = vec![Feature::new(Tag::new(figures), 1, ..)];
        if !ligatures {
            features.extend(off([b"liga", b"clig"]));
        }
        Self { plan: plan(font, &features), features, known: HashMap::default() }
    }
}

fn off<const N: usize>(tags: [&[u8; 4]; N]) -> [Feature; N] {
    tags.map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

fn plan(font: &Font, features: &[Feature]) -> ShapePlan {
    ShapePlan::new(font, Direction::LeftToRight, Some(Script::LATIN), None, features)
}

/// Shapes words and remembers them; one for each worker.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    faces: [ShapingFace; 3],
    buffer: Buffer,
    texts: HashMap<TextKey, Arc<PreparedText>, RandomState>,
    /// Also texts with a value of a place come again.
    all_again: bool,
    /// By whose rules lines end.
    pub(super) line_ends: &'static LineEnds,
}

/// All that a text is made ready from: its style, its words and their language.
pub(super) type TextKey = (ParagraphStyle, PlainText, &'static str);

/// So many texts are remembered: those that all sheets of a set have are fewer, and come first.
const KEPT_TEXTS: usize = 4_000;

/// Words remembered per face before all are forgotten: far more than the sheets of a language need.
const KEPT: usize = 50_000;

impl<'f> Shaper<'f> {
    /// A shaper of the bundled faces; `ligatures`: joins letters that the faces have a joint sign for.
    pub fn new(fonts: &'f Fonts, ligatures: bool) -> Self {
        let face = |face: Face| {
            let font =
                Font::new(Source::from(fonts.face(face).data()), 0).expect("the bundled faces are sound");
            let [proportional, tabular] =
                [b"pnum", b"tnum"].map(|figures| Shapes::new(&font, figures, ligatures));
            ShapingFace { font, proportional, tabular }
        };
        Self {
            fonts,
            faces: [face(Face::Regular), face(Face::Semibold), face(Face::Bold)],
            buffer: Buffer::new(),
            texts: HashMap::default(),
            all_again: false,
            line_ends: line_ends("en"),
        }
    }

    /// The same, remembering also the texts with a value of a place.
    pub fn remembering(self) -> Self {
        Self { all_again: true, ..self }
    }

    /// The language of the texts to come, by its BCP 47 tag.
    pub fn speak(&mut self, tag: &str) {
        self.line_ends = line_ends(tag);
    }

    /// Whether a text is worth remembering; `of_set`: no value of a place comes into it.
    pub(super) fn remembers(&self, of_set: bool) -> bool {
        of_set || self.all_again
    }

    /// A text that was prepared before.
    pub(super) fn prepared(&self, key: &TextKey) -> Option<Arc<PreparedText>> {
        self.texts.get(key).cloned()
    }

    pub(super) fn remember(&mut self, key: TextKey, text: &Arc<PreparedText>) {
        if self.texts.len() < KEPT_TEXTS {
            self.texts.insert(key, Arc::clone(text));
        }
    }

    /// Shapes `text` in `face`, its figures as wide as each is. U+00A0 becomes a space and U+2011 a hyphen (they have done their
    /// work in line breaking, and a reader's search should find plain ones); U+2060 vanishes.
    pub fn shape(&mut self, face: Face, text: &str) -> Arc<Shape> {
        self.shape_with(face, text, false)
    }

    /// The same; `tabular`: figures are all of one width.
    pub(super) fn shape_with(&mut self, face: Face, text: &str, tabular: bool) -> Arc<Shape> {
        if let Some(shape) = self.faces[face as usize].of(tabular).known.get(text) {
            return Arc::clone(shape);
        }
        let shape = Arc::new(self.shape_anew(face, text, tabular));
        let known = &mut self.faces[face as usize].of(tabular).known;
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.into(), Arc::clone(&shape));
        shape
    }

    /// Width of a character by itself, in 1/1000 em; 0 if the face does not have it.
    pub(super) fn advance(&self, face: Face, character: char) -> i64 {
        let metrics = self.fonts.face(face);
        metrics.glyph(character).map_or(0, |glyph| i64::from(metrics.advance(glyph)))
    }

    fn shape_anew(&mut self, face: Face, text: &str, tabular: bool) -> Shape {
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
        let mut missing = plain.chars().find(|c| metrics.glyph(*c).is_none());
        let ShapingFace { font, proportional, tabular: in_columns } = &self.faces[face as usize];
        let shapes = if tabular { in_columns } else { proportional };
        set(&mut self.buffer, &plain, font, &shapes.plan);
        let mut spellings = spellings(&self.buffer, &plain, metrics);
        if spellings.is_none() {
            // An i that lost its dot to an accent would be read as the letter that never had one, a
            // Greek letter in Latin dress as that of phonetics.
            let off = off([b"ccmp", b"locl", b"rlig", b"liga", b"clig", b"calt"]);
            let features = [&off, shapes.features.as_slice()].concat();
            set(&mut self.buffer, &plain, font, &plan(font, &features));
            spellings = self::spellings(&self.buffer, &plain, metrics);
        }
        if spellings.is_none() {
            // Words that would be read otherwise than they stand cannot be set.
            missing = missing.or_else(|| plain.chars().find(|c| !c.is_ascii()));
        }

        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(infos.len());
        let mut advance = 0;
        for (info, position) in infos.iter().zip(positions) {
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
        }
        let space = metrics.glyph(' ');
        let spaces = (0..glyphs.len()).filter(|&n| Some(glyphs[n].id) == space).collect();
        Shape { glyphs, advance, spellings: spellings.unwrap_or_default(), spaces, missing }
    }
}

impl ShapingFace {
    fn of(&mut self, tabular: bool) -> &mut Shapes {
        if tabular { &mut self.tabular } else { &mut self.proportional }
    }
}

/// Shapes `text`; each glyph knows the characters it was made of.
fn set(buffer: &mut Buffer, text: &str, font: &Font, plan: &ShapePlan) {
    buffer.clear();
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    harfrust::shape(&ShaperFont::new(font), buffer, ShapeOptions::new().plan(Some(plan)))
        .expect("direction and script are those of the plan");
}

/// What glyphs stand for, where that is not their own character; `None` if a machine that reads the
/// page would take one for another.
fn spellings(buffer: &Buffer, text: &str, face: &FontFace) -> Option<Vec<(u16, String)>> {
    let number = |info: &GlyphInfo| u16::try_from(info.glyph_id).unwrap_or(0);
    let mut found = Vec::new();
    let mut groups = buffer.glyph_infos().chunk_by(|one, next| one.cluster == next.cluster).peekable();
    while let Some(group) = groups.next() {
        let end = groups.peek().map_or(text.len(), |next| next[0].cluster as usize);
        let characters = text.get(group[0].cluster as usize..end).unwrap_or("");
        let own = || group.iter().map(|info| face.spelling(number(info)));
        if own().eq(characters.chars().map(Some)) {
            continue;
        }
        let [glyph] = group else { return None };
        let mut letters = characters.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && own().all(|letter| letter.is_some())
            && face.glyph(letter) != Some(number(glyph))
        {
            return None;
        }
        found.push((number(glyph), characters.to_owned()));
    }
    Some(found)
}
