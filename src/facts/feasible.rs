//! Whether there is a table at all that keeps all constraints.
//!
//! In: constraints on counts, each count with its bounds, all as differences from the true table. Out: whether
//! some whole numbers within the bounds keep every constraint. Bounds are narrowed by the constraints; where
//! that does not decide, one count after another is tried at either side of a number, nearest to the true
//! table first. The search is complete, up to a number of steps.

/// Terms of constraints looked at in one search.
const STEPS: usize = 20_000;
/// Counts decided on in one search.
const BRANCHES: u32 = 100;
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
    /// The constraints looked at; between two looks, none.
    seen: Vec<bool>,
    steps: usize,
    branches: u32,
}

impl<'r> Feasible<'r> {
    /// `bounds` hold the true table, which is 0 everywhere.
    pub(super) fn new(rows: &'r [Relation], of: &'r [Vec<(usize, i64)>], bounds: Vec<(i64, i64)>) -> Self {
        Self { rows, of, bounds, trail: Vec::new(), seen: vec![false; rows.len()], steps: 0, branches: 0 }
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
    fn broken(&mut self) -> Option<(usize, i64)> {
        let mut touched = Vec::new();
        for at in 0..self.trail.len() {
            let cell = self.trail[at].0;
            let rows = if self.at(cell) == 0 { &[] } else { self.of[cell].as_slice() };
            touched.extend(
                rows.iter().map(|(row, _)| *row).filter(|&row| !std::mem::replace(&mut self.seen[row], true)),
            );
        }
        touched.iter().for_each(|&row| self.seen[row] = false);
        let off = |row: usize| -> i64 {
            let terms = self.rows[row].terms.iter();
            let sum = terms.fold(0_i64, |sum, &(cell, sign)| sum.saturating_add(sign * self.at(cell)));
            self.rows[row].slack.map_or(sum, |slack| sum.saturating_sub(slack).max(0))
        };
        let broken = touched.into_iter().map(|row| (row, off(row))).filter(|(_, off)| *off != 0);
        broken.min_by_key(|(row, _)| (self.rows[*row].terms.len(), *row))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All tables within the bounds, tried one by one.
    fn by_trying(relations: &[Relation], bounds: &[(i64, i64)], cell: usize, difference: i64) -> bool {
        let mut tables = vec![Vec::new()];
        for (at, &(low, high)) in bounds.iter().enumerate() {
            let values = if at == cell { difference.max(low)..=difference.min(high) } else { low..=high };
            tables = tables
                .iter()
                .flat_map(|table: &Vec<i64>| {
                    values.clone().map(|value| [table.as_slice(), &[value]].concat())
                })
                .collect();
        }
        let keeps = |table: &Vec<i64>| {
            relations.iter().all(|Relation { terms, slack }| {
                let sum: i64 = terms.iter().map(|(cell, sign)| sign * table[*cell]).sum();
                slack.map_or(sum == 0, |slack| sum <= slack)
            })
        };
        tables.iter().any(keeps)
    }

    proptest! {
        #[test]
        fn a_table_is_found_if_there_is_one(
            bounds in prop::collection::vec((-3..=0_i64, 0..=3_i64), 5),
            signs in prop::collection::vec((prop::collection::vec(-1..=1_i64, 5), prop::option::of(0..=2_i64)), 1..5),
            difference in -3..=3_i64,
        ) {
            let terms = |signs: &[i64]| signs.iter().copied().enumerate().filter(|(_, sign)| *sign != 0).collect();
            let relations: Vec<Relation> =
                signs.iter().map(|(signs, slack)| Relation { terms: terms(signs), slack: *slack }).collect();
            let mut of = vec![Vec::new(); bounds.len()];
            for (at, relation) in relations.iter().enumerate() {
                relation.terms.iter().for_each(|&(cell, sign)| of[cell].push((at, sign)));
            }
            let mut tables = Feasible::new(&relations, &of, bounds.clone());
            prop_assert_eq!(tables.can_be(0, difference).0, by_trying(&relations, &bounds, 0, difference));
            prop_assert_eq!(tables.into_bounds(), bounds);
        }
    }
}
