//! The grammar of a figure in words: `"36.2 million"`, `"more than 18,400"`, `"19%"`,
//! `"not reported"`.
//!
//! In: the text between the quotes. Out: a [`Value`] with exactly the digits written, or what is
//! wrong with the text. Nothing is rounded and no float is involved.

use super::notation::underscored;
use super::{Amount, Bounds, Kind, Magnitude, Missing, Qualifier, Quantity, Value};
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

/// Why a text is not a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FigureError {
    /// A bare count in quotes, and how to write it.
    QuotedCount(String),
    /// A bare count with commas in quotes, and how to write it.
    CommaCount(String),
    /// Below zero.
    Negative,
    /// Above [`LARGEST`], or a share above 100%.
    TooLarge,
    /// Nothing but 0 is "fewer than 1": how to write it.
    Nothing(&'static str),
    /// More decimals than the number can have: half a person, or a thousandth of a percent.
    TooFine,
    /// Anything else, and what was perhaps meant.
    Unknown(Option<String>),
}

/// Reads a figure in words. Capitals and the amount of white space do not matter.
pub(crate) fn parse(text: &str) -> Result<Value, FigureError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let Some((_, missing)) = MISSING.iter().find(|(word, _)| *word == text) {
        return Ok(Value::Missing(*missing));
    }
    let (qualifier, number) = split_qualifier(&text);
    let length = number.find(|c: char| !matches!(c, '0'..='9' | ',' | '_' | '.')).unwrap_or(number.len());
    let (digits, unit) = number.split_at(length);
    if digits.is_empty() {
        return Err(if number.starts_with(['-', '−']) && number.contains(|c: char| c.is_ascii_digit()) {
            FigureError::Negative
        } else {
            FigureError::Unknown(meant(&text))
        });
    }
    let Some(written) = WrittenNumber::read(digits) else { return Err(FigureError::Unknown(None)) };
    let unit = unit.trim_start();
    let amount = if unit.is_empty() {
        written.count()?
    } else if unit == "%" {
        written.share()?
    } else if let Some((_, magnitude, places)) = MAGNITUDES.iter().find(|(word, ..)| *word == unit) {
        written.rounded(*magnitude, *places)?
    } else {
        let units = MAGNITUDES.map(|(word, ..)| word);
        let unit = if unit.starts_with("per") { Some("%") } else { nearest(unit, units) };
        return Err(FigureError::Unknown(
            unit.map(|unit| phrase(&text[..text.len() - number.len()], digits, unit)),
        ));
    };
    if unit.is_empty() && qualifier.is_none() {
        let how = underscored(written.digits);
        return Err(if digits.contains(',') {
            FigureError::CommaCount(how)
        } else {
            FigureError::QuotedCount(how)
        });
    }
    let quantity = Quantity { amount, qualifier };
    match (qualifier, quantity.bounds(), amount.kind()) {
        (Some(_), Bounds { high: ..=0, .. }, Kind::Number) => Err(FigureError::Nothing("`0`")),
        (Some(_), Bounds { high: ..=0, .. }, Kind::Share) => Err(FigureError::Nothing("\"0%\"")),
        (_, Bounds { low, high }, _) if low > high => Err(FigureError::TooLarge),
        _ => Ok(Value::Known(quantity)),
    }
}

fn phrase(qualifier: &str, digits: &str, unit: &str) -> String {
    let gap = if unit == "%" { "" } else { " " };
    format!("{qualifier}{digits}{gap}{unit}")
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

/// What a text that does not begin like a figure was perhaps meant to be.
fn meant(text: &str) -> Option<String> {
    if matches!(text, "n/a" | "na" | "n.a.") {
        return Some("not applicable".to_owned());
    }
    match text.find(|c: char| c.is_ascii_digit()) {
        None => nearest(text, MISSING.map(|(word, _)| word)).map(str::to_owned),
        Some(at) => {
            let words = nearest(text[..at].trim_end(), QUALIFIERS.map(|(words, _)| words))?;
            let whole = format!("{words} {}", &text[at..]);
            parse(&whole).is_ok().then_some(whole)
        }
    }
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
            (1.., _) => Err(FigureError::TooFine),
            (0, ..=LARGEST) => Ok(Amount::Count(self.digits)),
            _ => Err(FigureError::TooLarge),
        }
    }

    fn share(&self) -> Result<Amount, FigureError> {
        if self.decimals > 2 {
            return Err(FigureError::TooFine);
        }
        let basis_points = self.digits.saturating_mul(10_u64.pow(2 - u32::from(self.decimals)));
        match u32::try_from(basis_points) {
            Ok(basis_points @ ..=10_000) => Ok(Amount::Share { basis_points, decimals: self.decimals }),
            _ => Err(FigureError::TooLarge),
        }
    }

    fn rounded(&self, magnitude: Magnitude, places: u8) -> Result<Amount, FigureError> {
        if self.decimals > places {
            return Err(FigureError::TooFine);
        }
        let scaled = u128::from(self.digits) * u128::from(magnitude.factor());
        if scaled / 10_u128.pow(u32::from(self.decimals)) > u128::from(LARGEST) {
            return Err(FigureError::TooLarge);
        }
        Ok(Amount::Rounded { digits: self.digits, decimals: self.decimals, magnitude })
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
    fn bare_counts_are_written_without_quotes() {
        assert_eq!(parse("8,597"), Err(FigureError::CommaCount("8_597".into())));
        assert_eq!(parse("1234567"), Err(FigureError::QuotedCount("1_234_567".into())));
    }

    #[test]
    fn odd_figures_are_refused() {
        assert_eq!(parse("-3"), Err(FigureError::Negative));
        assert_eq!(parse("more than 3.5"), Err(FigureError::TooFine));
        assert_eq!(parse("0.1234%"), Err(FigureError::TooFine));
        assert_eq!(parse("120%"), Err(FigureError::TooLarge));
        assert_eq!(parse("2000000 billion"), Err(FigureError::TooLarge));
        assert_eq!(parse("over 99999999999999999999999"), Err(FigureError::TooLarge));
        for text in
            ["", "36,2 million", "1,23", "1_2,3", "3.", ".5", "1..2 million", "12 apples", "more than", "%"]
        {
            assert_eq!(parse(text), Err(FigureError::Unknown(None)), "{text}");
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
        let suggested = |text| match parse(text) {
            Err(FigureError::Unknown(Some(text))) => text,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(suggested("36.2 milion"), "36.2 million");
        assert_eq!(suggested("mor than 18,400"), "more than 18,400");
        assert_eq!(suggested("not reportd"), "not reported");
        assert_eq!(suggested("N/A"), "not applicable");
        assert_eq!(suggested("about 19 percent"), "about 19%");
    }
}
