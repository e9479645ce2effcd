//! Where sentences end.
//!
//! In: a text and its language. Out: its sentences as byte ranges. Unicode's rule (UAX #29, with or
//! without ICU) will not do: it ends a sentence in "the U.S. | Figure" and "St. | Louis", and not in "in
//! 2022. 45 were". Where a period may mean either, the words of the language decide.

use super::{SentenceWords, is_listed};
use crate::gazetteer::{ALL, Jurisdiction};
use std::ops::Range;

/// What may stand between the mark that ends a sentence and the space after it.
const CLOSING: &[char] = &[
    '”', '’', '"', '\'', '»', '›', ')', ']', '}', '*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹',
];
/// What may stand before the first word of a sentence.
const OPENING: &[char] = &['“', '‘', '"', '\'', '«', '‹', '(', '['];

/// The sentences of a text, in order. They cover all of it; a sentence includes the space after it.
pub fn sentences<'t>(text: &'t str, language: &str) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let words = super::sentence_words(language);
    let mut start = 0;
    let mut spaces = spaces_behind_marks(text);
    std::iter::from_fn(move || {
        let end = spaces.find(|space| ends(text, space, words)).map_or(text.len(), |space| space.end);
        let sentence = start..end;
        start = end;
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// A quick no: whether a sentence may end with the last letter of `text`, if no line does.
pub fn may_end(text: &str) -> bool {
    text.trim_end_matches(CLOSING).ends_with(['?', '!', '…', '.'])
}

/// The sentence around byte `at`.
pub fn sentence<'t>(text: &'t str, at: usize, language: &str) -> &'t str {
    let around = sentences(text, language).find(|sentence| at < sentence.end);
    around.map_or("", |sentence| text[sentence].trim())
}

/// The runs of white space that a sentence may end before: the first behind each mark, and those that end a
/// line.
fn spaces_behind_marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    // The last is the first byte of "…", and of other signs.
    let is_mark = |byte: &u8| matches!(byte, b'.' | b'?' | b'!' | b'\n' | 0xE2);
    let mut at = 0;
    std::iter::from_fn(move || {
        let mark = at + text.as_bytes()[at..].iter().position(is_mark)?;
        let space = mark + text[mark..].find(char::is_whitespace)?;
        at = text.len() - text[space..].trim_start().len();
        Some(text[..space].trim_end().len()..at)
    })
}

/// Whether a sentence ends before this white space.
fn ends(text: &str, space: &Range<usize>, words: &SentenceWords) -> bool {
    let (before, after) = (&text[..space.start], &text[space.end..]);
    if after.is_empty() || before.trim().is_empty() {
        return false;
    }
    if text[space.clone()].matches('\n').count() > 1 {
        return true;
    }
    let said = before.trim_end_matches(CLOSING);
    let is_closed = said.len() < before.len();
    let is_small = after.trim_start_matches(OPENING).starts_with(char::is_lowercase);
    match said.chars().next_back() {
        // “How many?” they ask.
        Some('?') => !(is_closed && is_small),
        // Yahoo! and … others
        Some('!' | '…') => !is_small,
        Some('.') if is_closed && is_small => false,
        Some('.') if said.ends_with("..") => !is_small,
        Some('.') => period_ends(&said[..said.len() - 1], after, words),
        _ => false,
    }
}

/// Whether the period between `before` and `after` ends a sentence.
fn period_ends(before: &str, after: &str, words: &SentenceWords) -> bool {
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
    let next = after.trim_start_matches(OPENING);
    let is_number = after.starts_with(|c: char| c.is_numeric() || c == '$');
    // "a. C." is an abbreviation of two words.
    let is_capital = next.starts_with(char::is_uppercase) && next.chars().nth(1) != Some('.');
    if is_listed(word, words.before_names) {
        false
    } else if is_listed(word, words.before_numbers) {
        is_capital
    } else if is_listed(word, words.anywhere) || is_initials(word) {
        // "5 p.m. Children", but "U.S. House".
        let begins = || word.starts_with(char::is_lowercase) || opens(next, words);
        is_number || next.starts_with(['¿', '¡']) || (is_capital && begins())
    } else {
        true
    }
}

/// "J", "U.S", "Ph.D", "p" of "p. m.".
fn is_initials(word: &str) -> bool {
    let is_part = |part: &str| {
        let letters = part.chars().count();
        part.chars().all(char::is_alphabetic) && (letters == 1 || (letters == 2 && word.contains('.')))
    };
    word.split('.').all(is_part)
}

/// Whether the first word has its capital because it begins a sentence: "U.S. The", not "U.S. House".
fn opens(text: &str, words: &SentenceWords) -> bool {
    let length = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let is_opener = words.openers.contains(&text[..length].to_lowercase().as_str());
    is_opener || ALL.iter().flat_map(Jurisdiction::names).any(|name| text.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each text with `|` where a sentence ends.
    const EN: &[&str] = &[
        "",
        "One",
        "No final mark",
        "Horses by kind: mares; stallions",
        "One. |Two? |Three! |Four… |Five... |Six?! |Seven.",
        "In the U.S. figure of 2022",
        "He left the U.S. |The next year",
        "in the U.S. |45 were; in the U.S. |Kentucky had; in the U.S. |West Virginia had",
        "the U.S. Virgin Islands, the U.S. House, the U.S. (2022) and non-U.S. sums",
        "the U.S. |“The sum”",
        "St. Louis, Mt. Washington, Dr. King vs. Gov. Georgia, e.g. Ohio, approx. 45",
        "J. K. Smith and John F. Kennedy, Ph.D. and Martin Luther King Jr. were there",
        "Plan B. |It failed. |So did I. |We left",
        "at 5 p.m. |Children came at 5 a.m. and at 5 p. m. or later",
        "No. 5, Sec. 2258, Jan. 5, Nov. and Dec. 2022, est. 1984, pp. 4–5",
        "Was it known? |No. |Kentucky was asked. |No. |In 2022",
        "by Acme Inc. and Smith Bros. of Louisville, Ky. |There",
        "on Main St. |In 2022",
        "333 Main St. |45 were",
        "a share of 3.5 and 4. |45 were found. |3.5 is more",
        "“In 2022.” |In Ohio. |(In 2022.) |In Ohio. |[“In 2022”.] |In Ohio.¹ |In Utah.",
        "They ask “How many?” on the telephone. |“How many?” |In Ohio",
        "the aid (food etc.) that came (why?) and Yahoo! gave … or then ... not",
        "Asked in 2022?\u{a0}|In Ohio.\u{a0}\u{202f} |In Utah. ",
        "See missingkids.org. |the end. |iPhone",
        "A heading\n\n|In Ohio\nor Utah",
        "It was ill. |Chicago, Ill. was",
        "Known in 2022? |the U.S. Virgin Islands had",
        " . |A ",
    ];
    const ES: &[&str] = &[
        "¿Cuántas hubo en 2022? |En Ohio hubo 45. |¡No más! |¿Por qué?",
        "¿Cuántas?, dijo. |“¿Cuántas?” preguntan. |«Ninguna». |En Ohio",
        "en EE. UU. hubo; en EE. UU. |En 2022; en EE. UU. |Kentucky tuvo; en EE. UU. |¿Cuántas",
        "las Islas Vírgenes de los EE. UU. tuvieron",
        "Ud. llama; llame Ud. |La línea; Uds. y el Sr. Pérez, la Sra. La Torre, la Dra. Ana, el Lic. De León",
        "núm. 5, art. 18, pág. 4, tel. 555, aprox. 45, p. ej. Ohio, n.º 5, 1.º de mayo, etc. y más",
        "a las 5 p. m. de la tarde; a las 5 p. m. |En Ohio; a las 5 p.m. |La línea; a. C. y S. A. de C. V.",
        "dijo que no. |45 llamaron. |el 3.5 % de J. K. Pérez, St. Louis y Sto. Tomás",
        "en 2022.\u{a0}|45 llamaron… |Después … y más",
    ];

    fn split(text: &str, language: &str) -> Vec<String> {
        sentences(text, language).map(|sentence| text[sentence].to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for (language, table) in [("en-US", EN), ("es", ES)] {
            for marked in table {
                let expected: Vec<&str> = marked.split('|').filter(|part| !part.is_empty()).collect();
                assert_eq!(split(&marked.replace('|', ""), language), expected, "{marked}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sentences_are_the_whole_text(
            parts in prop::collection::vec(prop::sample::select([EN, ES].concat()), 0..4),
            any in any::<String>(),
            language in prop::sample::select(vec!["en", "es", "", "xx"]),
        ) {
            let text = parts.concat() + &any + &parts.concat().replace('|', "");
            prop_assert_eq!(split(&text, language).concat(), &text[..]);
            let ranges: Vec<_> = sentences(&text, language).collect();
            for at in 0..text.len() {
                prop_assert_eq!(ranges.iter().filter(|range| range.contains(&at)).count(), 1);
            }
        }

        #[test]
        fn a_whole_sentence_is_one_wherever_it_stands(
            parts in prop::collection::vec(prop::sample::select(vec![
                "In 2022, the U.S. figure was not known.",
                "Was it known to Dr. King in the U.S.?",
                "Kentucky had 45!",
                "45 were in St. Louis (No. 5).",
                "“The sum is 3.5.”",
                "It closes at 5 p.m.",
            ]), 1..8),
            space in prop::sample::select(vec![" ", "\u{a0}", "\n", "  "]),
        ) {
            let text = parts.join(space);
            let found: Vec<&str> = sentences(&text, "en").map(|sentence| text[sentence].trim()).collect();
            prop_assert_eq!(found, parts);
        }
    }
}
