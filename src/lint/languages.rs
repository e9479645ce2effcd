//! A figure that one language of the set prints and another does not.
//!
//! In: the documents of one place in all languages. Out: a warning for each such figure, naming the
//! first place where it shows. How often figures are printed does not matter; `order` compares which stands
//! where. A figure that is 0 or has no number is not compared: one language may say so in words and another
//! leave the sentence out.

use super::order::{Exchange, exchanges};
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
    /// Figures that changed places, by where they stand.
    exchanged: BTreeMap<(Span, FigureId), Diagnostic>,
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
        Self { sources, found: BTreeMap::new(), exchanged: BTreeMap::new() }
    }

    /// Compares the pages of a state: one document per language.
    pub(super) fn state(&mut self, name: &str, facts: &Facts, documents: &[&Document]) {
        self.compare(format!("for {name}"), 1, facts, documents);
    }

    /// Compares the pages of an invented state. What a real one shows is not reported again.
    pub(super) fn invented(&mut self, whose: &str, facts: &Facts, documents: &[&Document]) {
        self.compare(whose.to_owned(), 0, facts, documents);
    }

    fn compare(&mut self, whose: String, count: usize, facts: &Facts, documents: &[&Document]) {
        if let [first, others @ ..] = documents {
            others.iter().for_each(|other| self.exchanges(&whose, facts, first, other));
        }
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

    /// Compares which figure stands where.
    fn exchanges(&mut self, whose: &str, facts: &Facts, first: &Document, other: &Document) {
        for Exchange { first: (expected, there), here: (printed, here) } in exchanges(facts, first, other) {
            let key = |figure: FigureId| facts.figure(figure).key.as_str();
            self.exchanged.entry((here, printed)).or_insert_with(|| {
                let (tag, language) = (&first.meta.language, &other.meta.language);
                let (wanted, is) = (key(expected), key(printed));
                let message = format!(
                    "{whose}, the page in `{language}` prints `{is}` where the page in `{tag}` prints `{wanted}`"
                );
                let place = placeholder(self.sources, here, is);
                let warning = Diagnostic::warning(Code::LanguagesDiffer, place, message);
                let help = "check that both say the same of each figure, in the same order; if they do, allow this with the reason";
                warning.help(help).related(placeholder(self.sources, there, wanted), format!("the page in `{tag}`"))
            });
        }
    }

    /// Warns about every difference.
    pub(super) fn report(self, sink: &mut Sink) {
        self.exchanged.into_values().for_each(|warning| _ = sink.report(warning));
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

pub(super) fn has_number(fact: &Fact) -> bool {
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
