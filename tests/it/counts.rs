//! The figures of all states against each other, and against another edition: right sets of all sizes
//! are left alone, planted slips are told.

use crate::kit::plausible::{Chance, Plausible};
use crate::kit::set::Draft;
use std::collections::BTreeMap;

/// Sets of each size; `HANDOUT_SETS` makes it more.
fn sets() -> u64 {
    std::env::var("HANDOUT_SETS").ok().and_then(|value| value.parse().ok()).unwrap_or(12)
}

/// What is said of the figures of a set, by code, with the messages.
pub fn told(set: &Draft, other: Option<&Draft>) -> Vec<(&'static str, String)> {
    const ABOUT: [&str; 15] = [
        "national-value",
        "equal-values",
        "identical-states",
        "lone-zero",
        "outlier",
        "moved-rows",
        "uneven-figure",
        "undeclared-sum",
        "second-entry",
        "unchanged",
        "moved-digits",
        "anothers-value",
        "gap-changed",
        "form-changed",
        "sudden-change",
    ];
    let mut set = set.read().set;
    if let Some(other) = other {
        let folder = other.write();
        set = set.against(folder.path()).unwrap_or_else(|why| panic!("{why}"));
    }
    let mut findings = set.findings().clone();
    set.question(&mut findings);
    let about = findings.iter().map(|fault| (fault.code().name(), fault.to_string()));
    about.filter(|(code, _)| ABOUT.contains(code)).collect()
}

/// How far figures lie from what the size of their place suggests: two thirds within a half of it and
/// one and a half times as much.
const SCATTER: f64 = 0.4;

/// The sizes that sets have: places and figures.
const SIZES: [(usize, usize); 4] = [(4, 10), (12, 10), (56, 12), (56, 30)];

#[test]
fn right_sets_are_left_alone() {
    let mut false_alarms: BTreeMap<(usize, usize, &str), u64> = BTreeMap::new();
    let mut said = String::new();
    for (places, figures) in SIZES {
        for seed in 0..sets() {
            let mut chance = Chance(seed * 1_000 + places as u64);
            let last = Plausible::new(places, figures, SCATTER, &mut chance);
            let now = last.next(&mut chance);
            for (code, message) in told(&now.draft(&[]), Some(&last.draft(&[]))) {
                *false_alarms.entry((places, figures, code)).or_default() += 1;
                said += &message;
            }
        }
    }
    // Printed with `--nocapture`: so many findings in so many sets of each size.
    println!("{} sets of each size: {false_alarms:?}", sets());
    let all: u64 = false_alarms.values().sum();
    let sets = sets() * SIZES.len() as u64;
    assert!(all * 3 <= sets, "{all} findings in {sets} right sets\n{said}");
}

#[test]
fn right_sets_with_loose_figures_are_left_alone() {
    let mut said = String::new();
    let mut false_alarms: BTreeMap<(usize, usize, &str), u64> = BTreeMap::new();
    for (places, figures) in [(6, 8), (12, 10), (20, 8), (56, 12)] {
        for seed in 0..sets() {
            let now = Plausible::loose(places, figures, &mut Chance(seed * 1_000 + places as u64));
            for (code, message) in told(&now.draft(&[]), None) {
                *false_alarms.entry((places, figures, code)).or_default() += 1;
                said += &message;
            }
        }
    }
    println!("{} loose sets of each size: {false_alarms:?}", sets());
    let all: u64 = false_alarms.values().sum();
    // Of a thousand such sets, about 25 draw a finding; by chance, three of fifty may.
    assert!(all * 25 <= sets() * 4 + 50, "{all} findings in {} right sets\n{said}", sets() * 4);
}

/// How many of the slips by a digit are found without another edition: printed with `--nocapture`.
#[test]
fn most_digits_too_many_or_too_few_are_told() {
    for (places, scatter, wanted) in [(12, 0.4, 25), (12, 0.2, 75), (56, 0.4, 40), (56, 0.2, 95)] {
        let (mut found, mut all) = (0, 0);
        for seed in 0..sets().max(40) {
            let mut chance = Chance(seed);
            let now = Plausible::new(places, 10, scatter, &mut chance).next(&mut chance);
            let (place, figure) = (seed as usize % places, 3 + seed as usize % 6);
            let own = now.places[place][figure];
            if own < 100 {
                continue;
            }
            let slip = if seed % 2 == 0 { own * 10 } else { own / 10 };
            let told = told(&now.draft(&[(place, figure, &slip.to_string())]), None);
            found += u64::from(told.iter().any(|(code, _)| *code == "outlier"));
            all += 1;
        }
        println!("{places} places, scatter {scatter}: {found} of {all} slips by a digit");
        assert!(found * 100 >= wanted * all, "{places} places, scatter {scatter}: {found} of {all}");
    }
}

/// A set of twelve places that nothing is said of, and the one of the year before.
fn years(scatter: f64) -> (Plausible, Plausible) {
    for seed in 0.. {
        let mut chance = Chance(seed);
        let last = Plausible::new(12, 10, scatter, &mut chance);
        let now = last.next(&mut chance);
        // Large enough to make slips of.
        let large = now.places[3][..9].iter().all(|count| *count >= 40);
        let busy = now.places[3].iter().filter(|count| **count > 1_500).count() >= 2;
        if large && busy && told(&now.draft(&[]), Some(&last.draft(&[]))).is_empty() {
            return (last, now);
        }
    }
    unreachable!("there are seeds enough")
}

/// The figure of place 3 with the most digits, apart from the sum and its parts.
fn largest(now: &Plausible) -> usize {
    (3..9).max_by_key(|&figure| now.places[3][figure]).expect("a figure")
}

#[test]
fn slips_are_told_without_another_edition() {
    let (_, now) = years(SCATTER * 0.4);
    let figure = largest(&now);
    let own = now.places[3][figure];
    let others: Vec<u64> = now.places.iter().map(|row| row[figure]).collect();
    let other = *others.iter().filter(|count| **count != own).max().expect("another");
    let slips = [
        (other.to_string(), "equal-values"),
        (now.nation[0].to_string(), "national-value"),
        ((own * 10).to_string(), "outlier"),
        ((own / 10).to_string(), "outlier"),
        ("0".to_owned(), "lone-zero"),
    ];
    for (value, code) in slips {
        let found = told(&now.draft(&[(3, figure, &value)]), None);
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        assert!(codes.contains(&code), "{own} as {value}: {codes:?}");
        let (_, message) = found.iter().find(|(found, _)| *found == code).expect("found");
        assert!(message.contains("place-3.toml") || message.contains("place-"), "{message}");
        assert!(message.matches("note: ").count() > 0, "both places: {message}");
    }
}

#[test]
fn the_nations_number_and_a_copied_file_stop_the_sheets() {
    let (_, now) = years(SCATTER / 2.0);
    let nation = now.nation[0].max(28_886).to_string();
    let set = now.draft(&[(3, 4, &nation)]).edit(
        "national.toml",
        &format!("us_0 = {}", now.nation[0]),
        &format!("us_0 = {nation}"),
    );
    let found = told(&set, None);
    assert!(
        found.iter().any(|(code, text)| *code == "national-value" && text.contains("error[")),
        "{found:?}"
    );
    // A copied file with one figure of its own.
    let row: Vec<String> = now.places[5].iter().map(u64::to_string).collect();
    let copied: Vec<(usize, usize, &str)> =
        row.iter().enumerate().filter(|(n, _)| *n != 7).map(|(n, count)| (3, n, count.as_str())).collect();
    let found = told(&now.draft(&copied), None);
    assert!(
        found.iter().any(|(code, text)| *code == "identical-states" && text.contains("error[")),
        "{found:?}"
    );
}

#[test]
fn a_sum_that_no_rule_declares_is_proposed_once() {
    let (_, now) = years(SCATTER / 2.0);
    let text = now.draft(&[]).text("handout.toml").to_owned();
    let rule = text.lines().find(|line| line.starts_with("sum_of")).expect("a rule").to_owned() + "\n";
    let found = told(&now.draft(&[]).edit("handout.toml", &rule, ""), None);
    let [("undeclared-sum", message)] = found.as_slice() else { panic!("{found:?}") };
    assert!(message.contains(rule.trim()), "{message}");
}

#[test]
fn slips_are_told_against_the_year_before() {
    let (last, now) = years(SCATTER / 2.0);
    let figure = largest(&now);
    let (own, old) = (now.places[3][figure], last.places[3][figure]);
    let mut digits = old.to_string().into_bytes();
    let at = (1..digits.len()).rev().find(|&at| digits[at] != digits[at - 1]).expect("two digits");
    digits.swap(at, at - 1);
    let moved = String::from_utf8(digits).expect("digits");
    let elsewhere = (0..12).filter(|&place| place != 3).map(|place| last.places[place][figure]).max();
    let slips = [
        (old.to_string(), "unchanged"),
        (moved, "moved-digits"),
        (elsewhere.expect("a place").to_string(), "anothers-value"),
        ("\"not reported\"".to_owned(), "gap-changed"),
        (format!("\"more than {}\"", own / 10 * 10 + 1).replace("more than", "at least"), "form-changed"),
        ((own * 10).to_string(), "sudden-change"),
        ((own / 10).to_string(), "sudden-change"),
    ];
    for (value, code) in slips {
        let value = match value.strip_prefix("\"at least ") {
            // In words as the data wants them.
            Some(rest) => {
                let count: u64 = rest.trim_end_matches('"').parse().expect("digits");
                format!("\"at least {}\"", grouped(count))
            }
            None => value,
        };
        let found = told(&now.draft(&[(3, figure, &value)]), Some(&last.draft(&[])));
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        assert!(codes.contains(&code), "{own} (was {old}) as {value}: {codes:?}");
    }
}

fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = if head > 0 { vec![&digits[..head]] } else { Vec::new() };
    groups.extend((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.join(",")
}
