//! Words that a voice must say otherwise than those around them: names in a language of their own, and
//! abbreviations, in full.
//!
//! In: the names of the set and the abbreviations of a wording, once; texts of its pages. Out: the texts, with
//! each occurrence an inline of its own that says so.

use crate::document::{Inline, InlineKind, RichText};
use crate::set::{SetFile, Wording};
use std::ops::Range;
use std::sync::Arc;

/// The names and abbreviations of one language, the longest first.
#[derive(Debug, Default)]
pub(super) struct SaidWords {
    names: Vec<Name>,
    abbreviations: Vec<Short>,
}

#[derive(Debug)]
struct Name {
    text: String,
    language: &'static str,
}

#[derive(Debug)]
struct Short {
    text: String,
    words: Arc<str>,
    /// That of its words, if they are a name in another language.
    language: Option<&'static str>,
}

impl SaidWords {
    pub(super) fn new(set: &SetFile, wording: &Wording) -> Self {
        let own = primary(&wording.language.value);
        let foreign = set.names.iter().filter(|name| name.language != own);
        let mut names: Vec<Name> =
            foreign.map(|name| Name { text: name.text.value.clone(), language: name.language }).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
        let abbreviations = wording.abbreviations.iter().map(|entry| {
            let words = entry.words.value.as_str();
            let language = names.iter().find(|name| same(&name.text, words)).map(|name| name.language);
            Short { text: entry.short.value.clone(), words: words.into(), language }
        });
        let mut abbreviations: Vec<Short> = abbreviations.collect();
        abbreviations.sort_by_key(|short| std::cmp::Reverse(short.text.len()));
        Self { names, abbreviations }
    }

    /// Parts a text where it has such words.
    pub(super) fn mark(&self, text: &mut RichText) {
        if self.names.is_empty() && self.abbreviations.is_empty() {
            return;
        }
        let plain = text.plain();
        let barred =
            |range: &Range<usize>| figures(text).any(|own| own.start < range.end && range.start < own.end);
        let mut names: Vec<(Range<usize>, &Name)> = Vec::new();
        for name in &self.names {
            occurrences(&plain, &name.text, |range| {
                let free = !names.iter().any(|(own, _)| own.start < range.end && range.start < own.end);
                if free && !barred(&range) {
                    names.push((range, name));
                }
            });
        }
        let mut shorts: Vec<(Range<usize>, &Short)> = Vec::new();
        for short in &self.abbreviations {
            occurrences(&plain, &short.text, |range| {
                let free = !shorts.iter().any(|(own, _)| own.start < range.end && range.start < own.end);
                if free && !barred(&range) && !is_in_address(&plain, &range) {
                    shorts.push((range, short));
                }
            });
        }
        if names.is_empty() && shorts.is_empty() {
            return;
        }
        let ranges = names.iter().map(|(range, _)| range).chain(shorts.iter().map(|(range, _)| range));
        let ends: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
        let mut at = 0;
        let mut marked = Vec::with_capacity(text.inlines.len() + ends.len());
        for inline in std::mem::take(&mut text.inlines) {
            for mut piece in parted(inline, at, &ends) {
                let range = at..at + piece.text.len();
                at = range.end;
                let within = |own: &Range<usize>| own.start <= range.start && range.end <= own.end;
                if piece.language.is_none() {
                    piece.language = names.iter().find(|(own, _)| within(own)).map(|(_, name)| name.language);
                }
                if let Some((_, short)) = shorts.iter().find(|(own, _)| within(own))
                    && (piece.language.is_none() || piece.language == short.language)
                {
                    piece.language = short.language;
                    piece.expansion = Some(short.words.clone());
                }
                marked.push(piece);
            }
        }
        text.inlines = marked;
    }
}

/// The language of a tag without its region.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Where the figures of a text stand.
fn figures(text: &RichText) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.inlines.iter().filter_map(move |inline| {
        let start = at;
        at += inline.text.len();
        matches!(inline.kind, InlineKind::Figure(..)).then_some(start..at)
    })
}

/// Calls `found` for each place where whole words of a text are these.
fn occurrences(text: &str, words: &str, mut found: impl FnMut(Range<usize>)) {
    let first = words.split(' ').next().unwrap_or_default();
    for (at, _) in text.match_indices(first).filter(|_| !first.is_empty()) {
        let Some(length) = length_of(&text[at..], words) else { continue };
        let (before, behind) = (text[..at].chars().next_back(), text[at + length..].chars().next());
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !inside(before) && !inside(behind) {
            found(at..at + length);
        }
    }
}

/// How many bytes of a text are these words, if it begins with them; a space of either kind is one.
fn length_of(text: &str, words: &str) -> Option<usize> {
    let mut length = 0;
    let mut letters = text.chars();
    for wanted in words.chars() {
        let letter = letters.next()?;
        let space = letter == '\u{a0}' && wanted == ' ';
        if letter != wanted && !space {
            return None;
        }
        length += letter.len_utf8();
    }
    Some(length)
}

fn same(one: &str, other: &str) -> bool {
    length_of(one, other) == Some(one.len())
}

/// Whether these bytes are part of a web or mail address: "NCMEC.org".
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let white = |c: char| c.is_whitespace();
    let start = text[..range.start].rfind(white).map_or(0, |at| at + 1);
    let start = (start..=range.start).find(|at| text.is_char_boundary(*at)).unwrap_or(range.start);
    let end = text[range.end..].find(white).map_or(text.len(), |at| range.end + at);
    let word = &text[start..end];
    let dotted = word.match_indices('.').any(|(at, _)| {
        // "p.m." is none.
        let letters = word[at + 1..].chars().take_while(|c| c.is_lowercase()).take(2).count();
        letters == 2 && word[..at].ends_with(char::is_alphanumeric)
    });
    word.contains('@') || dotted
}

/// An inline that begins at `at`, in the pieces between these places.
fn parted(inline: Inline, at: usize, ends: &[usize]) -> Vec<Inline> {
    let inside = at + 1..at + inline.text.len();
    let mut cuts: Vec<usize> = ends.iter().filter(|end| inside.contains(end)).map(|end| end - at).collect();
    if cuts.is_empty() {
        return vec![inline];
    }
    cuts.extend([0, inline.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[usize]| Inline { text: inline.text[pair[0]..pair[1]].to_owned(), ..inline.clone() };
    cuts.windows(2).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use proptest::prelude::*;

    fn words() -> SaidWords {
        let name = |text: &str| Name { text: text.to_owned(), language: "en" };
        let short = |text: &str, words: &str, language| Short {
            text: text.to_owned(),
            words: words.into(),
            language,
        };
        SaidWords {
            names: vec![name("National Center for Kites"), name("NCK CONNECT"), name("Team KITE")],
            abbreviations: vec![
                short("NCK-ORR", "otra oficina", None),
                short("NCK", "National Center for Kites", Some("en")),
                short("OVC", "oficina de las víctimas", None),
            ],
        }
    }

    /// Pieces that are said otherwise, each with its language and expansion.
    fn marked(text: &str) -> Vec<String> {
        let mut rich = RichText::words(text.to_owned());
        words().mark(&mut rich);
        assert_eq!(rich.plain(), text);
        let said =
            rich.inlines.iter().filter(|inline| inline.language.is_some() || inline.expansion.is_some());
        let shown = |inline: &Inline| {
            let expansion = inline.expansion.as_deref().unwrap_or("-");
            format!("{} {} {expansion}", inline.text, inline.language.unwrap_or("-"))
        };
        said.map(shown).collect()
    }

    #[test]
    fn whole_words_are_marked_the_longest_first() {
        for (text, wanted) in [
            (
                "El National Center for Kites (NCK) ayuda.",
                vec!["National Center for Kites en -", "NCK en National Center for Kites"],
            ),
            (
                "NCK\u{a0}CONNECT y Team\u{a0}KITE.",
                vec!["NCK en National Center for Kites", "\u{a0}CONNECT en -", "Team\u{a0}KITE en -"],
            ),
            (
                "NCK-ORR, NCK’s, OVC.",
                vec![
                    "NCK-ORR - otra oficina",
                    "NCK en National Center for Kites",
                    "OVC - oficina de las víctimas",
                ],
            ),
            ("NCKs, INCK, NCK_1, Team KITES, nck", vec![]),
            ("NCK.org, a@NCK.example y www.NCK.example/x", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(marked(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_figure_is_never_parted_and_a_passage_keeps_its_language() {
        let span = Span::new(Sources::default().add("a", ""), 0, 0);
        let figure = InlineKind::Figure(crate::figure::FigureId(0), span);
        let inline = |text: &str, language, kind| Inline {
            text: text.to_owned(),
            language,
            kind,
            ..Inline::default()
        };
        let mut text = RichText {
            inlines: vec![inline("OVC", None, figure), inline(" OVC NCK", Some("fr"), InlineKind::Wording)],
            ..RichText::default()
        };
        let before = text.clone();
        words().mark(&mut text);
        assert_eq!(text.plain(), before.plain());
        assert!(text.inlines.iter().all(|inline| inline.expansion.is_none()), "{text:?}");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(
            pieces in prop::collection::vec((prop::sample::select(vec![
                "NCK", " ", "\u{a0}", "Team", "KITE", "National Center for Kites", "é", ".", "OVC", "-ORR", "’s", "@",
            ]), any::<bool>()), 0..14),
        ) {
            let inlines = pieces.iter().map(|(text, strong)| {
                Inline { text: (*text).to_owned(), strong: *strong, ..Inline::default() }
            });
            let mut text = RichText { inlines: inlines.collect(), ..RichText::default() };
            let before = text.clone();
            words().mark(&mut text);
            prop_assert_eq!(text.plain(), before.plain());
            prop_assert!(text.inlines.iter().all(|inline| !inline.text.is_empty()));
            let bold = |text: &RichText| -> String {
                text.inlines.iter().filter(|inline| inline.strong).map(|inline| inline.text.as_str()).collect()
            };
            prop_assert_eq!(bold(&text), bold(&before));
            let mut again = text.clone();
            words().mark(&mut again);
            prop_assert_eq!(again, text);
        }
    }
}
