//! Nothing in a set's folder makes reading, judging or reporting panic.

use crate::kit::set::{Draft, check_and_lint};
use crate::kit::slice;
use handout::Options;
use handout::internals::diagnostic::{Sink, render_json, render_text};
use handout::internals::facts;
use handout::internals::set::{self, Reading};
use handout::internals::source::Sources;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const FILES: [&str; 4] = ["handout.toml", "wording.en.toml", "national.toml", KENTUCKY];
const KENTUCKY: &str = "states/kentucky.toml";

static SAMPLE: LazyLock<Draft> = LazyLock::new(Draft::sample_of_few_words);

/// Reads, judges and reports all there is, and says how many faults there were.
fn survive(dir: &Path) -> (usize, String) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    match set::read_all(dir, &[], &mut sources, &mut sink) {
        Reading::Sound(dataset) => {
            for state in &dataset.states {
                let before = sink.found().len();
                let judged = facts::validate(&dataset, state, &mut sink);
                assert!(judged.is_ok() || sink.has_errors(), "an error is reported");
                assert!(judged.is_err() || sink.found().len() == before, "no fact has a fault");
            }
            drop(facts::validate_all(&dataset, &mut sink));
        }
        Reading::Faulty { rest, .. } => {
            assert!(sink.has_errors(), "an error is reported");
            if let Some(dataset) = rest {
                drop(facts::validate_all(&dataset, &mut sink));
            }
        }
    }
    let mut text = String::new();
    for fault in sink.in_order() {
        text.push_str(&render_text(fault, &sources));
        assert!(render_json(fault, &sources)["code"].is_string());
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    (sink.found().len(), text)
}

/// The sample with one file replaced.
fn with(file: &str, bytes: impl Into<Vec<u8>>) -> (usize, String) {
    survive(SAMPLE.clone().with(file, bytes).write().path())
}

/// What a slip of the hand, or of a program, leaves behind.
fn scrap() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(Vec::new()),
        prop::collection::vec(any::<u8>(), 1..4),
        prop::sample::select(vec![
            "\"",
            "\"\"\"",
            "'",
            "[",
            "]",
            "[[",
            "{",
            "}",
            "=",
            ",",
            ".",
            "#",
            "\n",
            "\r",
            "\\",
            "\\u00",
            "\t",
            "-",
            "_",
            "“",
            "日本",
            "\u{202e}",
            "\u{0}",
            "8,597",
            "1e9",
            "true",
            "[figures]\n",
            "[a.b]\n",
            "a.b = 1\n",
            "99999999999999999999",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(slice(150))]

    #[test]
    fn damaged_files_are_refused_or_read(
        edits in prop::collection::vec((0..FILES.len(), any::<prop::sample::Index>(), 0_usize..6, scrap()), 1..6),
    ) {
        let mut set = SAMPLE.clone();
        for (file, at, cut, scrap) in edits {
            let mut bytes = set.bytes(FILES[file]).to_vec();
            let at = at.index(bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, scrap);
            set = set.with(FILES[file], bytes);
        }
        survive(set.write().path());
    }

    #[test]
    fn any_text_as_a_figure_is_refused_or_read(text in "\\PC{0,20}|[0-9,._ %a-z-]{0,20}|(more than|about|over) ?[0-9,.]{1,24} ?(million|%|thousand)?") {
        let text = text.replace('\'', "");
        with("national.toml", format!("year = 2023\n[figures]\nus_content = '{text}'\n"));
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for text in [
        "a = ".to_owned() + &"[".repeat(300_000),
        format!("a{} = 1", ".a".repeat(300_000)),
        "a = ".to_owned() + &"{b=".repeat(200_000),
    ] {
        let (faults, text) = with(KENTUCKY, text);
        assert_eq!(faults, 1, "{text}");
    }
}

/// Twenty thousand of anything that is read within itself, and texts of a megabyte: each is a fault at its
/// place, and soon told.
#[test]
fn hostile_texts_are_faults_like_any_other() {
    let texts = [
        format!("{{% if {}cybertips %}}x{{% endif %}}", "not ".repeat(20_000)),
        format!("{{{{ {}cybertips }}}}", "-".repeat(20_000)),
        format!("{{{{ cybertips {}}}}}", "| capitalize ".repeat(1_500)),
        format!("{{% if cybertips {}%}}x{{% endif %}}", "and cybertips ".repeat(1_400)),
        format!("{{% if cybertips {}%}}x{{% endif %}}", "> 1 ".repeat(4_000)),
        format!("{{{{ {}cybertips{} }}}}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("{}x{}", "{% if cybertips %}".repeat(500), "{% endif %}".repeat(500)),
        format!("{{% if cybertips %}}x{}{{% endif %}}", "{% elif cybertips %}x".repeat(800)),
        "The office counts what it is told. ".repeat(30_000),
        "*a **b ".repeat(8_000),
        "*a **b ".repeat(2_000),
        "[a](".repeat(20_000),
        "[a](".repeat(4_000),
    ];
    for text in texts {
        let wording = SAMPLE.text("wording.en.toml").replacen("intro = \"", &format!("intro = \"{text} "), 1);
        let draft = SAMPLE.clone().with("wording.en.toml", wording);
        let begun = Instant::now();
        let told = draft.told(&Options::default(), check_and_lint);
        let start: String = text.chars().take(30).collect();
        assert!(told.sink.has_errors(), "{start}");
        // Generous: this is a debug build on a busy machine.
        assert!(begun.elapsed() < Duration::from_secs(20), "{start}: {:?}", begun.elapsed());
    }
}

/// Unknown names: each is told, and "did you mean" asked of the first ones only; of more than a thousand, one
/// fault is enough.
#[test]
fn a_file_that_is_wrong_throughout_is_soon_told() {
    for (count, least, most) in [(900, 900, 1_000), (100_000, 1, 60)] {
        let tables: String = (0..count).map(|n| format!("[t{n}]\n")).collect();
        let figures: String = (0..count).map(|n| format!("x{n} = 1\n")).collect();
        for text in [tables, figures] {
            let begun = Instant::now();
            let (faults, told) = with(KENTUCKY, SAMPLE.text(KENTUCKY).to_owned() + &text);
            assert!((least..=most).contains(&faults), "{faults}: {told}");
            assert_eq!(told.contains("error[too-large]"), count > 1_000, "{told}");
            assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        }
    }
}

/// More than any page has, whatever it is: one fault, at its place, and nothing that follows from it.
#[test]
fn more_than_a_page_can_have_is_one_fault() {
    let figures: String =
        (0..20_000).map(|n| format!("[figures.x{n}]\nscope = \"state\"\nlabel = \"X\"\n")).collect();
    let contact: String = (0..20_000).map(|n| format!("x{n} = \"y\"\n")).collect();
    let paragraphs = "intro = \"\"\"".to_owned() + &"A sentence.\n\n".repeat(50_000) + "\"\"\"\n#";
    let long = "intro = \"\"\"".to_owned() + &"A [b] sentence.\n".repeat(900).repeat(50) + "\"\"\"\n#";
    for (file, from, to) in [
        ("handout.toml", "[figures.cybertips]", &(figures + "[figures.cybertips]")),
        ("handout.toml", "[contact]\n", &("[contact]\n".to_owned() + &contact)),
        ("wording.en.toml", "intro = ", &paragraphs),
        ("wording.en.toml", "intro = ", &long),
    ] {
        let begun = Instant::now();
        let text = SAMPLE.text(file).to_owned();
        assert!(text.contains(from), "{file} has no {from}");
        let (faults, told) = with(file, text.replacen(from, to, 1));
        assert!(faults == 1 && told.contains("error[too-large]"), "{faults}: {told}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}

#[test]
fn one_long_line_is_reported_soon() {
    let (faults, text) = with(KENTUCKY, format!("name = \"{}", "é".repeat(500_000)));
    assert!(faults > 0 && text.len() < 2_000, "{text}");
}

#[test]
fn a_huge_file_is_not_read() {
    let (faults, text) = with("national.toml", vec![b'#'; 2 * 1024 * 1024]);
    assert!(faults == 1 && text.contains("error[too-large]"), "{text}");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let kentucky = SAMPLE.text(KENTUCKY).replace('\n', "\r\n");
    let (faults, text) = with(KENTUCKY, format!("\u{feff}{kentucky}"));
    assert_eq!(faults, 0, "{text}");
}

#[test]
fn utf_16_is_named() {
    let bytes: Vec<u8> = "\u{feff}name = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, text) = with(KENTUCKY, bytes);
    assert!(text.contains("states/kentucky.toml:1:1: error[unreadable-file]: this file is UTF-16"), "{text}");
}

#[test]
fn odd_things_in_the_folder_do_no_harm() {
    let dir = SAMPLE.write();
    fs::create_dir(dir.path().join("states/folder.toml")).expect("a folder");
    fs::write(dir.path().join("states/.kentucky.toml"), "garbage").expect("a file");
    fs::write(dir.path().join("states/notes.txt"), "garbage").expect("a file");
    assert_eq!(survive(dir.path()).0, 0);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("loop.toml", dir.path().join("states/loop.toml")).expect("a link");
        let (faults, text) = survive(dir.path());
        assert!(faults == 1 && text.contains("error[unreadable-file]"), "{text}");
    }
}

#[test]
fn one_bad_state_fails_alone() {
    let ohio = "name = \"Ohio\"\npostal = \"OH\"\nyear = 2023\n[figures]\ncybertips = -1\n";
    let set = SAMPLE.clone().with("states/ohio.toml", ohio).read();
    set.facts();
    let dataset = set.dataset;
    assert_eq!(dataset.states.len(), 1);
    assert_eq!(dataset.failed_states[0].postal.as_deref(), Some("OH"));
}
