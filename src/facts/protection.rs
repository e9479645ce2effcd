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
//! were withheld, a printed count would tell that the withheld one is smaller. So what decides here is what
//! the pages tell anyway:
//!
//! - The `lens` says as much of a count as may be looked at: whether it is 0, small, or neither.
//! - `choice` withholds one count more in each sum, in an order that does not depend on values, until what is
//!   withheld in it adds up to enough; that sum is its total less what is printed. Each decision is a limit on
//!   the true numbers that this reader is granted, and so wide that it excludes no small count. A total of a
//!   few parts that is published in words goes with its parts.
//! - `audit` looks for tables that print the same, keep all rules and would be decided the same way. A value
//!   is possible only with such a table.
//!   Where a count has too few values (numbers at the edge of a limit or of another sum), all that hangs
//!   together with it is withheld: in its place, with the totals above; in a small set everywhere.
//! - Where few counts hang together and words, a limit, a nation of one or two places or two ways to add them up
//!   tie them, all of them are withheld beside a small one, whatever their numbers are.
//!
//! A complementary suppression prints as suppressed, never as "fewer than". A share whose part or whole is
//! suppressed is withheld. What an earlier edition of the same figures withholds stays withheld, and what it
//! prints hides nothing.
//!
//! Not covered: a reader who knows a count from elsewhere. That the last step was needed tells a reader who
//! knows the program that numbers are at an edge. It is taken a little before it is needed, so that enough
//! tables go the same way; the tests try this on random sets, and it is not proved.

use super::audit::Audit;
use super::choice::{Choice, above, connected, hanging};
use super::table::{CellTable, Constraint, Disclosure};
use crate::figure::{Missing, Qualifier, Quantity, Value};
use crate::set::{Dataset, Scope};
use crate::source::FileId;
use std::collections::BTreeMap;

/// Most counts of a set of which all that are connected are withheld, if nothing else is enough.
const MOST_CONNECTED: usize = 200;

/// Most counts that hang together of which all are withheld where something ties them.
const MOST_TIGHT: usize = 60;
/// A nation of so many places gives each of them away.
const FEW_PLACES: usize = 2;

/// What an earlier edition of the same figures prints, by the file that has the figure now and its key.
pub type EarlierPrint = BTreeMap<(FileId, String), Value>;

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
        Self::since(dataset, &EarlierPrint::new())
    }

    /// The same for readers who have an earlier edition of the same figures.
    pub fn since(dataset: &Dataset, earlier: &EarlierPrint) -> Self {
        let specs = &dataset.set.figures;
        let files = || std::iter::once(&dataset.national).chain(dataset.state_figures());
        let suppressed = Value::Missing(Missing::Suppressed);
        let asked = specs.iter().any(|spec| spec.rules.protect.is_some())
            || earlier.values().any(is_withheld)
            || files().any(|file| file.figures.iter().any(|entry| entry.value.value == suppressed));
        let mut protection = Self::default();
        if !asked {
            return protection;
        }
        let table = CellTable::new(dataset, earlier);
        let withheld = withheld(&table);
        for (cell, _) in table.cells.iter().zip(withheld).filter(|(_, withheld)| *withheld) {
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

/// Whether a count is in words, part of a limit or of a nation of few places, or added up in two ways in its file.
fn ties(table: &CellTable, cell: usize) -> bool {
    let count = &table.cells[cell];
    let in_words = matches!(count.disclosed, Disclosure::Bounded(..)) && count.is_open();
    let own = |&&(at, sign): &&(usize, i64)| {
        let Constraint { terms, slack } = &table.constraints[at];
        sign > 0 && slack.is_none() && terms.iter().all(|&(other, _)| table.cells[other].file == count.file)
    };
    let crossed = count.constraints.iter().filter(own).count() > 1;
    let ties = |&(at, sign): &(usize, i64)| {
        let Constraint { terms, slack } = &table.constraints[at];
        let other = |&&(other, _): &&(usize, i64)| table.cells[other].file != count.file;
        sign > 0 && (slack.is_some() || terms.len() <= FEW_PLACES + 1 && terms.iter().any(|t| other(&t)))
    };
    in_words || crossed || count.constraints.iter().any(ties)
}

/// Whether there is a number that is not printed. "Fewer than" is how a handout itself has it.
pub(super) fn is_withheld(value: &Value) -> bool {
    let fewer = |quantity: &Quantity| quantity.qualifier == Some(Qualifier::FewerThan);
    match value {
        Value::FewerThan(_) | Value::Missing(Missing::Suppressed) => true,
        Value::Known(quantity) => fewer(quantity),
        Value::Missing(_) => false,
    }
}

/// What is withheld: what the choice takes, and more where the audit finds a count that could have too few
/// values.
fn withheld(table: &CellTable) -> Vec<bool> {
    let mut choice = Choice::new(table);
    choice.withhold(tight(table));
    let wanting = Audit::new(table, &choice).wanting();
    choice.withhold(if table.cells.len() <= MOST_CONNECTED {
        connected(table, &wanting, false)
    } else {
        let in_place = connected(table, &wanting, true);
        let totals = above(table, &[in_place.as_slice(), &wanting].concat());
        [in_place, totals].concat()
    });
    choice.withheld
}

/// All that hangs together with a small count where it is little, and where limits, words, a nation of one or
/// two places, or a second way to add it up tie it: there each choice would tell of the numbers. Whether this is
/// so depends on none.
fn tight(table: &CellTable) -> Vec<usize> {
    let mut seen = vec![false; table.cells.len()];
    let mut tight = Vec::new();
    for small in (0..seen.len()).filter(|&cell| table.cells[cell].is_suppressed()) {
        if !seen[small] {
            let near = hanging(table, small);
            near.iter().for_each(|&cell| seen[cell] = true);
            if near.len() <= MOST_TIGHT && near.iter().any(|&cell| ties(table, cell)) {
                tight.extend(near.into_iter().filter(|&cell| table.cells[cell].is_open()));
            }
        }
    }
    tight
}
