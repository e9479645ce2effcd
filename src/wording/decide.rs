//! Whether a condition holds for one place.
//!
//! In: a condition, the facts. Out: yes, no, or the fault that it cannot be decided. A missing or
//! withheld figure is neither below nor above anything, "more than 17" is any number from 18 up, and "1.2
//! million" one that is rounded to it. A comparison that cannot be decided never takes `{% else %}` as if
//! the number were known: it is refused. Without `{% else %}`, nothing is printed.

use super::template::{Compared, Comparison, Condition, Operand, Otherwise, Variable};
use super::values::{Values, is_zero};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::figure::{Bounds, FigureId, Kind, Quantity, Value, WHOLE};
use crate::set::FigureSpec;
use crate::source::Span;

/// Why a condition cannot be decided.
enum Undecided<'c> {
    /// A comparison with an unknown number.
    Compared(&'c Compared),
    /// Whether a figure has a number, if it is withheld.
    Withheld(FigureId),
}

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
            Condition::Exact(number) => match self.fact(*number).value {
                Value::Known(Quantity { amount, qualifier }) => {
                    qualifier.is_none() && amount.magnitude().is_none()
                }
                _ => false,
            },
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
        let Compared { left, right, how, .. } = compared;
        let kind = self.kind(*left).or(self.kind(*right)).unwrap_or(Kind::Number);
        if self.mixed(compared) {
            return None;
        }
        let (left, right) = (self.bounds(*left, kind)?, self.bounds(*right, kind)?);
        let less = |left: Bounds, right: Bounds| left.high < right.low;
        let equal = left.low == left.high && left == right;
        let apart = less(left, right) || less(right, left);
        match how {
            Comparison::Equal => (equal || apart).then_some(equal),
            Comparison::Unequal => (equal || apart).then_some(apart),
            Comparison::Less => (less(left, right) || right.high <= left.low).then_some(less(left, right)),
            Comparison::Greater => (less(right, left) || left.high <= right.low).then_some(less(right, left)),
            Comparison::LessOrEqual => {
                (less(right, left) || left.high <= right.low).then_some(left.high <= right.low)
            }
            Comparison::GreaterOrEqual => {
                (less(left, right) || right.high <= left.low).then_some(right.high <= left.low)
            }
        }
    }

    /// What a side measures. A number in the wording is of the kind it is compared with.
    fn kind(&self, number: Operand) -> Option<Kind> {
        match number {
            Operand::Figure(number) => {
                let told = self.set.figures.get(number.index()).and_then(FigureSpec::told_kind);
                told.map(|(kind, _)| kind).or(self.fact(number).value.kind())
            }
            Operand::Previous(number) => {
                self.fact(number).previous.as_ref().and_then(|last| last.value.kind())
            }
            Operand::Year => Some(Kind::Number),
            Operand::Literal(_) => None,
        }
    }

    /// Whether figures of two kinds are compared.
    fn mixed(&self, compared: &Compared) -> bool {
        let kinds = (self.kind(compared.left), self.kind(compared.right));
        matches!(kinds, (Some(left), Some(right)) if left != right)
    }

    /// What a side can be, in millionths, or in parts of a share; `None` if it is unknown. A share, a rate and a
    /// price are what they are printed as.
    fn bounds(&self, number: Operand, kind: Kind) -> Option<Bounds> {
        let millionths = i128::from(Kind::Decimal.parts());
        let finer = |Bounds { low, high }: Bounds| match kind {
            Kind::Number => {
                Bounds { low: low.saturating_mul(millionths), high: high.saturating_mul(millionths) }
            }
            Kind::Share | Kind::Decimal | Kind::Money => Bounds { low, high },
        };
        let of_value = |value: Value| match value {
            Value::Known(Quantity { amount, qualifier: None }) if amount.magnitude().is_none() => {
                Some(finer(Bounds::exactly(amount.exact())))
            }
            value => value.bounds().map(finer),
        };
        match number {
            Operand::Literal(literal) => Some(Bounds::exactly(match kind {
                Kind::Share => literal.saturating_mul(WHOLE / 100 / millionths),
                Kind::Number | Kind::Decimal | Kind::Money => literal,
            })),
            Operand::Year => Some(finer(Bounds::exactly(self.facts.year.value.into()))),
            Operand::Figure(number) => of_value(self.fact(number).value),
            Operand::Previous(number) => of_value(self.fact(number).previous.as_ref()?.value),
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
