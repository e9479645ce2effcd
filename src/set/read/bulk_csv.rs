//! `states.csv`: a row for each place, exactly as `handout export` writes it (RFC 4180), nothing guessed.
//!
//! In: the text. Out: each place, read from its row; faults of the headings, which spoil all. A cell is
//! `state.name.es`, a name, or `cases.source`, what is said of a figure besides its value.

use super::bulk::{MOST_PLACES, too_many};
use super::bulk_row;
use super::place_file::SetContext;
use super::reader::listed;
use super::state_file::StateFile;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, nearest};
use crate::set::{FigureSpec, Rule, Scope};
use crate::source::{FileId, Sources, Span};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

/// Most columns.
const MOST_COLUMNS: usize = 10_000;

/// A cell of a row: what it says, and where it stands.
pub(super) struct CsvCell<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) place: Range<usize>,
}

/// What the cells of a column say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Name,
    Code,
    /// A form of the name in a language.
    Form(NameForm, String),
    Slug,
    Year,
    Source,
    /// A figure, by its position in the dictionary.
    Figure(usize, FigureColumn),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NameForm {
    Name,
    InProse,
    Possessive,
    Adjective,
}

impl NameForm {
    pub(super) const ALL: [(&'static str, NameForm); 4] = [
        ("name", NameForm::Name),
        ("in_prose", NameForm::InProse),
        ("possessive", NameForm::Possessive),
        ("adjective", NameForm::Adjective),
    ];
}

/// What a cell says of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum FigureColumn {
    Value,
    Previous,
    Year,
    AsOf,
    Source,
    Note,
    /// Why it need not keep a rule, by its position in [`Rule::ALL`].
    Waive(usize),
}

impl FigureColumn {
    const NAMES: [(&'static str, FigureColumn); 5] = [
        ("previous", FigureColumn::Previous),
        ("year", FigureColumn::Year),
        ("as_of", FigureColumn::AsOf),
        ("source", FigureColumn::Source),
        ("note", FigureColumn::Note),
    ];

    fn named(name: &str) -> Option<Self> {
        if let Some(rule) = name.strip_prefix("waive.") {
            return Rule::ALL.iter().position(|known| known.name() == rule).map(FigureColumn::Waive);
        }
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }
}

pub(super) fn read(
    name: &Path,
    text: &str,
    context: SetContext<'_>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Vec<StateFile>, Reported> {
    let mut lines = text.split_inclusive('\n').enumerate();
    let heads = lines.next().map_or("", |(_, line)| line);
    let columns = columns(sources.add(name, heads), heads, context, sink)?;
    let mut states = Vec::new();
    for (before, line) in lines.filter(|(_, line)| !line.trim_end().is_empty()) {
        if states.len() == MOST_PLACES {
            return Err(too_many(name, sink));
        }
        let file = sources.add_lines(name, line, before);
        let read = bulk_row::read(file, sources.text(file), &columns, context, sink);
        states.push(StateFile::part(before + 1, read));
    }
    Ok(states)
}

/// The cells of a line; or what is wrong with it.
pub(super) fn cells(file: FileId, line: &str) -> Result<Vec<CsvCell<'_>>, Box<Diagnostic>> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let fault = |place: Range<usize>, message: &str, help: &str| {
        let fault = Diagnostic::error(Code::Syntax, Span::new(file, place.start, place.end), message);
        Box::new(fault.help(help))
    };
    let (mut cells, mut at) = (Vec::new(), 0);
    loop {
        let rest = &line[at..];
        let (text, length) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let Some(end) = closing(quoted) else {
                    let help = "end the text with \"; a cell has no line break, and a quote in it is doubled";
                    return Err(fault(at..line.len(), "the closing quote is missing", help));
                };
                let inner = &quoted[..end];
                let text = match inner.contains('"') {
                    true => Cow::Owned(inner.replace("\"\"", "\"")),
                    false => Cow::Borrowed(inner),
                };
                (text, end + 2)
            }
            None => {
                let length = rest.find(',').unwrap_or(rest.len());
                if let Some(quote) = rest[..length].find('"') {
                    let help = "put the whole cell between quotes, and double each quote in it";
                    return Err(fault(at + quote..at + quote + 1, "a quote inside of a cell", help));
                }
                (Cow::Borrowed(&rest[..length]), length)
            }
        };
        cells.push(CsvCell { text: unguarded(text), place: at..at + length });
        at += length;
        match line[at..].chars().next() {
            None => return Ok(cells),
            Some(',') if cells.len() < MOST_COLUMNS => at += 1,
            Some(',') => {
                let message = format!("more than {MOST_COLUMNS} cells in one row");
                let fault = Diagnostic::error(Code::TooLarge, Span::new(file, at, at + 1), message);
                return Err(Box::new(fault.help("split the set into several folders")));
            }
            Some(_) => {
                return Err(fault(
                    at..line.len(),
                    "text after the closing quote",
                    "write a comma between cells",
                ));
            }
        }
    }
}

/// Where the quote is that ends a quoted cell.
fn closing(quoted: &str) -> Option<usize> {
    let mut quotes = quoted.match_indices('"').map(|(at, _)| at);
    while let Some(at) = quotes.next() {
        if !quoted[at + 1..].starts_with('"') {
            return Some(at);
        }
        quotes.next();
    }
    None
}

/// A text without the apostrophe that keeps spreadsheets from taking it for a formula.
fn unguarded(text: Cow<'_, str>) -> Cow<'_, str> {
    let guarded = text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(GUARDED));
    match text {
        text if !guarded => text,
        Cow::Borrowed(text) => Cow::Borrowed(&text[1..]),
        Cow::Owned(text) => Cow::Owned(text[1..].to_owned()),
    }
}

/// What a spreadsheet takes for the beginning of a formula; and the apostrophe itself, so that it can be told
/// from the one in front.
pub(crate) const GUARDED: [char; 5] = ['=', '+', '-', '@', '\''];

/// What each column is, by its heading.
fn columns(
    file: FileId,
    line: &str,
    context: SetContext<'_>,
    sink: &mut Sink,
) -> Result<Vec<Column>, Reported> {
    let heads = cells(file, line).map_err(|fault| sink.report(*fault))?;
    let (mut columns, mut failed, mut known) = (Vec::new(), None, HashSet::new());
    for (number, CsvCell { text, place }) in heads.iter().enumerate() {
        let span = Span::new(file, place.start, place.end);
        let mut refuse = |code, message: String, help: String| {
            failed = Some(sink.report(Diagnostic::error(code, span, message).help(help)));
        };
        match (column(number, text, context), number) {
            (Ok(column), _) if known.insert(column.clone()) => columns.push(column),
            (Ok(_), _) => {
                refuse(
                    Code::BadValue,
                    format!("two columns are called `{text}`"),
                    "keep one of them".to_owned(),
                );
            }
            (Err(_), 0 | 1) => {
                let wanted = ["state", "code"][number];
                let message = format!("column {} is `{text}`, not `{wanted}`", number + 1);
                let help = "the first columns are `state` and `code`, divided by commas; \
                            `handout export SET -o states.csv` writes such a table";
                refuse(Code::Syntax, message, help.to_owned());
                // All others are then wrong, too.
                break;
            }
            (Err(help), _) => refuse(Code::UnknownFigure, format!("unknown column `{text}`"), help),
        }
    }
    let specs = context.dictionary.unwrap_or_default().iter().enumerate();
    let specs = specs.filter(|(_, spec)| spec.required && spec.scope == Scope::State);
    let needed = specs.map(|(at, spec)| (Column::Figure(at, FigureColumn::Value), spec.key.value.as_str()));
    let needed = [(Column::Code, "code"), (Column::Year, "state.year")].into_iter().chain(needed);
    let missing: Vec<_> = needed.filter(|(column, _)| failed.is_none() && !known.contains(column)).collect();
    for (_, name) in missing {
        let span = Span::new(file, 0, line.trim_end().len());
        let fault = Diagnostic::error(Code::MissingKey, span, format!("there is no column `{name}`"));
        failed = Some(sink.report(fault.help(format!("add the heading `{name}`, and a cell to each row"))));
    }
    failed.map_or(Ok(columns), Err)
}

/// What a heading stands for; or what to do.
fn column(number: usize, head: &str, context: SetContext<'_>) -> Result<Column, String> {
    let specs = context.dictionary.unwrap_or_default();
    match (number, head.split_once('.')) {
        (0, _) => {
            if head == "state" {
                Ok(Column::Name)
            } else {
                Err(String::new())
            }
        }
        (1, _) => {
            if head == "code" {
                Ok(Column::Code)
            } else {
                Err(String::new())
            }
        }
        (_, Some(("state", of))) => of_state(of, context),
        (_, Some((key, of))) => {
            let figure = figure(key, specs)?;
            FigureColumn::named(of).map(|of| Column::Figure(figure, of)).ok_or_else(|| {
                let known = FigureColumn::NAMES.iter().map(|(name, _)| *name);
                format!("what a column can say of a figure: {}, `waive.sum_of`", listed(known))
            })
        }
        (_, None) => figure(head, specs).map(|figure| Column::Figure(figure, FigureColumn::Value)),
    }
}

fn of_state(of: &str, context: SetContext<'_>) -> Result<Column, String> {
    let languages = || context.languages.iter().map(|tag| tag.value.as_str());
    match of {
        "slug" => Ok(Column::Slug),
        "year" => Ok(Column::Year),
        "source" => Ok(Column::Source),
        _ => {
            let form = of.split_once('.').and_then(|(form, language)| {
                let (_, form) = NameForm::ALL.into_iter().find(|(name, _)| *name == form)?;
                languages().find(|tag| *tag == language).map(|tag| Column::Form(form, tag.to_owned()))
            });
            form.ok_or_else(|| {
                let languages = listed(languages());
                format!("what a column can say of a state: `state.year`, `state.source`, `state.slug`, and \
                         `state.name.`, `state.in_prose.`, `state.possessive.`, `state.adjective.` with one of \
                         the set's languages, {languages}")
            })
        }
    }
}

fn figure(key: &str, specs: &[FigureSpec]) -> Result<usize, String> {
    let of_states =
        || specs.iter().filter(|spec| spec.scope == Scope::State).map(|spec| spec.key.value.as_str());
    match specs.iter().position(|spec| spec.key.value == key) {
        Some(at) if specs[at].scope == Scope::State => Ok(at),
        Some(_) => Err(format!("`{key}` is a national figure: it belongs in national.toml")),
        None => Err(match nearest(key, of_states()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("to use a new figure, add `[figures.{key}]` to handout.toml"),
        }),
    }
}
