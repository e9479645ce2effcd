//! What a text was the last time, for the places whose values are the same.
//!
//! In: the parts of a template, once; the values of a place and the text as it was said for them. Out: that text
//! again, if nothing it is made of has changed: words about the nation for every place, and most words for the
//! invented places that differ in one figure.

use super::template::{Compared, Condition, Operand, Printable, TemplatePart, TemplateParts, Variable};
use super::values::Values;
use crate::document::RichText;
use crate::facts::{Fact, Place};
use crate::figure::{FigureId, Value};
use crate::outline::Part;
use crate::set::DatumId;
use crate::source::{Span, Spanned};
use std::sync::Mutex;

/// Remembers what one text was.
#[derive(Debug)]
pub(super) struct Memory {
    figures: Vec<FigureId>,
    /// Whether it names the place.
    place: bool,
    last: Mutex<Option<Last>>,
}

/// The values that a text was said with, and it itself from the second time on: most have other values at every
/// place.
#[derive(Debug)]
struct Last {
    part: Part,
    year: Spanned<i32>,
    place: Option<Place>,
    figures: Vec<Seen>,
    text: Option<Option<RichText>>,
}

/// What a text sees of a figure.
#[derive(Debug, PartialEq)]
struct Seen {
    value: Value,
    previous: Option<Spanned<Value>>,
    year: i32,
    withheld: bool,
    origin: Span,
}

impl Seen {
    fn of(fact: &Fact) -> Self {
        let Fact { value, year, withheld, origin, .. } = *fact;
        Self { value, previous: fact.previous.clone(), year, withheld, origin }
    }
}

impl Memory {
    /// A memory of the text with these parts.
    pub(super) fn of(parts: &TemplateParts) -> Self {
        let mut memory = Self { figures: Vec::new(), place: false, last: Mutex::default() };
        parts.prints.iter().for_each(|print| memory.print(print));
        memory.parts(&parts.parts);
        memory.figures.sort_unstable();
        memory.figures.dedup();
        memory
    }

    /// The text as it was, if these values make the same.
    pub(super) fn recall(&self, part: Part, values: &Values<'_>) -> Option<Option<RichText>> {
        let last = self.last.lock().ok()?;
        last.as_ref().filter(|last| self.same(last, part, values))?.text.clone()
    }

    /// Remembers a text.
    pub(super) fn keep(&self, part: Part, values: &Values<'_>, text: &Option<RichText>) {
        let Ok(mut last) = self.last.lock() else { return };
        match &mut *last {
            Some(last) if self.same(last, part, values) => last.text = Some(text.clone()),
            last => {
                let seen = self.figures.iter().map(|figure| Seen::of(values.fact(*figure)));
                *last = Some(Last {
                    part,
                    year: values.facts.year.clone(),
                    place: self.place.then(|| values.facts.place.clone()),
                    figures: seen.collect(),
                    text: None,
                });
            }
        }
    }

    fn same(&self, last: &Last, part: Part, values: &Values<'_>) -> bool {
        let is_seen = |(figure, seen): (&FigureId, &Seen)| Seen::of(values.fact(*figure)) == *seen;
        last.part == part
            && last.year == values.facts.year
            && last.place.as_ref().is_none_or(|place| *place == values.facts.place)
            && self.figures.iter().zip(&last.figures).all(is_seen)
    }

    fn parts(&mut self, parts: &[TemplatePart]) {
        for part in parts {
            match part {
                TemplatePart::Raw { .. } | TemplatePart::Print { .. } => {}
                TemplatePart::If { condition, then, otherwise } => {
                    self.condition(condition);
                    self.parts(then);
                    self.parts(otherwise);
                }
            }
        }
    }

    fn print(&mut self, printable: &Printable) {
        match printable {
            Printable::Text(_) => {}
            Printable::Value(variable, _) => self.variable(*variable),
            Printable::Noun { figure, .. }
            | Printable::Plural { figure, .. }
            | Printable::Words { figure }
            | Printable::Ordinal { figure, .. } => self.figures.push(figure.0),
            Printable::Before { inner, .. } | Printable::Capitalized(inner) => self.print(inner),
            Printable::Choice { condition, then, otherwise, .. } => {
                self.condition(condition);
                self.print(then);
                otherwise.iter().for_each(|otherwise| self.print(otherwise));
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Always(_) => {}
            Condition::Holds(variable) => self.variable(*variable),
            Condition::Reported(figure)
            | Condition::Is(figure, _)
            | Condition::Zero(figure)
            | Condition::Exact(figure) => self.figures.push(*figure),
            Condition::Compare(Compared { left, right, .. }) => {
                for side in [left, right] {
                    match side {
                        Operand::Figure(figure) | Operand::Previous(figure) => self.figures.push(*figure),
                        Operand::Year | Operand::Literal(_) => {}
                    }
                }
            }
            Condition::OneOf(datum, _) => self.datum(*datum),
            Condition::Not(inner) => self.condition(inner),
            Condition::Both(left, right) | Condition::Either(left, right) => {
                self.condition(left);
                self.condition(right);
            }
        }
    }

    fn variable(&mut self, variable: Variable) {
        match variable {
            Variable::Figure(figure) => self.figures.push(figure),
            Variable::Datum(datum) => self.datum(datum),
        }
    }

    fn datum(&mut self, datum: DatumId) {
        match datum {
            DatumId::FigureYear(figure)
            | DatumId::Noun(figure)
            | DatumId::Gap(figure)
            | DatumId::Previous(figure)
            | DatumId::Change(figure)
            | DatumId::ChangeInNumbers(figure) => self.figures.push(figure),
            datum => self.place |= !datum.is_of_set(),
        }
    }
}
