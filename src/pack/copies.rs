//! The list of how many copies of each sheet are wanted, as a spreadsheet program saves it. In: the bytes of a file.
//! Out: its rows, each value with its place; or what is wrong with them.
//!
//! What programs do differently is taken as it is meant: UTF-8 with or without a mark, UTF-16, the encoding of older
//! Windows; commas, semicolons or tabs; columns in any order, among others.

use crate::diagnostic::{Code, Diagnostic, Reported, Sink, nearest};
use crate::source::{FileId, Sources, Span, Spanned};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::ops::Range;

/// Larger than any such list.
const LARGEST: usize = 1 << 20;
const MOST_ROWS: usize = 10_000;
/// Of one sheet.
const MOST_COPIES: usize = 5_000;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiesRow {
    /// As it was written: a code or a name.
    pub state: Spanned<String>,
    /// A tag or a name; `None` where the list does not say it.
    pub language: Option<Spanned<String>>,
    pub copies: usize,
}

/// What the columns are called.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("state", &["state", "states", "code", "postal", "postal code", "estado", "place"]),
    ("language", &["language", "languages", "lang", "idioma"]),
    ("copies", &["copies", "copy", "count", "number", "quantity", "qty", "ejemplares"]),
];

/// Reads the list.
///
/// # Errors
/// If anything in it cannot be understood; all of that is reported.
pub fn read_copies(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Vec<CopiesRow>, Reported> {
    let Some(text) = Some(bytes).filter(|bytes| bytes.len() <= LARGEST).and_then(decoded) else {
        let fault = Diagnostic::at_path(Code::UnreadableFile, path, "this is not a list of copies");
        let help = "save the list as CSV with the columns state, language, copies";
        return Err(sink.report(fault.help(help)));
    };
    let file = sources.add(path, text);
    let text = sources.text(file).to_owned();
    let mut reader = Reader { text: &text, file, sink, failed: None };
    let mut rows = rows(&text);
    let Some(head) = rows.next() else {
        let help = "its first line names the columns: state,language,copies";
        let span = Span::new(file, 0, 0);
        return Err(reader.bad(Code::MissingKey, span, "the list is empty", help));
    };
    let columns = reader.columns(&head)?;
    let mut found = Vec::new();
    for row in rows {
        if found.len() == MOST_ROWS {
            let (message, help) = ("the list has more rows than there are sheets", "divide it");
            return Err(reader.bad(Code::TooLarge, reader.span(&row[0]), message, help));
        }
        found.extend(reader.row(&row, columns));
    }
    if found.is_empty() && reader.failed.is_none() {
        let help = "write a line for each sheet, such as `KY,en,40`";
        reader.bad(Code::MissingKey, reader.span(&head[0]), "the list has no row", help);
    }
    reader.failed.map_or(Ok(found), Err)
}

/// The text of a file, whatever wrote it; `None` if it is none.
fn decoded(bytes: &[u8]) -> Option<String> {
    let utf_16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    let text = match utf_16 {
        Some(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
        None => match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    };
    let strange = |c: char| c == '\u{fffd}' || c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    (!text.contains(strange)).then_some(text)
}

/// The cells of each line that has any, without what surrounds them.
fn rows(text: &str) -> impl Iterator<Item = Vec<Range<usize>>> {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &char| head.matches(*sign).count();
    // Of equal ones the first.
    let sign = [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',');
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            let line = cells(text, start..end, sign);
            start = end + 1;
            if line.iter().any(|cell| !cell.is_empty()) {
                return Some(line);
            }
        }
        None
    })
}

/// The cells of a line; in quotes, signs divide nothing.
fn cells(text: &str, line: Range<usize>, sign: char) -> Vec<Range<usize>> {
    let (mut cells, mut start, mut quoted) = (Vec::new(), line.start, false);
    for (at, c) in text[line.clone()].char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == sign && !quoted => {
                cells.push(trimmed(text, start..line.start + at));
                start = line.start + at + 1;
            }
            _ => {}
        }
    }
    cells.push(trimmed(text, start..line.end));
    cells
}

/// A cell without blanks and quotes around it.
fn trimmed(text: &str, cell: Range<usize>) -> Range<usize> {
    let around = |c: char| c.is_whitespace() || c == '"';
    let own = &text[cell.clone()];
    let begins = own.len() - own.trim_start_matches(around).len();
    let length = own[begins..].trim_end_matches(around).len();
    cell.start + begins..cell.start + begins + length
}

struct Reader<'r> {
    text: &'r str,
    file: FileId,
    sink: &'r mut Sink,
    failed: Option<Reported>,
}

impl Reader<'_> {
    fn span(&self, cell: &Range<usize>) -> Span {
        Span::new(self.file, cell.start, cell.end)
    }

    fn bad(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) -> Reported {
        let reported = self.sink.report(Diagnostic::error(code, span, message).help(help));
        self.failed = Some(reported);
        reported
    }

    /// Where the state, the language and the number are.
    fn columns(&mut self, head: &[Range<usize>]) -> Result<[Option<usize>; 3], Reported> {
        let names: Vec<String> = head.iter().map(|cell| self.text[cell.clone()].to_lowercase()).collect();
        let found = COLUMNS.map(|(_, known)| names.iter().position(|own| known.contains(&own.as_str())));
        for ((column, known), found) in COLUMNS.into_iter().zip(found) {
            if found.is_some() || column == "language" {
                continue;
            }
            let near = names.iter().find(|own| nearest(own, known.iter().copied()).is_some());
            let help = match near {
                Some(near) => format!("call the column `{near}` `{column}`"),
                None => "the first line names the columns: state,language,copies".to_owned(),
            };
            let message = format!("the list has no column `{column}`");
            self.bad(Code::MissingKey, self.span(&head[0]), message, &help);
        }
        self.failed.map_or(Ok(found), Err)
    }

    /// A row; `None` if something is wrong with it.
    fn row(&mut self, row: &[Range<usize>], columns: [Option<usize>; 3]) -> Option<CopiesRow> {
        let cell = |column: Option<usize>| row.get(column?).cloned().filter(|cell| !cell.is_empty());
        let [state, language, copies] = columns.map(cell);
        let whole = row[0].start..row.last().map_or(row[0].end, |cell| cell.end);
        let Some(state) = state else {
            let help = "write the state's postal code or its name";
            self.bad(Code::MissingKey, self.span(&whole), "this line says no state", help);
            return None;
        };
        let Some(copies) = copies else {
            let help = "write how many copies are wanted; 0 for none";
            self.bad(Code::MissingKey, self.span(&whole), "this line says no number of copies", help);
            return None;
        };
        let written = &self.text[copies.clone()];
        let Some(count) = written.parse().ok().filter(|count| *count <= MOST_COPIES) else {
            let message = format!("`{written}` is not a number of copies");
            let help = format!("write a whole number in digits, from 0 to {MOST_COPIES}: 40");
            self.bad(Code::BadValue, self.span(&copies), message, &help);
            return None;
        };
        let spanned = |cell: Range<usize>| Spanned::new(self.text[cell.clone()].to_owned(), self.span(&cell));
        Some(CopiesRow { state: spanned(state), language: language.map(spanned), copies: count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(String, String, usize)>, String> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let rows = read_copies("copies.csv", bytes, &mut sources, &mut sink);
        let told = |fault: &Diagnostic| crate::diagnostic::render_text(fault, &sources);
        let rows = rows.map_err(|_| sink.found().iter().map(told).collect::<String>())?;
        let said = |row: CopiesRow| {
            (row.state.value, row.language.map(|tag| tag.value).unwrap_or_default(), row.copies)
        };
        Ok(rows.into_iter().map(said).collect())
    }

    #[test]
    fn what_programs_write_is_understood() {
        let wanted = vec![("KY".to_owned(), "en".to_owned(), 40), ("Ohio".to_owned(), "es".to_owned(), 5)];
        let plain = "state,language,copies\nKY,en,40\n\n Ohio , es , 5\n";
        let utf_16: Vec<u8> =
            [0xFEFF].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for text in [
            plain.as_bytes(),
            b"\xEF\xBB\xBFState;Language;Copies\r\n\"KY\";\"en\";\"40\"\r\nOhio;es;5\r\n",
            b"COPIES\tnote\tSTATE\tLANG\n40\tfor,the,hall\tKY\ten\n5\t\tOhio\tes",
            &utf_16,
        ] {
            assert_eq!(read(text), Ok(wanted.clone()), "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(read(b"Estado,ejemplares\nPe\xF1asco,3"), Ok(vec![("Peñasco".into(), String::new(), 3)]));
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        for (text, place, message) in [
            ("state,copies\nKY,forty", "copies.csv:2:4:", "`forty` is not a number of copies"),
            ("state,copies\nKY,-1", "copies.csv:2:4:", "`-1` is not a number of copies"),
            ("state,copies\nKY,99999999999999999999", "copies.csv:2:4:", "is not a number of copies"),
            ("state,copies\nKY,", "copies.csv:2:1:", "this line says no number of copies"),
            ("state,copies\n,4", "copies.csv:2:1:", "this line says no state"),
            ("state,copis\nKY,4", "copies.csv:1:1:", "the list has no column `copies`"),
            ("state,copies\n", "copies.csv:1:1:", "the list has no row"),
            ("", "copies.csv:1:1:", "the list is empty"),
            ("state\0,copies", "copies.csv:", "this is not a list of copies"),
        ] {
            let told = read(text.as_bytes()).unwrap_err();
            assert!(told.starts_with(place) && told.contains(message), "{text:?}: {told}");
            assert!(told.contains("help:"), "{told}");
        }
    }
}
