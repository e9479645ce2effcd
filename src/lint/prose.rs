//! Which parts of a text are words: placeholders, conditions, remarks and addresses are blanked.
//!
//! In: the set. Out: every text its authors wrote, and the same text blanked. Both have the same
//! length, so a byte offset in one is one in the other.

use crate::lang::language_code;
use crate::outline::{Leaf, Part};
use crate::set::{Dataset, Localized, State, Template, Wording};
use crate::source::{FileId, Span, Spanned};
use crate::wording::passages::{code, passages};
use std::collections::BTreeSet;

/// A blanked byte: no lint takes it for a letter, a digit or a space.
const BLANK: char = '\u{0}';

/// Whose text it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum TextKind<'d> {
    /// Words for every page in one language.
    Wording {
        /// The file of the wording; the set file for the nouns and labels of figures.
        file: FileId,
    },
    /// A line of `[contact]` in the set file.
    Contact { file: FileId },
    /// Words about one state or the whole nation: a source, a remark.
    Data {
        /// `None` for the national figures.
        state: Option<&'d State>,
        year: i32,
        /// A remark among colleagues, which may mention other years and states.
        note: bool,
    },
}

/// A text as written.
pub(super) struct Text<'d> {
    pub(super) kind: TextKind<'d>,
    /// What of the page it is; `None` for texts of the data and the dictionary.
    pub(super) part: Option<Part>,
    pub(super) language: &'d str,
    /// The figures of its row or column, if it heads one.
    pub(super) heads: Vec<&'d str>,
    /// The text, with everything that is not words blanked.
    pub(super) words: String,
    written: Written<'d>,
}

#[derive(Clone, Copy)]
enum Written<'d> {
    Template(&'d Template),
    /// A string of the data, quotation marks included.
    Data(Span),
}

impl Text<'_> {
    /// Whether it asks which state it is for, so that not every sheet has all of it.
    pub(super) fn is_chosen(&self) -> bool {
        match self.written {
            Written::Template(template) => template.text.split("{%").skip(1).any(|tag| {
                let tag = tag.split("%}").next().unwrap_or_default();
                tag.contains("state.postal") || tag.contains("state.name")
            }),
            Written::Data(_) => false,
        }
    }

    /// The text as written, if it is a template.
    pub(super) fn template(&self) -> Option<&str> {
        match self.written {
            Written::Template(template) => Some(&template.text),
            Written::Data(_) => None,
        }
    }

    /// Where bytes `start..end` of the words stand.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match self.written {
            Written::Template(template) => template.locate(start, end),
            Written::Data(span) => {
                // With an escape sequence the lengths differ; then the whole string must do.
                let exact = (span.end - span.start) as usize == self.words.len() + 2;
                let from = span.start as usize + 1;
                if exact { Span::new(span.file, from + start, from + end) } else { span }
            }
        }
    }
}

/// Every text of a wording.
pub(super) fn of_wording(wording: &Wording) -> Vec<Text<'_>> {
    let mut found = Vec::new();
    for (part, template, heads) in templates(wording) {
        let (kind, written) = (TextKind::Wording { file: wording.file }, Written::Template(template));
        for (language, words) in by_language(&template.text, &wording.language.value) {
            found.push(Text { kind, part: Some(part), language, heads: heads.clone(), words, written });
        }
    }
    found
}

/// Every text of a set.
pub(super) fn texts(dataset: &Dataset) -> Vec<Text<'_>> {
    let mut found: Vec<Text<'_>> = Vec::new();
    for wording in &dataset.wordings {
        found.extend(of_wording(wording));
    }
    let first = first_language(dataset);
    let file = dataset.set.file;
    for spec in &dataset.set.figures {
        let words = spec.one.iter().chain(&spec.other).chain([&spec.label]);
        let texts = words.flat_map(|words| &words.texts);
        found.extend(texts.map(|(language, text)| string(TextKind::Wording { file }, language, text)));
    }
    let mut add = |text: Option<&Spanned<String>>, state, year, note| {
        found.extend(text.map(|text| string(TextKind::Data { state, year, note }, first, text)));
    };
    let states = dataset.states.iter().map(|state| (Some(state), &state.figures));
    for (state, file) in std::iter::once((None, &dataset.national)).chain(states) {
        add(file.source.as_ref(), state, file.year.value, false);
        for entry in &file.figures {
            let year = entry.year.as_ref().unwrap_or(&file.year).value;
            add(entry.source.as_ref(), state, year, false);
            add(entry.note.as_ref(), state, year, true);
        }
    }
    found
}

/// The lines of `[contact]`, which every page may print.
pub(super) fn contact(dataset: &Dataset) -> impl Iterator<Item = Text<'_>> {
    let (file, first) = (dataset.set.file, first_language(dataset));
    dataset.set.contact.iter().map(move |(_, text)| string(TextKind::Contact { file }, first, text))
}

/// The names of the publisher and of a state, which travel with the page.
pub(super) fn names(dataset: &Dataset) -> Vec<Text<'_>> {
    let (file, first, publisher) = (dataset.set.file, first_language(dataset), &dataset.set.publisher);
    let publisher = [Some(&publisher.name), publisher.short.as_ref()].into_iter().flatten();
    let mut found: Vec<Text<'_>> =
        publisher.map(|text| string(TextKind::Contact { file }, first, text)).collect();
    for state in &dataset.states {
        let others = state.names.others.iter().map(|(language, forms)| (language.as_str(), forms));
        for (language, forms) in std::iter::once((first, &state.names.first)).chain(others) {
            let kind = TextKind::Data { state: Some(state), year: state.figures.year.value, note: false };
            let more = [&forms.possessive, &forms.adjective].into_iter().flatten();
            let all = [&forms.name, &forms.in_prose].into_iter().chain(more);
            found.extend(all.map(|text| string(kind, language, text)));
        }
    }
    found
}

fn first_language(dataset: &Dataset) -> &str {
    dataset.set.languages.first().map_or("en", |language| language.value.as_str())
}

/// A string of the data.
fn string<'d>(kind: TextKind<'d>, language: &'d str, text: &Spanned<String>) -> Text<'d> {
    let (words, written) = (text.value.clone(), Written::Data(text.span));
    Text { kind, part: None, language, heads: Vec::new(), words, written }
}

/// Every template of a wording that is words, so not the address of a QR code.
fn templates(wording: &Wording) -> Vec<(Part, &Template, Vec<&str>)> {
    let mut found: Vec<(Part, &Template, Vec<&str>)> = Vec::new();
    let mut figures = Vec::new();
    wording.page.visit(&mut |spot| match spot.leaf {
        Leaf::Text(template) if spot.part != Part::Qr => found.push((spot.part, template, Vec::new())),
        Leaf::Text(_) => {}
        Leaf::Figure(key) => {
            let spans = spot.beside.iter().flatten().map(|head| head.span);
            figures.extend(spans.map(|head| (head, key.value.as_str())));
        }
    });
    // The label of a headline figure comes behind it.
    for (head, key) in figures {
        let heads = found.iter_mut().filter(|(_, template, _)| template.span == head);
        heads.for_each(|(_, _, keys)| keys.push(key));
    }
    found
}

/// A template blanked: its own words, then those of its passages in each other language.
fn by_language<'d>(text: &str, own: &'d str) -> Vec<(&'d str, String)> {
    let words = blanked(text);
    let (passages, _) = passages(text);
    let languages = passages.iter().filter_map(|passage| language_code(&passage.code).ok());
    let languages: BTreeSet<&'static str> = languages.collect();
    if languages.is_empty() {
        return vec![(own, words)];
    }
    // Of two passages that hold a character, the inner one ends first.
    let of = |at: usize| {
        let passage = passages.iter().find(|passage| passage.words().contains(&at));
        passage.and_then(|passage| language_code(&passage.code).ok())
    };
    let is_own = |language| own.split('-').next() == Some(language);
    let only = |wanted: Option<&str>| -> String {
        let mut out = String::with_capacity(words.len());
        for (at, c) in words.char_indices() {
            let bracket = passages.iter().any(|own| own.open == at || own.close.contains(&at));
            match of(at).filter(|language| !is_own(language)) == wanted && !bracket {
                true => out.push(c),
                false => out.extend(std::iter::repeat_n(BLANK, c.len_utf8())),
            }
        }
        out
    };
    let others = languages.into_iter().filter(|language| !is_own(language));
    let others = others.map(|language| (language, only(Some(language))));
    std::iter::once((own, only(None))).chain(others).collect()
}

/// `text` with everything that is not words blanked. Of a placeholder, `plural("case", "cases")`, the words
/// are left; blanks keep them apart.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match rest.as_bytes() {
            [b'{', b'{', ..] => up_to(rest, "}}"),
            [b'{', b'%', ..] => up_to(rest, "%}"),
            [b'{', b'#', ..] => up_to(rest, "#}"),
            [b']', b'(', ..] => up_to(rest, ")"),
            [b'\\', next, ..] if next.is_ascii_punctuation() => 1,
            _ => 0,
        };
        match length {
            0 => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
            length if rest.starts_with("{{") => {
                literals(&rest[..length], &mut out);
                rest = &rest[length..];
            }
            length => {
                out.extend(std::iter::repeat_n(BLANK, length));
                rest = &rest[length..];
            }
        }
    }
    out
}

/// A placeholder with everything blanked but what stands in quotation marks.
fn literals(placeholder: &str, out: &mut String) {
    let mut quote = None;
    for c in placeholder.chars() {
        let is_word = quote.is_some_and(|quote| quote != c);
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        if is_word {
            out.push(c);
        } else {
            out.extend(std::iter::repeat_n(BLANK, c.len_utf8()));
        }
    }
}

/// What a template says of one and of more: the words of its placeholders in place, where it is known what
/// they are; both branches of a condition.
pub(super) fn said(text: &str, dataset: &Dataset, language: &str) -> [String; 2] {
    let mut out = [String::new(), String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match rest.as_bytes() {
            [b'{', b'{', ..] => up_to(rest, "}}"),
            [b'{', b'%', ..] => up_to(rest, "%}"),
            [b'{', b'#', ..] => up_to(rest, "#}"),
            [b']', b'(', ..] => up_to(rest, ")"),
            [b']', b'{', ..] if code(rest).is_some() => up_to(rest, "}"),
            _ => 0,
        };
        if length == 0 {
            // Letters of a word may be bold.
            out.iter_mut().filter(|_| c != '*').for_each(|out| out.push(c));
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let words = if rest.starts_with("{{") { words_of(&rest[..length], dataset, language) } else { None };
        for (out, words) in out.iter_mut().zip(words.unwrap_or_default()) {
            out.push_str(words);
        }
        rest = &rest[length..];
    }
    out
}

/// The words for one and for more of a placeholder with `plural` or `noun`.
fn words_of<'t>(placeholder: &'t str, dataset: &'t Dataset, language: &str) -> Option<[&'t str; 2]> {
    let inner = placeholder.strip_prefix("{{")?.strip_suffix("}}")?;
    if let Some((_, words)) = inner.split_once("plural") {
        let mut quoted = words.split('"').skip(1).step_by(2);
        return Some([quoted.next()?, quoted.next()?]);
    }
    let (key, filters) = inner.split_once('|')?;
    let spec = dataset.set.figures.iter().find(|spec| spec.key.value == key.trim())?;
    let noun = filters.split('|').any(|filter| filter.trim() == "noun");
    let text = |noun: Option<&'t Localized>| noun?.get(language).map(|text| text.value.as_str());
    Some([text(spec.one.as_ref().filter(|_| noun))?, text(spec.other.as_ref())?])
}

fn up_to(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |at| at + end.len())
}

/// The words of a text, and the byte where each begins: letters, digits and what joins them.
pub(super) fn tokens(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part =
        |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '.' | ',' | '_' | '%' | '/' | '@');
    words.split(move |c: char| !is_part(c)).filter(|token| !token.is_empty()).map(|token| {
        // `split` yields slices of the text, so the distance is the offset.
        (token.as_ptr() as usize - words.as_ptr() as usize, token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left_and_they_stay_in_their_place() {
        let text = "In {{ x | plural(\"1\", 'é') }} 8597 [a](https://b/12){# 3 #}é\\*";
        let blanked = blanked(text);
        assert_eq!(blanked.len(), text.len());
        let left: Vec<_> = tokens(&blanked).collect();
        assert_eq!(
            left.iter().map(|(_, token)| *token).collect::<Vec<_>>(),
            ["In", "1", "é", "8597", "a", "é"]
        );
        assert!(left.iter().all(|(at, token)| text[*at..].starts_with(token)));
        assert_eq!(super::blanked("{{ open é"), "\0".repeat("{{ open é".len()));
    }

    #[test]
    fn passages_are_texts_of_their_own_language() {
        let text = "See [los **{{ x }} casos** [and]{en} más]{es} é, [l’eau]{fr}.";
        let found = by_language(text, "en-US");
        let words = |words: &str| tokens(words).map(|(_, token)| token.to_owned()).collect::<Vec<_>>();
        let found: Vec<_> = found.iter().map(|(language, own)| (*language, words(own))).collect();
        let wanted = [
            ("en-US", vec!["See", "and", "é,", "."]),
            ("es", vec!["los", "casos", "más"]),
            ("fr", vec!["l’eau"]),
        ];
        let wanted =
            wanted.map(|(tag, words)| (tag, words.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(found, wanted);
        assert_eq!(by_language("See [a](b).", "en").len(), 1);
    }
}
