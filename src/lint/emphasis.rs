//! Too much bold: where every tenth word is bold, no figure stands out.
//!
//! In: the finished pages. Out: a warning for each wording whose running text outside call-outs has more
//! than one word of twenty in bold without a figure of the state in it.

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
        let RunningBold { words, fragments, .. } = RunningBold::of(document);
        let of_state = |fragment: &&BoldFragment| {
            let mut specs = fragment.figures.iter().map(|figure| &dataset.set.figures[figure.index()]);
            specs.any(|spec| spec.scope == Scope::State)
        };
        let others: Vec<&BoldFragment> = fragments.iter().filter(|fragment| !of_state(fragment)).collect();
        let bold: usize = others.iter().map(|fragment| fragment.text.split_whitespace().count()).sum();
        if bold < FEW || bold * 100 <= words * MOST {
            return;
        }
        let Some(fragment) = others.first() else { return };
        let Some(origin) = fragment.origin.filter(|_| self.0.insert(document.meta.language.clone())) else {
            return;
        };
        let quoted: String = fragment.text.chars().take(QUOTED).collect();
        let more = if quoted.len() < fragment.text.len() { " …" } else { "" };
        let message = format!(
            "{} % of the running words are bold without a figure of the state, such as “{}{more}”",
            bold * 100 / words.max(1),
            quoted.trim(),
        );
        let help =
            "take the asterisks away where no figure of the state stands: beyond 5 % nothing stands out";
        found.report(Diagnostic::warning(Code::MuchBold, origin, message).help(help));
    }
}
