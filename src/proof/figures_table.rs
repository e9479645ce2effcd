//! Checks of `figures.csv`, the table for programs: it has each figure of the data once, as the data has it.

use super::check::Faults;
use super::value_text::{says, says_number};
use crate::facts::{Fact, Facts};
use crate::set::Scope;

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
fn is_of(row: &[String], fact: &Fact, facts: &Facts) -> bool {
    let [place, key, label, value, _, bound, kind, year, source] = row else { return false };
    let number = value.parse::<f64>().ok();
    let mut names = facts.place.names.all().map(|names| names.name.value.as_str());
    let placed = match fact.scope {
        Scope::National => place == "national",
        Scope::State => names.any(|name| name == place),
    };
    placed
        && *key == fact.key
        && !label.is_empty()
        && number.is_some() != value.is_empty()
        && says_number(number, bound, &fact.value)
        && (number.is_some() || says(kind, &fact.value))
        && year.parse() == Ok(fact.year)
        && *source == fact.source.clone().unwrap_or_default()
}

/// The cells of a table, row by row (RFC 4180).
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn quoted_cells_are_read() {
        let read = rows("a,\"b, \"\"c\"\"\r\nd\",\r\ne,f\r\n");
        assert_eq!(read, [vec!["a", "b, \"c\"\r\nd", ""], vec!["e", "f"]]);
        assert!(rows("").is_empty() && rows("\"").is_empty());
    }
}
