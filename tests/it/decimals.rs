//! Rates, averages and money as figures: printed as they are written, in both languages; told to programs, carried and
//! exported without loss. What is no such number is refused at its place, and what is of another kind or scale than in
//! the other states is told there.

use crate::kit::command::{Desk, json, said};
use crate::kit::damaged::Patient;
use crate::kit::set::{Draft, check_and_lint};
use crate::kit::sheets::{Maker, THEMES};
use handout::Options;
use handout::internals::diagnostic::{Code, Sink};
use handout::internals::document::{InlineKind, dump};
use handout::internals::facts;
use handout::internals::outline::Block;
use handout::internals::profile::PROFILES;
use handout::internals::proof::{Expectation, prove};
use lopdf::{Dictionary, Object};
use proptest::prelude::*;
use std::collections::BTreeSet;

const SET: &str = r#"
year = 2023
released = 2024-05-01
theme = "brief"
languages = ["en", "es"]
publisher = { name = "Meadow Trust" }
[figures.falls]
scope = "state"
kind = "decimal"
label = { en = "Falls for each billion miles", es = "Caídas por cada mil millones de millas" }
one = { en = "rider", es = "jinete" }
other = { en = "riders", es = "jinetes" }
compare = "us_falls"
[figures.mild]
scope = "state"
label = { en = "Mild falls", es = "Caídas leves" }
compare = "us_mild"
[figures.premium]
scope = "state"
label = { en = "Average premium", es = "Prima media" }
compare = "us_premium"
[figures.us_falls]
scope = "national"
kind = "decimal"
label = { en = "Falls, nation", es = "Caídas, país" }
one = { en = "rider", es = "jinete" }
other = { en = "riders", es = "jinetes" }
[figures.us_mild]
scope = "national"
label = { en = "Mild falls, nation", es = "Caídas leves, país" }
[figures.us_premium]
scope = "national"
label = { en = "Premium, nation", es = "Prima, país" }
[figures.us_grants]
scope = "national"
label = { en = "Grants", es = "Subvenciones" }
"#;

const ENGLISH: &str = r#"
language = "en"
[page]
organization = "{{ publisher.name }}"
title = "{{ state.name }} Riders"
intro = "The trust counts falls."
[[tile]]
figure = "falls"
label = "{{ falls | noun }} fell in each billion miles"
[[tile]]
figure = "premium"
label = "is the average premium"
[[section]]
heading = "Falls"
text = "In {{ state.in_prose }}, **{{ falls }}** {{ falls | noun }} fell, {{ falls.change }} ({{ falls.change | number }}). The premium was **{{ premium }}**, {{ premium.change | number }}, and the trust gave {{ us_grants }}. {% if falls > 14 %}More than fourteen.{% endif %}"
[section.table]
lead = "Falls in {{ state.in_prose }}:"
columns = ["Kind", "Rate"]
rows = [{ label = "All", figure = "falls" }, { label = "Mild", figure = "mild" }]
"#;

const NATIONAL: &str = "year = 2023\n[figures]\nus_falls = 12.3\nus_mild = \"about 2.75\"\nus_premium = \"$1,120.00\"\n\
                        us_grants = \"$1.2 million\"\n";

/// A state of invented figures.
fn state(name: &str, code: &str, falls: &str, mild: &str, premium: &str) -> String {
    format!(
        "name = \"{name}\"\npostal = \"{code}\"\nyear = 2023\n[figures]\nfalls = {falls}\nmild = {mild}\npremium = {premium}\n"
    )
}

const FALLS: &str = "{ value = 14.10, previous = 15.2 }";
const PREMIUM: &str = "{ value = \"$1,053.48\", previous = \"$1,050\" }";

fn set() -> Draft {
    let spanish = [
        ("\"en\"", "\"es\""),
        ("The trust counts falls.", "La fundación cuenta las caídas."),
        ("fell in each billion miles", "cayeron por cada mil millones de millas"),
        ("is the average premium", "es la prima media"),
        ("Riders\"", "Jinetes\""),
        (
            "In {{ state.in_prose }}, **{{ falls }}** {{ falls | noun }} fell",
            "En {{ state.in_prose }} cayeron **{{ falls }}** {{ falls | noun }}",
        ),
        ("The premium was", "La prima fue"),
        ("and the trust gave", "y la fundación dio"),
        ("More than fourteen.", "Más de catorce."),
        ("Falls in {{ state.in_prose }}:", "Caídas en {{ state.in_prose }}:"),
        ("\"Kind\", \"Rate\"", "\"Clase\", \"Tasa\""),
        ("\"All\"", "\"Todas\""),
        ("\"Mild\"", "\"Leves\""),
        ("heading = \"Falls\"", "heading = \"Caídas\""),
    ];
    let spanish = spanish.iter().fold(ENGLISH.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    Draft::made([
        ("handout.toml", SET.to_owned()),
        ("wording.en.toml", ENGLISH.to_owned()),
        ("wording.es.toml", spanish),
        ("national.toml", NATIONAL.to_owned()),
        ("states/avalon.toml", state("Avalon", "AV", FALLS, "\"less than 2.5\"", PREMIUM)),
    ])
}

const AVALON: &str = "states/avalon.toml";

/// The set in English, with a sentence that says no change, and no nouns.
fn plain() -> Draft {
    let set = set().without("wording.es.toml").edit("handout.toml", "[\"en\", \"es\"]", "[\"en\"]");
    let line = |line: &str| match line.split_once("{ en = ") {
        Some((before, behind)) => format!("{before}{}", behind.split(", es").next().unwrap_or_default()),
        None => line.to_owned(),
    };
    let is_kept =
        |line: &&str| !["one =", "other =", "kind =", "compare ="].iter().any(|key| line.starts_with(key));
    let dictionary: Vec<String> = set.text("handout.toml").lines().filter(is_kept).map(line).collect();
    set.with("handout.toml", dictionary.join("\n"))
        .edit("wording.en.toml", "{{ falls | noun }}", "riders")
        .edit("wording.en.toml", ", {{ falls.change }} ({{ falls.change | number }})", "")
        .edit("wording.en.toml", ", {{ premium.change | number }}", "")
        .edit("wording.en.toml", " {% if falls > 14 %}More than fourteen.{% endif %}", "")
}

#[test]
fn rates_and_money_are_printed_as_they_are_written() {
    let set = set().read();
    let [english, spanish] =
        [0, 1].map(|language| dump(&set.document(language)).replace(['\u{a0}', '~', '‹', '›'], " "));
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (text, words) in [
        (
            &english,
            &[
                "14.10",
                "riders fell, down 7%",
                "down 1.10",
                "$1,053.48",
                "up $3.48",
                "$1.2 million",
                "less than 2.5",
                "about 2.75",
                "12.3",
                "$1,120.00",
                "More than fourteen.",
            ][..],
        ),
        (
            &spanish,
            &[
                "14.10",
                "jinetes",
                "un 7 % menos",
                "1.10 menos",
                "$1,053.48",
                "$3.48 más",
                "$1.2 millones",
                "menos de 2.5",
                "alrededor de 2.75",
                "12.3",
                "Más de catorce.",
            ],
        ),
    ] {
        for word in words {
            assert!(squeezed(text).contains(word), "{word}: {text}");
        }
    }
}

/// One takes the singular, 1.0 only in Spanish.
#[test]
fn a_rate_takes_the_noun_of_its_language() {
    let one = set().edit(AVALON, FALLS, "{ value = 1.0, previous = 2.0 }").read();
    assert!(
        dump(&one.document(0)).contains("riders") && dump(&one.document(1)).contains("‹jinete›"),
        "{}",
        dump(&one.document(1))
    );
}

/// The tags of a figure, by name, as they are told.
fn properties(file: &Patient, key: &str) -> Vec<(String, String)> {
    let text = |object: &Object| match object {
        Object::String(..) => lopdf::decode_text_string(object).expect("a text"),
        Object::Integer(number) => number.to_string(),
        Object::Real(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    for span in file.elements("Span") {
        let Ok(attributes) = file.0.get_dictionary(span).and_then(|span| span.get(b"A")) else { continue };
        let Ok(attributes) = file.0.get_dictionary(attributes.as_reference().expect("attributes")) else {
            continue;
        };
        let Ok(list) = attributes.get(b"P").and_then(Object::as_array) else { continue };
        let dicts: Vec<&Dictionary> = list.iter().filter_map(|own| own.as_dict().ok()).collect();
        let told: Vec<(String, String)> =
            dicts.iter().map(|own| (text(own.get(b"N").unwrap()), text(own.get(b"V").unwrap()))).collect();
        if told.iter().any(|(name, value)| name == "key" && value == key) {
            return told;
        }
    }
    panic!("no tags of {key}")
}

#[test]
fn programs_are_told_what_kind_of_number_it_is() {
    let set = set().read();
    for theme in THEMES {
        let theme = set.theme(theme);
        let sheet = Maker::new(&set, &theme, PROFILES[0]).make(0, 0, |_| {});
        assert_eq!(prove(&sheet.bytes, &sheet.expected()).len(), 0);
        let file = Patient::of(&sheet.bytes);
        let told = |key: &str, name: &str| {
            let found = properties(&file, key).into_iter().find(|(own, _)| own == name);
            found.map(|(_, value)| value).unwrap_or_default()
        };
        let of = |key: &str| ["kind", "value", "unit", "bound"].map(|name| told(key, name));
        assert_eq!(of("falls"), ["decimal", "14.1", "riders", ""]);
        assert_eq!(of("mild"), ["decimal", "2.5", "", "<"]);
        assert_eq!(of("premium"), ["money", "1053.48", "$", ""]);
        assert_eq!(of("us_grants"), ["money", "1200000", "$", ""]);
    }
    let sheets = set.build(&Options::default());
    let inside = Draft::unpacked(sheets.values().next().expect("a sheet"));
    assert!(inside.text(AVALON).contains("falls = { value = \"14.10\", previous = \"15.2\""), "{inside:?}");
    for sheet in sheets.values() {
        let again = Draft::unpacked(sheet).build(&Options::default());
        assert!(again.values().any(|own| own == sheet), "the set inside makes another file");
    }
}

/// The numbers in print, those in the tags and those inside, each against the others.
#[test]
fn a_point_in_another_place_is_found() {
    let own = set().read();
    for (from, to) in [
        (FALLS, "{ value = 141.1, previous = 15.2 }"),
        (FALLS, "{ value = 1.410, previous = 15.2 }"),
        (FALLS, "{ value = 14.1, previous = 15.2 }"),
        (FALLS, "{ value = \"$14.10\", previous = \"$15.20\" }"),
        (PREMIUM, "{ value = \"$10,534.80\", previous = \"$1,050\" }"),
        (PREMIUM, "{ value = \"$1,053.48 million\", previous = \"$1,050\" }"),
        ("\"less than 2.5\"", "2.5"),
        ("\"less than 2.5\"", "\"less than 25.5\""),
    ] {
        let (one, other) = (plain().read(), plain().edit(AVALON, from, to).read());
        let others = facts::validate(&other.dataset, &other.dataset.states[0], &mut Sink::default()).unwrap();
        for theme in THEMES {
            let theme = one.theme(theme);
            let maker = Maker::new(&one, &theme, PROFILES[0]);
            let sheet = maker.make(0, 0, |_| {});
            let found = |bytes: &[u8], expected: &Expectation<'_>| -> BTreeSet<&str> {
                prove(bytes, expected).iter().map(|broken| broken.check).collect()
            };
            assert!(found(&sheet.bytes, &sheet.expected()).is_empty());
            let mixed = maker.made((0, 0), (sheet.document.clone(), others.clone()), |_| {});
            assert!(found(&mixed.bytes, &mixed.expected()).contains("numbers-read"), "{to}");
            let expected = Expectation { facts: &others, ..sheet.expected() };
            let told = found(&sheet.bytes, &expected);
            for check in ["numbers-read", "figures-true", "data-true"] {
                assert!(told.contains(check), "{to}: {check}: {told:?}");
            }
        }
    }
    // A change that is said is held against both years.
    let theme = own.theme("memo");
    let maker = Maker::new(&own, &theme, PROFILES[0]);
    let sheet = maker.make(0, 0, |_| {});
    let mut document = sheet.document.clone();
    let mut slipped = 0;
    for block in document.page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Paragraph(paragraph) = block else { continue };
        let texts = paragraph.text.inlines.iter_mut();
        for inline in texts.filter(|inline| matches!(inline.kind, InlineKind::Datum(..))) {
            let other = inline.text.replace("1.10", "11.0").replace("$3.48", "$34.8");
            slipped += usize::from(other != inline.text);
            inline.text = other;
        }
    }
    assert_eq!(slipped, 2);
    let spoilt = maker.made((0, 0), (document, sheet.facts.clone()), |_| {});
    let told: Vec<String> =
        prove(&spoilt.bytes, &spoilt.expected()).iter().map(|own| format!("{own:?}")).collect();
    assert!(told.iter().filter(|told| told.contains("does not follow")).count() >= 2, "{told:?}");
}

#[test]
fn what_is_no_number_is_refused_at_its_place() {
    for (written, help) in [
        ("1e3", "1_000"),
        ("-3.2", "not reported"),
        ("nan", "not reported"),
        ("inf", "not reported"),
        ("3.1415926535", "six digits"),
        ("\"1.053,48\"", "1053.48"),
        ("\".5\"", "write \"50%\" or \"0.5\""),
        ("\"$\"", "$1,053.48"),
        ("\"$-5\"", "no amount here is below zero"),
        ("\"$5.5\"", "has one digit for its cents"),
        ("\"€5\"", "only U.S. dollars"),
        ("\"14.1 per billion\"", "write \"14.1\""),
        ("1000000000000001.5", "check the digits"),
    ] {
        let told = set().edit(AVALON, "\"less than 2.5\"", written).told(&Options::default(), check_and_lint);
        let text = told.text();
        let text = text.split("\n\n").next().unwrap_or_default();
        assert!(text.contains("avalon.toml:6:") && text.contains(help), "{written}: {text}");
        assert!(
            help == "$1,053.48" || help.contains('%') || !text.contains('%') && !text.contains("million\""),
            "{written}: {text}"
        );
    }
}

/// Three more states beside Avalon, whose rates and prices are these.
fn among(falls: [&str; 3], mild: [&str; 3], premium: [&str; 3]) -> Draft {
    let names = [("Brigadoon", "BG"), ("Cockaigne", "CK"), ("Dinotopia", "DT")];
    let draft = set().edit(AVALON, FALLS, "14.10").edit(AVALON, "\"less than 2.5\"", "2.5");
    names.iter().enumerate().fold(draft, |draft, (at, (name, code))| {
        let premium = format!("\"{}\"", premium[at]);
        let text = state(name, code, falls[at], mild[at], &premium);
        draft.with(&format!("states/{}.toml", name.to_lowercase()), text)
    })
}

#[test]
fn figures_of_another_kind_or_scale_are_told_at_their_line() {
    let falls = ["13.25", "12.70", "11.55"];
    let (mild, premium) = (["2.1", "2.2", "3.0"], ["$872.00", "$1,203.11", "$998.40"]);
    let of = |draft: Draft| draft.told(&Options::default(), check_and_lint).text();
    let kinds = |text: &str| text.lines().filter(|line| line.contains("[wrong-kind]")).count();
    let right = of(among(falls, mild, premium));
    assert!(!right.contains("uneven-figure") && !right.contains("wrong-kind"), "{right}");
    // A whole number among rates, and how to write it.
    let text = of(among(falls, ["2.1", "3", "2.2"], premium));
    assert!(
        text.contains("cockaigne.toml:6:") && text.contains("write \"3.0\"") && kinds(&text) == 1,
        "{text}"
    );
    // A word that makes it a million times as much.
    let text = of(among(falls, ["2.1", "\"3.2 million\"", "2.2"], premium));
    assert!(
        text.contains("cockaigne.toml:6:") && text.contains("leave out “million”") && kinds(&text) == 1,
        "{text}"
    );
    // The sign of dollars.
    for (price, help) in [("872", "write \"$872\""), ("872.10", "write \"$872.10\"")] {
        let draft = among(falls, mild, premium).edit("states/brigadoon.toml", "\"$872.00\"", price);
        let text = of(draft);
        assert!(text.contains("brigadoon.toml:7:") && text.contains(help) && kinds(&text) == 1, "{text}");
    }
    // One with another point.
    let text = of(among(falls, ["2.1", "3.25", "2.2"], premium));
    assert!(
        text.contains("`mild` is 3.25 for Cockaigne, with 2 decimals, and has 1 decimal in 3 states"),
        "{text}"
    );
    assert!(text.contains("cockaigne.toml:6:"), "{text}");
    // Money with a word that the others have not.
    let text = of(among(falls, mild, ["$872.00", "$1,203.11", "$998 million"]));
    assert!(text.contains("dinotopia.toml:7:") && text.contains("leave out “million”"), "{text}");
    // Shares that were typed as fractions.
    let fractions = among(falls, ["0.21", "0.30", "0.22"], premium).edit(AVALON, "mild = 2.5", "mild = 0.25");
    let text = of(fractions.clone());
    assert!(text.contains("[raw-fraction]") && text.contains("write \"25%\""), "{text}");
    let whole = among(falls, ["2.0", "3.0", "2.0"], premium).edit(AVALON, "mild = 2.5", "mild = 9.0");
    assert!(of(whole).contains("`mild` is 9.0, a whole number with a point"));
    let text = of(fractions.edit("handout.toml", "[figures.mild]\n", "[figures.mild]\nkind = \"decimal\"\n"));
    assert!(!text.contains("raw-fraction"), "{text}");
}

#[test]
fn the_rules_know_rates_and_money() {
    let codes = |set: Draft| -> Vec<Code> {
        let told = set.told(&Options::default(), check_and_lint);
        told.codes()
    };
    let with =
        |rule: &str| set().edit("handout.toml", "[figures.mild]\n", &format!("[figures.mild]\n{rule}\n"));
    assert!(!codes(with("at_most = \"falls\"")).contains(&Code::AboveLimit));
    let above = with("at_most = \"falls\"").edit(AVALON, "\"less than 2.5\"", "14.16");
    assert!(codes(above).contains(&Code::AboveLimit));
    assert!(codes(with("range = [5.0, 20.0]")).contains(&Code::OutOfRange));
    assert!(!codes(with("range = [0.0, 20.0]")).contains(&Code::OutOfRange));
    assert!(codes(with("range = [0, 20]")).contains(&Code::WrongKind));
    assert!(codes(with("precision = 2")).contains(&Code::Precision));
    assert!(codes(with("kind = \"decimal\"\nstates_sum_to = \"us_mild\"")).contains(&Code::WrongKind));
    let priced = |rule: &str| {
        set().edit("handout.toml", "[figures.premium]\n", &format!("[figures.premium]\n{rule}\n"))
    };
    let sound = codes(priced("states_sum_to = \"at most us_grants\""));
    assert!(
        !sound.contains(&Code::WrongKind) && !sound.contains(&Code::StatesSum),
        "money adds up: {sound:?}"
    );
    let sum = priced("states_sum_to = \"us_premium\"");
    let told = sum.told(&Options::default(), check_and_lint).text();
    assert!(
        told.contains("premium adds up to at most $1,053.485 over 1 state, but us_premium is $1,120.00"),
        "{told}"
    );
    let change = set().edit("handout.toml", "[figures.falls]\n", "[figures.falls]\nmax_change = \"5%\"\n");
    assert!(codes(change).contains(&Code::LargeChange));
}

#[test]
fn conditions_compare_rates_with_numbers() {
    for (condition, holds) in [
        ("falls > 14", true),
        ("falls > 14.09", true),
        ("falls > 14.1", false),
        ("falls == 14.1", true),
        ("falls >= 14.2", false),
        ("falls < us_falls", false),
        ("premium > 1053", true),
        ("premium > 1053.5", false),
        ("us_grants > 999999.5", true),
    ] {
        let text = format!("{{% if {condition} %}}Yes.{{% else %}}No.{{% endif %}}");
        let set =
            set().edit("wording.en.toml", "{% if falls > 14 %}More than fourteen.{% endif %}", &text).read();
        assert_eq!(dump(&set.document(0)).contains("Yes."), holds, "{condition}");
    }
}

/// A number that the page prints, typed into the wording beside it.
#[test]
fn typed_rates_and_prices_are_told() {
    for (typed, is_told) in [
        ("14.1 of them", true),
        ("$1,053.48 was paid", true),
        ("14.2 of them", false),
        ("$1,053 was paid", false),
    ] {
        let draft = set().edit(
            "wording.en.toml",
            "The trust counts falls.",
            &format!("The trust counts falls: {typed}."),
        );
        let text = draft.told(&Options::default(), check_and_lint).text();
        assert_eq!(text.contains("is the figure `"), is_told, "{typed}: {text}");
    }
    let twice = set().edit("wording.en.toml", "was **{{ premium }}**", "was ${{ premium }}");
    let text = twice.told(&Options::default(), check_and_lint).text();
    assert!(text.contains("a dollar sign stands twice before `premium`"), "{text}");
}

/// Where the set has a rate already, a number with more decimals than are printed is one question, about the column.
#[test]
fn long_decimals_are_asked_about_once() {
    let desk = Desk::with(&plain().edit(AVALON, FALLS, "14.1"));
    desk.write("long.csv", "state,code,falls\nAvalon,AV,14.123456789\n");
    let told = json(&desk.run(&["import", "long.csv", "set", "--format", "json"]));
    let kinds: Vec<&str> = told["questions"]
        .as_array()
        .expect("questions")
        .iter()
        .filter_map(|own| own["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["unit"], "{told:#}");
    let help = told["questions"][0]["help"].as_str().unwrap_or_default();
    assert!(help.contains("\"1 decimal\"") && !help.contains('%') && !help.contains("million"), "{help}");
}

/// A value of any kind, as a file has it.
fn any_value() -> impl Strategy<Value = String> {
    let bound = prop::sample::select(vec![
        "",
        "more than ",
        "at least ",
        "about ",
        "nearly ",
        "fewer than ",
        "up to ",
    ]);
    let word = prop::sample::select(vec!["", " thousand", " million", " billion"]);
    let rate = (bound.clone(), 1_u64..2_000_000, 1_usize..=6).prop_map(|(bound, digits, decimals)| {
        let (unit, width) = (10_u64.pow(decimals as u32), decimals);
        format!("\"{bound}{}.{:0width$}\"", digits / unit, digits % unit)
    });
    let money = (bound, 1_u64..1_000_000, 0_u64..100, any::<bool>(), word).prop_map(
        |(bound, whole, cents, exact, word)| match exact && word.is_empty() {
            true => format!("\"{bound}${whole}.{cents:02}\""),
            false => format!("\"{bound}${whole}{word}\""),
        },
    );
    prop_oneof![rate, money]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is written is read as it is written, and a table gives back what went into it.
    #[test]
    fn a_table_gives_back_every_rate_and_price(values in prop::collection::vec(any_value(), 3)) {
        let (falls, premium): (Vec<&String>, Vec<&String>) = values.iter().partition(|value| !value.contains('$'));
        let pick = |list: &[&String], other: &str| list.first().map_or(other.to_owned(), |value| (*value).clone());
        let (falls, premium) = (pick(&falls, "1.50"), pick(&premium, "\"$1\""));
        let desk = Desk::with(&plain().edit(AVALON, FALLS, &falls).edit(AVALON, PREMIUM, &premium));
        for file in ["figures.xlsx", "figures.csv"] {
            let out = desk.run(&["export", "set", "-o", file, "--force"]);
            prop_assert!(out.status.success(), "{}", said(&out));
            let told = json(&desk.run(&["import", file, "set", "--format", "json"]));
            prop_assert_eq!(&told["counts"]["unchanged"], 3, "{}", told);
            prop_assert_eq!(&told["counts"]["asked"], 0, "{}", told);
        }
    }
}
