//! What was to be replaced: blanks to fill in, words of drafts, errors of spreadsheets.
//!
//! In: a text. Out: each filler in it, and whether it can be nothing else.

use super::prose::{Text, tokens};
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::{number_words, slip_words};

/// A longer text in brackets is not a blank, unless it asks for something.
const LONGEST_BLANK: usize = 40;
const LONGEST_REQUEST: usize = 200;

/// What drafts say, in any case. "todo" is a Spanish word.
const DRAFT: [&str; 6] = ["tbd", "tbc", "tba", "fixme", "tktk", "lorem"];
const DRAFT_AS_WRITTEN: [&str; 3] = ["TODO", "PLACEHOLDER", "NaN"];

/// What spreadsheets put in place of a number they cannot compute, behind `#`.
const ERRORS: [&str; 18] = [
    "REF!",
    "¡REF!",
    "N/A",
    "N/D",
    "VALUE!",
    "¡VALOR!",
    "DIV/0!",
    "¡DIV/0!",
    "NAME?",
    "¿NOMBRE?",
    "NULL!",
    "¡NULO!",
    "NUM!",
    "¡NUM!",
    "SPILL!",
    "CALC!",
    "ERROR!",
    "##",
];

/// What word processors leave in a text, in small letters.
const LEFT: [&str; 9] = [
    "reference source not found",
    "bookmark not defined",
    "no se encuentra el origen de la referencia",
    "marcador no definido",
    "here to enter text",
    "click to add t",
    "aquí para escribir texto",
    "haga clic para agregar",
    "[object object]",
];

/// Schools call transitional kindergarten TK; elsewhere it is "to come".
const SCHOOL: [&str; 8] =
    ["kindergarten", "grade", "grades", "pre-k", "classroom", "preescolar", "kínder", "grado"];

/// What is found in a text, and whether it can only be a slip.
pub(super) type Found = Vec<(bool, Diagnostic)>;

pub(super) fn filler(text: &Text<'_>) -> Found {
    let words = text.words.as_str();
    let mut found = Vec::new();
    in_words(text, &mut found);
    signs(words, &mut found);
    brackets(text, &mut found);
    if words.contains(['#', '!', ']']) || words.contains("lic") {
        let small = words.to_lowercase();
        // Otherwise the places differ.
        let same = small.len() == words.len();
        let places = LEFT.iter().filter_map(|left| Some((small.find(left)?, left.len())));
        found.extend(places.map(|(at, length)| (true, if same { at..at + length } else { 0..words.len() })));
    }
    let told = |(certain, range): (bool, std::ops::Range<usize>)| {
        let message = format!("`{}` looks like filler text", &words[range.clone()]);
        let fault = Diagnostic::warning(Code::Filler, text.span(range.start, range.end), message);
        (certain, fault.help("write the real text, or delete the sentence"))
    };
    found.into_iter().map(told).collect()
}

type Ranges = Vec<(bool, std::ops::Range<usize>)>;

/// Words of drafts.
fn in_words(text: &Text<'_>, found: &mut Ranges) {
    let words = text.words.as_str();
    let (mut before, mut earlier) = ("", "");
    for (at, token) in tokens(words) {
        let word = token.trim_end_matches(['.', ',', '/', '’', '-']);
        let (behind, rest) = (&words[..at], &words[at + token.len()..]);
        let certain = match word {
            "" => {
                (token.len() > 2 && token.starts_with('-')) || token.len() > 4 && token.starts_with(".....")
            }
            _ if word.split('/').any(is_draft) => true,
            _ if word.bytes().all(|b| b == b'_') => word.len() > 2,
            _ if is_crossed(word) => {
                let known = |word: &str| is_numbered(word, text.language) || is_roman(word);
                if is_roman(word) && (known(before) || (before.len() < 4 && is_roman(earlier))) {
                    (earlier, before) = (before, word);
                    continue;
                }
                let next = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                let article =
                    matches!(before, "el" | "la") && !slip_words(text.language).common.contains(&next);
                if is_roman(word) && article && !next.is_empty() {
                    (earlier, before) = (before, word);
                    continue;
                }
                let is_name = before.starts_with(char::is_uppercase) && !earlier.is_empty();
                let named = is_name || rest.trim_start().starts_with(char::is_uppercase);
                !(is_roman(word) && named)
            }
            "TK" => {
                let small = words.to_lowercase();
                !rest.starts_with(['-', '–']) && !SCHOOL.iter().any(|word| small.contains(word))
            }
            _ => is_nothing(word) && !behind.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '#'),
        };
        if certain || is_crossed(word) {
            found.push((certain, at..at + word.len().max(usize::from(word.is_empty()) * token.len())));
        }
        (earlier, before) = (before, word);
    }
}

fn is_draft(word: &str) -> bool {
    DRAFT_AS_WRITTEN.contains(&word) || DRAFT.iter().any(|draft| word.eq_ignore_ascii_case(draft))
}

/// "XX", "X,XXX", "XX%", "202X", "555-XXXX".
fn is_crossed(word: &str) -> bool {
    let crosses = word.matches(['X', 'x']).count();
    let year = word.len() == 4 && (word.starts_with("20") || word.starts_with("19"));
    let others = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x' | ',' | '.' | '-' | '%' | '/');
    (crosses > 1 || (crosses == 1 && year)) && word.chars().all(others)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() < 6 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether Roman numerals stand behind this word: "Title XX", "siglo XX".
fn is_numbered(word: &str, language: &str) -> bool {
    let small = word.to_lowercase();
    let small = small.as_str();
    slip_words(language).numbered.contains(&small) || number_words(language).names.contains(&small)
}

/// "000", "0,000": a number to come.
fn is_nothing(word: &str) -> bool {
    let zeros = word.bytes().filter(|b| *b == b'0').count();
    zeros > 2 && word.starts_with('0') && word.bytes().all(|b| matches!(b, b'0' | b',' | b'-'))
}

/// Errors of spreadsheets, and question marks for a number.
fn signs(words: &str, found: &mut Ranges) {
    let mut past = 0;
    for (at, _) in words.match_indices('#') {
        let error = ERRORS.iter().find(|error| words[at + 1..].starts_with(*error));
        if let Some(error) = error.filter(|_| at >= past) {
            past = at + 1 + error.len();
            past += words[past..].len() - words[past..].trim_start_matches('#').len();
            found.push((true, at..past));
        }
    }
    let mut past = 0;
    for (at, _) in words.match_indices("??").filter(|(at, _)| *at > 0) {
        let run = words[at..].len() - words[at..].trim_start_matches('?').len();
        let alone = !words[..at].ends_with(|c: char| c.is_alphanumeric() || "?!¿”»’)\"".contains(c));
        if at >= past && alone {
            found.push((true, at..at + run));
        }
        past = past.max(at + run);
    }
}

/// "[Number]": brackets that are not a link. A quotation may have some: "[The child] was found".
fn brackets(text: &Text<'_>, found: &mut Ranges) {
    let words = text.words.as_str();
    let asks = slip_words(text.language).asks;
    let (mut looked, mut quoted) = (0, false);
    for (start, _) in words.match_indices('[') {
        let rest = &words[start..];
        let mark = words[looked..start].chars().rfind(|c| matches!(c, '“' | '«' | '”' | '»'));
        (looked, quoted) = (start, mark.map_or(quoted, |mark| matches!(mark, '“' | '«')));
        let closes = |(_, c): &(usize, char)| matches!(c, ']' | '\0');
        // A link's closing bracket and address are blanked.
        let Some((length, ']')) = rest.char_indices().take(LONGEST_REQUEST).find(closes) else { continue };
        let inside = rest[1..length].trim();
        let first = inside.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or("");
        let (small, alone) = (first.to_lowercase(), first.len() == inside.len());
        let is_asked = asks.contains(&small.as_str()) || is_draft(first);
        let meant = small == "sic" || inside.chars().all(|c| matches!(c, '…' | '.'));
        let certain =
            if quoted { is_asked && !alone } else { is_asked || first.starts_with(char::is_uppercase) };
        if meant || (quoted && !certain) || (!is_asked && length > LONGEST_BLANK) {
            continue;
        }
        found.push((certain, start..start + length + 1));
    }
}
