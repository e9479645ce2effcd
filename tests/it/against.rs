//! `--against`: two entries of one year, editions of two years, finished sheets; and what cannot be
//! compared.

use crate::kit::command::{Desk, json, said};
use crate::kit::invented;
use crate::kit::set::{DATA, Draft};
use crate::kit::slice;
use handout::{Code, Engine, NotComparable, Options, Set, Severity};
use proptest::prelude::*;
use std::path::PathBuf;

fn against(set: &Draft, other: &Draft) -> Set {
    let folder = other.write();
    set.read().set.against(folder.path()).unwrap_or_else(|why| panic!("{why}"))
}

/// What two entries of one year differ in.
fn differences(set: &Draft, other: &Draft) -> Vec<String> {
    let compared = against(set, other);
    let mut findings = compared.findings().clone();
    compared.question(&mut findings);
    let found = findings.iter().filter(|fault| fault.code() == Code::SecondEntry);
    found.filter(|fault| fault.severity() != Severity::Note).map(|fault| fault.to_string()).collect()
}

#[test]
fn a_set_against_itself_yields_nothing() {
    for set in [Draft::invented(12, 0), Draft::sample(), Draft::of("examples/household-income")] {
        let compared = against(&set, &set);
        let mut findings = compared.findings().clone();
        compared.question(&mut findings);
        assert!(!findings.iter().any(|fault| fault.code().compares()), "{findings}");
        assert!(compared.changes().iter().all(|change| change.kind == "same"));
        assert!(!compared.changes().is_empty());
    }
}

#[test]
fn every_difference_of_two_entries_is_told() {
    let set = Draft::sample();
    let file = "states/kentucky.toml";
    let text = set.text(file).to_owned();
    let line = text.lines().find(|line| line.starts_with("cybertips = ") || line.contains("cybertips = "));
    let line = line.expect("a figure");
    let number = line.split(" = ").last().expect("a number").trim_end_matches(" }");
    for (other, part) in [
        (set.clone().edit(file, number, "8_957"), "8,957"),
        (set.clone().edit(file, "name = \"Kentucky\"", "name = \"Kentuckia\""), "Kentuckia"),
        (set.clone().edit("national.toml", "28_886", "28_868"), "28,868"),
    ] {
        let found = differences(&set, &other);
        assert!(
            found.iter().any(|fault| fault.contains(part) && fault.contains("the second entry")),
            "{found:?}"
        );
        // The sheets that would say it are not made.
        let compared = against(&set, &other);
        let engine = Engine::new(&compared, &Options::default()).unwrap();
        assert!(engine.sheet("KY", "en", "office").is_err(), "{part}");
    }
}

proptest! {
    #![proptest_config(slice(24))]

    #[test]
    fn whatever_differs_is_told_and_nothing_else(place in 0_usize..6, row in 0_usize..7, more in 1_u64..500) {
        let set = Draft::invented(6, 0);
        let file = invented::file(place);
        let text = set.text(&file);
        let figures = text.split("[figures]\n").nth(1).expect("figures");
        let line = figures.lines().nth(row).expect("a figure").to_owned();
        let (key, count) = line.split_once(" = ").expect("a count");
        let other: u64 = count.parse::<u64>().expect("a count") + more;
        let second = set.clone().edit(&file, &format!("\n{line}\n"), &format!("\n{key} = {other}\n"));
        let found = differences(&set, &second);
        prop_assert_eq!(found.len(), 1, "{:?}", found);
        prop_assert!(found[0].contains(&format!("`{key}` is")), "{}", found[0]);
    }
}

#[test]
fn a_second_entry_may_be_allowed_with_a_reason() {
    let set = Draft::sample();
    let allow = "\n[[allow]]\ncode = \"second-entry\"\nreason = \"Settled by telephone.\"\n";
    let allowed = set.text("handout.toml").to_owned() + allow;
    let allowed = set.clone().with("handout.toml", allowed);
    let other = set.edit("national.toml", "28_886", "28_868");
    let compared = against(&allowed, &other);
    assert!(Engine::new(&compared, &Options::default()).unwrap().sheet("KY", "en", "office").is_ok());
    // Without another edition, the entry is not said to allow nothing.
    let desk = Desk::with(&allowed);
    assert!(desk.run(&["check", "--strict", "set"]).status.success());
}

#[test]
fn finished_sheets_are_an_edition_too() {
    let set = Draft::sample();
    let sheets = set.build(&Options::default());
    assert_eq!(sheets.len(), 2);
    let handouts: Vec<(PathBuf, Vec<u8>)> =
        sheets.into_iter().map(|(name, bytes)| (PathBuf::from("old").join(name), bytes)).collect();
    let compared = set.read().set.against_handouts(&handouts).unwrap();
    let mut findings = compared.findings().clone();
    compared.question(&mut findings);
    assert_eq!(findings.count(Severity::Error) + findings.count(Severity::Warning), 0, "{findings}");
    let other = set.edit("national.toml", "28_886", "28_868");
    let compared = other.read().set.against_handouts(&handouts[..1]).unwrap();
    let mut findings = compared.findings().clone();
    compared.question(&mut findings);
    assert!(findings.to_string().contains("old/kentucky"), "{findings}");
    let changed: Vec<_> = compared.changes().into_iter().filter(|change| change.kind != "same").collect();
    assert_eq!((changed.len(), changed[0].kind), (1, "less"), "{changed:?}");
}

#[test]
fn what_cannot_be_compared_is_refused_at_the_start() {
    let set = Draft::sample();
    let read = set.read().set;
    let later = set.clone();
    let later = ["handout.toml", "national.toml", "states/kentucky.toml"]
        .into_iter()
        .fold(later, |later, file| later.edit(file, "year = 2023", "year = 2024"));
    let later = later.write();
    assert!(matches!(read.against(later.path()), Err(NotComparable::Later(2024))));
    let unrelated = Draft::invented(3, 0).write();
    assert!(matches!(read.against(unrelated.path()), Err(NotComparable::Unrelated)));
    assert!(matches!(read.against_handouts(&[]), Err(NotComparable::NoHandouts)));
    let desk = Desk::with(&set);
    for other in ["nowhere", "set/states", "set/handout.toml"] {
        let run = desk.run(&["check", "set", "--against", other]);
        assert_eq!(run.status.code(), Some(2), "{}", said(&run));
        assert!(said(&run).starts_with(&format!("--against {other}: error[bad-value]")), "{}", said(&run));
    }
}

#[test]
fn faults_of_the_other_edition_stop_nothing() {
    let set = Draft::sample();
    let broken = set.clone().edit("national.toml", "28_886", "-28_886");
    let compared = against(&set, &broken);
    assert_eq!(
        (compared.findings().count(Severity::Error), compared.findings().count(Severity::Note)),
        (0, 1)
    );
    assert!(Engine::new(&compared, &Options::default()).is_ok());
}

#[test]
fn the_command_compares_and_tells_each_change() {
    let desk = Desk::with(&Draft::sample());
    let run = desk.run(&["build", "set", "-o", "old"]);
    assert!(run.status.success(), "{}", said(&run));
    for task in ["check", "build"] {
        let run = desk.run(&[task, "set", "--against", "old"]);
        assert!(run.status.success(), "{}", said(&run));
    }
    desk.edit("set/national.toml", "28_886", "28_868");
    let run = desk.run(&["check", "set", "--against", "old", "--format", "json"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    let told = json(&run);
    let changes = told["changes"].as_array().expect("changes");
    let changed: Vec<_> = changes.iter().filter(|change| change["kind"] != "same").collect();
    assert_eq!(changed.len(), 1);
    assert_eq!((&changed[0]["state"], &changed[0]["kind"]), (&serde_json::Value::Null, &"less".into()));
    assert_eq!(changed[0]["new"]["printed"], "28,868");
    let run = desk.run(&["build", "set", "--against", "old", "-o", "new"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    let run = desk.run(&["check", "set", "--format", "json"]);
    assert_eq!(json(&run)["changes"], serde_json::Value::Null);
    assert!(std::path::Path::new(DATA).exists());
}
