//! A look at a text before it is parsed: how large it is, how long its placeholders and conditions are, and
//! whether their quotes are closed. The parser, and all that come after it, need no more room and time than
//! a text of this size takes.
//!
//! In: the text of a template. Out: nothing, or where it is too much and why.

use crate::diagnostic::Code;
use std::ops::Range;

/// Largest text, in bytes. A whole page has a third of it.
const MOST_BYTES: usize = 20_000;
/// Most placeholders, and so conditions, in one text.
const MOST_TAGS: usize = 400;
/// Most words and signs in one of them.
const MOST_WORDS: usize = 200;

/// Why a text is not parsed.
pub(super) struct OutOfBounds {
    pub(super) code: Code,
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Checks a text.
pub(super) fn check(text: &str) -> Result<(), OutOfBounds> {
    let too_large =
        |at: Range<usize>, message: String, help| OutOfBounds { code: Code::TooLarge, at, message, help };
    if text.len() > MOST_BYTES {
        let first = text.find(char::is_whitespace).unwrap_or(1).clamp(1, 20);
        let message = format!("this text has {} characters", text.chars().count());
        return Err(too_large(0..first, message, "a whole page has room for about 6,000: shorten it"));
    }
    let (mut from, mut tags) = (0, 0);
    while let Some(open) = text[from..].find("{{").into_iter().chain(text[from..].find("{%")).min() {
        let open = from + open;
        let tag = Tag::new(text, open).map_err(|quote| OutOfBounds {
            code: Code::TemplateSyntax,
            at: quote..quote + 1,
            message: "the quote that begins here is not closed".to_owned(),
            help: "end the words with the same quote: `{{ cases | plural(\"case\", \"cases\") }}`",
        })?;
        tags += 1;
        if tags > MOST_TAGS {
            let message = format!("more than {MOST_TAGS} placeholders and conditions in one text");
            return Err(too_large(open..open + 2, message, "divide the text into paragraphs"));
        }
        if tag.words > MOST_WORDS {
            let message = format!("more than {MOST_WORDS} words and signs between two braces");
            return Err(too_large(open..open + 2, message, "say it in several conditions"));
        }
        from = tag.end;
    }
    Ok(())
}

/// A placeholder or a condition.
struct Tag {
    end: usize,
    words: usize,
}

impl Tag {
    /// The one that begins at byte `open`; `Err` with the place of a quote that is not closed in it.
    fn new(text: &str, open: usize) -> Result<Self, usize> {
        let close = if text[open..].starts_with("{{") { "}}" } else { "%}" };
        let (mut at, mut words, mut in_word) = (open + 2, 0, false);
        while let Some(letter) = text[at..].chars().next() {
            if text[at..].starts_with(close) {
                return Ok(Self { end: at + 2, words });
            }
            if matches!(letter, '"' | '\'') {
                let length = closed(&text[at..], letter).ok_or(at)?;
                at += length;
            } else {
                at += letter.len_utf8();
            }
            let part_of_word = letter.is_alphanumeric() || letter == '_';
            words += usize::from(!(letter.is_whitespace() || part_of_word && in_word));
            in_word = part_of_word;
        }
        Ok(Self { end: text.len(), words })
    }
}

/// The length of a quoted text, quotes included; `None` if it goes on beyond its placeholder.
fn closed(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            letter if letter == quote => return Some(at + 1),
            '}' | '%' if text[at..].starts_with("}}") || text[at..].starts_with("%}") => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<usize> {
        check(text).err().map(|fault| fault.at.start)
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert_eq!(at("a {{ \"hello }} b"), Some(5));
        assert_eq!(at("a {{ \"hello }} b \"c\""), Some(5));
        assert_eq!(at("{{ cases | plural('a) }} it's"), Some(18));
        assert_eq!(at("{% if state.name == \"x %}a{% endif %}"), Some(20));
        assert_eq!(at(r#"It's {{ cases | plural("a\"b", 'c"') }} "x {% if a == "b" %}'{% endif %}"#), None);
        assert_eq!(at("Not closed {{ cases"), None);
    }

    #[test]
    fn a_text_has_bounds() {
        assert_eq!(at(&"word ".repeat(4_000)), None);
        assert_eq!(at(&"word ".repeat(4_001)), Some(0));
        assert_eq!(at(&"{{ cases }} ".repeat(MOST_TAGS)), None);
        assert_eq!(at(&"{{ cases }} ".repeat(MOST_TAGS + 1)), Some(MOST_TAGS * 12));
        let long = "and missing_cases is reported ".repeat(40);
        assert_eq!(at(&format!("{{% if cases {long}%}}x{{% endif %}}")), None);
        for hostile in ["not ", "-", "| a ", "(", "and a ", "a.", "> 1 "] {
            assert_eq!(at(&format!("x {{{{ {}a }}}}", hostile.repeat(201))), Some(2), "{hostile}");
        }
    }
}
