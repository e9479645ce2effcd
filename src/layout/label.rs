//! Labels: the short texts of the head and the foot of a page and of its headline figures, each
//! shaped and broken for its one place.

use super::cursor::{BrokenText, TextStyle};
use super::overflow::MeasuredText;
use super::page::{Mark, NodeId, Page, TextRun};
use crate::document::RichText;
use crate::font::Face;
use crate::text::{Line, Measure, ParagraphStyle, PreparedText, Shape, Shaper, break_lines, halves, prepare};
use crate::units::{Pt, Ratio};
use std::sync::Arc;

/// Of sizes from the largest down, those that are no larger than `most`; the last if there is none.
pub fn at_most(sizes: &[Pt], most: Pt) -> Vec<Pt> {
    let mut kept: Vec<Pt> = sizes.iter().copied().filter(|size| *size <= most).collect();
    if kept.is_empty() {
        kept.extend(sizes.last());
    }
    kept
}

/// A short text in its place.
pub struct Label<'a> {
    /// The words.
    pub words: &'a RichText,
    /// The same, shaped.
    pub text: Arc<PreparedText>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Size, leading and colour.
    pub style: TextStyle,
    width: Pt,
    space: Arc<Shape>,
    face: Face,
}

impl<'a> Label<'a> {
    /// Shapes `words` and breaks them for a measure of `width`.
    pub fn new(
        words: &'a RichText,
        paragraph: impl Into<ParagraphStyle>,
        style: TextStyle,
        width: Pt,
        shaper: &mut Shaper,
    ) -> Self {
        let paragraph = paragraph.into();
        let text = prepare(words, paragraph, shaper);
        let lines = break_lines(&text, Measure { size: style.size, width });
        let face = paragraph.fonts.plain;
        Self { words, text, lines, style, width, space: shaper.shape(face, " "), face }
    }

    /// The same text in the first of `sizes` that `fits`, or else in the last.
    pub fn sized(mut self, sizes: &[Pt], leading: Ratio, fits: impl Fn(&Self) -> bool) -> Self {
        for &size in sizes {
            self.style = TextStyle { size, leading: size.scale(leading), ..self.style };
            self.lines = break_lines(&self.text, Measure { size, width: self.width });
            if fits(&self) {
                break;
            }
        }
        self
    }

    /// The same on two lines, if it is on one and has words to divide.
    #[must_use]
    pub fn halved(mut self) -> Self {
        if self.lines.len() == 1
            && let Some(lines) = halves(&self.text)
        {
            self.lines = lines;
        }
        self
    }

    /// Its height.
    pub fn height(&self) -> Pt {
        self.style.height(self.lines.len())
    }

    /// The width of its longest line.
    pub fn used(&self) -> Pt {
        self.lines.iter().map(|line| self.style.size.em(line.advance)).max().unwrap_or_default()
    }

    /// Whether it is one line of at most this width.
    pub fn is_on_one_line(&self, width: Pt) -> bool {
        self.lines.len() <= 1 && self.used() <= width
    }

    /// For checks that must see all text.
    pub fn checked(&self) -> MeasuredText<'_> {
        (self.words, &self.text, Measure { size: self.style.size, width: self.width })
    }

    /// Sets it with its top left corner at (`x`, `top`), as content of `parent`.
    pub fn set(&self, page: &mut Page, parent: NodeId, x: Pt, top: Pt) {
        let broken = BrokenText { words: self.words, text: &self.text, lines: &self.lines };
        broken.set(page, parent, self.style, (x, top));
    }

    /// Sets a space behind the last line, for a text that goes on elsewhere: without it, words
    /// run together when the page is read aloud or copied.
    pub fn set_space(&self, page: &mut Page, parent: NodeId, x: Pt, baseline: Pt) {
        let last = self.lines.last().map_or(Pt::ZERO, |line| self.style.size.em(line.advance));
        let TextStyle { size, ink, .. } = self.style;
        let glyphs = self.space.glyphs.clone();
        let owner = page.content(parent);
        page.paint(owner, Mark::Text(TextRun { face: self.face, size, x: x + last, baseline, ink, glyphs }));
    }
}
