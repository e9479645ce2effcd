//! Each figure of each place once: the same value twice is told, two values are refused; and what the set has now.
//!
//! In: the values found. Out: [`ImportedFigure`]s, each new, changed or unchanged.

use super::Context;
use super::ledger::CellFate;
use super::places::Home;
use super::report::{FigureFate, ImportedFigure, SetAside};
use super::survey::{FoundValue, Survey};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Value;
use crate::figure::notation::underscored;
use crate::set::FigureEntry;
use std::collections::BTreeMap;

/// A value as it is written in the data.
pub(super) fn written(value: &Value) -> String {
    match value.count() {
        Some(count) => underscored(count),
        None => super::toml_text(&value.to_string()),
    }
}

/// Rows and values that one message names.
const MOST_NAMED: usize = 6;

/// What several rows of one place say.
#[derive(Default)]
struct Repeated {
    /// The cells of each figure that is the same in all of them.
    same: Vec<Vec<String>>,
    /// Each figure that is not, with what they say.
    different: Vec<String>,
    cells: Vec<String>,
}

/// The first of several, and how many there are besides.
fn listed<'t>(all: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<&str> = all.collect();
    let named = all[..all.len().min(MOST_NAMED)].join(" and ");
    let more = all.len().saturating_sub(MOST_NAMED);
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// Tells that a place stands in several rows: refused if they disagree, or else set aside but for the first.
fn tell_repeated(survey: &mut Survey, place: &str, rows: &[(usize, String)], twice: Repeated) {
    let one_sheet = rows.iter().all(|row| row.0 == rows[0].0);
    let first = twice.cells.first().or_else(|| twice.same.first()?.first()).cloned().unwrap_or_default();
    let answered = rows.iter().find_map(|row| survey.answered.get(row)).copied();
    let rows = match one_sheet {
        true => listed(rows.iter().map(|row| row.1.as_str())),
        false => "several sheets".to_owned(),
    };
    let figures = crate::diagnostic::counted(twice.same.len(), "figure");
    if twice.different.is_empty() {
        let cells = twice.same.iter().flat_map(|cells| cells.get(1..).unwrap_or_default());
        let text = listed(cells.map(|cell| cell.rsplit('!').next().unwrap_or(cell)));
        let what = format!("{place}, {rows}");
        let why = format!("it is there more than once, with the same in {figures}: {first} is the first");
        survey.aside.push(SetAside { what, text, why });
        return;
    }
    let also = if twice.same.is_empty() { String::new() } else { format!("; the same in {figures}") };
    let what = format!("{place} is there more than once, in {rows}: {}{also}", twice.different.join(", "));
    if let Some(span) = answered {
        let help = "say which place that row is about, or \"leave out\"";
        return survey.faults.push(Diagnostic::error(Code::BadValue, span, what).help(help));
    }
    let help = "correct the file: only you can know which is right";
    survey.conflict(format!("twice {place} {first}"), what, help, twice.cells);
}

/// Decides what becomes of each value.
pub(super) fn settle(survey: &mut Survey, context: &Context<'_>) -> Vec<ImportedFigure> {
    let mut of: BTreeMap<(usize, usize), Vec<FoundValue>> = BTreeMap::new();
    for found in std::mem::take(&mut survey.values) {
        of.entry((found.place, found.figure)).or_default().push(found);
    }
    let (mut figures, mut columns) = (Vec::new(), BTreeMap::new());
    // Rows of one place, and what they say: one message for all their figures.
    let mut repeated: BTreeMap<(usize, Vec<(usize, String)>), Repeated> = BTreeMap::new();
    for ((place, figure), found) in of {
        let known = &context.places.all[place];
        let figure_key = match (&known.home, &context.figures[figure].national) {
            (Home::National, Some(national)) => national,
            _ => &context.figures[figure].key,
        };
        let Some(first) = found.first() else { continue };
        let is_same = found.iter().all(|other| other.value == first.value);
        let in_one_row = found.iter().all(|other| (other.sheet, &other.row) == (first.sheet, &first.row));
        if found.len() > 1 && in_one_row && is_same {
            let addresses = found.iter().map(|found| found.address.clone());
            columns.entry(figure).or_insert_with(|| addresses.collect::<Vec<_>>());
        } else if found.len() > 1 && in_one_row {
            let heading = format!("columns {figure_key}");
            let what = format!("`{figure_key}` has more than one column, and they differ");
            let help = "give each column a heading of its own in the file; nothing of these cells is read";
            survey.conflict(heading, what, help, found.iter().map(|found| found.address.clone()).collect());
        } else if found.len() > 1 {
            let rows: Vec<(usize, String)> =
                found.iter().map(|found| (found.sheet, found.row.clone())).collect();
            let twice = repeated.entry((place, rows)).or_default();
            if is_same {
                twice.same.push(found.iter().map(|found| found.address.clone()).collect());
            } else {
                let said: Vec<String> = found.iter().map(|found| found.value.to_string()).collect();
                let said = listed(said.iter().map(String::as_str));
                twice.different.push(format!("{figure_key} {said}"));
                twice.cells.extend(found.iter().map(|found| found.address.clone()));
            }
        }
        if !is_same {
            found.iter().for_each(|found| survey.ledger.set(found.sheet, found.at, CellFate::Asked));
            continue;
        }
        for other in &found[1..] {
            survey.ledger.set(other.sheet, other.at, CellFate::SetAside);
        }
        if let Home::Faulty(path) = &known.home {
            survey.ledger.set(first.sheet, first.at, CellFate::Asked);
            let what = format!("{path} has faults, so that nothing can be written there");
            let help = "`handout check` tells them: correct them first";
            survey.conflict(format!("faulty {path}"), what, help, vec![first.address.clone()]);
            continue;
        }
        let entry = entry(place, figure_key, context);
        let fate = match entry {
            None => FigureFate::New,
            Some(entry) if entry.value.value == first.value && first.note.is_none() => FigureFate::Unchanged,
            Some(entry)
                if entry.value.value == first.value
                    && entry.note.as_ref().map(|note| &note.value) == first.note.as_ref() =>
            {
                FigureFate::Unchanged
            }
            Some(_) => FigureFate::Changed,
        };
        survey.ledger.set(first.sheet, first.at, CellFate::Figure(fate));
        figures.push(ImportedFigure {
            fate,
            place: known.name.clone(),
            postal: known.postal.clone(),
            figure: figure_key.clone(),
            old: entry.map(|entry| entry.value.value.to_string()),
            new: first.value.to_string(),
            read: first.told.clone(),
            cell: first.address.clone(),
            keeps: entry
                .filter(|_| fate == FigureFate::Changed)
                .map(|entry| keeps(entry, first.note.is_some()))
                .unwrap_or_default(),
            at: (place, figure),
            data: written(&first.value),
            note: first.note.clone(),
        });
    }
    for (figure, cells) in columns {
        let what = format!("`{}` has more than one column", context.figures[figure].key);
        let why = "they say the same, and the first is read".to_owned();
        survey.aside.push(SetAside { what, text: listed(cells.iter().map(String::as_str)), why });
    }
    for ((place, rows), twice) in repeated {
        tell_repeated(survey, &context.places.all[place].name, &rows, twice);
    }
    let order = |figure: &ImportedFigure| {
        (survey.places.get(&figure.at.0).copied().unwrap_or(usize::MAX), figure.at.1)
    };
    figures.sort_by_cached_key(order);
    figures
}

/// The figure as the set has it.
fn entry<'c>(place: usize, key: &str, context: &'c Context<'_>) -> Option<&'c FigureEntry> {
    let file = match context.places.all[place].home {
        Home::State(at) => &context.dataset.states[at].figures,
        Home::Unfilled(at) => context.dataset.failed_states[at].figures.as_ref()?,
        Home::National => &context.dataset.national,
        Home::New | Home::Faulty(_) => return None,
    };
    file.figures.iter().find(|entry| entry.key.value == key)
}

/// What else the set says of a figure, which may no longer be true.
fn keeps(entry: &FigureEntry, has_note: bool) -> Vec<&'static str> {
    let parts = [
        ("year", entry.year.is_some()),
        ("as_of", entry.as_of.is_some()),
        ("source", entry.source.is_some()),
        ("note", entry.note.is_some() && !has_note),
    ];
    parts.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}
