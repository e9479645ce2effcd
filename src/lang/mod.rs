//! Spelling numbers: the only place that knows how a language writes a quantity.
//!
//! In: a [`Quantity`], a date or a year. Out: its text, and whether it takes "case" or "cases". All
//! that a language has of its own is a row of the table in `words`, so a new language is a row
//! there; the tests compare what is written with CLDR.

mod agreement_words;
mod bonds;
mod codes;
mod forms;
mod line_ends;
mod link_words;
mod list_words;
mod nation_words;
mod neighbor_words;
mod number_words;
mod pack_words;
mod sentence_words;
pub mod sentences;
mod slip_words;
mod spanish_numbers;
mod words;

use crate::figure::{Amount, Difference, Kind, Magnitude, Missing, Qualifier, Quantity, Value};
pub use agreement_words::AgreementWords;
pub use bonds::Bond;
use chrono::{Datelike, NaiveDate};
pub use codes::language_code;
pub use forms::Pair;
pub use line_ends::{LineEndCosts, LineEnds};
pub use link_words::{LinkWords, shown};
pub use list_words::ListWords;
pub use nation_words::NationWords;
pub use neighbor_words::NeighborWords;
pub use number_words::NumberWords;
pub use pack_words::PackWords;
pub use sentence_words::{SentenceWords, is_listed};
pub use slip_words::SlipWords;
use words::{LANGUAGES, Region, Words};

/// The words that show where a sentence ends, for a language tag; English if it is unknown.
pub fn sentence_words(tag: &str) -> &'static SentenceWords {
    words(tag).sentence
}

/// The words that must not stand beside a figure that says them by itself.
pub fn neighbor_words(tag: &str) -> &'static NeighborWords {
    words(tag).neighbors
}

/// The words that say a quantity.
pub fn number_words(tag: &str) -> &'static NumberWords {
    words(tag).numbers
}

/// Where lines end badly.
pub fn line_ends(tag: &str) -> &'static LineEnds {
    words(tag).line_ends
}

/// What links are called.
pub fn link_words(tag: &str) -> &'static LinkWords {
    words(tag).links
}

/// What a file of many sheets says beside them.
pub fn pack_words(tag: &str) -> &'static PackWords {
    words(tag).pack
}

/// The words around lists in messages.
pub fn list_words(tag: &str) -> &'static ListWords {
    words(tag).lists
}

/// The words by which slips show.
pub fn slip_words(tag: &str) -> &'static SlipWords {
    words(tag).slips
}

/// The words by which slips show in the other languages, each with its tag.
pub fn other_slip_words(tag: &str) -> impl Iterator<Item = (&'static str, &'static SlipWords)> {
    let own = words(tag).language;
    let others = LANGUAGES.iter().filter(move |words| words.language != own);
    others.map(|words| (words.language, words.slips))
}

/// The words by which number shows.
pub fn agreement_words(tag: &str) -> &'static AgreementWords {
    words(tag).agreement
}

/// The words that change with what follows them.
pub fn pairs(tag: &str) -> &'static [Pair] {
    words(tag).pairs
}

/// Whether a number is a whole count of millions, before which a language like Spanish wants a word before
/// what is counted (CLDR's plural category "many").
pub fn is_of_millions(quantity: &Quantity) -> bool {
    match quantity.amount {
        Amount::Count(count) => count != 0 && count % 1_000_000 == 0,
        Amount::Rounded { magnitude, .. } => magnitude != Magnitude::Thousand,
        Amount::Money { magnitude: Some(magnitude), .. } => magnitude != Magnitude::Thousand,
        Amount::Money { digits, decimals: 0, magnitude: None } => digits != 0 && digits % 1_000_000 == 0,
        Amount::Share { .. } | Amount::Decimal { .. } | Amount::Money { .. } => false,
    }
}

fn words(tag: &str) -> &'static Words {
    let language = tag.split('-').next().unwrap_or_default();
    let words = LANGUAGES.iter().find(|words| words.language.eq_ignore_ascii_case(language));
    words.unwrap_or(&LANGUAGES[0])
}

/// How one language writes figures.
#[derive(Debug)]
pub struct Language {
    tag: String,
    words: &'static Words,
    region: &'static Region,
}

impl Language {
    /// The language of a BCP 47 tag ("en", "es-MX"), if the program speaks it as it is spoken there.
    /// A tag without a region is taken as spoken in the U.S., so that Spanish writes 8,597, not 8597.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (language, region) = tag.split_once('-').unwrap_or((tag, "US"));
        let words = LANGUAGES.iter().find(|words| words.language == language)?;
        let here = |name: &&str| name.eq_ignore_ascii_case(region);
        let region = words.regions.iter().find(|known| known.names.iter().any(here))?;
        Some(Self { tag: tag.to_owned(), words, region })
    }

    /// English as it is spoken in the U.S.
    pub fn english() -> Self {
        let words = &LANGUAGES[0];
        Self { tag: words.language.to_owned(), words, region: &words.regions[0] }
    }

    /// The language subtags a wording may use, for messages.
    pub fn supported() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|words| words.language)
    }

    /// Its name in English: "Spanish".
    pub fn name(&self) -> &'static str {
        self.words.name
    }

    /// The words for "QR code".
    pub fn qr_code(&self) -> &'static str {
        self.words.qr_code
    }

    /// The number of a page: "Page {page} of {pages}".
    pub fn folio(&self) -> &'static str {
        self.words.folio
    }

    /// What an edition in large print is called.
    pub fn large_print(&self) -> &'static str {
        self.words.large_print
    }

    /// What stands before the day on which a sheet was corrected.
    pub fn corrected(&self) -> &'static str {
        self.words.corrected
    }

    /// The words beside a figure of the nation.
    pub fn nation(&self) -> &'static NationWords {
        self.words.nation
    }

    /// What stands before the address below a QR code: "Scan:".
    pub fn scan(&self) -> &'static str {
        self.words.scan
    }

    /// The tag it was made from.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its tag with the region whose usage it follows, by which voices choose how they read: "en-US".
    pub fn regional_tag(&self) -> String {
        if self.tag.contains('-') { self.tag.clone() } else { format!("{}-US", self.tag) }
    }

    /// A quantity as printed: "8,597", "more than 105 million", "19%", "14.1", "$1,053.48".
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let mut text = String::with_capacity(24);
        if let Some(qualifier) = quantity.qualifier {
            let is_counted = matches!(quantity.amount.kind(), Kind::Number | Kind::Share);
            text.push_str(self.words.qualifier(qualifier, is_counted));
            text.push(' ');
        }
        match quantity.amount {
            Amount::Count(count) => self.digits(count, 0, &mut text),
            Amount::Rounded { digits, decimals, magnitude } => {
                self.digits(digits, decimals, &mut text);
                text.push('\u{a0}');
                text.push_str(self.words.magnitude(magnitude, digits == 1 && decimals == 0));
            }
            Amount::Decimal { digits, decimals } => self.digits(digits, decimals, &mut text),
            Amount::Money { digits, decimals, magnitude } => {
                text.push('$');
                self.digits(digits, decimals, &mut text);
                if let Some(magnitude) = magnitude {
                    text.push('\u{a0}');
                    text.push_str(self.words.magnitude(magnitude, digits == 1 && decimals == 0));
                }
            }
            Amount::Share { basis_points, decimals } => {
                // A share has no finer digits than it is printed with.
                let unit = 10_u32.pow(2_u32.saturating_sub(decimals.into()));
                self.digits((basis_points / unit).into(), decimals, &mut text);
                text.push_str(self.words.percent);
            }
        }
        text
    }

    /// A plain number: "1,204".
    pub fn count(&self, count: u64) -> String {
        self.quantity(&Quantity { amount: Amount::Count(count), qualifier: None })
    }

    /// A change as printed: "up 7%", "2 puntos porcentuales menos", "no change".
    pub fn difference(&self, difference: &Difference) -> String {
        let words = &self.words.change;
        let quantity = |amount| self.quantity(&Quantity { amount, qualifier: None });
        let percent = |percent: u64| {
            let basis_points = u32::try_from(percent.saturating_mul(100)).ok();
            match basis_points {
                Some(basis_points) => quantity(Amount::Share { basis_points, decimals: 0 }),
                None => format!("{}{}", quantity(Amount::Count(percent)), self.words.percent),
            }
        };
        match *difference {
            Difference::Same => words.same.to_owned(),
            Difference::Percent { more, percent: Some(whole) } => (words.percent)(&percent(whole), more),
            Difference::Percent { more, percent: None } => (words.less_than_one)(&percent(1), more),
            Difference::Number { more, amount } => (words.number)(&quantity(amount), more),
            Difference::Points { more, basis_points, decimals } => {
                let unit = 10_u32.pow(2_u32.saturating_sub(decimals.into()));
                let mut points = String::new();
                self.digits((basis_points / unit).into(), decimals, &mut points);
                let amount = Amount::Share { basis_points, decimals };
                let one = self.is_one(&Quantity { amount, qualifier: None });
                let (singular, plural) = words.points;
                (words.number)(&format!("{points}\u{a0}{}", if one { singular } else { plural }), more)
            }
        }
    }

    /// Writes `number / 10^decimals`, grouped in threes before the point.
    fn digits(&self, number: u64, decimals: u8, text: &mut String) {
        let Region { group, point, grouped_from, .. } = *self.region;
        let written = format!("{number:0>width$}", width = usize::from(decimals) + 1);
        let whole = written.len() - usize::from(decimals);
        for (at, digit) in written.chars().enumerate() {
            if at == whole {
                text.push(point);
            } else if 0 < at && at < whole && (whole - at) % 3 == 0 && whole >= grouped_from {
                text.push(group);
            }
            text.push(digit);
        }
    }

    /// A date in full: "May 1, 2024", "1 de mayo de 2024". No line ends between the day and the
    /// word beside it.
    pub fn date(&self, date: NaiveDate) -> String {
        (self.words.date)(date.day(), self.words.months[date.month0() as usize], date.year())
    }

    /// A count below ten as a word, if the language has one that fits before any noun.
    pub fn small(&self, count: u64) -> Option<&'static str> {
        let word = *self.words.small.get(usize::try_from(count).ok()?)?;
        (!word.is_empty()).then_some(word)
    }

    /// A count as an ordinal: "21st", "1.º", or "1.ª" if `feminine`.
    pub fn ordinal(&self, count: u64, feminine: bool) -> String {
        let mut text = String::new();
        self.digits(count, 0, &mut text);
        text + (self.words.ordinal)(count, feminine)
    }

    /// Whether ordinals have a gender.
    pub fn has_genders(tag: &str) -> bool {
        let ordinal = words(tag).ordinal;
        ordinal(1, true) != ordinal(1, false)
    }

    /// The word between a number and what it counts: "36.2 millones de casos", but "8,597 casos". Verbs
    /// have none: "36.2 millones fueron".
    pub fn before_noun(&self, quantity: &Quantity, noun: &str) -> Option<&'static str> {
        let verb = noun.split([' ', '\u{a0}']).next().is_some_and(|word| word.ends_with('n'));
        self.words.neighbors.before_noun.filter(|_| is_of_millions(quantity) && !verb)
    }

    /// The form of a word ("a") before a text ("an"); `None` if it has but one.
    pub fn form(&self, word: &str, before: &str) -> Option<&'static str> {
        let pair = self.words.pairs.iter().find(|pair| pair.usual == word || pair.other == word)?;
        Some(if (pair.takes_other)(before) == Some(true) { pair.other } else { pair.usual })
    }

    /// The possessive of a name: "Kentucky’s", "the U.S. Virgin Islands’", "de Kentucky".
    pub fn possessive(&self, name: &str) -> String {
        (self.words.possessive)(name)
    }

    /// The words for a figure without a number: "not reported".
    pub fn missing(&self, missing: Missing) -> &'static str {
        self.words.missing(missing)
    }

    /// A value in a list: its number, or the words for why there is none.
    pub fn value(&self, value: &Value) -> String {
        let quantity = match *value {
            Value::Known(quantity) => quantity,
            Value::FewerThan(limit) => {
                Quantity { amount: Amount::Count(limit), qualifier: Some(Qualifier::FewerThan) }
            }
            Value::Missing(missing) => return self.missing(missing).to_owned(),
        };
        self.quantity(&quantity)
    }

    /// Whether a quantity takes the singular: 1 does in both languages, 1.0 only in Spanish.
    pub fn is_one(&self, quantity: &Quantity) -> bool {
        match quantity.amount {
            Amount::Share { basis_points, decimals } => {
                basis_points == 100 && (decimals == 0 || self.words.decimal_one)
            }
            Amount::Decimal { decimals, .. } | Amount::Money { decimals, .. } => {
                let one = quantity.amount.number() == u128::from(quantity.amount.kind().parts());
                one && (decimals == 0 || self.words.decimal_one)
            }
            number => number.number() == 1,
        }
    }
}

#[cfg(test)]
mod tests;
