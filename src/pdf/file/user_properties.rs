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
    /// What it counts, in the language of the page.
    pub label: String,
    /// Its value in digits, a share in percent; `None` if there is none.
    pub number: Option<String>,
    /// Its value as the language of the page writes it: "36.2 million", "not reported".
    pub shown: String,
    /// What the value is a number of: "cases", "%".
    pub unit: Option<String>,
    /// How the value is bounded, as it was published: ">", "<", "≈".
    pub bound: Option<&'static str>,
    /// What kind of number it is, or why there is none: "count", "rounded", "share", "not reported".
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
        let Provenance { key, label, number: value, shown, unit, bound, kind, year, source } = provenance;
        out.extend_from_slice(b"<</O/UserProperties/P[");
        property(out, "label", label);
        // The value for programs, and formatted for people (Table 328).
        out.extend_from_slice(b"<</N(value)/V ");
        if let Some(value) = value {
            number(out, value);
            out.extend_from_slice(b"/F");
        }
        text_string(out, shown);
        out.extend_from_slice(b">>");
        unit.iter().for_each(|unit| property(out, "unit", unit));
        bound.iter().for_each(|bound| property(out, "bound", bound));
        property(out, "kind", kind);
        property(out, "key", key);
        put(out, format_args!("<</N(year)/V {year}>>"));
        let place = source.as_deref().and_then(|source| self.sources.iter().position(|s| *s == source));
        if let Some(place) = place {
            put(out, format_args!("{}", self.first_source.plus(place)));
        }
        out.extend_from_slice(b"]>>");
    }
}

/// A number in digits. Whole numbers of PDF have 32 bits (ISO 19005-3, 6.1.13).
fn number(out: &mut Vec<u8>, digits: &str) {
    let whole = digits.parse::<i32>().is_err() && !digits.contains('.');
    put(out, format_args!("{digits}{}", if whole { ".0" } else { "" }));
}

fn property(out: &mut Vec<u8>, name: &str, value: &str) {
    put(out, format_args!("<</N({name})/V"));
    text_string(out, value);
    out.extend_from_slice(b">>");
}
