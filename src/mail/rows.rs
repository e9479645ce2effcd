//! The rows of a list of contacts, from comma-separated values or from TOML.
//!
//! In: the text of a file. Out: its rows, every cell with its place; and faults of the file as a whole. The
//! header line of a table says what separates its cells, and which column is which.

use crate::diagnostic::{Code, Diagnostic, Reported, Severity, Sink, nearest};
use crate::source::{FileId, Span};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// More than a mailing has.
const MOST_ROWS: usize = 10_000;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContactColumn {
    Name,
    Address,
    States,
    Languages,
    Cc,
    Salutation,
}

/// The names of the columns; the first of each is that of messages.
const COLUMNS: [(ContactColumn, &[&str]); 6] = [
    (ContactColumn::Name, &["name"]),
    (ContactColumn::Address, &["address", "email", "e-mail", "mail"]),
    (ContactColumn::States, &["states", "state"]),
    (ContactColumn::Languages, &["languages", "language", "lang"]),
    (ContactColumn::Cc, &["cc"]),
    (ContactColumn::Salutation, &["salutation"]),
];

impl ContactColumn {
    fn called(name: &str) -> Option<ContactColumn> {
        let name = name.trim().to_lowercase();
        COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
    }
}

/// A cell, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListCell {
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// One contact, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContactRow {
    /// Where it stands.
    pub(super) at: Range<usize>,
    pub(super) cells: Vec<(ContactColumn, ListCell)>,
    /// What is wrong with it as a row.
    pub(super) fault: Option<String>,
}

impl ContactRow {
    /// A cell that is not blank.
    pub(super) fn cell(&self, column: ContactColumn) -> Option<&ListCell> {
        let found = self.cells.iter().find(|(own, _)| *own == column);
        found.map(|(_, cell)| cell).filter(|cell| !cell.text.trim().is_empty())
    }

    /// The pieces of a list in a cell: "KY; OH and IN".
    pub(super) fn list(&self, column: ContactColumn) -> Vec<ListCell> {
        let cells = self.cells.iter().filter(|(own, _)| *own == column);
        let pieces = cells.flat_map(|(_, cell)| cell.text.split([',', ';']).map(move |text| (cell, text)));
        let pieces = pieces.flat_map(|(cell, text)| text.split(" and ").map(move |text| (cell, text.trim())));
        pieces
            .filter(|(_, text)| !text.is_empty())
            .map(|(cell, text)| ListCell { text: text.to_owned(), at: cell.at.clone() })
            .collect()
    }
}

/// The rows of a table. The separator is the one that the header line has most of.
pub(super) fn table(text: &str, file: FileId, sink: &mut Sink) -> Result<Vec<ContactRow>, Reported> {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let separator = [',', ';', '\t', '|'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',');
    let mut lines = records(text, separator).into_iter();
    let head = lines.next().unwrap_or_default();
    let columns: Vec<Option<ContactColumn>> =
        head.iter().map(|cell| ContactColumn::called(&cell.text)).collect();
    let names: Vec<&str> = COLUMNS.iter().map(|(_, names)| names[0]).collect();
    for needed in [ContactColumn::Name, ContactColumn::Address, ContactColumn::States] {
        let times = columns.iter().filter(|column| **column == Some(needed)).count();
        if times != 1 {
            let name = COLUMNS.iter().find(|(column, _)| *column == needed).map_or("", |(_, names)| names[0]);
            let how = if times == 0 { "no column" } else { "more than one column" };
            let message = format!("the first line has {how} `{name}`");
            let help = format!("begin the list with a line that names its columns: {}", names.join(","));
            let span = Span::new(file, 0, first.len());
            return Err(sink.report(Diagnostic::error(Code::MissingKey, span, message).help(help)));
        }
    }
    for (cell, _) in head.iter().zip(&columns).filter(|(_, column)| column.is_none()) {
        let message = format!("the column `{}` is not read", cell.text.trim());
        let help = match nearest(&cell.text.trim().to_lowercase(), names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the columns that are read are {}", names.join(", ")),
        };
        let span = Span::new(file, cell.at.start, cell.at.end);
        let fault = Diagnostic::warning(Code::UnknownKey, span, message).help(help);
        let severity = if cell.text.trim().is_empty() { Severity::Note } else { fault.severity };
        sink.report(Diagnostic { severity, ..fault });
    }
    let filled = lines.filter(|cells| cells.iter().any(|cell| !cell.text.trim().is_empty()));
    let rows: Vec<ContactRow> = filled.take(MOST_ROWS + 1).map(|cells| row(cells, &columns)).collect();
    in_bounds(rows, file, sink)
}

fn row(cells: Vec<ListCell>, columns: &[Option<ContactColumn>]) -> ContactRow {
    let at = cells.first().map_or(0, |cell| cell.at.start)..cells.last().map_or(0, |cell| cell.at.end);
    let (has, wants) = (cells.len(), columns.len());
    // Blank cells at the end are a spreadsheet's.
    let beyond = cells.iter().skip(wants).any(|cell| !cell.text.trim().is_empty());
    let fault = match has {
        _ if beyond => Some(format!("this row has {has} cells, the first line has {wants}")),
        _ if has < wants => Some(format!("this row has only {has} of {wants} cells")),
        _ => None,
    };
    let known = cells.into_iter().zip(columns).filter_map(|(cell, column)| Some(((*column)?, cell)));
    ContactRow { at, cells: known.collect(), fault }
}

/// The records of a table, RFC 4180: cells in quotes may have separators, line breaks and doubled quotes.
fn records(text: &str, separator: char) -> Vec<Vec<ListCell>> {
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let (mut cell, mut start, mut quoted) = (String::new(), 0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if quoted && letters.peek().is_some_and(|(_, next)| *next == '"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            letter if quoted => cell.push(letter),
            '\n' | '\r' => {
                if letter == '\r' && letters.peek().is_some_and(|(_, next)| *next == '\n') {
                    letters.next();
                }
                record.push(ListCell { text: std::mem::take(&mut cell), at: start..at });
                records.push(std::mem::take(&mut record));
                start = letters.peek().map_or(text.len(), |(next, _)| *next);
            }
            letter if letter == separator => {
                record.push(ListCell { text: std::mem::take(&mut cell), at: start..at });
                start = at + letter.len_utf8();
            }
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(ListCell { text: cell, at: start..text.len() });
        records.push(record);
    }
    records
}

/// The rows of a TOML file: a table `[[contact]]` each.
pub(super) fn toml(text: &str, file: FileId, sink: &mut Sink) -> Result<Vec<ContactRow>, Reported> {
    const HOW: &str =
        "write a line `[[contact]]`, and below it name = \"…\", address = \"…\", states = [\"KY\"]";
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        let fault = Diagnostic::error(Code::Syntax, Span::new(file, at.start, at.end), error.message());
        sink.report(fault.help(HOW))
    })?;
    let mut rows = Vec::new();
    for (key, node) in parsed.get_ref() {
        let (DeValue::Array(list), "contact") = (node.get_ref(), key.get_ref().as_ref()) else {
            let span = Span::new(file, key.span().start, key.span().end);
            let message = format!("`{}` is not a list of contacts", key.get_ref());
            return Err(sink.report(Diagnostic::error(Code::UnknownKey, span, message).help(HOW)));
        };
        rows.extend(list.iter().take(MOST_ROWS + 1).map(contact));
    }
    in_bounds(rows, file, sink)
}

fn contact(node: &toml::Spanned<DeValue<'_>>) -> ContactRow {
    let mut row = ContactRow { at: node.span(), cells: Vec::new(), fault: None };
    let DeValue::Table(table) = node.get_ref() else {
        row.fault = Some("this is not a table".to_owned());
        return row;
    };
    for (key, node) in table {
        let Some(column) = ContactColumn::called(key.get_ref()) else {
            row.fault = Some(format!("unknown key `{}`", key.get_ref()));
            continue;
        };
        let texts: Vec<_> = match node.get_ref() {
            DeValue::Array(list) if column != ContactColumn::Name => list.iter().collect(),
            _ => vec![node],
        };
        for text in texts {
            match text.get_ref() {
                DeValue::String(own) => {
                    row.cells.push((column, ListCell { text: own.to_string(), at: text.span() }));
                }
                _ => row.fault = Some(format!("`{}` needs a text in quotes", key.get_ref())),
            }
        }
    }
    row
}

fn in_bounds(rows: Vec<ContactRow>, file: FileId, sink: &mut Sink) -> Result<Vec<ContactRow>, Reported> {
    let (code, at, message, help) = match rows.get(MOST_ROWS) {
        None if !rows.is_empty() => return Ok(rows),
        None => {
            (Code::MissingKey, 0..0, "this list has no contacts".to_owned(), "add a row for each recipient")
        }
        Some(row) => {
            let message = format!("more than {MOST_ROWS} contacts");
            (Code::TooLarge, row.at.clone(), message, "divide the list into several")
        }
    };
    Err(sink.report(Diagnostic::error(code, Span::new(file, at.start, at.end), message).help(help)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(text: &str) -> Vec<ContactRow> {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let file = sources.add("contacts.csv", text);
        table(text, file, &mut sink).unwrap()
    }

    #[test]
    fn every_separator_gives_the_same_cells() {
        for separator in [",", ";", "\t", "|"] {
            let text = "name~address~states\r\n\"Ann \"\"A\"\" B\"~a@b.example~\"KY,OH\"\r\n\r\n";
            let rows = read(&text.replace('~', separator));
            assert_eq!(rows.len(), 1, "{separator}");
            assert_eq!(rows[0].cell(ContactColumn::Name).unwrap().text, "Ann \"A\" B");
            let states: Vec<String> =
                rows[0].list(ContactColumn::States).into_iter().map(|cell| cell.text).collect();
            assert_eq!(states, ["KY", "OH"]);
        }
    }

    #[test]
    fn cells_know_where_they_stand() {
        let text = "states,name,address\nKY and OH,Ann,a@b.example\n";
        let rows = read(text);
        let at = rows[0].cell(ContactColumn::Address).unwrap().at.clone();
        assert_eq!(&text[at], "a@b.example");
        assert_eq!(rows[0].list(ContactColumn::States).len(), 2);
    }

    #[test]
    fn a_shifted_row_is_known() {
        let rows = read("name,address,states\nAnn,a@b.example\nBob,b@b.example,KY,OH\nCy,c@b.example,KY,,\n");
        let faults: Vec<bool> = rows.iter().map(|row| row.fault.is_some()).collect();
        assert_eq!(faults, [true, true, false]);
    }
}
