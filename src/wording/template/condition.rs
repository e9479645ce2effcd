//! Expressions that decide: comparisons, tests, `and`, `or`, `not`.
//!
//! In: the expression of `{% if %}`. Out: a [`Condition`], or the fault reported. What cannot be
//! compared is refused here, where Jinja would quietly call it unequal.

use super::read::{TemplateReader, extent};
use super::{Compared, Comparison, Condition, Operand, Variable};
use crate::characters::clean;
use crate::diagnostic::nearest;
use crate::figure::Missing;
use crate::set::DatumId;
use crate::source::Span;
use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr, UnaryOpKind};

const TESTS: [&str; 6] = ["exact", "reported", "zero", "not_reported", "not_applicable", "suppressed"];

/// One side of a comparison.
enum Side {
    Operand(Operand),
    Datum(DatumId),
    Words(Vec<String>),
}

impl TemplateReader<'_> {
    /// What `expression` asks.
    pub(super) fn condition(&mut self, expression: &Expr<'_>) -> Option<Condition> {
        let at = self.place(expression);
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => self.name(expression).map(Condition::Holds),
            Expr::Const(constant) => match bool::try_from(constant.value.clone()) {
                Ok(constant) => Some(Condition::Always(constant)),
                Err(_) => self.no_condition(at),
            },
            Expr::UnaryOp(unary) => match unary.op {
                UnaryOpKind::Not => Some(Condition::Not(Box::new(self.condition(&unary.expr)?))),
                UnaryOpKind::Neg => self.no_condition(at),
            },
            Expr::BinOp(pair) => match pair.op {
                BinOpKind::ScAnd | BinOpKind::ScOr => {
                    let left = self.condition(&pair.left);
                    let right = self.condition(&pair.right);
                    let (left, right) = (Box::new(left?), Box::new(right?));
                    Some(match pair.op {
                        BinOpKind::ScAnd => Condition::Both(left, right),
                        _ => Condition::Either(left, right),
                    })
                }
                BinOpKind::Eq => self.compare(&pair.left, Comparison::Equal, &pair.right),
                BinOpKind::Ne => self.compare(&pair.left, Comparison::Unequal, &pair.right),
                BinOpKind::Lt => self.compare(&pair.left, Comparison::Less, &pair.right),
                BinOpKind::Lte => self.compare(&pair.left, Comparison::LessOrEqual, &pair.right),
                BinOpKind::Gt => self.compare(&pair.left, Comparison::Greater, &pair.right),
                BinOpKind::Gte => self.compare(&pair.left, Comparison::GreaterOrEqual, &pair.right),
                BinOpKind::In => self.one_of(&pair.left, &pair.right),
                BinOpKind::Add
                | BinOpKind::Sub
                | BinOpKind::Mul
                | BinOpKind::Div
                | BinOpKind::FloorDiv
                | BinOpKind::Rem
                | BinOpKind::Pow
                | BinOpKind::Concat => self.no_condition(at),
            },
            Expr::Compare(chain) => {
                let mut left = &chain.expr;
                let mut all = Some(Condition::Always(true));
                for link in &chain.ops {
                    let next = match link.op {
                        CompareOpKind::Eq => self.compare(left, Comparison::Equal, &link.expr),
                        CompareOpKind::Ne => self.compare(left, Comparison::Unequal, &link.expr),
                        CompareOpKind::Lt => self.compare(left, Comparison::Less, &link.expr),
                        CompareOpKind::Lte => self.compare(left, Comparison::LessOrEqual, &link.expr),
                        CompareOpKind::Gt => self.compare(left, Comparison::Greater, &link.expr),
                        CompareOpKind::Gte => self.compare(left, Comparison::GreaterOrEqual, &link.expr),
                        CompareOpKind::In => self.one_of(left, &link.expr),
                        CompareOpKind::NotIn => {
                            self.one_of(left, &link.expr).map(|found| Condition::Not(Box::new(found)))
                        }
                    };
                    all = all.zip(next).map(|(all, next)| Condition::Both(Box::new(all), Box::new(next)));
                    left = &link.expr;
                }
                all
            }
            Expr::Test(test) => {
                let start = test.span().start_offset as usize;
                let named = self.at(start, start + test.name.len());
                if !TESTS.contains(&test.name) {
                    let help = match nearest(test.name, TESTS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("there is `{}`", TESTS.join("`, `")),
                    };
                    self.fault(named, format!("there is no test `{}`", test.name), help);
                    return None;
                }
                if !test.args.is_empty() {
                    self.fault(named, format!("`is {}` takes nothing after it", test.name), TWO_QUESTIONS);
                    return None;
                }
                let (number, _) = self.figure(&test.expr, &format!("`is {}`", test.name))?;
                Some(match test.name {
                    "exact" => Condition::Exact(number),
                    "zero" => Condition::Zero(number),
                    "not_reported" => Condition::Is(number, Missing::NotReported),
                    "not_applicable" => Condition::Is(number, Missing::NotApplicable),
                    "suppressed" => Condition::Is(number, Missing::Suppressed),
                    _ => Condition::Reported(number),
                })
            }
            Expr::IfExpr(_)
            | Expr::Filter(_)
            | Expr::Slice(_)
            | Expr::GetItem(_)
            | Expr::Call(_)
            | Expr::List(_)
            | Expr::Map(_) => self.no_condition(at),
        }
    }

    fn compare(&mut self, left: &Expr<'_>, how: Comparison, right: &Expr<'_>) -> Option<Condition> {
        let (start, end) = (extent(left).0, extent(right).1);
        let at = self.at(start, end);
        let sides = (self.side(left), self.side(right));
        match (sides.0?, sides.1?) {
            (Side::Operand(left), Side::Operand(right)) => {
                let written = self.text.get(start..end).unwrap_or_default();
                let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
                Some(Condition::Compare(Compared { left, how, right, at, written }))
            }
            (Side::Datum(datum), Side::Words(words)) | (Side::Words(words), Side::Datum(datum))
                if words.len() == 1 =>
            {
                let same = Condition::OneOf(datum, words);
                match how {
                    Comparison::Equal => Some(same),
                    Comparison::Unequal => Some(Condition::Not(Box::new(same))),
                    _ => self.incomparable(at),
                }
            }
            _ => self.incomparable(at),
        }
    }

    fn one_of(&mut self, name: &Expr<'_>, list: &Expr<'_>) -> Option<Condition> {
        let at = self.at(extent(name).0, extent(list).1);
        match (self.side(name)?, list, self.side(list)?) {
            (Side::Datum(datum), Expr::List(_), Side::Words(words)) => Some(Condition::OneOf(datum, words)),
            _ => {
                self.fault(at, "`in` wants a list of words", "write `state.postal in [\"KY\", \"OH\"]`");
                None
            }
        }
    }

    fn side(&mut self, expression: &Expr<'_>) -> Option<Side> {
        let at = self.place(expression);
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => Some(match self.name(expression)? {
                Variable::Figure(number) => Side::Operand(Operand::Figure(number)),
                Variable::Datum(DatumId::Year) => Side::Operand(Operand::Year),
                Variable::Datum(datum) => Side::Datum(datum),
            }),
            Expr::Const(constant) => match (constant.value.as_str(), i64::try_from(constant.value.clone())) {
                (Some(text), _) => Some(Side::Words(vec![clean(text).into_owned()])),
                (None, Ok(number)) if constant.value.is_integer() => {
                    Some(Side::Operand(Operand::Literal(number)))
                }
                _ => self.incomparable(at),
            },
            Expr::List(list) => {
                let words = list.items.iter().map(|item| match item {
                    Expr::Const(constant) => constant.value.as_str().map(|text| clean(text).into_owned()),
                    _ => None,
                });
                match words.collect() {
                    Some(words) => Some(Side::Words(words)),
                    None => self.incomparable(at),
                }
            }
            _ => self.incomparable(at),
        }
    }

    fn incomparable<T>(&mut self, at: Span) -> Option<T> {
        self.fault(
            at,
            "these cannot be compared",
            "a figure is compared with a whole number, `missing_cases > 1`, a name with words, `state.postal == \"KY\"`",
        );
        None
    }

    fn no_condition<T>(&mut self, at: Span) -> Option<T> {
        self.fault(at, "this is not a condition", TWO_QUESTIONS);
        None
    }
}

const TWO_QUESTIONS: &str =
    "write `{% if name %}` (there is a number, and not zero) or `{% if name is reported %}`";
