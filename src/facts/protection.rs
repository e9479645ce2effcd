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

use super::audit::Audit;
use super::choice::{Choice, above, connected};
use super::table::{CellTable, Disclosure};
use crate::figure::{Missing, Value};
use crate::set::{Dataset, Scope};
use crate::source::FileId;
use std::collections::BTreeMap;

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
        let table = CellTable::new(dataset);
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

/// What is withheld: what the choice takes, and more, if the audit finds a count that could have too few
/// values: then all that hangs together with it in its place goes, and the totals above that.
fn withheld(table: &CellTable) -> Vec<bool> {
    let mut choice = Choice::new(table);
    for more in [in_place, connected] {
        let wanting = Audit::new(table, &choice).wanting();
        choice.withhold(wanting.into_iter().flat_map(|cell| more(table, cell)));
    }
    choice.withheld
}

fn in_place(table: &CellTable, cell: usize) -> Vec<usize> {
    let mut all = connected(table, cell);
    all.retain(|&other| table.cells[other].file == table.cells[cell].file);
    let top: Vec<usize> = all.iter().chain([&cell]).flat_map(|&cell| above(table, cell)).collect();
    all.extend(top);
    all
}
