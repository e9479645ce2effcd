//! What an import asks, and what it says of the answers: each that cannot be followed is told at its line, and each
//! column has its own reason.

use super::{meadows, outcome_in, plan_in};
use crate::kit::command::{Desk, handout, json, said};
use crate::kit::set::Draft;
use handout::Import;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The set with answers.
fn answered(answers: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut set = meadows();
    set.insert("import.toml".into(), answers.into());
    set
}

/// What is told of a table whose answers have a fault.
fn faults(answers: &str, table: &str) -> String {
    plan_in(&answered(answers), "t.csv", table.as_bytes()).unwrap_err()
}

fn plan(answers: &str, table: &str) -> Import {
    plan_in(&answered(answers), "t.csv", table.as_bytes()).unwrap()
}

fn desk(table: &str) -> Desk {
    let files = meadows().into_iter();
    let files =
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), String::from_utf8(bytes).unwrap()));
    let desk = Desk::with(&Draft::made(files));
    desk.write("t.csv", table);
    desk
}

const HERONS: &str = "State,Foals born,Herons seen (%),Memo\nOhio,1300,12,AM\nUtah,5,7,\n";

#[test]
fn a_heading_answered_with_new_is_a_figure_of_the_dictionary() {
    let asked = plan("", HERONS);
    let lines: Vec<&str> = asked.questions.iter().filter_map(|question| question.answer.as_deref()).collect();
    assert_eq!(lines, ["[headings] \"Herons seen (%)\" = \"new\"", "[headings] \"Memo\" = \"leave out\""]);
    for windows in [false, true] {
        let mut set = answered("[headings]\n\"Herons seen (%)\" = \"New\"\nMemo = \"Leave Out\"\n");
        if windows {
            let text = String::from_utf8(set[Path::new("handout.toml")].clone()).unwrap();
            set.insert("handout.toml".into(), text.replace('\n', "\r\n").into_bytes());
        }
        let before = String::from_utf8(set[Path::new("handout.toml")].clone()).unwrap();
        let import = plan_in(&set, "t.csv", HERONS.as_bytes()).unwrap();
        assert!(import.is_sure(), "{:?}", import.questions);
        assert!(import.remarks.iter().any(|told| told.contains("`herons_seen`")), "{:?}", import.remarks);
        // The dictionary is written first: a state never has a figure that it does not know.
        assert_eq!(import.files()[0].path, Path::new("handout.toml"));
        set.extend(import.files().into_iter().map(|file| (file.path, file.text.into_bytes())));
        let after = String::from_utf8(set[Path::new("handout.toml")].clone()).unwrap();
        let added = "\n[figures.herons_seen] # column C\nscope = \"state\"\nlabel = \"Herons seen (%)\"\nkind = \"share\"\n";
        let added = if windows { added.replace('\n', "\r\n") } else { added.to_owned() };
        assert_eq!(after, format!("{before}{added}"));
        assert_eq!(
            outcome_in(&set, "t.csv", HERONS.as_bytes()),
            ["= OH foals 1,300", "= OH herons_seen 12%", "= UT foals 5", "= UT herons_seen 7%"]
        );
        assert!(plan_in(&set, "t.csv", HERONS.as_bytes()).unwrap().files().is_empty());
    }
    // What no column has is not described.
    let import = plan("[headings]\nStorks = \"new\"\n", "State,Foals born\nOhio,1300\n");
    assert!(import.files().iter().all(|file| file.path != Path::new("handout.toml")));
}

#[test]
fn no_figure_is_proposed_that_another_column_has() {
    let table = "State,Foals born,Foals born and sold\nOhio,5,6\n";
    let import = plan("", table);
    let [question] = import.questions.as_slice() else { panic!("{:?}", import.questions) };
    assert!(!question.help.contains("\"foals\"") && question.help.contains("\"new\""), "{}", question.help);
    assert!(question.answer.as_deref().is_some_and(|line| line.ends_with(" = \"new\"")), "{question:?}");
    let told = faults("[headings]\n\"Foals born and sold\" = \"foals\"\n", table);
    assert!(
        told.starts_with(
            "import.toml:2:25: error[bad-value]: two columns are answered with `foals`: “Foals born” (column B) and “Foals born \
             and sold” (column C)"
        ),
        "{told}"
    );
}

#[test]
fn an_answer_that_cannot_be_followed_is_told_at_its_line() {
    let table = "State,FIPS,Foals born\nOhio,39,1300\nKentuky,21,6\nTennessee,47,7\n";
    for (answers, told, help) in [
        (
            "[places]\nKentuky = \"skip\"\n",
            "import.toml:2:11: error[bad-value]: \"skip\" is not a place",
            "\"leave out\", \"new\"",
        ),
        (
            "[places]\nKentuky = \"Kentuckey\"\n",
            "2:11: error[bad-value]: \"Kentuckey\" is not a place",
            "did you mean \"Kentucky\"?",
        ),
        (
            "[places]\nKentuky = \"\"\n",
            "2:11: error[bad-value]: the name of a place is missing here",
            "the name of a state",
        ),
        (
            "[places]\nKentuky = \"Tennessee\"\n",
            "2:11: error[bad-value]: “Kentuky” is not Tennessee: t.csv:B3 says “21”",
            "write \"Kentucky\"",
        ),
        (
            "[[cell]]\nstate = \"Kentuckey\"\nfigure = \"foals\"\nsays = \"6\"\nvalue = 6\n",
            "2:9: error[bad-value]",
            "did you mean \"Kentucky\"?",
        ),
        ("[file]\nhidden = \"read\n", "2:15: error[syntax]: the closing quote is missing", "end the text"),
        ("[words]\n\"x\" = 3-4\n", "2:7: error[bad-value]: this answer is a range", "\"at least 3\""),
        ("[words]\n\"x\" = 100,000\n", "2:7: error[comma-in-number]", "100_000"),
        ("[file]\nother_year = \"yes\"\n", "2:14: error[bad-value]", "write true"),
    ] {
        let found = faults(answers, table);
        assert!(found.contains(told) && found.contains(help), "{answers}: {found}");
    }
    for twice in [
        "[headings]\nMemo = \"leave out\"\nMEMO = \"foals\"\n",
        "[places]\nKentuky = \"KY\"\n\"kentuky*\" = \"leave out\"\n",
    ] {
        let found = faults(twice, table);
        assert!(found.contains("import.toml:3:") && found.contains("answered otherwise"), "{found}");
    }
    // A line that waits keeps none from its answer.
    let waits =
        plan("[headings]\nMemo = \"ask\"\nMEMO = \"leave out\"\n", "State,Foals born,Memo\nOhio,5,x\n");
    assert!(waits.is_sure(), "{:?}", waits.questions);
    // Without the numbers it is the two rows that disagree, and the answer that is wrong.
    let table = "State,Foals born\nOhio,1300\nKentuky,6\nTennessee,7\n";
    let found = faults("[places]\nKentuky = \"Tennessee\"\n", table);
    assert!(
        found.contains("2:11: error[bad-value]: Tennessee is there more than once, in row 3 and row 4"),
        "{found}"
    );
    let found = plan("[places]\nKentuky = \"tn\"\n", &table.replace(",7", ",6"));
    assert!(found.is_sure(), "{:?}", found.questions);
}

#[test]
fn capitals_of_an_answer_do_not_matter() {
    let table = "State,Foals born,Ponds,Memo\nOhio,1300,N/A,x\nKentuky,6,-,x\nMoor,5,,x\n";
    let answers = "[headings]\nMemo = \"Leave Out\"\n[places]\nKentuky = \"KENTUCKY\"\nMoor = \"New\"\n[words]\n\
                   \"N/A\" = \"Suppressed\"\n- = \"LEAVE OUT\"\n[words.ponds]\n\"\" = \"Not Reported\"\n";
    let found = outcome_in(&answered(answers), "t.csv", table.as_bytes());
    assert_eq!(
        found,
        [
            "~ OH foals 1,300",
            "+ OH ponds suppressed",
            "+ KY foals 6",
            "+ MOOR foals 5",
            "+ MOOR ponds not reported"
        ]
    );
    let answers = "[file]\nhidden = \"Read\"\ndecimal = \"Comma\"\nencoding = \"UTF-8\"\n[headings]\n\
                   \"Foals born\" = { figure = \"foals\", unit = \"Thousand\" }\n";
    assert!(plan(answers, "State,Foals born\nOhio,2\n").figures[0].new.starts_with("2 thousand"));
}

#[test]
fn answers_that_do_nothing_are_told_with_their_lines() {
    let answers = "[headings]\nMemmo = \"leave out\"\n[words]\n\"N/A\" = \"not reported\"\n[places]\nMoor = \"leave out\"\nFen = \"new\"\n";
    let import = plan(answers, "State,Foals born\nOhio,N/A\n");
    let told = "3 answers in import.toml are about nothing in this file: line 2 (“Memmo”), 6 (“Moor”), 7 (“Fen”); mistyped, or \
                for another file?";
    assert!(import.remarks.iter().any(|remark| remark == told), "{:?}", import.remarks);
}

#[test]
fn a_figure_without_a_column_is_told_with_its_lines() {
    let import =
        plan("[headings]\n\"Foals born\" = \"leave out\"\n", "State,Foals born,Ponds\nOhio,1300,4\n");
    let told = "`foals` has no column, as import.toml leaves it out: delete it in handout.toml:7 and in wording.en.toml:7";
    assert!(import.remarks.iter().any(|remark| remark == told), "{:?}", import.remarks);
    let mut set = meadows();
    set.remove(Path::new("states/ohio.toml"));
    let import = plan_in(&set, "t.csv", b"State,Ponds\nOhio,4\n").unwrap();
    let told = "no column here, and no state has a value yet: `foals` (handout.toml:7)";
    assert!(import.remarks.iter().any(|remark| remark.starts_with(told)), "{:?}", import.remarks);
}

#[test]
fn marks_and_notes_that_are_left_out_are_told() {
    let table = "State,Foals born¹,Ponds\nOHIO ²,1300,4\nUtah,5,6\n\n¹ Horses\n² Revised\nTable of meadows\n";
    let import = plan("", table);
    let told = "t.csv: marks are left out (¹ at “Foals born¹”, ² at “OHIO ²”), and so are the notes: “¹ Horses”, “² Revised”; \
                what readers need of them goes into the wording";
    assert_eq!(import.remarks, [told]);
    // What becomes of a note in an answer is said where it is asked.
    let import = plan("", "State,Foals born\nOhio,1300\nUtah,5*\n* one of them grey\n");
    assert!(import.questions[0].help.contains("not printed"), "{:?}", import.questions);
}

#[test]
fn a_total_that_leaves_out_texts_says_so() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["State", "Foals born"]).unwrap();
    sheet.write(1, 0, "Utah").unwrap().write(1, 1, 5).unwrap();
    sheet.write(2, 0, "Iowa").unwrap().write(2, 1, "1,204").unwrap();
    let sum = rust_xlsxwriter::Formula::new("=SUM(B2:B3)").set_result("5");
    sheet.write(3, 0, "Total").unwrap().write(3, 1, sum).unwrap();
    let import = plan_in(&meadows(), "t.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let told = "Sheet1!B4: the total says 5, and the rows of the states add up to 1,209: 1,204 more; its formula leaves out \
                Sheet1!B3, a text and no number";
    assert!(import.remarks.iter().any(|remark| remark == told), "{:?}", import.remarks);
}

/// Many values that were read in one way are one line, behind those that were not.
#[test]
fn the_report_is_short_and_counts_once() {
    let names = ["Utah", "Iowa", "Ohio", "Texas", "Maine"];
    let mut table = "State,Share of meadows grazed (%),Ponds\n".to_owned();
    names
        .iter()
        .zip(1..)
        .for_each(|(name, at)| table += &format!("{name},{},{}\n", at * 7, if at > 4 { "" } else { "<5" }));
    table += "Idaho,50%,approx. 3\n";
    let desk = desk(&table);
    desk.write("set/import.toml", "[words.ponds]\n\"\" = \"not reported\"\n");
    let run = desk.run(&["import", "t.csv", "set"]);
    let report = String::from_utf8_lossy(&run.stdout).into_owned();
    for line in [
        "new: 12 figures\n  Maine: ponds = not reported",
        "\n  grazed: 5 values read in percent, from 7% to 35%\n",
        "\n  ponds: 4 values fewer than 5, read from “<5”\n",
        "\n  Idaho: grazed = 50%  (t.csv:B7)\n",
        "\nfigures: 12 new, 0 changed, 0 unchanged; 1 of them read from a blank\n20 cells: 11 with these figures, 0 asked,",
    ] {
        assert!(report.contains(line), "{line}: {report}");
    }
    let all = desk.run(&["import", "t.csv", "set", "--all"]);
    assert_eq!(String::from_utf8_lossy(&all.stdout).matches(", read from").count(), 11);
}

#[test]
fn several_files_are_imported_one_after_the_other() {
    let desk = desk("State,Foals born\nUtah,5\n");
    desk.write("u.csv", "State,Ponds\nUtah,N/A\nOhio,4\n");
    let run = desk.run(&["import", "t.csv", "u.csv", "set", "--answers"]);
    assert!(
        run.status.success() && desk.text("set/import.toml").contains("\"N/A\" = \"ask\""),
        "{}",
        said(&run)
    );
    // The advice is where the answers are by now.
    let run = desk.run(&["import", "u.csv", "set"]);
    assert!(said(&run).contains("in place of each \"ask\" in set/import.toml"), "{}", said(&run));
    desk.edit("set/import.toml", "\"ask\"", "\"not reported\"");
    let run = desk.run(&["import", "t.csv", "u.csv", "set", "--write"]);
    assert!(run.status.success(), "{}", said(&run));
    let utah = desk.text("set/states/utah.toml");
    assert!(
        utah.contains("foals = { value = 5") && utah.contains("ponds = { value = \"not reported\""),
        "{utah}"
    );
    let told = json(&desk.run(&["import", "t.csv", "u.csv", "set", "--format", "json"]));
    assert_eq!(told["diagnostics"][0]["code"], "bad-value", "{told:#}");
}

/// The year is what the spreadsheet says, if it says one; and a column is described if it has numbers, however they read.
#[test]
fn a_new_set_takes_each_column_with_numbers_and_the_year_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows =
        "State,Foals born,Miles to the next pond,Kept by,Foals (2012)\nOhio,5,0.25,AM,4\nUtah,6,0.75,SL,3\n";
    for (at, (title, said_year)) in [
        ("Meadows in 2013", Ok(2013)),
        ("Meadows in 2012 and 2013", Err("--year 2012, --year 2013")),
        ("Meadows", Ok(2012)),
    ]
    .into_iter()
    .enumerate()
    {
        let set = format!("set{at}");
        let rows = if at == 0 { rows.replace(" (2012)", " sold") } else { rows.to_owned() };
        fs::write(path("t.csv"), format!("{title},,,,\n{rows}")).unwrap();
        let run = handout(&["new", &path(&set), "--from", &path("t.csv")]);
        match said_year {
            Ok(year) => {
                assert!(run.status.success(), "{}", said(&run));
                let told = format!("the year is {year}, as the ");
                assert!(said(&run).contains(&told) && said(&run).contains("; 3 figures\n"), "{}", said(&run));
                assert!(
                    said(&run).contains("column D “Kept by”: no row of a state has a number there"),
                    "{}",
                    said(&run)
                );
                let dictionary = fs::read_to_string(path(&format!("{set}/handout.toml"))).unwrap();
                assert!(dictionary.contains(&format!("year = {year}\n")), "{dictionary}");
                assert!(dictionary.contains("\nlabel = \"Miles to the next pond\"\n"), "{dictionary}");
            }
            Err(ways) => {
                assert_eq!(run.status.code(), Some(2));
                assert!(said(&run).contains(ways) && !folder.path().join(&set).exists(), "{}", said(&run));
            }
        }
    }
    fs::write(path("t.csv"), "State,Foals born\nOhio,5\nUtah,6\n").unwrap();
    let run = handout(&["new", &path("none"), "--from", &path("t.csv")]);
    assert!(
        run.status.code() == Some(2) && said(&run).contains("names the year of the figures"),
        "{}",
        said(&run)
    );
    // The year that was asked for leaves out what names another.
    fs::write(path("t.csv"), rows).unwrap();
    let run = handout(&["new", &path("asked"), "--from", &path("t.csv"), "--year", "2013"]);
    assert!(
        said(&run).contains("“Foals (2012)”: its heading names 2012, and the set is for 2013"),
        "{}",
        said(&run)
    );
    assert!(said(&run).contains("2 figures\n"), "{}", said(&run));
    fs::write(path("t.csv"), "State,Foals (2012)\nOhio,5\nUtah,6\n").unwrap();
    let run = handout(&["new", &path("other"), "--from", &path("t.csv"), "--year", "2013"]);
    let told = "--year 2013: error[bad-value]: every heading with numbers names another year than 2013";
    assert!(run.status.code() == Some(2) && said(&run).contains(told), "{}", said(&run));
}

/// The figures of the invented set that a new one begins with are no headings of a spreadsheet.
#[test]
fn a_heading_that_an_invented_figure_has_is_described() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("t.csv"), "State,Ponies,Foals\nOhio,5,6\nUtah,7,8\n").unwrap();
    let run = handout(&["new", &path("set"), "--from", &path("t.csv"), "--year", "2013"]);
    assert!(run.status.success() && said(&run).contains("; 2 figures\n"), "{}", said(&run));
}

#[test]
fn two_columns_with_one_heading_are_told_once() {
    let told = plan("", "State,Foals born,Foals born\nOhio,5,6\nUtah,7,9\n");
    let [question] = told.questions.as_slice() else { panic!("{:?}", told.questions) };
    assert_eq!(question.what, "`foals` has more than one column, and they differ");
    assert_eq!(question.cells, ["t.csv:B2", "t.csv:C2", "t.csv:B3", "t.csv:C3"]);
    let told = plan("", "State,Foals born,Foals born\nOhio,5,5\nUtah,7,7\n");
    assert_eq!((told.questions.len(), told.aside.len(), told.figures.len()), (0, 1, 2), "{:?}", told.aside);
}

/// What is asked about a new figure can be answered before it is in the dictionary.
#[test]
fn questions_about_a_new_figure_have_answers() {
    let table = "State,Foals born,Marsh,Storks\nOhio,1300,0.25,4*\nUtah,5,0.5,\nIowa,6,0.125,7\n";
    let desk = desk(table);
    desk.write("set/import.toml", "[headings]\nMarsh = \"new\"\nStorks = \"new\"\n");
    assert!(desk.run(&["import", "t.csv", "set", "--answers"]).status.success());
    for (from, to) in [
        ("Marsh = { figure = \"new\", unit = \"ask\" }", "Marsh = { figure = \"new\", unit = \"fraction\" }"),
        ("[words.storks]\n\"\" = \"ask\"", "[words.storks]\n\"\" = 0"),
        ("says = \"4*\"\nvalue = \"ask\"", "says = \"4*\"\nvalue = 4"),
    ] {
        desk.edit("set/import.toml", from, to);
    }
    let run = desk.run(&["import", "t.csv", "set", "--write"]);
    assert!(run.status.success(), "{}", said(&run));
    let dictionary = desk.text("set/handout.toml");
    assert!(dictionary.contains("label = \"Marsh\"\nkind = \"share\"\n\n[figures.storks]"), "{dictionary}");
    let ohio = desk.text("set/states/ohio.toml");
    assert!(ohio.contains("marsh = { value = \"25%\"") && ohio.contains("storks = { value = 4,"), "{ohio}");
    let run = desk.run(&["import", "t.csv", "set", "--write"]);
    assert!(run.status.success() && said(&run).contains("the set has all of it"), "{}", said(&run));
}
