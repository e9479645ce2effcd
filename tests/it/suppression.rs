//! Small counts cannot be computed from what is printed: random sets, and a reader who tries.
//!
//! The reader below shares no code with the program. It has every page of a set, as judged facts,
//! and the rules; it goes through the tables that agree with all of them, by trying values one by
//! one, and counts the values each unprinted number can have.

use crate::kit::set::Draft;
use handout::internals::diagnostic::Sink;
use handout::internals::facts::{self, Facts, Protection};
use handout::internals::figure::{Amount, Missing, Quantity, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A random set.
#[derive(Debug, Clone)]
struct Plan {
    parts: usize,
    nested: bool,
    states: usize,
    below: i64,
    zero: bool,
    choices: Option<i64>,
    /// Which parts, groups and totals are protected.
    protected: [bool; 3],
    /// Which parts, groups and totals are printed for the nation, as sums of all states.
    national: [bool; 3],
    limited: bool,
    share: bool,
    /// Parts of 0 are "not applicable".
    inapplicable: bool,
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
}

impl Words {
    /// As it is written, and between which numbers that puts it.
    fn publish(self, number: i64) -> (String, (i64, i64)) {
        match self {
            Words::MoreThan(less) if number > less => {
                (format!("\"more than {}\"", number - 1 - less), (number - less, i64::MAX))
            }
            Words::AtLeast(less) if number >= less => {
                (format!("\"at least {}\"", number - less), (number - less, i64::MAX))
            }
            Words::FewerThan(more) => (format!("\"fewer than {}\"", number + 1 + more), (0, number + more)),
            Words::UpTo(more) => (format!("\"up to {}\"", number + more), (0, number + more)),
            Words::Exact | Words::MoreThan(_) | Words::AtLeast(_) => (number.to_string(), (number, number)),
        }
    }
}

fn words() -> impl Strategy<Value = Words> {
    let far = 0..3_i64;
    prop_oneof![
        4 => Just(Words::Exact),
        1 => far.clone().prop_map(Words::MoreThan),
        1 => far.clone().prop_map(Words::AtLeast),
        1 => far.clone().prop_map(Words::FewerThan),
        1 => far.prop_map(Words::UpTo),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let value = prop_oneof![3 => 0..4_i64, 4 => 0..15_i64, 2 => 15..60_i64];
    let shape = (1..=8_usize, any::<bool>(), 1..=4_usize, any::<bool>(), any::<bool>());
    let rule = (3..=11_i64, any::<bool>(), prop::option::of(2..=4_i64));
    let who = (any::<[bool; 2]>(), any::<[bool; 3]>(), prop::collection::vec(value, 32));
    let told = (any::<bool>(), prop::collection::vec(words(), 8));
    (shape, rule, who, told).prop_map(
        |(shape, (below, zero, choices), (protected, national, values), told)| {
            let (inapplicable, words) = told;
            let (parts, nested, states, limited, share) = shape;
            let left = below - i64::from(!zero);
            let choices = choices.map(|choices| choices.min(left));
            let protected = [true, protected[0], protected[1]];
            Plan {
                parts,
                nested,
                states,
                below,
                zero,
                choices,
                protected,
                national,
                limited,
                share,
                inapplicable,
                words,
                values,
            }
        },
    )
}

/// Keys of one kind of figure: parts, groups, the total.
fn keys(plan: &Plan) -> Vec<(String, usize, Vec<String>)> {
    let parts: Vec<String> = (0..plan.parts).map(|part| format!("part{part}")).collect();
    let mut keys: Vec<_> = parts.iter().map(|part| (part.clone(), 0, Vec::new())).collect();
    if plan.nested && plan.parts > 1 {
        let (left, right) = parts.split_at(plan.parts / 2);
        keys.push(("left".into(), 1, left.to_vec()));
        keys.push(("right".into(), 1, right.to_vec()));
        keys.push(("total".into(), 2, vec!["left".into(), "right".into()]));
    } else {
        keys.push(("total".into(), 2, parts));
    }
    keys
}

/// What is true: (place, key) to count; place 0 is the nation.
type Truth = BTreeMap<(usize, String), i64>;

/// Signed terms that add up to nothing, or (`true`) to nothing or less.
type Rule = (Vec<((usize, String), i64)>, bool);

/// What a reader knows of one number: the least and the most it can be.
type Bounds = BTreeMap<(usize, String), (i64, i64)>;

struct World {
    truth: Truth,
    rules: Vec<Rule>,
    /// Keys whose small counts are protected.
    protected: Vec<String>,
    /// Where the words of a figure that is not exact put it.
    published: Bounds,
    facts: Vec<Facts>,
}

fn world(plan: &Plan) -> World {
    let keys = keys(plan);
    let (mut truth, mut rules) = (Truth::new(), Vec::<Rule>::new());
    for state in 1..=plan.states {
        for (at, (key, _, parts)) in keys.iter().enumerate() {
            let count = match parts.as_slice() {
                [] => plan.values[(state * 8 + at) % 32],
                parts => parts.iter().map(|part| truth[&(state, part.clone())]).sum(),
            };
            truth.insert((state, key.clone()), count);
            if !parts.is_empty() {
                let terms = parts.iter().map(|part| ((state, part.clone()), 1));
                rules.push((terms.chain([((state, key.clone()), -1)]).collect(), false));
            }
        }
    }
    let mut set = String::from(
        "year = 2023\nreleased = 2024-01-01\ntheme = \"memo\"\nlanguages = [\"en\"]\npublisher = { name = \"P\" }\n",
    );
    let mut national = String::from("year = 2023\n[figures]\n");
    let (mut protected, mut published) = (Vec::new(), Bounds::new());
    let mut words = plan.words.iter().cycle();
    let mut publish = |cell: (usize, String), number: i64| {
        let (text, bounds) = words.next().unwrap().publish(number);
        published.insert(cell, bounds);
        text
    };
    for (key, kind, parts) in &keys {
        let mut rule = String::new();
        if plan.protected[*kind] {
            protected.push(key.clone());
            let _ = write!(rule, "suppress_below = {}\nsuppress_zero = {}\n", plan.below, plan.zero);
            plan.choices.iter().for_each(|choices| writeln!(rule, "protect = {choices}").unwrap());
        }
        if plan.national[*kind] {
            let us = format!("us_{key}");
            let _ = writeln!(rule, "states_sum_to = \"{us}\"");
            let states = (1..=plan.states).map(|state| ((state, key.clone()), 1));
            let sum = states.clone().map(|(cell, _)| truth[&cell]).sum();
            rules.push((states.chain([((0, us.clone()), -1)]).collect(), false));
            truth.insert((0, us.clone()), sum);
            let mut sums = String::new();
            if !parts.is_empty() && parts.iter().all(|part| truth.contains_key(&(0, format!("us_{part}")))) {
                let parts: Vec<String> = parts.iter().map(|part| format!("us_{part}")).collect();
                let terms = parts.iter().map(|part| ((0, part.clone()), 1));
                rules.push((terms.chain([((0, us.clone()), -1)]).collect(), false));
                let _ = writeln!(sums, "sum_of = {parts:?}");
            }
            let _ = write!(set, "[figures.{us}]\nscope = \"national\"\nlabel = \"L\"\n{sums}");
            let _ = writeln!(national, "{us} = {}", publish((0, us.clone()), sum));
        }
        if !parts.is_empty() {
            let _ = writeln!(rule, "sum_of = {parts:?}");
        }
        if key == "part0" && plan.limited {
            rule.push_str("at_most = \"us_limit\"\n");
            let most = (1..=plan.states).map(|state| truth[&(state, key.clone())]).max().unwrap_or(0);
            let limit = most + plan.values[0] % 3;
            truth.insert((0, "us_limit".into()), limit);
            for state in 1..=plan.states {
                rules.push((vec![((state, key.clone()), 1), ((0, "us_limit".into()), -1)], true));
            }
            set.push_str("[figures.us_limit]\nscope = \"national\"\nlabel = \"L\"\n");
            let _ = writeln!(national, "us_limit = {}", publish((0, "us_limit".into()), limit));
        }
        let _ = write!(set, "[figures.{key}]\nscope = \"state\"\nlabel = \"L\"\n{rule}");
    }
    if plan.share {
        set.push_str("[figures.share]\nscope = \"state\"\nlabel = \"L\"\nshare_of = { part = \"part0\", whole = \"total\" }\n");
    }
    let mut files =
        Draft::made([("handout.toml", &*set), ("national.toml", &national), ("wording.en.toml", WORDING)]);
    for state in 1..=plan.states {
        let mut text =
            format!("name = \"S{state}\"\npostal = \"A{}\"\nyear = 2023\n[figures]\n", letter(state));
        for (key, kind, parts) in &keys {
            let number = truth[&(state, key.clone())];
            let number = match (number, parts.is_empty()) {
                (0, true) if plan.inapplicable => "\"not applicable\"".to_owned(),
                (_, true) => number.to_string(),
                _ if plan.protected[*kind] || plan.share => number.to_string(),
                _ => publish((state, key.clone()), number),
            };
            let _ = writeln!(text, "{key} = {number}");
        }
        if plan.share {
            let (part, whole) = (truth[&(state, "part0".into())], truth[&(state, "total".into())]);
            let percent = (200 * part + whole).checked_div(2 * whole);
            let _ = match percent {
                Some(percent) => writeln!(text, "share = \"{percent}%\""),
                None => writeln!(text, "share = \"not applicable\""),
            };
        }
        files = files.with(&format!("states/s{state}.toml"), text);
    }
    let (dataset, mut sink) = (files.read().dataset, Sink::default());
    let protection = Protection::new(&dataset);
    let faulty = facts::validate_all(&dataset, &mut sink);
    assert!(faulty.is_ok_and(|faulty| faulty.is_empty()), "{:?}", sink.found());
    let facts = dataset.states.iter().map(|state| facts::facts(&dataset, &protection, state)).collect();
    World { truth, rules, protected, published, facts }
}

fn letter(state: usize) -> char {
    char::from(b'A' + state as u8)
}

const WORDING: &str = "language = \"en\"
[page]
organization = \"O\"
title = \"T\"
intro = \"I\"
[[section]]
heading = \"H\"
text = \"T\"
[footer]
call = \"C\"
hotline = \"555-0100\"
source = \"S\"
web = \"example.org\"
";

/// Far above every true number, so that it cuts no possibility short that matters.
fn far(world: &World) -> i64 {
    world.truth.values().sum::<i64>() + 50
}

/// What the pages tell. That a number is withheld and not "fewer than" tells that it is not small,
/// unless it is small and withheld for its parts' sake.
fn printed(world: &World, plan: &Plan) -> Bounds {
    let mut known = Bounds::new();
    for ((place, key), &truth) in &world.truth {
        let facts = &world.facts[place.saturating_sub(1)];
        let bounds = match facts.get(key).unwrap().1.value {
            Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }) => {
                let count = i64::try_from(count).unwrap();
                assert_eq!(count, truth, "a wrong number is printed");
                (count, count)
            }
            Value::FewerThan(limit) => {
                assert_eq!(i64::try_from(limit).unwrap(), plan.below);
                assert!(truth < plan.below, "{key} is {truth}");
                (i64::from(!plan.zero), plan.below - 1)
            }
            Value::Known(Quantity { amount: Amount::Count(_), qualifier: Some(_) }) => {
                let (low, high) = world.published[&(*place, key.clone())];
                (low, high.min(far(world)))
            }
            Value::Missing(Missing::NotApplicable) => (0, 0),
            Value::Missing(Missing::Suppressed) => {
                let small = world.protected.contains(key) && truth >= plan.below;
                (if small { plan.below } else { truth.min(1) }, far(world))
            }
            other => panic!("{key}: {other:?}"),
        };
        let applies = facts.get(key).unwrap().1.value != Value::Missing(Missing::NotApplicable);
        let small = applies && world.protected.contains(key) && truth < plan.below;
        if *place > 0 && small && (truth > 0 || plan.zero) {
            assert_ne!(bounds, (truth, truth), "a small count is printed");
        }
        known.insert((*place, key.clone()), bounds);
    }
    known
}

/// Tightens bounds by one look at every rule after another; false if no table agrees.
fn tighten(rules: &[Rule], known: &mut Bounds) -> bool {
    loop {
        let before = known.clone();
        for (terms, or_less) in rules {
            for (at, (cell, sign)) in terms.iter().enumerate() {
                // The rest of the rule, at its least and its most.
                let (mut least, mut most) = (0, 0);
                for (other, sign) in terms.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, term)| term)
                {
                    let (low, high) = known[other];
                    let (low, high) = if *sign > 0 { (low, high) } else { (-high, -low) };
                    (least, most) = (least + low, most + high);
                }
                let (low, high) = known[cell];
                let (mut new_low, mut new_high) = (low, high);
                if *sign > 0 {
                    new_high = high.min(-least);
                    if !or_less {
                        new_low = low.max(-most);
                    }
                } else {
                    new_low = low.max(least);
                    if !or_less {
                        new_high = high.min(most);
                    }
                }
                if new_low > new_high {
                    return false;
                }
                known.insert(cell.clone(), (new_low, new_high));
            }
        }
        if *known == before {
            return true;
        }
    }
}

/// Whether a table is found that agrees with all that is known. `patience` is what is left of the
/// tries: a value without a table is not counted as possible, so giving up hides no leak.
fn agrees(rules: &[Rule], mut known: Bounds, patience: &Cell<u32>) -> bool {
    if !tighten(rules, &mut known) {
        return false;
    }
    let open = known.iter().filter(|(_, (low, high))| low < high).min_by_key(|(_, (low, high))| high - low);
    let Some((cell, (low, high))) = open.map(|(cell, bounds)| (cell.clone(), *bounds)) else { return true };
    (low..=high).any(|value| {
        let Some(left) = patience.get().checked_sub(1) else { return false };
        patience.set(left);
        let mut next = known.clone();
        next.insert(cell.clone(), (value, value));
        agrees(rules, next, patience)
    })
}

/// How many values a number can have, counted up to `wanted`.
fn possibilities(rules: &[Rule], known: &Bounds, cell: &(usize, String), wanted: usize) -> usize {
    let mut tight = known.clone();
    assert!(tighten(rules, &mut tight), "the pages contradict themselves");
    let (low, high) = tight[cell];
    let possible = |value: &i64| {
        let mut guess = tight.clone();
        guess.insert(cell.clone(), (*value, *value));
        agrees(rules, guess, &Cell::new(1_000))
    };
    (low..=high).filter(possible).take(wanted).count()
}

/// The numbers the reader pins to fewer than the declared number of values.
fn leaks(world: &World, known: &Bounds, plan: &Plan) -> Vec<String> {
    let wanted = plan.choices.unwrap_or_else(|| 3.min(plan.below - i64::from(!plan.zero)));
    let withheld = |cell: &(usize, String)| {
        let value = world.facts[cell.0.saturating_sub(1)].get(&cell.1).unwrap().1.value;
        matches!(value, Value::FewerThan(_) | Value::Missing(Missing::Suppressed))
    };
    let unprinted = known.iter().filter(|(cell, (low, high))| low < high && withheld(cell));
    let found = unprinted.filter_map(|(cell, _)| {
        let count = possibilities(&world.rules, known, cell, wanted as usize);
        (count < wanted as usize).then(|| format!("{cell:?} has {count} values, not {wanted}"))
    });
    found.collect()
}

/// The same sets on each run; more of them, and others, where `HANDOUT_SETS` and `HANDOUT_SEED` ask for
/// it, as `.ci/campaigns` does.
pub fn runner(cases: u32) -> TestRunner {
    let asked = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u32>().ok());
    let cases = asked("HANDOUT_SETS").unwrap_or(cases);
    let config = Config { cases, max_shrink_iters: 100, failure_persistence: None, ..Config::default() };
    let rng = match asked("HANDOUT_SEED").and_then(|seed| u8::try_from(seed).ok()) {
        Some(seed) => TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
        None => TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    };
    TestRunner::new_with_rng(config, rng)
}

/// Counts of a run, for the reader of the test's output.
#[derive(Default)]
struct Tally {
    tables: Cell<usize>,
    cells: Cell<usize>,
    few: Cell<usize>,
    withheld: Cell<usize>,
    shares: Cell<usize>,
}

fn add(count: &Cell<usize>, more: usize) {
    count.set(count.get() + more);
}

#[test]
fn no_small_count_can_be_computed() {
    let tally = Tally::default();
    let outcome = runner(160).run(&plan(), |plan| {
        let world = world(&plan);
        let known = printed(&world, &plan);
        let found = leaks(&world, &known, &plan);
        prop_assert!(found.is_empty(), "{found:#?}\n{:?}\n{known:?}", world.truth);
        for facts in &world.facts {
            let is =
                |key: &str, value: fn(&Value) -> bool| facts.get(key).is_some_and(|(_, f)| value(&f.value));
            let kept =
                |value: &Value| matches!(value, Value::FewerThan(_) | Value::Missing(Missing::Suppressed));
            if is("part0", kept) || is("total", kept) {
                prop_assert!(
                    !is("share", |value| matches!(value, Value::Known(_))),
                    "a share tells its part"
                );
                add(&tally.shares, usize::from(plan.share));
            }
            add(&tally.few, facts.figures.iter().filter(|f| matches!(f.value, Value::FewerThan(_))).count());
        }
        add(&tally.tables, 1);
        add(&tally.cells, known.len());
        add(&tally.withheld, known.values().filter(|(low, high)| low < high && *high == far(&world)).count());
        Ok(())
    });
    outcome.unwrap();
    let Tally { tables, cells, few, withheld, shares } = tally;
    println!(
        "{} sets, {} counts: {} printed as \"fewer than\", {} withheld for them, {} shares withheld",
        tables.get(),
        cells.get(),
        few.get(),
        withheld.get(),
        shares.get()
    );
    assert!(tables.get() >= 160 && few.get() > 400 && withheld.get() > 200 && shares.get() > 40);
}

#[test]
fn the_reader_finds_a_planted_leak() {
    let (sets, caught) = (Cell::new(0), Cell::new(0));
    let outcome = runner(40).run(&plan(), |plan| {
        let world = world(&plan);
        let mut known = printed(&world, &plan);
        // As if nothing were withheld but the small counts themselves.
        for (cell, bounds) in &mut known {
            let truth = world.truth[cell];
            if *bounds != (truth, truth) && bounds.1 == far(&world) {
                let small = world.protected.contains(&cell.1) && truth < plan.below;
                *bounds = if small { (i64::from(!plan.zero), plan.below - 1) } else { (truth, truth) };
                sets.set(sets.get() + 1);
            }
        }
        caught.set(caught.get() + leaks(&world, &known, &plan).len());
        Ok(())
    });
    outcome.unwrap();
    println!("{} counts printed again: the reader pins {} others", sets.get(), caught.get());
    assert!(sets.get() > 60 && caught.get() > 60);
}
