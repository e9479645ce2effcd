//! Figures far from what the state's other figures and the other states suggest (`fit`).
//!
//! How far is too far depends on how many numbers there are: of many, one or the other lies far by chance. A
//! number about ten times too large or too small has probably gained or lost a digit, and little more is needed
//! to tell it. A zero is told where none was to be expected.

use super::fit::{ENOUGH, Suggested, cells};
use super::grid::Grid;
use super::moved;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::notation::grouped;
use crate::figure::{Kind, Missing, Value};

/// In so many right sets, one has a figure that is told; with a digit too many or too few, in so many.
const SETS: f64 = 120.0;
const SETS_BY_DIGIT: f64 = 50.0;
/// The fewer numbers say how far they lie, the farther a number must lie from them.
const FEW: f64 = 1.6;
const FEW_SHARES: f64 = 2.5;
/// What is told is at least so many times too large or too small.
const TIMES: f64 = 3.0;
/// A digit too many or too few makes a number so many times as large, by this factor more or less.
const DIGIT: f64 = 10.0;
const ABOUT: f64 = 2.0;
/// A zero is told where so many were to be expected ...
const ZERO: f64 = 10.0;
/// ... or, if another state has none, either, so many, and so many times as many as there.
const ZERO_TOO: f64 = 40.0;
const MORE: f64 = 3.0;

/// The table with what was to be expected.
pub(super) struct Suggestions<'g, 'd> {
    pub(super) grid: &'g Grid<'d>,
    /// By state, then by figure.
    pub(super) cells: Vec<Vec<Option<Suggested>>>,
    /// How many there are.
    pub(super) count: usize,
}

impl<'g, 'd> Suggestions<'g, 'd> {
    /// `None` if there is too little to compare with.
    pub(super) fn of(grid: &'g Grid<'d>) -> Option<Self> {
        if grid.states.len() < ENOUGH {
            return None;
        }
        let cells = cells(grid);
        let count = cells.iter().flatten().flatten().count();
        Some(Self { grid, cells, count })
    }

    /// The parts of a sum: where one is told, the sum is not.
    fn parts(&self, figure: usize) -> impl Iterator<Item = usize> {
        let parts = self.grid.figures[figure].sum_of.iter();
        parts.filter_map(|part| self.grid.figures.iter().position(|spec| spec.key.value == part.value))
    }
}

/// Reports what is far from the others.
pub(super) fn lint(table: &Suggestions<'_, '_>, sink: &mut Sink) {
    for (state, row) in table.cells.iter().enumerate() {
        let moved = moved::figures(table, state);
        let is_told = |cell: &Suggested| (cell.share || cell.number > 0.0) && is_far(cell, table.count);
        for (figure, cell) in row.iter().enumerate() {
            let Some(cell) = cell.as_ref().filter(|_| !moved.contains(&figure)) else { continue };
            if !cell.share && cell.number == 0.0 {
                zero(table, state, figure, cell, sink);
            } else if is_told(cell)
                && !table.parts(figure).any(|part| row[part].as_ref().is_some_and(is_told))
            {
                far(table.grid, state, figure, cell, sink);
            }
        }
    }
}

/// So many standard deviations are too many, where one in so many sets may have a number that lies so far.
fn limit(cell: &Suggested, cells: usize, sets: f64) -> f64 {
    let few = if cell.share { FEW_SHARES } else { FEW };
    (2.0 * (sets * cells as f64).ln()).sqrt() * (1.0 + few / cell.known_from.max(1.0))
}

fn is_far(cell: &Suggested, cells: usize) -> bool {
    let distance = cell.own_distance().abs();
    let sets = if (distance - DIGIT.ln()).abs() < ABOUT.ln() { SETS_BY_DIGIT } else { SETS };
    distance > TIMES.ln() && cell.apart(cell.number).abs() > limit(cell, cells, sets)
}

/// A zero where many were to be expected. Where another state has none, either, it may not have what is
/// counted, and so may this one.
fn zero(table: &Suggestions<'_, '_>, state: usize, figure: usize, cell: &Suggested, sink: &mut Sink) {
    // Even half as many as could be expected would hardly be none.
    let apart = (cell.expected / 2.0).max(1.0).ln() / (cell.variance + 1.0 / cell.expected.max(1.0)).sqrt();
    if cell.expected < ZERO || apart < limit(cell, table.count, SETS) {
        return;
    }
    let others = (0..table.cells.len()).filter(|other| *other != state);
    let none = others.filter_map(|other| match table.grid.entry(other, figure)?.value.value {
        Value::Missing(Missing::NotApplicable) => Some(0.0),
        _ => table.cells[other][figure].as_ref().filter(|cell| cell.number == 0.0).map(|cell| cell.expected),
    });
    let most = none.fold(None, |most: Option<f64>, expected| Some(most.unwrap_or(0.0).max(expected)));
    if most.is_none_or(|most| cell.expected >= ZERO_TOO && cell.expected >= MORE * most) {
        let alone = if most.is_none() { " alone" } else { "" };
        let grid = table.grid;
        let (key, name) = (&grid.figures[figure].key.value, grid.name(state));
        let about = grouped(rounded(cell.expected), ',');
        let message = format!("`{key}` is 0 for {name}{alone}; its other figures suggest about {about}");
        let help = "if it is not known, write \"not reported\"; if it is 0, allow this with the reason (`[[allow]]`)";
        told(grid, (state, figure), cell.expected, (Code::LoneZero, message, help), sink);
    }
}

fn far(grid: &Grid<'_>, state: usize, figure: usize, cell: &Suggested, sink: &mut Sink) {
    let Some(entry) = grid.entry(state, figure) else { return };
    let (key, name, value) = (&grid.figures[figure].key.value, grid.name(state), entry.value.value);
    let about = match grid.amount(state, figure) {
        Some((_, Kind::Share)) => format!("{:.0}%", cell.expected),
        Some((_, Kind::Decimal)) => format!("{:.1}", cell.expected),
        Some((_, Kind::Money)) => format!("${}", grouped(rounded(cell.expected), ',')),
        _ => grouped(rounded(cell.expected), ','),
    };
    let message = format!(
        "`{key}` is {value} for {name}; its other figures and the other states suggest about {about}"
    );
    let help = "look it up in the source; if it is right, allow this with the reason (`[[allow]]`)";
    told(grid, (state, figure), cell.expected, (Code::Outlier, message, help), sink);
}

/// Warns at a number, with that of the state which is nearest to what was expected.
fn told(
    grid: &Grid<'_>,
    (state, figure): (usize, usize),
    expected: f64,
    (code, message, help): (Code, String, &str),
    sink: &mut Sink,
) {
    let Some(entry) = grid.entry(state, figure) else { return };
    let others = (0..grid.states.len()).filter(|&other| other != state);
    let near = others.filter_map(|other| Some((other, grid.amount(other, figure)?.0)));
    let near = near.min_by(|one, other| (one.1 - expected).abs().total_cmp(&(other.1 - expected).abs()));
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
