//! A new set for spreadsheets.
//!
//! In: what is wished for, and the bytes of the files. Out: the files of a set whose figures are the columns that have
//! numbers, and `import.toml` with what will be asked.

use super::choose::years;
use super::headings::normal;
use super::propose::GivenKeys;
use super::{Import, ImportOptions, ImportedFigure, ImportedFile};
use crate::diagnostic::{Code, Findings};
use crate::starter::{Starter, StarterFigure, StarterRefusal, new_set, set_of_figures};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A set that spreadsheets can be imported into.
#[derive(Debug, Clone)]
pub struct BegunSet {
    /// Its files by their paths.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The labels of its figures.
    pub figures: Vec<String>,
    /// Headings without a figure, since none of their cells has a number, or since they name another year; and sheets
    /// that were not looked through, since there were too many.
    pub left: Vec<String>,
    /// How many questions the import will have.
    pub questions: usize,
}

/// Why there is no set.
#[derive(Debug)]
pub enum NotBegun {
    /// What was wished for cannot be had.
    Refused(StarterRefusal),
    /// The file cannot be read, or has no figures.
    Unread(Findings),
}

/// A new set for the figures of spreadsheets, each with its bytes. The figures are not in it yet: that is for the import.
///
/// # Errors
/// If a file cannot be read, or none has a column of numbers.
pub fn begin_set(
    wished: &Starter,
    spreadsheets: &[(PathBuf, Vec<u8>)],
    options: &ImportOptions,
) -> Result<BegunSet, NotBegun> {
    let mut blank = new_set(wished).map_err(NotBegun::Refused)?;
    blank.retain(|(path, _)| !path.starts_with("states"));
    let (proposed, too_many) = proposed(&blank, spreadsheets, options)?;
    // With all of them in the dictionary, the import tells which have numbers.
    let all = set_of_figures(wished, &proposed).map_err(NotBegun::Refused)?;
    let mut numbers = BTreeSet::new();
    for (file, bytes) in spreadsheets {
        let figures = plan(&all, file, bytes, options)?.figures.into_iter();
        let has_number = |figure: &ImportedFigure| figure.new.bytes().any(|b| b.is_ascii_digit());
        numbers.extend(figures.filter(has_number).map(|figure| figure.figure));
    }
    let is_of_year = |label: &str| {
        let named = years(label);
        named.is_empty() || wished.year.is_none_or(|year| named.contains(&year))
    };
    let (own, left): (Vec<_>, Vec<_>) =
        proposed.into_iter().partition(|figure| numbers.contains(&figure.key) && is_of_year(&figure.label));
    if own.is_empty() {
        let mut findings = Findings::default();
        let name = spreadsheets.first().map(|(file, _)| file.to_string_lossy().into_owned());
        let help = "give a table with a row for each state, and numbers below a heading";
        let what = "no heading has numbers below it";
        findings.refuse(Code::UnreadableFile, &name.unwrap_or_default(), what, help);
        return Err(NotBegun::Unread(findings));
    }
    let mut files = set_of_figures(wished, &own).map_err(NotBegun::Refused)?;
    let mut questions = 0;
    for (file, bytes) in spreadsheets {
        let import = plan(&files, file, bytes, options)?;
        questions += import.questions.len();
        if let Some(ImportedFile { path, text }) = import.answers() {
            files.retain(|(own, _)| *own != path);
            files.push((path, text.into_bytes()));
        }
    }
    Ok(BegunSet {
        files,
        figures: own.into_iter().map(|figure| figure.label).collect(),
        left: left.into_iter().map(|figure| figure.label).chain(too_many).collect(),
        questions,
    })
}

fn plan(
    set: &[(PathBuf, Vec<u8>)],
    file: &Path,
    bytes: &[u8],
    options: &ImportOptions,
) -> Result<Import, NotBegun> {
    let set: BTreeMap<PathBuf, Vec<u8>> = set.iter().cloned().collect();
    Import::of(&set, file, bytes, options).map_err(NotBegun::Unread)
}

/// No more sheets of a file are looked through.
const MOST_SHEETS: usize = 20;

/// A figure for each heading of each sheet, and sheets that were too many; what is called alike is one figure.
fn proposed(
    blank: &[(PathBuf, Vec<u8>)],
    spreadsheets: &[(PathBuf, Vec<u8>)],
    options: &ImportOptions,
) -> Result<(Vec<StarterFigure>, Vec<String>), NotBegun> {
    let (mut found, mut labels, mut keys) = (Vec::new(), BTreeSet::new(), GivenKeys::default());
    let mut too_many = Vec::new();
    for (file, bytes) in spreadsheets {
        let first = plan(blank, file, bytes, options)?;
        let mut proposals = first.proposals();
        let (sheets, more) = first.others.split_at(first.others.len().min(MOST_SHEETS));
        for sheet in sheets {
            let sheet = Some(sheet.clone());
            let import = plan(blank, file, bytes, &ImportOptions { sheet, ..options.clone() })?;
            proposals.extend(import.proposals());
        }
        too_many.extend(more.iter().cloned());
        for own in proposals {
            if !labels.insert(normal(&own.label)) {
                continue;
            }
            let key = keys.unused(own.key);
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            let remark = match spreadsheets {
                [_] => own.column,
                _ => format!("{file}, {}", own.column),
            };
            found.push(StarterFigure { key, label: own.label, remark, is_share: own.is_share });
        }
    }
    Ok((found, too_many))
}
