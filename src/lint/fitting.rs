//! Sentences about another figure than the one they print.
//!
//! In: the documents of all places. Out: a warning for a sentence that has the words of another figure and
//! not those of its own, and for a figure with another's noun behind it. A text with the same figures is looked at
//! once, whatever the place.

use super::sentences::sentences;
use super::vocabulary::{Vocabulary, folded};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::document::{Document, InlineKind, RichText};
use crate::figure::FigureId;
use crate::outline::PartRole;
use crate::set::Dataset;
use crate::source::Span;
use std::collections::HashSet;
use std::ops::Range;

/// What has been looked at, in all languages.
pub(super) struct Fitting<'d> {
    dataset: &'d Dataset,
    vocabularies: Vec<Vocabulary<'d>>,
    /// By template, figures, and whether it is a call-out or what stands beside one.
    seen: HashSet<(Span, Vec<FigureId>, bool)>,
    told: HashSet<(Span, FigureId, FigureId)>,
}

impl<'d> Fitting<'d> {
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let languages = dataset.wordings.iter().map(|wording| wording.language.value.as_str());
        let vocabularies = languages.map(|language| Vocabulary::new(dataset, language)).collect();
        Self { dataset, vocabularies, seen: HashSet::new(), told: HashSet::new() }
    }

    pub(super) fn page(&mut self, document: &Document, found: &mut Sink) {
        let language = document.meta.language.as_str();
        let Some(at) = self.vocabularies.iter().position(|words| words.language == language) else { return };
        for passage in document.passages() {
            let running = matches!(passage.part.role(), PartRole::Text);
            if let Some(origin) = passage.text.origin
                && running
                && passage.text.figures().next().is_some()
                && self.seen.insert((
                    origin,
                    passage.text.figures().collect(),
                    passage.text.inlines[0].strong,
                ))
            {
                self.text(at, passage.text, origin, found);
            }
        }
    }

    fn text(&mut self, language: usize, text: &RichText, origin: Span, found: &mut Sink) {
        let plain = text.plain();
        let figures = printed(text);
        for sentence in sentences(&plain, self.vocabularies[language].language) {
            let own: Vec<&(FigureId, Range<usize>)> =
                figures.iter().filter(|(_, range)| sentence.contains(&range.start)).collect();
            for (at, (figure, range)) in own.iter().enumerate() {
                let end = own.get(at + 1).map_or(sentence.end, |(_, next)| next.start);
                let words = &self.vocabularies[language];
                // No noun goes on behind a comma.
                let behind =
                    plain[range.end..end].split([',', ';', ':', '(', '.']).next().unwrap_or_default();
                let behind = folded(behind);
                if let Some((other, noun)) = words.noun_of(&behind, *figure) {
                    let what = format!("“{noun}” stands behind `{{}}`, but is the noun of `{{}}`");
                    self.report(what, *figure, other, origin, found);
                    continue;
                }
                if let [_] = own[..] {
                    let around = format!(
                        "{} {}",
                        &plain[sentence.start..range.start],
                        &plain[range.end..sentence.end]
                    );
                    if let Some(other) = words.spoken_of(&folded(&around), *figure) {
                        let what = "the sentence of `{}` has the words of `{}`".to_owned();
                        self.report(what, *figure, other, origin, found);
                    }
                }
            }
        }
    }

    /// Warns, once; `what` has `{}` for each of the two figures.
    fn report(&mut self, what: String, own: FigureId, other: FigureId, origin: Span, found: &mut Sink) {
        if !self.told.insert((origin, own, other)) {
            return;
        }
        let specs = &self.dataset.set.figures;
        let (own, other) = (&specs[own.index()], &specs[other.index()]);
        let message = what.replacen("{}", &own.key.value, 1).replacen("{}", &other.key.value, 1);
        let help = format!(
            "if it should be `{{{{ {} }}}}`, write so; if the figure is right, say in its label and nouns what the \
             sentence says, or allow this with the reason",
            other.key.value
        );
        let warning = Diagnostic::warning(Code::DoubtfulLabel, origin, message).help(help);
        found.report(warning.related(own.key.span, "the figure").related(other.key.span, "the other figure"));
    }
}

/// The figures of a text and where they stand in it.
fn printed(text: &RichText) -> Vec<(FigureId, Range<usize>)> {
    let mut at = 0;
    let mut found = Vec::new();
    for inline in &text.inlines {
        let start = at;
        at += inline.text.len();
        if let InlineKind::Figure(figure, _) = inline.kind {
            found.push((figure, start..at));
        }
    }
    found
}
