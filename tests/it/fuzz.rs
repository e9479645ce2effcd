//! Whatever is in the files of a set, the command ends soon, in an orderly way, and says the same of it as
//! `check`: no panic, no overflow, no growth, no broken promise, nothing half-made left behind.
//!
//! Here a slice of it. `.ci/campaigns` asks for more, of a program built for release: `HANDOUT_FUZZ` sets, and
//! `HANDOUT_FUZZ_LARGE` sets of up to a megabyte, from `HANDOUT_SEED` on, with the program `HANDOUT_PROGRAM`.
#![cfg(unix)]

use crate::campaign;
use crate::kit::command::Desk;
use crate::kit::fuzzed::{Dice, large, slips};
use crate::kit::invented::union;
use crate::kit::set::Draft;
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// In KiB.
const MEMORY: usize = 1_000_000;
/// Bytes of messages: all errors are shown, each with its line, also of a file that is nothing else.
const TALK: usize = 50_000_000;

fn asked(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// The program, and the seconds of CPU it may take: unoptimized it takes ten times as long.
fn program() -> (String, usize) {
    match std::env::var("HANDOUT_PROGRAM") {
        Ok(program) => (program, 2),
        Err(_) => (env!("CARGO_BIN_EXE_handout").to_owned(), 20),
    }
}

/// The command, in bounds of time and memory.
fn run(desk: &Desk, words: &[&str]) -> Output {
    let (program, seconds) = program();
    let limits = format!("ulimit -t {seconds}; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let words = [&["-c", &limits, &program], words].concat();
    Command::new("sh").args(words).current_dir(desk.path("")).output().expect("the shell runs")
}

/// What is wrong with how the command took a set; its exit code.
fn faults(set: &Draft) -> (Vec<String>, Option<i32>) {
    let desk = Desk::with(set);
    let check = run(&desk, &["check", "set"]);
    let build = run(&desk, &["build", "set", "-o", "out", "--jobs", "1"]);
    let mut faults = Vec::new();
    for (what, output) in [("check", &check), ("build", &build)] {
        let said = String::from_utf8_lossy(&output.stderr);
        if let Some(signal) = output.status.signal() {
            faults.push(format!("{what}: killed by signal {signal}"));
        } else if !matches!(output.status.code(), Some(0 | 1)) {
            faults.push(format!("{what}: exit code {:?}", output.status.code()));
        }
        for word in ["panicked", "broken-promise", "overflow", "fault of the program"] {
            if let Some(line) = said.lines().find(|line| line.contains(word)) {
                faults.push(format!("{what}: {line}"));
            }
        }
        if output.stdout.len() + output.stderr.len() > TALK {
            faults.push(format!("{what}: {} bytes of messages", output.stderr.len()));
        }
    }
    if check.status.code() != build.status.code() {
        faults.push(format!(
            "check ends with {:?}, build with {:?}",
            check.status.code(),
            build.status.code()
        ));
    }
    for (name, bytes) in desk.files("out") {
        if !(name.ends_with(".pdf")
            && bytes.starts_with(b"%PDF-")
            && bytes.trim_ascii_end().ends_with(b"%%EOF"))
        {
            faults.push(format!("left in the folder: {name}"));
        }
    }
    (faults, build.status.code())
}

/// A few places of each of the sets there are.
fn bases() -> [Draft; 3] {
    let few = |set: Draft, kept: &[&str]| {
        let states =
            |file: &&String| file.starts_with("states/") && !kept.iter().any(|kept| file.contains(kept));
        let files: Vec<String> = set.files().map(str::to_owned).collect();
        files.iter().filter(states).fold(set, |set, file| set.without(file))
    };
    [
        few(campaign::sample(), &["kentucky", "hesperides", "thule"]),
        few(Draft::made(union::set()), &["place-00.", "place-20.", "place-53."]),
        few(Draft::of("examples/household-income"), &["kentucky", "district", "wyoming"]),
    ]
}

/// Tries so many sets on all processors and says what became of them.
fn try_all(count: usize, make: impl Fn(usize) -> (Draft, String) + Sync) {
    let (next, broken, codes) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(BTreeMap::new()));
    let work = || {
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= count {
                break;
            }
            let (set, what) = make(n);
            let (faults, code) = faults(&set);
            *codes.lock().expect("no panic").entry(code).or_insert(0_usize) += 1;
            if !faults.is_empty() {
                let kept = std::env::temp_dir()
                    .join("handout-fuzz")
                    .join(what.split(',').next().unwrap_or_default());
                set.write_to(&kept);
                broken
                    .lock()
                    .expect("no panic")
                    .push(format!("{what}, kept in {}: {faults:?}", kept.display()));
            }
        }
    };
    std::thread::scope(|scope| {
        (0..std::thread::available_parallelism().map_or(1, usize::from))
            .for_each(|_| drop(scope.spawn(work)));
    });
    println!("{count} sets, by the exit code of build: {:?}", codes.into_inner().expect("no panic"));
    let broken = broken.into_inner().expect("no panic");
    assert!(broken.is_empty(), "{} of {count}:\n{}", broken.len(), broken.join("\n"));
}

/// The first number of the sets.
fn seed() -> usize {
    asked("HANDOUT_SEED").unwrap_or(0) * 1_000_000
}

#[test]
fn the_sets_that_are_changed_are_sound() {
    for set in bases() {
        assert_eq!(faults(&set), (Vec::new(), Some(0)));
    }
}

#[test]
fn any_slip_ends_in_an_orderly_way() {
    let (bases, first) = (bases(), seed());
    try_all(asked("HANDOUT_FUZZ").unwrap_or(8), |n| {
        let mut dice = Dice((first + n) as u64);
        let set = bases[n % bases.len()].clone();
        let count = 1 + dice.below(3);
        (slips(set, count, &mut dice), format!("set {}", first + n))
    });
}

#[test]
fn a_megabyte_ends_in_an_orderly_way() {
    let (base, first) = (&bases()[0], seed());
    try_all(asked("HANDOUT_FUZZ_LARGE").unwrap_or(0), |n| {
        let mut dice = Dice((first + n) as u64);
        let (set, what) = large(base, n, &mut dice);
        let count = if dice.below(2) == 0 { 0 } else { dice.below(3) };
        (slips(set, count, &mut dice), format!("large set {}, {what}, {count} slips", first + n))
    });
}
