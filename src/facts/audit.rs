//! The audit: how many values each withheld count can have.
//!
//! In: a [`CellTable`], and what is withheld of it by which decisions. Out: the counts that can have too few
//! values. A value counts as possible only if a whole table with it has been found that prints the same,
//! keeps all rules, and for which every decision is the same: the reader who has the program is granted all
//! of them. Such tables are found by moving the count by one and repairing each constraint that no longer
//! holds by moving another of its counts by one, along the paths and cycles of the tables (the stepping
//! stones of the hypercube method, and the network paths of Kelly, Golden and Assad, 1992).

use super::choice::{Choice, bounds};
use super::table::{CellTable, Constraint, ENDLESS};
use std::collections::BTreeSet;

/// Most counts moved together, in the order tried: short paths first.
const PATH_LENGTHS: [usize; 3] = [3, 7, 15];
/// Moves tried for one path.
const TRIES: u32 = 2_000;
/// Moves tried for a whole set: thousands of small counts and little else reach this. What is not looked at by
/// then counts as wanting, and more is withheld.
const TRIES_IN_ALL: u64 = 5_000_000;

/// The search for other tables that print the same.
pub(super) struct Audit<'t> {
    table: &'t CellTable,
    withheld: &'t [bool],
    /// The rules of the set, and the decisions.
    constraints: Vec<&'t Constraint>,
    /// The terms of each constraint that can move.
    loose: Vec<Vec<(usize, i64)>>,
    /// The constraints of each count.
    of: Vec<Vec<(usize, i64)>>,
    /// The current values; between two moves they keep all constraints.
    at: Vec<i64>,
    /// By how much each constraint is off.
    off: Vec<i64>,
    /// The constraints that do not hold.
    broken: BTreeSet<usize>,
    /// The counts moved on the current path.
    moved: BTreeSet<usize>,
    /// Every move since the true table.
    log: Vec<(usize, i64)>,
    /// Counts that may leave their bounds by one.
    free: BTreeSet<usize>,
    tries: u32,
    spent: u64,
}

impl<'t> Audit<'t> {
    pub(super) fn new(table: &'t CellTable, choice: &'t Choice<'t>) -> Self {
        let withheld = choice.withheld.as_slice();
        let constraints: Vec<&Constraint> =
            table.constraints.iter().chain(choice.decisions.iter().flatten()).collect();
        let moves = |&(cell, _): &(usize, i64)| {
            let (low, high) = bounds(table, withheld, cell);
            low < high
        };
        let loose: Vec<Vec<(usize, i64)>> = constraints
            .iter()
            .map(|constraint| constraint.terms.iter().copied().filter(moves).collect())
            .collect();
        let mut of = vec![Vec::new(); table.cells.len()];
        for (at, constraint) in constraints.iter().enumerate() {
            constraint.terms.iter().for_each(|&(cell, sign)| of[cell].push((at, sign)));
        }
        Self {
            table,
            withheld,
            loose,
            of,
            at: table.cells.iter().map(|cell| cell.value).collect(),
            off: constraints.iter().map(|constraint| -constraint.slack.unwrap_or(0)).collect(),
            constraints,
            broken: BTreeSet::new(),
            moved: BTreeSet::new(),
            log: Vec::new(),
            free: BTreeSet::new(),
            tries: 0,
            spent: 0,
        }
    }

    /// The withheld counts that can have too few values.
    pub(super) fn wanting(&mut self) -> Vec<usize> {
        let withheld = (0..self.withheld.len()).filter(|&cell| self.withheld[cell]);
        let withheld: Vec<usize> = withheld.collect();
        withheld.into_iter().filter(|&cell| !self.suffices(cell)).collect()
    }

    /// Whether a count can have as many values as promised, and, could it leave its own bounds by one at
    /// either end, two more: else its least and its most would tell by how little it fails.
    fn suffices(&mut self, cell: usize) -> bool {
        let wanted = self.table.cells[cell].wanted();
        let small = bounds(self.table, self.withheld, cell).1 < ENDLESS;
        if self.values(cell, wanted) < wanted {
            return false;
        }
        if small {
            self.free = self.twins(cell);
            let values = self.values(cell, wanted + 2);
            self.free.clear();
            return values >= wanted + 2;
        }
        true
    }

    /// A count and all that move with it alone.
    fn twins(&self, cell: usize) -> BTreeSet<usize> {
        let (mut twins, mut queue) = (BTreeSet::from([cell]), vec![cell]);
        while let Some(cell) = queue.pop() {
            for &(constraint, _) in &self.of[cell] {
                if let [(one, _), (other, _)] = self.loose[constraint][..] {
                    let twin = if one == cell { other } else { one };
                    if bounds(self.table, self.withheld, twin).1 < ENDLESS && twins.insert(twin) {
                        queue.push(twin);
                    }
                }
            }
        }
        twins
    }

    fn values(&mut self, cell: usize, wanted: i64) -> i64 {
        let mut found = 1;
        for step in [1, -1] {
            while found < wanted && self.nudge(cell, step) {
                found += 1;
            }
            self.reset();
        }
        found
    }

    /// Moves a count by one, and others with it until all constraints hold again.
    fn nudge(&mut self, cell: usize, step: i64) -> bool {
        if !self.may(cell, step) || self.spent > TRIES_IN_ALL {
            return false;
        }
        self.shift(cell, step);
        let found = PATH_LENGTHS.iter().any(|&moves| {
            self.tries = TRIES;
            let found = self.repair(moves);
            self.spent += u64::from(TRIES - self.tries);
            found
        });
        if !found {
            self.unshift();
        }
        self.moved.clear();
        found
    }

    fn repair(&mut self, moves: usize) -> bool {
        // The constraint with the fewest terms first: a dead end shows at once.
        let Some(&constraint) = self.broken.iter().min_by_key(|at| self.loose[**at].len()) else {
            return true;
        };
        if moves == 0 {
            return false;
        }
        let direction = -self.off[constraint].signum();
        for at in 0..self.loose[constraint].len() {
            let (cell, sign) = self.loose[constraint][at];
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            let step = direction * sign;
            if self.moved.contains(&cell) || !self.may(cell, step) {
                continue;
            }
            self.shift(cell, step);
            if self.repair(moves - 1) {
                return true;
            }
            self.unshift();
        }
        false
    }

    /// Whether the page leaves open that a count is by a step more or less than now.
    fn may(&self, cell: usize, step: i64) -> bool {
        let (low, high) = bounds(self.table, self.withheld, cell);
        let room = i64::from(self.free.contains(&cell));
        (low - room..=high.saturating_add(room)).contains(&(self.at[cell] + step))
    }

    fn shift(&mut self, cell: usize, step: i64) {
        self.apply(cell, step);
        self.moved.insert(cell);
        self.log.push((cell, step));
    }

    fn unshift(&mut self) {
        if let Some((cell, step)) = self.log.pop() {
            self.moved.remove(&cell);
            self.apply(cell, -step);
        }
    }

    fn apply(&mut self, cell: usize, step: i64) {
        self.at[cell] += step;
        for &(constraint, sign) in &self.of[cell] {
            self.off[constraint] += sign * step;
            let off = self.off[constraint];
            match if self.constraints[constraint].slack.is_some() { off <= 0 } else { off == 0 } {
                true => self.broken.remove(&constraint),
                false => self.broken.insert(constraint),
            };
        }
    }

    /// Back to the true table.
    fn reset(&mut self) {
        while !self.log.is_empty() {
            self.unshift();
        }
    }
}
