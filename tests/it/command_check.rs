//! `check`, `explain` and `trace` as people and scripts meet them: exit codes, the shape of the JSON.

use crate::kit::command::{Desk, handout, json, said};
use crate::kit::invented;
use crate::kit::set::Draft;
use serde_json::Value;

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_sample_is_clean_under_strict() {
    let run = handout(&["check", "data", "--strict"]);
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(0), ""), "{}", text(&run.stderr));
}

#[test]
fn warnings_fail_under_strict_only() {
    let case = "tests/cases/straight-quote";
    assert_eq!(handout(&["check", case]).status.code(), Some(0));
    let run = handout(&["check", case, "--strict"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("error[straight-quote]") && !text(&run.stderr).contains("warning["));
}

#[test]
fn a_strict_build_makes_nothing_a_check_would_warn_of() {
    let quote = Draft::of("tests/cases/straight-quote");
    for (set, made) in [(quote, false), (Draft::sample(), true)] {
        let desk = Desk::with(&set);
        let run = desk.run(&["build", "--strict", "set"]);
        assert_eq!((run.status.success(), desk.path("out").exists()), (made, made), "{}", said(&run));
    }
}

#[test]
fn errors_come_first_and_all_of_them() {
    let desk = Desk::with(&Draft::of("tests/cases/straight-quote"));
    let slips = "It is \"so\". ".repeat(60) + &"It is is. ".repeat(60);
    let wording = desk.text("set/wording.en.toml");
    let line = wording.lines().find(|line| line.starts_with("text = ")).expect("a text");
    desk.write("set/wording.en.toml", &wording.replace(line, &format!("text = '{slips}'")));
    let said = said(&desk.run(&["check", "set"]));
    let kinds: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("set/"))
        .filter_map(|line| line.split(": ").nth(1)?.split('[').next())
        .collect();
    let errors = kinds.iter().take_while(|kind| **kind == "error").count();
    assert_eq!((errors, kinds.iter().filter(|kind| **kind == "error").count()), (60, 60), "{said}");
    assert!(said.contains("120 warnings") && said.contains(" more; `--format json` shows all"), "{said}");
}

#[test]
fn faults_come_file_by_file_from_top_to_bottom() {
    let found = json(&handout(&["check", "tests/cases/twelve-faults", "--format", "json"]));
    assert_eq!(
        keys(&found),
        [
            "changes",
            "diagnostics",
            "handouts",
            "left_out",
            "old",
            "pruned",
            "series",
            "stopped",
            "summary",
            "unseen_warnings",
            "waived",
            "withheld"
        ]
    );
    let places: Vec<(String, u64)> = found["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|fault| fault["line"].is_u64())
        .map(|fault| (fault["file"].to_string(), fault["line"].as_u64().expect("a line")))
        .collect();
    for pair in places.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].1 <= pair[1].1, "{pair:?}");
    }
    let mut files: Vec<&String> = places.iter().map(|(file, _)| file).collect();
    files.dedup();
    assert_eq!(files.len(), 5, "{files:?}");
}

#[test]
fn lints_are_told_beside_the_faults_of_the_wording() {
    let case = Draft::of("tests/cases/filler");
    let desk = Desk::with(&case.edit("wording.en.toml", "{{ us_horses }}", "{{ us_hores }}"));
    let said = said(&desk.run(&["check", "set"]));
    assert!(said.contains("error[unknown-placeholder]") && said.contains("error[filler]"), "{said}");
}

#[test]
fn trace_lists_numbers_as_documented() {
    let found = json(&handout(&["trace", "ky", "--format", "json"]));
    assert_eq!(keys(&found), ["diagnostics", "numbers"]);
    let numbers = found["numbers"].as_array().expect("a list");
    let cybertips = numbers.iter().find(|number| number["key"] == "cybertips").expect("the figure");
    assert_eq!(keys(cybertips), ["cell", "column", "file", "key", "line", "note", "printed", "source"]);
    assert_eq!(cybertips["printed"], "8,597");
    assert_eq!(cybertips["file"], "data/states/kentucky.toml");
    let run = handout(&["trace", "KY"]);
    assert_eq!(text(&run.stdout).lines().filter(|line| !line.starts_with(' ')).count(), numbers.len());
    assert_eq!(handout(&["trace", "XX"]).status.code(), Some(2));
}

#[test]
fn explain_knows_each_code_and_guesses_at_others() {
    assert!(text(&handout(&["explain", "sum-mismatch"]).stdout).contains("What to do: "));
    assert_eq!(
        text(&handout(&["explain"]).stdout).lines().count(),
        handout::internals::diagnostic::Code::ALL.len()
    );
    let run = handout(&["explain", "sum-mismatches"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("did you mean `sum-mismatch`?"));
}

#[test]
fn what_is_waived_and_withheld_is_shown() {
    let rule = "[figures.lessons]\nsuppress_below = 99\nrange = [0, 1]\n";
    let waiver = "\n[[waive]]\nfigure = \"lessons\"\nrule = \"range\"\nreason = \"a good year\"\n";
    let set = Draft::invented(1, 2).edit("handout.toml", "[figures.lessons]\n", rule);
    let state = set.text(&invented::file(0)).to_owned() + waiver;
    let output = Desk::with(&set.with(&invented::file(0), state)).run(&["check", "set"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("`range` of `lessons` for") && said.contains(": a good year"), "{said}");
    assert!(said.contains("`lessons` is printed as \"fewer than 99\""), "{said}");
}
