//! One state as its file has it.

use super::figures::FigureFile;
use super::names::PlaceNames;
use crate::source::Spanned;

/// `states/NAME.toml`.
#[derive(Debug)]
pub struct State {
    /// What it is called.
    pub names: PlaceNames,
    /// Postal code: "KY".
    pub postal: Spanned<String>,
    /// File name without ending, `[a-z0-9-]+`: "kentucky".
    pub slug: Spanned<String>,
    /// The figures.
    pub figures: FigureFile,
}

impl State {
    /// Its name in the set's first language.
    pub fn name(&self) -> &Spanned<String> {
        &self.names.first.name
    }
}
