//! `handout new`: the set it makes is right as it is, in every theme and language; and what it refuses.

use crate::kit::command::{handout, said};
use crate::kit::set::{Draft, check_and_lint};
use handout::internals::gazetteer::ALL;
use handout::{AreaKind, Options, Severity, Starter, StarterKind, new_set};
use std::fs;
use std::path::PathBuf;

fn wished(like: StarterKind, areas: AreaKind, theme: &str, languages: &str, places: &[&str]) -> Starter {
    Starter {
        like,
        areas,
        theme: theme.to_owned(),
        languages: languages.split(',').map(str::to_owned).collect(),
        places: places.iter().map(|place| (*place).to_owned()).collect(),
        year: None,
    }
}

fn draft(wished: &Starter) -> Draft {
    let files = new_set(wished).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let text = |(path, bytes): (PathBuf, Vec<u8>)| {
        (path.to_str().expect("a plain path").replace('\\', "/"), String::from_utf8(bytes).expect("a text"))
    };
    Draft::made(files.into_iter().map(text))
}

/// Nothing but notes, and as many sheets as there are places and languages.
fn is_right(draft: &Draft, places: usize, languages: usize, what: &str) {
    let told = draft.told(&Options::default(), check_and_lint);
    let faults: Vec<_> = told.sink.found().iter().filter(|fault| fault.severity != Severity::Note).collect();
    assert!(faults.is_empty(), "{what}: {}", told.text());
    for theme in ["memo", "brief"] {
        let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
        assert_eq!(draft.build(&options).len(), places * languages, "{what} in {theme}");
    }
}

#[test]
fn a_new_set_is_right_in_every_theme_and_language() {
    for like in [StarterKind::Invented, StarterKind::Blank] {
        for (areas, places) in [(AreaKind::States, 3), (AreaKind::Counties, 6)] {
            for (theme, languages) in [("memo", "en,es"), ("brief", "es,en"), ("brief", "en"), ("memo", "es")]
            {
                let draft = draft(&wished(like, areas, theme, languages, &[]));
                let what = format!("{like:?} {areas:?} {theme} {languages}");
                is_right(&draft, places, languages.split(',').count(), &what);
            }
        }
    }
}

#[test]
fn the_sample_is_the_one_of_the_project() {
    let whole = draft(&wished(StarterKind::Sample, AreaKind::States, "memo", "en,es", &[]));
    let sample = Draft::of("data");
    assert!(whole.files().eq(sample.files()));
    assert!(whole.files().all(|file| whole.bytes(file) == sample.bytes(file)));
    for (theme, languages, count) in [("brief", "en", 1), ("brief", "en,es", 2), ("memo", "es", 1)] {
        let draft = draft(&wished(StarterKind::Sample, AreaKind::States, theme, languages, &[]));
        assert!(draft.text("handout.toml").contains(&format!("\ntheme = \"{theme}\"\n")));
        assert_eq!(draft.build(&Options::default()).len(), count);
    }
}

#[test]
fn every_state_can_be_chosen() {
    let all: Vec<&str> = ALL.iter().map(|place| place.postal).collect();
    let draft = draft(&wished(StarterKind::Invented, AreaKind::States, "memo", "en,es", &all));
    let told = draft.told(&Options::default(), check_and_lint);
    let faults: Vec<_> = told.sink.found().iter().filter(|fault| fault.severity != Severity::Note).collect();
    assert!(faults.is_empty(), "{}", told.text());
    assert!(draft.text("states/us-virgin-islands.toml").contains("postal = \"VI\""));
}

#[test]
fn what_cannot_be_had_is_refused_with_what_can() {
    let refused = |like, areas, languages: &str, places: &[&str]| {
        new_set(&wished(like, areas, "memo", languages, places)).expect_err("a refusal")
    };
    let (invented, states) = (StarterKind::Invented, AreaKind::States);
    assert!(refused(invented, states, "fr", &[]).message.contains("`fr`"));
    assert!(refused(invented, states, "en,en", &[]).message.contains("twice"));
    assert_eq!(refused(invented, states, "en", &["Kentuky"]).help, "did you mean KY, Kentucky?");
    assert!(refused(invented, states, "en", &["KY", "ky"]).message.contains("twice"));
    assert!(refused(invented, AreaKind::Counties, "en", &["KY"]).message.contains("only states"));
    assert!(refused(StarterKind::Sample, states, "en", &["KY"]).message.contains("Kentucky alone"));
}

#[test]
fn the_command_writes_into_a_new_folder_only() {
    let desk = tempfile::tempdir().unwrap();
    let set = desk.path().join("a/set");
    let set = set.to_str().unwrap();
    let run = handout(&["new", set, "--places", "KY,Nueva York"]);
    assert!(run.status.success(), "{}", said(&run));
    let paths = String::from_utf8(run.stdout).unwrap();
    assert_eq!(paths.lines().count(), 6, "{paths}");
    assert!(paths.lines().all(|path| fs::metadata(path).unwrap().is_file()));
    assert!(handout(&["check", set, "--strict"]).status.success());
    let file = format!("{set}/handout.toml");
    for (folder, words) in [(set, "the folder is not empty"), (file.as_str(), "this is a file")] {
        let run = handout(&["new", folder]);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0));
        assert!(said(&run).contains(words), "{}", said(&run));
    }
    let other = desk.path().join("other");
    let run = handout(&["new", other.to_str().unwrap(), "--theme", "memmo"]);
    assert!(run.status.code() == Some(2) && said(&run).contains("did you mean `memo`?"), "{}", said(&run));
    assert!(!other.exists());
}
