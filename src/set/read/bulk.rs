//! The states of a set in one file in place of the folder `states`: `states.csv` or `states.toml`, for sets of
//! thousands.
//!
//! In: the files of a set. Out: each place as if it had a file of its own, so that each fails alone; its text
//! is its own lines of the file, so that a message shows them at their numbers.

use super::bulk_csv;
use super::bulk_toml;
use super::files::{Files, STATES, text};
use super::place_file::SetContext;
use super::state_file::StateFile;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::source::Sources;
use std::path::Path;

/// Most places of one file.
pub(super) const MOST_PLACES: usize = 100_000;
/// Largest file, in bytes: as many places with a kilobyte each.
const LARGEST_TABLE: u64 = 128 * 1024 * 1024;

/// A file with all states.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StateTable {
    /// `states.csv`: a row for each.
    Csv,
    /// `states.toml`: a table `[[state]]` for each.
    Toml,
}

impl StateTable {
    pub(super) const ALL: [StateTable; 2] = [StateTable::Csv, StateTable::Toml];

    pub(super) fn file(self) -> &'static str {
        match self {
            StateTable::Csv => "states.csv",
            StateTable::Toml => "states.toml",
        }
    }
}

/// The file with all states, if the set has one. Beside it there may be neither another nor a folder with
/// files of states: nobody could know which is right.
pub(super) fn table(files: &dyn Files, sink: &mut Sink) -> Result<Option<StateTable>, Reported> {
    let mut found = StateTable::ALL.into_iter().filter(|table| files.has(Path::new(table.file())));
    let Some(table) = found.next() else { return Ok(None) };
    let is_toml = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let mut listed = files.list(Path::new(STATES)).into_iter().flatten().flatten();
    let folder = listed.any(|path| is_toml(&path));
    let other = found.next().map(|other| format!("`{}`", other.file()));
    let Some(other) = other.or_else(|| folder.then(|| format!("a folder `{STATES}`"))) else {
        return Ok(Some(table));
    };
    let (name, own) = (files.name(Path::new(table.file())), table.file());
    let message = format!("the set has `{own}` and {other}");
    let fault = Diagnostic::at_path(Code::DuplicateState, name, message);
    Err(sink.report(fault.help("keep the one that is right, and move the other out of the set")))
}

/// Reads all states.
pub(super) fn read(
    files: &dyn Files,
    table: StateTable,
    context: SetContext<'_>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Vec<StateFile>, Reported> {
    let path = Path::new(table.file());
    let (text, name) = (text(files, path, LARGEST_TABLE, sources, sink)?, files.name(path));
    let states = match table {
        StateTable::Csv => bulk_csv::read(&name, &text, context, sources, sink)?,
        StateTable::Toml => bulk_toml::read(&name, &text, context, sources, sink)?,
    };
    if states.is_empty() {
        let help = match table {
            StateTable::Csv => "write a row for each state below the headings",
            StateTable::Toml => "write a table `[[state]]` for each state",
        };
        return Err(
            sink.report(Diagnostic::at_path(Code::NoState, name, "this file has no states").help(help))
        );
    }
    Ok(states)
}

/// Refuses a file with too many places.
pub(super) fn too_many(name: &Path, sink: &mut Sink) -> Reported {
    let message = format!("more than {MOST_PLACES} states");
    let fault = Diagnostic::at_path(Code::TooLarge, name, message);
    sink.report(fault.help("split the set into several folders"))
}
