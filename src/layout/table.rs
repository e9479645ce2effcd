//! Tables of the layout `memo`: labels left, figures right, rules above, between and below.

use super::page::{Ink, Mark, NodeId, Owner, Page, Rect, Role};
use super::setting::{Block, Style, set_block};
use crate::doc::{Line, Table};
use crate::layout::Face;
use crate::text::{Break, Measure, Paragraph, Shaper, Weights, count_lines, least_ragged, prepare};
use crate::theme::{Rules, TableTokens};
use crate::units::{Pt, Ratio};

const HEADER: Weights = Weights { plain: Face::Semibold, strong: Face::Semibold };
const LABEL: Weights = Weights { plain: Face::Regular, strong: Face::Bold };
const FIGURE: Weights = Weights { plain: Face::Bold, strong: Face::Bold };

/// A table, shaped.
pub struct ShapedTable<'a> {
    table: &'a Table,
    header: Vec<Paragraph>,
    rows: Vec<Vec<Paragraph>>,
}

/// The sizes a table takes beside running text of one size.
#[derive(Debug, Clone)]
pub struct TableShape {
    body: Style,
    header: Style,
    /// Widths of the columns.
    columns: Vec<Pt>,
    gap: Pt,
    width: Pt,
    /// Lines of the tallest cell of each row; the header first.
    lines: Vec<usize>,
}

impl<'a> ShapedTable<'a> {
    /// Shapes every cell.
    pub fn new(table: &'a Table, shaper: &mut Shaper) -> Self {
        let header = table.columns.iter().map(|c| prepare(c, HEADER, shaper)).collect();
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![prepare(&row.label, LABEL, shaper)];
                cells.extend(row.cells.iter().map(|cell| prepare(cell, FIGURE, shaper)));
                cells
            })
            .collect();
        Self { table, header, rows }
    }

    /// Every cell with its words, for checks that must see all text.
    pub fn cells(&self) -> impl Iterator<Item = (&'a Line, &Paragraph)> {
        let header = self.table.columns.iter().zip(&self.header);
        let rows = self
            .table
            .rows
            .iter()
            .zip(&self.rows)
            .flat_map(|(row, shaped)| std::iter::once(&row.label).chain(&row.cells).zip(shaped));
        header.chain(rows)
    }

    /// Column widths and line counts beside running text of `size` in a column of `room`;
    /// `None` if the figures leave no room for the labels.
    pub fn measure(&self, tokens: &TableTokens, size: Pt, room: Pt) -> Option<TableShape> {
        let body_size = (size - tokens.smaller).max(tokens.min);
        let header_size = body_size - tokens.header_smaller;
        let style = |size: Pt| Style { size, leading: size.scale(tokens.lead), ink: Ink::Text };
        let (body, header) = (style(body_size), style(header_size));
        let width = tokens.width.min(room);
        let mut columns: Vec<Pt> = (0..self.header.len())
            .map(|n| {
                let cells = self.rows.iter().map(|row| full_width(&row[n], body_size));
                cells.fold(full_width(&self.header[n], header_size), Pt::max)
            })
            .collect();
        let gap = tokens.column_gap;
        let figures: Pt = columns.iter().skip(1).map(|w| *w + gap).sum();
        columns[0] = width - figures;
        if columns[0] < width / 3 {
            return None;
        }
        let mut lines = vec![self.lines(&self.header, &columns, header_size)];
        lines.extend(self.rows.iter().map(|row| self.lines(row, &columns, body_size)));
        Some(TableShape { body, header, columns, gap, width, lines })
    }

    fn lines(&self, cells: &[Paragraph], columns: &[Pt], size: Pt) -> usize {
        let count = |(cell, width): (&Paragraph, &Pt)| count_lines(cell, Measure { size, width: *width });
        cells.iter().zip(columns).map(count).max().unwrap_or(1).max(1)
    }
}

fn full_width(paragraph: &Paragraph, size: Pt) -> Pt {
    size.em(paragraph.chunks.iter().map(|c| c.space_advance + c.advance).sum())
}

impl TableShape {
    fn style(&self, row: usize) -> Style {
        if row == 0 { self.header } else { self.body }
    }

    /// Height at a gap factor.
    pub fn height(&self, tokens: &TableTokens, gap: Ratio) -> Pt {
        let pads = tokens.pad.scale(gap) * (2 * self.lines.len() as i64);
        pads + (0..self.lines.len()).map(|row| self.style(row).height(self.lines[row])).sum()
    }

    /// Sets the table with its top left corner at (`x`, `top`).
    #[allow(clippy::too_many_arguments)]
    pub fn set(
        &self,
        page: &mut Page,
        parent: NodeId,
        shaped: &ShapedTable,
        tokens: &TableTokens,
        rules: &Rules,
        gap: Ratio,
        x: Pt,
        top: Pt,
    ) {
        let table = page.node(parent, Role::Table { summary: shaped.table.alt.clone() });
        let head = page.node(table, Role::TableHead);
        let body = page.node(table, Role::TableBody);
        let pad = tokens.pad.scale(gap);
        let mut y = top;
        for (row, lines) in self.lines.iter().enumerate() {
            let node = page.node(if row == 0 { head } else { body }, Role::TableRow);
            let style = self.style(row);
            let height = style.height(*lines);
            for column in 0..self.columns.len() {
                let (role, line, paragraph) = cell(shaped, row, column);
                let node = page.node(node, role);
                let (breaks, used) = self.cell_lines(paragraph, style, column);
                let right = if column == 0 { Pt::ZERO } else { self.columns[column] - used };
                let block = Block { line, paragraph, breaks: &breaks };
                // Cells of fewer lines stand in the middle of their row.
                let drop = (height - style.height(breaks.len())) / 2;
                set_block(page, node, &block, style, self.left(x, column) + right, y + pad + drop);
            }
            y += height + pad * 2;
            let outer = row == 0 || row + 1 == self.lines.len();
            let weight = if outer { rules.table_outer } else { rules.table_inner };
            let rect = Rect { x, y: y - weight / 2, width: self.width, height: weight };
            page.paint(Owner::Artifact, Mark::Fill { rect, ink: Ink::Rule });
        }
    }

    fn cell_lines(&self, paragraph: &Paragraph, style: Style, column: usize) -> (Vec<Break>, Pt) {
        let breaks = least_ragged(paragraph, Measure { size: style.size, width: self.columns[column] });
        let used = breaks.iter().map(|b| style.size.em(b.advance)).max().unwrap_or_default();
        (breaks, used)
    }

    fn left(&self, x: Pt, column: usize) -> Pt {
        x + self.columns[..column].iter().map(|w| *w + self.gap).sum::<Pt>()
    }
}

fn cell<'s>(shaped: &'s ShapedTable, row: usize, column: usize) -> (Role, &'s Line, &'s Paragraph) {
    if row == 0 {
        return (Role::ColumnHeader, &shaped.table.columns[column], &shaped.header[column]);
    }
    let (words, cells) = (&shaped.table.rows[row - 1], &shaped.rows[row - 1]);
    match column {
        0 => (Role::RowHeader, &words.label, &cells[0]),
        n => (Role::Cell, &words.cells[n - 1], &cells[n]),
    }
}
