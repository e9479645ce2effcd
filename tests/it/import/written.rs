//! What an import writes: exactly its plan, once; answers are kept, and win.

use super::{meadows, outcome_in, plan_in};
use crate::kit::command::{Desk, json, said};
use crate::kit::set::Draft;
use handout::{Engine, Options, Set};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "State,Foals born,Ponds,Heads\nOhio,1300,N/A,1\nUtah,5,112†,2\nKentuky,6,,3\n";

fn written(set: &BTreeMap<PathBuf, Vec<u8>>, text: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut set = set.clone();
    for file in plan_in(&set, "t.csv", text.as_bytes()).unwrap().files() {
        set.insert(file.path, file.text.into_bytes());
    }
    set
}

fn text<'s>(set: &'s BTreeMap<PathBuf, Vec<u8>>, path: &str) -> &'s str {
    std::str::from_utf8(&set[Path::new(path)]).unwrap()
}

#[test]
fn a_second_run_changes_nothing() {
    let first = written(&meadows(), FILE);
    assert_eq!(
        text(&first, "states/ohio.toml"),
        "# Ohio\nname = \"Ohio\"\npostal = \"OH\"\nyear = 2023\n[figures]\nfoals = { value = 1_300, cell = \"t.csv:B2\" } # born\n"
    );
    assert_eq!(
        text(&first, "states/utah.toml"),
        "name = \"Utah\"\npostal = \"UT\"\nyear = 2023\n\n[figures]\nfoals = { value = 5, cell = \"t.csv:B3\" }\n"
    );
    assert!(plan_in(&first, "t.csv", FILE.as_bytes()).unwrap().files().is_empty());
    assert_eq!(written(&first, FILE), first);
    // The set has it, and where it came from does not travel.
    let set = Set::from_files(first.clone()).unwrap();
    assert_eq!(set.states().count(), 2);
    // `trace` says it.
    let engine = Engine::new(&set, &Options::default()).unwrap();
    let cells: Vec<_> = engine.trace("OH").unwrap().into_iter().filter_map(|number| number.cell).collect();
    assert_eq!(cells, ["t.csv:B2"]);
}

#[test]
fn questions_are_put_into_a_file_and_its_answers_win() {
    let mut set = meadows();
    let asked = plan_in(&set, "t.csv", FILE.as_bytes()).unwrap().answers().unwrap();
    for line in
        ["Heads = \"ask\"", "Kentuky = \"ask\"", "\"N/A\" = \"ask\"", "says = \"112†\"", "value = \"ask\""]
    {
        assert!(asked.text.contains(line), "{line}: {}", asked.text);
    }
    set.insert(asked.path.clone(), asked.text.clone().into_bytes());
    assert_eq!(plan_in(&set, "t.csv", FILE.as_bytes()).unwrap().answers(), None);
    let questions = outcome_in(&set, "t.csv", FILE.as_bytes());
    assert_eq!(questions, outcome_in(&meadows(), "t.csv", FILE.as_bytes()));
    let answers = "# mine\n[headings]\nHeads = \"leave out\"\n[places]\nKentuky = \"KY\"\n[words]\n\"N/A\" = \"not reported\"\n\
                   [words.ponds]\n\"\" = 0 # none\n[[cell]]\nstate = \"UT\"\nfigure = \"ponds\"\nsays = \"112†\"\nvalue = 112\nnote = \"With 2022.\"\n";
    set.insert(asked.path, answers.into());
    assert_eq!(
        outcome_in(&set, "t.csv", FILE.as_bytes()),
        [
            "~ OH foals 1,300",
            "+ OH ponds not reported",
            "+ UT foals 5",
            "+ UT ponds 112",
            "+ KY foals 6",
            "+ KY ponds 0",
        ]
    );
    let after = written(&set, FILE);
    assert!(
        text(&after, "states/utah.toml")
            .contains("ponds = { value = 112, cell = \"t.csv:C3\", note = \"With 2022.\" }")
    );
    assert!(
        text(&after, "import.toml").starts_with("# mine\n[headings]\nHeads = \"leave out\"\n"),
        "{}",
        text(&after, "import.toml")
    );
    assert_eq!(written(&after, FILE), after);
    // An answer is for the text it was given for, not for its cell.
    let other = FILE.replace("112†", "113†");
    assert!(outcome_in(&after, "t.csv", other.as_bytes()).contains(&"? cell C3".to_owned()));
}

#[test]
fn faults_of_the_answers_are_told_at_their_lines() {
    for (answers, told) in [
        ("[words]\n\"N/A\" = \"not reportd\"\n", "import.toml:2:9: error[bad-value]"),
        ("[headings]\nHeads = \"foal\"\n", "import.toml:2:9: error[unknown-figure]"),
        ("[heading]\n", "error[unknown-key]: unknown key `heading`"),
        ("[file]\nencoding = \"latin\"\n", "import.toml:2:12: error[bad-value]"),
        ("[words\n", "error[syntax]"),
        ("[[cell]]\nstate = \"UT\"\n", "error[missing-key]"),
    ] {
        let mut set = meadows();
        set.insert("import.toml".into(), answers.into());
        let found = plan_in(&set, "t.csv", FILE.as_bytes()).unwrap_err();
        assert!(found.contains(told) && found.contains("help:"), "{answers}: {found}");
    }
}

#[test]
fn a_state_with_a_broken_file_is_not_touched() {
    let mut set = meadows();
    set.insert(
        "states/utah.toml".into(),
        b"name = \"Utah\"\npostal = \"UT\"\nyear = 2023\n[figures]\nfoals = 8,5\n".into(),
    );
    assert_eq!(
        outcome_in(&set, "t.csv", b"State,Foals born\nUtah,5\nIowa,6"),
        ["+ IA foals 6", "? conflict B2"]
    );
}

#[test]
fn the_command_writes_only_what_it_is_told() {
    let files = meadows().into_iter();
    let files =
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), String::from_utf8(bytes).unwrap()));
    let desk = Desk::with(&Draft::made(files));
    desk.write("t.csv", "State,Foals born\nUtah,5\nIowa,N/A\n");
    let new = desk.path("set/states/utah.toml");
    let run = |words: &[&str]| {
        let output = desk.run(&[&["import", "t.csv", "set"], words].concat());
        let data = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), data, said(&output))
    };
    let (code, data, talk) = run(&[]);
    assert!(
        code == Some(1) && data.contains("asked: 1 question") && talk.contains("--answers"),
        "{data}{talk}"
    );
    let (code, data, talk) = run(&["--write"]);
    assert!(code == Some(1) && data.is_empty() && talk.contains("nothing was written"), "{data}{talk}");
    assert!(!new.exists());
    let (code, data, _) = run(&["--answers"]);
    assert_eq!((code, data.as_str()), (Some(0), "set/import.toml\n"));
    let (code, data, _) = run(&["--write-sure"]);
    assert!(code == Some(1) && data.starts_with("set/states/utah.toml\n"), "{data}");
    desk.edit("set/import.toml", "\"N/A\" = \"ask\"", "\"N/A\" = \"not reported\"");
    let (code, data, _) = run(&["--write"]);
    assert_eq!((code, data.as_str()), (Some(0), "set/states/iowa.toml\n"));
    let (code, data, talk) = run(&["--write"]);
    assert!(code == Some(0) && data.is_empty() && talk.contains("the set has all of it"), "{data}{talk}");
    let told = json(&desk.run(&["import", "t.csv", "set", "--format", "json"]));
    assert_eq!(told["counts"]["unchanged"], 2, "{told:#}");
    for words in [
        &["import", "none.csv", "set"][..],
        &["import", "t.csv", "none"],
        &["import", "t.csv", "set", "--decimal", "x"],
    ] {
        let output = desk.run(words);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
}

/// The way to next year: the figures have no value yet, and the import is what gives them one.
#[test]
fn a_set_of_next_year_takes_an_import() {
    let mut files = meadows();
    let ohio = files.get_mut(Path::new("states/ohio.toml")).unwrap();
    ohio.extend_from_slice(b"ponds = 7\n");
    let files = files.into_iter();
    let files =
        files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), String::from_utf8(bytes).unwrap()));
    let desk = Desk::with(&Draft::made(files));
    assert!(desk.run(&["roll", "set", "next"]).status.success());
    desk.write("t.csv", "State,Foals born\nOhio,1300\nUtah,6\n");
    let run = |words: &[&str]| {
        let output = desk.run(&[&["import", "t.csv", "next"], words].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), said(&output))
    };
    let (code, data, talk) = run(&[]);
    assert!(code == Some(0) && data.contains("new: 2 figures"), "{data}{talk}");
    let (code, data, talk) = run(&["--write"]);
    assert_eq!((code, data.lines().count()), (Some(0), 3), "{data}{talk}");
    let ohio = fs::read_to_string(desk.path("next/states/ohio.toml")).unwrap();
    assert_eq!(
        ohio,
        "# Ohio\nname = \"Ohio\"\npostal = \"OH\"\nyear = 2024\n[figures]\n\
         foals = { value = 1_300, previous = 1_204, cell = \"t.csv:B2\" } # born\nponds = { previous = 7 }\n"
    );
    // What is there by now is not new again, though another figure of the file is still to come.
    let (code, data, talk) = run(&[]);
    assert!(code == Some(0) && talk.contains("the set has all of it"), "{data}{talk}");
    // Any other fault is a fault.
    desk.edit("next/states/ohio.toml", "value = 1_300", "value = -1_300");
    let (code, data, _) = run(&[]);
    assert!(code == Some(1) && data.contains("states/ohio.toml has faults"), "{data}");
}

/// Last year's numbers are never proposed for this year's figure.
#[test]
fn a_column_of_another_year_is_no_figure_of_this_one() {
    let table = b"State,Foals born (2012),Foals born there\nOhio,5,6\n";
    let asked = plan_in(&meadows(), "t.csv", table).unwrap().answers().unwrap().text;
    assert!(
        asked.contains("\"Foals born (2012)\" = \"ask\"  # say which figure it is: the key of its figure"),
        "{asked}"
    );
    assert!(asked.contains("\"Foals born there\" = \"ask\"  # say which figure it is: \"foals\""), "{asked}");
}
