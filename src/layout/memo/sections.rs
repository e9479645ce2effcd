//! Where the running text goes: headings beside their text or above it, one section below the other.

use crate::layout::blocks::{Gap, Look, Measured, Portion, Setter, item_gap};
use crate::layout::fit::Setting;
use crate::layout::page::Page;
use crate::layout::report::LineCount;
use crate::theme::{Heads, Memo};
use crate::units::{Pt, Ratio};

/// The sections of a page at one setting.
pub struct Sections<'s> {
    pub memo: &'s Memo,
    pub look: &'s Look<'s>,
    pub blocks: &'s [Measured<'s>],
    pub setting: Setting,
}

impl<'s> Sections<'s> {
    /// Each begins with its heading; the introduction has none.
    fn sections(&self) -> impl Iterator<Item = (Option<&'s Measured<'s>>, &'s [Measured<'s>])> {
        let sections = self.blocks.chunk_by(|_, next| !next.is_heading());
        sections.map(|section| match section {
            [heading, text @ ..] if heading.is_heading() => (Some(heading), text),
            text => (None, text),
        })
    }

    fn leadings(&self, factor: Ratio) -> Pt {
        self.setting.line_height().scale(factor).scale(self.setting.gap)
    }

    /// White between two paragraphs and between two sections.
    pub fn gaps(&self) -> (Pt, Pt) {
        (self.gap(Gap::Paragraph), self.gap(Gap::Section))
    }

    fn gap(&self, gap: Gap) -> Pt {
        match gap {
            Gap::Section => self.leadings(self.memo.gaps.section),
            Gap::Paragraph | Gap::Heading => self.leadings(self.memo.gaps.paragraph),
            Gap::Item => item_gap(self.look, self.setting).min(self.gap(Gap::Paragraph)),
            Gap::Table => self.memo.gaps.table.scale(self.setting.gap),
            Gap::CallOut => self.leadings(self.memo.callout.above),
            Gap::BelowCallOut => self.leadings(self.memo.callout.below),
        }
    }

    fn block_height(&self, block: &Measured) -> Pt {
        block.height(self.look, self.setting, Pt::ZERO)
    }

    fn section_height(&self, heading: Option<&Measured>, text: &[Measured]) -> Pt {
        let gaps = text.windows(2).map(|pair| self.gap(pair[0].gap(&pair[1]))).sum();
        let text = text.iter().map(|block| self.block_height(block)).sum::<Pt>() + gaps;
        let head = heading.map_or(Pt::ZERO, |heading| self.block_height(heading));
        match (self.memo.heads, heading) {
            (Heads::Side, _) => head.max(text),
            (Heads::Above, Some(_)) => head + self.gap(Gap::Heading) + text,
            (Heads::Above, None) => text,
        }
    }

    /// Height of all.
    pub fn height(&self) -> Pt {
        let gap = self.gap(Gap::Section);
        let with_gaps = self.sections().map(|(head, text)| self.section_height(head, text) + gap);
        (with_gaps.sum::<Pt>() - gap).max(Pt::ZERO)
    }

    /// Sets all from `top` down.
    pub fn set(&self, page: &mut Page, top: Pt) -> LineCount {
        let x = self.memo.margin();
        let text_x = x + self.memo.indent();
        let mut setter = Setter::new(page, self.look, self.setting);
        let mut y = top;
        for (heading, text) in self.sections() {
            let mut text_y = y;
            if let Some(heading) = heading {
                // Side heads share their first baseline with the text beside them.
                let height = setter.set(heading, Portion::WHOLE, x, y);
                if self.memo.heads == Heads::Above {
                    text_y += height + self.gap(Gap::Heading);
                }
            }
            for (n, block) in text.iter().enumerate() {
                if n > 0 {
                    text_y += self.gap(text[n - 1].gap(block));
                }
                text_y += setter.set(block, Portion::WHOLE, text_x, text_y);
            }
            y += self.section_height(heading, text) + self.gap(Gap::Section);
        }
        setter.count
    }
}
