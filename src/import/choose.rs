//! Which sheets are read, and how: a row for each place, a column for each, or a sheet for each.
//!
//! In: the sheets of a file. Out: their tables; what is not read, and why. A sheet fits by its places and by how many of
//! its headings are figures, never by where it stands.

use super::Context;
use super::grid::{SheetCell, SheetGrid};
use super::headings::{HeadingWords, Meaning, meaning};
use super::layout::{Field, PlaceFinder, SheetTable, find, find_list};
use std::collections::BTreeSet;

/// Titles that are looked through for the name of a place.
const MOST_TITLES: usize = 200;

/// A sheet that is read.
pub(super) struct ChosenTable {
    /// Its position in the file.
    pub(super) sheet: usize,
    pub(super) table: SheetTable,
}

/// What is read, and what is not.
#[derive(Default)]
pub(super) struct SheetChoice {
    pub(super) tables: Vec<ChosenTable>,
    /// Sheets that are not read, and why.
    pub(super) aside: Vec<(usize, String)>,
    /// Those of them that have a table of states, too, when no sheet has a figure of the set.
    pub(super) others: Vec<usize>,
    /// Sheets whose name, title or table disagree on the place: the sheet and the places with where each is named.
    pub(super) torn: Vec<(usize, Vec<(String, String)>)>,
    /// Sheets with the figures of a place that nothing in them names.
    pub(super) unplaced: Vec<usize>,
}

/// Chooses among the sheets; `asked` is the name of the one that is wanted.
pub(super) fn choose(sheets: &[SheetGrid], context: &Context<'_>) -> SheetChoice {
    let mut choice = SheetChoice::default();
    let asked = context.answers.file.sheet.as_deref();
    let mut found: Vec<(usize, SheetTable)> = Vec::new();
    for (sheet, grid) in sheets.iter().enumerate() {
        let is_asked = asked.is_some_and(|name| name == grid.name);
        let why = match asked {
            Some(_) if !is_asked => Some("another sheet was asked for"),
            None if grid.hidden => Some("it is hidden; `--sheet` reads it all the same"),
            _ if grid.cells.is_empty() => Some("it is empty"),
            None if is_list_of_export(grid) => {
                Some("it is a list that `handout export` writes, not a table of states")
            }
            _ => None,
        };
        if let Some(why) = why {
            choice.aside.push((sheet, why.to_owned()));
            continue;
        }
        match table(grid, context) {
            Found::Table(table) => found.push((sheet, *table)),
            Found::Torn(places) => choice.torn.push((sheet, places)),
            Found::Unplaced if context.place_answer(&grid.name) == Some(None) => {
                choice.aside.push((sheet, "left out, as import.toml says".to_owned()));
            }
            Found::Unplaced => choice.unplaced.push(sheet),
            Found::Nothing => choice.aside.push((sheet, "it has no table of states and figures".to_owned())),
        }
    }
    // Beside a table of all states, a list of figures is a summary or a dictionary.
    if !found.is_empty() && found.iter().all(|(_, table)| table.names.is_some()) {
        let lists = choice.unplaced.drain(..);
        choice.aside.extend(lists.map(|sheet| (sheet, "it has no table of states and figures".to_owned())));
    }
    let fits = |table: &SheetTable| fit(table, context) > 0;
    if found.iter().any(|(_, table)| fits(table)) {
        let (own, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, table)| fits(table));
        found = own;
        let aside = others
            .into_iter()
            .map(|(sheet, _)| (sheet, "none of its headings is a figure of the set".to_owned()));
        choice.aside.extend(aside);
    } else {
        // Nothing fits: the sheet with most places is asked about.
        let best = found.iter().map(|(sheet, table)| (table.places(), std::cmp::Reverse(*sheet))).max();
        let (own, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(sheet, _)| best.is_some_and(|best| best.1.0 == *sheet));
        found = own;
        choice.others.extend(others.iter().map(|(sheet, _)| *sheet));
        choice.aside.extend(others.into_iter().map(|(sheet, _)| {
            (sheet, "another sheet is asked about first; `--sheet` reads this one".to_owned())
        }));
    }
    // A sheet of another year beside that of the set's.
    let years: Vec<BTreeSet<i32>> = found.iter().map(|(sheet, _)| years(&sheets[*sheet].name)).collect();
    let is_own = |years: &BTreeSet<i32>| years.contains(&context.year);
    if years.iter().any(is_own) {
        let mut at = 0;
        found.retain(|(sheet, _)| {
            let keep = years[at].is_empty() || is_own(&years[at]);
            at += 1;
            if !keep {
                choice.aside.push((*sheet, format!("its name says another year than {}", context.year)));
            }
            keep
        });
    }
    choice.tables = found.into_iter().map(|(sheet, table)| ChosenTable { sheet, table }).collect();
    choice.aside.sort();
    choice
}

/// Whether a sheet is one of the lists that `handout export` puts beside the table of the states: a row for each
/// figure of a place, which could be taken for a table of one state.
fn is_list_of_export(grid: &SheetGrid) -> bool {
    let heads: Vec<String> = (0..3).map(|column| grid.text((0, column))).collect();
    heads == ["state", "code", "figure"]
}

/// Years that a text names.
pub(super) fn years(text: &str) -> BTreeSet<i32> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok()).filter(|year| (1950..=2100).contains(year)).collect()
}

enum Found {
    Table(Box<SheetTable>),
    Torn(Vec<(String, String)>),
    Unplaced,
    Nothing,
}

impl Found {
    fn of(table: SheetTable) -> Self {
        Self::Table(Box::new(table))
    }
}

/// The columns whose headings are figures, times the places.
pub(super) fn fit(table: &SheetTable, context: &Context<'_>) -> usize {
    let known = table.fields.iter().filter(|field| is_figure(&field.words, context)).count();
    known * table.places()
}

/// Whether a heading is that of a figure.
pub(super) fn is_figure(heading: &HeadingWords, context: &Context<'_>) -> bool {
    use super::answers::HeadingAnswer;
    match context.answers.heading(heading) {
        Some(HeadingAnswer::Figure { .. }) => true,
        Some(HeadingAnswer::LeaveOut) => false,
        Some(HeadingAnswer::Ask | HeadingAnswer::New { .. }) | None => {
            matches!(meaning(heading, &context.figures), Meaning::Figure(..))
        }
    }
}

/// The best table of a sheet.
fn table(grid: &SheetGrid, context: &Context<'_>) -> Found {
    let answered = |text: &str| context.place_answer(text);
    let finder = PlaceFinder { places: &context.places, answered: &answered };
    let asked = context.answers.file.headings;
    let upright = find(grid.clone(), &finder, asked);
    let turned = find(grid.turned(), &finder, asked);
    let worth =
        |table: &Option<SheetTable>| table.as_ref().map(|table| (fit(table, context), table.places()));
    let mut best = if worth(&turned) > worth(&upright) { turned } else { upright };
    let coded =
        || context.places.coded(&grid.name).filter(|_| grid.name.bytes().all(|b| b.is_ascii_uppercase()));
    let tab = finder.name(&grid.name).or_else(coded);
    let named = |at: usize| format!("{} ({})", context.places.all[at].name, context.places.all[at].postal);
    if let Some(table) = best.take_if(|table| fit(table, context) > 0) {
        let places: BTreeSet<usize> = table
            .rows
            .iter()
            .filter_map(|row| match row.what {
                super::layout::RowKind::Place(place) => Some(place),
                _ => None,
            })
            .collect();
        return match (tab, places.first()) {
            (Some(tab), Some(own)) if places.len() == 1 && tab != *own => {
                let at = table.rows.iter().find(|row| row.what == super::layout::RowKind::Place(*own));
                let cell =
                    at.map(|row| table.grid.address((row.row, table.names.unwrap_or(0)))).unwrap_or_default();
                Found::Torn(vec![(named(tab), "the name of the sheet".to_owned()), (named(*own), cell)])
            }
            _ => Found::of(table),
        };
    }
    let meant = |text: &str| is_figure(&HeadingWords::of(&[text.to_owned()]), context);
    // The sheet is about the place that its name or its titles say.
    let list = |place: usize| find_list(grid, place, &meant);
    let Some(probe) = list(0) else {
        let asked = best.filter(|table| table.headings.is_some() && !table.fields.is_empty());
        return asked.map_or(Found::Nothing, Found::of);
    };
    let mut said: Vec<(usize, String)> =
        tab.map(|tab| (tab, "the name of the sheet".to_owned())).into_iter().collect();
    let headings: BTreeSet<(u32, u32)> =
        probe.fields.iter().filter_map(|field| Some((field.column, probe.headings?.0))).collect();
    // Figures are no titles.
    let first = probe.fields.first().map_or(0, |field| field.column);
    let titles =
        grid.cells.iter().filter(|(at, cell)| at.0 < first && !headings.contains(at) && !cell.is_number());
    for (at, cell) in titles.take(MOST_TITLES) {
        let text = cell.text();
        let whole = context
            .place_answer(&text)
            .flatten()
            .or_else(|| context.places.coded(&text).filter(|_| text.len() < 4));
        let found = whole.map_or_else(|| context.places.within(&text), |place| vec![place]);
        said.extend(found.into_iter().map(|place| (place, grid.address(*at))));
    }
    let places: BTreeSet<usize> = said.iter().map(|(place, _)| *place).collect();
    match (places.len(), places.first()) {
        (1, Some(place)) => list(*place).map_or(Found::Nothing, Found::of),
        (0, _) | (_, None) => {
            let valued = |row: u32| {
                let has = |field: &Field| {
                    let is_number = probe.grid.get((row, field.column)).is_some_and(SheetCell::looks_numeric);
                    is_number && is_figure(&field.words, context)
                };
                probe.fields.iter().any(has)
            };
            if probe.rows.iter().any(|row| valued(row.row)) { Found::Unplaced } else { Found::Nothing }
        }
        _ => Found::Torn(said.into_iter().map(|(place, at)| (named(place), at)).collect()),
    }
}
