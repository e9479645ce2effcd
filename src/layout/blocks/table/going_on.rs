//! Tables that go on on the next page or in the next column: their rows stay whole, and their headings stand again above them, but are
//! heard once.

use super::{MeasuredTable, Setter};
use crate::document::RichText;
use crate::layout::page::{NodeId, Page, Repetition, Role};
use crate::theme::RuleWeights;
use crate::units::{Pt, Ratio};

/// The least rows of a table in a column, below its headings.
const LEAST: usize = 2;

/// The elements that the next rows of a table go into.
#[derive(Clone)]
pub struct OpenTable {
    pub(super) head: NodeId,
    pub(super) headings: Vec<NodeId>,
    pub(super) body: NodeId,
}

impl OpenTable {
    /// The same on the page behind `before`.
    pub fn carried(self, next: &mut Page, before: &Page) -> Self {
        let mut carry = |node| next.carry(before, node);
        let headings = self.headings.into_iter().map(&mut carry).collect();
        Self { head: carry(self.head), headings, body: carry(self.body) }
    }
}

impl MeasuredTable<'_> {
    /// Of its rows, at a gap factor.
    pub fn row_heights(&self, gap: Ratio) -> Vec<Pt> {
        let pads = self.pad(gap, Pt::ZERO) * 2;
        (0..self.lines.len()).map(|row| self.row_height(row) + pads).collect()
    }

    /// Heights of the rows before each row of a table that may begin the next column, and of the rest of it: neither
    /// the headings nor one row stand alone.
    pub fn divisions(&self, gap: Ratio) -> impl Iterator<Item = (usize, Pt, Pt)> {
        let heights = self.row_heights(gap);
        let whole = self.height(gap, Pt::ZERO);
        let mut before = heights.iter().take(LEAST + 1).copied().sum();
        (LEAST + 1..(heights.len() + 1).saturating_sub(LEAST)).map(move |row| {
            let above: Pt = before;
            before += heights[row];
            (row, above, whole - above + heights[0])
        })
    }

    /// The table of the caption that leads to it, or a new one.
    pub(super) fn begin(&self, setter: &mut Setter) -> OpenTable {
        let summary = self.table.table.alt.as_ref().map(RichText::plain).unwrap_or_default();
        let role = Role::Table { summary };
        let (captioned, page) = (setter.open.captioned.take(), &mut *setter.page);
        let table = captioned.unwrap_or_else(|| page.node(Page::ROOT, role.clone()));
        page.nodes[table.0 as usize].role = role;
        let (head, body) = (page.node(table, Role::TableHead), page.node(table, Role::TableBody));
        OpenTable { head, headings: Vec::new(), body }
    }

    /// Sets the headings again, which are heard once; their height.
    pub(super) fn repeat_headings(
        &self,
        page: &mut Page,
        pad: Pt,
        (x, top): (Pt, Pt),
        rules: &RuleWeights,
    ) -> Pt {
        let mut aside = Page::new(page.width, page.height);
        for column in 0..self.columns.widths.len() {
            self.set_cell(&mut aside, Page::ROOT, (0, column), (x, top + pad));
        }
        page.repeat(aside, Repetition::Headings);
        let height = self.row_height(0) + pad * 2;
        self.rule(page, 0, (x, top + height), rules);
        height
    }
}
