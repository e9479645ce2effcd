//! What each language has of its own, one row a language: separators, months, magnitudes,
//! qualifiers, the percent sign.
//!
//! A magnitude stands behind its number with a no-break space.

use super::agreement_words::{self, AgreementWords};
use super::forms::{self, Pair};
use super::line_ends::{self, LineEnds};
use super::link_words::{self, LinkWords};
use super::list_words::{self, ListWords};
use super::nation_words::{self, NationWords};
use super::neighbor_words::{self, NeighborWords};
use super::number_words::{self, NumberWords};
use super::pack_words::{self, PackWords};
use super::sentence_words::{ENGLISH, SPANISH, SentenceWords};
use super::slip_words::{self, SlipWords};
use super::spanish_numbers;
use crate::figure::{Magnitude, Missing, Qualifier};

/// What one language writes around digits.
#[derive(Debug)]
pub(super) struct Words {
    /// Language subtag: "es".
    pub(super) language: &'static str,
    /// Its name in English, for whoever reviews.
    pub(super) name: &'static str,
    /// Where it is spoken, and how numbers are written there; dates are the same in all of them.
    pub(super) regions: &'static [Region],
    /// A date of day, month and year.
    pub(super) date: fn(u32, &str, i32) -> String,
    pub(super) months: [&'static str; 12],
    /// Whether 1.0 takes the singular, as 1 does.
    pub(super) decimal_one: bool,
    /// What stands behind the digits of a share.
    pub(super) percent: &'static str,
    /// 0 to 9 as words; empty where no single word fits before every noun.
    pub(super) small: [&'static str; 10],
    /// The possessive of a name.
    pub(super) possessive: fn(&str) -> String,
    /// What stands behind the digits of an ordinal; the second is whether it is feminine.
    pub(super) ordinal: fn(u64, bool) -> &'static str,
    /// Words that change with what follows.
    pub(super) pairs: &'static [Pair],
    missing: [&'static str; 3],
    pub(super) change: ChangeWords,
    /// The words for "QR code".
    pub(super) qr_code: &'static str,
    /// The number of a page, "{page}" of "{pages}".
    pub(super) folio: &'static str,
    /// What an edition in large print is called.
    pub(super) large_print: &'static str,
    /// What stands before the day on which a sheet was corrected.
    pub(super) corrected: &'static str,
    /// What stands before the address below it.
    pub(super) scan: &'static str,
    pub(super) pack: &'static PackWords,
    pub(super) sentence: &'static SentenceWords,
    pub(super) nation: &'static NationWords,
    pub(super) neighbors: &'static NeighborWords,
    pub(super) agreement: &'static AgreementWords,
    pub(super) numbers: &'static NumberWords,
    pub(super) line_ends: &'static LineEnds,
    pub(super) links: &'static LinkWords,
    pub(super) lists: &'static ListWords,
    pub(super) slips: &'static SlipWords,
    magnitudes: [(&'static str, &'static str); 3],
    qualifiers: [&'static str; 6],
    less_than: &'static str,
}

/// How one language says a change; the functions are given its size, and whether it is more.
#[derive(Debug)]
pub(super) struct ChangeWords {
    pub(super) same: &'static str,
    pub(super) percent: fn(&str, bool) -> String,
    /// Of a change that rounds to nothing: given 1%.
    pub(super) less_than_one: fn(&str, bool) -> String,
    pub(super) number: fn(&str, bool) -> String,
    /// One percentage point, and several.
    pub(super) points: (&'static str, &'static str),
}

/// Regions that write numbers alike.
#[derive(Debug)]
pub(super) struct Region {
    /// Region subtags: "US".
    pub(super) names: &'static [&'static str],
    /// Stands between groups of three digits.
    pub(super) group: char,
    /// Stands before the decimals.
    pub(super) point: char,
    /// The fewest digits before the point that are grouped.
    pub(super) grouped_from: usize,
}

pub(super) const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// All languages the program speaks.
pub(super) const LANGUAGES: &[Words] = &[
    Words {
        language: "en",
        name: "English",
        regions: &[Region {
            names: &["US", "AS", "CA", "GU", "MP", "PR", "UM", "VI"],
            group: ',',
            point: '.',
            grouped_from: 4,
        }],
        date: |day, month, year| format!("{month}\u{a0}{day}, {year}"),
        months: ENGLISH_MONTHS,
        decimal_one: false,
        percent: "%",
        qr_code: "QR code",
        folio: "Page\u{a0}{page} of\u{a0}{pages}",
        large_print: "large print",
        corrected: "Corrected",
        scan: "Scan:",
        pack: &pack_words::ENGLISH,
        sentence: &ENGLISH,
        nation: &nation_words::ENGLISH,
        neighbors: &neighbor_words::ENGLISH,
        agreement: &agreement_words::ENGLISH,
        numbers: &number_words::ENGLISH,
        line_ends: &line_ends::ENGLISH,
        lists: &list_words::ENGLISH,
        links: &link_words::ENGLISH,
        slips: &slip_words::ENGLISH,
        magnitudes: [("thousand", "thousand"), ("million", "million"), ("billion", "billion")],
        small: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        possessive: |name| format!("{name}{}", if name.ends_with('s') { "’" } else { "’s" }),
        ordinal: |count, _| match (count % 10, count % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        },
        pairs: forms::ENGLISH,
        missing: ["not reported", "not applicable", "not shown"],
        change: ChangeWords {
            same: "no change",
            percent: |size, more| format!("{} {size}", if more { "up" } else { "down" }),
            less_than_one: |one, more| format!("{} less than {one}", if more { "up" } else { "down" }),
            number: |size, more| format!("{} {size}", if more { "up" } else { "down" }),
            points: ("percentage point", "percentage points"),
        },
        qualifiers: ["more than", "at least", "about", "nearly", "fewer than", "up to"],
        less_than: "less than",
    },
    Words {
        language: "es",
        name: "Spanish",
        regions: &[
            Region {
                names: &["US", "CU", "DO", "GT", "MX", "NI", "PA", "PR", "SV", "419"],
                group: ',',
                point: '.',
                grouped_from: 4,
            },
            Region { names: &["ES"], group: '.', point: ',', grouped_from: 5 },
        ],
        date: |day, month, year| format!("{day}\u{a0}de {month} de {year}"),
        months: SPANISH_MONTHS,
        decimal_one: true,
        percent: "\u{a0}%",
        qr_code: "Código QR",
        folio: "Página\u{a0}{page} de\u{a0}{pages}",
        large_print: "letra grande",
        corrected: "Corregido el",
        scan: "Escanee:",
        pack: &pack_words::SPANISH,
        sentence: &SPANISH,
        nation: &nation_words::SPANISH,
        neighbors: &neighbor_words::SPANISH,
        agreement: &agreement_words::SPANISH,
        numbers: &spanish_numbers::SPANISH,
        line_ends: &line_ends::SPANISH,
        lists: &list_words::SPANISH,
        links: &link_words::SPANISH,
        slips: &slip_words::SPANISH,
        // "mil millones": the long scale; "billón" would be a thousand times more.
        magnitudes: [("mil", "mil"), ("millón", "millones"), ("mil\u{a0}millones", "mil\u{a0}millones")],
        small: ["cero", "", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
        possessive: |name| match name.strip_prefix("el ") {
            Some(rest) => format!("del {rest}"),
            None => format!("de {name}"),
        },
        ordinal: |_, feminine| if feminine { ".ª" } else { ".º" },
        pairs: forms::SPANISH,
        missing: ["sin datos", "no corresponde", "reservado"],
        change: ChangeWords {
            same: "sin cambios",
            percent: |size, more| format!("un {size} {}", if more { "más" } else { "menos" }),
            less_than_one: |one, more| format!("menos de un {one} {}", if more { "más" } else { "menos" }),
            number: |size, more| format!("{size} {}", if more { "más" } else { "menos" }),
            points: ("punto porcentual", "puntos porcentuales"),
        },
        qualifiers: ["más de", "al menos", "alrededor de", "casi", "menos de", "hasta"],
        less_than: "menos de",
    },
];

impl Words {
    /// The word after a rounded number; `one` if its digits are just 1.
    pub(super) fn magnitude(&self, magnitude: Magnitude, one: bool) -> &'static str {
        let (singular, plural) = match magnitude {
            Magnitude::Thousand => self.magnitudes[0],
            Magnitude::Million => self.magnitudes[1],
            Magnitude::Billion => self.magnitudes[2],
        };
        if one { singular } else { plural }
    }

    /// The words in place of a number.
    pub(super) fn missing(&self, missing: Missing) -> &'static str {
        match missing {
            Missing::NotReported => self.missing[0],
            Missing::NotApplicable => self.missing[1],
            Missing::Suppressed => self.missing[2],
        }
    }

    /// The words before a number; of what is measured, not counted, there is less, not fewer.
    pub(super) fn qualifier(&self, qualifier: Qualifier, is_counted: bool) -> &'static str {
        match qualifier {
            Qualifier::FewerThan if !is_counted => self.less_than,
            Qualifier::MoreThan => self.qualifiers[0],
            Qualifier::AtLeast => self.qualifiers[1],
            Qualifier::About => self.qualifiers[2],
            Qualifier::Nearly => self.qualifiers[3],
            Qualifier::FewerThan => self.qualifiers[4],
            Qualifier::UpTo => self.qualifiers[5],
        }
    }
}
