//! What placeholders and conditions come to for one place.
//!
//! In: the set, the facts of one place and the language. Out: the characters of a placeholder and
//! where they come from; whether a condition holds; the fault of printing a figure without a value.

use super::decide::scaled;
use super::document::InlineKind;
use super::template::{Name, Otherwise, Printable};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::facts::{Fact, Facts};
use crate::figure::{Amount, Missing, Qualifier, Quantity, Value};
use crate::input::{Scope, Set};
use crate::lang::Language;
use crate::source::{Span, Spanned};
use chrono::NaiveDate;
use std::borrow::Cow;

/// The characters of a placeholder and where they come from.
pub(super) type Printed<'a> = (Cow<'a, str>, InlineKind);

/// One place's values, in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    /// The set, for its publisher and contacts.
    pub(super) set: &'a Set,
    /// The place.
    pub(super) facts: &'a Facts,
    /// How numbers are written.
    pub(super) language: &'a Language,
}

impl<'a> Values<'a> {
    /// What a placeholder prints.
    pub(super) fn print(&self, printable: &'a Printable, sink: &mut Sink) -> Result<Printed<'a>, Reported> {
        match printable {
            Printable::Name(Name::Figure(number), at) => self.figure(*number, *at, sink),
            Printable::Name(name, _) => Ok(self.datum(*name)),
            Printable::Words { figure } => self.spelt(figure.0, figure.1, sink),
            Printable::Text(text) => Ok((Cow::Borrowed(text), InlineKind::Wording)),
            Printable::Noun { figure, one, other } => {
                let noun = if self.is_one(*figure, sink)? { one } else { other };
                Ok((Cow::Borrowed(noun.value.as_str()), InlineKind::Datum(noun.span)))
            }
            Printable::Plural { figure, one, other } => {
                let word = if self.is_one(*figure, sink)? { one } else { other };
                Ok((Cow::Borrowed(word.as_str()), InlineKind::Wording))
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

    /// A figure as text, named by the wording at `at`.
    pub(super) fn figure(&self, number: usize, at: Span, sink: &mut Sink) -> Result<Printed<'a>, Reported> {
        let quantity = self.quantity(number, at, sink)?;
        let kind = InlineKind::Figure(number, self.facts.figures[number].origin);
        Ok((Cow::Owned(self.language.quantity(&quantity)), kind))
    }

    /// A figure as a word if the language spells so small a number, else in digits.
    fn spelt(&self, number: usize, at: Span, sink: &mut Sink) -> Result<Printed<'a>, Reported> {
        let (digits, kind) = self.figure(number, at, sink)?;
        let word = self.fact(number).value.count().and_then(|count| self.language.small(count));
        Ok((word.map_or(digits, Cow::Borrowed), kind))
    }

    /// The words for a figure's kind of missing, as they stand in the cell of a table.
    pub(super) fn gap(&self, number: usize) -> Option<Printed<'a>> {
        match self.fact(number).value {
            Value::Known(_) | Value::FewerThan(_) => None,
            Value::Missing(missing) => {
                let kind = InlineKind::Datum(self.fact(number).origin);
                Some((Cow::Borrowed(self.language.missing(missing)), kind))
            }
        }
    }

    /// The fact of a figure of the dictionary.
    pub(super) fn fact(&self, number: usize) -> &'a Fact {
        &self.facts.figures[number]
    }

    /// A value that is no figure.
    pub(super) fn datum(&self, name: Name) -> Printed<'a> {
        let publisher = &self.set.publisher;
        let names = self.facts.place.names.get(self.language.tag());
        let text = match name {
            Name::StatePossessive => match &names.possessive {
                Some(written) => Some(written),
                None => {
                    let text = self.language.possessive(&names.in_prose.value);
                    return (Cow::Owned(text), InlineKind::Datum(names.in_prose.span));
                }
            },
            Name::StateAdjective => Some(names.adjective.as_ref().unwrap_or(&names.name)),
            Name::FigureYear(number) => {
                let fact = self.fact(number);
                return (Cow::Owned(fact.year.to_string()), InlineKind::Datum(fact.origin));
            }
            Name::StateTitle => Some(&names.name),
            Name::StateInProse => Some(&names.in_prose),
            Name::StatePostal => Some(&self.facts.place.postal),
            Name::Publisher => Some(&publisher.name),
            Name::PublisherShort => publisher.short.as_ref(),
            Name::PublisherWebsite => publisher.website.as_ref(),
            Name::Contact(number) => self.set.contact.get(number).map(|(_, text)| text),
            Name::Year => {
                let year = &self.facts.year;
                return (Cow::Owned(year.value.to_string()), InlineKind::Datum(year.span));
            }
            Name::Released => return self.date(self.set.released.as_ref()),
            Name::AsOf => return self.date(self.set.as_of.as_ref()),
            Name::Figure(_) => None,
        };
        match text {
            Some(text) => (Cow::Borrowed(text.value.as_str()), InlineKind::Datum(text.span)),
            // Names without a value are not in `Names`, so no template refers to one.
            None => (Cow::Borrowed(""), InlineKind::Wording),
        }
    }

    fn date(&self, date: Option<&Spanned<NaiveDate>>) -> Printed<'a> {
        match date {
            Some(date) => (Cow::Owned(self.language.date(date.value)), InlineKind::Datum(date.span)),
            // As above.
            None => (Cow::Borrowed(""), InlineKind::Wording),
        }
    }

    /// How much a figure is, in ten-thousandths.
    pub(super) fn amount(&self, number: usize) -> Option<i128> {
        match self.fact(number).value {
            // A small count has no bar: its length would tell it.
            Value::FewerThan(_) | Value::Missing(_) => None,
            Value::Known(Quantity { qualifier: Some(Qualifier::FewerThan), .. }) => None,
            Value::Known(quantity) => Some(scaled(quantity.amount)),
        }
    }

    fn quantity(&self, number: usize, at: Span, sink: &mut Sink) -> Result<Quantity, Reported> {
        let fact = self.fact(number);
        let missing = match fact.value {
            Value::Known(quantity) => return Ok(quantity),
            Value::FewerThan(limit) => {
                let qualifier = Some(Qualifier::FewerThan);
                return Ok(Quantity { amount: Amount::Count(limit), qualifier });
            }
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
            "leave the sentence out where there is none: write `{{% if {key} is reported %}} … {{% endif %}}` around it"
        );
        let fault = Diagnostic::error(Code::FigureWithoutValue, at, message).help(help);
        Err(sink.report(fault.related(fact.origin, why)))
    }

    fn is_one(&self, (number, at): (usize, Span), sink: &mut Sink) -> Result<bool, Reported> {
        Ok(self.language.is_one(&self.quantity(number, at, sink)?))
    }
}

/// Whether a quantity is nothing at all; "more than 0" is something.
pub(super) fn is_zero(Quantity { amount, qualifier }: Quantity) -> bool {
    amount.number() == 0 && matches!(qualifier, None | Some(Qualifier::UpTo))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
