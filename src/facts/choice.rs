//! The choice: which further counts hide a withheld one.
//!
//! In: a [`CellTable`] and what is withheld. Out: counts to withhold with it. It looks at how the counts
//! hang together and at what the [`lens`](super::lens) tells, never at a value: which counts it takes
//! tells a reader nothing.
//!
//! A count that moves by one moves others: along a path or cycle of the tables, each sum is put right by
//! another of its counts (the stepping stones of the hypercube method, and the network paths of Kelly,
//! Golden and Assad, 1992). The counts of the cheapest such cycle are withheld: as few as possible, large
//! ones before middling ones, parts before totals, then in the order of the dictionary. Zeros are never
//! withheld: a reader may know them anyway, and a withheld zero would read as if there were cases.

use super::table::{Cell, CellTable, Disclosure, ENDLESS};
use std::collections::{BTreeMap, BTreeSet};

/// Most counts moved together, in the order tried: short paths first.
pub(super) const PATH_LENGTHS: [usize; 3] = [3, 7, 15];
/// Most counts suppressed at a time; beyond that, the totals are.
const MOST_AT_ONCE: usize = 5;
/// Moves tried for one path.
const TRIES: u32 = 1_000;

/// What may be withheld, in the order tried.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    LargeParts,
    Parts,
    All,
}

/// The fewest further counts whose withholding lets `cell` move. None if it moves already; `None` if there
/// are none. What is in `avoid` does not count as withheld.
pub(super) fn complements(
    table: &CellTable,
    withheld: &[bool],
    cell: usize,
    avoid: &BTreeSet<usize>,
) -> Option<Vec<usize>> {
    let mut any = Cycle::new(table, withheld, avoid, Tier::All);
    any.shift(cell, 1);
    if !any.found(MOST_AT_ONCE) {
        return None;
    }
    for price in 0..=MOST_AT_ONCE {
        for tier in [Tier::LargeParts, Tier::Parts, Tier::All] {
            let mut cycle = Cycle::new(table, withheld, avoid, tier);
            cycle.shift(cell, 1);
            if cycle.found(price) {
                let more = cycle.moved.into_iter().filter(|&moved| moved != cell && !withheld[moved]);
                return Some(more.filter(|&moved| !is_loose(&table.cells[moved])).collect());
            }
            if price == 0 {
                break;
            }
        }
    }
    None
}

/// Every total above a cell and every limit of it, and those of these.
pub(super) fn above(table: &CellTable, cell: usize) -> Vec<usize> {
    let (mut found, mut queue) = (BTreeSet::new(), vec![cell]);
    while let Some(cell) = queue.pop() {
        for &(constraint, sign) in &table.cells[cell].constraints {
            let total = table.constraints[constraint].terms.iter().find(|(_, sign)| *sign < 0);
            if sign > 0
                && let Some(&(total, _)) = total
                && found.insert(total)
            {
                queue.push(total);
            }
        }
    }
    found.into_iter().filter(|&cell| table.cells[cell].is_open()).collect()
}

/// Every connected count. With all of them withheld, this count and every sum above it are bounded only
/// from below.
pub(super) fn connected(table: &CellTable, cell: usize) -> Vec<usize> {
    let (mut seen, mut queue) = (BTreeSet::from([cell]), vec![cell]);
    while let Some(cell) = queue.pop() {
        for &(constraint, _) in &table.cells[cell].constraints {
            let terms = table.constraints[constraint].terms.iter();
            queue.extend(terms.filter_map(|&(other, _)| seen.insert(other).then_some(other)));
        }
    }
    seen.into_iter().filter(|&cell| table.cells[cell].is_open()).collect()
}

/// Whether a count is printed, but not exactly.
fn is_loose(cell: &Cell) -> bool {
    matches!(cell.disclosed, Disclosure::Bounded(low, high) if low < high)
}

/// The search for a cycle.
struct Cycle<'s> {
    table: &'s CellTable,
    withheld: &'s [bool],
    avoid: &'s BTreeSet<usize>,
    tier: Tier,
    moved: BTreeSet<usize>,
    /// The sums that are off, and by how much. A limit is off only once the audit says so.
    off: BTreeMap<usize, i64>,
    tries: u32,
}

impl<'s> Cycle<'s> {
    fn new(table: &'s CellTable, withheld: &'s [bool], avoid: &'s BTreeSet<usize>, tier: Tier) -> Self {
        Self { table, withheld, avoid, tier, moved: BTreeSet::new(), off: BTreeMap::new(), tries: 0 }
    }

    fn found(&mut self, price: usize) -> bool {
        PATH_LENGTHS.iter().any(|&moves| {
            self.tries = TRIES;
            self.repair(moves, price)
        })
    }

    fn repair(&mut self, moves: usize, price: usize) -> bool {
        let terms = |constraint: &usize| self.table.constraints[*constraint].terms.len();
        let first = self.off.iter().min_by_key(|(constraint, _)| terms(constraint));
        let Some((&constraint, &off)) = first else { return true };
        if moves == 0 {
            return false;
        }
        let table = self.table;
        // What costs nothing first.
        for free in [true, false] {
            for &(cell, sign) in &table.constraints[constraint].terms {
                let Some(cost) = self.cost(cell).filter(|cost| (*cost == 0) == free && *cost <= price) else {
                    continue;
                };
                if self.tries == 0 {
                    return false;
                }
                self.tries -= 1;
                let step = -off.signum() * sign;
                self.shift(cell, step);
                if self.repair(moves - 1, price - cost) {
                    return true;
                }
                self.shift(cell, -step);
                self.moved.remove(&cell);
            }
        }
        false
    }

    /// How many more counts must be withheld to move this one; `None` if it may not be moved.
    fn cost(&self, cell: usize) -> Option<usize> {
        let count = &self.table.cells[cell];
        if self.moved.contains(&cell) || self.avoid.contains(&cell) {
            return None;
        }
        if self.withheld[cell] || is_loose(count) {
            return Some(0);
        }
        let large = count.known.1 == ENDLESS && !count.is_total;
        let tier = match count.is_total {
            true => Tier::All,
            false if large => Tier::LargeParts,
            false => Tier::Parts,
        };
        (count.is_open() && tier <= self.tier).then_some(1)
    }

    fn shift(&mut self, cell: usize, step: i64) {
        self.moved.insert(cell);
        for &(constraint, sign) in &self.table.cells[cell].constraints {
            if self.table.constraints[constraint].slack.is_none() {
                let off = self.off.entry(constraint).or_default();
                *off += sign * step;
                if *off == 0 {
                    self.off.remove(&constraint);
                }
            }
        }
    }
}
