//! Another state's name where it does not belong: last year's sheet, or the sheet next to it.

use super::gazetteer::{NO_STATE, PLACES};
use super::prose::{Kind, Text};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::input::{Dataset, State};
use crate::source::Span;

/// Looks through one text: names of the country's states and of the set's own.
pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    let own = match text.kind {
        Kind::Wording | Kind::Data { state: None, .. } => None,
        Kind::Data { state, .. } => state,
    };
    // The nation's own sources may name a state; the words of every page may not.
    if matches!(text.kind, Kind::Data { state: None, .. }) {
        return;
    }
    for (at, found, is_code) in mentions(&text.words, dataset) {
        let is_own = |own: &State| {
            forms(own).any(|form| form.contains(found)) || (is_code && own.postal.value == found)
        };
        if own.is_some_and(is_own) {
            continue;
        }
        let what = if is_code { "the postal code" } else { "the name" };
        let (message, help) = match own {
            Some(own) => (
                format!("{what} `{found}` stands in a text of {}", own.name().value),
                "correct the text, or move it to the state it is about".to_owned(),
            ),
            None => (
                format!("{what} `{found}` stands in the wording of every state"),
                "write `{{ state.in_prose }}` or `{{ state.name }}`".to_owned(),
            ),
        };
        let span = text.span(at, at + found.len());
        sink.report(Diagnostic::warning(Code::OtherState, span, message).help(help));
    }
}

/// Names and postal codes in a text, the longest at each place; whether it is a code.
fn mentions<'t>(words: &'t str, dataset: &Dataset) -> Vec<(usize, &'t str, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = words[at..].chars().next() {
        let begins = letter.is_uppercase() && !words[..at].ends_with(is_word);
        let whole = |name: &str| {
            !name.is_empty()
                && words[at..].starts_with(name)
                && !words[at + name.len()..].starts_with(is_word)
        };
        let longest = |names: &mut dyn Iterator<Item = &str>| {
            names.filter(|name| whole(name)).map(str::len).max().unwrap_or(0)
        };
        let skipped = if begins { longest(&mut NO_STATE.iter().copied()) } else { 0 };
        let own = dataset.states.iter().flat_map(forms);
        let named = if begins {
            longest(&mut PLACES.iter().flat_map(|(en, _, es)| [*en, *es]).chain(own))
        } else {
            0
        };
        let own = dataset.states.iter().map(|state| state.postal.value.as_str());
        let coded = if begins { longest(&mut PLACES.iter().map(|(_, code, _)| *code).chain(own)) } else { 0 };
        at += match (skipped, named, coded) {
            (0, 0, 0) => letter.len_utf8(),
            (0, 0, length) => {
                found.push((at, &words[at..at + length], true));
                length
            }
            (0, length, _) => {
                found.push((at, &words[at..at + length], false));
                length
            }
            (length, _, _) => length,
        };
    }
    found
}

/// Part of a word: "Kansas" is no name inside "Arkansas", "Kansas’s" names it.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/')
}

/// What a state is called: every form in every language.
fn forms(state: &State) -> impl Iterator<Item = &str> {
    let forms = state.names.all();
    let forms = forms.flat_map(|forms| [Some(&forms.name), Some(&forms.in_prose), forms.adjective.as_ref()]);
    forms.flatten().map(|form| form.value.as_str())
}

/// States whose name, file name and postal code disagree, as far as the country knows the name.
pub(super) fn names(dataset: &Dataset, sink: &mut Sink) {
    let states = dataset.states.iter();
    for (state, forms) in states.flat_map(|state| state.names.all().map(move |forms| (state, forms))) {
        let written = &forms.name;
        let known =
            PLACES.iter().find(|(en, _, es)| [en, es].iter().any(|n| n.eq_ignore_ascii_case(&written.value)));
        let Some((name, code, _)) = known else { continue };
        if state.postal.value != *code {
            let message = format!("the postal code of {name} is {code}, not {}", state.postal.value);
            let fault = Diagnostic::warning(Code::StateNames, state.postal.span, message)
                .help(format!("write \"{code}\", or correct the name"));
            sink.report(fault.related(written.span, "the name"));
        }
        slug(state, name, written.span, sink);
    }
}

fn slug(state: &State, name: &str, at: Span, sink: &mut Sink) {
    let slug = state.slug.value.as_str();
    let of = |name: &str| name.to_lowercase().replace("u.s.", "us").replace([' ', '.'], "-");
    let other = PLACES.iter().find(|(other, code, _)| {
        *other != name
            && (of(other) == slug
                || of(other).trim_start_matches("us-") == slug
                || code.eq_ignore_ascii_case(slug))
    });
    if let Some((other, ..)) = other {
        let message = format!("the page of {name} would be named after {other}: {slug}.pdf");
        let fault = Diagnostic::warning(Code::StateNames, at, message);
        sink.report(fault.help(format!("rename the file to {}.toml, or correct the name", of(name))));
    }
}
