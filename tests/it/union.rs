//! Whatever a state may be called and whatever its figures may be: each sheet is one page, in
//! legible type, in both themes and in two languages.

use crate::kit::invented;
use handout::batch::{Batch, Options, Outcome};
use handout::diagnostic::Sink;
use handout::set;
use handout::source::Sources;

/// Lays out all 112 sheets.
fn lays_out(theme: &str) {
    let dir = tempfile::tempdir().unwrap();
    invented::union::write_set(dir.path()).unwrap();
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(dir.path(), &mut sources, &mut sink).expect("a sound set");
    let options = Options {
        theme: Some(theme.into()),
        languages: vec!["en".into(), "es".into()],
        ..Options::default()
    };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a plan");
    let outcomes = batch.check(2, &mut sink);
    assert_eq!(outcomes.len(), 112);
    for outcome in &outcomes {
        let Outcome::Made(handout) = outcome else { panic!("{outcome:?} {:?}", sink.found()) };
        let (fit, file) = (&handout.fit, &handout.file_name);
        assert!(!fit.small && fit.fill <= 1.0, "{file}: {fit:?}");
        assert!(fit.fill > 0.75, "{file} leaves a large hole: {fit:?}");
    }
    assert!(sink.found().is_empty(), "{:?}", sink.found());
}

#[test]
fn the_memo_takes_all_56_places() {
    lays_out("memo");
}

#[test]
fn the_brief_takes_all_56_places() {
    lays_out("brief");
}

#[test]
fn the_names_are_as_long_as_the_real_ones_and_have_no_outline() {
    let names: Vec<String> = (0..56).map(invented::union::name).collect();
    let letters = |name: &str| name.chars().count();
    assert_eq!(letters(&names[53]), letters("Commonwealth of the Northern Mariana Islands"));
    assert_eq!(letters(&names[50]), letters("District of Columbia"));
    assert_eq!(letters(&names[55]), letters("U.S. Virgin Islands"));
    assert_eq!(letters(&names[52]), letters("Guam"));
    let outlined = include_str!("../../src/layout/brief/outlines.txt");
    let dir = tempfile::tempdir().unwrap();
    invented::union::write_set(dir.path()).unwrap();
    for entry in std::fs::read_dir(dir.path().join("states")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let postal = text.split("postal = \"").nth(1).and_then(|rest| rest.get(..2)).unwrap();
        assert!(!outlined.contains(&format!("\n{postal} ")), "{postal} is a real place");
    }
    let mut distinct = names.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len());
}
