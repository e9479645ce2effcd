//! Lints in numbers: what they must leave alone, and what allowing does.

use crate::kit::set::{Draft, Set};
use crate::kit::slice;
use handout::internals::batch::lint;
use handout::{Batch, Code, Engine, Findings, Options, Severity};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// Codes of what the lints find in a tiny set whose one paragraph is `text`, with `set` added to
/// its set file and `state` to its state's. Faults of the wording itself are not among them.
fn codes(text: &str, set: &str, state: &str) -> Vec<&'static str> {
    looked_at(&files(text, set, state).read().set)
}

fn files(text: &str, set: &str, state: &str) -> Draft {
    static CASE: LazyLock<Draft> = LazyLock::new(|| Draft::of("tests/cases/doubled-word"));
    let before = CASE.text("wording.en.toml").lines().find(|line| line.starts_with("text = "));
    let files =
        CASE.clone().edit("wording.en.toml", before.expect("a text"), &format!("text = '''{text}'''"));
    let files = files.with("handout.toml", CASE.text("handout.toml").to_owned() + set);
    files.with("states/avalon.toml", state.to_owned() + CASE.text("states/avalon.toml"))
}

fn looked_at(set: &handout::Set) -> Vec<&'static str> {
    let mut findings = set.findings().clone();
    match Engine::new(set, &Options::default()) {
        Ok(engine) => lint(&Batch::new(&engine), &mut findings),
        Err(_) => set.question(&mut findings),
    }
    for fault in findings.iter() {
        assert!(fault.to_string().contains("help: "), "{fault}");
    }
    findings.iter().map(|fault| fault.code().name()).collect()
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
    #![proptest_config(slice(150))]

    #[test]
    fn any_text_can_be_looked_at(text in scraps()) {
        // What begins as a list and is none is refused before.
        if let Ok(set) = files(&text, "", "").try_read() {
            looked_at(&set.set);
        }
    }
}

#[test]
fn good_prose_is_left_alone() {
    for text in [
        "Each is counted once.",
        "They had had a count, and said that that was fair. Nos nos.",
        "Write to Washington, D.C., or call 1-800-843-5678 or 555-0100 by 5~p.m.",
        "(1)~mares; (2)~stallions; see [a.example](https://a.example/8597/TODO).",
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
        ("We help families —", "broken-sentence"),
        ("Two – {{ mares }}—", "broken-sentence"),
        ("Tennessee-based horses.", "other-state"),
        ("Kentucky/Tennessee", "other-state"),
        ("Ohioʼs herd", "other-state"),
        ("Horses of [State].", "filler"),
        ("TK: more.", "filler"),
        ("lorem ipsum", "filler"),
        ("a share of .19 of them", "raw-fraction"),
        ("In 2019 it had {{ us_horses }}.", "other-year"),
        ("FY22 had {{ us_horses }}.", "other-year"),
        ("Last year it had {{ us_horses }}.", "other-year"),
        ("It had XX horses.", "filler"),
        ("Se contaron en la costa y en el valle.", "other-language"),
        ("{{ us_horses | or('TBD') }} came.", "filler"),
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
    let unused = ["doubled-word", "unused-allow", "other-state"];
    assert_eq!(of(allow("other-state", "text = \"Iowa\"")), unused);
    assert_eq!(of(allow("other-state", "file = \"en.toml\"")), unused);
}

#[test]
fn what_is_wrong_on_a_page_may_be_allowed() {
    let text = "Herds of 1,{{ us_horses }}.";
    let allow = |text: &str| {
        format!("\n[[allow]]\ncode = \"beside-figure\"\nreason = \"a rank\"\ntext = \"{text}\"\n")
    };
    assert_eq!(codes(text, "", ""), ["beside-figure"]);
    assert_eq!(codes(text, &allow("us_horses"), ""), Vec::<&str>::new());
    assert_eq!(codes(text, &allow("foals"), ""), ["beside-figure", "unused-allow"]);
}

#[test]
fn only_lints_can_be_allowed() {
    let set = Draft::of("tests/cases/unused-allow").edit("handout.toml", "\"filler\"", "\"sum-mismatch\"");
    let told = set.told(&Options::default(), |_, _| panic!("a plan")).text();
    assert!(told.contains("`sum-mismatch` cannot be allowed"), "{told}");
}

#[test]
fn strict_makes_errors_of_warnings() {
    let mut findings = Findings::default();
    Set::read(Path::new("tests/cases/straight-quote")).set.question(&mut findings);
    assert!(findings.iter().count() > 0 && !findings.has_errors());
    let strict = findings.strict();
    assert!(
        strict.iter().all(|fault| fault.severity() == Severity::Error && fault.code() == Code::StraightQuote)
    );
}
