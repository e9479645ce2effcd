//! Tables: labels left, figures right, rules above, between and below; where a theme has bars and
//! the table one column of figures, a bar beside each.

use super::page::{Ink, Mark, Owner, Page, Rect, Role};
use super::setting::{Block, Style, set_block};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::layout::Face;
use crate::outline::Table;
use crate::source::Span;
use crate::text::{Break, Measure, Paragraph, Shaper, Weights, count_lines, least_ragged, prepare};
use crate::theme::{Bars, Rules, TableTokens};
use crate::units::{Pt, Ratio};

const HEADER: Weights = Weights { plain: Face::Semibold, strong: Face::Semibold };
const LABEL: Weights = Weights { plain: Face::Regular, strong: Face::Bold };
const FIGURE: Weights = Weights { plain: Face::Bold, strong: Face::Bold };

/// A table, shaped.
pub struct ShapedTable<'a> {
    table: &'a Table<RichText, FigureText>,
    header: Vec<Paragraph>,
    rows: Vec<Vec<Paragraph>>,
}

/// The sizes a table takes beside running text of one size.
#[derive(Debug, Clone)]
pub struct TableShape {
    body: Style,
    figure: Style,
    header: Style,
    /// The bars, if it has any.
    bars: Option<Bars>,
    /// Above and below a row's text, before the gap factor.
    padding: Pt,
    padding_min: Pt,
    /// Widths of the columns.
    columns: Vec<Pt>,
    gap: Pt,
    width: Pt,
    /// Lines of the tallest cell of each row; the header first.
    lines: Vec<usize>,
}

impl<'a> ShapedTable<'a> {
    /// Shapes every cell.
    pub fn new(table: &'a Table<RichText, FigureText>, shaper: &mut Shaper) -> Self {
        let header = table.columns.iter().map(|c| prepare(c, HEADER, shaper)).collect();
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![prepare(&row.label, LABEL, shaper)];
                cells.extend(row.cells.iter().map(|cell| prepare(&cell.text, FIGURE, shaper)));
                cells
            })
            .collect();
        Self { table, header, rows }
    }

    /// How many rows it has, without the header.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Every cell with its words, for checks that must see all text.
    pub fn cells(&self) -> impl Iterator<Item = (&'a RichText, &Paragraph)> {
        let header = self.table.columns.iter().zip(&self.header);
        let rows = self.table.rows.iter().zip(&self.rows).flat_map(|(row, shaped)| {
            std::iter::once(&row.label).chain(row.cells.iter().map(|cell| &cell.text)).zip(shaped)
        });
        header.chain(rows)
    }

    /// Column widths and line counts beside running text of `size` in a column of `room`, with
    /// the first of `bars` that is for so many rows; `None` if the figures leave no room for the
    /// labels.
    pub fn measure(&self, tokens: &TableTokens, bars: &[Bars], size: Pt, room: Pt) -> Option<TableShape> {
        let body_size = (size - tokens.smaller).max(tokens.min);
        let header_size = (body_size - tokens.header_smaller).max(tokens.header_min);
        let style = |size: Pt| Style { size, leading: size.scale(tokens.lead), ink: Ink::Text };
        let (body, figure, header) =
            (style(body_size), style(body_size + tokens.figure_larger), style(header_size));
        let bars = bars.iter().find(|bars| self.longest_bar().is_some() && self.rows.len() <= bars.rows);
        let width = tokens.width.min(room);
        let mut columns: Vec<Pt> = (0..self.header.len())
            .map(|n| {
                let cells = self.rows.iter().map(|row| full_width(&row[n], figure.size));
                cells.fold(full_width(&self.header[n], header_size), Pt::max)
            })
            .collect();
        let gap = tokens.column_gap;
        let figures: Pt = columns.iter().skip(1).map(|w| *w + gap).sum();
        columns[0] = width - figures - bars.map_or(Pt::ZERO, |bars| bars.width + gap);
        if columns[0] < width / 3 {
            return None;
        }
        let lines = |cells: &[Paragraph], label: Pt, figure: Pt| {
            let count = |(n, (cell, width)): (usize, (&Paragraph, &Pt))| {
                count_lines(cell, Measure { size: if n == 0 { label } else { figure }, width: *width })
            };
            cells.iter().zip(&columns).enumerate().map(count).max().unwrap_or(1).max(1)
        };
        let mut counts = vec![lines(&self.header, header_size, header_size)];
        counts.extend(self.rows.iter().map(|row| lines(row, body_size, figure.size)));
        let (padding, padding_min) = (bars.map_or(tokens.pad, |bars| bars.pad), tokens.pad_min);
        let bars = bars.copied();
        Some(TableShape {
            body,
            figure,
            header,
            bars,
            padding,
            padding_min,
            columns,
            gap,
            width,
            lines: counts,
        })
    }

    /// Refuses a table whose figures leave no room.
    pub fn no_room(&self, place: Span, sink: &mut Sink) -> Reported {
        let at = self.cells().find_map(|(line, _)| line.origin).unwrap_or(place);
        let fault = Diagnostic::error(Code::TooWide, at, "the table's figures leave no room for its labels");
        sink.report(fault.help("remove a column, or shorten the column headings"))
    }

    /// The amount of the longest bar; none if the table is not fit for bars.
    fn longest_bar(&self) -> Option<i128> {
        let amounts = self.table.rows.iter().map(|row| match row.cells.as_slice() {
            [cell] => cell.amount,
            _ => None,
        });
        amounts.collect::<Option<Vec<_>>>()?.into_iter().max().filter(|longest| *longest > 0)
    }
}

fn full_width(paragraph: &Paragraph, size: Pt) -> Pt {
    size.em(paragraph.chunks.iter().map(|c| c.space_advance + c.advance).sum())
}

impl TableShape {
    /// How many rows it has, the header among them.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// White above and below each row's text: at a gap factor, and `more`.
    pub fn pad(&self, gap: Ratio, more: Pt) -> Pt {
        self.padding.scale(gap).max(self.padding_min) + more
    }

    /// Height at a gap factor, with `more` above and below each row's text.
    pub fn height(&self, gap: Ratio, more: Pt) -> Pt {
        let pads = self.pad(gap, more) * (2 * self.lines.len() as i64);
        pads + (0..self.lines.len()).map(|row| self.row_height(row)).sum()
    }

    fn style(&self, row: usize, column: usize) -> Style {
        match (row, column) {
            (0, _) => self.header,
            (_, 0) => self.body,
            _ => self.figure,
        }
    }

    fn row_height(&self, row: usize) -> Pt {
        let lines = self.lines[row];
        let text = self.style(row, 0).height(lines).max(self.style(row, 1).height(1));
        self.bars.filter(|_| row > 0).map_or(text, |bars| text.max(bars.height))
    }

    /// Sets the table with its top left corner at (`x`, `top`) and `pad` above and below each
    /// row's text.
    pub fn set(&self, page: &mut Page, shaped: &ShapedTable, rules: &Rules, pad: Pt, x: Pt, top: Pt) {
        let table = page.node(
            Page::ROOT,
            Role::Table { summary: shaped.table.alt.as_ref().map(RichText::plain).unwrap_or_default() },
        );
        let head = page.node(table, Role::TableHead);
        let body = page.node(table, Role::TableBody);
        let mut y = top;
        for row in 0..self.lines.len() {
            let node = page.node(if row == 0 { head } else { body }, Role::TableRow);
            let height = self.row_height(row);
            for column in 0..self.columns.len() {
                let style = self.style(row, column);
                let (role, line, paragraph) = cell(shaped, row, column);
                let node = page.node(node, role);
                let (breaks, used) = self.cell_lines(paragraph, style, column);
                let right = if column == 0 { Pt::ZERO } else { self.columns[column] - used };
                let block = Block { line, paragraph, breaks: &breaks };
                // Cells of fewer lines stand in the middle of their row.
                let drop = (height - style.height(breaks.len())) / 2;
                set_block(page, node, &block, style, self.left(x, column) + right, y + pad + drop);
            }
            self.set_bar(page, shaped, row, x, y + pad + height / 2);
            y += height + pad * 2;
            let outer = row == 0 || row + 1 == self.lines.len();
            let weight = if outer { rules.table_outer } else { rules.table_inner };
            let rect = Rect { x, y: y - weight / 2, width: self.width, height: weight };
            page.paint(Owner::Artifact, Mark::Fill { rect, ink: Ink::Rule });
        }
    }

    /// The bar of a row: decoration, since its figure stands beside it. What is not zero is seen.
    fn set_bar(&self, page: &mut Page, shaped: &ShapedTable, row: usize, x: Pt, middle: Pt) {
        let (Some(bars), Some(longest), Some(at)) = (self.bars, shaped.longest_bar(), row.checked_sub(1))
        else {
            return;
        };
        let amount = shaped.table.rows[at].cells.first().and_then(|cell| cell.amount);
        let Some(amount) = amount.filter(|amount| *amount > 0) else { return };
        let length = Pt((i128::from(bars.width.0) * amount / longest) as i64).max(Pt::new(1));
        let rect = Rect {
            x: x + self.columns[0] + self.gap,
            y: middle - bars.height / 2,
            width: length,
            height: bars.height,
        };
        page.paint(Owner::Artifact, Mark::Fill { rect, ink: Ink::Bar });
    }

    fn cell_lines(&self, paragraph: &Paragraph, style: Style, column: usize) -> (Vec<Break>, Pt) {
        let breaks = least_ragged(paragraph, Measure { size: style.size, width: self.columns[column] });
        let used = breaks.iter().map(|b| style.size.em(b.advance)).max().unwrap_or_default();
        (breaks, used)
    }

    fn left(&self, x: Pt, column: usize) -> Pt {
        let bar = self.bars.filter(|_| column > 0).map_or(Pt::ZERO, |bars| bars.width + self.gap);
        x + bar + self.columns[..column].iter().map(|w| *w + self.gap).sum::<Pt>()
    }
}

fn cell<'s>(shaped: &'s ShapedTable, row: usize, column: usize) -> (Role, &'s RichText, &'s Paragraph) {
    if row == 0 {
        return (Role::ColumnHeader, &shaped.table.columns[column], &shaped.header[column]);
    }
    let (words, cells) = (&shaped.table.rows[row - 1], &shaped.rows[row - 1]);
    match column {
        0 => (Role::RowHeader, &words.label, &cells[0]),
        n => (Role::Cell, &words.cells[n - 1].text, &cells[n]),
    }
}
