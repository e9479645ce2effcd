//! `handout export`: a workbook, CSV and JSON, with everything that is in the set, and the same each time.

use crate::kit::command::{Desk, json, said};
use crate::kit::set::Draft;
use calamine::{Data, Reader, Xlsx};
use handout::ExportFormat;
use std::io::Cursor;

/// A set with every kind of value and everything that can be said of one.
fn rich() -> Draft {
    let figures = "lost = { value = 9, previous = 7, note = \"=1+1\", source = \"Letter, \\\"May 3\\\"\" } # asked twice\n";
    let set = Draft::invented(4, 0);
    let file = set.files().find(|file| file.starts_with("states/")).expect("a state").to_owned();
    let text = set.text(&file).to_owned();
    let (head, _) = text.split_once("[figures]\n").expect("figures");
    let text = format!(
        "{head}[figures]\n# Counted by hand\n{figures}shore = 9\nroofs = 0\ntrees = 0\nmended = \"more than 1,200\"\n\
         wardens = \"not reported\"\nlessons = {{ value = 12, year = 2022 }}\n\n[[waive]]\nfigure = \"lost\"\nrule = \"sum_of\"\n\
         reason = \"-1 is right\"\n"
    );
    set.with(&file, text)
}

fn rows(workbook: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook.to_vec())).expect("a workbook");
    workbook.worksheet_range(sheet).expect("a sheet").rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_has_a_row_for_each_state() {
    let set = rich().read().set;
    let workbook = set.export(ExportFormat::Xlsx).unwrap();
    assert_eq!(workbook, set.export(ExportFormat::Xlsx).unwrap());
    let states = rows(&workbook, "States");
    let text = |cell: &Data| cell.to_string();
    assert_eq!(
        states[0].iter().map(text).collect::<Vec<_>>(),
        ["state", "code", "lost", "shore", "roofs", "trees", "mended", "wardens", "lessons"]
    );
    assert_eq!(states.len(), 5);
    // Exact counts are numbers, anything else are the words of the data.
    assert_eq!(states[1][2], Data::Float(9.0));
    assert_eq!(states[1][6], Data::String("more than 1,200".to_owned()));
    assert_eq!(states[1][7], Data::String("not reported".to_owned()));
    let sources = rows(&workbook, "Sources");
    let lost = sources.iter().find(|row| row[0] == states[1][0] && text(&row[2]) == "lost").expect("a row");
    // A text that looks like a formula is a text.
    assert_eq!(lost[4], Data::String("=1+1".to_owned()));
    assert_eq!(text(&lost[3]), "Letter, \"May 3\"");
    assert_eq!((text(&lost[5]), text(&lost[6])), ("2023".to_owned(), "7".to_owned()));
    assert_eq!(text(&lost[9]), "Counted by hand asked twice");
    let lessons =
        sources.iter().find(|row| row[0] == states[1][0] && text(&row[2]) == "lessons").expect("a row");
    assert_eq!(text(&lessons[5]), "2022");
    let figures = rows(&workbook, "Figures");
    assert_eq!(text(&figures[0][0]), "key");
    assert!(figures.iter().any(|row| text(&row[0]) == "lost"));
    let waivers = rows(&workbook, "Waivers");
    assert_eq!(text(&waivers[1][4]), "-1 is right");
}

#[test]
fn no_cell_of_the_csv_is_a_formula() {
    let set = rich().read().set;
    let text = String::from_utf8(set.export(ExportFormat::Csv).unwrap()).unwrap();
    let head = text.lines().next().unwrap();
    assert!(head.ends_with("lost.previous,lost.source,lost.note,lost.waive.sum_of,lessons.year"), "{head}");
    assert!(text.contains(",\"Letter, \"\"May 3\"\"\",'=1+1,'-1 is right,2022\r\n"), "{text}");
    let formula = |cell: &str| cell.trim_matches('"').starts_with(['=', '+', '-', '@']);
    assert!(!text.split([',', '\n']).any(formula), "{text}");
}

#[test]
fn the_json_has_everything() {
    let set = Draft::sample().read().set;
    let text = set.export(ExportFormat::Json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!((&json["format"], &json["year"]), (&1.into(), &2023.into()));
    let state = &json["states"][0];
    assert_eq!((state["name"].as_str(), state["code"].as_str()), (Some("Kentucky"), Some("KY")));
    let figure = &state["figures"][0];
    assert_eq!((figure["figure"].as_str(), &figure["value"]), (Some("cybertips"), &8597.into()));
    assert!(figure["remark"].as_str().is_some_and(|remark| remark.contains("reports made available")));
    assert_eq!(figure["file"], "states/kentucky.toml");
    let national = &json["national"]["figures"][0];
    assert_eq!(
        (national["value"].as_str(), national["kind"].as_str()),
        (Some("36.2 million"), Some("rounded"))
    );
}

#[test]
fn the_command_destroys_no_file_and_writes_no_half_table() {
    let desk = Desk::with(&Draft::invented(3, 0));
    for name in ["f.xlsx", "f.csv", "f.json"] {
        let run = desk.run(&["export", "set", "-o", name]);
        assert!(run.status.success(), "{}", said(&run));
        assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), name);
        assert!(said(&run).contains("not for the public"));
    }
    desk.write("f.csv", "mine");
    let run = desk.run(&["export", "set", "-o", "f.csv"]);
    assert_eq!((run.status.code(), desk.text("f.csv").as_str()), (Some(2), "mine"));
    assert!(desk.run(&["export", "set", "-o", "f.csv", "--force"]).status.success());
    assert!(desk.text("f.csv").contains("state,code"));
    let run = desk.run(&["export", "set", "-o", "f.pdf"]);
    assert!(run.status.code() == Some(2) && said(&run).contains(".xlsx, .csv or .json"), "{}", said(&run));
    let state = std::fs::read_dir(desk.path("set/states")).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&state).unwrap();
    std::fs::write(&state, text.replace("lost = ", "lost = -")).unwrap();
    let run = desk.run(&["export", "set", "-o", "g.csv"]);
    assert!(run.status.code() == Some(1) && said(&run).contains("negative-count"), "{}", said(&run));
    assert!(!desk.path("g.csv").exists());
}

/// What comes back of a table is what went out: each value is there unchanged, and nothing is asked.
#[test]
fn an_exported_table_is_imported_as_it_was() {
    for set in [rich(), Draft::sample(), Draft::income(), Draft::invented(3, 2)] {
        let figures: usize =
            set.read().set.parts().0.states.iter().map(|state| state.figures.figures.len()).sum();
        let desk = Desk::with(&set);
        for file in ["figures.xlsx", "figures.csv"] {
            let out = desk.run(&["export", "set", "-o", file]);
            assert!(out.status.success(), "{}", said(&out));
            let told = json(&desk.run(&["import", file, "set", "--format", "json"]));
            let counts = &told["counts"];
            for (what, wanted) in [("new", 0), ("changed", 0), ("asked", 0), ("unchanged", figures)] {
                assert_eq!(counts[what], wanted, "{file}: {what}: {told:#}");
            }
        }
    }
}
