//! Diagnostics as text for people and as JSON for programs.
//!
//! In: a fault and the files of the run. Out: the fault with its line and carets, without any character
//! that could control a terminal; or a JSON object of a stable shape.

use super::coloring::Coloring;
use super::{At, Diagnostic, Severity};
use crate::characters::{is_invisible, shown};
use crate::source::{Location, Sources, Span};
use serde_json::{Value, json};
use std::path::Path;
use unicode_width::UnicodeWidthChar;

/// Columns of a source line that are shown; a longer line is cut around the fault.
const SHOWN: usize = 100;
/// Columns kept before the fault when a long line is cut.
const BEFORE: usize = 40;
/// Characters looked at on each side of a fault. More are shown only if most of them take no room.
const MOST_LETTERS: usize = 1_000;
/// Columns of a tab.
const TAB: usize = 4;

/// The fault with its line and carets, other places as notes, and what to do:
///
/// ```text
/// data/states/kentucky.toml:14:13: error[comma-in-number]: a number is written with a comma
///    |
/// 14 | cybertips = 8,597
///    |             ^^^^^
///    = help: write `8_597`
/// ```
pub fn render_text(diagnostic: &Diagnostic, sources: &Sources) -> String {
    render(diagnostic, sources, Coloring::Plain)
}

/// The same, in color if asked.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, paint: Coloring) -> String {
    render_with(diagnostic, sources, None, paint)
}

/// The same, and where else it is found.
pub fn render_with(
    diagnostic: &Diagnostic,
    sources: &Sources,
    also: Option<&str>,
    paint: Coloring,
) -> String {
    let Diagnostic { code, severity, message, at, help, related } = diagnostic;
    let mut out = String::new();
    let mut indent = 2;
    let (place, kind) = (paint.bold(&place(at, sources)), format!("{}[{code}]", name(*severity)));
    let (kind, message) = (paint.severe(*severity, &kind), paint.bold(&harmless(message)));
    out.push_str(&format!("{place}: {kind}: {message}"));
    if let At::Span(span) = at {
        let location = sources.locate(*span);
        let excerpt = Excerpt::new(sources, *span, &location);
        let number = location.line.to_string();
        indent = number.len();
        let (gutter, number) =
            (paint.frame(&format!("{:indent$} |", "")), paint.frame(&format!("{number} |")));
        out.push_str(format!("\n{gutter}\n{number} {}", excerpt.line).trim_end());
        let carets = paint.severe(*severity, &"^".repeat(excerpt.carets));
        out.push_str(&format!("\n{gutter} {}{carets}", " ".repeat(excerpt.from)));
    }
    let gutter = paint.frame(&format!("{:indent$} =", ""));
    for (span, label) in related {
        let note = paint.bold("note:");
        out.push_str(&format!("\n{gutter} {note} {}: {}", spell(&sources.locate(*span)), harmless(label)));
    }
    if let Some(also) = also {
        out.push_str(&format!("\n{gutter} {} {}", paint.bold("also:"), harmless(also)));
    }
    if let Some(help) = help {
        out.push_str(&format!("\n{gutter} {} {}", paint.help("help:"), harmless(help)));
    }
    out.push('\n');
    out
}

/// A place in text: `national.toml:3:13`, `figures.xlsx: Sheet1!C7`, `contacts.csv: row 12`.
fn place(at: &At, sources: &Sources) -> String {
    harmless(&match at {
        At::Span(span) => return spell(&sources.locate(*span)),
        At::Path(path) => slashed(path),
        At::Option(option) => option.clone(),
        At::Cell { file, sheet, column, row } => format!("{}: {}", slashed(file), a1(sheet, *column, *row)),
        At::Page { file, page, element: None } => format!("{}: page {page}", slashed(file)),
        At::Page { file, page, element: Some(element) } => {
            format!("{}: page {page}, {element}", slashed(file))
        }
        At::Row { file, row } => format!("{}: row {row}", slashed(file)),
    })
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A cell as spreadsheets write it: `Sheet1!C7`, `'By state'!AA12`.
fn a1(sheet: &str, column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push((b'A' + ((rest - 1) % 26) as u8) as char);
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    match sheet.chars().all(|c| c.is_alphanumeric() || c == '_') {
        true => format!("{sheet}!{letters}{row}"),
        false => format!("'{}'!{letters}{row}", sheet.replace('\'', "''")),
    }
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

/// The fault as a JSON object: `code`, `severity`, `message`, `file`, `line`, `column`, `end_line`,
/// `end_column` (one past the last character), `cell`, `page`, `element`, `row`, `option`, `help`, and
/// `related`, a list of `file`, `line`, `column`, `message`. Every key is always there, with `null` where
/// it does not apply.
pub fn render_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let Diagnostic { code, severity, message, at, help, related } = diagnostic;
    let (file, start, end) = match at {
        At::Span(span) => {
            let start = sources.locate(*span);
            let end = sources.locate(Span { start: span.end.max(span.start), ..*span });
            (Some(start.path.clone()), Some(start), Some(end))
        }
        At::Option(_) => (None, None, None),
        At::Path(file) | At::Cell { file, .. } | At::Page { file, .. } | At::Row { file, .. } => {
            (Some(slashed(file)), None, None)
        }
    };
    let (mut cell, mut page, mut element, mut row, mut option) = (None, None, None, None, None);
    match at {
        At::Span(_) | At::Path(_) => {}
        At::Option(typed) => option = Some(typed),
        At::Cell { sheet, column, row, .. } => cell = Some(a1(sheet, *column, *row)),
        At::Page { page: number, element: on_it, .. } => (page, element) = (Some(number), on_it.as_ref()),
        At::Row { row: number, .. } => row = Some(number),
    }
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
        "cell": cell,
        "page": page,
        "element": element,
        "row": row,
        "option": option,
        "help": help.as_deref().map(shown),
        "related": related,
    })
}

/// The part of a source line that is shown, and where the carets go.
struct Excerpt {
    line: String,
    from: usize,
    carets: usize,
}

impl Excerpt {
    fn new(sources: &Sources, span: Span, place: &Location) -> Self {
        let line = sources.line(span.file, place.line);
        // Of a very long line, only what is around the fault.
        let at = sources.line_start(span.file, place.line).map_or(0, |start| span.start as usize - start);
        let at = Some(at).filter(|at| line.is_char_boundary(*at)).unwrap_or(0);
        let before: Vec<char> = line[..at].chars().rev().take(MOST_LETTERS).collect();
        let length = sources.slice(span).lines().next().map_or(0, |line| line.chars().take(SHOWN).count());
        // One cell per character: what is printed for it, and its columns.
        let letters = before.iter().rev().copied().chain(line[at..].chars().take(MOST_LETTERS));
        let cells: Vec<(char, usize)> = letters.map(cell).collect();
        let first = before.len();
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

/// Text with every invisible character named, among them those that could control a terminal or reverse
/// the line.
fn harmless(text: &str) -> String {
    shown(text).chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{a1, render_json, render_text};
    use crate::diagnostic::{At, Code, Diagnostic, Sink};
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
            r#"{"cell":null,"code":"bad-value","column":5,"element":null,"end_column":6,"end_line":2,"file":"s.toml","help":null,"line":1,"message":"no","option":null,"page":null,"related":[{"column":1,"file":"s.toml","line":2,"message":"b"}],"row":null,"severity":"warning"}"#
        );
        let fault = Diagnostic::at_path(Code::NoSet, "here", "no");
        assert!(render_json(&fault, &sources)["line"].is_null());
        let fault = Diagnostic::at_option(Code::NoState, "--only Z\u{1b}", "no");
        let json = render_json(&fault, &sources);
        assert!(json["file"].is_null() && json["option"] == "--only Z\u{1b}");
        assert!(!render_text(&fault, &sources).contains('\u{1b}'));
    }
    #[test]
    fn cells_pages_and_rows_are_places() {
        let (file, sheet) = ("in/figures.xlsx".into(), "Sheet1".to_owned());
        let element = Some("table “By type”".to_owned());
        let mut sink = Sink::default();
        let places = [
            At::Cell { file, sheet, column: 3, row: 7 },
            At::Page { file: "out\\kentucky.pdf".into(), page: 1, element },
            At::Page { file: "out\\kentucky.pdf".into(), page: 2, element: None },
            At::Row { file: "contacts.csv".into(), row: 12 },
            At::Row { file: "contacts.csv".into(), row: 9 },
            At::Path("states".into()),
        ];
        for at in places {
            sink.report(Diagnostic::at(Code::BadValue, at, "no"));
        }
        let sources = Sources::default();
        let text: Vec<String> = sink.in_order().iter().map(|fault| render_text(fault, &sources)).collect();
        assert_eq!(
            text,
            [
                "states: error[bad-value]: no\n",
                "contacts.csv: row 9: error[bad-value]: no\n",
                "contacts.csv: row 12: error[bad-value]: no\n",
                "in/figures.xlsx: Sheet1!C7: error[bad-value]: no\n",
                "out/kentucky.pdf: page 1, table “By type”: error[bad-value]: no\n",
                "out/kentucky.pdf: page 2: error[bad-value]: no\n",
            ]
        );
        let json: Vec<_> = sink.found().iter().map(|fault| render_json(fault, &sources)).collect();
        assert_eq!((&json[0]["file"], &json[0]["cell"]), (&"in/figures.xlsx".into(), &"Sheet1!C7".into()));
        assert_eq!((&json[1]["page"], &json[1]["element"]), (&1.into(), &"table “By type”".into()));
        assert_eq!((&json[3]["row"], &json[3]["line"]), (&12.into(), &serde_json::Value::Null));
    }

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let named = |column| a1("S", column, 1);
        let columns = [1, 26, 27, 52, 53, 702, 703, 16_384];
        assert_eq!(
            columns.map(named),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"].map(|c| format!("S!{c}1"))
        );
        assert_eq!(a1("Bob's by state", 3, 7), "'Bob''s by state'!C7");
        assert_eq!(a1("S", u32::MAX, u32::MAX), "S!MWLQKWU4294967295");
    }
}
