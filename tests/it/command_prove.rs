//! `handout prove` and `handout hear` as a person meets them: exit codes, words, what is said first.

use crate::kit::command::{Desk, json, said};
use crate::kit::damaged::Patient;
use crate::kit::set::Draft;
use std::fs;
use std::process::Output;

/// The sample's two sheets in the folder `out` of a desk.
fn desk() -> Desk {
    let desk = Desk::with(&Draft::sample());
    let output = desk.run(&["build", "set", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    desk
}

fn data(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A damaged copy of the English sheet.
fn damage(desk: &Desk, name: &str, change: impl FnOnce(&mut Patient)) {
    let mut patient = Patient::of(&fs::read(desk.path("out/kentucky.pdf")).expect("the sheet"));
    change(&mut patient);
    fs::write(desk.path(name), patient.bytes()).expect("a file");
}

const SOUND: &str = "\
out/kentucky-es.pdf: sound: Kentucky (KY), es, office; proved against the data inside
out/kentucky.pdf: sound: Kentucky (KY), en, office; proved against the data inside
";

#[test]
fn what_was_made_is_sound_on_any_number_of_threads() {
    let desk = desk();
    for jobs in ["1", "2", "7"] {
        let output = desk.run(&["prove", "out", "--jobs", jobs]);
        assert_eq!((output.status.code(), data(&output).as_str()), (Some(0), SOUND), "{}", said(&output));
        assert_eq!(said(&output), "proved 2 files: 2 sound\n");
    }
    let output = desk.run(&["prove", "out/kentucky.pdf", "--set", "set", "--format", "json"]);
    let told = json(&output);
    let file = &told["files"][0];
    assert_eq!(file["against"], serde_json::json!(["data", "set"]));
    assert_eq!(
        (&file["state"], &file["language"], &file["profile"]),
        (&"KY".into(), &"en".into(), &"office".into())
    );
    assert!(file["sound"] == true && file["diagnostics"].as_array().is_some_and(Vec::is_empty), "{told:#}");
}

#[test]
fn a_file_is_known_by_what_is_in_it_and_not_by_its_name() {
    let desk = desk();
    fs::rename(desk.path("out/kentucky-es.pdf"), desk.path("ohio.pdf")).expect("a file");
    let output = desk.run(&["prove", "ohio.pdf"]);
    assert_eq!(data(&output), "ohio.pdf: sound: Kentucky (KY), es, office; proved against the data inside\n");
}

#[test]
fn a_wrong_number_is_found_without_a_set() {
    let desk = desk();
    damage(&desk, "bad.pdf", |patient| patient.figure("value", lopdf::Object::string_literal("8697")));
    let output = desk.run(&["prove", "bad.pdf"]);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(words.contains("bad.pdf: error[broken-promise]: "), "{words}");
    // That another program wrote it stands before all else.
    assert!(words.starts_with("bad.pdf: warning[rewritten-file]: "), "{words}");
    assert!(words.ends_with("proved 1 file: 0 sound, 1 not; 1 warning\n"), "{words}");
}

#[test]
fn a_stale_sheet_is_told_by_figure_old_and_new() {
    let desk = desk();
    desk.edit("set/states/kentucky.toml", "cybertips = 8_597", "cybertips = 8_612");
    desk.edit(
        "set/wording.en.toml",
        "heading = \"Education resources for professionals\"",
        "heading = \"Education\"",
    );
    let output = desk.run(&["prove", "out/kentucky.pdf", "--set", "set"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("stale", said(&output));
}

#[test]
fn what_kind_of_file_it_is_is_said_first() {
    let desk = desk();
    fs::write(desk.path("a.pdf"), "not a PDF").expect("a file");
    damage(&desk, "b.pdf", |patient| patient.info().set("Creator", lopdf::Object::string_literal("Writer")));
    damage(&desk, "c.pdf", |patient| {
        patient.info().set("Creator", lopdf::Object::string_literal("handout 0.0.9"));
    });
    damage(&desk, "d.pdf", |patient| {
        patient.catalog().remove(b"AF");
        patient.catalog().remove(b"Names");
    });
    let bytes = fs::read(desk.path("out/kentucky.pdf")).expect("the sheet");
    fs::write(desk.path("e.pdf"), &bytes[..bytes.len() / 2]).expect("a file");
    let first = |words: &str| words.lines().next().unwrap_or_default().to_owned();
    let told: Vec<String> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|name| first(&said(&desk.run(&["prove", &format!("{name}.pdf")]))))
        .collect();
    insta::assert_snapshot!("kinds_of_files", told.join("\n"));
    // Without data, against the set that made it.
    let output = desk.run(&["prove", "d.pdf", "--set", "set"]);
    assert!(data(&output).contains("Kentucky (KY), en, "), "{}", data(&output));
    let words = said(&output);
    assert!(
        words.contains("note[no-data-inside]: this file has no data inside: it is proved against the set"),
        "{words}"
    );
}

#[test]
fn a_start_that_fails_says_what_to_type() {
    let desk = desk();
    fs::create_dir(desk.path("empty")).expect("a folder");
    for (words, first) in [
        (vec!["prove", "none.pdf"], "prove none.pdf: error[unreadable-file]: "),
        (vec!["prove", "empty"], "prove empty: error[unreadable-file]: this folder has no PDF file\n"),
        (vec!["prove", "out", "--set", "nothing"], "nothing: error[no-set]: "),
        (vec!["prove", "out", "--annotate", "x.pdf"], "--annotate x.pdf: error[bad-value]: "),
        (vec!["hear", "none.pdf"], "hear none.pdf: error[unreadable-file]: "),
        (vec!["hear", "XX", "set"], "hear XX: error[no-state]: "),
    ] {
        let output = desk.run(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(&output));
        assert!(said(&output).starts_with(first), "{words:?}: {}", said(&output));
        let output = desk.run(&[words, vec!["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(json(&output)["diagnostics"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn the_working_copy_keys_every_number() {
    let desk = desk();
    let output = desk.run(&["prove", "out/kentucky.pdf", "--set", "set", "--annotate", "copy.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(data(&output).ends_with("\ncopy.pdf\n"), "{}", data(&output));
    let copy = lopdf::Document::load(desk.path("copy.pdf")).expect("a readable file");
    let pages: Vec<u32> = copy.get_pages().into_keys().collect();
    let words = |pages: &[u32]| copy.extract_text(pages).expect("its words");
    assert!(pages.len() > 1);
    let list = words(&pages[1..]);
    assert!(list.contains("set/states/kentucky.toml:18:13") && !list.contains("not found"), "{list}");
    assert!(!copy.catalog().expect("a catalog").has(b"StructTreeRoot"));
    // In the theme of the file, which prints it twice.
    desk.run(&["build", "set", "-o", "brief", "--theme", "brief", "--lang", "en"]);
    desk.run(&["prove", "brief/kentucky.pdf", "--set", "set", "--annotate", "brief.pdf"]);
    let brief = lopdf::Document::load(desk.path("brief.pdf")).expect("a readable file");
    let pages: Vec<u32> = brief.get_pages().into_keys().collect();
    let list = brief.extract_text(&pages[1..]).expect("its words");
    assert_eq!(list.matches("set/states/kentucky.toml:18:13").count(), 2, "{list}");
    // Nobody takes it for a handout.
    let output = desk.run(&["prove", "copy.pdf"]);
    assert!(said(&output).starts_with("copy.pdf: error[foreign-file]: "), "{}", said(&output));
    // Nor is one made of a file that is not sound.
    damage(&desk, "bad.pdf", |patient| patient.figure("value", lopdf::Object::string_literal("8697")));
    let output = desk.run(&["prove", "bad.pdf", "--annotate", "bad-copy.pdf"]);
    assert!(output.status.code() == Some(1) && !desk.path("bad-copy.pdf").exists());
    assert!(
        said(&output).contains("error: no working copy was made: the file is not sound\n"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_state_is_heard_as_its_file_is() {
    let desk = desk();
    let [state, file] = [&["hear", "KY", "set", "--lang", "es"][..], &["hear", "out/kentucky-es.pdf"]]
        .map(|words| data(&desk.run(words)));
    assert_eq!(state, file);
    assert!(file.starts_with("title: "), "{file}");
    assert!(file.lines().all(|line| line.chars().count() <= 100), "{file}");
    let told = json(&desk.run(&["hear", "KY", "set", "--format", "json"]));
    assert_eq!(told["document"]["lines"][1]["kind"], "heading", "{told:#}");
}
