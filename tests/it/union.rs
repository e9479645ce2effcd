//! Whatever a state may be called and whatever its figures may be: each sheet is one page, in
//! legible type, in both themes and in two languages.

use crate::kit::invented::union;
use crate::kit::set::Draft;
use handout::batch::{Options, Outcome};
use handout::diagnostic::Sink;

/// Lays out all 112 sheets.
fn lays_out(theme: &str) {
    let set = Draft::made(union::set()).read();
    let options = Options { theme: Some(theme.into()), ..Options::default() };
    let (batch, mut sink) = (set.plan(&options), Sink::default());
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
    let names: Vec<String> = (0..56).map(union::name).collect();
    let letters = |name: &str| name.chars().count();
    assert_eq!(letters(&names[53]), letters("Commonwealth of the Northern Mariana Islands"));
    assert_eq!(letters(&names[50]), letters("District of Columbia"));
    assert_eq!(letters(&names[55]), letters("U.S. Virgin Islands"));
    assert_eq!(letters(&names[52]), letters("Guam"));
    let outlined = include_str!("../../src/layout/brief/outlines.txt");
    for (file, text) in union::set().iter().filter(|(file, _)| file.starts_with("states/")) {
        let postal = text.split("postal = \"").nth(1).and_then(|rest| rest.get(..2)).unwrap();
        assert!(!outlined.contains(&format!("\n{postal} ")), "{postal} in {file} is a real place");
    }
    let mut distinct = names.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len());
}
