//! What a figure is: never a bare number.
//!
//! A figure has a quantity, or a stated reason why it has none. Counts are whole numbers; rounded
//! figures, decimal numbers and money keep exactly the digits that were published; shares are whole basis
//! points. Nothing here knows how a language writes a number; only `lang` does.

mod bounds;
pub mod chance;
mod difference;
pub(crate) mod notation;
pub(crate) mod parse;
pub(crate) mod pasted;

pub use bounds::{Bounds, ENDLESS, WHOLE, bound};
pub use difference::Difference;
pub(crate) use notation::of_one;
use std::cmp::Ordering;

/// A figure, by its position in the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

impl FigureId {
    /// Its position in the dictionary, and in the figures of any place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A figure's value, or why there is none. Zero is a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    Known(Quantity),
    /// A count too small to be printed: all that may be said is that it is below this.
    FewerThan(u64),
    Missing(Missing),
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// `"not reported"`
    NotReported,
    /// `"not applicable"`: the question does not arise here.
    NotApplicable,
    /// `"suppressed"`: known, and withheld to protect a person.
    Suppressed,
}

/// A published quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    pub amount: Amount,
    /// "more than" and the like, if it was published so.
    pub qualifier: Option<Qualifier>,
}

/// The digits of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// An exact count: `8_597`.
    Count(u64),
    /// As published: "36.2 million" is 362, 1, Million.
    Rounded {
        /// All digits without the decimal point.
        digits: u64,
        /// How many of them follow the point.
        decimals: u8,
        magnitude: Magnitude,
    },
    /// 19% is 1,900 basis points.
    Share {
        /// Hundredths of a percent.
        basis_points: u32,
        /// Printed digits after the point, 0 to 2.
        decimals: u8,
    },
    /// A rate or an average: 14.10 is 1410, 2.
    Decimal {
        /// All digits without the decimal point.
        digits: u64,
        /// How many of them follow the point, 1 to [`MOST_DECIMALS`].
        decimals: u8,
    },
    /// U.S. dollars: "$1,053.48" is 105348, 2; "$1.2 million" is 12, 1, Million.
    Money {
        /// All digits without the decimal point.
        digits: u64,
        /// How many of them follow the point.
        decimals: u8,
        magnitude: Option<Magnitude>,
    },
}

/// No decimal number has more digits behind its point, so that it is whole in millionths.
pub const MOST_DECIMALS: u8 = 6;
/// How many millionths are one.
const MILLIONTHS: u64 = 1_000_000;

/// The word after a rounded number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Magnitude {
    Thousand,
    Million,
    Billion,
}

/// What a published figure says about its own exactness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    MoreThan,
    AtLeast,
    About,
    Nearly,
    FewerThan,
    UpTo,
}

/// What a quantity measures. A figure is of the same kind everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// How many: exact or rounded.
    Number,
    /// A part of a whole.
    Share,
    /// A rate or an average.
    Decimal,
    /// U.S. dollars.
    Money,
}

impl Kind {
    /// All kinds, by their names in the set file.
    pub const ALL: [(&str, Kind); 4] =
        [("count", Kind::Number), ("share", Kind::Share), ("decimal", Kind::Decimal), ("money", Kind::Money)];

    /// A figure of this kind: "a count".
    pub fn called(self) -> &'static str {
        match self {
            Kind::Number => "a count",
            Kind::Share => "a share",
            Kind::Decimal => "a decimal number",
            Kind::Money => "an amount of money",
        }
    }

    /// How many of [`Amount::number`] are one; of a share, one percent.
    pub fn parts(self) -> u64 {
        match self {
            Kind::Number => 1,
            Kind::Share => 100,
            Kind::Decimal | Kind::Money => MILLIONTHS,
        }
    }

    /// Whether numbers of different places can be added up, and one be a part of the other: rates and
    /// shares cannot.
    pub fn adds_up(self) -> bool {
        matches!(self, Kind::Number | Kind::Money)
    }
}

impl Amount {
    pub fn kind(self) -> Kind {
        match self {
            Amount::Count(_) | Amount::Rounded { .. } => Kind::Number,
            Amount::Share { .. } => Kind::Share,
            Amount::Decimal { .. } => Kind::Decimal,
            Amount::Money { .. } => Kind::Money,
        }
    }

    /// How many of its digits follow the point.
    pub fn decimals(self) -> u8 {
        match self {
            Amount::Count(_) => 0,
            Amount::Rounded { decimals, .. }
            | Amount::Share { decimals, .. }
            | Amount::Decimal { decimals, .. }
            | Amount::Money { decimals, .. } => decimals,
        }
    }

    /// The word behind its digits.
    pub fn magnitude(self) -> Option<Magnitude> {
        match self {
            Amount::Rounded { magnitude, .. } => Some(magnitude),
            Amount::Money { magnitude, .. } => magnitude,
            Amount::Count(_) | Amount::Share { .. } | Amount::Decimal { .. } => None,
        }
    }

    /// Compares two amounts; `None` if they are of different kinds.
    pub fn compare(self, other: Amount) -> Option<Ordering> {
        (self.kind() == other.kind()).then(|| self.number().cmp(&other.number()))
    }

    /// The whole number, the basis points of a share, or the millionths of a decimal number and of a
    /// dollar. Exact, since no figure has more decimals than its magnitude has zeros, and
    /// [`MOST_DECIMALS`] without one.
    pub fn number(self) -> u128 {
        match self {
            Amount::Count(count) => u128::from(count),
            Amount::Rounded { digits, decimals, magnitude } => {
                u128::from(digits) * u128::from(magnitude.factor()) / 10_u128.pow(u32::from(decimals))
            }
            Amount::Share { basis_points, .. } => u128::from(basis_points),
            Amount::Decimal { digits, decimals } => millionths(digits, decimals, 1),
            Amount::Money { digits, decimals, magnitude } => {
                millionths(digits, decimals, magnitude.map_or(1, Magnitude::factor))
            }
        }
    }
}

fn millionths(digits: u64, decimals: u8, times: u64) -> u128 {
    u128::from(digits) * u128::from(times) * u128::from(MILLIONTHS) / 10_u128.pow(u32::from(decimals))
}

impl Magnitude {
    pub fn factor(self) -> u64 {
        match self {
            Magnitude::Thousand => 1_000,
            Magnitude::Million => 1_000_000,
            Magnitude::Billion => 1_000_000_000,
        }
    }
}

impl Value {
    /// What it measures; `None` without a number.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Value::Known(quantity) => Some(quantity.amount.kind()),
            Value::FewerThan(_) => Some(Kind::Number),
            Value::Missing(_) => None,
        }
    }

    /// What it adds to a sum: its exact count, or 0 if not applicable.
    pub fn addend(&self) -> Option<u64> {
        match self {
            Value::Missing(Missing::NotApplicable) => Some(0),
            _ => self.count(),
        }
    }

    /// The exact count, if it is one; only such counts can be added up.
    pub fn count(&self) -> Option<u64> {
        match self {
            Value::Known(Quantity { amount: Amount::Count(n), qualifier: None }) => Some(*n),
            _ => None,
        }
    }
}
