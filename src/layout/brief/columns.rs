//! Two balanced columns: where the first ends, and how the shorter one takes up the difference.
//!
//! Every break is tried: before a heading, between paragraphs, inside a paragraph. Each has its
//! cost in points of height; the least sum of height and cost wins. None parts a heading from
//! its text or a table from the sentence that leads to it.

use super::flow::{Flow, Unit};
use crate::layout::fit::{Need, Setting};
use crate::layout::page::{Ink, NodeId, Page, Role};
use crate::layout::report::LineCount;
use crate::layout::setting::{Block, Style, set_block};
use crate::layout::table::TableShape;
use crate::outline::Leads;
use crate::text::{Measure, break_lines, count_lines, least_ragged};
use crate::theme::Rules;
use crate::units::{Pt, Ratio};

/// The flow at one size of type.
pub struct Columns<'f, 'a> {
    flow: &'f Flow<'a>,
    size: Pt,
    units: Vec<Extent>,
}

/// How much a unit takes at one size; nothing here depends on leading or gaps.
#[derive(Clone)]
enum Extent {
    Head(usize),
    Text(usize),
    Table(TableShape),
    /// A table that was refused.
    Nothing,
}

/// A place in the flow: so many lines into a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    unit: usize,
    line: usize,
}

/// A way to divide the flow.
#[derive(Clone, Copy)]
pub struct Division {
    at: Place,
    left: Pt,
    right: Pt,
    /// Its height and its cost.
    sum: Pt,
}

impl Division {
    /// That of the longer column.
    pub fn height(&self) -> Pt {
        self.left.max(self.right)
    }
}

/// The white between two units.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Heading to text, lead sentence to table.
    Tied,
    Paragraph,
    Section,
}

/// What a column takes up beyond its own height.
#[derive(Clone, Copy, Default)]
struct Stretch {
    /// Above and below each row.
    row: Pt,
    row_many: Pt,
    /// A paragraph gap.
    unit: Pt,
}

impl<'f, 'a> Columns<'f, 'a> {
    /// Counts the lines of every unit at `size`.
    pub fn new(flow: &'f Flow<'a>, size: Pt) -> Self {
        let brief = flow.brief;
        let text = Measure { size, width: brief.column };
        let head = Measure { size: size + brief.head.larger, ..text };
        let units = flow
            .units
            .iter()
            .map(|unit| match unit {
                Unit::Head { shape, .. } => Extent::Head(count_lines(shape, head)),
                Unit::Text { shape, .. } => Extent::Text(count_lines(shape, text)),
                Unit::Table(table) => table
                    .measure(&brief.table, brief.bars(), size, brief.column)
                    .map_or(Extent::Nothing, Extent::Table),
            })
            .collect();
        Self { flow, size, units }
    }

    /// The same with so many lines taken out of each paragraph.
    pub fn shortened(&self, taken: &[usize]) -> Self {
        let mut units = self.units.clone();
        let paragraphs = units.iter_mut().filter_map(|unit| match unit {
            Extent::Text(count) => Some(count),
            Extent::Head(_) | Extent::Table(_) | Extent::Nothing => None,
        });
        paragraphs.zip(taken).for_each(|(count, taken)| *count -= taken);
        Self { units, ..*self }
    }

    /// The size they were counted at.
    pub fn size(&self) -> Pt {
        self.size
    }

    /// What the two columns need at a setting.
    pub fn need(&self, setting: Setting) -> Need {
        let brief = self.flow.brief;
        let (mut best, mut need): (Option<Division>, Option<Need>) = (None, None);
        self.divisions(setting, |division| {
            if best.is_none_or(|best| division.sum < best.sum) {
                best = Some(division);
            }
            // To tear a paragraph counts for a line more than to part two: else a longer text,
            // which may be torn where a shorter one may not, could be set larger.
            let torn = (setting.leading() + brief.breaks.paragraph).max(brief.breaks.line);
            let cost = match division.at.line {
                0 => division.sum,
                _ => division.height() + torn,
            };
            let least = division.height();
            let known = need.get_or_insert(Need { height: least, cost, least });
            known.cost = known.cost.min(cost);
            known.least = known.least.min(least);
        });
        match (best, need) {
            (Some(best), Some(need)) => Need { height: best.height(), ..need },
            _ => Pt::ZERO.into(),
        }
    }

    /// The best division that is no higher than `room`, or the best. Here, where the setting is
    /// known, the white at the foot of the shorter column, which nothing takes up, counts too.
    pub fn divide(&self, setting: Setting, room: Pt) -> Division {
        let mut best: Option<((bool, Pt), Division)> = None;
        self.divisions(setting, |division| {
            let rank = (division.height() > room, division.sum + self.white(&division));
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, division));
            }
        });
        best.expect("all of it in one column is a division").1
    }

    /// What of the difference between the columns stays white.
    fn white(&self, division: &Division) -> Pt {
        let (start, end) = self.ends();
        let (from, to) =
            if division.left < division.right { (start, division.at) } else { (division.at, end) };
        let difference = division.height() - division.left.min(division.right);
        self.stretch(from, to, difference).1
    }

    /// The flow's beginning and end.
    fn ends(&self) -> (Place, Place) {
        (Place { unit: 0, line: 0 }, Place { unit: self.units.len(), line: 0 })
    }

    /// Every division that is allowed.
    fn divisions(&self, setting: Setting, mut found: impl FnMut(Division)) {
        let costs = &self.flow.brief.breaks;
        // The height of all units before this one; of all from the next on, with its gap.
        let heights: Vec<Pt> =
            (0..self.units.len()).map(|n| self.unit_height(n, setting, Stretch::default())).collect();
        let gap = |n: usize| if n == 0 { Pt::ZERO } else { self.gap(n, setting) };
        let whole: Pt = (0..heights.len()).map(|n| gap(n) + heights[n]).sum();
        let mut before = Pt::ZERO;
        let mut divide = |unit, line, left: Pt, right: Pt, cost| {
            found(Division { at: Place { unit, line }, left, right, sum: left.max(right) + cost });
        };
        for (n, height) in heights.iter().enumerate() {
            let after = whole - before - gap(n) - *height;
            match (&self.flow.units[n], n.checked_sub(1).map(|n| self.tied(n))) {
                (_, None | Some(true)) => {}
                (Unit::Head { .. }, _) => divide(n, 0, before, *height + after, costs.head),
                _ => divide(n, 0, before, *height + after, costs.paragraph),
            }
            if let (Unit::Text { words, .. }, Extent::Text(lines)) = (&self.flow.units[n], &self.units[n])
                && words.leads != Leads::ToTable
            {
                let style = self.text_style(setting);
                let begins = n > 0 && matches!(self.flow.units[n - 1], Unit::Head { .. });
                for line in costs.lines..=lines.saturating_sub(costs.lines) {
                    let left = before + gap(n) + style.height(line);
                    let cost = if begins && line < costs.begun { costs.few } else { costs.line };
                    divide(n, line, left, style.height(lines - line) + after, cost);
                }
            }
            before += gap(n) + *height;
        }
        divide(heights.len(), 0, whole, Pt::ZERO, costs.head);
    }

    /// Whether no column ends behind this unit.
    fn tied(&self, n: usize) -> bool {
        match &self.flow.units[n] {
            Unit::Head { .. } => true,
            Unit::Text { words, .. } => {
                words.leads == Leads::ToTable && matches!(self.flow.units.get(n + 1), Some(Unit::Table(_)))
            }
            Unit::Table(_) => false,
        }
    }

    fn text_style(&self, setting: Setting) -> Style {
        Style { size: setting.size, leading: setting.leading(), ink: Ink::Text }
    }

    fn head_style(&self, setting: Setting) -> Style {
        let size = setting.size + self.flow.brief.head.larger;
        Style { size, leading: size.scale(self.flow.brief.head.lead), ink: Ink::Navy }
    }

    fn unit_height(&self, n: usize, setting: Setting, stretch: Stretch) -> Pt {
        match &self.units[n] {
            Extent::Head(lines) => self.head_style(setting).height(*lines),
            Extent::Text(lines) => self.text_style(setting).height(*lines),
            Extent::Table(table) => table.height(setting.gap, self.row_stretch(table, stretch)),
            Extent::Nothing => Pt::ZERO,
        }
    }

    fn row_stretch(&self, table: &TableShape, stretch: Stretch) -> Pt {
        if table.rows() > self.flow.brief.slack.many { stretch.row_many } else { stretch.row }
    }

    /// The kind of white above a unit that is not the first.
    fn gap_kind(&self, n: usize) -> Gap {
        match (&self.flow.units[n], self.tied(n - 1)) {
            (Unit::Head { .. }, _) => Gap::Section,
            (Unit::Table(_), _) | (_, true) => Gap::Tied,
            (Unit::Text { .. }, false) => Gap::Paragraph,
        }
    }

    /// White between two paragraphs and between two sections, at the least.
    pub fn gaps(&self, setting: Setting) -> (Pt, Pt) {
        (self.gap_of(Gap::Paragraph, setting), self.gap_of(Gap::Section, setting))
    }

    fn gap(&self, n: usize, setting: Setting) -> Pt {
        let head = matches!(self.flow.units[n - 1], Unit::Head { .. });
        match self.gap_kind(n) {
            Gap::Tied if head => setting.leading().scale(self.flow.brief.gaps.head),
            kind => self.gap_of(kind, setting),
        }
    }

    fn gap_of(&self, kind: Gap, setting: Setting) -> Pt {
        let gaps = &self.flow.brief.gaps;
        let leadings = |factor: Ratio| setting.leading().scale(factor).scale(setting.gap);
        match kind {
            Gap::Section => leadings(gaps.section),
            Gap::Paragraph => leadings(gaps.paragraph),
            Gap::Tied => gaps.table.scale(setting.gap),
        }
    }

    /// How the units from `start` to `end` take up `difference`: table rows first, then the gaps,
    /// each to its limit; the rest, which is given too, stays at the column's foot.
    fn stretch(&self, start: Place, end: Place, mut difference: Pt) -> (Stretch, Pt) {
        let slack = &self.flow.brief.slack;
        let last = if end.line > 0 { end.unit + 1 } else { end.unit };
        let mut stretch = Stretch::default();
        let rows = |many: bool| -> i64 {
            let tables = self.units[start.unit..last].iter().filter_map(|unit| match unit {
                Extent::Table(table) if (table.rows() > slack.many) == many => Some(table.rows() as i64),
                _ => None,
            });
            tables.sum()
        };
        let mut take = |count: i64, most: Pt| {
            let share = if count == 0 { Pt::ZERO } else { Pt(difference.0 / count).min(most) };
            difference -= share * count;
            share
        };
        stretch.row = take(rows(false) * 2, slack.row);
        stretch.row_many = take(rows(true) * 2, slack.row_many);
        let weights = (start.unit + 1..last).map(|n| match self.gap_kind(n) {
            Gap::Section => slack.section,
            Gap::Paragraph => 1,
            Gap::Tied => 0,
        });
        stretch.unit = take(weights.sum(), slack.unit);
        (stretch, difference)
    }

    /// Sets both columns from `top` down.
    pub fn set(
        &self,
        page: &mut Page,
        rules: &Rules,
        setting: Setting,
        (division, top): (Division, Pt),
        count: &mut LineCount,
    ) {
        let brief = self.flow.brief;
        let mut setter = Setter { columns: self, page, rules, setting, count, open: None };
        let (start, end) = self.ends();
        let right = brief.margin + brief.column + brief.column_gutter;
        let columns =
            [(start, division.at, division.left, brief.margin), (division.at, end, division.right, right)];
        for (start, end, height, x) in columns {
            let (stretch, _) = self.stretch(start, end, division.height() - height);
            setter.column(start, end, stretch, x, top);
        }
    }
}

/// Sets one column after the other.
struct Setter<'s, 'f, 'a> {
    columns: &'s Columns<'f, 'a>,
    page: &'s mut Page,
    rules: &'s Rules,
    setting: Setting,
    count: &'s mut LineCount,
    /// The paragraph that goes on in the next column.
    open: Option<NodeId>,
}

impl Setter<'_, '_, '_> {
    fn column(&mut self, start: Place, end: Place, stretch: Stretch, x: Pt, top: Pt) {
        let slack = &self.columns.flow.brief.slack;
        let last = if end.line > 0 { end.unit + 1 } else { end.unit };
        let mut y = top;
        for n in start.unit..last {
            if n > start.unit {
                let more = match self.columns.gap_kind(n) {
                    Gap::Section => stretch.unit * slack.section,
                    Gap::Paragraph => stretch.unit,
                    Gap::Tied => Pt::ZERO,
                };
                y += self.columns.gap(n, self.setting) + more;
            }
            let from = if n == start.unit { start.line } else { 0 };
            let to = if n == end.unit { end.line } else { usize::MAX };
            y += self.unit(n, (from, to), stretch, x, y);
        }
    }

    /// Sets a unit, or the lines `from..to` of it; its height.
    fn unit(&mut self, n: usize, (from, to): (usize, usize), stretch: Stretch, x: Pt, top: Pt) -> Pt {
        let (columns, setting) = (self.columns, self.setting);
        let width = columns.flow.brief.column;
        match (&columns.flow.units[n], &columns.units[n]) {
            (Unit::Head { line, shape }, _) => {
                let style = columns.head_style(setting);
                let breaks = least_ragged(shape, Measure { size: style.size, width });
                let node = self.page.node(Page::ROOT, Role::Heading(2));
                set_block(self.page, node, &Block { line, paragraph: shape, breaks: &breaks }, style, x, top);
                style.height(breaks.len())
            }
            (Unit::Text { words, shape }, _) => {
                let style = columns.text_style(setting);
                let breaks = break_lines(shape, Measure { size: style.size, width });
                let node = match self.open.take() {
                    Some(node) => node,
                    None => {
                        self.count.add(shape, &breaks);
                        self.page.node(Page::ROOT, Role::Paragraph)
                    }
                };
                if to < breaks.len() {
                    self.open = Some(node);
                }
                let breaks = &breaks[from..to.min(breaks.len())];
                let block = Block { line: &words.text, paragraph: shape, breaks };
                set_block(self.page, node, &block, style, x, top);
                style.height(breaks.len())
            }
            (Unit::Table(table), Extent::Table(shape)) => {
                let more = columns.row_stretch(shape, stretch);
                shape.set(self.page, table, self.rules, shape.pad(setting.gap, more), x, top);
                shape.height(setting.gap, more)
            }
            (Unit::Table(_), _) => Pt::ZERO,
        }
    }
}
