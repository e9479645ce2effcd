//! The expressions of `{{ … }}`: names, filters, words.
//!
//! In: an expression. Out: a [`Printable`], or `None` with the fault reported.

use super::read::{TemplateReader, extent};
use super::{Condition, FigureRef, Printable, Variable};
use crate::characters::{clean, way_out};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::lang::{Language, pairs};
use crate::set::DatumId;
use crate::source::{Span, Spanned};
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Filter, Spanned as Node};

const FILTERS: [&str; 9] =
    ["before", "capitalize", "noun", "number", "or", "ordinal", "plural", "words", "zero"];
/// The filters that take words in parentheses.
const WITH_WORDS: [&str; 5] = ["before", "or", "ordinal", "plural", "zero"];

impl TemplateReader<'_> {
    /// What `expression` prints.
    pub(super) fn printable(&mut self, expression: &Expr<'_>) -> Option<Printable> {
        let at = self.place(expression);
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => self.name(expression).map(|name| Printable::Value(name, at)),
            Expr::Const(constant) => match constant.value.as_str() {
                Some(text) => Some(Printable::Text(self.words(text, at)?)),
                None => {
                    self.fault(at, "not a value of the data", NUMBERS);
                    None
                }
            },
            Expr::Filter(filter) => self.filter(filter, at),
            Expr::IfExpr(choice) => {
                let condition = self.condition(&choice.test_expr);
                let then = self.printable(&choice.true_expr);
                let otherwise = match &choice.false_expr {
                    Some(otherwise) => Some(Box::new(self.printable(otherwise)?)),
                    None => None,
                };
                Some(Printable::Choice { condition: condition?, at, then: Box::new(then?), otherwise })
            }
            Expr::Call(_) => {
                self.fault(
                    at,
                    "functions are not supported",
                    "write the name of a figure, or a filter: `{{ name | capitalize }}`",
                );
                None
            }
            Expr::BinOp(pair) if is_arithmetic(pair.op) => {
                let (start, end) = extent(expression);
                let written = &self.text[start..end];
                // `team-hope` is a mistyped `team_hope`, not a subtraction.
                if written.contains('-') && !written.contains(char::is_whitespace) {
                    self.report(self.lexicon.names.unknown(written, at));
                } else {
                    self.fault(at, "a placeholder cannot calculate", NUMBERS);
                }
                None
            }
            Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Compare(_) | Expr::Test(_) => {
                self.fault(at, "a condition cannot be printed", "write `{% if … %} … {% endif %}`");
                None
            }
            Expr::Slice(_) | Expr::GetItem(_) | Expr::List(_) | Expr::Map(_) => {
                self.fault(at, "this cannot be printed", "a placeholder is a name: `{{ state.name }}`");
                None
            }
        }
    }

    /// What a name with its dots refers to.
    pub(super) fn name(&mut self, expression: &Expr<'_>) -> Option<Variable> {
        let at = self.place(expression);
        let Some(path) = path(expression) else {
            self.fault(at, "this is not a name", "a placeholder is a name: `{{ state.name }}`");
            return None;
        };
        let name = self.lexicon.names.get(&path);
        if name.is_none() {
            self.report(self.lexicon.names.unknown(&path, at));
        }
        name
    }

    /// The figure that `expression` names; `why` is what needs one, for the message.
    pub(super) fn figure(&mut self, expression: &Expr<'_>, why: &str) -> Option<FigureRef> {
        let at = self.place(expression);
        if !matches!(expression, Expr::Var(_) | Expr::GetAttr(_)) {
            self.fault(at, format!("{why} needs the name of a figure"), FIGURE_FIRST);
            return None;
        }
        match self.name(expression)? {
            Variable::Figure(number) => Some((number, at)),
            other => {
                let message =
                    format!("{why} needs a figure, and `{}` is not one", self.lexicon.names.text(other));
                self.fault(at, message, FIGURE_FIRST);
                None
            }
        }
    }

    /// Last year's value or the change since then, if that is what `expression` names.
    pub(super) fn since_last_year(&self, expression: &Expr<'_>) -> Option<DatumId> {
        match self.lexicon.names.get(&path(expression)?)? {
            Variable::Datum(
                datum @ (DatumId::Previous(_) | DatumId::Change(_) | DatumId::ChangeInNumbers(_)),
            ) => Some(datum),
            Variable::Datum(_) | Variable::Figure(_) => None,
        }
    }

    fn filter(&mut self, filter: &Node<Filter<'_>>, at: Span) -> Option<Printable> {
        let start = filter.span().start_offset as usize;
        let named = self.at(start, start + filter.name.len());
        let Some(inner) = &filter.expr else {
            self.fault(at, "a filter without a name before it", FIGURE_FIRST);
            return None;
        };
        if !WITH_WORDS.contains(&filter.name) && FILTERS.contains(&filter.name) && !filter.args.is_empty() {
            self.fault(
                named,
                format!("`{}` takes nothing in parentheses", filter.name),
                "remove the parentheses",
            );
            return None;
        }
        match filter.name {
            "capitalize" => Some(Printable::Capitalized(Box::new(self.printable(inner)?))),
            "words" => {
                let figure = self.figure(inner, "`words`")?;
                Some(Printable::Words { figure })
            }
            "number" => match self.since_last_year(inner) {
                Some(DatumId::Change(figure)) => {
                    Some(Printable::Value(Variable::Datum(DatumId::ChangeInNumbers(figure)), at))
                }
                _ => {
                    let help = "write `{{ missing_cases.change | number }}`";
                    self.fault(named, "`number` is for the change of a figure", help);
                    None
                }
            },
            "ordinal" => self.ordinal(filter, inner, named),
            "before" => self.before(filter, inner, named),
            "or" | "zero" => self.instead(filter, inner, named),
            "noun" => {
                let figure = self.figure(inner, "`noun`")?;
                self.noun(figure)
            }
            "plural" => {
                let figure = self.figure(inner, "`plural`");
                let words: Vec<_> = filter.args.iter().filter_map(|word| self.argument(word)).collect();
                match <[String; 2]>::try_from(words) {
                    Ok([one, other]) if filter.args.len() == 2 => {
                        Some(Printable::Plural { figure: figure?, one, other })
                    }
                    _ => {
                        self.fault(named, "`plural` needs two words", "write `plural(\"case\", \"cases\")`");
                        None
                    }
                }
            }
            unknown => {
                let help = match nearest(unknown, FILTERS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the filters are `{}`", FILTERS.join("`, `")),
                };
                // What stands before it may have a fault of its own.
                self.printable(inner);
                self.fault(named, format!("there is no filter `{unknown}`"), help);
                None
            }
        }
    }

    /// `ordinal`, and in Spanish `ordinal("ª")`.
    fn ordinal(&mut self, filter: &Filter<'_>, inner: &Expr<'_>, named: Span) -> Option<Printable> {
        let figure = self.figure(inner, "`ordinal`")?;
        let given: Vec<_> = filter.args.iter().filter_map(|word| self.argument(word)).collect();
        let genders = Language::has_genders(self.lexicon.language);
        let feminine = match given.as_slice() {
            [] if filter.args.is_empty() => false,
            [sign] if genders && matches!(sign.as_str(), "º" | "ª") => sign == "ª",
            _ => {
                let help = if genders {
                    "write `ordinal` for 1.º, `ordinal(\"ª\")` for 1.ª"
                } else {
                    "write `ordinal`"
                };
                self.fault(named, "`ordinal` does not know what is in its parentheses", help);
                return None;
            }
        };
        Some(Printable::Ordinal { figure, feminine })
    }

    /// `before("a")`: the form of a word before what is printed.
    fn before(&mut self, filter: &Filter<'_>, inner: &Expr<'_>, named: Span) -> Option<Printable> {
        let inner = self.printable(inner);
        let given: Vec<_> = filter.args.iter().filter_map(|word| self.argument(word)).collect();
        let pairs = pairs(self.lexicon.language);
        let known = |word: &str| pairs.iter().any(|pair| [pair.usual, pair.other].contains(&word));
        match <[String; 1]>::try_from(given) {
            Ok([word]) if filter.args.len() == 1 && known(&word.to_lowercase()) => {
                Some(Printable::Before { word, inner: Box::new(inner?) })
            }
            _ => {
                let ways: Vec<_> = pairs.iter().map(|pair| format!("`before(\"{}\")`", pair.usual)).collect();
                let help = format!("write {}, and the name or figure once more behind it", ways.join(" or "));
                self.fault(named, "`before` needs a word that changes with what follows", help);
                None
            }
        }
    }

    /// `or("…")` and `zero("…")`: words if there is no number, or if it is 0.
    fn instead(&mut self, filter: &Filter<'_>, inner: &Expr<'_>, named: Span) -> Option<Printable> {
        let mut subject = inner;
        while let Expr::Filter(before) = subject {
            subject = before.expr.as_ref()?;
        }
        let since = self.since_last_year(subject).filter(|_| filter.name == "or");
        let figure = match since {
            Some(_) => None,
            None => self.figure(subject, &format!("`{}`", filter.name)),
        };
        let said = self.printable(inner);
        let given: Vec<_> = filter.args.iter().filter_map(|word| self.argument(word)).collect();
        let Ok([given]) = <[String; 1]>::try_from(given) else {
            let help = format!("write `{}(\"…\")`", filter.name);
            self.fault(named, format!("`{}` needs the words to print", filter.name), help);
            return None;
        };
        let (said, given) = (Box::new(said?), Box::new(Printable::Text(given)));
        let (condition, then, otherwise) = match filter.name {
            "or" if since.is_some() => (Condition::Holds(Variable::Datum(since?)), said, given),
            "or" => (Condition::Reported(figure?.0), said, given),
            _ => (Condition::Zero(figure?.0), given, said),
        };
        Some(Printable::Choice { condition, at: named, then, otherwise: Some(otherwise) })
    }

    fn noun(&mut self, figure: FigureRef) -> Option<Printable> {
        let spec = &self.lexicon.set.figures[figure.0.index()];
        let form = |texts: &Option<crate::set::Localized>| -> Option<Spanned<String>> {
            texts.as_ref().and_then(|texts| texts.get(self.lexicon.language)).cloned()
        };
        match (form(&spec.one), form(&spec.other)) {
            (Some(one), Some(other)) => Some(Printable::Noun { figure, one, other }),
            _ => {
                let key = &spec.key.value;
                let message = format!("the figure `{key}` has no noun in `{}`", self.lexicon.language);
                let help = format!(
                    "give it `one` and `other` in `handout.toml`, or write `{{{{ {key} | plural(\"case\", \"cases\") }}}}`"
                );
                let fault = Diagnostic::error(Code::MissingKey, figure.1, message).help(help);
                self.report(fault.related(spec.key.span, "the figure"));
                None
            }
        }
    }

    /// The words of an argument.
    fn argument(&mut self, argument: &CallArg<'_>) -> Option<String> {
        match argument {
            CallArg::Pos(expression @ Expr::Const(constant)) => {
                // A word with a forbidden character is reported, and still counts as one.
                let text = constant.value.as_str()?;
                Some(self.words(text, self.place(expression)).unwrap_or_default())
            }
            _ => None,
        }
    }

    /// Cleans the words in a placeholder, whose escape sequences may have put anything together. `~` is a
    /// no-break space, as in the text around.
    fn words(&mut self, text: &str, at: Span) -> Option<String> {
        let text = clean(text).replace('~', "\u{a0}");
        let Some((c, help)) = text.chars().find_map(|c| Some((c, way_out(c)?))) else { return Some(text) };
        let message = format!("the character U+{:04X} cannot be printed", u32::from(c));
        self.report(Diagnostic::error(Code::ForbiddenCharacter, at, message).help(help));
        None
    }
}

fn is_arithmetic(operator: BinOpKind) -> bool {
    match operator {
        BinOpKind::Add
        | BinOpKind::Sub
        | BinOpKind::Mul
        | BinOpKind::Div
        | BinOpKind::FloorDiv
        | BinOpKind::Rem
        | BinOpKind::Pow
        | BinOpKind::Concat => true,
        BinOpKind::Eq
        | BinOpKind::Ne
        | BinOpKind::Lt
        | BinOpKind::Lte
        | BinOpKind::Gt
        | BinOpKind::Gte
        | BinOpKind::ScAnd
        | BinOpKind::ScOr
        | BinOpKind::In => false,
    }
}

const NUMBERS: &str = "every number on the page comes from the data: put it there, and write its name here";
const FIGURE_FIRST: &str = "write the name of a figure first: `{{ missing_cases | noun }}`";

/// Joins nested attributes: "state.name".
fn path(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Var(var) => Some(var.id.to_owned()),
        Expr::GetAttr(attribute) => Some(format!("{}.{}", path(&attribute.expr)?, attribute.name)),
        _ => None,
    }
}
