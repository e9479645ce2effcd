//! The command as a person meets it: exit codes, files, and what a failed run leaves alone.

use crate::kit::command::{Desk, command, handout, json, said};
use crate::kit::invented;
use crate::kit::set::Draft;

fn desk(places: usize) -> Desk {
    Desk::with(&Draft::invented(places, 20))
}

const BUILD: [&str; 4] = ["build", "set", "-o", "out"];

#[test]
fn the_sample_builds_as_the_readme_says() {
    let desk = Desk::with(&Draft::sample());
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(said(&output), "made 2 handouts in 10.25 to 10.75 pt type\n");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "out/kentucky.pdf\nout/kentucky-es.pdf\n");
    let files = desk.files("out");
    for (name, language) in [("kentucky.pdf", "en-US"), ("kentucky-es.pdf", "es-US")] {
        assert!(files[name].starts_with(b"%PDF-1.7"));
        let document = lopdf::Document::load_mem(&files[name]).unwrap();
        let said = document.catalog().unwrap().get(b"Lang").and_then(lopdf::decode_text_string).unwrap();
        assert_eq!(said, language);
    }
    // One language alone is the same file.
    let output = desk.run(&["build", "set", "-o", "alone", "--lang", "es"]);
    assert_eq!(said(&output), "made 1 handout in 10.25 pt type\n");
    let alone = desk.files("alone");
    assert!(alone.len() == 1 && alone["kentucky-es.pdf"] == files["kentucky-es.pdf"]);
}

#[test]
fn a_language_the_set_does_not_have_is_refused() {
    let desk = Desk::with(&Draft::sample());
    let output = desk.run(&["build", "set", "-o", "out", "--lang", "xx"]);
    assert_eq!(output.status.code(), Some(2));
    let words = said(&output);
    let first = "--lang xx: error[unknown-language]: the set has no such language; its languages are en, es";
    assert!(words.starts_with(first), "{words}");
    assert!(desk.files("out").is_empty());
}

#[test]
fn the_same_bytes_again_and_on_any_number_of_threads() {
    let desk = desk(12);
    let outs = ["1", "2", "7"].map(|jobs| {
        assert_eq!(desk.run(&["build", "set", "-o", jobs, "--jobs", jobs]).status.code(), Some(0));
        desk.files(jobs)
    });
    assert_eq!(outs[0].len(), 12);
    assert!(outs[0] == outs[1] && outs[0] == outs[2]);
    // A page does not know its neighbours: made alone, it is the same.
    desk.run(&["build", "set", "-o", "alone", "--only", &invented::code(3)]);
    let alone = desk.files("alone");
    assert!(alone.len() == 1 && alone.iter().all(|(name, bytes)| outs[0][name] == *bytes));
}

#[test]
fn a_state_with_a_fault_fails_alone_and_keeps_its_old_page() {
    let desk = desk(3);
    assert_eq!(desk.run(&BUILD).status.code(), Some(0));
    let before = desk.files("out");
    let file = |n| format!("set/{}", invented::file(n));
    desk.edit(&file(1), "wardens = ", "wardens = -");
    desk.edit(&file(2), "wardens = ", "wardens = 1");
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(words.contains("error[negative-count]"), "{words}");
    assert!(
        words.contains("made 2 handouts in 10.5 pt type, 1 of them unchanged, 1 not made; 1 error"),
        "{words}"
    );
    let after = desk.files("out");
    assert!(before.keys().eq(after.keys()) && after.contains_key(&format!("{}.pdf", invented::slug(1))));
    for (file, old) in &before {
        assert_eq!(*old != after[file], *file == format!("{}.pdf", invented::slug(2)), "{file}");
    }
}

#[test]
fn a_faulty_set_makes_nothing_and_leaves_everything() {
    let desk = desk(2);
    assert_eq!(desk.run(&BUILD).status.code(), Some(0));
    let before = desk.files("out");
    desk.write("set/national.toml", "year = 2022\n[figures]\n");
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[year-mismatch]"), "{}", said(&output));
    assert!(before == desk.files("out"));
}

#[test]
fn a_page_that_does_not_fit_is_not_written() {
    let desk = Desk::with(&Draft::invented(1, 80));
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("error[does-not-fit]") && said.contains("= help: cut about"), "{said}");
    assert!(desk.files("out").is_empty());
}

#[test]
fn json_is_one_document_with_the_fit_of_each_state() {
    let output = handout(&["check", "data", "--format", "json"]);
    let report = json(&output);
    assert_eq!(report["handouts"][0]["state"], "KY");
    assert_eq!(report["handouts"][0]["fit"]["size"], 10.75);
    // What the theme does not print is a note.
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["diagnostics"][0]["severity"], "note");
    assert_eq!(report["diagnostics"][0]["code"], "not-shown");
}

#[test]
fn the_date_of_a_set_without_one_comes_from_the_environment() {
    let desk = desk(1);
    desk.edit("set/handout.toml", "released = 2024-03-01\n", "");
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("released = "), "{}", said(&output));
    let at = |moment: &str| {
        let mut command = command(&BUILD);
        command.current_dir(desk.path("")).env("SOURCE_DATE_EPOCH", moment).output().unwrap()
    };
    let dated = at("1709251200");
    assert_eq!(dated.status.code(), Some(0), "{}", said(&dated));
    let bytes = desk.files("out").into_values().next().expect("a sheet");
    let file = lopdf::Document::load_mem(&bytes).expect("a file");
    let info = file.trailer.get(b"Info").and_then(|info| info.as_reference()).expect("the information");
    let day = file.get_dictionary(info).and_then(|info| info.get(b"CreationDate")).expect("a date");
    assert_eq!(lopdf::decode_text_string(day).ok().as_deref(), Some("D:20240301120000Z"));
    for moment in ["yesterday", "", "1709251200000", "-2208988801", "4133980800", "9223372036854775807"] {
        let refused = at(moment);
        let said = said(&refused);
        assert_eq!(refused.status.code(), Some(2), "{moment}: {said}");
        assert!(said.contains("is not a time from 1900 to 2100, in seconds since 1970"), "{moment}: {said}");
    }
}
