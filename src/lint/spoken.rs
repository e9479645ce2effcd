//! Names and abbreviations that the set lists and no text has, and abbreviations in a text that lists others: what
//! a program that reads aloud would say otherwise than is meant.

use super::prose;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::set::{Dataset, Wording};
use crate::source::Spanned;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Abbreviations that are said and understood as they are.
const KNOWN: [&str; 16] = [
    "AIDS", "AMBER", "CIA", "COVID", "DNA", "DRAFT", "FAQ", "FBI", "GPS", "HIV", "NASA", "PDF", "SMS", "URL",
    "USA", "ZIP",
];
/// Letters of an abbreviation; of two, most are postal codes and words in capitals.
const LETTERS: RangeInclusive<usize> = 3..=6;

pub(super) fn lint(dataset: &Dataset, sink: &mut Sink) {
    let everywhere: Vec<String> = prose::names(dataset)
        .iter()
        .chain(&prose::contact(dataset).collect::<Vec<_>>())
        .map(|text| plain(&text.words))
        .collect();
    let texts = prose::texts(dataset);
    let written = texts.iter().map(|text| plain(text.template().unwrap_or(&text.words)));
    let long_forms = dataset.wordings.iter().flat_map(|wording| &wording.abbreviations);
    let long_forms = long_forms.map(|own| plain(&own.words.value));
    let all: Vec<String> = written.chain(everywhere.iter().cloned()).chain(long_forms).collect();
    for name in &dataset.set.names {
        unused(&name.text, "[names]", &all, sink);
    }
    for wording in &dataset.wordings {
        let own = prose::of_wording(wording);
        let own = own.iter().map(|text| plain(text.template().unwrap_or(&text.words)));
        let own: Vec<String> = own.chain(everywhere.iter().cloned()).collect();
        for abbreviation in &wording.abbreviations {
            unused(&abbreviation.short, "[abbreviations]", &own, sink);
        }
        unlisted(dataset, wording, sink);
    }
}

/// An entry of a list that none of the texts has.
fn unused(entry: &Spanned<String>, list: &str, texts: &[String], sink: &mut Sink) {
    let name = plain(&entry.value);
    if texts.iter().any(|text| has(text, &name)) {
        return;
    }
    let small = name.to_lowercase();
    let spelled = texts.iter().find_map(|text| {
        let at = text.to_lowercase().find(&small)?;
        // Where small letters take another number of bytes, the places differ.
        text.get(at..at + name.len()).filter(|found| found.to_lowercase() == small)
    });
    let message = format!("`{}` is listed in `{list}`, and no text has it", entry.value);
    let help = match spelled {
        Some(spelled) => format!("the texts have `{spelled}`: write it alike in both places"),
        None => "delete it here, or correct it if it is written otherwise in the texts".to_owned(),
    };
    sink.report(Diagnostic::warning(Code::UnusedName, entry.span, message).help(help));
}

/// Abbreviations that a wording has and does not list, though it lists others.
fn unlisted(dataset: &Dataset, wording: &Wording, sink: &mut Sink) {
    if wording.abbreviations.is_empty() {
        return;
    }
    let mut listed = wording.abbreviations.iter().map(|own| own.short.value.as_str()).collect::<Vec<_>>();
    listed.extend(dataset.set.names.iter().map(|name| name.text.value.as_str()));
    listed.extend([dataset.set.publisher.name.value.as_str()]);
    listed.extend(dataset.set.publisher.short.as_ref().map(|short| short.value.as_str()));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let texts = prose::of_wording(wording);
    // "Office of Counting (OOC)" says what it stands for.
    let is_told = |word: &str| texts.iter().any(|text| text.words.contains(&format!("({word})")));
    for text in &texts {
        let words: Vec<(usize, &str)> = words(&text.words).collect();
        // Beside others in capitals it is no abbreviation, but loud: "DO NOT CALL".
        let is_loud = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
        for (place, (at, word)) in words.iter().enumerate() {
            let around = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
            let loud = around.filter_map(|beside| words.get(beside)).any(|(_, beside)| is_loud(beside));
            let is_short =
                LETTERS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_number = word.chars().all(|c| "IVXLCDM".contains(c));
            let is_known =
                || KNOWN.contains(word) || listed.iter().any(|own| has(own, word)) || is_told(word);
            if !is_short || loud || is_number || is_known() || !told.insert(word) {
                continue;
            }
            let message = format!("`{word}` is not among the `[abbreviations]` of this wording");
            let help = format!(
                "write what it stands for below `[abbreviations]`, `{word} = \"…\"`; if it needs no words, allow this"
            );
            let fault =
                Diagnostic::warning(Code::UnlistedAbbreviation, text.span(*at, at + word.len()), message);
            sink.report(fault.help(help));
        }
    }
}

/// The words of a text without the signs around them, each with where it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |piece| {
        let from = at;
        at += piece.len() + 1;
        let word = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = from + piece.len() - word.len();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then_some((from, word))
    })
}

/// Whether a text has a name as whole words.
fn has(text: &str, name: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + name.len()..].chars().next())
    })
}

/// A text without the signs of bold, all spaces alike.
fn plain(text: &str) -> String {
    let text = text.replace("**", "").replace(['~', '\u{a0}', '\u{0}'], " ").replace('\u{2011}', "-");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
