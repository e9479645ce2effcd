//! Telephone numbers that can be dialed wherever they are a way to reach somebody: in the foot of the page,
//! and where a line of `[contact]` is printed.
//!
//! In: a text of a page, and which part it is. Out: the same, its telephone numbers linked.

use super::numbers::numbers;
use super::telephone::PhoneNumber;
use crate::document::{Inline, InlineKind, RichText};
use crate::outline::{Part, PartRole};
use crate::set::DatumId;

/// Links the numbers of `text` that have no link.
pub(in crate::wording) fn dialable(mut text: RichText, part: Part) -> RichText {
    let of_foot = matches!(part, Part::Call | Part::Hotline | Part::HotlineDigits | Part::Web | Part::About);
    let printed = matches!(part.role(), PartRole::Line | PartRole::Text);
    let reaches = |inline: &Inline| {
        let contact = matches!(inline.kind, InlineKind::Datum(DatumId::Contact(_), _));
        inline.link.is_none() && (of_foot || contact)
    };
    if printed && text.inlines.iter().any(reaches) {
        let link = |inline: Inline| if reaches(&inline) { pieces(inline) } else { vec![inline] };
        text.inlines = text.inlines.into_iter().flat_map(link).collect();
    }
    text
}

/// A piece of text, cut around its numbers.
fn pieces(inline: Inline) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut rest = inline.text.as_str();
    let mut add = |text: &str, link: Option<String>| {
        if !text.is_empty() {
            pieces.push(Inline { text: text.to_owned(), link, ..inline.clone() });
        }
    };
    let mut at = 0;
    for number in numbers(&inline.text) {
        let Some(dial) = dial(&number, &inline.text) else { continue };
        let byte = |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |(byte, _)| byte);
        let (start, end) = (number.start - at, number.start - at + number.written.chars().count());
        let (before, behind) = (byte(start), byte(end));
        add(&rest[..before], None);
        add(&rest[before..behind], Some(format!("tel:{dial}")));
        rest = &rest[behind..];
        at += end;
    }
    add(rest, None);
    pieces
}

/// What a link of a number dials. Service numbers are words like others ("section 911") unless they stand
/// alone, and nobody talks to a fax.
fn dial(number: &PhoneNumber, text: &str) -> Option<String> {
    let before: String = text.chars().take(number.start).collect::<String>().to_lowercase();
    let is_fax = before.trim_end_matches([' ', ':', '.', '(', '\u{a0}']).ends_with("fax");
    let sure = !number.is_short() || number.is_all_of(text);
    number.dial().filter(|_| sure && !is_fax)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str, part: Part) -> String {
        let text = dialable(RichText::words(text.to_owned()), part);
        let piece = |inline: &Inline| match &inline.link {
            Some(link) => format!("[{}]({link})", inline.text),
            None => inline.text.clone(),
        };
        text.inlines.iter().map(piece).collect()
    }

    #[test]
    fn numbers_in_the_foot_can_be_dialed() {
        for (text, expected) in [
            ("(1-800-843-5678)", "([1-800-843-5678](tel:+18008435678))"),
            ("1-800-THE-LOST", "[1-800-THE-LOST](tel:+18008435678)"),
            ("(800) 843-5678", "[(800) 843-5678](tel:+18008435678)"),
            (
                "Llame al 1\u{2011}800\u{2011}843\u{2011}5678 hoy",
                "Llame al [1\u{2011}800\u{2011}843\u{2011}5678](tel:+18008435678) hoy",
            ),
            ("502-555-0100, fax 502-555-0101", "[502-555-0100](tel:+15025550100), fax 502-555-0101"),
            ("988", "[988](tel:988)"),
            (
                "Ask for section 911 of 2023–2024, or 8,597 others",
                "Ask for section 911 of 2023–2024, or 8,597 others",
            ),
            ("1-800-656-HOPE (4673)", "[1-800-656-HOPE](tel:+18006564673) (4673)"),
            (
                "ñandú 502-555-0100 y 614-555-0100.",
                "ñandú [502-555-0100](tel:+15025550100) y [614-555-0100](tel:+16145550100).",
            ),
        ] {
            assert_eq!(linked(text, Part::About), expected);
        }
    }

    #[test]
    fn numbers_elsewhere_are_words() {
        for part in [Part::Paragraph, Part::Heading, Part::TileLabel, Part::TableAlt, Part::Subject] {
            assert_eq!(linked("502-555-0100", part), "502-555-0100");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost(text in "[-+0-9A-Zñx().,/ :\u{2011}\u{a0}]{0,40}") {
            let linked = dialable(RichText::words(text.clone()), Part::Call);
            proptest::prop_assert_eq!(linked.plain(), text);
        }
    }
}
