//! From text to tables, past the first fault.
//!
//! In: the text of one file. Out: its tree, and a fault for each line that is not TOML. A text
//! without a fault is parsed once. A number
//! with commas is read as it was meant; any other faulty line is blanked and the rest is read
//! without it, so that a file shows all its faults at once. Both keep every byte at its place, so
//! the spans of the tree are spans of the file. Where a fault could have swallowed what follows it
//! (a list or a heading that is not closed), nothing after it is looked at.

use super::typed;
use crate::characters::is_invisible;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::notation::underscored;
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// Faulty lines looked for in one file.
const MOST: usize = 20;

/// A text that may have been mended, and what was wrong with it.
pub(super) struct Mended<'t> {
    /// The text to read, as long as the original.
    pub(super) text: Cow<'t, str>,
    /// The faults.
    pub(super) faults: Vec<Diagnostic>,
    /// Whether all of it can be read: if not, nothing can be said to be missing.
    pub(super) complete: bool,
    /// Whether anything of it can be read.
    pub(super) readable: bool,
}

/// Finds the lines of `text` that are not TOML, and makes a text without them. `errors` is what the
/// parser says of the text.
pub(super) fn mend(file: FileId, text: &str, mut errors: Vec<Error>) -> Mended<'_> {
    let mut mended = Mended { text: Cow::Borrowed(text), faults: Vec::new(), complete: true, readable: true };
    let mut from = 0;
    for _ in 0..MOST {
        let start = |error: &Error| error.span().map_or(0, |span| span.start);
        let Some(error) = errors.iter().min_by_key(|error| start(error)) else { return mended };
        let at = start(error).min(text.len());
        let line = line_around(text, at);
        if line.start < from {
            break; // A fault above the last one: the mending was a mistake.
        }
        let numbers = comma_numbers(text, line.clone());
        if numbers.is_empty() {
            mended.faults.push(explain(file, text, error, at, &line));
            mended.complete = false;
            if swallows(error.message(), &text[line.clone()]) {
                break;
            }
            blank(&mut mended.text, line.clone());
            from = line.end;
        } else if mended.text[line.clone()] != text[line.clone()] {
            // Mended already, and still faulty: say no more about this line.
            mended.complete = false;
            blank(&mut mended.text, line.clone());
            from = line.end;
        } else {
            for number in numbers {
                let meant = mended.text[number.clone()].replace(',', "_");
                mended.faults.push(comma_in_number(Span::new(file, number.start, number.end), &meant));
                mended.text.to_mut().replace_range(number, &meant);
            }
            from = line.start;
        }
        (_, errors) = DeTable::parse_recoverable(&mended.text);
    }
    mended.readable = false;
    mended
}

/// The fault `8,597`.
fn comma_in_number(span: Span, digits: &str) -> Diagnostic {
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let meant = plain.parse().map_or(plain, underscored);
    Diagnostic::error(Code::CommaInNumber, span, "a number is written with a comma")
        .help(format!("write `{meant}`"))
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i);
    start..end
}

fn blank(text: &mut Cow<'_, str>, line: Range<usize>) {
    let spaces = " ".repeat(line.len());
    text.to_mut().replace_range(line, &spaces);
}

/// Numbers like `8,597` that stand right behind a `=`, outside quotes and comments.
fn comma_numbers(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut quote = None;
    let mut at = line.start;
    while at < line.end {
        match (quote, bytes[at]) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
            (None, b'#') => break,
            (None, b'=') => {
                let mut start = at + 1;
                while start < line.end && matches!(bytes[start], b' ' | b'\t') {
                    start += 1;
                }
                let mut end = start;
                while end < line.end
                    && (bytes[end].is_ascii_digit()
                        || (bytes[end] == b','
                            && end > start
                            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)))
                {
                    end += 1;
                }
                // With more behind it, it is another value.
                let rest = text[end..line.end].trim_start();
                let alone = rest.is_empty() || rest.starts_with(['#', ',', '}']) && !rest.starts_with(",,");
                if bytes[start..end].contains(&b',') && alone && in_threes(&text[start..end]) {
                    found.push(start..end);
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether the commas divide thousands.
fn in_threes(number: &str) -> bool {
    let mut groups = number.split(',');
    groups.next().is_some_and(|first| first.len() <= 3) && groups.all(|group| group.len() == 3)
}

/// Whether a line ends with the one quote that opens a text, which goes on below.
fn opens_lines(line: &str) -> bool {
    let value = line.split_once('=').map(|(_, value)| value.trim());
    value.is_some_and(|value| matches!(value, "\"" | "'"))
}

/// Whether the fault may have taken the lines after it with it.
fn swallows(message: &str, line: &str) -> bool {
    let heading = line.trim_start().starts_with('[');
    let inline = line.contains('{') && line.contains('}');
    if opens_lines(line) {
        return true;
    }
    let open = message.contains("inline table") || message.contains("key-value pair");
    heading
        || message.contains("unclosed") && !inline
        || message.contains("array")
        || message.contains("multi-line")
        || message.contains("recurs")
        || open && !inline
}

/// A character outside of all quotes that looks like an ordinary space, or like nothing at all,
/// where the parser stopped.
fn unseen(text: &str, at: Range<usize>, message: &str) -> Option<(usize, char)> {
    let rest = text.get(at.start..)?;
    let length = rest.chars().next().map_or(0, char::len_utf8).max(at.len());
    let found = rest.get(..length)?;
    // Words without quotes want quotes first.
    if message.starts_with("string values") && found.contains(char::is_alphabetic) {
        return None;
    }
    let odd = |c: char| is_invisible(c) || c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
    let (place, c) = found.char_indices().find(|(_, c)| odd(*c))?;
    Some((at.start + place, c))
}

fn stray_character(file: FileId, at: usize, c: char) -> Diagnostic {
    let span = Span::new(file, at, at + c.len_utf8());
    let code = u32::from(c);
    match is_invisible(c) {
        true => {
            let message = format!("an invisible character, U+{code:04X}, is outside the quotes");
            let fault = Diagnostic::error(Code::ForbiddenCharacter, span, message);
            fault.help("it often comes with pasted text: delete it")
        }
        false => {
            let message = format!("a special space, U+{code:04X}, is outside the quotes");
            let fault = Diagnostic::error(Code::ForbiddenCharacter, span, message);
            fault.help("it looks like an ordinary space: delete it, or replace it with one")
        }
    }
}

/// A value that is no number and has no quotes.
fn unquoted(span: Span, value: &str) -> Diagnostic {
    const WAYS: &str = "write a number in digits only, or a text in quotes";
    let fault = |what: &str| Diagnostic::error(Code::Syntax, span, what);
    if value.is_empty() {
        return fault("nothing after `=`").help(WAYS);
    }
    match value.contains(char::is_alphabetic) && !value.contains(['"', '\\']) {
        true => fault("a text needs quotes").help(format!("write \"{value}\"")),
        false => fault("neither a number nor a text in quotes").help(WAYS),
    }
}

/// The parser's message in words that help somebody who does not know TOML.
fn explain(file: FileId, text: &str, error: &Error, at: usize, line: &Range<usize>) -> Diagnostic {
    let end = error.span().map_or(at, |span| span.end).clamp(at, line.end.max(at));
    let span = Span::new(file, at, end);
    let written = &text[line.clone()];
    let slice = text.get(at..end).unwrap_or("");
    let message = error.message();
    let fault = |what: &str| Diagnostic::error(Code::Syntax, span, what);
    if let Some((stray, c)) = unseen(text, at..end, message) {
        return stray_character(file, stray, c);
    }
    if let Some(fault) = typed::fault(file, text, line.clone(), at) {
        return fault;
    }
    if written.contains(['“', '”', '„', '‘', '’']) && !written.contains(['"', '\'']) {
        return fault("the quotes are curly").help("write straight quotes: \"…\"");
    }
    if message.starts_with("duplicate key") {
        return fault(&format!("`{slice}` is written twice")).help("keep one of the two");
    }
    if message.starts_with("string values must be quoted") || message.starts_with("invalid float") {
        let value = text[at..line.end].split('#').next().unwrap_or("").trim();
        return unquoted(span, value);
    }
    if message.starts_with("key with no value") {
        return fault("not of the form `key = value`")
            .help("write `key = value`, or begin the line with `#` to make it a remark");
    }
    if opens_lines(written) {
        let help = "a text of several lines begins and ends with \"\"\", three quotes";
        return fault("the closing quote is missing").help(help);
    }
    if message.starts_with("invalid basic string, expected `\"`") {
        return fault("the closing quote is missing").help("end the text with \"");
    }
    if message.starts_with("invalid multi-line") && message.ends_with("string, expected `\"`") {
        return fault("the closing quotes of a text are missing").help("end the text with \"\"\"");
    }
    if message.contains("unicode value digits") || message.contains("escape") {
        let sign = text[..at].ends_with('\\').then(|| text[at..].chars().next()).flatten();
        let sign = sign.filter(|c| !c.is_whitespace()).map(String::from).unwrap_or_default();
        let help = format!("write it twice: `\\\\{sign}`, or put the text between ''' and '''");
        return fault("a backslash has a special meaning inside \"…\"").help(help);
    }
    if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
        return fault("the heading is not closed").help("end it with `]`");
    }
    if message.contains("recurs") {
        return fault("lists or tables are nested too deeply")
            .help("delete the brackets or points that repeat");
    }
    if message.contains("array") {
        return fault(&format!("not a list: {message}"))
            .help("a list is written [\"one\", \"two\"]; is a `]` missing?");
    }
    if message.starts_with("unexpected key or value") {
        return fault("unexpected text after the value")
            .help("delete it, or put the whole text in quotes; a remark begins with `#`");
    }
    fault(&format!("not TOML: {message}"))
        .help("compare it with a line that works, and with the line above it")
}

#[cfg(test)]
mod tests {
    use super::{DeTable, mend};
    use crate::source::Sources;

    fn mended(text: &str) -> (String, Vec<String>, bool, bool) {
        let mut sources = Sources::default();
        let file = sources.add("x", text);
        let out = mend(file, text, DeTable::parse_recoverable(text).1);
        assert_eq!(out.text.len(), text.len());
        let faults = out.faults.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
        (out.text.into_owned(), faults, out.complete, out.readable)
    }

    #[test]
    fn numbers_with_commas_are_read_as_meant() {
        let (text, faults, complete, readable) =
            mended("a = 8,597 # 1,2\nb = { value = 1,200, year = 2023 }\n");
        assert_eq!(text, "a = 8_597 # 1,2\nb = { value = 1_200, year = 2023 }\n");
        assert_eq!(faults, ["comma-in-number a number is written with a comma"; 2]);
        assert!(complete && readable);
    }

    #[test]
    fn a_faulty_line_does_not_hide_the_next() {
        let (text, faults, complete, readable) = mended("foo\na = 1\nb = 19%\nc = “x”\nd = \"x\ne = 2\n");
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert_eq!(text.trim(), "a = 1\n       \n           \n      \ne = 2".trim());
        assert!(!complete && readable);
    }

    #[test]
    fn what_nobody_sees_is_named() {
        for (text, code) in [
            ("cases\u{a0}= 123\n", "space, U+00A0"),
            ("cases\u{200b}= 123\n", "character, U+200B"),
            ("cases =\u{a0}123\n", "space, U+00A0"),
            ("cases = 123 \u{200b}\n", "character, U+200B"),
            ("cases = 12\u{2009}345\n", "space, U+2009"),
            ("\u{a0}cases = 1\n", "space, U+00A0"),
            ("[figures\u{ad}]\n", "character, U+00AD"),
            ("[figures]\u{a0}\n", "space, U+00A0"),
            ("x = \"a\"\u{feff}\n", "character, U+FEFF"),
            ("x = \u{200b}\"a\"\n", "character, U+200B"),
            ("x = { a = 1,\u{a0}b = 2 }\n", "space, U+00A0"),
            ("x = true\u{200b}\n", "character, U+200B"),
        ] {
            let (_, faults, ..) = mended(text);
            assert_eq!(faults.len(), 1, "{text:?}: {faults:?}");
            assert!(faults[0].starts_with("forbidden-character") && faults[0].contains(code), "{faults:?}");
        }
        for text in ["x = one\u{a0}two\n", "x = \"\"\"\na \\~\u{a0}b\n\"\"\"\n"] {
            let (_, faults, ..) = mended(text);
            assert!(faults[0].starts_with("syntax"), "{faults:?}");
        }
    }

    #[test]
    fn what_an_open_bracket_swallowed_is_not_judged() {
        for text in
            ["a = [1,2\nb = 3\nc = x\n", "[figures\nb = x\n", "a = \"\"\"x\nb = y\n", "a = { b = 1\nc = 2\n"]
        {
            let (_, faults, _, readable) = mended(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(!readable);
        }
    }
}
