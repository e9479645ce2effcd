//! `[corrected]` in the file of a state: remarks, order and line ends stay.
//!
//! In: a file as it is. Out: its new text. A state that is corrected again has one table, with what was written last.

use super::CorrectionNote;
use crate::figure::Value;
use crate::set::write::written;
use chrono::Datelike;
use toml_edit::{Date, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, value};

/// The table.
const KEY: &str = "corrected";

/// What stands above a new table.
const REMARK: &str = "\n# A sheet with a mistake is out: written by `handout correct`. The sheet says the day; `reason` and `was`, what \
    the\n# old sheet said, go into the message to those who have it.\n";

/// The text with the note; `postal` is the state's if the file has several.
pub(super) fn noted(
    text: &str,
    postal: Option<&str>,
    note: &CorrectionNote,
    was: &[(&str, Value)],
) -> Result<String, String> {
    let (mark, body) = match text.strip_prefix('\u{FEFF}') {
        Some(body) => ("\u{FEFF}", body),
        None => ("", text),
    };
    let windows = body.contains("\r\n");
    let mut document: DocumentMut = body
        .replace("\r\n", "\n")
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let place = match postal {
        None => document.as_table_mut(),
        Some(postal) => {
            let list = document.get_mut("state").and_then(Item::as_array_of_tables_mut);
            let found = list.and_then(|list| {
                list.iter_mut().find(|own| own.get("postal").and_then(Item::as_str) == Some(postal))
            });
            found.ok_or_else(|| format!("write `[[state]]` above the lines of {postal}"))?
        }
    };
    match place.get_mut(KEY) {
        Some(old) => {
            let old =
                old.as_table_like_mut().ok_or_else(|| format!("`{KEY}` is not a table: write `[{KEY}]`"))?;
            write(old, note, was)?;
        }
        None => {
            let mut table = Table::new();
            table.decor_mut().set_prefix(REMARK);
            write(&mut table, note, was)?;
            place.insert(KEY, Item::Table(table));
        }
    }
    let text = document.to_string();
    Ok(format!("{mark}{}", if windows { text.replace('\n', "\r\n") } else { text }))
}

fn write(table: &mut dyn TableLike, note: &CorrectionNote, was: &[(&str, Value)]) -> Result<(), String> {
    let CorrectionNote { date, reasons } = note;
    let day = Date {
        year: u16::try_from(date.year()).unwrap_or(u16::MAX),
        month: date.month() as u8,
        day: date.day() as u8,
    };
    let day = Datetime { date: Some(day), time: None, offset: None };
    // The same correction, told otherwise: what the old sheet said stays, if it is not known anew.
    let is_same = table.get("date").and_then(Item::as_datetime) == Some(&day);
    put(table, "date", value(day));
    match reasons.as_slice() {
        [(language, reason)] if language.is_empty() => put(table, "reason", value(reason)),
        reasons => {
            let mut own = InlineTable::new();
            reasons.iter().for_each(|(language, reason)| drop(own.insert(language, reason.as_str().into())));
            put(table, "reason", value(own));
        }
    }
    let mut figures = InlineTable::new();
    for (key, old) in was {
        let old = written(old).parse::<toml_edit::Value>().map_err(|error| error.message().to_owned())?;
        figures.insert(*key, old);
    }
    figures.fmt();
    if !figures.is_empty() {
        put(table, "was", value(figures));
    } else if !is_same {
        table.remove("was");
    }
    Ok(())
}

/// Gives a key its value; a remark behind the old one stays.
fn put(table: &mut dyn TableLike, key: &str, mut item: Item) {
    if let (Some(new), Some(old)) = (item.as_value_mut(), table.get(key).and_then(Item::as_value)) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::parse::parse;
    use crate::figure::{Amount, Quantity};
    use chrono::NaiveDate;

    fn note(reasons: &[(&str, &str)]) -> CorrectionNote {
        let reasons = reasons.iter().map(|(language, reason)| ((*language).to_owned(), (*reason).to_owned()));
        CorrectionNote { date: NaiveDate::from_ymd_opt(2024, 6, 3).unwrap(), reasons: reasons.collect() }
    }

    #[test]
    fn all_else_stays_byte_for_byte() {
        let before = "\u{FEFF}# Fenland\r\nname = \"Fenland\"  # so\r\n\r\n[figures] # all\r\nfoals = 1_203  # born\r\n\r\n[[waive]]\r\nfigure = \"foals\"\r\n";
        let was = [
            ("foals", Value::Known(Quantity { amount: Amount::Count(1204), qualifier: None })),
            ("mares", parse("about 300").unwrap()),
        ];
        let after = noted(before, None, &note(&[("", "A \"slip\".")]), &was).unwrap();
        let own = after.strip_prefix(before).expect("the text as it was");
        assert!(!own.replace("\r\n", "").contains('\n') && own.starts_with("\r\n# A sheet"), "{own:?}");
        assert!(
            own.ends_with("[corrected]\r\ndate = 2024-06-03\r\nreason = 'A \"slip\".'\r\nwas = { foals = 1_204, mares = \"about 300\" }\r\n"),
            "{own}"
        );
        // Corrected again: one table, and what stands behind its values.
        let typed = after.replace("2024-06-03", "2024-06-03 # by phone");
        let again = noted(&typed, None, &note(&[("en", "x"), ("es", "y")]), &[]).unwrap();
        assert!(
            again.contains(
                "date = 2024-06-03 # by phone\r\nreason = { en = \"x\", es = \"y\" }\r\nwas = { foals"
            ),
            "{again}"
        );
        assert_eq!(again.matches("[corrected]").count(), 1);
        // On another day it is another correction.
        let other = noted(&typed.replace("06-03", "05-30"), None, &note(&[("", "x")]), &[]).unwrap();
        assert!(other.contains("date = 2024-06-03 # by phone") && !other.contains("was = "), "{other}");
    }

    #[test]
    fn in_a_file_of_all_states_it_is_that_of_the_one() {
        let before = "[[state]]\npostal = \"FE\"\n[state.figures]\nfoals = 1\n\n# Overmoor\n[[state]]\npostal = \"OV\"\n";
        let after = noted(before, Some("FE"), &note(&[("", "x")]), &[]).unwrap();
        let at = |text: &str| after.find(text).unwrap();
        assert!(
            at("foals = 1") < at("[state.corrected]") && at("[state.corrected]") < at("# Overmoor"),
            "{after}"
        );
        assert!(noted(before, Some("XX"), &note(&[("", "x")]), &[]).is_err());
        assert!(noted("corrected = 1", None, &note(&[("", "x")]), &[]).is_err());
        assert!(noted("a = ", None, &note(&[("", "x")]), &[]).is_err());
    }
}
