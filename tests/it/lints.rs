//! Lints in numbers: what they must leave alone, and what allowing does.

use crate::kit::sets;
use handout::internals::batch;
use handout::internals::diagnostic::{Code, Severity, Sink, render_text};
use handout::internals::lint;
use handout::internals::set;
use handout::internals::source::Sources;
use handout::{Engine, Options};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Codes of what the lints find in a tiny set whose one paragraph is `text`, with `set` added to
/// its set file and `state` to its state's. Faults of the wording itself are not among them.
fn codes(text: &str, set: &str, state: &str) -> Vec<&'static str> {
    let case = Path::new("tests/cases/doubled-word");
    let read = |file: &str| fs::read_to_string(case.join(file)).expect("the case");
    let wording = read("wording.en.toml");
    let before = wording.lines().find(|line| line.starts_with("text = ")).expect("a text").to_owned();
    let files = [
        ("handout.toml", read("handout.toml") + set),
        ("national.toml", read("national.toml")),
        ("wording.en.toml", wording.replace(&before, &format!("text = '''{text}'''"))),
        ("states/avalon.toml", state.to_owned() + &read("states/avalon.toml")),
    ];
    let set = sets::read(files).expect("a sound set");
    let (dataset, sources) = set.parts();
    let mut found = set.findings().sink().clone();
    match Engine::new(&set, &Options::default()) {
        Ok(engine) => batch::lint(&engine, &mut found),
        Err(_) => lint::lint(dataset, None, sources, &mut found),
    }
    for fault in found.found() {
        let shown = render_text(fault, sources);
        assert!(shown.contains("help: "), "{shown}");
    }
    found.in_order().iter().map(|fault| fault.code.name()).collect()
}

/// Pieces of prose, of templates and of what the lints look for, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let pieces = vec![
        "[",
        "]",
        "](",
        ")",
        "(",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "\\",
        "**",
        "~",
        " ",
        "  ",
        "\n",
        ".",
        ",",
        ":",
        "-",
        "%",
        "/",
        "_",
        "“",
        "é",
        "日",
        "\u{a0}",
        "\u{301}",
        "Kansas",
        "West Virginia",
        "Washington, D.C.",
        "KY",
        "XX",
        "TODO",
        "the",
        "The",
        "0.19",
        ".5",
        "8597",
        "28,886",
        "1",
        "2022",
        "99999999999999999999",
        "{{ mares }}",
        "if mares",
    ];
    prop::collection::vec(prop::sample::select(pieces), 1..24)
        .prop_map(|pieces| format!("x{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_looked_at(text in scraps()) {
        codes(&text, "", "");
    }
}

#[test]
fn good_prose_is_left_alone() {
    for text in [
        "Each is counted once.",
        "They had had a count, and said that that was fair. Nos nos.",
        "Write to Washington, D.C., or call 1-800-843-5678 or 555-0100 by 5~p.m.",
        "(1)~mares; (2)~stallions; see [the list](https://a.example/8597/TODO).",
        "The herd’s “best” 3 horses ate 24~apples in {{ year }}. Todo va bien.",
        "Arkansan, Kansan and Virginian horses were seen. It is in order; I am OK-ish.",
        "{% if mares > 8597 %}Many.{% endif %} {# TODO: 2022 #}",
        "They ask “How many?” by telephone. Smith Bros. and Acme Corp. of Lansing, Mich. have approx. five.",
    ] {
        assert_eq!(codes(text, "", ""), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn planted_faults_are_found() {
    for (text, code) in [
        ("There are 28886 horses.", "plain-number"),
        ("There are 28,886 horses.", "typed-number"),
        ("Avalon has many.", "other-state"),
        ("West Virginia has many.", "other-state"),
        ("Virginia’s horses.", "other-state"),
        ("La manada de Nueva York.", "other-state"),
        ("In New\nJersey it rained.", "other-state"),
        ("In North~Carolina and Rhode  Island.", "other-state"),
        ("A District of\u{a0}Columbia office.", "other-state"),
        ("THE OHIO HERD.", "other-state"),
        // A last letter of several bytes.
        ("We help families —", "boundary"),
        ("Two – {{ mares }}—", "boundary"),
        ("Tennessee-based horses.", "other-state"),
        ("Kentucky/Tennessee", "other-state"),
        ("Ohioʼs herd", "other-state"),
        ("Horses of [State].", "filler"),
        ("TK: more.", "filler"),
        ("lorem ipsum", "filler"),
        ("a share of .19 of them", "raw-fraction"),
        ("In 2019 it rained.", "other-year"),
        ("Of the\nthe herd.", "doubled-word"),
        ("Say \"herd\".", "straight-quote"),
    ] {
        let found = codes(text, "", "");
        assert!(found.contains(&code), "{text}: {found:?}");
    }
}

#[test]
fn a_state_may_name_itself() {
    assert_eq!(codes("Fine.", "", "source = \"Avalon, AV\"\n"), Vec::<&str>::new());
    assert_eq!(codes("Fine.", "", "source = \"Ohio\"\n"), ["other-state"]);
}

#[test]
fn a_lint_is_allowed_where_its_entry_says() {
    let text = "The the herd of Ohio.";
    let allow =
        |code: &str, rest: &str| format!("\n[[allow]]\ncode = \"{code}\"\nreason = \"a name\"\n{rest}\n");
    let of = |entry: String| codes(text, &entry, "");
    assert_eq!(of(String::new()), ["doubled-word", "other-state"]);
    assert_eq!(of(allow("doubled-word", "")), ["other-state"]);
    assert_eq!(of(allow("other-state", "file = \"wording.en.toml\"\ntext = \"Ohio\"")), ["doubled-word"]);
    assert_eq!(of(allow("other-state", "text = \"Iowa\"")), ["unused-allow", "doubled-word", "other-state"]);
    assert_eq!(
        of(allow("other-state", "file = \"en.toml\"")),
        ["unused-allow", "doubled-word", "other-state"]
    );
}

#[test]
fn only_lints_can_be_allowed() {
    let dir = tempfile::tempdir().expect("a folder");
    let case = "tests/cases/unused-allow";
    fs::create_dir(dir.path().join("states")).expect("a folder");
    for file in ["handout.toml", "national.toml", "wording.en.toml", "states/avalon.toml"] {
        let text = fs::read_to_string(Path::new(case).join(file)).expect("the case");
        fs::write(dir.path().join(file), text.replace("\"filler\"", "\"sum-mismatch\"")).expect("a file");
    }
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    assert!(set::read(dir.path(), &mut sources, &mut sink).is_err());
    assert!(sink.found()[0].message.contains("`sum-mismatch` cannot be allowed"), "{:?}", sink.found());
}

#[test]
fn strict_makes_errors_of_warnings() {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(Path::new("tests/cases/filler"), &mut sources, &mut sink).expect("a sound set");
    lint::lint(&dataset, None, &sources, &mut sink);
    assert!(!sink.found().is_empty() && !sink.has_errors());
    let strict = sink.strict();
    assert!(
        strict.found().iter().all(|fault| fault.severity == Severity::Error && fault.code == Code::Filler)
    );
}
