//! Writing approvals down: `approvals.toml`, in which what people wrote stays as it is.
//!
//! In: the text of the file as it was, and new [`Entry`]s. Out: its new text. The same sheet approved again is the
//! same entry with another name, date and key; remarks and order stay.

#![warn(missing_docs)]

use crate::characters::way_out;
use chrono::{Datelike, NaiveDate};
use std::fmt;
use toml_edit::{Array, ArrayOfTables, Date, Datetime, DocumentMut, Item, Table, value};

/// What a new file begins with.
const HEADER: &str = "# Who approved which sheet, and who reviewed which wording: written by `handout approve`.\n\
    # A key is the hash of what was approved; if a sheet changes, its approval ends.\n\n";
/// Longest name of a person, in characters.
const LONGEST: usize = 200;

/// Someone's approval of a sheet, or review of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Postal code of the sheet's state; `None` for the wording.
    pub state: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Who approves it.
    pub by: String,
    /// On which day.
    pub date: NaiveDate,
    /// [`Handout::approval_key`](crate::Handout::approval_key), or [`Set::wording_key`](crate::Set::wording_key).
    pub key: String,
}

/// Why approvals were not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRecorded {
    /// The name is empty, longer than 200 characters, or has a character that cannot be printed.
    Name,
    /// The text is not TOML, or not as approvals are written: why.
    Text(String),
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotRecorded::Name => write!(f, "not the name of a person of at most {LONGEST} characters"),
            NotRecorded::Text(why) => write!(f, "approvals.toml: {why}"),
        }
    }
}

impl std::error::Error for NotRecorded {}

/// Writes entries into the text of `approvals.toml`, which is empty if there is no such file.
///
/// # Errors
/// If a name is none, or the text is not that of such a file.
pub fn record(text: &str, entries: &[Entry]) -> Result<String, NotRecorded> {
    if entries.iter().any(|entry| !is_name(&entry.by)) {
        return Err(NotRecorded::Name);
    }
    let is_new = text.trim().is_empty();
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| NotRecorded::Text(error.message().to_owned()))?;
    for entry in entries {
        let list = list(&mut document, if entry.state.is_some() { "sheet" } else { "wording" })?;
        let at = list.iter().position(|table| entry.is_that_of(table));
        match at.and_then(|at| list.get_mut(at)) {
            Some(table) => entry.sign(table),
            None => {
                let mut table = Table::new();
                entry.state.iter().for_each(|state| table["state"] = value(state));
                table["language"] = value(&entry.language);
                entry.sign(&mut table);
                list.push(table);
            }
        }
    }
    Ok(if is_new { format!("{HEADER}{}", document.to_string().trim_start()) } else { document.to_string() })
}

/// The entries of a kind, as tables of their own.
fn list<'d>(document: &'d mut DocumentMut, kind: &str) -> Result<&'d mut ArrayOfTables, NotRecorded> {
    let is_inline = document.get(kind).is_some_and(|item| item.as_array().is_some());
    if is_inline && let Some(mut key) = document.key_mut(kind) {
        // What stood around it in its line has no place in the brackets.
        key.leaf_decor_mut().clear();
    }
    let item = document.entry(kind).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if item.as_array().is_some_and(Array::is_empty) {
        *item = Item::ArrayOfTables(ArrayOfTables::new());
    }
    if item.as_array().is_some()
        && let Ok(tables) = std::mem::take(item).into_array_of_tables()
    {
        *item = Item::ArrayOfTables(tables);
    }
    let why = || NotRecorded::Text(format!("write `[[{kind}]]` above each entry"));
    item.as_array_of_tables_mut().ok_or_else(why)
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let printable = |c: char| way_out(c).is_none() && !c.is_control();
    !name.trim().is_empty() && length <= LONGEST && name.chars().all(printable)
}

impl Entry {
    fn is_that_of(&self, table: &Table) -> bool {
        let text = |key: &str| table.get(key).and_then(Item::as_str);
        text("language") == Some(&self.language) && text("state") == self.state.as_deref()
    }

    /// Writes who, when and what into its table; remarks behind the values stay.
    fn sign(&self, table: &mut Table) {
        let day = Date {
            year: u16::try_from(self.date.year()).unwrap_or(u16::MAX),
            month: self.date.month() as u8,
            day: self.date.day() as u8,
        };
        let date = Datetime { date: Some(day), time: None, offset: None };
        let values = [("by", value(&self.by)), ("date", value(date)), ("key", value(&self.key))];
        for (key, new) in values {
            match (table.get_mut(key).and_then(Item::as_value_mut), new.into_value()) {
                (Some(old), Ok(mut new)) => {
                    *new.decor_mut() = old.decor().clone();
                    *old = new;
                }
                (None, Ok(new)) => table[key] = Item::Value(new),
                (_, Err(_)) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: Option<&str>, by: &str, key: &str) -> Entry {
        let (state, language) = (state.map(str::to_owned), "en".to_owned());
        let date = NaiveDate::from_ymd_opt(2024, 5, 2).unwrap();
        Entry { state, language, by: by.to_owned(), date, key: key.to_owned() }
    }

    #[test]
    fn what_people_wrote_stays() {
        let first = record("", &[entry(Some("FE"), "Ada Meadow", "1"), entry(None, "Bo Fen", "2")]).unwrap();
        let body = "[[sheet]]\nstate = \"FE\"\nlanguage = \"en\"\nby = \"Ada Meadow\"\ndate = 2024-05-02\n\
            key = \"1\"\n\n[[wording]]\nlanguage = \"en\"\nby = \"Bo Fen\"\ndate = 2024-05-02\nkey = \"2\"\n";
        assert_eq!(first, format!("{HEADER}{body}"));
        let typed = first.replace("\"1\"", "\"1\" # on paper").replace("[[sheet]]", "# Spring.\n[[sheet]]");
        let again = record(&typed, &[entry(Some("FE"), "Cy Marsh", "3"), entry(Some("OV"), "Cy Marsh", "4")]);
        let again = again.unwrap();
        assert!(
            again.contains("# Spring.\n[[sheet]]") && again.contains("key = \"3\" # on paper"),
            "{again}"
        );
        assert_eq!((again.matches("[[sheet]]").count(), again.matches("Ada").count()), (2, 0), "{again}");
        assert_eq!(record(&again, &[]).unwrap(), again);
    }

    #[test]
    fn lists_in_one_line_are_kept_too() {
        let text = "sheet = [{ state = \"FE\", language = \"en\", by = \"x\", date = 2024-05-01, key = \"0\" }]\n\
            wording = []\n";
        let told = record(text, &[entry(Some("FE"), "Ada", "1"), entry(None, "Bo", "2")]).unwrap();
        assert_eq!(
            (told.matches("[[sheet]]").count(), told.matches("[[wording]]").count()),
            (1, 1),
            "{told}"
        );
        assert!(told.contains("key = \"1\"") && !told.contains("\"0\""), "{told}");
    }

    #[test]
    fn only_names_are_taken() {
        for name in ["", "  ", "a\nb", "a\u{202e}b", &"x".repeat(201)] {
            assert_eq!(record("", &[entry(None, name, "1")]), Err(NotRecorded::Name), "{name:?}");
        }
        assert!(matches!(record("a = ", &[]), Err(NotRecorded::Text(_))));
        assert!(matches!(record("sheet = 1", &[entry(Some("FE"), "Ada", "1")]), Err(NotRecorded::Text(_))));
    }
}
