//! The conditions of `{% if %}`: comparisons, tests, `and`, `or`, `not`.
//!
//! In: an expression. Out: a [`Condition`], or `None` with the fault reported. What cannot be compared
//! is refused; Jinja would silently call it unequal.

use super::read::{TemplateReader, extent};
use super::{Compared, Comparison, Condition, Operand, Variable};
use crate::characters::clean;
use crate::diagnostic::nearest;
use crate::figure::parse::parse;
use crate::figure::{Amount, Kind, Missing, Quantity, Value};
use crate::set::DatumId;
use crate::source::Span;
use minijinja::machinery::ast::{BinOp, BinOpKind, CompareOpKind, Expr, Spanned as Node, Test, UnaryOpKind};

const TESTS: [&str; 6] = ["exact", "reported", "zero", "not_reported", "not_applicable", "suppressed"];

/// One side of a comparison.
enum Side {
    Operand(Operand),
    Datum(DatumId),
    Words(Vec<String>),
}

/// What stands between two sides.
enum Relation {
    Compare(Comparison),
    In,
    NotIn,
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
                UnaryOpKind::Not => Some(not(self.condition(&unary.expr)?)),
                UnaryOpKind::Neg => self.no_condition(at),
            },
            Expr::BinOp(pair) => self.pair(pair, at),
            Expr::Compare(chain) => {
                let mut left = &chain.expr;
                let mut all = Some(Condition::Always(true));
                for link in &chain.ops {
                    let next = self.relate(left, relation_of(link.op), &link.expr);
                    all = all.zip(next).map(|(all, next)| Condition::Both(Box::new(all), Box::new(next)));
                    left = &link.expr;
                }
                all
            }
            Expr::Test(test) => self.test(test),
            Expr::IfExpr(_)
            | Expr::Filter(_)
            | Expr::Slice(_)
            | Expr::GetItem(_)
            | Expr::Call(_)
            | Expr::List(_)
            | Expr::Map(_) => self.no_condition(at),
        }
    }

    fn pair(&mut self, pair: &BinOp<'_>, at: Span) -> Option<Condition> {
        let compare = match pair.op {
            BinOpKind::ScAnd | BinOpKind::ScOr => {
                let (left, right) = (self.condition(&pair.left), self.condition(&pair.right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                return Some(match pair.op {
                    BinOpKind::ScAnd => Condition::Both(left, right),
                    _ => Condition::Either(left, right),
                });
            }
            BinOpKind::In => return self.relate(&pair.left, Relation::In, &pair.right),
            BinOpKind::Eq => Comparison::Equal,
            BinOpKind::Ne => Comparison::Unequal,
            BinOpKind::Lt => Comparison::Less,
            BinOpKind::Lte => Comparison::LessOrEqual,
            BinOpKind::Gt => Comparison::Greater,
            BinOpKind::Gte => Comparison::GreaterOrEqual,
            BinOpKind::Add
            | BinOpKind::Sub
            | BinOpKind::Mul
            | BinOpKind::Div
            | BinOpKind::FloorDiv
            | BinOpKind::Rem
            | BinOpKind::Pow
            | BinOpKind::Concat => return self.no_condition(at),
        };
        self.relate(&pair.left, Relation::Compare(compare), &pair.right)
    }

    /// `is reported` and the like.
    fn test(&mut self, test: &Node<Test<'_>>) -> Option<Condition> {
        let start = test.span().start_offset as usize;
        let named = self.at(start, start + test.name.len());
        if !TESTS.contains(&test.name) {
            let help = match nearest(test.name, TESTS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the tests are `{}`", TESTS.join("`, `")),
            };
            self.fault(named, format!("there is no test `{}`", test.name), help);
            return None;
        }
        if !test.args.is_empty() {
            self.fault(named, format!("`is {}` takes nothing after it", test.name), TWO_QUESTIONS);
            return None;
        }
        if test.name == "reported"
            && let Some(datum) = self.since_last_year(&test.expr)
        {
            return Some(Condition::Holds(Variable::Datum(datum)));
        }
        let (figure, _) = self.figure(&test.expr, &format!("`is {}`", test.name))?;
        Some(match test.name {
            "exact" => Condition::Exact(figure),
            "zero" => Condition::Zero(figure),
            "not_reported" => Condition::Is(figure, Missing::NotReported),
            "not_applicable" => Condition::Is(figure, Missing::NotApplicable),
            "suppressed" => Condition::Is(figure, Missing::Suppressed),
            _ => Condition::Reported(figure),
        })
    }

    fn relate(&mut self, left: &Expr<'_>, relation: Relation, right: &Expr<'_>) -> Option<Condition> {
        match relation {
            Relation::Compare(how) => self.compare(left, how, right),
            Relation::In => self.one_of(left, right),
            Relation::NotIn => self.one_of(left, right).map(not),
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
                    Comparison::Unequal => Some(not(same)),
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
                self.fault(at, "`in` needs a list of words", "write `state.postal in [\"KY\", \"OH\"]`");
                None
            }
        }
    }

    fn side(&mut self, expression: &Expr<'_>) -> Option<Side> {
        let at = self.place(expression);
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => Some(match self.name(expression)? {
                Variable::Figure(number) => Side::Operand(Operand::Figure(number)),
                Variable::Datum(DatumId::Previous(number)) => Side::Operand(Operand::Previous(number)),
                Variable::Datum(DatumId::Year) => Side::Operand(Operand::Year),
                Variable::Datum(datum) => Side::Datum(datum),
            }),
            Expr::Const(constant) => match (constant.value.as_str(), i64::try_from(constant.value.clone())) {
                (Some(text), _) => Some(Side::Words(vec![clean(text).into_owned()])),
                (None, Ok(number)) if constant.value.is_integer() => {
                    let number = i128::from(number) * i128::from(Kind::Decimal.parts());
                    Some(Side::Operand(Operand::Literal(number)))
                }
                // "12.5", in the notation of figures.
                _ => match parse(&constant.value.to_string()) {
                    Ok(Value::Known(Quantity { amount: rate @ Amount::Decimal { .. }, qualifier: None })) => {
                        Some(Side::Operand(Operand::Literal(rate.exact())))
                    }
                    _ => self.incomparable(at),
                },
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
            "compare a figure with a number, `missing_cases > 1`, or a name with words, `state.postal == \"KY\"`",
        );
        None
    }

    fn no_condition<T>(&mut self, at: Span) -> Option<T> {
        self.fault(at, "this is not a condition", TWO_QUESTIONS);
        None
    }
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn relation_of(operator: CompareOpKind) -> Relation {
    Relation::Compare(match operator {
        CompareOpKind::Eq => Comparison::Equal,
        CompareOpKind::Ne => Comparison::Unequal,
        CompareOpKind::Lt => Comparison::Less,
        CompareOpKind::Lte => Comparison::LessOrEqual,
        CompareOpKind::Gt => Comparison::Greater,
        CompareOpKind::Gte => Comparison::GreaterOrEqual,
        CompareOpKind::In => return Relation::In,
        CompareOpKind::NotIn => return Relation::NotIn,
    })
}

const TWO_QUESTIONS: &str =
    "write `{% if name %}` (there is a number, and not zero) or `{% if name is reported %}`";
