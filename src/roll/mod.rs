//! The set of a later year from that of this one: wording, rules, order and remarks stay, the figures are to be
//! filled in.
//!
//! In: a sound set and its files. Out: the files of the new one, in memory; each year that is named in them,
//! and whether it was changed or is left to the authors. Whatever is not changed stays byte for byte.
//!
//! | file | for |
//! | --- | --- |
//! | `edit` | changes of a text, and what stands where afterwards |
//! | `figures` | this year's values as those of last year |
//! | `years` | the years that a text names |

mod edit;
mod figures;
mod years;

use crate::export;
use crate::set::{APPROVALS, Dataset, Files};
use edit::{Edits, Stays};
use std::io;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

pub use years::YearMention;

/// Largest file that is taken along, in bytes.
const LARGEST: u64 = 128 * 1024 * 1024;

/// The set of a later year.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RolledSet {
    /// Its files by their paths inside the set, sorted.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The years that its texts name.
    pub years: Vec<YearMention>,
    /// How many figures are to be filled in.
    pub emptied: usize,
    /// Lines of the set file with a day of the old year, which are remarks now: `released`, `as_of`.
    pub days: Vec<String>,
    /// Files beside the set that are too large to be taken along.
    pub left: Vec<PathBuf>,
}

/// Makes the set of `year` from a sound one. This year's values become last year's if `year` is the next.
///
/// # Errors
/// If a file cannot be read again.
pub fn roll(dataset: &Dataset, files: &dyn Files, year: i32) -> io::Result<RolledSet> {
    let next = year == dataset.set.year.value + 1;
    let mut rolled = RolledSet::default();
    for path in paths(files)? {
        let bytes = files.read(&path, LARGEST)?;
        if bytes.len() as u64 > LARGEST {
            rolled.left.push(path);
            continue;
        }
        let bytes = match rolled_text(&path, &bytes, dataset, year, next, &mut rolled) {
            Some(text) => text.into_bytes(),
            None => bytes,
        };
        rolled.files.push((path, bytes));
    }
    Ok(rolled)
}

/// The files of the set and what lies beside them, but not what programs left behind.
fn paths(files: &dyn Files) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for folder in ["", "states"] {
        let Ok(listed) = files.list(Path::new(folder)) else { continue };
        for path in listed {
            let path = path?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What was approved were the figures of the old year.
            let is_old = folder.is_empty() && name == APPROVALS;
            if !is_old && !name.starts_with(['.', '~', '#']) && !name.ends_with('~') {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// A file of the set for the new year; `None` for one that is no text of the set.
fn rolled_text(
    path: &Path,
    bytes: &[u8],
    dataset: &Dataset,
    year: i32,
    next: bool,
    rolled: &mut RolledSet,
) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let name = path.to_string_lossy().replace('\\', "/");
    if name == "states.csv" {
        let (text, figures) = (export::emptied(dataset, year, next), dataset.states.iter());
        rolled.emptied += figures.map(|state| state.figures.figures.len()).sum::<usize>();
        rolled.years.extend(years::of_table(path, &text));
        return Some(text);
    }
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
        return None;
    }
    // A mark before the first byte is no part of the text.
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut edits = Edits::default();
    let is_older =
        |key: &str| dataset.set.figures.iter().any(|spec| spec.key.value == key && spec.year.is_some());
    let last = |key: &str| next && !is_older(key);
    if let Ok(tree) = DeTable::parse(body) {
        let table = tree.get_ref();
        match name.as_str() {
            "handout.toml" => {
                year_of(table, year, &mut edits);
                for day in ["released", "as_of"] {
                    if let Some((key, value)) = edit::pair(table, day) {
                        edits.insert(edit::line_start(body, key.start), "# ");
                        rolled.days.push(body[key.start..value.end].to_owned());
                    }
                }
            }
            "national.toml" => of_place(table, body, (year, &last), &mut edits, &mut rolled.emptied),
            "states.toml" => {
                let places = match table.get("state").map(|node| node.get_ref()) {
                    Some(DeValue::Array(places)) => places.iter().collect(),
                    _ => Vec::new(),
                };
                for place in places {
                    if let DeValue::Table(place) = place.get_ref() {
                        of_place(place, body, (year, &last), &mut edits, &mut rolled.emptied);
                    }
                }
            }
            name if name.starts_with("states/") => {
                of_place(table, body, (year, &last), &mut edits, &mut rolled.emptied);
            }
            _ => {}
        }
    }
    let edited = edits.apply(body);
    rolled.years.extend(years::of_text(path, &edited.text, &edited.placed));
    Some(format!("{}{}", &text[..text.len() - body.len()], edited.text))
}

fn of_place(
    table: &DeTable<'_>,
    text: &str,
    (year, last): (i32, &dyn Fn(&str) -> bool),
    edits: &mut Edits,
    emptied: &mut usize,
) {
    year_of(table, year, edits);
    // The sheets of the new year are not out yet.
    edit::table_lines(table, text, "corrected").into_iter().for_each(|lines| edits.remove(lines));
    if let Some(DeValue::Table(own)) = table.get("figures").map(|node| node.get_ref()) {
        *emptied += own.len();
        figures::empty(own, text, last, edits);
    }
}

/// The year at the top of a file.
fn year_of(table: &DeTable<'_>, year: i32, edits: &mut Edits) {
    if let Some((_, value)) = edit::pair(table, "year") {
        edits.replace(value, year.to_string(), Stays::Year);
    }
}
