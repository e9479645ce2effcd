//! Too much bold: where a sentence in eight is bold, no figure stands out.
//!
//! In: the finished pages. Out: a warning for each wording whose running text outside call-outs is bold
//! in more than one word of twenty; it names a fragment without a figure of the state, if there is one.

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::document::{BoldFragment, Document, RunningBold};
use crate::set::{Dataset, Scope};
use std::collections::HashSet;

/// Up to so many bold words of a hundred stand out.
const MOST: usize = 5;
/// Fewer bold words are not much, however short the text.
const FEW: usize = 12;
/// Characters of a fragment that are quoted.
const QUOTED: usize = 40;

/// The languages whose wording was told.
#[derive(Default)]
pub(super) struct Emphasis(HashSet<String>);

impl Emphasis {
    pub(super) fn page(&mut self, document: &Document, dataset: &Dataset, found: &mut Sink) {
        let bold = RunningBold::of(document);
        if bold.bold_words < FEW || bold.bold_words * 100 <= bold.words * MOST {
            return;
        }
        let of_state = |fragment: &&BoldFragment| {
            let mut specs = fragment.figures.iter().map(|figure| &dataset.set.figures[figure.index()]);
            specs.any(|spec| spec.scope == Scope::State)
        };
        let other = bold.fragments.iter().find(|fragment| !of_state(fragment));
        let Some(fragment) = other.or(bold.fragments.first()) else { return };
        let Some(origin) = fragment.origin.filter(|_| self.0.insert(document.meta.language.clone())) else {
            return;
        };
        let quoted: String = fragment.text.chars().take(QUOTED).collect();
        let more = if quoted.len() < fragment.text.len() { " …" } else { "" };
        let message = format!(
            "{} % of the running words are bold, such as “{}{more}”; beyond {MOST} % nothing stands out",
            bold.bold_words * 100 / bold.words.max(1),
            quoted.trim(),
        );
        let help = "make whole sentences with the state’s figures bold, which become call-outs; take the \
                    asterisks away elsewhere";
        found.report(Diagnostic::warning(Code::MuchBold, origin, message).help(help));
    }
}
