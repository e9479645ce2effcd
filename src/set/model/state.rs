//! A state as its file has it.

use super::figures::{FigureEntry, FigureFile, Localized};
use super::names::PlaceNames;
use crate::source::{Span, Spanned};
use chrono::NaiveDate;

/// `states/NAME.toml`.
#[derive(Debug)]
pub struct State {
    pub names: PlaceNames,
    /// "KY".
    pub postal: Spanned<String>,
    /// File name without the extension, `[a-z0-9-]+`: "kentucky".
    pub slug: Spanned<String>,
    /// What it is handed out with, `[a-z0-9-]+`: "north". Each once.
    pub groups: Vec<Spanned<String>>,
    pub corrected: Option<Corrected>,
    pub figures: FigureFile,
}

/// `[corrected]`: a sheet of the state was handed out with a mistake, and this one takes its place.
#[derive(Debug, Clone)]
pub struct Corrected {
    /// The day that the sheet says.
    pub date: Spanned<NaiveDate>,
    /// What was wrong, for those who have the old sheet; never printed on the new one.
    pub reason: Option<Localized>,
    /// What the old sheet said where the new one says something else; never printed on the new one.
    pub was: Vec<FigureEntry>,
    /// Where the table stands.
    pub span: Span,
}

impl State {
    /// Its name in the first language of the set.
    pub fn name(&self) -> &Spanned<String> {
        &self.names.first.name
    }
}
