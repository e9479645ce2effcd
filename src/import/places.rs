//! Which place a cell means: timidly. A name must be equal after capitals, spaces and marks of notes are taken off.
//!
//! In: the states of the set, the gazetteer, and what was answered. Out: [`KnownPlaces`], which finds one by its name,
//! code or number; and what is no place: totals and regions.

use super::grid::spaced;
use crate::characters::skeleton;
use crate::gazetteer::{self, Jurisdiction, NO_STATE};
use crate::set::Dataset;
use std::collections::HashMap;

/// A longer text is no name, in bytes.
const LONGEST_NAME: usize = 400;

/// Longest code of a place of the set's own.
const LONGEST_CODE: usize = 12;

/// A place that figures can be imported for.
#[derive(Debug, Clone)]
pub(super) struct KnownPlace {
    pub(super) name: String,
    pub(super) postal: String,
    /// Its number in federal tables.
    fips: Option<&'static str>,
    pub(super) home: Home,
}

/// Where the figures of a place are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    /// A state of the set, by its position.
    State(usize),
    /// A file that only lacks values, as in a set of next year; by its position among those that failed.
    Unfilled(usize),
    /// A file with faults, which cannot be changed.
    Faulty(String),
    /// There is no file yet.
    New,
    /// The figures of the nation; only an answer says that a row is theirs.
    National,
}

/// What an answer calls the nation.
pub(super) const NATIONAL: &str = "national";

/// What a row is about, if it is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPlace {
    Total,
    /// A region, an average, a part of the total.
    Region,
}

/// All places, and their names.
pub(super) struct KnownPlaces {
    pub(super) all: Vec<KnownPlace>,
    names: HashMap<String, usize>,
}

impl KnownPlaces {
    /// All places of a set; `is_sound` says whether its national figures can be read, `unfilled` which of the states
    /// that failed only lack values.
    pub(super) fn of(dataset: &Dataset, is_sound: bool, unfilled: &[usize]) -> Self {
        let (mut all, mut names) = (Vec::new(), HashMap::new());
        for (at, state) in dataset.states.iter().enumerate() {
            let known = Jurisdiction::of(&state.name().value, &state.postal.value);
            let forms = state.names.all().map(|forms| skeleton(&forms.name.value));
            let forms = forms.chain([skeleton(&state.slug.value)]);
            for name in forms.chain(known.into_iter().flat_map(Jurisdiction::names).map(skeleton)) {
                names.entry(name).or_insert(all.len());
            }
            let (name, postal) = (state.name().value.clone(), state.postal.value.clone());
            all.push(KnownPlace { name, postal, fips: known.map(|place| place.fips), home: Home::State(at) });
        }
        for (at, failed) in dataset.failed_states.iter().enumerate() {
            let known = failed.postal.as_deref().and_then(Jurisdiction::coded);
            let name = known.map_or_else(|| failed.name(), |place| place.name.to_owned());
            let spaced = failed.name().replace('-', " ");
            let others = [failed.slug.as_deref(), Some(name.as_str()), Some(spaced.as_str())]
                .into_iter()
                .flatten()
                .map(skeleton);
            for name in known.into_iter().flat_map(Jurisdiction::names).map(skeleton).chain(others) {
                names.entry(name).or_insert(all.len());
            }
            let postal = failed.postal.clone().unwrap_or_default();
            let home = match unfilled.contains(&at) {
                true => Home::Unfilled(at),
                false => Home::Faulty(failed.path.to_string_lossy().replace('\\', "/")),
            };
            all.push(KnownPlace { name, postal, fips: known.map(|place| place.fips), home });
        }
        let language = dataset.set.languages.first().map_or("en", |language| language.value.as_str());
        for place in gazetteer::ALL {
            let is_there = all.iter().any(|known| known.postal == place.postal)
                || dataset.failed_states.iter().any(|failed| failed.name() == slug(place.name))
                || place.names().any(|name| names.contains_key(&skeleton(name)));
            if is_there {
                continue;
            }
            for name in place.names() {
                names.entry(skeleton(name)).or_insert(all.len());
            }
            let name = place.name_in(language).unwrap_or(place.name).to_owned();
            all.push(KnownPlace {
                name,
                postal: place.postal.to_owned(),
                fips: Some(place.fips),
                home: Home::New,
            });
        }
        all.push(KnownPlace {
            name: "the national figures".to_owned(),
            postal: "US".to_owned(),
            fips: None,
            home: if is_sound { Home::National } else { Home::Faulty("national.toml".to_owned()) },
        });
        Self { all, names }
    }

    /// Adds places of the set's own that have no file yet, each with a code made of its name.
    pub(super) fn add_new<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        for name in names.filter(|name| name.len() <= LONGEST_NAME) {
            if self.named(name).is_some() {
                continue;
            }
            let letters = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
            let letters: String = letters.take(LONGEST_CODE - 3).collect();
            let letters = if letters.is_empty() { "PLACE".to_owned() } else { letters };
            let numbered = (2..1_000).map(|at| format!("{letters}{at}"));
            let mut codes = [letters.clone()].into_iter().chain(numbered).filter(|code| code.len() > 1);
            let Some(postal) = codes.find(|code| self.is_free(code)) else { continue };
            // The nation stays the last.
            let at = self.all.len().saturating_sub(1);
            self.names.insert(skeleton(name), at);
            self.all.insert(at, KnownPlace { name: name.to_owned(), postal, fips: None, home: Home::New });
        }
    }

    fn is_free(&self, code: &str) -> bool {
        self.all.iter().all(|place| place.postal != code)
    }

    /// Whether it is a place of the set's own, such as a county.
    pub(super) fn is_own(&self, place: usize) -> bool {
        self.all[place].fips.is_none() && !self.is_nation(place)
    }

    /// Gives a new place of the set's own the number that its row says, as a code.
    pub(super) fn take_number(&mut self, place: usize, text: &str) {
        let sound = (2..=LONGEST_CODE).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if sound && self.is_own(place) && self.all[place].home == Home::New && self.is_free(text) {
            text.clone_into(&mut self.all[place].postal);
        }
    }

    /// Whether it is the nation, which is found by no name and no code.
    fn is_nation(&self, place: usize) -> bool {
        place + 1 == self.all.len()
    }

    /// The place with this name.
    pub(super) fn named(&self, text: &str) -> Option<usize> {
        if text.len() > LONGEST_NAME {
            return None;
        }
        let text = spaced(text);
        let text = text.trim_end_matches(':');
        // Without points and commas: "D.C.", "Washington D.C.".
        let plain: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        let capital = plain == "DC" || plain.eq_ignore_ascii_case("Washington DC");
        let text = if capital { "District of Columbia" } else { text };
        if let Some(found) = self.names.get(&skeleton(text)) {
            return Some(*found);
        }
        // Numbers and long texts are no names.
        let plausible = text.len() < 100 && text.starts_with(char::is_alphabetic);
        let titled = if plausible { Jurisdiction::named(text)? } else { return None };
        self.all.iter().position(|place| place.postal == titled.postal)
    }

    /// The place with this postal code.
    pub(super) fn coded(&self, text: &str) -> Option<usize> {
        let text = spaced(text);
        let is = |place: &KnownPlace| !text.is_empty() && place.postal.eq_ignore_ascii_case(&text);
        self.all.iter().position(is).filter(|place| !self.is_nation(*place))
    }

    /// Whether a code or a number of a row is one that the nation may have.
    pub(super) fn may_be_nation(&self, place: usize, text: &str) -> bool {
        self.is_nation(place) && (no_place(text).is_some() || text.bytes().all(|b| b == b'0'))
    }

    /// The place with this number in federal tables: 1, 01 or 01000.
    pub(super) fn numbered(&self, text: &str) -> Option<usize> {
        let digits = spaced(text);
        let digits = if digits.len() > 3 { digits.strip_suffix("000")? } else { &digits };
        let plain = !digits.is_empty() && digits.len() < 3 && digits.bytes().all(|b| b.is_ascii_digit());
        let digits = plain.then(|| format!("{digits:0>2}"))?;
        self.all.iter().position(|place| place.fips == Some(digits.as_str()))
    }

    /// The place an answer names, by its name or code.
    pub(super) fn answered(&self, text: &str) -> Option<usize> {
        if text == NATIONAL {
            return self.all.len().checked_sub(1);
        }
        self.coded(text).or_else(|| self.named(text))
    }

    /// The places that a line of words names.
    pub(super) fn within(&self, words: &str) -> Vec<usize> {
        let mut text = format!(" {} ", skeleton(&spaced(words)));
        NO_STATE.iter().for_each(|name| text = text.replace(&name.to_lowercase(), " "));
        let mut names: Vec<(&String, usize)> = self.names.iter().map(|(name, at)| (name, *at)).collect();
        names.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.as_str()));
        let mut found = Vec::new();
        for (name, at) in names {
            let mut from = 0;
            while let Some(place) = text.get(from..).and_then(|rest| rest.find(name.as_str())) {
                let (start, end) = (from + place, from + place + name.len());
                let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                if alone(text[..start].chars().next_back()) && alone(text[end..].chars().next()) {
                    text.replace_range(start..end, &"#".repeat(name.len()));
                    if !found.contains(&at) {
                        found.push(at);
                    }
                }
                from = end;
            }
        }
        found
    }

    /// The place whose name this nearly is, to propose.
    pub(super) fn near(&self, text: &str) -> Option<&KnownPlace> {
        let text = spaced(text);
        let known = Jurisdiction::misspelled(&text).and_then(|place| self.coded(place.postal));
        known.map(|at| &self.all[at]).or_else(|| {
            let states = self.all.iter().filter(|place| place.postal != "US");
            let names = states.map(|place| place.name.as_str());
            let near = crate::diagnostic::nearest(&text, names)?.to_owned();
            self.all.iter().find(|place| place.name == near)
        })
    }
}

/// The name of the file of a place: "us-virgin-islands".
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            '.' | '\'' | '’' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether the name of a row says that it is no place.
pub(super) fn no_place(text: &str) -> Option<NoPlace> {
    if text.len() > LONGEST_NAME {
        return None;
    }
    const TOTALS: [&str; 22] = [
        "total",
        "totals",
        "grand total",
        "sum",
        "all",
        "all states",
        "all places",
        "overall",
        "us",
        "usa",
        "us total",
        "total us",
        "united states",
        "total united states",
        "united states total",
        "nation",
        "national",
        "national total",
        "nationwide",
        "estados unidos",
        "50 states",
        "50 states and dc",
    ];
    const REGIONS: [&str; 19] = [
        "northeast",
        "midwest",
        "south",
        "west",
        "new england",
        "mid atlantic",
        "middle atlantic",
        "east north central",
        "west north central",
        "south atlantic",
        "east south central",
        "west south central",
        "mountain",
        "pacific",
        "territories",
        "average",
        "mean",
        "median",
        "subtotal",
    ];
    let plain: String =
        skeleton(&spaced(text)).chars().map(|c| if c == '-' || c == '+' { ' ' } else { c }).collect();
    let plain: String = plain.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let plain = plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let is_region = || {
        REGIONS.contains(&plain.as_str())
            || ["region", "subtotal", "average", "us average", "national average"].contains(&plain.as_str())
            || plain.ends_with(" region")
            || plain.starts_with("region ")
            || plain.starts_with("subtotal ")
            || plain.ends_with(" subtotal")
            || [plain.strip_suffix(" total"), plain.strip_prefix("total ")]
                .into_iter()
                .flatten()
                .any(|rest| REGIONS.contains(&rest))
    };
    if is_region() {
        return Some(NoPlace::Region);
    }
    let is_total = TOTALS.contains(&plain.as_str()) || plain.starts_with("total ") && plain.len() < 40;
    is_total.then_some(NoPlace::Total)
}
