//! A sheet as its author sees it: cells by address, and what is hidden, merged or struck through.
//!
//! In: cells from any reader. Out: [`SheetGrid`], sparse, so that a far cell costs no more than a near one. A grid can
//! be [turned](SheetGrid::turned): rows are then columns, and its addresses stay those of the file.

use super::format::NumberFormat;
use std::collections::{BTreeMap, BTreeSet};

/// Behind each letter that is struck through inside of a cell: the stroke itself.
pub(super) const STRUCK: char = '\u{336}';

/// Row and column, from 0.
pub(super) type CellAt = (u32, u32);

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    Number(f64),
    /// A date or time that the file itself calls so, as shown.
    Date(String),
    Truth(bool),
    /// `#REF!` and the like.
    Fault(String),
    /// A formula whose result the file does not have.
    NoResult,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SheetCell {
    pub(super) content: Content,
    pub(super) format: NumberFormat,
    /// As it is shown, where the file says so.
    pub(super) shown: Option<String>,
    /// Without the equals sign; empty if the file does not say which.
    pub(super) formula: Option<String>,
    pub(super) struck: bool,
    /// Its letters have the color of their ground.
    pub(super) unseen: bool,
}

impl SheetCell {
    pub(super) fn of(content: Content) -> Self {
        Self {
            content,
            format: NumberFormat::default(),
            shown: None,
            formula: None,
            struck: false,
            unseen: false,
        }
    }

    /// As its author sees it.
    pub(super) fn text(&self) -> String {
        match (&self.content, &self.shown) {
            (Content::Text(text) | Content::Date(text) | Content::Fault(text), _) => text.clone(),
            (_, Some(shown)) => shown.clone(),
            (Content::Number(number), None) => self.format.show(*number),
            (Content::Truth(true), None) => "TRUE".to_owned(),
            (Content::Truth(false), None) => "FALSE".to_owned(),
            (Content::NoResult, None) => String::new(),
        }
    }

    /// Whether it looks like a figure: a number, or a text of digits.
    pub(super) fn looks_numeric(&self) -> bool {
        match &self.content {
            Content::Text(text) => {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                digits > 0 && text.chars().all(|c| c.is_ascii_digit() || ",. %<>$-'".contains(c))
            }
            content => !matches!(content, Content::Fault(_)),
        }
    }

    /// Whether it has a number, however it is shown.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.content, Content::Number(_))
    }
}

/// A text on one line, with single spaces and without invisible characters.
pub(super) fn spaced(text: &str) -> String {
    let text = crate::characters::clean(text);
    let seen =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let seen: String = seen.filter(|c| !crate::characters::is_invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells from a corner to the opposite one, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellArea {
    pub(super) from: CellAt,
    pub(super) to: CellAt,
}

impl CellArea {
    pub(super) fn has(&self, (row, column): CellAt) -> bool {
        (self.from.0..=self.to.0).contains(&row) && (self.from.1..=self.to.1).contains(&column)
    }
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetGrid {
    /// Name of the sheet; empty for a file that has none.
    pub(super) name: String,
    /// The whole sheet is hidden.
    pub(super) hidden: bool,
    pub(super) cells: BTreeMap<CellAt, SheetCell>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) merges: Vec<CellArea>,
    /// What people wrote beside cells, also beside empty ones.
    pub(super) comments: BTreeMap<CellAt, String>,
    is_turned: bool,
}

impl SheetGrid {
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Keeps a cell, unless it is a text without a visible character; its texts are then on one line.
    pub(super) fn put(&mut self, at: CellAt, mut cell: SheetCell) {
        if let Content::Text(text) | Content::Date(text) | Content::Fault(text) = &mut cell.content {
            *text = spaced(text);
        }
        if !matches!(&cell.content, Content::Text(text) if text.is_empty()) {
            self.cells.insert(at, cell);
        }
    }

    pub(super) fn get(&self, at: CellAt) -> Option<&SheetCell> {
        self.cells.get(&at)
    }

    /// As seen, empty if there is nothing.
    pub(super) fn text(&self, at: CellAt) -> String {
        self.get(at).map(SheetCell::text).unwrap_or_default()
    }

    /// The cells of a row, from the left.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &SheetCell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }

    /// Rows that have a cell.
    pub(super) fn rows(&self) -> BTreeSet<u32> {
        self.cells.keys().map(|at| at.0).collect()
    }

    /// Columns that have a cell.
    pub(super) fn columns(&self) -> BTreeSet<u32> {
        self.cells.keys().map(|at| at.1).collect()
    }

    /// The merged area that a cell is in.
    pub(super) fn merge(&self, at: CellAt) -> Option<CellArea> {
        self.merges.iter().copied().find(|area| area.has(at))
    }

    pub(super) fn is_hidden(&self, (row, column): CellAt) -> bool {
        self.hidden_rows.contains(&row) || self.hidden_columns.contains(&column)
    }

    /// With rows for columns.
    pub(super) fn turned(&self) -> Self {
        let turn = |(row, column): CellAt| (column, row);
        Self {
            name: self.name.clone(),
            hidden: self.hidden,
            cells: self.cells.iter().map(|(at, cell)| (turn(*at), cell.clone())).collect(),
            hidden_rows: self.hidden_columns.clone(),
            hidden_columns: self.hidden_rows.clone(),
            merges: self
                .merges
                .iter()
                .map(|area| CellArea { from: turn(area.from), to: turn(area.to) })
                .collect(),
            comments: self.comments.iter().map(|(at, text)| (turn(*at), text.clone())).collect(),
            is_turned: !self.is_turned,
        }
    }

    pub(super) fn is_turned(&self) -> bool {
        self.is_turned
    }

    /// A cell as the file has it, also of a turned grid.
    pub(super) fn original(&self, (row, column): CellAt) -> CellAt {
        if self.is_turned { (column, row) } else { (row, column) }
    }

    /// As spreadsheets name a cell, with the sheet: `Sheet1!B7`, `'By state'!AA12`, `B7`.
    pub(super) fn address(&self, at: CellAt) -> String {
        let (row, column) = self.original(at);
        let cell = format!("{}{}", letters(column), row + 1);
        match self.name.as_str() {
            "" => cell,
            name if name.chars().all(|c| c.is_alphanumeric() || c == '_') => format!("{name}!{cell}"),
            name => format!("'{}'!{cell}", name.replace('\'', "''")),
        }
    }

    /// What a person calls a line of the grid: "column B"; of a turned one, "row 2".
    pub(super) fn column_name(&self, column: u32) -> String {
        if self.is_turned { format!("row {}", column + 1) } else { format!("column {}", letters(column)) }
    }

    /// "row 7"; of a turned grid, "column G".
    pub(super) fn row_name(&self, row: u32) -> String {
        if self.is_turned { format!("column {}", letters(row)) } else { format!("row {}", row + 1) }
    }
}

/// A column as spreadsheets name it: `A`, `Z`, `AA`.
pub(super) fn letters(column: u32) -> String {
    let (mut found, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        found.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    found.iter().rev().collect()
}

/// A cell by its name: `B7`, `$B$7`.
pub(super) fn cell_named(name: &str) -> Option<CellAt> {
    let name = name.replace('$', "");
    let length = name.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = name.split_at(length);
    if column.is_empty() || column.len() > 3 || row.len() > 7 {
        return None;
    }
    let mut number = 0_u32;
    for letter in column.chars() {
        number = number * 26 + letter.to_ascii_uppercase().to_digit(36)?.checked_sub(9)?;
    }
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, number.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        for (name, at) in
            [("A1", (0, 0)), ("Z9", (8, 25)), ("AA12", (11, 26)), ("XFD1048576", (1_048_575, 16_383))]
        {
            assert_eq!(cell_named(name), Some(at));
            assert_eq!(SheetGrid::default().address(at), name);
            let turned = SheetGrid::named("By state").turned();
            assert_eq!(turned.address((at.1, at.0)), format!("'By state'!{name}"));
        }
        for name in ["", "7", "A", "A0", "ABCD1", "A99999999", "é1", "A1:B2"] {
            assert_eq!(cell_named(name), None, "{name}");
        }
    }
}
