//! Two balanced columns: the white in them, how the shorter one takes up the difference, and where
//! everything goes. Where the first one ends is found in `column_break`.

use super::column_break::ColumnBreak;
use crate::layout::blocks::{Gap, Look, Measured, Portion, Setter, item_gap};
use crate::layout::fit::Setting;
use crate::layout::page::Page;
use crate::layout::report::LineCount;
use crate::theme::Brief;
use crate::units::{Pt, Ratio};
use std::ops::Range;

/// The running text at one setting.
pub struct Columns<'s> {
    pub brief: &'s Brief,
    pub look: &'s Look<'s>,
    pub blocks: &'s [Measured<'s>],
    pub setting: Setting,
}

/// A position in the text: so many lines into a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub block: usize,
    pub line: usize,
}

/// What a column takes up beyond its own height.
#[derive(Clone, Copy, Default)]
struct Feathering {
    /// Above and below each row of a table.
    row: Pt,
    /// The same in a table of many rows.
    row_many: Pt,
    /// In each paragraph gap.
    paragraph: Pt,
    /// In each section gap.
    section: Pt,
}

impl Columns<'_> {
    /// White between two paragraphs and between two sections, at the least.
    pub fn gaps(&self) -> (Pt, Pt) {
        (self.gap(Gap::Paragraph), self.gap(Gap::Section))
    }

    fn gap(&self, gap: Gap) -> Pt {
        let gaps = &self.brief.gaps;
        let leadings = |factor: Ratio| self.setting.line_height().scale(factor);
        match gap {
            Gap::Section => leadings(gaps.section).scale(self.setting.gap),
            Gap::Paragraph => leadings(gaps.paragraph).scale(self.setting.gap),
            Gap::Heading => leadings(gaps.head),
            Gap::Item => item_gap(self.look, self.setting).min(self.gap(Gap::Paragraph)),
            Gap::Table => gaps.table.scale(self.setting.gap),
            Gap::CallOut => leadings(self.brief.callout.above).scale(self.setting.gap),
            Gap::BelowCallOut => leadings(self.brief.callout.below).scale(self.setting.gap),
        }
    }

    /// The kind of white above a block that is not the first.
    pub fn gap_kind(&self, block: usize) -> Gap {
        self.blocks[block - 1].gap(&self.blocks[block])
    }

    /// White above a block, whatever column it stands in.
    pub fn gap_above(&self, block: usize) -> Pt {
        if block == 0 { Pt::ZERO } else { self.gap(self.gap_kind(block)) }
    }

    /// Height of a block, taking up nothing.
    pub fn block_height(&self, block: usize) -> Pt {
        self.blocks[block].height(self.look, self.setting, Pt::ZERO)
    }

    /// White above the headings of a table that goes on at a position: they begin as high as the column.
    pub fn again_above(&self, at: Position) -> Pt {
        let table = self.blocks.get(at.block).and_then(Measured::table).filter(|_| at.line > 0);
        table.map_or(Pt::ZERO, |table| table.pad(self.setting.gap, Pt::ZERO))
    }

    /// The blocks that stand between two positions, wholly or in part.
    fn blocks_between(start: Position, end: Position) -> Range<usize> {
        start.block..end.block + usize::from(end.line > 0)
    }

    /// What of the difference between the columns stays white.
    pub fn white(&self, columns: &ColumnBreak) -> Pt {
        let (start, end) = self.ends();
        let (from, to) = if columns.left < columns.right { (start, columns.at) } else { (columns.at, end) };
        let difference = columns.height() - columns.left.min(columns.right);
        self.feathering(from, to, difference).1
    }

    /// The beginning and the end of the text.
    fn ends(&self) -> (Position, Position) {
        (Position { block: 0, line: 0 }, Position { block: self.blocks.len(), line: 0 })
    }

    /// How the blocks between two positions take up `difference`: table rows first, then the gaps, those of
    /// sections the more, but by no more than half of what they are; the rest, which is given too, stays at
    /// the column's foot.
    fn feathering(&self, start: Position, end: Position, mut difference: Pt) -> (Feathering, Pt) {
        let slack = &self.brief.slack;
        let blocks = Self::blocks_between(start, end);
        let rows = |many: bool| -> i64 {
            let whole = blocks.clone().filter(|&n| lines_between(n, start, end) == WHOLE);
            let rows = whole.map(|n| self.blocks[n].rows());
            rows.filter(|rows| (*rows > slack.many) == many).sum::<usize>() as i64
        };
        let mut take = |count: i64, most: Pt| {
            let share = if count == 0 { Pt::ZERO } else { Pt(difference.0 / count).min(most) };
            difference -= share * count;
            share
        };
        let row = take(rows(false) * 2, slack.row);
        let row_many = take(rows(true) * 2, slack.row_many);
        let kinds = || (blocks.start + 1..blocks.end).map(|block| self.gap_kind(block));
        let sections = kinds().filter(|kind| *kind == Gap::Section).count() as i64;
        let paragraphs = kinds().filter(|kind| kind.is_of_paragraph()).count() as i64;
        let unit = slack.unit.min(self.gap(Gap::Section) / (2 * slack.section.max(1)));
        let unit = take(paragraphs + sections * slack.section, unit);
        let paragraph = unit + take(paragraphs, slack.unit - unit);
        (Feathering { row, row_many, paragraph, section: unit * slack.section }, difference)
    }

    /// Sets both columns from `top` down.
    pub fn set(&self, page: &mut Page, columns: &ColumnBreak, top: Pt) -> LineCount {
        let (start, end) = self.ends();
        let left = self.brief.margin;
        let right = left + self.look.width + self.brief.column_gutter;
        let mut setter = Setter::new(page, self.look, self.setting);
        for (from, to, height, x) in
            [(start, columns.at, columns.left, left), (columns.at, end, columns.right, right)]
        {
            let (feathering, _) = self.feathering(from, to, columns.height() - height);
            self.set_column(&mut setter, (from, to), feathering, (x, top));
        }
        setter.count
    }

    fn set_column(
        &self,
        setter: &mut Setter,
        (start, end): (Position, Position),
        feathering: Feathering,
        (x, top): (Pt, Pt),
    ) {
        let mut y = top - self.again_above(start);
        for n in Self::blocks_between(start, end) {
            if n > start.block {
                let more = match self.gap_kind(n) {
                    Gap::Section => feathering.section,
                    Gap::Paragraph | Gap::CallOut | Gap::BelowCallOut => feathering.paragraph,
                    Gap::Item | Gap::Heading | Gap::Table => Pt::ZERO,
                };
                y += self.gap_above(n) + more;
            }
            let block = &self.blocks[n];
            let lines = lines_between(n, start, end);
            let many = block.rows() > self.brief.slack.many;
            let row_pad = if many { feathering.row_many } else { feathering.row };
            // A table in two columns has one row height in both.
            let row_pad = if lines == WHOLE { row_pad } else { Pt::ZERO };
            y += setter.set(block, Portion { lines, row_pad }, x, y);
        }
    }
}

/// All lines or rows of a block.
const WHOLE: Range<usize> = 0..usize::MAX;

/// The lines or rows of a block that stand between two positions.
fn lines_between(block: usize, start: Position, end: Position) -> Range<usize> {
    let first = if block == start.block { start.line } else { 0 };
    first..if block == end.block { end.line } else { usize::MAX }
}
