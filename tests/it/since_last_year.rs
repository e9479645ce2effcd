//! `{{ x.previous }}` and `{{ x.change }}`: what is said in each language, what is refused, what travels.

use crate::kit::set::Draft;
use handout::Options;

/// The set of a case with this paragraph, and these figures of horses.
fn set(text: &str, horses: &str) -> Draft {
    let case = Draft::of("tests/cases/second-entry");
    let line =
        case.text("wording.en.toml").lines().find(|line| line.starts_with("text = ")).unwrap().to_owned();
    let file = case.text("states/avalon.toml").to_owned();
    let mares = file.lines().find(|line| line.starts_with("mares = ")).unwrap().to_owned();
    case.edit("wording.en.toml", &line, &format!("text = '''{text}'''"))
        .edit("states/avalon.toml", &mares, &format!("mares = {horses}"))
        .without("states/brigadoon.toml")
        .without("states/cockaigne.toml")
}

/// What the paragraph says; or the fault.
fn said(text: &str, horses: &str, spanish: bool) -> Result<String, String> {
    let mut draft = set(text, horses);
    if spanish {
        let words = draft.text("wording.en.toml").replace("language = \"en\"", "language = \"es\"");
        draft = draft.edit("handout.toml", "[\"en\"]", "[\"es\"]").with("wording.es.toml", words);
    }
    let set = draft.read();
    let engine = set.engine(&Options::default());
    let language = if spanish { "es" } else { "en" };
    engine.sheet("AV", language, "office").map_err(|error| error.to_string())?;
    let text = handout::internals::document::dump(&set.document(0));
    let line = text.lines().find(|line| line.contains('(') || line.contains("Said")).unwrap_or_default();
    Ok(line.replace(['\u{a0}', '~'], " ").replace(['‹', '›'], ""))
}

#[test]
fn a_change_is_said_in_the_words_of_the_language() {
    for (data, text, english, spanish) in [
        ("{ value = 107, previous = 100 }", "{{ mares.change }}", "up 7%", "un 7 % más"),
        ("{ value = 93, previous = 100 }", "{{ mares.change }}", "down 7%", "un 7 % menos"),
        (
            "{ value = 1_000, previous = 1_001 }",
            "{{ mares.change }}",
            "down less than 1%",
            "menos de un 1 % menos",
        ),
        ("{ value = 100, previous = 100 }", "{{ mares.change }}", "no change", "sin cambios"),
        ("{ value = 12, previous = 0 }", "{{ mares.change }}", "up 12", "12 más"),
        ("{ value = 1_220, previous = 100 }", "{{ mares.change | number }}", "up 1,120", "1,120 más"),
        ("{ value = 1_220, previous = 100 }", "{{ mares.previous }}", "100", "100"),
        (
            "{ value = \"19%\", previous = \"21%\" }",
            "{{ mares.change }}",
            "down 2 percentage points",
            "2 puntos porcentuales menos",
        ),
        (
            "{ value = \"20%\", previous = \"19%\" }",
            "{{ mares.change }}",
            "up 1 percentage point",
            "1 punto porcentual más",
        ),
        (
            "{ value = 3, previous = \"not reported\" }",
            "{{ mares.change | or(\"unknown\") }}",
            "unknown",
            "unknown",
        ),
        ("{ value = 12, previous = 10 }", "{% if mares > mares.previous %}more{% endif %}", "more", "more"),
        ("3", "{% if mares.change is reported %}yes{% else %}no{% endif %}", "no", "no"),
    ] {
        let text = format!("Said ({text}).");
        for (spanish, wanted) in [(false, english), (true, spanish)] {
            let said = said(&text, data, spanish).unwrap_or_else(|fault| panic!("{data}: {fault}"));
            assert!(said.contains(&format!("({wanted})")), "{data}: {said}");
        }
    }
}

#[test]
fn a_change_that_is_not_known_is_refused_at_its_line() {
    for data in [
        "3",
        "{ value = 3, previous = \"not reported\" }",
        "{ value = \"more than 30\", previous = 10 }",
        "{ value = 3, previous = \"more than 10\" }",
        "{ value = \"not reported\", previous = 10 }",
    ] {
        let fault = said("Said ({{ mares.change }}).", data, false).expect_err(data);
        assert!(
            fault.contains("wording.en.toml") && fault.contains("`mares.change` says nothing for"),
            "{fault}"
        );
        assert!(fault.contains("{% if mares.change is reported %}"), "{fault}");
    }
}

/// A small count of last year is protected as one of this year is.
#[test]
fn a_change_tells_no_small_count() {
    let protect = |draft: Draft| {
        draft.edit("handout.toml", "label = \"Mares\"", "label = \"Mares\"\nsuppress_below = 5")
    };
    let text = "Said ({{ mares.previous }}) ({{ mares.change | or(\"withheld\") }}).";
    let build = |last: u64| {
        let data = format!("{{ value = 60, previous = {last} }}");
        protect(set(text, &data)).build(&Options::default())
    };
    let sheets = [1, 3, 4].map(build);
    assert!(sheets[0] == sheets[1] && sheets[1] == sheets[2], "the sheet depends on a small count");
    assert_ne!(sheets[0], build(5));
}

#[test]
fn what_is_said_of_last_year_travels_and_makes_the_same_sheet() {
    let text = "Said ({{ mares.change }}), after {{ mares.previous }}.";
    let sheets = set(text, "{ value = 107, previous = 100 }").build(&Options::default());
    let (_, sheet) = sheets.first_key_value().expect("a sheet");
    let inside = Draft::unpacked(sheet);
    assert!(
        inside.text("states/avalon.toml").contains("mares = { value = 107, previous = 100"),
        "{inside:?}"
    );
    assert_eq!(inside.build(&Options::default()).first_key_value().expect("a sheet").1, sheet);
    // What is not said stays behind.
    let sheets = set("Nothing said.", "{ value = 107, previous = 100 }").build(&Options::default());
    let inside = Draft::unpacked(sheets.first_key_value().expect("a sheet").1);
    assert!(!inside.text("states/avalon.toml").contains("previous"));
}

#[test]
fn a_change_is_traced_to_both_values() {
    let set = set("Said ({{ mares.change }}).", "{ value = 107, previous = 100 }").read();
    let numbers = set.engine(&Options::default()).trace("AV").unwrap();
    let change = numbers.iter().find(|number| number.printed == "up 7%").expect("the change");
    assert_eq!(
        (change.key.as_deref(), change.note.as_deref()),
        (Some("mares.change"), Some("107 after 100"))
    );
    assert!(change.location.path.ends_with("avalon.toml"));
}
