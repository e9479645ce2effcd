//! The working copy of a sheet for whoever signs it: its numbers keyed to their places in the data.

use super::super::error::Error;
use super::super::plan::Plan;
use super::Proving;
use super::expected::{SheetSays, inside};
use crate::annotate::{KeyedNumber, annotate, not_found};
use crate::document::{Document, NumberSource, Traced, trace};
use crate::embed::{ExtractError, extract};
use crate::facts::Facts;
use crate::figure::{Amount, FigureId, Quantity, Value};
use crate::finished::origin;
use std::cmp::Reverse;
use std::path::Path;

impl Proving {
    /// A copy of a finished file with each number boxed and keyed, and a list of where each comes from: in
    /// the files of the set, if there is one; or in the data inside.
    ///
    /// # Errors
    /// If the file cannot be read, or there is nothing that says where its numbers come from.
    pub fn annotate(&self, file: &Path, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let origin = origin(bytes).map_err(ExtractError::from)?;
        let of_set = self.set.as_ref().and_then(|set| {
            let (language, state) = set.titled(&origin.title, &origin.language)?;
            // In the theme of the file, all of its numbers are on the page, and these are the most.
            let in_theme = |plan: &Plan| {
                let says =
                    SheetSays::new(plan, &plan.composers[language], &plan.dataset.states[state]).ok()?;
                Some(keyed(plan, &says.document, &says.facts, None))
            };
            let lacking = |numbers: &Vec<KeyedNumber>| (not_found(bytes, numbers), Reverse(numbers.len()));
            set.plans().filter_map(in_theme).min_by_key(lacking)
        });
        let numbers = match of_set {
            Some(numbers) => numbers,
            None => {
                let (_, plan) = inside(file, extract(bytes)?)?;
                let sheet = plan.composers.first().zip(plan.dataset.states.first());
                let says = sheet.and_then(|(composer, state)| SheetSays::new(&plan, composer, state).ok());
                {
                    let SheetSays { document, facts } = says.ok_or(ExtractError::Empty)?;
                    keyed(&plan, &document, &facts, Some(file))
                }
            }
        };
        annotate(bytes, &origin.title, &numbers).map_err(|why| ExtractError::from(why).into())
    }
}

/// The numbers of a sheet, in reading order; the data inside of `file` is called by its own names.
pub(in crate::batch) fn keyed(
    plan: &Plan,
    document: &Document,
    facts: &Facts,
    file: Option<&Path>,
) -> Vec<KeyedNumber> {
    let dictionary = &plan.dataset.set;
    let label = |figure: FigureId| {
        let label = &dictionary.figures.get(figure.index())?.label;
        let own = label.get(&document.meta.language);
        own.or(label.texts.first().map(|(_, text)| text)).map(|text| text.value.clone())
    };
    let number = |Traced { printed, source, place }: Traced| {
        let at = plan.sources.locate(place);
        let path = file.and_then(|file| Path::new(&at.path).strip_prefix(file).ok());
        let path = path.map_or(at.path.clone(), |own| own.to_string_lossy().replace('\\', "/"));
        let place = format!("{path}:{}:{}", at.line, at.column);
        let plain = |name: String, kind| {
            let printed = printed.clone();
            KeyedNumber { printed, name, label: None, value: None, kind, place: place.clone(), source: None }
        };
        match source {
            NumberSource::Figure(figure) => {
                let fact = facts.figure(figure);
                KeyedNumber {
                    label: label(figure),
                    value: Some(fact.value.to_string()),
                    source: fact.source.clone(),
                    ..plain(fact.key.clone(), kind(fact.value))
                }
            }
            NumberSource::Datum(datum) => plain(datum.name(dictionary), "given by the set"),
            NumberSource::Wording => plain("(in the wording)".to_owned(), "typed into the wording"),
        }
    };
    trace(document).into_iter().map(number).collect()
}

fn kind(value: Value) -> &'static str {
    match value {
        Value::Known(Quantity { amount: Amount::Count(_), .. }) => "count",
        Value::Known(Quantity { amount: Amount::Rounded { .. }, .. }) => "rounded",
        Value::Known(Quantity { amount: Amount::Share { .. }, .. }) => "share",
        Value::Known(Quantity { amount: Amount::Decimal { .. }, .. }) => "decimal",
        Value::Known(Quantity { amount: Amount::Money { .. }, .. }) => "money",
        Value::FewerThan(_) => "small count, not shown",
        Value::Missing(_) => "no number",
    }
}
