//! Which page stands where, on which side of which sheet of paper.
//!
//! In: pages, each with its back if it has one. Out: the sides, in the order they are printed. The back of
//! each page lies under it, head to head, however the printer turns the paper.

use super::grid::PaperGrid;
use super::{Edge, ImposeOptions, Sequence};

/// A page and its back, by their numbers among all pages; `None` for an empty place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BackedPage {
    pub(super) front: Option<usize>,
    pub(super) back: Option<usize>,
}

/// A page at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) page: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    /// On its head.
    pub(super) turned: bool,
}

/// What is printed in one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) face: SideFace,
    /// Which sheet of paper, from 0.
    pub(super) sheet: usize,
    pub(super) placed: Vec<Placed>,
}

/// Which side of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SideFace {
    Front,
    Back,
    /// The same on both.
    Both,
}

/// The line about which the paper turns, as it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// As a page of a book.
    Upright,
    /// As a sheet of a calendar.
    Level,
}

impl Axis {
    /// Of paper that lies like this and is turned about an edge.
    pub(super) fn of(grid: &PaperGrid, edge: Edge) -> Self {
        match (edge, grid.lies()) {
            (Edge::Long, false) | (Edge::Short, true) => Axis::Upright,
            (Edge::Long, true) | (Edge::Short, false) => Axis::Level,
        }
    }
}

/// All sides.
pub(super) fn sides(leaves: &[BackedPage], grid: &PaperGrid, options: &ImposeOptions) -> Vec<Side> {
    let columns = if options.work_and_turn { grid.columns / 2 } else { grid.columns };
    let places: Vec<(usize, usize)> =
        (0..grid.rows).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
    let sheets = match options.sequence {
        Sequence::Repeat => leaves.len(),
        Sequence::Stack | Sequence::Rows => leaves.len().div_ceil(places.len()),
    };
    let axis = if options.work_and_turn { Axis::Upright } else { Axis::of(grid, options.flip) };
    let mut sides = Vec::new();
    for sheet in 0..sheets {
        let (mut front, mut back) = (Vec::new(), Vec::new());
        for (place, &(row, column)) in places.iter().enumerate() {
            let leaf = match options.sequence {
                // The piles of the cut paper, laid on each other, are in order.
                Sequence::Stack => place * sheets + sheet,
                Sequence::Rows => sheet * places.len() + place,
                Sequence::Repeat => sheet,
            };
            let Some(leaf) = leaves.get(leaf) else { continue };
            let here = |page| Placed { page, row, column, turned: false };
            front.extend(leaf.front.map(here));
            let (row, column, turned) = match axis {
                Axis::Upright => (row, grid.columns - 1 - column, false),
                Axis::Level => (grid.rows - 1 - row, column, true),
            };
            back.extend(leaf.back.map(|page| Placed { page, row, column, turned }));
        }
        if options.work_and_turn {
            front.append(&mut back);
            sides.push(Side { face: SideFace::Both, sheet, placed: front });
            continue;
        }
        sides.push(Side { face: SideFace::Front, sheet, placed: front });
        // A printer that prints on both sides wants a back for each front.
        if leaves.iter().any(|leaf| leaf.back.is_some()) {
            sides.push(Side { face: SideFace::Back, sheet, placed: back });
        }
    }
    sides
}
