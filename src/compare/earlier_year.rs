//! What is odd between an edition and one of an earlier year: figures that appeared or vanished, lost
//! their qualifier, became another kind, or changed more than they do elsewhere.
//!
//! In: the comparison. Out: doubts; values that came back are in `repeated`.

use super::Doubt;
use super::change::{ChangeKind, Changed, Editions};
use super::edition::Published;
use super::repeated;
use super::spread::{Spread, numbers};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Kind, Missing, Qualifier, Quantity, Value};
use crate::set::{Scope, SetFile};

/// From so many places on, a change is held against those of the others.
const ENOUGH: usize = 6;
/// A change is far if it lies so many standard deviations from the middle of the others ...
const FAR: f64 = 6.0;
/// ... and is at least by half, or as much the other way.
const HALF: f64 = 1.5;
/// Without enough others, it is far beyond the double, or below the half.
const DOUBLE: f64 = 2.0;
/// Small counts change by chance: so many standard deviations of a count are no reason to look.
const CHANCE: f64 = 5.0;

/// Reports everything odd.
pub(super) fn oddities(comparison: &Editions<'_>, set: &SetFile, found: &mut Vec<Doubt>) {
    let spread = Spread::of(comparison);
    for change in &comparison.changes {
        let (Some(old), Some(new)) = (change.old, change.new) else {
            found.extend(gap(comparison, change).map(Doubt::to_look_at));
            continue;
        };
        let fault = match change.kind {
            ChangeKind::Appeared | ChangeKind::Vanished => gap(comparison, change),
            ChangeKind::Kind => Some(form(comparison, change, old, new)),
            ChangeKind::Same | ChangeKind::Gap | ChangeKind::Added | ChangeKind::Removed => None,
            ChangeKind::Form | ChangeKind::More | ChangeKind::Less => {
                let spec = set.figures.iter().find(|spec| spec.key.value == change.key);
                let rule = spec.and_then(|spec| spec.rules.max_change.as_ref()).map(|rule| rule.value);
                let national = spec.is_some_and(|spec| spec.scope == Scope::National);
                // The rule holds the figure against the value that its own file has.
                let ruled = rule.is_some() && new.previous.is_some();
                let far = match rule {
                    _ if ruled => false,
                    Some(percent) => beyond(change, percent),
                    None => is_far(change, &spread, national),
                };
                let far = far.then(|| sudden(comparison, change, old, new));
                let other = qualifier(old) != qualifier(new);
                far.or_else(|| other.then(|| form(comparison, change, old, new)))
            }
        };
        found.extend(fault.map(Doubt::to_look_at));
    }
    repeated::doubts(comparison, &spread, set, found);
}

fn qualifier(figure: &Published) -> Option<Qualifier> {
    match figure.value {
        Value::Known(Quantity { qualifier, .. }) => qualifier,
        Value::FewerThan(_) | Value::Missing(_) => None,
    }
}

/// A figure that only one of the editions has for this place. What no place had, or has, is another
/// choice of figures.
fn gap(comparison: &Editions<'_>, change: &Changed<'_>) -> Option<Diagnostic> {
    let is_number = |figure: Option<&Published>| figure.is_some_and(|figure| figure.value.kind().is_some());
    let withheld = |figure: Option<&Published>| {
        figure.is_some_and(|figure| figure.value == Value::Missing(Missing::Suppressed))
    };
    let other = if is_number(change.new) { comparison.old } else { comparison.new };
    let had = |figure: &Published| figure.key == change.key && figure.value.kind().is_some();
    let elsewhere = other.places.iter().any(|place| place.figures.iter().any(had));
    // A small count is withheld one year and not the next.
    if is_number(change.new) == is_number(change.old)
        || !elsewhere
        || withheld(change.new)
        || withheld(change.old)
    {
        return None;
    }
    let said = |figure: Option<&Published>| match figure {
        Some(figure) => figure.value.to_string(),
        None => "not there".to_owned(),
    };
    let (key, place, year) = (change.key, change.place.name(), comparison.old.year);
    let message =
        format!("`{key}` is {} for {place}, but was {} in {year}", said(change.new), said(change.old));
    let at = change.new.map_or(change.place.at, |new| new.at);
    let help = "make sure that the source says so; if it does, allow this with the reason (`[[allow]]`)";
    let fault = Diagnostic::warning(Code::GapChanged, at, message).help(help);
    Some(match change.old {
        Some(old) => fault.related(old.at, format!("the edition of {year}")),
        None => fault,
    })
}

fn form(comparison: &Editions<'_>, change: &Changed<'_>, old: &Published, new: &Published) -> Diagnostic {
    let (key, place, year) = (change.key, change.place.name(), comparison.old.year);
    let message = format!("`{key}` is {} for {place}, but was {} in {year}", new.value, old.value);
    let help = "write it as the source does, with its qualifier and its unit; if it is right, allow this with \
                the reason (`[[allow]]`)";
    let fault = Diagnostic::warning(Code::FormChanged, new.at, message).help(help);
    fault.related(old.at, format!("the edition of {year}"))
}

fn sudden(comparison: &Editions<'_>, change: &Changed<'_>, old: &Published, new: &Published) -> Diagnostic {
    let (key, place, year) = (change.key, change.place.name(), comparison.old.year);
    let ratio = numbers(change).map_or(1.0, |(old, new)| new / old.max(f64::MIN_POSITIVE));
    let slip = match ratio {
        7.0..14.0 => ": has it a digit too many?",
        0.07..0.14 => ": does it lack a digit?",
        _ => "",
    };
    let message = format!("`{key}` is {} for {place}, but was {} in {year}{slip}", new.value, old.value);
    let help = "check both numbers; if the change is real, allow this with the reason (`[[allow]]`), or give \
                the figure a `max_change` in `handout.toml`";
    let fault = Diagnostic::warning(Code::SuddenChange, new.at, message).help(help);
    fault.related(old.at, format!("the edition of {year}"))
}

/// Whether a figure changed by more than so many percent.
fn beyond(change: &Changed<'_>, percent: u64) -> bool {
    numbers(change).is_some_and(|(old, new)| (new - old).abs() * 100.0 > percent as f64 * old)
}

/// Whether a figure changed much more than it does for other places.
fn is_far(change: &Changed<'_>, spread: &Spread<'_>, national: bool) -> bool {
    let Some((old, new)) = numbers(change) else { return false };
    let others = spread.figure(change.key).filter(|usual| usual.count >= ENOUGH);
    let (middle, far) = match others {
        Some(usual) => (usual.middle, (FAR * usual.scale).max(HALF.ln())),
        None if national => (0.0, HALF.ln()),
        None => (0.0, DOUBLE.ln()),
    };
    let expected = old * middle.exp();
    // The variance of a count is the count.
    let by_chance = (new - expected).abs() <= CHANCE * (new + expected).sqrt();
    // The nation's figures are not small counts, and rates and prices are none.
    let kind = change.new.and_then(|new| new.value.kind());
    let by_chance = by_chance && !national && !matches!(kind, Some(Kind::Decimal | Kind::Money));
    let apart = if old > 0.0 && new > 0.0 { ((new / old).ln() - middle).abs() } else { f64::INFINITY };
    let twice = HALF.ln() <= if old > 0.0 && new > 0.0 { (new / old).ln().abs() } else { f64::INFINITY };
    !by_chance && twice && apart > far
}
