//! One set in two languages: the same figures in both, the names and letters of each.

use crate::kit::set::{Draft, Sheets, check_and_lint, sheets};
use crate::kit::slice;
use handout::Options;
use handout::internals::diagnostic::Code;
use handout::internals::document::dump;
use handout::internals::embed::unpack;
use handout::internals::figure::{Amount, Quantity};
use handout::internals::lang::Language;
use proptest::prelude::*;

/// A text of a file of the sample, and another in its place.
type Edit<'e> = (&'e str, &'e str, &'e str);

fn sample(edits: &[Edit<'_>]) -> Draft {
    edits.iter().fold(Draft::sample(), |set, (file, from, to)| set.edit(file, from, to))
}

/// What `check` says of the sample so edited, but for small type and what the theme does not print.
fn checked(edits: &[Edit<'_>], theme: &str) -> String {
    let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
    sample(edits)
        .told(&options, check_and_lint)
        .only(|fault| ![Code::SmallType, Code::NotShown].contains(&fault.code))
}

/// The sheets of the sample so edited.
fn built(edits: &[Edit<'_>]) -> Sheets {
    sample(edits).build(&Options::default())
}

/// A set file inside a sheet.
fn inside(sheet: &[u8], name: &str) -> String {
    let files = unpack(sheet).expect("a set");
    let file = files.into_iter().find(|file| file.name == name).expect("the file");
    String::from_utf8(file.bytes).expect("text")
}

const ES: &str = "wording.es.toml";
const KY: &str = "states/kentucky.toml";
const NATION: &str = "{{ us_adam_incidents }}~casos críticos";
/// A place that is not a state has a code that is not a state's.
const CODE: Edit<'_> = (KY, "postal = \"KY\"", "postal = \"XK\"");
const OWN: &str = "{% if mental_health %}**En~{{ year }}, el NCMEC puso";

#[test]
fn a_figure_only_one_language_prints_is_found() {
    for theme in ["memo", "brief"] {
        assert_eq!(checked(&[], theme), "");
        let said = checked(&[(ES, NATION, "varios incidentes")], theme);
        assert!(
            said.starts_with("wording.en.toml:151:4: warning[languages-differ]: for Kentucky, "),
            "{said}"
        );
        assert!(said.contains(
            "the page in `en` prints the figure `us_adam_incidents`, but the page in `es` does not"
        ));
        assert!(said.contains("^^^^^^^^^^^^^^^^^\n"), "{said}");
        assert!(said.contains("add `{{ us_adam_incidents }}` to `wording.es.toml`"), "{said}");
        assert_eq!(said.matches("warning").count(), 1, "{said}");
    }
    // The other way round, and only for some states.
    let english = ("wording.en.toml", "{{ us_adam_incidents }}~incidents", "some incidents");
    assert!(checked(&[english], "memo").contains("the page in `es` prints the figure `us_adam_incidents`"));
    let some = checked(&[(ES, OWN, "{% if mental_health > 500 %}**En~{{ year }}, el NCMEC puso")], "memo");
    assert!(
        some.contains("[languages-differ]: for Kentucky, the page in `en` prints the figure `mental_health`")
    );
    let many = checked(&[(ES, OWN, "{% if mental_health < 500 %}**En~{{ year }}, el NCMEC puso")], "memo");
    assert!(many.contains("[languages-differ]: for a state with 999,999,999 of everything, "), "{many}");
}

#[test]
fn a_headline_figure_is_compared_where_it_is_printed() {
    let first = "[[tile]]\nfigure = \"cybertips\"\n";
    let tile = format!("[[tile]]\nfigure = \"us_adam_incidents\"\nlabel = \"incidentes\"\n\n{first}");
    let edits = [(ES, NATION, "varios incidentes"), (ES, first, tile.as_str())];
    assert!(checked(&edits, "memo").contains("for Kentucky, the page in `en` prints"));
    // Where all else is 0 it would be the only one, and one does not make a row.
    let said = checked(&edits, "brief");
    assert!(said.contains("for a state with 0 of everything, the page in `en` prints"), "{said}");
    assert_eq!(said.matches("warning").count(), 1, "{said}");
}

#[test]
fn nothing_gaps_and_repetition_are_no_difference_but_exchange_is() {
    for value in ["0", "\"not reported\"", "\"suppressed\""] {
        let zero = (KY, "mental_health = 31 ", &*format!("mental_health = {value} "));
        let says_zero = (ES, OWN, "{% if mental_health is reported %}**En~{{ year }}, el NCMEC puso");
        assert!(!checked(&[zero, says_zero], "memo").contains("languages-differ"), "{value}");
    }
    let twice = (ES, "~casos críticos", "~casos ({{ us_adam_incidents }}) críticos");
    assert_eq!(checked(&[twice], "memo"), "");
    let swapped = [
        (ES, NATION, "{{ us_adam_longterm }}~casos críticos"),
        (ES, "{{ us_adam_longterm }}~casos de", "{{ us_adam_incidents }}~casos de"),
    ];
    let said = checked(&swapped, "memo");
    assert!(
        said.contains(
            "the page in `es` prints `us_adam_longterm` where the page in `en` prints `us_adam_incidents`"
        ),
        "{said}"
    );
    assert_eq!(said.matches("warning").count(), 1, "{said}");
}

#[test]
fn a_difference_can_be_allowed() {
    let allow = "[publisher]\n";
    let reason =
        "[[allow]]\ncode = \"languages-differ\"\ntext = \"us_adam\"\nreason = \"no room\"\n\n[publisher]\n";
    let edits = [(ES, NATION, "varios incidentes"), ("handout.toml", allow, reason)];
    assert_eq!(checked(&edits, "memo"), "");
    assert!(checked(&edits[1..], "memo").contains("unused-allow"));
}

/// Kentucky's file for another place, with its names.
fn named(names: &'static str) -> [Edit<'static>; 1] {
    [(KY, "name = \"Kentucky\"\n", names)]
}

#[test]
fn each_language_has_its_names_and_only_they_travel() {
    let names = "name = { en = \"U.S. Kite Islands\", es = \"Islas Cometa\" }\n\
                 in_prose = { en = \"the U.S. Kite Islands\", es = \"las Islas Cometa\" }\n\
                 possessive = \"the Islands’\"\nadjective = { es = \"isleño\" }\n";
    let made = built(&[named(names)[0], CODE]);
    let (en, es) = (&made["kentucky.pdf"], &made["kentucky-es.pdf"]);
    let title = |file: &[u8]| {
        let document = lopdf::Document::load_mem(file).expect("a file");
        let info = document.trailer.get(b"Info").and_then(|info| info.as_reference()).expect("Info");
        let info = document.get_dictionary(info).expect("Info");
        info.get(b"Title").and_then(lopdf::decode_text_string).expect("a title")
    };
    assert_eq!(
        (title(en).as_str(), title(es).as_str()),
        (
            "U.S. Kite Islands 2023: missing and exploited children",
            "Islas Cometa 2023: niños desaparecidos y explotados"
        )
    );
    // What travels makes the same sheet again.
    let again = Draft::unpacked(es).build(&Options::default());
    assert!(again["kentucky.pdf"] == *es);
    let (en, es) = (inside(en, "kentucky.toml"), inside(es, "kentucky.toml"));
    assert!(en.starts_with("name = \"U.S. Kite Islands\"\nin_prose = \"the U.S. Kite Islands\"\npossessive = \"the Islands’\"\npostal"), "{en}");
    assert!(
        es.starts_with(
            "name = \"Islas Cometa\"\nin_prose = \"las Islas Cometa\"\nadjective = \"isleño\"\npostal"
        ),
        "{es}"
    );
}

#[test]
fn a_plain_name_serves_all_languages_and_a_plain_form_the_first() {
    let names = named("name = \"Kite Islands\"\nin_prose = \"the Kite Islands\"\n");
    let made = built(&[names[0], CODE]);
    assert!(inside(&made["kentucky.pdf"], "kentucky.toml").contains("in_prose = \"the Kite Islands\""));
    let es = inside(&made["kentucky-es.pdf"], "kentucky.toml");
    assert!(es.starts_with("name = \"Kite Islands\"\npostal"), "{es}");
}

#[test]
fn names_are_faulted_where_they_stand() {
    for (names, said) in [
        (
            "name = { es = \"Nueva York\" }\n",
            "states/kentucky.toml:6:8: error[missing-key]: `name` has no text in \"en\"",
        ),
        (
            "name = { en = \"Avalon\", fr = \"Avalon\" }\n",
            "states/kentucky.toml:6:25: error[unknown-key]: `fr` is not one of",
        ),
        (
            "name = \"Avalon\"\nin_prose = 7\n",
            "states/kentucky.toml:7:12: error[wrong-type]: `in_prose` is a whole number",
        ),
    ] {
        let found = checked(&named(names), "memo");
        assert!(found.starts_with(said), "{found}");
    }
    // Also where the languages themselves cannot be read.
    let unread = ("handout.toml", "languages = [", "languages = [7, ");
    let found = checked(&[named("name = {}\n")[0], unread], "memo");
    assert!(found.contains("states/kentucky.toml:6:8: error[bad-value]: `name` is empty"), "{found}");
    // A name of any language is known, as are all of its forms.
    let york = "name = { en = \"Kentucky\", es = \"Nueva York\" }\n";
    assert!(
        checked(&named(york), "memo").contains("[state-names]: the postal code of New York is NY, not KY")
    );
    let avalon = "name = { en = \"Avalon\", es = \"Avalonia\" }\nadjective = { es = \"Avaloniano\" }\n";
    for name in ["Avalon", "Avalonia", "Avaloniano"] {
        let wording = (ES, "La policía también", &*format!("{name} y la policía también"));
        let said = checked(&[named(avalon)[0], CODE, wording], "memo");
        assert!(said.contains(&format!("[other-state]: the name `{name}` is in the wording")), "{said}");
        // In its own file it is at home.
        let source = (KY, "Children, Kentucky 2023", &*format!("Children, {name} 2023"));
        assert_eq!(checked(&[named(avalon)[0], CODE, source], "memo"), "");
    }
}

#[test]
fn a_character_no_font_has_is_named_with_its_place() {
    let said = checked(&[(ES, "pandillas o", "日pandillas o")], "memo");
    assert!(
        said.starts_with(
            "wording.es.toml:69:1: error[missing-glyph]: no bundled font has the character “日” (U+65E5)"
        ),
        "{said}"
    );
    assert!(said.contains("日pandillas o en la trata"), "{said}");
    let avalon = named("name = { en = \"Avalon\", es = \"Avalon ☃日\" }\n");
    let said = checked(&[avalon[0], CODE], "memo");
    assert!(said.contains("states/kentucky.toml:6:30: error[missing-glyph]: "), "{said}");
}

#[test]
fn a_language_the_program_does_not_speak_is_refused() {
    let set = sample(&[("handout.toml", "[\"en\", \"es\"]", "[\"en\", \"pl\"]")]);
    let text = set.text(ES).replace("language = \"es\"", "language = \"pl\"");
    let said = set.with("wording.pl.toml", text).told(&Options::default(), |_, _| panic!("a plan")).text();
    assert!(
        said.starts_with("wording.pl.toml:8:12: error[unknown-language]: the language `pl` is not supported"),
        "{said}"
    );
    assert!(said.contains("the languages are `en` and `es`"), "{said}");
}

#[test]
fn a_million_is_many_in_spanish_and_takes_the_plural() {
    let million = [(KY, "cybertips = 8_597 ", "cybertips = 1_000_000 ")];
    assert_eq!(checked(&million, "memo"), "");
    let words = |number| dump(&sample(&[(KY, "cybertips = 8_597 ", number)]).read().document(1));
    assert!(words("cybertips = 1_000_000 ").contains("se pusieron ⟨0:1,000,000⟩ de denuncias de"));
    assert!(words("cybertips = 1 ").contains("se puso ⟨0:1⟩ denuncia de"));
}

#[test]
fn a_language_that_is_not_asked_for_stops_no_other() {
    let set = sample(&[(ES, "language = \"es\"", "language = \"es")]);
    assert!(set.try_read().is_err());
    let (mut made, options) = (Sheets::new(), Options { languages: vec!["en".into()], ..Options::default() });
    let told = set.told(&options, |batch, found| made = sheets(batch, found));
    assert_eq!(told.text(), "");
    assert_eq!(made.keys().collect::<Vec<_>>(), ["kentucky.pdf"]);
    assert!(made["kentucky.pdf"] == built(&[])["kentucky.pdf"]);
}

proptest! {
    #![proptest_config(slice(256))]

    /// Each number has letters in each tag, whatever they are.
    #[test]
    fn any_count_has_letters(count: u64, tag in "(en|es)(-(US|MX|ES|419|PR|IN|Latn|x-any))?") {
        if let Some(language) = Language::from_tag(&tag) {
            let quantity = Quantity { amount: Amount::Count(count), qualifier: None };
            let digits: String = language.quantity(&quantity).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits, count.to_string());
        }
    }
}
