//! Figures from a spreadsheet: what would become of every cell, before anything is written.
//!
//! In: a set, and the bytes of a workbook or of a table in plain text. Out: an [`Import`]: what is new, changed, set
//! aside, and what only a person can say; and the files of the set with exactly that. Nothing is guessed: headings and
//! names are equal or asked about, the dictionary of the set says what a number is, and `import.toml` keeps the answers.
//!
//! | step | module |
//! | --- | --- |
//! | bytes → grids of cells | `workbook`, `text`, with `grid` and `format` |
//! | grids → tables | `choose`, `layout`, by `places` and `headings` |
//! | cells → values or questions | `survey`, `cell_reading`, `decimal_mark`, `formula`, `totals` |
//! | values → what becomes of them | `settle`, `ledger` |
//! | what becomes of them → files | `edit`, `answers_file`; `answers` reads them back |

mod answers;
mod answers_file;
mod cell_reading;
mod choose;
mod decimal_mark;
mod edit;
mod format;
mod formula;
mod grid;
mod headings;
mod layout;
mod ledger;
mod places;
mod questions;
mod report;
mod settle;
mod survey;
mod text;
mod totals;
mod workbook;

pub use report::{BlankCounts, FigureFate, ImportCounts, ImportQuestion, ImportedColumn, ImportedFigure, SetAside};

use crate::diagnostic::{At as Place, Code, Diagnostic, Findings, Severity, Sink};
use crate::set::{self, Dataset, Files, Folder, Reading};
use crate::source::Sources;
use answers::Answers;
use decimal_mark::FileMark;
use grid::{At, Content, Grid};
use headings::KnownFigure;
use places::KnownPlaces;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use workbook::{FoundFile, Unread};

/// The answers of a set.
const ANSWERS: &str = "import.toml";
/// Largest file, in bytes.
pub(crate) const LARGEST_IMPORT: usize = 64 << 20;

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
    pub counts: ImportCounts,
    /// The files of the states with what is certain.
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
    year: i32,
    file: String,
    decimal: Option<char>,
    commas_divide: bool,
}

impl Context<'_> {
    /// `figures.xlsx:Sheet1!B7`.
    fn address(&self, grid: &Grid, at: At) -> String {
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
    pub fn of(files: &dyn Files, file: &Path, bytes: &[u8], options: &ImportOptions) -> Result<Self, Findings> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let dataset = match set::read_files(files, &[], &mut sources, &mut sink) {
            Reading::Sound(dataset) => Some(dataset),
            Reading::Faulty { rest, .. } => rest.filter(|_| !spoils_dictionary(&sink, &sources)),
        };
        let Some(dataset) = dataset else { return Err(Findings::new(sink, &Arc::new(sources))) };
        // What else is wrong with the set is for `check` to tell.
        let mut sink = Sink::default();
        let figures = headings::figures(&dataset);
        let before = match files.has(Path::new(ANSWERS)) {
            true => files.read(Path::new(ANSWERS), 1 << 20).ok().and_then(|bytes| String::from_utf8(bytes).ok()),
            false => Some(String::new()),
        };
        let Some(before) = before else {
            let fault = Diagnostic::at_path(Code::UnreadableFile, files.name(Path::new(ANSWERS)), "the file cannot be read");
            sink.report(fault.help("save it as plain text in UTF-8, smaller than 1 MiB"));
            return Err(Findings::new(sink, &Arc::new(sources)));
        };
        let body = before.trim_start_matches('\u{FEFF}').to_owned();
        let id = sources.add(files.name(Path::new(ANSWERS)), body.clone());
        let keys: Vec<&str> = figures.iter().map(|figure| figure.key.as_str()).collect();
        let mut answers = answers::read(&body, id, &keys, &mut sink);
        override_with(&mut answers, options, &mut sink);
        if sink.has_errors() {
            return Err(Findings::new(sink, &Arc::new(sources)));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let places = KnownPlaces::of(&dataset);
        let year = dataset.set.year.value;
        let mut context = Context {
            dataset: &dataset,
            sources: &sources,
            files,
            places,
            figures,
            answers,
            year,
            file: name,
            decimal: None,
            commas_divide: true,
        };
        match plan(&mut context, bytes, options, before) {
            Ok(import) => Ok(import),
            Err(Unread { what, help }) => {
                sink.report(Diagnostic::at(Code::UnreadableFile, Place::Path(file.to_owned()), what).help(help));
                Err(Findings::new(sink, &Arc::default()))
            }
        }
    }

    /// Whether everything is certain.
    pub fn is_sure(&self) -> bool {
        self.questions.is_empty()
    }

    /// The files to write: those of the states with what is certain, and `import.toml`; none that would not change.
    pub fn files(&self) -> Vec<ImportedFile> {
        let mut files = self.files.clone();
        if let Some(text) = answers_file::updated(&self.before, &[], &self.kept) {
            files.push(ImportedFile { path: ANSWERS.into(), text });
        }
        files
    }

    /// `import.toml` with a line for each open question, what is there unchanged; `None` if it has them all.
    pub fn answers(&self) -> Option<ImportedFile> {
        let kept = answers_file::KeptFile { options: self.kept.options.clone(), ..Default::default() };
        let text = answers_file::updated(&self.before, &self.questions, &kept)?;
        Some(ImportedFile { path: ANSWERS.into(), text })
    }
}

/// Whether the faults of a set leave no dictionary to read by.
fn spoils_dictionary(sink: &Sink, sources: &Sources) -> bool {
    sink.found().iter().filter(|fault| fault.severity == Severity::Error).any(|fault| match &fault.at {
        Place::Span(span) => sources.path(span.file).file_name().is_some_and(|name| name == "handout.toml"),
        Place::Path(path) => path.file_name().is_none_or(|name| name == "handout.toml"),
        _ => true,
    })
}

/// Options of the command win over what `import.toml` says.
fn override_with(answers: &mut Answers, options: &ImportOptions, sink: &mut Sink) {
    let mut refuse = |option: &str, typed: &str, help: &str| {
        let fault = Diagnostic::at_option(Code::BadValue, format!("{option} {typed}"), "this option cannot be followed");
        sink.report(fault.help(help));
    };
    let own = &mut answers.file;
    if let Some(sheet) = &options.sheet {
        own.sheet = Some(sheet.clone());
    }
    if let Some(typed) = &options.headings {
        match answers::rows(typed) {
            Some(rows) => own.headings = Some(rows),
            None => refuse("--headings", typed, "write the first and the last row of the headings: `--headings 4:6`"),
        }
    }
    if let Some(typed) = &options.delimiter {
        match answers::delimiter(typed) {
            Some(sign) => own.delimiter = Some(sign),
            None => refuse("--delimiter", typed, "write `,`, `;`, `tab` or `|`, in quotes"),
        }
    }
    if let Some(typed) = &options.encoding {
        match text::ENCODINGS.iter().find(|(name, _)| *name == typed.to_lowercase()) {
            Some((name, _)) => own.encoding = Some((*name).to_owned()),
            None => refuse("--encoding", typed, "write utf-8, utf-16le, utf-16be, windows-1252 or macintosh"),
        }
    }
    if let Some(typed) = &options.decimal {
        match answers::decimal_mark(typed) {
            Some(mark) => own.decimal = Some(mark),
            None => refuse("--decimal", typed, "write `.` or `,`"),
        }
    }
}

fn plan(context: &mut Context<'_>, bytes: &[u8], options: &ImportOptions, before: String) -> Result<Import, Unread> {
    if bytes.len() > LARGEST_IMPORT {
        let help = "copy the sheet with the figures, its values only, into a new workbook";
        return Err(Unread::new("the file is larger than 64 MiB", help));
    }
    let mut read_as = Vec::new();
    let sheets = match workbook::read(bytes)? {
        FoundFile::Workbook(sheets) => sheets,
        FoundFile::Text(bytes) => {
            let table = plain_text(context, bytes)?;
            let sign = text::DELIMITERS.iter().find(|(sign, _)| *sign == table.delimiter).map_or(",", |(_, name)| name);
            read_as.push(format!("a table in plain text, in {}, columns divided by {sign}", table.encoding));
            context.commas_divide = table.delimiter != ';';
            vec![table.grid]
        }
    };
    if let Some(sheet) = &context.answers.file.sheet
        && !sheets.iter().any(|grid| grid.name == *sheet)
    {
        let names: Vec<String> = sheets.iter().map(|grid| format!("“{}”", grid.name)).collect();
        return Err(Unread::new(format!("there is no sheet “{sheet}”"), format!("its sheets are {}", names.join(", "))));
    }
    let choice = choose::choose(&sheets, context);
    if choice.tables.is_empty() && choice.torn.is_empty() {
        let hidden: Vec<&str> = sheets.iter().filter(|grid| grid.hidden).map(|grid| grid.name.as_str()).collect();
        let hidden = if hidden.is_empty() { String::new() } else { format!("; hidden sheets are not read: {}", hidden.join(", ")) };
        return Err(Unread::new(
            "there is no table of states and figures in this file",
            format!(
                "a table has the names or postal codes of the states in one column or row, and as headings the keys or labels of figures in handout.toml{hidden}"
            ),
        ));
    }
    let mark = match context.answers.file.decimal {
        Some(mark) => FileMark::Is(mark),
        None => decimal_mark::of(texts(&choice).iter().map(String::as_str)),
    };
    let mut survey = survey::Survey::default();
    match &mark {
        FileMark::Is(mark) => context.decimal = Some(*mark),
        FileMark::Open => {}
        FileMark::Both { point, comma } => {
            let what = format!("“{point}” and “{comma}” have different decimal marks in one file");
            survey.conflict("marks".to_owned(), what, "correct the one that is wrong", vec![context.file.clone()]);
        }
    }
    for chosen in &choice.tables {
        let (grid, table) = (&sheets[chosen.sheet], &chosen.table);
        read_as.push(described(grid, table));
        survey.add(chosen, &sheets, context);
    }
    for (sheet, places) in &choice.torn {
        let said: Vec<String> = places.iter().map(|(place, at)| format!("{place} in {at}")).collect();
        let what = format!("the sheet “{}” is about several states: {}", sheets[*sheet].name, said.join(", "));
        survey.conflict(format!("sheet {sheet}"), what, "correct the file: nothing of this sheet is read", vec![
            format!("{}:{}", context.file, sheets[*sheet].name),
        ]);
        sheets[*sheet].cells.keys().for_each(|at| survey.ledger.set(*sheet, *at, ledger::CellFate::Asked));
    }
    for (sheet, why) in &choice.aside {
        survey.aside.push(SetAside { what: format!("sheet “{}”", sheets[*sheet].name), text: String::new(), why: why.clone() });
    }
    let full = |grid: &Grid| grid.cells.keys().map(|at| at.0).max() == Some(65_535);
    for grid in sheets.iter().filter(|grid| full(grid)) {
        survey.remarks.push(format!(
            "sheet “{}” is full to row 65,536, where old programs cut a table off: are rows missing at its end?",
            grid.name
        ));
    }
    let figures = settle::settle(&mut survey, context);
    let counts = survey.ledger.count(&sheets);
    let edited = edit::edit(&figures, context).map_err(|path| {
        Unread::new(format!("{path} of the set cannot be changed"), "`handout check` tells what is wrong with it")
    })?;
    let files = edited.into_iter().map(|file| ImportedFile { path: file.path.into(), text: file.text }).collect();
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = answers_file::KeptFile { name: Some(context.file.clone()), sha256: Some(hash), options: chosen(options) };
    let survey::Survey { questions, aside, columns, remarks, .. } = survey;
    Ok(Import { read_as, columns, figures, questions: questions.finish(), aside, remarks, counts, files, before, kept })
}

/// Options to keep for the next file.
fn chosen(options: &ImportOptions) -> Vec<(&'static str, String)> {
    let ImportOptions { sheet, headings, delimiter, encoding, decimal } = options;
    let all = [("sheet", sheet), ("headings", headings), ("delimiter", delimiter), ("encoding", encoding), ("decimal", decimal)];
    all.into_iter().filter_map(|(key, typed)| Some((key, typed.clone()?))).collect()
}

fn plain_text(context: &Context<'_>, bytes: &[u8]) -> Result<text::TextTable, Unread> {
    let file = &context.answers.file;
    let options = text::TextOptions { encoding: file.encoding.as_deref(), delimiter: file.delimiter };
    let is_known = |word: &str| {
        context.places.named(word).is_some()
            || matches!(headings::meaning(&[word.to_owned()], &context.figures), headings::Meaning::Figure(..))
    };
    let judge = |grid: &Grid| {
        let choice = choose::choose(std::slice::from_ref(grid), context);
        choice.tables.first().map_or(0, |chosen| choose::fit(&chosen.table, context))
    };
    text::read(bytes, options, is_known, judge)
}

/// Texts of all cells that figures are read from.
fn texts(choice: &choose::Choice) -> Vec<String> {
    let mut found = Vec::new();
    for table in choice.tables.iter().map(|chosen| &chosen.table) {
        for row in table.rows.iter().filter(|row| matches!(row.what, layout::RowKind::Place(_))) {
            for (column, cell) in table.grid.row(row.row) {
                let own = [table.names, table.codes, table.numbers].contains(&Some(column));
                if !own && matches!(cell.content, Content::Text(_)) {
                    found.push(cell.text());
                }
            }
        }
    }
    found
}

/// How a table was read, in words.
fn described(grid: &Grid, table: &layout::SheetTable) -> String {
    let sheet = if grid.name.is_empty() { String::new() } else { format!("sheet “{}”: ", grid.name) };
    let way = match (table.names, table.grid.is_turned()) {
        (None, _) => "one state",
        (Some(_), true) => "a column for each state",
        (Some(_), false) => "a row for each state",
    };
    let headings = match table.headings {
        None => "no headings".to_owned(),
        Some((from, to)) if from == to => format!("headings in {}", table.grid.row_name(from)),
        Some((from, to)) => format!("headings from {} to {}", table.grid.row_name(from), table.grid.row_name(to)),
    };
    format!("{sheet}{way}, {headings}, {}", crate::diagnostic::counted(table.places(), "state"))
}
