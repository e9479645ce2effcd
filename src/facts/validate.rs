//! Validating one place against the dictionary: every required figure is there, every rule is kept or
//! waived.

use super::compared;
use super::kinds::between;
use super::previous::previous;
use super::protection::Protection;
use super::rules::{FiguresByKey, broken};
use super::stored::stored;
use super::sums::{shares_of_parts, states_sum};
use super::types::{Fact, Facts, Place, Waived};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity, Sink};
use crate::figure::{Missing, Value};
use crate::set::{Dataset, FigureFile, FigureSpec, Rule, Scope, State, Waiver};
use crate::source::{FileId, Span};
use chrono::Datelike;
use std::collections::HashMap;

/// The facts for one state's page. Faults of the national figures are among its faults. Which counts
/// are protected is worked out for the whole set: for many states, do that once, use [`validate_all`]
/// and [`facts`].
///
/// # Errors
/// If a required figure is missing or a rule is broken, in the state's figures or the national ones.
pub fn validate(dataset: &Dataset, state: &State, sink: &mut Sink) -> Result<Facts, Reported> {
    let national = validate_national(dataset, sink);
    national.and(validate_figures(dataset, &state.figures, sink))?;
    Ok(facts(dataset, &Protection::new(dataset), state))
}

/// The facts for the page of a state that was validated without a fault.
pub fn facts(dataset: &Dataset, protection: &Protection, state: &State) -> Facts {
    let known = known(dataset, Some(&state.figures));
    let figures =
        dataset.set.figures.iter().map(|spec| fact(spec, dataset, state, &known, protection)).collect();
    Facts { place: Place::of(state), year: dataset.set.year.clone(), figures }
}

/// Checks the national figures on their own and against those of all states.
///
/// # Errors
/// If a required figure is missing or a rule is broken; then no page can be made.
pub fn validate_national(dataset: &Dataset, sink: &mut Sink) -> Result<(), Reported> {
    let known = known(dataset, None);
    check(dataset, Scope::National, &dataset.national, &known, sink).reported.map_or(Ok(()), Err)
}

fn validate_figures(dataset: &Dataset, figures: &FigureFile, sink: &mut Sink) -> Result<(), Reported> {
    let known = known(dataset, Some(figures));
    check(dataset, Scope::State, figures, &known, sink).reported.map_or(Ok(()), Err)
}

/// Checks everything of a set without making facts: the national figures, each state, and what could be read
/// of the states whose files have faults, so that one run shows all there is. What could not be
/// read is neither missing nor compared. Returns the states at fault, by their files.
///
/// # Errors
/// If the national figures are at fault; then no page can be made.
pub fn validate_all(dataset: &Dataset, sink: &mut Sink) -> Result<HashMap<FileId, Reported>, Reported> {
    let national = validate_national(dataset, sink);
    let checked =
        dataset.state_figures().map(|figures| (figures.file, validate_figures(dataset, figures, sink)));
    let faulty = checked.filter_map(|(file, checked)| Some((file, checked.err()?))).collect();
    national.map(|()| faulty)
}

/// Every waived rule, the national ones first, then state by state.
pub fn waivers(dataset: &Dataset) -> Vec<Waived> {
    let mut found = Vec::new();
    let mut add = |place: Option<&State>, scope, file: &FigureFile| {
        let known = known(dataset, place.map(|state| &state.figures));
        let used = check(dataset, scope, file, &known, &mut Sink::default()).used;
        found.extend(file.waivers.iter().zip(used).map(|(waiver, used)| Waived {
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

fn known<'d>(dataset: &'d Dataset, state: Option<&'d FigureFile>) -> FiguresByKey<'d> {
    let files = std::iter::once(&dataset.national).chain(state);
    files.flat_map(|file| &file.figures).map(|entry| (entry.key.value.as_str(), entry)).collect()
}

/// The rules of one file's figures being checked.
struct RuleCheck<'d, 's> {
    file: &'d FigureFile,
    sink: &'s mut Sink,
    /// Set if a rule is broken and not waived.
    reported: Option<Reported>,
    /// Which of the file's waivers were needed.
    used: Vec<bool>,
    /// Figures with a fault: what else they would break is not known.
    faulty: Vec<&'d str>,
}

impl<'d> RuleCheck<'d, '_> {
    /// Reports a broken rule unless it is waived. Returns whether it did.
    fn report(&mut self, spec: &'d FigureSpec, rule: Rule, fault: Diagnostic) -> bool {
        if let Some(at) = waiver(self.file, spec, rule) {
            self.used[at] = true;
            return false;
        }
        let error = fault.severity == Severity::Error;
        let reported = self.sink.report(fault);
        self.reported = self.reported.or(error.then_some(reported));
        self.faulty.push(&spec.key.value);
        true
    }

    /// Reports what no waiver makes right.
    fn refuse(&mut self, spec: &'d FigureSpec, fault: Diagnostic) {
        self.reported = Some(self.sink.report(fault));
        self.faulty.push(&spec.key.value);
    }

    /// The sums over all states.
    fn states_sums(&mut self, dataset: &'d Dataset, known: &FiguresByKey<'_>) {
        let whole = |file: &FigureFile| file.complete && file.spoilt.is_empty();
        let complete = dataset.failed_states.iter().all(|failed| failed.figures.as_ref().is_some_and(whole));
        for spec in dataset.set.figures.iter().filter(|spec| spec.rules.states_sum_to.is_some()) {
            if has_fault(dataset, &spec.key.value) {
                self.faulty.push(&spec.key.value);
            } else if let Some(fault) = states_sum(spec, known, dataset.state_figures(), complete) {
                self.report(spec, Rule::StatesSumTo, fault);
            }
        }
    }

    /// Warns of the waivers that nothing needed, where that is certain.
    fn unused_waivers(&mut self) {
        for (waiver, used) in self.file.waivers.iter().zip(&self.used) {
            let (rule, key) = (waiver.rule.name(), waiver.figure.value.as_str());
            if *used || is_unread(self.file, key) || self.faulty.contains(&key) {
                continue;
            }
            let message = format!("`{rule}` of `{key}` is waived, but nothing here breaks it");
            let fault = Diagnostic::warning(Code::UnusedWaiver, waiver.figure.span, message);
            self.sink.report(fault.help("delete this `[[waive]]`, so that it cannot hide a later mistake"));
        }
    }
}

fn waiver(file: &FigureFile, spec: &FigureSpec, rule: Rule) -> Option<usize> {
    let waives = |waiver: &Waiver| waiver.rule == rule && waiver.figure.value == spec.key.value;
    file.waivers.iter().position(waives)
}

/// Whether a figure that the file does not have may be in the part that could not be read.
fn is_unread(file: &FigureFile, key: &str) -> bool {
    !file.complete || file.spoilt.iter().any(|spoilt| spoilt == key)
}

fn check<'d, 's>(
    dataset: &'d Dataset,
    scope: Scope,
    file: &'d FigureFile,
    known: &FiguresByKey<'_>,
    sink: &'s mut Sink,
) -> RuleCheck<'d, 's> {
    let used = vec![false; file.waivers.len()];
    let mut check = RuleCheck { file, sink, reported: None, used, faulty: Vec::new() };
    for spec in dataset.set.figures.iter().filter(|spec| spec.scope == scope) {
        let key = spec.key.value.as_str();
        match known.get(key) {
            Some(entry) => {
                let nation = spec.compare.as_ref().and_then(|other| known.get(other.value.as_str())).copied();
                if let Some(fault) = compared::year(dataset, spec, entry, nation) {
                    check.refuse(spec, fault);
                }
                for (rule, fault) in broken(spec, entry, known) {
                    // A number out of its range breaks other rules in its wake.
                    if check.report(spec, rule, fault) && rule == Rule::Range {
                        break;
                    }
                }
            }
            None if spec.required && !is_unread(file, key) => {
                check.report(spec, Rule::Required, missing(key, file.span));
            }
            None => {}
        }
    }
    let specs = dataset.set.figures.as_slice();
    for (spec, fault) in shares_of_parts(specs, known, &check.faulty) {
        if spec.scope == scope {
            check.report(spec, Rule::ShareOf, fault);
        }
    }
    if scope == Scope::National {
        compared::unnamed(dataset).into_iter().for_each(|(spec, fault)| check.refuse(spec, fault));
        stored(dataset).into_iter().for_each(|(spec, fault)| check.refuse(spec, fault));
        for (spec, rule, fault) in between(dataset) {
            check.report(spec, rule, fault);
        }
        check.states_sums(dataset, known);
    }
    check.unused_waivers();
    check
}

/// Whether some state has a fault that this figure is part of: a sum over all states would only repeat
/// it.
fn has_fault(dataset: &Dataset, key: &str) -> bool {
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
        .help(format!("add a line `{key} = …` here; without a number, write `{key} = \"not reported\"`"))
}

fn fact(
    spec: &FigureSpec,
    dataset: &Dataset,
    state: &State,
    known: &FiguresByKey<'_>,
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
        previous: entry.and_then(|entry| previous(dataset, file, spec, entry)),
        year,
        stale: year < dataset.set.year.value,
        as_of: as_of.or(dataset.set.as_of.as_ref()).map(|day| day.value),
        source: source.map(|source| source.value.clone()),
        note: entry.and_then(|entry| entry.note.as_ref()).map(|note| note.value.clone()),
        cell: entry.and_then(|entry| entry.cell.as_ref()).map(|cell| cell.value.clone()),
        origin: entry.map_or(file.span, |entry| entry.value.span),
    }
}
