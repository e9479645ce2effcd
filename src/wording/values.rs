//! What placeholders print for one place.
//!
//! In: the set, the facts of one place and the language. Out: the characters of a placeholder and their
//! origin; or the fault of printing a figure without a value. `decide` adds the conditions.

use super::scale::scaled;
use super::template::{FigureRef, Otherwise, Printable, Variable};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::InlineKind;
use crate::facts::{Fact, Facts, measured};
use crate::figure::{Amount, FigureId, Missing, Qualifier, Quantity, Value};
use crate::lang::Language;
use crate::set::{DatumId, Scope, SetFile};
use crate::source::{Span, Spanned};
use chrono::NaiveDate;
use std::borrow::Cow;

/// The characters of a placeholder, and their origin.
pub(super) type Printed<'a> = (Cow<'a, str>, InlineKind);

/// Never printed: [`Variables`](super::template::Variables) has only names with a value.
const NOTHING: Printed<'static> = (Cow::Borrowed(""), InlineKind::Wording);

/// The values of one place, in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) set: &'a SetFile,
    pub(super) facts: &'a Facts,
    pub(super) language: &'a Language,
    /// A figure stands right above the text, as in a tile.
    pub(super) below_figure: bool,
}

impl<'a> Values<'a> {
    /// What a placeholder prints.
    pub(super) fn print(&self, printable: &'a Printable, sink: &mut Sink) -> Result<Printed<'a>, Reported> {
        match printable {
            Printable::Value(Variable::Figure(figure), at) => self.figure(*figure, *at, sink),
            Printable::Value(Variable::Datum(datum), at) => match self.since_last_year(*datum) {
                Some(said) => said.ok_or_else(|| sink.report(self.no_previous(*datum, *at))),
                None => Ok(self.datum(*datum)),
            },
            Printable::Words { figure } => self.spelt(figure.0, figure.1, sink),
            Printable::Text(text) => Ok((Cow::Borrowed(text), InlineKind::Wording)),
            Printable::Noun { figure, one, other } => {
                let noun = if self.is_one(*figure, sink)? { one } else { other };
                Ok((
                    Cow::Borrowed(noun.value.as_str()),
                    InlineKind::Datum(DatumId::Noun(figure.0), noun.span),
                ))
            }
            Printable::Plural { figure, one, other } => {
                let word = if self.is_one(*figure, sink)? { one } else { other };
                Ok((Cow::Borrowed(word.as_str()), InlineKind::Wording))
            }
            Printable::Ordinal { figure, feminine } => self.ordinal(*figure, *feminine, sink),
            Printable::Before { word, inner } => {
                let (text, _) = self.print(inner, sink)?;
                let form = self.language.form(&word.to_lowercase(), &text).unwrap_or(word);
                let capital = word.starts_with(char::is_uppercase);
                let form = if capital { Cow::Owned(capitalized(form)) } else { Cow::Borrowed(form) };
                Ok((form, InlineKind::Wording))
            }
            Printable::Capitalized(inner) => {
                let (text, kind) = self.print(inner, sink)?;
                Ok((Cow::Owned(capitalized(&text)), kind))
            }
            Printable::Choice { condition, at, then, otherwise } => {
                let other = if otherwise.is_some() { Otherwise::Says } else { Otherwise::Nothing };
                match (self.decide(condition, other, *at, sink)?, otherwise) {
                    (true, _) => self.print(then, sink),
                    (false, Some(otherwise)) => self.print(otherwise, sink),
                    (false, None) => Ok((Cow::Borrowed(""), InlineKind::Wording)),
                }
            }
        }
    }

    /// A figure as text; the wording names it at `at`.
    pub(super) fn figure(
        &self,
        figure: FigureId,
        at: Span,
        sink: &mut Sink,
    ) -> Result<Printed<'a>, Reported> {
        let quantity = self.quantity(figure, at, sink)?;
        let kind = InlineKind::Figure(figure, self.fact(figure).origin);
        Ok((Cow::Owned(self.language.quantity(&quantity)), kind))
    }

    /// A count as an ordinal.
    fn ordinal(
        &self,
        (figure, at): FigureRef,
        feminine: bool,
        sink: &mut Sink,
    ) -> Result<Printed<'a>, Reported> {
        match self.quantity(figure, at, sink)? {
            Quantity { amount: Amount::Count(count), qualifier: None } => {
                let kind = InlineKind::Figure(figure, self.fact(figure).origin);
                Ok((Cow::Owned(self.language.ordinal(count, feminine)), kind))
            }
            inexact => {
                let key = &self.fact(figure).key;
                let said = self.language.quantity(&inexact);
                let message = format!("`{key}` is “{said}”, which has no ordinal");
                let help = "write the figure without `ordinal`, or give it an exact count in the data";
                let fault = Diagnostic::error(Code::FigureWithoutValue, at, message).help(help);
                Err(sink.report(fault.related(self.fact(figure).origin, "the figure")))
            }
        }
    }

    /// The word that stands between a figure and what it counts, if there is one.
    pub(super) fn before_noun(&self, figure: FigureId, noun: &str) -> Option<&'static str> {
        match self.fact(figure).value {
            Value::Known(quantity) => self.language.before_noun(&quantity, noun),
            Value::FewerThan(_) | Value::Missing(_) => None,
        }
    }

    /// A figure as a word if it is small enough, else in digits.
    fn spelt(&self, figure: FigureId, at: Span, sink: &mut Sink) -> Result<Printed<'a>, Reported> {
        let (digits, kind) = self.figure(figure, at, sink)?;
        let word = self.fact(figure).value.count().and_then(|count| self.language.small(count));
        Ok((word.map_or(digits, Cow::Borrowed), kind))
    }

    /// A figure in the cell of a table: its number, or the words for why there is none.
    pub(super) fn said(&self, figure: FigureId) -> Printed<'a> {
        let fact = self.fact(figure);
        let quantity = match fact.value {
            Value::Known(quantity) => quantity,
            Value::FewerThan(limit) => fewer_than(limit),
            Value::Missing(missing) => {
                let kind = InlineKind::Datum(DatumId::Gap(figure), fact.origin);
                return (Cow::Borrowed(self.language.missing(missing)), kind);
            }
        };
        (Cow::Owned(self.language.quantity(&quantity)), InlineKind::Figure(figure, fact.origin))
    }

    pub(super) fn fact(&self, figure: FigureId) -> &'a Fact {
        self.facts.figure(figure)
    }

    /// A value that is not a figure.
    pub(super) fn datum(&self, datum: DatumId) -> Printed<'a> {
        let publisher = &self.set.publisher;
        let names = self.facts.place.names.get(self.language.tag());
        let owned = |text: String, span| (Cow::Owned(text), InlineKind::Datum(datum, span));
        let date = |date: &Option<Spanned<NaiveDate>>| {
            date.as_ref().map(|date| owned(self.language.date(date.value), date.span))
        };
        let text = match datum {
            DatumId::StatePossessive => match &names.possessive {
                Some(written) => Some(written),
                None => return owned(self.language.possessive(&names.in_prose.value), names.in_prose.span),
            },
            DatumId::StateAdjective => Some(names.adjective.as_ref().unwrap_or(&names.name)),
            DatumId::StateName => Some(&names.name),
            DatumId::StateInProse => Some(&names.in_prose),
            DatumId::StatePostal => Some(&self.facts.place.postal),
            DatumId::PublisherName => Some(&publisher.name),
            DatumId::PublisherShort => publisher.short.as_ref(),
            DatumId::PublisherWebsite => publisher.website.as_ref(),
            DatumId::Contact(number) => self.set.contact.get(number as usize).map(|(_, text)| text),
            DatumId::Year => return owned(self.facts.year.value.to_string(), self.facts.year.span),
            DatumId::FigureYear(figure) => {
                let fact = self.fact(figure);
                return owned(fact.year.to_string(), fact.origin);
            }
            DatumId::Released => return date(&self.set.released).unwrap_or(NOTHING),
            DatumId::Corrected => return date(&self.facts.place.corrected).unwrap_or(NOTHING),
            DatumId::AsOf => return date(&self.set.as_of).unwrap_or(NOTHING),
            // Templates cannot name the first two, which come with their figure; the others are said by
            // `since_last_year`.
            DatumId::Noun(_)
            | DatumId::Gap(_)
            | DatumId::Previous(_)
            | DatumId::Change(_)
            | DatumId::ChangeInNumbers(_) => None,
        };
        text.map_or(NOTHING, |text| (Cow::Borrowed(text.value.as_str()), InlineKind::Datum(datum, text.span)))
    }

    /// Last year's value or the change since then, if that is what is asked for; `Some(None)` if there is
    /// none.
    pub(super) fn since_last_year(&self, datum: DatumId) -> Option<Option<Printed<'a>>> {
        let (DatumId::Previous(figure) | DatumId::Change(figure) | DatumId::ChangeInNumbers(figure)) = datum
        else {
            return None;
        };
        let fact = self.fact(figure);
        let text = match datum {
            DatumId::Previous(_) => fact.previous.as_ref().and_then(|last| match last.value {
                Value::Known(quantity) => Some(self.language.quantity(&quantity)),
                Value::FewerThan(limit) => Some(self.language.quantity(&fewer_than(limit))),
                Value::Missing(_) => None,
            }),
            DatumId::Change(_) => fact.change().map(|change| self.language.difference(&change)),
            _ => fact.change_in_numbers().map(|change| self.language.difference(&change)),
        };
        let origin = fact.previous.as_ref().map_or(fact.origin, |last| last.span);
        Some(text.map(|text| (Cow::Owned(text), InlineKind::Datum(datum, origin))))
    }

    fn no_previous(&self, datum: DatumId, at: Span) -> Diagnostic {
        let (DatumId::Previous(figure) | DatumId::Change(figure) | DatumId::ChangeInNumbers(figure)) = datum
        else {
            unreachable!("only these can lack a value of last year")
        };
        let fact = self.fact(figure);
        let (key, name) = (&fact.key, datum.name(self.set));
        let whose = match fact.scope {
            Scope::State => self.facts.place.names.first.in_prose.value.as_str(),
            Scope::National => "the nation",
        };
        let why = match (&fact.previous, fact.value) {
            (None, _) => "its last year’s value is not given".to_owned(),
            (Some(last), Value::Known(_)) => format!("last year it was {}", last.value),
            (Some(_), value) => format!("it is {value}"),
        };
        let guard = name.split(" | ").next().unwrap_or(&name);
        let message = format!("`{name}` says nothing for {whose}: {why}");
        let help = format!(
            "give it in the data, `{key} = {{ value = …, previous = … }}`; to leave the sentence out where it is \
             missing, write `{{% if {guard} is reported %}} … {{% endif %}}` around it"
        );
        let fault = Diagnostic::error(Code::FigureWithoutValue, at, message).help(help);
        fault.related(fact.previous.as_ref().map_or(fact.origin, |last| last.span), "the figure")
    }

    /// A figure in ten-thousandths, for its bar.
    pub(super) fn amount(&self, figure: FigureId) -> Option<i128> {
        measured(self.fact(figure).value).map(|quantity| scaled(quantity.amount))
    }

    fn quantity(&self, figure: FigureId, at: Span, sink: &mut Sink) -> Result<Quantity, Reported> {
        let fact = self.fact(figure);
        let missing = match fact.value {
            Value::Known(quantity) => return Ok(quantity),
            Value::FewerThan(limit) => return Ok(fewer_than(limit)),
            Value::Missing(missing) => missing,
        };
        let why = match missing {
            Missing::NotReported => "not reported",
            Missing::NotApplicable => "not applicable",
            Missing::Suppressed if fact.withheld => "withheld, so that a small count cannot be computed",
            Missing::Suppressed => "suppressed",
        };
        let whose = match fact.scope {
            Scope::State => self.facts.place.names.first.in_prose.value.as_str(),
            Scope::National => "the nation",
        };
        let key = &fact.key;
        let message = format!("`{key}` has no number for {whose}: it is {why}");
        let help = format!(
            "to leave the sentence out, write `{{% if {key} is reported %}} … {{% endif %}}` around it"
        );
        let fault = Diagnostic::error(Code::FigureWithoutValue, at, message).help(help);
        Err(sink.report(fault.related(fact.origin, why)))
    }

    fn is_one(&self, (figure, at): FigureRef, sink: &mut Sink) -> Result<bool, Reported> {
        Ok(self.language.is_one(&self.quantity(figure, at, sink)?))
    }
}

/// Whether a quantity is zero; "more than 0" is not.
pub(super) fn is_zero(Quantity { amount, qualifier }: Quantity) -> bool {
    amount.number() == 0 && matches!(qualifier, None | Some(Qualifier::UpTo))
}

fn fewer_than(limit: u64) -> Quantity {
    Quantity { amount: Amount::Count(limit), qualifier: Some(Qualifier::FewerThan) }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
