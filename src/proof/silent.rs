//! Checks that nothing is said beside the words: no element reads otherwise than it looks, none has
//! attributes that a handout has no use for.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::object::read;
use super::page::PageView;
use super::tree::Element;
use crate::figure::{Amount, Quantity, Value};
use crate::objects::{Array, Dict, PdfString};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "nothing-else-said",
        clauses: &[(HOUSE, "elements say what the page shows, and nothing else")],
        run: Examines::Page(elements),
    },
    Check {
        name: "properties-of-figures",
        clauses: &[(HOUSE, "the tags say of a figure what kind of number it is, and nothing else")],
        run: Examines::Page(properties),
    },
];

/// What the tags may say of a figure, each once.
const PROPERTIES: [&str; 8] = ["key", "label", "value", "unit", "bound", "kind", "year", "source"];

/// Whether an element may have a key: any (ISO 32000-1, Table 323; ISO 32000-2, Table 355), or one of its type.
fn may_have(key: &str, kind: &str) -> bool {
    match key {
        "Type" | "S" | "P" | "Pg" | "K" | "A" | "ID" | "Lang" | "NS" => true,
        "Alt" => kind == "Figure",
        // What a span's abbreviation stands for is held against the document by `languages-told`.
        "E" => kind == "Span",
        // What a part is called and made from is held by `sheets-bound`.
        "T" | "AF" => kind == "Part",
        _ => false,
    }
}

/// The attributes that elements may have, by their owner, and the types they may be of.
const ATTRIBUTES: &[(&str, &[&str], &[&str])] = &[
    ("Table", &["Summary"], &["Table"]),
    ("Table", &["Scope", "Headers"], &["TH"]),
    ("Table", &["Headers"], &["TD"]),
    ("List", &["ListNumbering"], &["L"]),
    ("Layout", &["Placement", "BBox"], &["Figure"]),
    ("UserProperties", &["P"], &["Span"]),
];

fn elements(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for element in &page.tree.elements {
        let kind = element.kind.as_str();
        for key in element.dict.keys().filter(|key| !may_have(key.as_str(), kind)) {
            faults.add(format!("{} has /{}, which no handout has", element.label(), key.as_str()));
        }
        for (owner, attributes) in element.attributes() {
            let known = |key: &str| key == "O" || is_known(element, owner, key);
            for key in attributes.keys().filter(|key| !known(key.as_str())) {
                let label = element.label();
                faults.add(format!("{label} has the attribute /{} of {owner}", key.as_str()));
            }
        }
    }
}

fn is_known(element: &Element<'_>, owner: &str, key: &str) -> bool {
    ATTRIBUTES.iter().any(|(known, keys, kinds)| {
        *known == owner && keys.contains(&key) && kinds.contains(&element.kind.as_str())
    })
}

fn properties(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    for element in &page.tree.elements {
        let own = element.attribute("UserProperties", |a| a.get::<Array<'_>>("P"));
        let Some(own) = own else { continue };
        let mut said: Vec<(Cow<'_, str>, Option<PdfString<'_>>)> = Vec::with_capacity(PROPERTIES.len());
        for property in own.iter::<Dict<'_>>() {
            let name =
                property.get::<PdfString<'_>>("N").map_or(Cow::Borrowed(""), |name| read(name.as_bytes()));
            let plain = property.keys().all(|key| matches!(key.as_str(), "N" | "V" | "F"));
            let once = said.iter().all(|(before, _)| *before != name);
            if !(plain && once && PROPERTIES.contains(&&*name)) {
                faults.add(format!("{} says `{name}` of its figure, as no handout does", element.label()));
            }
            said.push((name, property.get("V")));
        }
        let said = |name: &str| {
            let (_, value) = said.iter().find(|(own, _)| own == name)?;
            Some(value.map_or(Cow::Borrowed(""), |value| read(value.as_bytes())))
        };
        let fact = said("key").and_then(|key| expected.facts.get(&key));
        if let Some((_, fact)) = fact
            .filter(|(_, fact)| !is_of_kind(&fact.value, said("kind").as_deref(), said("unit").as_deref()))
        {
            faults.add(format!("the tags say that {} is another kind of number than it is", fact.key));
        }
    }
}

/// Whether a value is a number of a kind, and a share or money if its unit says so.
fn is_of_kind(value: &Value, kind: Option<&str>, unit: Option<&str>) -> bool {
    let number = match value {
        Value::Known(Quantity { amount: Amount::Count(_), .. }) | Value::FewerThan(_) => Some("count"),
        Value::Known(Quantity { amount: Amount::Rounded { .. }, .. }) => Some("rounded"),
        Value::Known(Quantity { amount: Amount::Share { .. }, .. }) => Some("share"),
        Value::Known(Quantity { amount: Amount::Decimal { .. }, .. }) => Some("decimal"),
        Value::Known(Quantity { amount: Amount::Money { .. }, .. }) => Some("money"),
        Value::Missing(_) => None,
    };
    let kinds = ["count", "rounded", "share", "decimal", "money"];
    let is_of =
        |unit: &str, wanted| (unit == "%") == (wanted == "share") && (unit == "$") == (wanted == "money");
    match number {
        Some(wanted) => kind == Some(wanted) && unit.is_none_or(|unit| is_of(unit, wanted)),
        None => kind.is_some_and(|kind| !kinds.contains(&kind)),
    }
}
