//! Diagnostics as text for people and as JSON for programs.
//!
//! In: a fault and the files of the run. Out: the fault with its line and carets, without colour
//! and without any character that could steer a terminal; or one JSON object of a stable shape.

use super::{At, Code, Diagnostic, Severity};
use crate::characters::{is_invisible, shown};
use crate::source::{Location, Sources, Span};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthChar;

/// Widest piece of a source line that is shown, in columns; a longer line is cut around the fault.
const SHOWN: usize = 100;
/// Columns kept before the fault when a long line is cut.
const BEFORE: usize = 40;
/// What a tab takes on the screen.
const TAB: usize = 4;

/// The fault with its line and carets, other places as notes, and the way out:
///
/// ```text
/// data/states/kentucky.toml:14:13: error[comma-in-number]: a number is written with a comma
///    |
/// 14 | cybertips = 8,597
///    |             ^^^^^
///    = help: write `8_597`
/// ```
pub fn render_text(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Diagnostic { code, severity, message, at, help, related } = diagnostic;
    let mut out = String::new();
    let mut indent = 2;
    match at {
        At::Path(path) => {
            let path = path.to_string_lossy().replace('\\', "/");
            out.push_str(&head(&path, *severity, *code, message));
        }
        At::Option(option) => out.push_str(&head(option, *severity, *code, message)),
        At::Span(span) => {
            let place = sources.locate(*span);
            let excerpt = Excerpt::new(sources, *span, &place);
            let number = place.line.to_string();
            indent = number.len();
            let gutter = " ".repeat(indent);
            out.push_str(&head(&spell(&place), *severity, *code, message));
            out.push_str(format!("\n{gutter} |\n{number} | {}", excerpt.line).trim_end());
            out.push_str(&format!("\n{gutter} | {}{}", " ".repeat(excerpt.from), "^".repeat(excerpt.carets)));
        }
    }
    let gutter = " ".repeat(indent);
    for (span, label) in related {
        out.push_str(&format!("\n{gutter} = note: {}: {}", spell(&sources.locate(*span)), harmless(label)));
    }
    if let Some(help) = help {
        out.push_str(&format!("\n{gutter} = help: {}", harmless(help)));
    }
    out.push('\n');
    out
}

fn head(place: &str, severity: Severity, code: Code, message: &str) -> String {
    format!("{}: {}[{code}]: {}", harmless(place), name(severity), harmless(message))
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn spell(place: &Location) -> String {
    format!("{}:{}:{}", harmless(&place.path), place.line, place.column)
}

/// The fault as one JSON object: `code`, `severity`, `message`, `file`, `line`, `column`,
/// `end_line`, `end_column` (one past the last character), `option`, `help`, and `related`, a list
/// of `file`, `line`, `column`, `message`. Every key is always there; a fault of a whole file or
/// folder has `null` for its lines and columns, one of an option for its file too.
pub fn render_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let Diagnostic { code, severity, message, at, help, related } = diagnostic;
    let (file, start, end) = match at {
        At::Path(path) => (Some(path.to_string_lossy().replace('\\', "/")), None, None),
        At::Option(_) => (None, None, None),
        At::Span(span) => {
            let start = sources.locate(*span);
            let end = sources.locate(Span { start: span.end.max(span.start), ..*span });
            (Some(start.path.clone()), Some(start), Some(end))
        }
    };
    let related: Vec<Value> = related
        .iter()
        .map(|(span, label)| {
            let place = sources.locate(*span);
            json!({ "file": place.path, "line": place.line, "column": place.column, "message": shown(label) })
        })
        .collect();
    json!({
        "code": code.name(),
        "severity": name(*severity),
        "message": shown(message),
        "file": file,
        "line": start.as_ref().map(|place| place.line),
        "column": start.as_ref().map(|place| place.column),
        "end_line": end.as_ref().map(|place| place.line),
        "end_column": end.as_ref().map(|place| place.column),
        "option": if let At::Option(option) = at { Some(option) } else { None },
        "help": help.as_deref().map(shown),
        "related": related,
    })
}

/// The part of a source line that is shown, and where the carets stand under it.
struct Excerpt {
    line: String,
    from: usize,
    carets: usize,
}

impl Excerpt {
    fn new(sources: &Sources, span: Span, place: &Location) -> Self {
        let text = sources.line(span.file, place.line);
        let first = place.column - 1;
        let length = sources.slice(span).lines().next().map_or(0, |line| line.chars().count());
        // One cell per character: what is printed for it and how many columns that takes.
        let cells: Vec<(char, usize)> = text.chars().map(cell).collect();
        let first = first.min(cells.len());
        let last = (first + length).min(cells.len());
        let width = |cells: &[(char, usize)]| cells.iter().map(|(_, width)| width).sum::<usize>();

        let total = width(&cells);
        let (mut start, mut end) = (0, cells.len());
        if total > SHOWN {
            let mut before = BEFORE;
            start = first;
            while start > 0 && cells[start - 1].1 <= before {
                start -= 1;
                before -= cells[start].1;
            }
            let mut room = SHOWN;
            end = start;
            while end < cells.len() && cells[end].1 <= room {
                room -= cells[end].1;
                end += 1;
            }
        }
        let mut line = String::new();
        let mut from = 0;
        if start > 0 {
            line.push_str("… ");
            from += 2;
        }
        for (letter, columns) in &cells[start..end] {
            match letter {
                '\t' => line.extend(std::iter::repeat_n(' ', *columns)),
                _ => line.push(*letter),
            }
        }
        if end < cells.len() {
            line.push_str(" …");
        }
        from += width(&cells[start..first]);
        let carets = width(&cells[first..last.min(end).max(first)]).max(1);
        Self { line, from, carets }
    }
}

fn cell(letter: char) -> (char, usize) {
    match letter {
        '\t' => ('\t', TAB),
        _ if letter.is_control() || is_invisible(letter) => ('\u{FFFD}', 1),
        _ => (letter, letter.width().unwrap_or(1)),
    }
}

/// Text in which every character that nobody could see is named, among them those that could steer
/// a terminal or turn the direction of the line.
fn harmless(text: &str) -> String {
    shown(text).chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{render_json, render_text};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{Sources, Span};

    fn at(text: &str, needle: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("a\\b.toml", text);
        let start = text.find(needle).expect("the needle is in the text");
        let span = Span::new(file, start, start + needle.len());
        render_text(&Diagnostic::error(Code::BadValue, span, "no").help("yes"), &sources)
    }

    #[test]
    fn carets_stand_under_the_value_after_tabs_and_wide_letters() {
        assert_eq!(
            at("x = 1\n\ta = \"日本é\" # here", "here"),
            "a/b.toml:2:14: error[bad-value]: no\n  |\n2 |     a = \"日本é\" # here\n  |                   ^^^^\n  = help: yes\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let text = format!("a = \"{}here{}\"", "x".repeat(500), "y".repeat(500));
        let shown = at(&text, "here");
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[2].chars().count() < 112, "{shown}");
        let caret = lines[3].find('^').expect("carets");
        let under: String = lines[2].chars().skip(caret).take(4).collect();
        assert_eq!(under, "here", "{shown}");
    }

    #[test]
    fn control_and_bidi_characters_do_not_reach_the_terminal() {
        let shown = at("a = \"\u{1b}[31m\u{202e}\"", "a");
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
    }

    #[test]
    fn invisible_characters_are_named_and_keep_their_place() {
        let mut sources = Sources::default();
        let text = "na\u{200b}tion\u{ad}";
        let file = sources.add("a.toml", text);
        let fault = Diagnostic::error(Code::BadValue, Span::new(file, 2, 5), format!("no `{text}`"));
        assert_eq!(
            render_text(&fault.clone().help(text), &sources),
            "a.toml:1:3: error[bad-value]: no `na<U+200B>tion<U+00AD>`\n  |\n1 | na\u{fffd}tion\u{fffd}\n  |   ^\n  = help: na<U+200B>tion<U+00AD>\n"
        );
        assert_eq!(render_json(&fault, &sources)["message"], "no `na<U+200B>tion<U+00AD>`");
    }

    #[test]
    fn json_has_every_key() {
        let mut sources = Sources::default();
        let file = sources.add("s.toml", "a = 1\nb = 2\n");
        let fault = Diagnostic::warning(Code::BadValue, Span::new(file, 4, 11), "no")
            .related(Span::new(file, 6, 7), "b");
        assert_eq!(
            render_json(&fault, &sources).to_string(),
            r#"{"code":"bad-value","column":5,"end_column":6,"end_line":2,"file":"s.toml","help":null,"line":1,"message":"no","option":null,"related":[{"column":1,"file":"s.toml","line":2,"message":"b"}],"severity":"warning"}"#
        );
        let fault = Diagnostic::at_path(Code::NoSet, "here", "no");
        assert!(render_json(&fault, &sources)["line"].is_null());
        let fault = Diagnostic::at_option(Code::NoState, "--only Z\u{1b}", "no");
        let json = render_json(&fault, &sources);
        assert!(json["file"].is_null() && json["option"] == "--only Z\u{1b}");
        assert!(!render_text(&fault, &sources).contains('\u{1b}'));
    }
}
