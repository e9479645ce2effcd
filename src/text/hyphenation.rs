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

/// What a reader may take for a word of its own before or behind a hyphen: "anal-ysis", "vín-culo".
const MISREAD: [&str; 36] = [
    "anal", "anus", "arse", "ass", "cock", "cum", "dick", "fag", "hell", "kid", "leg", "men", "pimp", "porn",
    "rape", "rapist", "sex", "slut", "tit", "whore", "ano", "anos", "caca", "coño", "culo", "culos", "mari",
    "pedo", "pene", "pis", "puta", "puto", "sexo", "teta", "verga", "viola",
];

/// English words that the patterns divide wrongly, with the hyphens they may have: the exceptions that Liang
/// gave with his patterns, and words that would be misread in parts.
const EXCEPTIONS: [&str; 34] = [
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
    "analysts",
    "revictim-iza-tion",
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
    let reads_well = |place: &usize| {
        let (head, tail) = word.split_at(place - start);
        !is_misread(head, tail)
    };
    if language == Lang::English
        && let Some(parts) =
            EXCEPTIONS.iter().find(|parts| parts.chars().filter(|c| *c != '-').eq(word.chars()))
    {
        let hyphens = parts.match_indices('-').enumerate();
        return hyphens.map(|(n, (hyphen, _))| start + hyphen - n).filter(reads_well).collect();
    }
    let mut at = start;
    let ends = hyphenate_bounded(word, language, EACH_SIDE, EACH_SIDE).map(|part| {
        at += part.len();
        at
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.pop();
    ends.retain(reads_well);
    ends
}

/// Whether a part of a word is one that nobody wants to read.
fn is_misread(head: &str, tail: &str) -> bool {
    MISREAD.iter().any(|part| head == *part || tail == *part || part.len() > 3 && tail.starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, RichText};
    use proptest::prelude::*;

    /// The parts of a word in an inline of its own.
    fn divided(word: &str, tag: &str) -> String {
        divided_in(word, tag, false)
    }

    fn divided_in(word: &str, tag: &str, strong: bool) -> String {
        let inline = Inline { text: word.to_owned(), strong, ..Inline::default() };
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
        assert_eq!(divided_in("exploitation", "en", true), "exploitation");
        assert!(language("fr").is_none() && language("").is_none());
    }

    #[test]
    fn no_part_of_a_word_is_misread() {
        for (tag, words) in [
            (
                "en",
                "trafficking exploitation victimization revictimization survivors caregivers grooming enticement \
                 imagery abduction abductions runaways homelessness predators perpetrators offenders molestation \
                 sextortion cyberbullying livestreaming counseling therapist therapists therapeutic prevention \
                 detectives analysis analytics analyzed assault assaulted assistance assessment document documented \
                 legend arsenal mentally kidnapping pornography sexual sexually menace legally hello titles \
                 national missing children endangered clearinghouse facilities submissions engagements reassigned",
            ),
            (
                "es",
                "explotación explotados trata víctimas victimización revictimización sobrevivientes desaparecidos \
                 desaparición secuestro pornografía vínculo vínculos vehículo artículos obstáculo espectáculo \
                 disputa computadora reputación anónimo anonimato penetración violación violaciones violencia \
                 pedofilia maricultura menores familiares protección denuncias autoridades refugiados delegación",
            ),
        ] {
            for word in words.split_whitespace() {
                let divided = divided(word, tag);
                for (place, _) in divided.match_indices('|') {
                    let [head, tail] =
                        [&divided[..place], &divided[place + 1..]].map(|part| part.replace('|', ""));
                    assert!(!is_misread(&head, &tail), "{divided}");
                }
            }
        }
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
