//! Slips of the words, each planted alone into the sound set of `tests/right`: filler, years left over, sentences
//! of another language, words beside the number of another figure, a word twice. What stops the sheets is an
//! error; what may be meant, a warning. Right text of the same looks is in `tests/right/words.*.toml`.

use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::Severity;

/// Filler is an error in every text that is printed.
const FILLER: &[&str] = &[
    "with XX cases of it",
    "XX% of them",
    "about X,XXX calls",
    "in 20XX and 202X",
    "call 1-800-XXX-XXXX",
    "xx calls",
    "xxx",
    "XXXX",
    "the XX calls",
    "TODO: ask Ana",
    "TBD",
    "tbd.",
    "TBC",
    "TBA/TBD",
    "FIXME",
    "TKTK",
    "TK calls",
    "Lorem ipsum dolor",
    "[State]",
    "[insert quote here]",
    "[number] calls",
    "[name of the director, to be asked]",
    "____ calls",
    "-----",
    "......... calls",
    "had #REF! calls",
    "#N/A",
    "#DIV/0!",
    "#¡VALOR!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "########",
    "NaN calls",
    "000 calls",
    "0,000 calls",
    "?? calls",
    "of them (???)",
    "Error! Reference source not found.",
    "Click or tap here to enter text.",
    "{{ calls | or('TBD') }}",
    "{{ calls | plural('XX call', 'XX calls') }}",
];

/// A text, a code, and whether the sheets are refused.
const ENGLISH: &[(&str, &str, bool)] = &[
    ("There were {{ us_calls }} calls in 2022.", "other-year", false),
    ("There were {{ us_calls }} calls in FY22.", "other-year", false),
    ("In SY 2021-22 there were {{ us_calls }} calls.", "other-year", false),
    ("In the school year 2021–22 there were {{ us_calls }} calls.", "other-year", false),
    ("It took {{ us_calls }} calls last year.", "other-year", false),
    ("This year {{ us_calls }} calls came in.", "other-year", false),
    ("The figures are for 2022.", "other-year", false),
    ("The 2022 data are on this page.", "other-year", false),
    ("{{ us_calls | or('in 2022 none') }} calls came.", "other-year", false),
    ("La ayuda es gratuita para todas las familias.", "other-language", false),
    (
        "Help is free. Nadie tiene que dar su nombre para que le ayuden en la oficina.",
        "other-language",
        false,
    ),
    (
        "{% if calls %}In {{ state.in_prose }} 4,382 {{ calls | plural('call', 'calls') }} came.{% endif %}",
        "typed-number",
        true,
    ),
    (
        "{% if calls %}In {{ state.in_prose }}, six long {{ calls | noun }} came.{% endif %}",
        "typed-number",
        true,
    ),
    (
        "{% if calls %}In {{ state.in_prose }}, {{ us_calls }} {{ calls | plural('call', 'calls') }} came.{% endif %}",
        "beside-figure",
        true,
    ),
    (
        "{% if calls %}{{ calls }} {{ calls | plural('callers', 'caller') }} came.{% endif %}",
        "broken-sentence",
        true,
    ),
    ("{% if calls %}The line in {{ state.in_prose }} rang 4,382 times.{% endif %}", "typed-number", true),
    (
        "{% if families %}In {{ state.in_prose }} the Center served {{ us_families }} of its families.{% endif %}",
        "beside-figure",
        true,
    ),
    ("It came from from {{ state.in_prose }}.", "doubled-word", true),
];

const SPANISH: &[(&str, &str, bool)] = &[
    ("Hubo {{ us_calls }} llamadas en 2022.", "other-year", false),
    ("Hubo {{ us_calls }} llamadas el año pasado.", "other-year", false),
    ("Los datos son de 2022.", "other-year", false),
    ("The help is free for all of the families.", "other-language", false),
    ("Team~BEACON was activated in {{ year }} for niños en peligro.", "other-language", false),
    (
        "{% if calls %}Hubo 4,382 {{ calls | plural('llamada', 'llamadas') }}.{% endif %}",
        "typed-number",
        true,
    ),
    ("{% if calls %}Hubo seis {{ calls | noun }}.{% endif %}", "typed-number", true),
    (
        "{% if calls %}Hubo {{ calls }} nuevas {{ calls | plural('llamadas', 'llamada') }}.{% endif %}",
        "broken-sentence",
        true,
    ),
    ("La línea de {{ state.possessive }} atiende.", "doubled-word", true),
    ("Hay [número] oficinas.", "filler", true),
    ("Hubo XX casos.", "filler", true),
];

/// The codes of what is found with a paragraph in the wording, and whether each is an error.
fn found(language: &str, paragraph: &str) -> Vec<(&'static str, bool)> {
    let section = format!("[[section]]\nheading = \"–\"\ntext = '''{paragraph}'''\n\n[footer]");
    let set = Draft::of("tests/right/set").edit(&format!("wording.{language}.toml"), "[footer]", &section);
    let told = set.told(&Options::default(), check_and_lint);
    let found = told.sink.found().iter().filter(|fault| fault.severity != Severity::Note);
    found.map(|fault| (fault.code.name(), fault.severity == Severity::Error)).collect()
}

#[test]
fn filler_of_every_kind_stops_the_sheets() {
    let missed: Vec<&&str> = FILLER
        .iter()
        .filter(|text| !found("en", &format!("There, {text}")).contains(&("filler", true)))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn slips_of_the_words_are_told() {
    let mut missed = Vec::new();
    for (language, slips) in [("en", ENGLISH), ("es", SPANISH)] {
        for (text, code, error) in slips {
            let found = found(language, text);
            if !found.contains(&(code, *error)) {
                missed.push((text, code, found));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_source_and_the_day_of_release_are_of_the_year() {
    let set = || Draft::of("tests/right/set");
    let codes = |set: Draft| -> Vec<(&'static str, bool)> {
        let told = set.told(&Options::default(), check_and_lint);
        let found = told.sink.found().iter().filter(|fault| fault.code.name() == "other-year");
        found.map(|fault| (fault.code.name(), fault.severity == Severity::Error)).collect()
    };
    let source = set()
        .text("wording.en.toml")
        .lines()
        .find(|line| line.starts_with("source = "))
        .unwrap_or_default()
        .to_owned();
    for (written, error) in
        [("calendar year 2022", true), ("FY22", true), ("fiscal year 2021–22", true), ("2022 files", false)]
    {
        let found = codes(set().edit(
            "wording.en.toml",
            &source,
            &format!("source = 'Source: the Center, {written}.'"),
        ));
        assert_eq!(found, [("other-year", error)], "{written}");
    }
    let released = codes(set().edit("handout.toml", "released = 2024-05-01", "released = 2023-05-01"));
    assert_eq!(released, [("other-year", false)]);
    let autumn = codes(set().edit("handout.toml", "released = 2024-05-01", "released = 2023-11-01"));
    assert_eq!(autumn, []);
}

#[test]
fn cities_and_people_are_those_of_one_state() {
    let with = |head: &str, text: &str| {
        let section = format!("[[section]]\nheading = \"–\"\ntext = '''{text}'''\n\n[footer]");
        let set = Draft::of("tests/right/set").edit("wording.en.toml", "[footer]", &section);
        let state = set.text("states/avalon.toml").to_owned();
        let (_, rest) = state.split_once("year = ").expect("a year");
        let set = set.with("states/avalon.toml", format!("{head}year = {rest}"));
        let told = set.told(&Options::default(), check_and_lint);
        told.sink.found().iter().filter(|fault| fault.code.name() == "other-state").count()
    };
    let kentucky = "name = 'Kentucky'\npostal = 'KY'\n";
    let avalon = "name = 'Avalon'\npostal = 'AV'\n";
    for text in ["Kentuckians can call.", "The office in Louisville is open."] {
        assert!(with(kentucky, text) > 0, "{text}");
        // No place of the set is a state: all may be counties of one.
        assert_eq!(with(avalon, text), 0, "{text}");
    }
    assert_eq!(with(kentucky, "Officer Dallas Boone reads the Chicago Tribune."), 0);
}
