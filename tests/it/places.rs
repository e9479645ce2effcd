//! Names of places: what is right stays clean, what is another's is found, for the whole list of states.

use crate::kit::set::Draft;
use handout::Options;
use handout::internals::diagnostic::{Diagnostic, Severity};
use handout::internals::gazetteer::ALL;
use std::fmt::Write;

/// A place of a set: its names and forms as the file has them, its code.
struct Place {
    head: String,
    postal: String,
}

fn place(head: impl Into<String>, postal: &str) -> Place {
    Place { head: head.into(), postal: postal.to_owned() }
}

const SET: &str = "year = 2023
released = 2024-05-01
theme = \"memo\"
languages = [\"en\", \"es\"]
publisher = { name = \"Office of Counting\" }
[figures.horses]
scope = \"state\"
label = \"Horses\"
";

const WORDING: &str = "[page]
organization = \"{{ publisher.name }}\"
title = \"{{ state.name }} Horses\"
intro = \"{{ state.in_prose }}: {{ horses }} of {{ state.possessive }}.\"
[[section]]
heading = \"Horses\"
text = \"{{ state.adjective }}\"
";

/// What is found of the places' names in a set of these places, whose wording is in English and Spanish.
fn findings(places: &[Place]) -> Vec<Diagnostic> {
    let set = Draft::made([("handout.toml", SET), ("national.toml", "year = 2023\n[figures]\n")]);
    let wording = |set: Draft, language: &str| {
        set.with(&format!("wording.{language}.toml"), format!("language = \"{language}\"\n{WORDING}"))
    };
    let set = ["en", "es"].into_iter().fold(set, wording);
    let state = |set: Draft, (at, Place { head, postal }): (usize, &Place)| {
        let text = format!("{head}\npostal = \"{postal}\"\nyear = 2023\n[figures]\nhorses = {}\n", at + 1);
        set.with(&format!("states/place-{at}.toml"), text)
    };
    let mut planned = false;
    let set = places.iter().enumerate().fold(set, state);
    let told = set.told(&Options::default(), |_, _| planned = true);
    assert!(planned, "{}", told.text());
    told.sink.found().to_vec()
}

/// The findings of one place.
fn found(head: &str, postal: &str) -> Vec<Diagnostic> {
    findings(&[place(head, postal)])
}

#[test]
fn the_names_of_the_whole_list_are_right_in_all_their_forms() {
    let mut places = Vec::new();
    for jurisdiction in ALL {
        let (name, spanish) = (jurisdiction.name, jurisdiction.names().nth(1).unwrap_or(jurisdiction.name));
        let the = if name.contains("Islands") || name.starts_with("District") { "the " } else { "" };
        let mut head = format!("name = {{ en = \"{name}\", es = \"{spanish}\" }}\n");
        let _ = writeln!(head, "in_prose = {{ en = \"{the}{name}\", es = \"el lugar de {spanish}\" }}");
        let _ = writeln!(head, "possessive = {{ en = \"{the}{name}’s\", es = \"de {spanish}\" }}");
        let _ = write!(head, "adjective = \"{name}\"\nsource = \"{name} Office, {}\"", jurisdiction.postal);
        places.push(place(head, jurisdiction.postal));
    }
    assert_eq!(findings(&places), []);
}

#[test]
fn other_right_names_are_left_alone() {
    for (head, postal) in [
        ("name = \"Commonwealth of Kentucky\"\nin_prose = \"Kentucky\"\nsource = \"Kentucky Office\"", "KY"),
        ("name = \"State of West Virginia\"\nin_prose = \"West Virginia\"", "WV"),
        ("name = \"US Virgin Islands\"", "VI"),
        ("name = \"Hawaiʻi\"", "HI"),
        ("name = \"State of Ohio\"\nin_prose = \"the State of Ohio\"", "OH"),
        ("name = \"Washington, D.C.\"", "DC"),
        ("name = \"United States Virgin Islands\"\nin_prose = \"the United States Virgin Islands\"", "VI"),
        ("name = \"New\u{a0}York\"", "NY"),
        ("name = \"Washington\"\nin_prose = \"Washington State\"", "WA"),
        ("name = \"West Virginia\"\nadjective = \"West Virginian\"", "WV"),
        ("name = \"Arkansas\"\nadjective = \"Arkansan\"", "AR"),
        ("name = { en = \"New Hampshire\", es = \"Nueva Hampshire\" }", "NH"),
        // Not of the list, and under no code of it.
        ("name = \"Garfield County\"\nin_prose = \"Garfield County, Washington\"", "GAC"),
        ("name = \"Kite Islands\"\nin_prose = \"the Kite Islands\"", "QK"),
        ("name = \"Ohio County\"", "XOC"),
    ] {
        assert_eq!(found(head, postal), [], "{head}");
    }
}

#[test]
fn a_county_may_name_its_state_in_its_sources() {
    let county = "name = \"Garfield County\"\nsource = \"Washington Department of Health\"";
    assert!(found(county, "GAC").iter().all(|fault| fault.severity == Severity::Warning));
    // But not the county next to it.
    let next = place("name = \"Adams County\"\nsource = \"Garfield County Health District\"", "ADC");
    let both = findings(&[place("name = \"Garfield County\"", "GAC"), next]);
    assert_eq!(both.len(), 1, "{both:?}");
    assert_eq!(both[0].severity, Severity::Error);
}

#[test]
fn a_name_that_is_not_that_of_its_code_is_told_with_the_name_meant() {
    for (name, postal, meant) in [
        ("Kentuky", "KY", "Kentucky"),
        ("Kentucky¹", "KY", "Kentucky"),
        ("Kentucky*", "KY", "Kentucky"),
        ("Kentucky ", "KY", "Kentucky"),
        ("KENTUCKY", "KY", "Kentucky"),
        ("kentucky", "KY", "Kentucky"),
        ("D.C.", "DC", "District of Columbia"),
        ("Virgin Islands", "VI", "U.S. Virgin Islands"),
        ("N. Carolina", "NC", "North Carolina"),
        ("Nueva Yrok", "NY", "Nueva York"),
        ("Garfield County", "AL", "Alabama"),
        ("Kentucky (2)", "KY", "Kentucky"),
    ] {
        let found = found(&format!("name = \"{name}\""), postal);
        assert!(!found.is_empty(), "{name}");
        assert!(
            found[0].help.as_ref().is_some_and(|help| help.contains(&format!("\"{meant}\""))),
            "{found:?}"
        );
    }
    let exchanged = found("name = \"Ohio\"", "KY");
    assert!(exchanged[0].message.contains("the postal code of Ohio is OH, not KY"), "{exchanged:?}");
}

#[test]
fn forms_of_another_place_are_errors_at_their_line() {
    let forms = [
        "in_prose = \"Ohio\"",
        "in_prose = \"OHIO\"",
        "in_prose = \"the District of Columbia\"",
        "in_prose = { en = \"Kentucky\", es = \"Virginia Occidental\" }",
        "possessive = \"Ohio’s\"",
        "possessive = { es = \"de Ohio\" }",
        "possessive = { es = \"del Distrito de Columbia\" }",
        "adjective = \"West Virginia\"",
        "adjective = { es = \"Nueva York\" }",
        "in_prose = \"the state of Ohio\"",
        "in_prose = \"Avalon\"",
        "in_prose = \"New\u{a0}York\"",
        "in_prose = \"New  York\"",
        "possessive = \"Ohioʼs\"",
        "in_prose = \"OH\"",
    ];
    for form in forms {
        let kentucky = place(format!("name = \"Kentucky\"\n{form}"), "KY");
        let found = findings(&[kentucky, place("name = \"Avalon\"", "AV")]);
        assert_eq!(found.len(), 1, "{form}: {found:?}");
        assert!(
            found[0].severity == Severity::Error && found[0].message.contains("of Kentucky names"),
            "{found:?}"
        );
    }
}
