//! `[[allow]]` of the set file: warnings that the authors accept, each with the reason.

use super::reader::{Fields, TableReader};
use crate::diagnostic::{Code, nearest};
use crate::set::Allowance;
use crate::source::Spanned;
use toml::de::DeValue;

/// Most entries; a set with more has other problems.
const MOST: usize = 1_000;

/// Reads the entries. A faulty one is reported and allows nothing.
pub(super) fn read(reader: &mut TableReader<'_>, top: &mut Fields<'_>) -> Vec<Allowance> {
    let Some(node) = top.optional("allow") else { return Vec::new() };
    const HOW: &str = "a line `[[allow]]`, with two brackets on each side, above each";
    let list = reader.list("allow", node, HOW).unwrap_or(&[]);
    if list.len() > MOST {
        let message = format!("`allow` has {} entries", list.len());
        reader.bad(Code::TooLarge, reader.span(node.span()), message, format!("use at most {MOST}"));
        return Vec::new();
    }
    let mut found = Vec::new();
    for item in list {
        match item.get_ref() {
            DeValue::Table(table) => {
                found.extend(entry(reader, Fields::new("`[[allow]]`", item.span(), table)));
            }
            _ => reader.wrong_type("allow", item, HOW),
        }
    }
    found
}

fn entry(reader: &mut TableReader<'_>, mut fields: Fields<'_>) -> Option<Allowance> {
    let span = reader.span(fields.span.clone());
    let code = fields
        .required("code", "a line `code = \"…\"` with the code of the warning")
        .and_then(|node| reader.string("code", node));
    let code = code.and_then(|code| self::code(reader, code));
    let file = fields.optional("file").and_then(|node| reader.string("file", node));
    let text = fields.optional("text").and_then(|node| reader.string("text", node));
    let reason = fields
        .required("reason", "a line `reason = \"…\"` that says why")
        .and_then(|node| reader.string("reason", node));
    reader.close(fields);
    Some(Allowance { code: code?, file, text, reason: reason?, span })
}

fn code(reader: &mut TableReader<'_>, written: Spanned<String>) -> Option<Spanned<Code>> {
    let can_be = || Code::ALL.iter().filter(|code| code.can_be_allowed());
    if let Some(code) = can_be().find(|code| code.name() == written.value) {
        return Some(Spanned::new(*code, written.span));
    }
    let known = Code::ALL.iter().any(|code| code.name() == written.value);
    let message = match known {
        true => format!("`{}` cannot be allowed", written.value),
        false => format!("there is no code `{}`", written.value),
    };
    let help = match nearest(&written.value, can_be().map(|code| code.name())) {
        Some(meant) if !known => format!("did you mean \"{meant}\"?"),
        _ => {
            let names: Vec<&str> = can_be().map(|code| code.name()).collect();
            format!("these can: {}", names.join(", "))
        }
    };
    reader.bad(Code::BadValue, written.span, message, help);
    None
}
