//! Whether a number in a text claims a quantity: "200 cases", "two thirds", "7%", but not "aged 10 to 19",
//! "24 hours" or "Section 504".
//!
//! In: a text without its placeholders, and a number in it. Out: whether it is certainly none, or clearly
//! one; and the quantities that are written in words.

use super::prose::tokens;
use crate::lang::{NumberWords, neighbor_words, number_words};
use std::ops::Range;

/// Nobody is called a child of more years.
const OLDEST: u64 = 25;
/// Numbers to call.
const HOTLINES: [u64; 9] = [211, 311, 411, 511, 611, 711, 811, 911, 988];

/// A text and what its language says of numbers.
pub(super) struct Quantities<'t> {
    text: &'t str,
    words: &'static NumberWords,
    percent: &'static [&'static str],
    magnitudes: &'static [&'static str],
    qualifiers: &'static [&'static str],
    /// The plural nouns of the dictionary.
    nouns: Vec<&'t str>,
}

/// A number in a text.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) at: Range<usize>,
    /// Without decimals.
    pub(super) value: u64,
}

impl<'t> Quantities<'t> {
    pub(super) fn new(text: &'t str, language: &str, nouns: Vec<&'t str>) -> Self {
        let around = neighbor_words(language);
        let (percent, magnitudes, qualifiers) = (around.percent, around.magnitudes, around.qualifiers);
        Self { text, words: number_words(language), percent, magnitudes, qualifiers, nouns }
    }

    /// The `n`th word before a byte, in lower case.
    fn before(&self, at: usize, n: usize) -> String {
        let words = self.text[..at].split(|c: char| c.is_whitespace() || matches!(c, '–' | '~'));
        let word = words.rev().filter(|word| !word.is_empty()).nth(n).unwrap_or_default();
        word.trim_matches(|c: char| !c.is_alphanumeric() && c != '§').to_lowercase()
    }

    /// The words behind a byte up to a sign, in lower case.
    fn after(&self, at: usize) -> Vec<String> {
        let rest = self.text[at..].split(|c: char| c.is_whitespace() || c == '~').skip(1);
        let mut words = Vec::new();
        for word in rest.filter(|word| !word.is_empty()).take(3) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            words.push(bare.to_lowercase());
            if bare.len() < word.len() {
                break;
            }
        }
        words
    }

    /// Whether it is an age, a date, a name or the like.
    pub(super) fn is_none(&self, Number { at, value }: &Number) -> bool {
        let has = |list: &[&str], word: &str| list.contains(&word);
        let (one, two, three) =
            (self.before(at.start, 0), self.before(at.start, 1), self.before(at.start, 2));
        let after = self.after(at.end);
        let next = |n: usize| after.get(n).map_or("", String::as_str);
        let number = |word: &str| word.parse::<u64>().is_ok_and(|value| value <= OLDEST);
        let range = (has(self.words.ranges, &one) && number(&two))
            || (has(self.words.ranges, next(0)) && number(next(1)));
        let dash = self.text[..at.start].ends_with('–') || self.text[at.end..].starts_with('–');
        let age = *value <= OLDEST
            && (has(self.words.ages, &one)
                || range
                || (dash && has(self.words.ages, &two))
                || (dash && has(self.words.ages, &one)));
        let age = age || (number(&two) && has(self.words.ages, &three) && has(self.words.ranges, &one));
        let date = *value <= 31
            && (has(self.words.months, &one)
                || has(self.words.months, next(0))
                || has(self.words.months, next(1)));
        let digits = &self.text[at.clone()];
        let written = self.text[..at.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let postal =
            digits.len() == 5 && written.len() == 2 && written.bytes().all(|b| b.is_ascii_uppercase());
        let signed = self.text[..at.start].trim_end().ends_with(['$', '€', '#', '§', '/', '=']);
        let short_code = digits.len() > 4
            && (0..4).any(|n| matches!(self.before(at.start, n).as_str(), "text" | "texto" | "mensaje"));
        let unit = has(self.words.units, next(0))
            || has(self.words.units, &self.text[at.end..].trim_start_matches('-').to_lowercase());
        let next_written = self.text[at.end..].trim_start();
        let capital = |word: &str| word.trim_start_matches(['(', '[', '“']).starts_with(char::is_uppercase);
        // "H.R. 3295", "1240 Harbor Street", "Port Harbor 90417".
        let address = digits.len() > 3
            && digits.bytes().all(|b| b.is_ascii_digit())
            && (capital(next_written) || (capital(written) && (written.ends_with('.') || digits.len() == 5)))
            && !self.counts(&Number { at: at.clone(), value: *value });
        age || date
            || postal
            || address
            || signed
            || short_code
            || unit
            || HOTLINES.contains(value)
            || has(self.words.names, &one)
    }

    /// Whether it says how many of something there are.
    pub(super) fn is_claim(&self, number: &Number, described: bool) -> bool {
        let Number { at, value } = number;
        let digits = &self.text[at.clone()];
        let share = self.is_share(number);
        if share || self.is_none(number) {
            return share && !matches!(value, 0 | 100);
        }
        if self.is_range(at) {
            return false;
        }
        let after = self.after(at.end);
        let large = after.first().is_some_and(|next| self.magnitudes.contains(&next.as_str()));
        let things = *value >= 100
            && after.first().is_some_and(|next| next.len() > 3 && next.ends_with('s'))
            && !self.is_name(at.start);
        large
            || (*value >= 1000 && digits.contains(','))
            || (*value >= 10 && (described || self.counts(number)))
            || things
    }

    /// Whether it is an end of a range: "the room holds 40 to 60 people".
    pub(super) fn is_range(&self, at: &Range<usize>) -> bool {
        let after = self.after(at.end);
        let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let joint = |word: &str| self.words.ranges.contains(&word);
        let behind = joint(&self.before(at.start, 0)) && number(&self.before(at.start, 1));
        behind || matches!(&after[..], [one, two, ..] if joint(one) && number(two))
    }

    /// Whether a percent sign or word follows.
    pub(super) fn is_share(&self, Number { at, .. }: &Number) -> bool {
        let rest = self.text[at.end..].trim_start_matches([' ', '\u{a0}', '~']).to_lowercase();
        let digits = &self.text[at.clone()];
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        digits.ends_with('%') || self.percent.iter().any(|word| rest.strip_prefix(word).is_some_and(ends))
    }

    /// Whether what sheets count stands behind it.
    pub(super) fn counts(&self, Number { at, .. }: &Number) -> bool {
        let rest = self.text[at.end..].trim_start_matches([' ', '\u{a0}', '~', '\n']);
        let noun = |noun: &&str| {
            rest.strip_prefix(*noun).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let after = self.after(at.end);
        after.iter().any(|word| self.words.counted.contains(&word.as_str())) || self.nouns.iter().any(noun)
    }

    /// Whether the word before has a capital: "Fortune 500 companies".
    pub(super) fn is_name(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        word.starts_with(char::is_uppercase) && before.len() > word.len()
    }

    /// Numbers from ten up that are written in words: "twenty-five", "two hundred".
    pub(super) fn in_words(&self) -> Vec<Number> {
        let mut found: Vec<Number> = Vec::new();
        let mut before: Option<(usize, &str)> = None;
        for (at, token) in tokens(self.text) {
            let token = token.trim_end_matches(['.', ',']);
            let small = token.to_lowercase();
            let (tens, ones) = small.split_once('-').unwrap_or((&small, ""));
            let value = self.words.numbers.iter().find(|(word, _)| *word == tens).map(|(_, value)| *value);
            let joined = ones.is_empty() || self.words.small.contains(&ones);
            if let Some(value) = value.filter(|_| joined) {
                let times = matches!(tens, "hundred" | "thousand" | "mil");
                let is_unit = |word: &str| self.words.small.contains(&word.to_lowercase().as_str());
                let start = match times {
                    true => before.filter(|(_, word)| is_unit(word)).map(|(start, _)| start),
                    false => Some(at),
                };
                let end = at + token.len() + self.joined(at + token.len());
                found.extend(start.map(|start| Number { at: start..end, value: value.into() }));
            }
            before = Some((at, token));
        }
        found
    }

    /// The length of the ones behind tens: " y cinco".
    fn joined(&self, at: usize) -> usize {
        let Some(rest) = self.text[at..].strip_prefix(self.words.joint) else { return 0 };
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if self.words.small.contains(&word) { self.words.joint.len() + word.len() } else { 0 }
    }

    /// Shares and changes in words: "two thirds", "half of", "doubled".
    pub(super) fn shares(&self) -> Vec<Range<usize>> {
        let small = self.text.to_lowercase();
        if small.len() != self.text.len() {
            return Vec::new();
        }
        let edge = |c: char| !(c.is_alphanumeric() || c == '-');
        let mut found: Vec<Range<usize>> = Vec::new();
        for phrase in self.words.shares {
            for (at, _) in small.match_indices(phrase) {
                let (before, after) = (&small[..at], &small[at + phrase.len()..]);
                let whole =
                    before.chars().next_back().is_none_or(edge) && after.chars().next().is_none_or(edge);
                let rest = after.trim_start();
                let other = self.words.not_shares.iter().any(|words| {
                    rest.strip_prefix(words).is_some_and(|rest| rest.chars().next().is_none_or(edge))
                });
                let earlier = before.trim_end();
                let half = ["first", "second", "third", "last"].iter().any(|word| earlier.ends_with(word));
                // "Roughly half of the callers" need not be counted.
                let vague =
                    self.qualifiers.iter().chain(&["about", "around"]).any(|word| earlier.ends_with(word));
                let year = rest.starts_with(|c: char| c.is_ascii_digit());
                if whole
                    && !other
                    && !half
                    && !vague
                    && !year
                    && !found.iter().any(|range| range.contains(&at))
                {
                    found.push(at..at + phrase.len());
                }
            }
        }
        found
    }
}
