//! Addresses that name a place or a year.
//!
//! In: an address. Out: which other place, or which other year, its page is about: "…/ohio/…", "oh.gov",
//! "?state=OH", "/2022/".

use super::address::decoded;
use crate::characters::skeleton;
use crate::facts::Place;
use crate::gazetteer::{ALL, Jurisdiction};
use crate::set::State;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};

/// Codes that are also words, languages, countries or folders: in a path, each by itself proves nothing.
const WORDS: &str = " AL AS CA CO CT DE FL HI ID IN LA MA MD ME MI MP MS MT NE OK OR PA PR SC SD VI ";
/// The years that numbers of four digits are taken for.
const YEARS: RangeInclusive<i32> = 1990..=2099;

/// An address in pieces: its letters and digits in small letters.
struct Pieces {
    pieces: Vec<String>,
    /// How many are of the host.
    host: usize,
    /// Those that stand between two slashes, or at the end.
    segments: Vec<usize>,
}

impl Pieces {
    fn of(address: &str) -> Self {
        let address = decoded(address).to_lowercase();
        let address = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let (mut pieces, mut host, mut segments) = (Vec::new(), 0, Vec::new());
        for (at, segment) in address.split('/').enumerate() {
            let start = pieces.len();
            let parts = segment.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
            pieces.extend(parts.map(str::to_owned));
            match at {
                0 => host = pieces.len(),
                _ if pieces.len() == start + 1 => segments.push(start),
                _ => {}
            }
        }
        Self { pieces, host, segments }
    }

    /// A quick no: whether a piece begins like the name.
    fn may_name(&self, name: &str) -> bool {
        if let Some(letter) = name.bytes().next().filter(u8::is_ascii_alphanumeric)
            && !self.pieces.iter().any(|piece| piece.as_bytes()[0] == letter.to_ascii_lowercase())
        {
            return false;
        }
        let first = first_word(name);
        let begins = |piece: &String| piece.get(..first.len()).is_some_and(|p| p.eq_ignore_ascii_case(first));
        !first.is_ascii() || self.pieces.iter().any(begins)
    }

    /// Where a name stands: in pieces, or all in one.
    fn find(&self, name: &str) -> Option<Range<usize>> {
        // Most names begin with another letter: a quick no.
        let letter = name.chars().find(|c| c.is_alphanumeric())?;
        self.pieces.iter().find(|piece| piece.starts_with(letter))?;
        let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let first = words().next()?;
        let count = words().count();
        let starts = (0..self.pieces.len()).filter(|at| self.pieces[*at].starts_with(first));
        starts.into_iter().find_map(|at| {
            let apart = || words().eq(self.pieces[at..].iter().take(count).map(String::as_str));
            let joined = || count > 1 && words().collect::<String>() == self.pieces[at];
            if apart() { Some(at..at + count) } else { joined().then(|| at..at + 1) }
        })
    }

    /// Whether it has this code where a code stands.
    fn has_code(&self, code: &str) -> bool {
        let is_code = |at: usize| self.pieces[at].eq_ignore_ascii_case(code);
        let before = |at: usize| at.checked_sub(1).map_or("", |at| self.pieces[at].as_str());
        let behind = |at: usize| self.pieces.get(at + 1).map_or("", |piece| piece.as_str());
        let sure = || code.len() > 2 || !WORDS.contains(&format!(" {code} "));
        (0..self.pieces.len()).filter(|at| is_code(*at)).any(|at| match at < self.host {
            true => matches!(behind(at), "gov" | "us") && at + 1 < self.host,
            false => {
                matches!(before(at), "state" | "states" | "estado" | "estados")
                    || self.segments.contains(&at) && sure()
            }
        })
    }
}

/// The places of a set by what an address may call them, so that not all need be looked at.
pub struct AddressedPlaces {
    /// By the first word of a name in small letters; by its position.
    by_word: HashMap<String, Vec<usize>>,
    /// By a code of three letters or more.
    by_code: HashMap<String, Vec<usize>>,
    /// Those with a name whose first word has other letters.
    others: Vec<usize>,
}

impl AddressedPlaces {
    pub fn new(states: &[State]) -> Self {
        let mut places = Self { by_word: HashMap::new(), by_code: HashMap::new(), others: Vec::new() };
        for (at, state) in states.iter().enumerate() {
            for name in names(state).filter(|name| is_long(name)) {
                match first_word(name) {
                    word if word.is_ascii() => {
                        places.by_word.entry(word.to_ascii_lowercase()).or_default().push(at);
                    }
                    _ => places.others.push(at),
                }
            }
            if is_long_code(state) {
                places.by_code.entry(state.postal.value.to_ascii_lowercase()).or_default().push(at);
            }
        }
        places
    }

    /// Those that an address may name, in the order of the set.
    fn near<'d>(&self, pieces: &Pieces, states: &'d [State]) -> impl Iterator<Item = &'d State> + use<'d> {
        let mut near: BTreeSet<usize> = self.others.iter().copied().collect();
        for piece in &pieces.pieces {
            near.extend(self.by_code.get(piece).into_iter().flatten());
            let ends = piece.char_indices().map(|(at, letter)| at + letter.len_utf8());
            ends.for_each(|end| near.extend(self.by_word.get(&piece[..end]).into_iter().flatten()));
        }
        near.into_iter().filter_map(move |at| states.get(at))
    }
}

/// What an address may call a state.
fn names(state: &State) -> impl Iterator<Item = &str> {
    state.names.all().map(|forms| forms.name.value.as_str()).chain([state.slug.value.as_str()])
}

/// Shorter names are in too many addresses.
fn is_long(name: &str) -> bool {
    name.len() > 3
}

fn is_long_code(state: &State) -> bool {
    state.postal.value.len() > 2
}

fn first_word(name: &str) -> &str {
    name.trim().split([' ', '-']).next().unwrap_or_default()
}

/// The place that an address names instead of `place`: of the list, if `place` is on it, or of the set.
pub(super) fn other_place(
    address: &str,
    place: &Place,
    (places, states): (&AddressedPlaces, &[State]),
) -> Option<String> {
    let pieces = Pieces::of(address);
    let listed = place.names.all().find_map(|forms| Jurisdiction::named(&forms.name.value));
    let own = LazyCell::new(|| -> Vec<Range<usize>> {
        let names = place.names.all().map(|forms| skeleton(&forms.name.value));
        let names = names.chain(listed.iter().flat_map(|known| known.names()).map(skeleton));
        names.chain([place.slug.value.clone()]).filter_map(|name| pieces.find(&name)).collect()
    });
    let is_own = |at: &Range<usize>| own.iter().any(|own| own.start <= at.start && at.end <= own.end);
    let says = |name: &str| pieces.find(name).is_some_and(|at| !is_own(&at));
    if let Some(listed) = listed {
        let known = Jurisdiction::known().find(|(name, other)| *other != listed && says(name));
        let coded = || ALL.iter().find(|other| *other != listed && pieces.has_code(other.postal));
        if let Some(other) = known.map(|(_, other)| other).or_else(coded) {
            return Some(other.name.to_owned());
        }
    }
    let others = places.near(&pieces, states).filter(|state| state.postal.value != place.postal.value);
    let mut others = others.filter(|state| {
        let mut names = names(state).filter(|name| is_long(name) && pieces.may_name(name));
        let code = || is_long_code(state) && pieces.has_code(&state.postal.value);
        names.any(|name| says(&skeleton(name))) || code()
    });
    others.next().map(|state| state.name().value.clone())
}

/// The year that an address names outside of `right`.
pub(super) fn other_year(address: &str, right: RangeInclusive<i32>) -> Option<i32> {
    let pieces = Pieces::of(address);
    let years = pieces.pieces.iter().filter(|piece| piece.len() == 4).filter_map(|piece| piece.parse().ok());
    let years: Vec<i32> = years.filter(|year| YEARS.contains(year)).collect();
    years
        .iter()
        .find(|year| !right.contains(year))
        .filter(|_| !years.iter().any(|y| right.contains(y)))
        .copied()
}
