//! The rules of the dictionary, one function each.
//!
//! In: a figure with a rule, and the figures it is compared with. Out: a fault, or `None`. A figure that is
//! not exact lies within its [`Bounds`]: a rule is broken if nothing within them could keep it. A rule for
//! counts that meets a share, or the other way round, is a fault of its own: see `kinds`.

use super::kinds::misfits;
use super::sums::{addend, sum_of};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::figure::{Amount, Bounds, Kind, Missing, Quantity, Value, WHOLE, bound, of_one};
use crate::set::{FigureEntry, FigureSpec, Rule};
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
    found.extend(limits.map(|limit| (Rule::AtMost, at_most(figure, limit))));
    found.push((Rule::ShareOf, share_of(spec, figure, known)));
    found.push((Rule::Precision, precision(spec, figure)));
    found.push((Rule::MaxChange, max_change(spec, figure)));
    found.into_iter().filter_map(|(rule, fault)| Some((rule, fault?)))
}

/// `at_most`: the figure does not exceed the limit.
fn at_most(figure: &FigureEntry, limit: &FigureEntry) -> Option<Diagnostic> {
    let (value, most) = (figure.value.value, limit.value.value);
    if value.kind() != most.kind() || value.bounds()?.low <= most.bounds()?.high {
        return None;
    }
    let (key, other) = (&figure.key.value, &limit.key.value);
    let message = format!("{key} is {value}, above {other}, which is {most}");
    Some(
        Diagnostic::error(Code::AboveLimit, figure.value.span, message)
            .help(format!("correct `{key}` or `{other}`"))
            .related(limit.value.span, format!("{other} is {most}")),
    )
}

/// `share_of`: the share can be that of its part in its whole.
fn share_of(spec: &FigureSpec, share: &FigureEntry, known: &FiguresByKey<'_>) -> Option<Diagnostic> {
    let rule = spec.rules.share_of.as_ref()?;
    let part = *known.get(rule.part.value.as_str())?;
    let whole = *known.get(rule.whole.value.as_str())?;
    let number =
        |entry: &FigureEntry| addend(entry).filter(|_| entry.value.value.kind().is_none_or(Kind::adds_up));
    let (some, all) = (number(part)?, number(whole)?);
    if let (Some(one), Some(other)) = (part.value.value.kind(), whole.value.value.kind())
        && one != other
    {
        return None;
    }
    let told = match share.value.value.kind() {
        Some(Kind::Share) => share.value.value.bounds()?,
        Some(_) => return None,
        // Whatever it is.
        None if share.value.value == Value::Missing(Missing::NotApplicable) => return None,
        None => Bounds { low: 0, high: WHOLE },
    };
    let (key, written) = (&spec.key.value, share.value.value);
    let (of, whole_is) = (part.value.value, whole.value.value);
    let above = some.low > all.high;
    let too_small = some.low.saturating_mul(WHOLE) > told.high.saturating_mul(all.high);
    let too_large = some.high.saturating_mul(WHOLE) < told.low.saturating_mul(all.low);
    let message = if all.high == 0 && written.kind().is_some() {
        format!("{key} is {written}, but there is no share of 0")
    } else if above {
        let (part, whole) = (&rule.part.value, &rule.whole.value);
        format!("{key} is a share of {part} in {whole}, but {of} is above {whole_is}")
    } else if too_small || too_large {
        let exact = some.low == some.high && all.low == all.high;
        let (is, [some, all]) = match (exact, too_small) {
            (true, _) => ("", [some.low, all.low]),
            (false, true) => (" at least", [some.low, all.high]),
            (false, false) => (" at most", [some.high, all.low]),
        };
        let is = format!("is{is} {}", ratio(some, all, written, exact));
        format!("{key} is {written}, but {of} of {whole_is} {is}")
    } else {
        return None;
    };
    let fault = Diagnostic::error(Code::ShareMismatch, share.value.span, message)
        .related(part.value.span, format!("{} is {of}", rule.part.value))
        .related(whole.value.span, format!("{} is {whole_is}", rule.whole.value));
    Some(fault.help(format!("correct `{key}`, `{}` or `{}`", rule.part.value, rule.whole.value)))
}

/// A part of a whole that is not 0 as a share: an exact one with as many decimals as `like`, rounded half up;
/// a bound as fine as need be.
fn ratio(part: i128, whole: i128, like: Value, exact: bool) -> String {
    match like {
        Value::Known(Quantity { amount: Amount::Share { decimals, .. }, qualifier: None }) if exact => {
            let unit = 10_i128.pow(2 - u32::from(decimals).min(2));
            let units = (2 * part * 10_000 + unit * whole) / (2 * unit * whole);
            let basis_points = u32::try_from(units * unit).unwrap_or(u32::MAX);
            Amount::Share { basis_points, decimals }.to_string()
        }
        _ => bound(part.saturating_mul(WHOLE) / whole, Kind::Share),
    }
}

/// `range`: the figure can lie in it.
fn range(spec: &FigureSpec, figure: &FigureEntry) -> Option<Diagnostic> {
    let rule = spec.rules.range.as_ref()?;
    let (min, max, value) = (rule.min, rule.max, figure.value.value);
    let bounds = value.bounds().filter(|_| value.kind() == Some(min.amount.kind()))?;
    if bounds.low <= max.amount.exact() && min.amount.exact() <= bounds.high {
        return None;
    }
    let key = &spec.key.value;
    let message = format!("{key} is {value}, not between {min} and {max}");
    Some(
        Diagnostic::error(Code::OutOfRange, figure.value.span, message)
            .help(format!("correct `{key}`, or the range"))
            .related(rule.span, "the range"),
    )
}

/// `precision`: a number that is no count has as many decimals.
fn precision(spec: &FigureSpec, figure: &FigureEntry) -> Option<Diagnostic> {
    let rule = spec.rules.precision.as_ref()?;
    let Value::Known(Quantity { amount, .. }) = figure.value.value else { return None };
    let decimals = amount.decimals();
    // A fraction is told as one.
    let is_fraction =
        matches!(amount, Amount::Decimal { digits, decimals } if of_one(digits, decimals).is_some());
    if matches!(amount, Amount::Count(_)) || is_fraction && spec.told_kind().is_none() {
        return None;
    }
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
    let (value, old) = (figure.value.value, last.value);
    let (now, before) = (value.bounds()?, old.bounds().filter(|_| old.kind() == value.kind())?);
    let exact = now.low == now.high && before.low == before.high;
    // The numbers within the bounds that are nearest to each other.
    let (now, before, direction) = match (now.low > before.high, now.high < before.low) {
        (true, _) => (now.low, before.high, "more"),
        (_, true) => (now.high, before.low, "less"),
        _ => return None,
    };
    let (change, before) = (now.abs_diff(before).saturating_mul(100), before.unsigned_abs());
    if change <= u128::from(rule.value).saturating_mul(before) {
        return None;
    }
    let key = &spec.key.value;
    let least = if exact { "" } else { "at least " };
    let percent = change.checked_div(before);
    let change = percent.map_or(String::new(), |percent| format!(": {least}{percent}% {direction}"));
    let message = format!("{key} is {value}, but last year it was {old}{change}");
    let help =
        "check both numbers; if the change is real, waive `max_change` for this figure with the reason";
    Some(
        Diagnostic::warning(Code::LargeChange, figure.value.span, message)
            .help(help)
            .related(last.span, "last year"),
    )
}
