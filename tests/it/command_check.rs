//! `check`, `explain` and `trace` as people and scripts meet them: exit codes, the shape of the JSON.

use crate::kit::invented;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn handout(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handout")).args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&handout(arguments).stdout).expect("one JSON document")
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
    let case = "tests/cases/filler";
    assert_eq!(handout(&["check", case]).status.code(), Some(0));
    let run = handout(&["check", case, "--strict"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("error[filler]") && !text(&run.stderr).contains("warning["));
}

#[test]
fn faults_come_file_by_file_from_top_to_bottom() {
    let found = json(&["check", "tests/cases/twelve-faults", "--format", "json"]);
    assert_eq!(
        keys(&found),
        [
            "diagnostics",
            "handouts",
            "left_out",
            "old",
            "series",
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
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in ["handout.toml", "national.toml", "wording.en.toml", "states/avalon.toml"] {
        let text = std::fs::read_to_string(format!("tests/cases/filler/{file}")).expect("the case");
        std::fs::write(dir.path().join(file), text.replace("{{ us_horses }}", "{{ us_hores }}"))
            .expect("a file");
    }
    let run = handout(&["check", dir.path().to_str().expect("a plain path")]);
    let said = text(&run.stderr);
    assert!(said.contains("error[unknown-placeholder]") && said.contains("warning[filler]"), "{said}");
}

#[test]
fn trace_lists_numbers_as_documented() {
    let found = json(&["trace", "ky", "--format", "json"]);
    assert_eq!(keys(&found), ["diagnostics", "numbers"]);
    let numbers = found["numbers"].as_array().expect("a list");
    let cybertips = numbers.iter().find(|number| number["key"] == "cybertips").expect("the figure");
    assert_eq!(keys(cybertips), ["column", "file", "key", "line", "note", "printed", "source"]);
    assert_eq!(cybertips["printed"], "8,597");
    assert_eq!(cybertips["file"], "data/states/kentucky.toml");
    let run = handout(&["trace", "KY"]);
    assert_eq!(text(&run.stdout).lines().filter(|line| !line.starts_with(' ')).count(), numbers.len());
    assert_eq!(handout(&["trace", "XX"]).status.code(), Some(2));
}

#[test]
fn explain_knows_each_code_and_guesses_at_others() {
    assert!(text(&handout(&["explain", "sum-mismatch"]).stdout).contains("What to do: "));
    assert_eq!(text(&handout(&["explain"]).stdout).lines().count(), handout::internals::diagnostic::Code::ALL.len());
    let run = handout(&["explain", "sum-mismatches"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("did you mean `sum-mismatch`?"));
}

#[test]
fn what_is_waived_and_withheld_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let set = dir.path().join("set");
    invented::write_set(&set, 1, 2).unwrap();
    let edit = |file: PathBuf, from: &str, to: &str| {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(file, text.replacen(from, to, 1)).unwrap();
    };
    edit(
        set.join("handout.toml"),
        "[figures.lessons]\n",
        "[figures.lessons]\nsuppress_below = 99\nrange = [0, 1]\n",
    );
    let state = fs::read_dir(set.join("states")).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&state).unwrap();
    let waiver = "\n[[waive]]\nfigure = \"lessons\"\nrule = \"range\"\nreason = \"a good year\"\n";
    fs::write(&state, text + waiver).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_handout")).arg("check").arg(&set).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("`range` of `lessons` for") && said.contains(": a good year"), "{said}");
    assert!(said.contains("`lessons` is printed as \"fewer than 99\""), "{said}");
}
