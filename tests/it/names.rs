//! A place's own name: what the program knows of it, in both languages; which codes it may have; which
//! names are the same; and that each sheet says whose it is.

use crate::kit::sample::ALL_SHOWN;
use crate::kit::set::{Draft, Set, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::{Code, Severity, Sink};
use handout::internals::document::dump;
use handout::internals::facts::{self, Protection};
use handout::internals::gazetteer::ALL;

const SET: &str = "year = 2023
released = 2024-05-01
theme = \"memo\"
languages = [\"en\", \"es\"]
publisher = { name = \"Office of Counting\" }
[figures.horses]
scope = \"state\"
label = { en = \"Horses\", es = \"Caballos\" }
[figures.mules]
scope = \"state\"
label = { en = \"Mules\", es = \"Mulas\" }
required = false
";

const WORDING: [(&str, &str, &str); 2] = [
    (
        "en",
        "{{ state.name }} Horses",
        "{{ state.possessive | capitalize }} horses: {{ horses }} live in {{ state.in_prose }}.",
    ),
    (
        "es",
        "Caballos {{ state.possessive }}",
        "Los caballos {{ state.possessive }}: {{ horses }} viven en {{ state.in_prose }}.",
    ),
];

/// A set of places, each by the head of its file.
fn set(heads: &[&str]) -> Draft {
    let mut set = Draft::made([("handout.toml", SET), ("national.toml", "year = 2023\n[figures]\n")]);
    for (language, title, intro) in WORDING {
        let text = format!(
            "language = \"{language}\"\n[page]\norganization = \"O\"\ntitle = \"{title}\"\nintro = \"{intro}\"\n\
             [[section]]\nheading = \"H\"\ntext = \"{{% if mules %}}{{{{ mules }}}} in **{{{{ state.in_prose }}}}**.{{% endif %}} X.\"\n"
        );
        set = set.with(&format!("wording.{language}.toml"), text);
    }
    for (at, head) in heads.iter().enumerate() {
        let figures = format!("year = 2023\n[figures]\nhorses = {}\nmules = {}\n", at + 20, at + 300);
        set = set.with(&format!("states/place-{at}.toml"), format!("{head}\n{figures}"));
    }
    set
}

/// The page of the state at this position.
fn page(set: &Set, state: usize, language: usize) -> String {
    let facts = facts::facts(&set.dataset, &Protection::new(&set.dataset), &set.dataset.states[state]);
    let date = set.dataset.set.released.as_ref().unwrap().value;
    let document = set.composer(language, ALL_SHOWN).compose(&facts, date, &mut Sink::default());
    dump(&document.expect("a page"))
}

/// What `handout check` finds, as "code: message".
fn found(set: &Draft) -> Vec<(Severity, String)> {
    let told = set.told(&Options::default(), check_and_lint);
    let found = told
        .sink
        .found()
        .iter()
        .filter(|fault| fault.severity > Severity::Note && fault.code != Code::Boundary);
    found.map(|fault| (fault.severity, format!("{}: {}", fault.code, fault.message))).collect()
}

#[test]
fn a_silent_file_gets_the_names_of_the_list() {
    for (head, en, es) in [
        ("name = \"Kentucky\"\npostal = \"KY\"", "Kentucky", "Kentucky"),
        ("name = \"New York\"\npostal = \"NY\"", "New York", "Nueva York"),
        ("name = \"West Virginia\"\npostal = \"WV\"", "West Virginia", "Virginia Occidental"),
        (
            "name = \"District of Columbia\"\npostal = \"DC\"",
            "the District of Columbia",
            "el Distrito de Columbia",
        ),
        (
            "name = \"U.S. Virgin Islands\"\npostal = \"VI\"",
            "the U.S. Virgin Islands",
            "las Islas Vírgenes de los EE. UU.",
        ),
        ("name = { es = \"Luisiana\", en = \"Louisiana\" }\npostal = \"LA\"", "Louisiana", "Luisiana"),
        ("name = \"State of Ohio\"\npostal = \"OH\"", "the State of Ohio", "Ohio"),
        // What the file says wins.
        (
            "name = \"Hawaii\"\nin_prose = { es = \"el estado de Hawái\" }\npostal = \"HI\"",
            "Hawaii",
            "el estado de Hawái",
        ),
        ("name = { en = \"Missouri\", es = \"Missouri\" }\npostal = \"MO\"", "Missouri", "Missouri"),
        // Not a place of the list: the code is another.
        ("name = \"District of Columbia\"\npostal = \"DOC\"", "District of Columbia", "District of Columbia"),
        ("name = \"Northern District\"\npostal = \"ND2\"", "Northern District", "Northern District"),
    ] {
        let set = set(&[head]).read();
        for (language, name) in [en, es].into_iter().enumerate() {
            let text = page(&set, 0, language);
            let said = format!("‹{}›", name.replace('\u{a0}', " "));
            assert!(text.contains(&said), "{head}: {text}");
        }
    }
    let text = page(&set(&["name = \"District of Columbia\"\npostal = \"DC\""]).read(), 0, 1);
    assert!(text.contains("title: Caballos ‹del Distrito de Columbia›"), "{text}");
}

#[test]
fn the_whole_list_is_right_without_a_form_and_no_sentence_ends_twice() {
    let heads: Vec<String> =
        ALL.iter().map(|place| format!("name = \"{}\"\npostal = \"{}\"", place.name, place.postal)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let draft = set(&heads);
    assert_eq!(found(&draft), []);
    let set = draft.read();
    for state in 0..ALL.len() {
        for language in 0..2 {
            let text = page(&set, state, language);
            assert!(!text.contains("..") && !text.contains(".›.") && !text.contains(".›**."), "{text}");
        }
    }
    let spanish: Vec<String> = (0..ALL.len()).map(|state| page(&set, state, 1)).collect();
    let ends = "viven en ‹las Islas Vírgenes de los EE. UU.›\n";
    assert!(spanish.iter().any(|text| text.contains(ends)), "the period of the name ends the sentence");
}

#[test]
fn a_set_taken_out_of_a_sheet_makes_the_same_sheet() {
    for head in [
        "name = \"District of Columbia\"\npostal = \"DC\"",
        "name = \"District of Columbia\"\nin_prose = \"District of Columbia\"\npostal = \"DC\"",
        "name = \"U.S. Virgin Islands\"\npostal = \"VI\"",
        "name = \"Washington, D.C.\"\npostal = \"DC\"",
        "name = \"New York\"\npostal = \"NY\"",
        "name = \"King County\"\npostal = \"53033\"",
    ] {
        let sheets = set(&[head]).build(&Options::default());
        assert_eq!(sheets.len(), 2);
        for (file, sheet) in sheets {
            let again = Draft::unpacked(&sheet).build(&Options::default());
            assert!(again.values().eq([&sheet]), "{head}: {file}");
        }
    }
}

#[test]
fn other_places_have_codes_of_their_own() {
    for code in ["53033", "KING", "WA033", "D7", "12", "ABCDEFGHIJKL", "KX", "QK"] {
        let set = set(&[&format!("name = \"Garfield District\"\npostal = \"{code}\"")]);
        assert_eq!(found(&set), [], "{code}");
        let sheet = set.read().engine(&Options::default()).sheet(code, "en", "office");
        assert_eq!(sheet.map(|sheet| sheet.handout.file_name).unwrap(), "place-0.pdf");
    }
    for (code, help) in [
        ("\"A\"", "write two capital letters, \"KY\"; for another place 2 to 12 capital letters or digits"),
        ("\"ABCDEFGHIJKLM\"", "write two capital letters"),
        ("\"king\"", "write \"KING\""),
        ("\"K.Y.\"", "write \"KY\""),
        ("\"WA-033\"", "write \"WA033\""),
        ("53033", "write \"53033\""),
    ] {
        let told = set(&[&format!("name = \"Garfield District\"\npostal = {code}")])
            .told(&Options::default(), check_and_lint);
        let text = told.text();
        assert!(text.contains(help), "{code}: {text}");
    }
}

#[test]
fn a_name_of_the_list_needs_its_code() {
    for (name, code) in [
        ("Kentucky", "KX"),
        ("Kentucky", "21"),
        ("Kentucky¹", "KX"),
        ("\u{41a}entucky", "KX"),
        ("\u{41a}entucky", "KY"),
        ("OHIO", "OHIO"),
        ("Nueva York", "NEWYORK"),
        ("Kentuky", "21"),
    ] {
        let found = found(&set(&[&format!("name = \"{name}\"\npostal = \"{code}\"")]));
        assert!(
            found.iter().any(|(severity, text)| *severity == Severity::Error && text.contains("state-names")),
            "{name} {code}: {found:?}"
        );
    }
    let near = found(&set(&["name = \"Kentuky\"\npostal = \"KX\""]));
    assert_eq!(
        near,
        [(Severity::Warning, "state-names: “Kentuky” is nearly Kentucky, but its code is KX".to_owned())]
    );
}

#[test]
fn names_left_in_the_other_language_are_told() {
    for (head, key) in [
        ("name = { en = \"New York\", es = \"New York\" }\npostal = \"NY\"", "name"),
        ("name = { en = \"West Virginia\", es = \"West Virginia\" }\npostal = \"WV\"", "name"),
        ("name = \"New Mexico\"\nin_prose = { es = \"New Mexico\" }\npostal = \"NM\"", "in_prose"),
        ("name = \"North Dakota\"\npossessive = { es = \"de North Dakota\" }\npostal = \"ND\"", "possessive"),
        ("name = { en = \"Nueva York\", es = \"Nueva York\" }\npostal = \"NY\"", "name"),
    ] {
        let found = found(&set(&[head]));
        let told = format!("state-names: `{key}` in ");
        assert!(
            found.len() == 1 && found[0].0 == Severity::Error && found[0].1.starts_with(&told),
            "{found:?}"
        );
    }
}

#[test]
fn names_that_look_the_same_are_one_state() {
    for (one, other) in [
        ("Avalon", "Avalon "),
        ("Avalon", "AVALON"),
        ("New Avalon", "New\u{a0}Avalon"),
        ("New Avalon", "New  Avalon"),
        ("Qu\u{e9}", "Que\u{301}"),
        ("Avalon", "\u{410}valon"),
        ("Avalon", "Avalon¹"),
    ] {
        let heads =
            [format!("name = \"{one}\"\npostal = \"QA\""), format!("name = \"{other}\"\npostal = \"QB\"")];
        let told = set(&[&heads[0], &heads[1]]).told(&Options::default(), check_and_lint);
        assert!(told.text().contains("error[duplicate-state]"), "{one} {other}: {}", told.text());
    }
    let heads = ["name = \"District 1\"\npostal = \"D1\"", "name = \"District 2\"\npostal = \"D2\""];
    assert_eq!(found(&set(&heads)), []);
}

#[test]
fn each_sheet_says_whose_it_is() {
    let kings = "name = \"Kings County\"\nin_prose = \"the County of Kings\"\npostal = \"KING\"";
    let (title, intro) = (WORDING[0].1, WORDING[0].2);
    let changed = |head: &str, from: &str, to: &str| {
        let set =
            set(&[head]).edit("wording.en.toml", "{{ mules }} in **{{ state.in_prose }}**", "{{ mules }}");
        found(&set.edit("wording.en.toml", from, to))
    };
    for (from, to) in [
        (title, "Horses of {{ state.in_prose }}"),
        (title, "{{ state.possessive | capitalize }} Horses"),
        (title, "Horses: {{ state.adjective }}"),
        (intro, "{{ horses }} live in {{ state.name }}."),
        (intro, "They live in {{ state.in_prose }}, {{ horses }} of them."),
    ] {
        assert_eq!(changed(kings, from, to), [], "{to}");
    }
    let title_told = "other-state: the title does not name the place";
    let words_told = "other-state: no sentence of this page names the place its figures are of";
    let kentucky = "name = \"Kentucky\"\npostal = \"KY\"";
    let forms = "name = \"Kentucky\"\nin_prose = \"Lyonesse\"\npossessive = \"Lyonesse’s\"\npostal = \"KY\"";
    for (head, from, to, severity, told) in [
        (kentucky, title, "Data", Severity::Error, title_told),
        (
            kentucky,
            title,
            "{% if horses > 99 %}{{ state.name }} {% endif %}Data",
            Severity::Error,
            title_told,
        ),
        (kentucky, title, "{{ state.postal }} Data", Severity::Error, title_told),
        (kentucky, intro, "There are {{ horses }} horses.", Severity::Warning, words_told),
        (
            kentucky,
            intro,
            "{{ horses }} horses{% if horses > 99 %} in {{ state.name }}{% endif %}.",
            Severity::Warning,
            words_told,
        ),
        // Of a place that is neither on the list nor in the set.
        (forms, title, title, Severity::Error, words_told),
    ] {
        let found = changed(head, from, to);
        let is_told = |(how, text): &(Severity, String)| *how == severity && text.starts_with(told);
        assert!(found.iter().any(is_told), "{to}: {found:?}");
    }
}

#[test]
fn cities_and_people_of_other_states_are_doubtful() {
    let heads = ["name = \"Kentucky\"\npostal = \"KY\"", "name = \"Ohio\"\npostal = \"OH\""];
    let wording = |text: &str, heads: &[&str]| {
        found(&set(heads).edit(
            "wording.en.toml",
            "live in {{ state.in_prose }}.",
            &format!("live in {{{{ state.in_prose }}}}. {text}"),
        ))
    };
    for text in [
        "Kentuckians care.",
        "The office is in Louisville.",
        "Texans and Ohioans care.",
        "New~Orleans was first.",
    ] {
        let found = wording(text, &heads);
        assert!(!found.is_empty(), "{text}");
        assert!(
            found
                .iter()
                .all(|(severity, text)| *severity == Severity::Warning && text.starts_with("other-state: “")),
            "{found:?}"
        );
    }
    for text in [
        "Lincoln and Jackson care.",
        "The team meets at noon; mobile phones are off.",
        "Georgians and Puerto Ricans are many.",
        "Write to horses@louisville.example.",
    ] {
        assert_eq!(wording(text, &heads), [], "{text}");
    }
    // Its own, and those of a county's state.
    assert_eq!(wording("Kentuckians care in Louisville.", &heads[..1]), []);
    assert_eq!(wording("Seattle is near.", &["name = \"King County\"\npostal = \"KING\""]), []);
    let source = |head: &str| found(&set(&[&format!("{head}\nsource = \"Louisville Office\"")]));
    assert_eq!(source(heads[0]), []);
    assert_eq!(source(heads[1]).len(), 1);
}
