//! A sheet with all that whoever checks it wants beside it: its file, its numbers, where each stands and what it
//! was before.

use super::against::FigureChange;
use super::outcome::Handout;
use super::plan::Plan;
use super::prove::keyed;
use super::worker::{Trouble, Wanted, Worker};
use crate::annotate::{KeyedNumber, boxed};
use crate::diagnostic::Sink;
use crate::document::{NumberSource, trace};
use crate::facts::Fact;
use crate::figure::Value;
use crate::finished::{LettersOfPage, letters};
use crate::preview::PreviewNumber;
use crate::set::State;
use crate::wording::Composer;
use std::path::{Component, Path};

/// A finished sheet under review.
pub(super) struct ReviewedSheet {
    pub(super) handout: Handout,
    pub(super) bytes: Vec<u8>,
    pub(super) numbers: Vec<ReviewedNumber>,
    /// Where each number is that was found: its place in the list, its page, and the areas it takes there, in points:
    /// left, bottom, right, top.
    pub(super) areas: Vec<(usize, usize, Vec<[f64; 4]>)>,
}

/// One printed number.
pub(super) struct ReviewedNumber {
    pub(super) key: String,
    pub(super) shown: PreviewNumber,
}

/// Makes a sheet and looks at it; `changes` are those since another edition.
pub(super) fn review<'e>(
    worker: &mut Worker<'e>,
    (state, composer, profile): (&'e State, &'e Composer, usize),
    changes: &[FigureChange],
    sink: &mut Sink,
) -> Result<ReviewedSheet, Trouble> {
    let plan = worker.plan;
    let series = plan.series(1).iter().find(|series| series.language == composer.language());
    let wanted = Wanted { state, composer, series: series.map(|series| series.layout) };
    let facts = worker.facts(state)?;
    let said = worker.say(composer, &facts, sink)?;
    let (handout, bytes) = {
        let ready = worker.lay_out(wanted, &facts, &said, sink)?;
        let bytes = worker.file(&ready, profile, &|_, bytes| bytes, sink)?;
        (ready.handout(plan, profile, bytes.len()), bytes)
    };
    let keyed = keyed(plan, &said.document, &facts, None);
    // A file that was just proved can be read.
    let pages: Vec<LettersOfPage> = letters(&bytes).unwrap_or_default();
    let boxes = boxed(&pages, &keyed).into_iter();
    let areas = boxes.map(|found| (found.key - 1, found.page, found.areas)).collect();
    let traced = trace(&said.document);
    let numbers = keyed.into_iter().zip(&traced).map(|(keyed, traced)| {
        let fact = match traced.source {
            NumberSource::Figure(figure) => Some(facts.figure(figure)),
            NumberSource::Datum(_) | NumberSource::Wording => None,
        };
        let earlier = fact.and_then(|fact| earlier(fact, &state.postal.value, changes));
        ReviewedNumber { key: keyed.name.clone(), shown: shown(keyed, fact, earlier, plan) }
    });
    Ok(ReviewedSheet { handout, bytes, numbers: numbers.collect(), areas })
}

/// What a figure was before, and whether it is another now: in the edition it is held against, or else as the data
/// themselves say.
fn earlier(fact: &Fact, postal: &str, changes: &[FigureChange]) -> Option<(String, bool)> {
    let is_its = |change: &&FigureChange| {
        change.figure == fact.key
            && change.state.as_deref().is_none_or(|state| state.eq_ignore_ascii_case(postal))
    };
    match changes.iter().find(is_its) {
        Some(change) => {
            let old = change.old.as_ref().map_or("not there", |(old, _)| old);
            Some((old.to_owned(), change.kind != "same"))
        }
        None => {
            let before: Value = fact.previous.as_ref()?.value;
            Some((before.to_string(), before != fact.value))
        }
    }
}

fn shown(
    keyed: KeyedNumber,
    fact: Option<&Fact>,
    earlier: Option<(String, bool)>,
    plan: &Plan,
) -> PreviewNumber {
    let KeyedNumber { printed, name, label, place, source, .. } = keyed;
    let (label, label_in_language) = match label {
        Some(label) => (label, true),
        None => (name, false),
    };
    let changed = earlier.as_ref().is_some_and(|(_, changed)| *changed);
    PreviewNumber {
        printed,
        times: 1,
        label,
        label_in_language,
        earlier: earlier.map(|(old, _)| old),
        changed,
        source,
        note: fact.and_then(|fact| fact.note.clone()),
        place: inside(plan, &place),
    }
}

/// A file as it is called inside of its set; of a file elsewhere, its folder and its name. So no page says where the
/// set lies on somebody's disk.
pub(super) fn inside(plan: &Plan, path: &str) -> String {
    let set = plan.sources.path(plan.dataset.set.file).parent().unwrap_or(Path::new(""));
    let own = Path::new(path).strip_prefix(set).ok();
    let names = |path: &Path| -> Vec<String> {
        let names = path.components().filter(|part| matches!(part, Component::Normal(_)));
        names.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    match own {
        Some(own) => names(own).join("/"),
        None => {
            let names = names(Path::new(path));
            format!("earlier: {}", names[names.len().saturating_sub(2)..].join("/"))
        }
    }
}

/// The numbers of a sheet, each once, in the order they are first met.
pub(super) fn merged(numbers: Vec<ReviewedNumber>) -> Vec<PreviewNumber> {
    let mut kept: Vec<PreviewNumber> = Vec::with_capacity(numbers.len());
    for ReviewedNumber { shown, .. } in numbers {
        let same = |own: &&mut PreviewNumber| {
            (&own.printed, &own.label, &own.place) == (&shown.printed, &shown.label, &shown.place)
        };
        match kept.iter_mut().find(same) {
            Some(own) => own.times += 1,
            None => kept.push(shown),
        }
    }
    kept
}
