//! `handout check` reads the messages beside a set as it reads its wordings.

use crate::kit::command::{Desk, json, said};
use crate::kit::mail::{MESSAGE, mail_set};
use serde_json::Value;
use std::fs;

/// What is found in the English message: file and line, severity, code. (The Spanish one is English in part, and is told so.)
fn found(desk: &Desk) -> Vec<(String, u64, String, String)> {
    let told = json(&desk.run(&["check", "set", "--format", "json"]));
    let all = told["diagnostics"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let own = all.filter(|fault| text(&fault["file"]).contains("mail.en.toml"));
    own.map(|fault| {
        let file = text(&fault["file"]).rsplit('/').next().unwrap_or_default().to_owned();
        (file, fault["line"].as_u64().unwrap_or_default(), text(&fault["severity"]), text(&fault["code"]))
    })
    .collect()
}

#[test]
fn a_check_finds_in_messages_what_it_finds_in_wordings() {
    let desk = Desk::with(&mail_set());
    assert_eq!(found(&desk), [], "the messages of the set are sound");
    for (from, to, line, severity, code) in [
        ("{{ lost }}", "{{ lots }}", 14, "error", "unknown-placeholder"),
        ("closing", "colsing", 15, "error", "unknown-key"),
        ("from = \"outreach@meadow.example\"", "from = \"outreach\"", 2, "error", "bad-value"),
        ("Here is", "Here is Vehela and", 9, "error", "other-state"),
        ("Here is", "In 2022, {{ lost }} were lost. Here is", 9, "warning", "other-year"),
        ("It is one page", "It is is one page", 11, "error", "doubled-word"),
        ("Here is", "Here  is", 9, "warning", "doubled-space"),
    ] {
        desk.write("set/mail.en.toml", &MESSAGE.replacen(from, to, 1));
        let found = found(&desk);
        let own = |(file, at, kind, name): &(String, u64, String, String)| {
            (file.as_str(), *at, kind.as_str(), name.as_str()) == ("mail.en.toml", line, severity, code)
        };
        assert!(found.iter().any(own), "{to}: {found:?}");
        let told = desk.run(&["check", "set"]);
        assert_eq!(told.status.code(), Some(i32::from(severity == "error")), "{to}: {}", said(&told));
    }
    // It is allowed as elsewhere, and the entry is not called useless.
    desk.write("set/mail.en.toml", &MESSAGE.replacen("Here is", "Here  is", 1));
    let set = desk.text("set/handout.toml");
    let allow = "\n[[allow]]\ncode = \"doubled-space\"\nfile = \"mail.en.toml\"\nreason = \"invented\"\n";
    desk.write("set/handout.toml", &(set + allow));
    let told = desk.run(&["check", "set"]);
    assert!(
        !said(&told).contains("mail.en.toml") && !said(&told).contains("unused-allow"),
        "{}",
        said(&told)
    );
    // No sheet depends on it.
    desk.write("set/mail.en.toml", "colsing = 1");
    let built = desk.run(&["build", "set", "-o", "out", "--only", "QA", "--lang", "en", "--quiet"]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    fs::remove_file(desk.path("set/mail.en.toml")).unwrap();
    fs::remove_file(desk.path("set/mail.es.toml")).unwrap();
    assert_eq!(found(&desk), []);
}
