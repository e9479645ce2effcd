//! How wide the columns of a table are: figures have the width they need, labels and bars share the rest.

use super::bars::MeasuredBars;
use super::{ShapedTable, Styles};
use crate::layout::blocks::Look;
use crate::layout::cursor::TextStyle;
use crate::text::PreparedText;
use crate::units::Pt;

/// The widths of a table's columns.
#[derive(Clone)]
pub(super) struct Columns {
    /// Of the labels, then of each column of figures.
    pub(super) widths: Vec<Pt>,
    /// White between columns of figures.
    pub(super) gap: Pt,
    /// Of the table.
    pub(super) all: Pt,
    /// Of the widest label, on one line.
    widest: Pt,
    /// Of the widest word of a label.
    word: Pt,
}

/// Of 100 parts of the table, labels beside bars have no more than this.
const LABELS: i64 = 50;

/// A bar shorter than this compares nothing.
const LEAST_BAR: Pt = Pt::new(36);

impl Columns {
    /// The columns of a table without bars, or, `beside` bars, without those for words in place of figures.
    pub(super) fn new(table: &ShapedTable, look: &Look, styles: Styles, beside: bool) -> Self {
        let tokens = look.table;
        let last = table.rows[0].len() - 1;
        let style = |row: usize, column: usize| match (row, column) {
            (0, _) => styles.header,
            (_, column) => styles.cell(table.kinds[column]),
        };
        let is_words = |row: usize, column: usize| {
            beside && row > 0 && column == 1 && table.table.rows[row - 1].cells[0].amount.is_none()
        };
        let mut widths = vec![Pt::ZERO];
        for column in 1..=last {
            let rows = (0..table.rows.len()).filter(|row| !is_words(*row, column));
            let own = rows.map(|row| width(&table.rows[row][column], style(row, column)));
            let end = table.key.as_ref().filter(|_| beside && column == 1);
            let end = end.map_or(Pt::ZERO, |key| width(&key.end, styles.figure));
            widths.push(own.fold(end, Pt::max));
        }
        // Beside bars, the heading of the labels has the place above the bars too.
        let labels = || table.rows.iter().enumerate().skip(usize::from(beside));
        let widest = labels().map(|(row, cells)| width(&cells[0], style(row, 0))).max().unwrap_or_default();
        let word = labels().map(|(row, cells)| style(row, 0).size.em(cells[0].widest)).max();
        let word = word.unwrap_or_default();
        let most = tokens.width.min(look.width);
        let mut columns = Self { widths, gap: tokens.column_gap, all: most, widest, word };
        let figures = columns.figures();
        // A table of a theme that asks for it is no wider than its words: no figure is far from its label.
        if tokens.label_gap > Pt::ZERO {
            columns.all = (widest + tokens.label_gap + figures).min(most);
        }
        let label_gap = tokens.label_gap.max(columns.gap);
        columns.widths[0] = columns.all - figures - label_gap;
        columns
    }

    /// Whether the figures leave labels less than a third of the table, and less than they need.
    pub(super) fn is_crowded(&self) -> bool {
        self.widths[0] < self.all / 3 && self.widths[0] < self.widest
    }

    /// The same with each column as wide as its widest word, and a part of what is left as its texts are longer;
    /// `None` if the words alone are too wide.
    pub(super) fn by_content(mut self, table: &ShapedTable, styles: Styles) -> Option<Self> {
        let style = |row: usize, column: usize| match (row, column) {
            (0, _) => styles.header,
            (_, column) => styles.cell(table.kinds[column]),
        };
        let widest = |column: usize, of: fn(&PreparedText, TextStyle) -> Pt| {
            let cells =
                table.rows.iter().enumerate().map(|(row, cells)| of(&cells[column], style(row, column)));
            cells.max().unwrap_or_default()
        };
        let words = |text: &PreparedText, style: TextStyle| style.size.em(text.widest) + Pt(1);
        let columns = 0..self.widths.len();
        let least: Vec<Pt> = columns.clone().map(|column| widest(column, words)).collect();
        let more: Vec<Pt> = columns.map(|column| widest(column, width) - least[column]).collect();
        let left = self.all - self.gap * (least.len() as i64 - 1) - least.iter().copied().sum();
        let all = more.iter().copied().sum::<Pt>().0.max(1);
        let part =
            |more: Pt| Pt((i128::from(left.0) * i128::from(more.0) / i128::from(all)) as i64).min(more);
        self.widths = least.iter().zip(more).map(|(least, more)| *least + part(more)).collect();
        (left >= Pt::ZERO).then_some(self)
    }

    /// Of all columns of figures, with the white between them.
    fn figures(&self) -> Pt {
        let figures = &self.widths[1..];
        figures.iter().copied().sum::<Pt>() + self.gap * (figures.len() as i64 - 1)
    }

    /// Divides what the figures leave between labels and bars; false if no bar of any use has room.
    pub(super) fn make_room(
        &mut self,
        table: &ShapedTable,
        look: &Look,
        bars: &mut MeasuredBars<'_>,
    ) -> bool {
        (self.all, self.gap) = (look.width, bars.gap);
        let rest = self.all - self.figures() - bars.gap;
        let most = (self.all * LABELS / 100).min(rest - bars.gap - bars.tokens.width);
        if bars.chart.framed && table.table.rows.len() <= bars.marks.above && self.widest > most {
            bars.above = true;
            bars.width = rest;
            self.widths[0] = self.all;
            return true;
        }
        self.widths[0] = self.widest.min(most).max(self.word);
        bars.width = rest - bars.gap - self.widths[0];
        bars.width >= LEAST_BAR
    }
}

/// Of a text on one line, rounded up.
fn width(text: &PreparedText, style: TextStyle) -> Pt {
    style.size.em(text.chunks.iter().map(|chunk| chunk.space_advance + chunk.advance).sum()) + Pt(1)
}
