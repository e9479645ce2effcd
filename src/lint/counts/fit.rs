//! What each figure of each state should be, by the state's other figures and the other states.
//!
//! In: the table. Out: for each number, what to expect and how far numbers lie from that. A state is as large
//! as its figures are, in the middle, against those of the others, and a figure of it should be as large as the
//! state (median polish of logarithms): a few wrong values do not move what is expected of the others. How far
//! a figure's numbers lie from it is measured without the one in question; where a few seem to agree by
//! chance, the other figures say how far they really lie.

use super::grid::Grid;
use crate::figure::Kind;

/// From so many states on, there is something to compare with.
pub(super) const ENOUGH: usize = 6;
/// A state is as large as so many figures, at least, say.
const FIGURES: usize = 3;
const ROUNDS: usize = 3;
/// A count about as large as this says half as much of the size of its state as a large one.
const SMALL: f64 = 6.0;
/// The variance of logarithms of usual figures, by which small counts weigh less than large ones.
const USUAL: f64 = 0.15;
/// No figure is so regular that its variance is below this.
const LEAST: f64 = 0.02;
/// What the other figures say of the variance of a figure counts as so many numbers of its own.
const PRIOR: f64 = 6.0;
/// A figure may grow faster or slower than the states by about so much, as far as so many states do not say.
const SLOPE: f64 = 0.15;
const SLOPE_STATES: f64 = 12.0;
/// How well the middle of a figure is known from few states, and the size of a state from few figures.
const FEW_STATES: f64 = 14.0;
const FEW_FIGURES: f64 = 1.6;

/// A number and what was to be expected.
pub(super) struct Suggested {
    pub(super) number: f64,
    pub(super) expected: f64,
    /// Whether it is no count: a large state has no larger one.
    pub(super) share: bool,
    /// The variance of its logarithm that chance does not explain.
    pub(super) variance: f64,
    /// From how many numbers that is known.
    pub(super) known_from: f64,
}

impl Suggested {
    /// How many standard deviations a number in this place would be too large, or too small.
    pub(super) fn apart(&self, number: f64) -> f64 {
        let chance = if self.share { 0.0 } else { by_chance(self.expected).max(by_chance(number + 0.5)) };
        self.distance(number) / (self.variance + chance).sqrt()
    }

    /// The logarithm of how many times too large it would be.
    pub(super) fn distance(&self, number: f64) -> f64 {
        distance(number, self.expected, self.share)
    }

    pub(super) fn own_distance(&self) -> f64 {
        self.distance(self.number)
    }
}

/// The variance of the logarithm of a count.
fn by_chance(expected: f64) -> f64 {
    1.0 / (expected + 0.5)
}

fn distance(number: f64, expected: f64, share: bool) -> f64 {
    let least = if share { 0.0 } else { 0.5 };
    ((number + least).max(1e-3) / (expected + least).max(1e-3)).ln()
}

/// By state, then by figure; `None` without a number, or where too little is known.
pub(super) fn cells(grid: &Grid<'_>) -> Vec<Vec<Option<Suggested>>> {
    let logarithms = Logarithms::polished(grid);
    let (states, figures) = (grid.states.len(), grid.figures.len());
    let mut cells: Vec<Vec<Option<Suggested>>> = (0..states)
        .map(|state| (0..figures).map(|figure| logarithms.cell(state, figure)).collect())
        .collect();
    let columns: Vec<Column> = (0..figures).map(|figure| Column::of(&cells, figure)).collect();
    let of_counts = (0..figures).filter(|&figure| !logarithms.shares[figure] && columns[figure].weight > 0.0);
    let usual = median(of_counts.map(|figure| (columns[figure].variance(), 1.0)).collect()).max(LEAST);
    let middle = median(logarithms.sizes.iter().flatten().map(|size| (*size, 1.0)).collect());
    for (state, row) in cells.iter_mut().enumerate() {
        let in_row = row.iter().flatten().count().max(1) as f64;
        let unknown = SLOPE * (SLOPE_STATES / states as f64).min(1.0);
        let slope = unknown * (logarithms.sizes[state].unwrap_or(middle) - middle);
        for (figure, cell) in row.iter_mut().enumerate() {
            let column = &columns[figure];
            let Some(own) = cell.as_mut().filter(|_| column.numbers >= ENOUGH) else {
                *cell = None;
                continue;
            };
            let others = column.without(own);
            let (prior, slope) = if own.share { (0.0, 0.0) } else { (PRIOR, slope) };
            let known_from = prior + others.count;
            let alone = others.variance();
            let with_prior = (prior * usual + others.count * alone) / known_from.max(1.0);
            let states = column.numbers as f64;
            let fitted = 1.0 + FEW_STATES / (states * states) + FEW_FIGURES / in_row;
            own.variance = alone.max(with_prior) * fitted + slope * slope;
            own.known_from = known_from;
        }
    }
    cells
}

/// The numbers as logarithms, 0 as that of a half, and their middles.
struct Logarithms<'g, 'd> {
    grid: &'g Grid<'d>,
    cells: Vec<Vec<Option<f64>>>,
    shares: Vec<bool>,
    /// Of each state, against the middle of all; 0 where it has too few figures.
    sizes: Vec<Option<f64>>,
    /// Of each figure.
    middles: Vec<f64>,
}

impl<'g, 'd> Logarithms<'g, 'd> {
    fn polished(grid: &'g Grid<'d>) -> Self {
        let (states, figures) = (0..grid.states.len(), 0..grid.figures.len());
        let logarithm = |(number, kind): (f64, Kind)| {
            let least = if kind == Kind::Number { 0.5 } else { 1e-3 };
            number.max(least).ln()
        };
        let row = |state| figures.clone().map(|figure| grid.amount(state, figure).map(logarithm)).collect();
        let is_share = |figure| {
            let first = states.clone().find_map(|state| grid.amount(state, figure));
            first.is_some_and(|(_, kind)| kind != Kind::Number)
        };
        let mut polished = Self {
            grid,
            cells: states.clone().map(row).collect(),
            shares: figures.clone().map(is_share).collect(),
            sizes: vec![Some(0.0); grid.states.len()],
            middles: vec![0.0; grid.figures.len()],
        };
        polished.middles = figures.clone().map(|figure| polished.middle(figure, false)).collect();
        for _ in 0..ROUNDS {
            polished.sizes = states.clone().map(|state| polished.size(state)).collect();
            polished.middles = figures.clone().map(|figure| polished.middle(figure, true)).collect();
        }
        polished
    }

    fn middle(&self, figure: usize, weighted: bool) -> f64 {
        let own = |state: usize| {
            let size = if self.shares[figure] { 0.0 } else { self.sizes[state]? };
            let weight = if weighted { self.weight(figure, size) } else { 1.0 };
            Some((self.cells[state][figure]? - size, weight))
        };
        median((0..self.cells.len()).filter_map(own).collect())
    }

    fn size(&self, state: usize) -> Option<f64> {
        let before = self.sizes[state].unwrap_or(0.0);
        let own = |figure: usize| {
            let apart = self.cells[state][figure]? - self.middles[figure];
            Some((apart, self.weight(figure, before)))
        };
        let counts = (0..self.shares.len()).filter(|figure| !self.shares[*figure]);
        let apart: Vec<(f64, f64)> = counts.filter_map(own).collect();
        (apart.len() >= FIGURES).then(|| median(apart))
    }

    fn weight(&self, figure: usize, size: f64) -> f64 {
        1.0 / (1.0 + SMALL / (self.middles[figure] + size).exp())
    }

    fn cell(&self, state: usize, figure: usize) -> Option<Suggested> {
        let (number, _) = self.grid.amount(state, figure)?;
        let share = self.shares[figure];
        let size = if share { 0.0 } else { self.sizes[state]? };
        let expected = (self.middles[figure] + size).exp();
        Some(Suggested { number, expected, share, variance: 0.0, known_from: 0.0 })
    }
}

/// How far the numbers of a figure lie from what was expected.
#[derive(Clone, Copy)]
struct Column {
    numbers: usize,
    /// How many of them, small ones counted as less than one.
    count: f64,
    weight: f64,
    /// The weighted sum of their squares beyond what chance explains.
    squares: f64,
}

impl Column {
    fn of(cells: &[Vec<Option<Suggested>>], figure: usize) -> Self {
        let empty = Self { numbers: 0, count: 0.0, weight: 0.0, squares: 0.0 };
        cells.iter().filter_map(|row| row[figure].as_ref()).fold(empty, |sum, cell| sum.with(cell, 1.0))
    }

    fn without(self, cell: &Suggested) -> Self {
        self.with(cell, -1.0)
    }

    fn with(self, cell: &Suggested, times: f64) -> Self {
        let chance = if cell.share { 0.0 } else { by_chance(cell.expected) };
        // What is not there at all says nothing of how far the others lie apart.
        let weight = if cell.number == 0.0 { 0.0 } else { times / (USUAL + chance) };
        let square = cell.own_distance().powi(2) - chance;
        Self {
            numbers: self.numbers + 1,
            count: self.count + weight * USUAL,
            weight: self.weight + weight,
            squares: self.squares + weight * square,
        }
    }

    fn variance(self) -> f64 {
        if self.weight <= 0.0 { 0.0 } else { (self.squares / self.weight).max(0.0) }
    }
}

/// The middle of numbers that have weights.
fn median(mut numbers: Vec<(f64, f64)>) -> f64 {
    numbers.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = numbers.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut below = 0.0;
    for (at, (number, weight)) in numbers.iter().enumerate() {
        below += weight;
        if below > half + half * 1e-9 {
            return *number;
        }
        // Just half of them: the middle lies between this one and the next.
        if below >= half - half * 1e-9
            && let Some((next, _)) = numbers.get(at + 1)
        {
            return f64::midpoint(*number, *next);
        }
    }
    0.0
}
