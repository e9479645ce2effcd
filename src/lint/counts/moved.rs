//! The figures of a state in each other's rows: a column that was pasted one row too high or too low.
//!
//! In: a state's numbers and what was to be expected. Out: the run of figures, in the order of the dictionary,
//! whose numbers would all be as expected if each stood one row farther on, the last of them first. A run of
//! two is an exchange.

use super::outliers::Suggestions;
use crate::diagnostic::{Code, Diagnostic, Sink};
use std::ops::RangeInclusive;

/// In so many right sets, one has a run that is told.
const SETS: f64 = 250.0;
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

/// Reports the likeliest run of a state. Returns its figures.
pub(super) fn lint(table: &Suggestions<'_, '_>, state: usize, sink: &mut Sink) -> Vec<usize> {
    let counts: Vec<usize> = (0..table.grid.figures.len())
        .filter(|&figure| table.cells[state][figure].as_ref().is_some_and(|cell| !cell.share))
        .collect();
    let row = Row { table, state, counts: &counts };
    let own: Vec<f64> = (0..counts.len()).map(|at| row.square(at, at)).collect();
    if own.iter().filter(|square| **square > FAR * FAR).count() < 2 {
        return Vec::new();
    }
    let tried = table.count as f64 * counts.len() as f64;
    let runs = row.runs(&own).filter(|run| run.gain > 2.0 * (SETS * tried).ln());
    let Some(run) = runs.max_by(|one, other| one.gain.total_cmp(&other.gain)) else { return Vec::new() };
    row.report(&run, sink);
    counts[run.at].to_vec()
}

struct Row<'t, 'g, 'd> {
    table: &'t Suggestions<'g, 'd>,
    state: usize,
    counts: &'t [usize],
}

impl Row<'_, '_, '_> {
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
        for end in first + 1..own.len() {
            before += own[end];
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

    fn report(&self, run: &Run, sink: &mut Sink) {
        let (grid, figures) = (self.table.grid, &self.counts[run.at.clone()]);
        let values: Vec<String> = figures
            .iter()
            .filter_map(|&figure| Some(grid.entry(self.state, figure)?.value.value.to_string()))
            .collect();
        let mut right = values.clone();
        if run.down {
            right.rotate_right(1)
        } else {
            right.rotate_left(1)
        }
        let [first, .., last] = figures else { return };
        let Some(entry) = grid.entry(self.state, *first) else { return };
        let (key, end) = (&grid.figures[*first].key.value, &grid.figures[*last].key.value);
        let (said, name) = (listed(&right), grid.name(self.state));
        let message = match figures.len() {
            2 => format!("`{key}` and `{end}` of {name} look exchanged: its other figures suggest {said}"),
            _ => format!(
                "the figures from `{key}` to `{end}` of {name} look moved by one row: its other figures suggest {said}"
            ),
        };
        let help = "hold them against the source, row by row; if they are right, allow this with the reason (`[[allow]]`)";
        let fault = Diagnostic::warning(Code::Outlier, entry.value.span, message).help(help);
        sink.report(match grid.entry(self.state, *last) {
            Some(last) => fault.related(last.value.span, "to here"),
            None => fault,
        });
    }
}

fn listed(values: &[String]) -> String {
    match values.get(..NAMED) {
        Some(first) if values.len() > NAMED => format!("{} …", first.join(", ")),
        _ => values.join(", "),
    }
}
