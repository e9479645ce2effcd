//! How likely it is that two figures are equal by chance.
//!
//! In: a value. Out: its significant number, the digits that somebody had to count: 28,886 is one of
//! tens of thousands, 18,000 one of a few dozen. The chance that another value of the same size is equal
//! falls with it.

use super::{Amount, Quantity, Value};

/// The number of a value without its trailing zeros; `None` without an exact number. Decimals count as
/// digits.
pub fn significant(value: &Value) -> Option<u64> {
    let Value::Known(Quantity { amount, qualifier: _ }) = value else { return None };
    let mut number = match *amount {
        Amount::Count(count) => count,
        Amount::Rounded { digits, .. } | Amount::Decimal { digits, .. } | Amount::Money { digits, .. } => {
            digits
        }
        Amount::Share { basis_points, .. } => basis_points.into(),
    };
    while number >= 10 && number.is_multiple_of(10) {
        number /= 10;
    }
    Some(number)
}

/// The chance that a second value is equal which lies, as likely above as below, within a factor of
/// `e` to the power of `spread`: the density of a normal distribution of logarithms at its middle.
pub fn of_equality(value: &Value, spread: f64) -> f64 {
    of_equal_counts(significant(value).unwrap_or(1), spread)
}

/// The same for counts that are not rounded.
pub fn of_equal_counts(count: u64, spread: f64) -> f64 {
    (0.4 / (spread * count.max(1) as f64)).min(1.0)
}

/// How many of the numbers, in ascending order, are about as large: within half as much again, more or less.
pub fn alike(sorted: &[u64], number: u64) -> usize {
    let (low, high) = (number - number / 3, number.saturating_add(number / 2));
    sorted.partition_point(|own| *own <= high) - sorted.partition_point(|own| *own < low)
}

/// How many pairs of equal numbers to expect by chance among so many pairs of numbers about as large as
/// this one: they are spread over five sixths of it.
pub fn expected_pairs(pairs: usize, value: &Value) -> f64 {
    let number = significant(value).map_or(1.0, |number| number.max(1) as f64);
    pairs as f64 / (number * 5.0 / 6.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_say_nothing() {
        let count = |count| Value::Known(Quantity { amount: Amount::Count(count), qualifier: None });
        let digits = [0, 7, 18_000, 28_886, 28_800].map(|n| significant(&count(n)));
        assert_eq!(digits, [0, 7, 18, 28_886, 288].map(Some));
        assert!(of_equality(&count(28_886), 2.0) < 1e-5);
        assert!(of_equality(&count(18_000), 2.0) > 0.01);
        assert_eq!(alike(&[10, 66, 67, 100, 150, 151], 100), 3);
        assert!(expected_pairs(6, &count(8_597)) < 0.001);
    }
}
