//! Slips in the words: filler, doubled words and spaces, typewriter quotes.

use super::prose::{Text, TextKind, tokens};
use crate::diagnostic::{Code, Diagnostic, Sink};

/// Words that may be doubled in English or Spanish.
const MAY_DOUBLE: [&str; 4] = ["had", "that", "nos", "se"];

/// A longer text in brackets is not a blank left to fill in.
const LONGEST_BLANK: usize = 40;

/// Checks one text.
pub(super) fn lint(text: &Text<'_>, sink: &mut Sink) {
    filler(text, sink);
    doubled_words(text, sink);
    doubled_spaces(text, sink);
    if matches!(text.kind, TextKind::Wording { .. }) {
        straight_quotes(text, sink);
    }
}

fn filler(text: &Text<'_>, sink: &mut Sink) {
    let mut warn = |start: usize, found: &str| {
        let message = format!("`{found}` looks like filler text");
        let fault = Diagnostic::warning(Code::Filler, text.span(start, start + found.len()), message);
        sink.report(fault.help("write the real text, or delete the sentence"));
    };
    let mut before = "";
    for (at, token) in tokens(&text.words) {
        let word = token.trim_end_matches(['.', ',']);
        let crossed = word.len() > 1 && word.bytes().all(|b| matches!(b, b'X' | b'x')) && word != "xx";
        // Only capitals: "todo" is a Spanish word.
        let said = matches!(word, "TODO" | "TBD" | "TBC" | "FIXME" | "TK" | "PLACEHOLDER");
        let latin = word.eq_ignore_ascii_case("ipsum") && before.eq_ignore_ascii_case("lorem");
        let line = word.len() > 2 && word.bytes().all(|b| b == b'_');
        if crossed || said || latin || line {
            warn(at, word);
        }
        before = word;
    }
    // "[Number]": brackets that are not a link.
    for (start, _) in text.words.match_indices('[') {
        let rest = &text.words[start..];
        let Some((length, _)) =
            rest.char_indices().take(LONGEST_BLANK).find(|(_, c)| *c == ']' || *c == '\0')
        else {
            continue;
        };
        // A link's closing bracket and address are blanked.
        if rest[length..].starts_with(']') {
            warn(start, &rest[..length + 1]);
        }
    }
}

fn doubled_words(text: &Text<'_>, sink: &mut Sink) {
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
            sink.report(fault.help("delete one of the two"));
        }
        before = Some((at, token));
    }
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
