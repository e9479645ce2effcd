//! Figures from a spreadsheet: what would become of every cell, before anything is written.
//!
//! In: a set, and the bytes of a workbook or of a table in plain text. Out: an [`Import`]: what is new, changed, set
//! aside, and what only a person can say; and the files of the set with exactly that. Nothing is guessed: headings and
//! names are equal or asked about, the dictionary of the set says what a number is, and `import.toml` keeps the answers.
//!
//! `plan` goes through the steps:
//!
//! | step | module |
//! | --- | --- |
//! | bytes → grids of cells | `workbook`, `text`, with `grid` and `format` |
//! | grids → tables | `choose`, `layout`, by `places` and `headings`; `told` says how |
//! | cells → values or questions | `survey`, `columns`, `cells`, `cell_reading`, `decimal_mark`, `formula`, `totals`, `sheet_names`, `comments`, `marks` |
//! | values → what becomes of them | `settle`, `ledger`; figures without a column: `unfilled` |
//! | headings without a figure → figures for the dictionary, or a new set | `propose`, `begin` |
//! | what becomes of them → files | `edit`, `answers_file`; `answers_reader` reads the answers back, `answer_faults` tells which cannot be followed |

mod answer_faults;
mod answers;
mod answers_file;
mod answers_reader;
mod begin;
mod cell_reading;
mod cells;
mod choose;
mod columns;
mod comments;
mod decimal_mark;
mod decimals;
mod edit;
mod format;
mod formula;
mod grid;
mod headings;
mod layout;
mod ledger;
mod marks;
mod places;
mod plan;
mod propose;
mod questions;
mod report;
mod settle;
mod sheet_names;
mod survey;
mod text;
mod told;
mod totals;
mod unfilled;
mod workbook;

pub use begin::{BegunSet, NotBegun, begin_set};
pub use propose::ProposedFigure;
pub use report::{
    BlankCounts, FigureFate, ImportCounts, ImportQuestion, ImportedColumn, ImportedFigure, SetAside,
};

use crate::diagnostic::{At as Place, Code, Diagnostic, Findings, Sink};
use crate::set::{self, Dataset, Files, Folder, Reading};
use crate::source::Sources;
use answers::Answers;
use grid::{CellAt, SheetGrid};
use headings::KnownFigure;
use places::KnownPlaces;
use plan::NotPlanned;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use workbook::Unread;

/// The answers of a set.
const ANSWERS: &str = "import.toml";

/// How a file is read, where it is said.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The name of the only sheet to read.
    pub sheet: Option<String>,
    /// First and last row of the headings: "4:6".
    pub headings: Option<String>,
    /// What divides columns: `,` `;` `tab` `|`.
    pub delimiter: Option<String>,
    /// "utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh".
    pub encoding: Option<String>,
    /// The mark before decimals: `.` or `,`.
    pub decimal: Option<String>,
}

/// A file of the set and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    /// Inside the set: `states/kentucky.toml`.
    pub path: PathBuf,
    pub text: String,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Import {
    /// How the file was read, in words.
    pub read_as: Vec<String>,
    pub columns: Vec<ImportedColumn>,
    /// Every figure of every place, in the order of the file.
    pub figures: Vec<ImportedFigure>,
    pub questions: Vec<ImportQuestion>,
    pub aside: Vec<SetAside>,
    /// What else somebody should know.
    pub remarks: Vec<String>,
    /// What may be answered, though nothing waits for it.
    proposals: Vec<ImportQuestion>,
    /// Sheets with a table of states that are not read, since no sheet has a figure of the set.
    others: Vec<String>,
    /// Years that names of sheets, titles and headings say, each with where.
    years: BTreeMap<i32, String>,
    pub counts: ImportCounts,
    /// `handout.toml` with new figures, and the files of the states with what is certain.
    files: Vec<ImportedFile>,
    /// `import.toml` as it is, and with what is to be kept.
    before: String,
    kept: answers_file::KeptFile,
}

/// What the steps share.
struct Context<'c> {
    dataset: &'c Dataset,
    sources: &'c Sources,
    files: &'c dyn Files,
    places: KnownPlaces,
    figures: Vec<KnownFigure>,
    answers: Answers,
    /// Figures that answers want in the dictionary, and that are the last of `figures`.
    new_figures: Vec<ProposedFigure>,
    year: i32,
    file: String,
    decimal: Option<char>,
    commas_divide: bool,
}

impl Context<'_> {
    /// `figures.xlsx:Sheet1!B7`.
    fn address(&self, grid: &SheetGrid, at: CellAt) -> String {
        format!("{}:{}", self.file, grid.address(at))
    }

    /// The place that was answered for a text; `None` in the answer if it is left out.
    fn place_answer(&self, text: &str) -> Option<Option<usize>> {
        match self.answers.place(text)? {
            None => Some(None),
            Some(place) => self.places.answered(place).map(Some),
        }
    }
}

/// A text as TOML has it, in quotes.
fn toml_text(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

impl Import {
    /// Plans the import of a file into the set in a folder. Nothing is written.
    ///
    /// # Errors
    /// If the set or the file cannot be read, or the file has no table that fits.
    pub fn plan(set: &Path, file: &Path, bytes: &[u8], options: &ImportOptions) -> Result<Self, Findings> {
        let mut sink = Sink::default();
        match Folder::open(set, &mut sink) {
            Ok(folder) => Self::of(&folder, file, bytes, options),
            Err(_) => Err(Findings::new(sink, &Arc::default())),
        }
    }

    /// As [`Import::plan`], wherever the files of the set are.
    #[doc(hidden)]
    pub fn of(
        files: &dyn Files,
        file: &Path,
        bytes: &[u8],
        options: &ImportOptions,
    ) -> Result<Self, Findings> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let dataset = match set::read_files(files, &[], &mut sources, &mut sink) {
            Reading::Sound(dataset) => Some(dataset),
            Reading::Faulty { rest, .. } => rest.filter(|_| !plan::spoils(&sink, &sources, "handout.toml")),
        };
        let Some(dataset) = dataset else { return Err(Findings::new(sink, &Arc::new(sources))) };
        let national = Path::new("national.toml");
        let is_sound = !plan::spoils(&sink, &sources, "national.toml")
            || plan::only_lacks_values(&sink, &sources, national);
        let failed = dataset.failed_states.iter().enumerate();
        let unfilled: Vec<usize> = failed
            .filter(|(_, failed)| plan::only_lacks_values(&sink, &sources, &failed.path))
            .map(|(at, _)| at)
            .collect();
        // What else is wrong with the set is for `check` to tell.
        let mut sink = Sink::default();
        let mut figures = headings::figures(&dataset);
        let before = match files.has(Path::new(ANSWERS)) {
            true => {
                files.read(Path::new(ANSWERS), 1 << 20).ok().and_then(|bytes| String::from_utf8(bytes).ok())
            }
            false => Some(String::new()),
        };
        let Some(before) = before else {
            let fault = Diagnostic::at_path(
                Code::UnreadableFile,
                files.name(Path::new(ANSWERS)),
                "the file cannot be read",
            );
            sink.report(fault.help("save it as plain text in UTF-8, smaller than 1 MiB"));
            return Err(Findings::new(sink, &Arc::new(sources)));
        };
        let body = before.trim_start_matches('\u{FEFF}').to_owned();
        let id = sources.add(files.name(Path::new(ANSWERS)), body.clone());
        let keys: Vec<String> = figures.iter().map(|figure| figure.key.clone()).collect();
        let mut new_figures = Vec::new();
        let mut answers = answers_reader::read(&body, id, keys, &mut sink, |answers, sink| {
            new_figures = propose::answered_new(answers, &mut figures, &dataset, sink);
            new_figures.iter().map(|figure| figure.key.clone()).collect()
        });
        plan::override_with(&mut answers, options, &mut sink);
        let name = grid::spaced(&file.file_name().unwrap_or_default().to_string_lossy());
        let mut places = KnownPlaces::of(&dataset, is_sound, &unfilled);
        places.add_new(answers.new_places.iter().map(|name| name.value.as_str()));
        answer_faults::of_places(&mut answers, &places, &mut sink);
        if sink.has_errors() {
            return Err(Findings::new(sink, &Arc::new(sources)));
        }
        let year = dataset.set.year.value;
        let mut context = Context {
            dataset: &dataset,
            sources: &sources,
            files,
            places,
            figures,
            answers,
            new_figures,
            year,
            file: name,
            decimal: None,
            commas_divide: true,
        };
        match plan::plan(&mut context, bytes, options, before) {
            Ok(import) => Ok(import),
            Err(NotPlanned::Faults(faults)) => {
                faults.into_iter().for_each(|fault| _ = sink.report(fault));
                Err(Findings::new(sink, &Arc::new(sources)))
            }
            Err(NotPlanned::Unread(Unread { what, help })) => {
                sink.report(
                    Diagnostic::at(Code::UnreadableFile, Place::Path(file.to_owned()), what).help(help),
                );
                Err(Findings::new(sink, &Arc::default()))
            }
        }
    }

    /// Whether everything is certain.
    pub fn is_sure(&self) -> bool {
        self.questions.is_empty()
    }

    /// How many lines of `import.toml` would answer what is asked.
    pub fn answerable(&self) -> usize {
        self.questions.iter().filter_map(|question| question.place.as_ref()).collect::<HashSet<_>>().len()
    }

    /// How many questions no answer can settle: the file is wrong.
    pub fn to_correct(&self) -> usize {
        self.questions.iter().filter(|question| question.place.is_none()).count()
    }

    /// Whether an answer may bring further questions: about cells of a row or column that is not yet read.
    pub fn may_bring_more(&self) -> bool {
        self.questions.iter().any(|question| ["heading", "place", "hidden", "unit"].contains(&question.kind))
    }

    /// The files to write: those of the states with what is certain, and `import.toml`; none that would not change.
    pub fn files(&self) -> Vec<ImportedFile> {
        let mut files = self.files.clone();
        if let Some(text) = answers_file::updated(&self.before, &[], &self.kept) {
            files.push(ImportedFile { path: ANSWERS.into(), text });
        }
        files
    }

    /// `import.toml` with a line for each open question and for what may be answered, what is there unchanged; `None` if
    /// it has them all.
    pub fn answers(&self) -> Option<ImportedFile> {
        let kept = answers_file::KeptFile { options: self.kept.options.clone(), ..Default::default() };
        let asked = [&self.questions[..], &self.proposals[..]].concat();
        if asked.is_empty() && kept.options.is_empty() {
            return None;
        }
        let text = answers_file::updated(&self.before, &asked, &kept)?;
        Some(ImportedFile { path: ANSWERS.into(), text })
    }
}
