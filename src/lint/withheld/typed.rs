//! The numbers typed into a text, in digits and in words, and what they tell: "4", "four", "fewer than
//! four".
//!
//! In: a text. Out: each number with the values it leaves open, and how it stands there.

use super::super::numbers::numbers;
use super::super::prose::{Text, tokens};
use super::super::quantities::{Number, Quantities};
use super::super::years::year;
use crate::figure::Qualifier;
use crate::lang::{Language, NumberWords, number_words, slip_words};
use std::ops::{Range, RangeInclusive};

/// The longest word between a part and its whole.
const JOINT: usize = 4;
/// From here on, numbers in words are compounds: "two hundred".
const COMPOUND: u64 = 100;

/// A number typed into a text.
pub(super) struct TypedNumber {
    /// With its qualifier.
    pub(super) at: Range<usize>,
    /// What it may be for a reader.
    pub(super) open: RangeInclusive<u64>,
    pub(super) in_words: bool,
    /// "(4)", as the number of a note or of an item.
    pub(super) in_brackets: bool,
    /// Behind a word with a capital: "Wave 4".
    pub(super) is_named: bool,
    /// Before what sheets count: "4 children".
    pub(super) is_counted: bool,
    /// Standing for it: "4 were found".
    pub(super) stands_for_it: bool,
}

impl TypedNumber {
    pub(super) fn is_exact(&self) -> bool {
        self.open.start() == self.open.end()
    }

    /// The one value it leaves, if it is that.
    pub(super) fn value(&self) -> Option<u64> {
        self.is_exact().then_some(*self.open.start())
    }
}

/// The numbers of a text that may say how many there are.
pub(super) fn typed(text: &Text<'_>, nouns: Vec<&str>) -> Vec<TypedNumber> {
    let quantities = Quantities::new(&text.words, text.language, nouns);
    let digits = digits(&text.words).map(|number| (number, false));
    let words = in_words(text).map(|number| (number, true));
    let all = digits.chain(words);
    all.filter_map(|((at, value), in_words)| judged(text, &quantities, Number { at, value }, in_words))
        .collect()
}

fn judged(
    text: &Text<'_>,
    quantities: &Quantities<'_>,
    number: Number,
    in_words: bool,
) -> Option<TypedNumber> {
    let (before, after) = (&text.words[..number.at.start], &text.words[number.at.end..]);
    let (near, next) = (before.trim_end_matches(is_space), after.trim_start_matches(is_space));
    let words = number_words(text.language);
    let qualifier = qualifier(near, words);
    let is_digit = |c: char| c.is_ascii_digit();
    // "1 800 555 0142", "2 of 12"
    let is_row = near.ends_with(is_digit)
        || next.starts_with(is_digit)
        || quantities.is_share(&number)
        || is_whole(near, words);
    if is_row || (qualifier.is_none() && quantities.is_none(&number)) || quantities.is_range(&number.at) {
        return None;
    }
    let small = near.rsplit(is_space).next().unwrap_or_default().to_lowercase();
    if qualifier.is_none() && slip_words(text.language).numbered.contains(&small.as_str()) {
        return None;
    }
    let first = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let open = match qualifier {
        None => number.value..=number.value,
        Some((_, Qualifier::FewerThan)) => 0..=number.value.saturating_sub(1),
        Some((_, Qualifier::UpTo)) => 0..=number.value,
        Some((_, Qualifier::MoreThan)) => number.value.saturating_add(1)..=u64::MAX,
        Some(_) => number.value..=u64::MAX,
    };
    Some(TypedNumber {
        open,
        in_words,
        in_brackets: before.ends_with('(') && after.starts_with(')'),
        is_named: qualifier.is_none()
            && near.ends_with(char::is_alphanumeric)
            && quantities.is_name(number.at.start),
        is_counted: quantities.counts(&number),
        stands_for_it: words.behind.contains(&first.as_str()),
        at: qualifier.map_or(number.at.start, |(start, _)| start)..number.at.end,
    })
}

/// Whether it is the whole of "1 in 5", "two out of three", "uno de cada cinco".
fn is_whole(near: &str, words: &NumberWords) -> bool {
    let is_number = |word: &str| {
        let word = word.to_lowercase();
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) || words.small.contains(&word.as_str())
    };
    let is_joint = |word: &&str| word.len() <= JOINT && word.chars().all(char::is_lowercase);
    let joints = near.rsplit(is_space).take(2).take_while(is_joint).count();
    near.rsplit(is_space).skip(1).take(joints).any(is_number)
}

/// Between a number and its neighbors.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '~' | '*')
}

/// The qualifier at the end of a text, and where it begins.
fn qualifier(before: &str, words: &NumberWords) -> Option<(usize, Qualifier)> {
    let found = words.bounds.iter().filter_map(|(words, qualifier)| {
        let start = before.len().checked_sub(words.len())?;
        let whole = before.get(start..)?.to_lowercase() == *words;
        let edge = before.get(..start)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (whole && edge).then_some((start, *qualifier))
    });
    found.min_by_key(|(start, _)| *start)
}

/// The numbers in digits: no years, shares, decimals.
fn digits(words: &str) -> impl Iterator<Item = (Range<usize>, u64)> {
    let brackets = tokens(words).filter_map(|(at, token)| {
        let is_number = token.len() < 3 && token.bytes().all(|b| b.is_ascii_digit());
        let inside = words[..at].ends_with('(') && words[at + token.len()..].starts_with(')');
        Some((at..at + token.len(), token.parse().ok()?)).filter(|_| is_number && inside)
    });
    let plain = numbers(words).filter(|typed| !typed.percent && year(typed.text).is_none());
    plain.filter_map(|typed| Some((typed.at..typed.at + typed.text.len(), typed.whole()?))).chain(brackets)
}

/// The numbers in words up to ninety-nine.
fn in_words<'t>(text: &'t Text<'_>) -> impl Iterator<Item = (Range<usize>, u64)> + 't {
    let words = number_words(text.language);
    let one = |word: &str| {
        let place = words.small.iter().position(|small| *small == word)?;
        // In Spanish the first two are one: "uno", "una".
        Some((10 + place as u64).saturating_sub(words.small.len() as u64).max(1))
    };
    let ten =
        |word: &str| words.numbers.iter().find(|(name, _)| *name == word).map(|(_, value)| u64::from(*value));
    let mut past = 0;
    tokens(&text.words).filter_map(move |(at, token)| {
        let token = token.trim_end_matches(['.', ',']);
        let small = token.to_lowercase();
        let mut end = at + token.len();
        let (tens, ones) =
            small.split_once('-').map_or((small.as_str(), None), |(tens, ones)| (tens, Some(ones)));
        let mut value = match (ten(tens), ones) {
            (Some(value), None) => value,
            (Some(value), Some(ones)) => value + one(ones)?,
            (None, None) => one(tens)?,
            (None, Some(_)) => return None,
        };
        let behind = |end: usize| text.words[end..].strip_prefix(words.joint);
        if words.joint.starts_with(' ')
            && value >= 10
            && let Some(rest) = behind(end)
            && let Some(ones) = one(rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
        {
            value += ones;
            let rest = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            end += words.joint.len() + rest;
        }
        let next =
            text.words[end..].trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_compound = value >= COMPOUND || ten(&next.to_lowercase()).is_some_and(|next| next >= COMPOUND);
        // "una" is an article.
        let is_article = value == 1 && Language::has_genders(text.language);
        (at >= past && !is_compound && !is_article).then(|| {
            past = end;
            (at..end, value)
        })
    })
}
