//! Figures in words: what the data writes and what the tag tree says.

use crate::facts::{Fact, shown};
use crate::figure::{Amount, Quantity, Value};
use crate::pdf::Provenance;

/// What the tag tree says of a figure.
pub(super) fn provenance(fact: &Fact) -> Provenance {
    let kind = match fact.value {
        Value::Known(Quantity { amount: Amount::Count(_), .. }) | Value::FewerThan(_) => "count",
        Value::Known(Quantity { amount: Amount::Rounded { .. }, .. }) => "rounded",
        Value::Known(Quantity { amount: Amount::Share { .. }, .. }) => "share",
        Value::Missing(_) => "missing",
    };
    let value = match fact.value.count() {
        Some(count) => count.to_string(),
        None => shown(&fact.value),
    };
    Provenance { key: fact.key.clone(), value, kind, year: fact.year, source: fact.source.clone() }
}

/// A figure as a TOML value: a count in plain digits, all else in words.
pub(super) fn written(value: &Value) -> String {
    match value.count() {
        Some(_) => shown(value).replace(',', "_"),
        None => super::toml_text::quoted(&shown(value)),
    }
}
