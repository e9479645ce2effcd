//! Where each printed figure comes from, said in the structure as user properties (ISO 32000-1,
//! 14.7.5.4). Equal ones are written once, however many pages print them.

use super::super::syntax::{Id, put, text_string};
use super::file_writer::FileWriter;
use super::ids::Ids;
use std::collections::BTreeMap;

/// Where a printed figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    /// Its key in the dictionary.
    pub key: String,
    /// Its value as the data spells it.
    pub value: String,
    /// What kind of number it is: "count", "rounded", "share".
    pub kind: &'static str,
    /// The year it is for.
    pub year: i32,
    /// Where it was published.
    pub source: Option<String>,
}

/// The objects: one for each source of figures, then one for each printed figure.
pub struct UserProperties<'a> {
    first_source: Id,
    sources: Vec<&'a str>,
    first_figure: Id,
    /// Each printed figure's place among them.
    places: BTreeMap<&'a Provenance, usize>,
    /// The first page that prints it and its number there, by place.
    first_printed: Vec<(usize, usize)>,
}

impl<'a> UserProperties<'a> {
    /// Gives the figures their numbers; `pages` has, for each page, all its figures and the numbers
    /// of those it prints.
    pub fn new<P>(pages: impl Iterator<Item = (&'a [Provenance], P)>, ids: &mut Ids) -> Self
    where
        P: Iterator<Item = usize>,
    {
        let (mut places, mut first_printed, mut sources) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (page, (figures, numbers)) in pages.enumerate() {
            for number in numbers {
                let Some(provenance) = figures.get(number) else { continue };
                if places.contains_key(provenance) {
                    continue;
                }
                places.insert(provenance, places.len());
                first_printed.push((page, number));
                if let Some(source) = provenance.source.as_deref()
                    && !sources.contains(&source)
                {
                    sources.push(source);
                }
            }
        }
        let (first_source, first_figure) = (ids.many(sources.len()), ids.many(places.len()));
        UserProperties { first_source, sources, first_figure, places, first_printed }
    }

    /// Whether no page prints a figure.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The attributes of a printed figure.
    pub fn attributes(&self, provenance: &Provenance) -> Option<Id> {
        self.places.get(provenance).map(|&place| self.first_figure.plus(place))
    }

    /// Writes the objects.
    pub fn write(&self, file: &mut FileWriter<'_>) {
        for (n, source) in self.sources.iter().enumerate() {
            file.value(self.first_source.plus(n), |out| property(out, "source", source));
        }
        let mut figures: Vec<(&Provenance, usize)> = self.places.iter().map(|(p, n)| (*p, *n)).collect();
        figures.sort_by_key(|&(_, place)| self.first_printed[place]);
        for (provenance, place) in figures {
            file.value(self.first_figure.plus(place), |out| self.figure(out, provenance));
        }
    }

    fn figure(&self, out: &mut Vec<u8>, provenance: &Provenance) {
        let Provenance { key, value, kind, year, source } = provenance;
        out.extend_from_slice(b"<</O/UserProperties/P[");
        property(out, "key", key);
        property(out, "value", value);
        property(out, "kind", kind);
        put(out, format_args!("<</N(year)/V {year}>>"));
        let place = source.as_deref().and_then(|source| self.sources.iter().position(|s| *s == source));
        if let Some(place) = place {
            put(out, format_args!("{}", self.first_source.plus(place)));
        }
        out.extend_from_slice(b"]>>");
    }
}

fn property(out: &mut Vec<u8>, name: &str, value: &str) {
    put(out, format_args!("<</N({name})/V"));
    text_string(out, value);
    out.extend_from_slice(b">>");
}
