//! The rules that add up: `sum_of`, `states_sum_to`, and the shares of one whole.
//!
//! In: a figure with a rule, and the figures it is compared with. Out: a fault, or `None`. Exact counts must
//! add up exactly. What is only known within bounds must be able to: "more than 500" and 12 are more than
//! any total of 199. "Not applicable" is 0, and any other figure without a number is anything.

use super::rules::FiguresByKey;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::figure::notation::grouped;
use crate::figure::{Bounds, Kind, Missing, Quantity, Value, WHOLE, bound};
use crate::set::{FigureEntry, FigureFile, FigureSpec};
use std::collections::HashMap;

/// What a figure adds to a sum: nothing if not applicable; `None` if it is not known.
pub(super) fn addend(entry: &FigureEntry) -> Option<Bounds> {
    match entry.value.value {
        Value::Missing(Missing::NotApplicable) => Some(Bounds::NOTHING),
        value => value.bounds(),
    }
}

/// The parts of a sum that have a number.
struct Parts<'d> {
    entries: Vec<&'d FigureEntry>,
    /// What they add up to.
    sum: Bounds,
    /// Whether all parts have one.
    complete: bool,
    kind: Kind,
}

impl<'d> Parts<'d> {
    /// `None` if none has a number, or if they are of two kinds, which `kinds` reports.
    fn of(spec: &FigureSpec, total: &FigureEntry, known: &FiguresByKey<'d>) -> Option<Self> {
        let parts = spec.sum_of.iter().filter_map(|key| known.get(key.value.as_str()).copied());
        let parts: Vec<(&FigureEntry, Bounds)> =
            parts.filter_map(|part| Some((part, addend(part)?))).collect();
        let mut kinds =
            parts.iter().map(|(part, _)| *part).chain([total]).filter_map(|e| e.value.value.kind());
        let kind = kinds.next().unwrap_or(Kind::Number);
        if parts.is_empty() || kinds.any(|other| other != kind) {
            return None;
        }
        let sum = parts.iter().fold(Bounds::NOTHING, |sum, (_, part)| sum.plus(*part));
        let complete = parts.len() == spec.sum_of.len();
        Some(Self { entries: parts.into_iter().map(|(part, _)| part).collect(), sum, complete, kind })
    }

    /// "133 + 45 + 21", if all are counts and exact.
    fn addends(&self) -> Option<String> {
        let counts: Option<Vec<u64>> = self.entries.iter().map(|part| part.value.value.addend()).collect();
        Some(counts?.iter().map(|count| grouped(*count, ',')).collect::<Vec<_>>().join(" + "))
    }

    /// "60% + 30% + 12%", if none is a count, and all are rounded by nothing but their digits.
    fn rounded(&self) -> Option<String> {
        let plain = |entry: &&FigureEntry| match entry.value.value {
            Value::Known(Quantity { qualifier, .. }) => qualifier.is_none(),
            _ => true,
        };
        let written = |entry: &&FigureEntry| entry.value.value.to_string();
        (self.kind != Kind::Number && self.entries.iter().all(plain))
            .then(|| self.entries.iter().map(written).collect::<Vec<_>>().join(" + "))
    }
}

/// `sum_of`: the parts add up to the total.
pub(super) fn sum_of(spec: &FigureSpec, total: &FigureEntry, known: &FiguresByKey<'_>) -> Option<Diagnostic> {
    let parts = Parts::of(spec, total, known)?;
    let most = if parts.kind == Kind::Share { WHOLE } else { crate::figure::ENDLESS };
    let whole = addend(total).unwrap_or(Bounds { low: 0, high: most });
    let sum = if parts.complete { parts.sum } else { parts.sum.plus(Bounds::ANYWHERE) };
    if sum.low <= whole.high && whole.low <= sum.high {
        return None;
    }
    let fault = Diagnostic::error(Code::SumMismatch, total.value.span, mismatch(spec, total, &parts, whole));
    let mut fault = fault.help(format!("correct the part that is wrong, or `{}`", spec.key.value));
    for part in parts.entries {
        let inapplicable = part.value.value == Value::Missing(Missing::NotApplicable);
        let value = part.value.value;
        let value = if inapplicable { "not applicable, so 0".to_owned() } else { value.to_string() };
        fault = fault.related(part.value.span, format!("{} is {value}", part.key.value));
    }
    Some(fault)
}

/// What is wrong with a sum.
fn mismatch(spec: &FigureSpec, total: &FigureEntry, parts: &Parts<'_>, whole: Bounds) -> String {
    let (key, written, kind) = (&spec.key.value, total.value.value, parts.kind);
    let (low, high) = (bound(parts.sum.low, kind), bound(parts.sum.high, kind));
    match (parts.addends(), parts.rounded(), parts.entries.as_slice()) {
        (Some(addends), ..) if parts.complete => format!("{addends} = {low}, but {key} is {written}"),
        (Some(_), _, [part]) => format!("{} alone is {low}, but {key} is {written}", part.key.value),
        (Some(addends), ..) => {
            format!("{addends} = {low} without the parts that have no exact number, but {key} is {written}")
        }
        (_, Some(addends), _) if total.value.value.kind().is_some() => {
            format!("{addends} is not {written}, which is {key}, however they are rounded")
        }
        _ if total.value.value.kind().is_none() && kind == Kind::Share => {
            format!("the parts of {key} are at least {low} together, more than a whole")
        }
        _ if parts.sum.low > whole.high => {
            format!("the parts of {key} are at least {low} together, but it is {written}")
        }
        _ => format!("the parts of {key} are at most {high} together, but it is {written}"),
    }
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
    let kind = whole.value.value.kind().unwrap_or(Kind::Number);
    let is_alike = |own: Kind| own == kind && own.adds_up();
    let count = |entry: &FigureEntry| addend(entry).filter(|_| entry.value.value.kind().is_none_or(is_alike));
    let limit = count(whole)?;
    let (mut sum, mut exact, mut states_counted) = (Bounds::NOTHING, true, 0_usize);
    for file in states {
        let entry = file.figures.iter().find(|entry| entry.key.value == spec.key.value);
        match entry.and_then(|entry| Some((entry, count(entry)?))) {
            Some((entry, bounds)) => {
                exact &= entry.value.value.addend().is_some();
                (sum, states_counted) = (sum.plus(bounds), states_counted + 1);
            }
            None => complete = false,
        }
    }
    let above = sum.low > limit.high;
    if !above && (sum.high >= limit.low || rule.at_most || !complete) {
        return None;
    }
    let (key, other, total) = (&spec.key.value, &rule.national.value, whole.value.value);
    let sum = match (exact, above) {
        (true, _) => bound(sum.low, kind),
        (false, true) => format!("at least {}", bound(sum.low, kind)),
        (false, false) => format!("at most {}", bound(sum.high, kind)),
    };
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

/// The shares of parts that `sum_of` adds up to their whole are at most a whole together. Reported at the
/// last of them, unless one has a fault of its own.
pub(super) fn shares_of_parts<'d>(
    specs: &'d [FigureSpec],
    known: &FiguresByKey<'_>,
    faulty: &[&str],
) -> Vec<(&'d FigureSpec, Diagnostic)> {
    let mut found = Vec::new();
    let mut shares: HashMap<&str, Vec<(&str, &'d FigureSpec, &FigureEntry, Bounds)>> = HashMap::new();
    for spec in specs {
        let Some(rule) = &spec.rules.share_of else { continue };
        let Some(entry) = known.get(spec.key.value.as_str()).copied() else { continue };
        if entry.value.value.kind() == Some(Kind::Share)
            && let Some(bounds) = entry.value.value.bounds()
        {
            let of_whole = shares.entry(&rule.whole.value).or_default();
            of_whole.push((&rule.part.value, spec, entry, bounds));
        }
    }
    for whole in specs.iter().filter(|spec| !spec.sum_of.is_empty()) {
        let Some(shares) = shares.get(whole.key.value.as_str()) else { continue };
        let mut parts: Vec<&str> = Vec::new();
        let mut of_parts = Vec::new();
        for &(part, spec, entry, bounds) in shares {
            if whole.sum_of.iter().any(|key| key.value == part) && !parts.contains(&part) {
                parts.push(part);
                of_parts.push((spec, entry, bounds));
            }
        }
        let sum = of_parts.iter().fold(Bounds::NOTHING, |sum, (_, _, bounds)| sum.plus(*bounds));
        let complete = parts.len() == whole.sum_of.len();
        let told = of_parts.iter().any(|(spec, ..)| faulty.contains(&spec.key.value.as_str()));
        if told || (sum.low <= WHOLE && (!complete || sum.high >= WHOLE)) {
            continue;
        }
        let Some(&(spec, entry, _)) = of_parts.last() else { continue };
        let key = &whole.key.value;
        let message = match sum.low > WHOLE {
            true => format!("the shares of {key} are at least {} together", bound(sum.low, Kind::Share)),
            false => format!("the shares of {key} are at most {} together", bound(sum.high, Kind::Share)),
        };
        let fault = Diagnostic::error(Code::ShareMismatch, entry.value.span, message);
        let mut fault =
            fault.help(format!("correct the share that is wrong: the parts of `{key}` are 100% of it"));
        for (_, other, _) in &of_parts[..of_parts.len() - 1] {
            fault = fault.related(other.value.span, format!("{} is {}", other.key.value, other.value.value));
        }
        found.push((spec, fault));
    }
    found
}
