//! Figures far from what the state's other figures and the other states suggest.
//!
//! A state is as large as its figures are, in the middle, against those of the others; and a figure of
//! it should be as large as the state: medians, which a few wrong values do not move. How far figures lie from
//! that is measured without the one in question; where others lie far, too, none is told.

use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::Kind;
use crate::figure::notation::grouped;

/// From so many states on, there is something to compare with.
const ENOUGH: usize = 6;
/// A state is as large as so many figures, at least, say.
const FIGURES: usize = 3;
/// A figure is far if it lies so many standard deviations from where it should be ...
const FAR: f64 = 4.6;
/// ... and by so much farther the fewer others there are, from which those are known ...
const FEW: f64 = 2.5;
/// ... and is at least so many times too large or too small.
const TIMES: f64 = 5.0;
/// For shares, which differ less.
const SHARE_TIMES: f64 = 3.0;
/// A zero is told where so many were to be expected.
const ZERO: f64 = 20.0;
/// Reports what is far from the others.
pub(super) fn lint(grid: &Grid<'_>, sink: &mut Sink) {
    if grid.states.len() < ENOUGH {
        return;
    }
    let table = Logarithms::of(grid);
    let sizes: Vec<Option<f64>> = (0..grid.states.len()).map(|state| table.size(state)).collect();
    for figure in 0..grid.figures.len() {
        let share = table.is_share(figure);
        // Shares do not grow with the state.
        let expected: Vec<Option<f64>> = sizes
            .iter()
            .map(|size| {
                let size = if share { Some(0.0) } else { *size };
                Some(table.middles[figure]? + size?)
            })
            .collect();
        let cells: Vec<(usize, f64, f64)> = (0..grid.states.len())
            .filter_map(|state| {
                let expected = expected[state]?;
                Some((state, table.cells[state][figure]? - expected, expected.exp()))
            })
            .collect();
        if cells.len() < ENOUGH {
            continue;
        }
        let scatter = Scatter::of(&cells, share);
        let zeros = cells.iter().filter(|(state, ..)| is_zero(grid, *state, figure)).count();
        let times: f64 = if share { SHARE_TIMES } else { TIMES };
        for (state, apart, expected) in cells {
            if apart.abs() > times.ln() && scatter.is_far(apart, expected) {
                match is_zero(grid, state, figure) {
                    true if zeros == 1 && expected >= ZERO => told(grid, state, figure, expected, true, sink),
                    true => {}
                    false => told(grid, state, figure, expected, false, sink),
                }
            }
        }
    }
}

/// How far the figures of all states but one lie from what is expected.
struct Scatter {
    /// How many of them.
    count: f64,
    /// The sum of their squares, each beyond what chance explains.
    squares: f64,
    share: bool,
}

impl Scatter {
    fn of(cells: &[(usize, f64, f64)], share: bool) -> Self {
        let empty = Self { count: 0.0, squares: 0.0, share };
        cells.iter().fold(empty, |sum, &(_, apart, expected)| sum.with(apart, expected, 1.0))
    }

    /// With one figure more, or, counted as -1, less.
    fn with(&self, apart: f64, expected: f64, times: f64) -> Self {
        // What chance alone explains weighs little: the others would seem to lie together.
        let weight = times / (1.0 + self.by_chance(expected));
        Self { count: self.count + weight, squares: self.squares + weight * apart * apart, share: self.share }
    }

    /// The variance of a count is the count.
    fn by_chance(&self, expected: f64) -> f64 {
        if self.share { 0.0 } else { 1.0 / expected.max(0.5) }
    }

    /// Whether a figure among them lies far from where it should be.
    fn is_far(&self, apart: f64, expected: f64) -> bool {
        let others = self.with(apart, expected, -1.0);
        let count = others.count.max(1.0);
        let variance = others.squares / count + self.by_chance(expected);
        apart.abs() > FAR * (1.0 + FEW / count) * variance.sqrt()
    }
}

fn is_zero(grid: &Grid<'_>, state: usize, figure: usize) -> bool {
    grid.count(state, figure) == Some(0)
}

/// The figures of the states as logarithms; 0 as that of a half.
struct Logarithms {
    cells: Vec<Vec<Option<f64>>>,
    kinds: Vec<Option<Kind>>,
    /// Of each figure, the middle of the states.
    middles: Vec<Option<f64>>,
}

impl Logarithms {
    fn of(grid: &Grid<'_>) -> Self {
        let (states, figures) = (0..grid.states.len(), 0..grid.figures.len());
        let amount = |state, figure| grid.amount(state, figure);
        let logarithm = |(number, _): (f64, Kind)| number.max(0.5).ln();
        let row = |state| figures.clone().map(|figure| amount(state, figure).map(logarithm)).collect();
        let cells: Vec<Vec<Option<f64>>> = states.clone().map(row).collect();
        let kinds = figures
            .clone()
            .map(|figure| states.clone().find_map(|state| amount(state, figure)).map(|(_, kind)| kind));
        let kinds = kinds.collect();
        let middles = figures.map(|figure| {
            let values: Vec<f64> = cells.iter().filter_map(|row| row[figure]).collect();
            (values.len() >= ENOUGH).then(|| median(values))
        });
        let middles = middles.collect();
        Self { cells, kinds, middles }
    }

    fn is_share(&self, figure: usize) -> bool {
        self.kinds[figure] == Some(Kind::Share)
    }

    /// How large a state is, against the middle of all.
    fn size(&self, state: usize) -> Option<f64> {
        let counts = (0..self.middles.len()).filter(|&figure| !self.is_share(figure));
        let apart: Vec<f64> =
            counts.filter_map(|figure| Some(self.cells[state][figure]? - self.middles[figure]?)).collect();
        (apart.len() >= FIGURES).then(|| median(apart))
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

fn told(grid: &Grid<'_>, state: usize, figure: usize, expected: f64, zero: bool, sink: &mut Sink) {
    let Some(entry) = grid.entry(state, figure) else { return };
    let (key, name, value) = (&grid.figures[figure].key.value, grid.name(state), entry.value.value);
    // The state whose figure is nearest to what was expected, to compare with.
    let others = (0..grid.states.len()).filter(|&other| other != state);
    let near = others.filter_map(|other| Some((other, grid.amount(other, figure)?.0)));
    let near = near.min_by(|one, other| (one.1 - expected).abs().total_cmp(&(other.1 - expected).abs()));
    let about = match grid.amount(state, figure) {
        Some((_, Kind::Share)) => format!("{expected:.0}%"),
        _ => grouped(rounded(expected), ','),
    };
    let (code, message, help) = match zero {
        true => (
            Code::LoneZero,
            format!("`{key}` is 0 for {name} alone; its other figures suggest about {about}"),
            "if it is not known, write \"not reported\"; if it is 0, allow this with the reason (`[[allow]]`)",
        ),
        false => (
            Code::Outlier,
            format!(
                "`{key}` is {value} for {name}; its other figures and the other states suggest about {about}"
            ),
            "look it up in the source; if it is right, allow this with the reason (`[[allow]]`)",
        ),
    };
    let mut fault = Diagnostic::warning(code, entry.value.span, message).help(help);
    if let Some((other, _)) = near
        && let Some(like) = grid.entry(other, figure)
    {
        fault = fault.related(like.value.span, format!("{} has {}", grid.name(other), like.value.value));
    }
    sink.report(fault);
}

/// To two digits.
fn rounded(number: f64) -> u64 {
    let unit = 10_f64.powi((number.max(1.0).log10().floor() as i32 - 1).max(0));
    ((number / unit).round() * unit) as u64
}
