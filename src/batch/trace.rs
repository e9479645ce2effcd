//! Where each number on a page comes from, for whoever uses the library.

#![warn(missing_docs)]

use crate::document::{NumberSource, Traced};
use crate::facts::Facts;
use crate::set::{DatumId, SetFile};
use crate::source::{Location, Sources};

/// A number on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrintedNumber {
    /// As printed: "8,597", "36.2 million", "(1)".
    pub printed: String,
    /// Its name in the wording: `cybertips`, `contact.hotline`; `None` if it is typed into the wording.
    pub key: Option<String>,
    /// Where it is written.
    pub location: Location,
    /// Where it was published, as the data say.
    pub source: Option<String>,
    /// The cell of a spreadsheet that it was imported from: `figures.xlsx:Sheet1!B7`.
    pub cell: Option<String>,
    /// The keeper's remark; of a change, the two values it follows from.
    pub note: Option<String>,
}

impl PrintedNumber {
    pub(super) fn of(number: &Traced, set: &SetFile, facts: &Facts, sources: &Sources) -> Self {
        let cell = match number.source {
            NumberSource::Figure(figure) => facts.figure(figure).cell.clone(),
            NumberSource::Datum(_) | NumberSource::Wording => None,
        };
        let (key, source, note) = match number.source {
            NumberSource::Figure(figure) => {
                let fact = facts.figure(figure);
                (Some(fact.key.clone()), fact.source.clone(), fact.note.clone())
            }
            NumberSource::Datum(datum) => (Some(datum.name(set)), None, from(datum, facts)),
            NumberSource::Wording => (None, None, None),
        };
        let (printed, location) = (number.printed.clone(), sources.locate(number.place));
        Self { printed, key, location, source, cell, note }
    }
}

/// What a change follows from.
fn from(datum: DatumId, facts: &Facts) -> Option<String> {
    let (DatumId::Change(figure) | DatumId::ChangeInNumbers(figure)) = datum else { return None };
    let fact = facts.figure(figure);
    Some(format!("{} after {}", fact.value, fact.previous.as_ref()?.value))
}
