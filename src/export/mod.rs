//! The figures of a set as a table for the office: a workbook, CSV or JSON.
//!
//! In: the set as its authors wrote it. Out: the bytes of a file, with every value, source, note and remark. It
//! is not for the public: small counts that no sheet prints are in it as they were counted.
//!
//! | file | for |
//! | --- | --- |
//! | `table` | tables of plain cells |
//! | `states` | a row for each state, and what `states.csv` says besides |
//! | `details` | what the other sheets of the workbook say: sources, the dictionary, waived rules |
//! | `remark` | the authors' remarks beside a figure |
//! | `rows`, `xlsx`, `json` | the formats |
//!
//! `set::read` reads the CSV as a set's `states.csv`; a workbook and the JSON are read by other programs.

mod details;
mod json;
mod remark;
mod rows;
mod states;
mod table;
mod xlsx;

use crate::set::Dataset;
use crate::source::Sources;
use std::fmt;

/// What kind of file a set is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    /// A workbook.
    Xlsx,
    /// The table of the states alone, as `states.csv`.
    Csv,
    /// Everything, figure by figure.
    Json,
}

/// Why a set cannot be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportError {
    /// A worksheet has no room for it: which one, and why.
    TooLarge {
        /// Its name.
        sheet: &'static str,
        /// What the writer of workbooks says.
        reason: String,
    },
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::TooLarge { sheet, reason } => {
                write!(f, "the sheet {sheet} does not fit into a workbook: {reason}")
            }
        }
    }
}

impl std::error::Error for ExportError {}

/// The bytes of the file: the same for the same set.
///
/// # Errors
/// If it does not fit into the format.
pub fn export(dataset: &Dataset, sources: &Sources, format: ExportFormat) -> Result<Vec<u8>, ExportError> {
    match format {
        ExportFormat::Xlsx => {
            let mut tables =
                vec![states::sheet(dataset), details::sources(dataset, sources), details::figures(dataset)];
            tables.extend(details::waivers(dataset));
            xlsx::workbook(&tables, dataset.set.year.value)
        }
        ExportFormat::Csv => Ok(rows::text(&states::whole(dataset)).into_bytes()),
        ExportFormat::Json => Ok(json::text(dataset, sources).into_bytes()),
    }
}

/// `states.csv` for the year after, or a later one: the figures are empty; with `previous`, the values of this
/// year are the last ones.
pub fn emptied(dataset: &Dataset, year: i32, previous: bool) -> String {
    rows::text(&states::emptied(dataset, year, previous))
}
