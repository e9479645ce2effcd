//! The rules a figure is held to, one line each under `[figures.KEY]`, and how one of them is waived
//! for one state.

use crate::figure::Quantity;
use crate::source::{Span, Spanned};

/// The rules of one figure beyond `sum_of`, `at_most` and `required`.
#[derive(Debug, Default)]
pub struct FigureRules {
    /// The national figure all states' figures add up to.
    pub states_sum_to: Option<StatesSum>,
    /// Of which two figures this is the share.
    pub share_of: Option<ShareOf>,
    /// The least and the greatest value that can be meant.
    pub range: Option<ValueRange>,
    /// The change from last year, in percent, above which somebody should look.
    pub max_change: Option<Spanned<u64>>,
    /// Digits behind the point of a share or a rounded number.
    pub precision: Option<Spanned<u64>>,
    /// How small counts are kept from the reader.
    pub protect: Option<Suppression>,
}

/// `states_sum_to = "us_missing"`, or `"at most us_missing"`.
#[derive(Debug)]
pub struct StatesSum {
    /// The national figure.
    pub national: Spanned<String>,
    /// Whether the states' sum may stay below it.
    pub at_most: bool,
}

/// `share_of = { part = "us_runaways", whole = "us_missing" }`.
#[derive(Debug)]
pub struct ShareOf {
    /// The figure above the line.
    pub part: Spanned<String>,
    /// The figure below it.
    pub whole: Spanned<String>,
}

/// `range = [0, 5_000]`, or `["5%", "40%"]`.
#[derive(Debug)]
pub struct ValueRange {
    /// The least value.
    pub min: Quantity,
    /// The greatest.
    pub max: Quantity,
    /// Where it stands.
    pub span: Span,
}

/// `suppress_below`, `suppress_zero`, `protect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    /// A count below this is printed as "fewer than" it.
    pub below: u64,
    /// Whether a count of none is, too.
    pub zero: bool,
    /// How many values a reader who computes must be left with, at least.
    pub min_interval: u64,
}

/// A rule by the name it has in the set file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// `sum_of`
    SumOf,
    /// `at_most`
    AtMost,
    /// `states_sum_to`
    StatesSumTo,
    /// `share_of`
    ShareOf,
    /// `range`
    Range,
    /// `max_change`
    MaxChange,
    /// `precision`
    Precision,
    /// `required`
    Required,
}

impl Rule {
    /// All that may be waived. Protection of small counts is not among them.
    pub const ALL: [Rule; 8] = [
        Rule::SumOf,
        Rule::AtMost,
        Rule::StatesSumTo,
        Rule::ShareOf,
        Rule::Range,
        Rule::MaxChange,
        Rule::Precision,
        Rule::Required,
    ];

    /// Its name in the set file.
    pub fn name(self) -> &'static str {
        match self {
            Rule::SumOf => "sum_of",
            Rule::AtMost => "at_most",
            Rule::StatesSumTo => "states_sum_to",
            Rule::ShareOf => "share_of",
            Rule::Range => "range",
            Rule::MaxChange => "max_change",
            Rule::Precision => "precision",
            Rule::Required => "required",
        }
    }
}

/// `[[waive]]`: one rule that one figure of one place need not keep, and why.
#[derive(Debug)]
pub struct Waiver {
    /// The figure with the rule.
    pub figure: Spanned<String>,
    /// The rule.
    pub rule: Rule,
    /// Why it need not be kept; never blank.
    pub reason: Spanned<String>,
    /// Where it stands.
    pub span: Span,
}

/// Values a reader who computes is left with unless `protect` says otherwise.
pub const DEFAULT_MIN_INTERVAL: u64 = 3;
