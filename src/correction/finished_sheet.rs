//! Finished sheets of a state, whose data is inside.

use crate::batch::Set;
use crate::embed::extract;
use crate::figure::Value;
use crate::manifest::sha256;
use crate::set::{Dataset, Wording};
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
    /// The texts of its wording.
    words: Vec<String>,
    figures: Vec<(String, Value)>,
}

impl FinishedSheet {
    /// Reads the data inside; `None` if this is no sheet of one state with its data.
    pub(super) fn read(file: PathBuf, bytes: Vec<u8>) -> Option<Self> {
        let set = Set::from_files(extract(&bytes).ok()?).ok()?;
        let (dataset, _) = set.parts();
        let [state] = dataset.states.as_slice() else { return None };
        let figures = state.figures.figures.iter();
        let words = dataset.wordings.first().map(texts).unwrap_or_default();
        Some(Self {
            file,
            sha256: sha256(&bytes),
            language: set.languages().next().unwrap_or_default().to_owned(),
            corrected: state.corrected.as_ref().map(|corrected| corrected.date.value),
            year: dataset.set.year.value,
            postal: state.postal.value.clone(),
            figures: figures.map(|entry| (entry.key.value.clone(), entry.value.value)).collect(),
            bytes,
            words,
        })
    }

    /// Whether it was made of the words that a set has now in its language.
    pub(super) fn is_of_the_words_of(&self, dataset: &Dataset) -> bool {
        let now = dataset.wordings.iter().find(|wording| wording.language.value == self.language);
        now.is_some_and(|wording| texts(wording) == self.words)
    }

    /// What it says of a figure.
    pub(super) fn figure(&self, key: &str) -> Option<Value> {
        self.figures.iter().find(|(own, _)| own == key).map(|(_, value)| *value)
    }
}

/// The texts of a page, however their lines are broken.
fn texts(wording: &Wording) -> Vec<String> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    wording.texts().into_iter().map(words).collect()
}
