//! What keeps the command from starting: exit code 2, the option by its name, a way out; and in JSON
//! the document that a program waits for.

use crate::kit::command::{Desk, command, handout, json, said};
use crate::kit::set::Draft;
use serde_json::Value;
use std::fs;

/// What cannot start, what is said first, and the help below it.
const CASES: &[(&[&str], &str, &str)] = &[
    (
        &["build", "nosuch"],
        "nosuch: error[no-set]: there is no such folder",
        "give the folder that has `handout.toml`",
    ),
    (
        &["check", "src"],
        "src: error[no-set]: this folder has no `handout.toml`",
        "give the folder that has `handout.toml`",
    ),
    (
        &["fit", "Cargo.toml"],
        "Cargo.toml: error[no-set]: this is a file, not a folder",
        "give the folder that has `handout.toml`",
    ),
    (
        &["build", "data", "--theme", "nosuch"],
        "--theme nosuch: error[unknown-theme]: there is no theme `nosuch`",
        "the themes are memo, brief",
    ),
    (
        &["trace", "KY", "--theme", "breif"],
        "--theme breif: error[unknown-theme]: there is no theme `breif`",
        "did you mean `brief`?",
    ),
    (
        &["check", "data", "--lang", "Spanish"],
        "--lang Spanish: error[unknown-language]: the set has no such language; its languages are en, es",
        "write one of them: `--lang es`",
    ),
    (
        &["trace", "KY", "--lang", "EN"],
        "--lang EN: error[unknown-language]: the set has no such language; its languages are en, es",
        "did you mean `en`?",
    ),
    (
        &["build", "data", "--profile", "office,gary"],
        "--profile gary: error[bad-value]: there is no profile `gary`",
        "did you mean `gray`?",
    ),
    (
        &["check", "data", "--only", "KY,ZZ"],
        "--only ZZ: error[no-state]: the set has no state `ZZ`",
        "give a state by its postal code, or by its file in the folder `states`: KY, kentucky",
    ),
    (
        &["fit", "data", "--only", "kentuky"],
        "--only kentuky: error[no-state]: the set has no state `kentuky`",
        "did you mean `kentucky`?",
    ),
    (
        &["trace", "ZZ"],
        "trace ZZ: error[no-state]: the set has no state `ZZ`",
        "give a state by its postal code, or by its file in the folder `states`: KY, kentucky",
    ),
    // It would otherwise stand for every state.
    (
        &["build", "data", "--only", " ,"],
        "--only: error[bad-value]: this list is empty",
        "give states by postal code or file name: KY,OH",
    ),
    (
        &["build", "data", "-o", "Cargo.toml"],
        "-o Cargo.toml: error[bad-value]: this is a file, not a folder",
        "use another folder for the files: `-o out`",
    ),
    (
        &["build", "data", "-o", "Cargo.toml/out"],
        "-o Cargo.toml/out: error[bad-value]: `Cargo.toml` is a file, not a folder",
        "use another folder for the files: `-o out`",
    ),
];

#[test]
fn a_start_fault_is_exit_code_2_and_named() {
    for (words, first, help) in CASES {
        let run = handout(words);
        let said = said(&run);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{words:?}: {said}");
        let mut lines = said.lines();
        assert_eq!(lines.next(), Some(*first), "{words:?}");
        assert_eq!(lines.next(), Some(format!("   = help: {help}").as_str()), "{words:?}");
        let last = lines.last().filter(|line| !line.is_empty());
        assert_eq!(last, (words[0] != "trace").then_some("could not start; 1 error"), "{words:?}");
    }
}

#[test]
fn a_start_fault_in_json_is_one_document() {
    let whole = [
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
        "withheld",
    ];
    let usage: [(&[&str], &str, &str); 2] =
        [(&["check", "--jobs", "0"], "", ""), (&["trace", "KY", "data", "and", "more"], "", "")];
    for (words, first, _) in CASES.iter().chain(&usage) {
        let mut words = words.to_vec();
        words.extend(["--format", "json"]);
        let run = handout(&words);
        assert_eq!((run.status.code(), said(&run).as_str()), (Some(2), ""), "{words:?}");
        let document = json(&run);
        let keys: Vec<&str> = document.as_object().expect("an object").keys().map(String::as_str).collect();
        if words[0] == "trace" {
            assert_eq!(
                (keys.as_slice(), &document["numbers"]),
                (&["diagnostics", "numbers"][..], &Value::Array(vec![]))
            );
        } else {
            assert_eq!((keys.as_slice(), &document["handouts"]), (&whole[..], &Value::Array(vec![])));
            assert_eq!(document["summary"], "could not start; 1 error");
        }
        let fault = &document["diagnostics"][0];
        let place = fault["option"].as_str().or(fault["file"].as_str()).expect("a place");
        let text = format!("{place}: error[{}]: ", fault["code"].as_str().expect("a code"));
        assert!(
            first.is_empty() || *first == text.clone() + fault["message"].as_str().expect("a message"),
            "{text}"
        );
        assert!(fault["help"].is_string() && fault["line"].is_null(), "{words:?}");
    }
}

#[test]
fn a_date_that_is_none_is_told() {
    for value in ["yesterday", "", "-9999999999", "253402300800", "99999999999999999999"] {
        for words in [&["check", "data"][..], &["trace", "KY"]] {
            let run = command(words).env("SOURCE_DATE_EPOCH", value).output().expect("the command runs");
            assert_eq!(run.status.code(), Some(2), "{value}");
            let first = format!(
                "SOURCE_DATE_EPOCH: error[bad-value]: `{value}` is not a time from 1900 to 2100, in seconds since 1970\n"
            );
            assert!(said(&run).starts_with(&first), "{}", said(&run));
        }
    }
}

/// Faults in the files of a set that is there are no start faults.
#[test]
fn a_faulty_set_is_exit_code_1() {
    for case in ["unknown-theme", "unknown-language", "missing-key", "syntax", "no-state"] {
        let run = handout(&["check", &format!("tests/cases/{case}")]);
        assert_eq!(run.status.code(), Some(1), "{case}: {}", said(&run));
    }
}

#[test]
fn blanks_and_empty_pieces_of_a_list_are_nothing() {
    let desk = Desk::with(&Draft::sample());
    let words = ["--only", " ky , KY,", "--lang", "es, en", "--profile", "gray, office,"];
    let run = desk.run(&[&["build", "set", "-o", "out"], &words[..]].concat());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert_eq!(desk.files("out").len(), 4);
    // Named twice is made once.
    let run = handout(&["check", "data", "--lang", "en,en"]);
    assert!(said(&run).contains("\nchecked 1 handout "), "{}", said(&run));
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_read_is_told_as_such() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().expect("a folder");
    let set = dir.path().join("set");
    fs::create_dir(&set).expect("a folder");
    let check = || handout(&["check", set.to_str().expect("a plain path")]);
    fs::create_dir(set.join("handout.toml")).expect("a folder");
    assert!(
        said(&check()).contains("error[no-set]: `handout.toml` in this folder is not a file"),
        "{}",
        said(&check())
    );
    fs::set_permissions(&set, fs::Permissions::from_mode(0o000)).expect("a mode");
    // Whoever may read everything is not kept out.
    if fs::read_dir(&set).is_err() {
        assert!(
            said(&check()).contains("error[no-set]: you do not have permission to read this folder"),
            "{}",
            said(&check())
        );
    }
    fs::set_permissions(&set, fs::Permissions::from_mode(0o700)).expect("a mode");
    fs::remove_dir_all(&set).expect("a folder");
    symlink("set", &set).expect("a link");
    assert!(said(&check()).contains("error[no-set]: this folder cannot be read"), "{}", said(&check()));
    assert_eq!(check().status.code(), Some(2));
}
