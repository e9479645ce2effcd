//! Where the first of two columns ends.
//!
//! Every break is tried: before a heading, between blocks, inside a paragraph, a list or a table. Each has its
//! cost in points of height; the least sum of height and cost wins. None parts a heading from its text or a
//! table from the sentence that leads to it. A table goes on in the next column below its headings, which stand
//! there again; for that the type is never larger.

use super::columns::{Columns, Position};
use crate::layout::blocks::{Gap, body};
use crate::layout::fit::Need;
use crate::units::Pt;
use std::ops::Range;

/// A way to divide the text.
#[derive(Clone, Copy)]
pub struct ColumnBreak {
    pub at: Position,
    /// Heights of the columns.
    pub left: Pt,
    pub right: Pt,
    /// What it costs, as height.
    cost: Pt,
}

impl ColumnBreak {
    fn new(block: usize, line: usize, (left, right): (Pt, Pt), cost: Pt) -> Self {
        Self { at: Position { block, line }, left, right, cost }
    }

    /// That of the longer column.
    pub fn height(&self) -> Pt {
        self.left.max(self.right)
    }

    fn sum(&self) -> Pt {
        self.height() + self.cost
    }
}

impl Columns<'_> {
    /// What the two columns need.
    pub fn need(&self) -> Need {
        let costs = &self.brief.breaks;
        // To tear a paragraph counts for a line more than to part two: else a longer text, which
        // may be torn where a shorter one may not, could be set larger.
        let torn = (self.setting.line_height() + costs.paragraph).max(costs.line);
        let (mut best, mut need): (Option<ColumnBreak>, Option<Need>) = (None, None);
        let mut in_table: Option<ColumnBreak> = None;
        self.breaks(|found| {
            if self.is_in_table(found.at) {
                in_table = in_table.filter(|best| best.sum() <= found.sum()).or(Some(found));
                return;
            }
            if best.is_none_or(|best| found.sum() < best.sum()) {
                best = Some(found);
            }
            let least = found.height();
            let whole = found.at.line == 0 && !self.is_in_list(found.at.block);
            let cost = if whole { found.sum() } else { least + torn };
            let known = need.get_or_insert(Need { height: least, cost, least });
            known.cost = known.cost.min(cost);
            known.least = known.least.min(least);
        });
        match (best, need) {
            (Some(best), Some(need)) => {
                let white = |found: ColumnBreak| found.sum() + self.white(&found);
                let parted = in_table.filter(|parted| white(*parted) < white(best));
                let least = in_table.map_or(need.least, |parted| parted.height().min(need.least));
                Need { height: parted.unwrap_or(best).height(), least, ..need }
            }
            _ => Need::height(Pt::ZERO),
        }
    }

    /// The best break that is no higher than `room`, or the best. Here, where the setting is known,
    /// the white at the foot of the shorter column, which nothing takes up, counts too. Text that does
    /// not fill its room even when it is fully opened need not be short; no paragraph of it is torn
    /// but where much more would stay white otherwise.
    pub fn best(&self, room: Pt) -> ColumnBreak {
        let open = &self.brief.open;
        let loose = (self.setting.leading, self.setting.gap) == (open.lead, open.gap_max);
        let mut best: Option<((bool, Pt), ColumnBreak)> = None;
        self.breaks(|found| {
            let sum = match (loose, found.at.line) {
                (true, 0) => found.cost,
                (true, _) if self.is_in_table(found.at) => found.cost,
                (true, _) => found.cost + self.brief.breaks.loose,
                (false, _) => found.sum(),
            };
            let rank = (found.height() > room, sum + self.white(&found));
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, found));
            }
        });
        best.expect("all of it in one column is a break too").1
    }

    /// Every break that is allowed.
    fn breaks(&self, mut found: impl FnMut(ColumnBreak)) {
        let costs = &self.brief.breaks;
        let heights: Vec<Pt> = (0..self.blocks.len()).map(|n| self.block_height(n)).collect();
        let whole: Pt = (0..heights.len()).map(|n| self.gap_above(n) + heights[n]).sum();
        // The height of all blocks before this one; of all behind it, with their gaps.
        let mut before = Pt::ZERO;
        for (n, height) in heights.iter().enumerate() {
            let above = before + self.gap_above(n);
            let after = whole - above - *height;
            if n > 0 && !self.blocks[n - 1].keeps_with(self.blocks.get(n)) && self.may_part(n) {
                let cost = match &self.blocks[n] {
                    head if head.is_heading() => costs.head,
                    // It says in figures what the text before it is about.
                    callout if callout.is_callout() => costs.line,
                    _ if self.is_in_list(n) => costs.line,
                    _ => costs.paragraph,
                };
                found(ColumnBreak::new(n, 0, (before, *height + after), cost));
            }
            self.breaks_inside(n, above, after, &mut found);
            self.breaks_between_rows(n, above, after, &mut found);
            before = above + *height;
        }
        found(ColumnBreak::new(heights.len(), 0, (whole, Pt::ZERO), costs.head));
    }

    /// Whether a block goes on with a list.
    fn is_in_list(&self, n: usize) -> bool {
        (1..self.blocks.len()).contains(&n) && self.gap_kind(n) == Gap::Item
    }

    /// Whether a column may end before a block: like a paragraph, a list keeps some lines on each side.
    fn may_part(&self, n: usize) -> bool {
        if !self.is_in_list(n) {
            return true;
        }
        let lines = |n: usize| self.blocks[n].breakable_lines().unwrap_or_default();
        let begins = (0..n).rev().find(|&n| !self.is_in_list(n)).unwrap_or_default();
        let ends = (n + 1..self.blocks.len()).find(|&n| !self.is_in_list(n)).unwrap_or(self.blocks.len());
        let enough = |blocks: Range<usize>| blocks.map(lines).sum::<usize>() >= self.brief.breaks.lines;
        enough(begins..n) && enough(n..ends)
    }

    /// Whether a column that ends there ends between the rows of a table.
    fn is_in_table(&self, at: Position) -> bool {
        at.line > 0 && self.blocks[at.block].table().is_some()
    }

    /// The breaks between the rows of a table that begins at `above`; below it `after` follows.
    fn breaks_between_rows(&self, n: usize, above: Pt, after: Pt, found: &mut impl FnMut(ColumnBreak)) {
        let Some(table) = self.blocks[n].table() else { return };
        let costs = &self.brief.breaks;
        for (row, before, rest) in table.divisions(self.setting.gap) {
            let fewest = (row - 1).min(table.rows() - row);
            let cost = if fewest < costs.rows { costs.short } else { costs.table };
            let at = Position { block: n, line: row };
            let right = rest - self.again_above(at) + after;
            found(ColumnBreak { at, left: above + before, right, cost });
        }
    }

    /// The breaks between the lines of a block that begins at `above`; below it `after` follows.
    fn breaks_inside(&self, n: usize, above: Pt, after: Pt, found: &mut impl FnMut(ColumnBreak)) {
        let Some(lines) = self.blocks[n].breakable_lines() else { return };
        let costs = &self.brief.breaks;
        let style = body(self.setting);
        let begins = n > 0 && self.blocks[n - 1].is_heading();
        for line in costs.lines..=lines.saturating_sub(costs.lines) {
            let cost = if begins && line < costs.begun { costs.few } else { costs.line };
            let heights = (above + style.height(line), style.height(lines - line) + after);
            found(ColumnBreak::new(n, line, heights, cost));
        }
    }
}
