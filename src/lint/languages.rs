//! A figure that one language of the set prints and another does not.
//!
//! In: the documents of one place in all languages. Out: a warning for each such figure, naming the
//! first place where it shows. How often and in which order figures are printed does not matter. A
//! figure that is 0 or has no number is not compared: one language may say so in words and another
//! leave the sentence out.

use crate::diagnostic::{Code, Diagnostic, Sink, counted};
use crate::document::Document;
use crate::facts::{Fact, Facts};
use crate::figure::{FigureId, Value};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The differences, each reported once however many places show it.
pub(super) struct Differences<'s> {
    sources: &'s Sources,
    /// By figure, and the languages that lack it.
    found: BTreeMap<(FigureId, Vec<String>), Found>,
}

struct Found {
    /// "for Kentucky".
    whose: String,
    /// How many more states.
    more: usize,
    key: String,
    /// The language that prints it, and where in its wording.
    printed: (String, Span),
}

impl<'s> Differences<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self { sources, found: BTreeMap::new() }
    }

    /// Compares the pages of a state: one document per language.
    pub(super) fn state(&mut self, name: &str, facts: &Facts, documents: &[Document]) {
        self.compare(format!("for {name}"), 1, facts, documents);
    }

    /// Compares the pages of an invented state. What a real one shows is not reported again.
    pub(super) fn invented(&mut self, whose: &str, facts: &Facts, documents: &[Document]) {
        self.compare(whose.to_owned(), 0, facts, documents);
    }

    fn compare(&mut self, whose: String, count: usize, facts: &Facts, documents: &[Document]) {
        let pages: Vec<(&str, BTreeMap<FigureId, Span>)> =
            documents.iter().map(|document| (document.meta.language.as_str(), printed(document))).collect();
        for (figure, fact) in facts.by_id().filter(|(_, fact)| has_number(fact)) {
            let with = pages.iter().find_map(|(tag, page)| Some((*tag, *page.get(&figure)?)));
            let Some((tag, text)) = with else { continue };
            let without = pages.iter().filter(|(_, page)| !page.contains_key(&figure));
            let without: Vec<String> = without.map(|(tag, _)| (*tag).to_owned()).collect();
            if without.is_empty() {
                continue;
            }
            match self.found.entry((figure, without)) {
                Entry::Occupied(mut told) => told.get_mut().more += count,
                Entry::Vacant(new) => {
                    let place = placeholder(self.sources, text, &fact.key);
                    let (whose, key) = (whose.clone(), fact.key.clone());
                    new.insert(Found { whose, more: 0, key, printed: (tag.to_owned(), place) });
                }
            }
        }
    }

    /// Warns about every difference.
    pub(super) fn report(self, sink: &mut Sink) {
        for ((_, without), Found { whose, more, key, printed: (tag, place) }) in self.found {
            let more = match more {
                0 => String::new(),
                more => format!(" and {}", counted(more, "more state")),
            };
            let quoted = |before: &str, after: &str| {
                let all: Vec<String> = without.iter().map(|tag| format!("`{before}{tag}{after}`")).collect();
                all.join(" and ")
            };
            let message = format!(
                "{whose}{more}, the page in `{tag}` prints the figure `{key}`, but the page in {} does not",
                quoted("", "")
            );
            let help = format!(
                "add `{{{{ {key} }}}}` to {}, or allow this with the reason",
                quoted("wording.", ".toml")
            );
            sink.report(Diagnostic::warning(Code::LanguagesDiffer, place, message).help(help));
        }
    }
}

fn has_number(fact: &Fact) -> bool {
    match fact.value {
        Value::Known(_) => fact.value.count() != Some(0),
        Value::FewerThan(_) => true,
        Value::Missing(_) => false,
    }
}

/// The figures of a page, each with the text that first prints it; for a figure on its own, the text
/// beside it.
fn printed(document: &Document) -> BTreeMap<FigureId, Span> {
    let mut found = BTreeMap::new();
    for passage in document.passages() {
        let Some(origin) = passage.wording().and_then(|text| text.origin) else { continue };
        for figure in passage.text.figures() {
            found.entry(figure).or_insert(origin);
        }
    }
    found
}

/// Where a text of the wording names the figure; the whole text if it does not.
fn placeholder(sources: &Sources, text: Span, key: &str) -> Span {
    let written = sources.slice(text);
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let whole =
        |at: &usize| !written[..*at].ends_with(joins) && !written[at + key.len()..].starts_with(joins);
    let at = written.match_indices(key).map(|(at, _)| at).find(whole);
    at.map_or(text, |at| {
        let start = text.start as usize + at;
        Span::new(text.file, start, start + key.len())
    })
}
