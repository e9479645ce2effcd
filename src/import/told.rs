//! What is said of a file as a whole: how its tables were read, and what the set gets that it does not have yet.
//!
//! In: tables and figures. Out: words.

use super::Context;
use super::grid::SheetGrid;
use super::layout::{RowKind, SheetTable, TableRow};
use super::places::Home;
use super::propose::ProposedFigure;
use super::report::ImportedFigure;
use super::survey::Survey;
use crate::diagnostic::counted;
use std::collections::BTreeSet;

/// The figures that answers want in the dictionary and that have a column, told.
pub(super) fn new_figures(survey: &mut Survey, context: &Context<'_>) -> Vec<ProposedFigure> {
    let mut own = context.new_figures.clone();
    own.retain_mut(|figure| {
        let column = survey.columns.iter().find(|column| column.is == figure.key);
        column.is_some_and(|column| {
            column.column.clone_into(&mut figure.column);
            true
        })
    });
    let keys: Vec<String> = own.iter().map(|figure| format!("`{}`", figure.key)).collect();
    if !own.is_empty() {
        let count = counted(own.len(), "new figure");
        survey
            .remarks
            .push(format!("{count} for handout.toml: {}; no wording prints them yet", keys.join(", ")));
    }
    own
}

/// The places of the set's own that get a file, with their codes.
pub(super) fn new_places(figures: &[ImportedFigure], context: &Context<'_>) -> Option<String> {
    let is_new =
        |place: &usize| context.places.is_own(*place) && context.places.all[*place].home == Home::New;
    let places: BTreeSet<usize> = figures.iter().map(|figure| figure.at.0).filter(is_new).collect();
    let named = |place: &usize| {
        let place = &context.places.all[*place];
        format!("{} ({})", place.name, place.postal)
    };
    let told: Vec<String> = places.iter().map(named).collect();
    let count = counted(told.len(), "new place");
    (!told.is_empty()).then(|| format!("{count} of the set’s own, with a code each: {}", told.join(", ")))
}

/// How a table was read, in words.
pub(super) fn described(grid: &SheetGrid, table: &SheetTable, context: &Context<'_>) -> String {
    let sheet = if grid.name.is_empty() { String::new() } else { format!("sheet “{}”: ", grid.name) };
    let way = match (table.names, table.grid.is_turned()) {
        (None, _) => "one state",
        (Some(_), true) => "a column for each state",
        (Some(_), false) => "a row for each state",
    };
    let headings = match table.headings {
        None => "no headings".to_owned(),
        Some((from, to)) if from == to => format!("headings in {}", table.grid.row_name(from)),
        Some((from, to)) => {
            format!("headings from {} to {}", table.grid.row_name(from), table.grid.row_name(to))
        }
    };
    let is_nation = |row: &&TableRow| matches!(row.what, RowKind::Place(place) if context.places.all[place].home == Home::National);
    let also = if table.rows.iter().any(|row| is_nation(&row)) { ", and the nation" } else { "" };
    let (mut places, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for row in table.rows.iter().filter(|row| !is_nation(row)) {
        if let RowKind::Place(place) = row.what
            && !places.insert(place)
        {
            twice.insert(place);
        }
    }
    let twice = match twice.len() {
        0 => String::new(),
        n => format!(", {n} of them more than once"),
    };
    format!("{sheet}{way}, {headings}, {}{twice}{also}", counted(places.len(), "state"))
}
