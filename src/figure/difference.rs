//! A change from one value to the next: a kind of its own, with a sign.
//!
//! In: two values. Out: a [`Difference`] in percent, in percentage points, or in numbers; `None` unless
//! both are exactly known. Rounded in whole numbers, half away from zero.

use super::{Amount, Kind, Quantity, Value};

/// A change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// None at all.
    Same,
    /// In whole percent; `None` for less than one, which is not none.
    Percent { more: bool, percent: Option<u64> },
    /// Between two shares.
    Points { more: bool, basis_points: u32, decimals: u8 },
    /// In numbers.
    Number { more: bool, amount: Amount },
}

impl Difference {
    /// In percent of the old value, or in points between shares. From 0 on there is no percentage: then
    /// it is the number.
    pub fn relative(old: &Value, new: &Value) -> Option<Self> {
        let (before, now) = (exact(old)?, exact(new)?);
        let (from, to) = (before.number(), now.number());
        if before.kind() != now.kind() || before.kind() == Kind::Share || from == to || from == 0 {
            return Self::absolute(old, new);
        }
        let percent = (200 * from.abs_diff(to) + from) / (2 * from);
        let percent = u64::try_from(percent).ok()?;
        Some(Difference::Percent { more: to > from, percent: Some(percent).filter(|percent| *percent > 0) })
    }

    /// In numbers, or in points between shares. `None` between numbers that were rounded to different
    /// units: their difference would be more exact than they are.
    pub fn absolute(old: &Value, new: &Value) -> Option<Self> {
        let (before, now) = (exact(old)?, exact(new)?);
        let more = now.number() > before.number();
        match (before, now) {
            _ if before.kind() != now.kind() => None,
            _ if before.number() == now.number() => Some(Difference::Same),
            (
                Amount::Share { basis_points: from, decimals: one },
                Amount::Share { basis_points: to, decimals },
            ) => Some(Difference::Points {
                more,
                basis_points: from.abs_diff(to),
                decimals: one.max(decimals),
            }),
            (Amount::Count(from), Amount::Count(to)) => {
                Some(Difference::Number { more, amount: Amount::Count(from.abs_diff(to)) })
            }
            (
                Amount::Rounded { digits: from, decimals: one, magnitude: unit },
                Amount::Rounded { digits: to, decimals: other, magnitude },
            ) if unit == magnitude => {
                let (digits, decimals) = apart((from, one), (to, other))?;
                Some(Difference::Number { more, amount: Amount::Rounded { digits, decimals, magnitude } })
            }
            (
                Amount::Decimal { digits: from, decimals: one },
                Amount::Decimal { digits: to, decimals: other },
            ) => {
                let (digits, decimals) = apart((from, one), (to, other))?;
                Some(Difference::Number { more, amount: Amount::Decimal { digits, decimals } })
            }
            (
                Amount::Money { digits: from, decimals: one, magnitude: unit },
                Amount::Money { digits: to, decimals: other, magnitude },
            ) if unit == magnitude => {
                let (digits, decimals) = apart((from, one), (to, other))?;
                Some(Difference::Number { more, amount: Amount::Money { digits, decimals, magnitude } })
            }
            _ => None,
        }
    }
}

/// How far two numbers are apart, each its digits and how many of them follow the point: in the finer.
fn apart((from, one): (u64, u8), (to, other): (u64, u8)) -> Option<(u64, u8)> {
    let decimals = one.max(other);
    let scaled = |digits: u64, own: u8| digits.checked_mul(10_u64.checked_pow(u32::from(decimals - own))?);
    Some((scaled(from, one)?.abs_diff(scaled(to, other)?), decimals))
}

/// An amount that is neither qualified nor withheld.
fn exact(value: &Value) -> Option<Amount> {
    match value {
        Value::Known(Quantity { amount, qualifier: None }) => Some(*amount),
        Value::Known(_) | Value::FewerThan(_) | Value::Missing(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Magnitude;
    use super::*;

    fn count(count: u64) -> Value {
        Value::Known(Quantity { amount: Amount::Count(count), qualifier: None })
    }

    fn share(basis_points: u32, decimals: u8) -> Value {
        Value::Known(Quantity { amount: Amount::Share { basis_points, decimals }, qualifier: None })
    }

    #[test]
    fn a_percentage_is_rounded_half_away_from_zero() {
        let percent = |old, new| match Difference::relative(&count(old), &count(new)) {
            Some(Difference::Percent { more, percent }) => {
                let percent = percent.map_or(0, |percent| percent as i64);
                if more { percent } else { -percent }
            }
            other => panic!("{other:?}"),
        };
        let changes =
            [(200, 203, 2), (200, 197, -2), (200, 202, 1), (1_000, 1_004, 0), (7, 14, 100), (3, 1, -67)];
        for (old, new, wanted) in changes {
            assert_eq!(percent(old, new), wanted, "{old} to {new}");
        }
    }

    #[test]
    fn other_changes_are_numbers_or_points() {
        let number = Difference::Number { more: true, amount: Amount::Count(12) };
        assert_eq!(Difference::relative(&count(0), &count(12)), Some(number));
        assert_eq!(Difference::absolute(&count(50), &count(62)), Some(number));
        assert_eq!(Difference::relative(&count(5), &count(5)), Some(Difference::Same));
        let points = Difference::Points { more: false, basis_points: 150, decimals: 1 };
        assert_eq!(Difference::relative(&share(2000, 0), &share(1850, 1)), Some(points));
        let million = |digits, decimals| {
            let amount = Amount::Rounded { digits, decimals, magnitude: Magnitude::Million };
            Value::Known(Quantity { amount, qualifier: None })
        };
        let amount = Amount::Rounded { digits: 42, decimals: 1, magnitude: Magnitude::Million };
        assert_eq!(
            Difference::absolute(&million(32, 0), &million(362, 1)),
            Some(Difference::Number { more: true, amount })
        );
        assert_eq!(Difference::absolute(&count(5), &million(1, 0)), None);
        let known = |amount| Value::Known(Quantity { amount, qualifier: None });
        let decimal = |digits, decimals| known(Amount::Decimal { digits, decimals });
        let amount = Amount::Decimal { digits: 35, decimals: 2 };
        let less = Some(Difference::Number { more: false, amount });
        assert_eq!(Difference::absolute(&decimal(141, 1), &decimal(1375, 2)), less);
        let percent = Some(Difference::Percent { more: false, percent: Some(2) });
        assert_eq!(Difference::relative(&decimal(141, 1), &decimal(1375, 2)), percent);
        assert_eq!(Difference::absolute(&decimal(141, 1), &count(15)), None);
        let money = |digits, decimals, magnitude| known(Amount::Money { digits, decimals, magnitude });
        let amount = Amount::Money { digits: 348, decimals: 2, magnitude: None };
        assert_eq!(
            Difference::absolute(&money(1050, 0, None), &money(105_348, 2, None)),
            Some(Difference::Number { more: true, amount })
        );
        let million = money(12, 1, Some(Magnitude::Million));
        assert_eq!(Difference::absolute(&money(872, 0, None), &million), None);
        assert_eq!(Difference::relative(&Value::FewerThan(5), &count(9)), None);
        assert_eq!(Difference::relative(&share(500, 0), &count(9)), None);
    }
}
