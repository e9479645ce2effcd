//! A figure of an earlier year says so: in its own sentence, in its row or column, in its tile.

use crate::kit::set::{Draft, check};
use handout::Options;

const STALE: [&str; 1] = ["stale-year"];
const FINE: [&str; 0] = [];

/// The figures of a state, in a set for 2023.
const MARES: &str = "mares = { value = 45, year = 2022 }\nstallions = 10";

/// What stops the sheet of a state with these figures if the wording's sections are these, in TOML.
fn stops(sections: &str, figures: &str, language: &str) -> Vec<&'static str> {
    let case = Draft::of("tests/cases/stale-year");
    let (head, rest) = case.text("wording.en.toml").split_once("[[section]]").expect("sections");
    let (_, foot) = rest.split_once("[footer]").expect("a footer");
    let wording = format!("{head}{sections}\n\n[footer]{foot}").replace("\"en\"", &format!("\"{language}\""));
    let (state, _) = case.text("states/avalon.toml").split_once("horses = 30").expect("figures");
    let state = format!("{state}horses = \"not reported\"\n{figures}\n");
    let set = case.clone().edit("handout.toml", "\"en\"", &format!("\"{language}\""));
    // The theme that prints headline figures.
    let set = set.edit("handout.toml", "\"memo\"", "\"brief\"").without("wording.en.toml");
    let set = set.with(&format!("wording.{language}.toml"), wording).with("states/avalon.toml", state);
    set.told(&Options::default(), check).codes().iter().map(|code| code.name()).collect()
}

/// The same of a text under a heading with the year.
fn stops_text(text: &str, language: &str) -> Vec<&'static str> {
    stops(&format!("[[section]]\nheading = 'The herd of 2022'\ntext = '''{text}'''"), MARES, language)
}

#[test]
fn the_year_in_the_same_sentence_is_found() {
    for text in [
        "In {{ mares.year }}, when the U.S. figure was not yet known, **{{ mares }} of them were here.**",
        "In {{ mares.year }}, St. Louis and Dr. King had {{ mares }}; at 5 p.m. on Jan. 5, No. 3 left.",
        "In~{{ mares.year }}, {{ mares }} mares. This year they were more.",
        "“There were {{ mares }} in {{ mares.year }}.” This year they were more.",
        "Why? {{ mares }} came in the season 2022–2023! Why?",
        "They ask “How many?” of the {{ mares }} of [{{ mares.year }}](https://a.example/more).",
        "This year {{ stallions }} came, and {{ mares }} in {{ mares.year }}.",
    ] {
        assert_eq!(stops_text(text, "en"), FINE, "{text}");
    }
    for text in [
        "En {{ mares.year }}, en EE. UU. y con el Sr. Pérez, el núm. 5 tuvo {{ mares }} a las 5 p. m. y más.",
        "¿Cuántas? ¡{{ mares }} en {{ mares.year }}! ¿Y ahora?",
    ] {
        assert_eq!(stops_text(text, "es"), FINE, "{text}");
    }
}

#[test]
fn the_year_of_another_sentence_does_not_count() {
    for text in [
        "How many were there in {{ mares.year }}? In {{ state.in_prose }} there were **{{ mares }}.**",
        "What a herd in {{ mares.year }}! In {{ state.in_prose }} there were {{ mares }}.",
        "None were known in {{ mares.year }}.~In {{ state.in_prose }} there were {{ mares }}.",
        "None were known in {{ mares.year }}. {{ mares }} are here.",
        "“None were known in {{ mares.year }}.” In {{ state.in_prose }} there were {{ mares }}.",
        "(None were known in {{ mares.year }}.) In {{ state.in_prose }} there were {{ mares }}.",
        "**None were known in {{ mares.year }}.** **In {{ state.in_prose }} there were {{ mares }}.**",
        "None were known in {{ mares.year }}… In {{ state.in_prose }} there were {{ mares }}.",
        "None were known in {{ mares.year }} in the U.S. This year there were {{ mares }}.",
        "None were known in {{ mares.year }} in the U.S. {{ mares }} are here.",
        "There are {{ mares }}. In {{ mares.year }} none were known.",
        "There are {{ mares }}? In {{ mares.year }} none were known.",
        "None were known in {{ mares.year }}.\n\n{{ mares }} are here.",
    ] {
        assert_eq!(stops_text(text, "en"), STALE, "{text}");
    }
    for text in [
        "¿Cuántas hubo en {{ mares.year }}? En {{ state.in_prose }} hubo {{ mares }}.",
        "¡Eran muchas en {{ mares.year }}! En {{ state.in_prose }} hubo {{ mares }}.",
        "Ninguna en {{ mares.year }} en EE. UU. En {{ state.in_prose }} hubo {{ mares }}.",
        "Así lo sabe Ud. de {{ mares.year }}. La Oficina contó {{ mares }}.",
        "El año pasado hubo {{ mares }}.",
    ] {
        assert_eq!(stops_text(text, "es"), STALE, "{text}");
    }
}

#[test]
fn only_the_figures_own_year_counts_and_only_in_words() {
    for text in [
        "Last year there were {{ mares }}.",
        "In {{ year }} and 2021 there were {{ mares }}.",
        "In {{ year }} there were {{ mares }}, and {{ stallions }} in 12022 or a 2022nd.",
        "There were {{ mares }} for $2,022 or $2022; call 1-800-555-2022.",
        "There were {{ mares }}: [the list](https://a.example/2022).",
        "There were {{ mares }}: [a.example/2022](https://a.example/2022).",
    ] {
        assert_eq!(stops_text(text, "en"), STALE, "{text}");
    }
    let count = "[[section]]\nheading = 'The herd'\ntext = 'There were {{ mares }}.'";
    let figures = MARES.replace("45", "2_022");
    assert_eq!(stops(count, &figures, "en"), STALE);
    // Spain does not group four digits.
    assert_eq!(stops(count, &figures, "es-ES"), STALE);
}

#[test]
fn two_older_figures_in_a_sentence_have_a_year_each() {
    let found = |text: &str| {
        let figures = MARES.replace("10", "{ value = 10, year = 2021 }");
        stops(&format!("[[section]]\nheading = 'The herd'\ntext = '{text}'"), &figures, "en")
    };
    let both = "In {{ mares.year }} there were {{ mares }}, and {{ stallions }} in {{ stallions.year }}.";
    assert_eq!(found(both), FINE);
    assert_eq!(found("In {{ mares.year }} there were {{ mares }} and {{ stallions }}."), STALE);
    assert_eq!(found("In {{ stallions.year }} there were {{ mares }} and {{ stallions }}."), STALE);
}

#[test]
fn the_year_stands_in_the_row_the_column_or_the_tile() {
    let table = |alt: &str, column: &str, label: &str| {
        let sections = format!(
            "[[section]]\nheading = 'Herd of 2022'\n[section.table]\nlead = 'In 2022:'\nalt = '{alt}'\n\
             columns = ['Kind', '{column}']\nrows = [{{ label = '{label}', figure = 'mares' }},\n\
             {{ label = 'Stallions', figure = 'stallions' }}]"
        );
        stops(&sections, MARES, "en")
    };
    assert_eq!(table("Herd", "Count", "Mares, {{ mares.year }}"), FINE);
    assert_eq!(table("Herd", "2022–2023", "Mares"), FINE);
    assert_eq!(table("Herd", "Count", "Mares"), STALE);
    assert_eq!(table("Herd in 2022", "Count", "Mares"), STALE);
    assert_eq!(table("Herd", "Count (12022)", "Mares, $2022"), STALE);
    let tile = |label: &str| {
        let tiles = [("mares", label), ("stallions", "stallions"), ("us_horses", "horses")];
        let tiles = tiles.map(|(key, label)| format!("[[tile]]\nfigure = '{key}'\nlabel = '{label}'\n\n"));
        let text = "[[section]]\nheading = 'Herd'\ntext = 'In {{ mares.year }}, {{ mares }}.'";
        stops(&(tiles.concat() + text), MARES, "en")
    };
    assert_eq!(tile("mares in {{ mares.year }}"), FINE);
    assert_eq!(tile("mares, 555-2022"), STALE);
}
