//! Where the table is on a sheet: its headings, its columns, the rows with places.
//!
//! In: a [`SheetGrid`], also a turned one. Out: [`SheetTable`]: every column with the lines of its heading, every row with
//! what it is. Whether it fits is told by how many places it has, and how many of its headings are figures.

use super::grid::{CellArea, SheetCell, SheetGrid};
use super::headings::{HeadingWords, LONGEST_HEADING, LONGEST_UNIT, normal};
use super::places::{KnownPlaces, NoPlace, no_place};
use std::collections::{BTreeMap, BTreeSet};

/// Rows below a table that are looked at, for a place that went astray.
const MOST_BELOW: usize = 1_000;
/// So many lines a heading may have.
const MOST_LINES: u32 = 6;

/// A column of figures, and the lines of its heading.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) column: u32,
    pub(super) lines: Vec<String>,
    pub(super) words: HeadingWords,
}

impl Field {
    fn of(column: u32, lines: Vec<String>) -> Self {
        Self { column, words: HeadingWords::of(&lines), lines }
    }

    /// As messages and `import.toml` name it.
    pub(super) fn heading(&self) -> String {
        self.lines.join(" / ")
    }
}

/// A row below the headings.
#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub(super) row: u32,
    pub(super) what: RowKind,
}

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowKind {
    Place(usize),
    Total,
    Region,
    /// It has figures, and a name that is no place, or none.
    Unknown(String),
    /// Words between the rows.
    Note,
}

/// A table of places and figures.
pub(super) struct SheetTable {
    /// Turned, if the places stand side by side.
    pub(super) grid: SheetGrid,
    /// First and last row of the headings.
    pub(super) headings: Option<(u32, u32)>,
    /// Where the names of the places are; `None` if the whole sheet is about one.
    pub(super) names: Option<u32>,
    pub(super) codes: Option<u32>,
    pub(super) numbers: Option<u32>,
    /// Further columns with names or codes, as of a second table at the right.
    pub(super) again: Vec<u32>,
    pub(super) fields: Vec<Field>,
    pub(super) rows: Vec<TableRow>,
    /// The first row below the table.
    pub(super) end: u32,
}

impl SheetTable {
    /// How many rows are places.
    pub(super) fn places(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.what, RowKind::Place(_))).count()
    }
}

/// What a cell says of a place, by the column it stands in.
pub(super) struct PlaceFinder<'p> {
    pub(super) places: &'p KnownPlaces,
    /// The place that was answered for a text; `None` in the answer if it is left out.
    pub(super) answered: &'p dyn Fn(&str) -> Option<Option<usize>>,
}

impl PlaceFinder<'_> {
    /// By name.
    pub(super) fn name(&self, text: &str) -> Option<usize> {
        (self.answered)(text).flatten().or_else(|| self.places.named(text))
    }
}

/// What the cells of a column say.
#[derive(Default)]
struct Said {
    names: usize,
    /// The state of a county stands in every row.
    different: BTreeSet<usize>,
    codes: usize,
    all: usize,
}

/// Finds the table of a grid in which each row is a place; `asked` are the rows of its headings, if they were said.
pub(super) fn find(
    grid: SheetGrid,
    finder: &PlaceFinder<'_>,
    asked: Option<(u32, u32)>,
) -> Option<SheetTable> {
    let below = asked.map_or(0, |(_, last)| last + 1);
    let columns: Vec<u32> = grid.columns().into_iter().collect();
    let mut said: BTreeMap<u32, Said> = BTreeMap::new();
    for ((_, column), cell) in grid.cells.iter().filter(|((row, _), _)| *row >= below) {
        let (own, text) = (said.entry(*column).or_default(), cell.text());
        own.all += 1;
        let name = finder.name(&text);
        own.names += usize::from(name.is_some());
        own.different.extend(name);
        own.codes += usize::from(text.len() < 13 && finder.places.coded(&text).is_some());
    }
    let best = |worth: &dyn Fn(&Said) -> usize| {
        let counted = said.iter().map(|(column, own)| (worth(own), std::cmp::Reverse(*column)));
        counted.max().filter(|(worth, _)| *worth > 0).map(|(worth, column)| (column.0, worth))
    };
    // One place in every row is the state of counties, whose names stand in another column.
    let is_one = |own: &Said| own.different.len() == 1 && own.names > 2;
    let names = best(&|own| own.different.len() * 2 + usize::from(own.names > 0 && !is_one(own)))
        .map(|(column, _)| (column, said[&column].names));
    // Some codes are words: only a column that has little else is one of codes.
    let is_codes = |own: &Said| own.codes * 2 >= own.all.saturating_sub(2);
    let codes = best(&|own| if is_codes(own) { own.codes } else { 0 })
        .filter(|(column, _)| names.is_none_or(|names| names.0 != *column));
    let (names, codes) = match (names, codes) {
        (Some((_, names)), Some((codes, found))) if found > names * 2 => (codes, None),
        (Some((names, _)), codes) => (names, codes.map(|(column, _)| column)),
        (None, Some((codes, _))) => (codes, None),
        (None, None) => return None,
    };
    let place = |row: u32| {
        let text = grid.text((row, names));
        finder.name(&text).or_else(|| finder.places.coded(&text))
    };
    let first = grid.rows().into_iter().find(|row| *row >= below && place(*row).is_some())?;
    let headings = asked.or_else(|| heading_rows(&grid, first, names));
    let start = headings.map_or(first, |(_, last)| last + 1);
    let lines = headings.map_or_else(Vec::new, |(from, to)| (from..=to).collect());
    // What is too long is no heading that is repeated.
    let head_text = |cell: &SheetCell| Some(cell.text()).filter(|text| text.len() <= LONGEST_HEADING);
    let line = |line: &u32| {
        let heads = grid.row(*line).map(|(column, cell)| (column, head_text(cell)));
        heads.map(|(column, text)| (column, text.map_or_else(String::new, |text| normal(&text)))).collect()
    };
    let heads: BTreeMap<u32, String> = lines.last().map(line).unwrap_or_default();
    let again = |row: u32| {
        let is_same = |(column, head): &(&u32, &String)| {
            grid.get((row, **column)).and_then(head_text).is_some_and(|text| normal(&text) == **head)
        };
        let (all, same) = (heads.len(), heads.iter().filter(is_same).count());
        same >= 2 && same * 2 > all || same == 1 && all == 1
    };
    // The headings of a table that goes on after the end of a page stand right below a row of it, and other places
    // below them; what stands below others is another table.
    let (mut stop, mut repeated, mut above) = (u32::MAX, BTreeSet::new(), BTreeSet::new());
    let mut before = None;
    for row in grid.rows().into_iter().filter(|row| *row >= first) {
        match (again(row), place(row)) {
            (true, _) if row > first && before == Some(true) => drop(repeated.insert(row)),
            (true, _) if row > first => {
                stop = row;
                break;
            }
            (false, Some(own)) if !above.insert(own) && !repeated.is_empty() => {
                stop = repeated.first().copied().unwrap_or(row);
                break;
            }
            _ => {}
        }
        before = Some(place(row).is_some() || no_place(&grid.text((row, names))).is_some());
    }
    let last = grid.rows().into_iter().filter(|row| *row < stop && place(*row).is_some()).max()?;
    // A row of units may stand below.
    let numbers = lines.iter().rev().find_map(|line| {
        let names = ["fips", "fips code", "state fips", "statefp", "fips state code", "state fips code"];
        grid.row(*line)
            .find(|(_, cell)| {
                let text = cell.text();
                text.len() <= LONGEST_UNIT && names.contains(&normal(&text).as_str())
            })
            .map(|(column, _)| column)
    });
    // A second column headed as the names are, or as names may be, with names or codes in it.
    let is_again = |column: &u32| {
        let head = |column: u32| heads.get(&column).cloned().unwrap_or_default();
        const HEADS: [&str; 8] =
            ["state", "states", "st", "place", "name", "jurisdiction", "territory", "estado"];
        ![Some(names), codes, numbers].contains(&Some(*column))
            && said.get(column).is_some_and(|own| own.names + own.codes > 0)
            && !head(*column).is_empty()
            && (head(*column) == head(names) || HEADS.contains(&head(*column).as_str()))
    };
    let further: Vec<u32> = columns.iter().copied().filter(is_again).collect();
    let own: Vec<Option<u32>> =
        [Some(names), codes, numbers].into_iter().chain(further.iter().copied().map(Some)).collect();
    let numeric =
        |row: u32| grid.row(row).any(|(column, cell)| !own.contains(&Some(column)) && cell.looks_numeric());
    // A misspelt place below blank rows or notes would be lost without a word.
    let is_astray = |row: u32, name: &str, left: bool| {
        let mut headed = grid.row(row).filter(|(column, _)| !own.contains(&Some(*column)));
        !name.is_empty()
            && headed.any(|(column, cell)| cell.looks_numeric() && heads.contains_key(&column))
            && (!left || name.len() < 100 && finder.places.near(name).is_some())
    };
    let mut rows = Vec::new();
    let mut end = last + 1;
    // Rows that are none of the table.
    let mut below = 0;
    for row in grid.rows().into_iter().filter(|row| (start..stop).contains(row)) {
        let name = grid.text((row, names));
        let filled = grid
            .row(row)
            .any(|(column, cell)| !own.contains(&Some(column)) && (!name.is_empty() || cell.looks_numeric()));
        let what = match (place(row), no_place(&name)) {
            _ if repeated.contains(&row) => RowKind::Note,
            _ if (finder.answered)(&name).is_some_and(|answer| answer.is_none()) && !name.is_empty() => {
                RowKind::Note
            }
            (Some(place), _) => RowKind::Place(place),
            (None, Some(NoPlace::Total)) if below == 0 && filled || row < last => RowKind::Total,
            (None, Some(NoPlace::Region)) if below == 0 && filled || row < last => RowKind::Region,
            (None, _) if filled && (row < last || row == end && below == 0) => RowKind::Unknown(name),
            (None, _) if row == end + 1 && below == 0 && !name.is_empty() && numeric(row) => {
                RowKind::Unknown(name)
            }
            (None, _) if row > last && is_astray(row, &name, below > 0) => {
                rows.push(TableRow { row, what: RowKind::Unknown(name) });
                continue;
            }
            (None, _) if row < last => RowKind::Note,
            _ if below == MOST_BELOW => break,
            _ => {
                below += 1;
                continue;
            }
        };
        if below == 0 {
            end = end.max(row + 1);
        }
        rows.push(TableRow { row, what });
    }
    let top = lines.first().copied().unwrap_or(start);
    let filled: BTreeSet<u32> =
        grid.cells.keys().filter(|at| (top..end).contains(&at.0)).map(|at| at.1).collect();
    let fields =
        columns.iter().copied().filter(|column| !own.contains(&Some(*column)) && filled.contains(column));
    let fields: Vec<Field> =
        fields.map(|column| Field::of(column, heading_lines(&grid, &lines, column))).collect();
    Some(SheetTable { headings, names: Some(names), codes, numbers, again: further, fields, rows, end, grid })
}

/// The rows of the headings above the first row of the table.
fn heading_rows(grid: &SheetGrid, first: u32, names: u32) -> Option<(u32, u32)> {
    let rows: Vec<u32> = grid.rows().into_iter().filter(|row| *row < first).collect();
    let is_heading = |row: u32| {
        let year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        let (mut words, mut numbers) = (0, 0);
        for (_, cell) in grid.row(row).filter(|(column, _)| *column != names) {
            match cell.looks_numeric() && !year(&cell.text()) {
                true => numbers += 1,
                false => words += 1,
            }
        }
        words > numbers
    };
    // A total may stand above the first place.
    let is_total = |row: u32| {
        no_place(&grid.text((row, names))).is_some() && grid.row(row).any(|(_, cell)| cell.looks_numeric())
    };
    let last = rows.iter().rev().copied().find(|row| is_heading(*row) && !is_total(*row))?;
    let mut from = last;
    while let Some(above) = from.checked_sub(1).filter(|above| last - above < MOST_LINES) {
        let cells: Vec<u32> = grid.row(above).map(|(column, _)| column).collect();
        let group = |column: u32| grid.merge((above, column)).is_some_and(|area| is_group(grid, area, names));
        let joined = cells.len() > 1 || cells.len() == 1 && group(cells[0]);
        if !joined || !is_heading(above) {
            break;
        }
        from = above;
    }
    Some((from, last))
}

/// Whether a merged text stands over some of the columns: a title stands over all of them.
fn is_group(grid: &SheetGrid, area: CellArea, names: u32) -> bool {
    let columns = grid.columns();
    let covers = columns.iter().filter(|column| (area.from.1..=area.to.1).contains(column)).count();
    covers > 1 && (area.from.1 > names || covers < columns.len()) && area.from.1 != names
}

/// The lines of a heading from the top: a merged text is that of each column below it.
pub(super) fn heading_lines(grid: &SheetGrid, rows: &[u32], column: u32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in rows {
        let at = grid.merge((*row, column)).map_or((*row, column), |area| area.from);
        let text = grid.text(at);
        if !text.is_empty() && found.last() != Some(&text) {
            found.push(text);
        }
    }
    found
}

/// The table of a sheet that is about one place: headings one below the other, and numbers at their right. `meant`
/// says whether a text is the heading of a figure.
pub(super) fn find_list(grid: &SheetGrid, place: usize, meant: &dyn Fn(&str) -> bool) -> Option<SheetTable> {
    let turned = grid.turned();
    let count = |line: u32| turned.row(line).filter(|(_, cell)| meant(&cell.text())).count();
    let lines: Vec<u32> = turned.rows().into_iter().collect();
    let line = lines
        .iter()
        .copied()
        .max_by_key(|line| (count(*line), std::cmp::Reverse(*line)))
        .filter(|line| count(*line) > 0)?;
    let known: Vec<u32> =
        turned.row(line).filter(|(_, cell)| meant(&cell.text())).map(|(column, _)| column).collect();
    let (first, last) = (*known.first()?, *known.last()?);
    let valued = |row: &u32| *row > line && known.iter().any(|column| turned.get((*row, *column)).is_some());
    let rows: Vec<u32> = lines.iter().copied().filter(valued).collect();
    let fields = turned.columns().into_iter().filter(|column| (first..=last).contains(column));
    let fields: Vec<Field> = fields
        .filter(|column| {
            turned.get((line, *column)).is_some()
                || rows.iter().any(|row| turned.get((*row, *column)).is_some())
        })
        .map(|column| Field::of(column, heading_lines(&turned, &[line], column)))
        .collect();
    let end = rows.last().map_or(line + 2, |row| row + 1);
    // Where all numbers are missing, each figure is asked about in the column beside its heading.
    let rows: BTreeSet<u32> = if rows.is_empty() { [line + 1].into() } else { rows.into_iter().collect() };
    let rows = rows.into_iter().map(|row| TableRow { row, what: RowKind::Place(place) }).collect();
    Some(SheetTable {
        headings: Some((line, line)),
        names: None,
        codes: None,
        numbers: None,
        again: Vec::new(),
        fields,
        rows,
        end,
        grid: turned,
    })
}
