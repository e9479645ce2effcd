//! Figures that are never printed, copied from another state, or older than their sentence or the day of release
//! says.

use super::prose::{self, Text};
use super::sentences::sentence;
use super::years::says_year;
use super::{SheetFinding, SheetKey};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::document::{Document, Inline, InlineKind, Passage, RichText};
use crate::facts::Facts;
use crate::figure::{FigureId, Missing, Value};
use crate::set::{Dataset, FigureEntry, FigureSpec, Scope, State};
use chrono::Datelike;
use std::collections::{BTreeSet, HashMap};

/// Fewer figures than this may agree by chance.
const ENOUGH: usize = 3;
/// The month before whose beginning no year of figures is over.
const MIDDLE: u32 = 6;

/// Figures that no page prints, whatever the state.
pub(super) fn unprinted(dataset: &Dataset, printed: &BTreeSet<FigureId>, sink: &mut Sink) {
    let figures = (0..).map(FigureId).zip(&dataset.set.figures);
    for (_, spec) in figures.filter(|(figure, _)| !printed.contains(figure)) {
        let key = &spec.key.value;
        let mut beside = dataset.set.figures.iter().filter_map(|own| own.compare.as_ref());
        let is_beside = beside.any(|compared| compared.value == *key);
        if spec.scope == Scope::National && (is_beside || is_written(dataset, key)) {
            continue;
        }
        let message = format!("no wording prints the figure `{key}`");
        let fault = Diagnostic::warning(Code::UnprintedFigure, spec.key.span, message);
        sink.report(
            fault.help(format!("write `{{{{ {key} }}}}` where it belongs, or allow this with the reason")),
        );
    }
}

/// A day of release on which there were no figures of that year yet. A school year or a fiscal year may end
/// in June; with `as_of`, the authors say themselves how far the figures go.
pub(super) fn day_of_release(dataset: &Dataset, sink: &mut Sink) {
    let Some(released) = &dataset.set.released else { return };
    let (day, year) = (released.value, &dataset.set.year);
    let (fault, at) = match &dataset.set.as_of {
        Some(as_of) if as_of.value > day => {
            (format!("the figures are as of {}, later", as_of.value), as_of.span)
        }
        None if day.year() == year.value && day.month() < MIDDLE => {
            (format!("the figures are for all of {}", year.value), year.span)
        }
        _ => return,
    };
    let message = format!("released on {day}, but {fault}");
    let help =
        "correct `released`, the day these sheets go out; for figures of a part of the year, add `as_of`";
    sink.report(Diagnostic::warning(Code::OtherYear, released.span, message).help(help).related(at, "here"));
}

/// Whether a figure of the nation that has no number would be printed if it had one.
fn is_written(dataset: &Dataset, key: &str) -> bool {
    let has_number =
        |entry: &FigureEntry| entry.key.value == key && !matches!(entry.value.value, Value::Missing(_));
    let texts = prose::texts(dataset);
    let mut placeholders = texts.iter().filter_map(Text::template).flat_map(|text| text.split("{{").skip(1));
    let name = |rest: &str| {
        rest.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next() == Some(key)
    };
    !dataset.national.figures.iter().any(has_number) && placeholders.any(name)
}

/// States whose figures are all the same: a copied file.
pub(super) fn identical(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let mut first: HashMap<Vec<Value>, &State> = HashMap::new();
    let specs: Vec<&FigureSpec> =
        dataset.set.figures.iter().filter(|spec| spec.scope == Scope::State).collect();
    for state in &dataset.states {
        let values: Vec<Value> = specs
            .iter()
            .map(|spec| {
                let entry = state.figures.figures.iter().find(|entry| entry.key.value == spec.key.value);
                entry.map_or(Value::Missing(Missing::NotReported), |entry| entry.value.value)
            })
            .collect();
        if values.iter().filter(|value| !matches!(value.count(), None | Some(0))).count() < ENOUGH {
            continue;
        }
        // Small numbers may be equal by chance; their sums prove nothing more.
        let parts = values.iter().zip(&specs).filter(|(_, spec)| spec.sum_of.is_empty());
        let digits: usize = parts
            .filter_map(|(value, _)| value.count().filter(|count| *count > 0))
            .map(|count| count.to_string().len())
            .sum();
        let evident = digits > ENOUGH;
        match first.get(&values) {
            None => drop(first.insert(values, state)),
            Some(earlier) => {
                let message = format!(
                    "the figures of {} are the same as those of {}",
                    state.name().value,
                    earlier.name().value
                );
                let fault = Diagnostic::warning(Code::IdenticalStates, state.name().span, message)
                    .help("one of the files is probably a copy: put in the state’s own figures; if they are right, allow this with the reason (`[[allow]]`)");
                let fault = fault.related(earlier.name().span, "the other state");
                let sheet = |state: &State| SheetKey { state: state.figures.file, wording: None };
                let sheets = if evident { vec![sheet(state), sheet(earlier)] } else { Vec::new() };
                found.push(SheetFinding { fault, sheets });
            }
        }
    }
}

/// Figures of another year than the set whose page does not say so: in the same sentence, or, in a table,
/// in the label of the row or the heading of the column.
pub(super) fn stale_years(document: &Document, facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut check = YearCheck { facts, language: &document.meta.language, found };
    document.passages().iter().for_each(|passage| check.passage(passage));
}

struct YearCheck<'a> {
    facts: &'a Facts,
    language: &'a str,
    found: &'a mut Vec<Diagnostic>,
}

impl YearCheck<'_> {
    /// Checks the figures of a text; the year may also stand beside it.
    fn passage(&mut self, passage: &Passage<'_>) {
        let mut at = 0;
        let mut words = None;
        for inline in &passage.text.inlines {
            let start = at;
            at += inline.text.len();
            let InlineKind::Figure(figure, _) = inline.kind else { continue };
            let fact = self.facts.figure(figure);
            if fact.year == self.facts.year.value {
                continue;
            }
            let (key, year) = (&fact.key, fact.year);
            let words = words.get_or_insert_with(|| without_figures(passage.text));
            if says_year(sentence(words, start, self.language), year)
                || passage.beside.iter().flatten().any(|text| says_year(&without_figures(text), year))
            {
                continue;
            }
            let message = format!("`{key}` is for {year}, but its sentence does not say so");
            let mut fault = Diagnostic::error(Code::StaleYear, fact.origin, message)
                .help(format!("add the year to the sentence, `{{{{ {key}.year }}}}`, or update the figure"));
            if let Some(origin) = passage.wording().and_then(|text| text.origin) {
                fault = fault.related(origin, "the sentence is in this text");
            }
            self.found.push(fault);
        }
    }
}

/// The text with 0 for each digit of its figures: "2022 cases" does not name a year.
fn without_figures(line: &RichText) -> String {
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let shown = |inline: &Inline| match inline.kind {
        InlineKind::Figure(..) => inline.text.chars().map(digit).collect(),
        InlineKind::Wording | InlineKind::Datum(..) => inline.text.clone(),
    };
    line.inlines.iter().map(shown).collect()
}
