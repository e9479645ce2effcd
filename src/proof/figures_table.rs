//! Checks of `figures.csv`, the table for programs: it has each figure of the data once, as the data has it.

use super::check::Faults;
use super::value_text::{says, says_number};
use crate::facts::{Fact, Facts};
use crate::set::Scope;
use std::borrow::Cow;

/// The heads of its columns.
const COLUMNS: [&str; 9] = ["place", "figure", "label", "value", "unit", "bound", "kind", "year", "source"];

/// Compares the table of a file with the facts of its page.
pub(super) fn check(text: &str, facts: &Facts, faults: &mut Faults) {
    let rows = rows(text.strip_prefix('\u{feff}').unwrap_or(text));
    let Some((head, rows)) = rows.split_first().filter(|(head, _)| **head == COLUMNS) else {
        return faults.add("the table of the figures has other columns than it should");
    };
    faults.unless(
        rows.len() == facts.figures.len() && rows.iter().all(|row| row.len() == head.len()),
        "the table of the figures has not one row for each figure of the data",
    );
    for (row, fact) in rows.iter().zip(&facts.figures).filter(|(row, _)| row.len() == head.len()) {
        faults.unless(
            is_of(row, fact, facts),
            format_args!("the table of the figures does not give {} as the page was made", fact.key),
        );
    }
}

/// Whether a row gives a figure.
fn is_of(row: &[Cow<'_, str>], fact: &Fact, facts: &Facts) -> bool {
    let [place, key, label, value, _, bound, kind, year, source] = row else { return false };
    let number = value.parse::<f64>().ok();
    let mut names = facts.place.names.all().map(|names| names.name.value.as_str());
    let placed = match fact.scope {
        Scope::National => place == "national",
        Scope::State => names.any(|name| *name == **place),
    };
    placed
        && *key == fact.key
        && !label.is_empty()
        && number.is_some() != value.is_empty()
        && says_number(number, bound, &fact.value)
        && (number.is_some() || says(kind, &fact.value))
        && year.parse() == Ok(fact.year)
        && *source == *fact.source.as_deref().unwrap_or_default()
}

/// The cells of a table, row by row (RFC 4180).
fn rows(text: &str) -> Vec<Vec<Cow<'_, str>>> {
    let new_row = || Vec::with_capacity(COLUMNS.len());
    let (mut rows, mut row, mut rest) = (Vec::new(), new_row(), text);
    loop {
        let (cell, end) = cell(rest);
        match rest.as_bytes().get(end) {
            Some(b',') => row.push(cell),
            Some(_) => {
                row.push(cell);
                rows.push(std::mem::replace(&mut row, new_row()));
            }
            None => {
                if !cell.is_empty() || !row.is_empty() {
                    row.push(cell);
                    rows.push(row);
                }
                return rows;
            }
        }
        rest = &rest[end + 1..];
    }
}

/// The cell that a text begins with, and where its comma or line's end is.
fn cell(text: &str) -> (Cow<'_, str>, usize) {
    let ends = |at: usize| matches!(text.as_bytes().get(at), None | Some(b',' | b'\n'));
    let quoted = text.strip_prefix('"').and_then(|rest| rest.find('"'));
    if let Some(end) = quoted.map(|length| length + 1).filter(|end| ends(end + 1)) {
        return (Cow::Borrowed(&text[1..end]), end + 1);
    }
    let plain = text.bytes().position(|byte| matches!(byte, b',' | b'\n' | b'"' | b'\r'));
    let plain = plain.unwrap_or(text.len());
    if ends(plain) {
        return (Cow::Borrowed(&text[..plain]), plain);
    }
    let (mut cell, mut quoted) = (String::new(), false);
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match c {
            '"' if quoted && letters.next_if(|(_, next)| *next == '"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => return (Cow::Owned(cell), at),
            '\r' if !quoted => {}
            _ => cell.push(c),
        }
    }
    (Cow::Owned(cell), text.len())
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn quoted_cells_are_read() {
        let read = rows("a,\"b, \"\"c\"\"\r\nd\",\r\ne,f\r\n");
        assert_eq!(read, [vec!["a", "b, \"c\"\r\nd", ""], vec!["e", "f"]]);
        assert!(rows("").is_empty() && rows("\"").is_empty() && rows("\"\"").is_empty());
        assert_eq!(rows("a,\n\"b\"c,\"\"\r\n,"), [vec!["a", ""], vec!["bc", ""], vec!["", ""]]);
    }
}
