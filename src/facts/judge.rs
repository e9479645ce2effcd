//! One place against the dictionary: every required figure there, every rule kept.

use super::rules::{Known, at_most, sum_of};
use super::types::{Fact, Facts, Place};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::figure::{Missing, Value};
use crate::input::{Dataset, FigureFile, FigureSpec, Scope, State};
use crate::source::Span;

/// The facts for one state's page. Faults of the national figures are among its faults; the sink
/// keeps each of them once, however many states are judged.
///
/// # Errors
/// If a required figure is missing or a rule is broken, in the state's figures or the nation's.
pub fn judge(dataset: &Dataset, state: &State, sink: &mut Sink) -> Result<Facts, Reported> {
    let national = judge_national(dataset, sink);
    let known = known(dataset, Some(&state.figures));
    let broken = check(dataset, Scope::State, &state.figures, &known, sink);
    national?;
    if let Some(reported) = broken {
        return Err(reported);
    }
    let figures = dataset.set.figures.iter().map(|spec| fact(spec, dataset, state, &known)).collect();
    Ok(Facts { place: Place::of(state), year: dataset.set.year.clone(), figures })
}

/// Checks the national figures by themselves.
///
/// # Errors
/// If a required figure is missing or a rule is broken; then no page can be made.
pub fn judge_national(dataset: &Dataset, sink: &mut Sink) -> Result<(), Reported> {
    let known = known(dataset, None);
    check(dataset, Scope::National, &dataset.national, &known, sink).map_or(Ok(()), Err)
}

/// Checks everything of a set without making facts: the nation, each state, and what could be read
/// of the states whose files have faults, so that one run shows all there is. What could not be
/// read is neither missing nor compared.
pub fn judge_all(dataset: &Dataset, sink: &mut Sink) {
    // The faults are in the sink, and no page is made here.
    let _ = judge_national(dataset, sink);
    let states = dataset.states.iter().map(|state| &state.figures);
    for figures in states.chain(dataset.failed_states.iter().filter_map(|state| state.figures.as_ref())) {
        check(dataset, Scope::State, figures, &known(dataset, Some(figures)), sink);
    }
}

fn known<'d>(dataset: &'d Dataset, state: Option<&'d FigureFile>) -> Known<'d> {
    let files = std::iter::once(&dataset.national).chain(state);
    files.flat_map(|file| &file.figures).map(|entry| (entry.key.value.as_str(), entry)).collect()
}

fn check(
    dataset: &Dataset,
    scope: Scope,
    file: &FigureFile,
    known: &Known<'_>,
    sink: &mut Sink,
) -> Option<Reported> {
    let wanted = |key: &str| file.complete && !file.spoilt.iter().any(|spoilt| spoilt == key);
    let mut broken = None;
    for spec in dataset.set.figures.iter().filter(|spec| spec.scope == scope) {
        let key = spec.key.value.as_str();
        match known.get(key) {
            Some(entry) => {
                for fault in sum_of(spec, entry, known).into_iter().chain(at_most(spec, entry, known)) {
                    broken = Some(sink.report(fault));
                }
            }
            None if spec.required && wanted(key) => broken = Some(sink.report(missing(key, file.span))),
            None => {}
        }
    }
    broken
}

fn missing(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::MissingFigure, span, format!("the figure `{key}` is missing"))
        .help(format!("add a line `{key} = …` here; if there is no number: `{key} = \"not reported\"`"))
}

fn fact(spec: &FigureSpec, dataset: &Dataset, state: &State, known: &Known<'_>) -> Fact {
    let file = match spec.scope {
        Scope::State => &state.figures,
        Scope::National => &dataset.national,
    };
    let entry = known.get(spec.key.value.as_str());
    let year = entry.and_then(|entry| entry.year.as_ref()).unwrap_or(&file.year).value;
    let source = entry.and_then(|entry| entry.source.as_ref()).or(file.source.as_ref());
    Fact {
        key: spec.key.value.clone(),
        scope: spec.scope,
        value: entry.map_or(Value::Missing(Missing::NotReported), |entry| entry.value.value),
        year,
        source: source.map(|source| source.value.clone()),
        note: entry.and_then(|entry| entry.note.as_ref()).map(|note| note.value.clone()),
        origin: entry.map_or(file.span, |entry| entry.value.span),
    }
}
