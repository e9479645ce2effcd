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
    /// How a word is bound to what comes behind it; `counts`: it is, or ends, a printed figure.
    pub fn bond(&self, word: &str, behind: &str, counts: bool) -> Bond {
        let letter = |c: char| c.is_alphabetic();
        // Almost all words are told apart by two characters.
        if !counts
            && word.starts_with(letter)
            && (word.ends_with(letter) || word.ends_with(','))
            && behind.starts_with(letter)
        {
            return if self.is_inside_unit(word, behind) { Bond::Whole } else { Bond::Cost(0) };
        }
        let next = first_word(behind);
        let opened = word.trim_start_matches(OPENING);
        let begins = next.chars().next().unwrap_or_default();
        if begins.is_ascii_digit() || begins == '(' {
            return if self.holds_number(opened, next) { Bond::Whole } else { Bond::Cost(0) };
        }
        if next.chars().all(is_dash) {
            return Bond::Cost(self.costs.dash);
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
        let parts =
            counts && begins.is_alphabetic() && opened.ends_with(|c: char| c.is_alphanumeric() || c == '%');
        Bond::Cost(if parts { self.costs.number } else { 0 })
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

    /// Of an abbreviation, without its period.
    fn abbreviation(&self, stem: &str, next: &str) -> Bond {
        let one = |word: &str| word.chars().count() == 1;
        // "a. m.", "p. ej."
        let two_words = || one(stem) && next.ends_with('.') && next.chars().count() <= 3;
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

    /// "por" and "ciento".
    fn is_inside_unit(&self, word: &str, behind: &str) -> bool {
        let mut units = self.behind_numbers_in_two.iter();
        units.any(|(first, second)| word == *first && bare(first_word(behind)) == *second)
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

/// "8,597", "$15", "19%", "21st", "20–30".
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['$', '€']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{2013}'));
    digits.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().count() <= 2 && !rest.contains('-')
}

/// "2023", which counts nothing.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|c| c.is_ascii_digit())
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
        language.bond(words(before).last().unwrap_or_default(), behind.trim_start(), false)
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
        ] {
            assert_eq!(bond(&ENGLISH, text), Bond::Whole, "{text}");
        }
        for text in [
            "n.º | 5",
            "núm. | 5",
            "30 | de junio",
            "36.2 | millones de",
            "19 | por ciento de",
            "Sr. | Pérez",
            "EE. | UU.",
            "5 | mil casos",
            "19 | % de",
            "a las 5 | p. m.",
            "p. | ej.",
            "5 p. | m.",
            "Dra. | Ruiz",
        ] {
            assert_eq!(bond(&SPANISH, text), Bond::Whole, "{text}");
        }
    }

    #[test]
    fn other_ends_have_their_costs() {
        let costs = &ENGLISH.costs;
        for (text, cost) in [
            ("the 50 | states", costs.number),
            ("and 19% | of", costs.number),
            ("the 21st | century", costs.number),
            ("of 20–30 | cases", costs.number),
            ("of 45, | all", 0),
            ("In 2023 | law", 0),
            ("in 2023 | 45", 0),
            ("no. | The", 0),
            ("June | 2023", 0),
            ("a | million", 0),
            ("the | Smith", 0),
            ("May | we", 0),
            ("DC. | The", 0),
            ("1-800-THE-LOST | or", 0),
            ("e.g. | schools", costs.abbreviation),
            ("and then | – or", costs.dash),
            ("end. | 45", 0),
        ] {
            assert_eq!(bond(&ENGLISH, text), Bond::Cost(cost), "{text}");
        }
        for (text, cost) in [
            ("45 | por año", SPANISH.costs.number),
            ("45 | de ellos", SPANISH.costs.number),
            ("en | casa", 0),
        ] {
            assert_eq!(bond(&SPANISH, text), Bond::Cost(cost), "{text}");
        }
        assert!(ENGLISH.leads("of") && ENGLISH.leads("The") && !ENGLISH.leads("often"));
        assert!(SPANISH.leads("a") && !SPANISH.leads("al."));
    }
}
