//! Finished sheets of a state, whose data is inside.

use crate::batch::Set;
use crate::embed::extract;
use crate::figure::Value;
use crate::manifest::sha256;
use chrono::NaiveDate;
use std::path::PathBuf;

/// A finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FinishedSheet {
    /// Its file.
    pub file: PathBuf,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// BCP 47 tag.
    pub language: String,
    /// The day of an earlier correction that it says.
    pub corrected: Option<NaiveDate>,
    pub(super) year: i32,
    pub(super) postal: String,
    pub(super) bytes: Vec<u8>,
    figures: Vec<(String, Value)>,
}

impl FinishedSheet {
    /// Reads the data inside; `None` if this is no sheet of one state with its data.
    pub(super) fn read(file: PathBuf, bytes: Vec<u8>) -> Option<Self> {
        let set = Set::from_files(extract(&bytes).ok()?).ok()?;
        let (dataset, _) = set.parts();
        let [state] = dataset.states.as_slice() else { return None };
        let figures = state.figures.figures.iter();
        Some(Self {
            file,
            sha256: sha256(&bytes),
            language: set.languages().next().unwrap_or_default().to_owned(),
            corrected: state.corrected.as_ref().map(|corrected| corrected.date.value),
            year: dataset.set.year.value,
            postal: state.postal.value.clone(),
            figures: figures.map(|entry| (entry.key.value.clone(), entry.value.value)).collect(),
            bytes,
        })
    }

    /// What it says of a figure.
    pub(super) fn figure(&self, key: &str) -> Option<Value> {
        self.figures.iter().find(|(own, _)| own == key).map(|(_, value)| *value)
    }
}
