//! The figures of one edition: each with its place in the files.
//!
//! In: a set. Out: an [`Edition`], as the files have it or as the sheets print it.

use crate::facts::{Fact, Facts};
use crate::figure::{Amount, Qualifier, Quantity, Value};
use crate::set::{Dataset, FigureFile, Scope, State};
use crate::source::{FileId, Span, Spanned};
use std::collections::HashMap;

/// The figures of one year, place by place.
#[derive(Debug, Clone)]
pub struct Edition {
    pub year: i32,
    /// The nation first.
    pub places: Vec<EditionPlace>,
    /// Whether it has all there was: sheets of some places say nothing of the others.
    pub whole: bool,
}

/// What two editions tell places apart by: its code, which names may lack or share, in capitals; `None` for the
/// nation.
pub type PlaceCode = Option<String>;

/// A place of an edition.
#[derive(Debug, Clone)]
pub struct EditionPlace {
    /// `None` for the nation.
    pub postal: Option<String>,
    /// Its name by language; none for the nation.
    pub names: Vec<(String, Spanned<String>)>,
    pub file: FileId,
    /// Where its figures begin.
    pub at: Span,
    pub figures: Vec<Published>,
}

/// A figure of a place.
#[derive(Debug, Clone)]
pub struct Published {
    pub key: String,
    pub value: Value,
    pub year: i32,
    pub source: Option<String>,
    /// The value of the year before, if the edition has it.
    pub previous: Option<Spanned<Value>>,
    pub at: Span,
}

impl Edition {
    /// As the files have it, withheld counts and all.
    pub fn written(dataset: &Dataset) -> Self {
        let nation = EditionPlace::written(&dataset.national, None);
        let states = dataset.states.iter().map(|state| EditionPlace {
            names: names(dataset, state),
            ..EditionPlace::written(&state.figures, Some(state))
        });
        let places = std::iter::once(nation).chain(states).collect();
        Self { year: dataset.set.year.value, places, whole: true }
    }

    /// As its sheets print it.
    pub fn printed<'f>(dataset: &Dataset, facts: impl Iterator<Item = (&'f State, Facts)>) -> Self {
        let mut written = Self::written(dataset);
        let by_file: HashMap<FileId, usize> =
            written.places.iter().enumerate().map(|(at, place)| (place.file, at)).collect();
        for (state, facts) in facts {
            if let Some(at) = by_file.get(&state.figures.file) {
                written.places[*at].print(&facts, Scope::State);
            }
            written.places[0].print(&facts, Scope::National);
        }
        written
    }

    /// Its places by what they are told apart by.
    pub fn by_code(&self) -> HashMap<PlaceCode, &EditionPlace> {
        let mut places = HashMap::with_capacity(self.places.len());
        for place in &self.places {
            places.entry(place.code()).or_insert(place);
        }
        places
    }

    /// Whether any place has the figure.
    pub fn knows(&self, key: &str) -> bool {
        self.places.iter().any(|place| place.get(key).is_some())
    }
}

impl EditionPlace {
    fn written(file: &FigureFile, state: Option<&State>) -> Self {
        let figures = file.figures.iter().map(|entry| {
            let as_of = entry.as_of.as_ref().map(|day| chrono::Datelike::year(&day.value));
            let year = entry.year.as_ref().map(|year| year.value).or(as_of).unwrap_or(file.year.value);
            let source = entry.source.as_ref().or(file.source.as_ref());
            Published {
                key: entry.key.value.clone(),
                value: plain(entry.value.value),
                year,
                source: source.map(|source| source.value.clone()),
                previous: entry.previous.clone(),
                at: entry.value.span,
            }
        });
        Self {
            postal: state.map(|state| state.postal.value.clone()),
            names: Vec::new(),
            file: file.file,
            at: file.span,
            figures: figures.collect(),
        }
    }

    /// What is printed takes the place of what is written.
    fn print(&mut self, facts: &Facts, scope: Scope) {
        for Fact { key, value, scope: own, .. } in &facts.figures {
            let published = self.figures.iter_mut().find(|figure| figure.key == *key);
            if let Some(published) = published.filter(|_| *own == scope) {
                published.value = plain(*value);
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&Published> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// What messages call it: its name in its first language.
    pub fn name(&self) -> &str {
        self.names.first().map_or("the nation", |(_, name)| &name.value)
    }

    pub fn code(&self) -> PlaceCode {
        self.postal.as_ref().map(|postal| postal.to_ascii_uppercase())
    }

    /// Whether two editions mean the same place.
    pub fn is(&self, other: &EditionPlace) -> bool {
        self.code() == other.code()
    }
}

fn names(dataset: &Dataset, state: &State) -> Vec<(String, Spanned<String>)> {
    let tags = dataset.set.languages.iter().map(|tag| tag.value.clone());
    tags.map(|tag| (tag.clone(), state.names.get(&tag).name.clone())).collect()
}

/// A small count is printed, and read again, as "fewer than 5".
fn plain(value: Value) -> Value {
    match value {
        Value::FewerThan(limit) => {
            Value::Known(Quantity { amount: Amount::Count(limit), qualifier: Some(Qualifier::FewerThan) })
        }
        Value::Known(_) | Value::Missing(_) => value,
    }
}
