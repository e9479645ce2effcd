//! A text made ready for breaking into lines: chunks that never break inside, each of shaped pieces,
//! and the [breakpoints](super::breakpoints) between them.

use super::breaking::{Line, Measure};
use super::breakpoints::{Breakpoint, CandidateLine};
use super::hyphenation::language;
use super::shape::Shape;
use super::total_fit::SHRINK;
use crate::font::Face;
use crate::lang::LineEndCosts;
use crate::theme::{Alignment, TextTokens};
use hypher::Lang;
use std::ops::Range;
use std::slice;
use std::sync::{Arc, OnceLock};

/// The faces of plain and of bold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FontPair {
    /// Face of plain pieces.
    pub plain: Face,
    /// Face of bold pieces.
    pub strong: Face,
}

/// The faces of a text, and how its lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParagraphStyle {
    /// The faces.
    pub fonts: FontPair,
    /// Lines are stretched to the measure.
    pub(super) justified: bool,
    pub(super) optical_margins: bool,
    /// The language whose words may be divided.
    pub(super) hyphenation: Option<Lang>,
    /// It is broken by its sense: no line ends with "of", behind its first word or before its last.
    pub(super) heading: bool,
    /// Its lines are of like length, the last one too.
    pub(super) balanced: bool,
    /// Its figures are all of one width, to stand in columns.
    pub(super) tabular: bool,
}

impl ParagraphStyle {
    /// Running text of a theme, in the language of a BCP 47 tag. Words of a language without
    /// hyphenation patterns stay whole.
    pub fn running(fonts: FontPair, tokens: &TextTokens, tag: &str) -> Self {
        ParagraphStyle {
            fonts,
            justified: tokens.setting == Alignment::Justified,
            optical_margins: tokens.optical_margins,
            hyphenation: language(tag).filter(|_| tokens.divides(tag)),
            ..fonts.into()
        }
    }

    /// The same, of whole words.
    #[must_use]
    pub fn undivided(self) -> Self {
        ParagraphStyle { hyphenation: None, ..self }
    }

    /// The same, of ragged lines of like length.
    #[must_use]
    pub fn balanced(self) -> Self {
        ParagraphStyle { balanced: !self.justified, ..self }
    }

    /// A heading.
    pub fn heading(fonts: FontPair) -> Self {
        ParagraphStyle { heading: true, balanced: true, ..fonts.into() }
    }

    /// A cell of a table of figures.
    pub fn tabular(fonts: FontPair) -> Self {
        ParagraphStyle { tabular: true, ..fonts.into() }
    }
}

impl From<FontPair> for ParagraphStyle {
    /// Ragged lines of whole words: tables, the head and the foot of the page.
    fn from(fonts: FontPair) -> Self {
        ParagraphStyle {
            fonts,
            justified: false,
            optical_margins: false,
            hyphenation: None,
            heading: false,
            balanced: false,
            tabular: false,
        }
    }
}

/// Shaped text of one inline.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The inline's number in its text.
    pub inline: usize,
    /// Its face.
    pub face: Face,
    /// Its glyphs.
    pub shape: Arc<Shape>,
}

/// Text between two places where a line may end.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// The space before it; `None` after a hyphen and at the start.
    pub space: Option<Piece>,
    /// Its pieces, by their places in the text's.
    pub pieces: Range<usize>,
    /// Width of the space, in 1/1000 em.
    pub space_advance: i64,
    /// Width of the pieces, in 1/1000 em.
    pub advance: i64,
    /// No line ends before it, unless it has no room for both sides: "36.2 million", a compound in bold.
    pub joined: bool,
    /// It goes on with a compound, behind its hyphen.
    pub compound: bool,
    /// What it costs to end a line before it.
    pub(super) bond: i64,
    /// Its last word has one or two letters.
    pub short: bool,
    /// Characters, without the space.
    pub characters: usize,
    /// Where it may be divided, from left to right.
    pub hyphen_points: Vec<HyphenPoint>,
    /// How far its first and its last character hang out at a line's ends, in 1/1000 em.
    pub(super) hang: (i64, i64),
}

/// A place where a chunk may be divided, with both its parts as they are set then. The hyphen
/// between them is no part of the text.
#[derive(Debug, Clone)]
pub struct HyphenPoint {
    /// What stands before the division, with the hyphen.
    pub head: Piece,
    /// What stands behind it.
    pub tail: Piece,
    /// The whole, which both parts together read as.
    pub word: String,
    /// Characters of the head, without the hyphen.
    pub characters: usize,
    /// How far the tail hangs out at a line's beginning, and the hyphen at its end.
    pub(super) hang: (i64, i64),
}

/// A text ready for breaking at any size.
#[derive(Debug, Clone)]
pub struct PreparedText {
    /// The chunks.
    pub chunks: Vec<Chunk>,
    /// The pieces of all chunks.
    pub pieces: Vec<Piece>,
    /// A character no face has, and the inline it stands in.
    pub missing: Option<(char, usize)>,
    /// Width of the widest part that no line can end in, in 1/1000 em.
    pub widest: i64,
    pub(super) style: ParagraphStyle,
    /// What the ends of its lines cost.
    pub(super) costs: &'static LineEndCosts,
    pub(super) breakpoints: Vec<Breakpoint>,
    /// Its lines in the first measure it was set to.
    pub(super) broken: OnceLock<(Measure, Vec<Line>)>,
}

impl PreparedText {
    /// The pieces of a chunk that stand on `line`; and, if it is divided, what they read as: the head as the
    /// whole word, which stands on one line then for every reader, the tail as the space behind it.
    pub fn pieces_on(&self, line: &Line, chunk: usize) -> (&[Piece], Option<&str>) {
        let whole = &self.chunks[chunk];
        match (line.from.filter(|_| chunk == line.start), line.to.filter(|_| chunk + 1 == line.end)) {
            (Some(from), _) => (slice::from_ref(&whole.hyphen_points[from].tail), Some(" ")),
            (_, Some(to)) => {
                let HyphenPoint { head, word, .. } = &whole.hyphen_points[to];
                (slice::from_ref(head), Some(word))
            }
            (None, None) => (&self.pieces[whole.pieces.clone()], None),
        }
    }

    /// The characters on `line`, with its spaces and the hyphen of a divided word.
    pub fn characters(&self, line: &Line) -> usize {
        let chunks = &self.chunks[line.start..line.end];
        let spaces = chunks.iter().skip(1).filter(|c| c.space.is_some()).count();
        let all = spaces + chunks.iter().map(|c| c.characters).sum::<usize>();
        let before = line.from.map_or(0, |from| chunks[0].hyphen_points[from].characters);
        let behind = line.to.map_or(0, |to| {
            let last = &chunks[chunks.len() - 1];
            last.characters - last.hyphen_points[to].characters - 1
        });
        all - before - behind
    }

    /// Whether its lines are of like length, and not as long as the measure allows.
    pub fn is_balanced(&self) -> bool {
        self.style.balanced
    }

    /// The width of a line at its tightest, in 1/1000 em.
    pub(super) fn least_width(&self, line: &CandidateLine) -> i64 {
        if self.style.justified { line.width() - SHRINK * line.spaces() } else { line.width() }
    }
}
