//! Spelling numbers: the only place that knows how a language writes a quantity.
//!
//! In: a [`Quantity`] or a year. Out: its text, and the plural category that decides between
//! "case" and "cases". Digits, grouping, dates and plural rules come from CLDR through ICU4X, the
//! words around the digits from the table in `words`, where a new language is a row. A [`Language`] is
//! made once per run and shared by threads.

mod sentence_words;
mod words;

use crate::figure::{Amount, Missing, Quantity};
use chrono::{Datelike, NaiveDate};
use fixed_decimal::Decimal;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
pub use icu_plurals::PluralCategory;
use icu_plurals::{PluralOperands, PluralRules};
pub use sentence_words::SentenceWords;
use std::fmt::Write;
use words::{LANGUAGES, Words};

/// The words that show where a sentence ends, for a language tag; English if it is unknown.
pub fn sentence_words(tag: &str) -> &'static SentenceWords {
    let language = tag.split('-').next().unwrap_or_default();
    let words = LANGUAGES.iter().find(|words| words.language.eq_ignore_ascii_case(language));
    words.unwrap_or(&LANGUAGES[0]).sentence
}

/// How one language writes figures.
#[derive(Debug)]
pub struct Language {
    tag: String,
    words: &'static Words,
    grouped: DecimalFormatter,
    ungrouped: DecimalFormatter,
    date: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    plural: PluralRules,
}

impl Language {
    /// The language of a BCP 47 tag ("en", "es-MX"), if it is supported. A tag without a region means
    /// the language of the U.S., so that Spanish writes 8,597 and not 8597.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let asked = Locale::try_from_str(tag).ok()?;
        let words = LANGUAGES.iter().find(|words| words.language == asked.id.language.as_str())?;
        let locale = match asked.id.region {
            Some(_) => asked,
            None => Locale::try_from_str(words.locale).ok()?,
        };
        let digits = |grouping| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new((&locale).into(), options).ok()
        };
        Some(Self {
            tag: tag.to_owned(),
            words,
            grouped: digits(GroupingStrategy::Auto)?,
            ungrouped: digits(GroupingStrategy::Never)?,
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok()?,
            plural: PluralRules::try_new_cardinal((&locale).into()).ok()?,
        })
    }

    /// The language subtags a wording may use, for messages.
    pub fn supported() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|words| words.language)
    }

    /// The words for "QR code".
    pub fn qr_code(&self) -> &'static str {
        self.words.qr_code
    }

    /// The tag it was made from.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// A quantity as printed: "8,597", "more than 105 million", "19%".
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let mut text = String::with_capacity(24);
        if let Some(qualifier) = quantity.qualifier {
            text.push_str(self.words.qualifier(qualifier));
            text.push(' ');
        }
        let digits = decimal(quantity.amount);
        // Writing into a String cannot fail.
        let _ = write!(text, "{}", self.grouped.format(&digits));
        match quantity.amount {
            Amount::Count(_) => {}
            Amount::Rounded { digits, decimals, magnitude } => {
                text.push('\u{a0}');
                text.push_str(self.words.magnitude(magnitude, digits == 1 && decimals == 0));
            }
            Amount::Share { .. } => text.push_str(self.words.percent),
        }
        text
    }

    /// A date in full: "May 1, 2024", "1 de mayo de 2024". No line ends between the day and the
    /// word beside it.
    pub fn date(&self, date: NaiveDate) -> String {
        // Neither is above 31.
        let (month, day) = (date.month() as u8, date.day() as u8);
        match Date::try_new_gregorian(date.year(), month, day) {
            Ok(date) => self.date.format(&date).to_string().replacen(' ', "\u{a0}", 1),
            // A year CLDR's calendar does not go to.
            Err(_) => date.to_string(),
        }
    }

    /// A count below ten as a word, if the language has one that fits before any noun.
    pub fn small(&self, count: u64) -> Option<&'static str> {
        let word = *self.words.small.get(usize::try_from(count).ok()?)?;
        (!word.is_empty()).then_some(word)
    }

    /// The possessive of a name: "Kentucky’s", "the U.S. Virgin Islands’", "de Kentucky".
    pub fn possessive(&self, name: &str) -> String {
        (self.words.possessive)(name)
    }

    /// The words for a figure without a number: "not reported".
    pub fn missing(&self, missing: Missing) -> &'static str {
        self.words.missing(missing)
    }

    /// A year: never grouped.
    pub fn year(&self, year: i32) -> String {
        self.ungrouped.format(&Decimal::from(year)).to_string()
    }

    /// The plural category CLDR gives a quantity: "1" is one in English, "0" and "1.0" are other.
    pub fn plural(&self, quantity: &Quantity) -> PluralCategory {
        let number = match quantity.amount {
            Amount::Rounded { magnitude, .. } => {
                let mut number = decimal(quantity.amount);
                number.multiply_pow10(magnitude.factor().ilog10() as i16);
                number.absolute.trim_end_if_integer();
                number
            }
            exact => decimal(exact),
        };
        self.plural.category_for(PluralOperands::from(&number))
    }
}

/// The digits before any word or sign, with exactly the decimals that were published.
fn decimal(amount: Amount) -> Decimal {
    match amount {
        Amount::Count(n) => Decimal::from(n),
        Amount::Rounded { digits, decimals, .. } => {
            let mut number = Decimal::from(digits);
            number.multiply_pow10(-i16::from(decimals));
            number
        }
        Amount::Share { basis_points, decimals } => {
            let mut number = Decimal::from(basis_points);
            number.multiply_pow10(-2);
            number.round(-i16::from(decimals));
            number.absolute.pad_end(-i16::from(decimals));
            number
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Magnitude, Qualifier};

    fn written(tag: &str, amount: Amount, qualifier: Option<Qualifier>) -> String {
        Language::from_tag(tag).unwrap().quantity(&Quantity { amount, qualifier })
    }

    fn million(digits: u64, decimals: u8) -> Amount {
        Amount::Rounded { digits, decimals, magnitude: Magnitude::Million }
    }

    fn category(tag: &str, amount: Amount) -> PluralCategory {
        Language::from_tag(tag).unwrap().plural(&Quantity { amount, qualifier: None })
    }

    #[test]
    fn counts_are_grouped_and_years_are_not() {
        for tag in ["en", "es", "en-US", "es-US"] {
            assert_eq!(written(tag, Amount::Count(8_597), None), "8,597");
            assert_eq!(written(tag, Amount::Count(1_234_567), None), "1,234,567");
            assert_eq!(written(tag, Amount::Count(0), None), "0");
            assert_eq!(Language::from_tag(tag).unwrap().year(2023), "2023");
        }
        assert_eq!(written("es-ES", Amount::Count(8_597), None), "8597");
        assert_eq!(written("en", Amount::Count(u64::MAX), None), "18,446,744,073,709,551,615");
    }

    #[test]
    fn dates_are_written_in_full() {
        let date = |tag, month, day| {
            let date = NaiveDate::from_ymd_opt(2024, month, day).unwrap();
            Language::from_tag(tag).unwrap().date(date)
        };
        assert_eq!(date("en", 5, 1), "May\u{a0}1, 2024");
        assert_eq!(date("en", 12, 31), "December\u{a0}31, 2024");
        assert_eq!(date("es", 1, 15), "15\u{a0}de enero de 2024");
        assert_eq!(date("es-MX", 9, 30), "30\u{a0}de septiembre de 2024");
        let far = NaiveDate::from_ymd_opt(200_000, 5, 1).unwrap();
        assert_eq!(Language::from_tag("en").unwrap().date(far), "+200000-05-01");
    }

    #[test]
    fn rounded_figures_keep_their_digits() {
        assert_eq!(written("en", million(362, 1), None), "36.2\u{a0}million");
        assert_eq!(written("en", million(360, 1), None), "36.0\u{a0}million");
        assert_eq!(written("en", million(105, 0), Some(Qualifier::MoreThan)), "more than 105\u{a0}million");
        assert_eq!(written("es", million(362, 1), None), "36.2\u{a0}millones");
        assert_eq!(written("es", million(1, 0), None), "1\u{a0}millón");
        assert_eq!(written("es", million(5, 1), None), "0.5\u{a0}millones");
    }

    #[test]
    fn shares_and_qualifiers() {
        let share = |basis_points, decimals| Amount::Share { basis_points, decimals };
        assert_eq!(written("en", share(1_900, 0), None), "19%");
        assert_eq!(written("es", share(1_900, 0), None), "19\u{a0}%");
        assert_eq!(written("en", share(1_950, 2), None), "19.50%");
        assert_eq!(written("en", share(0, 0), None), "0%");
        assert_eq!(written("es", Amount::Count(18_400), Some(Qualifier::MoreThan)), "más de 18,400");
        assert_eq!(written("en", Amount::Count(5), Some(Qualifier::FewerThan)), "fewer than 5");
    }

    #[test]
    fn plural_categories_follow_cldr() {
        assert_eq!(category("en", Amount::Count(1)), PluralCategory::One);
        assert_eq!(category("en", Amount::Count(0)), PluralCategory::Other);
        assert_eq!(category("en", million(1, 0)), PluralCategory::Other);
        assert_eq!(category("en", Amount::Share { basis_points: 100, decimals: 0 }), PluralCategory::One);
        assert_eq!(category("en", Amount::Share { basis_points: 100, decimals: 1 }), PluralCategory::Other);
        assert_eq!(category("es", Amount::Count(1)), PluralCategory::One);
        assert_eq!(category("es", million(2, 0)), PluralCategory::Many);
    }

    #[test]
    fn small_numbers_possessives_and_gaps() {
        let (en, es) = (Language::from_tag("en").unwrap(), Language::from_tag("es").unwrap());
        assert_eq!((en.small(0), en.small(6), en.small(10)), (Some("zero"), Some("six"), None));
        // "uno" does not stand before a noun, "un" and "una" depend on it: the digit stays.
        assert_eq!((es.small(1), es.small(6), es.small(10)), (None, Some("seis"), None));
        assert_eq!(en.possessive("Kentucky"), "Kentucky’s");
        assert_eq!(en.possessive("the U.S. Virgin Islands"), "the U.S. Virgin Islands’");
        assert_eq!(es.possessive("Kentucky"), "de Kentucky");
        assert_eq!(es.possessive("el Distrito de Columbia"), "del Distrito de Columbia");
        assert_eq!(es.missing(Missing::NotReported), "sin datos");
    }

    #[test]
    fn unknown_languages_are_none_and_a_language_is_shared_by_threads() {
        assert!(Language::from_tag("fr").is_none());
        assert!(Language::from_tag("").is_none());
        assert!(Language::from_tag("no such tag").is_none());
        fn shared<T: Send + Sync>() {}
        shared::<Language>();
    }
}
