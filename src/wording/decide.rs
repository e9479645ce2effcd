//! Whether a condition holds for one place.
//!
//! In: a condition, the facts. Out: yes, no, or the fault that it cannot be decided. A missing or
//! withheld figure is neither below nor above anything, and "more than 17" is any number from 18 up. A
//! comparison that cannot be decided never takes `{% else %}` as if the number were known: it is refused.
//! Without `{% else %}`, nothing is printed.

use super::template::{Compared, Comparison, Condition, Operand, Otherwise, Variable};
use super::values::{Values, is_zero};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::figure::{Amount, FigureId, Kind, Qualifier, Quantity, Value};
use crate::source::Span;

/// Why a condition cannot be decided.
enum Undecided<'c> {
    /// A comparison with an unknown number.
    Compared(&'c Compared),
    /// Whether a figure has a number, if it is withheld.
    Withheld(FigureId),
}

/// Numbers are compared in ten-thousandths, so that shares (in percent) and decimals are exact.
const SCALE: i128 = 10_000;
/// Above any number.
const ENDLESS: i128 = i128::MAX;

impl Values<'_> {
    /// Whether the condition at `at` holds here.
    pub(super) fn decide(
        &self,
        condition: &Condition,
        otherwise: Otherwise,
        at: Span,
        sink: &mut Sink,
    ) -> Result<bool, Reported> {
        match self.answer(condition) {
            Ok(answer) => Ok(answer),
            Err(Undecided::Compared(compared)) if otherwise > Otherwise::Nothing || self.mixed(compared) => {
                Err(sink.report(self.undecided(compared)))
            }
            Err(Undecided::Withheld(number)) if otherwise == Otherwise::Says => {
                Err(sink.report(self.withheld(number, at)))
            }
            Err(_) => Ok(false),
        }
    }

    /// Yes, no or undecided. "And" is no if either side is, "or" is yes if either side is.
    fn answer<'c>(&self, condition: &'c Condition) -> Result<bool, Undecided<'c>> {
        Ok(match condition {
            Condition::Always(constant) => *constant,
            // There is a number, though it is withheld: "none" would be false.
            Condition::Holds(Variable::Figure(number)) if self.fact(*number).withheld => {
                return Err(Undecided::Withheld(*number));
            }
            Condition::Holds(Variable::Figure(number)) => match self.fact(*number).value {
                Value::Known(quantity) => !is_zero(quantity),
                Value::FewerThan(_) => true,
                Value::Missing(_) => false,
            },
            Condition::Holds(Variable::Datum(datum)) => match self.since_last_year(*datum) {
                Some(said) => said.is_some(),
                None => !self.datum(*datum).0.is_empty(),
            },
            Condition::Reported(number) => {
                matches!(self.fact(*number).value, Value::Known(_) | Value::FewerThan(_))
            }
            Condition::Is(number, missing) => self.fact(*number).value == Value::Missing(*missing),
            Condition::Zero(number) => {
                matches!(self.fact(*number).value, Value::Known(quantity) if is_zero(quantity))
            }
            Condition::Exact(number) => {
                matches!(self.fact(*number).value, Value::Known(Quantity { qualifier: None, .. }))
            }
            Condition::Compare(compared) => self.compare(compared).ok_or(Undecided::Compared(compared))?,
            Condition::OneOf(datum, words) => {
                let (text, _) = self.datum(*datum);
                words.iter().any(|word| *word == text)
            }
            Condition::Not(inner) => !self.answer(inner)?,
            Condition::Both(left, right) => match (self.answer(left), self.answer(right)) {
                (Ok(false), _) | (_, Ok(false)) => false,
                (left, right) => left? && right?,
            },
            Condition::Either(left, right) => match (self.answer(left), self.answer(right)) {
                (Ok(true), _) | (_, Ok(true)) => true,
                (left, right) => left? || right?,
            },
        })
    }

    fn compare(&self, compared: &Compared) -> Option<bool> {
        if self.mixed(compared) {
            return None;
        }
        let (left, right) = (self.bounds(compared.left)?, self.bounds(compared.right)?);
        let less = |(_, high): (i128, i128), (low, _): (i128, i128)| high < low;
        let equal = left.0 == left.1 && left == right;
        let apart = less(left, right) || less(right, left);
        match compared.how {
            Comparison::Equal => (equal || apart).then_some(equal),
            Comparison::Unequal => (equal || apart).then_some(apart),
            Comparison::Less => (less(left, right) || right.1 <= left.0).then_some(less(left, right)),
            Comparison::Greater => (less(right, left) || left.1 <= right.0).then_some(less(right, left)),
            Comparison::LessOrEqual => (less(right, left) || left.1 <= right.0).then_some(left.1 <= right.0),
            Comparison::GreaterOrEqual => {
                (less(left, right) || right.1 <= left.0).then_some(right.1 <= left.0)
            }
        }
    }

    /// Whether a share is compared with a count. A number in the wording is of the kind it is compared
    /// with.
    fn mixed(&self, compared: &Compared) -> bool {
        let kind = |number| match number {
            Operand::Figure(number) => self.fact(number).value.kind(),
            Operand::Previous(number) => {
                self.fact(number).previous.as_ref().and_then(|last| last.value.kind())
            }
            Operand::Year => Some(Kind::Number),
            Operand::Literal(_) => None,
        };
        matches!((kind(compared.left), kind(compared.right)), (Some(left), Some(right)) if left != right)
    }

    /// The least and the most that the words of a number allow; `None` if it is unknown.
    fn bounds(&self, number: Operand) -> Option<(i128, i128)> {
        let exact = |whole: i128| (whole * SCALE, whole * SCALE);
        match number {
            Operand::Literal(literal) => Some(exact(i128::from(literal))),
            Operand::Year => Some(exact(i128::from(self.facts.year.value))),
            Operand::Figure(number) => bounds_of(self.fact(number).value),
            Operand::Previous(number) => bounds_of(self.fact(number).previous.as_ref()?.value),
        }
    }

    fn withheld(&self, number: FigureId, at: Span) -> Diagnostic {
        let (fact, place) = (self.fact(number), &self.facts.place.names.first.in_prose.value);
        let key = &fact.key;
        let message = format!("`{key}` is withheld, so that a small count cannot be computed, for {place}");
        let help = format!(
            "`{{% else %}}` would say that there is none: write `{{% elif {key} is zero %}}` instead"
        );
        Diagnostic::error(Code::FigureWithoutValue, at, message).help(help).related(fact.origin, "the number")
    }

    fn undecided(&self, compared: &Compared) -> Diagnostic {
        let Compared { left, right, at, written, how: _ } = compared;
        let place = &self.facts.place.names.first.in_prose.value;
        let figures = [left, right].into_iter().filter_map(|number| match number {
            Operand::Figure(number) | Operand::Previous(number) => Some(self.fact(*number)),
            Operand::Year | Operand::Literal(_) => None,
        });
        let message = format!("`{written}` cannot be decided for {place}");
        let mut fault = Diagnostic::error(Code::FigureWithoutValue, *at, message);
        let mut guard = String::new();
        for fact in figures {
            let exact = format!("{} is exact and ", fact.key);
            if guard != exact {
                fault = fault.related(fact.origin, format!("{} is {}", fact.key, fact.value));
                guard += &exact;
            }
        }
        fault.help(match self.mixed(compared) {
            true => "compare a share with a share, and a count with a count".to_owned(),
            false => {
                format!("write `{{% if {guard}{written} %}}`, and give other words for when the number is not known")
            }
        })
    }
}

/// The least and the most that the words of a value allow.
fn bounds_of(value: Value) -> Option<(i128, i128)> {
    let quantity = match value {
        Value::Known(quantity) => quantity,
        Value::FewerThan(limit) => return Some((0, (i128::from(limit) - 1) * SCALE)),
        Value::Missing(_) => return None,
    };
    let value = scaled(quantity.amount);
    let step = if quantity.amount.kind() == Kind::Share { 1 } else { SCALE };
    Some(match quantity.qualifier {
        None => (value, value),
        Some(Qualifier::MoreThan) => (value + step, ENDLESS),
        Some(Qualifier::AtLeast) => (value, ENDLESS),
        Some(Qualifier::FewerThan) => (0, value - step),
        Some(Qualifier::UpTo) => (0, value),
        // Nobody calls half of something "nearly" it, or twice of it "about".
        Some(Qualifier::Nearly) => (value / 2, value),
        Some(Qualifier::About) => (value / 2, value * 2),
    })
}

/// An amount in ten-thousandths; a share in ten-thousandths of a percent.
pub(super) fn scaled(amount: Amount) -> i128 {
    match amount {
        Amount::Count(count) => i128::from(count) * SCALE,
        Amount::Share { basis_points, .. } => i128::from(basis_points) * (SCALE / 100),
        Amount::Rounded { digits, decimals, magnitude } => {
            // Exact: no figure has more decimals than its magnitude has zeros.
            i128::from(digits) * i128::from(magnitude.factor()) * SCALE / 10_i128.pow(u32::from(decimals))
        }
    }
}
