//! Checks of the numbers in print: each figure's letters, read back as a person reads them, say its value
//! in the data. Read by words and signs of its own, so that a slip of what wrote the letters shows.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::page::PageView;
use crate::document::InlineKind;
use crate::figure::{Amount, Magnitude, Qualifier, Quantity, Value};
use crate::outline::Leaf;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "numbers-read",
    clauses: &[(HOUSE, "the numbers in print are those of the data")],
    run: Examines::Page(numbers),
}];

fn numbers(_: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let tongue = Tongue::of(&expected.document.meta.language);
    amounts(expected, faults);
    for passage in expected.document.passages() {
        for inline in &passage.text.inlines {
            let InlineKind::Figure(figure, _) = inline.kind else { continue };
            let fact = expected.facts.figure(figure);
            // A passage may be in another language than the sheet.
            let own = inline.language.map(Tongue::of);
            if ![Some(&tongue), own.as_ref()]
                .into_iter()
                .flatten()
                .any(|tongue| tongue.reads(&inline.text, &fact.value))
            {
                let message = format!("`{}` is not what the data has for {}", inline.text, fact.key);
                faults.at(passage.text.origin, message);
            }
        }
    }
}

/// What bars are drawn by are the same values: millionths, of a share its percent.
fn amounts(expected: &Expectation<'_>, faults: &mut Faults) {
    expected.document.page.visit(&mut |spot| {
        let Leaf::Figure(own) = spot.leaf else { return };
        let mut figures = own.text.inlines.iter().filter_map(|inline| match inline.kind {
            InlineKind::Figure(figure, _) => Some(expected.facts.figure(figure)),
            InlineKind::Wording | InlineKind::Datum(..) => None,
        });
        let (Some(fact), Some(amount)) = (figures.next(), own.amount) else { return };
        let sound = match fact.value {
            Value::Known(Quantity { amount: exact, .. }) => {
                let unit = match exact {
                    Amount::Count(_) | Amount::Rounded { .. } => 1_000_000,
                    Amount::Share { .. } => 10_000,
                    Amount::Decimal { .. } | Amount::Money { .. } => 1,
                };
                u128::try_from(amount) == Ok(exact.number() * unit)
            }
            Value::FewerThan(_) | Value::Missing(_) => false,
        };
        if !sound {
            let message = format!("the bar of {} is not as long as the data has it", fact.key);
            faults.at(own.text.origin, message);
        }
    });
}

/// No number has more digits.
const MOST_DIGITS: usize = 30;

/// How numbers are read in a language.
struct Tongue {
    group: char,
    point: char,
    /// In the order of [`Qualifier`].
    bounds: [&'static str; 6],
    /// "fewer than", of what is not counted.
    less: &'static str,
    /// Thousands, millions, thousands of millions; one and several.
    magnitudes: [[&'static str; 2]; 3],
    /// Behind numbers in an order.
    ordinals: &'static [&'static str],
    /// From one to nine.
    words: [&'static [&'static str]; 9],
}

const ENGLISH: Tongue = Tongue {
    group: ',',
    point: '.',
    bounds: ["more than", "at least", "about", "nearly", "fewer than", "up to"],
    less: "less than",
    magnitudes: [["thousand"; 2], ["million"; 2], ["billion"; 2]],
    ordinals: &["st", "nd", "rd", "th"],
    words: [
        &["one"],
        &["two"],
        &["three"],
        &["four"],
        &["five"],
        &["six"],
        &["seven"],
        &["eight"],
        &["nine"],
    ],
};

const SPANISH: Tongue = Tongue {
    group: ',',
    point: '.',
    bounds: ["más de", "al menos", "alrededor de", "casi", "menos de", "hasta"],
    less: "menos de",
    magnitudes: [["mil"; 2], ["millón", "millones"], ["mil millones"; 2]],
    ordinals: &[".º", ".ª"],
    words: [
        &["un", "uno", "una"],
        &["dos"],
        &["tres"],
        &["cuatro"],
        &["cinco"],
        &["seis"],
        &["siete"],
        &["ocho"],
        &["nueve"],
    ],
};

impl Tongue {
    /// That of a language's tag.
    fn of(tag: &str) -> Self {
        let mut parts = tag.split('-');
        match (parts.next(), parts.next()) {
            (Some("es"), Some("ES")) => Tongue { group: '.', point: ',', ..SPANISH },
            (Some("es"), _) => SPANISH,
            _ => ENGLISH,
        }
    }

    /// Whether a text says a value. In place of 0, and of what is no number, authors have words of their own.
    fn reads(&self, text: &str, value: &Value) -> bool {
        let text = match text.is_ascii() {
            true => text.to_ascii_lowercase(),
            false => text.replace('\u{a0}', " ").to_lowercase(),
        };
        let Some(first) = text.find(|c: char| c.is_numeric()) else { return self.reads_words(&text, value) };
        let (bound, rest) = text.split_at(first);
        let end = rest.find(|c: char| !c.is_numeric() && c != self.group && c != self.point);
        let (digits, mut unit) = rest.split_at(end.unwrap_or(rest.len()));
        // The sign of an ordinal may begin with the point.
        let digits = match digits.strip_suffix(self.point) {
            Some(whole) => {
                unit = &rest[whole.len()..];
                whole
            }
            None => digits,
        };
        let (bound, dollars) = bound.strip_suffix('$').map_or((bound, false), |bound| (bound, true));
        let (bound, unit) = (bound.trim(), unit.trim_start());
        let Some((number, decimals)) = self.number(digits) else { return false };
        match value {
            Value::Known(Quantity { amount, qualifier }) => {
                let wanted = match (qualifier, amount) {
                    (None, _) => "",
                    (Some(Qualifier::FewerThan), Amount::Decimal { .. } | Amount::Money { .. }) => self.less,
                    (Some(qualifier), _) => self.bound(*qualifier),
                };
                bound == wanted
                    && dollars == matches!(amount, Amount::Money { .. })
                    && self.is_amount((number, decimals), unit, *amount)
            }
            Value::FewerThan(limit) => {
                bound == self.bound(Qualifier::FewerThan)
                    && !dollars
                    && unit.is_empty()
                    && (number, decimals) == (u128::from(*limit), 0)
            }
            Value::Missing(_) => false,
        }
    }

    fn reads_words(&self, text: &str, value: &Value) -> bool {
        match value {
            Value::Known(Quantity { amount: Amount::Count(count @ 1..), qualifier }) => {
                let words = usize::try_from(*count - 1).ok().and_then(|n| self.words.get(n));
                let bound = qualifier.map_or("", |qualifier| self.bound(qualifier));
                let word = text.strip_prefix(bound).unwrap_or(text).trim();
                words.is_some_and(|words| words.contains(&word))
            }
            Value::Known(Quantity { amount, .. }) => amount.number() == 0,
            Value::FewerThan(_) | Value::Missing(_) => true,
        }
    }

    fn bound(&self, qualifier: Qualifier) -> &'static str {
        let place = match qualifier {
            Qualifier::MoreThan => 0,
            Qualifier::AtLeast => 1,
            Qualifier::About => 2,
            Qualifier::Nearly => 3,
            Qualifier::FewerThan => 4,
            Qualifier::UpTo => 5,
        };
        self.bounds[place]
    }

    fn is_amount(&self, read: (u128, usize), unit: &str, amount: Amount) -> bool {
        match amount {
            Amount::Count(count) => {
                read == (count.into(), 0) && (unit.is_empty() || self.ordinals.contains(&unit))
            }
            Amount::Rounded { digits, decimals, magnitude }
            | Amount::Money { digits, decimals, magnitude: Some(magnitude) } => {
                let [one, several] = match magnitude {
                    Magnitude::Thousand => self.magnitudes[0],
                    Magnitude::Million => self.magnitudes[1],
                    Magnitude::Billion => self.magnitudes[2],
                };
                read == (digits.into(), decimals.into()) && (unit == one || unit == several)
            }
            Amount::Decimal { digits, decimals } | Amount::Money { digits, decimals, magnitude: None } => {
                read == (digits.into(), decimals.into()) && unit.is_empty()
            }
            Amount::Share { basis_points, decimals } => {
                let whole = read.0 * 10_u128.pow(2 - u32::from(decimals.min(2)));
                read.1 == usize::from(decimals) && whole == basis_points.into() && unit == "%"
            }
        }
    }

    /// The digits of a number, and how many of them stand behind its point. Groups are of three.
    fn number(&self, text: &str) -> Option<(u128, usize)> {
        let (whole, behind) = text.split_once(self.point).unwrap_or((text, ""));
        let mut groups = whole.split(self.group);
        let first = groups.next()?;
        let is_grouped = first.len() < whole.len();
        let sound = groups.clone().all(|group| group.len() == 3) && !(is_grouped && first.len() > 3);
        let (mut number, mut digits) = (0, 0);
        for byte in std::iter::once(first).chain(groups).chain([behind]).flat_map(str::bytes) {
            digits += 1;
            if !byte.is_ascii_digit() || digits > MOST_DIGITS {
                return None;
            }
            number = number * 10 + u128::from(byte - b'0');
        }
        (sound && digits > 0).then_some((number, behind.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Missing;

    #[test]
    fn letters_say_one_value() {
        let known = |amount, qualifier| Value::Known(Quantity { amount, qualifier });
        let count = |count| known(Amount::Count(count), None);
        let millions = Amount::Rounded { digits: 362, decimals: 1, magnitude: Magnitude::Million };
        let share = known(Amount::Share { basis_points: 1950, decimals: 1 }, None);
        let rate = known(Amount::Decimal { digits: 141, decimals: 1 }, None);
        let below = known(Amount::Decimal { digits: 141, decimals: 1 }, Some(Qualifier::FewerThan));
        let money = |digits, decimals, magnitude| known(Amount::Money { digits, decimals, magnitude }, None);
        let (price, budget) = (money(105_348, 2, None), money(12, 1, Some(Magnitude::Million)));
        let [en, es, spain] = ["en", "es-US", "es-ES"].map(Tongue::of);
        for (tongue, text, value) in [
            (&en, "8,597", &count(8597)),
            (&en, "Six", &count(6)),
            (&en, "21st", &count(21)),
            (&en, "no", &count(0)),
            (&en, "More than 18,400", &known(Amount::Count(18_400), Some(Qualifier::MoreThan))),
            (&en, "about 36.2\u{a0}million", &known(millions, Some(Qualifier::About))),
            (&es, "36.2\u{a0}millones", &known(millions, None)),
            (&spain, "36,2\u{a0}millones", &known(millions, None)),
            (&en, "19.5%", &share),
            (&es, "19.5\u{a0}%", &share),
            (&es, "una", &count(1)),
            (&es, "3.ª", &count(3)),
            (&en, "14.1", &rate),
            (&es, "14.1", &rate),
            (&spain, "14,1", &rate),
            (&en, "Less than 14.1", &below),
            (&es, "menos de 14.1", &below),
            (&en, "$1,053.48", &price),
            (&es, "$1,053.48", &price),
            (&en, "$1.2\u{a0}million", &budget),
            (&es, "$1.2\u{a0}millones", &budget),
            (&en, "fewer than 10", &Value::FewerThan(10)),
            (&en, "an unreported number of", &Value::Missing(Missing::NotReported)),
        ] {
            assert!(tongue.reads(text, value), "{text}");
        }
        for (tongue, text, value) in [
            (&en, "8,579", &count(8597)),
            (&en, "8.597", &count(8597)),
            (&en, "85,97", &count(8597)),
            (&en, "8,597 million", &count(8597)),
            (&en, "seven", &count(6)),
            (&en, "36.2 million", &known(millions, Some(Qualifier::About))),
            (&en, "36.2 thousand", &known(millions, None)),
            (&es, "36.2 billones", &known(millions, None)),
            (&en, "19.5", &share),
            (&en, "195%", &share),
            (&en, "1.41", &rate),
            (&en, "14,1", &rate),
            (&en, "$14.1", &rate),
            (&en, "14.1 million", &rate),
            (&en, "fewer than 14.1", &below),
            (&en, "1,053.48", &price),
            (&en, "$10,534.8", &price),
            (&en, "$1,053.48 million", &price),
            (&en, "$1.2", &budget),
            (&en, "$8,597", &count(8597)),
            (&en, "10", &Value::FewerThan(10)),
            (&en, "0", &Value::Missing(Missing::Suppressed)),
        ] {
            assert!(!tongue.reads(text, value), "{text}");
        }
    }
}
