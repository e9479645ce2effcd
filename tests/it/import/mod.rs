//! `handout import`: what becomes of the messes that spreadsheets are, and that no value is wrong in silence.

mod asking;
mod damaged;
mod hostile;
mod libreoffice;
mod messes;
mod nation;
mod old_workbooks;
mod open_documents;
mod overlooked;
mod own_places;
mod texts;
mod workbooks;
mod written;

use handout::{FigureFate, Import, ImportOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An invented set: the counts of meadows.
pub fn meadows() -> BTreeMap<PathBuf, Vec<u8>> {
    let set = r#"
year = 2023
released = 2024-05-01
theme = "memo"
languages = ["en"]
publisher = { name = "Meadow Trust" }
[figures.foals]
scope = "state"
label = "Foals born"
one = "foal"
other = "foals"
[figures.geese]
scope = "state"
label = "Geese seen in mañana light"
kind = "count"
required = false
[figures.grazed]
scope = "state"
label = "Share of meadows grazed"
kind = "share"
required = false
[figures.ponds]
scope = "state"
label = "Ponds"
required = false
[figures.ponds_dry]
scope = "state"
label = "Ponds of all kinds"
required = false
[figures.ponds_wet]
scope = "state"
label = "Ponds of all kinds"
required = false
"#;
    let ohio = "# Ohio\nname = \"Ohio\"\npostal = \"OH\"\nyear = 2023\n[figures]\nfoals = 1_204 # born\n";
    let wording = "language = \"en\"\n[page]\norganization = \"{{ publisher.name }}\"\ntitle = \"{{ state.name }} Data\"\n\
                   [[section]]\nheading = \"Foals\"\ntext = \"In {{ state.in_prose }}, {{ foals }} foals were born.\"\n";
    let files = [
        ("handout.toml", set),
        ("wording.en.toml", wording),
        ("national.toml", "year = 2023\n[figures]\n"),
        ("states/ohio.toml", ohio),
    ];
    files.map(|(path, text)| (path.into(), text.into())).into()
}

pub fn plan_in(set: &BTreeMap<PathBuf, Vec<u8>>, file: &str, bytes: &[u8]) -> Result<Import, String> {
    Import::of(set, Path::new(file), bytes, &ImportOptions::default())
        .map_err(|findings| findings.to_string())
}

/// What becomes of a file: figures as `+ UT foals 7`, questions as `? text B2`, without the name of the file. Whatever
/// the file is, its cells all have one fate.
pub fn outcome(file: &str, bytes: &[u8]) -> Vec<String> {
    outcome_in(&meadows(), file, bytes)
}

pub fn outcome_in(set: &BTreeMap<PathBuf, Vec<u8>>, file: &str, bytes: &[u8]) -> Vec<String> {
    let import = match plan_in(set, file, bytes) {
        Ok(import) => import,
        Err(told) => return vec![format!("! {}", told.lines().next().unwrap_or_default())],
    };
    let counts = &import.counts;
    let sum = counts.words + counts.new + counts.changed + counts.unchanged + counts.asked + counts.set_aside;
    assert_eq!(sum, counts.cells, "{counts:?}");
    let blank = &counts.blank;
    assert_eq!(
        blank.new + blank.changed + blank.unchanged + blank.asked + blank.set_aside,
        blank.cells,
        "{blank:?}"
    );
    let figures =
        counts.new + counts.changed + counts.unchanged + blank.new + blank.changed + blank.unchanged;
    assert_eq!(figures, import.figures.len());
    let mut lines: Vec<String> = Vec::new();
    for figure in &import.figures {
        let sign = match figure.fate {
            FigureFate::New => '+',
            FigureFate::Changed => '~',
            FigureFate::Unchanged => '=',
        };
        lines.push(format!("{sign} {} {} {}", figure.postal, figure.figure, figure.new));
    }
    for question in &import.questions {
        assert!(!question.help.is_empty() && !question.cells.is_empty(), "{question:?}");
        let cells: Vec<&str> = question
            .cells
            .iter()
            .map(|cell| cell.split_once(':').map_or(cell.as_str(), |(_, cell)| cell))
            .collect();
        lines.push(format!("? {} {}", question.kind, cells.join(" ")));
    }
    lines
}

/// Holds a table of messes.
pub fn hold(cases: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (mess, text, wanted) in cases {
        let found = outcome("t.csv", text.as_bytes());
        if found != *wanted {
            wrong.push(format!("{mess}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
