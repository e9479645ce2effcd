//! Standard output and standard error that are closed, or full: no panic, and an exit code that
//! says what became of the work.

use crate::kit::command::command;
use std::io::{Read, pipe};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// One run of each command, with a folder of its own for what it makes.
fn runs(dir: &Path, pdf: &str) -> Vec<(Vec<String>, i32)> {
    let folder = |name: &str| dir.join(name).to_str().expect("a plain path").to_owned();
    let (out, json, set) = (folder("out"), folder("json"), folder("set"));
    let runs: [(&[&str], i32); 15] = [
        (&["build", "data", "-o", &out, "--lang", "en"], 0),
        (&["build", "data", "-o", &json, "--lang", "en", "--format", "json"], 0),
        (&["check", "tests/cases/twelve-faults", "--format", "json"], 1),
        (&["check", "tests/cases/twelve-faults"], 1),
        (&["fit", "data", "--lang", "en"], 0),
        (&["trace", "KY"], 0),
        (&["trace", "ZZ", "--format", "json"], 2),
        (&["explain"], 0),
        (&["explain", "nothing"], 2),
        (&["prove", pdf], 0),
        (&["hear", pdf], 0),
        (&["hear", "ZZ", "--format", "json"], 2),
        (&["extract", pdf, "-o", &set], 0),
        (&["--help"], 0),
        (&["paint"], 2),
    ];
    runs.map(|(words, code)| (words.iter().map(|word| (*word).to_owned()).collect(), code)).to_vec()
}

fn handout(words: &[String], out: Stdio, err: Stdio) -> Output {
    command(words).stdin(Stdio::null()).stdout(out).stderr(err).output().expect("the command runs")
}

/// Calls `test` for each run, with nothing left of the run before.
fn each(test: impl Fn(&[String], i32)) {
    let dir = tempfile::tempdir().expect("a folder");
    let pdf = dir.path().join("pdf");
    let made = command(&["build", "data", "--lang", "en", "-o"]).arg(&pdf).output();
    assert!(made.expect("the command runs").status.success());
    let pdf = pdf.join("kentucky-2023-missing-children.pdf");
    let own = dir.path().join("own");
    for (words, code) in runs(&own, pdf.to_str().expect("a plain path")) {
        let _ = std::fs::remove_dir_all(&own);
        test(&words, code);
    }
}

/// The writing end of a pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

#[test]
fn a_reader_that_has_gone_is_no_fault() {
    each(|words, code| {
        let run = handout(words, closed(), Stdio::piped());
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(code), "{words:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("standard output"), "{words:?}: {said}");
    });
}

#[test]
fn talk_that_nobody_hears_is_no_fault() {
    each(|words, code| {
        let run = handout(words, Stdio::piped(), closed());
        assert_eq!(run.status.code(), Some(code), "{words:?}");
        // What was asked for comes all the same.
        let talks = matches!(words[0].as_str(), "check" | "paint") || words[1..] == ["nothing"];
        assert!(!run.stdout.is_empty() || talks, "{words:?}");
    });
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_full_disk_does_not_take_is_told() {
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device"));
    each(|words, code| {
        let run = handout(words, full(), Stdio::piped());
        let said = String::from_utf8_lossy(&run.stderr);
        let has_data = said.ends_with("error: standard output: No space left on device\n");
        let talks_only = matches!(words[0].as_str(), "paint") || words[1..] == ["nothing"];
        let faults = words[0] == "check" && !words.contains(&"json".to_owned());
        assert_eq!(has_data, !talks_only && !faults, "{words:?}: {said}");
        assert_eq!(run.status.code(), Some(code.max(i32::from(has_data))), "{words:?}: {said}");
        assert!(!said.contains("panicked"), "{words:?}: {said}");
        let deaf = handout(words, Stdio::null(), full());
        assert!(deaf.status.code().is_some_and(|code| code < 3), "{words:?}");
        assert_eq!(
            handout(words, full(), full()).status.code().map(|code| code < 3),
            Some(true),
            "{words:?}"
        );
    });
}

#[test]
#[cfg(unix)]
fn streams_that_were_never_open_are_no_fault() {
    each(|words, code| {
        for closed in [">&-", "2>&-", "<&- >&- 2>&-"] {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("exec \"$@\" {closed}"), "sh", env!("CARGO_BIN_EXE_handout")]);
            shell.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SOURCE_DATE_EPOCH");
            let run = shell.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a shell");
            if words[0] != "extract" || closed == ">&-" {
                assert_eq!(run.code(), Some(code), "{words:?} {closed}");
            }
        }
    });
}

#[test]
fn a_reader_may_stop_after_the_first_line() {
    let (mut reader, writer) = pipe().expect("a pipe");
    let mut run =
        command(&["explain"]).stdout(writer).stderr(Stdio::piped()).spawn().expect("the command runs");
    let mut first = [0; 6];
    reader.read_exact(&mut first).expect("the first line");
    drop(reader);
    assert_eq!(&first, b"no-set");
    assert_eq!(run.wait().expect("an end").code(), Some(0));
}

/// A set of more places than there will be threads.
const MANY: [&str; 5] =
    ["build", "examples/household-income", "--only", "AK,AL,AR,AZ,CA,CO,CT,DC,DE,FL,GA,HI", "-o"];

fn all_are_made(run: &Output, dir: &Path) {
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{said}");
    let names = std::fs::read_dir(dir).expect("the folder").flatten().map(|entry| entry.path());
    assert_eq!(names.filter(|path| path.extension().is_some_and(|end| end == "pdf")).count(), 12, "{said}");
}

/// No thread has room for a stack of this size, so that none but the first can start.
#[test]
fn threads_that_cannot_start_are_done_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut command = command(&MANY);
    command.arg(dir.path()).args(["--jobs", "8"]).env("RUST_MIN_STACK", "200000000000000");
    all_are_made(&command.output().expect("the command runs"), dir.path());
}

/// More threads are asked for than there is memory for.
#[test]
#[cfg(target_os = "linux")]
fn too_many_threads_are_as_many_as_there_is_room_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let program = env!("CARGO_BIN_EXE_handout");
    // In KB, beside the program itself, which is large where it is not optimized.
    let room = 800_000 + std::fs::metadata(program).expect("the program").len() / 1024;
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -v {room} && exec \"$@\""), "sh", program]);
    shell.args(MANY).arg(dir.path()).args(["--jobs", "10000"]);
    let run = shell.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("a shell");
    all_are_made(&run, dir.path());
}
