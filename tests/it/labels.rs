//! Labels and sentences that are another figure's, and right ones that must stay clean.

use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::{Code, Severity};

/// The codes, other than notes, of what a check says of a set.
fn codes(set: &Draft) -> Vec<(Code, Severity)> {
    let told = set.told(&Options::default(), check_and_lint);
    let found = told.sink.found().iter().filter(|fault| fault.severity != Severity::Note);
    found.map(|fault| (fault.code, fault.severity)).collect()
}

/// With the keys `a` and `b` exchanged wherever `wrap` has them in a file of the sample.
fn exchanged(set: &Draft, file: &str, wrap: &dyn Fn(&str) -> String, [a, b]: [&str; 2]) -> Draft {
    let text =
        set.text(file).replace(&wrap(a), "\u{1}").replace(&wrap(b), &wrap(a)).replace('\u{1}', &wrap(b));
    set.clone().with(file, text)
}

fn pairs<'k>(keys: &[&'k str]) -> Vec<[&'k str; 2]> {
    keys.iter().enumerate().flat_map(|(n, a)| keys[n + 1..].iter().map(|b| [*a, *b])).collect()
}

const ROWS: &[&str] = &["missing_facility", "missing_other", "missing_orr"];
const TILES: &[&str] =
    &["cybertips", "cvip_submissions", "missing_cases", "cst_engagements", "team_hope", "connect_joined"];
const NATIONAL: [&str; 4] = ["us_missing", "us_runaways", "us_team_hope", "us_adam_longterm"];
/// Those of the pairs of keys whose exchange nobody notices.
fn missed(
    set: &Draft,
    file: &str,
    wrap: &dyn Fn(&str) -> String,
    keys: &[&'static str],
) -> Vec<[&'static str; 2]> {
    pairs(keys).into_iter().filter(|pair| codes(&exchanged(set, file, wrap, *pair)).is_empty()).collect()
}

fn placeholder(key: &str) -> String {
    format!("{{{{ {key} ")
}

fn row(key: &str) -> String {
    format!("figure = \"{key}\" }}")
}

fn tile(key: &str) -> String {
    format!("figure = \"{key}\"\n")
}

#[test]
fn figures_exchanged_in_english_are_found() {
    let set = Draft::sample_in("en");
    let file = "wording.en.toml";
    let found = codes(&exchanged(&set, file, &row, ["missing_other", "missing_orr"]));
    assert_eq!(found, [(Code::OtherLabel, Severity::Error); 2]);
    assert_eq!(missed(&set, file, &tile, &TILES[2..5]), [[""; 2]; 0]);
    // Neither sentence has a word that only one of the two labels has.
    assert_eq!(missed(&set, file, &placeholder, &NATIONAL), [["us_missing", "us_adam_longterm"]]);
}

#[test]
fn figures_exchanged_in_the_other_language_are_found() {
    let set = Draft::sample();
    let file = "wording.es.toml";
    assert_eq!(missed(&set, file, &row, ROWS), [[""; 2]; 0]);
    assert_eq!(missed(&set, file, &tile, &TILES[..3]), [[""; 2]; 0]);
    assert_eq!(missed(&set, file, &placeholder, &NATIONAL[..3]), [[""; 2]; 0]);
    // The labels rather than the keys: one of them has an abbreviation.
    let [a, b] = [
        "Otros casos de niños desaparecidos",
        "Desaparecidos según la Oficina de Reasentamiento de Refugiados (HHS-ORR)",
    ];
    let labels = exchanged(&set, file, &|label: &str| format!("label = \"{label}\""), [a, b]);
    assert_eq!(codes(&labels), [(Code::LanguagesDiffer, Severity::Warning)]);
}

/// The dictionary of the small sets: labels that are much alike.
const DICTIONARY: &str = r#"
[figures.calls]
scope = "state"
label = "Calls to the hotline of the Harbor Office"
one = "call"
other = "calls"
[figures.by_phone]
scope = "state"
label = "Cases reported by telephone"
one = "case"
other = "cases"
[figures.by_mail]
scope = "state"
label = "Cases reported by mail"
one = "case"
other = "cases"
[figures.solved]
scope = "state"
label = "Cases solved within one year"
one = "case"
other = "cases"
[figures.boats]
scope = "state"
label = "Boats that searched the harbor"
one = "boat"
other = "boats"
[figures.trained]
scope = "state"
label = "Wardens trained in search and rescue"
[figures.us_solved]
scope = "national"
label = "Cases solved within one year"
one = "case"
other = "cases"
"#;

/// What is doubtful about a paragraph, and about the rows of a table.
fn doubts(paragraph: &str, rows: &[(&str, &str)]) -> Vec<Code> {
    let case = Draft::of("tests/cases/other-label");
    let head = case.text("handout.toml").split("[figures.horses]").next().expect("a head").to_owned();
    let figures = "calls = 812\nby_phone = 43\nby_mail = 27\nsolved = 38\nboats = 14\ntrained = 105\n";
    let row = |(label, key): &(&str, &str)| format!("{{ label = '{label}', figure = '{key}' }},\n");
    let rows: String = rows.iter().map(row).collect();
    let wording = format!(
        "language = 'en'\n[page]\norganization = 'A'\ntitle = '{{{{ state.name }}}}'\nintro = 'It is a sheet of {{{{ state.in_prose }}}}.'\n\
         [[section]]\nheading = 'B'\ntext = '{paragraph}'\n[section.table]\nlead = 'Kinds:'\n\
         columns = ['Kind', 'Number']\nrows = [\n{rows}]\n[footer]\nsource = 'C'\n"
    );
    let set = case.with("handout.toml", head + DICTIONARY).with("wording.en.toml", wording);
    let set = set.with("national.toml", "year = 2023\n[figures]\nus_solved = 902\n");
    let set = set.edit("states/avalon.toml", "horses = 65\nmares = 41\nstallions = 24\n", figures);
    let found = codes(&set).into_iter().map(|(code, _)| code);
    // Not every figure is printed, and some stand beside others' nouns.
    let other = [Code::UnprintedFigure, Code::Boundary];
    found.filter(|code| !other.contains(code)).collect()
}

const RIGHT: &[&str] = &[
    "The hotline took {{ calls }} calls. Of the cases, {{ by_phone }} came by telephone and {{ by_mail }} by mail.",
    "In {{ solved }} cases the search ended within one year; in the nation, in {{ us_solved }}.",
    "{{ boats }} boats searched the harbor, and {{ trained }} wardens had been trained in search and rescue.",
    "People called {{ calls }} times. The office wrote back to all who had sent mail.",
    "Of {{ calls }} callers, most asked about boats; {{ boats }} crews answered them.",
    "By mail came {{ by_mail }}, by telephone {{ by_phone }}; {{ solved }} are solved.",
    "The harbor was searched by {{ boats }} crews, who found the boats of two wardens.",
    "{{ trained }} people who work for the Harbor Office were trained.",
    "Calls: {{ calls }}. Boats: {{ boats }}. Wardens: {{ trained }}.",
    "Within one year, {{ us_solved }} cases were solved in the nation and {{ solved }} here.",
    "Letters brought {{ by_mail }} cases, the hotline {{ by_phone }} cases.",
];

const WRONG: &[&str] = &[
    "The hotline of the Harbor Office took {{ boats }} calls.",
    "There were {{ trained }} boats that searched the harbor.",
    "By telephone, {{ boats }} cases were reported.",
    "{{ calls }} boats went out.",
    "{{ solved }} boats searched the harbor.",
    "It trained {{ calls }} wardens in search and rescue.",
];

/// A row's label and figure.
const RIGHT_ROWS: &[(&str, &str)] = &[
    ("By telephone", "by_phone"),
    ("Cases (by mail)", "by_mail"),
    ("Hotline calls", "calls"),
    ("Cases that were solved", "solved"),
    ("Boats in the harbor", "boats"),
    ("Training of wardens", "trained"),
    ("Everything else", "by_mail"),
    ("Harbor Office: calls", "calls"),
];

const WRONG_ROWS: &[(&str, &str)] = &[
    ("Cases reported by telephone", "by_mail"),
    ("CASES REPORTED – BY TELEPHONE.", "by_mail"),
    ("Cases, reported by telephone", "boats"),
    ("Boats searching the harbor", "trained"),
    ("Hotline calls to the office", "boats"),
    ("Wardens trained", "calls"),
    ("Cases solved in the year", "by_phone"),
];

const SOUND: &[(&str, &str)] = &[("Cases solved", "solved"), ("Boats", "boats")];

#[test]
fn right_labels_and_sentences_are_left_alone() {
    for text in RIGHT {
        assert_eq!(doubts(text, SOUND), [], "{text}");
    }
    for row in RIGHT_ROWS {
        assert_eq!(doubts("Words.", &[*row, ("All", "us_solved")]), [], "{row:?}");
    }
}

#[test]
fn words_of_another_figure_are_found() {
    let texts = WRONG.iter().filter(|text| doubts(text, SOUND).is_empty());
    let unseen: Vec<_> = texts.collect();
    assert!(unseen.is_empty(), "{unseen:?}");
    let rows = WRONG_ROWS.iter().filter(|row| doubts("Words.", &[**row, ("All", "us_solved")]).is_empty());
    let unseen: Vec<_> = rows.collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_figure_in_two_rows_is_doubtful() {
    assert_eq!(doubts("Words.", &[("Boats", "boats"), ("Others", "boats")]), [Code::DoubtfulLabel]);
}

/// A translation may say a part and its whole the other way round, and nothing else.
#[test]
fn figures_in_another_order_are_asked_about_unless_one_is_part_of_the_other() {
    let set = Draft::sample();
    let english =
        "{{ us_missing }} cases of\nmissing children in {{ year }}. In {{ us_runaways }} of these the child";
    for (text, clean) in [
        ("{{ us_runaways }} of the {{ us_missing }} cases of missing children. There the child", true),
        ("{{ us_runaways }} cases of missing children. In {{ us_missing }} cases the child", false),
    ] {
        let found = codes(&set.clone().edit("wording.en.toml", english, text));
        assert_eq!(found.iter().all(|(code, _)| *code != Code::LanguagesDiffer), clean, "{found:?}");
    }
}
