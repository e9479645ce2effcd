//! Figures far from what the state's other figures and the other states suggest.
//!
//! A state is as large as its figures are, in the middle, against those of the others; and a figure of
//! it should be as large as the state. How far figures lie from that is measured by medians, which a few
//! wrong values do not move (Leys et al., *Detecting outliers*, 2013).

use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::Kind;
use crate::figure::notation::grouped;

/// From so many states on, there is something to compare with.
const ENOUGH: usize = 6;
/// A state is as large as so many figures, at least, say.
const FIGURES: usize = 3;
/// A figure is far if it lies so many standard deviations from where it should be ...
const FAR: f64 = 4.0;
/// ... and is at least so many times too large or too small.
const TIMES: f64 = 5.0;
/// For shares, which differ less.
const SHARE_TIMES: f64 = 3.0;
/// A zero is told where so many were to be expected.
const ZERO: f64 = 20.0;
/// ... and so many times as far as nine of ten: some figures lie far apart as they are.
const TAIL: f64 = 2.0;
/// What makes a median absolute deviation that of a normal distribution.
const NORMAL: f64 = 1.4826;

/// Reports what is far from the others.
pub(in crate::lint) fn lint(grid: &Grid<'_>, sink: &mut Sink) {
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
        let apart = |state: usize| Some(table.cells[state][figure]? - expected[state]?);
        let deviations: Vec<f64> = (0..grid.states.len()).filter_map(apart).map(f64::abs).collect();
        if deviations.len() < ENOUGH {
            continue;
        }
        let scale = median(deviations.clone()) * NORMAL;
        let tail = tail(deviations.clone());
        let zeros = (0..grid.states.len()).filter(|&state| is_zero(grid, state, figure)).count();
        for state in 0..grid.states.len() {
            let (Some(apart), Some(expected)) = (apart(state), expected[state]) else { continue };
            let expected = expected.exp();
            // Few states say little of how far figures lie apart; and counts vary by chance.
            let by_chance = if share { 0.0 } else { 1.0 / expected.max(1.0) };
            let few = 1.0 + 2.0 / deviations.len() as f64;
            let far = FAR * few * (scale * scale + by_chance).sqrt();
            let times = if share { SHARE_TIMES } else { TIMES };
            if apart.abs() > far.max(times.ln()).max(TAIL * tail) {
                match is_zero(grid, state, figure) {
                    true if zeros == 1 && expected >= ZERO => told(grid, state, figure, expected, true, sink),
                    true => {}
                    false => told(grid, state, figure, expected, false, sink),
                }
            }
        }
    }
}

/// How far nine of ten lie, at most; the farthest is never one of them.
fn tail(mut deviations: Vec<f64>) -> f64 {
    deviations.sort_by(f64::total_cmp);
    let count = deviations.len();
    deviations.get((count * 9 / 10).min(count.saturating_sub(2))).copied().unwrap_or(0.0)
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
        let kinds = figures.clone().map(|figure| {
            states.clone().find_map(|state| amount(state, figure)).map(|(_, kind)| kind)
        });
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
            format!("`{key}` is {value} for {name}; its other figures and the other states suggest about {about}"),
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
