//! Large cities and the people of a state, where they are another state's.
//!
//! In: the words of the set. Out: a warning for each that is not of the state whose text it is, or not
//! of every state that gets the wording. A city before its state, as in an address, is told as the state.

use super::places::identity;
use super::prose::{Text, TextKind};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::gazetteer::{ALL, Jurisdiction, cities, is_borrowed, people_of};
use crate::set::{Dataset, State};

/// A city or people that a text names.
struct Local<'t> {
    at: usize,
    text: &'t str,
    /// The postal codes of its states.
    postals: &'static str,
}

pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, found: &mut Sink) {
    let own = match text.kind {
        TextKind::Wording { .. } => None,
        TextKind::Data { state: Some(own), note: false, .. } => Some(own),
        TextKind::Data { .. } | TextKind::Contact { .. } => return,
    };
    for local in locals(&text.words) {
        let is_of = |place: &Jurisdiction| local.postals.split(' ').any(|code| code == place.postal);
        // Of places that are not on the list, the other places of the set decide.
        let of_one = || own.is_none() && dataset.states.iter().filter_map(identity).any(is_of);
        let foreign = |state: &&State| identity(state).map_or_else(of_one, |place| !is_of(place));
        let mut states =
            dataset.states.iter().filter(|state| own.is_none_or(|own| std::ptr::eq(own, *state)));
        let borrowed = || is_borrowed(&text.words, local.at..local.at + local.text.len(), false);
        if borrowed() || !states.any(|state| foreign(&state)) || is_in_a_name(local.text, dataset) {
            continue;
        }
        let place = local.postals.get(..2).and_then(Jurisdiction::coded).map_or("", |place| place.name);
        let whose =
            own.map_or_else(|| "the wording for every state".to_owned(), |own| own.name().value.clone());
        let message = match own {
            Some(_) => format!("“{}” is of {place}, but stands in a text of {whose}", local.text),
            None => format!("“{}” is of {place}, but stands in {whose}", local.text),
        };
        let at = text.span(local.at, local.at + local.text.len());
        let help = "leave it out, or allow it with the reason (`[[allow]]`)";
        found.report(Diagnostic::warning(Code::OtherState, at, message).help(help));
    }
}

/// Whether a place of the set is called after it: "Los Angeles County".
fn is_in_a_name(local: &str, dataset: &Dataset) -> bool {
    let names = dataset.states.iter().flat_map(|state| state.names.all());
    names.into_iter().any(|forms| forms.name.value.contains(local))
}

fn locals(words: &str) -> Vec<Local<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = words[at..].find(char::is_alphabetic).map(|start| at + start) {
        let rest = &words[start..];
        let word = &rest[..rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len())];
        at = start + word.len();
        let joined =
            words[..start].ends_with(['.', '/', '@', '-', '_']) || words[at..].starts_with(['@', '/', '_']);
        let is_name = word.starts_with(char::is_uppercase);
        if joined || word.len() < 4 && !is_name {
            continue;
        }
        let city = |(name, postals)| Some((city_length(rest, name)?, postals));
        let city = || if is_name { cities(word).find_map(city) } else { None };
        let people = || people_of(word).map(|postals| (word.len(), postals));
        if let Some((length, postals)) = city().or_else(people) {
            found.push(Local { at: start, text: &rest[..length], postals });
            at = start + length;
        }
    }
    found
}

/// How long a city's name is at the beginning of a text; `None` if it is not there, or an address goes
/// on with its state.
fn city_length(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (at, word) in name.split(' ').enumerate() {
        if at > 0 {
            rest = rest.strip_prefix([' ', '~', '\u{a0}', '\n'])?;
        }
        rest = rest.strip_prefix(word)?;
    }
    if rest.starts_with(is_letter) {
        return None;
    }
    let state = rest.strip_prefix(',').map(str::trim_start);
    let is_state = |text: &str| {
        let code = text.get(..2).and_then(Jurisdiction::coded);
        code.is_some_and(|_| !text[2..].starts_with(is_letter))
            || ALL.iter().flat_map(Jurisdiction::names).any(|name| text.starts_with(name))
    };
    (!state.is_some_and(is_state)).then(|| text.len() - rest.len())
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_and_people_are_found_as_whole_words() {
        let found = |text: &str| -> Vec<String> { locals(text).iter().map(|l| l.text.to_owned()).collect() };
        assert_eq!(
            found("Kentuckians in Louisville and Salt~Lake City."),
            ["Kentuckians", "Louisville", "Salt~Lake City"]
        );
        assert_eq!(found("los neoyorquinos de Los Angeles"), ["neoyorquinos", "Los Angeles"]);
        for text in [
            "333 John Carlyle Street, Alexandria, Virginia 22314",
            "Alexandria, VA 22314",
            "Lincoln, Jackson and Madison",
            "louisville.example, info@louisville, Louisvilles",
            "los niños, las familias",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
