//! The edition that a set is held against: another set, or finished handouts.
//!
//! In: a folder with a set, or the bytes of handouts, whose data is inside. Out: its figures, read into
//! the same [`Sources`] as the set's, so that a finding can show both places.

#![warn(missing_docs)]

use super::set::Set;
use crate::compare::{Doubt, Edition, EditionPlace, Editions, PlaceCode, Published, doubts};
use crate::diagnostic::{Code, Diagnostic, Findings, Severity, Sink};
use crate::embed::{ExtractError, extract};
use crate::facts::{self, EarlierPrint, Facts, Protection};
use crate::set::{self, Dataset, Files, Folder, Reading, State};
use crate::source::{Location, Sources};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a set cannot be held against another edition.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotComparable {
    /// The folder has no set.
    NoSet(Findings),
    /// The set there has a fault in a file that all sheets need; its first.
    Faulty(String),
    /// This file has no set inside.
    NotUnpacked(PathBuf, ExtractError),
    /// There is no handout.
    NoHandouts,
    /// The handouts are of several years.
    SeveralYears(i32, i32),
    /// It is of this year, after the set's.
    Later(i32),
    /// It has no place and figure of the set.
    Unrelated,
}

impl fmt::Display for NotComparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotComparable::NoSet(_) => f.write_str("this is not a set"),
            NotComparable::Faulty(fault) => write!(f, "this set cannot be read: {fault}"),
            NotComparable::NotUnpacked(file, why) => write!(f, "{}: {why}", file.display()),
            NotComparable::NoHandouts => f.write_str("there are no handouts here"),
            NotComparable::SeveralYears(one, other) => {
                write!(f, "these handouts are of {one} and of {other}")
            }
            NotComparable::Later(year) => write!(f, "this is of {year}, a later year than the set"),
            NotComparable::Unrelated => f.write_str("this has no place and figure of the set"),
        }
    }
}

impl std::error::Error for NotComparable {}

/// What became of a figure since another edition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FigureChange {
    /// Postal code; `None` for the nation.
    pub state: Option<String>,
    /// The key of the figure.
    pub figure: String,
    /// As the other edition prints it, and where; `None` if it does not have the figure.
    pub old: Option<(String, Location)>,
    /// As the set prints it, and where.
    pub new: Option<(String, Location)>,
    /// `same`, `more`, `less`, `form`, `kind`, `appeared`, `vanished`, `gap`, `added`, `removed`.
    pub kind: &'static str,
}

/// Another edition of the figures.
#[derive(Debug)]
pub(super) struct Other {
    /// As its files have it; `None` of handouts, which have only what is printed.
    written: Option<Edition>,
    printed: Edition,
}

/// An edition with all files read, and what is wrong in its own.
type Read = (Other, Sources, Sink);

/// No wording has this tag, and none need be read to compare figures.
static NO_LANGUAGE: [String; 1] = [String::new()];

impl Other {
    pub(super) fn open(folder: &Path, set: &Set) -> Result<Read, NotComparable> {
        let (mut sources, mut sink) = (Sources::clone(&set.sources), Sink::default());
        let folder = match Folder::open(folder, &mut sink) {
            Ok(folder) => folder,
            Err(_) => return Err(NotComparable::NoSet(Findings::new(sink, &Arc::new(sources)))),
        };
        let dataset = read(&folder, &NO_LANGUAGE, &mut sources, &mut sink)?;
        // What is wrong in it is told, since it may be what differs.
        drop(facts::validate_all(&dataset, &mut sink));
        let written = Edition::written(&dataset);
        let printed = printed(&dataset, &Protection::new(&dataset));
        let other = Self { written: Some(written), printed };
        other.check(&set.dataset)?;
        Ok((other, sources, notes(sink)))
    }

    pub(super) fn unpack(handouts: &[(PathBuf, Vec<u8>)], set: &Set) -> Result<Read, NotComparable> {
        let (mut sources, mut sink) = (Sources::clone(&set.sources), Sink::default());
        let printed = inside(handouts, &NO_LANGUAGE, &mut sources, &mut sink, &mut |_| {})?;
        let other = Self { written: None, printed };
        other.check(&set.dataset)?;
        Ok((other, sources, notes(sink)))
    }

    /// Refuses an edition that says nothing of the set.
    fn check(&self, dataset: &Dataset) -> Result<(), NotComparable> {
        if self.printed.year > dataset.set.year.value {
            return Err(NotComparable::Later(self.printed.year));
        }
        let own = Edition::written(dataset);
        let related = Editions::of(&self.printed, &own).is_related();
        if related { Ok(()) } else { Err(NotComparable::Unrelated) }
    }

    /// What it prints of the set's own year.
    pub(super) fn earlier_print(&self, dataset: &Dataset) -> EarlierPrint {
        let own = Edition::written(dataset);
        let by_code = own.by_code();
        let places = self.printed.places.iter().filter(|_| self.printed.year == own.year);
        let places = places.filter_map(|place| Some((by_code.get(&place.code())?.file, place)));
        let prints = places.flat_map(|(file, place)| {
            place.figures.iter().map(move |figure| ((file, figure.key.clone()), figure.value))
        });
        prints.collect()
    }

    /// What it makes doubtful in a set. What was read of handouts is held against what is printed.
    pub(super) fn doubts(&self, dataset: &Dataset, protection: &Protection) -> Vec<Doubt> {
        let (old, new) = match &self.written {
            Some(written) => (written, Edition::written(dataset)),
            None => (&self.printed, printed(dataset, protection)),
        };
        doubts(&Editions::of(old, &new), &dataset.set)
    }

    pub(super) fn changes(&self, dataset: &Dataset, sources: &Sources) -> Vec<FigureChange> {
        let new = printed(dataset, &Protection::since(dataset, &self.earlier_print(dataset)));
        let told = |figure: &Published| (figure.value.to_string(), sources.locate(figure.at));
        let comparison = Editions::of(&self.printed, &new);
        let changes = comparison.changes.iter().map(|change| FigureChange {
            state: change.place.postal.clone(),
            figure: change.key.to_owned(),
            old: change.old.map(told),
            new: change.new.map(told),
            kind: change.kind.name(),
        });
        changes.collect()
    }
}

/// The edition that handouts have inside, and the set in each.
pub(super) fn inside(
    handouts: &[(PathBuf, Vec<u8>)],
    languages: &[String],
    sources: &mut Sources,
    sink: &mut Sink,
    each: &mut dyn FnMut(Dataset),
) -> Result<Edition, NotComparable> {
    let mut all: Option<Edition> = None;
    let mut known: HashMap<PlaceCode, usize> = HashMap::new();
    for (name, bytes) in handouts {
        let unpacked = |why| NotComparable::NotUnpacked(name.clone(), why);
        let files = extract(bytes).map_err(unpacked)?.into_iter().collect();
        let dataset = read(&Inside { name, files }, languages, sources, sink)?;
        let edition = Edition { whole: false, ..Edition::written(&dataset) };
        each(dataset);
        let all = all.get_or_insert_with(|| Edition { places: Vec::new(), ..edition.clone() });
        if all.year != edition.year {
            return Err(NotComparable::SeveralYears(all.year, edition.year));
        }
        merge(all, &mut known, edition, sink);
    }
    all.ok_or(NotComparable::NoHandouts)
}

pub(super) fn read(
    files: &dyn Files,
    languages: &[String],
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Dataset, NotComparable> {
    match set::read_files(files, languages, sources, sink) {
        Reading::Sound(dataset) | Reading::Faulty { rest: Some(dataset), .. } => Ok(dataset),
        Reading::Faulty { rest: None, reported: _ } => {
            let first = sink.in_order().first().map(|fault| fault.message.clone());
            Err(NotComparable::Faulty(first.unwrap_or_default()))
        }
    }
}

pub(super) fn printed(dataset: &Dataset, protection: &Protection) -> Edition {
    let facts = |state| -> (&State, Facts) { (state, facts::facts(dataset, protection, state)) };
    Edition::printed(dataset, dataset.states.iter().map(facts))
}

/// The faults of the other edition, which stop nothing.
pub(super) fn notes(sink: Sink) -> Sink {
    let mut notes = Sink::default();
    for fault in sink.found().iter().filter(|fault| fault.severity == Severity::Error) {
        notes.report(Diagnostic { severity: Severity::Note, ..fault.clone() });
    }
    notes
}

/// Adds what another handout has; what both have must be the same.
fn merge(all: &mut Edition, known: &mut HashMap<PlaceCode, usize>, edition: Edition, sink: &mut Sink) {
    for place in edition.places {
        match known.entry(place.code()) {
            Entry::Vacant(free) => {
                free.insert(all.places.len());
                all.places.push(place);
            }
            Entry::Occupied(own) => {
                let own = &mut all.places[*own.get()];
                agree(own, &place, sink);
                let new = |(tag, _): &(String, _)| !own.names.iter().any(|(known, _)| known == tag);
                let names: Vec<_> = place.names.into_iter().filter(new).collect();
                own.names.extend(names);
            }
        }
    }
}

fn agree(one: &EditionPlace, other: &EditionPlace, sink: &mut Sink) {
    for figure in &one.figures {
        let Some(second) = other.get(&figure.key).filter(|second| second.value != figure.value) else {
            continue;
        };
        let (key, place) = (&figure.key, one.name());
        let message = format!(
            "`{key}` is {} for {place} in one handout, and {} in another",
            figure.value, second.value
        );
        let fault = Diagnostic::error(Code::SecondEntry, figure.at, message).related(second.at, "the other");
        sink.report(fault.help("give a folder with the handouts of one run"));
    }
}

/// The files inside a handout.
pub(super) struct Inside<'h> {
    pub(super) name: &'h Path,
    pub(super) files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Files for Inside<'_> {
    fn name(&self, path: &Path) -> PathBuf {
        self.name.join(path)
    }

    fn has(&self, path: &Path) -> bool {
        self.files.has(path)
    }

    fn is_inside(&self, path: &Path) -> io::Result<bool> {
        self.files.is_inside(path)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.files.read(path, most)
    }

    fn list(&self, folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<PathBuf>> + '_>> {
        self.files.list(folder)
    }
}
