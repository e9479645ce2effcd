//! `approvals.toml`, which `handout approve` writes and people may read and edit.

use super::reader::{Fields, TableReader, TomlNode};
use super::set_file::date;
use crate::diagnostic::Code;
use crate::set::{Approvals, SheetApproval, Signature, WordingReview};
use crate::source::{Span, Spanned};
use std::collections::HashSet;
use toml::de::DeValue;

/// Name of the file.
pub const APPROVALS: &str = "approvals.toml";
/// Most entries of a kind: a set has no more sheets.
const MOST: usize = 40_000;
/// Longest name of a person, in characters.
const LONGEST: usize = 200;
/// A key is so many hexadecimal digits, in one part or in two with a hyphen between them.
const DIGITS: usize = 32;

/// Reads the file. An entry with a fault is reported.
pub(super) fn read(reader: &mut TableReader<'_>, mut top: Fields<'_>) -> Approvals {
    let mut approvals = Approvals::default();
    let mut known = HashSet::new();
    entries(reader, &mut top, "sheet", &mut |reader, fields| {
        let state = text(reader, fields, "state", "the postal code: `state = \"KY\"`");
        let language = text(reader, fields, "language", "the language: `language = \"en\"`");
        let (signature, (state, language)) = (signature(reader, fields)?, (state?, language?));
        let what = format!("{} in `{}`", state.value, language.value);
        once(reader, &mut known, what, signature.span);
        approvals.sheets.push(SheetApproval { state, language, signature });
        Some(())
    });
    entries(reader, &mut top, "wording", &mut |reader, fields| {
        let language = text(reader, fields, "language", "the language: `language = \"es\"`");
        let (signature, language) = (signature(reader, fields)?, language?);
        once(reader, &mut known, format!("the wording in `{}`", language.value), signature.span);
        approvals.wordings.push(WordingReview { language, signature });
        Some(())
    });
    reader.close(top);
    approvals
}

/// What becomes of an entry; `None` if it is faulty.
type Entry<'e> = dyn FnMut(&mut TableReader<'_>, &mut Fields<'_>) -> Option<()> + 'e;

fn entries(reader: &mut TableReader<'_>, top: &mut Fields<'_>, key: &'static str, entry: &mut Entry<'_>) {
    let Some(node) = top.optional(key) else { return };
    let how = format!("a line `[[{key}]]`, with two brackets on each side, above each");
    let list: &[TomlNode<'_>] = reader.list(key, node, &how).unwrap_or(&[]);
    if list.len() > MOST {
        let message = format!("`{key}` has {} entries", list.len());
        return reader.bad(Code::TooLarge, reader.span(node.span()), message, format!("use at most {MOST}"));
    }
    for item in list {
        match item.get_ref() {
            DeValue::Table(table) => {
                let mut fields = Fields::new(format!("`[[{key}]]`"), item.span(), table);
                entry(reader, &mut fields);
                reader.close(fields);
            }
            _ => reader.wrong_type(key, item, &how),
        }
    }
}

fn text(
    reader: &mut TableReader<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
    add: &'static str,
) -> Option<Spanned<String>> {
    fields.required(key, add).and_then(|node| reader.string(key, node))
}

fn signature(reader: &mut TableReader<'_>, fields: &mut Fields<'_>) -> Option<Signature> {
    let span = reader.span(fields.span.clone());
    let by = text(reader, fields, "by", "who approved it: `by = \"…\"`");
    let day = fields.required("date", "the day it was approved: `date = 2024-05-01`");
    let day = day.and_then(|node| date(reader, "date", node));
    let key = text(reader, fields, "key", "the line `key = \"…\"` that `handout approve` writes");
    let (by, day, key) = (by?, day?, key?);
    if by.value.chars().count() > LONGEST {
        let message = format!("the name is longer than {LONGEST} characters");
        reader.bad(Code::BadValue, by.span, message, "write the name of a person");
        return None;
    }
    if !is_key(&key.value) {
        let help = "approve it again with `handout approve`, which writes the key";
        reader.bad(Code::BadValue, key.span, "not a key that `handout approve` wrote", help);
        return None;
    }
    Some(Signature { by: by.value, date: day.value, key: key.value, span })
}

fn is_key(written: &str) -> bool {
    let part = |part: &str| part.len() == DIGITS && part.bytes().all(|digit| digit.is_ascii_hexdigit());
    match written.split_once('-') {
        Some((one, other)) => part(one) && part(other),
        None => part(written),
    }
}

/// Refuses a second entry for one thing: which of the two counts would be chance.
fn once(reader: &mut TableReader<'_>, known: &mut HashSet<String>, what: String, span: Span) {
    let message = format!("{what} has two entries");
    if !known.insert(what) {
        reader.bad(Code::BadValue, span, message, "delete the older one");
    }
}
