//! The plan of an import.
//!
//! In: the bytes of a file, the set and its answers. Out: [`Import`]; or why the file cannot be read.

use super::answers::{self, Answers};
use super::decimal_mark::{self, FileMark};
use super::grid::{Content, SheetGrid};
use super::report::SetAside;
use super::workbook::{self, FoundFile, Unread};
use super::{
    Context, Import, ImportOptions, ImportedFile, answers_file, choose, edit, headings, layout, ledger,
    settle, survey, text, told,
};
use crate::diagnostic::{At as Place, Code, Diagnostic, Severity, Sink, counted};
use crate::source::Sources;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// Largest file, in bytes.
const LARGEST: usize = 64 << 20;

/// Whether the faults of a set leave nothing to read in one of its files.
pub(super) fn spoils(sink: &Sink, sources: &Sources, file: &str) -> bool {
    sink.found().iter().filter(|fault| fault.severity == Severity::Error).any(|fault| match &fault.at {
        Place::Span(span) => sources.path(span.file).file_name().is_some_and(|name| name == file),
        Place::Path(path) => path.file_name().is_none_or(|name| name == file),
        _ => true,
    })
}

/// Whether all that is wrong with a file is that figures have no value yet, as in a set of next year: an import is what
/// gives them one.
pub(super) fn only_lacks_values(sink: &Sink, sources: &Sources, file: &Path) -> bool {
    let errors = || sink.found().iter().filter(|fault| fault.severity == Severity::Error);
    let is_own = |fault: &&Diagnostic| match &fault.at {
        Place::Span(span) => sources.path(span.file).ends_with(file),
        Place::Path(path) => path.ends_with(file),
        _ => false,
    };
    let lacks_value = |fault: &Diagnostic| {
        fault.code == Code::MissingKey
            && fault.message.starts_with("`[figures.")
            && fault.message.ends_with("has no `value`")
    };
    // Of two files that are one state's, nobody knows which is to be written.
    !errors().any(|fault| fault.code == Code::DuplicateState)
        && errors().any(|fault| is_own(&fault))
        && errors().filter(is_own).all(lacks_value)
}

/// Options of the command win over what `import.toml` says.
pub(super) fn override_with(answers: &mut Answers, options: &ImportOptions, sink: &mut Sink) {
    let mut refuse = |option: &str, typed: &str, help: &str| {
        let fault = Diagnostic::at_option(
            Code::BadValue,
            format!("{option} {typed}"),
            "this option cannot be followed",
        );
        sink.report(fault.help(help));
    };
    let own = &mut answers.file;
    if let Some(sheet) = &options.sheet {
        own.sheet = Some(sheet.clone());
    }
    if let Some(typed) = &options.headings {
        match answers::rows(typed) {
            Some(rows) => own.headings = Some(rows),
            None => refuse(
                "--headings",
                typed,
                "write the first and the last row of the headings: `--headings 4:6`",
            ),
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

/// Why there is no plan.
pub(super) enum NotPlanned {
    Unread(Unread),
    /// Answers that cannot be followed.
    Faults(Vec<Diagnostic>),
}

impl From<Unread> for NotPlanned {
    fn from(unread: Unread) -> Self {
        Self::Unread(unread)
    }
}

pub(super) fn plan(
    context: &mut Context<'_>,
    bytes: &[u8],
    options: &ImportOptions,
    before: String,
) -> Result<Import, NotPlanned> {
    if bytes.len() > LARGEST {
        let help = "copy the sheet with the figures, its values only, into a new workbook";
        return Err(Unread::new("the file is larger than 64 MiB", help).into());
    }
    let mut read_as = Vec::new();
    let sheets = match workbook::read(bytes)? {
        FoundFile::Workbook(sheets) => sheets,
        FoundFile::Text(bytes) => {
            let table = plain_text(context, bytes)?;
            let sign = text::DELIMITERS
                .iter()
                .find(|(sign, _)| *sign == table.delimiter)
                .map_or(",", |(_, name)| name);
            read_as.push(format!("a table in plain text, in {}, columns divided by {sign}", table.encoding));
            context.commas_divide = table.delimiter != ';';
            vec![table.grid]
        }
    };
    if let Some(sheet) = &context.answers.file.sheet
        && !sheets.iter().any(|grid| grid.name == *sheet)
    {
        let names: Vec<String> = sheets.iter().map(|grid| format!("“{}”", grid.name)).collect();
        return Err(Unread::new(
            format!("there is no sheet “{sheet}”"),
            format!("its sheets are {}", names.join(", ")),
        )
        .into());
    }
    let choice = choose::choose(&sheets, context);
    if choice.tables.is_empty() && choice.torn.is_empty() && choice.unplaced.is_empty() {
        let hidden: Vec<&str> =
            sheets.iter().filter(|grid| grid.hidden).map(|grid| grid.name.as_str()).collect();
        let hidden = if hidden.is_empty() {
            String::new()
        } else {
            format!("; hidden sheets are not read: {}", hidden.join(", "))
        };
        return Err(Unread::new(
            "there is no table of states and figures in this file",
            format!(
                "a table has the names or postal codes of the states in one column or row, and as headings the keys or labels of figures in handout.toml{hidden}"
            ),
        )
        .into());
    }
    if choice.tables.iter().any(|chosen| {
        chosen.table.rows.len().saturating_mul(chosen.table.fields.len()) > workbook::MOST_CELLS
    }) {
        let help = "copy the rows and columns with the figures, their values only, into a new workbook";
        return Err(Unread::new("the table has more rows and columns than any table of states", help).into());
    }
    new_places(&choice, context);
    let mark = match context.answers.file.decimal {
        Some(mark) => FileMark::Is(mark),
        None => decimal_mark::of(texts(&choice, context).iter().map(String::as_str)),
    };
    let mut survey = survey::Survey::default();
    match &mark {
        FileMark::Is(mark) => context.decimal = Some(*mark),
        FileMark::Open => {}
        FileMark::Both { point, comma } => {
            let what = format!("“{point}” and “{comma}” have different decimal marks in one file");
            survey.conflict(
                "marks".to_owned(),
                what,
                "correct the one that is wrong",
                vec![context.file.clone()],
            );
        }
    }
    for chosen in &choice.tables {
        let (grid, table) = (&sheets[chosen.sheet], &chosen.table);
        read_as.push(told::described(grid, table, context));
        survey.add(chosen, &sheets, context);
    }
    for (sheet, places) in &choice.torn {
        let said: Vec<String> = places.iter().map(|(place, at)| format!("{place} in {at}")).collect();
        let what =
            format!("the sheet “{}” is about several states: {}", sheets[*sheet].name, said.join(", "));
        survey.conflict(
            format!("sheet {sheet}"),
            what,
            "correct the file: nothing of this sheet is read",
            vec![format!("{}:{}", context.file, sheets[*sheet].name)],
        );
        sheets[*sheet].cells.keys().for_each(|at| survey.ledger.set(*sheet, *at, ledger::CellFate::Asked));
    }
    for sheet in &choice.unplaced {
        survey.unknown_sheet(*sheet, &sheets[*sheet], context);
    }
    for (sheet, why) in &choice.aside {
        survey.aside.push(SetAside {
            what: format!("sheet “{}”", sheets[*sheet].name),
            text: String::new(),
            why: why.clone(),
        });
    }
    let full = |grid: &SheetGrid| grid.cells.keys().map(|at| at.0).max() == Some(65_535);
    for grid in sheets.iter().filter(|grid| full(grid)) {
        survey.remarks.push(format!(
            "sheet “{}” is full to row 65,536, where old programs cut a table off: are rows missing at its end?",
            grid.name
        ));
    }
    let figures = settle::settle(&mut survey, context);
    if !survey.faults.is_empty() {
        return Err(NotPlanned::Faults(survey.faults));
    }
    survey.remarks.extend(told::new_places(&figures, context));
    super::unfilled::tell(&mut survey, context);
    survey.remarks.extend(super::answer_faults::unused(&survey, context));
    let described = told::new_figures(&mut survey, context);
    survey.questions.name_new(|key| context.new_figures.iter().any(|figure| figure.key == key));
    for chosen in &choice.tables {
        let grid = &sheets[chosen.sheet];
        let untold: Vec<String> =
            survey.ledger.untold(chosen.sheet, grid).map(|at| grid.address(at)).collect();
        if let Some(first) = untold.first() {
            let what = format!("{} outside of the table", counted(untold.len(), "cell"));
            let last = untold
                .last()
                .filter(|last| *last != first)
                .map(|last| format!(" to {last}"))
                .unwrap_or_default();
            survey.aside.push(SetAside {
                what,
                text: format!("{first}{last}"),
                why: "no figure of a state is there".to_owned(),
            });
        }
    }
    let counts = survey.ledger.count(&sheets);
    let mut edited = Vec::new();
    if !described.is_empty() {
        edited.push(edit::dictionary(&described, context).map_err(|path| {
            let help = "`--figures` prints them, for you to put where they belong";
            Unread::new(format!("the new figures do not fit at the end of {path}"), help)
        })?);
    }
    let states = edit::edit(&figures, context).map_err(|path| {
        // One table for all places has no file for each.
        let help = match ["states.csv", "states.toml"].into_iter().find(|bulk| context.files.has(std::path::Path::new(bulk))) {
            Some(bulk) => {
                format!("an import writes a file for each place in `states`, and this set has {bulk}: put the figures into it")
            }
            None => "`handout check` tells what is wrong with it".to_owned(),
        };
        Unread::new(format!("{path} of the set cannot be changed"), help)
    })?;
    edited.extend(states);
    let files =
        edited.into_iter().map(|file| ImportedFile { path: file.path.into(), text: file.text }).collect();
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = answers_file::KeptFile {
        name: Some(context.file.clone()),
        sha256: Some(hash),
        options: chosen(options),
    };
    let survey::Survey { questions, proposals, aside, columns, remarks, years, .. } = survey;
    Ok(Import {
        read_as,
        columns,
        figures,
        questions: questions.finish(),
        aside,
        remarks,
        proposals: proposals.finish(),
        others: choice.others.iter().map(|sheet| sheets[*sheet].name.clone()).collect(),
        years,
        counts,
        files,
        before,
        kept,
    })
}

/// Gives new places of the set's own the numbers of their rows.
fn new_places(choice: &choose::SheetChoice, context: &mut Context<'_>) {
    for table in choice.tables.iter().map(|chosen| &chosen.table) {
        let Some(numbers) = table.numbers else { continue };
        for row in &table.rows {
            if let layout::RowKind::Place(place) = row.what {
                context.places.take_number(place, &table.grid.text((row.row, numbers)));
            }
        }
    }
}

/// Options to keep for the next file.
fn chosen(options: &ImportOptions) -> Vec<(&'static str, String)> {
    let ImportOptions { sheet, headings, delimiter, encoding, decimal } = options;
    let all = [
        ("sheet", sheet),
        ("headings", headings),
        ("delimiter", delimiter),
        ("encoding", encoding),
        ("decimal", decimal),
    ];
    all.into_iter().filter_map(|(key, typed)| Some((key, typed.clone()?))).collect()
}

fn plain_text(context: &Context<'_>, bytes: &[u8]) -> Result<text::TextTable, Unread> {
    let file = &context.answers.file;
    let options = text::TextOptions { encoding: file.encoding.as_deref(), delimiter: file.delimiter };
    let is_known = |word: &str| {
        context.places.named(word).is_some()
            || matches!(
                headings::meaning(&headings::HeadingWords::of(&[word.to_owned()]), &context.figures),
                headings::Meaning::Figure(..)
            )
    };
    let judge = |grid: &SheetGrid| {
        let choice = choose::choose(std::slice::from_ref(grid), context);
        choice.tables.first().map_or(0, |chosen| choose::fit(&chosen.table, context))
    };
    text::read(bytes, options, is_known, judge)
}

/// Texts of all cells that figures are read from.
fn texts(choice: &choose::SheetChoice, context: &Context<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for table in choice.tables.iter().map(|chosen| &chosen.table) {
        let figures = table.fields.iter().filter(|field| choose::is_figure(&field.words, context));
        let columns: BTreeSet<u32> = figures.map(|field| field.column).collect();
        for row in table.rows.iter().filter(|row| matches!(row.what, layout::RowKind::Place(_))) {
            let cells = table.grid.row(row.row).filter(|(column, _)| columns.contains(column));
            found.extend(
                cells
                    .filter(|(_, cell)| matches!(cell.content, Content::Text(_)))
                    .map(|(_, cell)| cell.text()),
            );
        }
    }
    found
}
