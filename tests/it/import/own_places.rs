//! Places of a set's own, such as counties: the import makes their files once it is told that they are new.

use super::{meadows, outcome_in, plan_in};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn with(answers: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut set = meadows();
    set.remove(Path::new("states/ohio.toml"));
    let fen = "name = \"Fen County\"\npostal = \"FEN\"\nyear = 2023\n[figures]\nfoals = 3\n";
    set.insert("states/fen-county.toml".into(), fen.into());
    set.insert("import.toml".into(), answers.into());
    set
}

const FILE: &str = "State,County,FIPS,Foals born\nKentucky,Fen County,21001,3\nKentucky,Moor County,21003,5\n\
                    Kentucky,St. Hay,21005,6\nKentucky,St Hay,x,7\nKentucky,Total,,21\n";

#[test]
fn counties_get_files_once_they_are_said_to_be_new() {
    let set = with("");
    let found = outcome_in(&set, "t.csv", FILE.as_bytes());
    assert_eq!(found, ["= FEN foals 3", "? place B3", "? place B5", "? place B4"]);
    let questions = plan_in(&set, "t.csv", FILE.as_bytes()).unwrap().questions;
    assert!(questions[0].help.contains("\"new\" for a place of your own"), "{questions:?}");

    let mut set = with("[places]\n\"Moor County\" = \"new\"\n\"St. Hay\" = \"new\"\n\"St Hay\" = \"new\"\n");
    let import = plan_in(&set, "t.csv", FILE.as_bytes()).unwrap();
    assert_eq!(
        import.remarks,
        [
            "row 6: 1 of its totals is the sum of the rows",
            "3 new places of the set’s own, with a code each: Moor County (21003), St. Hay (21005), St Hay (STHAY2)"
        ]
    );
    let files: Vec<String> =
        import.files().iter().map(|file| file.path.to_string_lossy().into_owned()).collect();
    assert_eq!(
        files,
        ["states/moor-county.toml", "states/st-hay.toml", "states/st-hay-sthay2.toml", "import.toml"]
    );
    for file in import.files() {
        set.insert(file.path, file.text.into_bytes());
    }
    assert_eq!(
        String::from_utf8_lossy(&set[Path::new("states/moor-county.toml")]),
        "name = \"Moor County\"\npostal = \"21003\"\nyear = 2023\n\n[figures]\nfoals = { value = 5, cell = \"t.csv:D3\" }\n"
    );
    // The second run finds them, and changes nothing.
    assert!(plan_in(&set, "t.csv", FILE.as_bytes()).unwrap().files().is_empty());
    assert_eq!(handout::Set::from_files(set).unwrap().states().count(), 4);
}

#[test]
fn a_misspelt_state_is_not_offered_as_a_new_place() {
    let found = plan_in(&meadows(), "t.csv", b"State,Foals born\nUtah,5\nKentuky,6\n").unwrap();
    assert!(!found.questions[0].help.contains("new"), "{:?}", found.questions);
}
