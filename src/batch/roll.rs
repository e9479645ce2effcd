//! The set of a later year.
//!
//! In: the folder of a set, and the year. Out: the files of the new set, in memory; or what is wrong.

#![warn(missing_docs)]

use super::set::Set;
use crate::diagnostic::{Code, Diagnostic, Findings, Sink};
use crate::roll::{self, RolledSet};
use crate::set::Folder;
use std::path::Path;
use std::sync::Arc;

/// Makes the set of `year`, or of the next, from the one in a folder: its wording, rules, order and remarks
/// stay; its values become those of last year if `year` is the next; its figures are to be filled in.
///
/// # Errors
/// If the set, or the file of any of its states, has a fault; or if `year` is not later than its own.
pub fn roll_set(folder: impl AsRef<Path>, year: Option<i32>) -> Result<RolledSet, Findings> {
    let folder = folder.as_ref();
    let set = Set::open(folder)?;
    let (dataset, sources) = set.parts();
    if set.findings().has_errors() || !dataset.failed_states.is_empty() {
        return Err(set.findings().clone());
    }
    let own = dataset.set.year.value;
    let year = year.unwrap_or(own + 1);
    let mut findings = Findings::default();
    if year <= own || year > 2100 {
        let message = format!("this set is of {own}");
        findings.refuse(
            Code::BadValue,
            &format!("--year {year}"),
            message,
            format!("give a later year: --year {}", own + 1),
        );
        return Err(findings);
    }
    let mut sink = Sink::default();
    let rolled = Folder::open(folder, &mut sink).ok().map(|files| roll::roll(dataset, &files, year));
    match rolled {
        Some(Ok(rolled)) => Ok(rolled),
        Some(Err(error)) => {
            let fault = Diagnostic::at_path(
                Code::UnreadableFile,
                folder,
                format!("the files cannot be read: {error}"),
            );
            sink.report(fault.help("check whether another program has them open"));
            Err(Findings::new(sink, sources))
        }
        None => Err(Findings::new(sink, &Arc::clone(sources))),
    }
}
