//! A table of plain cells: what a worksheet and a CSV file have in common.

use crate::figure::Value;

/// A sheet of a workbook.
pub(super) struct ExportTable {
    pub(super) name: &'static str,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<ExportCell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExportCell {
    Empty,
    Number(u64),
    Text(String),
}

impl ExportCell {
    /// A figure: an exact count as a number, anything else in the words of the data.
    pub(super) fn figure(value: &Value) -> Self {
        value.count().map_or_else(|| ExportCell::Text(value.to_string()), ExportCell::Number)
    }

    pub(super) fn text(text: &str) -> Self {
        ExportCell::Text(text.to_owned())
    }

    pub(super) fn year(year: i32) -> Self {
        u64::try_from(year).map_or(ExportCell::Empty, ExportCell::Number)
    }
}

impl<C: Into<ExportCell>> From<Option<C>> for ExportCell {
    fn from(cell: Option<C>) -> Self {
        cell.map_or(ExportCell::Empty, Into::into)
    }
}

impl From<&String> for ExportCell {
    fn from(text: &String) -> Self {
        ExportCell::text(text)
    }
}
