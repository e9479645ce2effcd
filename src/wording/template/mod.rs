//! A text of the wording, read once: raw words, placeholders and conditions.
//!
//! In: a [`Template`](crate::set::Template) and the names there are. Out: [`Segments`], of which
//! every name, filter, test and comparison is known to exist and to fit, also where no state
//! happens to come by.
//!
//! The syntax is minijinja's and its parser is used; its interpreter is not. In Jinja, numbers
//! become strings on the way to the page, a comparison of things that cannot be compared is
//! quietly false, and a name is looked at only where it is met. Here a printed number must still
//! know which figure it is, and a fault must be found before any state needs the sentence. So the
//! language is kept to what a sentence needs (placeholders, `if`, a few filters and tests) and
//! there is no loop, no arithmetic, no assignment and no access to files.

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

/// What reading a template needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexicon<'a> {
    /// The names there are.
    pub(super) names: &'a Variables,
    /// The set, for its nouns.
    pub(super) set: &'a SetFile,
    /// The tag of the wording's language.
    pub(super) language: &'a str,
    /// The files, for exact places.
    pub(super) sources: &'a Sources,
}

/// A text in pieces, and the placeholders that the pieces refer to.
#[derive(Debug)]
pub(super) struct Segments {
    /// In order.
    pub(super) parts: Vec<Segment>,
    /// Placeholders by number, each used in one place.
    pub(super) prints: Vec<Printable>,
}

/// A piece of a text.
#[derive(Debug)]
pub(super) enum Segment {
    /// Words as written, Markdown not yet read.
    Raw {
        /// Where they start in the template.
        start: usize,
        /// The words.
        text: String,
    },
    /// A placeholder.
    Print {
        /// Where its expression starts in the template.
        start: usize,
        /// Its number in [`Segments::prints`].
        number: usize,
    },
    /// `{% if … %}`.
    If {
        /// What decides.
        condition: Condition,
        /// If it holds.
        then: Vec<Segment>,
        /// If it does not.
        otherwise: Vec<Segment>,
    },
}

/// What is said where a condition does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Otherwise {
    /// Nothing, or the stop of a sentence.
    Nothing,
    /// What a further condition decides: `elif`.
    Asks,
    /// Words.
    Says,
}

impl Otherwise {
    /// That of an `{% else %}`.
    pub(super) fn of(parts: &[Segment]) -> Self {
        let most = parts.iter().map(|part| match part {
            Segment::Raw { text, .. } if text.contains(char::is_alphanumeric) => Otherwise::Says,
            Segment::Raw { .. } => Otherwise::Nothing,
            Segment::Print { .. } => Otherwise::Says,
            Segment::If { .. } => Otherwise::Asks,
        });
        most.max().unwrap_or(Otherwise::Nothing)
    }
}

/// What a placeholder prints.
#[derive(Debug)]
pub(super) enum Printable {
    /// A value of the data, and where the wording names it.
    Value(Variable, Span),
    /// Words written inside the placeholder.
    Text(String),
    /// The noun of the dictionary that fits a figure.
    Noun {
        /// The figure, and where the wording names it.
        figure: (FigureId, Span),
        /// For one.
        one: Spanned<String>,
        /// For any other number.
        other: Spanned<String>,
    },
    /// Words of the wording that fit a figure.
    Plural {
        /// The figure, and where the wording names it.
        figure: (FigureId, Span),
        /// For one.
        one: String,
        /// For any other number.
        other: String,
    },
    /// The figure as a word, if it is small: "six".
    Words {
        /// The figure, and where the wording names it.
        figure: (FigureId, Span),
    },
    /// The same with its first letter as a capital.
    Capitalized(Box<Printable>),
    /// `a if condition else b`.
    Choice {
        /// What decides.
        condition: Condition,
        /// Where it stands.
        at: Span,
        /// If it holds.
        then: Box<Printable>,
        /// If it does not.
        otherwise: Option<Box<Printable>>,
    },
}

impl Printable {
    /// The figure it takes its value from, if it is one and the same for every place.
    pub(super) fn figure(&self) -> Option<FigureId> {
        match self {
            Printable::Value(Variable::Figure(number), _) => Some(*number),
            Printable::Noun { figure, .. }
            | Printable::Plural { figure, .. }
            | Printable::Words { figure } => Some(figure.0),
            Printable::Capitalized(inner) => inner.figure(),
            Printable::Value(..) | Printable::Text(_) | Printable::Choice { .. } => None,
        }
    }
}

/// Something that holds for a state or does not; a comparison may also be open, where a figure is
/// missing, withheld or not exact.
#[derive(Debug)]
pub(super) enum Condition {
    /// `true` or `false`.
    Always(bool),
    /// A figure that has a value other than zero; a text that is not empty.
    Holds(Variable),
    /// `is reported`.
    Reported(FigureId),
    /// `is suppressed` and the like.
    Is(FigureId, Missing),
    /// `is zero`.
    Zero(FigureId),
    /// `is exact`: the number itself is known.
    Exact(FigureId),
    /// A comparison of two numbers.
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
    /// The left side.
    pub(super) left: Operand,
    /// How it is compared with the right one.
    pub(super) how: Comparison,
    /// The right side.
    pub(super) right: Operand,
    /// Where it stands.
    pub(super) at: Span,
    /// As it is written.
    pub(super) written: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operand {
    /// A figure of the dictionary.
    Figure(FigureId),
    /// The year of the set.
    Year,
    /// Written in the wording.
    Literal(i64),
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
