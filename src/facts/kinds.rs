//! A figure is a count or a share, and a rule is for one of the two. Where the two meet, one of them is
//! wrong: a percent sign was forgotten, or does not belong there.
//!
//! In: a figure with its rules, and the figures it is compared with. Out: a fault for each rule that
//! cannot be asked of it.

use super::rules::Known;
use super::shown::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::input::{FigureEntry, FigureSpec, Rule};
use crate::source::Span;

/// The rules that a figure, or one that it is compared with, is of the wrong kind for.
pub(super) fn misfits(spec: &FigureSpec, figure: &FigureEntry, known: &Known<'_>) -> Vec<(Rule, Diagnostic)> {
    let Some(kind) = figure.value.value.kind() else { return Vec::new() };
    let (key, rules) = (&spec.key.value, &spec.rules);
    let mut found = Vec::new();
    let mut differs = |rule, figure: &FigureEntry, why: &str, wanted: Option<Kind>, at: Span| {
        let is = figure.value.value.kind();
        if let (Some(_), Some(wanted)) = (is.filter(|is| Some(*is) != wanted), wanted) {
            found.push((rule, misfit(figure, why, wanted, at)));
        }
    };
    if let Some(range) = &rules.range {
        differs(Rule::Range, figure, "its `range` is", Some(range.min.amount.kind()), range.span);
    }
    if let Some(last) = &figure.previous {
        differs(Rule::MaxChange, figure, "last year it was", last.value.kind(), last.span);
    }
    if let Some(share) = &rules.share_of {
        differs(Rule::ShareOf, figure, "`share_of` makes it", Some(Kind::Share), spec.key.span);
        for part in [&share.part, &share.whole] {
            if let Some(entry) = known.get(part.value.as_str()) {
                let why = format!("`share_of` of `{key}` needs it to be");
                differs(Rule::ShareOf, entry, &why, Some(Kind::Number), part.span);
            }
        }
    }
    for limit in &spec.at_most {
        if let Some(entry) = known.get(limit.value.as_str()) {
            // All states have the same kind by now; so it is the limit that differs, and told once.
            let why = format!("`{key}`, which may not exceed it, is");
            differs(Rule::AtMost, entry, &why, Some(kind), limit.span);
        }
    }
    for (part, entry) in spec.sum_of.iter().filter_map(|part| Some((part, known.get(part.value.as_str())?))) {
        let why = format!("`{key}`, which it is part of, is");
        differs(Rule::SumOf, entry, &why, Some(kind), part.span);
    }
    let precise = rules.precision.as_ref().filter(|_| found.is_empty());
    if let (Some(rule), Value::Known(Quantity { amount: Amount::Count(_), .. })) =
        (precise, figure.value.value)
    {
        let written = shown(&figure.value.value);
        let message = format!("`{key}` is {written}, a count, but it has a `precision`");
        let fault = Diagnostic::error(Code::WrongKind, figure.value.span, message);
        let help = "write it as a share, \"19%\", or rounded, \"36.2 million\"; or delete the rule";
        found.push((Rule::Precision, fault.help(help).related(rule.span, "the rule")));
    }
    found
}

/// The fault of a figure that is not of the kind that `why` wants it to be.
pub(super) fn misfit(figure: &FigureEntry, why: &str, wanted: Kind, at: Span) -> Diagnostic {
    let (key, written) = (&figure.key.value, shown(&figure.value.value));
    let (is, other) = match wanted {
        Kind::Share => ("a count", "a share"),
        Kind::Number => ("a share", "a count"),
    };
    let message = format!("`{key}` is {written}, {is}, but {why} {other}");
    let fault = Diagnostic::error(Code::WrongKind, figure.value.span, message);
    fault.help(instead(&figure.value.value)).related(at, "the other place")
}

/// How the other kind would be written.
fn instead(value: &Value) -> String {
    match value {
        Value::Known(Quantity { amount: Amount::Count(count @ ..=100), qualifier: None }) => {
            format!("write \"{count}%\"; if this is right, correct the other place")
        }
        Value::Known(Quantity { amount: Amount::Share { basis_points, .. }, qualifier: None }) => {
            format!("write `{}`; if this is right, correct the other place", basis_points / 100)
        }
        _ => "correct the place that is wrong".to_owned(),
    }
}
