//! Whether there is a table at all that keeps all constraints.
//!
//! In: constraints on counts, each count with its bounds, all as differences from the true table. Out: whether
//! some whole numbers within the bounds keep every constraint. Bounds are narrowed by the constraints; where
//! that does not decide, one count after another is tried at either side of a number, nearest to the true
//! table first. The search is complete, up to a number of steps.

use std::collections::BTreeSet;

/// Terms of constraints looked at in one search.
const STEPS: usize = 100_000;
/// Counts decided on in one search.
const BRANCHES: u32 = 500;
/// Above this a bound is none; sums of bounds stay below it.
const NO_BOUND: i64 = 1 << 58;

/// Signed terms that add up to 0, or to at most the slack.
pub(super) struct Relation {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) slack: Option<i64>,
}

/// The search for one table.
pub(super) struct Feasible<'r> {
    rows: &'r [Relation],
    /// The rows of each count.
    of: &'r [Vec<(usize, i64)>],
    /// The bounds of each count, inclusive.
    bounds: Vec<(i64, i64)>,
    /// Bounds before they were narrowed.
    trail: Vec<(usize, (i64, i64))>,
    steps: usize,
    branches: u32,
}

impl<'r> Feasible<'r> {
    /// `bounds` hold the true table, which is 0 everywhere.
    pub(super) fn new(rows: &'r [Relation], of: &'r [Vec<(usize, i64)>], bounds: Vec<(i64, i64)>) -> Self {
        Self { rows, of, bounds, trail: Vec::new(), steps: 0, branches: 0 }
    }

    /// Whether a count can differ by this from the true table, and after how many steps that was known.
    pub(super) fn can_be(&mut self, cell: usize, difference: i64) -> (bool, usize) {
        (self.steps, self.branches) = (STEPS, BRANCHES);
        let found = self.with(cell, (difference, difference));
        self.back_to(0);
        (found, STEPS - self.steps)
    }

    /// Whether there is a table with narrower bounds for a count.
    fn with(&mut self, cell: usize, (low, high): (i64, i64)) -> bool {
        let before = self.trail.len();
        let found = self.narrow(cell, (low, high)) && self.spread(before) && self.branch();
        if !found {
            self.back_to(before);
        }
        found
    }

    /// Decides on a constraint that the table nearest to the true one does not keep.
    fn branch(&mut self) -> bool {
        let Some((row, off)) = self.broken() else { return true };
        if self.branches == 0 {
            return false;
        }
        self.branches -= 1;
        let rows = self.rows;
        let toward = |&(cell, sign): &(usize, i64)| {
            let (at, (low, high)) = (self.at(cell), self.bounds[cell]);
            let step = -off.signum() * sign;
            let room = if step > 0 { high - at } else { at - low };
            (cell, step, room.min(off.abs()))
        };
        // The one with most room first, and of these the first.
        let most = rows[row].terms.iter().map(toward).rev().max_by_key(|(_, _, room)| *room);
        let Some((cell, step, room)) = most.filter(|(_, _, room)| *room > 0) else { return false };
        let (at, (low, high)) = (self.at(cell), self.bounds[cell]);
        if step > 0 {
            self.with(cell, (at + room, high)) || self.with(cell, (low, at + room - 1))
        } else {
            self.with(cell, (low, at - room)) || self.with(cell, (at - room + 1, high))
        }
    }

    /// The value nearest to the true table.
    fn at(&self, cell: usize) -> i64 {
        let (low, high) = self.bounds[cell];
        0.clamp(low, high)
    }

    /// A constraint that is off with these values, with few terms, and by how much.
    fn broken(&self) -> Option<(usize, i64)> {
        let moved = self.trail.iter().map(|(cell, _)| *cell).filter(|&cell| self.at(cell) != 0);
        let rows: BTreeSet<usize> =
            moved.flat_map(|cell| self.of[cell].iter().map(|(row, _)| *row)).collect();
        let off = |row: usize| -> i64 {
            let terms = self.rows[row].terms.iter();
            let sum = terms.fold(0_i64, |sum, &(cell, sign)| sum.saturating_add(sign * self.at(cell)));
            self.rows[row].slack.map_or(sum, |slack| sum.saturating_sub(slack).max(0))
        };
        let broken = rows.into_iter().map(|row| (row, off(row))).filter(|(_, off)| *off != 0);
        broken.min_by_key(|(row, _)| self.rows[*row].terms.len())
    }

    /// Narrows the bounds of a count; whether there is something left.
    fn narrow(&mut self, cell: usize, (low, high): (i64, i64)) -> bool {
        let old = self.bounds[cell];
        let new = (old.0.max(low), old.1.min(high));
        if new != old {
            self.trail.push((cell, old));
            self.bounds[cell] = new;
        }
        new.0 <= new.1
    }

    /// Narrows all bounds by the constraints of the counts narrowed from here on.
    fn spread(&mut self, mut from: usize) -> bool {
        while let Some(&(cell, _)) = self.trail.get(from) {
            from += 1;
            for &(row, _) in &self.of[cell] {
                self.steps = self.steps.saturating_sub(self.rows[row].terms.len());
                if self.steps == 0 || !self.tighten(row) {
                    return false;
                }
            }
        }
        true
    }

    /// Narrows the bounds of the terms of a constraint.
    fn tighten(&mut self, row: usize) -> bool {
        let rows = self.rows;
        let Relation { terms, slack } = &rows[row];
        // The least of the sum: its terms that have one, and how many have none.
        let sum = |side: i64, bounds: &[(i64, i64)]| {
            terms.iter().fold((0_i64, 0), |(sum, none), &(cell, sign)| {
                let end = end(bounds[cell], sign * side);
                if end <= -NO_BOUND { (sum, none + 1) } else { (sum.saturating_add(end), none) }
            })
        };
        let sides: &[(i64, i64)] = match slack {
            Some(slack) => &[(1, *slack)],
            None => &[(1, 0), (-1, 0)],
        };
        for &(side, most) in sides {
            let (least, none) = sum(side, &self.bounds);
            if none > 1 {
                continue;
            }
            if none == 0 && least > most {
                return false;
            }
            for &(cell, sign) in terms {
                let own = end(self.bounds[cell], sign * side);
                let others = match (none, own <= -NO_BOUND) {
                    (0, _) => least.saturating_sub(own),
                    (1, true) => least,
                    _ => continue,
                };
                let (low, high) = self.bounds[cell];
                let room = most.saturating_sub(others);
                let narrowed = if sign * side > 0 { (low, high.min(room)) } else { (low.max(-room), high) };
                if !self.narrow(cell, narrowed) {
                    return false;
                }
            }
        }
        true
    }

    /// The bounds, as they were given.
    pub(super) fn into_bounds(self) -> Vec<(i64, i64)> {
        self.bounds
    }

    fn back_to(&mut self, length: usize) {
        while self.trail.len() > length {
            if let Some((cell, bounds)) = self.trail.pop() {
                self.bounds[cell] = bounds;
            }
        }
    }
}

/// The least that a term with this sign adds to a sum.
fn end((low, high): (i64, i64), sign: i64) -> i64 {
    if sign > 0 { low } else { -high }
}
