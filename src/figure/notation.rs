//! How a figure is written in messages ("8,597", "more than 18,400", "36.2 million", "19%", "14.1",
//! "$1,053.48") and in the data (`8_597`, `"more than 18,400"`). [`parse`](super::parse) reads it back. What is printed on a
//! page is written by `lang`.

use super::{Amount, Kind, MILLIONTHS, Magnitude, Missing, Qualifier, Quantity, Value};
use std::fmt::{Display, Formatter, Result};

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Value::Known(quantity) => quantity.fmt(f),
            Value::FewerThan(limit) => write!(f, "{} {}", Qualifier::FewerThan, grouped(*limit, ',')),
            Value::Missing(missing) => missing.fmt(f),
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.qualifier {
            Some(qualifier) => write!(f, "{qualifier} {}", self.amount),
            None => self.amount.fmt(f),
        }
    }
}

impl Display for Amount {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match *self {
            Amount::Count(count) => f.write_str(&grouped(count, ',')),
            Amount::Rounded { digits, decimals, magnitude } => {
                write!(f, "{} {magnitude}", pointed(digits, decimals))
            }
            Amount::Share { basis_points, decimals } => {
                let digits = u64::from(basis_points) / 10_u64.pow(2 - u32::from(decimals).min(2));
                write!(f, "{}%", pointed(digits, decimals))
            }
            Amount::Decimal { digits, decimals } => f.write_str(&pointed(digits, decimals)),
            Amount::Money { digits, decimals, magnitude } => {
                write!(f, "${}", pointed(digits, decimals))?;
                magnitude.map_or(Ok(()), |magnitude| write!(f, " {magnitude}"))
            }
        }
    }
}

impl Display for Magnitude {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Magnitude::Thousand => "thousand",
            Magnitude::Million => "million",
            Magnitude::Billion => "billion",
        })
    }
}

impl Display for Qualifier {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Qualifier::MoreThan => "more than",
            Qualifier::AtLeast => "at least",
            Qualifier::About => "about",
            Qualifier::Nearly => "nearly",
            Qualifier::FewerThan => "fewer than",
            Qualifier::UpTo => "up to",
        })
    }
}

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Missing::NotReported => "not reported",
            Missing::NotApplicable => "not applicable",
            Missing::Suppressed => "suppressed",
        })
    }
}

impl Value {
    /// How its digits are written as a figure of another kind, where that is a likely slip: a decimal number
    /// with so many decimals.
    pub(crate) fn in_kind(&self, kind: Kind, decimals: u8) -> Option<String> {
        let Value::Known(Quantity { amount, qualifier }) = *self else { return None };
        let words = qualifier.map(|qualifier| format!("{qualifier} ")).unwrap_or_default();
        let quoted = |text: String| Some(format!("\"{words}{text}\""));
        let plain = qualifier.is_none();
        match (amount, kind) {
            (Amount::Count(count @ ..=100), Kind::Share) if plain => quoted(format!("{count}%")),
            (Amount::Count(count), Kind::Decimal) => {
                let zeros = "0".repeat(decimals.max(1).into());
                quoted(format!("{}.{zeros}", grouped(count, ',')))
            }
            (Amount::Count(count), Kind::Money) => quoted(format!("${}", grouped(count, ','))),
            (Amount::Share { basis_points, .. }, Kind::Number) if plain && basis_points % 100 == 0 => {
                Some(format!("`{}`", basis_points / 100))
            }
            (Amount::Decimal { digits, decimals }, Kind::Share) if plain => {
                of_one(digits, decimals).map_or_else(|| percentage(amount), quoted)
            }
            // 8.597 where points divide thousands.
            (Amount::Decimal { digits, decimals: 3 }, Kind::Number) if plain && digits < 1_000_000 => {
                Some(format!("`{}`", underscored(digits)))
            }
            // As programs write counts.
            (Amount::Decimal { digits, decimals }, Kind::Number)
                if plain && digits.is_multiple_of(10_u64.pow(decimals.into())) =>
            {
                Some(format!("`{}`", underscored(digits / 10_u64.pow(decimals.into()))))
            }
            (Amount::Decimal { digits, decimals: 1 }, Kind::Money) => {
                quoted(format!("${}0", pointed(digits, 1)))
            }
            (Amount::Decimal { .. }, Kind::Money) => quoted(format!("${amount}")),
            (Amount::Money { digits, decimals: 0, magnitude: None }, Kind::Number) if plain => {
                Some(format!("`{}`", underscored(digits)))
            }
            (Amount::Money { digits, decimals: decimals @ 1.., magnitude: None }, Kind::Decimal) => {
                quoted(pointed(digits, decimals))
            }
            _ => None,
        }
    }
}

/// A decimal number up to 100 as a percentage.
fn percentage(amount: Amount) -> Option<String> {
    let Amount::Decimal { decimals: ..=2, .. } = amount else { return None };
    (amount.number() <= 100 * u128::from(MILLIONTHS)).then(|| format!("\"{amount}%\""))
}

/// The percentage of a part of one: 0.19 is 19%.
pub(crate) fn of_one(digits: u64, decimals: u8) -> Option<String> {
    let below_one = (1..=4).contains(&decimals) && digits < 10_u64.pow(decimals.into());
    let digits = if decimals == 1 { digits * 10 } else { digits };
    below_one.then(|| format!("{}%", pointed(digits, decimals.max(2) - 2)))
}

/// Millionths as a number, without zeros at the end; money has cents, or none.
pub(super) fn of_millionths(number: u128, kind: Kind) -> String {
    let (whole, behind) = (number / u128::from(MILLIONTHS), number % u128::from(MILLIONTHS));
    let whole = grouped(u64::try_from(whole).unwrap_or(u64::MAX), ',');
    let mut behind = format!("{behind:06}").trim_end_matches('0').to_owned();
    if kind == Kind::Money && behind.len() == 1 {
        behind.push('0');
    }
    let sign = if kind == Kind::Money { "$" } else { "" };
    if behind.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{behind}") }
}

/// The digits of a count, grouped in threes.
pub(crate) fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A count as written in the data: `8_597`.
pub(crate) fn underscored(number: u64) -> String {
    grouped(number, '_')
}

fn pointed(digits: u64, decimals: u8) -> String {
    let unit = 10_u64.pow(u32::from(decimals));
    match decimals {
        0 => grouped(digits, ','),
        _ => format!(
            "{}.{:0>width$}",
            grouped(digits / unit, ','),
            digits % unit,
            width = usize::from(decimals)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_as_they_were_published() {
        let known = |amount, qualifier| Quantity { amount, qualifier }.to_string();
        assert_eq!(known(Amount::Count(1_234_567), Some(Qualifier::MoreThan)), "more than 1,234,567");
        let amount = Amount::Rounded { digits: 3605, decimals: 2, magnitude: Magnitude::Million };
        assert_eq!(known(amount, None), "36.05 million");
        assert_eq!(known(Amount::Share { basis_points: 1950, decimals: 1 }, None), "19.5%");
        assert_eq!(known(Amount::Share { basis_points: 1900, decimals: 0 }, None), "19%");
        assert_eq!(known(Amount::Decimal { digits: 141_000, decimals: 2 }, None), "1,410.00");
        let money = |digits, decimals, magnitude| known(Amount::Money { digits, decimals, magnitude }, None);
        assert_eq!([money(105_348, 2, None), money(872, 0, None)], ["$1,053.48", "$872"]);
        assert_eq!(money(12, 1, Some(Magnitude::Million)), "$1.2 million");
        assert_eq!(Value::Missing(Missing::Suppressed).to_string(), "suppressed");
    }

    #[test]
    fn digits_are_written_as_another_kind_where_a_sign_was_forgotten() {
        let is = |text: &str, kind, way: Option<&str>| {
            let count = |count| Value::Known(Quantity { amount: Amount::Count(count), qualifier: None });
            let value = text.parse().map_or_else(|_| super::super::parse::parse(text).unwrap(), count);
            assert_eq!(value.in_kind(kind, 2).as_deref(), way, "{text} {kind:?}");
        };
        is("19", Kind::Share, Some("\"19%\""));
        is("12", Kind::Decimal, Some("\"12.00\""));
        is("more than 12", Kind::Decimal, Some("\"more than 12.00\""));
        is("1872", Kind::Money, Some("\"$1,872\""));
        is("19%", Kind::Number, Some("`19`"));
        is("14.1", Kind::Share, Some("\"14.1%\""));
        is("0.19", Kind::Share, Some("\"19%\""));
        is("0.075", Kind::Share, Some("\"7.5%\""));
        is("0.5", Kind::Share, Some("\"50%\""));
        is("140.5", Kind::Share, None);
        is("14.1", Kind::Number, None);
        is("8.597", Kind::Number, Some("`8_597`"));
        is("5.5", Kind::Money, Some("\"$5.50\""));
        is("$872", Kind::Number, Some("`872`"));
        is("$1,053.48", Kind::Decimal, Some("\"1,053.48\""));
        is("14.1 million", Kind::Decimal, None);
    }
}
