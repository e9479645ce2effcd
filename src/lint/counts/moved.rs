//! The figures of a state in each other's rows: a column that was pasted one row too high or too low.
//!
//! In: a state's numbers and what was to be expected. Out: the run of figures, in the order of the dictionary,
//! whose numbers would all be as expected if each stood one row farther on, the last of them first. A run of
//! two is an exchange.

use super::super::{SheetFinding, SheetKey};
use super::outliers::Suggestions;
use crate::diagnostic::{Code, Diagnostic};
use std::ops::RangeInclusive;

/// In so many right sets, one has a run that is told.
const SETS: f64 = 250.0;
/// What gains so much more is not made.
const CERTAIN: f64 = 24.0;
/// Two numbers at least lie farther than this from what was expected; and none, moved back, farther than that.
const FAR: f64 = 2.5;
const NEAR: f64 = 3.0;
/// So many values are named.
const NAMED: usize = 6;

/// A run whose rows are moved.
struct Run {
    /// Positions among the state's counts.
    at: RangeInclusive<usize>,
    /// Whether each number belongs one row farther down.
    down: bool,
    /// By how much the squares of the distances would be less.
    gain: f64,
}

/// Reports the likeliest run of each state.
pub(super) fn lint(table: &Suggestions<'_, '_>, found: &mut Vec<SheetFinding>) {
    for state in 0..table.grid.states.len() {
        let counts = counts(table, state);
        let row = Row { table, state, counts: &counts };
        found.extend(row.likeliest().and_then(|run| row.told(&run)));
    }
}

/// The figures of a state that are told to be moved.
pub(super) fn figures(table: &Suggestions<'_, '_>, state: usize) -> Vec<usize> {
    let counts = counts(table, state);
    let run = Row { table, state, counts: &counts }.likeliest();
    run.map_or_else(Vec::new, |run| counts[run.at].to_vec())
}

fn counts(table: &Suggestions<'_, '_>, state: usize) -> Vec<usize> {
    let is_count = |figure: &usize| table.cells[state][*figure].as_ref().is_some_and(|cell| !cell.share);
    (0..table.grid.figures.len()).filter(is_count).collect()
}

struct Row<'t, 'g, 'd> {
    table: &'t Suggestions<'g, 'd>,
    state: usize,
    counts: &'t [usize],
}

impl Row<'_, '_, '_> {
    fn likeliest(&self) -> Option<Run> {
        let own: Vec<f64> = (0..self.counts.len()).map(|at| self.square(at, at)).collect();
        if own.iter().filter(|square| **square > FAR * FAR).count() < 2 {
            return None;
        }
        let runs = self.runs(&own).filter(|run| run.gain > self.least());
        runs.max_by(|one, other| one.gain.total_cmp(&other.gain))
    }

    /// What a run must gain to be told, as many as are tried.
    fn least(&self) -> f64 {
        2.0 * (SETS * self.table.count as f64 * self.counts.len() as f64).ln()
    }

    /// The square of how far the number at `from` would lie from what is expected at `at`.
    fn square(&self, at: usize, from: usize) -> f64 {
        let cell = |at: usize| self.table.cells[self.state][self.counts[at]].as_ref();
        let apart = cell(from).and_then(|number| Some(cell(at)?.apart(number.number)));
        apart.map_or(f64::INFINITY, |apart| apart * apart)
    }

    /// Every run that would be as expected if it were moved.
    fn runs(&self, own: &[f64]) -> impl Iterator<Item = Run> {
        let last = own.len();
        let directions = [true, false].into_iter();
        directions.flat_map(move |down| (0..last).flat_map(move |first| self.from(first, down, own)))
    }

    /// Those that begin with a row.
    fn from(&self, first: usize, down: bool, own: &[f64]) -> Vec<Run> {
        let mut found = Vec::new();
        let (mut before, mut after) = (own[first], 0.0);
        for (end, one) in own.iter().enumerate().skip(first + 1) {
            before += one;
            let (at, from) = if down { (end, end - 1) } else { (end - 1, end) };
            let moved = self.square(at, from);
            if moved > NEAR * NEAR {
                break;
            }
            after += moved;
            let wrapped = if down { self.square(first, end) } else { self.square(end, first) };
            if wrapped <= NEAR * NEAR {
                found.push(Run { at: first..=end, down, gain: before - after - wrapped });
            }
        }
        found
    }

    fn told(&self, run: &Run) -> Option<SheetFinding> {
        let (grid, figures) = (self.table.grid, &self.counts[run.at.clone()]);
        let values: Vec<String> = figures
            .iter()
            .filter_map(|&figure| Some(grid.entry(self.state, figure)?.value.value.to_string()))
            .collect();
        let mut right = values.clone();
        if run.down {
            right.rotate_right(1);
        } else {
            right.rotate_left(1);
        }
        let [first, .., last] = figures else { return None };
        let entry = grid.entry(self.state, *first)?;
        let (key, end) = (&grid.figures[*first].key.value, &grid.figures[*last].key.value);
        let (said, name) = (listed(&right), grid.name(self.state));
        let message = match figures.len() {
            2 => format!("`{key}` and `{end}` of {name} look exchanged: its other figures suggest {said}"),
            _ => format!(
                "the figures from `{key}` to `{end}` of {name} look moved by one row: its other figures suggest {said}"
            ),
        };
        let help = "hold them against the source, row by row; if they are right, allow this with the reason (`[[allow]]`)";
        let fault = Diagnostic::warning(Code::MovedRows, entry.value.span, message).help(help);
        let fault = match grid.entry(self.state, *last) {
            Some(end) => {
                fault.related(end.value.span, if figures.len() == 2 { "the other figure" } else { "to here" })
            }
            None => fault,
        };
        let certain = run.gain > self.least() + CERTAIN;
        let sheet = SheetKey { state: grid.states[self.state].figures.file, wording: None };
        Some(SheetFinding { fault, sheets: certain.then_some(sheet).into_iter().collect() })
    }
}

fn listed(values: &[String]) -> String {
    match values.get(..NAMED) {
        Some(first) if values.len() > NAMED => format!("{} …", first.join(", ")),
        _ => values.join(", "),
    }
}
