//! The edition in large print: the words and figures of a sheet in large type, on as many pages as they take.

use crate::kit::command::{Desk, json, said};
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{LANGUAGES, Maker, Sheet, THEMES, sheet};
use handout::Options;
use handout::internals::document::{Document, FigureText, RichText};
use handout::internals::figure::FigureId;
use handout::internals::layout::{Kid, Mark, NodeId, Owner, Page, Repetition, Role};
use handout::internals::outline::{Block, Part, Row, Section, Table};
use handout::internals::profile::{OFFICE, PROFILES, Profile};
use handout::internals::proof::prove;
use handout::internals::standard::{Demand, Standard};
use handout::internals::theme::Theme;
use handout::internals::units::Pt;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::cell::RefCell;
use std::collections::BTreeSet;

const SMALLEST: Pt = Pt::new(16);
const NONE: [&str; 0] = [];

fn large(set: &Set, theme: &str) -> Theme {
    set.theme(theme).enlarged()
}

/// The sample's edition of a language, and its pages.
fn made(theme: &Theme, profile: &Profile, language: usize) -> (Sheet, Vec<Page>) {
    let kept = RefCell::new(Vec::new());
    let maker = Maker::new(Set::sample(), theme, profile);
    let sheet = maker.make_pages(language, 0, |pages| *kept.borrow_mut() = pages.clone());
    (sheet, kept.into_inner())
}

/// The checks that find something.
fn found(sheet: &Sheet) -> BTreeSet<&'static str> {
    prove(&sheet.bytes, &sheet.expected()).iter().map(|found| found.check).collect()
}

/// What every judge says.
fn judged(sheet: &Sheet) -> Vec<String> {
    let own = prove(&sheet.bytes, &sheet.expected()).into_iter().map(|found| format!("{found:?}"));
    let mut said: Vec<String> = own.collect();
    let known = [(Standard::Ua1, ValidationProfile::PdfUa1), (Standard::A3a, ValidationProfile::PdfA3a)];
    for (_, profile) in known.into_iter().filter(|(own, _)| sheet.profile.standards.contains(own)) {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&sheet.bytes, &options).expect("a readable file");
        // It does not know pdf:Trapped, which PDF/X wants; veraPDF takes it for predefined.
        let trapped = |rule: &str| sheet.profile.needs(Demand::Trapped) && rule.contains(":6.6.2.3.1:");
        let failures = report.failures.iter().filter(|failure| !trapped(&failure.rule_id));
        said.extend(failures.map(ToString::to_string));
    }
    said
}

/// The figures that a document prints, but for those that explain marks beside tables.
fn figures(document: &Document) -> BTreeSet<FigureId> {
    let passages = document.passages().into_iter().filter(|passage| passage.part != Part::TableKey);
    passages.flat_map(|passage| passage.text.figures().collect::<Vec<_>>()).collect()
}

/// The element that the last words of a page belong to, but for its foot.
fn last(page: &Page) -> &Role {
    let content = page.items.iter().rev().find_map(|item| match item.owner {
        Owner::Content(id) => Some(Kid::Content(id)),
        Owner::Artifact | Owner::Running(_) => None,
    });
    let mut kid = content.expect("a page with words");
    loop {
        let above = page.nodes.iter().position(|node| node.kids.contains(&kid)).expect("an owner");
        match &page.nodes[above].role {
            Role::Datum(_) | Role::Link | Role::Strong | Role::Said { .. } => {
                kid = Kid::Node(NodeId(above as u32))
            }
            role => return role,
        }
    }
}

#[test]
fn it_keeps_its_promise_and_has_the_figures_of_the_sheet() {
    for (name, profile) in THEMES.into_iter().flat_map(|theme| PROFILES.map(|profile| (theme, profile))) {
        let theme = large(Set::sample(), name);
        for (language, tag) in LANGUAGES.into_iter().enumerate() {
            let (large, pages) = made(&theme, profile, language);
            assert_eq!(judged(&large), NONE, "{name} {}", profile.name);
            assert!((3..=4).contains(&pages.len()), "{name}: {} pages", pages.len());
            let own = sheet(name, tag, profile.name);
            assert_eq!(figures(&large.document), figures(&own.document), "{name}");
        }
    }
}

#[test]
fn all_type_is_large_and_no_page_ends_with_a_heading() {
    for (theme, language) in THEMES.into_iter().flat_map(|theme| [(theme, 0), (theme, 1)]) {
        let (_, pages) = made(&large(Set::sample(), theme), &OFFICE, language);
        for (page, number) in pages.iter().zip(1..) {
            let sizes = page.items.iter().filter_map(|item| match &item.mark {
                Mark::Text(run) | Mark::Part(run, _) => Some(run.size),
                Mark::Path(_) | Mark::Band { .. } => None,
            });
            assert!(sizes.min() >= Some(SMALLEST), "{theme}: page {number}");
            assert!(!matches!(last(page), Role::Heading(_)), "{theme}: page {number} ends with a heading");
            let feet = page.items.iter().filter(|item| item.owner == Owner::Running(Repetition::Foot));
            assert_eq!(feet.count(), 2, "{theme}: page {number} has not its title and number");
        }
    }
}

/// What breaks an edition, and the check that must find it.
type Fault = (&'static str, fn(&mut Vec<Page>), &'static str);

const FAULTS: &[Fault] = &[
    ("a page without its number", |pages| drop_feet(&mut pages[1]), "running-lines"),
    (
        "a page with the number of another",
        |pages| {
            let feet: Vec<_> = pages[0].items.iter().filter(|item| is_foot(item.owner)).cloned().collect();
            drop_feet(&mut pages[1]);
            pages[1].items.extend(feet);
        },
        "running-lines",
    ),
    ("a lost page", |pages| drop(pages.pop()), "words-and-order"),
    (
        "an empty page",
        |pages| {
            let next = pages.last().expect("a page").next();
            pages.push(next);
        },
        "running-lines",
    ),
    ("words hidden as the foot of a page", |pages| hide(&mut pages[2], Repetition::Foot), "words-and-order"),
    (
        "words hidden as headings of a table that goes on",
        |pages| hide(&mut pages[2], Repetition::Headings),
        "running-lines",
    ),
    (
        "a paragraph in two pieces",
        |pages| {
            for node in pages.iter_mut().flat_map(|page| page.nodes.iter_mut().skip(1)) {
                node.continues = None;
            }
        },
        "words-and-order",
    ),
];

fn is_foot(owner: Owner) -> bool {
    owner == Owner::Running(Repetition::Foot)
}

fn drop_feet(page: &mut Page) {
    page.items.retain(|item| !is_foot(item.owner));
}

/// Paints the first words of a page as what it has again.
fn hide(page: &mut Page, what: Repetition) {
    let first = page.items.iter().map(|item| item.owner).find(|owner| matches!(owner, Owner::Content(_)));
    let first = first.expect("a page with words");
    page.items
        .iter_mut()
        .filter(|item| item.owner == first)
        .for_each(|item| item.owner = Owner::Running(what));
}

/// With a paragraph that no page has room for.
fn lengthen(document: &mut Document) {
    let sections = document.page.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let mut paragraphs = sections.filter_map(|block| match block {
        Block::Paragraph(paragraph) if !paragraph.callout => Some(&mut paragraph.text),
        _ => None,
    });
    let words = " The harbors of the north wait for kites that the wind takes out to the sea.".repeat(30);
    paragraphs.next().expect("a paragraph").inlines.extend(RichText::words(words).inlines);
}

#[test]
fn what_is_wrong_with_its_pages_is_found() {
    let (set, theme) = (Set::sample(), large(Set::sample(), "brief"));
    let make =
        |change: &dyn Fn(&mut Vec<Page>)| Maker::new(set, &theme, &OFFICE).make_of(0, 0, lengthen, change);
    let sound = make(&|pages| {
        let goes_on = |page: &Page| {
            page.nodes.iter().any(|node| node.role == Role::Paragraph && node.continues.is_some())
        };
        assert!(pages.iter().any(goes_on), "a paragraph goes on on the next page");
    });
    assert!(!found(&sound).contains("words-and-order"), "{:?}", found(&sound));
    for (what, change, check) in FAULTS {
        let found = found(&make(change));
        assert!(found.contains(check), "{what}: found by {found:?}");
    }
}

#[test]
fn a_sheet_has_nothing_again() {
    let (set, theme) = (Set::sample(), Set::sample().theme("memo"));
    let sheet = Maker::new(set, &theme, &OFFICE).make(0, 0, |page| hide(page, Repetition::Foot));
    assert!(found(&sheet).contains("all-content-owned"), "{:?}", found(&sheet));
}

const ROWS: usize = 90;

/// A page of one table, of more rows and wider columns than any page has room for.
fn long_table(document: &mut Document) {
    let words = |text: &str| RichText::words(text.to_owned());
    let page = &mut document.page;
    let span = page.head.title.origin.expect("a title of the wording");
    let cell = |text: String| FigureText { text: RichText::words(text), amount: None };
    let row = |n: usize| Row {
        label: words(&format!("Harbor {n}, on the coast of the long winds")),
        cells: vec![
            cell(format!("{n},000")),
            cell(if n.is_multiple_of(7) { "not reported".to_owned() } else { format!("{n}%") }),
            cell("seen by wardens and by walkers, some of them twice".to_owned()),
        ],
        span,
    };
    let table = Table {
        alt: Some(words("Kites by harbor")),
        columns: ["Where they were lost", "Kites", "Found again within a week", "Remarks"].map(words).into(),
        rows: (1..=ROWS).map(row).collect(),
        keep_zero_rows: true,
        scale: None,
        bars: None,
        compared: false,
        span,
    };
    (page.tiles, page.intro) = (Vec::new(), Vec::new());
    page.sections = vec![Section { heading: words("Lost kites"), blocks: vec![Block::Table(table)] }];
}

#[test]
fn a_long_table_goes_on_under_its_headings() {
    let kept = RefCell::new(Vec::new());
    let theme = large(Set::sample(), "memo");
    let maker = Maker::new(Set::sample(), &theme, &OFFICE);
    let sheet = maker.make_of(0, 0, long_table, |pages| *kept.borrow_mut() = pages.clone());
    // For those who look at it, and for judges from outside.
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-table.pdf");
    std::fs::write(file, &sheet.bytes).expect("a file");
    assert_eq!(judged(&sheet), NONE);
    let pages = kept.into_inner();
    assert!(pages.len() > 10, "{} pages", pages.len());
    let mut rows = 0;
    for (page, number) in pages.iter().zip(1..) {
        let is_heading =
            |item: &&handout::internals::layout::Item| item.owner == Owner::Running(Repetition::Headings);
        let headings = page.items.iter().filter(is_heading).count();
        let own: Vec<_> = page.nodes.iter().filter(|node| node.continues.is_none()).collect();
        let row = |node: &&&handout::internals::layout::Node| node.role == Role::TableRow;
        let new = own.iter().filter(row).count();
        rows += new;
        assert_eq!(headings > 0, number > 1 && new > 0, "page {number}");
        // The cells of a row are on its page.
        let cells = own.iter().filter(|node| node.role == Role::Cell).count();
        assert_eq!(cells, 3 * (new - usize::from(number == 1)), "page {number}");
    }
    assert_eq!(rows, ROWS + 1);
    // A heading that is another's is found.
    let wrong = maker.make_of(0, 0, long_table, |pages| {
        let at = pages[1].items.iter().position(|item| item.owner == Owner::Running(Repetition::Headings));
        pages[1].items.remove(at.expect("headings"));
    });
    assert!(found(&wrong).contains("running-lines"), "{:?}", found(&wrong));
}

#[test]
fn the_data_inside_gives_the_same_file() {
    let made = Draft::sample().build(&Options { large_print: true, ..Options::default() });
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(names, ["kentucky-es-large.pdf", "kentucky-large.pdf"]);
    for (name, bytes) in &made {
        let inside = Draft::unpacked(bytes);
        assert!(inside.text("handout.toml").contains("large_print = true\n"), "{name}");
        let again = inside.build(&Options::default());
        assert!(
            again.len() == 1 && again.values().all(|other| other == bytes),
            "{name} is not the same again"
        );
    }
}

#[test]
fn it_is_asked_for_on_the_command_line_or_in_the_set() {
    let desk = Desk::with(&Draft::sample_in("en"));
    let output = desk.run(&[
        "build",
        "set",
        "-o",
        "out",
        "--large-print",
        "--profile",
        "office,gray",
        "--format",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        desk.files("out").into_keys().collect::<Vec<_>>(),
        ["kentucky-large-gray.pdf", "kentucky-large.pdf"]
    );
    let handouts = json(&output)["handouts"].clone();
    assert_eq!((&handouts[0]["pages"], &handouts[0]["fit"]["warnings"]), (&3.into(), &serde_json::json!([])));
    desk.edit("set/handout.toml", "theme = ", "large_print = true\ntheme = ");
    let output = desk.run(&["build", "set", "-o", "other"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(desk.files("other").into_keys().collect::<Vec<_>>(), ["kentucky.pdf"]);
    // Beside a sheet of the name.
    assert!(desk.files("out")["kentucky-large.pdf"] == desk.files("other")["kentucky.pdf"], "other bytes");
}

#[test]
fn it_is_proved_again_and_heard() {
    let desk = Desk::with(&Draft::sample_in("en"));
    let profiles = ["--profile", "office,press,pdf2"];
    let output = desk.run(&[&["build", "set", "-o", "out", "--large-print"], profiles.as_slice()].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // The press file has no data inside: then against the set, or for what can be told of it alone.
    for more in [&[][..], &["--set", "set"]] {
        let output = desk.run(&[&["prove", "out"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(said(&output).contains("proved 3 files: 3 sound"), "{}", said(&output));
    }
    let heard = desk.run(&["hear", "out/kentucky-large.pdf"]).stdout;
    let heard = String::from_utf8(heard).expect("words");
    assert!(heard.contains("pages: 3") && !heard.contains("Page 2 of 3"), "{heard}");
}
