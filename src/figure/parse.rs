//! The grammar of a figure in words: `"36.2 million"`, `"more than 18,400"`, `"19%"`, `"14.1"`,
//! `"$1,053.48"`, `"not reported"`.
//!
//! In: the text between the quotes. Out: a [`Value`] with exactly the digits written, or what is
//! wrong with the text. Nothing is rounded and no float is involved.

use super::{Amount, Bounds, Kind, MOST_DECIMALS, Magnitude, Missing, Qualifier, Quantity, Value};
use crate::diagnostic::nearest;

/// Largest number of a figure. Nothing a handout counts comes near it, and sums of thousands of such
/// figures still fit 64 bits.
pub(crate) const LARGEST: u64 = 1_000_000_000_000_000;

const MISSING: [(&str, Missing); 3] = [
    ("not reported", Missing::NotReported),
    ("not applicable", Missing::NotApplicable),
    ("suppressed", Missing::Suppressed),
];

const QUALIFIERS: [(&str, Qualifier); 9] = [
    ("more than", Qualifier::MoreThan),
    ("over", Qualifier::MoreThan),
    ("at least", Qualifier::AtLeast),
    ("about", Qualifier::About),
    ("nearly", Qualifier::Nearly),
    ("almost", Qualifier::Nearly),
    ("fewer than", Qualifier::FewerThan),
    ("less than", Qualifier::FewerThan),
    ("up to", Qualifier::UpTo),
];

const MAGNITUDES: [(&str, Magnitude, u8); 3] = [
    ("thousand", Magnitude::Thousand, 3),
    ("million", Magnitude::Million, 6),
    ("billion", Magnitude::Billion, 9),
];

/// Why a text is not a figure; [`slip`](super::pasted::slip) says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureError {
    /// A bare count in quotes.
    QuotedCount,
    /// Above [`LARGEST`], or a share above 100%.
    TooLarge,
    /// Nothing but 0 is "fewer than 1": how to write it.
    Nothing(&'static str),
    /// Anything else.
    Unknown,
}

/// Reads a figure in words. Capitals and the amount of white space do not matter.
pub(crate) fn parse(text: &str) -> Result<Value, FigureError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let Some((_, missing)) = MISSING.iter().find(|(word, _)| *word == text) {
        return Ok(Value::Missing(*missing));
    }
    let (qualifier, number) = split_qualifier(&text);
    let (money, number) = number.strip_prefix('$').map_or((false, number), |rest| (true, rest.trim_start()));
    let length = number.find(|c: char| !matches!(c, '0'..='9' | ',' | '_' | '.')).unwrap_or(number.len());
    let (digits, unit) = number.split_at(length);
    let written = WrittenNumber::read(digits).ok_or(FigureError::Unknown)?;
    let unit = unit.trim_start();
    let magnitude = MAGNITUDES.iter().find(|(word, ..)| *word == unit);
    let amount = match (magnitude, unit) {
        (Some((_, magnitude, places)), _) => written.rounded(*magnitude, *places, money)?,
        (None, "") if money => written.money()?,
        (None, "") if written.decimals > 0 => written.decimal()?,
        (None, "") => written.count()?,
        (None, "%") if !money => written.share()?,
        (None, _) => return Err(FigureError::Unknown),
    };
    if matches!(amount, Amount::Count(_)) && qualifier.is_none() {
        return Err(FigureError::QuotedCount);
    }
    let quantity = Quantity { amount, qualifier };
    match (qualifier, quantity.bounds(), amount.kind()) {
        (Some(_), Bounds { high: ..=0, .. }, Kind::Number) => Err(FigureError::Nothing("`0`")),
        (Some(_), Bounds { high: ..=0, .. }, Kind::Share) => Err(FigureError::Nothing("\"0%\"")),
        (Some(_), Bounds { high: ..=0, .. }, Kind::Decimal) => Err(FigureError::Nothing("\"0.0\"")),
        (Some(_), Bounds { high: ..=0, .. }, Kind::Money) => Err(FigureError::Nothing("\"$0\"")),
        (_, Bounds { low, high }, _) if low > high => Err(FigureError::TooLarge),
        _ => Ok(Value::Known(quantity)),
    }
}

fn split_qualifier(text: &str) -> (Option<Qualifier>, &str) {
    for (words, qualifier) in QUALIFIERS {
        if let Some(rest) = text.strip_prefix(words)
            && let Some(rest) = rest.strip_prefix(' ')
        {
            return (Some(qualifier), rest);
        }
    }
    (None, text)
}

/// The figure that a text with mistyped words was perhaps meant to be.
pub(super) fn near(text: &str) -> Option<String> {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else {
        return nearest(text, MISSING.map(|(word, _)| word)).map(str::to_owned);
    };
    let (before, number) = text.split_at(at);
    let (before, sign) = before.strip_suffix('$').map_or((before, ""), |before| (before, "$"));
    let qualifier = match before.trim_end() {
        "" => String::new(),
        typed => format!("{} ", nearest(typed, QUALIFIERS.map(|(words, _)| words))?),
    };
    let length = number.find(|c: char| !matches!(c, '0'..='9' | ',' | '.')).unwrap_or(number.len());
    let (digits, unit) = number.split_at(length);
    let unit = match unit.trim_start() {
        "" => String::new(),
        "%" => "%".to_owned(),
        typed => format!(" {}", nearest(typed, MAGNITUDES.map(|(word, ..)| word))?),
    };
    Some(format!("{qualifier}{sign}{digits}{unit}"))
}

/// A number as written: its digits, and how many of them follow the point.
struct WrittenNumber {
    digits: u64,
    decimals: u8,
}

impl WrittenNumber {
    fn read(text: &str) -> Option<Self> {
        let (whole, decimals) =
            text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let whole = ungroup(whole)?;
        let decimals = decimals.unwrap_or("");
        if (text.contains('.') && decimals.is_empty()) || !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        // A longer number saturates, and is then refused as too large.
        let digits = format!("{whole}{decimals}").parse().unwrap_or(u64::MAX);
        Some(Self { digits, decimals: u8::try_from(decimals.len()).unwrap_or(u8::MAX) })
    }

    fn count(&self) -> Result<Amount, FigureError> {
        match (self.decimals, self.digits) {
            (1.., _) => Err(FigureError::Unknown),
            (0, ..=LARGEST) => Ok(Amount::Count(self.digits)),
            _ => Err(FigureError::TooLarge),
        }
    }

    fn share(&self) -> Result<Amount, FigureError> {
        if self.decimals > 2 {
            return Err(FigureError::Unknown);
        }
        let basis_points = self.digits.saturating_mul(10_u64.pow(2 - u32::from(self.decimals)));
        match u32::try_from(basis_points) {
            Ok(basis_points @ ..=10_000) => Ok(Amount::Share { basis_points, decimals: self.decimals }),
            _ => Err(FigureError::TooLarge),
        }
    }

    fn decimal(&self) -> Result<Amount, FigureError> {
        let (digits, decimals) = self.plain()?;
        Ok(Amount::Decimal { digits, decimals })
    }

    /// Dollars with as many digits behind the point as the price has; with one, it is no price.
    fn money(&self) -> Result<Amount, FigureError> {
        if self.decimals == 1 {
            return Err(FigureError::Unknown);
        }
        let (digits, decimals) = self.plain()?;
        Ok(Amount::Money { digits, decimals, magnitude: None })
    }

    /// The digits of a number without a word behind it, and how many of them follow the point.
    fn plain(&self) -> Result<(u64, u8), FigureError> {
        if self.decimals > MOST_DECIMALS {
            return Err(FigureError::Unknown);
        }
        // Saturated digits are not those that are written.
        if self.digits == u64::MAX || self.digits / 10_u64.pow(self.decimals.into()) > LARGEST {
            return Err(FigureError::TooLarge);
        }
        Ok((self.digits, self.decimals))
    }

    fn rounded(&self, magnitude: Magnitude, places: u8, money: bool) -> Result<Amount, FigureError> {
        if self.decimals > places {
            return Err(FigureError::Unknown);
        }
        let scaled = u128::from(self.digits) * u128::from(magnitude.factor());
        if scaled / 10_u128.pow(u32::from(self.decimals)) > u128::from(LARGEST) {
            return Err(FigureError::TooLarge);
        }
        let (digits, decimals) = (self.digits, self.decimals);
        Ok(match money {
            true => Amount::Money { digits, decimals, magnitude: Some(magnitude) },
            false => Amount::Rounded { digits, decimals, magnitude },
        })
    }
}

/// Digits without their `,` or `_`; `None` if the groups are not of three.
fn ungroup(text: &str) -> Option<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return (!text.is_empty()).then(|| text.to_owned()) };
    let groups: Vec<&str> = text.split(separator).collect();
    let well = groups.iter().enumerate().all(|(at, group)| {
        let length = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        length && group.bytes().all(|b| b.is_ascii_digit())
    });
    well.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(amount: Amount, qualifier: Option<Qualifier>) -> Result<Value, FigureError> {
        Ok(Value::Known(Quantity { amount, qualifier }))
    }

    #[test]
    fn published_figures_keep_their_digits() {
        let million = |digits, decimals| Amount::Rounded { digits, decimals, magnitude: Magnitude::Million };
        assert_eq!(parse("36.2 million"), known(million(362, 1), None));
        assert_eq!(parse("36.20 million"), known(million(3620, 2), None));
        assert_eq!(parse("More than  105\u{a0}million"), known(million(105, 0), Some(Qualifier::MoreThan)));
        assert_eq!(parse("over 18_400"), known(Amount::Count(18_400), Some(Qualifier::MoreThan)));
        assert_eq!(parse("more than 18,400"), known(Amount::Count(18_400), Some(Qualifier::MoreThan)));
        assert_eq!(parse("19%"), known(Amount::Share { basis_points: 1900, decimals: 0 }, None));
        assert_eq!(
            parse("about 19.5 %"),
            known(Amount::Share { basis_points: 1950, decimals: 1 }, Some(Qualifier::About))
        );
        assert_eq!(parse("Not reported"), Ok(Value::Missing(Missing::NotReported)));
    }

    #[test]
    fn decimal_numbers_and_money_keep_their_digits() {
        let decimal = |digits, decimals| Amount::Decimal { digits, decimals };
        assert_eq!(parse("14.1"), known(decimal(141, 1), None));
        assert_eq!(parse("14.10"), known(decimal(1410, 2), None));
        assert_eq!(parse("1,053.48"), known(decimal(105_348, 2), None));
        assert_eq!(parse("0.5"), known(decimal(5, 1), None));
        assert_eq!(parse("more than 12.5"), known(decimal(125, 1), Some(Qualifier::MoreThan)));
        assert_eq!(parse("0.000001"), known(decimal(1, 6), None));
        let money = |digits, decimals, magnitude| Amount::Money { digits, decimals, magnitude };
        assert_eq!(parse("$1,053.48"), known(money(105_348, 2, None), None));
        assert_eq!(parse("$872"), known(money(872, 0, None), None));
        assert_eq!(parse("$ 0"), known(money(0, 0, None), None));
        assert_eq!(parse("$3.459"), known(money(3459, 3, None), None));
        assert_eq!(parse("$1.2 Million"), known(money(12, 1, Some(Magnitude::Million)), None));
        assert_eq!(parse("about $900"), known(money(900, 0, None), Some(Qualifier::About)));
        for text in
            ["0.1234567", "3.1415926535", "$5.5", "$", "$-5", "-$5", "5$", "$19%", "1.053,48", "1e3", "$$5"]
        {
            assert_eq!(parse(text), Err(FigureError::Unknown), "{text}");
        }
        for text in ["1000000000000001.5", "99999999999999999999.1", "$1000000000000001", "$2000000 billion"]
        {
            assert_eq!(parse(text), Err(FigureError::TooLarge), "{text}");
        }
        assert_eq!(parse("up to 0.0"), Err(FigureError::Nothing("\"0.0\"")));
        assert_eq!(parse("nearly $0"), Err(FigureError::Nothing("\"$0\"")));
        assert!(parse("fewer than 0.1").is_ok());
    }

    #[test]
    fn bare_counts_are_written_without_quotes() {
        assert_eq!(parse("8,597"), Err(FigureError::QuotedCount));
        assert_eq!(parse("1234567"), Err(FigureError::QuotedCount));
    }

    #[test]
    fn odd_figures_are_refused() {
        assert_eq!(parse("120%"), Err(FigureError::TooLarge));
        assert_eq!(parse("2000000 billion"), Err(FigureError::TooLarge));
        assert_eq!(parse("over 99999999999999999999999"), Err(FigureError::TooLarge));
        for text in [
            "",
            "-3",
            "0.1234%",
            "36,2 million",
            "1,23",
            "1_2,3",
            "3.",
            ".5",
            "1..2 million",
            "12 apples",
            "more than",
            "%",
        ] {
            assert_eq!(parse(text), Err(FigureError::Unknown), "{text}");
        }
    }

    #[test]
    fn words_that_leave_no_number_are_refused() {
        for text in
            ["fewer than 1", "less than 0", "up to 0", "nearly 0", "about 0 million", "fewer than 0 thousand"]
        {
            assert_eq!(parse(text), Err(FigureError::Nothing("`0`")), "{text}");
        }
        for text in ["fewer than 0%", "up to 0.00%"] {
            assert_eq!(parse(text), Err(FigureError::Nothing("\"0%\"")), "{text}");
        }
        assert_eq!(parse("more than 100%"), Err(FigureError::TooLarge));
        for text in
            ["fewer than 2", "fewer than 0.01%", "more than 0", "at least 0", "up to 1", "at least 100%"]
        {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn near_words_are_suggested() {
        assert_eq!(near("36.2 milion").as_deref(), Some("36.2 million"));
        assert_eq!(near("mor than 18,400").as_deref(), Some("more than 18,400"));
        assert_eq!(near("not reportd").as_deref(), Some("not reported"));
        assert_eq!(near("$1.2 milion").as_deref(), Some("$1.2 million"));
        assert_eq!(near("12 apples"), None);
    }
}
