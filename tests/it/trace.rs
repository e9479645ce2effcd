//! Every digit on the page has a place in the files: the list against the finished PDF.

use crate::kit::file::File;
use crate::kit::set::Set;
use crate::kit::sheets::{LANGUAGES, THEMES, sheet};
use handout::Options;
use handout::internals::document::{NumberSource, Traced, trace};

/// The numbers of the sample's sheet.
fn traced(theme: &str, language: &str) -> Vec<Traced> {
    trace(&sheet(theme, language, "office").document)
}

#[test]
fn the_list_of_the_engine_is_that_of_the_page() {
    for (theme, language) in THEMES.into_iter().flat_map(|theme| LANGUAGES.map(|language| (theme, language)))
    {
        let (asked, languages) = (Some(theme.to_owned()), vec![language.to_owned()]);
        let options = Options { theme: asked, languages, ..Options::default() };
        let listed = Set::sample().engine(&options).trace("KY").expect("a page");
        let listed: Vec<_> = listed.into_iter().map(|number| (number.printed, number.location)).collect();
        let here = |number: Traced| (number.printed, Set::sample().sources.locate(number.place));
        assert_eq!(listed, traced(theme, language).into_iter().map(here).collect::<Vec<_>>());
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn the_digits_of_the_list_are_those_of_the_page() {
    for (theme, language) in THEMES.into_iter().flat_map(|theme| LANGUAGES.map(|language| (theme, language)))
    {
        let listed: String = traced(theme, language).iter().map(|number| digits(&number.printed)).collect();
        // Pieces of content are numbered in the order they are read.
        let file = File::read(&sheet(theme, language, "office").bytes);
        let printed: String = file.words().values().map(|words| digits(words)).collect();
        assert!(printed.len() > 100, "the page has figures");
        assert_eq!(listed, printed, "{theme} {language}");
    }
}

#[test]
fn each_number_stands_where_the_list_says() {
    let sources = &Set::sample().sources;
    let numbers: Vec<Traced> = THEMES.iter().flat_map(|theme| traced(theme, "en")).collect();
    for number in &numbers {
        let there = sources.slice(number.place);
        let (file, printed) = (sources.locate(number.place).path, &number.printed);
        assert!(!there.is_empty(), "{number:?}");
        match &number.source {
            NumberSource::Figure(_) => assert!(!file.contains("wording"), "{number:?}"),
            NumberSource::Datum(_) => assert!(there.contains(printed.as_str()), "{number:?}"),
            NumberSource::Wording => {
                assert!(file.contains("wording") && printed.contains(there), "{number:?}: {there}")
            }
        }
        if let NumberSource::Figure(_) | NumberSource::Wording = number.source {
            let (written, said) = (digits(there), digits(printed));
            assert_eq!(written, said, "{number:?}");
        }
    }
    let typed: Vec<&str> =
        numbers.iter().filter(|n| n.source == NumberSource::Wording).map(|n| n.printed.as_str()).collect();
    assert_eq!(typed, ["(1)", "(2)", "(3)", "(1)", "(2)", "(3)"]);
}
