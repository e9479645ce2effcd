//! Rates and money against those of the other states: decimals that only some have, and a word like "million" that
//! only some have.
//!
//! What has a remark (`note`) in the data is meant so.

use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Sink, counted};
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::set::{FigureEntry, FigureSpec};

/// What is so many times more or less, and has a word the others have not, or lacks theirs, is out of scale.
const SCALE: f64 = 100.0;

/// A figure of a state that has a number.
struct Own<'d> {
    state: usize,
    entry: &'d FigureEntry,
    amount: Amount,
}

/// Looks through each figure.
pub(super) fn lint(grid: &Grid<'_>, sink: &mut Sink) {
    for (figure, spec) in grid.figures.iter().enumerate() {
        let own: Vec<Own<'_>> = (0..grid.states.len())
            .filter_map(|state| {
                let entry = grid.entry(state, figure)?;
                let Value::Known(Quantity { amount, .. }) = entry.value.value else { return None };
                Some(Own { state, entry, amount })
            })
            .collect();
        scale(grid, spec, &own, sink);
        decimals(grid, spec, &own, sink);
    }
}

/// "14.1 million" among numbers like 12, or 12 among numbers like "14.1 million". One number that is much more
/// than all others says nothing by itself: the word does.
fn scale(grid: &Grid<'_>, spec: &FigureSpec, own: &[Own<'_>], sink: &mut Sink) {
    let number = |own: &&Own<'_>| own.amount.number() as f64 / own.amount.kind().parts() as f64;
    let (worded, plain): (Vec<&Own<'_>>, Vec<&Own<'_>>) =
        own.iter().filter(|own| own.amount.number() > 0).partition(|own| own.amount.magnitude().is_some());
    let least = worded.iter().map(number).fold(f64::INFINITY, f64::min);
    let most = plain.iter().map(number).fold(0.0, f64::max);
    let (odd, others) = if worded.len() <= plain.len() { (&worded, &plain) } else { (&plain, &worded) };
    let Some(like) = others.first() else { return };
    for own in odd.iter().filter(|own| own.entry.note.is_none()) {
        let is_far = match own.amount.magnitude() {
            Some(_) => number(own) >= SCALE * most,
            None => number(own) * SCALE <= least,
        };
        if !is_far {
            continue;
        }
        let (key, name, value) = (&spec.key.value, grid.name(own.state), own.entry.value.value);
        let (other, written) = (grid.name(like.state), like.entry.value.value);
        let message = format!("`{key}` is {value} for {name}, and {written} for {other}");
        let help = match own.amount.magnitude() {
            Some(word) => format!("leave out “{word}”, if the source does not say it"),
            None => "write it with its word, \"1.2 million\", if the source says one".to_owned(),
        };
        let fault = Diagnostic::warning(Code::UnevenFigure, own.entry.value.span, message);
        let help = format!("{help}; if it is right, say so in a remark: `{{ value = …, note = \"…\" }}`");
        sink.report(fault.help(help).related(like.entry.value.span, other));
    }
}

/// A rate with other decimals than most states have.
fn decimals(grid: &Grid<'_>, spec: &FigureSpec, own: &[Own<'_>], sink: &mut Sink) {
    let measured = |own: &&Own<'_>| {
        matches!(own.amount.kind(), Kind::Decimal | Kind::Money) && own.amount.magnitude().is_none()
    };
    let own: Vec<&Own<'_>> = own.iter().filter(measured).collect();
    let count = |decimals: u8| own.iter().filter(|own| own.amount.decimals() == decimals).count();
    // The more of two that as many states have.
    let Some(usual) = (0..=u8::MAX).take(10).max_by_key(|decimals| count(*decimals)) else { return };
    let is_odd = |own: &&&Own<'_>| own.amount.decimals() != usual && own.entry.note.is_none();
    let odd: Vec<&&Own<'_>> = own.iter().filter(is_odd).collect();
    let (Some(first), None) = (odd.first(), &spec.rules.precision) else { return };
    let like = own.iter().find(|own| own.amount.decimals() == usual);
    let (key, name, value) = (&spec.key.value, grid.name(first.state), first.entry.value.value);
    let more = match odd.len() {
        1 => String::new(),
        all => format!(" and {} more", all - 1),
    };
    let digits = |decimals: u8| match decimals {
        0 => "no decimals".to_owned(),
        _ => counted(decimals.into(), "decimal"),
    };
    let states = counted(count(usual), "state");
    let message = format!(
        "`{key}` is {value} for {name}, with {}{more}, and has {} in {states}",
        digits(first.amount.decimals()),
        digits(usual)
    );
    let help = format!("write it with {} everywhere, so that the sheets agree", digits(usual));
    let fault = Diagnostic::warning(Code::UnevenFigure, first.entry.value.span, message).help(help);
    sink.report(match like {
        Some(like) => fault.related(like.entry.value.span, grid.name(like.state)),
        None => fault,
    });
}
