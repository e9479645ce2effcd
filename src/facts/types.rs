//! What is true of one place: each figure with its value, year and origin.

use crate::figure::{Difference, FigureId, Value};
use crate::set::{PlaceNames, Rule, Scope, State};
use crate::source::{Span, Spanned};
use chrono::NaiveDate;

/// The validated figures of one state, and the national ones.
#[derive(Debug, Clone)]
pub struct Facts {
    pub place: Place,
    pub year: Spanned<i32>,
    /// One per entry of the dictionary, in its order.
    pub figures: Vec<Fact>,
}

/// The names of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub names: PlaceNames,
    pub postal: Spanned<String>,
    /// File name without its extension.
    pub slug: Spanned<String>,
    /// The day on which its sheet was corrected, if one with a mistake is out.
    pub corrected: Option<Spanned<NaiveDate>>,
}

impl Place {
    /// The names of a state.
    pub fn of(state: &State) -> Self {
        let State { names, postal, slug, groups: _, corrected, figures: _ } = state;
        let corrected = corrected.as_ref().map(|own| own.date.clone());
        Self { names: names.clone(), postal: postal.clone(), slug: slug.clone(), corrected }
    }
}

/// One figure, ready to be worded.
#[derive(Debug, Clone)]
pub struct Fact {
    pub key: String,
    pub scope: Scope,
    /// What may be printed: small counts are already suppressed.
    pub value: Value,
    /// Whether the data has a number that is withheld so that no small count can be computed from it.
    pub withheld: bool,
    /// Last year's value as far as it may be printed, if the data has it.
    pub previous: Option<Spanned<Value>>,
    pub year: i32,
    /// Whether its year is before that of the set; then the page must say so.
    pub stale: bool,
    /// The day it is as of, if the figure or the set names one.
    pub as_of: Option<NaiveDate>,
    pub source: Option<String>,
    /// A remark for those who keep the data.
    pub note: Option<String>,
    /// The cell of a spreadsheet that the value was imported from.
    pub cell: Option<String>,
    /// Where the data has the value, even if it is withheld; where `[figures]` begins if it has none.
    pub origin: Span,
}

/// A rule that one figure of one place need not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// Name of the state, or `None` for the national figures.
    pub place: Option<String>,
    pub figure: String,
    pub rule: Rule,
    /// Why, in the author's words.
    pub reason: String,
    /// Whether the rule would be broken without it.
    pub used: bool,
    pub span: Span,
}

impl Fact {
    /// The change since last year, in percent or in points; `None` unless both values are exact and may
    /// be printed.
    pub fn change(&self) -> Option<Difference> {
        Difference::relative(&self.previous.as_ref()?.value, &self.value)
    }

    /// The same in numbers.
    pub fn change_in_numbers(&self) -> Option<Difference> {
        Difference::absolute(&self.previous.as_ref()?.value, &self.value)
    }
}

impl Facts {
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
