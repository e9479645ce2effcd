//! Answers that cannot be followed, and those that do nothing: told at their lines.
//!
//! In: the answers, the places, and what the file asked for. Out: faults, and a remark.

use super::Context;
use super::answers::Answers;
use super::places::KnownPlaces;
use super::survey::Survey;
use crate::diagnostic::{Code, Diagnostic, Sink, counted};
use crate::source::Span;

/// Answers that one remark names.
const MOST_NAMED: usize = 6;

/// Tells the answers that name no place, and gives those for cells the codes of theirs.
pub(super) fn of_places(answers: &mut Answers, places: &KnownPlaces, sink: &mut Sink) {
    let mut refuse = |text: &str, span: Span, ways: &str| {
        let what = match text.is_empty() {
            true => "the name of a place is missing here".to_owned(),
            false => format!("{} is not a place", super::toml_text(text)),
        };
        let near = places.near(text).map(|place| format!("did you mean {}? ", super::toml_text(&place.name)));
        let help = format!("{}write {ways}", near.unwrap_or_default());
        sink.report(Diagnostic::error(Code::BadValue, span, what).help(help));
    };
    for own in answers.places() {
        if let Some(place) = own.answer.as_deref().filter(|place| places.answered(place).is_none()) {
            refuse(place, own.span, "\"leave out\", \"new\" or the name of a state");
        }
    }
    for cell in &mut answers.cells {
        match places.answered(&cell.state.value) {
            Some(place) => places.all[place].postal.clone_into(&mut cell.state.value),
            None => refuse(&cell.state.value, cell.state.span, "the postal code of a state"),
        }
    }
}

/// Names the answers that nothing in the file asked for.
pub(super) fn unused(survey: &Survey, context: &Context<'_>) -> Option<String> {
    let mut unused = context.answers.unused();
    let new = context.answers.new_places.iter().filter(|name| {
        let place = context.places.named(&name.value);
        place.is_none_or(|place| !survey.places.contains_key(&place))
    });
    unused.extend(new.map(|name| (name.span, name.value.as_str())));
    unused.sort_unstable();
    let named = unused.iter().take(MOST_NAMED).map(|(span, about)| {
        let line = context.sources.locate(*span).line;
        if about.is_empty() { format!("{line} (a blank)") } else { format!("{line} (“{about}”)") }
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let more = unused.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let (count, is) = (counted(unused.len(), "answer"), if unused.len() == 1 { "is" } else { "are" });
    (!unused.is_empty()).then(|| {
        format!(
            "{count} in import.toml {is} about nothing in this file: line {named}{more}; mistyped, or for another file?"
        )
    })
}
