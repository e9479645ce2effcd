//! One fault, one message: what cannot be read is not held against the rest.

use crate::kit::set::{Draft, check_and_lint};
use chrono::NaiveDate;
use handout::Options;

const EN: &str = "wording.en.toml";
const KENTUCKY: &str = "states/kentucky.toml";

/// What is said of the sample with a fault in it; notes are about the theme.
fn told(draft: &Draft) -> Vec<String> {
    let options = Options { date: NaiveDate::from_ymd_opt(2024, 5, 1), ..Options::default() };
    let told = draft.told(&options, check_and_lint);
    let lines = told.text();
    lines
        .lines()
        .filter(|line| line.contains(": error[") || line.contains(": warning["))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_fault_is_told_once_and_nothing_else() {
    assert_eq!(told(&Draft::sample()), Vec::<String>::new());
    for (file, from, to, about) in [
        (EN, "call = \"", "call = \"*now* ", "italics are not supported"),
        (EN, "call = \"", "call = \"{{ nosuch }} ", "`nosuch`"),
        (EN, "call = \"", "call = \"{{ nosuch ", "wording.en.toml"),
        (EN, "call = \"", "call = \"{{ \'now }} ", "the quote that begins here"),
        (EN, "[[section]]", "[[sektion]]", "`sektion`"),
        (EN, "[[section]]", "[[section]", "the heading is not closed"),
        (EN, "[[section]]", "words\n[[section]]", "not of the form"),
        ("wording.es.toml", "call = \"", "call = \"*ya* ", "italics are not supported"),
        ("wording.es.toml", "[[section]]", "[[section]", "the heading is not closed"),
        ("national.toml", "[figures]", "[figures", "the heading is not closed"),
        ("national.toml", "us_cybertips = ", "us_cybertip = ", "`us_cybertip`"),
        ("national.toml", "us_cybertips = ", "us_cybertips = * #", "a mark in place of a number"),
        ("handout.toml", "[publisher]", "[publisher", "the heading is not closed"),
        ("handout.toml", "[publisher]", "words\n[publisher]", "not of the form"),
        ("handout.toml", "scope = \"state\"", "scope = \"stat\"", "stat"),
        ("handout.toml", "scope = \"state\"\n", "", "`scope`"),
        ("handout.toml", "year = 2023", "year = 2o23", "handout.toml"),
        ("handout.toml", "theme = \"memo\"", "theme = \"mamo\"", "`mamo`"),
        (KENTUCKY, "[figures]", "[figures", "the heading is not closed"),
        (KENTUCKY, "[figures]", "[figure]", "`figure`"),
        (KENTUCKY, "cybertips = ", "cybertip = ", "`cybertip`"),
        (KENTUCKY, "cybertips = ", "cybertips = N/A #", "a mark in place of a number"),
        (KENTUCKY, "postal = \"KY\"", "postal = KY", "a text needs quotes"),
    ] {
        let text = Draft::sample().text(file).replacen(from, to, 1);
        assert_ne!(text, Draft::sample().text(file), "{from}");
        let told = told(&Draft::sample().with(file, text));
        assert!(told.len() == 1 && told[0].contains(about), "{file}: {to:?}:\n{}", told.join("\n"));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_the_only_fault() {
    for file in [EN, "wording.es.toml", "national.toml", KENTUCKY, "handout.toml"] {
        let mut bytes = Draft::sample().bytes(file).to_vec();
        bytes.push(0xFF);
        let told = told(&Draft::sample().with(file, bytes));
        assert!(told.len() == 1 && told[0].contains("not UTF-8"), "{file}:\n{}", told.join("\n"));
    }
    for file in [EN, "national.toml"] {
        let told = told(&Draft::sample().without(file));
        assert!(told.len() == 1 && told[0].contains(file), "{file}:\n{}", told.join("\n"));
    }
}
