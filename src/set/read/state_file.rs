//! The states of a set, compared: no two may be the same, and each fails alone.

use super::files::Files;
use super::place_file::{self, SetContext, StateNames};
use super::reader::{Fields, TableReader};
use super::{ReadFile, read_file};
use crate::characters::skeleton;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, counted};
use crate::figure::{Kind, Value};
use crate::set::{FailedState, FigureFile, State};
use crate::source::{Sources, Spanned};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

/// The file of a state after reading, before it is compared with the others.
pub(super) struct StateFile {
    path: PathBuf,
    pub(super) names: Option<StateNames>,
    figures: Option<FigureFile>,
    failed: Option<Reported>,
    /// Whether it has a file of its own.
    alone: bool,
}

impl StateFile {
    pub(super) fn read(
        files: &dyn Files,
        path: PathBuf,
        context: SetContext<'_>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let state = |reader: &mut TableReader<'_>, top: Fields<'_>| {
            place_file::state(reader, top, Some(&stem), context)
        };
        let read = read_file(files, &path, sources, sink, state);
        Self::of(path, read, true)
    }

    /// What was read of one place of a file that has many; `line` is where.
    pub(super) fn part(line: usize, read: ReadFile<ReadState>) -> Self {
        let names = read.content.as_ref().map(|(names, _)| names);
        let names = names.map(|names| [names.slug.as_ref(), names.postal.as_ref()]);
        let name = names.and_then(|names| names.into_iter().flatten().next());
        // It stands for the file that the place has not.
        let path = name.map_or_else(|| format!("line-{line}"), |name| name.value.clone());
        Self::of(PathBuf::from(path), read, false)
    }

    fn of(path: PathBuf, read: ReadFile<ReadState>, alone: bool) -> Self {
        let (names, figures) = read.content.unzip();
        Self { path, names, figures: figures.flatten(), failed: read.failed, alone }
    }

    /// Adds the state to those without a fault or to those with one.
    pub(super) fn sort_into(self, states: &mut Vec<State>, failed_states: &mut Vec<FailedState>) {
        let Self { path, names, figures, failed, alone: _ } = self;
        if let Some(reported) = failed {
            let (postal, slug) = names.map(|names| (names.postal, names.slug)).unzip();
            let [postal, slug] = [postal, slug].map(|name| name.flatten().map(|name| name.value));
            failed_states.push(FailedState { path, postal, slug, figures, reported });
            return;
        }
        let state = names.and_then(|StateNames { place, postal, slug, groups, corrected }| {
            Some(State { names: place?, postal: postal?, slug: slug?, groups, corrected, figures: figures? })
        });
        states.push(state.expect("a file without a fault was read whole"));
    }
}

/// The names and figures of a state, as far as they could be read.
pub(super) type ReadState = (StateNames, Option<FigureFile>);

/// What no two states may share.
#[derive(Clone, Copy)]
enum Trait {
    Postal,
    /// In the language at this position in the set.
    Name(usize),
    Slug,
}

impl Trait {
    fn word(self) -> &'static str {
        match self {
            Trait::Postal => "postal code",
            Trait::Name(_) => "name",
            Trait::Slug => "file name",
        }
    }

    fn of(self, file: &StateFile) -> Option<&Spanned<String>> {
        let names = file.names.as_ref()?;
        match self {
            Trait::Postal => names.postal.as_ref(),
            Trait::Name(language) => names.place.as_ref()?.all().nth(language).map(|forms| &forms.name),
            Trait::Slug => names.slug.as_ref(),
        }
    }
}

/// Reports states that share a name, a postal code or a file name, whatever the capitals, spaces and
/// look-alike letters. Both fail: only the authors know which is right.
pub(super) fn refuse_duplicates(files: &mut [StateFile], languages: usize, sink: &mut Sink) {
    let mut told: HashSet<(usize, usize)> = HashSet::new();
    let names = (0..languages.max(1)).map(Trait::Name);
    for shared in std::iter::once(Trait::Postal).chain(names).chain([Trait::Slug]) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for at in 0..files.len() {
            let Some(value) = shared.of(&files[at]).cloned() else { continue };
            let before = *first.entry(skeleton(&value.value)).or_insert(at);
            // A copied file shares all of them: one fault is enough.
            if before == at || told.contains(&(before, at)) {
                continue;
            }
            told.insert((before, at));
            let earlier = shared.of(&files[before]).cloned();
            let message = format!("two states have the {} \"{}\"", shared.word(), value.value);
            let help = match files[at].alone {
                true => "correct one, or remove its file from `states`",
                false => "correct one, or delete it",
            };
            let mut fault = Diagnostic::error(Code::DuplicateState, value.span, message).help(help);
            if let Some(earlier) = earlier {
                fault = fault.related(earlier.span, "the first one");
            }
            let reported = sink.report(fault);
            files[before].failed.get_or_insert(reported);
            files[at].failed.get_or_insert(reported);
        }
    }
}

/// Where a figure is of one kind: the index of the state, and the value in its file.
type OfKind = Vec<(usize, Spanned<Value>)>;

/// How a value is written as the others are, or what else to do.
fn of_one_kind(value: &Value, other: &Value) -> String {
    let decimals = |value: &Value| match value {
        Value::Known(quantity) => quantity.amount.decimals(),
        _ => 0,
    };
    let word = match value {
        Value::Known(quantity) => quantity.amount.magnitude(),
        _ => None,
    };
    match (value.kind(), other.kind()) {
        (Some(Kind::Number), Some(Kind::Share)) | (Some(Kind::Share), Some(Kind::Number)) => {
            "a share has a percent sign, \"19%\", a count has none: correct the one that is wrong".to_owned()
        }
        (Some(is), Some(wanted)) => match (value.in_kind(wanted, decimals(other)), word) {
            (Some(way), _) => format!("write {way}; if this is right, correct the others"),
            (None, Some(word)) => {
                format!("leave out “{word}”, if the source does not say it; or correct the others")
            }
            (None, None) => format!(
                "“{value}” is {}, “{other}” is {}: correct the one that is wrong",
                is.called(),
                wanted.called()
            ),
        },
        _ => "correct the one that is wrong".to_owned(),
    }
}

/// Reports figures that are of one kind in one state and of another in others. Those fail whose kind no more
/// states have than another.
pub(super) fn refuse_mixed_kinds(files: &mut [StateFile], sink: &mut Sink) {
    let mut figures: BTreeMap<String, [OfKind; Kind::ALL.len()]> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        for entry in file.figures.iter().flat_map(|file| &file.figures) {
            let Some(kind) = entry.value.value.kind() else { continue };
            let kinds = figures.entry(entry.key.value.clone()).or_default();
            for (own, (_, known)) in kinds.iter_mut().zip(Kind::ALL) {
                if known == kind {
                    own.push((at, entry.value.clone()));
                }
            }
        }
    }
    for (key, kinds) in figures {
        for (number, own) in kinds.iter().enumerate() {
            let others = kinds.iter().enumerate().filter(|(other, _)| *other != number);
            // The first of those that most states have.
            let Some((other, others)) = others.rev().max_by_key(|(_, states)| states.len()) else { continue };
            let Some((_, first)) = others.first().filter(|_| own.len() <= others.len()) else { continue };
            let (is, wanted) = (Kind::ALL[number].1, Kind::ALL[other].1);
            for (at, value) in own {
                let (at, states) = (*at, counted(others.len(), "state"));
                let message = format!("`{key}` is {} here and {} in {states}", is.called(), wanted.called());
                let fault = Diagnostic::error(Code::WrongKind, value.span, message);
                let fault = fault.help(of_one_kind(&value.value, &first.value));
                let first = &first.span;
                let reported = sink.report(fault.related(*first, "the other place"));
                files[at].failed.get_or_insert(reported);
                // What else it would break is not reported.
                if let Some(file) = &mut files[at].figures {
                    file.figures.retain(|entry| entry.key.value != key);
                    file.spoilt.push(key.clone());
                }
            }
        }
    }
}
