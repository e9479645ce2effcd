//! Slips in the words: filler, doubled words and spaces, typewriter quotes.

use super::prose::{Text, TextKind, tokens};
use super::{SheetFinding, SheetKey};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::set::Dataset;

/// Words that may be doubled in English or Spanish.
const MAY_DOUBLE: [&str; 4] = ["had", "that", "nos", "se"];

/// A longer text in brackets is not a blank left to fill in.
const LONGEST_BLANK: usize = 40;

/// What is found in a text, and whether it can only be a slip.
type Found = Vec<(bool, Diagnostic)>;

/// Slips that no sheet may show: they stop those that print the text.
pub(super) fn wrong(text: &Text<'_>, dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let slips = filler(text).into_iter().chain(doubled_words(text)).filter(|(certain, _)| *certain);
    found.extend(slips.map(|(_, fault)| SheetFinding { fault, sheets: sheets(text, dataset) }));
}

/// The sheets that print a text.
fn sheets(text: &Text<'_>, dataset: &Dataset) -> Vec<SheetKey> {
    let of = |wording| {
        let states = dataset.states.iter();
        states.map(|state| SheetKey { state: state.figures.file, wording }).collect()
    };
    match text.kind {
        TextKind::Wording { file } | TextKind::Contact { file } => {
            of((file != dataset.set.file).then_some(file))
        }
        TextKind::Data { note: true, .. } => Vec::new(),
        TextKind::Data { state: Some(own), .. } => {
            vec![SheetKey { state: own.figures.file, wording: None }]
        }
        TextKind::Data { state: None, .. } => of(None),
    }
}

/// Checks one text for slips that may be meant.
pub(super) fn lint(text: &Text<'_>, sink: &mut Sink) {
    for (_, fault) in filler(text).into_iter().chain(doubled_words(text)).filter(|(certain, _)| !certain) {
        sink.report(fault);
    }
    doubled_spaces(text, sink);
    if matches!(text.kind, TextKind::Wording { .. }) {
        straight_quotes(text, sink);
    }
}

fn filler(text: &Text<'_>) -> Found {
    let mut found = Found::new();
    let mut add = |certain: bool, start: usize, filler: &str| {
        let message = format!("`{filler}` looks like filler text");
        let fault = Diagnostic::warning(Code::Filler, text.span(start, start + filler.len()), message);
        found.push((certain, fault.help("write the real text, or delete the sentence")));
    };
    let mut before = "";
    for (at, token) in tokens(&text.words) {
        let word = token.trim_end_matches(['.', ',']);
        // Also Roman numerals: "siglo XX".
        let crossed = word.len() > 1 && word.bytes().all(|b| matches!(b, b'X' | b'x')) && word != "xx";
        // Only capitals: "todo" is a Spanish word.
        let said = matches!(word, "TODO" | "TBD" | "TBC" | "FIXME" | "PLACEHOLDER");
        let latin = word.eq_ignore_ascii_case("ipsum") && before.eq_ignore_ascii_case("lorem");
        let line = word.len() > 2 && word.bytes().all(|b| b == b'_');
        let certain = said || latin || line;
        if certain || crossed || word == "TK" {
            add(certain, at, word);
        }
        before = word;
    }
    // "[Number]": brackets that are not a link. A quotation may have some: "[The child] was found".
    let (mut looked, mut in_quotes) = (0, false);
    for (start, _) in text.words.match_indices('[') {
        let rest = &text.words[start..];
        let quotes = text.words[looked..start].chars().rev().find(|c| matches!(c, '“' | '«' | '”' | '»'));
        in_quotes = quotes.map_or(in_quotes, |quote| matches!(quote, '“' | '«'));
        looked = start;
        let Some((length, _)) =
            rest.char_indices().take(LONGEST_BLANK).find(|(_, c)| *c == ']' || *c == '\0')
        else {
            continue;
        };
        // A link's closing bracket and address are blanked.
        if rest[length..].starts_with(']') {
            let inside = &rest[1..length];
            let asks = inside.starts_with(char::is_uppercase)
                || ["insert ", "add ", "enter "].iter().any(|verb| inside.starts_with(verb));
            add(asks && !in_quotes, start, &rest[..length + 1]);
        }
    }
    found
}

fn doubled_words(text: &Text<'_>) -> Found {
    let mut found = Found::new();
    let mut before: Option<(usize, &str)> = None;
    for (at, token) in tokens(&text.words) {
        if let Some((start, earlier)) = before
            && token.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '.' | ','))
            && token.trim_end_matches(['.', ',']).to_lowercase() == earlier.to_lowercase()
            && text.words[start + earlier.len()..at].chars().all(char::is_whitespace)
            && !MAY_DOUBLE.contains(&earlier.to_lowercase().as_str())
        {
            let span = text.span(at, at + token.len());
            let fault =
                Diagnostic::warning(Code::DoubledWord, span, format!("`{earlier}` appears twice in a row"));
            // Names may be doubled: "Pago Pago".
            let certain = token.starts_with(char::is_lowercase);
            found.push((certain, fault.help("delete one of the two")));
        }
        before = Some((at, token));
    }
    found
}

fn doubled_spaces(text: &Text<'_>, sink: &mut Sink) {
    let mut rest = 0;
    while let Some(at) = text.words[rest..].find("  ").map(|at| rest + at) {
        let length = text.words[at..].len() - text.words[at..].trim_start_matches(' ').len();
        rest = at + length;
        let (before, after) = (&text.words[..at], &text.words[rest..]);
        // At the edge of a line they only lay out the file.
        if before.is_empty()
            || before.ends_with(['\n', '\r'])
            || after.is_empty()
            || after.starts_with(['\n', '\r'])
        {
            continue;
        }
        let fault = Diagnostic::warning(Code::DoubledSpace, text.span(at, rest), "more than one space");
        sink.report(fault.help("delete all but one; to keep two words on one line, write `~` between them"));
    }
}

fn straight_quotes(text: &Text<'_>, sink: &mut Sink) {
    for (at, sign) in text.words.match_indices(['"', '\'']) {
        let fault = Diagnostic::warning(
            Code::StraightQuote,
            text.span(at, at + 1),
            format!("a straight quote: `{sign}`"),
        );
        sink.report(fault.help("write ’ for an apostrophe, “ and ” for quotation marks"));
    }
}
