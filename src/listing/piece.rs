//! What a listing is laid out from: texts, tables and blanks, shaped, with their strips.

use super::table::ShapedRows;
use crate::document::RichText;
use crate::font::Face;
use crate::layout::{
    BrokenText, FIRST_BASELINE, Ink, Mark, NodeId, Owner, Page, Rect, Role, Strip, TextStyle,
};
use crate::text::{FontPair, Line, Measure, ParagraphStyle, PreparedText, Shaper, break_lines, prepare};
use crate::units::Pt;
use std::ops::Range;
use std::sync::Arc;

pub(super) const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
pub(super) const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// What a page's end costs inside a paragraph, a table or a section.
pub(super) const INSIDE: Pt = Pt::new(36);

pub(super) const TITLE: TextStyle = TextStyle { size: Pt::new(18), leading: Pt::new(21), ink: Ink::Navy };
pub(super) const HEADING: TextStyle = TextStyle { size: Pt::new(12), leading: Pt::new(14), ink: Ink::Navy };
pub(super) const BODY: TextStyle = TextStyle { size: Pt(9_500), leading: Pt(12_500), ink: Ink::Text };

/// Above a section, a table, another block; below a heading.
const ABOVE_SECTION: Pt = Pt::new(16);
const ABOVE: Pt = Pt::new(6);
const BELOW_HEADING: Pt = Pt::new(4);
/// From the block above to the first line to write on.
const WRITING: Pt = Pt::new(20);
const BLANK_RULE: Pt = Pt(500);

/// A text, shaped and broken into lines.
pub(super) struct ShapedText {
    words: RichText,
    text: Arc<PreparedText>,
    pub(super) lines: Vec<Line>,
    pub(super) style: TextStyle,
}

impl ShapedText {
    pub(super) fn new(
        text: &str,
        paragraph: impl Into<ParagraphStyle>,
        style: TextStyle,
        width: Pt,
        shaper: &mut Shaper,
    ) -> Self {
        let paragraph = paragraph.into();
        let mut words = RichText::words(text.to_owned());
        let mut prepared = prepare(&words, paragraph, shaper);
        if style.size.em(prepared.widest) > width {
            words = RichText::words(divided(text, paragraph, (style.size, width), shaper));
            prepared = prepare(&words, paragraph, shaper);
        }
        let lines = break_lines(&prepared, Measure { size: style.size, width });
        Self { words, text: prepared, lines, style }
    }

    pub(super) fn height(&self) -> Pt {
        self.style.height(self.lines.len())
    }

    /// The width of its longest line.
    pub(super) fn used(&self) -> Pt {
        self.lines.iter().map(|line| self.style.size.em(line.advance)).max().unwrap_or_default()
    }

    /// Sets some of its lines.
    pub(super) fn set(&self, page: &mut Page, parent: NodeId, lines: Range<usize>, at: (Pt, Pt)) {
        let end = lines.end.min(self.lines.len());
        let lines = &self.lines[lines.start.min(end)..end];
        if !lines.is_empty() {
            BrokenText { words: &self.words, text: &self.text, lines }.set(page, parent, self.style, at);
        }
    }

    /// A strip for each line.
    fn strips(&self) -> Vec<Strip> {
        let all = self.lines.len();
        let strip = |n: usize| {
            let cost = Some(INSIDE).filter(|_| n >= 2 && all - n >= 2);
            Strip { cost, ..Strip::bound(self.style.size, self.style.leading - self.style.size) }
        };
        (0..all).map(strip).collect()
    }
}

/// A text whose words are no wider than a line: what is wider has spaces where a line may end.
fn divided(text: &str, style: ParagraphStyle, (size, width): (Pt, Pt), shaper: &mut Shaper) -> String {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split([' ', '\u{a0}']) {
        let mut part = String::new();
        for c in word.chars() {
            part.push(c);
            if part.chars().nth(1).is_some()
                && size.em(shaper.shape(style.fonts.plain, &part).advance) > width
            {
                part.pop();
                parts.push(std::mem::replace(&mut part, c.to_string()));
            }
        }
        parts.push(part);
    }
    parts.join(" ")
}

/// Something that stands on the pages.
pub(super) enum ListingPiece {
    Text(Role, ShapedText),
    Rows(ShapedRows),
    Blanks(Vec<ShapedText>),
}

/// A piece with its strips.
pub(super) struct PlacedPiece {
    pub(super) piece: ListingPiece,
    pub(super) strips: Vec<Strip>,
}

impl PlacedPiece {
    /// What stands at the head of the listing, below what stands there already.
    pub(super) fn heading(level: u8, text: &str, width: Pt, shaper: &mut Shaper) -> Self {
        let style = if level == 1 { TITLE } else { HEADING };
        let text = ShapedText::new(text, ParagraphStyle::heading(BOLD), style, width, shaper);
        let strip = Strip { cost: Some(Pt::ZERO), ..Strip::bound(text.height(), ABOVE_SECTION) };
        Self { piece: ListingPiece::Text(Role::Heading(level), text), strips: vec![strip] }
    }

    /// `headed`: it stands below a heading.
    pub(super) fn paragraph(text: &str, headed: bool, width: Pt, shaper: &mut Shaper) -> Self {
        let text = ShapedText::new(text, PLAIN, BODY, width, shaper);
        let strips = text.strips();
        Self { piece: ListingPiece::Text(Role::Paragraph, text), strips }.below(headed, ABOVE)
    }

    pub(super) fn rows(rows: ShapedRows, headed: bool) -> Self {
        let strips = rows.strips();
        Self { piece: ListingPiece::Rows(rows), strips }.below(headed, ABOVE)
    }

    /// Lines to write on stay with what is above them.
    pub(super) fn blanks(labels: &[String], width: Pt, shaper: &mut Shaper) -> Self {
        let room = width / labels.len().max(1) as i64;
        let labels = labels.iter().map(|label| ShapedText::new(label, PLAIN, BODY, room / 2, shaper));
        let labels: Vec<ShapedText> = labels.collect();
        let height = labels.iter().map(ShapedText::height).max().unwrap_or(BODY.size);
        Self { piece: ListingPiece::Blanks(labels), strips: vec![Strip::bound(height, WRITING)] }
    }

    fn below(mut self, headed: bool, gap: Pt) -> Self {
        if let Some(first) = self.strips.first_mut() {
            first.gap = if headed { BELOW_HEADING } else { gap };
            first.cost = Some(INSIDE).filter(|_| !headed);
        }
        self
    }
}

/// Sets labels side by side, with a rule behind each.
pub(super) fn set_blanks(labels: &[ShapedText], page: &mut Page, (x, top): (Pt, Pt), width: Pt) {
    const GAP: Pt = Pt::new(5);
    let room = width / labels.len().max(1) as i64;
    for (n, label) in labels.iter().enumerate() {
        let (left, node) = (x + room * n as i64, page.node(Page::ROOT, Role::Paragraph));
        label.set(page, node, 0..label.lines.len(), (left, top));
        let begin = left + label.used() + GAP;
        let y =
            top + label.height() - label.style.size + label.style.size.em(FIRST_BASELINE) + BLANK_RULE * 2;
        let end = left + room - if n + 1 < labels.len() { GAP * 3 } else { Pt::ZERO };
        let rect = Rect { x: begin, y, width: end - begin, height: BLANK_RULE };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
    }
}
