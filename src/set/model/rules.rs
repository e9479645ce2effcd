//! The rules for a figure, a line each under `[figures.KEY]`, and how a rule is waived for one state.

use crate::figure::Quantity;
use crate::source::{Span, Spanned};

/// The rules of one figure beyond `sum_of`, `at_most` and `required`.
#[derive(Debug, Default)]
pub struct FigureRules {
    pub states_sum_to: Option<StatesSum>,
    pub share_of: Option<ShareOf>,
    pub range: Option<ValueRange>,
    /// The change from last year, in percent, above which someone should look.
    pub max_change: Option<Spanned<u64>>,
    /// Decimals of a share or a rounded number.
    pub precision: Option<Spanned<u64>>,
    pub protect: Option<Suppression>,
}

/// `states_sum_to = "us_missing"`, or `"at most us_missing"`.
#[derive(Debug)]
pub struct StatesSum {
    pub national: Spanned<String>,
    /// Whether the sum may be less.
    pub at_most: bool,
}

/// `share_of = { part = "us_runaways", whole = "us_missing" }`.
#[derive(Debug)]
pub struct ShareOf {
    pub part: Spanned<String>,
    pub whole: Spanned<String>,
}

/// `range = [0, 5_000]`, or `["5%", "40%"]`.
#[derive(Debug)]
pub struct ValueRange {
    pub min: Quantity,
    pub max: Quantity,
    pub span: Span,
}

/// Primary suppression of small counts: `suppress_below`, `suppress_zero`, `protect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    /// A count below this is printed as "fewer than" it.
    pub below: u64,
    /// Whether a count of 0 is too.
    pub zero: bool,
    /// Fewest values that the feasibility interval of a suppressed count may hold.
    pub min_interval: u64,
}

/// A rule, by its name in the set file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    SumOf,
    AtMost,
    StatesSumTo,
    ShareOf,
    Range,
    MaxChange,
    Precision,
    Required,
}

impl Rule {
    /// All rules that may be waived. The suppression of small counts is not among them.
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

/// `[[waive]]`: a rule that a figure need not keep in this place, and why.
#[derive(Debug)]
pub struct Waiver {
    pub figure: Spanned<String>,
    pub rule: Rule,
    /// Never blank.
    pub reason: Spanned<String>,
    pub span: Span,
}

/// The least width of a feasibility interval unless `protect` says otherwise.
pub const DEFAULT_MIN_INTERVAL: u64 = 3;
