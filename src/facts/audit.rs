//! The audit: how many values each withheld count can have.
//!
//! In: a [`CellTable`], and what is withheld of it by which decisions. Out: the counts that can have too few
//! values. A value is possible if there is a whole table with it that prints the same, keeps all rules, and
//! for which the decisions are the same: the reader who has the program is granted them, and the words of
//! counts that they looked at. Most such tables are found by moving the count by one and repairing each
//! constraint that no longer holds by moving another of its counts by one, along the paths and cycles of the
//! tables (the stepping stones of the hypercube method, and the network paths of Kelly, Golden and Assad,
//! 1992). Where this finds none, `feasible` looks for any: so what the audit says depends on what is printed
//! and on the decisions, hardly on where in between the true numbers lie. Three things are left out of that:
//! the searches end after so many steps, of a sum of many counts only the last decisions are kept, and those
//! about limits are not among them.

use super::choice::{Choice, bounds};
use super::feasible::{Feasible, Relation};
use super::table::{CellTable, Constraint, ENDLESS};
use std::collections::BTreeSet;

/// Most counts moved together, in the order tried: short paths first.
const PATH_LENGTHS: [usize; 3] = [3, 7, 15];
/// Moves tried for one path.
const TRIES: usize = 2_000;
/// Moves tried for a whole set: thousands of small counts and little else reach this. What is not looked at by
/// then counts as wanting, and more is withheld.
const TRIES_IN_ALL: usize = 5_000_000;

/// The search for other tables that print the same.
pub(super) struct Audit<'t> {
    table: &'t CellTable,
    withheld: &'t [bool],
    /// The rules of the set, and the decisions; of each the terms that can move.
    rows: Vec<Relation>,
    /// The rows of each count that can move.
    of: Vec<Vec<(usize, i64)>>,
    /// By how much each count may differ from the true table, inclusive.
    bounds: Vec<(i64, i64)>,
    /// By how much it differs now; between two moves this keeps all rows.
    at: Vec<i64>,
    /// By how much each row is off.
    off: Vec<i64>,
    /// The rows that do not hold.
    broken: BTreeSet<usize>,
    /// The counts moved on the current path.
    moved: BTreeSet<usize>,
    /// Every move since the true table.
    log: Vec<(usize, i64)>,
    tries: usize,
    spent: usize,
}

impl<'t> Audit<'t> {
    pub(super) fn new(table: &'t CellTable, choice: &'t Choice<'t>) -> Self {
        let withheld = choice.withheld.as_slice();
        let bounds: Vec<(i64, i64)> = (0..table.cells.len())
            .map(|cell| {
                let count = &table.cells[cell];
                // The reader is granted the words that decisions have looked at.
                let (low, high) =
                    if choice.heeded[cell] { count.bounds() } else { bounds(table, withheld, cell) };
                ((low - count.value).min(0), (high - count.value).max(0))
            })
            .collect();
        let moves = |&(cell, _): &(usize, i64)| bounds[cell].0 < bounds[cell].1;
        let row = |Constraint { terms, slack }: &Constraint| Relation {
            terms: terms.iter().copied().filter(moves).collect(),
            slack: *slack,
        };
        let rows: Vec<Relation> =
            table.constraints.iter().chain(choice.decisions.iter().flatten()).map(row).collect();
        let mut of = vec![Vec::new(); table.cells.len()];
        for (at, row) in rows.iter().enumerate() {
            row.terms.iter().for_each(|&(cell, sign)| of[cell].push((at, sign)));
        }
        Self {
            table,
            withheld,
            of,
            at: vec![0; table.cells.len()],
            off: rows.iter().map(|row| -row.slack.unwrap_or(0)).collect(),
            bounds,
            rows,
            broken: BTreeSet::new(),
            moved: BTreeSet::new(),
            log: Vec::new(),
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
    /// either end, two more. Of more tables at an edge more is withheld then, and that it is tells less.
    fn suffices(&mut self, cell: usize) -> bool {
        let wanted = self.table.cells[cell].wanted();
        if !self.has_values(cell, wanted) {
            return false;
        }
        if self.bounds[cell].1 >= ENDLESS / 2 {
            return true;
        }
        let twins = self.twins(cell);
        self.widen(&twins, 1);
        let suffices = self.has_values(cell, wanted + 2);
        self.widen(&twins, -1);
        suffices
    }

    fn widen(&mut self, cells: &BTreeSet<usize>, by: i64) {
        for &cell in cells {
            let (low, high) = self.bounds[cell];
            self.bounds[cell] = (low - by, high + by);
        }
    }

    /// A small count and all that move with it alone.
    fn twins(&self, cell: usize) -> BTreeSet<usize> {
        let (mut twins, mut queue) = (BTreeSet::from([cell]), vec![cell]);
        while let Some(cell) = queue.pop() {
            for &(row, _) in &self.of[cell] {
                if let Relation { terms, slack: None } = &self.rows[row]
                    && let [(one, _), (other, _)] = terms[..]
                {
                    let twin = if one == cell { other } else { one };
                    if twins.insert(twin) {
                        queue.push(twin);
                    }
                }
            }
        }
        twins
    }

    fn has_values(&mut self, cell: usize, wanted: i64) -> bool {
        let mut found = 1;
        for step in [1, -1] {
            let mut to = step;
            while found < wanted && self.nudge(cell, step) {
                (found, to) = (found + 1, to + step);
            }
            self.reset();
            while found < wanted && self.can_be(cell, to) {
                (found, to) = (found + 1, to + step);
            }
        }
        found >= wanted
    }

    /// Whether a count can differ by this from the true table.
    fn can_be(&mut self, cell: usize, difference: i64) -> bool {
        let (low, high) = self.bounds[cell];
        if !(low..=high).contains(&difference) || self.spent > TRIES_IN_ALL {
            return false;
        }
        let mut tables = Feasible::new(&self.rows, &self.of, std::mem::take(&mut self.bounds));
        let (found, steps) = tables.can_be(cell, difference);
        self.bounds = tables.into_bounds();
        self.spent += steps;
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
            self.spent += TRIES - self.tries;
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
        let Some(&constraint) = self.broken.iter().min_by_key(|at| self.rows[**at].terms.len()) else {
            return true;
        };
        if moves == 0 {
            return false;
        }
        let direction = -self.off[constraint].signum();
        for at in 0..self.rows[constraint].terms.len() {
            let (cell, sign) = self.rows[constraint].terms[at];
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
        let (low, high) = self.bounds[cell];
        (low..=high).contains(&(self.at[cell] + step))
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
            match if self.rows[constraint].slack.is_some() { off <= 0 } else { off == 0 } {
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
