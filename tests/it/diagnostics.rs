//! One tiny set per code in `tests/cases/CODE`: the message, its file, line and column.

use chrono::NaiveDate;
use handout::batch::{Batch, Options};
use handout::diagnostic::{Code, Sink, render_json, render_text};
use handout::facts;
use handout::set::{self, Reading};
use handout::source::Sources;
use std::collections::BTreeSet;
use std::path::Path;

/// Cases that show more than one code.
const MIXED: &[&str] = &["twelve-faults", "twelve-figures"];

/// Cases that show more of a code another case shows.
const FURTHER: &[&str] = &["link-slips", "place-slips", "rule-slips", "token-slips"];

struct Run {
    sources: Sources,
    sink: Sink,
}

/// Does what `handout check` does; the lints only if nothing else is wrong, so that a case shows
/// its own fault.
fn run(dir: &Path) -> Run {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let options = Options { date: NaiveDate::from_ymd_opt(2024, 5, 1), ..Options::default() };
    match set::read_all(dir, &mut sources, &mut sink) {
        Reading::Sound(dataset) => {
            if let Ok(batch) = Batch::plan(&dataset, &sources, &options, &mut sink) {
                batch.check(1, &mut sink);
                if !sink.has_errors() {
                    batch.lint(&sources, &mut sink);
                }
            }
        }
        Reading::Faulty { rest: Some(dataset), .. } => facts::validate_all(&dataset, &mut sink),
        Reading::Faulty { rest: None, .. } => {}
    }
    Run { sources, sink }
}

/// The messages of a case, with paths that begin at its folder.
fn messages(case: &str) -> (Run, String) {
    let dir = Path::new("tests/cases").join(case);
    let run = run(&dir);
    let mut out = String::new();
    for fault in run.sink.in_order() {
        out.push_str(&render_text(fault, &run.sources));
        out.push('\n');
    }
    let prefix = format!("tests/cases/{case}");
    let out = out.replace(&format!("{prefix}/"), "").replace(&prefix, ".");
    (run, out)
}

fn cases() -> BTreeSet<String> {
    let entries = std::fs::read_dir("tests/cases").expect("the cases are there");
    entries.map(|entry| entry.expect("readable").file_name().into_string().expect("plain names")).collect()
}

#[test]
fn each_code_has_a_case_that_shows_it() {
    let mut wanted: BTreeSet<String> = MIXED.iter().chain(FURTHER).map(|name| (*name).to_owned()).collect();
    // No set can make the program break a promise; `tests/it/damage.rs` shows that fault.
    for code in Code::ALL.iter().filter(|code| **code != Code::BrokenPromise) {
        wanted.insert(code.name().to_owned());
    }
    assert_eq!(cases(), wanted);
    for code in Code::ALL.iter().filter(|code| wanted.contains(code.name())) {
        let (run, text) = messages(code.name());
        assert!(run.sink.found().iter().any(|fault| fault.code == *code), "{code}:\n{text}");
    }
}

#[test]
fn the_messages_are_as_reviewed() {
    for case in cases() {
        let (_, text) = messages(&case);
        insta::assert_snapshot!(case, text);
    }
}

#[test]
fn the_messages_keep_the_house_style() {
    for case in cases() {
        for fault in messages(&case).0.sink.found() {
            let first = fault.message.chars().next().expect("a message");
            assert!(!first.is_uppercase() && !fault.message.ends_with('.'), "{}", fault.message);
            assert!(
                fault.help.as_ref().is_some_and(|help| !help.ends_with('.')),
                "{}: no way out",
                fault.message
            );
        }
    }
}

#[test]
fn twelve_faults_in_five_files_are_twelve_messages() {
    for case in MIXED {
        let (run, text) = messages(case);
        assert_eq!(run.sink.found().len(), 12, "{text}");
        let file = |fault| render_json(fault, &run.sources)["file"].to_string();
        let files: BTreeSet<String> = run.sink.found().iter().map(file).collect();
        assert_eq!(files.len(), 5, "{text}");
    }
}

/// Windows cannot check such a file out, so the case has the same fault as a `slug`.
#[test]
#[cfg(unix)]
fn a_state_file_with_a_name_windows_keeps_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("states")).expect("a folder");
    let case = Path::new("tests/cases/bad-value");
    for file in ["handout.toml", "national.toml", "wording.en.toml", "states/barataria.toml"] {
        let text =
            std::fs::read_to_string(case.join(file)).expect("the case").replace("slug = \"nul\"\n", "");
        std::fs::write(dir.path().join(file.replace("barataria", "nul")), text).expect("a file");
    }
    let run = run(dir.path());
    let faults: Vec<&str> = run.sink.found().iter().map(|fault| fault.message.as_str()).collect();
    let wanted = "the name of this file, \"nul\", is a name that Windows reserves";
    assert!(faults.contains(&wanted), "{faults:?}");
}

#[test]
fn the_sample_is_clean() {
    assert_eq!(run(Path::new("data")).sink.found(), []);
    // Enough of a wording to read the figures with.
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in ["handout.toml", "national.toml", "states/kentucky.toml"] {
        let text = std::fs::read_to_string(Path::new("data").join(file)).expect("the sample");
        let text = text.replace("languages = [\"en\", \"es\"]", "languages = [\"en\"]");
        std::fs::write(dir.path().join(file), text).expect("the sample");
    }
    std::fs::copy("tests/cases/above-limit/wording.en.toml", dir.path().join("wording.en.toml"))
        .expect("a wording");
    let wording = std::fs::read_to_string(dir.path().join("wording.en.toml")).expect("a wording");
    let wording =
        wording.replace("\"mares\"", "\"missing_other\"").replace("\"stallions\"", "\"missing_orr\"");
    std::fs::write(dir.path().join("wording.en.toml"), wording).expect("a wording");

    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir.path(), &mut sources, &mut sink).expect("the sample is clean");
    let facts = facts::validate(&dataset, &dataset.states[0], &mut sink).expect("the sample is clean");
    assert!(sink.found().is_empty());
    let written: Vec<String> = facts
        .figures
        .iter()
        .map(|fact| {
            let place = sources.locate(fact.origin);
            let file = Path::new(&place.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{} = {} ({file}:{}:{})", fact.key, sources.slice(fact.origin), place.line, place.column)
        })
        .collect();
    insta::assert_snapshot!("the_sample", written.join("\n"));
}
