//! Slips in the words: filler (by `filler`), doubled words and spaces, typewriter quotes.

use super::filler::{Found, filler};
use super::prose::{Text, TextKind, tokens};
use super::{SheetFinding, SheetKey};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::set::Dataset;

/// Words that may be doubled in English or Spanish, and in names.
pub(super) const MAY_DOUBLE: [&str; 7] = ["had", "that", "nos", "se", "bora", "pago", "walla"];

/// Slips that no sheet may show: they stop those that print the text.
pub(super) fn wrong(text: &Text<'_>, dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let slips = filler(text).into_iter().chain(doubled_words(text)).filter(|(certain, _)| *certain);
    found.extend(slips.map(|(_, fault)| SheetFinding { fault, sheets: sheets(text, dataset) }));
}

/// The sheets that print a text.
pub(super) fn sheets(text: &Text<'_>, dataset: &Dataset) -> Vec<SheetKey> {
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

/// Whether two words are the same but for capitals.
pub(super) fn are_same(one: &str, other: &str) -> bool {
    let small = |c: char| c.to_lowercase();
    one.chars().flat_map(small).eq(other.chars().flat_map(small))
}

fn doubled_words(text: &Text<'_>) -> Found {
    let mut found = Found::new();
    let mut before: Option<(usize, &str)> = None;
    for (at, token) in tokens(&text.words) {
        if let Some((start, earlier)) = before
            && are_same(token.trim_end_matches(['.', ',']), earlier)
            && token.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '.' | ','))
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
