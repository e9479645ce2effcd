//! What is written, by example; and all of it against CLDR.

use super::words::LANGUAGES;
use super::*;
use crate::figure::{Magnitude, Qualifier};
use fixed_decimal::Decimal;
use icu_calendar::{Date, Gregorian};
use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD};
use icu_decimal::{DecimalFormatter, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

fn written(tag: &str, amount: Amount, qualifier: Option<Qualifier>) -> String {
    Language::from_tag(tag).unwrap().quantity(&Quantity { amount, qualifier })
}

fn million(digits: u64, decimals: u8) -> Amount {
    Amount::Rounded { digits, decimals, magnitude: Magnitude::Million }
}

fn is_one(tag: &str, amount: Amount) -> bool {
    Language::from_tag(tag).unwrap().is_one(&Quantity { amount, qualifier: None })
}

#[test]
fn counts_are_grouped() {
    for tag in ["en", "es", "en-US", "es-US"] {
        assert_eq!(written(tag, Amount::Count(8_597), None), "8,597");
        assert_eq!(written(tag, Amount::Count(1_234_567), None), "1,234,567");
        assert_eq!(written(tag, Amount::Count(0), None), "0");
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
fn decimal_numbers_and_money_keep_their_digits() {
    let decimal = |digits, decimals| Amount::Decimal { digits, decimals };
    assert_eq!(written("en", decimal(141, 1), None), "14.1");
    assert_eq!(written("es", decimal(1410, 2), None), "14.10");
    assert_eq!(written("es-ES", decimal(141, 1), None), "14,1");
    assert_eq!(written("en", decimal(10_534_812, 4), None), "1,053.4812");
    assert_eq!(written("en", decimal(5, 1), Some(Qualifier::FewerThan)), "less than 0.5");
    assert_eq!(written("es", decimal(5, 1), Some(Qualifier::FewerThan)), "menos de 0.5");
    let money = |digits, decimals, magnitude| Amount::Money { digits, decimals, magnitude };
    for tag in ["en", "es"] {
        assert_eq!(written(tag, money(105_348, 2, None), None), "$1,053.48");
        assert_eq!(written(tag, money(872, 0, None), None), "$872");
    }
    let million = |digits, decimals| money(digits, decimals, Some(Magnitude::Million));
    assert_eq!(written("en", million(12, 1), Some(Qualifier::MoreThan)), "more than $1.2\u{a0}million");
    assert_eq!(written("es", million(12, 1), None), "$1.2\u{a0}millones");
    assert_eq!(written("es", million(1, 0), None), "$1\u{a0}millón");
    let of_millions = |amount| is_of_millions(&Quantity { amount, qualifier: None });
    assert!(of_millions(million(12, 1)) && of_millions(money(2_000_000, 0, None)));
    assert!(!of_millions(money(200_000_000, 2, None)) && !of_millions(decimal(20_000_000, 1)));
}

#[test]
fn one_takes_the_singular() {
    let share = |basis_points, decimals| Amount::Share { basis_points, decimals };
    assert!(is_one("en", Amount::Count(1)) && !is_one("en", Amount::Count(0)));
    assert!(is_one("en", share(100, 0)) && !is_one("en", share(100, 1)));
    assert!(is_one("es", share(100, 0)) && is_one("es", share(100, 1)));
    let decimal = |digits, decimals| Amount::Decimal { digits, decimals };
    assert!(!is_one("en", decimal(10, 1)) && is_one("es", decimal(10, 1)) && !is_one("es", decimal(1, 1)));
    assert!(is_one("en", Amount::Money { digits: 1, decimals: 0, magnitude: None }));
    assert!(!is_one("en", million(1, 0)) && !is_one("es", million(1, 0)));
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
fn unknown_languages_are_none() {
    for tag in ["fr", "", "no such tag", "en-", "en-GB", "es-CR", "es-ES-x-any"] {
        assert!(Language::from_tag(tag).is_none(), "{tag}");
    }
    assert!(Language::from_tag("es-us").is_some());
}

/// Each language as spoken in each region of the table, with CLDR's locale.
fn spoken() -> impl Iterator<Item = (Language, Locale)> {
    let regions = |words: &'static Words| words.regions.iter().flat_map(|region| region.names);
    let tags = LANGUAGES.iter().flat_map(move |words| regions(words).map(|name| (words.language, name)));
    tags.map(|(language, region)| format!("{language}-{region}"))
        .map(|tag| (Language::from_tag(&tag).unwrap(), Locale::try_from_str(&tag).unwrap()))
}

/// Counts with 1 to 20 digits, around the powers of ten.
fn counts() -> impl Iterator<Item = u64> {
    let powers = (0..20).map(|power| 10_u64.pow(power));
    let around = powers.flat_map(|power| [power - 1, power, power + 1, power.saturating_mul(7)]);
    around.chain([u64::MAX])
}

/// Each share there is, with each number of decimals that can print it.
fn shares() -> impl Iterator<Item = Amount> {
    let decimals = |points| (0..=2).filter(move |decimals| points % 10_u32.pow(2 - decimals) == 0);
    let share = |(basis_points, decimals)| Amount::Share { basis_points, decimals: decimals as u8 };
    (0..=10_000).flat_map(move |points| decimals(points).map(move |d| (points, d))).map(share)
}

/// Decimal numbers from 0 up, those around one with each number of decimals.
fn decimals() -> impl Iterator<Item = Amount> {
    let of = |decimals: u8| move |digits| Amount::Decimal { digits, decimals };
    (1..=6).flat_map(move |decimals| (0..=200).chain(counts()).map(of(decimals)))
}

/// The figures in front of the words, as CLDR's own decimals.
fn decimal(amount: Amount) -> Decimal {
    let (number, decimals) = match amount {
        Amount::Count(count) => (count, 0),
        Amount::Rounded { digits, decimals, .. }
        | Amount::Decimal { digits, decimals }
        | Amount::Money { digits, decimals, .. } => (digits, decimals),
        Amount::Share { basis_points, decimals } => {
            ((basis_points / 10_u32.pow(2 - u32::from(decimals))).into(), decimals)
        }
    };
    let mut number = Decimal::from(number);
    number.multiply_pow10(-i16::from(decimals));
    number
}

#[test]
fn all_dates_are_cldrs() {
    for (language, locale) in spoken() {
        let cldr = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&locale).into(), YMD::long());
        let cldr = cldr.unwrap();
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let long_ago = [1900, 1999, 2100].map(first);
        let days = first(2019).iter_days().take_while(|day| day.year() < 2030);
        for day in long_ago.into_iter().chain(days) {
            let date = Date::try_new_gregorian(day.year(), day.month() as u8, day.day() as u8).unwrap();
            let wanted = cldr.format(&date).to_string().replacen(' ', "\u{a0}", 1);
            assert_eq!(language.date(day), wanted, "{locale}");
        }
    }
}

#[test]
fn all_digits_are_cldrs() {
    for (language, locale) in spoken() {
        let cldr = DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).unwrap();
        let magnitude = Magnitude::Billion;
        let rounded = |decimals| move |digits| Amount::Rounded { digits, decimals, magnitude };
        let amounts = counts().map(Amount::Count).chain(shares());
        let amounts = amounts.chain((0..=9).flat_map(|decimals| counts().map(rounded(decimals))));
        let amounts = amounts.chain(decimals());
        for amount in amounts {
            let text = language.quantity(&Quantity { amount, qualifier: None });
            let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
            assert_eq!(digits, cldr.format(&decimal(amount)).to_string(), "{locale} {amount:?}");
        }
    }
}

#[test]
fn all_singulars_are_cldrs() {
    for (language, locale) in spoken().filter(|(language, _)| language.tag().ends_with("-US")) {
        let cldr = PluralRules::try_new_cardinal((&locale).into()).unwrap();
        let amounts = (0..=100_000).chain(counts()).map(Amount::Count).chain(shares()).chain(decimals());
        for amount in amounts {
            let wanted = cldr.category_for(&decimal(amount)) == PluralCategory::One;
            assert_eq!(language.is_one(&Quantity { amount, qualifier: None }), wanted, "{locale} {amount:?}");
        }
    }
}
