//! A figure as messages name it: "8,597", "more than 18,400", "36.2 million", "19%". What is
//! printed on a page is spelt by `lang`; this is for the person who corrects the data.

use crate::figure::{Amount, Magnitude, Missing, Qualifier, Quantity, Value};

/// The figure in words.
pub fn shown(value: &Value) -> String {
    let Quantity { amount, qualifier } = match value {
        Value::Known(quantity) => quantity,
        Value::FewerThan(limit) => return format!("fewer than {}", grouped(*limit)),
        Value::Missing(Missing::NotReported) => return "not reported".to_owned(),
        Value::Missing(Missing::NotApplicable) => return "not applicable".to_owned(),
        Value::Missing(Missing::Suppressed) => return "suppressed".to_owned(),
    };
    let number = match amount {
        Amount::Count(count) => grouped(*count),
        Amount::Rounded { digits, decimals, magnitude } => {
            let word = match magnitude {
                Magnitude::Thousand => "thousand",
                Magnitude::Million => "million",
                Magnitude::Billion => "billion",
            };
            format!("{} {word}", pointed(*digits, u32::from(*decimals)))
        }
        Amount::Share { basis_points, decimals } => {
            let digits = u64::from(*basis_points) / 10_u64.pow(2 - u32::from(*decimals).min(2));
            format!("{}%", pointed(digits, u32::from(*decimals)))
        }
    };
    match qualifier {
        None => number,
        Some(Qualifier::MoreThan) => format!("more than {number}"),
        Some(Qualifier::AtLeast) => format!("at least {number}"),
        Some(Qualifier::About) => format!("about {number}"),
        Some(Qualifier::Nearly) => format!("nearly {number}"),
        Some(Qualifier::FewerThan) => format!("fewer than {number}"),
        Some(Qualifier::UpTo) => format!("up to {number}"),
    }
}

/// A count with commas.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn pointed(digits: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    match decimals {
        0 => grouped(digits),
        _ => format!("{}.{:0>width$}", grouped(digits / unit), digits % unit, width = decimals as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_as_they_were_published() {
        let known = |amount, qualifier| shown(&Value::Known(Quantity { amount, qualifier }));
        assert_eq!(known(Amount::Count(1_234_567), Some(Qualifier::MoreThan)), "more than 1,234,567");
        let amount = Amount::Rounded { digits: 3605, decimals: 2, magnitude: Magnitude::Million };
        assert_eq!(known(amount, None), "36.05 million");
        assert_eq!(known(Amount::Share { basis_points: 1950, decimals: 1 }, None), "19.5%");
        assert_eq!(known(Amount::Share { basis_points: 1900, decimals: 0 }, None), "19%");
        assert_eq!(shown(&Value::Missing(Missing::Suppressed)), "suppressed");
    }
}
