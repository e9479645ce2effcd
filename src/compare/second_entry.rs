//! Two entries of the same figures: where they differ, one of them is wrong.
//!
//! In: the comparison of two editions of one year; or the last year's values that an edition says, and
//! the edition of that year. Out: each difference, of value, qualifier, unit, year, source and name.

use super::Doubt;
use super::change::{ChangeKind, Changed, Editions};
use super::edition::{EditionPlace, Published};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Value;
use crate::source::{FileId, Span};

const HELP: &str = "look it up in the source, and correct the entry that is wrong";

/// Every difference.
pub(super) fn differences(comparison: &Editions<'_>, found: &mut Vec<Doubt>) {
    for place in comparison.only_new.iter().filter(|_| comparison.old.whole) {
        let message = format!("the second entry does not have {}", place.name());
        found.push(lacking(place.at, message, "add it there, or remove it here"));
    }
    for place in &comparison.only_old {
        let message = format!("{} is only in the second entry", place.name());
        found.push(lacking(place.at, message, "add its file here, or remove it there"));
    }
    for place in &comparison.new.places {
        if let Some(other) = comparison.before(place) {
            names(place, other, found);
        }
    }
    let mut unknown: Vec<&str> = Vec::new();
    for change in &comparison.changes {
        let sheets = sheets(comparison, change.place);
        match (change.old, change.new) {
            (Some(old), Some(new)) => {
                found.extend(difference(change, old, new).map(|fault| Doubt { fault, places: sheets }))
            }
            (old, new) => {
                let elsewhere = if old.is_some() { comparison.new } else { comparison.old };
                // A figure that one entry has nowhere is told once, and makes no sheet wrong.
                if !elsewhere.knows(change.key) && unknown.contains(&change.key) {
                    continue;
                }
                unknown.push(change.key);
                found.extend(old.or(new).map(|own| missing(change, own, sheets)));
            }
        }
    }
}

fn lacking(at: Span, message: String, help: &str) -> Doubt {
    let fault = Diagnostic::warning(Code::SecondEntry, at, message).help(help);
    Doubt { fault, places: Vec::new() }
}

/// A figure that one of the entries does not have.
fn missing(change: &Changed<'_>, own: &Published, places: Vec<FileId>) -> Doubt {
    let (key, value, place) = (change.key, own.value, change.place.name());
    let message = match change.new {
        Some(_) => format!("`{key}` is {value} for {place}, but the second entry does not have it"),
        None => format!("`{key}` is {value} for {place} in the second entry, but this one does not have it"),
    };
    let at = change.new.map_or(change.place.at, |new| new.at);
    let mut fault = Diagnostic::warning(Code::SecondEntry, at, message).help(HELP);
    if change.new.is_none() {
        fault = fault.related(own.at, "the second entry");
    }
    Doubt { fault, places: if own.value.kind().is_some() { places } else { Vec::new() } }
}

/// The places whose sheets print the figures of a place: all, if it is the nation.
fn sheets(comparison: &Editions<'_>, place: &EditionPlace) -> Vec<FileId> {
    match place.postal {
        Some(_) => vec![place.file],
        None => comparison.new.places.iter().skip(1).map(|place| place.file).collect(),
    }
}

fn difference(change: &Changed<'_>, old: &Published, new: &Published) -> Option<Diagnostic> {
    let (key, place) = (change.key, change.place.name());
    let message = if change.kind != ChangeKind::Same {
        let slip = slip(&old.value, &new.value).map(|slip| format!(": {slip}")).unwrap_or_default();
        format!("`{key}` is {} for {place}, but {} in the second entry{slip}", new.value, old.value)
    } else if old.year != new.year {
        format!("`{key}` is for {} for {place}, but for {} in the second entry", new.year, old.year)
    } else if old.source != new.source {
        let named = |source: &Option<String>| match source {
            Some(source) => format!("“{source}”"),
            None => "no source".to_owned(),
        };
        let (here, there) = (named(&new.source), named(&old.source));
        format!("the source of `{key}` is {here} for {place}, but {there} in the second entry")
    } else {
        return None;
    };
    let fault = Diagnostic::warning(Code::SecondEntry, new.at, message).help(HELP);
    Some(fault.related(old.at, "the second entry"))
}

/// What may have happened to the digits.
pub fn slip(one: &Value, other: &Value) -> Option<&'static str> {
    let digits = |value: &Value| {
        let digits: Vec<u8> = value.to_string().bytes().filter(u8::is_ascii_digit).collect();
        (digits.len() > 1).then_some(digits)
    };
    let (one, other) = (digits(one)?, digits(other)?);
    let sorted = |digits: &[u8]| {
        let mut digits = digits.to_vec();
        digits.sort_unstable();
        digits
    };
    let shorter = one.len().min(other.len());
    if one == other {
        None
    } else if sorted(&one) == sorted(&other) {
        Some("the same digits in another order")
    } else if one.len().abs_diff(other.len()) == 1 && one[..shorter] == other[..shorter] {
        Some("a digit more")
    } else {
        None
    }
}

fn names(place: &EditionPlace, other: &EditionPlace, found: &mut Vec<Doubt>) {
    for (tag, name) in &place.names {
        let Some((_, there)) = other.names.iter().find(|(own, _)| own == tag) else { continue };
        if name.value != there.value {
            let message =
                format!("this place is “{}”, but “{}” in the second entry", name.value, there.value);
            let fault = Diagnostic::warning(Code::SecondEntry, name.span, message).help(HELP);
            let fault = fault.related(there.span, "the second entry");
            found.push(Doubt { fault, places: vec![place.file] });
        }
    }
}

/// The last year's values that the new edition says, where the edition of that year has others.
pub(super) fn previous(comparison: &Editions<'_>) -> Vec<Doubt> {
    let mut found = Vec::new();
    let Editions { old: edition, new, .. } = comparison;
    for change in comparison.changes.iter().filter(|_| edition.year == new.year - 1) {
        let (Some(old), Some(new)) = (change.old, change.new) else { continue };
        let Some(said) = &new.previous else { continue };
        // What was withheld from the sheets is not contradicted by them.
        let withheld = !matches!(old.value, Value::Known(quantity) if quantity.qualifier.is_none());
        if said.value == old.value || (withheld && said.value.kind().is_some()) || old.year != edition.year {
            continue;
        }
        let (key, place, year) = (change.key, change.place.name(), edition.year);
        let message = format!(
            "`previous` of `{key}` is {} for {place}, but the edition of {year} has {}",
            said.value, old.value
        );
        let fault = Diagnostic::warning(Code::SecondEntry, said.span, message).help(HELP);
        let fault = fault.related(old.at, format!("the edition of {year}"));
        found.push(Doubt { fault, places: sheets(comparison, change.place) });
    }
    found
}
