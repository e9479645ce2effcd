//! `--against`: the edition that a set is compared with.
//!
//! In: the folder of a set, or a handout or a folder of them. Out: the set beside it; or a fault of the
//! option, since nothing could be compared.

use super::finished_file;
use super::say::reason;
use handout::{Code, FigureChange, Findings, Location, NotComparable, Set, is_handout};
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};

const HELP: &str = "give the folder of a set, or a folder with PDF files that handout made: of the same year as \
                    a second entry, or of an earlier year";

/// The set beside what it is compared with.
pub(super) fn compared(set: &Set, other: &Path) -> Result<Set, Findings> {
    let refuse = |message: String| {
        let mut findings = set.findings().clone();
        findings.refuse(Code::BadValue, &format!("--against {}", other.display()), message, HELP);
        findings
    };
    let compared = match other.join("handout.toml").exists() {
        true => set.against(other),
        false => match handouts(other) {
            Ok(found) => set.against_handouts(&found),
            Err(error) => return Err(refuse(reason(&error))),
        },
    };
    compared.map_err(|why| match why {
        NotComparable::NoHandouts => {
            refuse("there is neither a `handout.toml` nor a PDF file that handout made".to_owned())
        }
        why => refuse(why.to_string()),
    })
}

/// The handouts in a folder, by name; or the one file.
pub(super) fn handouts(path: &Path) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    for file in finished_file::files(path)? {
        let bytes = finished_file::read(&file)?;
        if is_handout(&bytes) {
            found.push((file, bytes));
        }
    }
    Ok(found)
}

/// A change for programs.
pub(super) fn json(change: &FigureChange) -> Value {
    let side = |side: &Option<(String, Location)>| {
        side.as_ref().map(|(printed, at)| {
            json!({ "printed": printed, "file": at.path, "line": at.line, "column": at.column })
        })
    };
    json!({
        "state": change.state, "figure": change.figure, "kind": change.kind,
        "old": side(&change.old), "new": side(&change.new),
    })
}
