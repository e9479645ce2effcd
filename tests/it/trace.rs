//! Every digit on the page has a place in the files: the list against the finished PDF.

use crate::kit::file::File;
use handout::{Batch, Engine, Options, PrintedNumber, Set};
use std::fs;
use std::sync::Mutex;

fn sample(language: &str) -> (Vec<PrintedNumber>, Vec<u8>) {
    let set = Set::open("data").expect("the sample is sound");
    let options = Options { languages: vec![language.to_owned()], ..Options::default() };
    let engine = Engine::new(&set, &options).expect("a sound wording");
    let pdf = Mutex::new(Vec::new());
    Batch::new(&engine).build(1, |_, bytes| {
        bytes.clone_into(&mut pdf.lock().expect("one thread"));
        Ok(())
    });
    (engine.trace("KY").expect("a page"), pdf.into_inner().expect("one thread"))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn the_digits_of_the_list_are_those_of_the_page() {
    for language in ["en", "es"] {
        let (numbers, pdf) = sample(language);
        let listed: String = numbers.iter().map(|number| digits(&number.printed)).collect();
        // Pieces of content are numbered in the order they are read.
        let printed: String = File::read(&pdf).words().values().map(|words| digits(words)).collect();
        assert!(printed.len() > 100, "the page has figures");
        assert_eq!(listed, printed);
    }
}

#[test]
fn each_number_stands_where_the_list_says() {
    let (numbers, _) = sample("en");
    for number in &numbers {
        let (at, printed) = (&number.location, &number.printed);
        let text = fs::read_to_string(&at.path).expect("a file of the set");
        let there: String =
            text.lines().nth(at.line - 1).expect("a line").chars().skip(at.column - 1).collect();
        // Of the line, the value: a number, or a text in quotes that may hold more than is printed.
        let value = there.trim_start_matches('"');
        match number.key.as_deref() {
            Some(key) if key.starts_with("contact.") || key == "year" => {
                assert!(value.starts_with(printed.as_str()), "{number:?}: {there}");
            }
            Some(_) => {
                assert!(!at.path.contains("wording"), "{number:?}");
                let quoted = there.strip_prefix('"').and_then(|text| text.split('"').next());
                let written = quoted.unwrap_or(there.split([' ', ',']).next().unwrap_or_default());
                assert_eq!(digits(written), digits(printed), "{number:?}: {there}");
            }
            None => {
                assert!(at.path.contains("wording"), "{number:?}");
                assert!(digits(&there).starts_with(&digits(printed)), "{number:?}: {there}");
            }
        }
    }
    let typed = numbers.iter().filter(|number| number.key.is_none()).map(|number| number.printed.as_str());
    assert_eq!(typed.collect::<Vec<_>>(), ["(1)", "(2)", "(3)"]);
}
