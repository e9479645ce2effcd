//! What must hold before sheets go out: nothing of a new set's invention is left, and people see what is needed once.

use crate::kit::command::{Desk, handout, json, said};
use crate::kit::invented::union;
use crate::kit::set::{DATA, Draft, check_and_lint};
use handout::internals::diagnostic::Code;
use handout::{AreaKind, Options, Starter, StarterKind, new_set};

const BY: [&str; 4] = ["--by", "Ada Meadow", "--date", "2025-02-02"];
const FINAL: [&str; 5] = ["build", "set", "-o", "final", "--final"];
const PACK: [&str; 4] = ["pack", "set", "-o", "pack.pdf"];
const MAIL: [&str; 6] = ["mail", "set", "--contacts", "contacts.csv", "--from", "out"];
const LETTER: &str = "language = \"en\"\nfrom = \"office@lake.example\"\nsubject = \"{{ state.name }} {{ year }}\"\n\
                      text = \"\"\"\nDear {{ recipient.name }},\n\nHere is the sheet for {{ state.in_prose }}.\n\"\"\"\n";

/// A new set of three states, with the text of a message.
fn new(like: StarterKind) -> Draft {
    let wished = Starter {
        like,
        areas: AreaKind::States,
        theme: "memo".to_owned(),
        languages: vec!["en".to_owned()],
        places: Vec::new(),
        year: None,
    };
    let files = new_set(&wished).expect("a set").into_iter();
    let text = |bytes| String::from_utf8(bytes).expect("a text");
    Draft::made(files.map(|(path, bytes)| (path.to_string_lossy().replace('\\', "/"), text(bytes))))
        .with("mail.en.toml", LETTER)
}

/// The set with its sheets approved and built, and somebody to write to.
fn ready(set: &Draft) -> Desk {
    let desk = Desk::with(set);
    desk.write("contacts.csv", "name,address,states\nAda Reyes,ada@lake.example,KY\n");
    for what in [["all"].as_slice(), &["--wording", "en"]] {
        let run = desk.run(&[["approve", "set"].as_slice(), what, &BY].concat());
        assert!(run.status.success(), "{}", said(&run));
    }
    let run = desk.run(&["build", "set", "-o", "out"]);
    assert!(run.status.success(), "{}", said(&run));
    desk
}

#[test]
fn nothing_goes_out_under_the_name_of_an_invented_publisher() {
    let blank = new(StarterKind::Blank);
    let own = |set: Draft| {
        let places =
            ["kentucky", "new-york", "district-of-columbia"].map(|name| format!("states/{name}.toml"));
        let set = places
            .iter()
            .fold(set, |set, file| set.edit(file, "Meadow Trust, invented figures", "Own count"));
        set.edit("handout.toml", "Meadow Trust", "Lake County Library").edit(
            "wording.en.toml",
            "rescues ponies that nobody can keep",
            "looks after ponies",
        )
    };
    let reason = "[[allow]]\ncode = \"invented\"\nreason = \"an exercise; nothing goes out\"\n";
    let allowed = format!("{}\n{reason}", blank.text("handout.toml"));
    let cases = [
        (blank.clone(), false),
        (own(blank.clone()), true),
        (own(blank.clone()).edit("handout.toml", "Lake County Library", "Meadow Trust"), false),
        (blank.with("handout.toml", allowed), true),
    ];
    for (set, may) in cases {
        let desk = ready(&set);
        for words in [FINAL.as_slice(), &PACK, &MAIL] {
            let run = desk.run(words);
            let told = said(&run);
            assert_eq!(run.status.success(), may, "{words:?}: {told}");
            assert_eq!(told.contains("error[invented]"), !may, "{words:?}: {told}");
        }
        assert_eq!(
            (desk.files("final").len(), desk.path("pack.pdf").is_file()),
            if may { (3, true) } else { (0, false) }
        );
    }
}

#[test]
fn drafts_may_be_packed_whoever_publishes_them() {
    let desk = ready(&new(StarterKind::Invented));
    desk.edit("set/states/kentucky.toml", "visits = ", "visits = 1");
    let only = |state: &str| desk.run(&[PACK.as_slice(), &["--only", state]].concat());
    let (draft, approved) = (only("KY"), only("NY"));
    assert!(draft.status.success(), "{}", said(&draft));
    assert!(said(&draft).contains("note: one sheet is marked DRAFT"), "{}", said(&draft));
    assert_eq!(approved.status.code(), Some(1), "{}", said(&approved));
}

/// In a set that asks nobody, sheets go out all the same, with a word of it.
#[test]
fn that_nobody_approved_is_said_of_what_goes_out() {
    let desk = Desk::with(&Draft::sample().with("mail.en.toml", LETTER));
    desk.write("contacts.csv", "name,address,states\nAda Reyes,ada@lake.example,KY\n");
    assert!(desk.run(&["build", "set", "-o", "out"]).status.success());
    for (words, what) in [(PACK.as_slice(), "these 2 sheets"), (&MAIL, "this sheet")] {
        let run = desk.run(words);
        let wanted =
            format!("note: nobody has approved {what}: handout approve set all --by \"Your Name\"\n");
        assert!(run.status.success() && said(&run).contains(&wanted), "{}", said(&run));
    }
    // Of an earlier run, there is a draft to somebody who is no longer on the list.
    let drafts = [MAIL.as_slice(), &["-o", "mailing"]].concat();
    assert!(desk.run(&drafts).status.success());
    desk.write("contacts.csv", "name,address,states\nSam Lake,sam@lake.example,KY\n");
    let run = desk.run(&drafts);
    assert!(run.status.success() && said(&run).contains("\nwarning: mailing"), "{}", said(&run));
    let told = json(&desk.run(&[drafts.as_slice(), &["--format", "json"]].concat()));
    assert_eq!(
        (told["old"].as_array().map(Vec::len), told["errors"].as_array().map(Vec::len)),
        (Some(1), Some(0))
    );
}

/// The shipped sets, and one in which a word merely occurs.
#[test]
fn what_only_looks_like_it_is_not_told() {
    let words = Draft::sample().edit("handout.toml", "[contact]", "[contact]\nmail = \"ponies@example.org\"");
    let sets = [Draft::of(DATA), Draft::income(), Draft::made(union::set()), Draft::invented(3, 20), words];
    for set in sets {
        let told = set.told(&Options::default(), check_and_lint);
        assert!(!told.codes().contains(&Code::Invented), "{}", told.text());
    }
}

#[test]
fn one_figure_that_many_places_lack_is_one_message() {
    let mut set = Draft::made(union::set());
    let places: Vec<String> =
        set.files().filter(|file| file.starts_with("states/")).map(str::to_owned).collect();
    for file in &places {
        let without: String = set
            .text(file)
            .lines()
            .filter(|line| !line.starts_with("mended"))
            .map(|line| format!("{line}\n"))
            .collect();
        set = set.with(file, without);
    }
    let desk = Desk::with(&set);
    let (text, all) = (desk.run(&["check", "set"]), desk.run(&["check", "set", "--format", "json"]));
    let told = said(&text);
    assert_eq!((text.status.code(), all.status.code()), (Some(1), Some(1)));
    assert_eq!(told.matches("error[missing-figure]").count(), 1, "{told}");
    assert!(
        told.contains("also: the same at 55 other places: ") && told.contains(" and 50 more\n"),
        "{told}"
    );
    let found = json(&all);
    let missing = |own: &&serde_json::Value| own["code"] == "missing-figure";
    assert_eq!(found["diagnostics"].as_array().unwrap().iter().filter(missing).count(), 56);
    assert!(told.contains("56 errors"), "{told}");
}

/// Whoever signs has the workbook, whoever reads the sheet has not.
#[test]
fn the_list_has_the_cell_and_the_remark_and_the_sheet_has_not() {
    let (cell, note) = ("books.xlsx:'By state'!C42", "asked again in May");
    let figure = format!("{{ value = 8_597, cell = \"{cell}\", note = \"{note}\" }}");
    let desk = Desk::with(&Draft::sample().edit(
        "states/kentucky.toml",
        "cybertips = 8_597 ",
        &format!("cybertips = {figure} "),
    ));
    let run = desk.run(&["signoff", "set", "-o", "list.pdf"]);
    assert!(run.status.success(), "{}", said(&run));
    let table = desk.text("list.csv");
    assert!(
        table.lines().any(|line| line.starts_with("KY,") && line.contains(&format!(",{cell},{note},"))),
        "{table}"
    );
    assert!(desk.run(&["build", "set", "-o", "out"]).status.success());
    let heard = handout(&["hear", desk.path("list.pdf").to_str().unwrap()]);
    let heard = String::from_utf8_lossy(&heard.stdout).into_owned();
    assert!(heard.contains(cell) && heard.contains(note), "{heard}");
    let run = desk.run(&["extract", "out/kentucky.pdf", "-o", "inside"]);
    assert!(run.status.success(), "{}", said(&run));
    for (name, bytes) in desk.all_files("inside/states") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("By state") && !text.contains(note), "{name}: {text}");
    }
}

/// An older figure of all states has its year once; a state's own year wins.
#[test]
fn a_figure_has_its_year_in_the_dictionary() {
    let set =
        Draft::invented(2, 2).edit("handout.toml", "[figures.lessons]\n", "[figures.lessons]\nyear = 2019\n");
    assert_eq!(set.read().facts().get("lessons").expect("a figure").1.year, 2019);
    let told = set.told(&Options::default(), check_and_lint);
    assert!(told.codes().contains(&Code::StaleYear), "the page must say it: {}", told.text());
}

#[test]
fn helps_name_what_was_typed() {
    let desk = Desk::with(&Draft::sample());
    let cases = [
        (vec!["approve", "set", "--wording", "xx", "--by", "Ada Meadow"], "`--wording es`"),
        (vec!["approve", "set", "--by", "Ada Meadow"], "`handout approve set KY,OH --by \"Ada Meadow\"`"),
        (vec!["build", "set", "--final"], "`handout approve set all --by \"Your Name\"`"),
        (vec!["prove", "out", "set"], "write `--set set`"),
        (vec!["build", "set", "--only", "KY,", "OH,", "TX"], "a list has no spaces: write --only KY,OH,TX"),
        (vec!["explain", "decimal"], "these speak of it: `comma-in-number`, `wrong-kind`, `precision`"),
    ];
    assert!(desk.run(&["build", "set", "-o", "out"]).status.success());
    for (words, wanted) in cases {
        let run = desk.run(&words);
        assert!(run.status.code() > Some(0) && said(&run).contains(wanted), "{words:?}: {}", said(&run));
    }
    let explained = handout(&["explain", "typed-number"]);
    let explained = String::from_utf8_lossy(&explained.stdout).into_owned();
    assert!(explained.contains("[[allow]]\ncode = \"typed-number\"\nreason = "), "{explained}");
    let begun = Desk::with(&Draft::sample().without("states/kentucky.toml").with("import.toml", "[file]\n"));
    assert!(
        said(&begun.run(&["build", "set"]))
            .contains("import the figures first: `handout import FILE set --write`")
    );
}
