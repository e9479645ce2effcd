//! One place against the dictionary: every required figure there, every rule kept or waived.

use super::kinds::between;
use super::protection::Protection;
use super::rules::{Known, broken, states_sum};
use super::types::{Fact, Facts, Place, Waived};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity, Sink};
use crate::figure::{Missing, Value};
use crate::set::{Dataset, FigureFile, FigureSpec, Rule, Scope, State, Waiver};
use crate::source::Span;
use chrono::Datelike;

/// The facts for one state's page. Faults of the national figures are among its faults; the sink
/// keeps each of them once, however many states are judged. Which counts are protected is worked
/// out for the whole set: for many states, do that once and use [`validate_state`].
///
/// # Errors
/// If a required figure is missing or a rule is broken, in the state's figures or the nation's.
pub fn validate(dataset: &Dataset, state: &State, sink: &mut Sink) -> Result<Facts, Reported> {
    let national = validate_national(dataset, sink);
    let facts = validate_state(dataset, &Protection::new(dataset), state, sink);
    national.and(facts)
}

/// As [`validate`], for a state of a dataset whose protection has been worked out and whose national
/// figures have been judged before.
///
/// # Errors
/// If a required figure is missing or a rule is broken in the state's figures.
pub fn validate_state(
    dataset: &Dataset,
    protection: &Protection,
    state: &State,
    sink: &mut Sink,
) -> Result<Facts, Reported> {
    let known = known(dataset, Some(&state.figures));
    let broken = check(dataset, Scope::State, &state.figures, &known, sink).reported;
    if let Some(reported) = broken {
        return Err(reported);
    }
    let figures =
        dataset.set.figures.iter().map(|spec| fact(spec, dataset, state, &known, protection)).collect();
    Ok(Facts { place: Place::of(state), year: dataset.set.year.clone(), figures })
}

/// Checks the national figures, by themselves and against all the states'.
///
/// # Errors
/// If a required figure is missing or a rule is broken; then no page can be made.
pub fn validate_national(dataset: &Dataset, sink: &mut Sink) -> Result<(), Reported> {
    let known = known(dataset, None);
    check(dataset, Scope::National, &dataset.national, &known, sink).reported.map_or(Ok(()), Err)
}

/// Checks everything of a set without making facts: the nation, each state, and what could be read
/// of the states whose files have faults, so that one run shows all there is. What could not be
/// read is neither missing nor compared.
pub fn validate_all(dataset: &Dataset, sink: &mut Sink) {
    // The faults are in the sink, and no page is made here.
    let _ = validate_national(dataset, sink);
    for figures in dataset.state_figures() {
        check(dataset, Scope::State, figures, &known(dataset, Some(figures)), sink);
    }
}

/// Every rule that is waived, the nation's first, then state by state.
pub fn waivers(dataset: &Dataset) -> Vec<Waived> {
    let mut found = Vec::new();
    let mut add = |place: Option<&State>, scope, file: &FigureFile| {
        let known = known(dataset, place.map(|state| &state.figures));
        let checked = check(dataset, scope, file, &known, &mut Sink::default());
        found.extend(file.waivers.iter().zip(checked.used).map(|(waiver, used)| Waived {
            place: place.map(|state| state.name().value.clone()),
            figure: waiver.figure.value.clone(),
            rule: waiver.rule,
            reason: waiver.reason.value.clone(),
            used,
            span: waiver.span,
        }));
    };
    add(None, Scope::National, &dataset.national);
    dataset.states.iter().for_each(|state| add(Some(state), Scope::State, &state.figures));
    found
}

fn known<'d>(dataset: &'d Dataset, state: Option<&'d FigureFile>) -> Known<'d> {
    let files = std::iter::once(&dataset.national).chain(state);
    files.flat_map(|file| &file.figures).map(|entry| (entry.key.value.as_str(), entry)).collect()
}

/// What a check found.
struct RuleCheck<'d> {
    /// Set if a rule is broken and not waived.
    reported: Option<Reported>,
    /// Which of the file's waivers were needed.
    used: Vec<bool>,
    /// Figures with a fault: what else would break there is not known.
    faulty: Vec<&'d str>,
}

impl<'d> RuleCheck<'d> {
    /// Reports a broken rule if it is not waived; whether it was.
    fn report(
        &mut self,
        file: &FigureFile,
        spec: &'d FigureSpec,
        rule: Rule,
        fault: Diagnostic,
        sink: &mut Sink,
    ) -> bool {
        if let Some(at) = waiver(file, spec, rule) {
            self.used[at] = true;
            return false;
        }
        let error = fault.severity == Severity::Error;
        let reported = sink.report(fault);
        self.reported = self.reported.or(error.then_some(reported));
        self.faulty.push(&spec.key.value);
        true
    }
}

fn waiver(file: &FigureFile, spec: &FigureSpec, rule: Rule) -> Option<usize> {
    let waives = |waiver: &Waiver| waiver.rule == rule && waiver.figure.value == spec.key.value;
    file.waivers.iter().position(waives)
}

fn check<'d>(
    dataset: &'d Dataset,
    scope: Scope,
    file: &FigureFile,
    known: &Known<'_>,
    sink: &mut Sink,
) -> RuleCheck<'d> {
    let unread = |key: &str| !file.complete || file.spoilt.iter().any(|spoilt| spoilt == key);
    let used = vec![false; file.waivers.len()];
    let mut checked = RuleCheck { reported: None, used, faulty: Vec::new() };
    for spec in dataset.set.figures.iter().filter(|spec| spec.scope == scope) {
        let key = spec.key.value.as_str();
        match known.get(key) {
            Some(entry) => {
                for (rule, fault) in broken(spec, entry, known) {
                    // A number out of its range breaks other rules in its wake.
                    if checked.report(file, spec, rule, fault, sink) && rule == Rule::Range {
                        break;
                    }
                }
            }
            None if spec.required && !unread(key) => {
                checked.report(file, spec, Rule::Required, missing(key, file.span), sink);
            }
            None => {}
        }
    }
    if scope == Scope::National {
        for (spec, rule, fault) in between(dataset) {
            checked.report(file, spec, rule, fault, sink);
        }
        check_sums(dataset, known, &mut checked, sink);
    }
    let sure = |key: &str| !unread(key) && !checked.faulty.contains(&key);
    for (waiver, _) in file.waivers.iter().zip(&checked.used).filter(|(_, used)| !**used) {
        let (rule, key) = (waiver.rule.name(), &waiver.figure.value);
        if sure(key) {
            let message = format!("`{rule}` of `{key}` is waived, but nothing here breaks it");
            sink.report(
                Diagnostic::warning(Code::UnusedWaiver, waiver.figure.span, message)
                    .help("delete this `[[waive]]`, so that it cannot hide a later mistake"),
            );
        }
    }
    checked
}

/// The sums over all states.
fn check_sums<'d>(dataset: &'d Dataset, known: &Known<'_>, checked: &mut RuleCheck<'d>, sink: &mut Sink) {
    let whole = |file: &FigureFile| file.complete && file.spoilt.is_empty();
    let complete = dataset.failed_states.iter().all(|failed| failed.figures.as_ref().is_some_and(whole));
    for spec in dataset.set.figures.iter().filter(|spec| spec.rules.states_sum_to.is_some()) {
        if suspect(dataset, &spec.key.value) {
            checked.faulty.push(&spec.key.value);
        } else if let Some(fault) = states_sum(spec, known, dataset.state_figures(), complete) {
            checked.report(&dataset.national, spec, Rule::StatesSumTo, fault, sink);
        }
    }
}

/// Whether a figure is part of a fault in some state, so that the sum over all states says nothing
/// new.
fn suspect(dataset: &Dataset, key: &str) -> bool {
    let specs = &dataset.set.figures;
    let with = |spec: &&FigureSpec| spec.key.value == key || spec.sum_of.iter().any(|part| part.value == key);
    let with: Vec<&FigureSpec> = specs.iter().filter(with).collect();
    dataset.state_figures().any(|file| {
        let known = known(dataset, Some(file));
        with.iter().filter_map(|spec| Some((spec, known.get(spec.key.value.as_str())?))).any(
            |(spec, entry)| {
                broken(spec, entry, &known).any(|(rule, fault)| {
                    fault.severity == Severity::Error && waiver(file, spec, rule).is_none()
                })
            },
        )
    })
}

fn missing(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::MissingFigure, span, format!("the figure `{key}` is missing"))
        .help(format!("add a line `{key} = …` here; if there is no number: `{key} = \"not reported\"`"))
}

fn fact(
    spec: &FigureSpec,
    dataset: &Dataset,
    state: &State,
    known: &Known<'_>,
    protection: &Protection,
) -> Fact {
    let file = match spec.scope {
        Scope::State => &state.figures,
        Scope::National => &dataset.national,
    };
    let key = spec.key.value.as_str();
    let entry = known.get(key).copied();
    let as_of = entry.and_then(|entry| entry.as_of.as_ref());
    let year = entry.and_then(|entry| entry.year.as_ref()).map(|year| year.value);
    let year = year.or(as_of.map(|day| day.value.year())).unwrap_or(file.year.value);
    let source = entry.and_then(|entry| entry.source.as_ref()).or(file.source.as_ref());
    let value = entry.map_or(Value::Missing(Missing::NotReported), |entry| entry.value.value);
    let protected = protection.value(file.file, key);
    Fact {
        key: spec.key.value.clone(),
        scope: spec.scope,
        value: protected.unwrap_or(value),
        withheld: matches!((value, protected), (Value::Known(_), Some(Value::Missing(_)))),
        year,
        stale: year < dataset.set.year.value,
        as_of: as_of.or(dataset.set.as_of.as_ref()).map(|day| day.value),
        source: source.map(|source| source.value.clone()),
        note: entry.and_then(|entry| entry.note.as_ref()).map(|note| note.value.clone()),
        origin: entry.map_or(file.span, |entry| entry.value.span),
    }
}
