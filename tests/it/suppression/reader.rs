//! A reader who has every page of a set, knows its rules, and has this program.
//!
//! For each value that a withheld number might have, it looks for a table with it that keeps all rules and
//! agrees with all that is printed, at random near the true one, and has the program print it. A value counts
//! as possible if the pages are the same. Its arithmetic shares no code with the program.

use super::plan::{At, Bounds, Plan, Printed, World, is_withheld, printed};
use handout::internals::figure::{Amount, Missing, Quantity, Value};
use handout::internals::set::Dataset;
use std::collections::BTreeMap;

/// Tables looked for with one value: at most so many, so many before there is one, and so many printed. A
/// value without a table is not counted as possible: giving up hides no leak.
const LOOKS: u32 = 3_000;
const LOOKS_AT_FIRST: u32 = 2_000;
const PRINTS: u32 = 600;
/// How far from the true number values are tried.
const FAR: i64 = 14;

/// Between what each number lies by what is printed for it.
pub fn told(world: &World, plan: &Plan, printed: &Printed) -> Bounds {
    // Far above every true number, so that it cuts no possibility short that matters.
    let far = world.truth.values().sum::<i64>() + 50;
    let mut known = Bounds::new();
    for (cell, &truth) in &world.truth {
        let worded = world.worded.get(cell).map(|(_, bounds)| *bounds);
        let bounds = match printed[cell] {
            Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }) => {
                assert_eq!(i64::try_from(count), Ok(truth), "a wrong number is printed");
                (truth, truth)
            }
            Value::FewerThan(limit) => {
                assert_eq!(i64::try_from(limit), Ok(plan.below));
                assert!(truth < plan.below || worded.is_some(), "{cell:?} is {truth}");
                (i64::from(!plan.zero), plan.below - 1)
            }
            Value::Missing(Missing::NotApplicable) => (0, 0),
            Value::Missing(Missing::Suppressed) => (0, i64::MAX),
            _ => worded.unwrap_or_else(|| panic!("{cell:?}: {:?}", printed[cell])),
        };
        let small = world.protected.contains(&cell.1) && truth < plan.below && worded.is_none();
        if small && truth > 0 {
            assert_ne!(bounds, (truth, truth), "a small count is printed");
        }
        known.insert(cell.clone(), (bounds.0, bounds.1.min(far)));
    }
    known
}

/// The reader.
pub struct Reader<'w> {
    world: &'w World,
    printed: &'w Printed,
    known: &'w Bounds,
    /// The rules of each number.
    of: BTreeMap<&'w At, Vec<usize>>,
    /// What the program prints from; `None` for a reader who knows only the rules.
    program: Option<Dataset>,
    random: u64,
}

impl<'w> Reader<'w> {
    pub fn new(world: &'w World, printed: &'w Printed, known: &'w Bounds, program: Option<Dataset>) -> Self {
        let mut of: BTreeMap<&At, Vec<usize>> = BTreeMap::new();
        for (at, (terms, _)) in world.rules.iter().enumerate() {
            terms.iter().for_each(|(cell, _)| of.entry(cell).or_default().push(at));
        }
        Self { world, printed, known, of, program, random: 0x9e37_79b9_7f4a_7c15 }
    }

    /// The withheld numbers that can have fewer values than promised.
    pub fn leaks(&mut self, plan: &Plan) -> Vec<String> {
        let wanted = plan.promised();
        let mut found = Vec::new();
        for (cell, &(low, high)) in self.known {
            // Published in words, and withheld for another's sake: no number is promised for it.
            let worded = self.world.worded.get(cell);
            let promised = worded.is_none_or(|(value, _)| *value == Value::Missing(Missing::Suppressed));
            if !is_withheld(&self.printed[cell]) || !promised || low == high {
                continue;
            }
            let truth = self.world.truth[cell];
            let mut values: Vec<i64> = (low.max(truth - FAR)..=high.min(truth + FAR)).collect();
            values.sort_by_key(|value| (value - truth).abs());
            let possible: Vec<i64> =
                values.into_iter().filter(|value| self.is_possible(cell, *value)).take(wanted).collect();
            if possible.len() < wanted {
                found.push(format!("{cell:?} is one of {possible:?}, not of {wanted} values"));
            }
        }
        found
    }

    fn is_possible(&mut self, cell: &At, value: i64) -> bool {
        if value == self.world.truth[cell] {
            return true;
        }
        let mut prints = 0;
        for look in 0..LOOKS {
            if prints == PRINTS || prints == 0 && look == LOOKS_AT_FIRST {
                return false;
            }
            if let Some(table) = self.table(cell, value) {
                if self.prints_the_same(&table) {
                    return true;
                }
                prints += 1;
            }
        }
        false
    }

    fn prints_the_same(&mut self, table: &BTreeMap<At, i64>) -> bool {
        let Some(program) = &mut self.program else { return true };
        [false, true].into_iter().any(|same| {
            self.world.write(program, table, self.printed, same);
            let pages = printed(program);
            self.printed.iter().all(|(cell, value)| cell.1 == "share" || pages[cell] == *value)
        })
    }

    /// A table near the true one, with this value.
    fn table(&mut self, cell: &At, value: i64) -> Option<BTreeMap<At, i64>> {
        let mut table = self.world.truth.clone();
        table.insert(cell.clone(), value);
        let mut broken = self.of.get(cell).cloned().unwrap_or_default();
        if self.chance(60) {
            let near = broken.iter().flat_map(|at| &self.world.rules[*at].0).map(|(other, _)| other);
            let near: Vec<&At> = near.filter(|other| self.is_loose(cell, other)).collect();
            for other in near {
                let (low, high) = self.known[other];
                let from = if high - low < 15 { low } else { table[other] - 4 };
                let to = (from + self.below(9)).clamp(low, high);
                if self.chance(40) {
                    table.insert(other.clone(), to);
                    broken.extend(&self.of[other]);
                }
            }
        }
        for _ in 0..60 {
            broken.retain(|at| self.off(&table, *at) != 0);
            broken.sort_unstable();
            broken.dedup();
            if broken.is_empty() {
                return Some(table);
            }
            let at = broken[self.index(broken.len())];
            let off = self.off(&table, at);
            let terms: Vec<&(At, i64)> =
                self.world.rules[at].0.iter().filter(|(other, _)| self.is_loose(cell, other)).collect();
            if terms.is_empty() {
                return None;
            }
            let (other, sign) = terms[self.index(terms.len())];
            let step = if self.chance(70) { off } else { off.signum() * (1 + self.below(off.abs())) };
            let (low, high) = self.known[other];
            let to = (table[other] - sign * step).clamp(low, high);
            table.insert(other.clone(), to);
            broken.extend(&self.of[other]);
        }
        None
    }

    /// By how much a rule does not hold.
    fn off(&self, table: &BTreeMap<At, i64>, rule: usize) -> i64 {
        let (terms, or_less) = &self.world.rules[rule];
        let off: i64 = terms.iter().map(|(cell, sign)| sign * table[cell]).sum();
        if *or_less { off.max(0) } else { off }
    }

    fn is_loose(&self, cell: &At, other: &At) -> bool {
        let (low, high) = self.known[other];
        other != cell && low < high
    }

    fn below(&mut self, most: i64) -> i64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        i64::try_from((self.random >> 11) % most.max(1).unsigned_abs()).unwrap()
    }

    fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(i64::try_from(len).unwrap())).unwrap()
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}
