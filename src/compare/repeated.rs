//! Values of the earlier year that came back where that is unlikely: a figure that was not updated, one
//! that was typed from last year's sheet, from another place's or from the row beside it.
//!
//! In: a comparison of two years. Out: doubts. Whether two values are equal by chance is judged by their
//! digits and by how much the figure changes elsewhere, so that a right set of any size has next to none.

use super::Doubt;
use super::change::{ChangeKind, Changed, Editions};
use super::edition::{EditionPlace, Published};
use super::spread::{Spread, numbers};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::figure::chance::{alike, expected_pairs, of_equality, significant};
use crate::figure::{Amount, Quantity, Value};
use crate::set::{Scope, SetFile};
use std::collections::HashMap;

/// So many chance findings are expected of a set, at most, for each kind of doubt.
const EXPECTED: f64 = 0.1;
/// Of so many rows beside each other, one pair is about as large.
const ALIKE: usize = 4;
/// Numbers below this are equal too often.
const LEAST: u64 = 10;
const LEAST_OF_OTHERS: u64 = 200;
/// Most figures shown of one place.
const SHOWN: usize = 3;

/// Reports every value that came back.
pub(super) fn doubts(comparison: &Editions<'_>, spread: &Spread<'_>, set: &SetFile, found: &mut Vec<Doubt>) {
    let compared = comparison.changes.iter().filter(|change| numbers(change).is_some()).count();
    // They stand place by place.
    for changes in comparison.changes.chunk_by(|one, next| std::ptr::eq(one.place, next.place)) {
        let changes: Vec<&Changed<'_>> = changes
            .iter()
            .filter(|change| numbers(change).is_some() && is_of_its_year(comparison, change))
            .collect();
        unchanged(comparison, spread, &changes, compared, found);
        for change in &changes {
            found.extend(moved(comparison, spread, change, compared).map(Doubt::to_look_at));
        }
    }
    anothers(comparison, set, found);
}

/// Whether each value is of the year of its edition: an older one may be published twice.
fn is_of_its_year(comparison: &Editions<'_>, change: &Changed<'_>) -> bool {
    let of = |figure: Option<&Published>, year| figure.is_none_or(|figure| figure.year == year);
    of(change.new, comparison.new.year) && of(change.old, comparison.old.year)
}

/// The figures of one place that did not change although that is usual.
fn unchanged(
    comparison: &Editions<'_>,
    spread: &Spread<'_>,
    changes: &[&Changed<'_>],
    compared: usize,
    found: &mut Vec<Doubt>,
) {
    let chance = |change: &Changed<'_>| {
        let (new, (_, number)) = (change.new?, numbers(change)?);
        (significant(&new.value)? >= LEAST).then(|| of_equality(&new.value, spread.size(change.key, number)))
    };
    let same = changes.iter().filter(|change| change.kind == ChangeKind::Same);
    let mut same: Vec<(&Changed<'_>, f64)> = same
        .filter_map(|change| Some((*change, chance(change)?)))
        .filter(|(_, chance)| *chance < 0.5)
        .collect();
    same.sort_by(|one, other| one.1.total_cmp(&other.1));
    let Some(&(first, least)) = same.first() else { return };
    let together: f64 = same.iter().map(|(_, chance)| chance).product();
    let together = together * choices(changes.len(), same.len()) * comparison.new.places.len() as f64;
    let alone = least * compared as f64;
    if alone > EXPECTED && (same.len() < 2 || together > EXPECTED) {
        return;
    }
    if alone <= EXPECTED && together > EXPECTED {
        same.truncate(1);
    }
    let (year, place) = (comparison.old.year, first.place.name());
    let message = match same.as_slice() {
        [_] => {
            let value = first.new.map_or(Value::FewerThan(0), |new| new.value);
            format!("`{}` is {value} for {place}, the same as in the edition of {year}", first.key)
        }
        many if many.len() > 2 && many.len() == changes.len() => {
            format!("all {} of {place} are those of the edition of {year}", counted(many.len(), "figure"))
        }
        many => {
            let keys: Vec<String> =
                many.iter().take(SHOWN).map(|(change, _)| format!("`{}`", change.key)).collect();
            let more = many.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more} of {place} are the same as in the edition of {year}", keys.join(", "))
        }
    };
    let at = first.new.map_or(first.place.at, |new| new.at);
    let help = "put in the figures of the year; if they are right, allow this with the reason (`[[allow]]`)";
    let mut fault = Diagnostic::warning(Code::Unchanged, at, message).help(help);
    for (change, _) in same.iter().take(SHOWN) {
        if let (Some(old), Some(new)) = (change.old, change.new) {
            fault = match new.at == at {
                true => fault,
                false => fault.related(new.at, format!("{} is {}", change.key, new.value)),
            };
            fault = fault.related(old.at, format!("{} was {} in {year}", change.key, old.value));
        }
    }
    found.push(Doubt::to_look_at(fault));
}

/// In how many ways so many of them can be chosen.
fn choices(of: usize, chosen: usize) -> f64 {
    (0..chosen.min(of)).map(|n| (of - n) as f64 / (n + 1) as f64).product()
}

/// Last year's value with two neighbouring digits exchanged.
fn moved(
    comparison: &Editions<'_>,
    spread: &Spread<'_>,
    change: &Changed<'_>,
    compared: usize,
) -> Option<Diagnostic> {
    let (old, new) = (change.old?, change.new?);
    let (before, now) = (count(&old.value)?, count(&new.value)?);
    let (before, now) = (before.to_string().into_bytes(), now.to_string().into_bytes());
    let differ: Vec<usize> = (0..now.len()).filter(|&at| before.get(at) != now.get(at)).collect();
    let [one, other] = differ[..] else { return None };
    if before.len() != now.len() || other != one + 1 || before[one] != now[other] || before[other] != now[one]
    {
        return None;
    }
    let (_, number) = numbers(change)?;
    let chance = of_equality(&new.value, spread.size(change.key, number)) * (now.len() - 1) as f64;
    if chance * compared as f64 > EXPECTED {
        return None;
    }
    let (key, place, year) = (change.key, change.place.name(), comparison.old.year);
    let message = format!(
        "`{key}` is {} for {place}: two digits of {}, the figure of {year}, exchanged",
        new.value, old.value
    );
    let fault = Diagnostic::warning(Code::MovedDigits, new.at, message);
    let help = "look it up in the source; if it is right, allow this with the reason (`[[allow]]`)";
    Some(fault.help(help).related(old.at, format!("the edition of {year}")))
}

/// An exact count.
fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Known(Quantity { amount: Amount::Count(count), qualifier: None }) => Some(*count),
        _ => None,
    }
}

/// The earlier values of other places, or of the row above or below, in this year's edition.
fn anothers(comparison: &Editions<'_>, set: &SetFile, found: &mut Vec<Doubt>) {
    let states = || comparison.old.places.iter().skip(1);
    let figures: Vec<&str> = set
        .figures
        .iter()
        .filter(|spec| spec.scope == Scope::State)
        .map(|spec| spec.key.value.as_str())
        .collect();
    // The earlier numbers of each figure, in ascending order.
    let mut sorted: HashMap<&str, Vec<u64>> = HashMap::new();
    for figure in states().flat_map(|place| &place.figures) {
        sorted.entry(&figure.key).or_default().extend(count(&figure.value));
    }
    sorted.values_mut().for_each(|counts| counts.sort_unstable());
    let mut earlier: HashMap<(&str, u64), (&EditionPlace, &Published)> = HashMap::new();
    for place in states() {
        for figure in &place.figures {
            if let Some(count) = count(&figure.value) {
                earlier.entry((&figure.key, count)).or_insert((place, figure));
            }
        }
    }
    for change in comparison.changes.iter().filter(|change| change.place.postal.is_some()) {
        let Some(new) = change.new else { continue };
        let Some((now, digits)) = count(&new.value).zip(significant(&new.value)) else { continue };
        if change.kind == ChangeKind::Same {
            continue;
        }
        // As many places, then and now, have about as much.
        let alike = sorted.get(change.key).map_or(0, |counts| alike(counts, now));
        let pairs = figures.len() * alike * alike;
        let enough = |pairs: usize| expected_pairs(pairs, &new.value) <= EXPECTED;
        if digits < LEAST_OF_OTHERS {
            continue;
        }
        if enough(pairs)
            && let Some((place, old)) = earlier.get(&(change.key, now))
            && !place.is(change.place)
        {
            let whose = format!("what it was for {} in {}", place.name(), comparison.old.year);
            found.push(taken(change, new, old, &whose));
            continue;
        }
        let row = figures.iter().position(|key| *key == change.key);
        let beside = row.into_iter().flat_map(|row| [row.wrapping_sub(1), row + 1]);
        let beside = beside
            .filter_map(|row| figures.get(row))
            .filter(|_| enough(2 * figures.len() * states().count() / ALIKE));
        let before = comparison.before(change.place);
        let old = beside.filter_map(|key| before?.get(key)).find(|old| count(&old.value) == Some(now));
        if let Some(old) = old {
            found.push(taken(
                change,
                new,
                old,
                &format!("what `{}` was in {}", old.key, comparison.old.year),
            ));
        }
    }
}

fn taken(change: &Changed<'_>, new: &Published, old: &Published, whose: &str) -> Doubt {
    let message = format!("`{}` is {} for {}, {whose}", change.key, new.value, change.place.name());
    let fault = Diagnostic::warning(Code::AnothersValue, new.at, message);
    let help =
        "put in the figure of this place and year; if it is right, allow this with the reason (`[[allow]]`)";
    Doubt::to_look_at(fault.help(help).related(old.at, "the earlier edition"))
}
