//! How a figure is written in messages ("8,597", "more than 18,400", "36.2 million", "19%") and in the
//! data (`8_597`, `"more than 18,400"`). [`parse`](super::parse) reads it back. What is printed on a
//! page is written by `lang`.

use super::{Amount, Magnitude, Missing, Qualifier, Quantity, Value};
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
    /// How its digits are written as a figure of another kind, where that is a likely slip.
    pub(crate) fn in_other_kind(&self) -> Option<String> {
        match self {
            Value::Known(Quantity { amount: Amount::Count(count @ ..=100), qualifier: None }) => {
                Some(format!("\"{count}%\""))
            }
            Value::Known(Quantity { amount: Amount::Share { basis_points, .. }, qualifier: None })
                if basis_points % 100 == 0 =>
            {
                Some(format!("`{}`", basis_points / 100))
            }
            _ => None,
        }
    }
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
        assert_eq!(Value::Missing(Missing::Suppressed).to_string(), "suppressed");
    }
}
