//! Every digit on the page has a place in the files: the list against the finished PDF.

use crate::kit::file::File;
use handout::batch::{Batch, Options};
use handout::diagnostic::Sink;
use handout::document::{NumberSource, Traced};
use handout::facts;
use handout::set;
use handout::source::Sources;
use std::path::Path;
use std::sync::Mutex;

struct Sample {
    sources: Sources,
    numbers: Vec<Traced>,
    pdf: Vec<u8>,
}

fn sample(language: &str) -> Sample {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let dataset = set::read(Path::new("data"), &mut sources, &mut sink).expect("the sample is sound");
    let options = Options { languages: vec![language.to_owned()], ..Options::default() };
    let batch = Batch::plan(&dataset, &sources, &options, &mut sink).expect("a sound wording");
    let facts = facts::validate(&dataset, &dataset.states[0], &mut sink).expect("sound figures");
    let numbers = batch.trace(&facts, &mut sink).expect("a page");
    let pdf = Mutex::new(Vec::new());
    batch.build(1, &mut sink, |_, bytes| {
        bytes.clone_into(&mut pdf.lock().expect("one thread"));
        Ok(())
    });
    Sample { sources, numbers, pdf: pdf.into_inner().expect("one thread") }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn the_digits_of_the_list_are_those_of_the_page() {
    for language in ["en", "es"] {
        let sample = sample(language);
        let listed: String = sample.numbers.iter().map(|number| digits(&number.printed)).collect();
        // Pieces of content are numbered in the order they are read.
        let printed: String = File::read(&sample.pdf).words().values().map(|words| digits(words)).collect();
        assert!(printed.len() > 100, "the page has figures");
        assert_eq!(listed, printed);
    }
}

#[test]
fn each_number_stands_where_the_list_says() {
    let sample = sample("en");
    for number in &sample.numbers {
        let there = sample.sources.slice(number.place);
        let (file, printed) = (sample.sources.locate(number.place).path, &number.printed);
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
    let typed: Vec<&str> = sample
        .numbers
        .iter()
        .filter(|n| n.source == NumberSource::Wording)
        .map(|n| n.printed.as_str())
        .collect();
    assert_eq!(typed, ["(1)", "(2)", "(3)"]);
}
