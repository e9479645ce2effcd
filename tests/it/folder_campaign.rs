//! The output folder, tried: runs that end at random moments, disks that fill up, folders that take nothing,
//! files that somebody reads meanwhile. Whatever happens, each file is whole, the account names what lies there,
//! and the next run ends with the folder that one undisturbed run would have made, byte for byte.
//!
//! A slice of it runs always; `HANDOUT_CAMPAIGN=1` runs all, `HANDOUT_SEED` other moments.

#![cfg(unix)]

use crate::kit::command::{Desk, command, said};
use crate::kit::set::{Draft, Sheets};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Moments of the whole campaign and of a slice of it.
const WHOLE: usize = 60;
const SLICE: usize = 6;

fn moments() -> usize {
    if std::env::var_os("HANDOUT_CAMPAIGN").is_some() { WHOLE } else { SLICE }
}

/// Numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn new(of: u64) -> Self {
        let seed = std::env::var("HANDOUT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7_u64);
        Dice(seed.wrapping_mul(1000).wrapping_add(of))
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

/// A set of twelve places, and the folder of a run that nothing disturbs.
struct Trial {
    desk: Desk,
    whole: Sheets,
    long: Duration,
}

fn trial() -> Trial {
    let desk = Desk::with(&Draft::invented(12, 0));
    let started = Instant::now();
    assert_eq!(build(&desk).status.code(), Some(0));
    let (long, whole) = (started.elapsed(), desk.all_files("out"));
    fs::remove_dir_all(desk.path("out")).expect("it goes");
    assert_eq!(whole.len(), 14, "twelve sheets and two manifests");
    Trial { desk, whole, long }
}

fn build(desk: &Desk) -> Output {
    desk.run(&["build", "set", "-o", "out", "--jobs", "1"])
}

impl Trial {
    /// Each file is one of the whole run's; what the journal and the manifest name lies there as they name it.
    fn agrees(&self, when: &str) {
        let files = self.desk.all_files("out");
        for (name, bytes) in &files {
            let part = name.starts_with(".handout-") && name.ends_with(".part");
            let known = self.whole.get(name) == Some(bytes) || name.starts_with("manifest.");
            assert!(part || known, "{when}: {name} is not whole");
        }
        let journal = fs::read_to_string(self.desk.path("out/.handout/journal")).unwrap_or_default();
        // The last line may be torn.
        for line in journal.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let (_, record) = line.split_once(' ').unwrap_or_else(|| panic!("{when}: {line}"));
            let record: serde_json::Value = serde_json::from_str(record).expect("JSON");
            let name = record["file"].as_str().expect("a name");
            assert_eq!(files.get(name), self.whole.get(name), "{when}: the journal names {name}");
        }
        if let Some(manifest) = files.get("manifest.json") {
            let manifest: serde_json::Value = serde_json::from_slice(manifest).expect("JSON");
            for record in manifest["handouts"].as_array().expect("a list") {
                let name = record["file"].as_str().expect("a name");
                assert_eq!(files.get(name), self.whole.get(name), "{when}: the manifest names {name}");
            }
        }
    }

    /// The next run ends as one that nothing disturbed.
    fn resumes(&self, when: &str) {
        let next = build(&self.desk);
        assert_eq!(next.status.code(), Some(0), "{when}: {}", said(&next));
        assert_eq!(self.desk.all_files("out"), self.whole, "{when}");
        assert!(!self.desk.path("out/.handout").exists(), "{when}: the run's account is over");
    }

    fn clear(&self) {
        fs::remove_dir_all(self.desk.path("out")).expect("it goes");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.desk.path(name)
    }
}

#[test]
fn runs_that_are_ended_at_any_moment_are_resumed() {
    let (trial, mut dice) = (trial(), Dice::new(1));
    for moment in 0..moments() {
        let signal = ["-KILL", "-INT"][moment % 2];
        let wait = Duration::from_micros(dice.below(trial.long.as_micros() as u64 * 11 / 10));
        let when = format!("moment {moment}, {signal} after {wait:?}");
        let mut run = command(&["build", "set", "-o", "out", "--jobs", "1", "--quiet"]);
        run.current_dir(trial.path("")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = run.spawn().expect("it starts");
        std::thread::sleep(wait);
        let _ = Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
        let code = run.wait().expect("it ends").code();
        assert!([None, Some(0), Some(130)].contains(&code), "{when}: {code:?}");
        if !trial.path("out").exists() {
            continue;
        }
        trial.agrees(&when);
        // Ended once more, on the way.
        if dice.below(3) == 0 {
            let mut again = command(&["build", "set", "-o", "out", "--jobs", "2", "--quiet"]);
            again.current_dir(trial.path("")).stdout(Stdio::null()).stderr(Stdio::null());
            let mut again = again.spawn().expect("it starts");
            std::thread::sleep(wait / 2);
            let _ = again.kill();
            again.wait().expect("it ends");
            trial.agrees(&format!("{when}, and again"));
        }
        trial.resumes(&when);
        trial.clear();
    }
}

/// A pack takes the place of the one before, whole, or leaves it there.
#[test]
fn packs_that_are_ended_at_any_moment_are_old_or_new() {
    let (desk, mut dice) = (Desk::with(&Draft::invented(6, 0)), Dice::new(5));
    let words = |title| ["pack", "set", "-o", "all.pdf", "--cover", "--title", title];
    let made = |title| {
        let run = desk.run(&words(title));
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
        desk.all_files("")
    };
    let started = Instant::now();
    let (new, long) = (made("New"), started.elapsed());
    let old = made("Old");
    assert_eq!(old.keys().collect::<Vec<_>>(), ["all-list.csv", "all.pdf"]);
    assert_ne!(old["all.pdf"], new["all.pdf"]);
    for moment in 0..moments() {
        let signal = ["-KILL", "-INT"][moment % 2];
        let wait = Duration::from_micros(dice.below(long.as_micros() as u64 * 11 / 10));
        let when = format!("moment {moment}, {signal} after {wait:?}");
        let mut run = command(&words("New"));
        run.current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = run.spawn().expect("it starts");
        std::thread::sleep(wait);
        let _ = Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
        run.wait().expect("it ends");
        let found = fs::read(desk.path("all.pdf")).expect("a pack");
        assert!(found == old["all.pdf"] || found == new["all.pdf"], "{when}: the pack is not whole");
        assert_eq!(made("New"), new, "{when}");
        made("Old");
    }
}

/// A small disk of its own over the folder, taken away with it.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where this user may not.
    fn over(folder: PathBuf, bytes: u64) -> Option<Self> {
        fs::create_dir_all(&folder).expect("a folder");
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder).stderr(Stdio::null());
        mount.status().is_ok_and(|end| end.success()).then_some(SmallDisk(folder))
    }

    fn remount(&self, how: &str) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,{how}")]).arg(&self.0);
        mount.stderr(Stdio::null()).status().is_ok_and(|end| end.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).stderr(Stdio::null()).status();
    }
}

/// Files of the run's own that lie there at an end that is said.
fn parts(trial: &Trial) -> usize {
    trial.desk.all_files("out").keys().filter(|name| name.ends_with(".part")).count()
}

#[test]
fn a_full_disk_leaves_whole_files_and_is_resumed() {
    let (trial, mut dice) = (trial(), Dice::new(2));
    let all: usize = trial.whole.values().map(Vec::len).sum();
    for moment in 0..moments().div_ceil(2) {
        // A page of memory is the least a file takes there.
        let bytes = 4096 * (1 + dice.below(all as u64 / 4096 + 12));
        let when = format!("moment {moment}, a disk of {bytes} bytes");
        let Some(disk) = SmallDisk::over(trial.path("out"), bytes) else {
            println!("skipped: this user cannot mount a small disk; the campaign in CI does");
            return;
        };
        let run = build(&trial.desk);
        let code = run.status.code();
        assert!([Some(0), Some(1), Some(2)].contains(&code), "{when}: {code:?} {}", said(&run));
        if code != Some(0) {
            assert!(said(&run).contains("No space left"), "{when}: {}", said(&run));
        }
        assert_eq!(parts(&trial), 0, "{when}: no part of a file is left");
        trial.agrees(&when);
        assert!(disk.remount("size=64m"));
        let next = build(&trial.desk);
        assert_eq!(next.status.code(), Some(0), "{when}: {}", said(&next));
        assert_eq!(trial.desk.all_files("out"), trial.whole, "{when}");
    }
}

#[test]
fn a_folder_that_takes_nothing_stays_as_it_was() {
    let trial = trial();
    let Some(disk) = SmallDisk::over(trial.path("out"), 64 << 20) else {
        println!("skipped: this user cannot mount a small disk; the campaign in CI does");
        return;
    };
    build(&trial.desk);
    // A figure is changed, and then nothing can be written.
    let state = trial.desk.files("set/states").into_keys().next().expect("a state");
    let state = format!("set/states/{state}");
    let text = trial.desk.text(&state);
    let figure = text.lines().find(|line| line.starts_with("wardens = ")).expect("a figure").to_owned();
    trial.desk.write(&state, &text.replace(&figure, "wardens = 77"));
    assert!(disk.remount("ro"));
    let refused = build(&trial.desk);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("Read-only file system"), "{}", said(&refused));
    assert!(said(&refused).contains("use a folder that you may write to"), "{}", said(&refused));
    assert_eq!(trial.desk.all_files("out"), trial.whole);
    assert!(disk.remount("rw"));
    // Exactly the one sheet is made again.
    build(&trial.desk);
    let now = trial.desk.all_files("out");
    let changed: Vec<&String> = now
        .iter()
        .filter(|(name, bytes)| trial.whole.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed.len(), 3, "one sheet and the manifests: {changed:?}");
    trial.desk.write(&state, &text);
    trial.resumes("the figure as it was");
}

/// Whoever has a sheet open sees the old one to its end. (Windows refuses the move: the sheet is then named, and
/// the old one stays.)
#[test]
fn a_file_in_use_is_replaced_whole() {
    use std::io::Read;
    let trial = trial();
    build(&trial.desk);
    let (name, old) = trial.desk.files("out").into_iter().next().expect("a sheet");
    let mut open = fs::File::open(trial.path(&format!("out/{name}"))).expect("it opens");
    let mut half = vec![0; old.len() / 2];
    open.read_exact(&mut half).expect("bytes");
    let slug = name.trim_end_matches(".pdf");
    trial.desk.edit(
        &format!("set/states/{slug}.toml"),
        "year = 2023",
        "year = 2023\nsource = \"Kites, 2023\"",
    );
    let text = trial.desk.text(&format!("set/states/{slug}.toml"));
    let figure = text.lines().find(|line| line.starts_with("wardens = ")).expect("a figure").to_owned();
    trial.desk.edit(&format!("set/states/{slug}.toml"), &figure, "wardens = 77");
    assert_eq!(build(&trial.desk).status.code(), Some(0));
    open.read_to_end(&mut half).expect("the rest");
    assert!(half == old && trial.desk.files("out")[&name] != old);
}
