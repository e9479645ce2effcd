//! What people sign for: the figures of a place, and what was decided about them.

#![warn(missing_docs)]

use super::engine::Engine;
use super::outcome::StateName;
use super::set::Set;
use crate::facts::Fact;
use crate::figure::Value;
use crate::pdf::Provenance;
use crate::set::{Scope, State};
use crate::source::Location;
use crate::theme::Paper;
use chrono::NaiveDate;

/// A figure as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedFigure {
    /// Its key.
    pub key: String,
    /// What it is.
    pub label: String,
    /// As it is printed; words if there is no number.
    pub value: String,
    /// Whether a number is printed.
    pub has_number: bool,
    /// Last year's value as the data has it and it may be printed.
    pub previous: Option<String>,
    /// The year it is for.
    pub year: i32,
    /// Where it comes from.
    pub source: Option<String>,
    /// The cell of a spreadsheet that it was imported from.
    pub cell: Option<String>,
    /// A remark for those who keep the data.
    pub note: Option<String>,
    /// Whether the data has a number that is not printed, to protect somebody.
    pub withheld: bool,
    /// Where the data has it.
    pub location: Location,
}

/// A warning that the authors accept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AllowedFinding {
    /// The code of the warning.
    pub code: &'static str,
    /// Only in this file.
    pub file: Option<String>,
    /// Only of this text.
    pub text: Option<String>,
    /// Why, in the author's words.
    pub reason: String,
    /// Where it is allowed.
    pub location: Location,
}

impl Engine {
    /// The figures of a state, or those of the nation, which are the same for all.
    pub fn figures(&self, state: Option<&StateName>) -> Vec<SignedFigure> {
        let plan = self.plan();
        let states = &plan.dataset.states;
        let place = match state {
            Some(name) => states.iter().find(|own| own.slug.value == name.slug),
            None => states.first(),
        };
        let scope = if state.is_some() { Scope::State } else { Scope::National };
        place.map(|place| self.figures_of(place, scope)).unwrap_or_default()
    }

    fn figures_of(&self, state: &State, scope: Scope) -> Vec<SignedFigure> {
        let plan = self.plan();
        let Ok(facts) = plan.facts(state) else { return Vec::new() };
        let tags = || plan.composers.iter().map(|composer| composer.language());
        let language = tags().find(|tag| tag.starts_with("en")).or_else(|| tags().next()).unwrap_or("en");
        let said = plan.embedded()[0].enclosure(&facts, state, language).figures;
        let file = if scope == Scope::State { state.figures.file } else { plan.dataset.national.file };
        let is_withheld =
            |key: &str| plan.protection.withheld().iter().any(|own| own.file == file && own.figure == key);
        let figure = |(fact, said): (&Fact, Provenance)| SignedFigure {
            withheld: is_withheld(&said.key),
            key: said.key,
            label: said.label,
            value: said.shown,
            has_number: !matches!(fact.value, Value::Missing(_)),
            previous: fact.previous.as_ref().map(|last| last.value.to_string()),
            year: fact.year,
            source: said.source,
            cell: fact.cell.clone(),
            note: fact.note.clone(),
            location: plan.sources.locate(fact.origin),
        };
        let all = facts.figures.iter().zip(said).filter(|(fact, _)| fact.scope == scope);
        all.map(figure).collect()
    }

    /// What its pages are printed on.
    pub fn paper(&self) -> Paper {
        self.plan().theme.page.paper
    }

    /// The day its files are dated with.
    pub fn date(&self) -> NaiveDate {
        self.plan().date
    }
}

impl Set {
    /// Every warning that the authors accept, in the order written.
    pub fn allowed(&self) -> Vec<AllowedFinding> {
        let allowed = self.dataset.set.allow.iter().map(|entry| AllowedFinding {
            code: entry.code.value.name(),
            file: entry.file.as_ref().map(|file| file.value.clone()),
            text: entry.text.as_ref().map(|text| text.value.clone()),
            reason: entry.reason.value.clone(),
            location: self.locate(entry.span),
        });
        allowed.collect()
    }

    /// The year of its figures.
    pub fn year(&self) -> i32 {
        self.dataset.set.year.value
    }

    /// Who publishes it.
    pub fn publisher(&self) -> &str {
        &self.dataset.set.publisher.name.value
    }
}
