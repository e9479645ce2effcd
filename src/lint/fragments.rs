//! Sentences of a finished page that a missing figure, condition or table left unfinished.
//!
//! In: a page. Out: what is certain on the page of a real place, as a fault; and everything, for the
//! boundary states.

use super::agreement::label_disagrees;
use super::dangling::{Dangling, dangling};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::outline::Part;
use crate::set::{Dataset, SetFile};
use crate::source::Span;

/// What to do about a fragment.
pub(super) const HELP: &str = "put the words that belong together into `{% if KEY %} … {% endif %}`, or give the words \
                               for this case with `{% else %}`, `plural`, `zero` or `or`";

/// Refuses fragments that nobody writes on purpose.
pub(super) fn lint(document: &Document, dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    for (origin, Dangling { what, sentence, certain, .. }) in fragments(document, &dataset.set) {
        if certain {
            let message = format!("{what}: “{sentence}”");
            found.push(Diagnostic::error(Code::BrokenSentence, origin, message).help(HELP));
        }
    }
}

/// What is wrong with the texts of a page, each with its place.
pub(super) fn fragments(document: &Document, set: &SetFile) -> Vec<(Span, Dangling)> {
    let texts = document.texts();
    let mut found = Vec::new();
    for (n, passage) in texts.iter().enumerate() {
        if let (Part::TileFigure, Some(label)) = (passage.part, passage.beside[0])
            && let Some(origin) = label.origin
            && let Some(what) = label_disagrees(passage.text, label, &document.meta.language, set)
        {
            let sentence = format!("{} {}", passage.text.plain(), label.plain());
            found.push((origin, Dangling { what, sentence, certain: true, nth: 0 }));
        }
        let Some(origin) = passage.text.origin else { continue };
        let below = texts.get(n + 1).filter(|below| matches!(below.part, Part::Paragraph | Part::Intro));
        let next = below.map(|below| below.text);
        let fragments = dangling(passage.text, passage.part.is_prose(), next, &document.meta.language, set);
        found.extend(fragments.into_iter().map(|fragment| (origin, fragment)));
    }
    found
}
