//! A row of `states.csv`: one place.
//!
//! In: its line, and what each column is. Out: its names and figures, each at its cell; a fault for each cell
//! that cannot be read. An empty cell says nothing: the figure is missing.

use super::ReadFile;
use super::bulk_csv::{Column, CsvCell, FigureColumn, NameForm, cells};
use super::figures::{fits, in_its_year, refusal};
use super::names::WrittenNames;
use super::place_file::{SetContext, StateNames, check_postal, check_slug, slug_of};
use super::reader::TableReader;
use super::state_file::ReadState;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::parse::{FigureError, LARGEST, parse};
use crate::figure::{Amount, Quantity, Value};
use crate::set::{FigureEntry, FigureFile, Localized, Rule, Waiver};
use crate::source::{FileId, Span, Spanned};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// Reads one row.
pub(super) fn read(
    file: FileId,
    line: &str,
    columns: &[Column],
    context: SetContext<'_>,
    sink: &mut Sink,
) -> ReadFile<ReadState> {
    let found = match cells(file, line) {
        Ok(found) => found,
        Err(fault) => return ReadFile { content: None, failed: Some(sink.report(*fault)) },
    };
    if found.len() != columns.len() {
        let span = Span::new(file, 0, line.trim_end().len());
        let message = format!("this row has {} cells, the headings are {}", found.len(), columns.len());
        let fault = Diagnostic::error(Code::Syntax, span, message);
        let help = "give each heading one cell, empty if need be; a text with a comma stands between quotes";
        return ReadFile { content: None, failed: Some(sink.report(fault.help(help))) };
    }
    let mut reader = TableReader::new(file, line, sink, true);
    let row = Row { cells: columns.iter().zip(&found).collect() };
    let content = row.read(&mut reader, context);
    let failed = reader.failed;
    ReadFile { content: Some(content), failed }
}

/// The cells of a row.
struct Row<'r> {
    cells: HashMap<&'r Column, &'r CsvCell<'r>>,
}

impl Row<'_> {
    fn read(&self, reader: &mut TableReader<'_>, context: SetContext<'_>) -> ReadState {
        let name = self.required(reader, Column::Name, "state", "write the name of the state");
        let code = self.required(reader, Column::Code, "code", "write its code: KY");
        let postal = code.and_then(|code| check_postal(reader, code));
        let place = name.and_then(|name| {
            let forms = |reader: &mut TableReader<'_>, form| self.forms(reader, form, context);
            let mut names = forms(reader, NameForm::Name).map_or_else(Vec::new, |own| own.texts);
            let first = context.languages.first().map_or("", |tag| tag.value.as_str());
            names.retain(|(tag, _)| tag != first);
            names.insert(0, (first.to_owned(), name));
            let written = WrittenNames {
                name: Localized { texts: names },
                in_prose: forms(reader, NameForm::InProse),
                possessive: forms(reader, NameForm::Possessive),
                adjective: forms(reader, NameForm::Adjective),
            };
            written.complete(postal.as_ref(), context.languages)
        });
        let slug = match self.text(reader, Column::Slug, "state.slug") {
            Some(slug) => Some(slug).filter(|slug| check_slug(reader, slug, None)),
            None => place.as_ref().and_then(|place| slug_of(reader, &place.first.name)),
        };
        let figures = self.figures(reader, context);
        (StateNames { place, postal, slug, groups: Vec::new(), corrected: None }, figures)
    }

    fn required(
        &self,
        reader: &mut TableReader<'_>,
        column: Column,
        name: &str,
        help: &str,
    ) -> Option<Spanned<String>> {
        let written = self.said(&column).is_some();
        if !written {
            reader.bad(Code::MissingKey, reader.span(0..0), format!("this row has no `{name}`"), help);
        }
        self.text(reader, column, name)
    }

    /// A cell that says something.
    fn said(&self, column: &Column) -> Option<&CsvCell<'_>> {
        self.cells.get(column).copied().filter(|cell| !cell.text.trim().is_empty())
    }

    fn text(&self, reader: &mut TableReader<'_>, column: Column, name: &str) -> Option<Spanned<String>> {
        let cell = self.said(&column)?;
        reader.cell(name, &cell.text, cell.place.clone())
    }

    /// A form of the name in the languages that have a cell for it.
    fn forms(
        &self,
        reader: &mut TableReader<'_>,
        form: NameForm,
        context: SetContext<'_>,
    ) -> Option<Localized> {
        let tags = context.languages.iter().map(|tag| tag.value.clone());
        let texts = tags.filter_map(|tag| {
            let text = self.text(reader, Column::Form(form, tag.clone()), "state.name")?;
            Some((tag, text))
        });
        let texts: Vec<_> = texts.collect();
        (!texts.is_empty()).then_some(Localized { texts })
    }

    fn figures(&self, reader: &mut TableReader<'_>, context: SetContext<'_>) -> Option<FigureFile> {
        let written = self.said(&Column::Year).and_then(|cell| year(reader, "state.year", cell));
        if let (Some(year), Some(set)) = (&written, context.year)
            && year.value != set.value
        {
            let message = format!("this row is for {}, the set is for {}", year.value, set.value);
            let fault = Diagnostic::error(Code::YearMismatch, year.span, message)
                .help("use the file of the right year, or change one of the two");
            reader.fault(fault.related(set.span, "the year of the set"));
        }
        let source = self.text(reader, Column::Source, "state.source");
        let (mut entries, mut spoilt, mut waivers) = (Vec::new(), Vec::new(), Vec::new());
        for (number, spec) in context.dictionary.unwrap_or_default().iter().enumerate() {
            let key = &spec.key.value;
            let value = Column::Figure(number, FigureColumn::Value);
            if let Some(cell) = self.said(&value) {
                match self.entry(reader, key, number, cell) {
                    Some(entry) if fits(reader, &entry, Some(spec)) => {
                        entries.push(in_its_year(entry, Some(spec)));
                    }
                    _ => spoilt.push(key.clone()),
                }
            }
            for (at, rule) in Rule::ALL.into_iter().enumerate() {
                let column = Column::Figure(number, FigureColumn::Waive(at));
                if let Some(reason) = self.text(reader, column, key) {
                    let (span, figure) = (reason.span, Spanned::new(key.clone(), reason.span));
                    waivers.push(Waiver { figure, rule, reason, span });
                }
            }
            let waived = |waiver: &Waiver| waiver.rule == Rule::Required && waiver.figure.value == *key;
            if let Some(empty) = self.cells.get(&value).filter(|_| self.said(&value).is_none())
                && spec.required
                && !waivers.iter().any(waived)
            {
                let help = "write its number into this cell; without a number, write not reported";
                let message = format!("the figure `{key}` is missing");
                reader.bad(Code::MissingFigure, reader.span(empty.place.clone()), message, help);
                spoilt.push(key.clone());
            }
        }
        let (file, span) = (reader.file, reader.span(0..0));
        let year = written.or_else(|| context.year.cloned())?;
        Some(FigureFile { file, year, source, span, figures: entries, waivers, spoilt, complete: true })
    }

    fn entry(
        &self,
        reader: &mut TableReader<'_>,
        key: &str,
        number: usize,
        cell: &CsvCell<'_>,
    ) -> Option<FigureEntry> {
        let own = |of| self.said(&Column::Figure(number, of));
        let text = |reader: &mut TableReader<'_>, of| self.text(reader, Column::Figure(number, of), key);
        let value = figure(reader, key, cell);
        Some(FigureEntry {
            key: Spanned::new(key.to_owned(), reader.span(cell.place.clone())),
            year: own(FigureColumn::Year).and_then(|cell| year(reader, key, cell)),
            as_of: own(FigureColumn::AsOf).and_then(|cell| day(reader, key, cell)),
            previous: own(FigureColumn::Previous).and_then(|cell| figure(reader, key, cell)),
            source: text(reader, FigureColumn::Source),
            note: text(reader, FigureColumn::Note),
            cell: None,
            value: value?,
        })
    }
}

/// A figure: a count in plain digits, or in words as in the other files.
fn figure(reader: &mut TableReader<'_>, key: &str, cell: &CsvCell<'_>) -> Option<Spanned<Value>> {
    let (span, text) = (reader.span(cell.place.clone()), cell.text.as_ref());
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let read = match text.parse() {
        Ok(count @ ..=LARGEST) if digits => {
            Ok(Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }))
        }
        _ if digits => Err(FigureError::TooLarge),
        _ => parse(text),
    };
    match read {
        Ok(value) => Some(Spanned::new(value, span)),
        Err(FigureError::QuotedCount) => {
            let plain: String = text.chars().filter(char::is_ascii_digit).collect();
            let message = format!("`{key}` is a count with other signs than digits");
            reader.bad(Code::CommaInNumber, span, message, format!("write {plain}"));
            None
        }
        Err(odd) => {
            reader.fault(refusal(key, span, text, odd));
            None
        }
    }
}

fn year(reader: &mut TableReader<'_>, key: &str, cell: &CsvCell<'_>) -> Option<Spanned<i32>> {
    let span = reader.span(cell.place.clone());
    match cell.text.parse() {
        Ok(year @ 1900..=2100) => Some(Spanned::new(year, span)),
        _ => {
            let message = format!("`{key}`: \"{}\" is not a year", cell.text);
            reader.bad(Code::BadValue, span, message, "write a year from 1900 to 2100: 2023");
            None
        }
    }
}

fn day(reader: &mut TableReader<'_>, key: &str, cell: &CsvCell<'_>) -> Option<Spanned<NaiveDate>> {
    let span = reader.span(cell.place.clone());
    let day = NaiveDate::parse_from_str(&cell.text, "%Y-%m-%d").ok();
    match day.filter(|day| (1900..=2100).contains(&day.year())) {
        Some(day) => Some(Spanned::new(day, span)),
        None => {
            let message = format!("`{key}`: \"{}\" is not a date", cell.text);
            reader.bad(Code::BadValue, span, message, "write it like 2023-12-31");
            None
        }
    }
}
