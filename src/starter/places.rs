//! The places of an invented set, and their figures: invented, too, and each its own.

use super::StarterRefusal;
use crate::characters::slug;
use crate::gazetteer::{ALL, Jurisdiction};

/// The states of a set that names none: one with a name of its own in Spanish, and one with an article.
const FEW: [&str; 3] = ["KY", "NY", "DC"];

/// The counties, all of an invented state; no federal table has a number that begins with 99.
const COUNTIES: [&str; 6] = ["Alder", "Birch", "Cedar", "Linden", "Maple", "Willow"];

/// A place of the set.
pub(super) struct StarterPlace {
    pub(super) slug: String,
    pub(super) code: String,
    /// In English.
    pub(super) name: String,
    /// In Spanish, if the program does not know it.
    pub(super) spanish: Option<String>,
    pub(super) foals: usize,
    pub(super) grown: usize,
    pub(super) visits: usize,
}

impl StarterPlace {
    fn new(number: usize, code: &str, name: &str, spanish: Option<String>) -> Self {
        // Prime numbers apart, so that no two places have the same.
        Self {
            slug: slug(name),
            code: code.to_owned(),
            name: name.to_owned(),
            spanish,
            foals: 120 + number * 37 % 211,
            grown: 400 + number * 101 % 509,
            visits: 1_100 + number * 613 % 1_009,
        }
    }
}

pub(super) fn states(codes: &[String]) -> Result<Vec<StarterPlace>, StarterRefusal> {
    let few = || FEW.map(str::to_owned).to_vec();
    let codes = if codes.is_empty() { few() } else { codes.to_vec() };
    let mut found: Vec<StarterPlace> = Vec::new();
    for typed in &codes {
        let refuse = |message, help| StarterRefusal { option: format!("--places {typed}"), message, help };
        let known = ALL.iter().position(|place| place.postal.eq_ignore_ascii_case(typed));
        let Some(number) = known.or_else(|| {
            let called = Jurisdiction::named(typed)?;
            ALL.iter().position(|place| place.postal == called.postal)
        }) else {
            let help = match Jurisdiction::misspelled(typed) {
                Some(near) => format!("did you mean {}, {}?", near.postal, near.name),
                None => "give the postal codes of states, the district or territories: KY,OH".to_owned(),
            };
            return Err(refuse(format!("there is no state `{typed}`"), help));
        };
        let place = &ALL[number];
        if found.iter().any(|other| other.code == place.postal) {
            return Err(refuse(format!("{} is named twice", place.name), "name it once".to_owned()));
        }
        found.push(StarterPlace::new(number, place.postal, place.name, None));
    }
    Ok(found)
}

pub(super) fn counties() -> Vec<StarterPlace> {
    let county = |(number, name): (usize, &str)| {
        let (code, spanish) = (format!("99{:03}", 2 * number + 1), format!("Condado de {name}"));
        StarterPlace::new(number, &code, &format!("{name} County"), Some(spanish))
    };
    COUNTIES.into_iter().enumerate().map(county).collect()
}
