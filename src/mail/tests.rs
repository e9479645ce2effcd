//! What is compared before a sheet is attached, each alone: all else is as it should be.

use super::bundle::same_sheets;
use super::sheets::{ProvedSheet, SheetOf, judge, says_of_itself, words_of};
use crate::batch::{Engine, Options, PackOptions, PackOrder, Proving, Set, Verdict};
use crate::finished::{hear, hear_each};
use crate::manifest::Record;
use std::path::PathBuf;
use std::sync::Arc;

/// Fenland and Marsh, with the same figures in every year.
fn set(year: i32) -> Set {
    let head = format!(
        "year = {year}\nreleased = {}-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
         publisher = {{ name = \"Fenland Trust\" }}\n\
         [figures.foals]\nscope = \"state\"\nlabel = \"Foals\"\n",
        year + 1
    );
    let wording = "language = \"en\"\n[page]\norganization = \"{{ publisher.name }}\"\n\
         title = \"{{ state.name }} {{ year }}\"\n[[section]]\nheading = \"Foals of the year\"\n\
         text = \"In {{ state.in_prose }}, **{{ foals }}** foals were born in {{ year }}.\"\n";
    let place = |name: &str, postal: &str, foals: u32| {
        format!("name = \"{name}\"\npostal = \"{postal}\"\nyear = {year}\n[figures]\nfoals = {foals}\n")
    };
    let files = [
        ("handout.toml", head),
        ("wording.en.toml", wording.to_owned()),
        ("national.toml", format!("year = {year}\n[figures]\n")),
        ("states/fenland.toml", place("Fenland", "FE", 1204)),
        ("states/marsh.toml", place("Marsh", "MX", 96)),
    ];
    Set::from_files(files).expect("a sound set")
}

fn sheet_of(state: &str, language: &str) -> SheetOf {
    (state.to_owned(), language.to_owned())
}

/// A sheet of a set, with its record and the verdict on it by that set.
fn proved(set: &Set, state: &str) -> (Record, Vec<u8>, Verdict) {
    let engine = Engine::new(set, &Options::default()).expect("an engine");
    let sheet = engine.sheet(state, "en", "office").expect("a sheet");
    let proving = Proving::against(set).expect("a proof");
    let file = [PathBuf::from("sheet.pdf")];
    let verdict = proving.prove(&file, 1, &|_| Ok(sheet.bytes.clone())).remove(0);
    assert!(verdict.is_sound() && verdict.against.contains(&"set"), "{:?}", verdict);
    (sheet.handout.record(&sheet.bytes), sheet.bytes, verdict)
}

#[test]
fn a_sheet_that_is_sound_and_of_another_state_language_or_year_is_refused_for_that_alone() {
    let (old, new) = (set(2022), set(2023));
    let (record, bytes, verdict) = proved(&old, "FE");
    let told = |own: SheetOf, set: &Set| judge(&own, &record, bytes.clone(), &verdict, set);
    let fine = told(sheet_of("FE", "en"), &old).expect("its own");
    assert_eq!((fine.says.state.as_str(), fine.says.year), ("FE", 2022));
    for (own, set, why) in [
        (sheet_of("MX", "en"), &old, "says it is the sheet of FE, and MX was asked for"),
        (sheet_of("FE", "es"), &old, "is tagged as `en-US`, and `es` was asked for"),
        (sheet_of("FE", "en"), &new, "says it is of 2022, and the set is of 2023"),
    ] {
        assert_eq!(told(own, set), Err(why.to_owned()));
    }
}

#[test]
fn a_pack_with_other_sheets_or_other_words_is_seen() {
    let set = set(2023);
    let engine = Engine::new(&set, &Options::default()).unwrap();
    let pack = engine.pack(&engine.pack_sheets(PackOrder::Code, None), &PackOptions::default()).unwrap();
    let (dataset, _) = set.parts();
    let sheet = |state: &str| {
        let (record, bytes, _) = proved(&set, state);
        let heard = hear(&bytes).unwrap();
        let says = says_of_itself(&heard, dataset).unwrap();
        ProvedSheet { file: record.file, sha256: record.sha256, bytes, says, words: words_of(&heard) }
    };
    let (fen, marsh) = (Arc::new(sheet("FE")), Arc::new(sheet("MX")));
    let told = |wanted: &[SheetOf], sheets: &[&Arc<ProvedSheet>]| {
        let sheets: Vec<_> = sheets.iter().map(|sheet| Arc::clone(sheet)).collect();
        same_sheets(&pack.bytes, wanted, &sheets, dataset)
    };
    let (fe, ma) = (sheet_of("FE", "en"), sheet_of("MX", "en"));
    assert_eq!(told(&[fe.clone(), ma.clone()], &[&fen, &marsh]), Ok(()));
    let swapped = told(&[ma.clone(), fe.clone()], &[&marsh, &fen]).unwrap_err();
    assert!(swapped.contains("says it is the sheet of FE, and MX was asked for"), "{swapped}");
    let fewer = told(std::slice::from_ref(&fe), &[&fen]).unwrap_err();
    assert!(fewer.contains("has 2 inside"), "{fewer}");
    let other = told(&[fe, sheet_of("MX", "es")], &[&fen, &marsh]).unwrap_err();
    assert!(other.contains("is tagged as `en-US`, and `es` was asked for"), "{other}");
    let changed = Arc::new(ProvedSheet { words: fen.words.replace("1,204", "1,205"), ..(*fen).clone() });
    let changed = told(&[sheet_of("FE", "en"), ma], &[&changed, &marsh]).unwrap_err();
    assert!(changed.contains("does not say what `fenland.pdf` says"), "{changed}");
    // A file of one sheet has no parts.
    assert!(hear_each(&fen.bytes).unwrap().is_empty());
}
