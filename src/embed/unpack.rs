//! A set out of a file's data. What the file calls its parts is only believed if it is the name
//! of a file of a set, so that nothing is ever written anywhere else.

use super::figures_table;
use crate::finished::FinishedFile;
use crate::pdf::Unreadable;
use crate::set::{is_device, is_own, is_profile};
use std::path::{Path, PathBuf};

/// A file of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnpackedFile {
    /// The folder inside the set it belongs to: "" or "states".
    pub folder: &'static str,
    /// Its bare file name.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Why no set can be taken out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtractError {
    /// It is larger, or has more inside, than any handout.
    TooLarge,
    /// It is no PDF, or a damaged one.
    Damaged,
    /// It is encrypted.
    Locked,
    /// It has no data inside.
    Empty,
    /// It is a handout that was made without its data inside.
    MadeEmpty,
    /// It is a file of many sheets.
    Pack,
    /// Something of this name inside is no file of a set.
    Foreign(String),
}

impl std::fmt::Display for ExtractError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ExtractError::TooLarge => Unreadable::TooLarge.fmt(f),
            ExtractError::Damaged => Unreadable::Damaged.fmt(f),
            ExtractError::Locked => Unreadable::Locked.fmt(f),
            ExtractError::Empty => Unreadable::Empty.fmt(f),
            ExtractError::MadeEmpty => Unreadable::MadeEmpty.fmt(f),
            ExtractError::Pack => Unreadable::Pack.fmt(f),
            ExtractError::Foreign(name) => write!(f, "it has {name:?} inside, which is not a file of a set"),
        }
    }
}

impl From<Unreadable> for ExtractError {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::TooLarge => ExtractError::TooLarge,
            Unreadable::Damaged => ExtractError::Damaged,
            Unreadable::Locked => ExtractError::Locked,
            Unreadable::Empty => ExtractError::Empty,
            Unreadable::MadeEmpty => ExtractError::MadeEmpty,
            Unreadable::Pack => ExtractError::Pack,
        }
    }
}

impl std::error::Error for ExtractError {}

/// The set inside a handout: the path of each of its files, safe on any system, and what is in it.
///
/// # Errors
/// If the file is not a PDF, is damaged, or has inside what is no part of a set. It may come from
/// anywhere: sizes and numbers are limited.
pub fn extract(pdf: &[u8]) -> Result<Vec<(PathBuf, Vec<u8>)>, ExtractError> {
    extract_from(&FinishedFile::open(pdf)?)
}

/// The same, of a file that is open.
///
/// # Errors
/// As [`extract`].
pub fn extract_from(file: &FinishedFile<'_>) -> Result<Vec<(PathBuf, Vec<u8>)>, ExtractError> {
    let files = parts(file)?.into_iter();
    Ok(files.map(|file| (Path::new(file.folder).join(file.name), file.bytes)).collect())
}

/// The set inside a PDF file.
///
/// # Errors
/// As [`extract`].
pub fn unpack(file: &[u8]) -> Result<Vec<UnpackedFile>, ExtractError> {
    parts(&FinishedFile::open(file)?)
}

fn parts(file: &FinishedFile<'_>) -> Result<Vec<UnpackedFile>, ExtractError> {
    let foreign = |name| Err(ExtractError::Foreign(name));
    let taken = file.attached()?;
    let mut files: Vec<UnpackedFile> = Vec::with_capacity(taken.len());
    // The table of the figures says nothing that the set does not.
    for part in taken.into_iter().filter(|part| part.name != figures_table::NAME) {
        let Some((folder, name)) = place(&part.name) else { return foreign(part.name) };
        if files.iter().any(|file| file.folder == folder && file.name.eq_ignore_ascii_case(name)) {
            return foreign(part.name);
        }
        files.push(UnpackedFile { folder, name: name.to_owned(), bytes: part.bytes });
    }
    Ok(files)
}

/// The folder of a part, and its name there. Attachments have flat names: what is not one of the
/// set's own files is a state's.
fn place(part: &str) -> Option<(&'static str, &str)> {
    match part.split_once('/') {
        // So the first files called a state's.
        Some(("states", name)) => is_plain(name, ".toml").then_some(("states", name)),
        Some(_) => None,
        None if !part.contains('/') && is_profile(part) => Some(("", part)),
        None if !is_plain(part, ".toml") => None,
        None => Some((if part.strip_suffix(".toml").is_some_and(is_own) { "" } else { "states" }, part)),
    }
}

/// Whether a name is one for a file on any system, with that ending.
fn is_plain(name: &str, ending: &str) -> bool {
    name.len() <= 100
        && name.ends_with(ending)
        && name.len() > ending.len()
        && !is_device(name)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_names_of_a_set_are_believed() {
        assert!(["handout.toml", "wording.pt-BR.toml", "new-york.toml"].iter().all(|n| is_plain(n, ".toml")));
        let bad = [
            "",
            ".toml",
            "../a.toml",
            "/a.toml",
            "a/b.toml",
            "a\\b.toml",
            "a:b.toml",
            "a.toml\0",
            "é.toml",
            "con.toml",
            "Nul.toml",
            "com1.toml",
            "lpt9.en.toml",
        ];
        assert!(!bad.iter().any(|name| is_plain(name, ".toml")));
    }
}
