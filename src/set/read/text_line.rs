//! The lines of a running text, and the signs that begin the items of its lists.

use crate::outline::Numbering;
use std::ops::Range;

/// A line, without the white space around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLine<'t> {
    /// Its first byte in the text.
    pub(super) start: usize,
    pub(super) text: &'t str,
    /// Spaces before it.
    pub(super) indent: usize,
    pub(super) sign: Option<ItemSign>,
}

/// What an item begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemSign {
    /// `None` for a bullet.
    pub(super) number: Option<u32>,
    /// It is `1)`, not `1.`.
    pub(super) has_parenthesis: bool,
    /// Bytes of the sign.
    pub(super) mark: usize,
    /// The same with the white space behind it.
    pub(super) length: usize,
    bullet: char,
}

impl ItemSign {
    pub(super) fn numbering(self) -> Numbering {
        self.number.map_or(Numbering::Bullets, |first| Numbering::Numbers { first })
    }

    /// As it is typed.
    pub(super) fn shown(self) -> String {
        let end = if self.has_parenthesis { ')' } else { '.' };
        self.number.map_or(self.bullet.to_string(), |number| format!("{number}{end}"))
    }
}

/// Signs of bullets: those of Markdown, and those that come with what is pasted from office programs.
const BULLETS: [char; 8] = ['-', '*', '+', '•', '◦', '▪', '●', '‣'];

/// A longer number before a period is a year, or ends a sentence.
const MOST_DIGITS: usize = 2;

/// A tab is so many spaces.
const TAB: usize = 4;

/// The lines of a text. None begins an item within a remark, `{# … #}`.
pub(super) fn lines(text: &str) -> Vec<TextLine<'_>> {
    let (mut start, mut in_remark) = (0, false);
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let before = &line[..line.len() - line.trim_start().len()];
        let indent = before.chars().map(|c| if c == '\t' { TAB } else { 1 }).sum();
        let sign = sign(words).filter(|_| !in_remark);
        found.push(TextLine { start: start + before.len(), text: words, indent, sign });
        start += line.len();
        in_remark = match (line.rfind("{#"), line.rfind("#}")) {
            (None, None) => in_remark,
            (begins, ends) => begins > ends,
        };
    }
    found
}

fn sign(line: &str) -> Option<ItemSign> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, end) = match line[digits..].chars().next()? {
        bullet if digits == 0 && BULLETS.contains(&bullet) => (None, bullet.len_utf8()),
        '.' | ')' if (1..=MOST_DIGITS).contains(&digits) => (line[..digits].parse().ok(), digits + 1),
        _ => return None,
    };
    let rest = &line[end..];
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_apart.then(|| ItemSign {
        number,
        has_parenthesis: line[..end].ends_with(')'),
        mark: end,
        bullet: line.chars().next().unwrap_or('-'),
        length: line.len() - rest.trim_start().len(),
    })
}

/// Whether a line can stand above a list: it ends a sentence, or leads to what follows. What a condition or a
/// remark ends with is not known.
pub(super) fn has_end(line: &str) -> bool {
    let said = line.trim_end_matches(['*', '”', '’', '"', '\'', '»', ')', ']']);
    said.ends_with(['.', ':', ';', '!', '?', '…']) || line.ends_with("%}") || line.ends_with("#}")
}

/// The first condition of a text that ends in another text, or begins in one.
pub(super) fn open_condition(text: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    for (start, _) in text.match_indices("{%") {
        let end = text[start..].find("%}").map_or(text.len(), |length| start + length + 2);
        let word = text[start + 2..end].trim_start_matches(['-', '+', ' ', '\n', '\t']);
        if word.starts_with("if") {
            open.push(start..end);
        } else if word.starts_with("endif") && open.pop().is_none() {
            return Some(start..end);
        }
    }
    open.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_begin_items() {
        fn number(line: &str) -> Option<(Option<u32>, &str)> {
            sign(line).map(|sign| (sign.number, &line[sign.length..]))
        }
        for bullet in ["- a", "* a", "+ a", "•\ta", "◦ a", "▪\u{a0}a", "-   a"] {
            assert_eq!(number(bullet), Some((None, "a")), "{bullet}");
        }
        assert_eq!(number("1. a"), Some((Some(1), "a")));
        assert_eq!(number("12)  a"), Some((Some(12), "a")));
        assert_eq!(number("-"), Some((None, "")));
        for words in
            ["", "a", "-a", "**a** b", "1.5 a", "2022. a", "1 a", "(1) a", "– a", "— a", "--- a", "1", ". a"]
        {
            assert_eq!(number(words), None, "{words}");
        }
    }

    #[test]
    fn a_remark_has_no_items() {
        let text = "a {# b\n- c\n#}\n- d {# e #}\n  - f";
        let signs: Vec<bool> = lines(text).iter().map(|line| line.sign.is_some()).collect();
        assert_eq!(signs, [false, false, false, true, true]);
    }

    #[test]
    fn conditions_that_do_not_close_are_found() {
        let found = |text: &'static str| open_condition(text).map(|range| &text[range]);
        assert_eq!(found("a {% if b %}c{% else %}d{% endif %}"), None);
        assert_eq!(found("{% if a %}{% if b %}c{% endif %}{%- endif -%}"), None);
        assert_eq!(found("a {% if b %}c"), Some("{% if b %}"));
        assert_eq!(found("a {% endif %}{% if b %}"), Some("{% endif %}"));
        assert_eq!(found("a {% if"), Some("{% if"));
    }
}
