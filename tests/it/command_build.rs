//! What `handout build` refuses, what it says at its end, and what it leaves in the folder.

use crate::kit::invented;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn handout(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SOURCE_DATE_EPOCH");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A copy of a tiny set, to be changed, and a folder for its pages.
struct Set {
    dir: tempfile::TempDir,
}

impl Set {
    fn of(case: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("set/states")).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case);
        for folder in ["", "states"] {
            for entry in fs::read_dir(from.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let name = path.file_name().unwrap();
                    fs::copy(&path, dir.path().join("set").join(folder).join(name)).unwrap();
                }
            }
        }
        Self { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("set").join(name)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(self.path(name), text.replace(from, to)).unwrap();
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        let (set, out) = (self.path(""), self.dir.path().join("out"));
        let mut args = vec![command, set.to_str().unwrap()];
        if command == "build" {
            args.extend(["-o", out.to_str().unwrap()]);
        }
        args.extend(more);
        handout(&args)
    }

    /// The sheets in the output folder.
    fn sheets(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir.path().join("out")).into_iter().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn a_sheet_with_the_names_of_another_place_is_not_made() {
    let set = Set::of("place-slips");
    let output = set.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[other-state]: `in_prose` of Delaware names"), "{}", said(&output));
    // Those without a fault are.
    assert_eq!(set.sheets(), ["lyonesse.pdf", "the-marianas.pdf"]);
}

#[test]
fn a_name_in_the_wording_stops_the_sheets_of_all_others() {
    let set = Set::of("other-state");
    set.edit(
        "wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        "As in Lyonesse.",
    );
    set.edit("states/avalon.toml", "source = \"Avalon, as Lyonesse counts\"\n", "");
    assert_eq!(set.run("build", &[]).status.code(), Some(1));
    assert_eq!(set.sheets(), ["lyonesse.pdf"]);
    // Looked at and allowed, with the reason, it is made.
    set.edit(
        "handout.toml",
        "[figures.horses]",
        "[[allow]]\ncode = \"other-state\"\ntext = \"Lyonesse\"\nreason = \"where the office is\"\n[figures.horses]",
    );
    let output = set.run("build", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(set.sheets(), ["avalon.pdf", "lyonesse.pdf"]);
    // A set of that place alone may name it.
    let alone = Set::of("other-state");
    alone.edit(
        "wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        "As in Lyonesse.",
    );
    fs::remove_file(alone.path("states/avalon.toml")).unwrap();
    assert_eq!(alone.run("build", &[]).status.code(), Some(0));
}

#[test]
fn a_sentence_for_one_state_may_name_it() {
    let set = Set::of("other-state");
    let own = "{% if state.postal == \\\"LY\\\" %}Lyonesse has an office.{% endif %} Fine.";
    set.edit(
        "wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        own,
    );
    set.edit("states/avalon.toml", "source = \"Avalon, as Lyonesse counts\"\n", "");
    let output = set.run("build", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(set.sheets(), ["avalon.pdf", "lyonesse.pdf"]);
}

#[test]
fn two_states_with_the_same_figures_are_not_made() {
    let set = Set::of("identical-states");
    let output = set.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[identical-states]"), "{}", said(&output));
    assert_eq!(set.sheets(), Vec::<String>::new());
}

#[test]
fn build_counts_the_warnings_that_only_a_check_shows() {
    let set = Set::of("filler");
    let (built, checked) = (set.run("build", &[]), set.run("check", &[]));
    let count = |text: &str| {
        let (_, line) = text.trim_end().rsplit_once("; ").unwrap();
        line.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!(built.status.code(), Some(0));
    assert!(
        said(&built).contains("warnings: run handout check\n")
            || said(&built).contains("warning: run handout check\n")
    );
    assert_eq!(count(&said(&built)), count(&said(&checked)));
    assert!(count(&said(&checked)) > 0 && !said(&built).contains("[filler]"));
}

#[test]
fn two_sheets_with_one_name_are_refused_before_either_is_made() {
    for (slug, profile) in [("avalon-gray", "office"), ("avalon-press", "press")] {
        let set = Set::of("small-type");
        let text = fs::read_to_string(set.path("states/avalon.toml")).unwrap();
        let other = text.replace("Avalon", "Lyonesse").replace("\"AV\"", "\"LY\"");
        fs::write(set.path(&format!("states/{slug}.toml")), other).unwrap();
        let output = set.run("build", &["--profile", profile]);
        assert_eq!(output.status.code(), Some(1));
        let words = said(&output);
        assert!(words.contains(&format!("would have the same name, {slug}.pdf")), "{words}");
        assert_eq!(set.sheets(), Vec::<String>::new());
    }
}

#[test]
fn sheets_of_an_earlier_run_are_named() {
    let dir = tempfile::tempdir().unwrap();
    invented::write_set(&dir.path().join("set"), 4, 0).unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (set, out) = (path("set"), path("out"));
    let file = |n: usize| format!("{}-{n}", invented::name(n).to_lowercase());
    let output = handout(&["build", &set, "-o", &out]);
    assert!(!said(&output).contains("old:"), "{}", said(&output));
    // One is taken out, one gets a fault, and something lies there that is not ours.
    fs::remove_file(format!("{set}/states/{}.toml", file(1))).unwrap();
    let faulty = format!("{set}/states/{}.toml", file(2));
    fs::write(&faulty, fs::read_to_string(&faulty).unwrap().replace("wardens = ", "wardens = -")).unwrap();
    fs::write(format!("{out}/agenda.pdf"), "%PDF-1.4 of somebody else").unwrap();
    fs::create_dir(format!("{out}/folder.pdf")).unwrap();
    let output = handout(&["build", &set, "-o", &out]);
    let words = said(&output);
    let old: Vec<&str> = words.lines().filter(|line| line.starts_with("old: ")).collect();
    assert_eq!(old.len(), 2, "{words}");
    assert!(
        words.contains(&format!("{}.pdf: a sheet from an earlier run; this run did not make it", file(1))),
        "{words}"
    );
    assert!(words.contains(&format!("{}.pdf: a sheet of {}", file(2), file(2))), "{words}");
    // Also where nothing can be made at all.
    let national = format!("{set}/national.toml");
    let text = fs::read_to_string(&national).unwrap();
    for fault in ["[[", "kites = -1\n"] {
        fs::write(&national, text.clone() + fault).unwrap();
        let words = said(&handout(&["build", &set, "-o", &out]));
        assert_eq!(words.lines().filter(|line| line.starts_with("old: ")).count(), 4, "{words}");
    }
    fs::write(&national, text).unwrap();
    let output = handout(&["build", &set, "-o", &out, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["old"].as_array().unwrap().len(), 2);
}
