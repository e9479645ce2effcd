//! `scale` of a table: what its bars are measured by.

use super::figures;
use super::reader::{TableReader, TomlNode};
use crate::diagnostic::{Code, nearest};
use crate::figure::{Quantity, Value};
use crate::outline::BarScale;
use crate::source::Spanned;
use toml::de::DeValue;

const HOW: &str = "write \"series\", \"total\" or \"table\", or the value of the longest bar: \"25%\", 500";

/// Reads it.
pub(super) fn read(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<BarScale>> {
    let span = reader.span(node.span());
    if let DeValue::String(word) = node.get_ref() {
        let named = [("series", BarScale::Series), ("total", BarScale::Total), ("table", BarScale::Table)];
        if let Some((_, scale)) = named.iter().find(|(name, _)| *name == word.trim()) {
            return Some(Spanned::new(*scale, span));
        }
        if !word.contains(|c: char| c.is_ascii_digit()) {
            let help = match nearest(word, named.map(|(name, _)| name)) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => HOW.to_owned(),
            };
            reader.bad(Code::BadValue, span, format!("there is no scale \"{word}\""), help);
            return None;
        }
    }
    match figures::value(reader, "scale", node)?.value {
        Value::Known(end @ Quantity { qualifier: None, amount }) if amount.number() > 0 => {
            Some(Spanned::new(BarScale::To(end), span))
        }
        other => {
            reader.bad(Code::BadValue, span, format!("a bar cannot be measured by {other}"), HOW);
            None
        }
    }
}
