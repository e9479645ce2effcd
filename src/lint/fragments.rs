//! Sentences of a finished page that a missing figure, condition or table left unfinished.
//!
//! In: a page. Out: what is certain on the page of a real place, as a fault; and everything, for the
//! boundary states.

use super::agreement::label_disagrees;
use super::dangling::{Dangling, Wholeness, dangling};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, InlineKind, Passage, RichText};
use crate::outline::Part;
use crate::set::{Dataset, SetFile};
use crate::source::Span;
use std::collections::BTreeMap;

/// What to do about a fragment.
pub(super) const HELP: &str = "put the words that belong together into `{% if KEY %} … {% endif %}`, or give the words \
                               for this case with `{% else %}`, `plural`, `zero` or `or`";

/// Texts that were looked at and are sound: those without a value of the data, which every page has; or all.
#[derive(Default)]
pub struct SoundTexts {
    all: bool,
    /// By their template.
    known: BTreeMap<Span, Vec<RichText>>,
}

impl SoundTexts {
    /// Remembers all, where pages have nearly the same values.
    pub(super) fn of_all() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// Whether a text is remembered, once it is known to be sound.
    fn remembers(&self, text: &RichText) -> bool {
        self.all || text.inlines.iter().all(|inline| inline.kind == InlineKind::Wording)
    }
}

/// Refuses fragments that nobody writes on purpose.
pub(super) fn lint(
    document: &Document,
    dataset: &Dataset,
    looked: &mut SoundTexts,
    found: &mut Vec<Diagnostic>,
) {
    for (origin, Dangling { what, sentence, certain, .. }) in fragments(document, &dataset.set, looked) {
        if certain {
            let message = format!("{what}: “{sentence}”");
            found.push(Diagnostic::error(Code::BrokenSentence, origin, message).help(HELP));
        }
    }
}

/// What is wrong with the texts of a page, each with its place.
pub(super) fn fragments(document: &Document, set: &SetFile, sound: &mut SoundTexts) -> Vec<(Span, Dangling)> {
    let texts = document.texts();
    let mut found: Vec<(Span, Dangling)> = Vec::new();
    for (n, passage) in texts.iter().enumerate() {
        if let (Part::TileFigure, Some(label)) = (passage.part, passage.beside[0])
            && let Some(origin) = label.origin
            && let Some(what) = label_disagrees(passage.text, label, &document.meta.language, set)
        {
            let sentence = format!("{} {}", passage.text.plain(), label.plain());
            found.push((origin, Dangling { what, sentence, certain: true, nth: 0 }));
        }
        let Some(origin) = passage.text.origin else { continue };
        // Whether an item reads well depends on what stands below it.
        let remembers = sound.remembers(passage.text) && passage.part != Part::ListItem;
        if remembers && sound.known.get(&origin).is_some_and(|known| known.contains(passage.text)) {
            continue;
        }
        let fragments = dangling(passage.text, wholeness(&texts, n), &document.meta.language, set);
        // What stands behind a colon may be another text the next time.
        if remembers && fragments.is_empty() && !passage.text.plain().trim_end().ends_with(':') {
            sound.known.entry(origin).or_default().push(passage.text.clone());
        }
        // A text may stand in several parts on the page, with call-outs between them.
        let earlier = |what: &str| found.iter().filter(|(at, one)| *at == origin && one.what == what).count();
        let fragments: Vec<_> = fragments
            .into_iter()
            .map(|fragment| (origin, Dangling { nth: fragment.nth + earlier(&fragment.what), ..fragment }))
            .collect();
        found.extend(fragments);
    }
    found
}

/// What can be asked of the text number `n`.
fn wholeness<'t>(texts: &[Passage<'t>], n: usize) -> Wholeness<'t> {
    let (part, below) = (texts[n].part, texts.get(n + 1));
    match (part, below.map(|below| below.part)) {
        // "; and" leads to the next item.
        (Part::ListItem, Some(Part::ListSign | Part::InnerSign)) => Wholeness::Item { last: false },
        (Part::ListItem, _) => Wholeness::Item { last: true },
        _ if !part.is_prose() => Wholeness::Fragment,
        (_, Some(Part::Paragraph | Part::Intro | Part::ListSign)) => {
            Wholeness::Sentences { next: below.map(|below| below.text) }
        }
        _ => Wholeness::Sentences { next: None },
    }
}
