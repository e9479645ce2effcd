//! Small counts: what is printed instead of them, and what else must be withheld so that they
//! cannot be computed.
//!
//! This is cell suppression, as in Willenborg and de Waal, *Elements of Statistical Disclosure
//! Control* (2001), and Hundepool et al., *Statistical Disclosure Control* (2012), chapter 4:
//!
//! - *Primary suppression*: a count below the declared number N is printed as "fewer than N".
//! - *Complementary* (secondary) *suppression*: further counts are withheld until each suppressed count
//!   can still have the declared number of values, to a reader who has all the pages and knows every rule
//!   of the set (sums, limits, ranges, the states against the nation), N, and this program.
//!
//! The last is what a *minimality attack* uses (Wong, Fu, Wang and Pei, 2007): if the smallest other count
//! were withheld, a printed count would tell that the withheld one is smaller. So nothing that decides
//! here may tell more than the page:
//!
//! - `choice` takes what hides a count by what it sees through the `lens`: how the counts hang together,
//!   and in which range each is. Tables that differ within the ranges have the same choice, and the reader
//!   of the audit is granted the ranges.
//! - `audit` decides whether that is enough by what is printed then: tables that print the same are
//!   judged the same.
//! - If it is not, this tells that the values are among those for which it is not. More is withheld, and
//!   only values with a table that goes the same way through every round count as possible.
//!
//! A complementary suppression prints as suppressed, never as "fewer than". A share whose part or whole is
//! suppressed is withheld.
//!
//! Not covered: a reader who knows a count from elsewhere, or who has pages of different drafts of the set
//! (release the pages of one run). The search is bounded: where it finds too few tables, more is withheld
//! than need be, and in a set of more than a few hundred counts the totals above a count are the last that
//! are, even if the search could not show that they are enough.

use super::audit::{Audit, Round};
use super::choice::{above, complements, connected};
use super::table::{Cell, CellTable, Disclosure};
use crate::figure::{Missing, Value};
use crate::set::{Dataset, Scope};
use crate::source::FileId;
use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

/// Most counts of a set of which all that hang together are withheld, if nothing else is enough.
const MOST_CONNECTED: usize = 200;

/// How a count that is found wanting is hidden better.
#[derive(Clone, Copy)]
enum Means {
    /// By a cycle that avoids what hides it so far.
    Cycle,
    /// By all totals above it.
    Above,
    /// By all that hangs together with it.
    Connected,
}

impl Means {
    /// One after the other.
    const ALL: [Self; 4] = [Self::Cycle, Self::Cycle, Self::Above, Self::Connected];
}

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
        let Withholding { table, rounds, .. } = Withholding::new(CellTable::new(dataset));
        let withheld = rounds.last().into_iter().flat_map(|round| &round.withheld);
        for (cell, _) in table.cells.iter().zip(withheld).filter(|(_, withheld)| **withheld) {
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

/// The rounds of withholding.
struct Withholding {
    table: CellTable,
    rounds: Vec<Round>,
    spent: Counter<u64>,
}

impl Withholding {
    /// Withholds until every withheld count can have as many values as promised.
    fn new(table: CellTable) -> Self {
        let mut withholding = Self { table, rounds: Vec::new(), spent: Counter::new(0) };
        let first = withholding.first();
        withholding.open(first);
        let mut means = Means::ALL.iter();
        while means.len() > 0 {
            let audit = Audit::new(&withholding.table, &withholding.rounds, &withholding.spent);
            let wanting = audit.wanting();
            if wanting.is_empty() {
                break;
            }
            let next = means.find_map(|means| withholding.more(*means, &wanting));
            withholding
                .rounds
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|round| round.wanting.clone_from(&wanting));
            next.into_iter().for_each(|next| withholding.open(next));
        }
        withholding
    }

    fn open(&mut self, withheld: Vec<bool>) {
        self.rounds.push(Round::new(&self.table, withheld));
    }

    /// The small counts, those the authors withhold, and what hides each of them.
    fn first(&mut self) -> Vec<bool> {
        let mut withheld: Vec<bool> = self.table.cells.iter().map(Cell::is_suppressed).collect();
        let small: BTreeSet<usize> = (0..withheld.len()).filter(|&cell| withheld[cell]).collect();
        for &cell in &small {
            // Small counts hide one another badly: their sum is often near its least or its most.
            let more = complements(&self.table, &withheld, cell, &small)
                .or_else(|| complements(&self.table, &withheld, cell, &BTreeSet::new()))
                .unwrap_or_else(|| above(&self.table, cell));
            self.withhold(&mut withheld, cell, more);
        }
        withheld
    }

    /// What is withheld after a round that found counts wanting; `None` if that is no more.
    fn more(&mut self, means: Means, wanting: &BTreeSet<usize>) -> Option<Vec<bool>> {
        let before = self.rounds.last()?.withheld.clone();
        let mut withheld = before.clone();
        for &cell in wanting {
            let more = match means {
                Means::Cycle => {
                    let constraints = self.table.cells[cell].constraints.iter();
                    let terms =
                        constraints.flat_map(|&(constraint, _)| &self.table.constraints[constraint].terms);
                    let others = terms.map(|&(other, _)| other).filter(|&other| before[other]).collect();
                    complements(&self.table, &withheld, cell, &others).unwrap_or_default()
                }
                Means::Above => above(&self.table, cell),
                Means::Connected if self.table.cells.len() > MOST_CONNECTED => Vec::new(),
                Means::Connected => connected(&self.table, cell),
            };
            self.withhold(&mut withheld, cell, more);
        }
        (withheld != before).then_some(withheld)
    }

    fn withhold(&mut self, withheld: &mut [bool], cell: usize, more: Vec<usize>) {
        let wanted = self.table.cells[cell].min_interval;
        for more in more {
            withheld[more] = true;
            let more = &mut self.table.cells[more];
            more.min_interval = more.min_interval.max(wanted);
        }
    }
}
