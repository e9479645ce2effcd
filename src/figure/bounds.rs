//! What a published figure can be: the least and the most that its words allow.
//!
//! In: a figure as published. Out: whole numbers, both included, in which a count is itself, a decimal number
//! and money are in millionths, and a share is so fine that no two shares of different counts are the same. A rule is broken only if nothing within the
//! bounds could keep it, so they are generous where words are vague.

use super::notation::of_millionths;
use super::{Amount, Kind, MILLIONTHS, Magnitude, Qualifier, Quantity, Value};

/// The least and the most, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub low: i128,
    pub high: i128,
}

/// Above any number.
pub const ENDLESS: i128 = i128::MAX;
/// The whole, as a share. The shares of two counts differ by more than its parts, since no count is above
/// `parse::LARGEST`.
pub const WHOLE: i128 = 10_i128.pow(20);
/// A hundredth of a percent.
const BASIS_POINT: i128 = WHOLE / 10_000;

impl Bounds {
    pub const NOTHING: Self = Self { low: 0, high: 0 };
    /// Of a number that nobody knows.
    pub const ANYWHERE: Self = Self { low: 0, high: ENDLESS };

    pub fn exactly(number: i128) -> Self {
        Self { low: number, high: number }
    }

    /// Of the sum.
    pub fn plus(self, other: Self) -> Self {
        let (low, high) = (self.low.saturating_add(other.low), self.high.saturating_add(other.high));
        Self { low, high }
    }
}

impl Quantity {
    /// Its bounds. A number rounded to a word ("36.2 million"), a share, a decimal number or money was rounded
    /// by at most half a unit of its last digit; "nearly" is at least the half, and "about" at least the half and at most the
    /// double, since nobody would call other numbers so.
    pub fn bounds(self) -> Bounds {
        let value = self.amount.exact();
        let most = if self.amount.kind() == Kind::Share { WHOLE } else { ENDLESS };
        let half = self.amount.unit() / 2;
        let (low, high) = match self.qualifier {
            None => (value - half, value + half),
            Some(Qualifier::MoreThan) => (value + 1, most),
            Some(Qualifier::AtLeast) => (value, most),
            Some(Qualifier::FewerThan) => (0, value - 1),
            Some(Qualifier::UpTo) => (0, value),
            Some(Qualifier::Nearly) => (value / 2, value),
            Some(Qualifier::About) => (value / 2, value * 2),
        };
        Bounds { low: low.max(0), high: high.clamp(0, most) }
    }
}

impl Amount {
    /// The digits as they stand.
    pub fn exact(self) -> i128 {
        // No figure is above 10^15.
        let number = i128::try_from(self.number()).unwrap_or(ENDLESS);
        match self.kind() {
            Kind::Number | Kind::Decimal | Kind::Money => number,
            Kind::Share => number.saturating_mul(BASIS_POINT),
        }
    }

    /// One in its last digit; 0 for an exact count.
    fn unit(self) -> i128 {
        match self {
            Amount::Count(_) => 0,
            Amount::Rounded { decimals, magnitude, .. } => {
                i128::from(magnitude.factor()) / 10_i128.pow(decimals.into())
            }
            Amount::Share { decimals, .. } => BASIS_POINT * 10_i128.pow(2 - u32::from(decimals).min(2)),
            Amount::Decimal { decimals, .. } => i128::from(MILLIONTHS) / 10_i128.pow(decimals.into()),
            Amount::Money { decimals, magnitude, .. } => {
                let factor = magnitude.map_or(1, Magnitude::factor);
                i128::from(MILLIONTHS) * i128::from(factor) / 10_i128.pow(decimals.into())
            }
        }
    }
}

impl Value {
    /// What it can be; `None` without a number.
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Value::Known(quantity) => Some(quantity.bounds()),
            Value::FewerThan(limit) => Some(Bounds { low: 0, high: i128::from(*limit).max(1) - 1 }),
            Value::Missing(_) => None,
        }
    }
}

/// A bound in words: "1,002,000", "118.5%", "$1,053.48".
pub fn bound(number: i128, kind: Kind) -> String {
    match kind {
        Kind::Number => super::notation::grouped(u64::try_from(number).unwrap_or(u64::MAX), ','),
        Kind::Share => {
            let basis_points = (number.saturating_add(BASIS_POINT / 2)) / BASIS_POINT;
            let mut basis_points = u32::try_from(basis_points).unwrap_or(u32::MAX);
            let mut decimals = 2;
            while decimals > 0 && basis_points.is_multiple_of(10_u32.pow(3 - u32::from(decimals))) {
                decimals -= 1;
            }
            basis_points = basis_points.max(u32::from(number > 0 && basis_points == 0));
            Amount::Share { basis_points, decimals }.to_string()
        }
        Kind::Decimal | Kind::Money => of_millionths(u128::try_from(number).unwrap_or_default(), kind),
    }
}
