//! Whether a text that programs read gives a figure's value: "8597", "36.2 million", "19%",
//! "fewer than 10", "not reported". Written anew from what the data may hold, so that a slip of
//! what wrote the text shows.

use crate::figure::{Amount, Magnitude, Missing, Qualifier, Quantity, Value};

/// Whether the text gives that value.
pub(super) fn says(text: &str, value: &Value) -> bool {
    match value {
        Value::Known(Quantity { amount, qualifier: None }) => says_amount(text, *amount),
        Value::Known(Quantity { amount, qualifier: Some(qualifier) }) => {
            let words = match qualifier {
                Qualifier::MoreThan => "more than ",
                Qualifier::AtLeast => "at least ",
                Qualifier::About => "about ",
                Qualifier::Nearly => "nearly ",
                Qualifier::FewerThan => "fewer than ",
                Qualifier::UpTo => "up to ",
            };
            text.strip_prefix(words).is_some_and(|rest| says_amount(rest, *amount))
        }
        Value::FewerThan(limit) => {
            text.strip_prefix("fewer than ").and_then(digits) == Some((u128::from(*limit), 0))
        }
        Value::Missing(Missing::NotReported) => text == "not reported",
        Value::Missing(Missing::NotApplicable) => text == "not applicable",
        Value::Missing(Missing::Suppressed) => text == "suppressed",
    }
}

fn says_amount(text: &str, amount: Amount) -> bool {
    match amount {
        Amount::Count(count) => digits(text) == Some((u128::from(count), 0)),
        Amount::Rounded { digits: number, decimals, magnitude } => {
            let word = match magnitude {
                Magnitude::Thousand => " thousand",
                Magnitude::Million => " million",
                Magnitude::Billion => " billion",
            };
            text.strip_suffix(word).and_then(digits) == Some((u128::from(number), decimals))
        }
        Amount::Share { basis_points, decimals } => {
            let Some((number, behind)) = text.strip_suffix('%').and_then(digits) else { return false };
            let hundredths = number * 10_u128.pow(2 - u32::from(behind.min(2)));
            behind == decimals && hundredths == u128::from(basis_points)
        }
    }
}

/// The digits of a number, and how many of them stand behind its point.
fn digits(text: &str) -> Option<(u128, u8)> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let plain = |c: char| c == ',' || c == '_';
    let number: String = whole.chars().filter(|c| !plain(*c)).chain(behind.chars()).collect();
    let sound = !number.is_empty() && number.len() < 30 && number.bytes().all(|b| b.is_ascii_digit());
    Some((number.parse().ok().filter(|_| sound)?, behind.len() as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_one_value() {
        let known = |amount, qualifier| Value::Known(Quantity { amount, qualifier });
        let count = known(Amount::Count(8597), None);
        assert!(says("8597", &count) && says("8,597", &count));
        assert!(!says("8598", &count) && !says("", &count) && !says("8597.0", &count));
        let amount = Amount::Rounded { digits: 362, decimals: 1, magnitude: Magnitude::Million };
        assert!(says("about 36.2 million", &known(amount, Some(Qualifier::About))));
        assert!(!says("36.2 million", &known(amount, Some(Qualifier::About))));
        let share = known(Amount::Share { basis_points: 1950, decimals: 1 }, None);
        assert!(says("19.5%", &share) && !says("19.50%", &share) && !says("19.6%", &share));
        assert!(says("fewer than 10", &Value::FewerThan(10)) && !says("10", &Value::FewerThan(10)));
        assert!(!says("not reported", &Value::Missing(Missing::Suppressed)));
    }
}
