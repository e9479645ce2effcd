//! Passages in another language: `[Disponible en español]{es}`.
//!
//! In: a template, or the Markdown of one. Out: where each passage begins and ends, and its code; or a brace
//! behind a bracket that ends none. An escaped sign is none, and brackets may be nested.

use std::ops::Range;

/// A passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForeignPassage {
    /// Its opening bracket.
    pub(crate) open: usize,
    /// Its closing bracket and the code in braces.
    pub(crate) close: Range<usize>,
    /// What stands between the braces.
    pub(crate) code: String,
}

impl ForeignPassage {
    /// Where its words stand.
    pub(crate) fn words(&self) -> Range<usize> {
        self.open + 1..self.close.start
    }
}

/// The passages of a text, in the order in which they end; and the places of codes that end none.
pub(crate) fn passages(text: &str) -> (Vec<ForeignPassage>, Vec<Range<usize>>) {
    let (mut found, mut astray, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let mut length = c.len_utf8();
        match c {
            '\\' => length += rest[1..].chars().next().map_or(0, char::len_utf8),
            '{' => length = placeholder(rest).unwrap_or(length),
            '[' => open.push(at),
            ']' => {
                let opened = open.pop();
                if let Some(code) = code(rest) {
                    length = code.len() + 3;
                    match opened {
                        Some(open) => {
                            found.push(ForeignPassage { open, close: at..at + length, code: code.to_owned() })
                        }
                        None => astray.push(at..at + length),
                    }
                }
            }
            _ => {}
        }
        at += length;
    }
    (found, astray)
}

/// The length of the placeholder, condition or remark that a text begins with.
fn placeholder(text: &str) -> Option<usize> {
    let ends = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let (_, end) = ends.into_iter().find(|(begin, _)| text.starts_with(begin))?;
    Some(text.find(end).map_or(text.len(), |at| at + end.len()))
}

/// What stands in the braces right behind the bracket that a text begins with.
pub(crate) fn code(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("]{")?;
    let inner = &inner[..inner.find('}')?];
    (!inner.starts_with(['{', '%', '#'])).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn passages_end_with_a_code() {
        let found = |text: &str| -> Vec<(String, String)> {
            let (passages, astray) = passages(text);
            let astray = astray.into_iter().map(|range| ("!".to_owned(), text[range].to_owned()));
            let words = passages.iter().map(|own| (text[own.words()].to_owned(), own.code.clone()));
            words.chain(astray).collect()
        };
        let is = |text: &str, wanted: &[(&str, &str)]| {
            let wanted: Vec<_> = wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(found(text), wanted, "{text}");
        };
        is("See [en español]{es}.", &[("en español", "es")]);
        is("[a [b]{fr} c]{es}", &[("b", "fr"), ("a [b]{fr} c", "es")]);
        is("[see [b]{es}](https://x.example) [c]", &[("b", "es")]);
        is("[{{ x | or(\"]{\") }}]{es}", &[("{{ x | or(\"]{\") }}", "es")]);
        is(r"\[a]{es} [a\]{es}", &[("!", "]{es}")]);
        is("a]{es} [b]{{ c }} [d] {es}", &[("!", "]{es}")]);
        is("[", &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in r"(\[|\]|\{|\}|\{\{|\}\}|%|\\|es|é| |\(){0,20}") {
            let (found, astray) = passages(&text);
            for passage in found {
                let sound = text[passage.open..].starts_with('[') && text[passage.close.clone()].starts_with("]{");
                prop_assert!(sound);
                prop_assert!(text.get(passage.words()).is_some());
            }
            let ended = astray.iter().all(|range| text[range.clone()].ends_with('}'));
            prop_assert!(ended);
        }
    }
}
