//! Random sets with small counts: what is true, how it is published, which rules hold.
//!
//! Out: a [`World`], which has the true numbers and can be made into a set with any others.

use crate::kit::set::Draft;
use handout::internals::diagnostic::Sink;
use handout::internals::facts::{self, Protection};
use handout::internals::figure::{Amount, Missing, Qualifier, Quantity, Value};
use handout::internals::set::Dataset;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// A random set.
#[derive(Debug, Clone)]
pub struct Plan {
    parts: usize,
    nested: bool,
    /// Whether the parts are also summed up in another way.
    crossed: bool,
    states: usize,
    pub below: i64,
    pub zero: bool,
    choices: Option<i64>,
    /// Which parts, groups and totals are protected.
    protected: [bool; 3],
    /// Which parts, groups and totals are printed for the nation, as sums of all states.
    national: [bool; 3],
    /// Whether the states only add up to at most the nation.
    at_most: bool,
    limited: bool,
    pub share: bool,
    /// Parts of 0 are "not applicable".
    inapplicable: bool,
    /// One part is withheld by the authors, or (`false`) not reported.
    told: Option<bool>,
    /// In which words the national figures, and totals that are not protected, are published.
    words: Vec<Words>,
    values: Vec<i64>,
}

/// How a figure is published: exactly, or so far from its true number.
#[derive(Debug, Clone, Copy)]
enum Words {
    Exact,
    MoreThan(i64),
    AtLeast(i64),
    FewerThan(i64),
    UpTo(i64),
    Nearly(i64),
    About(i64),
}

impl Words {
    /// As it is published, and between which numbers that puts it.
    fn publish(self, number: i64) -> (Option<Qualifier>, i64, (i64, i64)) {
        match self {
            Words::MoreThan(less) if number > less => {
                (Some(Qualifier::MoreThan), number - 1 - less, (number - less, i64::MAX))
            }
            Words::AtLeast(less) if number >= less => {
                (Some(Qualifier::AtLeast), number - less, (number - less, i64::MAX))
            }
            // "Up to 0" would be refused.
            Words::UpTo(0) | Words::Nearly(0) | Words::About(0) | Words::FewerThan(0) if number == 0 => {
                (None, 0, (0, 0))
            }
            Words::FewerThan(more) => (Some(Qualifier::FewerThan), number + 1 + more, (0, number + more)),
            Words::UpTo(more) => (Some(Qualifier::UpTo), number + more, (0, number + more)),
            Words::Nearly(more) if more <= number => {
                (Some(Qualifier::Nearly), number + more, ((number + more) / 2, number + more))
            }
            Words::About(more) if more <= number => {
                (Some(Qualifier::About), number + more, ((number + more) / 2, 2 * (number + more)))
            }
            _ => (None, number, (number, number)),
        }
    }
}

fn words() -> impl Strategy<Value = Words> {
    let far = 0..3_i64;
    prop_oneof![
        6 => Just(Words::Exact),
        1 => far.clone().prop_map(Words::MoreThan),
        1 => far.clone().prop_map(Words::AtLeast),
        1 => far.clone().prop_map(Words::FewerThan),
        1 => far.clone().prop_map(Words::UpTo),
        1 => far.clone().prop_map(Words::Nearly),
        1 => far.prop_map(Words::About),
    ]
}

pub fn plan() -> impl Strategy<Value = Plan> {
    let value = prop_oneof![3 => 0..4_i64, 4 => 0..15_i64, 3 => 15..90_i64, 1 => 90..600_i64];
    let shape = (1..=6_usize, any::<[bool; 3]>(), 1..=4_usize, any::<bool>());
    let rule = (3..=11_i64, any::<bool>(), prop::option::of(2..=4_i64));
    let who = (any::<[bool; 2]>(), any::<[bool; 3]>(), prop::collection::vec(value, 32));
    let told = prop_oneof![6 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))];
    let told = (any::<[bool; 2]>(), told, prop::collection::vec(words(), 8));
    (shape, rule, who, told).prop_map(|(shape, (below, zero, choices), who, told)| {
        let (parts, [nested, crossed, limited], states, share) = shape;
        let ([groups, totals], national, values) = who;
        let ([inapplicable, at_most], told, words) = told;
        let choices = choices.map(|choices| choices.min(below - i64::from(!zero)));
        Plan {
            parts,
            nested,
            crossed,
            states,
            below,
            zero,
            choices,
            protected: [true, groups, totals],
            national,
            at_most,
            limited,
            share: share && told.is_none(),
            inapplicable,
            told,
            words,
            values,
        }
    })
}

impl Plan {
    /// A set of one place that is the whole nation.
    pub fn of_one_place(self) -> Self {
        Self { states: 1, national: [true; 3], ..self }
    }

    /// The same set in a later edition, some numbers corrected.
    pub fn corrected(&self, by: &[i64]) -> Self {
        let values = self.values.iter().zip(by).map(|(value, by)| (value + by).max(0));
        Self { values: values.collect(), ..self.clone() }
    }

    /// How many values are promised.
    pub fn promised(&self) -> usize {
        let promised = self.choices.unwrap_or_else(|| 3.min(self.below - i64::from(!self.zero)));
        usize::try_from(promised).unwrap()
    }

    /// Keys of one kind of figure: parts, groups, the totals; each with its parts.
    fn keys(&self) -> Vec<(String, usize, Vec<String>)> {
        let parts: Vec<String> = (0..self.parts).map(|part| format!("part{part}")).collect();
        let mut keys: Vec<_> = parts.iter().map(|part| (part.clone(), 0, Vec::new())).collect();
        if self.crossed && self.parts > 2 {
            let odd = |odd: usize| parts.iter().skip(odd).step_by(2).cloned().collect::<Vec<_>>();
            keys.push(("even".into(), 1, odd(0)));
            keys.push(("odd".into(), 1, odd(1)));
        }
        if self.nested && self.parts > 1 {
            let (left, right) = parts.split_at(self.parts / 2);
            keys.push(("left".into(), 1, left.to_vec()));
            keys.push(("right".into(), 1, right.to_vec()));
            keys.push(("total".into(), 2, vec!["left".into(), "right".into()]));
        } else {
            keys.push(("total".into(), 2, parts));
        }
        keys
    }
}

/// A number: its place, of which 0 is the nation, and its key.
pub type At = (usize, String);

/// Signed terms that add up to nothing, or (`true`) to nothing or less.
pub type Rule = (Vec<(At, i64)>, bool);

/// The least and the most that each number can be.
pub type Bounds = BTreeMap<At, (i64, i64)>;

/// What is printed for each number.
pub type Printed = BTreeMap<At, Value>;

/// A random set, and what is true.
pub struct World {
    pub truth: BTreeMap<At, i64>,
    pub rules: Vec<Rule>,
    /// Keys whose small counts are protected.
    pub protected: BTreeSet<String>,
    /// The numbers that are not written exactly: as what, and where that puts it.
    pub worded: BTreeMap<At, (Value, (i64, i64))>,
    /// In which words a number would be published, whatever it is.
    words: BTreeMap<At, Words>,
    dictionary: String,
    plan: Plan,
}

impl World {
    pub fn new(plan: &Plan) -> Self {
        let mut world = Self {
            truth: BTreeMap::new(),
            rules: Vec::new(),
            protected: BTreeSet::new(),
            worded: BTreeMap::new(),
            words: BTreeMap::new(),
            dictionary: String::from(HEAD),
            plan: plan.clone(),
        };
        let keys = plan.keys();
        for state in 1..=plan.states {
            for (at, (key, _, parts)) in keys.iter().enumerate() {
                let count = match parts.as_slice() {
                    [] => plan.values[(state * 7 + at) % 32],
                    parts => parts.iter().map(|part| world.truth[&(state, part.clone())]).sum(),
                };
                world.truth.insert((state, key.clone()), count);
                world.sum(state, key, parts);
            }
        }
        let mut words = plan.words.iter().cycle();
        for (key, kind, parts) in &keys {
            world.figure(key, *kind, parts, &mut words);
        }
        if plan.share {
            world.dictionary.push_str("[figures.share]\nscope = \"state\"\nlabel = \"L\"\nshare_of = { part = \"part0\", whole = \"total\" }\n");
        }
        world
    }

    fn sum(&mut self, place: usize, key: &str, parts: &[String]) {
        if !parts.is_empty() {
            let terms = parts.iter().map(|part| ((place, part.clone()), 1));
            self.rules.push((terms.chain([((place, key.to_owned()), -1)]).collect(), false));
        }
    }

    fn publish(&mut self, cell: At, words: &mut dyn Iterator<Item = &Words>) {
        let number = self.truth[&cell];
        let words = *words.next().unwrap();
        self.words.insert(cell.clone(), words);
        if let (qualifier @ Some(_), written, bounds) = words.publish(number) {
            self.worded.insert(cell, (count(written, qualifier), bounds));
        }
    }

    /// Adds a figure to the dictionary, with its rules and its words.
    fn figure(&mut self, key: &str, kind: usize, parts: &[String], words: &mut dyn Iterator<Item = &Words>) {
        let plan = self.plan.clone();
        let mut rule = String::new();
        if plan.protected[kind] {
            self.protected.insert(key.to_owned());
            let _ = write!(rule, "suppress_below = {}\nsuppress_zero = {}\n", plan.below, plan.zero);
            plan.choices.iter().for_each(|choices| writeln!(rule, "protect = {choices}").unwrap());
        }
        if plan.national[kind] {
            rule += &self.nation(key, parts, words);
        }
        if !parts.is_empty() {
            let _ = writeln!(rule, "sum_of = {parts:?}");
        }
        if key == "part0" && plan.limited {
            rule.push_str("at_most = \"us_limit\"\n");
            let most = (1..=plan.states).map(|state| self.truth[&(state, key.to_owned())]).max();
            self.truth.insert((0, "us_limit".into()), most.unwrap() + plan.values[0] % 3);
            for state in 1..=plan.states {
                let terms = vec![((state, key.to_owned()), 1), ((0, "us_limit".into()), -1)];
                self.rules.push((terms, true));
            }
            self.dictionary.push_str("[figures.us_limit]\nscope = \"national\"\nlabel = \"L\"\n");
            self.publish((0, "us_limit".into()), words);
        }
        let _ = write!(self.dictionary, "[figures.{key}]\nscope = \"state\"\nlabel = \"L\"\n{rule}");
        for state in 1..=plan.states {
            let cell = (state, key.to_owned());
            if self.truth[&cell] == 0 && parts.is_empty() && plan.inapplicable {
                self.worded.insert(cell, (Value::Missing(Missing::NotApplicable), (0, 0)));
            } else if key == "part0" && state == 1 && plan.told.is_some() {
                let told = if plan.told == Some(true) { Missing::Suppressed } else { Missing::NotReported };
                self.worded.insert(cell, (Value::Missing(told), (0, i64::MAX)));
            } else if !parts.is_empty() && !plan.protected[kind] && !plan.share {
                self.publish(cell, words);
            }
        }
    }

    /// Adds a national figure for a figure of the states. Returns the rule of the latter.
    fn nation(&mut self, key: &str, parts: &[String], words: &mut dyn Iterator<Item = &Words>) -> String {
        let us = format!("us_{key}");
        let states = (1..=self.plan.states).map(|state| ((state, key.to_owned()), 1));
        let sum: i64 = states.clone().map(|(cell, _)| self.truth[&cell]).sum();
        self.rules.push((states.chain([((0, us.clone()), -1)]).collect(), self.plan.at_most));
        let mut sums = String::new();
        let national = |part: &String| format!("us_{part}");
        let all = !parts.is_empty() && parts.iter().all(|part| self.truth.contains_key(&(0, national(part))));
        let more = if self.plan.at_most && !all { self.plan.values[1] % 3 } else { 0 };
        let mut number = sum + more;
        if all {
            let parts: Vec<String> = parts.iter().map(national).collect();
            number = parts.iter().map(|part| self.truth[&(0, part.clone())]).sum();
            self.sum(0, &us, &parts);
            let _ = writeln!(sums, "sum_of = {parts:?}");
        }
        self.truth.insert((0, us.clone()), number);
        let _ = write!(self.dictionary, "[figures.{us}]\nscope = \"national\"\nlabel = \"L\"\n{sums}");
        self.publish((0, us.clone()), words);
        let at_most = if self.plan.at_most { "at most " } else { "" };
        format!("states_sum_to = \"{at_most}{us}\"\n")
    }

    /// The set, read.
    pub fn dataset(&self) -> Dataset {
        let written = |place: usize| {
            let numbers = self.truth.iter().filter(|((at, _), _)| *at == place);
            let text = numbers.map(|(cell, number)| match self.worded.get(cell) {
                Some((value, _)) => format!("{} = \"{value}\"\n", cell.1),
                None => format!("{} = {number}\n", cell.1),
            });
            format!("year = 2023\n[figures]\n{}", text.collect::<String>())
        };
        let mut files = Draft::made([
            ("handout.toml", &*self.dictionary),
            ("national.toml", &written(0)),
            ("wording.en.toml", WORDING),
        ]);
        for state in 1..=self.plan.states {
            let letter = char::from(b'A' + u8::try_from(state).unwrap());
            let mut text = format!("name = \"S{state}\"\npostal = \"A{letter}\"\n{}", written(state));
            if self.plan.share {
                let number = |key: &str| self.truth[&(state, key.to_owned())];
                let (part, whole) = (number("part0"), number("total"));
                let _ = match (200 * part + whole).checked_div(2 * whole) {
                    Some(percent) => writeln!(text, "share = \"{percent}%\""),
                    None => writeln!(text, "share = \"not applicable\""),
                };
            }
            files = files.with(&format!("states/s{state}.toml"), text);
        }
        let dataset = files.read().dataset;
        let mut sink = Sink::default();
        let sound = facts::validate_all(&dataset, &mut sink);
        assert!(sound.is_ok_and(|faulty| faulty.is_empty()), "{:?}", sink.found());
        Arc::try_unwrap(dataset).expect("the only one")
    }

    /// Writes other numbers into the set. The words of a number that is not printed may be what they are, or
    /// as far from the other number as from the true one.
    pub fn write(&self, dataset: &mut Dataset, numbers: &BTreeMap<At, i64>, printed: &Printed, same: bool) {
        for ((place, key), number) in numbers {
            let cell = (*place, key.clone());
            let value = match self.worded.get(&cell) {
                Some((value, (low, high))) => {
                    let fits = same && (low..=high).contains(&number);
                    match self.words.get(&cell).filter(|_| is_withheld(&printed[&cell]) && !fits) {
                        Some(words) => {
                            let (qualifier, written, _) = words.publish(*number);
                            count(written, qualifier)
                        }
                        None => *value,
                    }
                }
                None => count(*number, None),
            };
            let file = match place {
                0 => &mut dataset.national,
                state => &mut dataset.states[state - 1].figures,
            };
            let figure = file.figures.iter_mut().find(|figure| figure.key.value == *key);
            figure.expect("a figure of the set").value.value = value;
        }
    }
}

/// What the program prints.
pub fn printed(dataset: &Dataset) -> Printed {
    printed_since(dataset, &Printed::new())
}

/// What the program prints after an earlier edition.
pub fn printed_since(dataset: &Dataset, earlier: &Printed) -> Printed {
    let file = |place: usize| match place {
        0 => dataset.national.file,
        state => dataset.states[state - 1].figures.file,
    };
    let earlier = earlier.iter().map(|((place, key), value)| ((file(*place), key.clone()), *value));
    let protection = Protection::since(dataset, &earlier.collect());
    let files = std::iter::once(&dataset.national).chain(dataset.state_figures());
    let figures = files.enumerate().flat_map(|(place, file)| {
        let told = |key: &str| protection.value(file.file, key);
        file.figures.iter().map(move |figure| {
            let key = &figure.key.value;
            ((place, key.clone()), told(key).unwrap_or(figure.value.value))
        })
    });
    figures.collect()
}

fn count(number: i64, qualifier: Option<Qualifier>) -> Value {
    Value::Known(Quantity { amount: Amount::Count(number.unsigned_abs()), qualifier })
}

/// Whether a number is not printed.
pub fn is_withheld(value: &Value) -> bool {
    matches!(value, Value::FewerThan(_) | Value::Missing(Missing::Suppressed))
}

pub(super) const HEAD: &str = "year = 2023\nreleased = 2024-01-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
                    publisher = { name = \"P\" }\n";

pub(super) const WORDING: &str = "language = \"en\"
[page]
organization = \"O\"
title = \"T\"
intro = \"I\"
[[section]]
heading = \"H\"
text = \"T\"
";
