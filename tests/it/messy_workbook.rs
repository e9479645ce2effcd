//! The messy workbook of the guide: no figure of it is wrong in silence. What is true stands in the sample it was made
//! from.

use crate::import::{meadows, plan_in};
use crate::kit::command::{handout, json, said};
use crate::kit::messy;
use crate::kit::messy_tables;
use crate::kit::set::Draft;
use handout::{FigureFate, Import};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "household-income-2013.xlsx";

/// What a person answers.
const ANSWERS: &str = r#"
[file]
hidden = "read"
[headings]
"Checked by" = "leave out"
[places]
Kentuky = "Kentucky"
"Fenland (test row)" = "leave out"
[words]
"*" = "suppressed"
"N/A" = "not reported"
"–" = "not applicable"
[words.talks]
"" = "not reported"
[[cell]]
state = "CA"
figure = "talks"
says = "112†"
value = 112
[[cell]]
state = "OR"
figure = "talks"
says = "4 March 2013"
value = 4
[[cell]]
state = "UT"
figure = "talks"
says = "1.0E+05"
value = "leave out"
"#;

fn workbook() -> Vec<u8> {
    messy::workbook(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/household-income")).unwrap()
}

/// The sample with the figures of the invented column and without its states; and what they were.
fn without_states() -> (BTreeMap<PathBuf, Vec<u8>>, BTreeMap<String, String>) {
    let (mut files, mut truth) = (BTreeMap::new(), BTreeMap::new());
    let draft = Draft::income();
    for file in draft.files() {
        if !file.starts_with("states/") {
            files.insert(PathBuf::from(file), draft.bytes(file).to_vec());
            continue;
        }
        let place: toml::Table = draft.text(file).parse().unwrap();
        for (key, value) in place["figures"].as_table().unwrap() {
            let value = value.as_str().map_or_else(|| grouped(value.as_integer().unwrap()), str::to_owned);
            truth.insert(format!("{} {key}", place["postal"].as_str().unwrap()), value);
        }
    }
    let set = files.get_mut(Path::new("handout.toml")).unwrap();
    let text = String::from_utf8(set.clone()).unwrap();
    let mut text = text.replace(
        "label = \"share of households with",
        "kind = \"share\"\nlabel = \"share of households with a yearly income of",
    );
    for (from, to) in [(" a year or more", " or more"), (" a year\"", "\"")] {
        text = text.replace(from, to);
    }
    text += "[figures.talks]\nscope = \"state\"\nlabel = \"Library talks (invented)\"\nrequired = false\n";
    *set = text.into_bytes();
    (files, truth)
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap()).collect();
    parts.join(",")
}

fn asked(import: &Import) -> Vec<&str> {
    import.questions.iter().map(|question| question.what.as_str()).collect()
}

#[test]
fn the_shipped_spreadsheets_are_what_the_example_makes() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let tables = messy_tables::workbook(&examples.join("household-income")).unwrap();
    for (file, bytes) in
        [(FILE, workbook()), ("income-tables.xlsx", tables), ("volunteers.csv", messy_tables::table())]
    {
        let shipped = fs::read(examples.join(file)).unwrap();
        assert!(shipped == bytes, "{file}: run: cargo run --example messy_workbook -- examples");
    }
}

/// Before any answer: what is read is true, and everything else is asked or set aside by name.
#[test]
fn what_is_not_sure_is_asked() {
    let (files, truth) = without_states();
    let import = plan_in(&files, FILE, &workbook()).unwrap();
    for figure in import.figures.iter().filter(|figure| figure.figure != "talks") {
        assert_eq!(truth[&format!("{} {}", figure.postal, figure.figure)], figure.new, "{figure:?}");
    }
    assert_eq!(
        asked(&import),
        [
            "rows or columns of the table are hidden, the first of them row 68",
            "no figure is called “Checked by”; it is hidden in the file",
            "“Fenland (test row)” is not a place the program knows",
            "“Kentuky” is not a place the program knows",
            "“*” is not a number",
            "“N/A” is not a number",
            "“–” is not a number",
            "“Library talks (invented) / number” (talks) is blank in some rows",
            "California, talks: cannot be read as a figure: \"112†\"",
            "Oregon, talks: is a date, 4 March 2013: spreadsheets make dates of some numbers; type the number",
            "Utah, talks: is shortened to a power of ten",
        ]
    );
    // The notes of the workbook say so.
    assert_eq!(import.questions[4].answer.as_deref(), Some("[words] \"*\" = \"suppressed\""));
    let unchecked = "row 72: 1 of its totals cannot be checked, since not every row has an exact count";
    assert!(import.remarks.iter().any(|remark| remark == unchecked), "{:?}", import.remarks);
    let heading =
        |column: &str| import.columns.iter().find(|own| own.column == column).unwrap().heading.as_str();
    assert_eq!((heading("column A"), heading("column B")), ("State", "FIPS"));
}

#[test]
fn with_the_answers_every_figure_is_the_true_one() {
    let (mut files, truth) = without_states();
    files.insert("import.toml".into(), ANSWERS.into());
    let import = plan_in(&files, FILE, &workbook()).unwrap();
    assert_eq!(asked(&import), [""; 0]);
    let stale = "'2013 FINAL v3'!C72: the total says 115,730,404, and the rows of the states add up to 115,731,304: 900 more";
    assert!(import.remarks.iter().any(|remark| remark.ends_with(stale)), "{:?}", import.remarks);
    let (mut seen, mut talks) = (BTreeSet::new(), BTreeMap::new());
    for figure in &import.figures {
        assert_eq!(figure.fate, FigureFate::New);
        let name = format!("{} {}", figure.postal, figure.figure);
        match figure.figure.as_str() {
            "talks" => drop(talks.insert(figure.postal.as_str(), figure.new.as_str())),
            _ => assert_eq!(truth[&name], figure.new, "{figure:?}"),
        }
        assert!(seen.insert(name), "{figure:?}");
    }
    // All 51 have all nine; Utah's talks are left out.
    assert_eq!(truth.keys().filter(|name| !seen.contains(*name)).count(), 0);
    assert_eq!((truth.len(), talks.len()), (51 * 9, 50));
    let odd = ["AK", "CA", "DE", "FL", "HI", "ME", "NV", "OR", "TX", "VT"].map(|postal| talks[postal]);
    assert_eq!(
        odd,
        [
            "suppressed",
            "112",
            "fewer than 5",
            "1,204",
            "not reported",
            "not reported",
            "199",
            "4",
            "about 300",
            "not applicable"
        ]
    );
    // A second run of what was written finds nothing to do.
    for file in import.files() {
        files.insert(file.path, file.text.into_bytes());
    }
    let again = plan_in(&files, FILE, &workbook()).unwrap();
    assert!(again.figures.iter().all(|figure| figure.fate == FigureFate::Unchanged));
    assert!(again.is_sure());
}

/// What `--figures` prints is a dictionary that the same headings are found in.
#[test]
fn headings_without_a_figure_are_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let set = folder.path().join("set");
    let (set_name, file) = (set.to_str().unwrap(), format!("examples/{FILE}"));
    assert!(handout(&["new", set_name, "--blank", "--languages", "en", "--year", "2013"]).status.success());
    let run = handout(&["import", &file, set_name, "--figures"]);
    let proposed = String::from_utf8(run.stdout.clone()).unwrap();
    assert!(run.status.success(), "{}", said(&run));
    for line in [
        "[figures.households] # column C",
        "[figures.share_15_000_to_24_999] # column E",
        "label = \"Share of households with a yearly income of $15,000 to $24,999\"",
        "label = \"Library talks (invented)\"",
    ] {
        assert!(proposed.lines().any(|own| own == line), "{line}\n{proposed}");
    }
    assert_eq!(proposed.matches("kind = \"share\"").count(), 8);
    let dictionary = fs::read_to_string(set.join("handout.toml")).unwrap();
    let (kept, _) = dictionary.split_once("[figures.ponies]").unwrap();
    fs::write(set.join("handout.toml"), format!("{kept}{proposed}")).unwrap();
    let run = handout(&["import", &file, set_name, "--figures"]);
    assert!(run.status.success() && run.stdout.is_empty(), "{}", String::from_utf8_lossy(&run.stdout));
    assert!(said(&run).contains("no heading is without a figure"), "{}", said(&run));
}

/// The year is that of every file, and nothing but what is still invented is warned of.
#[test]
fn a_new_set_is_of_the_year_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [&["--blank"][..], &[], &["--areas", "counties"]] {
        let set = folder.path().join(format!("set{}", kind.concat()));
        let set = set.to_str().unwrap();
        let run = handout(&[&["new", set, "--year", "2011"], kind].concat());
        assert!(run.status.success(), "{}", said(&run));
        for file in String::from_utf8(run.stdout).unwrap().lines() {
            assert!(!fs::read_to_string(file).unwrap().contains("2024"), "{file}");
        }
        let told = json(&handout(&["check", set, "--format", "json"]));
        let found = told["diagnostics"].as_array().unwrap().iter().filter(|own| own["severity"] != "note");
        let found: Vec<&str> = found.map(|own| own["code"].as_str().unwrap()).collect();
        assert!(!found.is_empty() && found.iter().all(|code| *code == "invented"), "{found:?}");
    }
    let run = handout(&["new", folder.path().join("x").to_str().unwrap(), "--year", "20"]);
    assert_eq!(run.status.code(), Some(2));
}

/// A sheet for each state, and the name of one misspelt: its figures are not left out without a word.
#[test]
fn a_sheet_whose_name_is_no_place_is_asked_about() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["Ohio", "Kentuky", "Read me"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().write(0, 0, "Meadow Trust").unwrap();
        if name != "Read me" {
            sheet.write(2, 0, "Foals born").unwrap().write(2, 1, 12).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut files = meadows();
    let import = plan_in(&files, "t.xlsx", &bytes).unwrap();
    let wanted = "the sheet “Kentuky” has figures, and names no place the program knows";
    assert_eq!((asked(&import), import.figures.len()), (vec![wanted], 1));
    assert_eq!(import.questions[0].answer.as_deref(), Some("[places] \"Kentuky\" = \"Kentucky\""));
    files.insert("import.toml".into(), "[places]\nKentuky = \"Kentucky\"\n".into());
    let import = plan_in(&files, "t.xlsx", &bytes).unwrap();
    let read: Vec<String> =
        import.figures.iter().map(|figure| format!("{} {}", figure.postal, figure.new)).collect();
    assert_eq!((asked(&import), read.join(", ")), (vec![], "OH 12, KY 12".to_owned()));
    files.insert("import.toml".into(), "[places]\nKentuky = \"leave out\"\n".into());
    let import = plan_in(&files, "t.xlsx", &bytes).unwrap();
    assert_eq!((asked(&import), import.figures.len(), import.aside.len()), (vec![], 1, 2));
}

/// A set whose places stand in one table is told where to put the figures, not sent to `check`.
#[test]
fn a_set_of_one_table_is_told_what_to_do() {
    let mut files = meadows();
    files.remove(Path::new("states/ohio.toml"));
    let table = "state,code,foals,state.year\nOhio,OH,12,2023\n";
    files.insert("states.csv".into(), table.into());
    let told = plan_in(&files, "t.csv", b"State,Foals born\nOhio,13\n").unwrap_err();
    assert!(told.contains("this set has states.csv: put the figures into it"), "{told}");
}

/// Where last year's values came from is not carried into the set of the year after.
#[test]
fn a_rolled_set_names_no_cell_of_last_years_workbook() {
    let mut files = meadows();
    for (key, figure) in [
        ("foals", "{ value = 1_204, cell = \"figures 2023.xlsx:Sheet1!B2\", note = \"kept\" }"),
        ("geese", "{ cell = \"figures 2023.xlsx:Sheet1!C2\", value = 7 } # counted"),
        ("ponds", "{ value = 3, previous = 2, cell = \"figures 2023.xlsx:Sheet1!D2\" }"),
    ] {
        let text = files.get_mut(Path::new("states/ohio.toml")).unwrap();
        let kept = String::from_utf8(text.clone()).unwrap().replace("foals = 1_204 # born\n", "");
        *text = format!("{kept}{key} = {figure}\n").into_bytes();
    }
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in &files {
        let to = folder.path().join("old").join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = handout(&["roll", &path("old"), &path("new")]);
    assert!(run.status.success(), "{}", said(&run));
    let rolled = fs::read_to_string(folder.path().join("new/states/ohio.toml")).unwrap();
    let (_, figures) = rolled.split_once("[figures]\n").unwrap();
    assert_eq!(
        figures,
        "foals = { previous = 1_204, note = \"kept\" }\ngeese = { previous = 7 } # counted\nponds = { previous = 3 }\n"
    );
}
