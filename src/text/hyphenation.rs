//! Where a word may be divided at a line's end.
//!
//! Only common words are divided, those that are all small letters: a name, a number or an address
//! must be seen whole to be read right. In: the characters of a chunk; out: places in it.

use super::plain_text::{PlainPart, PlainText};
use hypher::{Lang, hyphenate_bounded};
use std::ops::Range;

/// Shorter words stay whole.
const LETTERS: usize = 6;
/// Letters on each side. With two before the hyphen the word cannot be guessed yet, and two behind
/// it save no more than the hyphen takes.
const EACH_SIDE: usize = 3;

/// English words that the patterns divide wrongly, with the hyphens they may have: the exceptions that Liang
/// gave with his patterns, and words that would be misread in parts.
const EXCEPTIONS: [&str; 32] = [
    "asso-ciate",
    "asso-ciates",
    "dec-li-na-tion",
    "oblig-a-tory",
    "phil-an-thropic",
    "present",
    "presents",
    "project",
    "projects",
    "reci-procity",
    "recog-ni-zance",
    "ref-or-ma-tion",
    "ret-ri-bu-tion",
    "table",
    "legend",
    "legends",
    "arsenal",
    "arsenals",
    "mentally",
    "ther-a-pist",
    "ther-a-pists",
    "psycho-ther-a-pist",
    "psycho-ther-a-pists",
    "disabil-ity",
    "disabil-ities",
    "multi-agency",
    "sextor-tion",
    "sexting",
    "rapist",
    "rapists",
    "manslaughter",
    "analyst",
];

/// The language of a BCP 47 tag, if its words can be divided.
pub(super) fn language(tag: &str) -> Option<Lang> {
    let primary = tag.split('-').next().unwrap_or_default();
    Lang::from_iso(primary.as_bytes().try_into().ok()?)
}

/// The bytes of `text` before which the chunk at `chunk` may have a hyphen.
pub(super) fn places(text: &PlainText, chunk: Range<usize>, language: Lang) -> Vec<usize> {
    let no_letter = |c: char| !c.is_alphabetic();
    let all = &text.all[chunk.clone()];
    let word = all.trim_start_matches(no_letter);
    let (before, word) = (&all[..all.len() - word.len()], word.trim_end_matches(no_letter));
    let after = &all[before.len() + word.len()..];
    let start = chunk.start + before.len();
    let within = |part: &PlainPart| part.divisible && part.end >= start + word.len();
    let common = word.chars().count() >= LETTERS
        && word.chars().all(char::is_lowercase)
        && within(&text.parts[text.inline(start)])
        && before
            .chars()
            .chain(after.chars())
            .all(|c| ",.;:!?()\u{2018}\u{2019}\u{201c}\u{201d}".contains(c));
    if !common {
        return Vec::new();
    }
    if language == Lang::English
        && let Some(parts) =
            EXCEPTIONS.iter().find(|parts| parts.chars().filter(|c| *c != '-').eq(word.chars()))
    {
        let hyphens = parts.match_indices('-').enumerate();
        return hyphens.map(|(n, (hyphen, _))| start + hyphen - n).collect();
    }
    let mut at = start;
    let ends = hyphenate_bounded(word, language, EACH_SIDE, EACH_SIDE).map(|part| {
        at += part.len();
        at
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.pop();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, InlineKind, RichText};
    use proptest::prelude::*;

    /// The parts of a word in an inline of its own.
    fn divided(word: &str, tag: &str) -> String {
        let inline = Inline { text: word.to_owned(), strong: false, link: None, kind: InlineKind::Wording };
        let words = RichText { inlines: vec![inline], ..RichText::default() };
        let language = language(tag).expect("a language");
        let places = places(&PlainText::of(&words), 0..word.len(), language);
        let mut out = word.to_owned();
        places.iter().rev().for_each(|place| out.insert(*place, '|'));
        out
    }

    #[test]
    fn common_words_are_divided_by_their_language() {
        assert_eq!(divided("(enforcement,", "en"), "(enforce|ment,");
        assert_eq!(divided("\u{201c}children\u{201d}", "en-US"), "\u{201c}chil|dren\u{201d}");
        assert_eq!(divided("victim", "en"), "vic|tim");
        assert_eq!(divided("exploitation", "en"), "exploita|tion");
        assert_eq!(divided("projects,", "en"), "projects,");
        assert_eq!(divided("(sextortion)", "en"), "(sextor|tion)");
        assert_eq!(divided("psychotherapists", "en"), "psycho|ther|a|pists");
        assert_eq!(divided("desaparecidos", "es-MX"), "des|apa|re|ci|dos");
        assert!(language("fr").is_none() && language("").is_none());
    }

    #[test]
    fn names_numbers_and_addresses_stay_whole() {
        let whole = [
            "Kentucky",
            "CyberTipline",
            "NCMEC",
            "shorter2",
            "36.2\u{a0}million",
            "trauma-informed",
            "re\u{2011}victimization",
            "survivors/families",
            "missingkids.org/ourwork/impact",
            "info@kites.example",
            "children\u{2019}s",
            "after",
            "",
        ];
        for word in whole {
            assert_eq!(divided(word, "en"), word);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_divided_is_a_common_word(word in "[(\u{201c}]?[a-z]{1,20}[A-Z0-9/@\u{2011}\u{a0}-]?[a-z]{0,9}[.,)]?") {
            let divided = divided(&word, "en");
            if divided != word {
                let core = word.trim_matches(|c: char| "(\u{201c}.,)".contains(c));
                prop_assert!(core.len() >= 6 && core.chars().all(|c| c.is_ascii_lowercase()), "{divided}");
                let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
                let parts: Vec<&str> = divided.split('|').collect();
                prop_assert!(letters(parts[0]) >= 3 && letters(parts[parts.len() - 1]) >= 3, "{divided}");
            }
        }
    }
}
