//! The rules of the dictionary: `sum_of`, `at_most`.
//!
//! In: a figure with a rule, and the figures it is compared with. Out: a fault, or none. A rule is
//! silent where it cannot be sure: a rounded figure is not added up, and "more than 18,400" is no
//! limit.

use super::shown::{grouped, shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Amount, Qualifier, Quantity, Value};
use crate::input::{FigureEntry, FigureSpec};
use std::collections::HashMap;

/// Figures by their keys.
pub(super) type Known<'d> = HashMap<&'d str, &'d FigureEntry>;

/// The parts of `sum_of` add up to the total.
pub(super) fn sum_of(spec: &FigureSpec, total: &FigureEntry, known: &Known<'_>) -> Option<Diagnostic> {
    let whole = total.value.value.count()?;
    let parts: Vec<(&FigureEntry, u64)> = spec
        .sum_of
        .iter()
        .filter_map(|key| known.get(key.value.as_str()).copied())
        .filter_map(|part| Some((part, part.value.value.count()?)))
        .collect();
    let sum = parts.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    let complete = parts.len() == spec.sum_of.len();
    if parts.is_empty() || sum == whole || (!complete && sum < whole) {
        return None;
    }
    let addends = parts.iter().map(|(_, count)| grouped(*count)).collect::<Vec<_>>().join(" + ");
    let key = &spec.key.value;
    let (sum, whole) = (grouped(sum), grouped(whole));
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
        fault = fault.related(part.value.span, format!("{} is {}", part.key.value, grouped(count)));
    }
    Some(fault)
}

/// The figure does not exceed the one named in `at_most`.
pub(super) fn at_most(spec: &FigureSpec, figure: &FigureEntry, known: &Known<'_>) -> Option<Diagnostic> {
    let limit = *known.get(spec.at_most.as_ref()?.value.as_str())?;
    let (Value::Known(value), Value::Known(bound)) = (figure.value.value, limit.value.value) else {
        return None;
    };
    // What is only bounded from above may be smaller, what is only bounded from below larger.
    if matches!(value.qualifier, Some(Qualifier::FewerThan | Qualifier::UpTo | Qualifier::Nearly))
        || matches!(bound.qualifier, Some(Qualifier::MoreThan | Qualifier::AtLeast))
        || !exceeds(&value, &bound)
    {
        return None;
    }
    let (key, other) = (&figure.key.value, &limit.key.value);
    let (value, bound) = (shown(&figure.value.value), shown(&limit.value.value));
    Some(
        Diagnostic::error(
            Code::AboveLimit,
            figure.value.span,
            format!("{key} is {value}, above {other}, which is {bound}"),
        )
        .help(format!("correct `{key}` or `{other}`"))
        .related(limit.value.span, format!("{other} is {bound}")),
    )
}

/// Whether one amount is greater than another; amounts of different kinds are not compared.
fn exceeds(value: &Quantity, bound: &Quantity) -> bool {
    match (value.amount, bound.amount) {
        (Amount::Share { basis_points: value, .. }, Amount::Share { basis_points: bound, .. }) => {
            value > bound
        }
        (Amount::Share { .. }, _) | (_, Amount::Share { .. }) => false,
        (value, bound) => whole(value) > whole(bound),
    }
}

/// The whole number. No figure has more decimals than its magnitude has noughts, so this is exact.
fn whole(amount: Amount) -> u128 {
    match amount {
        Amount::Count(count) => u128::from(count),
        Amount::Rounded { digits, decimals, magnitude } => {
            u128::from(digits) * u128::from(magnitude.factor()) / 10_u128.pow(u32::from(decimals))
        }
        Amount::Share { basis_points, .. } => u128::from(basis_points),
    }
}
