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

/// Whether a number and the sign of its bound give that value; none, that there is none.
pub(super) fn says_number(number: Option<f64>, bound: &str, value: &Value) -> bool {
    let (amount, sign) = match value {
        Value::Known(Quantity { amount, qualifier }) => {
            let sign = qualifier.map(|qualifier| match qualifier {
                Qualifier::MoreThan => ">",
                Qualifier::AtLeast => "≥",
                Qualifier::About => "≈",
                Qualifier::Nearly => "≲",
                Qualifier::FewerThan => "<",
                Qualifier::UpTo => "≤",
            });
            (*amount, sign.unwrap_or_default())
        }
        Value::FewerThan(limit) => (Amount::Count(*limit), "<"),
        Value::Missing(_) => return number.is_none() && bound.is_empty(),
    };
    let meant = match amount {
        Amount::Count(count) => count as f64,
        Amount::Rounded { digits, decimals, magnitude } => {
            digits as f64 * magnitude.factor() as f64 / 10_f64.powi(i32::from(decimals))
        }
        Amount::Share { basis_points, .. } => f64::from(basis_points) / 100.0,
        Amount::Decimal { digits, decimals } => digits as f64 / 10_f64.powi(i32::from(decimals)),
        Amount::Money { digits, decimals, magnitude } => {
            let times = magnitude.map_or(1.0, |magnitude| magnitude.factor() as f64);
            digits as f64 * times / 10_f64.powi(i32::from(decimals))
        }
    };
    // Readers keep numbers in 32 bits.
    let near = |number: f64| (number - meant).abs() <= meant * 1e-6;
    bound == sign && number.is_some_and(near)
}

/// Whether a text for people has the digits of the value, and no others, and its point before as many of them.
pub(super) fn shows(text: &str, value: &Value) -> bool {
    let said = value.to_string();
    let [shown, meant] = [text, &said].map(|text| text.bytes().filter(u8::is_ascii_digit));
    let sign = |text: &str| text.contains('$');
    shown.eq(meant) && sign(text) == sign(&said) && has_decimals(text, said_decimals(value))
}

/// How many digits stand behind the point of a value.
pub(super) fn said_decimals(value: &Value) -> usize {
    match value {
        Value::Known(Quantity { amount: Amount::Count(_), .. }) => 0,
        Value::Known(Quantity { amount: Amount::Rounded { decimals, .. }, .. })
        | Value::Known(Quantity { amount: Amount::Share { decimals, .. }, .. })
        | Value::Known(Quantity { amount: Amount::Decimal { decimals, .. }, .. })
        | Value::Known(Quantity { amount: Amount::Money { decimals, .. }, .. }) => usize::from(*decimals),
        Value::FewerThan(_) | Value::Missing(_) => 0,
    }
}

/// Whether the number of a text has so many digits behind its point, or comma: one that has none may be divided
/// in threes.
pub(super) fn has_decimals(text: &str, decimals: usize) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else { return decimals == 0 };
    let behind = text[first..=last].rsplit_once(['.', ',']).map(|(_, behind)| behind.len());
    match decimals {
        0 => behind.is_none_or(|behind| behind == 3),
        _ => behind == Some(decimals),
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
        Amount::Decimal { digits: number, decimals } => digits(text) == Some((u128::from(number), decimals)),
        Amount::Money { digits: number, decimals, magnitude } => {
            let Some(number_of) = text.strip_prefix('$') else { return false };
            let word = match magnitude {
                None => "",
                Some(Magnitude::Thousand) => " thousand",
                Some(Magnitude::Million) => " million",
                Some(Magnitude::Billion) => " billion",
            };
            number_of.strip_suffix(word).and_then(digits) == Some((u128::from(number), decimals))
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
        let rate = known(Amount::Decimal { digits: 141, decimals: 1 }, None);
        assert!(says("14.1", &rate));
        for text in ["1.41", "141", "14.10", "14.2", "$14.1", "14.1 million", "14.1%"] {
            assert!(!says(text, &rate), "{text}");
        }
        let price = known(Amount::Money { digits: 105_348, decimals: 2, magnitude: None }, None);
        assert!(says("$1,053.48", &price) && says("$1053.48", &price));
        assert!(
            !says("1,053.48", &price) && !says("$10,534.8", &price) && !says("$1,053.48 million", &price)
        );
        let magnitude = Some(Magnitude::Million);
        let budget = known(Amount::Money { digits: 12, decimals: 1, magnitude }, None);
        assert!(says("$1.2 million", &budget) && !says("$1.2", &budget) && !says("1.2 million", &budget));
        assert!(says("fewer than 10", &Value::FewerThan(10)) && !says("10", &Value::FewerThan(10)));
        assert!(!says("not reported", &Value::Missing(Missing::Suppressed)));
    }

    #[test]
    fn a_number_and_a_sign_give_one_value() {
        let known = |amount, qualifier| Value::Known(Quantity { amount, qualifier });
        let amount = Amount::Rounded { digits: 362, decimals: 1, magnitude: Magnitude::Million };
        let value = known(amount, Some(Qualifier::About));
        assert!(says_number(Some(36_200_000.0), "≈", &value) && shows("unos 36.2 millones", &value));
        assert!(!says_number(Some(36_200_000.0), "", &value) && !shows("36.3 millones", &value));
        assert!(!says_number(Some(36_300_000.0), "≈", &value) && !says_number(None, "≈", &value));
        let share = known(Amount::Share { basis_points: 1950, decimals: 1 }, None);
        assert!(says_number(Some(19.5), "", &share) && !says_number(Some(1950.0), "", &share));
        let rate = known(Amount::Decimal { digits: 141, decimals: 1 }, None);
        assert!(says_number(Some(14.1), "", &rate) && shows("14.1", &rate) && shows("14,1", &rate));
        assert!(!says_number(Some(141.0), "", &rate) && !says_number(Some(1.41), "", &rate));
        assert!(!shows("1.41", &rate) && !shows("141", &rate) && !shows("$14.1", &rate));
        let price = known(Amount::Money { digits: 105_348, decimals: 2, magnitude: None }, None);
        assert!(says_number(Some(1053.48), "", &price) && shows("$1,053.48", &price));
        assert!(!says_number(Some(1053.47), "", &price) && !shows("1,053.48", &price));
        assert!(!shows("3.62 millones", &value) && !shows("1.95%", &share) && !shows("19,5.0%", &share));
        assert!(says_number(Some(10.0), "<", &Value::FewerThan(10)));
        let missing = Value::Missing(Missing::Suppressed);
        assert!(says_number(None, "", &missing) && !says_number(Some(0.0), "", &missing));
    }
}
