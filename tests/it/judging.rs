//! What a judged figure is on the page: protected counts in every language, dates, waivers.

use crate::kit::sample::ALL_SHOWN;
use crate::kit::set::{Draft, Set};
use handout::internals::diagnostic::{Code, Sink};
use handout::internals::document::dump;
use handout::internals::facts::{self, Protection};
use handout::internals::figure::{Missing, Value};
use handout::internals::outline::Block;
use handout::internals::set::Rule;

const SET: &str = r#"year = 2023
released = 2024-05-01
as_of = 2023-12-31
theme = "memo"
languages = ["en", "es"]
publisher = { name = "Office of Counting" }

[figures.horses]
scope = "state"
label = { en = "Horses", es = "Caballos" }
one = { en = "horse", es = "caballo" }
other = { en = "horses", es = "caballos" }
sum_of = ["mares", "stallions", "foals"]

[figures.mares]
scope = "state"
label = { en = "Mares", es = "Yeguas" }
suppress_below = 5

[figures.stallions]
scope = "state"
label = { en = "Stallions", es = "Sementales" }
suppress_below = 5

[figures.foals]
scope = "state"
label = { en = "Foals", es = "Potros" }

[figures.mare_share]
scope = "state"
label = { en = "Share", es = "Parte" }
share_of = { part = "mares", whole = "horses" }
required = false

[figures.us_horses]
scope = "national"
label = { en = "Horses in the nation", es = "Caballos del país" }
"#;

fn wording(language: &str) -> String {
    format!(
        r#"language = "{language}"
[page]
organization = "O"
title = "T"
intro = "Mares: {{{{ mares }}}}."
[[section]]
heading = "H"
text = "{{% if stallions is reported %}}Stallions: {{{{ stallions }}}}.{{% endif %}} {{% if mares < 4 %}}Tell-tale{{% endif %}}."
[footer]
call = "C"
hotline = "555-0100"
source = "S"
web = "example.org"
"#
    )
}

fn world(states: &[&str]) -> Set {
    let national = "year = 2023\n[figures]\nus_horses = { value = 900, as_of = 2022-06-30 }\n";
    let set = Draft::made([("handout.toml", SET), ("national.toml", national)]);
    let set = set.with("wording.en.toml", wording("en")).with("wording.es.toml", wording("es"));
    let state = |set: Draft, (at, figures): (usize, &&str)| {
        let names = format!("name = \"S{at}\"\npostal = \"A{}\"\nyear = 2023\n", char::from(b'A' + at as u8));
        set.with(&format!("states/s{at}.toml"), format!("{names}[figures]\n{figures}"))
    };
    states.iter().enumerate().fold(set, state).read()
}

fn values(figures: &str) -> Vec<Value> {
    world(&[figures]).facts().figures[..5].iter().map(|fact| fact.value).collect()
}

const WITHHELD: Value = Value::Missing(Missing::Suppressed);

#[test]
fn a_large_count_is_withheld_beside_a_small_one_whatever_it_is() {
    let [horses, mares, stallions, foals, share] =
        values("horses = 71\nmares = 3\nstallions = 60\nfoals = 8\nmare_share = \"4%\"\n")[..]
    else {
        panic!()
    };
    assert_eq!((horses.count(), mares, foals.count()), (Some(71), Value::FewerThan(5), Some(8)));
    assert_eq!((stallions, share), (WITHHELD, WITHHELD));
}

#[test]
fn the_total_is_withheld_where_its_parts_cannot_hide_a_count() {
    let values = values("horses = 3\nmares = 3\nstallions = 0\nfoals = 0\n");
    assert_eq!(values[..2], [WITHHELD, Value::FewerThan(5)]);
    assert_eq!((values[2].count(), values[3].count()), (Some(0), Some(0)));
}

#[test]
fn what_is_not_applicable_is_0_in_a_sum_and_hides_nothing() {
    // 71 - 68 - 0 would tell the 3.
    let values = values("horses = 71\nmares = 3\nstallions = 68\nfoals = \"not applicable\"\n");
    assert_eq!(values[1..3], [Value::FewerThan(5), WITHHELD]);
    assert_eq!((values[0].count(), values[3]), (Some(71), Value::Missing(Missing::NotApplicable)));
}

#[test]
fn a_small_count_typed_as_the_page_would_print_it_is_protected() {
    // 71 - 68 would tell the 3.
    for written in ["\"fewer than 5\"", "\"up to 5\"", "\"about 5\"", "\"nearly 5\"", "\"0.003 thousand\""] {
        let values = values(&format!("horses = 71\nmares = {written}\nstallions = 68\nfoals = 0\n"));
        assert!(values[0] == WITHHELD || values[2] == WITHHELD, "{written}: {values:?}");
        assert!(values[1] == Value::FewerThan(5) || values[1] == WITHHELD, "{written}: {values:?}");
    }
    let published = values("horses = 971\nmares = \"about 300\"\nstallions = 600\nfoals = 71\n");
    assert!(published.iter().take(4).all(|value| *value != WITHHELD), "{published:?}");
}

#[test]
fn two_small_counts_are_hidden_by_one_that_is_not() {
    let values = values("horses = 15\nmares = 3\nstallions = 2\nfoals = 10\n");
    assert_eq!(values[1..3], [Value::FewerThan(5); 2]);
    // 15 - 10 would tell a reader who has the program that 3 + 2 is not 2, 3, 7 or 8.
    assert_eq!((values[0].count(), values[3]), (Some(15), WITHHELD));
}

#[test]
fn a_count_the_author_withholds_is_protected_too() {
    let values = values("horses = 71\nmares = 51\nstallions = \"suppressed\"\nfoals = 12\n");
    // Of the others, the large one.
    assert_eq!(values[1..3], [WITHHELD; 2]);
    assert_eq!(values[3].count(), Some(12));
}

#[test]
fn a_count_published_with_a_qualifier_is_small_all_the_same() {
    let values = values("horses = \"about 70\"\nmares = \"about 3\"\nstallions = \"up to 60\"\nfoals = 12\n");
    assert_eq!(values[1], WITHHELD);
}

#[test]
fn a_protected_count_prints_as_fewer_than_in_each_language_and_decides_nothing() {
    let world = world(&["horses = 71\nmares = 3\nstallions = 60\nfoals = 8\n"]);
    for (language, printed) in ["fewer than 5", "menos de 5"].into_iter().enumerate() {
        let text = dump(&world.document(language));
        assert!(text.contains(printed), "{text}");
        assert!(!text.contains("Tell-tale"), "{text}");
    }
}

#[test]
fn a_number_that_is_withheld_is_never_said_to_be_none() {
    // Stallions are 60, and withheld beside 3 mares.
    let said = |text: &str| {
        let mut world = world(&["horses = 63\nmares = 3\nstallions = 60\nfoals = 0\n"]);
        let facts = world.facts();
        assert!(facts.get("stallions").unwrap().1.withheld);
        let section = &mut world.wordings[0].page.sections[0];
        let Block::Paragraph(paragraph) = &mut section.blocks[0] else { panic!("prose") };
        paragraph.text.text = text.to_owned();
        let mut sink = Sink::default();
        let date = world.dataset.set.released.as_ref().unwrap().value;
        let document = world.composer(0, ALL_SHOWN).compose(&facts, date, &mut sink);
        document.map(|document| dump(&document)).map_err(|_| format!("{:?}", sink.found()))
    };
    for text in [
        "{% if stallions %}Stallions.{% else %}None came.{% endif %}",
        "{% if not stallions and horses %}A.{% else %}None came.{% endif %}",
        "{{ \"some\" if stallions else \"none\" }} came",
    ] {
        let fault = said(text).unwrap_err();
        assert!(fault.contains("`stallions` is withheld"), "{text}: {fault}");
    }
    for (text, words) in [
        (
            "{% if stallions %}Stallions.{% elif stallions is zero %}None came.{% else %}Not shown.{% endif %}",
            "Not shown.",
        ),
        ("All{% if stallions %} with stallions.{% else %}.{% endif %}", "All."),
        ("All. {% if not stallions %}None came.{% endif %}", "All."),
    ] {
        let page = said(text).unwrap();
        assert!(page.contains(words) && !page.contains("None came"), "{text}: {page}");
    }
}

#[test]
fn an_older_figure_is_known_to_be_one() {
    let facts =
        (world(&["horses = 71\nmares = 30\nstallions = { value = 41, year = 2021 }\nfoals = 0\n"])).facts();
    let day = |key: &str| facts.get(key).unwrap().1.as_of.unwrap().to_string();
    let told = |key: &str| {
        let (_, fact) = facts.get(key).unwrap();
        (fact.year, fact.stale)
    };
    assert_eq!((told("mares"), day("mares")), ((2023, false), "2023-12-31".into()));
    assert_eq!(told("stallions"), (2021, true));
    assert_eq!((told("us_horses"), day("us_horses")), ((2022, true), "2022-06-30".into()));
}

#[test]
fn a_waived_rule_keeps_its_reason() {
    let waive =
        |rule, reason| format!("[[waive]]\nfigure = \"horses\"\nrule = \"{rule}\"\nreason = \"{reason}\"\n");
    let figures = "horses = 72\nmares = 30\nstallions = 41\nfoals = 0\n".to_owned();
    let figures = figures + &waive("sum_of", "One is neither.") + &waive("range", "None.");
    let (world, mut sink) = (world(&[&figures]), Sink::default());
    assert!(facts::validate(&world.dataset, &world.dataset.states[0], &mut sink).is_ok());
    let told: Vec<_> = sink.found().iter().map(|fault| fault.code).collect();
    assert_eq!(told, [Code::UnusedWaiver]);
    let waived = facts::waivers(&world.dataset);
    let waived: Vec<_> =
        waived.iter().map(|w| (w.place.as_deref(), w.rule, w.reason.as_str(), w.used)).collect();
    assert_eq!(
        waived,
        [(Some("S0"), Rule::SumOf, "One is neither.", true), (Some("S0"), Rule::Range, "None.", false)]
    );
}

#[test]
fn nothing_is_withheld_where_nothing_is_small() {
    let world = world(&["horses = 71\nmares = 30\nstallions = 41\nfoals = 0\n"]);
    assert_eq!(Protection::new(&world.dataset).withheld(), []);
}
