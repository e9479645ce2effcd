//! Sign-off: who approved what, the mark of drafts, and final sheets.

use crate::kit::command::{Desk, said};
use crate::kit::invented;
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{LANGUAGES, Maker, THEMES, sheet};
use handout::Approval;
use handout::internals::font::Fonts;
use handout::internals::layout::{Item, Mark, Owner, Page, Repetition, mark_draft};
use handout::internals::profile::{OFFICE, PROFILES};
use handout::internals::proof::{Prover, is_draft};
use handout::internals::units::Pt;
use std::collections::BTreeMap;

const BUILD: [&str; 4] = ["build", "set", "-o", "out"];
const FINAL: [&str; 5] = ["build", "set", "-o", "out", "--final"];
const BY: [&str; 4] = ["--by", "Ada Meadow", "--date", "2024-05-02"];

fn approve(desk: &Desk, what: &[&str]) -> String {
    let output = desk.run(&[["approve", "set"].as_slice(), what, &BY].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A set of so many places, whose sheets and wording are approved.
fn approved(places: usize) -> Desk {
    let desk = Desk::with(&Draft::invented(places, 20));
    approve(&desk, &["all"]);
    approve(&desk, &["--wording", "en"]);
    desk
}

/// Which sheets in the folder say that they are drafts.
fn drafts(desk: &Desk) -> BTreeMap<String, bool> {
    desk.files("out").into_iter().map(|(name, bytes)| (name, is_draft(&bytes))).collect()
}

#[test]
fn a_set_that_asks_nobody_is_never_marked() {
    let desk = Desk::with(&Draft::invented(3, 20));
    assert_eq!(desk.run(&BUILD).status.code(), Some(0));
    assert!(drafts(&desk).values().all(|draft| !draft));
    let output = desk.run(&FINAL);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("the set has no `approvals.toml`"), "{}", said(&output));
}

#[test]
fn an_approval_leaves_no_trace_in_the_files() {
    let desk = Desk::with(&Draft::invented(3, 20));
    desk.run(&BUILD);
    let before = desk.files("out");
    approve(&desk, &["all"]);
    approve(&desk, &["--wording", "en"]);
    let output = desk.run(&FINAL);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(desk.files("out") == before, "the same bytes");
}

/// Of a set whose sheets have each their own type.
#[test]
fn one_changed_figure_ends_one_approval() {
    let desk = approved(4);
    assert_eq!(desk.run(&FINAL).status.code(), Some(0));
    let file = format!("set/{}", invented::file(2));
    desk.edit(&file, "wardens = ", "wardens = 1");
    let output = desk.run(&FINAL);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert_eq!(words.matches("error[not-approved]").count(), 1, "{words}");
    assert!(words.contains("have changed since Ada Meadow approved it on 2024-05-02"), "{words}");
    assert!(words.contains("made 3 handouts") && words.contains("1 not made"), "{words}");
    let output = desk.run(&BUILD);
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("1 of them marked DRAFT"), "{}", said(&output));
    let own = format!("{}.pdf", invented::slug(2));
    assert!(drafts(&desk).into_iter().all(|(name, draft)| draft == (name == own)));
    // It is approved again, or as it was.
    approve(&desk, &[&invented::code(2)]);
    assert_eq!(desk.run(&FINAL).status.code(), Some(0));
    assert!(drafts(&desk).values().all(|draft| !draft));
    desk.edit(&file, "wardens = 1", "wardens = ");
    assert_eq!(desk.run(&FINAL).status.code(), Some(1));
}

#[test]
fn remarks_and_the_places_of_lines_end_no_approval() {
    let desk = approved(2);
    for file in [invented::file(1), "handout.toml".into(), "wording.en.toml".into()] {
        let file = format!("set/{file}");
        desk.write(&file, &format!("# Looked at again.\n\n{}", desk.text(&file)));
    }
    let output = desk.run(&FINAL);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

/// With one type for all sheets, the fullest one decides how the others look.
#[test]
fn a_series_says_why_other_sheets_changed() {
    let desk =
        Desk::with(&Draft::invented(4, 20).edit("handout.toml", "theme =", "fit = \"uniform\"\ntheme ="));
    approve(&desk, &["all"]);
    approve(&desk, &["--wording", "en"]);
    let file = format!("set/{}", invented::file(2));
    desk.edit(&file, "wardens = ", "wardens = 1");
    let words = said(&desk.run(&FINAL));
    assert_eq!(words.matches("error[not-approved]").count(), 1, "the type stayed: {words}");
    // A name that takes lines.
    let long =
        format!("name = \"{} and the Lands Beyond the Long Marsh\"\n#", "Fenland of the Meadows ".repeat(3));
    desk.edit(&file, "name = ", &long);
    let output = desk.run(&FINAL);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert_eq!(words.matches("error[not-approved]").count(), 4, "{words}");
    assert_eq!(
        words.matches("is laid out otherwise: the theme has changed, or the type that all sheets").count(),
        3
    );
    assert!(words.contains("which Fenland of the Meadows"), "{words}");
}

#[test]
fn a_wording_is_reviewed_for_itself() {
    let desk = Desk::with(&Draft::invented(2, 20));
    let told = approve(&desk, &[&invented::code(1)]);
    assert_eq!(told, format!("{} en: Ada Meadow, 2024-05-02\n", invented::code(1)));
    let words = said(&desk.run(&FINAL));
    assert!(words.contains("nobody has reviewed the wording in `en`"), "{words}");
    assert!(words.contains("nobody has approved the sheet of"), "{words}");
    approve(&desk, &["all", "--wording", "en"]);
    assert_eq!(desk.run(&FINAL).status.code(), Some(0));
    desk.edit("set/wording.en.toml", "To report a lost kite:", "To tell of a lost kite:");
    let words = said(&desk.run(&FINAL));
    assert!(words.contains("have changed since"), "{words}");
    approve(&desk, &["all"]);
    let words = said(&desk.run(&FINAL));
    assert!(words.contains("the wording in `en` has changed since Ada Meadow reviewed it"), "{words}");
    assert_eq!(words.matches("error[not-approved]").count(), 1, "once for all its sheets: {words}");
}

#[test]
fn other_editions_of_an_approved_sheet_are_approved() {
    let desk = approved(2);
    for more in [
        ["--profile", "press,gray"].as_slice(),
        &["--large-print"],
        &["--theme", "memo"],
        &["--theme", "brief"],
    ] {
        let output = desk.run(&[FINAL.as_slice(), more].concat());
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", said(&output));
    }
    desk.edit(&format!("set/{}", invented::file(1)), "wardens = ", "wardens = 1");
    for more in [["--profile", "press"].as_slice(), &["--large-print"], &["--theme", "memo"]] {
        let output = desk.run(&[BUILD.as_slice(), more].concat());
        assert!(said(&output).contains("1 of them marked DRAFT"), "{more:?}: {}", said(&output));
    }
}

#[test]
fn what_is_wrong_with_the_file_is_told_at_its_line() {
    let desk = approved(1);
    let sound = desk.text("set/approvals.toml");
    let line = |part: &str| sound.lines().find(|line| line.starts_with(part)).unwrap().to_owned();
    for (from, to, told) in [
        (line("key"), "key = \"x\"".to_owned(), "approvals.toml:9:7: error[bad-value]: not a key"),
        (line("by"), "by = \"\"".to_owned(), "approvals.toml:7:6: error["),
        (line("date"), "date = \"May\"".to_owned(), "approvals.toml:8:8: error[wrong-type]"),
        (line("language"), "langage = \"en\"".to_owned(), "approvals.toml:6:1: error[unknown-key]"),
        (sound.clone(), format!("{sound}\n{sound}"), "has two entries"),
        (sound.clone(), "sheet = 1".to_owned(), "approvals.toml:1:9: error[wrong-type]"),
    ] {
        desk.write("set/approvals.toml", &sound.replacen(&from, &to, 1));
        let output = desk.run(&BUILD);
        assert!(output.status.code() == Some(1) && said(&output).contains(told), "{to}: {}", said(&output));
    }
}

#[test]
fn what_cannot_be_approved_is_refused() {
    let desk = Desk::with(&Draft::invented(2, 20));
    for (words, told) in [
        (["approve", "set"].as_slice(), "what is approved is missing"),
        (&["approve", "set", "XX"], "the set has no state `XX`"),
        (&["approve", "set", "--wording", "es"], "the set has no such language"),
    ] {
        let output = desk.run(&[words, &BY].concat());
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(said(&output).contains(told), "{words:?}: {}", said(&output));
    }
    let output = desk.run(&["approve", "set", "all", "--by", "a\u{202e}b"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("--by"), "{}", said(&output));
    assert!(!desk.path("set/approvals.toml").exists());
    desk.edit(&format!("set/{}", invented::file(1)), "wardens = ", "wardens = -");
    let output = desk.run(&[["approve", "set", "all"].as_slice(), &BY].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(desk.text("set/approvals.toml").matches("[[sheet]]").count(), 1);
}

#[test]
fn the_library_tells_one_sheet() {
    let draft = Draft::invented(2, 20);
    let desk = Desk::with(&draft);
    approve(&desk, &[&invented::code(0)]);
    approve(&desk, &["--wording", "en"]);
    let set = handout::Set::open(desk.path("set")).unwrap();
    let engine = handout::Engine::new(&set, &handout::Options::default()).unwrap();
    let of = |n| engine.approval(&invented::code(n), "en").unwrap();
    assert!(matches!(of(0), Approval::Approved { by, .. } if by == "Ada Meadow"));
    assert_eq!(of(1), Approval::Missing);
    let sheet = engine.sheet(&invented::code(1), "en", "office").unwrap();
    assert!(is_draft(&sheet.bytes) && sheet.handout.approval == Approval::Missing);
}

/// The mark in every theme, profile and edition: proved, and heard by nobody.
#[test]
fn the_mark_keeps_the_promise_of_every_file() {
    let set = Set::sample();
    let fonts = Fonts::bundled();
    let mut prover = Prover::default();
    prover.demand_mark(Some(true));
    for theme in THEMES.into_iter().flat_map(|name| [set.theme(name), set.theme(name).enlarged()]) {
        for profile in PROFILES {
            for language in 0..LANGUAGES.len() {
                let maker = Maker::new(set, &theme, profile);
                let plain = maker.make(language, 0, |_| {});
                let marked = maker.make(language, 0, |page| assert!(mark_draft(page, &fonts)));
                let broken = prover.prove(&marked.bytes, &marked.expected());
                assert!(broken.is_empty(), "{} {}: {broken:?}", theme.name, profile.name);
                let heard = |bytes: &[u8]| handout::hear(bytes).unwrap();
                assert!(heard(&plain.bytes) == heard(&marked.bytes) && is_draft(&marked.bytes));
            }
        }
    }
}

/// A fault, how the marks of a page are changed, and whether the mark is demanded.
type Fault = (&'static str, fn(&mut Page), Option<bool>);

const FAULTS: &[Fault] = &[
    ("a mark that is missing", |page| page.items.retain(|item| !is_mark(item)), Some(true)),
    ("a mark on an approved page", |_| {}, Some(false)),
    ("a letter too few", |page| drop(page.items.pop()), None),
    ("a letter upon the text", |page| letter(page, |run| run.x = Pt::new(200)), None),
    ("a letter off the page", |page| letter(page, |run| run.x = Pt::new(-40)), None),
    ("a small letter", |page| letter(page, |run| run.size = Pt::new(6)), None),
    ("a pale letter", |page| letter(page, |run| run.ink = handout::internals::theme::Ink::Accent), None),
    (
        "words hidden in the mark",
        |page| {
            let first = page.items.iter().position(|item| matches!(item.owner, Owner::Content(_))).unwrap();
            page.items[first].owner = Owner::Running(Repetition::Draft);
        },
        None,
    ),
];

fn is_mark(item: &Item) -> bool {
    item.owner == Owner::Running(Repetition::Draft)
}

/// Changes the first letter of the mark.
fn letter(page: &mut Page, change: impl Fn(&mut handout::internals::layout::TextRun)) {
    let mark = page.items.iter_mut().find(|item| is_mark(item)).unwrap();
    let Mark::Text(run) = &mut mark.mark else { panic!() };
    change(run);
}

#[test]
fn what_is_wrong_with_the_mark_is_found() {
    let (set, fonts) = (Set::sample(), Fonts::bundled());
    let theme = set.theme("memo");
    let maker = Maker::new(set, &theme, &OFFICE);
    for (what, change, marked) in FAULTS {
        let sheet = maker.make(0, 0, |page| {
            mark_draft(page, &fonts);
            change(page);
        });
        let mut prover = Prover::default();
        prover.demand_mark(*marked);
        let broken = prover.prove(&sheet.bytes, &sheet.expected());
        assert!(broken.iter().any(|broken| broken.check == "draft-mark"), "{what}: {broken:?}");
    }
    // Without knowing whether it is approved, either is sound.
    let plain = sheet("memo", "en", "office");
    assert!(Prover::default().prove(&plain.bytes, &plain.expected()).is_empty());
}

/// What a list says, line by line.
fn heard(desk: &Desk, file: &str) -> Vec<String> {
    let heard = handout::hear(&std::fs::read(desk.path(file)).unwrap()).unwrap();
    heard.lines.iter().map(|line| heard.text(line)).collect()
}

#[test]
fn the_list_has_every_figure_and_every_decision() {
    let desk = Desk::with(&Draft::sample());
    approve(&desk, &["KY", "--lang", "en"]);
    Draft::sample()
        .edit("states/kentucky.toml", "cybertips = 8_597", "cybertips = 8_412")
        .edit("states/kentucky.toml", "year = 2023", "year = 2022")
        .edit("national.toml", "year = 2023", "year = 2022")
        .edit("handout.toml", "year = 2023", "year = 2022")
        .write_to(&desk.path("other"));
    let output = desk.run(&["signoff", "set", "-o", "lists/may.pdf", "--against", "other"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "lists/may.pdf\nlists/may.csv\n");
    let lines = heard(&desk, "lists/may.pdf");
    let set = Set::sample();
    for fact in &set.facts().figures {
        let value = fact.value.to_string().replace(|c: char| !c.is_ascii_digit(), "");
        let has = |line: &String| line.replace(|c: char| !c.is_ascii_digit(), "").contains(&value);
        assert!(lines.iter().any(has), "{}", fact.key);
    }
    let row = "row 2: CyberTipline reports made available to law enforcement in the state; Value: 8,597; Earlier: 8,412";
    assert!(lines.iter().any(|line| line.starts_with(row)), "{lines:#?}");
    assert!(
        lines.iter().any(|line| line.contains("approved, but the wording is not reviewed as it is")),
        "{lines:#?}"
    );
    assert!(lines.iter().any(|line| line.contains("Approval: not approved")), "{lines:#?}");
    assert_eq!(lines[lines.len() - 2..], ["Name", "Date"]);
    let table = desk.text("lists/may.csv");
    assert!(table.contains("KY,Kentucky,cybertips,") && table.contains(",\"8,412\",more,2023,"), "{table}");
    assert!(table.contains("set/states/kentucky.toml,18,"), "{table}");
    assert_eq!(table.lines().count(), 1 + set.facts().figures.len());
    // The same again.
    let first = desk.files("lists");
    desk.run(&["signoff", "set", "-o", "lists/may.pdf", "--against", "other"]);
    assert!(first == desk.files("lists"));
}

#[test]
fn what_is_withheld_is_on_no_list() {
    let draft = Draft::invented(6, 20);
    let text = draft.text("handout.toml").to_owned();
    let at = text.find("[figures.wardens]\n").expect("a figure") + "[figures.wardens]\n".len();
    let draft = draft.with("handout.toml", format!("{}suppress_below = 100\n{}", &text[..at], &text[at..]));
    let desk = Desk::with(&draft);
    let secret: Vec<String> = (0..6)
        .map(|n| {
            let file = desk.text(&format!("set/{}", invented::file(n)));
            let line = file.lines().find(|line| line.starts_with("wardens = ")).unwrap();
            line.trim_start_matches("wardens = ").replace('_', "")
        })
        .filter(|number| number.parse().is_ok_and(|number: u32| (1..100).contains(&number)))
        .collect();
    let output = desk.run(&["signoff", "set", "-o", "list.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let (lines, table) = (heard(&desk, "list.pdf"), desk.text("list.csv"));
    let withheld = lines.iter().filter(|line| line.starts_with("Withheld: ")).count();
    assert!(!secret.is_empty() && withheld >= secret.len(), "{secret:?} {lines:#?}");
    assert_eq!(table.matches(",yes,").count(), withheld);
    for secret in secret {
        let row = format!("; Value: {secret};");
        assert!(!lines.iter().any(|line| line.contains(&row) && line.contains("ardens")), "{secret}");
        assert!(!table.lines().any(|line| line.contains("wardens") && line.contains(&format!(",{secret},"))));
    }
}

#[test]
fn a_list_needs_a_name_and_a_set() {
    let desk = Desk::with(&Draft::invented(1, 20));
    for (words, told) in [
        (["signoff", "set", "-o", "list"].as_slice(), "not the name of a PDF file"),
        (&["signoff", "set", "-o", ".pdf"], "not the name of a PDF file"),
        (&["signoff", "none", "-o", "list.pdf"], "error[no-set]"),
        (&["signoff", "set", "-o", "list.pdf", "--only", "XX"], "the set has no state `XX`"),
        (&["signoff", "set", "-o", "list.pdf", "--against", "none"], "--against none"),
    ] {
        let output = desk.run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(&output));
        assert!(said(&output).contains(told), "{words:?}: {}", said(&output));
    }
    assert!(!desk.path("list.pdf").exists());
}
