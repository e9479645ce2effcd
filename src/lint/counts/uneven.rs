//! A number unlike the others of its kind: rounded or qualified in one state and exact in all others, or a
//! zero among the nation's.
//!
//! What has a remark (`note`) in the data is meant so, and a number below a hundred may be withheld in words.

use super::grid::Grid;
use crate::diagnostic::{Code, Diagnostic, Sink, counted};
use crate::figure::{Amount, Kind, Qualifier, Quantity, Value};
use crate::set::{Dataset, FigureEntry};

/// From so many states on that have it exactly, one that has not is told.
const EXACT: usize = 5;
/// One more for each so many.
const MORE: usize = 10;
/// What is smaller may be kept from print.
const SMALL: u64 = 100;
/// So many numbers of the nation are something where one is not.
const OTHERS: usize = 4;

/// States that have a figure less exactly than the others.
pub(super) fn between_states(grid: &Grid<'_>, sink: &mut Sink) {
    for (figure, spec) in grid.figures.iter().enumerate() {
        let entries = || (0..grid.states.len()).filter_map(|state| Some((state, grid.entry(state, figure)?)));
        let exact = entries().filter(|(_, entry)| is_exact(entry)).count();
        let vague: Vec<_> = entries().filter(|(_, entry)| is_vague(entry)).collect();
        if exact < EXACT || vague.len() > 1 + exact / MORE {
            continue;
        }
        for (state, entry) in vague {
            let (key, name, value) = (&spec.key.value, grid.name(state), entry.value.value);
            let message =
                format!("`{key}` is “{value}” for {name}, but {} have it exactly", counted(exact, "state"));
            let help =
                "write the exact number; if nobody has it, say so in a remark: `{ value = …, note = \"…\" }`";
            sink.report(Diagnostic::warning(Code::UnevenFigure, entry.value.span, message).help(help));
        }
    }
}

fn is_vague(entry: &FigureEntry) -> bool {
    let Value::Known(Quantity { amount, qualifier }) = entry.value.value else { return false };
    let withheld = matches!(amount, Amount::Count(count) if count < SMALL)
        && matches!(qualifier, Some(Qualifier::FewerThan | Qualifier::UpTo));
    let vague = match amount {
        Amount::Count(_) | Amount::Decimal { .. } => qualifier.is_some(),
        Amount::Money { magnitude, .. } => qualifier.is_some() || magnitude.is_some(),
        Amount::Rounded { .. } => true,
        Amount::Share { .. } => false,
    };
    vague && !withheld && entry.note.is_none()
}

/// A number that was not rounded to a word, nor is a share.
fn is_exact(entry: &FigureEntry) -> bool {
    let Value::Known(Quantity { amount, qualifier: None }) = entry.value.value else { return false };
    amount.kind() != Kind::Share && amount.magnitude().is_none()
}

/// A figure of the nation that is unlike its others.
pub(super) fn in_nation(dataset: &Dataset, sink: &mut Sink) {
    let nation = &dataset.national.figures;
    let counts =
        |is: fn(u64) -> bool| nation.iter().filter(move |entry| entry.value.value.count().is_some_and(is));
    if let (Some(zero), None) = (counts(|n| n == 0).next(), counts(|n| n == 0).nth(1))
        && counts(|n| n > 0).count() >= OTHERS
        && zero.note.is_none()
    {
        let message = format!("`{}` is 0 for the nation, alone of its figures", zero.key.value);
        let help = "if it is not known, write \"not reported\"; if it is 0, allow this with the reason (`[[allow]]`)";
        sink.report(Diagnostic::warning(Code::LoneZero, zero.value.span, message).help(help));
    }
}
