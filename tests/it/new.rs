//! `handout new`: the set it makes is right as it is, in every theme and language; and what it refuses.

use crate::kit::command::{handout, said};
use crate::kit::set::{Draft, check_and_lint};
use crate::kit::{messy, messy_tables};
use handout::internals::gazetteer::ALL;
use handout::{AreaKind, Code, Options, Severity, Starter, StarterKind, new_set};
use std::fs;
use std::path::{Path, PathBuf};

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

/// What is found in a new set, but for notes, and for what is to be replaced: that is told, and nothing else.
fn faults(draft: &Draft) -> Vec<String> {
    let told = draft.told(&Options::default(), check_and_lint);
    let doubts = told.sink.found().iter().filter(|fault| fault.severity != Severity::Note);
    let (invented, faults): (Vec<_>, Vec<_>) = doubts.partition(|fault| fault.code == Code::Invented);
    assert!(!invented.is_empty(), "the invented publisher is not told");
    faults.into_iter().map(|fault| format!("{fault:?}")).collect()
}

/// Nothing but notes, and as many sheets as there are places and languages.
fn is_right(draft: &Draft, places: usize, languages: usize, what: &str) {
    assert_eq!(faults(draft), Vec::<String>::new(), "{what}");
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
    assert_eq!(faults(&draft), Vec::<String>::new());
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
    assert!(handout(&["check", set]).status.success());
    let strict = handout(&["check", set, "--strict"]);
    assert!(
        strict.status.code() == Some(1) && said(&strict).contains("error[invented]"),
        "{}",
        said(&strict)
    );
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

/// The workbook of the guide becomes a set that takes its figures, and whose sheets can be made as they are.
#[test]
fn a_spreadsheet_becomes_a_set() {
    let desk = tempfile::tempdir().unwrap();
    let path = |name: &str| desk.path().join(name).to_str().unwrap().to_owned();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/household-income");
    fs::write(path("f.xlsx"), messy::workbook(&sample).unwrap()).unwrap();
    let run = handout(&["new", &path("set"), "--from", &path("f.xlsx")]);
    assert!(run.status.success(), "{}", said(&run));
    assert!(
        said(&run)
            .contains("10 figures\nleft out: column L “Checked by”: no row of a state has a number there\n"),
        "{}",
        said(&run)
    );
    // The workbook says its year.
    assert!(
        said(&run).contains("the year is 2013, as the name of the sheet “2013 FINAL v3” says"),
        "{}",
        said(&run)
    );
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    let (set, words) = (read("set/handout.toml"), read("set/wording.es.toml"));
    assert!(set.contains("\n[figures.less_than_15_000] # column D\n") && !set.contains("ponies"), "{set}");
    assert!(words.contains("  { label = \"Households\", figure = \"households\" },\n"), "{words}");
    assert!(!desk.path().join("set/states").exists());
    let asked = read("set/import.toml");
    assert_eq!(asked.matches("\"ask\"  #").count(), 11, "{asked}");
    // One answer for each.
    let mut answered = asked;
    for (from, to) in [
        ("hidden = \"ask\"", "hidden = \"read\""),
        ("Kentuky = \"ask\"", "Kentuky = \"Kentucky\""),
        ("\"Checked by\" = \"ask\"", "\"Checked by\" = \"leave out\""),
        ("\"Fenland (test row)\" = \"ask\"", "\"Fenland (test row)\" = \"leave out\""),
        ("= \"ask\"", "= \"not reported\""),
    ] {
        assert!(answered.contains(from), "{from}: {answered}");
        answered = answered.replace(from, to);
    }
    fs::write(path("set/import.toml"), answered).unwrap();
    let run = handout(&["import", &path("f.xlsx"), &path("set"), "--write"]);
    assert!(run.status.success(), "{}", said(&run));
    let run = handout(&["check", &path("set")]);
    assert!(run.status.success() && said(&run).contains("checked 102 handouts"), "{}", said(&run));
    assert!(!said(&run).contains("error"), "{}", said(&run));
}

#[test]
fn a_spreadsheet_without_numbers_becomes_none() {
    let desk = tempfile::tempdir().unwrap();
    let path = |name: &str| desk.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("t.csv"), "State,Colleague\nOhio,AM\nUtah,SL\n").unwrap();
    for (file, why) in [("t.csv", "no heading has numbers below it"), ("none.csv", "cannot be read")] {
        let run = handout(&["new", &path("set"), "--from", &path(file)]);
        assert!(run.status.code() == Some(2) && said(&run).contains(why), "{}", said(&run));
        assert!(!desk.path().join("set").exists());
    }
}

/// Two sheets of a workbook and a table of other letters: each heading with this year's numbers is a figure once.
#[test]
fn several_spreadsheets_become_one_set() {
    let desk = tempfile::tempdir().unwrap();
    let path = |name: &str| desk.path().join(name).to_str().unwrap().to_owned();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/household-income");
    fs::write(path("t.xlsx"), messy_tables::workbook(&sample).unwrap()).unwrap();
    fs::write(path("v.csv"), messy_tables::table()).unwrap();
    let (book, table, set) = (path("t.xlsx"), path("v.csv"), path("set"));
    let run = handout(&["new", &set, "--from", &book, "--from", &table, "--year", "2013"]);
    assert!(run.status.success(), "{}", said(&run));
    let talk = said(&run);
    for left in [
        "made 5 files; 12 figures\n",
        "t.xlsx, sheet “Table 1”, column C “Ctrl no.”: no row of a state has a number there",
        "t.xlsx, sheet “Table 2”, column C “TALKS HELD, 2012”: its heading names 2012, and the set is for 2013",
        "“COMMENT”: no row",
        "v.csv, column C “Señal”: no row",
    ] {
        assert!(talk.contains(left), "{left}: {talk}");
    }
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    for line in [
        "[figures.households] # t.xlsx, ",
        "[figures.talks_held] # t.xlsx, ",
        "[figures.volunteers] # v.csv, ",
    ] {
        assert!(read("set/handout.toml").contains(line), "{line}: {}", read("set/handout.toml"));
    }
    let mut answered = read("set/import.toml");
    for (from, to) in [
        ("\"(D)\" = \"ask\"", "\"(D)\" = \"suppressed\""),
        ("\"n.a.\" = \"ask\"", "\"n.a.\" = \"not reported\""),
        ("\"–\" = \"ask\"", "\"–\" = \"not reported\""),
        ("says = \"11.1%³\"\nvalue = \"ask\"", "says = \"11.1%³\"\nvalue = \"11.1%\""),
        ("says = \"1,204*\"\nvalue = \"ask\"", "says = \"1,204*\"\nvalue = \"about 1,204\""),
        ("decimal = \"ask\"", "decimal = \".\""),
        ("= \"ask\"", "= \"leave out\""),
    ] {
        assert!(answered.contains(from), "{from}: {answered}");
        answered = answered.replace(from, to);
    }
    fs::write(path("set/import.toml"), answered).unwrap();
    for file in [&book, &table] {
        let run = handout(&["import", file, &set, "--write"]);
        assert!(run.status.success(), "{}", said(&run));
    }
    // What is true stands in the sample that the workbook was made from.
    let keys = ["150k_and_over", "100k_to_under_150k", "75k_to_under_100k", "50k_to_under_75k"];
    let names = ["from_150", "from_100", "from_75", "from_50"];
    let mut compared = 0;
    for name in messy::states() {
        let file = format!("states/{}.toml", name.to_lowercase().replace(' ', "-"));
        let [own, truth] =
            [fs::read_to_string(desk.path().join("set").join(&file)), fs::read_to_string(sample.join(&file))]
                .map(|text| text.unwrap().parse::<toml::Table>().unwrap()["figures"].clone());
        for (key, of) in keys
            .map(|key| format!("percent_{key}"))
            .iter()
            .map(String::as_str)
            .zip(names)
            .chain([("households", "households")])
        {
            if (name, of) != ("Wyoming", "from_150") {
                assert_eq!(own[key]["value"], truth[of], "{name} {key}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 51 * 5 - 1);
    let run = handout(&["check", &set]);
    assert!(run.status.success() && said(&run).contains("checked 102 handouts"), "{}", said(&run));
}
