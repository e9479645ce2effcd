//! Small counts cannot be computed from what is printed: random sets, and a reader who tries.

mod nations;
mod plan;
mod reader;

use handout::internals::figure::{Missing, Value};
use plan::{Bounds, Plan, Printed, World, is_withheld, plan, printed, printed_since};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reader::{Reader, told};
use std::cell::Cell;

/// The same sets on each run; more of them, and others, where `HANDOUT_SETS` and `HANDOUT_SEED` ask for
/// it, as `.ci/campaigns` does.
pub fn runner(cases: u32) -> TestRunner {
    let asked = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u32>().ok());
    let cases = asked("HANDOUT_SETS").unwrap_or(cases);
    let config = Config { cases, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let rng = match asked("HANDOUT_SEED").and_then(|seed| u8::try_from(seed).ok()) {
        Some(seed) => TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
        None => TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    };
    TestRunner::new_with_rng(config, rng)
}

/// Counts of a run, for the reader of the test's output.
#[derive(Default)]
struct Tally {
    sets: Cell<usize>,
    cells: Cell<usize>,
    few: Cell<usize>,
    withheld: Cell<usize>,
    shares: Cell<usize>,
}

fn add(count: &Cell<usize>, more: usize) {
    count.set(count.get() + more);
}

/// Has a reader try each of so many random sets.
fn campaign(cases: u32, plans: impl Strategy<Value = Plan>) -> Tally {
    let tally = Tally::default();
    let outcome = runner(cases).run(&plans, |plan| {
        let world = World::new(&plan);
        let dataset = world.dataset();
        let pages = printed(&dataset);
        let known = told(&world, &plan, &pages);
        let found = Reader::new(&world, &pages, &known, Some(dataset)).leaks(&plan);
        prop_assert!(found.is_empty(), "{found:#?}\n{:?}\n{pages:?}", world.truth);
        let kept = |cell: &(usize, String)| pages.get(cell).is_some_and(is_withheld);
        for ((place, key), value) in &pages {
            if key == "share" && (kept(&(*place, "part0".into())) || kept(&(*place, "total".into()))) {
                prop_assert!(!matches!(value, Value::Known(_)), "a share tells its part");
                add(&tally.shares, 1);
            }
        }
        let count = |wanted: fn(&Value) -> bool| {
            pages.iter().filter(|(cell, value)| known.contains_key(cell) && wanted(value)).count()
        };
        add(&tally.few, count(|value| matches!(value, Value::FewerThan(_))));
        add(&tally.withheld, count(|value| *value == Value::Missing(Missing::Suppressed)));
        add(&tally.sets, 1);
        add(&tally.cells, known.len());
        Ok(())
    });
    outcome.unwrap();
    tally
}

#[test]
fn no_small_count_can_be_computed() {
    let Tally { sets, cells, few, withheld, shares } = campaign(12, plan());
    println!(
        "{} sets, {} counts: {} printed as \"fewer than\", {} withheld for them, {} shares withheld",
        sets.get(),
        cells.get(),
        few.get(),
        withheld.get(),
        shares.get()
    );
    assert!(sets.get() >= 12 && few.get() > 20 && withheld.get() > 20 && shares.get() > 2);
}

#[test]
fn nor_where_one_place_is_the_nation() {
    let Tally { few, withheld, .. } = campaign(24, plan().prop_map(Plan::of_one_place));
    assert!(few.get() > 12 && withheld.get() > 24);
}

#[test]
fn the_reader_finds_a_planted_leak() {
    let (again, caught) = (Cell::new(0), Cell::new(0));
    let outcome = runner(16).run(&plan(), |plan| {
        let world = World::new(&plan);
        let pages = printed(&world.dataset());
        let known = told(&world, &plan, &pages);
        // As if nothing were withheld but the small counts themselves.
        let bare: Bounds = known
            .iter()
            .map(|(cell, bounds)| {
                let truth = world.truth[cell];
                let small = world.protected.contains(&cell.1) && truth < plan.below;
                let hidden = pages[cell] == Value::Missing(Missing::Suppressed);
                let told = if !hidden || world.worded.contains_key(cell) {
                    *bounds
                } else if small {
                    (i64::from(!plan.zero), plan.below - 1)
                } else {
                    add(&again, 1);
                    (truth, truth)
                };
                (cell.clone(), told)
            })
            .collect();
        add(&caught, Reader::new(&world, &pages, &bare, None).leaks(&plan).len());
        Ok(())
    });
    outcome.unwrap();
    println!("{} counts printed again: the reader pins {} others", again.get(), caught.get());
    assert!(again.get() > 16 && caught.get() > 8);
}

/// What a reader of one edition learns by taking for unchanged what the other prints.
fn learnt(world: &World, plan: &Plan, pages: &Printed, other: &Printed) -> Vec<String> {
    let mut known = told(world, plan, pages);
    for (cell, bounds) in &mut known {
        let truth = world.truth[cell];
        if other.get(cell).and_then(Value::count) == Some(truth.unsigned_abs()) {
            *bounds = (truth, truth);
        }
        if let Some((value, words)) = world.worded.get(cell)
            && other.get(cell) == Some(value)
        {
            *bounds = (words.0, words.1.min(bounds.1));
        }
    }
    Reader::new(world, pages, &known, None).leaks(plan)
}

#[test]
fn two_editions_together_tell_no_more_than_each() {
    let telling = Cell::new(0);
    let by = prop::collection::vec(prop_oneof![4 => Just(0), 1 => -6..=6_i64], 32);
    let outcome = runner(48).run(&(plan(), by), |(first_plan, by)| {
        let second_plan = first_plan.corrected(&by);
        let (first, second) = (World::new(&first_plan), World::new(&second_plan));
        let (before, dataset) = (printed(&first.dataset()), second.dataset());
        let both = |after: &Printed| {
            let old = learnt(&first, &first_plan, &before, after);
            [old, learnt(&second, &second_plan, after, &before)].concat()
        };
        let found = both(&printed_since(&dataset, &before));
        prop_assert!(found.is_empty(), "{found:#?}\n{:?}\n{before:?}\n{:?}", first.truth, second.truth);
        add(&telling, usize::from(!both(&printed(&dataset)).is_empty()));
        Ok(())
    });
    outcome.unwrap();
    println!("{} pairs would tell if the later edition were made as if it were the first", telling.get());
    assert!(telling.get() > 0);
}
