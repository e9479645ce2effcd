//! `handout diff`: what is planted between two editions is found, and nothing else.

use crate::kit::command::{Desk, json, said};
use crate::kit::invented;
use crate::kit::set::Draft;
use handout::{DiffSide, EditionDiff, Options, differ};
use std::path::PathBuf;

fn diff(old: &Draft, new: &Draft) -> EditionDiff {
    let (old, new) = (old.write(), new.write());
    let side = |folder: &tempfile::TempDir| DiffSide::Set(folder.path().to_owned());
    differ(&side(&old), &side(&new)).unwrap_or_else(|(_, why)| panic!("{why}"))
}

fn union() -> Draft {
    Draft::made(invented::union::set())
}

/// The text of a figure's line in the file of a place, and the line with one more.
fn one_more(set: &Draft, file: &str, key: &str) -> Option<(String, String)> {
    let line = set.text(file).lines().find(|line| line.starts_with(&format!("{key} = ")))?;
    let count: u64 = line.split(" = ").nth(1)?.parse().ok()?;
    Some((format!("{line}\n"), format!("{key} = {}\n", count + 1)))
}

#[test]
fn thirty_planted_changes_are_found_and_nothing_else() {
    let old = union();
    let mut new = old.clone();
    // Twenty figures of as many places.
    let mut planted = Vec::new();
    for n in (0..56).filter(|n| *n != 7) {
        let file = format!("states/place-{n:02}.toml");
        if let Some((from, to)) = one_more(&old, &file, "mended").filter(|_| planted.len() < 20) {
            new = new.edit(&file, &from, &to);
            planted.push(format!("{file} mended"));
        }
    }
    assert_eq!(planted.len(), 20);
    // One place gone, one added, one renamed.
    let added = old.text("states/place-07.toml").replace("postal = \"", "postal = \"Z");
    let name = added.lines().next().unwrap().to_owned();
    let added = added.replace(&name, "name = \"Ozymandia\"");
    new = new.without("states/place-07.toml").with("states/place-99.toml", added);
    let name = old.text("states/place-55.toml").lines().next().unwrap().to_owned();
    new = new.edit("states/place-55.toml", &format!("{name}\n"), "name = \"Fenland\"\n");
    // Two figures of the nation.
    let national: Vec<String> = old
        .text("national.toml")
        .lines()
        .skip_while(|line| *line != "[figures]")
        .map(str::to_owned)
        .collect();
    for line in &national[1..3] {
        let key = line.split(" = ").next().unwrap();
        new = new.edit("national.toml", line, &format!("{key} = 999_999_999"));
    }
    // Five texts, in both languages.
    for (file, from, to) in PLANTED_WORDS {
        new = new.edit(file, from, to);
    }
    let found = diff(&old, &new);
    assert_eq!(found.places.len(), 3, "{:?}", found.places);
    let figures: Vec<_> = found.figures.iter().map(|own| (&own.code, &own.figure, own.kind)).collect();
    assert_eq!(found.figures.len(), 22, "{figures:?}");
    assert_eq!(
        found.figures.iter().filter(|own| own.figure == "mended" && own.by.as_deref() == Some("+1")).count(),
        20
    );
    assert_eq!(found.texts.len(), 5, "{:#?}", found.texts);
    assert!(found.keys.is_empty() && found.languages.is_empty() && found.unread.is_empty());
    assert_eq!(found.len(), 30);
}

/// In which file what is changed into what.
const PLANTED_WORDS: [(&str, &str, &str); 5] = [
    ("wording.en.toml", "most of them blown", "many of them blown"),
    ("wording.en.toml", "Finding lost kites on the coast and inland", "Finding lost kites"),
    ("wording.en.toml", "The public and the harbors report", "The public and most harbors report"),
    ("wording.es.toml", "Datos de muestra", "Datos de prueba"),
    ("wording.es.toml", "en su casa", "en casa"),
];

#[test]
fn an_edition_does_not_differ_from_itself() {
    for set in [Draft::sample(), Draft::of("examples/household-income"), union()] {
        let found = diff(&set, &set);
        assert!(found.is_empty(), "{:?} {:?} {:?}", found.places, found.figures, found.texts);
    }
}

#[test]
fn finished_sheets_are_an_edition_too() {
    let set = Draft::sample();
    let folder = set.write();
    let sheets = set.build(&Options::default());
    let files: Vec<(PathBuf, Vec<u8>)> =
        sheets.into_iter().map(|(name, bytes)| (PathBuf::from(name), bytes)).collect();
    let handouts = DiffSide::Handouts { files, whole: true };
    let as_set = DiffSide::Set(folder.path().to_owned());
    for (old, new) in [(&handouts, &as_set), (&as_set, &handouts), (&handouts, &handouts)] {
        let found = differ(old, new).unwrap_or_else(|(_, why)| panic!("{why}"));
        assert!(found.is_empty(), "{:?} {:?} {:?}", found.places, found.figures, found.texts);
    }
    let other =
        set.edit("national.toml", "28_886", "28_868").edit("wording.es.toml", "Fuente: ", "Origen: ").write();
    let found =
        differ(&handouts, &DiffSide::Set(other.path().to_owned())).unwrap_or_else(|(_, why)| panic!("{why}"));
    let [figure] = found.figures.as_slice() else { panic!("{:?}", found.figures) };
    assert_eq!(
        (figure.figure.as_str(), figure.by.as_deref(), figure.percent.as_deref()),
        ("us_missing", Some("-18"), Some("-0.1%"))
    );
    // Within one year, exchanged digits are told.
    assert_eq!(figure.flags.len(), 1, "{:?}", figure.flags);
    assert!(found.texts.iter().all(|text| text.language == "es") && !found.texts.is_empty());
}

#[test]
fn sources_years_and_figures_of_one_side_are_differences() {
    let old = Draft::invented(6, 0);
    let file = invented::file(2);
    let text = old.text(&file).to_owned();
    let line =
        |key: &str| text.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap().to_owned();
    let value = |key: &str| line(key).split(" = ").nth(1).unwrap().to_owned();
    let new = old
        .clone()
        .edit(
            &file,
            &line("mended"),
            &format!("mended = {{ value = {}, source = \"Letter\" }}", value("mended")),
        )
        .edit(&file, &line("wardens"), &format!("wardens = {{ value = {}, year = 2022 }}", value("wardens")))
        .edit(&file, &line("lessons"), "lessons = \"not reported\"");
    let kinds: Vec<_> = diff(&old, &new).figures.iter().map(|own| (own.figure.clone(), own.kind)).collect();
    let wanted = [("mended", "source"), ("wardens", "year"), ("lessons", "vanished")];
    assert_eq!(kinds, wanted.map(|(key, kind)| (key.to_owned(), kind)));
    let figure = "\n[figures.spools]\nscope = \"state\"\nrequired = false\nlabel = \"Spools\"\n";
    let added = old.clone().with("handout.toml", old.text("handout.toml").to_owned() + figure);
    let added = (0..6).fold(added, |added, n| {
        let text = added.text(&invented::file(n)).to_owned();
        added.with(&invented::file(n), text + "spools = 4\n")
    });
    let found = diff(&old, &added);
    assert_eq!(found.keys, [("spools".to_owned(), true)]);
    assert!(found.figures.is_empty());
    assert_eq!(found.texts.len(), 1, "{:?}", found.texts);
}

#[test]
fn between_two_years_what_is_odd_is_told() {
    let old = Draft::invented(12, 0);
    let year =
        |text: &str| text.replace("year = 2023", "year = 2024").replace("released = 2024", "released = 2025");
    let files: Vec<String> = old.files().map(str::to_owned).collect();
    // All figures change, but for those of one place.
    let more = |text: &str| {
        let line = |line: &str| match line.split_once(" = ").map(|(key, count)| (key, count.parse::<u64>())) {
            Some((key, Ok(count))) if key != "year" => format!("{key} = {}\n", count + count / 7 + 1),
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect::<String>()
    };
    let new = files.iter().fold(old.clone(), |new, file| {
        let text = year(new.text(file));
        let changes = file.starts_with("states/") && *file != invented::file(3);
        new.with(file, if changes { more(&text) } else { text })
    });
    let found = diff(&old, &new);
    assert_eq!(found.years, (2023, 2024));
    assert!(
        found.findings.to_string().contains("the same as in the edition of 2023")
            || found.findings.to_string().contains("are those of the edition of 2023"),
        "{}",
        found.findings
    );
}

#[test]
fn the_command_says_with_its_exit_code_whether_there_is_a_difference() {
    let desk = Desk::with(&Draft::sample());
    Draft::sample().edit("national.toml", "28_886", "28_868").write_to(&desk.path("new"));
    let run = desk.run(&["diff", "set", "set"]);
    assert_eq!((run.status.code(), run.stdout.len()), (Some(0), 0), "{}", said(&run));
    let run = desk.run(&["diff", "set", "new"]);
    assert_eq!(run.status.code(), Some(1));
    let told = String::from_utf8(run.stdout).unwrap();
    assert!(
        told.contains("  us_missing: 28,886 -> 28,868 (-18, -0.1%)  Cases of missing children"),
        "{told}"
    );
    assert!(told.contains("look[moved-digits]: the same digits in another order"), "{told}");
    let run = desk.run(&["diff", "set", "new", "--format", "json"]);
    assert_eq!((run.status.code(), &json(&run)["figures"][0]["old"]["value"]), (Some(1), &"28,886".into()));
    let run = desk.run(&["diff", "set", "new", "--pdf", "changes.pdf"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    let heard = handout::hear(&std::fs::read(desk.path("changes.pdf")).unwrap()).unwrap();
    let heard = format!("{heard:?}");
    for part in ["Cases of missing children", "28,886", "28,868", "the same digits in another order"] {
        assert!(heard.contains(part), "{part}: {heard}");
    }
    let run = desk.run(&["diff", "set", "new", "--pdf", "changes.txt"]);
    assert!(run.status.code() == Some(2) && said(&run).contains("--pdf changes.pdf"), "{}", said(&run));
    for words in
        [["diff", "set", "nowhere"], ["diff", "set/states", "set"], ["diff", "set/handout.toml", "set"]]
    {
        let run = desk.run(&words);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{words:?}");
        assert!(said(&run).contains("error[bad-value]"), "{}", said(&run));
    }
}

/// A place whose file has faults is there: it is neither removed nor added.
#[test]
fn what_cannot_be_read_is_not_called_removed() {
    let old = union();
    let new = old.clone().edit("states/place-07.toml", "year = ", "year = -");
    for (one, other, is_new) in [(&old, &new, true), (&new, &old, false)] {
        let found = diff(one, other);
        assert!(found.places.is_empty(), "{:?}", found.places);
        assert!(
            found.unread.len() == 1 && found.unread[0].1 == is_new && !found.is_empty(),
            "{:?}",
            found.unread
        );
    }
}
