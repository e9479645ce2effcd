//! Tables: labels left, figures right, rules above, between and below; where a theme has bars and
//! the table one column of figures, a bar beside each.

use super::{Look, Setter};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::font::Face;
use crate::layout::cursor::{BrokenText, TextStyle};
use crate::layout::overflow::{self, too_wide};
use crate::layout::page::{Ink, Mark, NodeId, Owner, Page, Rect, Role};
use crate::outline::Table;
use crate::source::Span;
use crate::text::{
    FontPair, Measure, ParagraphStyle, PreparedText, Shaper, count_lines, least_ragged, prepare,
};
use crate::theme::Bars;
use crate::units::{Pt, Ratio};
use std::sync::Arc;

const HEADER: FontPair = FontPair { plain: Face::Semibold, strong: Face::Semibold };
const LABEL: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const FIGURE: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// A table, shaped.
pub struct ShapedTable<'a> {
    table: &'a Table<RichText, FigureText>,
    /// The header first.
    rows: Vec<Vec<Arc<PreparedText>>>,
}

/// The sizes it takes beside running text of one size.
#[derive(Clone)]
pub struct MeasuredTable<'b> {
    table: &'b ShapedTable<'b>,
    body: TextStyle,
    figure: TextStyle,
    header: TextStyle,
    /// The bars, if it has any.
    bars: Option<Bars>,
    /// Above and below a row's text, before the gap factor.
    padding: Pt,
    padding_min: Pt,
    /// Widths of the columns.
    columns: Vec<Pt>,
    gap: Pt,
    width: Pt,
    /// Lines of the tallest cell of each row.
    lines: Vec<usize>,
}

impl<'a> ShapedTable<'a> {
    pub fn new(table: &'a Table<RichText, FigureText>, shaper: &mut Shaper) -> Self {
        let mut rows = vec![table.columns.iter().map(|words| prepare(words, HEADER, shaper)).collect()];
        rows.extend(table.rows.iter().map(|row| {
            let mut cells = vec![prepare(&row.label, ParagraphStyle::tabular(LABEL), shaper)];
            let figures = ParagraphStyle::tabular(FIGURE);
            cells.extend(row.cells.iter().map(|cell| prepare(&cell.text, figures, shaper)));
            cells
        }));
        Self { table, rows }
    }

    fn words(&self, row: usize, column: usize) -> &'a RichText {
        match (row.checked_sub(1), column) {
            (None, _) => &self.table.columns[column],
            (Some(row), 0) => &self.table.rows[row].label,
            (Some(row), _) => &self.table.rows[row].cells[column - 1].text,
        }
    }

    /// Column widths and line counts beside running text of `size`; `None` if the figures leave no
    /// room for the labels.
    pub fn measure(&self, look: &Look, size: Pt) -> Option<MeasuredTable<'_>> {
        let tokens = look.table;
        let body_size = (size - tokens.smaller).max(tokens.min);
        let header_size = (body_size - tokens.header_smaller).max(tokens.header_min);
        let style = |size: Pt| TextStyle { size, leading: size.scale(tokens.lead), ink: Ink::Text };
        let rows = self.table.rows.len();
        let bars = look.bars.iter().find(|bars| self.longest_bar().is_some() && rows <= bars.rows).copied();
        let mut measured = MeasuredTable {
            table: self,
            body: style(body_size),
            figure: style(body_size + tokens.figure_larger),
            header: style(header_size),
            bars,
            padding: bars.map_or(tokens.pad, |bars| bars.pad),
            padding_min: tokens.pad_min,
            columns: Vec::new(),
            gap: tokens.column_gap,
            width: tokens.width.min(look.width),
            lines: Vec::new(),
        };
        measured.columns = measured.widths();
        if measured.columns[0] < measured.width / 3 {
            return None;
        }
        measured.lines = (0..self.rows.len()).map(|row| measured.row_lines(row)).collect();
        Some(measured)
    }

    /// Refuses a table whose figures or words leave no room, and one of too many rows.
    pub fn check(&self, look: &Look, smallest: Pt, place: Span, sink: &mut Sink) -> Result<(), Reported> {
        let measured = self.measure(look, smallest);
        let mut texts = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let whole = Measure { size: smallest, width: look.width };
                let measure = measured.as_ref().map_or(whole, |measured| measured.cell(row, column));
                texts.push((self.words(row, column), &**text, measure));
            }
        }
        let at = texts.iter().find_map(|(words, ..)| words.origin).unwrap_or(place);
        let mut sound = overflow::check(texts, place, sink);
        if measured.is_none() {
            let message = "the table's figures leave no room for its labels";
            let fault = Diagnostic::error(Code::TooWide, at, message);
            sound = Err(sink.report(fault.help("remove a column, or shorten the column headings")));
        }
        let most = look.bars.last().map_or(usize::MAX, |bars| bars.rows);
        let rows = self.table.rows.len();
        if rows > most {
            let message = format!("a table has {rows} rows, but this theme has room for {most}");
            let fault = Diagnostic::error(Code::DoesNotFit, at, message);
            sound = Err(sink.report(fault.help("combine some rows, or use the theme `memo`")));
        }
        sound
    }

    /// The amount of the longest bar; `None` if the table is not fit for bars.
    fn longest_bar(&self) -> Option<i128> {
        let amounts = self.table.rows.iter().map(|row| match row.cells.as_slice() {
            [cell] => cell.amount,
            _ => None,
        });
        amounts.collect::<Option<Vec<_>>>()?.into_iter().max().filter(|longest| *longest > 0)
    }
}

impl MeasuredTable<'_> {
    /// Whether every word is within its column; those of figures have the width they need.
    pub fn is_sound(&self) -> bool {
        let mut labels = self.table.rows.iter().enumerate();
        labels.all(|(row, cells)| too_wide(&cells[0], self.cell(row, 0)).is_none())
    }

    /// How many rows it has, the header among them.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Height at a gap factor, with `more` above and below each row's text.
    pub fn height(&self, gap: Ratio, more: Pt) -> Pt {
        let pads = self.pad(gap, more) * (2 * self.lines.len() as i64);
        pads + (0..self.lines.len()).map(|row| self.row_height(row)).sum()
    }

    /// White above and below each row's text: at a gap factor, and `more`.
    fn pad(&self, gap: Ratio, more: Pt) -> Pt {
        self.padding.scale(gap).max(self.padding_min) + more
    }

    /// Figures have the width they need, labels what is left.
    fn widths(&self) -> Vec<Pt> {
        let width = |row: usize, column: usize| {
            let text = &self.table.rows[row][column];
            let advance = text.chunks.iter().map(|chunk| chunk.space_advance + chunk.advance).sum();
            self.style(row, column).size.em(advance)
        };
        let mut columns = vec![Pt::ZERO];
        for column in 1..self.table.rows[0].len() {
            let widths = (0..self.table.rows.len()).map(|row| width(row, column));
            columns.push(widths.fold(Pt::ZERO, Pt::max));
        }
        let figures: Pt = columns.iter().skip(1).map(|width| *width + self.gap).sum();
        columns[0] = self.width - figures - self.bars.map_or(Pt::ZERO, |bars| bars.width + self.gap);
        columns
    }

    fn row_lines(&self, row: usize) -> usize {
        let cells = self.table.rows[row].iter().enumerate();
        cells.map(|(column, text)| count_lines(text, self.cell(row, column))).max().unwrap_or(1).max(1)
    }

    fn style(&self, row: usize, column: usize) -> TextStyle {
        match (row, column) {
            (0, _) => self.header,
            (_, 0) => self.body,
            _ => self.figure,
        }
    }

    fn cell(&self, row: usize, column: usize) -> Measure {
        Measure { size: self.style(row, column).size, width: self.columns[column] }
    }

    fn row_height(&self, row: usize) -> Pt {
        let lines = self.lines[row];
        let text = self.style(row, 0).height(lines).max(self.style(row, 1).height(1));
        self.bars.filter(|_| row > 0).map_or(text, |bars| text.max(bars.height))
    }

    /// Sets the table with its top left corner at (`x`, `top`) and `more` above and below each
    /// row's text; its height.
    pub fn set(&self, setter: &mut Setter, more: Pt, x: Pt, top: Pt) -> Pt {
        let (page, rules) = (&mut *setter.page, setter.look.rules);
        let table = page.node(
            Page::ROOT,
            Role::Table { summary: self.table.table.alt.as_ref().map(RichText::plain).unwrap_or_default() },
        );
        let head = page.node(table, Role::TableHead);
        let body = page.node(table, Role::TableBody);
        let pad = self.pad(setter.setting.gap, more);
        let mut y = top;
        for row in 0..self.lines.len() {
            let node = page.node(if row == 0 { head } else { body }, Role::TableRow);
            for column in 0..self.columns.len() {
                self.set_cell(page, node, (row, column), (x, y + pad));
            }
            self.set_bar(page, row, x, y + pad + self.row_height(row) / 2);
            y += self.row_height(row) + pad * 2;
            let outer = row == 0 || row + 1 == self.lines.len();
            let weight = if outer { rules.table_outer } else { rules.table_inner };
            let rect = Rect { x, y: y - weight / 2, width: self.width, height: weight };
            page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
        }
        self.height(setter.setting.gap, more)
    }

    /// Sets a cell of the row whose text begins at (`x`, `top`).
    fn set_cell(&self, page: &mut Page, parent: NodeId, (row, column): (usize, usize), (x, top): (Pt, Pt)) {
        let role = match (row, column) {
            (0, _) => Role::ColumnHeader,
            (_, 0) => Role::RowHeader,
            _ => Role::Cell,
        };
        let node = page.node(parent, role);
        let (words, text) = (self.table.words(row, column), &self.table.rows[row][column]);
        let (style, measure) = (self.style(row, column), self.cell(row, column));
        let lines = least_ragged(text, measure);
        let used = lines.iter().map(|line| style.size.em(line.advance)).max().unwrap_or_default();
        let right = if column == 0 { Pt::ZERO } else { measure.width - used };
        // Cells of fewer lines stand in the middle of their row.
        let drop = (self.row_height(row) - style.height(lines.len())) / 2;
        let at = (self.left(x, column) + right, top + drop);
        BrokenText { words, text, lines: &lines }.set(page, node, style, at);
    }

    /// The bar of a row: decoration, since its figure stands beside it. What is not zero is seen.
    fn set_bar(&self, page: &mut Page, row: usize, x: Pt, middle: Pt) {
        let (Some(bars), Some(longest), Some(at)) = (self.bars, self.table.longest_bar(), row.checked_sub(1))
        else {
            return;
        };
        let amount = self.table.table.rows[at].cells.first().and_then(|cell| cell.amount);
        let Some(amount) = amount.filter(|amount| *amount > 0) else { return };
        let length = Pt((i128::from(bars.width.0) * amount / longest) as i64).max(Pt::new(1));
        let rect = Rect {
            x: x + self.columns[0] + self.gap,
            y: middle - bars.height / 2,
            width: length,
            height: bars.height,
        };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Bar));
    }

    fn left(&self, x: Pt, column: usize) -> Pt {
        let bar = self.bars.filter(|_| column > 0).map_or(Pt::ZERO, |bars| bars.width + self.gap);
        x + bar + self.columns[..column].iter().map(|width| *width + self.gap).sum::<Pt>()
    }
}
