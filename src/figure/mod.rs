//! What a figure is: never a bare number.
//!
//! A figure has a quantity, or a stated reason why there is none. Counts are whole numbers,
//! rounded figures keep exactly the digits that were published, shares are whole basis points.
//! Nothing here knows how a number is spelt in any language; only `lang` turns it into letters.

pub(crate) mod notation;
pub(crate) mod parse;

use std::cmp::Ordering;

/// A figure of the dictionary, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

impl FigureId {
    /// Its position in the dictionary, and among the figures of any place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A figure's value, or why there is none. Zero is a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number that may be printed.
    Known(Quantity),
    /// A count too small to be printed, of which only this is told: it is below that number.
    FewerThan(u64),
    /// No number, and why.
    Missing(Missing),
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Nobody reported it (`"not reported"`).
    NotReported,
    /// The question does not arise here (`"not applicable"`).
    NotApplicable,
    /// Known, and withheld to protect a person (`"suppressed"`).
    Suppressed,
}

/// A published quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The number.
    pub amount: Amount,
    /// "more than" and the like, if the figure was published so.
    pub qualifier: Option<Qualifier>,
}

/// The digits of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// An exact count: `8_597`.
    Count(u64),
    /// `digits / 10^decimals` of a magnitude, as published: "36.2 million" is 362, 1, Million.
    Rounded {
        /// All digits without the decimal point.
        digits: u64,
        /// How many of them stand behind the point.
        decimals: u8,
        /// The word that follows.
        magnitude: Magnitude,
    },
    /// A share in basis points (19 % is 1,900), printed with `decimals` digits after the point.
    Share {
        /// Hundredths of a percent.
        basis_points: u32,
        /// Digits behind the point, 0 to 2.
        decimals: u8,
    },
}

/// The word behind a rounded number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Magnitude {
    /// 1,000.
    Thousand,
    /// 1,000,000.
    Million,
    /// 1,000,000,000.
    Billion,
}

/// What a published figure says about its own exactness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// "more than"
    MoreThan,
    /// "at least"
    AtLeast,
    /// "about"
    About,
    /// "nearly"
    Nearly,
    /// "fewer than"
    FewerThan,
    /// "up to"
    UpTo,
}

/// What a quantity measures. A figure is of one kind, wherever it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// How many: exact or rounded.
    Number,
    /// Which part of a whole.
    Share,
}

impl Amount {
    /// What it measures.
    pub fn kind(self) -> Kind {
        match self {
            Amount::Count(_) | Amount::Rounded { .. } => Kind::Number,
            Amount::Share { .. } => Kind::Share,
        }
    }

    /// Which of two amounts is greater; amounts of different kinds are not compared.
    pub fn compare(self, other: Amount) -> Option<Ordering> {
        (self.kind() == other.kind()).then(|| self.number().cmp(&other.number()))
    }

    /// The whole number, or the basis points of a share. No figure has more decimals than its
    /// magnitude has noughts, so this is exact.
    pub fn number(self) -> u128 {
        match self {
            Amount::Count(count) => u128::from(count),
            Amount::Rounded { digits, decimals, magnitude } => {
                u128::from(digits) * u128::from(magnitude.factor()) / 10_u128.pow(u32::from(decimals))
            }
            Amount::Share { basis_points, .. } => u128::from(basis_points),
        }
    }
}

impl Magnitude {
    /// The number the word stands for.
    pub fn factor(self) -> u64 {
        match self {
            Magnitude::Thousand => 1_000,
            Magnitude::Million => 1_000_000,
            Magnitude::Billion => 1_000_000_000,
        }
    }
}

impl Value {
    /// What it measures; `None` where there is no number.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Value::Known(quantity) => Some(quantity.amount.kind()),
            Value::FewerThan(_) => Some(Kind::Number),
            Value::Missing(_) => None,
        }
    }

    /// What it counts for in a sum: its exact count, and nothing where the question does not arise.
    pub fn addend(&self) -> Option<u64> {
        match self {
            Value::Missing(Missing::NotApplicable) => Some(0),
            _ => self.count(),
        }
    }

    /// The exact count, if it is one without a qualifier; sums can be checked over these only.
    pub fn count(&self) -> Option<u64> {
        match self {
            Value::Known(Quantity { amount: Amount::Count(n), qualifier: None }) => Some(*n),
            _ => None,
        }
    }
}
