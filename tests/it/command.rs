//! The command as a person meets it: exit codes, files, and what a failed run leaves alone.

use crate::kit::invented;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn handout(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SOURCE_DATE_EPOCH");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A set of `places` invented places and a folder for its pages.
fn set(places: usize) -> (tempfile::TempDir, String, String) {
    let dir = tempfile::tempdir().unwrap();
    invented::write_set(&dir.path().join("set"), places, 20).unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (set, out) = (path("set"), path("out"));
    (dir, set, out)
}

fn files(dir: &str) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    found.sort();
    found
}

/// Replaces `from` by `to` in the file of place `n`.
fn edit(set: &str, n: usize, from: &str, to: &str) {
    let name = format!("{}-{n}.toml", invented::name(n).to_lowercase());
    let path = Path::new(set).join("states").join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_sample_builds_as_the_readme_says() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let output = handout(&["build", "data", "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(said(&output), "made 2 handouts in 9.5 to 10.5 pt type\n");
    let paths = ["kentucky.pdf", "kentucky-es.pdf"].map(|name| out.join(name));
    let lines = paths.each_ref().map(|path| format!("{}\n", path.display()));
    assert_eq!(String::from_utf8_lossy(&output.stdout), lines.concat());
    let files = paths.map(|path| fs::read(path).unwrap());
    for (file, language) in files.iter().zip(["en", "es"]) {
        assert!(file.starts_with(b"%PDF-1.7"));
        let document = lopdf::Document::load_mem(file).unwrap();
        let said = document.catalog().unwrap().get(b"Lang").and_then(lopdf::decode_text_string).unwrap();
        assert_eq!(said, language);
    }
    // One language alone is the same file.
    let alone = dir.path().join("alone");
    let output = handout(&["build", "data", "-o", alone.to_str().unwrap(), "--lang", "es"]);
    assert_eq!(said(&output), "made 1 handout in 9.5 pt type\n");
    assert_eq!(fs::read_dir(&alone).unwrap().count(), 1);
    assert!(fs::read(alone.join("kentucky-es.pdf")).unwrap() == files[1]);
}

#[test]
fn a_language_the_set_does_not_have_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let output = handout(&["build", "data", "-o", out.to_str().unwrap(), "--lang", "xx"]);
    assert_eq!(output.status.code(), Some(2));
    let words = said(&output);
    let first = "--lang xx: error[unknown-language]: the set has no such language; its languages are en, es";
    assert!(words.starts_with(first), "{words}");
    assert!(!out.join("kentucky.pdf").exists());
}

#[test]
fn the_same_bytes_again_and_on_any_number_of_threads() {
    let (dir, set, _) = set(30);
    let outs = ["1", "2", "7"].map(|jobs| {
        let out = dir.path().join(jobs).to_str().unwrap().to_owned();
        assert_eq!(handout(&["build", &set, "-o", &out, "--jobs", jobs]).status.code(), Some(0));
        files(&out)
    });
    assert_eq!(outs[0].len(), 30);
    assert!(outs[0] == outs[1] && outs[0] == outs[2]);
    // A page does not know its neighbours: made alone, it is the same.
    let alone = dir.path().join("alone").to_str().unwrap().to_owned();
    handout(&["build", &set, "-o", &alone, "--only", &invented::code(3)]);
    let alone = files(&alone);
    assert_eq!(alone.len(), 1);
    assert!(outs[0].contains(&alone[0]));
}

#[test]
fn a_state_with_a_fault_fails_alone_and_keeps_its_old_page() {
    let (_dir, set, out) = set(3);
    assert_eq!(handout(&["build", &set, "-o", &out]).status.code(), Some(0));
    let before = files(&out);
    edit(&set, 1, "wardens = ", "wardens = -");
    edit(&set, 2, "wardens = ", "wardens = 1");
    let output = handout(&["build", &set, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[negative-count]"), "{}", said(&output));
    assert!(
        said(&output).contains("made 2 handouts in 11 pt type, 1 not made; 1 error"),
        "{}",
        said(&output)
    );
    let after = files(&out);
    let name = format!("{}-1.pdf", invented::name(1).to_lowercase());
    assert_eq!(before.len(), after.len());
    for ((file, old), (_, new)) in before.iter().zip(&after) {
        let changed = format!("{}-2.pdf", invented::name(2).to_lowercase());
        assert_eq!(old != new, *file == changed, "{file}");
    }
    assert!(after.iter().any(|(file, _)| *file == name));
}

#[test]
fn a_faulty_set_makes_nothing_and_leaves_everything() {
    let (_dir, set, out) = set(2);
    assert_eq!(handout(&["build", &set, "-o", &out]).status.code(), Some(0));
    let before = files(&out);
    fs::write(Path::new(&set).join("national.toml"), "year = 2022\n[figures]\n").unwrap();
    let output = handout(&["build", &set, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[year-mismatch]"), "{}", said(&output));
    assert!(before == files(&out));
}

#[test]
fn a_page_that_does_not_fit_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let set = dir.path().join("set");
    invented::write_set(&set, 1, 80).unwrap();
    let out = dir.path().join("out");
    let output = handout(&["build", set.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("error[does-not-fit]") && said.contains("= help: cut about"), "{said}");
    assert_eq!(files(out.to_str().unwrap()).len(), 0);
}

#[test]
fn json_is_one_document_with_the_fit_of_each_state() {
    let output = handout(&["check", "data", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["handouts"][0]["state"], "KY");
    assert_eq!(report["handouts"][0]["fit"]["size"], 10.5);
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_date_of_a_set_without_one_comes_from_the_environment() {
    let (dir, set, out) = set(1);
    let file = Path::new(&set).join("handout.toml");
    let text = fs::read_to_string(&file).unwrap().replace("released = 2024-03-01\n", "");
    fs::write(&file, text).unwrap();
    let output = handout(&["build", &set, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("released = "), "{}", said(&output));
    let dated = Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["build", &set, "-o", &out])
        .env("SOURCE_DATE_EPOCH", "1709251200")
        .output()
        .unwrap();
    assert_eq!(dated.status.code(), Some(0), "{}", said(&dated));
    let bytes = files(&out).remove(0).1;
    assert!(bytes.windows(17).any(|w| w == b"D:20240301120000Z"), "no date in the file");
    for moment in ["yesterday", "", "1709251200000", "-2208988801", "4133980800", "9223372036854775807"] {
        let refused = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(["build", &set, "-o", &out])
            .env("SOURCE_DATE_EPOCH", moment)
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(2), "{moment}: {}", said(&refused));
        assert!(
            said(&refused).contains("is not a time from 1900 to 2100, in seconds since 1970"),
            "{moment}: {}",
            said(&refused)
        );
    }
    drop(dir);
}
