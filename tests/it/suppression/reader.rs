//! A reader who has every page of a set, knows its rules, and has this program.
//!
//! It goes through the tables that agree with all that is printed, value by value, has the program print
//! each, and counts the values that a withheld number has in those that print the same. Its arithmetic
//! shares no code with the program.

use super::plan::{At, Bounds, Plan, Printed, Rule, World, is_withheld};
use handout::internals::figure::{Amount, Missing, Quantity, Value};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Tables that the program prints for one value, at most, and steps of the search for them. A value
/// without a table is not counted as possible: giving up hides no leak.
const PRINTS: u32 = 10;
/// How long a reader works on one set.
const PATIENCE: Duration = Duration::from_secs(1);
const STEPS: u32 = 4_000;

/// Far above every true number, so that it cuts no possibility short that matters.
fn far(world: &World) -> i64 {
    world.truth.values().sum::<i64>() + 50
}

/// Between what each number lies by what is printed for it.
pub fn told(world: &World, plan: &Plan, printed: &Printed) -> Bounds {
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
        if small && (truth > 0 || plan.zero) {
            assert_ne!(bounds, (truth, truth), "a small count is printed");
        }
        known.insert(cell.clone(), (bounds.0, bounds.1.min(far(world))));
    }
    known
}

/// Tightens bounds by one look at every rule after another; false if no table agrees.
fn tighten(rules: &[Rule], known: &mut Bounds) -> bool {
    loop {
        let mut narrower = false;
        for (terms, or_less) in rules {
            let bounds = |(cell, sign): &(At, i64)| {
                let (low, high) = known[cell];
                if *sign > 0 { (low, high) } else { (-high, -low) }
            };
            let all: Vec<(i64, i64)> = terms.iter().map(bounds).collect();
            let least: i64 = all.iter().map(|bounds| bounds.0).sum();
            let most: i64 = all.iter().map(|bounds| bounds.1).sum();
            for ((cell, sign), (low, high)) in terms.iter().zip(all) {
                // The rest of the rule, at its least and its most.
                let (least, most) = (least - low, most - high);
                let new = (if *or_less { low } else { low.max(-most) }, high.min(-least));
                if new.0 > new.1 {
                    return false;
                }
                if new != (low, high) {
                    narrower = true;
                    known.insert(cell.clone(), if *sign > 0 { new } else { (-new.1, -new.0) });
                }
            }
        }
        if !narrower {
            return true;
        }
    }
}

/// The reader.
pub struct Reader<'w> {
    pub world: &'w World,
    pub printed: &'w Printed,
    /// What the program would print; `None` for a reader who knows only the rules.
    pub program: bool,
    prints: u32,
    steps: u32,
    until: Instant,
    /// Numbers that it had no time for.
    pub undecided: usize,
}

impl<'w> Reader<'w> {
    pub fn new(world: &'w World, printed: &'w Printed, program: bool) -> Self {
        let until = Instant::now() + PATIENCE;
        Self { world, printed, program, prints: 0, steps: 0, until, undecided: 0 }
    }

    /// The withheld numbers that can have fewer values than promised.
    pub fn leaks(&mut self, known: &Bounds, plan: &Plan) -> Vec<String> {
        let mut tight = known.clone();
        assert!(tighten(&self.world.rules, &mut tight), "the pages contradict themselves");
        let mut found = Vec::new();
        for (cell, (low, high)) in &tight {
            if !is_withheld(&self.printed[cell]) || known[cell].0 == known[cell].1 {
                continue;
            }
            // Published in words, and withheld for another's sake: no number is promised for it.
            if self.world.worded.get(cell).is_some_and(|(words, _)| words != "\"suppressed\"") {
                continue;
            }
            if Instant::now() > self.until {
                self.undecided += 1;
                continue;
            }
            let truth = self.world.truth[cell];
            let mut values: Vec<i64> = (*low..=*high).collect();
            values.sort_by_key(|value| (value - truth).abs());
            let possible = |value: &i64| {
                let mut guess = tight.clone();
                guess.insert(cell.clone(), (*value, *value));
                (self.prints, self.steps) = (PRINTS, STEPS);
                self.agrees(guess)
            };
            let wanted = plan.promised();
            let values: Vec<i64> = values.into_iter().take(25).filter(possible).take(wanted).collect();
            if Instant::now() > self.until && values.len() < wanted {
                self.undecided += 1;
            } else if values.len() < wanted {
                found.push(format!("{cell:?} is one of {values:?}, not of {wanted} values"));
            }
        }
        found
    }

    /// Whether a table is found that agrees with all that is known.
    fn agrees(&mut self, mut known: Bounds) -> bool {
        if self.steps == 0
            || self.prints == 0
            || Instant::now() > self.until
            || !tighten(&self.world.rules, &mut known)
        {
            return false;
        }
        self.steps -= 1;
        let open = known.iter().filter(|(_, (low, high))| low < high);
        let Some((cell, (low, high))) = open.min_by_key(|(_, (low, high))| high - low) else {
            return !self.program || self.prints_the_same(&known);
        };
        let (cell, truth) = (cell.clone(), self.world.truth[cell].clamp(*low, *high));
        let mut values: Vec<i64> = (*low..=*high).collect();
        values.sort_by_key(|value| (value - truth).abs());
        values.into_iter().take(12).any(|value| {
            let mut next = known.clone();
            next.insert(cell.clone(), (value, value));
            self.agrees(next)
        })
    }

    fn prints_the_same(&mut self, known: &Bounds) -> bool {
        self.prints -= 1;
        let numbers: BTreeMap<At, i64> =
            known.iter().map(|(cell, bounds)| (cell.clone(), bounds.0)).collect();
        numbers == self.world.truth
            || self.world.printed(&numbers, Some(self.printed)).as_ref() == Some(self.printed)
    }
}
