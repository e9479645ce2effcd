//! `handout fit` as people and scripts meet it: the table, the advice, sheets that look alike.

use crate::kit::invented;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// An invented set of 12 places with prose of some length, of which these are always named in prose
/// by so many further words, in every call-out.
fn set(more: usize, long: &[(usize, usize)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let set = dir.path().join("set");
    invented::write_set(&set, 12, more).unwrap();
    for (place, words) in long {
        let name = invented::name(*place);
        let file = set.join("states").join(format!("{}-{place}.toml", name.to_lowercase()));
        let text = fs::read_to_string(&file).unwrap();
        let prose = format!("in_prose = \"{name}{}\"\n", " of the kites".repeat(words / 3));
        fs::write(&file, prose + &text).unwrap();
    }
    dir
}

fn uniform(dir: &Path) {
    let file = dir.join("set/handout.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("theme =", "fit = \"uniform\"\ntheme =", 1)).unwrap();
}

fn handout(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handout")).args(arguments).current_dir(dir).output().unwrap()
}

/// Exit code, standard output, standard error.
fn shown(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap();
    format!("exit code {code}\n---- out\n{}---- err\n{}", text(&output.stdout), text(&output.stderr))
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_table_shows_each_page_and_warns_of_small_type() {
    let dir = set(40, &[(3, 60), (7, 400)]);
    let memo = handout(dir.path(), &["fit", "set", "--only", "QA,QB,QD,QH"]);
    assert_eq!(memo.status.code(), Some(1));
    insta::assert_snapshot!("memo", shown(&memo));
    let brief = handout(dir.path(), &["fit", "set", "--theme", "brief", "--advice", "--only", "QA,QD"]);
    insta::assert_snapshot!("brief", shown(&brief));
    // Narrow enough for a terminal; advice, which names files, may be wider.
    let lines = String::from_utf8(memo.stdout).unwrap();
    let table = lines.lines().filter(|line| !line.starts_with("  "));
    assert!(table.map(|line| line.chars().count()).max().unwrap() <= 100, "{lines}");
    assert!(!dir.path().join("out").exists());
    // Where it is a fault, the same is advised.
    let faults = handout(dir.path(), &["check", "set", "--only", "QD"]).stderr;
    let faults = String::from_utf8(faults).unwrap();
    let refused = faults.split("\n\n").find(|fault| fault.contains("[does-not-fit]")).unwrap();
    insta::assert_snapshot!("refused", refused);
}

#[test]
fn a_state_whose_file_is_at_fault_is_told_of_and_the_others_are_shown() {
    let dir = set(20, &[]);
    let file = dir.path().join("set/states/alavia-0.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("wardens = ", "wardens = -")).unwrap();
    insta::assert_snapshot!("fault", shown(&handout(dir.path(), &["fit", "set", "--only", "QA,QB"])));
}

#[test]
fn one_overfull_place_is_an_exception() {
    let dir = set(34, &[(3, 60)]);
    uniform(dir.path());
    insta::assert_snapshot!("exception", shown(&handout(dir.path(), &["fit", "set"])));
    let line = "11 sheets share 9.5 pt";
    let built = handout(dir.path(), &["build", "set", "-o", "out"]);
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(said.contains(line) && said.contains("exceptions: "), "{said}");
    let report = json(&handout(dir.path(), &["build", "set", "-o", "out", "--format", "json"]));
    let series = &report["series"][0];
    assert_eq!((&series["sheets"], &series["size"]), (&11.into(), &9.5.into()), "{series}");
    let exceptions = series["exceptions"].as_array().unwrap();
    assert_eq!((exceptions.len(), &exceptions[0]["state"]), (1, &"QD".into()), "{series}");
    // The decider, alone, has the setting that all share.
    let decider = series["set_by"].as_str().unwrap();
    fs::write(
        dir.path().join("set/handout.toml"),
        fs::read_to_string(dir.path().join("set/handout.toml")).unwrap().replace("\"uniform\"", "\"each\""),
    )
    .unwrap();
    let alone = json(&handout(dir.path(), &["fit", "set", "--format", "json"]));
    assert_eq!(alone["series"], Value::Array(Vec::new()));
    let setting = |fit: &Value| (fit["size"].as_f64().unwrap(), fit["lead"].as_f64().unwrap());
    let handouts = alone["handouts"].as_array().unwrap();
    let of = |handout: &&Value| handout["state"] == decider;
    assert_eq!(setting(series), setting(&handouts.iter().find(of).unwrap()["fit"]));
}

#[test]
fn where_many_are_overfull_all_sheets_take_their_size() {
    let dir = set(34, &[(3, 60), (5, 60)]);
    uniform(dir.path());
    let report = json(&handout(dir.path(), &["fit", "set", "--format", "json"]));
    let series = &report["series"][0];
    assert_eq!((&series["sheets"], &series["exceptions"]), (&12.into(), &Value::Array(Vec::new())));
    assert!(["QD", "QF"].contains(&series["set_by"].as_str().unwrap()), "{series}");
    assert!(series["size"].as_f64().unwrap() < 9.5, "{series}");
}

#[test]
fn the_json_is_as_documented() {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let dir = set(34, &[(3, 60), (8, 400)]);
    let report = json(&handout(dir.path(), &["fit", "set", "--format", "json"]));
    let of = |state: &str| {
        let handouts = report["handouts"].as_array().unwrap();
        handouts.iter().find(|handout| handout["state"] == state).unwrap().clone()
    };
    let fit = &of("QD")["fit"];
    assert_eq!(
        keys(fit),
        "advice characters_max characters_mean fill gap lead leading left_over legible lines paragraph_gap \
         section_gap size small warnings"
    );
    assert!(fit["small"] == true && !fit["warnings"].as_array().unwrap().is_empty(), "{fit}");
    assert_eq!(keys(&fit["advice"]), "cuts lines size words");
    assert_eq!(keys(&fit["advice"]["cuts"][0]), "begins characters file line lines section words");
    let over = &of("QI")["over"];
    assert_eq!(keys(over), "advice height lines size words");
    assert_eq!(over["advice"], Value::Null, "so much is not named line by line: {over}");
    // The same report from `build`; what is too long is a fault there, with the same advice.
    let built = handout(dir.path(), &["build", "set", "-o", "out", "--only", "QD", "--format", "json"]);
    assert_eq!(json(&built)["handouts"][0]["fit"], *fit);
}

#[test]
fn nothing_but_the_report_is_said_where_no_terminal_is() {
    let dir = set(0, &[]);
    let built = handout(dir.path(), &["build", "set", "-o", "out"]);
    assert_eq!(
        String::from_utf8_lossy(&built.stderr),
        "made 12 handouts in 11.5 pt type; 8 warnings: run handout check\n"
    );
}
