//! What an import would do, as plain types for whoever shows it.
//!
//! In: what was found and decided. Out: figures, questions, what is set aside, and counts that add up to the cells of
//! the file.

use serde::Serialize;

/// What becomes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureFate {
    /// The set does not have it yet.
    New,
    Changed,
    Unchanged,
}

/// A figure of a place, as the spreadsheet has it.
#[derive(Debug, Clone, Serialize)]
pub struct ImportedFigure {
    pub fate: FigureFate,
    /// "Kentucky".
    pub place: String,
    /// "KY".
    pub postal: String,
    /// The key.
    pub figure: String,
    /// What the set says now.
    pub old: Option<String>,
    pub new: String,
    /// How it was read, if not as it stands.
    pub read: Option<String>,
    /// `figures.xlsx:Sheet1!B7`.
    pub cell: String,
    /// What the set has beside the value, and keeps: note, source, year.
    pub keeps: Vec<&'static str>,
    #[serde(skip)]
    pub(super) at: (usize, usize),
    #[serde(skip)]
    /// As the data has it: `8_597`.
    pub(super) data: String,
    #[serde(skip)]
    pub(super) note: Option<String>,
}

/// What only a person can say.
#[derive(Debug, Clone, Serialize)]
pub struct ImportQuestion {
    /// What it is about: heading, text, blank, cell, unit, decimal, place, hidden, year, conflict.
    pub kind: &'static str,
    /// "“N/A” is not a number".
    pub what: String,
    pub help: String,
    /// The line of `import.toml` that would answer it, if a line can.
    pub answer: Option<String>,
    /// `figures.xlsx:Sheet1!B7`.
    pub cells: Vec<String>,
    #[serde(skip)]
    pub(super) place: Option<AnswerPlace>,
}

/// Where in `import.toml` an answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum AnswerPlace {
    /// A key of a table, and the table inside of it.
    Line {
        table: &'static str,
        figure: Option<String>,
        key: String,
    },
    /// The unit of a heading, whose figure is known.
    Unit {
        heading: String,
        figure: String,
    },
    Cell {
        state: String,
        figure: String,
        says: String,
    },
}

/// A column, a row, a sheet or a cell that no figure is read from.
#[derive(Debug, Clone, Serialize)]
pub struct SetAside {
    /// "column H", "row 59", "sheet Notes", `figures.xlsx:B7`.
    pub what: String,
    /// What stands there.
    pub text: String,
    pub why: String,
}

/// A column of the table, and what it is.
#[derive(Debug, Clone, Serialize)]
pub struct ImportedColumn {
    pub sheet: String,
    /// "column B"; "row 2" where the places stand side by side.
    pub column: String,
    pub heading: String,
    /// The key of the figure, or what else it is.
    pub is: String,
    /// In how many rows of places it has a number.
    #[serde(skip)]
    pub(super) numbers: usize,
}

/// Cells with something in them, by what becomes of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ImportCounts {
    pub cells: usize,
    /// Headings, names, titles and notes.
    pub words: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub asked: usize,
    pub set_aside: usize,
    /// Blank cells of the table, which the others do not count.
    pub blank: BlankCounts,
}

/// Blank cells of the table, by what becomes of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct BlankCounts {
    pub cells: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub asked: usize,
    pub set_aside: usize,
}
