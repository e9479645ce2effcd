//! How two words are bound where a line may end between them.
//!
//! In: the words on both sides, and the table of their language. Out: a cost, or that no line ends there at all.

use super::line_ends::LineEnds;
use super::sentence_words::{SentenceWords, is_listed};

/// How two words are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// No line ends between them.
    Whole,
    /// It costs so much.
    Cost(i64),
}

impl LineEnds {
    /// How the last word of `before` is bound to what comes behind it; `counts`: it is a printed figure, or ends one
    /// that has no other word.
    pub fn bond(&self, before: &str, behind: &str, counts: bool) -> Bond {
        let letter = |c: char| c.is_alphabetic();
        let word = last_words(before).next().unwrap_or_default();
        // Almost all words are told apart by two characters.
        if !counts
            && word.starts_with(letter)
            && (word.ends_with(letter) || word.ends_with(','))
            && behind.starts_with(letter)
        {
            let whole = self.is_inside_unit(word, behind)
                || self.is_inside_name(word, behind)
                || self.is_inside_date(before, word, behind);
            return if whole { Bond::Whole } else { Bond::Cost(0) };
        }
        let next = first_word(behind);
        let opened = word.trim_start_matches(OPENING);
        let begins = next.chars().next().unwrap_or_default();
        // No line begins with a dash between words.
        if next.chars().all(is_dash) || is_item_number(word) {
            return Bond::Whole;
        }
        if begins.is_ascii_digit() || begins == '(' {
            return if self.holds_number(opened, next) {
                Bond::Whole
            } else {
                self.leads_to_number(before, next)
            };
        }
        if let Some(stem) = opened.strip_suffix('.') {
            return self.abbreviation(stem, next);
        }
        if self.is_inside_unit(word, next)
            || is_number(opened) && (self.is_unit(behind) || self.is_date(opened, behind))
        {
            return Bond::Whole;
        }
        let counts = counts || is_number(opened) && !is_year(opened);
        let ends = opened.ends_with(|c: char| c.is_alphanumeric() || c == '%');
        let goes_on = is_number(opened) && self.goes_on(opened, behind);
        match counts && ends && begins.is_alphabetic() || goes_on {
            true if !goes_on && self.is_name(before, opened) => Bond::Cost(self.costs.number),
            true => Bond::Whole,
            false => Bond::Cost(0),
        }
    }

    /// Whether a line of a heading should not end with this word.
    pub fn leads(&self, word: &str) -> bool {
        let is = |leading: &&str| leading.chars().eq(word.chars().flat_map(char::to_lowercase));
        self.leading.iter().any(is)
    }

    /// Whether a period behind the word `stem` is that of an abbreviation before a name or a number.
    pub fn is_abbreviation(&self, stem: &str) -> bool {
        let SentenceWords { before_names, before_numbers, .. } = self.abbreviations;
        is_listed(stem, before_names) || is_listed(stem, before_numbers)
    }

    /// Whether `word` and a number are one: "No. 5", "(800) 843-5678", "June 30".
    fn holds_number(&self, word: &str, number: &str) -> bool {
        if let Some(stem) = word.strip_suffix('.') {
            return is_listed(stem, self.abbreviations.before_numbers);
        }
        let day = self.before_months.is_none() && is_day(number) && self.months.contains(&word);
        day || self.before_numbers.contains(&word) || word.ends_with(['$', '€']) || is_telephone(word, number)
    }

    /// Whether a number and one behind it are told together: "1 in 3", "1998 to 2023".
    fn goes_on(&self, number: &str, behind: &str) -> bool {
        let mut words = words(behind);
        words.next().is_some_and(|word| self.between_numbers.contains(&word))
            && words
                .next()
                .is_some_and(|other| is_number(bare(other)) && is_year(bare(other)) == is_year(number))
    }

    /// Whether a number at the end of a text counts nothing, and is a name: "Section 5".
    fn is_name(&self, text: &str, number: &str) -> bool {
        let before = last_words(text).nth(1).unwrap_or_default();
        self.holds_number(before.trim_start_matches(OPENING), number)
    }

    /// Of an abbreviation, without its period.
    fn abbreviation(&self, stem: &str, next: &str) -> Bond {
        let one = |word: &str| word.chars().count() == 1;
        // "a. m.", "p. ej."
        let short = next.trim_end_matches([',', ';', ':', ')']);
        let two_words = || one(stem) && short.ends_with('.') && short.chars().count() <= 3;
        if next.starts_with(char::is_uppercase) {
            let initial = one(stem) && stem.chars().all(char::is_uppercase);
            let names = is_listed(stem, self.abbreviations.before_names);
            let named =
                names || initial || self.before_names.iter().any(|name| name.strip_suffix('.') == Some(stem));
            return if named { Bond::Whole } else { Bond::Cost(0) };
        }
        match two_words() {
            true => Bond::Whole,
            false => Bond::Cost(if self.is_abbreviation(stem) { self.costs.abbreviation } else { 0 }),
        }
    }

    fn is_unit(&self, behind: &str) -> bool {
        let mut words = words(behind);
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        self.behind_numbers.iter().any(|unit| *unit == first || *unit == bare(first))
            || self
                .behind_numbers_in_two
                .iter()
                .any(|unit| *unit == (first, bare(second)) || *unit == (first, second))
    }

    /// "por" and "ciento"; "two" and "million".
    fn is_inside_unit(&self, word: &str, behind: &str) -> bool {
        let mut units = self.behind_numbers_in_two.iter();
        units.any(|(first, second)| word == *first && bare(first_word(behind)) == *second)
            || self.numbers.contains(&word) && self.is_unit(behind)
    }

    /// "30 de" and "junio".
    fn is_inside_date(&self, before: &str, word: &str, behind: &str) -> bool {
        self.before_months == Some(word)
            && last_words(before).nth(1).is_some_and(is_day)
            && self.months.contains(&bare(first_word(behind)))
    }

    /// "Elizabeth" and "II", "Part" and "I"; "Lee" and "Jr."
    fn is_inside_name(&self, word: &str, behind: &str) -> bool {
        let is_numeral = |next: &str| next.bytes().all(|c| b"IVX".contains(&c));
        if !word.starts_with(char::is_uppercase) || !behind.starts_with(char::is_uppercase) {
            return false;
        }
        let next = bare(first_word(behind));
        let name = word.ends_with(char::is_alphabetic);
        name && is_numeral(next) && (next.len() > 1 || self.before_numbers.contains(&word))
            || self.behind_names.contains(&next)
    }

    /// Between two numbers that are told as one, "1 in 3", "12 to 17"; between a month and its year.
    fn leads_to_number(&self, before: &str, number: &str) -> Bond {
        let mut words = last_words(before).map(|word| word.trim_start_matches(OPENING));
        let word = words.next().unwrap_or_default();
        if is_year(bare(number)) {
            let of = self.before_months.is_some_and(|of| of == word);
            let month = if of { words.clone().next().unwrap_or_default() } else { word };
            if self.months.contains(&month) || self.before_years.contains(&word) {
                return Bond::Cost(self.costs.date);
            }
        }
        let links = |word: &&str| self.between_numbers.contains(word);
        let parts = links(&word) && words.find(|word| !links(word)).is_some_and(is_number);
        Bond::Cost(if parts { self.costs.number } else { 0 })
    }

    fn is_date(&self, day: &str, behind: &str) -> bool {
        let mut words = words(behind);
        self.before_months.is_some_and(|of| words.next() == Some(of))
            && is_day(day)
            && words.next().is_some_and(|month| self.months.contains(&bare(month)))
    }
}

/// Marks before a word.
const OPENING: [char; 8] = ['(', '\u{201c}', '\u{2018}', '«', '¿', '¡', '[', '"'];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\u{a0}']).filter(|word| !word.is_empty())
}

/// From the last one back.
fn last_words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.rsplit([' ', '\u{a0}']).filter(|word| !word.is_empty())
}

fn first_word(text: &str) -> &str {
    words(text).next().unwrap_or_default()
}

/// A word without the marks behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')'])
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}' | '\u{2014}')
}

/// "(1)", "a)".
fn is_item_number(word: &str) -> bool {
    let inner = word.strip_suffix(')').map(|word| word.strip_prefix('(').unwrap_or(word));
    inner.is_some_and(|inner| {
        let digits = inner.len() <= 2 && inner.bytes().all(|c| c.is_ascii_digit());
        !inner.is_empty() && (digits || inner.len() == 1 && inner.bytes().all(|c| c.is_ascii_lowercase()))
    })
}

/// "8,597", "$15", "19%", "21st", "20–30", "8:30".
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['$', '€']);
    let inside = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | '/' | '\u{2013}');
    let rest = digits.trim_start_matches(inside);
    digits.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().count() <= 2 && !rest.contains('-')
}

/// "2023", "2022–23", which count nothing.
fn is_year(word: &str) -> bool {
    let (year, until) = word.split_once('\u{2013}').unwrap_or((word, "23"));
    let digits = |part: &str| part.bytes().all(|c| c.is_ascii_digit());
    year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && digits(year)
        && matches!(until.len(), 2 | 4)
        && digits(until)
}

fn is_day(word: &str) -> bool {
    (1..=2).contains(&bare(word).len()) && bare(word).bytes().all(|c| c.is_ascii_digit())
}

/// Whether these are two parts of a telephone number: "(800) 843-5678", "1 (800) 843-5678".
fn is_telephone(word: &str, next: &str) -> bool {
    let is_part = |part: &str| part.chars().all(|c| c.is_ascii_digit() || "()+-.".contains(c));
    let area = word.trim_start_matches(['+', '(']).trim_end_matches(')');
    matches!(area.len(), 1 | 3)
        && is_part(area)
        && is_part(bare(next))
        && bare(next).len() >= 4
        && bare(next).contains(['-', '.', '('])
}

#[cfg(test)]
mod tests {
    use super::super::line_ends::{ENGLISH, SPANISH};
    use super::*;

    fn bond(language: &LineEnds, text: &str) -> Bond {
        let (before, behind) = text.split_once('|').expect("a line's end");
        language.bond(before.trim_end(), behind.trim_start(), false)
    }

    #[test]
    fn numbers_titles_and_dates_are_one() {
        for text in [
            "gave $15 | million in",
            "some 36.2 | million, of",
            "by 19 | percent of",
            "No. | 5",
            "Section | 5",
            "§ | 2258A",
            "(Mr. | Smith",
            "J. | Smith",
            "June | 30, 2023",
            "at 5 | p.m.",
            "(800) | 843-5678",
            "1 | (800) 843-5678",
            "call 800 | 843-5678",
            "Roe v. | Wade",
            "St. | Louis",
            "vol. | 3",
            "US$ | 15",
            "the 50 | states",
            "and 19% | of",
            "the 21st | century",
            "of 20–30 | cases",
            "at 8:30 | a.m.",
            "ropes of 5 | lb.",
            "of 20 | °C",
            "(1) | help",
            "and (b) | string",
            "Monday | – Friday",
            "some two | million lamps",
            "half a | million",
            "Elizabeth | II was",
            "Part | I of",
            "Dr. Lee | Jr. wrote",
            "P.O. | Box",
            "by Route | 66",
            "aged | 12 to",
            "in FY | 2022",
            "ages 3 | to 5",
            "from 1998 | to 2023.",
        ] {
            assert_eq!(bond(&ENGLISH, text), Bond::Whole, "{text}");
        }
        for text in [
            "n.º | 5",
            "núm. | 5",
            "30 | de junio",
            "30 de | junio",
            "36.2 | millones de",
            "19 | por ciento de",
            "Sr. | Pérez",
            "EE. | UU.",
            "5 | mil casos",
            "19 | % de",
            "a las 5 | p. m.",
            "p. | ej.",
            "5 p. | m.",
            "8:30 a. | m.; presta",
            "Dra. | Ruiz",
            "45 | por año",
            "45 | de ellos",
            "y doce | mil vidrios",
            "Isabel | II, y",
            "sala | 12",
            "apdo. | 12",
        ] {
            assert_eq!(bond(&SPANISH, text), Bond::Whole, "{text}");
        }
    }

    #[test]
    fn other_ends_have_their_costs() {
        let costs = &ENGLISH.costs;
        for (text, cost) in [
            ("1 in | 3", costs.number),
            ("4 out of | 5", costs.number),
            ("12 to | 17; 1", costs.number),
            ("June | 2023", costs.date),
            ("in fiscal year | 2023", costs.date),
            ("each year | 45", 0),
            ("of | 45", 0),
            ("and | I", 0),
            ("New York, | VI", 0),
            ("of 45, | all", 0),
            ("In 2023 | law", 0),
            ("in 2023 | in 3", 0),
            ("in 2022–2023 | law", 0),
            ("See No. 5 | on", costs.number),
            ("in 2023 | 45", 0),
            ("no. | The", 0),
            ("the | Smith", 0),
            ("May | we", 0),
            ("DC. | The", 0),
            ("1-800-THE-LOST | or", 0),
            ("e.g. | schools", costs.abbreviation),
            ("end. | 45", 0),
        ] {
            assert_eq!(bond(&ENGLISH, text), Bond::Cost(cost), "{text}");
        }
        for (text, cost) in [
            ("1 de cada | 3", SPANISH.costs.number),
            ("en marzo de | 2023", SPANISH.costs.date),
            ("de | 45", 0),
            ("en | casa", 0),
        ] {
            assert_eq!(bond(&SPANISH, text), Bond::Cost(cost), "{text}");
        }
        assert!(ENGLISH.leads("of") && ENGLISH.leads("The") && !ENGLISH.leads("often"));
        assert!(SPANISH.leads("a") && !SPANISH.leads("al."));
    }
}
