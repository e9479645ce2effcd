//! The output folder: what a run leaves there, and what the next one makes of it.

use crate::kit::command::{Desk, command, json, said};
use crate::kit::set::{Draft, Sheets};
use serde_json::Value;
use std::fs;
use std::process::{Output, Stdio};
use std::time::Duration;

/// A set of twelve places.
fn desk() -> Desk {
    Desk::with(&Draft::invented(12, 0))
}

fn build(desk: &Desk, more: &[&str]) -> Output {
    desk.run(&[&["build", "set", "-o", "out"], more].concat())
}

fn manifest(desk: &Desk) -> Value {
    serde_json::from_str(&desk.text("out/manifest.json")).expect("JSON")
}

fn listed(desk: &Desk) -> Vec<String> {
    let manifest = manifest(desk);
    let handouts = manifest["handouts"].as_array().expect("a list");
    handouts.iter().map(|record| record["file"].as_str().expect("a name").to_owned()).collect()
}

/// The first state file of the set, and its text.
fn a_state(desk: &Desk) -> String {
    let name = desk.files("set/states").into_keys().next().expect("a state");
    format!("set/states/{name}")
}

/// Which outcomes of a run were not made again.
fn unchanged(output: &Output) -> Vec<bool> {
    let told = json(output);
    let handouts = told["handouts"].as_array().expect("a list");
    handouts.iter().map(|handout| handout["unchanged"].as_bool().expect("a truth")).collect()
}

#[test]
fn the_manifest_is_what_lies_there() {
    let desk = desk();
    assert_eq!(build(&desk, &[]).status.code(), Some(0));
    let sheets = desk.files("out");
    assert_eq!(listed(&desk), sheets.keys().cloned().collect::<Vec<_>>());
    let manifest = manifest(&desk);
    for record in manifest["handouts"].as_array().expect("a list") {
        let bytes = &sheets[record["file"].as_str().expect("a name")];
        assert_eq!(record["bytes"], bytes.len());
        assert!(record["sha256"].as_str().is_some_and(|digits| digits.len() == 64));
        assert!(record["checks"].as_u64() > Some(20) && record["size"].as_f64() > Some(8.0));
    }
    let csv = desk.text("out/manifest.csv");
    assert_eq!(csv.lines().count(), 1 + sheets.len());
    assert!(!desk.path("out/.handout").exists(), "the run's own account is over");
    // Nothing in it is of this run alone.
    let before = desk.all_files("out");
    fs::remove_dir_all(desk.path("out")).expect("it goes");
    build(&desk, &["--jobs", "1"]);
    assert_eq!(desk.all_files("out"), before);
}

#[test]
fn an_unchanged_run_ends_at_once_and_a_figure_makes_its_sheets_alone() {
    let desk = desk();
    build(&desk, &[]);
    let all = desk.all_files("out");
    let again = build(&desk, &[]);
    assert!(said(&again).contains("12 handouts unchanged"), "{}", said(&again));
    assert_eq!(String::from_utf8_lossy(&again.stdout).lines().count(), 12);
    // A remark at the end changes no page.
    let state = a_state(&desk);
    let text = desk.text(&state);
    desk.write(&state, &format!("{text}\n# A remark.\n"));
    assert_eq!(unchanged(&build(&desk, &["--format", "json"])), [true; 12]);
    // A figure changes one.
    let figure = text.lines().find(|line| line.starts_with("wardens = ")).expect("a figure");
    desk.write(&state, &text.replace(figure, "wardens = 77"));
    let told = unchanged(&build(&desk, &["--format", "json"]));
    assert_eq!(told.iter().filter(|kept| !**kept).count(), 1);
    let changed: Vec<String> = desk
        .files("out")
        .into_iter()
        .filter(|(name, bytes)| all[name] != *bytes)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    // All of them again, if it is asked.
    assert_eq!(unchanged(&build(&desk, &["--format", "json", "--force"])), [false; 12]);
}

#[test]
fn a_file_that_somebody_touched_is_made_again() {
    let desk = desk();
    build(&desk, &[]);
    let all = desk.all_files("out");
    let names = listed(&desk);
    for damage in ["", "not a page"] {
        desk.write(&format!("out/{}", names[3]), damage);
        build(&desk, &[]);
        assert_eq!(desk.all_files("out"), all);
    }
    fs::remove_file(desk.path(&format!("out/{}", names[5]))).expect("it goes");
    build(&desk, &[]);
    assert_eq!(desk.all_files("out"), all);
    // A manifest that is not one is no reason to trust the files.
    desk.write("out/manifest.json", "{");
    assert_eq!(unchanged(&build(&desk, &["--format", "json"])), [false; 12]);
    assert_eq!(desk.all_files("out"), all);
}

#[test]
fn only_our_own_unchanged_files_are_pruned() {
    let desk = desk();
    build(&desk, &[]);
    let names = listed(&desk);
    let state = a_state(&desk);
    let second = desk.files("set/states").into_keys().nth(1).expect("another");
    fs::remove_file(desk.path(&state)).expect("it goes");
    fs::remove_file(desk.path(&format!("set/states/{second}"))).expect("it goes");
    desk.write("out/notes.pdf", "mine");
    let told = said(&build(&desk, &[]));
    assert!(
        told.contains(&format!("{}: a sheet that the set no longer makes; `--prune` deletes it", names[0])),
        "{told}"
    );
    assert_eq!(desk.files("out").len(), 13, "nothing goes unasked");
    desk.write(&format!("out/{}", names[1]), "changed by hand");
    let told = said(&build(&desk, &["--prune"]));
    assert!(told.contains(&format!("deleted: out/{}", names[0])), "{told}");
    let left = desk.files("out");
    assert!(left.contains_key("notes.pdf") && left.contains_key(&names[1]) && !left.contains_key(&names[0]));
    assert_eq!(listed(&desk), names[2..]);
}

#[test]
fn names_follow_their_pattern() {
    let desk = desk();
    let first = a_state(&desk).trim_start_matches("set/states/").trim_end_matches(".toml").to_owned();
    build(&desk, &["--name", "{slug}-{year}-horses"]);
    assert!(desk.files("out").contains_key(&format!("{first}-2023-horses.pdf")), "{:?}", listed(&desk));
    let set = desk.text("set/handout.toml");
    desk.write("set/handout.toml", &format!("file_name = \"{{year}}/{{slug}}\"\n{set}"));
    let output = build(&desk, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("a file name cannot have `/`"), "{}", said(&output));
    desk.write("set/handout.toml", &format!("file_name = \"{{year}}-{{lang}}-{{profile}}-{{slug}}\"\n{set}"));
    fs::remove_dir_all(desk.path("out")).expect("it goes");
    build(&desk, &[]);
    assert!(desk.files("out").contains_key(&format!("2023-en-office-{first}.pdf")), "{:?}", listed(&desk));
}

#[test]
fn shards_make_what_one_run_makes() {
    let desk = desk();
    build(&desk, &[]);
    let whole = desk.all_files("out");
    fs::remove_dir_all(desk.path("out")).expect("it goes");
    let merge = || desk.run(&["merge", "out"]);
    for shard in ["1/3", "3/3"] {
        assert_eq!(build(&desk, &["--shard", shard]).status.code(), Some(0));
    }
    assert_eq!(merge().status.code(), Some(1));
    assert!(
        said(&merge()).contains("not every shard has its manifest: 1 of 3, 3 of 3"),
        "{}",
        said(&merge())
    );
    build(&desk, &["--shard", "2/3"]);
    let merged = merge();
    assert_eq!(merged.status.code(), Some(0), "{}", said(&merged));
    assert_eq!(desk.all_files("out"), whole);
    assert!(said(&build(&desk, &[])).contains("12 handouts unchanged"));
    for shard in ["0/3", "4/3", "x", "1/0", "1/99999"] {
        assert_eq!(build(&desk, &["--shard", shard]).status.code(), Some(2), "{shard}");
    }
}

#[test]
fn one_sheet_goes_to_standard_output() {
    let desk = desk();
    build(&desk, &[]);
    let (name, bytes) = desk.files("out").into_iter().next().expect("a sheet");
    let slug = name.trim_end_matches(".pdf");
    let one = desk.run(&["build", "set", "--only", slug, "-o", "-"]);
    assert_eq!((one.status.code(), one.stdout), (Some(0), bytes));
    let many = desk.run(&["build", "set", "-o", "-"]);
    assert_eq!((many.status.code(), many.stdout.len()), (Some(2), 0));
    assert!(said(&many).contains("this run makes 12 handouts"), "{}", said(&many));
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let desk = desk();
    build(&desk, &[]);
    fs::create_dir_all(desk.path("out/.handout")).expect("a folder");
    let lock = fs::File::create(desk.path("out/.handout/lock")).expect("a file");
    lock.lock().expect("a lock");
    let refused = build(&desk, &["--force"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("another run writes to this folder"), "{}", said(&refused));
    drop(lock);
    // Left behind by a run that was killed.
    assert_eq!(build(&desk, &["--force"]).status.code(), Some(0));
}

#[test]
fn a_quiet_run_says_only_what_is_wrong_and_progress_can_be_read() {
    let desk = desk();
    let quiet = build(&desk, &["--quiet"]);
    assert_eq!((quiet.stdout.len(), quiet.stderr.len()), (0, 0));
    let told = said(&build(&desk, &["--force", "--progress", "json"]));
    let last = told.lines().rfind(|line| line.starts_with('{')).expect("a line");
    let last: Value = serde_json::from_str(last).expect("JSON");
    assert_eq!((&last["done"], &last["of"]), (&Value::from(12), &Value::from(12)));
    let state = a_state(&desk);
    desk.edit(&state, "wardens = ", "wardens = x");
    let faulty = build(&desk, &["--quiet"]);
    assert!(faulty.status.code() == Some(1) && said(&faulty).starts_with("set/states/"), "{}", said(&faulty));
}

/// Starts a run, ends it after so long, and says how it ended.
#[cfg(unix)]
fn ended_after(desk: &Desk, signal: &str, wait: Duration) -> Option<i32> {
    let mut run = command(&["build", "set", "-o", "out", "--jobs", "1", "--quiet"]);
    run.current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    let mut run = run.spawn().expect("it starts");
    std::thread::sleep(wait);
    let id = run.id().to_string();
    let _ = std::process::Command::new("kill").args([signal, &id]).status();
    run.wait().expect("it ends").code()
}

/// Every file is one of the whole run's, or is not there; the manifest names no file that is not.
fn agrees(desk: &Desk, whole: &Sheets) {
    for (name, bytes) in desk.files("out") {
        if name.ends_with(".pdf") {
            assert!(whole.get(&name) == Some(&bytes), "{name} is not whole");
        }
    }
    if desk.path("out/manifest.json").exists() {
        for name in listed(desk) {
            assert!(whole.contains_key(&name), "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_ended_leaves_whole_files_and_is_resumed() {
    let desk = desk();
    let started = std::time::Instant::now();
    build(&desk, &["--jobs", "1"]);
    let long = started.elapsed();
    let whole = desk.all_files("out");
    let moments: u32 = std::env::var("HANDOUT_SLICES").ok().and_then(|n| n.parse().ok()).unwrap_or(1) * 6;
    for moment in 0..moments {
        for signal in ["-KILL", "-INT"] {
            fs::remove_dir_all(desk.path("out")).expect("it goes");
            let code = ended_after(&desk, signal, long * moment / moments);
            assert!([None, Some(0), Some(130)].contains(&code), "{signal}: {code:?}");
            agrees(&desk, &whole);
            assert_eq!(build(&desk, &[]).status.code(), Some(0));
            assert_eq!(desk.all_files("out"), whole, "{signal} after {moment} of {moments}");
            assert!(!desk.path("out/.handout").exists());
        }
    }
}
