//! What is true about one place: each figure with its value, year and origin.

use crate::figure::{FigureId, Value};
use crate::set::{PlaceNames, Rule, Scope, State};
use crate::source::{Span, Spanned};
use chrono::NaiveDate;

/// The judged figures of one state, with the nation's beside them.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Whose page this is.
    pub place: Place,
    /// The year of the set.
    pub year: Spanned<i32>,
    /// One per entry of the dictionary, in its order.
    pub figures: Vec<Fact>,
}

/// The names of a place.
#[derive(Debug, Clone)]
pub struct Place {
    /// What it is called, in each language.
    pub names: PlaceNames,
    /// Postal code.
    pub postal: Spanned<String>,
    /// File name without ending.
    pub slug: Spanned<String>,
}

impl Place {
    /// The names of a state.
    pub fn of(state: &State) -> Self {
        let State { names, postal, slug, figures: _ } = state;
        Self { names: names.clone(), postal: postal.clone(), slug: slug.clone() }
    }
}

/// One figure, ready to be worded.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its key in the dictionary.
    pub key: String,
    /// Whose figure it is.
    pub scope: Scope,
    /// Its value, or why there is none. Small counts are protected: all that may be printed is here.
    pub value: Value,
    /// Whether the data has a number that is withheld so that a small count cannot be computed.
    pub withheld: bool,
    /// The year it is for.
    pub year: i32,
    /// Whether that is before the year of the set; then the page must say it.
    pub stale: bool,
    /// The day it stands for, if the figure or the set names one.
    pub as_of: Option<NaiveDate>,
    /// Where it was published.
    pub source: Option<String>,
    /// The keeper's remark.
    pub note: Option<String>,
    /// Where the value stands in the data, for the author's eyes: a protected number stands there; where the state's `[figures]` begins if left out.
    pub origin: Span,
}

/// A rule that one figure of one place need not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The state's name; none: the nation.
    pub place: Option<String>,
    /// The figure.
    pub figure: String,
    /// The rule.
    pub rule: Rule,
    /// Why, in the author's words.
    pub reason: String,
    /// Whether the rule would be broken without it.
    pub used: bool,
    /// Where it is waived.
    pub span: Span,
}

impl Facts {
    /// A figure of the dictionary.
    pub fn figure(&self, figure: FigureId) -> &Fact {
        &self.figures[figure.index()]
    }

    /// The figures with their ids.
    pub fn by_id(&self) -> impl Iterator<Item = (FigureId, &Fact)> {
        (0..).map(FigureId).zip(&self.figures)
    }

    /// The figure with this key.
    pub fn get(&self, key: &str) -> Option<(FigureId, &Fact)> {
        self.by_id().find(|(_, fact)| fact.key == key)
    }
}
