//! Figures beside the nation's: printed where both are numbers of one kind and year, refused where the two
//! are not declared alike.

use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::Code;
use handout::internals::document::dump;
use handout::internals::outline::{Leaf, Part};

const SET: &str = r#"
year = 2023
released = 2024-05-01
theme = "brief"
languages = ["en", "es"]
publisher = { name = "Office of Counting" }
[figures.foals]
scope = "state"
label = { en = "Foals", es = "Potros" }
one = { en = "foal", es = "potro" }
other = { en = "foals", es = "potros" }
compare = "us_foals"
required = false
[figures.us_foals]
scope = "national"
label = { en = "Foals of the nation", es = "Potros del país" }
one = { en = "foal", es = "potro" }
other = { en = "foals", es = "potros" }
[figures.white]
scope = "state"
label = { en = "Share of white ones", es = "Parte de los blancos" }
compare = "us_white"
[figures.gray]
scope = "state"
label = { en = "Share of gray ones", es = "Parte de los grises" }
compare = "us_gray"
[figures.us_white]
scope = "national"
label = { en = "White, nation", es = "Blancos, país" }
[figures.us_gray]
scope = "national"
label = { en = "Gray, nation", es = "Grises, país" }
"#;

const ENGLISH: &str = r#"
language = "en"
[page]
organization = "{{ publisher.name }}"
title = "{{ state.name }} Horses"
intro = "The office counts foals."
[[tile]]
figure = "foals"
label = "{{ foals | noun }}"
[[tile]]
figure = "white"
label = "white"
[[tile]]
figure = "gray"
label = "gray"
[[section]]
heading = "Foals"
text = "The office looks at each foal."
[section.table]
lead = "Their colors in {{ state.in_prose }}:"
columns = ["Color", "Share"]
rows = [{ label = "White", figure = "white" }, { label = "Gray", figure = "gray" }]
"#;

const NATIONAL: &str =
    "year = 2023\n[figures]\nus_foals = 28_886\nus_white = \"13.0%\"\nus_gray = \"17.9%\"\n";
const AVALON: &str = "name = \"Avalon\"\npostal = \"AV\"\nyear = 2023\n[figures]\nfoals = 199\nwhite = \"17.5%\"\ngray = \"20.2%\"\n";

fn draft() -> Draft {
    let spanish = ENGLISH
        .replace("\"en\"", "\"es\"")
        .replace("The office counts foals.", "La oficina cuenta los potros.")
        .replace("The office looks at each foal.", "La oficina mira cada potro.")
        .replace("Their colors in {{ state.in_prose }}:", "Sus colores en {{ state.in_prose }}:")
        .replace("label = \"white\"", "label = \"blancos\"")
        .replace("label = \"gray\"", "label = \"grises\"")
        .replace("\"White\"", "\"Blancos\"")
        .replace("\"Gray\"", "\"Grises\"")
        .replace("[\"Color\", \"Share\"]", "[\"Color\", \"Parte\"]")
        .replace("Horses", "Caballos")
        .replace("heading = \"Foals\"", "heading = \"Los potros\"");
    Draft::made([
        ("handout.toml", SET),
        ("wording.en.toml", ENGLISH),
        ("wording.es.toml", spanish.as_str()),
        ("national.toml", NATIONAL),
        ("states/avalon.toml", AVALON),
    ])
}

/// The comparisons under the headline figures of the first place.
fn under(draft: &Draft, language: usize) -> Vec<String> {
    let mut found = Vec::new();
    let document = draft.read().document(language);
    document.page.visit(&mut |spot| {
        if let (Part::TileCompared, Leaf::Text(text)) = (spot.part, spot.leaf) {
            found.push(text.plain().replace('\u{a0}', " "));
        }
    });
    found
}

#[test]
fn the_nations_figures_stand_under_the_states_own() {
    assert_eq!(under(&draft(), 0), ["of 28,886 in the U.S.", "U.S. 13.0%", "U.S. 17.9%"]);
    assert_eq!(under(&draft(), 1), ["de 28,886 en EE. UU.", "EE. UU. 13.0 %", "EE. UU. 17.9 %"]);
    let told = draft().told(&Options::default(), check_and_lint);
    // The theme has no place for the title.
    assert_eq!(told.codes(), [Code::NotShown], "{}", told.text());
    let text = dump(&draft().read().document(0)).replace('~', " ");
    let rows = ["columns: Color | Share | U.S.", "Gray | ⟨3:20.2%⟩ | ⟨5:17.9%⟩"];
    assert!(rows.iter().all(|row| text.contains(row)), "{text}");
}

/// Every comparison that is printed is traced to the nation's figure.
#[test]
fn comparisons_are_traced() {
    let set = draft().read();
    let numbers = set.engine(&Options::default()).trace("AV").unwrap();
    for (printed, times) in [("28,886", 1), ("13.0%", 2), ("17.9%", 2)] {
        let found = numbers.iter().filter(|number| number.printed == printed);
        assert_eq!(found.count(), times, "{printed}: {numbers:?}");
    }
}

#[test]
fn without_both_numbers_there_is_no_comparison() {
    for (file, from, to, left) in [
        ("states/avalon.toml", "foals = 199", "foals = \"suppressed\"", vec!["U.S. 13.0%", "U.S. 17.9%"]),
        ("states/avalon.toml", "foals = 199\n", "", vec!["U.S. 13.0%", "U.S. 17.9%"]),
        (
            "national.toml",
            "us_white = \"13.0%\"",
            "us_white = \"not reported\"",
            vec!["of 28,886 in the U.S.", "U.S. 17.9%"],
        ),
    ] {
        assert_eq!(under(&draft().edit(file, from, to), 0), left, "{to}");
    }
    let small = draft().edit("states/avalon.toml", "199", "9");
    let small =
        small.edit("handout.toml", "compare = \"us_foals\"", "compare = \"us_foals\"\nsuppress_below = 10");
    assert_eq!(under(&small, 0), ["U.S. 13.0%", "U.S. 17.9%"]);
}

/// A column of the nation's is printed only where all rows have one.
#[test]
fn a_table_is_compared_as_a_whole() {
    let document = draft().edit("handout.toml", "compare = \"us_gray\"", "").read().document(0);
    assert!(!dump(&document).contains("Share | U.S."), "{}", dump(&document));
}

#[test]
fn unlike_figures_are_refused_at_their_place() {
    for (file, from, to, place, message) in [
        (
            "handout.toml",
            "compare = \"us_white\"",
            "compare = \"us_foals\"",
            "handout.toml:22",
            "`white` has no nouns, but `us_foals` counts “foals”",
        ),
        (
            "handout.toml",
            "compare = \"us_foals\"",
            "compare = \"us_white\"",
            "handout.toml:12",
            "`foals` counts “foals”, but `us_white` has no nouns",
        ),
        (
            "handout.toml",
            "compare = \"us_foals\"",
            "compare = \"us_foal\"",
            "handout.toml:12",
            "did you mean `us_foals`",
        ),
        (
            "handout.toml",
            "compare = \"us_foals\"",
            "compare = \"gray\"",
            "handout.toml:12",
            "cannot be compared",
        ),
        (
            "handout.toml",
            "label = { en = \"Foals of the nation\", es = \"Potros del país\" }\none = { en = \"foal\", es = \"potro\" }\nother = { en = \"foals\"",
            "label = { en = \"Foals of the nation\", es = \"Potros del país\" }\none = { en = \"rider\", es = \"potro\" }\nother = { en = \"registered riders\"",
            "handout.toml:12",
            "counts “foals”, but `us_foals` counts “registered riders”",
        ),
        (
            "national.toml",
            "us_foals = 28_886",
            "us_foals = { value = 28_886, year = 2022 }",
            "states/avalon.toml:5",
            "`foals` is for 2023, but `us_foals`, with which it is compared, is for 2022",
        ),
        ("national.toml", "us_foals = 28_886", "us_foals = 150", "states/avalon.toml:5", "above us_foals"),
        ("national.toml", "us_white = \"13.0%\"", "us_white = 13", "", "a count"),
    ] {
        let told = draft().edit(file, from, to).told(&Options::default(), check_and_lint);
        let text = told.text();
        assert!(text.contains(place) && text.contains(message), "{to}: {text}");
        assert!(file != "handout.toml" || text.matches("error[").count() == 1, "{to}: {text}");
    }
}
