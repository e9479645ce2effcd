//! What a missing figure leaves behind: whether a finished text still reads as a sentence.

use super::agreement::disagreements;
use super::sentences::{sentence, sentences};
use crate::document::RichText;
use crate::lang::agreement_words;
use crate::set::SetFile;
use std::ops::Range;

/// Signs that never stand side by side, and what is wrong if they do.
const SIGNS: &[(&str, &str)] = &[
    ("()", "empty parentheses"),
    ("( ", "a space after an opening parenthesis"),
    (" )", "a space before a closing parenthesis"),
    ("[]", "empty brackets"),
    ("“”", "empty quotation marks"),
    ("«»", "empty quotation marks"),
    ("¿?", "an empty question"),
    (" ,", "a space before a comma"),
    (" .", "a space before a period"),
    (" ;", "a space before a semicolon"),
    (" :", "a space before a colon"),
    (",,", "two commas"),
    (",.", "a comma before a period"),
    (":.", "a colon before a period"),
    (":,", "a colon before a comma"),
    (";.", "a semicolon before a period"),
    (",;", "a comma before a semicolon"),
    ("(,", "a comma after an opening parenthesis"),
    (",)", "a comma before a closing parenthesis"),
    ("–.", "a dash before a period"),
    ("—.", "a dash before a period"),
    ("—,", "a dash before a comma"),
    ("– –", "two dashes"),
    ("——", "two dashes"),
    ("  ", "two spaces"),
    ("{{", "a placeholder printed as it is"),
    ("{%", "a condition printed as it is"),
];

/// The long dash.
const RAYA: char = '\u{2014}';

/// Words that end no sentence.
const OPEN: [&str; 10] = ["an", "and", "or", "the", "including", "de", "del", "y", "con", "incluidos"];

/// Words that end a sentence only in a question, or where it says what for: "the people we work with".
const HALF_OPEN: [&str; 10] = ["a", "by", "for", "from", "in", "of", "to", "with", "en", "que"];

/// What is left of a sentence.
pub(super) struct Dangling {
    /// What is wrong.
    pub(super) what: String,
    pub(super) sentence: String,
    /// Nobody writes it on purpose.
    pub(super) certain: bool,
    /// The same was found so often before in the text.
    pub(super) nth: usize,
}

/// What a text is made of.
pub(super) enum Wholeness<'t> {
    /// Words with a place of their own.
    Fragment,
    /// A paragraph. `next` is the text below it, so that a list may follow a colon.
    Sentences { next: Option<&'t RichText> },
    /// An item of a list: a sentence or a part of one. Behind one that is not the last, the next may go on.
    Item { last: bool },
}

/// What is wrong with a finished text.
pub(super) fn dangling(
    line: &RichText,
    whole: Wholeness<'_>,
    language: &str,
    set: &SetFile,
) -> Vec<Dangling> {
    // A no-break space is a space to the reader.
    let plain = line.plain();
    let text = plain.replace('\u{a0}', " ");
    let mut found: Vec<(usize, bool, String)> = Vec::new();
    for ((sign, what), at) in SIGNS.iter().zip(first_signs(&text)) {
        if let Some(at) = at
            && !(sign.starts_with(RAYA) && closes_aside(&text[..at]))
        {
            found.push((at, *sign != "  ", (*what).to_owned()));
        }
    }
    let word = text.starts_with('.') && text[1..].starts_with(char::is_alphanumeric);
    if text.starts_with([',', ';', ':', '.', ')', ' ']) && !word {
        found.push((0, true, "a text that begins with punctuation".to_owned()));
    }
    let ended = match whole {
        Wholeness::Fragment => "",
        Wholeness::Item { last: false } => without_link(&text, language),
        Wholeness::Sentences { .. } | Wholeness::Item { last: true } => &text,
    };
    let sentences: Vec<_> = sentences(ended, language).collect();
    match whole {
        Wholeness::Item { last: false } if ended.ends_with(':') => {}
        Wholeness::Sentences { next } => found.extend(unfinished(ended, &sentences, next)),
        Wholeness::Fragment | Wholeness::Item { .. } => found.extend(unfinished(ended, &sentences, None)),
    }
    // An item may begin in the middle of a sentence.
    let begins = usize::from(matches!(whole, Wholeness::Item { .. }));
    let small = "a sentence that begins with a lower-case letter";
    let small_letters = small_letters(ended, sentences.get(begins..).unwrap_or_default());
    found.extend(small_letters.map(|at| (at, false, small.to_owned())));
    let in_text = |at: usize| plain[..at].replace('\u{a0}', " ").len();
    let disagreements = disagreements(line, &plain, language, set);
    found.extend(disagreements.into_iter().map(|(at, what)| (in_text(at), true, what)));
    let counts = |n: usize| found[..n].iter().filter(|(_, _, what)| *what == found[n].2).count();
    let nths: Vec<usize> = (0..found.len()).map(counts).collect();
    found
        .into_iter()
        .zip(nths)
        .map(|((at, certain, what), nth)| Dangling {
            what,
            certain,
            nth,
            sentence: sentence(&text, at, language).to_owned(),
        })
        .collect()
}

/// Whether a dash behind a text is the second of two around an aside: "dijo —ni una vez—, y".
fn closes_aside(before: &str) -> bool {
    before.matches(RAYA).count() % 2 == 1 && !before.ends_with(' ')
}

/// An item without what leads to the next: "help; and".
fn without_link<'t>(text: &'t str, language: &str) -> &'t str {
    let text = text.trim_end();
    let joins = agreement_words(language).joins;
    let joined = joins.iter().find_map(|join| text.strip_suffix(join)?.strip_suffix(' '));
    joined.unwrap_or(text).trim_end_matches([',', ';', ' '])
}

/// Where each of [`SIGNS`] first stands in a text.
fn first_signs(text: &str) -> [Option<usize>; SIGNS.len()] {
    let mut first = [None; SIGNS.len()];
    for (at, pair) in text.as_bytes().windows(2).enumerate() {
        // No sign has a letter or digit in it, nor begins ", " or ". "; 0xC3 begins "é" and the like.
        if pair[0].is_ascii_alphanumeric()
            || pair[1].is_ascii_alphanumeric()
            || matches!(pair, [0xC3, _] | [b',' | b'.', b' '])
        {
            continue;
        }
        for (first, (sign, _)) in first.iter_mut().zip(SIGNS).filter(|(first, _)| first.is_none()) {
            // Two bytes tell nearly all of them.
            if sign.as_bytes()[..2] == *pair && text.as_bytes()[at..].starts_with(sign.as_bytes()) {
                // ".org" and ".5" are words.
                let word = sign.ends_with('.') && text[at + sign.len()..].starts_with(char::is_alphanumeric);
                *first = (!word).then_some(at);
            }
        }
    }
    first
}

/// Sentences of a paragraph that do not end.
fn unfinished(text: &str, sentences: &[Range<usize>], next: Option<&RichText>) -> Vec<(usize, bool, String)> {
    let mut found = Vec::new();
    let end = text.trim_end();
    if end.ends_with(':') {
        if !next.is_some_and(begins_a_list) {
            found.push((end.len() - 1, true, "a colon with nothing after it".to_owned()));
        }
        return found;
    }
    for range in sentences {
        let said = text[range.clone()].trim_end();
        let last = range.end == text.len();
        let closed = said.ends_with('.');
        let words = said.trim_end_matches(['.', ',', ';']);
        let word = words.rsplit([' ', '(', '“']).next().unwrap_or_default();
        let sign = last && said.ends_with([',', ';', '(', '–', '—']);
        // "Plan A." has a capital; "etc., and." is none of these.
        let open = (closed || last) && OPEN.contains(&word);
        let half_open = last && HALF_OPEN.contains(&word);
        if sign || open || half_open {
            let at = range.start + said.len().saturating_sub(1);
            // The sign may have several bytes.
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            found.push((at, sign || open, "a sentence that does not end".to_owned()));
        }
    }
    found
}

/// Whether a paragraph is an item of a list: "(1) help", "• help", "a) help".
fn begins_a_list(text: &RichText) -> bool {
    let text = text.plain();
    let marker = text.split([' ', '\u{a0}']).next().unwrap_or_default();
    let short = marker.chars().count() <= 4;
    text.starts_with(char::is_lowercase)
        || (short && (marker.ends_with([')', '.', ':']) || !marker.contains(char::is_alphanumeric)))
}

/// Where a sentence begins with a lower-case letter.
fn small_letters<'t>(text: &'t str, sentences: &'t [Range<usize>]) -> impl Iterator<Item = usize> + use<'t> {
    sentences.iter().map(|sentence| sentence.start).filter(|start| {
        let word = text[*start..].split(' ').next().unwrap_or("");
        // "missingkids.org" and "iPhone" are names.
        word.starts_with(char::is_lowercase)
            && !word.contains(char::is_uppercase)
            && !word.trim_end_matches('.').contains('.')
    })
}
