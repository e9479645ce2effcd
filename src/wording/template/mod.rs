//! Reading a text of the wording: raw words, placeholders and conditions.
//!
//! In: a [`Template`](crate::set::Template) and the names it may use. Out: [`TemplateParts`], in which every
//! name, filter, test and comparison has been checked, even in branches that no state takes.
//!
//! The syntax is minijinja's, and so is the parser; its interpreter is not used. In Jinja, numbers
//! become strings on the way to the page, comparing what cannot be compared is silently false, and a
//! name is looked up only when it is reached. Here a printed number must still know its figure, and a
//! fault must be found before any state needs the sentence. So the language has only what a sentence
//! needs (placeholders, `if`, a few filters and tests): no loops, arithmetic, assignments or files.

mod bounds;
mod condition;
mod expression;
mod names;
mod read;
mod source_map;

pub(super) use names::{Variable, Variables};
pub(super) use read::read;
pub(super) use source_map::SourceMap;

use crate::figure::{FigureId, Missing};
use crate::set::{DatumId, SetFile};
use crate::source::{Sources, Span, Spanned};

/// A figure, and where the wording names it.
pub(super) type FigureRef = (FigureId, Span);

/// What reading a template depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexicon<'a> {
    pub(super) names: &'a Variables,
    /// For its nouns.
    pub(super) set: &'a SetFile,
    /// Tag of the language of the wording.
    pub(super) language: &'a str,
    /// For exact places.
    pub(super) sources: &'a Sources,
}

/// A text in parts, and the placeholders they refer to.
#[derive(Debug)]
pub(super) struct TemplateParts {
    pub(super) parts: Vec<TemplatePart>,
    /// Placeholders by number; each is used once.
    pub(super) prints: Vec<Printable>,
}

/// A part of a text.
#[derive(Debug)]
pub(super) enum TemplatePart {
    /// Words as written, with their Markdown.
    Raw {
        /// Byte in the template.
        start: usize,
        text: String,
    },
    /// A placeholder.
    Print {
        /// Byte of its expression in the template.
        start: usize,
        /// An index into [`TemplateParts::prints`].
        number: usize,
    },
    /// `{% if … %}`.
    If { condition: Condition, then: Vec<TemplatePart>, otherwise: Vec<TemplatePart> },
}

/// What is printed if a condition does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Otherwise {
    /// Nothing, or only punctuation.
    Nothing,
    /// What another condition decides: `elif`.
    Asks,
    /// Words.
    Says,
}

impl Otherwise {
    /// That of the parts under `{% else %}`.
    pub(super) fn of(parts: &[TemplatePart]) -> Self {
        let most = parts.iter().map(|part| match part {
            TemplatePart::Raw { text, .. } if text.contains(char::is_alphanumeric) => Otherwise::Says,
            TemplatePart::Raw { .. } => Otherwise::Nothing,
            TemplatePart::Print { .. } => Otherwise::Says,
            TemplatePart::If { .. } => Otherwise::Asks,
        });
        most.max().unwrap_or(Otherwise::Nothing)
    }
}

/// What a placeholder prints.
#[derive(Debug)]
pub(super) enum Printable {
    /// A value of the data, and where the wording names it.
    Value(Variable, Span),
    /// Words written in the placeholder.
    Text(String),
    /// The noun of the dictionary that goes with a figure.
    Noun { figure: FigureRef, one: Spanned<String>, other: Spanned<String> },
    /// Words of the wording that go with a figure.
    Plural { figure: FigureRef, one: String, other: String },
    /// The figure as a word, if it is small: "six".
    Words { figure: FigureRef },
    /// The figure as an ordinal: "21st".
    Ordinal { figure: FigureRef, feminine: bool },
    /// A word in the form that it has before what is printed: "an" before "Ohio".
    Before { word: String, inner: Box<Printable> },
    /// The same with a capital first letter.
    Capitalized(Box<Printable>),
    /// `a if condition else b`.
    Choice { condition: Condition, at: Span, then: Box<Printable>, otherwise: Option<Box<Printable>> },
}

impl Printable {
    /// The figure it takes its value from, if it is the same for every place.
    pub(super) fn figure(&self) -> Option<FigureId> {
        match self {
            Printable::Value(Variable::Figure(number), _) => Some(*number),
            Printable::Noun { figure, .. }
            | Printable::Plural { figure, .. }
            | Printable::Ordinal { figure, .. }
            | Printable::Words { figure } => Some(figure.0),
            Printable::Capitalized(inner) | Printable::Before { inner, .. } => inner.figure(),
            Printable::Value(..) | Printable::Text(_) | Printable::Choice { .. } => None,
        }
    }
}

/// What holds for a place or does not; or is undecided, if a figure is missing, withheld or not exact.
#[derive(Debug)]
pub(super) enum Condition {
    /// `true` or `false`.
    Always(bool),
    /// A figure with a number other than zero; a text that is not empty.
    Holds(Variable),
    /// `is reported`.
    Reported(FigureId),
    /// `is suppressed` and the like.
    Is(FigureId, Missing),
    /// `is zero`.
    Zero(FigureId),
    /// `is exact`: a number without a qualifier.
    Exact(FigureId),
    Compare(Compared),
    /// A text that is one of these.
    OneOf(DatumId, Vec<String>),
    /// `not`.
    Not(Box<Condition>),
    /// `and`.
    Both(Box<Condition>, Box<Condition>),
    /// `or`.
    Either(Box<Condition>, Box<Condition>),
}

/// A comparison.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) left: Operand,
    pub(super) how: Comparison,
    pub(super) right: Operand,
    pub(super) at: Span,
    /// As it is written.
    pub(super) written: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operand {
    Figure(FigureId),
    /// Last year's value of a figure.
    Previous(FigureId),
    /// The year of the set.
    Year,
    /// Typed into the wording, in millionths.
    Literal(i128),
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
