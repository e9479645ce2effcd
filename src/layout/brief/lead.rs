//! The lead row: the introduction's first paragraph in large type, the others small beside it.

use super::PLAIN;
use crate::document::RichText;
use crate::layout::page::{Ink, Page, Role};
use crate::layout::refusal::Checked;
use crate::layout::setting::{Caption, FIRST_BASELINE, Style};
use crate::outline::Paragraph;
use crate::text::{Manner, Shaper, prepare_running};
use crate::theme::Brief;
use crate::units::Pt;

/// The lead row, shaped and fitted.
pub struct ShapedLead<'a> {
    brief: &'a Brief,
    lead: Option<Caption<'a>>,
    notes: Vec<Caption<'a>>,
}

impl<'a> ShapedLead<'a> {
    /// Shapes the introduction.
    pub fn new(
        intro: &'a [Paragraph<RichText>],
        brief: &'a Brief,
        manner: Manner,
        shaper: &mut Shaper,
    ) -> Self {
        let tokens = &brief.lead;
        let style = Style { size: brief.note.size, leading: brief.note.leading, ink: Ink::Text };
        let mut caption = |paragraph: &'a Paragraph<RichText>, width| {
            let shape = prepare_running(&paragraph.text, PLAIN, manner, shaper);
            Caption::of(&paragraph.text, shape, PLAIN, style, width, shaper)
        };
        let lead = intro.first().map(|paragraph| {
            caption(paragraph, tokens.width)
                .sized(&tokens.sizes, tokens.lead, |lead| lead.breaks.len() <= tokens.lines)
        });
        let notes = intro.iter().skip(1).map(|note| caption(note, tokens.note_width)).collect();
        Self { brief, lead, notes }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        self.lead.iter().chain(&self.notes).map(Caption::checked).collect()
    }

    /// How far the notes begin below the lead: their first baselines are level.
    fn drop(&self) -> Pt {
        let lead = self.lead.as_ref().map_or(Pt::ZERO, |lead| lead.style.size);
        (lead - self.brief.note.size).em(FIRST_BASELINE)
    }

    /// Its height.
    pub fn height(&self) -> Pt {
        let lead = self.lead.as_ref().map_or(Pt::ZERO, Caption::height);
        let gaps = self.brief.lead.note_gap * (self.notes.len() as i64 - 1);
        match self.notes.is_empty() {
            true => lead,
            false => lead.max(self.drop() + gaps + self.notes.iter().map(Caption::height).sum()),
        }
    }

    /// Sets the row.
    pub fn set(&self, page: &mut Page, top: Pt) {
        let (brief, tokens) = (self.brief, &self.brief.lead);
        if let Some(lead) = &self.lead {
            let node = page.node(Page::ROOT, Role::Paragraph);
            lead.set(page, node, brief.margin, top);
        }
        let mut y = top + self.drop();
        for note in &self.notes {
            let node = page.node(Page::ROOT, Role::Paragraph);
            note.set(page, node, page.width - brief.margin - tokens.note_width, y);
            y += note.height() + tokens.note_gap;
        }
    }
}
