//! A figure of the nation where the state's own belongs: in a sentence that speaks of the state and not of the
//! nation.
//!
//! In: a finished page. Out: an error for a sentence that names the state and whose only figures are the
//! nation's, if one of them is what the state has a figure of its own for, which the page does not print. "Among
//! the 5,759", "of the 28,886" and words like "nationwide" say that a figure is the nation's.

use super::sentences::sentences;
use super::vocabulary::{Vocabulary, folded};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, InlineKind, RichText};
use crate::facts::Facts;
use crate::figure::{FigureId, Value};
use crate::lang::{SentenceWords, sentence_words};
use crate::set::{Dataset, DatumId, FigureSpec, Scope};
use crate::source::Span;
use std::collections::HashSet;
use std::ops::Range;

pub(super) fn lint(document: &Document, facts: &Facts, dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let page = Page { document, facts, dataset, words: sentence_words(&document.meta.language) };
    for passage in document.texts() {
        if let Some(origin) = passage.text.origin
            && let Some((figure, own)) = page.exchanged(passage.text)
        {
            found.push(page.fault(figure, own, origin));
        }
    }
}

struct Page<'a> {
    document: &'a Document,
    facts: &'a Facts,
    dataset: &'a Dataset,
    words: &'static SentenceWords,
}

impl<'a> Page<'a> {
    /// A figure of the nation in a text about the state, and the state's own.
    fn exchanged(&self, text: &RichText) -> Option<(FigureId, &'a FigureSpec)> {
        let national = |figure: &FigureId| self.facts.figure(*figure).scope == Scope::National;
        let names_state = || text.inlines.iter().any(|inline| is_name(inline.kind));
        if !text.figures().any(|figure| national(&figure)) || !names_state() {
            return None;
        }
        let plain = text.plain();
        for sentence in sentences(&plain, &self.document.meta.language) {
            let said = Said::of(text, &sentence);
            let only = said.figures.iter().all(|(figure, _)| national(figure));
            if !said.names_state || !only || self.is_national(&said) {
                continue;
            }
            let is_whole = |at: usize| self.is_whole(plain.get(sentence.start..at).unwrap_or_default());
            let mut told = said.figures.iter().filter(|(_, at)| !is_whole(*at));
            let found = told.find_map(|(figure, _)| Some((*figure, self.own(*figure, &said.words)?)));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn is_national(&self, said: &Said) -> bool {
        self.words.of_nation.iter().any(|word| said.words.contains(word))
    }

    /// Whether what stands before a figure makes it one that the reader knows: "of the".
    fn is_whole(&self, before: &str) -> bool {
        let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        self.words.before_wholes.contains(&last.as_str()) || self.words.articles.contains(&last.as_str())
    }

    /// The figure of the state that belongs where one of the nation stands, among these words: it has a number
    /// that the page does not print. Where it may be one of several, none.
    fn own(&self, figure: FigureId, words: &str) -> Option<&'a FigureSpec> {
        let specs = &self.dataset.set.figures;
        let nation = specs.get(figure.index())?;
        let printed: HashSet<FigureId> =
            self.document.texts().iter().flat_map(|passage| passage.text.figures()).collect();
        let is_left = |id: &FigureId| {
            let value = self.facts.figure(*id).value;
            !printed.contains(id) && matches!(value, Value::Known(_) | Value::FewerThan(_))
        };
        let left = (0..).map(FigureId).zip(specs).filter(|(_, spec)| spec.scope == Scope::State);
        let left: Vec<(FigureId, &FigureSpec)> = left.filter(|(id, _)| is_left(id)).collect();
        let same: Vec<_> = left.iter().filter(|(_, spec)| counts_the_same(spec, nation)).collect();
        if let [(_, own)] = same[..] {
            return Some(own);
        }
        if left.is_empty() {
            return None;
        }
        let (vocabulary, words) =
            (Vocabulary::new(self.dataset, &self.document.meta.language), folded(words));
        let spoken = left.iter().filter(|(id, _)| vocabulary.has_words_of(&words, figure, *id));
        match spoken.collect::<Vec<_>>()[..] {
            [(_, own)] => Some(own),
            _ => None,
        }
    }

    fn fault(&self, figure: FigureId, own: &FigureSpec, origin: Span) -> Diagnostic {
        let (key, own) = (&self.facts.figure(figure).key, &own.key.value);
        let message = format!(
            "`{key}`, a figure of the nation, is told of the state here, and `{own}` is not on the page"
        );
        let help = format!(
            "write `{{{{ {own} }}}}`; if the nation’s is meant, say so (\"nationwide\"), or allow this with the reason \
             (`[[allow]]`)"
        );
        Diagnostic::error(Code::NationalValue, origin, message).help(help)
    }
}

/// What a sentence says.
struct Said {
    /// In small letters, without names and figures.
    words: String,
    names_state: bool,
    /// With where they stand.
    figures: Vec<(FigureId, usize)>,
}

impl Said {
    /// Of a sentence of a text.
    fn of(text: &RichText, sentence: &Range<usize>) -> Self {
        let mut said = Self { words: String::new(), names_state: false, figures: Vec::new() };
        let mut end = 0;
        for inline in &text.inlines {
            let start = end;
            end += inline.text.len();
            let within = start.max(sentence.start)..end.min(sentence.end);
            if within.is_empty() {
                continue;
            }
            match inline.kind {
                InlineKind::Wording => said.words += &inline.text[within.start - start..within.end - start],
                InlineKind::Datum(..) => said.names_state |= is_name(inline.kind),
                InlineKind::Figure(figure, _) => said.figures.push((figure, start)),
            }
        }
        said.words = said.words.to_lowercase().replace('\u{a0}', " ");
        said
    }
}

fn is_name(kind: InlineKind) -> bool {
    use DatumId::{StateAdjective, StateInProse, StateName, StatePossessive};
    matches!(kind, InlineKind::Datum(StateName | StateInProse | StatePossessive | StateAdjective, _))
}

/// Whether a figure of a state is for what one of the nation counts: by a rule, a label or a key.
fn counts_the_same(own: &FigureSpec, nation: &FigureSpec) -> bool {
    let key = nation.key.value.as_str();
    let summed = own.rules.states_sum_to.as_ref().is_some_and(|rule| rule.national.value == key);
    let limited = own.at_most.iter().any(|limit| limit.value == key);
    let label = |spec: &FigureSpec| spec.label.texts.first().map(|(_, text)| text.value.to_lowercase());
    let named = key.strip_suffix(own.key.value.as_str()).is_some_and(|rest| rest.ends_with('_'));
    summed || limited || named || label(own) == label(nation)
}
