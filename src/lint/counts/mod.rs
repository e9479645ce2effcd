//! The figures of all states against each other, without any rule: what is unlikely in a right set.
//!
//! In: the data. Out: findings. Each is tuned on made-up sets of the sizes that real ones have, so that a
//! right one has next to none (`tests/it/counts.rs`).
//!
//! | file | looks for |
//! | --- | --- |
//! | `grid` | nothing: the counts as a table of states and figures |
//! | `equal` | one value in two states, or in a state and the nation |
//! | `outliers` | values far from what the state's other figures suggest, and zeros among large numbers |
//! | `sums` | figures that add up in every state, undeclared |

mod equal;
mod grid;
mod outliers;
mod sums;

use super::SheetFinding;
use crate::diagnostic::Sink;
use crate::set::Dataset;
use grid::Grid;

/// Values that make a sheet wrong if they are what they look like.
pub(super) fn wrong(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let grid = Grid::of(dataset);
    equal::with_nation(dataset, &grid, found);
    equal::between_states(&grid, found);
}

/// Values that someone should look at.
pub(super) fn lint(dataset: &Dataset, found: &mut Sink) {
    let grid = Grid::of(dataset);
    outliers::lint(&grid, found);
    sums::lint(dataset, &grid, found);
}
