//! A new set for spreadsheets.
//!
//! In: what is wished for, and the bytes of the files. Out: the files of a set whose figures are the columns that have
//! numbers, and `import.toml` with what will be asked.

use super::choose::years;
use super::columns::LEFT_OUT;
use super::grid::spaced;
use super::headings::normal;
use super::propose::GivenKeys;
use super::report::SetAside;
use super::{Import, ImportOptions, ImportedFile};
use crate::diagnostic::{Code, Findings};
use crate::starter::{Starter, StarterFigure, StarterRefusal, set_of_figures};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A set that spreadsheets can be imported into.
#[derive(Debug, Clone)]
pub struct BegunSet {
    /// Its files by their paths.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The labels of its figures.
    pub figures: Vec<String>,
    /// Columns without a figure, each with its reason; and sheets that were not looked through, since there were too
    /// many.
    pub left: Vec<SetAside>,
    /// How many lines of `import.toml` wait for an answer.
    pub questions: usize,
    /// How many things no answer can settle: the file is wrong.
    pub to_correct: usize,
    /// Whether the answers may bring further questions.
    pub more: bool,
    /// The year of its figures.
    pub year: i32,
    /// What says so, if nobody asked for a year.
    pub year_said: Option<String>,
}

/// Why there is no set.
#[derive(Debug)]
pub enum NotBegun {
    /// What was wished for cannot be had.
    Refused(StarterRefusal),
    /// The file cannot be read, or has no figures.
    Unread(Findings),
}

/// The year of a set that only looks at a file, which no sheet is of.
const NO_YEAR: i32 = 1900;

/// A figure that no heading is called by.
const NO_HEADING: &str = "figure_that_no_heading_of_any_spreadsheet_is_called_by";

/// A new set for the figures of spreadsheets, each with its bytes. The figures are not in it yet: that is for the import.
///
/// # Errors
/// If a file cannot be read, none has a column of numbers, or nobody says of which year they are.
pub fn begin_set(
    wished: &Starter,
    spreadsheets: &[(PathBuf, Vec<u8>)],
    options: &ImportOptions,
) -> Result<BegunSet, NotBegun> {
    let looking = Starter { year: Some(wished.year.unwrap_or(NO_YEAR)), ..wished.clone() };
    // A set has a figure; this one is no heading's.
    let none = StarterFigure {
        key: NO_HEADING.to_owned(),
        label: NO_HEADING.to_owned(),
        remark: String::new(),
        is_share: false,
    };
    let blank = set_of_figures(&looking, &[none]).map_err(NotBegun::Refused)?;
    let FoundFigures { with_numbers, mut left, named } = FoundFigures::of(&blank, spreadsheets, options)?;
    if with_numbers.is_empty() {
        let mut findings = Findings::default();
        let name = spreadsheets.first().map(|(file, _)| file.to_string_lossy().into_owned());
        let help = "give a table with a row for each state, and numbers below a heading";
        let what = "no heading has numbers below it";
        findings.refuse(Code::UnreadableFile, &name.unwrap_or_default(), what, help);
        return Err(NotBegun::Unread(findings));
    }
    let (year, year_said) = match wished.year {
        Some(year) => (year, None),
        None => year_of(&named).map(|(year, said)| (year, Some(said))).map_err(NotBegun::Refused)?,
    };
    let wished = Starter { year: Some(year), ..wished.clone() };
    let (mut own, mut figures) = (Vec::new(), Vec::new());
    for figure in with_numbers {
        let of = years(&figure.label);
        if of.is_empty() || of.contains(&year) {
            figures.push(figure.label.clone());
            own.push(figure);
            continue;
        }
        let of: Vec<String> = of.iter().map(i32::to_string).collect();
        let why = format!("its heading names {}, and the set is for {year}", of.join(" and "));
        left.push(SetAside { what: figure.remark, text: figure.label, why });
    }
    if own.is_empty() {
        let what = format!("every heading with numbers names another year than {year}");
        let help = "give --year the year of the figures, or the file of the right year";
        let option = format!("--year {year}");
        return Err(NotBegun::Refused(StarterRefusal { option, message: what, help: help.to_owned() }));
    }
    let mut files = set_of_figures(&wished, &own).map_err(NotBegun::Refused)?;
    let (mut questions, mut to_correct, mut more) = (0, 0, false);
    for (file, bytes) in spreadsheets {
        let import = plan(&files, file, bytes, options)?;
        questions += import.answerable();
        to_correct += import.to_correct();
        more |= import.may_bring_more();
        if let Some(ImportedFile { path, text }) = import.answers() {
            files.retain(|(own, _)| *own != path);
            files.push((path, text.into_bytes()));
        }
    }
    Ok(BegunSet { files, figures, left, questions, to_correct, more, year, year_said })
}

/// The one year that a file names, and what names it.
fn year_of(named: &BTreeMap<i32, String>) -> Result<(i32, String), StarterRefusal> {
    let refusal =
        |message: String, help: String| StarterRefusal { option: "--year".to_owned(), message, help };
    let mut all = named.iter();
    match (all.next(), all.next()) {
        (Some((year, said)), None) => Ok((*year, said.clone())),
        (None, _) => Err(refusal(
            "no sheet, title or heading names the year of the figures".to_owned(),
            "say which one it is, for instance: --year 2023".to_owned(),
        )),
        (Some(_), Some(_)) => {
            // A title that names several is said once.
            let mut by: Vec<(&str, Vec<String>)> = Vec::new();
            for (year, said) in named {
                match by.iter_mut().find(|(own, _)| own == said) {
                    Some((_, years)) => years.push(year.to_string()),
                    None => by.push((said, vec![year.to_string()])),
                }
            }
            let said = by.iter().map(|(said, years)| format!("{said} says {}", years.join(", ")));
            let said = said.collect::<Vec<_>>().join("; ");
            let ways: Vec<String> = named.keys().map(|year| format!("--year {year}")).collect();
            Err(refusal(
                format!("the year of the figures is not certain: {said}"),
                format!("say which one it is: {}", ways.join(", ")),
            ))
        }
    }
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

/// What spreadsheets have: what is called alike is one figure.
#[derive(Default)]
struct FoundFigures {
    with_numbers: Vec<StarterFigure>,
    left: Vec<SetAside>,
    /// The years that anything names, each with what names it.
    named: BTreeMap<i32, String>,
}

impl FoundFigures {
    /// Of each heading of each sheet.
    fn of(
        blank: &[(PathBuf, Vec<u8>)],
        spreadsheets: &[(PathBuf, Vec<u8>)],
        options: &ImportOptions,
    ) -> Result<Self, NotBegun> {
        let (mut found, mut labels, mut keys) = (Self::default(), BTreeSet::new(), GivenKeys::default());
        for (file, bytes) in spreadsheets {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let mut imports = vec![plan(blank, file, bytes, options)?];
            let others = imports[0].others.clone();
            let (sheets, more) = others.split_at(others.len().min(MOST_SHEETS));
            for sheet in sheets {
                let sheet = Some(sheet.clone());
                imports.push(plan(blank, file, bytes, &ImportOptions { sheet, ..options.clone() })?);
            }
            let (many_files, many_sheets) = (spreadsheets.len() > 1, imports.len() > 1);
            for import in imports {
                let sheet = import.columns.first().map_or("", |column| column.sheet.as_str());
                let of = |column: &str| {
                    let file = if many_files { format!("{name}, ") } else { String::new() };
                    let sheet = if many_sheets { format!("sheet “{sheet}”, ") } else { String::new() };
                    // It becomes a remark in a line of the dictionary.
                    spaced(&format!("{file}{sheet}{column}")).replace(char::is_control, " ")
                };
                for (year, said) in &import.years {
                    found.named.entry(*year).or_insert_with(|| said.clone());
                }
                let reason = |is: &str| is.strip_prefix(LEFT_OUT).map(str::to_owned);
                let unnamed = import.columns.iter().filter(|column| column.numbers > 0);
                let unnamed = unnamed.filter_map(|column| {
                    let (what, text) = (of(&column.column), column.heading.clone());
                    Some(SetAside { what, text, why: reason(&column.is)? })
                });
                found.left.extend(unnamed);
                for own in import.proposals() {
                    let (label, remark) = (own.label, of(&own.column));
                    if own.numbers == 0 {
                        let why = "no row of a state has a number there".to_owned();
                        found.left.push(SetAside { what: remark, text: label, why });
                        continue;
                    }
                    if !labels.insert(normal(&label)) {
                        continue;
                    }
                    let key = keys.unused(own.key);
                    found.with_numbers.push(StarterFigure { key, label, remark, is_share: own.is_share });
                }
            }
            for year in years(&name) {
                found.named.entry(year).or_insert_with(|| format!("the name of the file {name}"));
            }
            found.left.extend(more.iter().map(|sheet| SetAside {
                what: format!("sheet “{sheet}”"),
                text: String::new(),
                why: format!("no more than {MOST_SHEETS} sheets beside the first are looked through"),
            }));
        }
        // Without numbers on one sheet, and with some on another.
        found.left.retain(|left| left.text.is_empty() || !labels.contains(&normal(&left.text)));
        Ok(found)
    }
}
