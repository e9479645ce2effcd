//! Tables of a listing: columns as wide as what stands in them asks for, rows of several lines, and headings that
//! stand again on each page, but are heard once.

use super::ListingTable;
use super::piece::{BOLD, INSIDE, PLAIN, ShapedText};
use crate::document::RichText;
use crate::layout::{Ink, Mark, NodeId, Owner, Page, Rect, Repetition, Role, Strip, TextStyle};
use crate::text::{FontPair, ParagraphStyle, Shaper, prepare};
use crate::units::Pt;
use std::ops::Range;

const CELL: TextStyle = TextStyle { size: Pt::new(9), leading: Pt::new(11), ink: Ink::Text };
/// White between two columns, and above and below the text of a row.
const GAP: Pt = Pt::new(10);
const PAD: Pt = Pt(2_500);
/// Below the headings and at the end; between rows.
const OUTER: Pt = Pt(750);
const INNER: Pt = Pt(250);
/// A row of more lines may go on on the next page.
const MOST_LINES: usize = 12;

/// A table, shaped.
pub(super) struct ShapedRows {
    summary: String,
    /// The left edge and the width of each column, and whether it has figures.
    columns: Vec<(Pt, Pt, bool)>,
    width: Pt,
    /// The headings first.
    rows: Vec<Vec<ShapedText>>,
}

/// The elements that the next rows of a table go into.
pub(super) struct OpenRows {
    head: NodeId,
    headings: Vec<NodeId>,
    body: NodeId,
    /// The cells of the row that goes on.
    cells: Vec<NodeId>,
}

impl OpenRows {
    /// The same on the page behind `before`.
    pub(super) fn carried(self, next: &mut Page, before: &Page) -> Self {
        let mut carry = |node| next.carry(before, node);
        let (head, body) = (carry(self.head), carry(self.body));
        let headings = self.headings.into_iter().map(&mut carry).collect();
        Self { head, headings, body, cells: self.cells.into_iter().map(&mut carry).collect() }
    }
}

impl ShapedRows {
    pub(super) fn new(table: &ListingTable, width: Pt, shaper: &mut Shaper) -> Self {
        let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
        let all = || [&headings].into_iter().chain(&table.rows);
        let figures: Vec<bool> = table.columns.iter().map(|column| column.figures).collect();
        let columns = widths(all(), &figures, width, shaper).into_iter();
        let mut left = Pt::ZERO;
        let columns: Vec<(Pt, Pt, bool)> = columns
            .zip(&table.columns)
            .map(|(width, column)| {
                let begin = left;
                left += width + GAP;
                (begin, width, column.figures)
            })
            .collect();
        let rows = all().enumerate().map(|(row, cells)| {
            let shaped = cells.iter().zip(&columns).map(|(cell, (_, width, figures))| {
                ShapedText::new(cell, style(row, *figures), CELL, *width, shaper)
            });
            shaped.collect()
        });
        let rows = rows.collect();
        Self { summary: table.summary.clone(), width: left - GAP, columns, rows }
    }

    fn lines(&self, row: usize) -> usize {
        self.rows[row].iter().map(|cell| cell.lines.len()).max().unwrap_or_default().max(1)
    }

    fn height(&self, row: usize) -> Pt {
        CELL.height(self.lines(row)) + PAD * 2
    }

    /// The lines of each strip: all of a row, or one of a row that is very high.
    fn portions(&self) -> Vec<(usize, Range<usize>)> {
        let portions = (0..self.rows.len()).flat_map(|row| match self.lines(row) {
            lines if lines > MOST_LINES => (0..lines).map(|line| (row, line..line + 1)).collect(),
            lines => vec![(row, 0..lines)],
        });
        portions.collect()
    }

    pub(super) fn strips(&self) -> Vec<Strip> {
        let last = self.rows.len() - 1;
        let strip = |(row, part): &(usize, Range<usize>)| {
            let lines = self.lines(*row);
            let first = part.start == 0;
            let height = CELL.height(part.len())
                + if first { PAD } else { CELL.leading - CELL.size }
                + if part.end == lines { PAD } else { Pt::ZERO };
            // A row is not alone below the headings, nor on the next page.
            let between = first && *row > 1 && (*row < last || lines > MOST_LINES);
            let within = part.start >= 2 && part.end + 1 < lines;
            Strip {
                again: self.height(0),
                cost: Some(INSIDE).filter(|_| between || within),
                ..Strip::bound(height, Pt::ZERO)
            }
        };
        self.portions().iter().map(strip).collect()
    }

    /// Sets some of its strips; their height. The rest belongs to the next page, and to the same table.
    pub(super) fn set(
        &self,
        strips: Range<usize>,
        open: &mut Option<OpenRows>,
        page: &mut Page,
        (x, top): (Pt, Pt),
    ) -> Pt {
        let (portions, heights) = (self.portions(), self.strips());
        let mut y = top;
        let mut own = match open.take().filter(|_| strips.start > 0) {
            Some(open) => {
                y += self.repeat_headings(page, (x, y));
                open
            }
            None => {
                let table = page.node(Page::ROOT, Role::Table { summary: self.summary.clone() });
                let (head, body) = (page.node(table, Role::TableHead), page.node(table, Role::TableBody));
                OpenRows { head, headings: Vec::new(), body, cells: Vec::new() }
            }
        };
        for strip in strips.clone() {
            let (row, lines) = portions[strip].clone();
            if lines.start == 0 {
                own.cells = self.cells(page, row, &own);
                if row == 0 {
                    own.headings.clone_from(&own.cells);
                }
            }
            let drop = if lines.start == 0 { PAD } else { CELL.leading - CELL.size };
            for (column, node) in own.cells.iter().enumerate() {
                self.set_cell(page, *node, (row, column), lines.clone(), (x, y + drop));
            }
            y += heights[strip].height;
            if lines.end == self.lines(row) {
                self.rule(page, row, (x, y));
            }
        }
        let goes_on = strips.end < portions.len();
        if portions.get(strips.end).is_none_or(|(_, lines)| lines.start == 0) {
            own.cells.clear();
        }
        *open = Some(own).filter(|_| goes_on);
        y - top
    }

    /// The elements of a row. A cell without words heads nothing.
    fn cells(&self, page: &mut Page, row: usize, open: &OpenRows) -> Vec<NodeId> {
        let node = page.node(if row == 0 { open.head } else { open.body }, Role::TableRow);
        let role = |(column, cell): (usize, &ShapedText)| match (row, column) {
            (0, _) => Role::ColumnHeader,
            (_, 0) if !cell.lines.is_empty() => Role::RowHeader,
            _ => Role::Cell,
        };
        self.rows[row].iter().enumerate().map(role).map(|role| page.node(node, role)).collect()
    }

    fn repeat_headings(&self, page: &mut Page, (x, top): (Pt, Pt)) -> Pt {
        let mut aside = Page::new(page.width, page.height);
        for column in 0..self.columns.len() {
            self.set_cell(&mut aside, Page::ROOT, (0, column), 0..self.lines(0), (x, top + PAD));
        }
        page.repeat(aside, Repetition::Headings);
        let height = self.height(0);
        self.rule(page, 0, (x, top + height));
        height
    }

    fn set_cell(
        &self,
        page: &mut Page,
        node: NodeId,
        (row, column): (usize, usize),
        lines: Range<usize>,
        (x, top): (Pt, Pt),
    ) {
        let (left, width, figures) = self.columns[column];
        let cell = &self.rows[row][column];
        let right = if figures { width - cell.used() } else { Pt::ZERO };
        cell.set(page, node, lines, (x + left + right, top));
    }

    fn rule(&self, page: &mut Page, row: usize, (x, y): (Pt, Pt)) {
        let weight = if row == 0 || row + 1 == self.rows.len() { OUTER } else { INNER };
        let rect = Rect { x, y: y - weight / 2, width: self.width, height: weight };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
    }
}

fn fonts(row: usize) -> FontPair {
    if row == 0 { BOLD } else { PLAIN }
}

fn style(row: usize, figures: bool) -> ParagraphStyle {
    if figures { ParagraphStyle::tabular(fonts(row)) } else { fonts(row).into() }
}

/// The widths of the columns: each as wide as its widest word, if there is room, and an equal part of what is left as
/// long as its texts need it.
fn widths<'c>(
    rows: impl Iterator<Item = &'c Vec<String>>,
    figures: &[bool],
    all: Pt,
    shaper: &mut Shaper,
) -> Vec<Pt> {
    let (mut least, mut most): (Vec<Pt>, Vec<Pt>) = (Vec::new(), Vec::new());
    for (row, cells) in rows.enumerate() {
        least.resize(least.len().max(cells.len()), Pt::ZERO);
        most.resize(least.len(), Pt::ZERO);
        for (column, cell) in cells.iter().enumerate() {
            let text = prepare(&RichText::words(cell.clone()), style(row, figures[column]), shaper);
            let line: i64 = text.chunks.iter().map(|chunk| chunk.space_advance + chunk.advance).sum();
            least[column] = least[column].max(CELL.size.em(text.widest) + Pt(1));
            most[column] = most[column].max(CELL.size.em(line) + Pt(1));
        }
    }
    let columns = least.len().max(1) as i64;
    let room = all - GAP * (columns - 1);
    if least.iter().copied().sum::<Pt>() > room {
        // Words that are too wide are divided.
        let share = room / columns;
        least.iter_mut().for_each(|own| *own = (*own).min(share));
    }
    let mut left = room - least.iter().copied().sum::<Pt>();
    let more = |column: usize| (most[column] - least[column]).max(Pt::ZERO);
    let mut by_more: Vec<(Pt, usize)> = (0..least.len()).map(|column| (more(column), column)).collect();
    by_more.sort();
    // Those that want little are served first.
    for (served, (more, column)) in by_more.into_iter().enumerate() {
        let part = more.min(left / (columns - served as i64));
        least[column] += part;
        left -= part;
    }
    least
}
