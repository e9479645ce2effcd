//! All states in one file, `states.csv` or `states.toml`: it says what the folder says, and each fault is told
//! at its line and column.

use crate::kit::command::{Desk, said};
use crate::kit::invented;
use crate::kit::set::{Draft, Told, check_and_lint};
use handout::internals::diagnostic::Code;
use handout::{ExportFormat, Options};

/// The same set with its states as they are exported.
fn as_csv(set: &Draft) -> Draft {
    let csv = set.read().set.export(ExportFormat::Csv).unwrap();
    without_states(set).with("states.csv", csv)
}

fn without_states(set: &Draft) -> Draft {
    let states: Vec<String> =
        set.files().filter(|file| file.starts_with("states/")).map(str::to_owned).collect();
    states.iter().fold(set.clone(), |set, file| set.without(file))
}

/// The same set with its states as tables of one file.
fn as_toml(set: &Draft) -> Draft {
    let mut text = String::from("# All states.\n");
    for file in set.files().filter(|file| file.starts_with("states/")) {
        let state = set
            .text(file)
            .replace("\n[figures]", "\n[state.figures]")
            .replace("\n[[waive]]", "\n[[state.waive]]");
        let slug = file.trim_start_matches("states/").trim_end_matches(".toml");
        let slug = if state.contains("\nslug = ") { String::new() } else { format!("slug = \"{slug}\"\n") };
        text += &format!("\n[[state]]\n{slug}{state}");
    }
    without_states(set).with("states.toml", text)
}

/// Everything that a set says, without the places where it says it.
fn everything(set: &Draft) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                ["file", "line", "column", "remark"].iter().for_each(|key| drop(map.remove(*key)));
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut json: serde_json::Value =
        serde_json::from_slice(&set.read().set.export(ExportFormat::Json).unwrap()).unwrap();
    strip(&mut json);
    // A file may have its figures in any order; a table has that of the dictionary.
    for state in json["states"].as_array_mut().expect("states") {
        let figures = state["figures"].as_array_mut().expect("figures");
        figures.sort_by_key(|figure| figure["figure"].to_string());
    }
    json
}

/// Names in several languages, forms, waivers, notes, earlier years: whatever a state's file can say.
fn rich() -> Draft {
    let set = Draft::sample();
    let text = set.text("states/kentucky.toml").to_owned();
    let text = text
        .replace("name = \"Kentucky\"", "name = { en = \"Kentucky\", es = \"Kentuquí\" }\npossessive = \"Kentucky’s\"\nadjective = { es = \"kentuckiano\" }\nin_prose = \"the Commonwealth of Kentucky\"\nslug = \"bluegrass\"")
        .replace("cst_engagements = 6 ", "cst_engagements = { value = 6, year = 2022, note = \"@once\" } ")
        .replace("missing_orr = 21 ", "missing_orr = { value = 22, previous = \"about 20\", source = \"A, \\\"B\\\"\" } ")
        .replace("team_hope = 45 ", "team_hope = { value = \"not reported\", as_of = 2022-06-30 } ");
    set.with("states/kentucky.toml", text + "\n[[waive]]\nfigure = \"missing_cases\"\nrule = \"sum_of\"\nreason = \"'One' counted twice\"\n")
}

#[test]
fn a_table_says_what_the_files_say() {
    let union = Draft::made(invented::union::set());
    for set in
        [rich(), Draft::sample(), Draft::of("examples/household-income"), Draft::invented(12, 0), union]
    {
        let wanted = everything(&set);
        assert_eq!(everything(&as_csv(&set)), wanted);
        assert_eq!(everything(&as_toml(&set)), wanted);
        // Exported again, it is the same table.
        let csv = as_csv(&set);
        assert_eq!(csv.read().set.export(ExportFormat::Csv).unwrap(), csv.bytes("states.csv"));
    }
}

#[test]
fn its_sheets_are_the_same_byte_for_byte() {
    for set in [Draft::sample(), Draft::invented(3, 0)] {
        let wanted = set.build(&Options::default());
        assert_eq!(as_csv(&set).build(&Options::default()), wanted);
        assert_eq!(as_toml(&set).build(&Options::default()), wanted);
    }
}

fn told(set: &Draft) -> Told {
    set.told(&Options::default(), check_and_lint)
}

/// The invented set as a table whose row of headings, or of the second place, is changed.
fn changed(row: usize, from: &str, to: &str) -> Draft {
    let set = as_csv(&Draft::invented(3, 0));
    let text = set.text("states.csv").to_owned();
    let lines = text.split_inclusive('\n').enumerate().map(|(n, line)| match n == row {
        true => {
            assert!(line.contains(from), "{line}");
            line.replacen(from, to, 1)
        }
        false => line.to_owned(),
    });
    let text: String = lines.collect();
    set.with("states.csv", text)
}

#[test]
fn each_fault_is_told_at_its_line_and_column() {
    let set = as_csv(&Draft::invented(3, 0));
    let text = set.text("states.csv");
    let row = text.lines().nth(2).unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    let (name, code, lost) = (cells[0], cells[1], cells[2]);
    let at = |cell: &str| row[..=row.find(&format!(",{cell},")).unwrap()].chars().count() + 1;
    for (from, to, code_of, column) in [
        (format!(",{lost},"), format!(",{lost} kites,"), Code::BadValue, at(lost)),
        (format!(",{lost},"), ",\"1,234\",".to_owned(), Code::CommaInNumber, at(lost)),
        (format!(",{lost},"), ",-4,".to_owned(), Code::NegativeCount, at(lost)),
        (format!(",{lost},"), ",,".to_owned(), Code::MissingFigure, at(lost)),
        (format!(",{lost},"), format!(",{lost},{lost},"), Code::Syntax, 1),
        (format!(",{lost},"), format!(",\"{lost},"), Code::Syntax, at(lost)),
        (format!(",{lost},"), format!(",{lost}\","), Code::Syntax, at(lost) + lost.len()),
        (format!(",{code},"), ",q,".to_owned(), Code::BadValue, at(code)),
        (format!(",{code},"), ",,".to_owned(), Code::MissingKey, 1),
        (name.to_owned(), String::new(), Code::MissingKey, 1),
        (",2023\r".to_owned(), ",2022\r".to_owned(), Code::YearMismatch, row.chars().count() - 3),
    ] {
        let told = told(&changed(2, &from, &to));
        let place = format!("states.csv:3:{column}: error[{code_of}]");
        assert!(told.text().contains(&place), "{from} -> {to}: {place}\n{}", told.text());
    }
    for (from, to, code_of) in [
        ("state,", "place,", Code::Syntax),
        (",code", ";code", Code::Syntax),
        (",lost", ",losst", Code::UnknownFigure),
        (",lost", ",shore", Code::BadValue),
        (",state.year", "", Code::MissingKey),
        (",lost", "", Code::MissingKey),
        (",lost", ",lost,lost.colour", Code::UnknownFigure),
        (",lost", ",lost,state.name.fr", Code::UnknownFigure),
    ] {
        let told = told(&changed(0, from, to));
        let place = "states.csv:1:";
        assert!(
            told.codes().contains(&code_of) && told.text().contains(place),
            "{from} -> {to}: {}",
            told.text()
        );
    }
}

#[test]
fn a_place_with_a_fault_fails_alone() {
    let set = as_csv(&Draft::invented(3, 0));
    let text = set.text("states.csv").replacen(",2023\r\n", ",2022\r\n", 1);
    let set = set.with("states.csv", text).read();
    assert_eq!((set.set.states().count(), set.set.failed_states().count()), (2, 1));
    let toml = as_toml(&Draft::invented(3, 0));
    let text = toml.text("states.toml").replacen("lost = ", "lost = \"", 1);
    let told = told(&toml.with("states.toml", text));
    assert!(
        told.text().contains("states.toml:") && told.text().contains("the closing quote is missing"),
        "{}",
        told.text()
    );
}

#[test]
fn two_forms_at_once_are_refused() {
    let (set, csv) = (Draft::invented(3, 0), as_csv(&Draft::invented(3, 0)));
    let both = set.clone().with("states.csv", csv.bytes("states.csv"));
    assert!(told(&both).text().contains("the set has `states.csv` and a folder `states`"));
    let both = csv.with("states.toml", as_toml(&set).bytes("states.toml"));
    assert!(told(&both).text().contains("the set has `states.csv` and `states.toml`"));
    for file in ["states.csv", "states.toml"] {
        let empty = without_states(&set).with(file, if file == "states.csv" { "" } else { "# none\n" });
        assert!(told(&empty).text().contains("states."), "{}", told(&empty).text());
    }
}

#[test]
fn hostile_tables_are_told_and_nothing_worse() {
    let set = without_states(&Draft::invented(3, 0));
    let head = "state,code,lost,shore,roofs,trees,mended,wardens,lessons,state.year\n";
    for text in [
        ",".repeat(100_000),
        format!("{head}{}", ",".repeat(100_000)),
        format!("{head}{}", "\"".repeat(100_001)),
        format!("{head}\u{0}\u{202e},KY\n"),
        "[[state]]\n".repeat(20_000),
        format!("{head}{}", "a,b\n".repeat(20_000)),
        "\u{feff}\r\n\r\n".to_owned(),
    ] {
        for file in ["states.csv", "states.toml"] {
            let told = told(&set.clone().with(file, text.clone()));
            assert!(told.sink.has_errors(), "{file}");
        }
    }
}

#[test]
fn thousands_of_places_are_read() {
    let mut text = String::from("state,code,lost,shore,roofs,trees,mended,wardens,lessons,state.year\n");
    for n in 0..5_000 {
        text += &format!(
            "{} {},{:05},3,1,1,1,{n},4,5,2023\n",
            invented::name(n % 1_600),
            ["Upper", "Lower", "Old", "New"][n / 1_600],
            10_000 + n
        );
    }
    let set = without_states(&Draft::invented(3, 0)).with("states.csv", text).read();
    assert_eq!(set.set.states().count(), 5_000);
}

#[test]
fn the_command_takes_a_table_for_the_folder() {
    let desk = Desk::with(&Draft::invented(3, 0));
    assert!(desk.run(&["export", "set", "-o", "states.csv"]).status.success());
    std::fs::remove_dir_all(desk.path("set/states")).unwrap();
    std::fs::rename(desk.path("states.csv"), desk.path("set/states.csv")).unwrap();
    let run = desk.run(&["build", "set", "-o", "out"]);
    assert!(run.status.success(), "{}", said(&run));
    assert_eq!(desk.files("out").len(), 3);
    let run = desk.run(&["trace", &invented::code(0), "set"]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("set/states.csv:"), "{}", said(&run));
}
