//! Tables: labels left, figures right, rules below the headings and at the foot, and between many rows;
//! where a theme has bars and the table is fit for them, a bar beside each figure.

mod bars;
mod columns;
mod going_on;

use super::{Look, Portion, Setter};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{FigureText, InlineKind, RichText};
use crate::font::Face;
use crate::layout::cursor::{BrokenText, CAP_HEIGHT, FIRST_BASELINE, TextStyle};
use crate::layout::overflow::{self, too_wide};
use crate::layout::page::{Ink, Mark, NodeId, Owner, Page, Rect, Role};
use crate::outline::Table;
use crate::source::Span;
use crate::text::{
    FontPair, Measure, ParagraphStyle, PreparedText, Shaper, count_lines, least_ragged, prepare,
};
use crate::theme::RuleWeights;
use crate::units::{Pt, Ratio};
use bars::{MeasuredBars, ShapedKey};
use columns::Columns;
pub use going_on::OpenTable;
use std::ops::Range;
use std::sync::Arc;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const FIGURE: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// A table, shaped.
pub struct ShapedTable<'a> {
    table: &'a Table<RichText, FigureText>,
    kinds: Vec<ColumnKind>,
    /// The header first.
    rows: Vec<Vec<Arc<PreparedText>>>,
    /// The end of the scale of its bars, and what they mean.
    key: Option<ShapedKey<'a>>,
}

/// The sizes it takes beside running text of one size.
#[derive(Clone)]
pub struct MeasuredTable<'b> {
    table: &'b ShapedTable<'b>,
    styles: Styles,
    /// The bars, if it has any.
    bars: Option<MeasuredBars<'b>>,
    /// Above and below a row's text, before the gap factor.
    padding: Pt,
    padding_min: Pt,
    columns: Columns,
    /// Whether there are so many rows that rules help the eye along them.
    ruled: bool,
    /// Lines of the tallest cell of each row.
    lines: Vec<usize>,
}

/// What a column has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    Labels,
    Figures,
    /// The nation's figures.
    Nation,
    /// Texts of several words.
    Words,
}

impl ColumnKind {
    fn of(table: &Table<RichText, FigureText>, column: usize) -> Self {
        let Some(cell) = column.checked_sub(1) else { return ColumnKind::Labels };
        let mut pieces = table.rows.iter().flat_map(|row| &row.cells[cell].text.inlines);
        match () {
            () if table.compared && column + 1 == table.columns.len() => ColumnKind::Nation,
            () if pieces.all(|piece| piece.kind == InlineKind::Wording && !is_number(&piece.text)) => {
                ColumnKind::Words
            }
            () => ColumnKind::Figures,
        }
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// How its words are set.
#[derive(Clone, Copy)]
struct Styles {
    header: TextStyle,
    label: TextStyle,
    figure: TextStyle,
}

impl Styles {
    fn new(look: &Look, size: Pt) -> Self {
        let tokens = look.table;
        let label = (size - tokens.smaller).max(tokens.min);
        let header = (label - tokens.header_smaller).max(tokens.header_min);
        let style = |size: Pt| TextStyle { size, leading: size.scale(tokens.lead), ink: Ink::Text };
        Self { header: style(header), label: style(label), figure: style(label + tokens.figure_larger) }
    }

    fn cell(&self, kind: ColumnKind) -> TextStyle {
        if kind == ColumnKind::Figures { self.figure } else { self.label }
    }
}

/// How high the words of so many lines look: from the top of the first capitals to the last baseline.
fn seen(style: TextStyle, lines: usize) -> Pt {
    style.height(lines) - style.size + style.size.em(CAP_HEIGHT)
}

impl<'a> ShapedTable<'a> {
    pub fn new(table: &'a Table<RichText, FigureText>, shaper: &mut Shaper) -> Self {
        let kinds: Vec<ColumnKind> = (0..table.columns.len()).map(|n| ColumnKind::of(table, n)).collect();
        let mut rows = vec![table.columns.iter().map(|words| prepare(words, PLAIN, shaper)).collect()];
        rows.extend(table.rows.iter().map(|row| {
            let mut cells = vec![prepare(&row.label, ParagraphStyle::tabular(PLAIN), shaper)];
            cells.extend(row.cells.iter().zip(&kinds[1..]).map(|(cell, kind)| {
                let fonts = if *kind == ColumnKind::Figures { FIGURE } else { PLAIN };
                prepare(&cell.text, ParagraphStyle::tabular(fonts), shaper)
            }));
            cells
        }));
        let key = table.bars.as_ref().map(|bars| ShapedKey::new(bars, shaper));
        Self { table, kinds, rows, key }
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
        let styles = Styles::new(look, size);
        let bars = self.bars(look);
        let mut columns = match bars {
            // All sheets of a series have bars of one length, whatever their size.
            Some(_) => Columns::new(self, look, Styles::new(look, look.largest), bars.is_some()),
            None => Columns::new(self, look, styles, false),
        };
        let mut bars = bars;
        if let Some(own) = bars.as_mut()
            && !columns.make_room(self, look, own)
        {
            (bars, columns) = (None, Columns::new(self, look, styles, false));
        }
        if columns.is_crowded() && bars.is_none() {
            columns = columns.by_content(self, styles).filter(|_| look.wrapped_cells)?;
        }
        let (padding, ruled) = match bars {
            Some(bars) => (bars.tokens.pad, false),
            None => (tokens.pad, self.table.rows.len() > tokens.rules_above),
        };
        let padding_min = tokens.pad_min;
        let mut measured = MeasuredTable {
            table: self,
            styles,
            bars,
            padding,
            padding_min,
            columns,
            ruled,
            lines: Vec::new(),
        };
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
        texts.extend(self.key.iter().flat_map(|key| key.checked(look)));
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
        let rows: Pt = (0..self.lines.len()).map(|row| self.row_height(row)).sum();
        pads + rows + self.bars.map_or(Pt::ZERO, |bars| bars.key_height())
    }

    /// White above and below each row's text: at a gap factor, and `more`.
    pub fn pad(&self, gap: Ratio, more: Pt) -> Pt {
        self.padding.scale(gap).max(self.padding_min) + more
    }

    fn row_lines(&self, row: usize) -> usize {
        let cells = self.table.rows[row].iter().enumerate();
        cells.map(|(column, text)| count_lines(text, self.cell(row, column))).max().unwrap_or(1).max(1)
    }

    fn style(&self, row: usize, column: usize) -> TextStyle {
        match (row, column) {
            (0, _) => self.styles.header,
            _ => self.styles.cell(self.table.kinds[column]),
        }
    }

    fn cell(&self, row: usize, column: usize) -> Measure {
        let mut width = self.columns.widths[column];
        if let Some(bars) = self.bars {
            match (row, column) {
                // Labels above the bars have the whole row.
                (1.., 0) if bars.above => width = self.columns.all,
                (0, 0) if bars.above => width = bars.width,
                (0, 0) => width += bars.gap + bars.width,
                // A figure without a number has no bar, and takes its place.
                (1.., 1) if self.table.table.rows[row - 1].cells[0].amount.is_none() => {
                    width += bars.width + bars.gap;
                }
                _ => {}
            }
        }
        Measure { size: self.style(row, column).size, width }
    }

    fn row_height(&self, row: usize) -> Pt {
        let lines = self.lines[row];
        match self.bars.filter(|_| row > 0) {
            Some(bars) if bars.above => self.label_seen(row) + bars.marks.label_gap + bars.tokens.height,
            bars => {
                let text = self.style(row, 0).height(lines).max(self.style(row, 1).height(1));
                bars.map_or(text, |bars| text.max(bars.tokens.height))
            }
        }
    }

    /// How high the label of a row looks that stands above its bar.
    fn label_seen(&self, row: usize) -> Pt {
        seen(self.styles.label, count_lines(&self.table.rows[row][0], self.cell(row, 0)))
    }

    /// Sets rows of the table with their top left corner at (`x`, `top`), below its headings; their height. The
    /// rest belongs to the next column or the next page, and to the same table.
    pub fn set(&self, setter: &mut Setter, portion: Portion, x: Pt, top: Pt) -> Pt {
        let Portion { lines: Range { start, end }, row_pad: more } = portion;
        let rules = setter.look.rules;
        let mut open = setter.open.table.take().filter(|_| start > 0).unwrap_or_else(|| self.begin(setter));
        let pad = self.pad(setter.setting.gap, more);
        let mut y = top;
        if start > 0 {
            y += self.repeat_headings(setter.page, pad, (x, y), rules);
        }
        let page = &mut *setter.page;
        for row in start..end.min(self.lines.len()) {
            let node = page.node(if row == 0 { open.head } else { open.body }, Role::TableRow);
            for column in 0..self.columns.widths.len() {
                let cell = self.set_cell(page, node, (row, column), (x, y + pad));
                open.headings.extend(Some(cell).filter(|_| row == 0));
            }
            if let Some(bars) = self.bars.filter(|_| row > 0) {
                let height = self.row_height(row);
                let middle = match bars.above {
                    true => y + pad + height - bars.tokens.height / 2,
                    false => y + pad + height / 2,
                };
                bars.set(page, &self.table.table.rows[row - 1], (x + self.bar_left(), middle), rules);
            }
            y += self.row_height(row) + pad * 2;
            self.rule(page, row, (x, y), rules);
        }
        if let Some(bars) = self.bars {
            let below_head = top + pad * 2 + self.row_height(0);
            if !bars.chart.framed {
                bars.zero_line(page, x + self.bar_left(), (below_head, y), rules);
            }
            if end >= self.lines.len() {
                bars.set_key(page, x, y);
                y += bars.key_height();
            }
        }
        setter.open.table = Some(open).filter(|_| end < self.lines.len());
        y - top
    }

    /// The rule below a row, if it has one.
    fn rule(&self, page: &mut Page, row: usize, (x, y): (Pt, Pt), rules: &RuleWeights) {
        let last = row + 1 == self.lines.len();
        let weight = match row == 0 || last {
            // Frames end by themselves.
            true if last && self.bars.is_some_and(|bars| bars.above) => return,
            true => rules.table_outer,
            false if self.ruled => rules.table_inner,
            false => return,
        };
        let rect = Rect { x, y: y - weight / 2, width: self.columns.all, height: weight };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
    }

    /// Sets a cell of the row whose text begins at (`x`, `top`), its capitals in the middle of the row.
    fn set_cell(
        &self,
        page: &mut Page,
        parent: NodeId,
        (row, column): (usize, usize),
        (x, top): (Pt, Pt),
    ) -> NodeId {
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
        let left = match self.table.kinds[column] {
            ColumnKind::Labels => Pt::ZERO,
            ColumnKind::Words => self.right(column) - self.columns.widths[column],
            ColumnKind::Figures | ColumnKind::Nation => self.right(column) - used,
        };
        let height = self.row_height(row);
        let (from, room) = match self.bars.filter(|bars| row > 0 && bars.above) {
            Some(_) if column == 0 => (Pt::ZERO, self.label_seen(row)),
            Some(bars) => (height - bars.tokens.height, bars.tokens.height),
            None => (Pt::ZERO, height),
        };
        let above = style.size.em(FIRST_BASELINE - CAP_HEIGHT);
        let drop = from + (room - seen(style, lines.len())) / 2 - above;
        BrokenText { words, text, lines: &lines }.set(page, node, style, (x + left, top + drop));
        node
    }

    /// Where the bars begin, from the left edge.
    fn bar_left(&self) -> Pt {
        match self.bars {
            Some(bars) if !bars.above => self.columns.widths[0] + bars.gap,
            _ => Pt::ZERO,
        }
    }

    /// The right end of a column of figures, from the left edge: the last ends with the table.
    fn right(&self, column: usize) -> Pt {
        let after = self.columns.widths.iter().skip(column + 1);
        self.columns.all - after.map(|width| *width + self.columns.gap).sum::<Pt>()
    }
}
