//! `handout roll`: next year's set: what is not changed stays byte for byte, each figure is asked for once, and
//! each year that is named is shown.

use crate::kit::command::{Desk, said};
use crate::kit::invented;
use crate::kit::set::Draft;
use handout::{ExportFormat, RolledSet, Severity, roll_set};
use std::collections::BTreeMap;

fn rolled(set: &Draft, year: i32) -> RolledSet {
    let folder = set.write();
    roll_set(folder.path(), Some(year)).unwrap()
}

fn texts(rolled: &RolledSet) -> BTreeMap<String, String> {
    let text = |(path, bytes): &(std::path::PathBuf, Vec<u8>)| {
        (path.to_string_lossy().replace('\\', "/"), String::from_utf8(bytes.clone()).unwrap())
    };
    rolled.files.iter().map(text).collect()
}

#[test]
fn what_is_not_changed_stays_byte_for_byte() {
    let sample = Draft::sample();
    let rolled = rolled(&sample, 2024);
    let texts = texts(&rolled);
    assert!(texts.keys().map(String::as_str).eq(sample.files()));
    for file in ["wording.en.toml", "wording.es.toml"] {
        assert_eq!(texts[file], sample.text(file));
    }
    for (file, changed) in [("handout.toml", 2), ("national.toml", 12), ("states/kentucky.toml", 11)] {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (sample.text(file).lines().collect(), texts[file].lines().collect());
        assert_eq!(old.len(), new.len(), "{file}");
        let differ: Vec<_> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
        assert_eq!(differ.len(), changed, "{file}: {differ:#?}");
    }
    let state = &texts["states/kentucky.toml"];
    assert!(
        state.contains("\ncybertips = { previous = 8_597 }          # reports made available"),
        "{state}"
    );
    assert!(texts["national.toml"].contains("\nus_content = { previous = \"more than 105 million\" }\n"));
    assert!(texts["handout.toml"].contains("\n# released = 2024-05-01\n"));
    assert_eq!(
        (rolled.emptied, rolled.days.as_slice()),
        (21, ["released = 2024-05-01".to_owned()].as_slice())
    );
}

#[test]
fn each_figure_is_asked_for_once_at_its_line() {
    let sample = Draft::sample();
    let rolled = rolled(&sample, 2024);
    let next = Draft::made(texts(&rolled));
    let Err(told) = next.try_read() else { panic!("figures are missing") };
    let errors: Vec<_> = told.sink.found().iter().filter(|fault| fault.severity == Severity::Error).collect();
    assert_eq!(errors.len(), rolled.emptied, "{}", told.text());
    assert!(errors.iter().all(|fault| fault.message.ends_with("has no `value`")), "{}", told.text());
    // Filled in, it is a set again, whose last year's values are those of the old one.
    let filled = texts(&rolled).into_iter().map(|(file, text)| {
        (
            file,
            text.replace("{ previous = ", "{ value = 7, previous = ")
                .replace("# released = 2024", "released = 2025"),
        )
    });
    let filled = Draft::made(filled).edit(
        "national.toml",
        "value = 7, previous = \"19%\"",
        "value = \"7%\", previous = \"19%\"",
    );
    let csv = String::from_utf8(filled.read().set.export(ExportFormat::Csv).unwrap()).unwrap();
    assert!(csv.contains("cybertips.previous") && csv.contains(",8597,"), "{csv}");
}

#[test]
fn every_form_of_a_figure_is_emptied() {
    let figures = "lost = { value = 9, previous = 7, note = \"n\" } # one\nshore = { previous = 1, value = 2 }\n\
                   roofs.value = 3 # two\nroofs.note = \"x\"\ntrees = { note = \"old\", value = 4, year = 2022 }\n\
                   mended = { value = 2_023, source = \"Ledger 2023\" }\nwardens = \"not reported\"\n\n\
                   [figures.lessons]\n# three\nvalue = 5\nprevious = 6 # four\n\n[[waive]]\nfigure = \"lost\"\nrule = \"sum_of\"\n\
                   reason = \"counted in 2023\"\n";
    let set = Draft::invented(3, 0);
    let file = set.files().find(|file| file.starts_with("states/")).unwrap().to_owned();
    let (head, _) = set.text(&file).split_once("[figures]\n").unwrap();
    let set = set.clone().with(&file, format!("{head}[figures]\n{figures}").replace('\n', "\r\n"));
    let rolled_set = rolled(&set, 2024);
    let text = texts(&rolled_set)[&file].clone();
    assert!(!text.replace("\r\n", "").contains('\n'), "line ends stay");
    let text = text.replace("\r\n", "\n");
    let (_, emptied) = text.split_once("[figures]\n").unwrap();
    assert_eq!(
        emptied,
        "lost = { previous = 9, note = \"n\" } # one\nshore = { previous = 2 }\n\
         roofs.previous = 3 # two\nroofs.note = \"x\"\ntrees = { note = \"old\", year = 2022 }\n\
         mended = { previous = 2_023, source = \"Ledger 2023\" }\nwardens = { previous = \"not reported\" }\n\n\
         [figures.lessons]\n# three\nprevious = 5 # four\n\n[[waive]]\nfigure = \"lost\"\nrule = \"sum_of\"\n\
         reason = \"counted in 2023\"\n"
    );
    let years: Vec<(String, bool)> = rolled_set
        .years
        .iter()
        .filter(|year| year.path.to_string_lossy().replace('\\', "/") == file)
        .map(|year| (year.text.clone(), year.changed))
        .collect();
    assert_eq!(
        years,
        [
            ("year = 2024".to_owned(), true),
            ("trees = { note = \"old\", year = 2022 }".to_owned(), false),
            ("mended = { previous = 2_023, source = \"Ledger 2023\" }".to_owned(), false),
            ("reason = \"counted in 2023\"".to_owned(), false),
        ]
    );
    // Two years later, no value is that of last year.
    let text = texts(&rolled(&set, 2025))[&file].replace("\r\n", "\n");
    let (_, emptied) = text.split_once("[figures]\n").unwrap();
    assert!(
        emptied.starts_with("lost = { note = \"n\" } # one\nshore = {  }\n # two\nroofs.note"),
        "{emptied}"
    );
    assert!(!emptied.contains("previous"), "{emptied}");
}

#[test]
fn a_table_is_rolled_too() {
    let set = Draft::invented(3, 0);
    let csv = set.read().set.export(ExportFormat::Csv).unwrap();
    let states: Vec<String> =
        set.files().filter(|file| file.starts_with("states/")).map(str::to_owned).collect();
    let set = states.iter().fold(set.clone(), |set, file| set.without(file)).with("states.csv", csv);
    let rolled = rolled(&set, 2024);
    let text = texts(&rolled)["states.csv"].clone();
    let mut rows = text.lines();
    assert!(rows.next().unwrap().ends_with(",state.slug,state.year,lost.previous,shore.previous,roofs.previous,trees.previous,mended.previous,wardens.previous,lessons.previous"));
    assert!(rows.all(|row| row.contains(",,,,,,,,") && row.contains(",2024,")), "{text}");
    let Err(told) = Draft::made(texts(&rolled)).try_read() else { panic!("figures are missing") };
    let missing = told.sink.found().iter().filter(|fault| fault.message.contains("is missing"));
    assert_eq!(missing.count(), 21, "{}", told.text());
}

#[test]
fn the_command_never_works_in_place() {
    let desk = Desk::with(&Draft::sample());
    for (words, fault) in [
        (vec!["roll", "set", "set"], "the folder is not empty"),
        (vec!["roll", "set", "new", "--year", "2023"], "give a later year: --year 2024"),
        (vec!["roll", "nowhere", "new"], "there is no such folder"),
    ] {
        let run = desk.run(&words);
        assert!(run.status.code() == Some(2) && said(&run).contains(fault), "{}", said(&run));
        assert!(!desk.path("new").exists());
    }
    let run = desk.run(&["roll", "set", "new"]);
    assert!(run.status.success(), "{}", said(&run));
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(told.contains("new/states/kentucky.toml:11:70: 2023 yours: source = "), "{told}");
    assert!(told.contains("new/national.toml:12:8: 2024 changed: year = 2024"), "{told}");
    assert!(told.contains("new/states/kentucky.toml:"), "{told}");
    assert!(said(&run).contains("21 figures to be filled in: handout check new"), "{}", said(&run));
    let run = desk.run(&["roll", "set", "newer", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&json["emptied"], json["files"].as_array().map(Vec::len)), (&21.into(), Some(5)));
    desk.edit("set/states/kentucky.toml", "8_597", "-8_597");
    let run = desk.run(&["roll", "set", "newest"]);
    assert!(run.status.code() == Some(1) && said(&run).contains("negative-count"), "{}", said(&run));
}

/// The line that is the same in the file of every place does not hide what is left to the authors.
#[test]
fn the_year_of_many_places_is_one_line() {
    let desk = Desk::with(&Draft::made(invented::union::set()));
    let run = desk.run(&["roll", "set", "new"]);
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    let places: Vec<&str> =
        told.lines().filter(|line| line.contains(" changed: year = ") && line.contains("states")).collect();
    assert_eq!(places.len(), 1, "{told}");
    assert!(places[0].ends_with(", in 56 files"), "{told}");
}
