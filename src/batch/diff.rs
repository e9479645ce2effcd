//! What is different between two editions: sets, or finished handouts, whose data is inside.
//!
//! In: where each of the two is. Out: an [`EditionDiff`]: places, figures and words that differ, each with its
//! place in the files of both, and what about it someone should look at. Two sets are compared as their authors
//! wrote them; where one side is handouts, both are compared as they are printed.

#![warn(missing_docs)]

use super::against::{NotComparable, inside, notes, printed, read};
use super::edition_diff::{DiffFault, DiffSide, EditionDiff, FigureDiff, PlaceDiff, TextDiff};
use crate::compare::{
    ChangeKind, Changed, Edition, EditionPlace, Editions, PassageChange, Published, SetPassage,
    changed_passages, oddities, passages, slip,
};
use crate::diagnostic::{At, Code, Findings, Sink};
use crate::facts::Protection;
use crate::figure::notation::grouped;
use crate::figure::{Amount, Kind, Quantity, Value};
use crate::set::{Dataset, FailedState, Folder, SetFile, Wording};
use crate::source::Sources;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What is read of a side.
struct Side {
    /// Of a set, as it is written.
    dataset: Option<Dataset>,
    /// Of handouts.
    edition: Option<Edition>,
    set: Option<Arc<SetFile>>,
    /// Each wording with the set file that goes with it, by language.
    wordings: BTreeMap<String, (Arc<SetFile>, Wording)>,
    whole: bool,
}

/// Holds two editions against each other.
///
/// # Errors
/// If one of them cannot be read.
pub fn differ(old: &DiffSide, new: &DiffSide) -> Result<EditionDiff, (DiffFault, NotComparable)> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let before = Side::open(old, &mut sources, &mut sink).map_err(|why| (DiffFault::Old, why))?;
    let now = Side::open(new, &mut sources, &mut sink).map_err(|why| (DiffFault::New, why))?;
    let both_written = before.dataset.is_some() && now.dataset.is_some();
    let (old, new) = (before.edition(both_written), now.edition(both_written));
    let comparison = Editions::of(&old, &new);
    let first = now.set.as_ref().and_then(|set| set.languages.first());
    let language = first.map_or("", |language| language.value.as_str());
    let released = now.set.as_ref().and_then(|set| set.released.as_ref()).map(|day| day.value);
    let mut found = EditionDiff {
        years: (old.year, new.year),
        date: released.unwrap_or_else(|| NaiveDate::from_ymd_opt(new.year, 12, 31).unwrap_or_default()),
        places: places(&comparison, (before.failed(), now.failed()), language),
        keys: keys(&comparison),
        figures: Vec::new(),
        languages: languages(&before, &now),
        texts: texts(&before, &now, &sources),
        unread: unread(&before, &now),
        findings: Findings::default(),
    };
    let mut sink = notes(sink);
    if let Some(set) = now.set.as_ref().or(before.set.as_ref()) {
        let mut odd = BTreeMap::new();
        for doubt in oddities(&comparison, set) {
            match doubt.fault.at {
                At::Span(span) => odd.entry(span).or_insert_with(Vec::new).push(doubt.fault),
                _ => drop(sink.report(doubt.fault)),
            }
        }
        for change in &comparison.changes {
            found.figures.extend(figure(change, (&found.keys, found.years, language), set, &sources).map(
                |diff| {
                    let own = change.new.and_then(|new| odd.remove(&new.at)).unwrap_or_default();
                    let mut flags: Vec<_> =
                        own.into_iter().map(|fault| (fault.code, fault.message)).collect();
                    // Within one year, a slip in the digits is likelier than a change.
                    let values = change.old.zip(change.new).filter(|_| old.year == new.year);
                    if let Some(slip) = values.and_then(|(old, new)| slip(&old.value, &new.value)) {
                        flags.push((Code::MovedDigits, slip.to_owned()));
                    }
                    FigureDiff { flags, ..diff }
                },
            ));
        }
        // Within one year, what did not change is as it should be.
        if old.year != new.year {
            odd.into_values().flatten().for_each(|fault| {
                sink.report(fault);
            });
        }
    }
    found.findings = Findings::new(sink, &Arc::new(sources));
    Ok(found)
}

impl Side {
    fn open(side: &DiffSide, sources: &mut Sources, sink: &mut Sink) -> Result<Self, NotComparable> {
        match side {
            DiffSide::Set(folder) => Self::of_set(folder, sources, sink),
            DiffSide::Handouts { files, whole } => {
                let (mut set, mut wordings) = (None, BTreeMap::new());
                let mut keep = |dataset: Dataset| {
                    set.get_or_insert_with(|| dataset.set.clone());
                    add(&mut wordings, dataset.set, dataset.wordings);
                };
                let edition = inside(files, &[], sources, sink, &mut keep)?;
                Ok(Self { dataset: None, edition: Some(edition), set, wordings, whole: *whole })
            }
        }
    }

    fn of_set(folder: &Path, sources: &mut Sources, sink: &mut Sink) -> Result<Self, NotComparable> {
        let mut own = Sink::default();
        let folder = match Folder::open(folder, &mut own) {
            Ok(folder) => folder,
            Err(_) => return Err(NotComparable::NoSet(Findings::new(own, &Arc::new(sources.clone())))),
        };
        let dataset = read(&folder, &[], sources, &mut own)?;
        sink.absorb(own);
        let (set, mut wordings) = (dataset.set.clone(), BTreeMap::new());
        add(&mut wordings, set.clone(), dataset.wordings.iter().cloned());
        Ok(Self { dataset: Some(dataset), edition: None, set: Some(set), wordings, whole: true })
    }

    /// Its places whose files have faults.
    fn failed(&self) -> &[FailedState] {
        self.dataset.as_ref().map_or(&[], |dataset| &dataset.failed_states)
    }

    /// As it is written or, beside handouts, printed.
    fn edition(&self, written: bool) -> Edition {
        let edition = match (&self.dataset, &self.edition) {
            (Some(dataset), _) if written => Edition::written(dataset),
            (Some(dataset), _) => printed(dataset, &Protection::new(dataset)),
            (None, Some(edition)) => edition.clone(),
            (None, None) => unreachable!("a side is a set or handouts"),
        };
        Edition { whole: self.whole, ..edition }
    }
}

type Wordings = BTreeMap<String, (Arc<SetFile>, Wording)>;

fn add(to: &mut Wordings, set: Arc<SetFile>, wordings: impl IntoIterator<Item = Wording>) {
    for wording in wordings {
        to.entry(wording.language.value.clone()).or_insert_with(|| (set.clone(), wording));
    }
}

fn unread(before: &Side, now: &Side) -> Vec<(String, bool)> {
    let named = |side: &Side, is_new| -> Vec<(String, bool)> {
        let name = |failed: &FailedState| failed.postal.clone().unwrap_or_else(|| failed.name());
        side.failed().iter().map(|failed| (name(failed), is_new)).collect()
    };
    [named(before, false), named(now, true)].concat()
}

/// `failed` are the places of both whose files have faults: they are there, whatever is wrong with them.
fn places(
    comparison: &Editions<'_>,
    failed: (&[FailedState], &[FailedState]),
    language: &str,
) -> Vec<PlaceDiff> {
    let code = |place: &EditionPlace| place.postal.clone().unwrap_or_default();
    let is_among = |place: &EditionPlace, failed: &[FailedState]| {
        failed
            .iter()
            .any(|failed| failed.is_called(&code(place)) || failed.is_called(&place.name().replace(' ', "-")))
    };
    let gone = comparison.only_old.iter().filter(|_| comparison.new.whole);
    let gone = gone.filter(|place| !is_among(place, failed.1));
    let gone =
        gone.map(|place| PlaceDiff { code: code(place), old: Some(name_in(place, language)), new: None });
    let mut found: Vec<PlaceDiff> = gone.collect();
    for place in &comparison.new.places {
        let Some(before) = comparison.before(place) else {
            if comparison.old.whole && place.postal.is_some() && !is_among(place, failed.0) {
                found.push(PlaceDiff { code: code(place), old: None, new: Some(name_in(place, language)) });
            }
            continue;
        };
        for (tag, name) in &place.names {
            let old = before.names.iter().find(|(own, old)| own == tag && old.value != name.value);
            found.extend(old.map(|(_, old)| PlaceDiff {
                code: code(place),
                old: Some(old.value.clone()),
                new: Some(name.value.clone()),
            }));
        }
    }
    found.retain(|place| !place.code.is_empty());
    // A name that is the same in several languages is told once.
    found.dedup();
    found
}

/// The name of a place in a language if it has one; handouts come in any order of languages.
fn name_in(place: &EditionPlace, language: &str) -> String {
    let own = place.names.iter().find(|(tag, _)| tag == language);
    own.map_or(place.name(), |(_, name)| &name.value).to_owned()
}

/// Figures that one of the editions has nowhere.
fn keys(comparison: &Editions<'_>) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for change in &comparison.changes {
        let (is_new, other) = match (change.old, change.new) {
            (None, Some(_)) => (true, comparison.old),
            (Some(_), None) => (false, comparison.new),
            _ => continue,
        };
        if !found.iter().any(|(key, _)| key == change.key) && !other.knows(change.key) {
            found.push((change.key.to_owned(), is_new));
        }
    }
    found
}

fn languages(old: &Side, new: &Side) -> Vec<(String, bool)> {
    if !old.whole || !new.whole {
        return Vec::new();
    }
    let only = |one: &Side, other: &Side, is_new| -> Vec<(String, bool)> {
        let tags = one.wordings.keys().filter(|tag| !other.wordings.contains_key(*tag));
        tags.map(|tag| (tag.clone(), is_new)).collect()
    };
    [only(old, new, false), only(new, old, true)].concat()
}

fn texts(old: &Side, new: &Side, sources: &Sources) -> Vec<TextDiff> {
    let mut found = Vec::new();
    for (language, (set, wording)) in &new.wordings {
        let Some((old_set, old_wording)) = old.wordings.get(language) else { continue };
        let (before, now) = (passages(old_set, old_wording), passages(set, wording));
        let place = |passage: Option<&SetPassage>| passage.map(|passage| sources.locate(passage.at));
        for PassageChange { old, new, words } in changed_passages(&before, &now) {
            let part = new.or(old).map(|passage| passage.part.clone()).unwrap_or_default();
            found.push(TextDiff {
                language: language.clone(),
                part,
                old: place(old),
                new: place(new),
                words,
            });
        }
    }
    found
}

/// A change, if it is one.
fn figure(
    change: &Changed<'_>,
    (keys, years, language): (&[(String, bool)], (i32, i32), &str),
    set: &SetFile,
    sources: &Sources,
) -> Option<FigureDiff> {
    let both = change.old.zip(change.new);
    let (kind, told): (_, fn(&Published) -> String) = match change.kind {
        ChangeKind::Same if both.is_some_and(|(old, new)| old.year - years.0 != new.year - years.1) => {
            ("year", |figure| format!("{} ({})", figure.value, figure.year))
        }
        ChangeKind::Same if both.is_some_and(|(old, new)| old.source != new.source) => {
            ("source", |figure| figure.source.clone().unwrap_or_else(|| "no source".to_owned()))
        }
        ChangeKind::Same => return None,
        kind => (kind.name(), |figure| figure.value.to_string()),
    };
    if keys.iter().any(|(key, _)| key == change.key) {
        return None;
    }
    let spec = set.figures.iter().find(|spec| spec.key.value == change.key);
    let label = spec.and_then(|spec| spec.label.texts.first()).map(|(_, text)| text.value.clone());
    let (by, percent) = both.and_then(|(old, new)| step(&old.value, &new.value)).unzip();
    let side = |figure: Option<&Published>| figure.map(|figure| (told(figure), sources.locate(figure.at)));
    Some(FigureDiff {
        place: name_in(change.place, language),
        code: change.place.postal.clone(),
        figure: change.key.to_owned(),
        label: label.unwrap_or_default(),
        old: side(change.old),
        new: side(change.new),
        kind,
        by,
        percent: percent.flatten(),
        flags: Vec::new(),
    })
}

/// The difference of two exact numbers of one kind, and that in percent of the old one.
fn step(old: &Value, new: &Value) -> Option<(String, Option<String>)> {
    let amount = |value: &Value| match value {
        Value::Known(Quantity { amount, qualifier: None }) => Some(*amount),
        _ => None,
    };
    let (old, new): (Amount, Amount) = (amount(old)?, amount(new)?);
    if old.kind() != new.kind() || old.number() == new.number() {
        return None;
    }
    let (less, more) = (old.number().min(new.number()), old.number().max(new.number()));
    let (sign, by) = (if new.number() > old.number() { '+' } else { '-' }, more - less);
    // Rounded to a tenth.
    let percent = |whole: u128| {
        let tenths = (by * 1_000 + whole / 2) / whole;
        format!("{sign}{}.{}%", tenths / 10, tenths % 10)
    };
    Some(match old.kind() {
        Kind::Number => {
            let count = u64::try_from(by).ok()?;
            let by = format!("{sign}{}", grouped(count, ','));
            (by, Some(old.number()).filter(|old| *old > 0).map(percent))
        }
        Kind::Share => (format!("{sign}{}.{:02} points", by / 100, by % 100), None),
        kind @ (Kind::Decimal | Kind::Money) => {
            let by = format!("{sign}{}", crate::figure::bound(i128::try_from(by).ok()?, kind));
            (by, Some(old.number()).filter(|old| *old > 0).map(percent))
        }
    })
}
