//! Each sheet says whose it is: in its title, and in its words if they give a figure of the place.
//!
//! In: a finished page. Out: what it lacks of the name of the place in the language of the page. A title
//! without it, or words with a name that has nothing to do with it, are an error. Words that tell a figure
//! and leave the name to the title are only doubtful.

use crate::characters::skeleton;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, InlineKind, Passage};
use crate::facts::Facts;
use crate::gazetteer::Jurisdiction;
use crate::outline::{Part, PartRole};
use crate::set::{DatumId, Scope};

/// Letters by which two words are the same: "Kentucky", "Kentuckian".
const STEM: usize = 4;

pub(super) fn lint(document: &Document, facts: &Facts, found: &mut Vec<Diagnostic>) {
    let own = own_names(facts, &document.meta.language);
    // "del Valle" of "El Valle": forms that the language makes.
    let prints = |passage: &Passage<'_>| {
        printed_names(passage).any(|form| own.iter().any(|name| are_related(name, &form)))
    };
    let says = |passage: &Passage<'_>| {
        let text = skeleton(&passage.text.plain());
        own.iter().any(|name| is_said(&text, name))
    };
    let passages = document.passages();
    let texts = document.texts();
    let titles = texts.iter().filter(|text| matches!(text.part, Part::Title | Part::FileTitle));
    for title in titles.filter(|title| !prints(title) && !says(title)) {
        let Some(origin) = title.text.origin else { continue };
        let message = format!("the title does not name the place: “{}”", title.text.plain());
        let help = "write `{{ state.name }}` into it, outside of any `{% if … %}`";
        found.push(Diagnostic::error(Code::OtherState, origin, message).help(help));
    }
    let is_word = |passage: &&Passage<'_>| {
        let role = passage.part.role();
        let label = matches!(passage.part, Part::TileLabel | Part::Kicker);
        label || !matches!(role, PartRole::PageHeading | PartRole::Line)
    };
    let own_figure = |passage: &Passage<'_>| {
        passage.text.figures().any(|figure| facts.figure(figure).scope == Scope::State)
    };
    let words = || passages.iter().filter(is_word);
    if words().any(own_figure) && !words().any(prints) && !words().any(says) {
        let first = words().find_map(|passage| passage.text.origin.filter(|_| own_figure(passage)));
        let Some(at) = first.or_else(|| words().find_map(|passage| passage.text.origin)) else { return };
        let message = "no sentence of this page names the place its figures are of";
        let help = "write `{{ state.in_prose }}` or `{{ state.possessive }}` where the figures are told";
        let fault = match words().any(|passage| printed_names(passage).next().is_some()) {
            true => Diagnostic::error(Code::OtherState, at, message),
            false => Diagnostic::warning(Code::OtherState, at, message),
        };
        found.push(fault.help(help));
    }
}

/// The forms of the name that are printed, whatever they are, in small letters.
fn printed_names<'p>(passage: &Passage<'p>) -> impl Iterator<Item = String> + use<'p> {
    let is_form =
        |datum| matches!(datum, DatumId::StateName | DatumId::StateInProse | DatumId::StatePossessive);
    let pieces = passage.text.inlines.iter();
    let forms =
        pieces.filter(move |inline| matches!(inline.kind, InlineKind::Datum(datum, _) if is_form(datum)));
    forms.map(|inline| skeleton(&inline.text))
}

/// What the place may be called on the page, in small letters: its name, its names in the gazetteer, and
/// the written forms that have a word in common with these.
fn own_names(facts: &Facts, language: &str) -> Vec<String> {
    let (forms, postal) = (facts.place.names.get(language), &facts.place.postal.value);
    let mut own = vec![skeleton(&forms.name.value)];
    if let Some(place) = Jurisdiction::of(&forms.name.value, postal) {
        // One in the other language is told at its line.
        own.extend(place.names().map(skeleton));
    }
    let written = [Some(&forms.in_prose), forms.possessive.as_ref(), forms.adjective.as_ref()];
    for form in written.into_iter().flatten() {
        let form = skeleton(&form.value);
        if own.iter().any(|name| *name == form || are_related(name, &form)) {
            own.push(form);
        }
    }
    own
}

/// Whether two names have a word in common, or the beginning of one.
fn are_related(one: &str, other: &str) -> bool {
    stems(one).any(|stem| stems(other).any(|other| stem == other))
}

/// The beginnings of the words of a name that are long enough.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.char_indices().nth(STEM - 1).map(|(at, last)| &word[..at + last.len_utf8()]))
}

/// Whether a text has a name, as whole words.
fn is_said(text: &str, name: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric) && ends(&text[at + name.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name_have_a_word_in_common_with_it() {
        for (name, form) in [("kings county", "the county of kings"), ("kentucky", "kentuckian")] {
            assert!(are_related(name, form), "{form}");
        }
        for (name, form) in [("kentucky", "the district of columbia"), ("avalon", "lyonesse"), ("", "")] {
            assert!(!are_related(name, form), "{form}");
        }
        assert!(is_said("data of ohio, 2023", "ohio") && is_said("ohio’s", "ohio"));
        assert!(!is_said("arkansas", "kansas") && !is_said("ohioans", "ohio"));
    }
}
