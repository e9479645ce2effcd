//! The standfirst: the introduction's first paragraph in large type, the others small beside it.

use crate::document::RichText;
use crate::layout::cursor::{FIRST_BASELINE, TextStyle};
use crate::layout::frame::Frame;
use crate::layout::label::{Label, at_most};
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Page, Role};
use crate::outline::Paragraph;
use crate::text::{ParagraphStyle, Shaper};
use crate::theme::Brief;
use crate::units::Pt;

/// The standfirst, shaped and fitted.
pub struct ShapedStandfirst<'a> {
    brief: &'a Brief,
    first: Option<Label<'a>>,
    notes: Vec<Label<'a>>,
    /// Left edge of the notes.
    notes_x: Pt,
    /// What the series keeps free for it.
    reserved: Pt,
}

impl<'a> ShapedStandfirst<'a> {
    /// Shapes the introduction for a row of some width, as large and as high as its series has it.
    pub fn new(
        intro: &'a [Paragraph<RichText>],
        brief: &'a Brief,
        (width, frame): (Pt, Frame),
        paragraph: ParagraphStyle,
        shaper: &mut Shaper,
    ) -> Self {
        let tokens = &brief.standfirst;
        let (first_width, note_width) = brief.standfirst_widths(width);
        let style = TextStyle { size: brief.note.size, leading: brief.note.leading, ink: Ink::Text };
        let first = intro.first().map(|words| {
            // Large type is not divided.
            Label::new(&words.text, paragraph.undivided(), style, first_width, shaper).sized(
                &at_most(&tokens.sizes, frame.lead),
                tokens.lead,
                |label| label.lines.len() <= tokens.lines,
            )
        });
        let note =
            |words: &'a Paragraph<RichText>| Label::new(&words.text, paragraph, style, note_width, shaper);
        let notes = intro.iter().skip(1).map(note).collect();
        let notes_x = brief.margin + width - note_width;
        Self { brief, first, notes, notes_x, reserved: frame.lead_height }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> impl Iterator<Item = MeasuredText<'_>> {
        self.first.iter().chain(&self.notes).map(Label::checked)
    }

    /// How far the notes begin below its top: their first baseline is level with that of the first
    /// paragraph.
    fn drop(&self) -> Pt {
        let first = self.first.as_ref().map_or(Pt::ZERO, |first| first.style.size);
        (first - self.brief.note.size).em(FIRST_BASELINE)
    }

    /// Its height.
    pub fn height(&self) -> Pt {
        let first = self.first.as_ref().map_or(Pt::ZERO, Label::height);
        let gaps = self.brief.standfirst.note_gap * (self.notes.len() as i64 - 1);
        let notes = match self.notes.is_empty() {
            true => Pt::ZERO,
            false => self.drop() + gaps + self.notes.iter().map(Label::height).sum(),
        };
        first.max(notes).max(self.reserved)
    }

    /// Size of the first paragraph, if there is one.
    pub fn size(&self) -> Pt {
        self.first.as_ref().map_or(Frame::FREE.lead, |first| first.style.size)
    }

    /// Sets the row.
    pub fn set(&self, page: &mut Page, top: Pt) {
        if let Some(first) = &self.first {
            let node = page.node(Page::ROOT, Role::Paragraph);
            first.set(page, node, self.brief.margin, top);
        }
        let mut y = top + self.drop();
        for note in &self.notes {
            let node = page.node(Page::ROOT, Role::Paragraph);
            note.set(page, node, self.notes_x, y);
            y += note.height() + self.brief.standfirst.note_gap;
        }
    }
}
