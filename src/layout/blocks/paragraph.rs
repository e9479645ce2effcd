//! Paragraphs of running text.

use super::{Look, Setter, body};
use crate::document::RichText;
use crate::layout::advice::Candidate;
use crate::layout::cursor::BrokenText;
use crate::layout::overflow::{MeasuredText, too_wide};
use crate::layout::page::{Ink, Mark, NodeId, Owner, Page, Rect, Role};
use crate::outline::{Leads, Paragraph};
use crate::text::{Line, Measure, PreparedText, Shaper, break_lines, count_lines, prepare};
use crate::units::Pt;
use std::ops::Range;
use std::sync::Arc;

/// A paragraph, shaped.
pub struct ShapedParagraph<'a> {
    words: &'a Paragraph<RichText>,
    text: Arc<PreparedText>,
}

/// How many lines it takes at one size.
#[derive(Clone)]
pub struct MeasuredParagraph<'b> {
    paragraph: &'b ShapedParagraph<'b>,
    pub lines: usize,
}

impl<'a> ShapedParagraph<'a> {
    pub fn new(words: &'a Paragraph<RichText>, look: &Look, shaper: &mut Shaper) -> Self {
        let style = if words.callout { look.paragraph.balanced() } else { look.paragraph };
        Self { words, text: prepare(&words.text, style, shaper) }
    }

    pub fn candidate(&self, look: &Look, size: Pt) -> Candidate<'_> {
        let (words, text, measure) = self.text(look, size);
        Candidate { heading: None, words, text, measure }
    }

    pub fn text(&self, look: &Look, size: Pt) -> MeasuredText<'_> {
        (&self.words.text, &self.text, Measure { size, width: self.width(look) })
    }

    /// The rule of a call-out takes room.
    fn width(&self, look: &Look) -> Pt {
        if self.words.callout { look.width - look.callout.indent } else { look.width }
    }

    pub fn measure(&self, look: &Look, size: Pt) -> Option<MeasuredParagraph<'_>> {
        let (_, text, measure) = self.text(look, size);
        let sound = too_wide(text, measure).is_none();
        sound.then(|| MeasuredParagraph { paragraph: self, lines: count_lines(text, measure) })
    }
}

impl MeasuredParagraph<'_> {
    /// Its node. What leads to a table is the table's caption, which is inside it (ISO 32000-1, Table 337).
    fn node(&self, setter: &mut Setter) -> NodeId {
        if self.words().leads != Leads::ToTable {
            return setter.page.node(Page::ROOT, Role::Paragraph);
        }
        let table = setter.page.node(Page::ROOT, Role::Table { summary: String::new() });
        setter.open.captioned = Some(table);
        setter.page.node(table, Role::Caption)
    }

    pub fn words(&self) -> &Paragraph<RichText> {
        self.paragraph.words
    }

    /// Its words and its lines at a size.
    pub fn broken(&self, look: &Look, size: Pt) -> (&RichText, &PreparedText, Vec<Line>) {
        let (words, text, measure) = self.paragraph.text(look, size);
        (words, text, break_lines(text, measure))
    }

    /// Sets some of its lines; the rest belongs to the next column, and to the same paragraph.
    pub fn set(&self, setter: &mut Setter, part: Range<usize>, x: Pt, top: Pt) -> Pt {
        let (words, text, measure) = self.paragraph.text(setter.look, setter.setting.size);
        let lines = break_lines(text, measure);
        let node = match setter.open.text.take() {
            Some(node) => node,
            None => {
                setter.count.add(text, &lines);
                self.node(setter)
            }
        };
        if part.end < lines.len() {
            setter.open.text = Some(node);
        }
        let lines = &lines[part.start..part.end.min(lines.len())];
        let style = body(setter.setting);
        let height = style.height(lines.len());
        let mut text_x = x;
        if self.words().callout {
            let callout = setter.look.callout;
            let rect = Rect { x, y: top, width: callout.rule, height };
            setter.page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
            text_x += callout.indent;
        }
        BrokenText { words, text, lines }.set(setter.page, node, style, (text_x, top));
        height
    }
}
