//! What the tag tree says of a figure.

use crate::facts::Fact;
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
        None => fact.value.to_string(),
    };
    Provenance { key: fact.key.clone(), value, kind, year: fact.year, source: fact.source.clone() }
}
