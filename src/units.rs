//! Exact lengths on the page: whole thousandths of a point, so that equal input gives equal bytes on
//! every machine.

use serde::Deserialize;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/1000 pt (1 pt = 1/72 in).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(from = "f64")]
pub struct Pt(pub i64);

impl Pt {
    pub const ZERO: Pt = Pt(0);

    pub const fn new(points: i64) -> Self {
        Pt(points * 1000)
    }

    /// Rounds to the nearest thousandth of a point; for tokens read from a theme.
    pub fn from_f64(points: f64) -> Self {
        Pt((points * 1000.0).round() as i64)
    }

    /// For reports, never to decide what is printed.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// This length times a ratio, rounded to the nearest thousandth of a point.
    pub fn scale(self, ratio: Ratio) -> Self {
        Pt(product_over(self.0, ratio.0, Ratio::ONE.0))
    }

    /// The advance of `units` thousandths of an em set at this size.
    pub fn em(self, units: i64) -> Self {
        Pt(product_over(self.0, units, 1000))
    }
}

/// A factor in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(from = "f64")]
pub struct Ratio(pub i64);

impl Ratio {
    pub const ONE: Ratio = Ratio(1_000_000);

    /// Rounds to the nearest millionth; for tokens read from a theme.
    pub fn from_f64(value: f64) -> Self {
        Ratio((value * 1e6).round() as i64)
    }

    /// For reports.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The value `numerator/denominator` of the way from `self` to `other`.
    pub fn towards(self, other: Ratio, numerator: i64, denominator: i64) -> Ratio {
        let step = (other.0 - self.0) as i128 * numerator as i128;
        Ratio(self.0 + div_round(step, denominator as i128))
    }
}

/// `a * b / denominator`, rounded. Nearly always 64 bits are enough, which is faster.
fn product_over(a: i64, b: i64, denominator: i64) -> i64 {
    let half = denominator / 2;
    match a.checked_mul(b) {
        Some(n) if n.checked_add(n.signum() * half).is_some() => (n + n.signum() * half) / denominator,
        _ => div_round(a as i128 * b as i128, denominator as i128),
    }
}

fn div_round(numerator: i128, denominator: i128) -> i64 {
    let half = denominator / 2;
    let n = if numerator >= 0 { numerator + half } else { numerator - half };
    (n / denominator) as i64
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}
impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}
impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}
impl Mul<i64> for Pt {
    type Output = Pt;
    fn mul(self, n: i64) -> Pt {
        Pt(self.0 * n)
    }
}
impl Div<i64> for Pt {
    type Output = Pt;
    fn div(self, n: i64) -> Pt {
        Pt(div_round(self.0 as i128, n as i128))
    }
}
impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}
impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}
impl Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(iter: I) -> Pt {
        Pt(iter.map(|p| p.0).sum())
    }
}

impl From<f64> for Pt {
    fn from(points: f64) -> Pt {
        Pt::from_f64(points)
    }
}
impl From<f64> for Ratio {
    fn from(value: f64) -> Ratio {
        Ratio::from_f64(value)
    }
}

impl fmt::Display for Pt {
    /// The shortest exact decimal, as PDF writes its operands: `12`, `-0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_the_shortest_exact_decimal() {
        let shown: Vec<String> =
            [Pt(0), Pt(12_000), Pt(-250), Pt(10_500), Pt(1)].iter().map(Pt::to_string).collect();
        assert_eq!(shown, ["0", "12", "-0.25", "10.5", "0.001"]);
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(Pt(10_500).em(497), Pt(5219));
        assert_eq!(Pt(-3) / 2, Pt(-2));
        for (a, b) in
            [(10_500, 497), (-10_500, 497), (i64::MAX, 1), (i64::MIN + 1, 1000), (1, 500), (-1, 499)]
        {
            assert_eq!(product_over(a, b, 1000), div_round(a as i128 * b as i128, 1000), "{a} * {b}");
        }
    }
}
