//! Corrections that cannot be as they are written: before the release, or of a figure that did not change.

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::set::{Corrected, Dataset, State};

pub(super) fn lint(dataset: &Dataset, sink: &mut Sink) {
    for state in &dataset.states {
        if let Some(corrected) = &state.corrected {
            day(corrected, dataset, sink);
            unchanged(corrected, state, sink);
        }
    }
}

/// Nobody has a sheet before the day of release.
fn day(corrected: &Corrected, dataset: &Dataset, sink: &mut Sink) {
    let Some(released) = &dataset.set.released else { return };
    let day = &corrected.date;
    if day.value < released.value {
        let message =
            format!("corrected on {}, before the sheets were released, on {}", day.value, released.value);
        let help = "write the day of the correction; if the sheets are not out yet, delete `[corrected]`";
        let fault = Diagnostic::warning(Code::BadValue, day.span, message).help(help);
        sink.report(fault.related(released.span, "the release"));
    }
}

/// What the old sheet said must be something else than what the new one says.
fn unchanged(corrected: &Corrected, state: &State, sink: &mut Sink) {
    for was in &corrected.was {
        let now = state.figures.figures.iter().find(|now| now.key.value == was.key.value);
        if let Some(now) = now.filter(|now| now.value.value == was.value.value) {
            let key = &was.key.value;
            let message = format!("`{key}` was {} in the old sheet, and still is", was.value.value);
            let help = format!("correct `{key}` in `[figures]`, or delete it from `was`");
            let fault = Diagnostic::warning(Code::BadValue, was.value.span, message).help(help);
            sink.report(fault.related(now.value.span, "the figure"));
        }
    }
}
