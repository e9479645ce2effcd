//! Which characters a text may have, and one way to write each of them.
//!
//! In: text as it was typed or pasted. Out: the same text with accents composed (NFC), ligatures
//! split and look-alikes unified; for a character that is invisible or that no font has, what to do
//! about it. What is printed, compared and searched is always the clean text.

mod entity;
mod garbled;

pub(crate) use entity::entity;
pub(crate) use garbled::garbled;

use std::borrow::Cow;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

/// Characters that NFC leaves alone, and what is read in their place: ligatures, which the fonts form
/// by themselves, and characters that share a glyph in the bundled faces, so that no program that
/// reads the page could tell which of the two it is.
const READ_AS: [(char, &str); 12] = [
    // As the compatibility forms of Unicode have it.
    ('\u{FB00}', "ff"),
    ('\u{FB01}', "fi"),
    ('\u{FB02}', "fl"),
    ('\u{FB03}', "ffi"),
    ('\u{FB04}', "ffl"),
    ('\u{FB05}', "st"),
    ('\u{FB06}', "st"),
    ('\u{00B5}', "\u{03BC}"),
    ('\u{03D5}', "\u{03C6}"),
    // Hyphen, increment and a phonetic sign: the usual character of that look.
    ('\u{2010}', "-"),
    ('\u{2206}', "\u{0394}"),
    ('\u{02ED}', "\u{207C}"),
];

/// `text` with each character written in one way.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let read = |c: char| READ_AS.iter().find(|(look_alike, _)| *look_alike == c).map(|(_, usual)| *usual);
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.chars().any(|c| read(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut usual = String::with_capacity(text.len());
    for c in text.chars() {
        match read(c) {
            Some(word) => usual.push_str(word),
            None => usual.push(c),
        }
    }
    Cow::Owned(usual.nfc().collect())
}

/// A name in small letters, digits and hyphens, as part of a file name: "dona-ana-county".
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.nfd().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            ' ' | '\u{a0}' | '-' | '–' | '/' if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether `c` never combines with the character before it.
pub(crate) fn stands_alone(c: char) -> bool {
    canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe
}

/// What to do about a character that no text may have; `None` for any other. Line breaks and tabs are
/// checked where they matter.
pub(crate) fn way_out(c: char) -> Option<&'static str> {
    if is_invisible(c) {
        return Some("it is invisible and often comes with pasted text: delete it");
    }
    let private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    let none = u32::from(c) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    (private || none).then_some(
        "only the program it was pasted from can show it: delete it, or write it with other characters",
    )
}

/// Whether `c` leaves no mark and takes no room, or only affects its neighbours: controls, line
/// separators, format characters and all that Unicode calls default-ignorable. Line breaks, tabs and
/// spaces are not among them.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// `text` for a message: invisible characters are named.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_invisible(c) {
            true => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The first letter of Greek, and the last of Cyrillic, in Unicode's order.
const GREEK: char = '\u{370}';
const CYRILLIC: char = '\u{52F}';

/// Letters of Greek and Cyrillic, and the Latin ones they look like.
const LOOK_ALIKES: [(&str, &str); 2] = [
    ("АВЕЅІЈКМНОРСТУХаеіјкорсухѕһԛԝ", "abesijkmhopctyxaeijkopcyxshqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανκ", "abezhikmnoptyxoavk"),
];

/// Equal for names that a reader takes for the same: they differ in capitals, white space, letters of
/// another script that look the same, or the mark of a note.
pub(crate) fn skeleton(name: &str) -> String {
    let is_note = |c: &char| {
        matches!(c, '*' | '†' | '‡' | '§' | '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}')
    };
    let latin = |c: char| match c {
        GREEK..=CYRILLIC => {
            let mut pairs = LOOK_ALIKES.iter().flat_map(|(like, latin)| like.chars().zip(latin.chars()));
            pairs.find(|(like, _)| *like == c).map_or(c, |(_, latin)| latin)
        }
        _ => c,
    };
    let mut read = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !is_note(c)).map(latin) {
        match c.is_whitespace() {
            false => read.push(c),
            true if read.is_empty() || read.ends_with(' ') => {}
            true => read.push(' '),
        }
    }
    read.trim_end().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Face, Fonts};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn one_way_to_write_each_character() {
        for (typed, read) in [
            ("Quebec", "Quebec"),
            ("Québec", "Québec"),
            ("Que\u{301}bec", "Québec"),
            ("n\u{303}", "ñ"),
            ("o\u{FB00}er, su\u{FB03}x, be\u{FB06}", "offer, suffix, best"),
            ("\u{FB01}\u{301}", "fí"),
            ("well\u{2010}known", "well-known"),
            ("non\u{2011}breaking\u{A0}too", "non\u{2011}breaking\u{A0}too"),
            ("5 \u{B5}g", "5 \u{3BC}g"),
            ("\u{212B} \u{2126}", "Å Ω"),
        ] {
            assert_eq!(clean(typed), read);
        }
    }

    #[test]
    fn what_is_read_has_a_glyph_of_its_own() {
        let fonts = Fonts::bundled();
        for face in [Face::Regular, Face::Semibold, Face::Bold] {
            let mut drawn: BTreeMap<u16, Vec<char>> = BTreeMap::new();
            for c in '\u{20}'..=char::MAX {
                // The layout uses these two as a space and a hyphen at which no line ends, and sets
                // them as such.
                let set_otherwise = matches!(c, '\u{A0}' | '\u{2011}');
                if let Some(glyph) = fonts.face(face).glyph(c)
                    && clean(c.encode_utf8(&mut [0; 4])).chars().eq([c])
                    && way_out(c).is_none()
                    && !set_otherwise
                {
                    drawn.entry(glyph).or_default().push(c);
                }
            }
            assert!(drawn.len() > 1000);
            drawn.retain(|_, characters| characters.len() > 1);
            assert_eq!(drawn, BTreeMap::new());
        }
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for (typed, same) in [
            ("Kentucky", "kentucky"),
            ("  Kentucky ", "kentucky"),
            ("\u{41a}entucky", "kentucky"),
            ("\u{39a}\u{395}\u{39d}\u{3a4}UCKY¹", "kentucky"),
            ("New\u{a0} York*", "new york"),
            ("Québec†", "québec"),
            ("District 1", "district 1"),
        ] {
            assert_eq!(skeleton(typed), same);
        }
        for (like, latin) in LOOK_ALIKES {
            assert_eq!(like.chars().count(), latin.chars().count());
            assert!(like.chars().all(|c| (GREEK..=CYRILLIC).contains(&c)), "{like}");
        }
        assert_ne!(skeleton("District 1"), skeleton("District 2"));
    }

    #[test]
    fn invisible_characters_are_named() {
        assert_eq!(shown("na\u{200B}tion\u{AD}"), "na<U+200B>tion<U+00AD>");
        for c in ['\u{0}', '\u{7F}', '\u{85}', '\u{AD}', '\u{200B}', '\u{2028}', '\u{FE0F}', '\u{E0041}'] {
            assert!(is_invisible(c) && way_out(c).is_some(), "{c:?}");
        }
        for c in ['a', ' ', '\n', '\t', '\u{A0}', '\u{2009}', '\u{2011}', '\u{301}', '日', '\u{FFFD}'] {
            assert_eq!(way_out(c), None, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn clean_text_stays(text in "\\PC{0,12}|[a-zñ\u{301}\u{303}\u{FB00}-\u{FB06}µ]{0,12}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn pieces_that_stand_alone_may_be_cleaned_alone(before in "\\PC{0,6}", after in "\\PC{1,6}") {
            let whole = format!("{before}{after}");
            if after.chars().next().is_some_and(stands_alone) {
                prop_assert_eq!(clean(&whole), format!("{}{}", clean(&before), clean(&after)));
            }
        }
    }
}
