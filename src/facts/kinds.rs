//! Counts, shares, decimal numbers and money. A figure is one of them, and so is what a rule is for. Where
//! they differ, a sign or a word was forgotten or does not belong there.
//!
//! In: a figure with its rules; the whole set. Out: a fault for each rule that cannot be applied.

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::set::{Dataset, FigureEntry, FigureSpec, Rule};
use crate::source::Span;
use std::collections::HashMap;

/// The rules of a figure that are for the other kind.
pub(super) fn misfits(spec: &FigureSpec, figure: &FigureEntry) -> Vec<(Rule, Diagnostic)> {
    let rules = &spec.rules;
    let range = rules
        .range
        .as_ref()
        .map(|range| (Rule::Range, "its `range` is", Some(range.min.amount.kind()), range.span));
    let last = figure
        .previous
        .as_ref()
        .map(|last| (Rule::MaxChange, "last year it was", last.value.kind(), last.span));
    let share = rules
        .share_of
        .as_ref()
        .map(|share| (Rule::ShareOf, "`share_of` makes it", Some(Kind::Share), share.part.span));
    let is = figure.value.value.kind();
    let asked = range.into_iter().chain(last).chain(share);
    let mut found: Vec<_> = asked
        .filter_map(|(rule, why, wanted, at)| {
            let wanted = wanted.filter(|wanted| is.is_some_and(|is| is != *wanted))?;
            Some((rule, misfit(figure, why, wanted, at)))
        })
        .collect();
    let precise = rules.precision.as_ref().filter(|_| found.is_empty());
    if let (Some(rule), Value::Known(Quantity { amount: Amount::Count(_), .. })) =
        (precise, figure.value.value)
    {
        let (key, written) = (&spec.key.value, figure.value.value);
        let message = format!("`{key}` is {written}, a count, but it has a `precision`");
        let fault = Diagnostic::error(Code::WrongKind, figure.value.span, message);
        let help = "write it as a share, \"19%\", with decimals, 12.0, or rounded, \"36.2 million\"; or delete the rule";
        found.push((Rule::Precision, fault.help(help).related(rule.span, "the rule")));
    }
    found
}

/// The rules that tie figures of different kinds, once for the whole set: by now the states agree with
/// each other. The figure that differs from most is reported, once; those it disagrees with are not.
pub(super) fn between(dataset: &Dataset) -> Vec<(&FigureSpec, Rule, Diagnostic)> {
    let places = Places::of(dataset);
    let mut found = Vec::new();
    let mut blamed: Vec<&str> = Vec::new();
    for spec in &dataset.set.figures {
        let key = &spec.key.value;
        let Some(own) = places.first(key) else { continue };
        let rules = &spec.rules;
        let sum: Vec<&FigureEntry> =
            spec.sum_of.iter().filter_map(|part| places.first(&part.value)).collect();
        let mut groups = vec![(Rule::SumOf, "in the same sum", sum)];
        if let Some(whole) = rules.states_sum_to.as_ref().and_then(|rule| places.first(&rule.national.value))
        {
            groups.push((Rule::StatesSumTo, "in the sum over the states", vec![whole]));
        }
        let limits = spec.at_most.iter().chain(&spec.compare);
        for limit in limits.filter_map(|limit| places.first(&limit.value)) {
            groups.push((Rule::AtMost, "with which it is compared", vec![limit]));
        }
        for (rule, tie, mut group) in groups {
            group.push(own);
            group.retain(|entry| !blamed.contains(&entry.key.value.as_str()));
            if let Some(odd) = places.odd(&group) {
                let other = group.iter().find(|entry| kind(entry) != kind(odd)).unwrap_or(&odd);
                let wanted = kind(other).unwrap_or(Kind::Number);
                let why = format!("`{}`, {tie}, is", other.key.value);
                blamed.push(&odd.key.value);
                found.push((spec, rule, misfit(odd, &why, wanted, other.value.span)));
            }
        }
        if let (Some(rule), Some(kind)) = (&rules.states_sum_to, kind(own).filter(|kind| !kind.adds_up())) {
            let (is, them) = (own.value.value, if kind == Kind::Share { "shares" } else { "rates" });
            let message =
                format!("`{key}` is {is}, {}, and {them} of different states do not add up", kind.called());
            let fault = Diagnostic::error(Code::WrongKind, own.value.span, message);
            let fault = fault.help("write the count; if this is right, delete `states_sum_to`");
            blamed.push(key);
            found.push((spec, Rule::StatesSumTo, fault.related(rule.national.span, "the rule")));
        }
        let shares = rules.share_of.iter().flat_map(|share| [&share.part, &share.whole]);
        for part in shares.filter_map(|part| places.first(&part.value)) {
            if kind(part).is_some_and(|kind| !kind.adds_up()) && !blamed.contains(&part.key.value.as_str()) {
                let why = format!("`{key}` is to be its share, so it should be");
                blamed.push(&part.key.value);
                found.push((spec, Rule::ShareOf, misfit(part, &why, Kind::Number, spec.key.span)));
            }
        }
    }
    found
}

fn kind(entry: &FigureEntry) -> Option<Kind> {
    entry.value.value.kind()
}

/// Each figure that has a number: where it first has one, and in how many files.
struct Places<'d>(HashMap<&'d str, (&'d FigureEntry, usize)>);

impl<'d> Places<'d> {
    fn of(dataset: &'d Dataset) -> Self {
        let mut places: HashMap<&str, (&FigureEntry, usize)> = HashMap::new();
        let files = std::iter::once(&dataset.national).chain(dataset.state_figures());
        for entry in files.flat_map(|file| &file.figures).filter(|entry| kind(entry).is_some()) {
            places.entry(&entry.key.value).or_insert((entry, 0)).1 += 1;
        }
        Self(places)
    }

    fn first(&self, key: &str) -> Option<&'d FigureEntry> {
        self.0.get(key).map(|(entry, _)| *entry)
    }

    /// The figure of the group whose kind fewer files have; in a tie, the last.
    fn odd(&self, group: &[&'d FigureEntry]) -> Option<&'d FigureEntry> {
        let places = |wanted: Kind| -> usize {
            let own = group.iter().filter(|entry| kind(entry) == Some(wanted));
            own.map(|entry| self.0[entry.key.value.as_str()].1).sum()
        };
        let last = group.last().and_then(|entry| kind(entry))?;
        let kinds = Kind::ALL.into_iter().map(|(_, own)| (own, places(own))).filter(|(_, count)| *count > 0);
        let mut kinds: Vec<(Kind, usize)> = kinds.collect();
        kinds.sort_by_key(|(own, count)| (*count, *own != last));
        let [(odd, _), _, ..] = *kinds.as_slice() else { return None };
        group.iter().copied().find(|entry| kind(entry) == Some(odd))
    }
}

/// The fault of a figure that `why` says should be of another kind, `wanted`.
fn misfit(figure: &FigureEntry, why: &str, wanted: Kind, at: Span) -> Diagnostic {
    let (key, written) = (&figure.key.value, figure.value.value);
    let is = written.kind().map_or("", Kind::called);
    let message = format!("`{key}` is {written}, {is}, but {why} {}", wanted.called());
    let help = match written.in_kind(wanted, 1) {
        Some(other) => format!("write {other}; if this is right, correct the other place"),
        None => "correct the place that is wrong".to_owned(),
    };
    Diagnostic::error(Code::WrongKind, figure.value.span, message).help(help).related(at, "the other place")
}
