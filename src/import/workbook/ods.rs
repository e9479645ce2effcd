//! Workbooks of LibreOffice and others (OpenDocument 1.3, part 3): cells with what they show.
//!
//! In: `content.xml`. Out: a [`SheetGrid`] for each sheet. Runs of equal cells and rows are unrolled only where there is
//! something in them.

use super::package::{Package, cut_off};
use super::xml::{Xml, XmlElement, XmlNode};
use super::{Budget, MOST_SHEETS, TextDress, Unread, add_comment, keep_comment, shortened};
use crate::import::format::{FormatKind, NumberFormat, decimal, round};
use crate::import::grid::{CellArea, Content, SheetCell, SheetGrid};
use std::collections::BTreeSet;

/// Elements whose texts are not those of the cell: comments and drawings.
const BESIDE: [&str; 5] = ["annotation", "shapes", "frame", "custom-shape", "tracked-changes"];
/// The last row and column of a sheet.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Names of styles that hide a sheet, strike a text through, or raise it above its line or lower it.
#[derive(Default)]
struct Styles {
    hidden: BTreeSet<String>,
    struck: BTreeSet<String>,
    raised: BTreeSet<String>,
    unseen: BTreeSet<String>,
    /// The colors of the letters and of the ground of the style being read.
    colors: (Option<String>, Option<String>),
}

impl Styles {
    /// Letters in the color of their ground are not seen.
    fn end(&mut self, style: &str) {
        let (letters, ground) = std::mem::take(&mut self.colors);
        let ground = ground.filter(|ground| ground != "transparent").unwrap_or_else(|| "#ffffff".to_owned());
        if letters.is_some_and(|letters| letters.eq_ignore_ascii_case(&ground)) {
            self.unseen.insert(style.to_owned());
        }
    }
}

/// The cell being read.
struct OpenCell {
    element: XmlElement,
    covered: bool,
    text: String,
    paragraphs: usize,
    comment: String,
    /// Of each span that is open, how its style sets it.
    spans: Vec<TextDress>,
}

/// The sheet being read.
struct Table {
    grid: SheetGrid,
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    hidden_columns: Vec<(u32, u32)>,
    /// Cells of the row, with their columns.
    cells: Vec<(u32, SheetCell)>,
    row_hidden: bool,
}

/// Reads all sheets, in their order.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<SheetGrid>, Unread> {
    let Some(text) = package.text("content.xml")? else { return Err(cut_off()) };
    let mut xml = Xml::new(&text);
    let (mut styles, mut style) = (Styles::default(), String::new());
    let (mut sheets, mut budget) = (Vec::new(), Budget::default());
    let mut table: Option<Table> = None;
    let mut open: Option<OpenCell> = None;
    let mut beside = 0_usize;
    // Whether a paragraph of a comment is being read.
    let (mut is_comment, mut is_said) = (false, false);
    while let Some(node) = xml.step().map_err(|_| cut_off())? {
        match node {
            XmlNode::Open(element) if BESIDE.contains(&element.name.as_str()) => {
                beside += 1;
                is_comment = element.name == "annotation";
            }
            XmlNode::Close(name) if BESIDE.contains(&name.as_str()) => beside = beside.saturating_sub(1),
            XmlNode::Open(element) if beside > 0 => {
                if element.name == "p" {
                    is_said = true;
                    open.iter_mut().for_each(|cell| add_comment(&mut cell.comment, " "));
                }
            }
            XmlNode::Close(name) if beside > 0 => is_said &= name != "p",
            XmlNode::Text(text) if beside > 0 => {
                if let Some(cell) = open.as_mut().filter(|_| is_comment && is_said) {
                    add_comment(&mut cell.comment, &text);
                }
            }
            XmlNode::Open(element) => match (element.name.as_str(), &mut table, &mut open) {
                ("style", None, _) => style = element.get("name").unwrap_or_default().to_owned(),
                ("table-properties", None, _) if element.get("display") == Some("false") => {
                    styles.hidden.insert(style.clone());
                }
                ("table-cell-properties", None, _) => {
                    styles.colors.1 = element.get("background-color").map(str::to_owned);
                }
                ("text-properties", None, _) => {
                    styles.colors.0 = element.get("color").map(str::to_owned);
                    let has_line = |name| element.get(name).is_some_and(|line| line != "none");
                    if has_line("text-line-through-style") || has_line("text-line-through-type") {
                        styles.struck.insert(style.clone());
                    }
                    let place = element.get("text-position").unwrap_or_default();
                    if !place.is_empty() && !place.starts_with('0') {
                        styles.raised.insert(style.clone());
                    }
                }
                ("table", None, _) if sheets.len() < MOST_SHEETS => {
                    table = Some(Table::new(&element, &styles))
                }
                ("table-column", Some(table), _) => table.add_column(&element),
                ("table-row", Some(table), _) => table.begin_row(&element),
                ("table-cell" | "covered-table-cell", Some(_), None) => {
                    let covered = element.name.starts_with("covered");
                    open = Some(OpenCell {
                        element,
                        covered,
                        text: String::new(),
                        paragraphs: 0,
                        comment: String::new(),
                        spans: Vec::new(),
                    });
                }
                ("p", _, Some(cell)) => {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
                ("span", _, Some(cell)) => {
                    let has = |of: &BTreeSet<String>| {
                        element.get("style-name").is_some_and(|name| of.contains(name))
                    };
                    cell.spans.push(TextDress { raised: has(&styles.raised), struck: has(&styles.struck) });
                }
                ("s" | "tab" | "line-break", _, Some(cell)) => cell.text.push(' '),
                _ => {}
            },
            XmlNode::Text(text) => {
                if let Some(cell) = open.as_mut().filter(|cell| cell.paragraphs > 0) {
                    let any = |is: fn(&TextDress) -> bool| cell.spans.iter().any(is);
                    let dress =
                        TextDress { raised: any(|span| span.raised), struck: any(|span| span.struck) };
                    cell.text += &dress.on(text);
                }
            }
            XmlNode::Close(name) => match name.as_str() {
                "style" if table.is_none() => styles.end(&style),
                "span" => {
                    open.iter_mut().for_each(|cell| cell.spans.truncate(cell.spans.len().saturating_sub(1)))
                }
                "table-cell" | "covered-table-cell" => {
                    if let (Some(table), Some(cell)) = (&mut table, open.take()) {
                        table.add_cell(cell, &styles, &mut budget)?;
                    }
                }
                "table-row" => {
                    if let Some(table) = &mut table {
                        table.end_row(&mut budget)?;
                    }
                }
                "table" => sheets.extend(table.take().map(Table::finish)),
                _ => {}
            },
        }
    }
    Ok(sheets)
}

impl Table {
    fn new(element: &XmlElement, styles: &Styles) -> Self {
        let mut grid = SheetGrid::named(element.get("name").unwrap_or_default());
        grid.hidden = element.get("style-name").is_some_and(|style| styles.hidden.contains(style));
        Self {
            grid,
            row: 0,
            rows: 0,
            column: 0,
            columns: 0,
            hidden_columns: Vec::new(),
            cells: Vec::new(),
            row_hidden: false,
        }
    }

    fn add_column(&mut self, element: &XmlElement) {
        let count = element.number("number-columns-repeated").unwrap_or(1).max(1);
        if matches!(element.get("visibility"), Some("collapse" | "filter"))
            && self.hidden_columns.len() < 10_000
        {
            self.hidden_columns.push((self.columns, self.columns.saturating_add(count - 1)));
        }
        self.columns = self.columns.saturating_add(count);
    }

    fn begin_row(&mut self, element: &XmlElement) {
        self.rows = element.number("number-rows-repeated").unwrap_or(1).max(1);
        self.row_hidden = matches!(element.get("visibility"), Some("collapse" | "filter"));
        self.column = 0;
        self.cells.clear();
    }

    fn add_cell(&mut self, open: OpenCell, styles: &Styles, budget: &mut Budget) -> Result<(), Unread> {
        let OpenCell { element, covered, text, comment, paragraphs, .. } = open;
        keep_comment(&mut self.grid, (self.row, self.column), &comment);
        let count = element.number("number-columns-repeated").unwrap_or(1).max(1);
        let spans = |name: &str| element.number(name).unwrap_or(1).max(1) - 1;
        let (down, across) = (spans("number-rows-spanned"), spans("number-columns-spanned"));
        if (down, across) != (0, 0) && !covered && self.grid.merges.len() < 100_000 {
            let from = (self.row, self.column);
            let to = (from.0.saturating_add(down), from.1.saturating_add(across));
            self.grid.merges.push(CellArea { from, to });
        }
        // What a merge covers is not shown.
        if !covered && let Some(mut cell) = content(&element, shortened(text), paragraphs > 0) {
            let has =
                |of: &BTreeSet<String>| element.get("style-name").is_some_and(|style| of.contains(style));
            (cell.struck, cell.unseen) = (has(&styles.struck), has(&styles.unseen));
            for column in self.column..self.column.saturating_add(count).min(LAST_COLUMN + 1) {
                budget.spend(&cell)?;
                self.cells.push((column, cell.clone()));
            }
        }
        self.column = self.column.saturating_add(count);
        Ok(())
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), Unread> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            let last = self.row.saturating_add(self.rows - 1).min(LAST_ROW);
            for row in self.row..=last {
                for (column, cell) in &cells {
                    budget.spend(cell)?;
                    self.grid.put((row, *column), cell.clone());
                }
                if self.row_hidden {
                    self.grid.hidden_rows.insert(row);
                }
            }
        }
        self.row = self.row.saturating_add(self.rows);
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> SheetGrid {
        let hidden =
            |column: &u32| self.hidden_columns.iter().any(|(from, to)| (from..=to).contains(&column));
        self.grid.hidden_columns = self.grid.columns().into_iter().filter(hidden).collect();
        self.grid
    }
}

/// What is in a cell, and how it is shown; `is_told` says whether the file tells how.
fn content(element: &XmlElement, text: String, is_told: bool) -> Option<SheetCell> {
    let formula = element.get("formula").map(|formula| shortened(formula.to_owned()));
    let number = || element.get("value")?.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let fault = element.any("value-type", "error")
        || text.starts_with("Err:")
        || text.starts_with('#') && formula.is_some();
    let content = match element.get("value-type") {
        _ if fault => Content::Fault(text.clone()),
        Some("float" | "percentage" | "currency") => Content::Number(number()?),
        Some("date" | "time") => Content::Date(text.clone()),
        Some("boolean") => Content::Truth(element.get("boolean-value") == Some("true")),
        Some("string") => Content::Text(text.clone()),
        _ if formula.is_some() && text.is_empty() => Content::NoResult,
        _ => Content::Text(text.clone()),
    };
    if matches!(&content, Content::Text(text) if crate::import::grid::spaced(text).is_empty()) {
        return None;
    }
    let truth = matches!(formula.as_deref(), Some("of:=TRUE()" | "of:=FALSE()"));
    let (content, format) = match content {
        Content::Number(number) if truth => (Content::Truth(number != 0.0), NumberFormat::default()),
        Content::Number(number) if is_told && text.is_empty() => {
            (Content::Number(number), NumberFormat { kind: FormatKind::Other, ..NumberFormat::default() })
        }
        Content::Number(number) => (Content::Number(number), shown_as(number, &text)),
        content => (content, NumberFormat::default()),
    };
    let shown = (!text.is_empty()).then(|| crate::import::grid::spaced(&text));
    Some(SheetCell { shown, formula, format, ..SheetCell::of(content) })
}

/// The format that shows a number as this text.
fn shown_as(number: f64, text: &str) -> NumberFormat {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let plain = |number: f64| {
        let stored = decimal(number);
        if digits(text) == digits(&stored) {
            return Some(stored.split_once('.').map_or(0, |(_, behind)| behind.len()));
        }
        (0..=9).find(|decimals| digits(&round(&stored, *decimals)) == digits(text))
    };
    let of = |kind, decimals: usize| NumberFormat {
        kind,
        decimals: u8::try_from(decimals).ok(),
        ..NumberFormat::default()
    };
    let percent = text.trim_end().ends_with('%');
    let (money, text) = match text.trim_start().strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    // Neither words nor other money nor brackets.
    let is_bare = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ",.'’-−".contains(c));
    if number == 0.0 && matches!(text.trim(), "-" | "–") {
        return NumberFormat::default();
    }
    match (percent, plain(number), plain(number * 100.0)) {
        _ if text.is_empty() => NumberFormat::default(),
        (false, Some(decimals), _) if money && is_bare => of(FormatKind::Money, decimals),
        _ if money => of(FormatKind::Other, 0),
        (true, _, Some(decimals)) => of(FormatKind::Percent, decimals),
        (true, Some(decimals), None) => of(FormatKind::WrittenPercent, decimals),
        (false, Some(_), _) if digits(text) == digits(&decimal(number)) && is_bare => NumberFormat::default(),
        (false, Some(decimals), _) if is_bare => of(FormatKind::Plain, decimals),
        _ => of(FormatKind::Other, 0),
    }
}
