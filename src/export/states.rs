//! The table of the states: name, code, and a column for each figure of the dictionary; and what `states.csv`
//! says besides in columns of their own, so that it says all that the files of the states say.
//!
//! A further column is there only if a state has something to say in it, but for the year, which every file of
//! figures has: `state.year`, `state.name.es`, `cases.source`, `cases.waive.sum_of`.

use super::table::{ExportCell, ExportTable};
use crate::characters::slug;
use crate::gazetteer::{self, Jurisdiction};
use crate::set::{Dataset, FigureEntry, FigureSpec, Rule, Scope, State};
use crate::source::Spanned;
use std::collections::HashMap;

/// The sheet of the workbook.
pub(super) fn sheet(dataset: &Dataset) -> ExportTable {
    let specs: Vec<&FigureSpec> = of_states(dataset).collect();
    let heads = ["state", "code"].into_iter().chain(specs.iter().map(|spec| spec.key.value.as_str()));
    let rows = dataset.states.iter().map(|state| row(state, &specs));
    ExportTable { name: "States", heads: heads.map(str::to_owned).collect(), rows: rows.collect() }
}

/// The sheet and what is said besides: `states.csv`.
pub(super) fn whole(dataset: &Dataset) -> ExportTable {
    let more: Vec<HashMap<String, ExportCell>> = dataset
        .states
        .iter()
        .map(|state| of_place(state, dataset).chain(of_figures(state)).collect())
        .collect();
    with(sheet(dataset), &more, dataset)
}

/// The same for a later year, its figures still empty; `previous` if this year's are its last year's.
pub(super) fn emptied(dataset: &Dataset, year: i32, previous: bool) -> ExportTable {
    let mut table = sheet(dataset);
    for cell in table.rows.iter_mut().flat_map(|row| row.iter_mut().skip(2)) {
        *cell = ExportCell::Empty;
    }
    let more = dataset.states.iter().map(|state| {
        let mut more: HashMap<String, ExportCell> =
            of_place(state, dataset).chain(of_figures(state)).collect();
        more.insert("state.year".to_owned(), ExportCell::year(year));
        for entry in &state.figures.figures {
            let last = previous && entry.year.is_none() && entry.as_of.is_none();
            let head = format!("{}.previous", entry.key.value);
            match last {
                true => more.insert(head, ExportCell::figure(&entry.value.value)),
                false => more.remove(&head),
            };
        }
        more
    });
    let more: Vec<_> = more.collect();
    with(table, &more, dataset)
}

fn of_states(dataset: &Dataset) -> impl Iterator<Item = &FigureSpec> {
    dataset.set.figures.iter().filter(|spec| spec.scope == Scope::State)
}

fn row(state: &State, specs: &[&FigureSpec]) -> Vec<ExportCell> {
    let entries: HashMap<&str, &FigureEntry> =
        state.figures.figures.iter().map(|entry| (entry.key.value.as_str(), entry)).collect();
    let figures = specs.iter().map(|spec| {
        entries
            .get(spec.key.value.as_str())
            .map_or(ExportCell::Empty, |entry| ExportCell::figure(&entry.value.value))
    });
    [ExportCell::text(&state.name().value), ExportCell::text(&state.postal.value)]
        .into_iter()
        .chain(figures)
        .collect()
}

/// A table with further columns, in one order for all sets.
fn with(mut table: ExportTable, more: &[HashMap<String, ExportCell>], dataset: &Dataset) -> ExportTable {
    let said = |head: &String| more.iter().any(|row| row.contains_key(head));
    for head in further(dataset).into_iter().filter(said) {
        for (row, more) in table.rows.iter_mut().zip(more) {
            row.push(more.get(&head).cloned().unwrap_or(ExportCell::Empty));
        }
        table.heads.push(head);
    }
    table
}

/// Every further column there can be.
fn further(dataset: &Dataset) -> Vec<String> {
    let languages = dataset.set.languages.iter();
    let forms = languages.flat_map(|tag| {
        ["name", "in_prose", "possessive", "adjective"].map(|form| format!("state.{form}.{}", tag.value))
    });
    let own = ["slug", "year", "source"].map(|own| format!("state.{own}"));
    let figures = of_states(dataset).flat_map(|spec| {
        let said =
            ["previous", "year", "as_of", "source", "note"].map(|own| format!("{}.{own}", spec.key.value));
        let waived = Rule::ALL.map(|rule| waive(&spec.key.value, rule));
        said.into_iter().chain(waived)
    });
    forms.chain(own).chain(figures).collect()
}

fn waive(key: &str, rule: Rule) -> String {
    format!("{key}.waive.{}", rule.name())
}

/// What is said of a place: the forms of its name that reading would not supply, its file name, its year and
/// its source.
fn of_place(state: &State, dataset: &Dataset) -> impl Iterator<Item = (String, ExportCell)> {
    let mut found: Vec<(String, ExportCell)> = Vec::new();
    let (title, postal) = (&state.name().value, &state.postal.value);
    let known = Jurisdiction::of(title, postal);
    for (n, tag) in dataset.set.languages.iter().map(|tag| tag.value.as_str()).enumerate() {
        let forms = state.names.get(tag);
        let name = &forms.name.value;
        let mut say = |form: &str, text: &str| {
            found.push((format!("state.{form}.{tag}"), ExportCell::text(text)));
        };
        // The name in the first language stands in the first column.
        if n > 0 && name != known.and_then(|known| known.name_in(tag)).unwrap_or(title) {
            say("name", name);
        }
        let supplied = gazetteer::in_prose(name, postal, tag);
        if forms.in_prose.value != *supplied.as_ref().unwrap_or(name) {
            say("in_prose", &forms.in_prose.value);
        }
        let own = [("possessive", &forms.possessive), ("adjective", &forms.adjective)];
        for (form, text) in own.into_iter().filter_map(|(form, text)| Some((form, text.as_ref()?))) {
            say(form, &text.value);
        }
    }
    if state.slug.value != slug(title) {
        found.push(("state.slug".to_owned(), ExportCell::text(&state.slug.value)));
    }
    found.push(("state.year".to_owned(), ExportCell::year(state.figures.year.value)));
    let source = state.figures.source.iter();
    found.extend(source.map(|source| ("state.source".to_owned(), ExportCell::text(&source.value))));
    found.into_iter()
}

/// What is said of the figures besides their values.
fn of_figures(state: &State) -> impl Iterator<Item = (String, ExportCell)> {
    let entries = state.figures.figures.iter().flat_map(|entry| {
        let FigureEntry { key, year, as_of, previous, source, note, .. } = entry;
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| ExportCell::text(&text.value));
        let cells = [
            ("previous", previous.as_ref().map(|last| ExportCell::figure(&last.value))),
            ("year", year.as_ref().map(|year| ExportCell::year(year.value))),
            ("as_of", as_of.as_ref().map(|day| ExportCell::Text(day.value.to_string()))),
            ("source", text(source)),
            ("note", text(note)),
        ];
        cells.into_iter().filter_map(move |(own, cell)| Some((format!("{}.{own}", key.value), cell?)))
    });
    let waivers = state.figures.waivers.iter();
    let waivers = waivers
        .map(|waiver| (waive(&waiver.figure.value, waiver.rule), ExportCell::text(&waiver.reason.value)));
    entries.chain(waivers)
}
