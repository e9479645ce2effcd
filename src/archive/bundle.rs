//! The sheets of a set, divided into archives.

use super::readme::{ArchiveContents, readme};
use super::{ZipError, zip};
use crate::batch::{Handout, Set};
use crate::manifest::sha256;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What becomes one archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DividedBy {
    /// All sheets of a state.
    State,
    /// All sheets of the states of a group.
    Group,
    /// All sheets of a language.
    Language,
}

/// A finished archive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Archive {
    /// What it is to be called: "kentucky-2023.zip".
    pub file_name: String,
    /// The ZIP file.
    pub bytes: Vec<u8>,
    /// How many sheets are in it.
    pub sheets: usize,
}

/// Why there are no archives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotArchived {
    /// The set has no groups.
    NoGroups,
    /// An archive could not be made: its name, and why.
    Zip(String, ZipError),
}

/// The sheets in archives, in the order of the archives' names. What is in no group is in no archive by
/// group.
///
/// # Errors
/// If groups are asked for and there are none, or if a file's name cannot be in an archive.
pub fn archives(
    set: &Set,
    sheets: &[(Handout, Vec<u8>)],
    by: DividedBy,
) -> Result<Vec<Archive>, NotArchived> {
    let groups = set.groups();
    if by == DividedBy::Group && groups.is_empty() {
        return Err(NotArchived::NoGroups);
    }
    let mut divided: BTreeMap<&str, Vec<&(Handout, Vec<u8>)>> = BTreeMap::new();
    for sheet in sheets {
        let own = &sheet.0;
        match by {
            DividedBy::State => divided.entry(&own.state.slug).or_default().push(sheet),
            DividedBy::Language => divided.entry(&own.language).or_default().push(sheet),
            DividedBy::Group => {
                for (group, _) in groups.iter().filter(|(_, states)| states.contains(&own.state)) {
                    divided.entry(group).or_default().push(sheet);
                }
            }
        }
    }
    divided.into_iter().map(|(name, sheets)| archive(set, name, &sheets)).collect()
}

fn archive(set: &Set, name: &str, sheets: &[&(Handout, Vec<u8>)]) -> Result<Archive, NotArchived> {
    let data = &set.parts().0.set;
    let year = data.year.value;
    let languages: Vec<&str> =
        set.languages().filter(|own| sheets.iter().any(|(sheet, _)| sheet.language == *own)).collect();
    let mut handouts: Vec<&Handout> = sheets.iter().map(|(sheet, _)| sheet).collect();
    handouts.sort_by(|a, b| a.file_name.cmp(&b.file_name));
    let inside = ArchiveContents { publisher: &data.publisher.name.value, year, handouts: &handouts };
    let mut files: Vec<(String, Vec<u8>)> =
        sheets.iter().map(|(sheet, bytes)| (sheet.file_name.clone(), bytes.clone())).collect();
    files.push(("README.txt".to_owned(), readme(&languages, &inside).into_bytes()));
    files.sort();
    let mut sums = String::new();
    for (name, bytes) in &files {
        // Two blanks: what `sha256sum --check` reads.
        let _ = writeln!(sums, "{}  {name}", sha256(bytes));
    }
    files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    let file_name = format!("{name}-{year}.zip");
    match zip(&files) {
        Ok(bytes) => Ok(Archive { file_name, bytes, sheets: sheets.len() }),
        Err(error) => Err(NotArchived::Zip(file_name, error)),
    }
}
