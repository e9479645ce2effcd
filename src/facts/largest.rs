//! The largest printed value of each figure over all places: what the bars of a series are measured by.
//!
//! In: the set, what is withheld, the places with faults. Out: a quantity for each figure. What is not
//! printed as a number has no part in it, and neither has a place without a sheet.

use super::protection::Protection;
use crate::diagnostic::Reported;
use crate::figure::{FigureId, Qualifier, Quantity, Value};
use crate::set::Dataset;
use crate::source::FileId;
use std::collections::HashMap;

/// The largest printed values of a set.
#[derive(Debug, Default)]
pub struct Largest {
    /// By figure.
    values: Vec<Option<Quantity>>,
    /// How many places have a sheet.
    pub places: usize,
}

impl Largest {
    pub fn of(dataset: &Dataset, protection: &Protection, faulty: &HashMap<FileId, Reported>) -> Self {
        let specs = &dataset.set.figures;
        let numbers: HashMap<&str, usize> =
            specs.iter().enumerate().map(|(n, spec)| (spec.key.value.as_str(), n)).collect();
        let sound = |file: &FileId| !faulty.contains_key(file);
        let places = dataset.states.iter().map(|state| &state.figures).filter(|own| sound(&own.file));
        let mut largest = Self { values: vec![None; specs.len()], places: places.clone().count() };
        for file in places.chain([&dataset.national]) {
            for entry in &file.figures {
                let Some(&number) = numbers.get(entry.key.value.as_str()) else { continue };
                let printed = protection.value(file.file, &entry.key.value).unwrap_or(entry.value.value);
                if let Some(value) = measured(printed)
                    && largest.values[number]
                        .is_none_or(|before| before.amount.number() < value.amount.number())
                {
                    largest.values[number] = Some(value);
                }
            }
        }
        largest
    }

    pub fn figure(&self, figure: FigureId) -> Option<Quantity> {
        self.values.get(figure.index()).copied().flatten()
    }
}

/// What a bar may show of a value: the length of one would disclose a small count.
pub fn measured(value: Value) -> Option<Quantity> {
    match value {
        Value::Known(Quantity { qualifier: Some(Qualifier::FewerThan), .. }) => None,
        Value::Known(quantity) => Some(quantity),
        Value::FewerThan(_) | Value::Missing(_) => None,
    }
}
