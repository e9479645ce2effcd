//! Last year's value of a figure, as far as it may be printed.
//!
//! In: the set and an entry. Out: its `previous`, or what is printed instead. A small count of last year
//! is as small as one of this year; and where one is withheld, nothing that it adds up with is printed,
//! since only this year's sums are protected by what else is withheld.

use crate::figure::{Amount, Missing, Qualifier, Quantity, Value};
use crate::set::{Dataset, FigureEntry, FigureFile, FigureSpec};
use crate::source::Spanned;

/// The value of last year that a page may print.
pub(super) fn previous(
    dataset: &Dataset,
    file: &FigureFile,
    spec: &FigureSpec,
    entry: &FigureEntry,
) -> Option<Spanned<Value>> {
    let written = entry.previous.as_ref()?;
    if let (Some(rule), Some(count)) = (spec.rules.protect, written.value.count())
        && count < rule.below
        && (count > 0 || rule.zero)
    {
        return Some(Spanned::new(Value::FewerThan(rule.below), written.span));
    }
    let protected = dataset.set.figures.iter().filter(|other| other.rules.protect.is_some());
    let related: Vec<&FigureSpec> = protected.filter(|other| are_related(dataset, spec, other)).collect();
    if related.is_empty() {
        return Some(written.clone());
    }
    let is_told = |file: &FigureFile| {
        let mut entries = file.figures.iter();
        entries.any(|entry| {
            related.iter().any(|other| other.key.value == entry.key.value && is_small(other, entry))
        })
    };
    let told = match file.file == dataset.national.file {
        true => dataset.state_figures().any(is_told),
        false => is_told(file),
    };
    match told {
        true => Some(Spanned::new(Value::Missing(Missing::Suppressed), written.span)),
        false => Some(written.clone()),
    }
}

/// Whether a figure of last year is withheld, or was, for being small.
fn is_small(spec: &FigureSpec, entry: &FigureEntry) -> bool {
    let (Some(rule), Some(last)) = (spec.rules.protect, &entry.previous) else { return false };
    match last.value {
        Value::Known(Quantity { qualifier: Some(Qualifier::FewerThan | Qualifier::UpTo), .. })
        | Value::FewerThan(_)
        | Value::Missing(Missing::Suppressed) => true,
        Value::Known(Quantity { amount: Amount::Count(count), .. }) => {
            count < rule.below && (count > 0 || rule.zero)
        }
        Value::Known(_) | Value::Missing(_) => false,
    }
}

/// Whether two figures take part in one sum, limit or share, of a state or over the states.
fn are_related(dataset: &Dataset, one: &FigureSpec, other: &FigureSpec) -> bool {
    let in_one = |rule: &FigureSpec| {
        let sums = rule.sum_of.iter().chain(&rule.at_most).map(|key| &key.value);
        let nation = rule.rules.states_sum_to.as_ref().map(|sum| &sum.national.value);
        let share = rule.rules.share_of.as_ref();
        let share = share.into_iter().flat_map(|share| [&share.part.value, &share.whole.value]);
        let members: Vec<&String> =
            std::iter::once(&rule.key.value).chain(sums).chain(nation).chain(share).collect();
        members.contains(&&one.key.value) && members.contains(&&other.key.value)
    };
    one.key.value != other.key.value && dataset.set.figures.iter().any(in_one)
}
