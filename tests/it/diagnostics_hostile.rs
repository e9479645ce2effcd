//! Nothing in a set's folder makes reading, judging or reporting panic.

use handout::diagnostic::{Sink, render_json, render_text};
use handout::facts;
use handout::set::{self, Reading};
use handout::source::Sources;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const FILES: [&str; 4] = ["handout.toml", "wording.en.toml", "national.toml", "states/kentucky.toml"];

/// The sample's figures with a wording of a few lines, and the path of each file.
fn sample() -> Vec<(&'static str, Vec<u8>)> {
    let from = |file: &str| match file {
        "wording.en.toml" => fs::read_to_string("tests/cases/above-limit/wording.en.toml")
            .expect("a wording")
            .replace("\"mares\"", "\"missing_other\"")
            .replace("\"stallions\"", "\"missing_orr\"")
            .into_bytes(),
        "handout.toml" => fs::read_to_string("data/handout.toml")
            .expect("the sample")
            .replace("languages = [\"en\", \"es\"]", "languages = [\"en\"]")
            .into_bytes(),
        _ => fs::read(Path::new("data").join(file)).expect("the sample"),
    };
    FILES.iter().map(|file| (*file, from(file))).collect()
}

/// Reads, judges and reports all there is, and says how many faults there were.
fn survive(dir: &Path) -> (usize, String) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    match set::read_all(dir, &mut sources, &mut sink) {
        Reading::Sound(dataset) => {
            for state in &dataset.states {
                let before = sink.found().len();
                let judged = facts::validate(&dataset, state, &mut sink);
                assert!(judged.is_ok() || sink.has_errors(), "an error is reported");
                assert!(judged.is_err() || sink.found().len() == before, "no fact has a fault");
            }
            facts::validate_all(&dataset, &mut sink);
        }
        Reading::Faulty { rest, .. } => {
            assert!(sink.has_errors(), "an error is reported");
            if let Some(dataset) = rest {
                facts::validate_all(&dataset, &mut sink);
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

fn write(dir: &Path, files: &[(&str, Vec<u8>)]) {
    fs::create_dir_all(dir.join("states")).expect("a folder");
    for (path, bytes) in files {
        fs::write(dir.join(path), bytes).expect("a file");
    }
}

/// The sample with one file replaced.
fn with(file: &str, bytes: impl Into<Vec<u8>>) -> (usize, String) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut files = sample();
    let place = files.iter_mut().find(|(path, _)| *path == file).expect("a file of the sample");
    place.1 = bytes.into();
    write(dir.path(), &files);
    survive(dir.path())
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
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_refused_or_read(
        edits in prop::collection::vec((0..FILES.len(), any::<prop::sample::Index>(), 0_usize..6, scrap()), 1..6),
    ) {
        let mut files = sample();
        for (file, at, cut, scrap) in edits {
            let bytes = &mut files[file].1;
            let at = at.index(bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, scrap);
        }
        let dir = tempfile::tempdir().expect("a folder");
        write(dir.path(), &files);
        survive(dir.path());
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
        let (faults, text) = with("states/kentucky.toml", text);
        assert_eq!(faults, 1, "{text}");
    }
}

#[test]
fn one_long_line_is_reported_soon() {
    let (faults, text) = with("states/kentucky.toml", format!("name = \"{}", "é".repeat(500_000)));
    assert!(faults > 0 && text.len() < 2_000, "{text}");
}

#[test]
fn a_huge_file_is_not_read() {
    let (faults, text) = with("national.toml", vec![b'#'; 2 * 1024 * 1024]);
    assert!(faults == 1 && text.contains("error[too-large]"), "{text}");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let kentucky = String::from_utf8(sample().remove(3).1).expect("text");
    let (faults, text) = with("states/kentucky.toml", format!("\u{feff}{}", kentucky.replace('\n', "\r\n")));
    assert_eq!(faults, 0, "{text}");
}

#[test]
fn utf_16_is_named() {
    let bytes: Vec<u8> = "\u{feff}name = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, text) = with("states/kentucky.toml", bytes);
    assert!(text.contains("states/kentucky.toml:1:1: error[unreadable-file]: this file is UTF-16"), "{text}");
}

#[test]
fn odd_things_in_the_folder_do_no_harm() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), &sample());
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
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), &sample());
    fs::write(
        dir.path().join("states/ohio.toml"),
        "name = \"Ohio\"\npostal = \"OH\"\nyear = 2023\n[figures]\ncybertips = -1\n",
    )
    .expect("a file");
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir.path(), &mut sources, &mut sink).expect("the set is sound");
    assert_eq!(dataset.states.len(), 1);
    assert_eq!(dataset.failed_states[0].postal.as_deref(), Some("OH"));
    assert!(facts::validate(&dataset, &dataset.states[0], &mut sink).is_ok());
}
