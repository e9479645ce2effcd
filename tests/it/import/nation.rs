//! The national figures: a row of totals is theirs only if somebody says so.

use super::{meadows, outcome_in, plan_in};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE: &str = "State,ST,Foals born,Ponds\nOhio,OH,1204,3\nUtah,UT,5,4\nUnited States,US,1300,9\n";

/// A set whose foals are compared with those of the nation.
fn compared() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut set = meadows();
    let text = String::from_utf8(set[Path::new("handout.toml")].clone()).unwrap();
    let text = text.replacen("label = \"Foals born\"", "label = \"Foals born\"\ncompare = \"us_foals\"", 1)
        + "[figures.us_foals]\nscope = \"national\"\nlabel = \"Foals in the nation\"\none = \"foal\"\nother = \"foals\"\n";
    set.insert("handout.toml".into(), text.into_bytes());
    let national = "# The nation\nyear = 2023\n[figures]\nus_foals = \"about 1,200\" # by hand\n";
    set.insert("national.toml".into(), national.into());
    set
}

fn answered(answer: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut set = compared();
    set.insert("import.toml".into(), format!("[places]\n\"United States\" = {answer}\n").into_bytes());
    set
}

#[test]
fn a_total_is_a_check_until_it_is_answered() {
    let states = ["= OH foals 1,204", "+ OH ponds 3", "+ UT foals 5", "+ UT ponds 4"];
    for set in [meadows(), compared(), answered("\"ask\"")] {
        assert_eq!(outcome_in(&set, "t.csv", FILE.as_bytes()), states);
    }
    // It is proposed where there is a figure for it, and keeps nothing waiting.
    let import = plan_in(&compared(), "t.csv", FILE.as_bytes()).unwrap();
    assert!(import.is_sure());
    let proposed = import.answers().unwrap().text;
    assert!(proposed.contains("\"United States\" = \"ask\"") && proposed.contains("national"), "{proposed}");
    let told = import.remarks.iter().any(|remark| {
        remark.ends_with("the total says 1,300, and the rows of the states add up to 1,209: 91 less")
    });
    assert!(told, "{:?}", import.remarks);
    assert_eq!(plan_in(&meadows(), "t.csv", FILE.as_bytes()).unwrap().answers(), None);
}

#[test]
fn an_answer_takes_it_into_the_national_file() {
    let set = answered("\"national\"");
    let found = outcome_in(&set, "t.csv", FILE.as_bytes());
    assert_eq!(
        found,
        ["= OH foals 1,204", "+ OH ponds 3", "+ UT foals 5", "+ UT ponds 4", "~ US us_foals 1,300"]
    );
    let import = plan_in(&set, "t.csv", FILE.as_bytes()).unwrap();
    // Ponds are compared with nothing.
    assert!(
        import.aside.iter().any(|aside| aside.text == "9" && aside.why.contains("compare")),
        "{:?}",
        import.aside
    );
    assert!(import.remarks.iter().any(|remark| remark.contains("add up to 1,209")), "{:?}", import.remarks);
    let files = import.files();
    let national = files.iter().find(|file| file.path == Path::new("national.toml")).unwrap();
    assert_eq!(
        national.text,
        "# The nation\nyear = 2023\n[figures]\nus_foals = { value = 1_300, cell = \"t.csv:C4\" } # by hand\n"
    );
    let mut again = set.clone();
    again.extend(files.into_iter().map(|file| (file.path, file.text.into_bytes())));
    assert!(plan_in(&again, "t.csv", FILE.as_bytes()).unwrap().files().is_empty());
}

#[test]
fn a_broken_national_file_is_not_touched() {
    let mut set = answered("\"national\"");
    set.insert("national.toml".into(), b"year = 2023\n[figures]\nus_foals = 8,5\n".into());
    let found = outcome_in(&set, "t.csv", FILE.as_bytes());
    assert!(found.contains(&"? conflict C4 D4".to_owned()), "{found:?}");
}

#[test]
fn no_state_becomes_the_nation() {
    // A code of the nation beside a state's name is a mistake.
    let file = FILE.replace("Utah,UT", "Utah,US");
    let found = outcome_in(&answered("\"national\""), "t.csv", file.as_bytes());
    assert!(found.contains(&"? conflict A3 B3".to_owned()), "{found:?}");
}
