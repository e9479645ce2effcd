//! The audit: what a reader can compute who knows the rules of the set, and this program.
//!
//! In: a [`CellTable`] and the rounds of withholding so far. Out: the withheld counts that could have too
//! few values. A value counts as possible only if a whole table with it has been found that keeps all
//! rules and on which the program would have come to print the same: every count is in its range as the
//! [`lens`](super::lens) tells, so that the first choice is the same; and every earlier round found the
//! same counts wanting. Such tables are found by moving the count by one and repairing each constraint
//! that no longer holds by moving another of its counts by one.
//!
//! The first round asks for a step more than is promised: the values at which a count is found wanting
//! are then enough themselves, and that more had to be withheld tells no more than was promised.

use super::choice::PATH_LENGTHS;
use super::table::{CellTable, Disclosure, ENDLESS};
use std::cell::Cell as Counter;
use std::collections::BTreeSet;

/// Moves tried for one path.
const TRIES: u32 = 1_000;
/// The same where an earlier round is gone through again.
const TRIES_AGAIN: u32 = 200;
/// Tables looked at to find one on which the earlier rounds go the same way.
const LOOKS: u32 = 12;
/// Moves tried for one count.
const TRIES_FOR_ONE: u64 = 8_000;
/// Moves tried for a whole set; only a hostile one reaches this.
const TRIES_IN_ALL: u64 = 3_000_000;

/// What is withheld at one time, and what was found wanting then.
pub(super) struct Round {
    pub(super) withheld: Vec<bool>,
    /// The terms of each constraint that can move.
    loose: Vec<Vec<(usize, i64)>>,
    pub(super) wanting: BTreeSet<usize>,
}

impl Round {
    pub(super) fn new(table: &CellTable, withheld: Vec<bool>) -> Self {
        let moves = |&(cell, _): &(usize, i64)| {
            let (low, high) = bounds(table, &withheld, cell);
            low < high
        };
        let loose = table
            .constraints
            .iter()
            .map(|constraint| constraint.terms.iter().copied().filter(moves).collect())
            .collect();
        Self { withheld, loose, wanting: BTreeSet::new() }
    }
}

/// The bounds that the page discloses of a count.
fn bounds(table: &CellTable, withheld: &[bool], cell: usize) -> (i64, i64) {
    let count = &table.cells[cell];
    match count.disclosed {
        Disclosure::Exact | Disclosure::Bounded(..) if withheld[cell] => count.known,
        _ => count.bounds(),
    }
}

/// The audit of the last of the rounds.
pub(super) struct Audit<'t> {
    table: &'t CellTable,
    rounds: &'t [Round],
    spent: &'t Counter<u64>,
    /// How much may be spent on the count at hand.
    until: Counter<u64>,
}

impl<'t> Audit<'t> {
    pub(super) fn new(table: &'t CellTable, rounds: &'t [Round], spent: &'t Counter<u64>) -> Self {
        Self { table, rounds, spent, until: Counter::new(0) }
    }

    /// The withheld counts that can have too few values. Enough values in one round are enough in the
    /// next: the tables that have them differ in nothing that was printed then.
    pub(super) fn wanting(&self) -> BTreeSet<usize> {
        let round = self.rounds.len() - 1;
        let at: Vec<i64> = self.table.cells.iter().map(|cell| cell.value).collect();
        let before = round.checked_sub(1).map(|before| &self.rounds[before]);
        let settled = |cell: &usize| {
            before.is_some_and(|before| before.withheld[*cell] && !before.wanting.contains(cell))
        };
        let withheld = |cell: &usize| self.rounds[round].withheld[*cell] && !settled(cell);
        (0..at.len())
            .filter(withheld)
            .filter(|&cell| {
                self.until.set(TRIES_IN_ALL.min(self.spent.get() + TRIES_FOR_ONE));
                !self.suffices(round, &at, cell)
            })
            .collect()
    }

    /// Whether a count can have enough values in a round, to a reader of the table `at`.
    fn suffices(&self, round: usize, at: &[i64], cell: usize) -> bool {
        let mut walk = Walk::new(self, round, at, cell);
        match round {
            0 => walk.has_room(),
            _ => walk.has_values(),
        }
    }

    /// Whether the rounds before `round` find the same counts wanting in another table.
    fn goes_the_same_way(&self, round: usize, at: &[i64]) -> bool {
        let moved = (0..at.len()).filter(|&cell| at[cell] != self.table.cells[cell].value);
        let moved: Vec<usize> = moved.collect();
        (0..round).all(|before| {
            let Round { withheld, wanting, .. } = &self.rounds[before];
            let told = moved.iter().filter(|cell| !withheld[**cell]);
            let constraints = told.flat_map(|&cell| &self.table.cells[cell].constraints);
            let touched: BTreeSet<usize> = constraints
                .flat_map(|&(constraint, _)| &self.rounds[before].loose[constraint])
                .map(|&(cell, _)| cell)
                .filter(|&cell| withheld[cell])
                .collect();
            touched.iter().all(|&cell| self.suffices(before, at, cell) != wanting.contains(&cell))
        })
    }
}

/// A search for other tables that print the same.
struct Walk<'a> {
    audit: &'a Audit<'a>,
    round: usize,
    /// The count that is moved.
    cell: usize,
    /// The current values; between two moves they keep all rules.
    at: Vec<i64>,
    /// By how much each constraint is off.
    off: Vec<i64>,
    /// The constraints that do not hold.
    broken: BTreeSet<usize>,
    /// The counts moved on the current path.
    moved: BTreeSet<usize>,
    /// Every move since the first table.
    log: Vec<(usize, i64)>,
    tries: u32,
    /// Tables still to be looked at; `None` if any will do.
    looks: Option<u32>,
}

impl<'a> Walk<'a> {
    fn new(audit: &'a Audit<'a>, round: usize, at: &[i64], cell: usize) -> Self {
        audit.spent.set(audit.spent.get() + at.len() as u64 / 64);
        let constraints = audit.table.constraints.iter();
        // The table keeps all rules: sums hold, limits have some slack.
        let off = constraints.map(|constraint| {
            let now = |&(cell, sign): &(usize, i64)| sign * (at[cell] - audit.table.cells[cell].value);
            constraint.slack.map_or(0, |slack| constraint.terms.iter().map(now).sum::<i64>() - slack)
        });
        Self {
            audit,
            round,
            cell,
            at: at.to_vec(),
            off: off.collect(),
            broken: BTreeSet::new(),
            moved: BTreeSet::new(),
            log: Vec::new(),
            tries: 0,
            looks: None,
        }
    }

    /// Whether the count, could it leave its own bounds, reached a step beyond the values promised at
    /// either end.
    fn has_room(&mut self) -> bool {
        let count = &self.audit.table.cells[self.cell];
        let ((low, high), wanted) = (count.bounds_withheld(), count.wanted());
        let now = self.at[self.cell];
        let mut most = now;
        while most < now + wanted && self.nudge(1) {
            most += 1;
        }
        self.reset();
        if most < low + wanted || (high >= ENDLESS && most - now >= wanted) {
            return most >= low + wanted;
        }
        let mut least = now;
        while least > now - wanted && self.nudge(-1) {
            least -= 1;
        }
        self.reset();
        let seen = most.min(high) - least.max(low) + 1;
        seen >= wanted && (high >= ENDLESS || least <= high - wanted)
    }

    /// Whether enough values have tables on which the earlier rounds go the same way.
    fn has_values(&mut self) -> bool {
        let count = &self.audit.table.cells[self.cell];
        let ((low, high), promised) = (count.bounds_withheld(), count.wanted());
        // A step more, so that the next round has room; a total moves with its parts.
        let all = (high - low).saturating_add(1);
        let wanted = if count.is_total { promised } else { all.min(promised + 1) };
        let mut found = 1;
        for step in [1, -1] {
            for _ in 0..wanted + 2 {
                let next = self.at[self.cell] + step;
                if found >= wanted || next < low || next > high {
                    break;
                }
                self.looks = Some(LOOKS);
                if self.nudge(step) {
                    found += 1;
                    continue;
                }
                self.looks = None;
                if !self.nudge(step) {
                    break;
                }
            }
            self.reset();
        }
        found >= wanted
    }

    /// Moves the count by one, and others with it until all constraints hold again.
    fn nudge(&mut self, step: i64) -> bool {
        if self.audit.spent.get() > self.audit.until.get() {
            return false;
        }
        self.shift(self.cell, step);
        let tries = if self.round + 1 == self.audit.rounds.len() { TRIES } else { TRIES_AGAIN };
        let found = PATH_LENGTHS.iter().any(|&moves| {
            self.tries = tries;
            let found = self.repair(moves);
            self.audit.spent.set(self.audit.spent.get() + u64::from(tries - self.tries));
            found
        });
        if !found {
            self.unshift();
        }
        self.moved.clear();
        found
    }

    fn repair(&mut self, moves: usize) -> bool {
        let rounds = &self.audit.rounds[self.round];
        // The constraint with the fewest terms first: a dead end shows at once.
        let terms = |constraint: &usize| rounds.loose[*constraint].len();
        let Some(&constraint) = self.broken.iter().min_by_key(|constraint| terms(constraint)) else {
            return self.look();
        };
        if moves == 0 {
            return false;
        }
        let direction = -self.off[constraint].signum();
        for &(cell, sign) in &rounds.loose[constraint] {
            if self.tries == 0 || self.looks == Some(0) {
                return false;
            }
            self.tries -= 1;
            let step = direction * sign;
            let (low, high) = bounds(self.audit.table, &rounds.withheld, cell);
            let next = self.at[cell] + step;
            if self.moved.contains(&cell) || next < low || next > high {
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

    /// Whether the table found will do.
    fn look(&mut self) -> bool {
        let Some(looks) = self.looks else { return true };
        self.looks = looks.checked_sub(1);
        self.looks.is_some() && self.audit.goes_the_same_way(self.round, &self.at)
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
        for &(constraint, sign) in &self.audit.table.cells[cell].constraints {
            self.off[constraint] += sign * step;
            let off = self.off[constraint];
            let is_limit = self.audit.table.constraints[constraint].slack.is_some();
            match if is_limit { off <= 0 } else { off == 0 } {
                true => self.broken.remove(&constraint),
                false => self.broken.insert(constraint),
            };
        }
    }

    /// Back to the first table.
    fn reset(&mut self) {
        while !self.log.is_empty() {
            self.unshift();
        }
    }
}
