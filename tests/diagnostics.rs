//! One tiny set per code in `tests/cases/CODE`: the message, its file, line and column.

use handout::diagnostic::{Code, Sink, render_json, render_text};
use handout::facts;
use handout::input::{self, Reading};
use handout::source::Sources;
use std::collections::BTreeSet;
use std::path::Path;

/// Codes that reading and judging cannot produce, and which stage does.
const OTHER_STAGES: &[(Code, &str)] = &[
    (Code::TemplateSyntax, "doc: the templates are parsed there"),
    (Code::UnknownPlaceholder, "doc: the templates are filled there"),
    (Code::FigureWithoutValue, "doc: the templates are filled there"),
    (Code::UnclosedBold, "doc: the Markdown is read there"),
    (Code::Markup, "doc: the Markdown is read there"),
    (Code::BadLink, "doc: the Markdown is read there"),
    (Code::MissingGlyph, "text: the fonts are known there"),
    (Code::DoesNotFit, "layout: the page is known there"),
    (Code::TooWide, "layout: the page is known there"),
    (Code::SmallType, "layout: the page is known there"),
    (Code::BrokenPromise, "proof: the finished file is known there"),
    (Code::UnknownTheme, "theme: the themes are known there"),
];

/// Cases that show more than one code.
const MIXED: &[&str] = &["twelve-faults"];

struct Run {
    sources: Sources,
    sink: Sink,
}

/// Reads and judges a set as `handout check` does.
fn run(dir: &Path) -> Run {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    match input::read_all(dir, &mut sources, &mut sink) {
        Reading::Sound(dataset) | Reading::Faulty { rest: Some(dataset), .. } => {
            facts::judge_all(&dataset, &mut sink)
        }
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
    let mut wanted: BTreeSet<String> = MIXED.iter().map(|name| (*name).to_owned()).collect();
    for code in Code::ALL {
        if !OTHER_STAGES.iter().any(|(other, _)| other == code) {
            wanted.insert(code.name().to_owned());
        }
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
    let (run, text) = messages("twelve-faults");
    assert_eq!(run.sink.found().len(), 12, "{text}");
    let files: BTreeSet<String> =
        run.sink.found().iter().map(|fault| render_json(fault, &run.sources)["file"].to_string()).collect();
    assert_eq!(files.len(), 5, "{text}");
}

#[test]
fn the_sample_is_clean() {
    // The wording is another stage's; here is enough of one to read the figures with.
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in ["handout.toml", "national.toml", "states/kentucky.toml"] {
        std::fs::copy(Path::new("data").join(file), dir.path().join(file)).expect("the sample");
    }
    std::fs::copy("tests/cases/above-limit/wording.en.toml", dir.path().join("wording.en.toml"))
        .expect("a wording");
    let wording = std::fs::read_to_string(dir.path().join("wording.en.toml")).expect("a wording");
    let wording =
        wording.replace("\"mares\"", "\"missing_other\"").replace("\"stallions\"", "\"missing_orr\"");
    std::fs::write(dir.path().join("wording.en.toml"), wording).expect("a wording");

    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = input::read(dir.path(), &mut sources, &mut sink).expect("the sample is clean");
    let facts = facts::judge(&dataset, &dataset.states[0], &mut sink).expect("the sample is clean");
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
