//! `handout fit` as people and scripts meet it: the table, the advice, sheets that look alike.

use crate::kit::command::{Desk, json};
use crate::kit::invented;
use crate::kit::set::Draft;
use serde_json::Value;
use std::process::Output;

/// An invented set of 12 places with prose of some length, of which these are always named in prose
/// by so many further words, in every call-out.
fn set(more: usize, long: &[(usize, usize)]) -> Draft {
    let inline = Draft::invented(12, more).with("theme.toml", "[layout.memo.callout]\nstyle = \"inline\"\n");
    long.iter().fold(inline, |set, (place, words)| {
        let (file, name) = (invented::file(*place), invented::name(*place));
        let prose = format!("in_prose = \"{name}{}\"\n", " of the kites".repeat(words / 3));
        let text = prose + set.text(&file);
        set.with(&file, text)
    })
}

fn uniform(set: Draft) -> Desk {
    Desk::with(&set.edit("handout.toml", "theme =", "fit = \"uniform\"\ntheme ="))
}

/// Exit code, standard output, standard error.
fn shown(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap();
    format!("exit code {code}\n---- out\n{}---- err\n{}", text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_table_shows_each_page_and_warns_of_small_type() {
    let desk = Desk::with(&set(40, &[(3, 60), (7, 400)]));
    let memo = desk.run(&["fit", "set", "--only", "QA,QB,QD,QH"]);
    assert_eq!(memo.status.code(), Some(1));
    insta::assert_snapshot!("memo", shown(&memo));
    let brief = desk.run(&["fit", "set", "--theme", "brief", "--advice", "--only", "QA,QD"]);
    insta::assert_snapshot!("brief", shown(&brief));
    // Narrow enough for a terminal; advice, which names files, may be wider.
    let lines = String::from_utf8(memo.stdout).unwrap();
    let table = lines.lines().filter(|line| !line.starts_with("  "));
    assert!(table.map(|line| line.chars().count()).max().unwrap() <= 100, "{lines}");
    assert!(!desk.path("out").exists());
    // Where it is a fault, the same is advised.
    let faults = desk.run(&["check", "set", "--only", "QD"]).stderr;
    let faults = String::from_utf8(faults).unwrap();
    let refused = faults.split("\n\n").find(|fault| fault.contains("[does-not-fit]")).unwrap();
    insta::assert_snapshot!("refused", refused);
}

#[test]
fn a_state_whose_file_is_at_fault_is_told_of_and_the_others_are_shown() {
    let desk = Desk::with(&set(20, &[]).edit(&invented::file(0), "wardens = ", "wardens = -"));
    insta::assert_snapshot!("fault", shown(&desk.run(&["fit", "set", "--only", "QA,QB"])));
}

#[test]
fn one_overfull_place_is_an_exception() {
    let desk = uniform(set(34, &[(3, 60)]));
    insta::assert_snapshot!("exception", shown(&desk.run(&["fit", "set"])));
    let line = "11 sheets share 9.5 pt";
    let built = desk.run(&["build", "set", "-o", "out"]);
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(said.contains(line) && said.contains("exceptions: "), "{said}");
    let report = json(&desk.run(&["build", "set", "-o", "out", "--format", "json"]));
    let series = &report["series"][0];
    assert_eq!((&series["sheets"], &series["size"]), (&11.into(), &9.5.into()), "{series}");
    let exceptions = series["exceptions"].as_array().unwrap();
    assert_eq!((exceptions.len(), &exceptions[0]["state"]), (1, &"QD".into()), "{series}");
    assert_eq!(series["left_out"], 0, "{series}");
    // The decider, alone, has the setting that all share.
    let decider = series["set_by"].as_str().unwrap();
    desk.edit("set/handout.toml", "\"uniform\"", "\"each\"");
    let alone = json(&desk.run(&["fit", "set", "--format", "json"]));
    assert_eq!(alone["series"], Value::Array(Vec::new()));
    let setting = |fit: &Value| (fit["size"].as_f64().unwrap(), fit["lead"].as_f64().unwrap());
    let handouts = alone["handouts"].as_array().unwrap();
    let of = |handout: &&Value| handout["state"] == decider;
    assert_eq!(setting(series), setting(&handouts.iter().find(of).unwrap()["fit"]));
}

#[test]
fn where_many_are_overfull_all_sheets_take_their_size() {
    let desk = uniform(set(34, &[(3, 60), (5, 60)]));
    let report = json(&desk.run(&["fit", "set", "--format", "json"]));
    let series = &report["series"][0];
    assert_eq!((&series["sheets"], &series["exceptions"]), (&12.into(), &Value::Array(Vec::new())));
    assert!(["QD", "QF"].contains(&series["set_by"].as_str().unwrap()), "{series}");
    assert!(series["size"].as_f64().unwrap() < 9.5, "{series}");
}

#[test]
fn the_json_is_as_documented() {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let desk = Desk::with(&set(34, &[(3, 60), (8, 400)]));
    let report = json(&desk.run(&["fit", "set", "--format", "json"]));
    let of = |state: &str| {
        let handouts = report["handouts"].as_array().unwrap();
        handouts.iter().find(|handout| handout["state"] == state).unwrap().clone()
    };
    let fit = &of("QD")["fit"];
    assert_eq!(
        keys(fit),
        "advice bold characters_max characters_mean fill gap lead leading left_over legible lines paragraph_gap \
         section_gap size small uneven warnings"
    );
    assert!(fit["small"] == true && !fit["warnings"].as_array().unwrap().is_empty(), "{fit}");
    assert_eq!(keys(&fit["advice"]), "cuts lines size words");
    assert_eq!(keys(&fit["advice"]["cuts"][0]), "begins characters file line lines section words");
    let over = &of("QI")["over"];
    assert_eq!(keys(over), "advice height lines size words");
    assert_eq!(over["advice"], Value::Null, "so much is not named line by line: {over}");
    // The same report from `build`; what is too long is a fault there, with the same advice.
    let built = desk.run(&["build", "set", "-o", "out", "--only", "QD", "--format", "json"]);
    assert_eq!(json(&built)["handouts"][0]["fit"], *fit);
}

#[test]
fn nothing_but_the_report_is_said_where_no_terminal_is() {
    let desk = Desk::with(&set(0, &[]));
    let built = desk.run(&["build", "set", "-o", "out"]);
    assert_eq!(
        String::from_utf8_lossy(&built.stderr),
        "made 12 handouts in 11.5 pt type; 8 warnings: run handout check set\n"
    );
}

#[test]
fn a_place_with_a_fault_is_left_out_of_the_series_and_the_line_says_so() {
    let desk = uniform(set(20, &[]));
    desk.edit(&format!("set/{}", invented::file(0)), "wardens = ", "wardens = -");
    let run = desk.run(&["fit", "set", "--only", "QB"]);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        said.contains("; 1 place with faults left out: once mended, the layout of all may change"),
        "{said}"
    );
}
