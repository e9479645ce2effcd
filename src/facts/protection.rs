//! Small counts: what is printed instead of them, and what else must be withheld so that they
//! cannot be computed.
//!
//! This is cell suppression, as in Willenborg and de Waal, *Elements of Statistical Disclosure
//! Control* (2001), and Hundepool et al., *Statistical Disclosure Control* (2012), chapter 4:
//!
//! - *Primary suppression*: a count below the declared number N is printed as "fewer than N".
//! - *Complementary* (secondary) *suppression*: further counts are withheld until the *feasibility
//!   interval* of each suppressed count holds at least the declared number of values. These are the
//!   values possible to a reader who has all the pages and knows every rule of the set (sums, limits,
//!   the states against the nation), N, that no count is negative, that a count withheld without
//!   "fewer than" is not small, and that zeros are not withheld.
//!
//! A value counts as possible only if a whole table with it has been found that keeps all rules, so
//! an interval is never taken to be wider than it is. Such tables are found by moving the count by
//! one and repairing each constraint that no longer holds by moving another of its counts by one,
//! along the paths and cycles of the tables (the stepping stones of the hypercube method, and the
//! network paths of Kelly, Golden and Assad, 1992). If counts not yet suppressed have to move, they
//! are what is suppressed next: as few as possible, then the smallest, then in the order of the
//! dictionary. Zeros come last, since a reader may know them anyway and a withheld zero would read as
//! if there were cases. The choice depends on nothing but the set.
//!
//! A complementary suppression prints as suppressed, never as "fewer than". Where a "fewer than"
//! itself says too much about its parts (1 + 1 = "fewer than 3"), it is withheld as well. A share whose
//! part or whole is suppressed is withheld.
//!
//! Not covered: a reader who knows a count from elsewhere, or who has pages of different drafts of the
//! set (release the pages of one run), or who infers from the choice of complementary counts that
//! others would have been worse choices.

use super::table::{Cell, CellTable, Disclosure};
use crate::figure::{Missing, Value};
use crate::set::{Dataset, Scope};
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Most counts moved together, in the order tried: short paths first.
const PATH_LENGTHS: [usize; 3] = [3, 7, 15];
/// Most counts suppressed at a time; beyond that, all connected ones are.
const MOST_AT_ONCE: usize = 6;
/// Moves tried for one path.
const TRIES: u32 = 40_000;
/// Moves tried for a whole set; only a hostile one reaches this.
const TRIES_IN_ALL: u64 = 50_000_000;

/// What is printed in place of the suppressed counts of a set.
#[derive(Debug, Default)]
pub struct Protection {
    values: BTreeMap<FileId, BTreeMap<String, Value>>,
    withheld: Vec<Withheld>,
}

/// A number of the data that is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    pub file: FileId,
    pub figure: String,
    /// What is printed instead.
    pub printed: Value,
}

impl Protection {
    /// Works out what must not be printed, for all states of a set together.
    pub fn new(dataset: &Dataset) -> Self {
        let specs = &dataset.set.figures;
        let files = || std::iter::once(&dataset.national).chain(dataset.state_figures());
        let suppressed = Value::Missing(Missing::Suppressed);
        let asked = specs.iter().any(|spec| spec.rules.protect.is_some())
            || files().any(|file| file.figures.iter().any(|entry| entry.value.value == suppressed));
        let mut protection = Self::default();
        if !asked {
            return protection;
        }
        let mut table = CellTable::new(dataset);
        Search::new(&mut table).protect();
        for cell in table.cells.iter().filter(|cell| cell.is_suppressed()) {
            let printed = match cell.disclosed {
                Disclosure::FewerThan(_, high) => Value::FewerThan(high.unsigned_abs() + 1),
                _ => suppressed,
            };
            protection.withhold(cell.file, &specs[cell.figure].key.value, printed);
        }
        // A share discloses its count.
        for (spec, share) in specs.iter().filter_map(|spec| Some((spec, spec.rules.share_of.as_ref()?))) {
            for file in
                files().filter(|file| (file.file == dataset.national.file) == (spec.scope == Scope::National))
            {
                let is_suppressed = |key: &str| {
                    [file.file, dataset.national.file]
                        .iter()
                        .any(|file| protection.value(*file, key).is_some())
                };
                if is_suppressed(&share.part.value) || is_suppressed(&share.whole.value) {
                    protection.withhold(file.file, &spec.key.value, suppressed);
                }
            }
        }
        protection
    }

    /// What is printed for a figure of a file, if it is suppressed.
    pub fn value(&self, file: FileId, key: &str) -> Option<Value> {
        self.values.get(&file)?.get(key).copied()
    }

    /// Every number that is not printed.
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    fn withhold(&mut self, file: FileId, key: &str, printed: Value) {
        self.values.entry(file).or_default().insert(key.to_owned(), printed);
        self.withheld.push(Withheld { file, figure: key.to_owned(), printed });
    }
}

/// The search for other tables that print the same.
struct Search<'t> {
    table: &'t mut CellTable,
    /// The current values; between two moves they keep all rules.
    at: Vec<i64>,
    /// By how much each constraint is off.
    off: Vec<i64>,
    /// The constraints that do not hold.
    broken: BTreeSet<usize>,
    /// The counts moved on the current path.
    moved: BTreeSet<usize>,
    /// Every move since the true table.
    log: Vec<(usize, i64)>,
    tries: u32,
    spent: u64,
}

impl<'t> Search<'t> {
    fn new(table: &'t mut CellTable) -> Self {
        let at = table.cells.iter().map(|cell| cell.value).collect();
        let off = table.constraints.iter().map(|constraint| -constraint.slack.unwrap_or(0)).collect();
        let (broken, moved, log) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        Self { table, at, off, broken, moved, log, tries: 0, spent: 0 }
    }

    /// Suppresses until the feasibility interval of every suppressed count is wide enough.
    fn protect(&mut self) {
        let suppressed = |cell: &usize| self.table.cells[*cell].is_suppressed();
        let mut queue: VecDeque<usize> = (0..self.table.cells.len()).filter(suppressed).collect();
        while let Some(cell) = queue.pop_front() {
            let wanted = self.table.cells[cell].min_interval;
            while self.interval(cell, wanted) < wanted {
                let more = self.complementary(cell, wanted);
                if more.is_empty() {
                    break;
                }
                for more in more {
                    self.table.withhold(more, wanted);
                    queue.push_back(more);
                }
            }
        }
    }

    /// How many values the feasibility interval of a count holds, counting up to `wanted`.
    fn interval(&mut self, cell: usize, wanted: u64) -> u64 {
        let mut found = 1;
        for step in [1, -1] {
            while found < wanted && self.nudge(cell, step, 0, false) {
                found += 1;
            }
            self.reset();
        }
        found
    }

    /// The complementary suppressions that widen the interval of `cell` by one value.
    fn complementary(&mut self, cell: usize, wanted: u64) -> Vec<usize> {
        for zeros in [false, true] {
            for price in 1..=MOST_AT_ONCE {
                for step in [1, -1] {
                    let mut steps = 0;
                    while steps < wanted && self.nudge(cell, step, 0, false) {
                        steps += 1;
                    }
                    let found = self.nudge(cell, step, price, zeros);
                    let out = |cell: &usize| outside(&self.table.cells[*cell], self.at[*cell]);
                    let moved: BTreeSet<usize> = self.log.iter().map(|(cell, _)| *cell).filter(out).collect();
                    self.reset();
                    if found && !moved.is_empty() {
                        return moved.into_iter().collect();
                    }
                }
            }
        }
        match self.connected(cell, Cell::discloses) {
            // The last resort, even "not applicable", where a sum of nothing else is left.
            none if none.is_empty() => {
                self.connected(cell, |cell| cell.disclosed == Disclosure::NotApplicable)
            }
            some => some,
        }
    }

    /// Every connected count that still discloses something. With all of them withheld, this count and
    /// every sum above it are bounded only from below.
    fn connected(&self, cell: usize, discloses: fn(&Cell) -> bool) -> Vec<usize> {
        let (mut seen, mut queue) = (BTreeSet::from([cell]), VecDeque::from([cell]));
        while let Some(cell) = queue.pop_front() {
            for &(constraint, _) in &self.table.cells[cell].constraints {
                for &(other, _) in &self.table.constraints[constraint].terms {
                    if seen.insert(other) {
                        queue.push_back(other);
                    }
                }
            }
        }
        seen.into_iter().filter(|&cell| discloses(&self.table.cells[cell])).collect()
    }

    /// Moves a count by one, and others with it until all constraints hold again. At most `price` of
    /// them may leave the bounds that the page discloses.
    fn nudge(&mut self, cell: usize, step: i64, price: usize, zeros: bool) -> bool {
        let Some(cost) = self.cost(cell, step, zeros).filter(|cost| *cost <= price) else { return false };
        if self.spent > TRIES_IN_ALL {
            return false;
        }
        self.shift(cell, step);
        let found = PATH_LENGTHS.iter().any(|&moves| {
            self.tries = TRIES;
            let found = self.repair(moves, price - cost, zeros);
            self.spent += u64::from(TRIES - self.tries);
            found
        });
        if !found {
            self.unshift();
        }
        self.moved.clear();
        found
    }

    fn repair(&mut self, moves: usize, price: usize, zeros: bool) -> bool {
        // The constraint with the fewest terms first: a dead end shows at once.
        let terms = |constraint: &usize| self.terms(*constraint, price).len();
        let Some(&constraint) = self.broken.iter().min_by_key(|constraint| terms(constraint)) else {
            return true;
        };
        if moves == 0 {
            return false;
        }
        let direction = -self.off[constraint].signum();
        for at in 0..self.terms(constraint, price).len() {
            let (cell, sign) = self.terms(constraint, price)[at];
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            let step = direction * sign;
            if self.moved.contains(&cell) {
                continue;
            }
            let Some(cost) = self.cost(cell, step, zeros).filter(|cost| *cost <= price) else { continue };
            self.shift(cell, step);
            if self.repair(moves - 1, price - cost, zeros) {
                return true;
            }
            self.unshift();
        }
        false
    }

    /// The terms that may be moved to repair a constraint.
    fn terms(&self, constraint: usize, price: usize) -> &[(usize, i64)] {
        let constraint = &self.table.constraints[constraint];
        if price == 0 { &constraint.unprinted } else { &constraint.terms }
    }

    /// How many more counts must be suppressed to move this one: none within the bounds that the page
    /// discloses, else one. `None` if it may not be moved there: zeros are not withheld, and no count is
    /// negative.
    fn cost(&self, cell: usize, step: i64, zeros: bool) -> Option<usize> {
        let (now, cell) = (self.at[cell], &self.table.cells[cell]);
        if !outside(cell, now + step) {
            return Some(0);
        }
        let open = cell.discloses() && (cell.value > 0 || zeros);
        // Outside its bounds, it counts as suppressed already.
        (open && now + step >= cell.floor).then_some(usize::from(!outside(cell, now)))
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
        for &(constraint, sign) in &self.table.cells[cell].constraints {
            self.off[constraint] += sign * step;
            let off = self.off[constraint];
            let holds = if self.table.constraints[constraint].slack.is_some() { off <= 0 } else { off == 0 };
            match holds {
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

/// Whether the page discloses that a count does not have this value.
fn outside(cell: &Cell, value: i64) -> bool {
    let (low, high) = cell.bounds();
    value < low || value > high
}
