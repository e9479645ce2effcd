//! A state as its file has it.

use super::figures::FigureFile;
use super::names::PlaceNames;
use crate::source::Spanned;

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
    pub figures: FigureFile,
}

impl State {
    /// Its name in the first language of the set.
    pub fn name(&self) -> &Spanned<String> {
        &self.names.first.name
    }
}
