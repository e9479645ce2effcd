//! The figures of all states against each other, without any rule: what is unlikely in a right set.
//!
//! In: the data. Out: findings. Each is tuned on made-up sets of the sizes that real ones have, so that a
//! right one has next to none (`tests/it/counts.rs`).
//!
//! | file | looks for |
//! | --- | --- |
//! | `grid` | nothing: the counts as a table of states and figures |
//! | `equal` | one value in two states, or in a state and the nation |
//! | `fit` | nothing: what each figure should be, by the state's other figures and the other states |
//! | `outliers` | values far from that, and zeros among large numbers |
//! | `moved` | figures in each other's rows |
//! | `twice` | one number for two figures of a state, or of the nation |
//! | `decimals` | rates and money written or scaled unlike those of the other states |
//! | `uneven` | a number written less exactly than the others, and a zero among the nation's |
//! | `sums` | figures that add up in every state, undeclared, or in every state but one |

mod decimals;
mod equal;
mod fit;
mod grid;
mod moved;
mod outliers;
mod sums;
mod twice;
mod uneven;

use super::SheetFinding;
use crate::diagnostic::Sink;
use crate::set::Dataset;
use grid::Grid;
use outliers::Suggestions;

/// Values that make a sheet wrong if they are what they look like.
pub(super) fn wrong(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let grid = Grid::of(dataset);
    equal::with_nation(dataset, &grid, found);
    equal::between_states(&grid, found);
    if let Some(table) = Suggestions::of(&grid) {
        moved::lint(&table, found);
    }
}

/// Values that someone should look at.
pub(super) fn lint(dataset: &Dataset, found: &mut Sink) {
    let grid = Grid::of(dataset);
    if let Some(table) = Suggestions::of(&grid) {
        outliers::lint(&table, found);
        twice::in_states(&table, found);
    }
    twice::in_nation(dataset, found);
    uneven::between_states(&grid, found);
    decimals::lint(&grid, found);
    uneven::in_nation(dataset, found);
    sums::lint(dataset, &grid, found);
}
