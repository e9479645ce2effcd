//! One tiny set per code in `tests/cases/CODE`: the message, its file, line and column.

use crate::kit::set::{DATA, Draft, Told, check, check_and_lint};
use chrono::NaiveDate;
use handout::Options;
use handout::internals::batch::lint;
use handout::internals::diagnostic::{Code, Severity, render_json};
use std::collections::BTreeSet;
use std::path::Path;

/// Cases that show more than one code.
const MIXED: &[&str] = &["twelve-faults", "twelve-figures"];

/// Cases that show more of a code another case shows.
const FURTHER: &[&str] = &["language-slips", "link-slips", "place-slips", "rule-slips", "token-slips"];

fn dated() -> Options {
    Options { date: NaiveDate::from_ymd_opt(2024, 5, 1), ..Options::default() }
}

/// What a case asks for.
fn asked(case: &str) -> Options {
    Options { only_approved: case == Code::NotApproved.name(), ..dated() }
}

/// What is said of a case; by the lints only if nothing else is wrong, so that a case shows its own
/// fault.
fn told(case: &str) -> Told {
    Told::of(&Path::new("tests/cases").join(case), &asked(case), |batch, findings| {
        check(batch, findings);
        if !findings.has_errors() {
            lint(batch, findings);
        }
    })
}

fn cases() -> BTreeSet<String> {
    let entries = std::fs::read_dir("tests/cases").expect("the cases are there");
    entries.map(|entry| entry.expect("readable").file_name().into_string().expect("plain names")).collect()
}

#[test]
fn each_code_has_a_case_that_shows_it() {
    let mut wanted: BTreeSet<String> = MIXED.iter().chain(FURTHER).map(|name| (*name).to_owned()).collect();
    // No set can show what is wrong with a finished file; `tests/it/damage.rs` and `command_prove.rs` do.
    for code in Code::ALL.iter().filter(|code| !code.is_of_finished_files()) {
        wanted.insert(code.name().to_owned());
    }
    assert_eq!(cases(), wanted);
    for code in Code::ALL.iter().filter(|code| wanted.contains(code.name())) {
        let told = told(code.name());
        assert!(told.codes().contains(code), "{code}:\n{}", told.text());
    }
}

#[test]
fn the_messages_are_as_reviewed() {
    for case in cases() {
        let text = told(&case).text();
        insta::assert_snapshot!(case, text);
    }
}

#[test]
fn the_messages_keep_the_house_style() {
    for case in cases() {
        for fault in told(&case).sink.found() {
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
fn each_fault_is_one_message_at_a_line_of_its_own() {
    for case in MIXED {
        let told = told(case);
        let place = |fault| {
            let json = render_json(fault, &told.sources);
            (json["file"].to_string(), json["line"].as_u64())
        };
        let places: BTreeSet<_> = told.sink.found().iter().map(place).collect();
        assert_eq!((told.sink.found().len(), places.len()), (12, 12), "{}", told.text());
        let files: BTreeSet<&String> = places.iter().map(|(file, _)| file).collect();
        assert_eq!(files.len(), 5, "{}", told.text());
    }
}

/// Windows cannot check such a file out, so the case has the same fault as a `slug`.
#[test]
#[cfg(unix)]
fn a_state_file_with_a_name_windows_keeps_is_refused() {
    let case = Draft::of("tests/cases/bad-value");
    let text = case.text("states/barataria.toml").replace("slug = \"nul\"\n", "");
    let told =
        case.without("states/barataria.toml").with("states/nul.toml", text).told(&dated(), check_and_lint);
    let faults: Vec<&str> = told.sink.found().iter().map(|fault| fault.message.as_str()).collect();
    let wanted = "the name of this file, \"nul\", is a name that Windows reserves";
    assert!(faults.contains(&wanted), "{faults:?}");
}

#[test]
fn the_sample_is_clean() {
    let told = Told::of(Path::new(DATA), &Options::default(), check_and_lint);
    let [note] = told.sink.found() else { panic!("{}", told.text()) };
    assert_eq!((note.severity, note.code), (Severity::Note, Code::NotShown));
    let set = Draft::sample_of_few_words().read();
    let (facts, sources) = (set.facts(), &set.sources);
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
