//! The texts of a set in one language, in the order they are read: the wording, and what the set file gives the
//! figures and the publisher.
//!
//! In: a set and a wording of it. Out: each text with a name and its place.

use crate::outline::Leaf;
use crate::set::{SetFile, Wording};
use crate::source::Span;

/// A text of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPassage {
    /// What it is: "publisher.name", "label of cases", "title".
    pub part: String,
    /// With its placeholders.
    pub text: String,
    pub at: Span,
}

/// All texts in the language of the wording.
pub fn passages(set: &SetFile, wording: &Wording) -> Vec<SetPassage> {
    let language = wording.language.value.as_str();
    let mut found = Vec::new();
    let mut add = |part: String, text: &str, at: Span| {
        found.push(SetPassage { part, text: text.to_owned(), at });
    };
    let publisher = &set.publisher;
    add("publisher.name".to_owned(), &publisher.name.value, publisher.name.span);
    for (part, text) in [("publisher.short", &publisher.short), ("publisher.website", &publisher.website)] {
        text.iter().for_each(|text| add(part.to_owned(), &text.value, text.span));
    }
    for (key, text) in &set.contact {
        add(format!("contact.{}", key.value), &text.value, text.span);
    }
    for spec in &set.figures {
        let texts =
            [("label", Some(&spec.label)), ("one", spec.one.as_ref()), ("other", spec.other.as_ref())];
        for (what, text) in texts.into_iter().filter_map(|(what, text)| Some((what, text?))) {
            let own = text.get(language).or_else(|| text.texts.first().map(|(_, text)| text));
            own.into_iter()
                .for_each(|own| add(format!("{what} of {}", spec.key.value), &own.value, own.span));
        }
    }
    for short in &wording.abbreviations {
        add(format!("abbreviation {}", short.short.value), &short.words.value, short.words.span);
    }
    wording.page.visit(&mut |spot| match spot.leaf {
        Leaf::Text(text) => add(spot.part.name().to_owned(), &text.text, text.span),
        Leaf::Figure(figure) => {
            add(spot.part.name().to_owned(), &format!("{{{{ {} }}}}", figure.value), figure.span)
        }
    });
    found
}
