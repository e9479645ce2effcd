//! Lists: how they are read and refused, what becomes of them for a place, how they stand on the page and in the
//! tree. The set in `tests/lists` has all kinds of them.

use crate::kit::set::{Draft, check, check_and_lint};
use crate::kit::sheets::{LANGUAGES, Maker, THEMES};
use crate::kit::slice;
use crate::tagtree::tree;
use handout::Options;
use handout::internals::document::{Document, dump};
use handout::internals::embed::EmbeddedSet;
use handout::internals::layout::{Kid, Mark, NodeId, Owner, Page, Role, TextRun};
use handout::internals::outline::{Block, List, Numbering};
use handout::internals::profile::PROFILES;
use handout::internals::proof::prove;
use handout::internals::set::Template;
use handout::internals::units::Pt;
use proptest::prelude::*;
use std::cell::RefCell;

const SET: &str = "tests/lists";

/// The set with another text in its first section, in one language.
fn with_text(text: &str) -> Draft {
    let set = Draft::of(SET).without("wording.es.toml").edit("handout.toml", r#"["en", "es"]"#, r#"["en"]"#);
    let english =
        |line: &str| line.split_once(", es").map_or(line.to_owned(), |(english, _)| format!("{english} }}"));
    let handout = set.text("handout.toml").lines().map(english).collect::<Vec<_>>().join("\n");
    let set = set.with("handout.toml", handout);
    let wording = set.text("wording.en.toml");
    let (before, rest) = wording.split_once("text = \"\"\"\n").expect("a text");
    let (_, after) = rest.split_once("\"\"\"").expect("its end");
    let wording = format!("{before}text = \"\"\"\n{text}\n\"\"\"{after}");
    set.with("wording.en.toml", wording)
}

/// A list on one line: `(a (b c) d)`, numbered `(3: a d)`.
fn shown(list: &List<Template>) -> String {
    let items = list.items.iter().map(|item| {
        let words = item.text.text.split_whitespace().collect::<Vec<_>>().join("_");
        words + &item.inner.iter().map(|inner| format!(" {}", shown(inner))).collect::<String>()
    });
    let first = match list.numbering {
        Numbering::Bullets => String::new(),
        Numbering::Numbers { first } => format!("{first}: "),
    };
    format!("({first}{})", items.collect::<Vec<_>>().join(" "))
}

/// The blocks of a text.
fn blocks(set: &Draft) -> String {
    let set = set.read();
    let blocks = &set.dataset.wordings[0].page.sections[0].blocks;
    let block = |block: &Block<Template, _>| match block {
        Block::Paragraph(paragraph) => paragraph.text.text.split_whitespace().collect::<Vec<_>>().join("_"),
        Block::List(list) => shown(list),
        Block::Table(_) => "table".to_owned(),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

/// Texts, and what they are.
const RIGHT: &[(&str, &str)] = &[
    ("Horses:\n- a\n- b", "Horses: (a b)"),
    ("Horses:\n\n- a\n\n- b\n\nMore.", "Horses: (a b) More."),
    ("- a\n  goes on\ntoo\n- b", "(a_goes_on_too b)"),
    ("* a\n+ b\n• c\n◦\td\n▪ e", "(a b c d e)"),
    ("3. a\n4. b", "(3: a b)"),
    ("1. a\n2. b\n\n1. c\n2. d", "(1: a b) (1: c d)"),
    ("1. a\n\n2. b", "(1: a b)"),
    ("- a\n\n1. b", "(a) (1: b)"),
    ("1. a\n\n- b", "(1: a) (b)"),
    ("- a\n  - b\n  - c\n- d\n    - e\n    - f", "(a (b c) d (e f))"),
    ("- a\n\n  - b", "(a (b))"),
    ("1. a\n   - b\n   - c\n2. d", "(1: a (b c) d)"),
    ("- a\n\t1. b\n\t2. c", "(a (1: b c))"),
    ("  - a\n  - b\n    - c", "(a b (c))"),
    ("- a\n - b\n- c", "(a b c)"),
    // No signs.
    ("In\n2022. It was.", "In_2022._It_was."),
    ("It was 1.5 then, and\n1.5 now.", "It_was_1.5_then,_and_1.5_now."),
    ("The trust –\n– it is old – counts.", "The_trust_–_–_it_is_old_–_counts."),
    ("The trust\n\\\\- it is old - counts.", "The_trust_\\-_it_is_old_-_counts."),
    ("In the year\n5\\\\. of it.", "In_the_year_5\\._of_it."),
    ("**Horses** and\n**mares**.", "**Horses**_and_**mares**."),
    ("(1) a\n(2) b", "(1)_a_(2)_b"),
    ("-5 degrees\n-a", "-5_degrees_-a"),
    ("Horses {# not\n- yet\n#} are.", "Horses_{#_not_-_yet_#}_are."),
    ("It is **so:**\n- a", "It_is_**so:** (a)"),
    ("{% if foals %}Some.{% endif %}\n- a", "{%_if_foals_%}Some.{%_endif_%} (a)"),
];

#[test]
fn lists_are_read() {
    let wrong: Vec<_> = RIGHT
        .iter()
        .map(|(text, list)| (text, list, blocks(&with_text(text))))
        .filter(|(_, list, read)| read != *list)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Texts that are refused: the line of each message below the first of the text, and how it begins.
const WRONG: &[(&str, &[(usize, &str)])] = &[
    ("1. a\n3. b", &[(1, "the item is numbered 3, but 2 comes next")]),
    ("1. a\n1. b\n1. c", &[(1, "the item is numbered 1, but 2"), (2, "the item is numbered 1, but 3")]),
    ("1. a\n\n3. b", &[(2, "the item is numbered 3, but 2 comes next")]),
    ("- a\n  - b\n    - c", &[(2, "a list inside a list inside a list")]),
    ("- a\n  - b\n    - c\n      - d", &[(2, "a list inside a list in"), (3, "a list inside a list in")]),
    ("  - a\n- b", &[(1, "an item further left than the first of its list")]),
    ("- a\n1. b", &[(1, "a number in a list with bullets")]),
    ("1. a\n- b", &[(1, "a bullet in a numbered list")]),
    ("- a\n  2. b", &[(1, "a list inside a list begins with 2")]),
    ("1) a", &[(0, "items are numbered with a period")]),
    ("-\n- b", &[(0, "an item without words")]),
    ("The trust\n- it is old - counts.", &[(1, "`-` begins a list, but the line above has no end")]),
    ("It was the year\n5. Then came the next.", &[(1, "`5.` begins a list, but the line above has no end")]),
    (
        "- a\n{% if foals %}\n- b\n{% endif %}",
        &[(1, "a condition over several"), (3, "a condition over several")],
    ),
    (
        "- {% if foals %}a\n- b{% endif %}",
        &[(0, "a condition over several"), (1, "a condition over several")],
    ),
    ("- - a", &[(0, "this starts a list where none can be")]),
    ("{% if foals %}- a{% endif %}", &[(0, "this starts a list where none can be")]),
    ("- # a", &[(0, "this starts a heading")]),
];

#[test]
fn what_is_no_list_is_refused_at_its_line() {
    for (text, messages) in WRONG {
        let set = with_text(text);
        let first = set.text("wording.en.toml").split("text = \"\"\"").next().unwrap().lines().count();
        let told = set.told(&Options::default(), check).text();
        let found: Vec<&str> = told.lines().filter(|line| line.contains("error[")).collect();
        assert_eq!(found.len(), messages.len(), "{text}\n{told}");
        for (found, (line, message)) in found.iter().zip(*messages) {
            assert!(found.contains(&format!("wording.en.toml:{}:", first + 2 + line)), "{text}\n{told}");
            assert!(found.contains(message), "{text}\n{told}");
        }
        assert!(told.contains("error[markup]"), "{told}");
    }
    let intro =
        Draft::of(SET).edit("wording.en.toml", "intro = \"\"\"\n", "intro = \"\"\"\nWe count:\n- a\n\n");
    let told = intro.told(&Options::default(), check).text();
    assert!(told.contains("wording.en.toml:8:3: error[markup]: a list in the introduction"), "{told}");
}

/// The section of the first text, for a place, line by line.
fn said(text: &str, state: usize) -> Vec<String> {
    let set = with_text(text).read();
    let facts = set.facts_of(state);
    section(&set.composed(0, Default::default(), &facts))
}

fn section(document: &Document) -> Vec<String> {
    let dump = dump(document);
    let lines = dump.lines().skip_while(|line| *line != "heading: Horses of the year").skip(1);
    lines.take_while(|line| line.starts_with(' ')).map(str::to_owned).collect()
}

#[test]
fn what_says_nothing_for_a_place_falls_away_and_leaves_no_hole() {
    const MARES: &str = "{% if mares %}mares{% endif %}";
    let list = format!("Here:\n1. a\n2. {MARES}\n3. b");
    assert_eq!(
        said(&list, 0),
        ["  text: Here:", "    item: 1. | a", "    item: 2. | mares", "    item: 3. | b"]
    );
    assert_eq!(said(&list, 1), ["  text: Here:", "    item: 1. | a", "    item: 2. | b"]);
    // What led to the list goes with it, or ends like any other sentence.
    assert_eq!(said(&format!("One.\n\nHere:\n- {MARES}"), 1), ["  text: One."]);
    assert_eq!(said(&format!("One.\n- {MARES}"), 1), ["  text: One."]);
    assert_eq!(said(&format!("Of {{{{ foals }}}}:\n- {MARES}"), 1), ["  text: Of ⟨0:87⟩."]);
    assert_eq!(said(&format!("One.\n\n- a:\n  - {MARES}\n- b"), 1), ["  text: One.", "    item: • | b"]);
    assert_eq!(
        said(&format!("- {{{{ foals }}}}:\n  - {MARES}\n- b"), 1),
        ["    item: • | ⟨0:87⟩.", "    item: • | b"]
    );
    assert_eq!(said(&format!("One.\n\n- {MARES}\n  - a\n- b"), 1), ["  text: One.", "    item: • | b"]);
    assert_eq!(said(&format!("7. {MARES}\n8. b"), 1), ["    item: 7. | b"]);
    // A section of which nothing is left.
    assert_eq!(said(&format!("Here:\n- {MARES}"), 1), Vec::<String>::new());
}

#[test]
fn the_words_of_lists() {
    let set = Draft::of(SET).read();
    for (language, state) in [(0, 0), (0, 1), (1, 0)] {
        let facts = set.facts_of(state);
        insta::assert_snapshot!(dump(&set.composed(language, set.theme("brief").shown(), &facts)));
    }
}

#[test]
fn lists_read_well_and_make_no_warning() {
    for theme in THEMES {
        let options = Options { theme: Some(theme.into()), ..Options::default() };
        let told = Draft::of(SET).told(&options, check_and_lint);
        assert_eq!(told.only(|fault| fault.code.name() != "not-shown"), "");
    }
}

/// What reads wrong in a list, and what does not.
#[test]
fn items_are_judged_like_sentences() {
    let told = |text: &str| {
        let text = format!("In {{{{ state.in_prose }}}} are:\n{text}");
        with_text(&text).told(&Options::default(), check_and_lint).only(|fault| {
            !["unprinted-figure", "boundary"].contains(&fault.code.name())
                || fault.message.contains("sentence")
        })
    };
    for right in [
        "- foals\n- mares",
        "- foals;\n- mares.",
        "- foals,\n- mares, and\n- ponies.",
        "- Foals are young.\n- Mares are old.",
        "- foals and\n- mares",
        "- foals:\n  - young;\n  - old; or\n- mares",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    for (wrong, message) in [
        ("- foals;\n- mares; and", "a sentence that does not end: “mares; and”"),
        ("- foals\n- mares:", "a colon with nothing after it"),
        ("- all of the.\n- mares", "a sentence that does not end"),
        ("- foals\n- mares mares", "`mares` appears twice"),
        ("- (foals , mares)\n- ponies", "a space before a comma"),
        ("- in Kentucky\n- ponies", "the name `Kentucky` is in the wording for every state"),
        ("- 87 foals\n- ponies", "87"),
    ] {
        assert!(told(wrong).contains(message), "{wrong}: {}", told(wrong));
    }
    // An item that is left out may leave the end of another.
    let told = told("- foals;\n- mares; and\n- {% if ponies %}ponies.{% endif %}");
    assert!(told.contains("error[broken-sentence]: a sentence that does not end: “mares; and”"), "{told}");
}

/// The page of a set in a theme, before it is written.
fn page(set: &Draft, theme: &str, state: usize) -> Page {
    let (set, made) = (set.read(), RefCell::new(None));
    Maker::new(&set, &set.theme(theme), PROFILES[0]).make(0, state, |page| {
        made.replace(Some(page.clone()));
    });
    made.into_inner().expect("a page")
}

/// The runs of an element and of those below it, in order.
fn runs(page: &Page, node: NodeId) -> Vec<&TextRun> {
    let kids = page.nodes[node.0 as usize].kids.iter();
    kids.flat_map(|kid| match kid {
        Kid::Node(node) => runs(page, *node),
        Kid::Content(content) => {
            let own = page.items.iter().filter(|item| item.owner == Owner::Content(*content));
            own.filter_map(|item| match &item.mark {
                Mark::Text(run) => Some(run),
                _ => None,
            })
            .collect()
        }
    })
    .collect()
}

/// Where the signs and the words of all items stand: left edges, first and last baselines, whether nested.
fn places(page: &Page) -> Vec<(Pt, Pt, Pt, Pt)> {
    let nodes = (0..page.nodes.len()).map(|n| NodeId(n as u32));
    let entries = nodes.filter(|node| page.nodes[node.0 as usize].role == Role::ListItem);
    let entries = entries.filter_map(|entry| {
        let kids: Vec<NodeId> = page.nodes[entry.0 as usize]
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Node(node) => Some(*node),
                Kid::Content(_) => None,
            })
            .collect();
        let [label, body] = kids[..] else { return None };
        let Kid::Node(words) = page.nodes[body.0 as usize].kids[0] else { return None };
        let (sign, words) = (runs(page, label), runs(page, words));
        assert_eq!(sign[0].baseline, words[0].baseline, "a sign stands beside its words");
        Some((sign[0].x, words[0].x, words[0].baseline, words.last()?.baseline))
    });
    entries.collect()
}

#[test]
fn signs_and_words_stand_in_their_columns_a_quarter_line_apart() {
    for (theme, left) in [("memo", Pt::new(48 + 104 + 12)), ("brief", Pt::new(36))] {
        let text = "Of them:\n- one\n- two are horses\n  - three\n  - four\n- five\n\n1. six\n2. seven";
        let page = page(&with_text(text), theme, 0);
        let found = places(&page);
        let near = |a: Pt, b: Pt| (a - b).0.abs() <= 10;
        let nested = [false, false, true, true, false, false, false];
        for ((sign, words, ..), nested) in found.iter().zip(nested) {
            let left = if nested { left + Pt::new(12) } else { left };
            assert!(near(*sign, left) && near(*words, left + Pt::new(12)), "{theme}: {found:?}");
        }
        let set = with_text(text).read();
        let run = set.plan(&Options { theme: Some(theme.into()), ..Options::default() }).fit(1);
        let handout::Outcome::Made(handout) = &run.outcomes[0] else { panic!("{:?}", run.outcomes) };
        let leading = handout.fit.setting.line_height();
        for (n, pair) in found[..7].windows(2).enumerate() {
            let apart = pair[1].2 - pair[0].3;
            match n {
                // Another list.
                4 => assert!(apart > leading, "{theme}: {found:?}"),
                _ => assert!(near(apart, leading + leading / 4), "{theme} {n}: {apart} {leading}"),
            }
        }
    }
}

#[test]
fn a_wide_number_moves_all_words_of_its_list() {
    let text: String = (1..=12).map(|n| format!("{n}. the item is here\n")).collect();
    for theme in THEMES {
        let found = places(&page(&with_text(&text), theme, 0));
        let words = found[0].1;
        assert!(found[..12].iter().all(|item| item.1 == words), "{found:?}");
        assert!(words - found[0].0 > Pt::new(15), "{found:?}");
    }
}

#[test]
fn lists_are_tagged_as_lists() {
    let set = Draft::of(SET).read();
    for theme in THEMES {
        let sheet = Maker::new(&set, &set.theme(theme), PROFILES[0]).make(0, 0, |_| {});
        insta::assert_snapshot!(format!("tree_{theme}"), tree(&sheet));
    }
}

#[test]
fn lists_pass_the_proof_in_every_theme_language_and_profile() {
    for paper in ["letter", "a4"] {
        let set = Draft::of(SET).with("theme.toml", format!("[page]\npaper = \"{paper}\"\n")).read();
        for theme in THEMES {
            for profile in PROFILES {
                for (n, sheet) in Maker::new(&set, &set.theme(theme), profile).all().iter().enumerate() {
                    let found = prove(&sheet.bytes, &sheet.expected());
                    assert!(found.is_empty(), "{paper} {theme} {} {n}: {found:?}", profile.name);
                }
            }
        }
    }
    assert_eq!(LANGUAGES.len(), 2);
}

#[test]
fn a_list_that_is_not_one_in_the_tree_is_found() {
    let set = Draft::of(SET).read();
    let theme = set.theme("memo");
    let maker = Maker::new(&set, &theme, PROFILES[0]);
    type Change = (&'static str, fn(&mut Role));
    let changes: [Change; 3] = [
        ("Disc for Decimal", |role| {
            if let Role::List(Some(numbering)) = role {
                *numbering = Numbering::Numbers { first: 1 };
            }
        }),
        ("no numbering", |role| {
            if let Role::List(numbering) = role {
                *numbering = None;
            }
        }),
        ("signs as bodies", |role| {
            if *role == Role::ListLabel {
                *role = Role::ListBody;
            }
        }),
    ];
    for (name, change) in changes {
        let sheet = maker.make(0, 0, |page| page.nodes.iter_mut().for_each(|node| change(&mut node.role)));
        let found = prove(&sheet.bytes, &sheet.expected());
        assert!(found.iter().any(|fault| fault.check == "lists-tagged"), "{name}: {found:?}");
    }
}

#[test]
fn a_list_travels_in_the_file_and_makes_the_same_sheet() {
    for theme in THEMES {
        let options = Options { theme: Some(theme.into()), only: vec!["QA".into()], ..Options::default() };
        let sheets = Draft::of(SET).build(&options);
        for (name, bytes) in &sheets {
            let again = Draft::unpacked(bytes).build(&options);
            assert!(again.values().any(|sheet| sheet == bytes), "{theme} {name}");
        }
    }
    for (text, list) in RIGHT {
        let set = with_text(text).read();
        let sheet = Maker::new(&set, &set.theme("memo"), PROFILES[0]).make(0, 0, |_| {});
        assert_eq!(blocks(&Draft::unpacked(&sheet.bytes)), *list, "{text}");
    }
}

#[test]
fn an_item_that_is_too_long_is_named_with_what_to_cut() {
    let item =
        "the trust gives whoever asks for it a bale of hay from its own meadows in the summer of the year ";
    let text: String = (1..=22).map(|n| format!("{n}. {}now\n", item.repeat(3))).collect();
    for theme in THEMES {
        let options = Options { theme: Some(theme.into()), ..Options::default() };
        let told = with_text(&text).told(&options, check).text();
        assert!(told.contains("error[does-not-fit]"), "{told}");
    }
    // A list that nearly fits in larger type.
    let options = Options { advise: handout::Advise::Always, ..Options::default() };
    let advised = (5..15).find_map(|items| {
        let set = with_text(&text.lines().take(items).collect::<Vec<_>>().join("\n")).read();
        let advice = match &set.plan(&options).fit(1).outcomes[0] {
            handout::Outcome::Made(handout) => handout.fit.advice.clone()?,
            _ => return None,
        };
        Some((advice.cuts.into_iter().find(|cut| cut.begins.starts_with("the trust gives"))?, set))
    });
    let (cut, set) = advised.expect("a larger size is near");
    assert_eq!(cut.section.as_deref(), Some("Horses of the year"));
    let wording = set.dataset.wordings[0].page.sections[0].blocks.iter();
    let mut items = wording.flat_map(|block| match block {
        Block::List(list) => list.texts().map(|text| text.span).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    assert!(items.any(|span| Some(span) == cut.origin), "{cut}");
}

proptest! {
    #![proptest_config(slice(60))]

    /// Whatever lines there are: they are read or refused, and what is read travels.
    #[test]
    fn any_lines_are_read_or_refused(
        lines in prop::collection::vec((0..5_usize, prop::sample::select(vec![
            "- a", "- b", "1. a", "2. b", "3. c", "- ", "1.", "9) a", "a", "b.", "c:", "", "", "{% if foals %}", "{% endif %}", "{#", "#}",
            "• a", "* **a**", "- - a", "* * *", "12. a", "\u{a0}- a", "-\u{a0}é",
        ])), 0..9),
    ) {
        let text: String = lines.iter().map(|(indent, line)| format!("{}{line}\n", " ".repeat(*indent))).collect();
        // A remark that does not end in its paragraph is refused later.
        if let (Ok(set), false) = (with_text(&text).try_read(), text.contains("{#")) {
            let dataset = &set.dataset;
            let date = dataset.set.released.as_ref().expect("a day").value;
            let pack = EmbeddedSet::new(dataset, "memo", date, PROFILES[0], &Default::default());
            let files = pack.enclosure(&set.facts(), &dataset.states[0], "en").files;
            let wording = files.iter().find(|file| file.name == "wording.en.toml").expect("a wording");
            let again = with_text(&text).with("wording.en.toml", wording.text.as_bytes());
            prop_assert_eq!(blocks(&again), blocks(&with_text(&text)));
        }
    }
}
