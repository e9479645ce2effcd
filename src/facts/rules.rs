//! The rules of the dictionary, one function each.
//!
//! In: a figure with a rule, and the figures it is compared with. Out: a fault, or `None`. A rule says
//! nothing where it cannot be certain: a rounded figure is not added up, and "more than 18,400" sets no
//! limit. "Not applicable" counts as 0 in a sum. A rule for counts that meets a share, or the other way
//! round, is a fault of its own: see `kinds`.

use super::kinds::misfits;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::figure::notation::grouped;
use crate::figure::{Amount, Missing, Qualifier, Quantity, Value};
use crate::set::{FigureEntry, FigureFile, FigureSpec, Rule};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Figures by key.
pub(super) type FiguresByKey<'d> = HashMap<&'d str, &'d FigureEntry>;

/// The faults of one figure, each with the rule it breaks. `range` comes first, since a number out of
/// range causes others.
pub(super) fn broken(
    spec: &FigureSpec,
    figure: &FigureEntry,
    known: &FiguresByKey<'_>,
) -> impl Iterator<Item = (Rule, Diagnostic)> {
    let limits = spec.at_most.iter().filter_map(|limit| known.get(limit.value.as_str()));
    let mut found: Vec<_> =
        misfits(spec, figure).into_iter().map(|(rule, fault)| (rule, Some(fault))).collect();
    found.extend([(Rule::Range, range(spec, figure)), (Rule::SumOf, sum_of(spec, figure, known))]);
    found.push((Rule::SumOf, sum_of_shares(spec, figure, known)));
    found.extend(limits.map(|limit| (Rule::AtMost, at_most(figure, limit))));
    found.push((Rule::ShareOf, share_of(spec, figure, known)));
    found.push((Rule::Precision, precision(spec, figure)));
    found.push((Rule::MaxChange, max_change(spec, figure)));
    found.into_iter().filter_map(|(rule, fault)| Some((rule, fault?)))
}

/// `sum_of`: the parts add up to the total.
fn sum_of(spec: &FigureSpec, total: &FigureEntry, known: &FiguresByKey<'_>) -> Option<Diagnostic> {
    let whole = total.value.value.addend()?;
    let parts: Vec<(&FigureEntry, u64)> = spec
        .sum_of
        .iter()
        .filter_map(|key| known.get(key.value.as_str()).copied())
        .filter_map(|part| Some((part, part.value.value.addend()?)))
        .collect();
    let sum = parts.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    let complete = parts.len() == spec.sum_of.len();
    if parts.is_empty() || sum == whole || (!complete && sum < whole) {
        return None;
    }
    let addends = parts.iter().map(|(_, count)| grouped(*count, ',')).collect::<Vec<_>>().join(" + ");
    let key = &spec.key.value;
    let (sum, whole) = (grouped(sum, ','), total.value.value);
    let message = match (complete, parts.as_slice()) {
        (true, _) => format!("{addends} = {sum}, but {key} is {whole}"),
        (false, [(part, _)]) => format!("{} alone is {sum}, but {key} is {whole}", part.key.value),
        (false, _) => {
            format!("{addends} = {sum} without the parts that have no exact number, but {key} is {whole}")
        }
    };
    let mut fault = Diagnostic::error(Code::SumMismatch, total.value.span, message)
        .help(format!("correct the part that is wrong, or `{key}`"));
    for (part, count) in parts {
        let inapplicable = part.value.value == Value::Missing(Missing::NotApplicable);
        let count = if inapplicable { "not applicable, so 0".to_owned() } else { grouped(count, ',') };
        fault = fault.related(part.value.span, format!("{} is {count}", part.key.value));
    }
    Some(fault)
}

/// `sum_of` for shares of one whole, within what rounding can explain.
fn sum_of_shares(spec: &FigureSpec, total: &FigureEntry, known: &FiguresByKey<'_>) -> Option<Diagnostic> {
    let share = |entry: &FigureEntry| match entry.value.value {
        Value::Known(Quantity { amount: Amount::Share { basis_points, decimals }, qualifier: None }) => {
            Some((u64::from(basis_points), 10_u64.pow(2 - u32::from(decimals).min(2))))
        }
        Value::Missing(Missing::NotApplicable) => Some((0, 0)),
        _ => None,
    };
    let (whole, unit) = share(total)?;
    let parts = spec.sum_of.iter().filter_map(|key| known.get(key.value.as_str()).copied());
    let parts: Vec<(&FigureEntry, (u64, u64))> =
        parts.filter_map(|part| Some((part, share(part)?))).collect();
    let sum: u64 = parts.iter().map(|(_, (points, _))| points).sum();
    // Each was rounded by at most half a unit of its last digit.
    let slack: u64 = unit + parts.iter().map(|(_, (_, unit))| unit).sum::<u64>();
    let complete = parts.len() == spec.sum_of.len();
    if unit == 0 || parts.is_empty() || whole.abs_diff(sum) * 2 <= slack || (!complete && sum < whole) {
        return None;
    }
    let addends = parts.iter().map(|(part, _)| part.value.value.to_string()).collect::<Vec<_>>().join(" + ");
    let (key, written) = (&spec.key.value, total.value.value);
    let message = format!("{addends} is not {written}, which is {key}, however they are rounded");
    let mut fault = Diagnostic::error(Code::SumMismatch, total.value.span, message)
        .help(format!("correct the part that is wrong, or `{key}`"));
    for (part, _) in parts {
        fault = fault.related(part.value.span, format!("{} is {}", part.key.value, part.value.value));
    }
    Some(fault)
}

/// `at_most`: the figure does not exceed the limit.
fn at_most(figure: &FigureEntry, limit: &FigureEntry) -> Option<Diagnostic> {
    let (Value::Known(value), Value::Known(bound)) = (figure.value.value, limit.value.value) else {
        return None;
    };
    // A value known only from above may be smaller, a limit known only from below may be larger.
    if matches!(value.qualifier, Some(Qualifier::FewerThan | Qualifier::UpTo | Qualifier::Nearly))
        || matches!(bound.qualifier, Some(Qualifier::MoreThan | Qualifier::AtLeast))
        || value.amount.compare(bound.amount) != Some(Ordering::Greater)
    {
        return None;
    }
    let (key, other) = (&figure.key.value, &limit.key.value);
    let (value, bound) = (figure.value.value, limit.value.value);
    let message = format!("{key} is {value}, above {other}, which is {bound}");
    Some(
        Diagnostic::error(Code::AboveLimit, figure.value.span, message)
            .help(format!("correct `{key}` or `{other}`"))
            .related(limit.value.span, format!("{other} is {bound}")),
    )
}

/// `share_of`: the share is its part of its whole, to the digits printed.
fn share_of(spec: &FigureSpec, share: &FigureEntry, known: &FiguresByKey<'_>) -> Option<Diagnostic> {
    let rule = spec.rules.share_of.as_ref()?;
    let Value::Known(Quantity { amount: Amount::Share { basis_points, decimals }, qualifier: None }) =
        share.value.value
    else {
        return None;
    };
    let part_entry = *known.get(rule.part.value.as_str())?;
    let whole_entry = *known.get(rule.whole.value.as_str())?;
    let part = u128::from(part_entry.value.value.count()?);
    let whole = u128::from(whole_entry.value.value.count()?);
    let unit = 10_u128.pow(2 - u32::from(decimals).min(2));
    let (told, exact) = (u128::from(basis_points) * whole, part * 10_000);
    // Some round half a unit up, others down: both are right.
    if whole > 0 && told.abs_diff(exact) * 2 <= unit * whole {
        return None;
    }
    let (key, written) = (&spec.key.value, share.value.value);
    let (of, all) = (part_entry.value.value, whole_entry.value.value);
    let message = match whole {
        0 => format!("{key} is {written}, but there is no share of 0"),
        _ => {
            // Rounded half up at the digits printed.
            let units = (2 * exact + unit * whole) / (2 * unit * whole);
            let basis_points = u32::try_from(units * unit).unwrap_or(u32::MAX);
            let right = Amount::Share { basis_points, decimals };
            format!("{key} is {written}, but {of} of {all} is {right}")
        }
    };
    let fault = Diagnostic::error(Code::ShareMismatch, share.value.span, message)
        .related(part_entry.value.span, format!("{} is {of}", rule.part.value))
        .related(whole_entry.value.span, format!("{} is {all}", rule.whole.value));
    Some(fault.help(format!("correct `{key}`, `{}` or `{}`", rule.part.value, rule.whole.value)))
}

/// `range`: the figure lies in it.
fn range(spec: &FigureSpec, figure: &FigureEntry) -> Option<Diagnostic> {
    let rule = spec.rules.range.as_ref()?;
    let Value::Known(value) = figure.value.value else { return None };
    let below = value.amount.compare(rule.min.amount) == Some(Ordering::Less);
    if !below && value.amount.compare(rule.max.amount) != Some(Ordering::Greater) {
        return None;
    }
    let (min, max) = (rule.min, rule.max);
    let key = &spec.key.value;
    let message = format!("{key} is {}, not between {min} and {max}", figure.value.value);
    Some(
        Diagnostic::error(Code::OutOfRange, figure.value.span, message)
            .help(format!("correct `{key}`, or the range"))
            .related(rule.span, "the range"),
    )
}

/// `precision`: a share or rounded number has as many decimals.
fn precision(spec: &FigureSpec, figure: &FigureEntry) -> Option<Diagnostic> {
    let rule = spec.rules.precision.as_ref()?;
    let Value::Known(Quantity {
        amount: Amount::Rounded { decimals, .. } | Amount::Share { decimals, .. },
        ..
    }) = figure.value.value
    else {
        return None;
    };
    if u64::from(decimals) == rule.value {
        return None;
    }
    let places = |count: u64| match count {
        0 => "no decimals".to_owned(),
        // At most 6.
        count => counted(count as usize, "decimal"),
    };
    let (key, written) = (&spec.key.value, figure.value.value);
    let message = format!("{key} is {written}, with {}", places(decimals.into()));
    Some(
        Diagnostic::error(Code::Precision, figure.value.span, message)
            .help(format!("write it with {}", places(rule.value)))
            .related(rule.span, "the rule"),
    )
}

/// `max_change`: the figure is not far from last year's. A warning, since the change may be real.
fn max_change(spec: &FigureSpec, figure: &FigureEntry) -> Option<Diagnostic> {
    let rule = spec.rules.max_change.as_ref()?;
    let last = figure.previous.as_ref()?;
    let (Value::Known(now), Value::Known(before)) = (figure.value.value, last.value) else { return None };
    now.amount.compare(before.amount)?;
    let (now, before) = (now.amount.number(), before.amount.number());
    let change = now.abs_diff(before) * 100;
    if change <= u128::from(rule.value) * before {
        return None;
    }
    let (key, old) = (&spec.key.value, last.value);
    let (direction, percent) = (if now > before { "more" } else { "less" }, change.checked_div(before));
    let change = percent.map_or(String::new(), |percent| format!(": {percent}% {direction}"));
    let message = format!("{key} is {}, but last year it was {old}{change}", figure.value.value);
    let help =
        "check both numbers; if the change is real, waive `max_change` for this figure with the reason";
    Some(
        Diagnostic::warning(Code::LargeChange, figure.value.span, message)
            .help(help)
            .related(last.span, "last year"),
    )
}

/// `states_sum_to`: the states' figures add up to the national one, or stay below it. `complete` says
/// whether all states could be read.
pub(super) fn states_sum<'d>(
    spec: &FigureSpec,
    national: &FiguresByKey<'_>,
    states: impl Iterator<Item = &'d FigureFile>,
    mut complete: bool,
) -> Option<Diagnostic> {
    let rule = spec.rules.states_sum_to.as_ref()?;
    let whole = *national.get(rule.national.value.as_str())?;
    let limit = whole.value.value.addend()?;
    let (mut sum, mut states_counted) = (0_u64, 0_usize);
    for file in states {
        let entry = file.figures.iter().find(|entry| entry.key.value == spec.key.value);
        match entry.and_then(|entry| entry.value.value.addend()) {
            Some(count) => (sum, states_counted) = (sum.saturating_add(count), states_counted + 1),
            None => complete = false,
        }
    }
    if sum == limit || (sum < limit && (rule.at_most || !complete)) {
        return None;
    }
    let (key, other) = (&spec.key.value, &rule.national.value);
    let (sum, total) = (grouped(sum, ','), grouped(limit, ','));
    let states = counted(states_counted, "state");
    let message = format!("{key} adds up to {sum} over {states}, but {other} is {total}");
    let help =
        format!("correct `{key}` of a state, or `{other}`; check that no state is missing or counted twice");
    Some(
        Diagnostic::error(Code::StatesSum, whole.value.span, message)
            .help(help)
            .related(rule.national.span, "the rule"),
    )
}
