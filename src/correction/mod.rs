//! A sheet with a mistake is out: what the new one says of it.
//!
//! In: a set whose figures are right now, a state of it, the sheets that are out. Out: a [`Correction`]: what
//! changed, and `[corrected]` in the file of the state, written so that all else in it stays.
//!
//! | file | for |
//! | --- | --- |
//! | `finished_sheet` | finished sheets of the state: of which day, with which figures |
//! | `record` | the text of a file with `[corrected]` in it |

#![warn(missing_docs)]

mod finished_sheet;
mod record;

pub use finished_sheet::FinishedSheet;

use crate::batch::{FigureChange, NotComparable, Set, StateName};
use crate::characters::way_out;
use crate::figure::Value;
use crate::set::{Dataset, State};
use crate::source::{Location, Sources};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest reason, in characters.
const LONGEST: usize = 1_000;

/// The correction of the sheet of a state.
pub struct Correction {
    set: Set,
    at: usize,
    old: Vec<FinishedSheet>,
    new: Vec<FinishedSheet>,
    changes: Vec<FigureChange>,
}

/// What is written about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionNote {
    /// The day that the new sheet says.
    pub date: NaiveDate,
    /// What was wrong, by language; the first may be of no language.
    pub reasons: Vec<(String, String)>,
}

/// The figures that the set has otherwise than sheets of a state.
fn changed(set: &Set, state: &State, sheets: &[FinishedSheet]) -> Result<Vec<FigureChange>, NotComparable> {
    if sheets.is_empty() {
        return Ok(Vec::new());
    }
    let files: Vec<_> = sheets.iter().map(|sheet| (sheet.file.clone(), sheet.bytes.clone())).collect();
    let mut changes = set.against_handouts(&files)?.changes();
    let is_own = |own: &FigureChange| own.state.as_deref().is_none_or(|postal| postal == state.postal.value);
    changes.retain(|change| change.kind != "same" && is_own(change));
    Ok(changes)
}

impl Correction {
    /// The correction of a state, called by its postal code or file name, against the sheets of it that are out:
    /// the name and the bytes of each file. What is no sheet of the state, or of another year, is left aside, and so
    /// is the corrected sheet itself. `None` if the set has no such state without a fault.
    ///
    /// # Errors
    /// If the sheets cannot be held against the set.
    pub fn plan(
        set: &Set,
        state: &str,
        files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>,
    ) -> Result<Option<Self>, NotComparable> {
        let (dataset, _) = set.parts();
        let is_it = |own: &State| StateName::of(own).is_called(state);
        let Some(at) = dataset.states.iter().position(is_it) else { return Ok(None) };
        let own = &dataset.states[at];
        let day = own.corrected.as_ref().map(|corrected| corrected.date.value);
        let read = files.into_iter().filter_map(|(file, bytes)| FinishedSheet::read(file, bytes));
        // One that was corrected on the same day, and whose words are others now, is an old one too.
        let (mut new, mut old): (Vec<FinishedSheet>, Vec<FinishedSheet>) = read
            .filter(|sheet| sheet.postal == own.postal.value && sheet.year == dataset.set.year.value)
            .partition(|sheet| day.is_some() && sheet.corrected == day && sheet.is_of_the_words_of(dataset));
        // A sheet that was corrected may have another mistake.
        if !changed(set, own, &new)?.is_empty() {
            old.append(&mut new);
        }
        let changes = changed(set, own, &old)?;
        Ok(Some(Self { set: set.clone(), at, old, new, changes }))
    }

    fn dataset(&self) -> &Arc<Dataset> {
        self.set.parts().0
    }

    fn own(&self) -> &State {
        &self.dataset().states[self.at]
    }

    /// The state.
    pub fn state(&self) -> StateName {
        StateName::of(self.own())
    }

    /// The day of the correction that the set has now.
    pub fn day(&self) -> Option<NaiveDate> {
        self.own().corrected.as_ref().map(|corrected| corrected.date.value)
    }

    /// The sheets with the mistake, as far as they were found.
    pub fn old(&self) -> &[FinishedSheet] {
        &self.old
    }

    /// The sheets that say the correction already.
    pub fn corrected(&self) -> &[FinishedSheet] {
        &self.new
    }

    /// The figures of the state, and those of the nation, that are not what the old sheets say.
    pub fn changes(&self) -> &[FigureChange] {
        &self.changes
    }

    /// What a figure counts, in the first language of the set.
    pub fn label<'a>(&'a self, figure: &'a str) -> &'a str {
        let spec = self.dataset().set.figures.iter().find(|spec| spec.key.value == figure);
        spec.and_then(|spec| spec.label.texts.first()).map_or(figure, |(_, label)| &label.value)
    }

    /// Where the file of the state is inside the set: `states/kentucky.toml`, or the file that all states are in.
    pub fn file(&self) -> PathBuf {
        let path = self.path();
        let name = path.file_name().unwrap_or_default();
        if self.is_in_bulk() { name.into() } else { Path::new("states").join(name) }
    }

    /// Where the state is named.
    pub fn location(&self) -> Location {
        self.sources().locate(self.own().postal.span)
    }

    /// The text of that file with the note in it, all else as it is.
    ///
    /// # Errors
    /// With what is in the way.
    pub fn noted(&self, text: &str, note: &CorrectionNote) -> Result<String, String> {
        let file = self.file();
        if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            return Err(
                "a row of a table has no room for a correction: write the states as files of their own in \
                        `states`, or as `[[state]]` in `states.toml`"
                    .to_owned(),
            );
        }
        let bad = |c: char| c.is_control() || way_out(c).is_some();
        let is_reason = |reason: &str| {
            !reason.trim().is_empty() && reason.chars().count() <= LONGEST && !reason.contains(bad)
        };
        if !note.reasons.iter().all(|(_, reason)| is_reason(reason)) {
            return Err(format!("a reason is one line of at most {LONGEST} characters that can be printed"));
        }
        let postal = self.is_in_bulk().then_some(self.own().postal.value.as_str());
        record::noted(text, postal, note, &self.was())
    }

    /// What the old sheets say of figures that changed, in the order of the dictionary.
    fn was(&self) -> Vec<(&str, Value)> {
        let changed = |key: &str| self.changes.iter().any(|own| own.state.is_some() && own.figure == key);
        let keys = self.dataset().set.figures.iter().map(|spec| spec.key.value.as_str());
        keys.filter(|key| changed(key))
            .filter_map(|key| Some((key, self.old.iter().find_map(|sheet| sheet.figure(key))?)))
            .collect()
    }

    fn sources(&self) -> &Arc<Sources> {
        self.set.parts().1
    }

    fn path(&self) -> &Path {
        self.sources().path(self.own().figures.file)
    }

    /// Whether the states are in one file.
    fn is_in_bulk(&self) -> bool {
        self.path().parent().and_then(Path::file_name).is_none_or(|folder| folder != "states")
    }
}
