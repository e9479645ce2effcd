//! Flattening a template to one line of Markdown.
//!
//! In: the parts of a template, and how its conditions are decided. Out: Markdown in which each
//! placeholder, and each escaped sign, is a sentinel: a private-use character, so that no value of the
//! data is ever read as markup. With a table back to the bytes of the template.

use super::template::{Condition, Otherwise, TemplatePart};

/// The sentinel of a placeholder is this plus its number.
const PLACEHOLDER: u32 = 0xF0000;
/// The sentinel of an escaped sign, `\*`, is this plus its ASCII code.
const ESCAPED: u32 = 0x100000;

/// The sentinels of the asterisks before and after bold. CommonMark would not take those for bold that touch
/// a letter with a sign inside: `**Total:**{{ cases }}`.
const BOLD: [char; 2] = ['\u{100001}', '\u{100002}'];

/// A character that stands for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sentinel {
    Placeholder(usize),
    Escaped(char),
    /// Bold begins, or ends.
    Bold(bool),
}

impl Sentinel {
    /// What `c` stands for, if it is a sentinel.
    pub(super) fn of(c: char) -> Option<Self> {
        if let Some(at) = BOLD.iter().position(|bold| *bold == c) {
            return Some(Self::Bold(at == 0));
        }
        let code = c as u32;
        match code.checked_sub(ESCAPED) {
            Some(ascii) => char::from_u32(ascii).map(Self::Escaped),
            None => code.checked_sub(PLACEHOLDER).map(|number| Self::Placeholder(number as usize)),
        }
    }
}

/// A line of Markdown, and where its bytes come from.
#[derive(Debug, Default)]
pub(super) struct MarkdownSource {
    pub(super) text: String,
    /// (byte in `text`, byte in the template), wherever the distance between the two changes.
    origins: Vec<(usize, usize)>,
    pending_space: bool,
    bold: Bold,
    /// The raw parts so far.
    raws: usize,
}

/// The last pair of asterisks, by its place in the text.
#[derive(Debug, Default, Clone, Copy)]
enum Bold {
    #[default]
    None,
    /// In which raw part it was opened.
    Opened(usize, usize),
    Closed {
        opened: (usize, usize),
        closed: usize,
    },
}

impl MarkdownSource {
    /// Joins `parts`; `holds` decides each condition, given what is said if it does not hold.
    pub(super) fn new(parts: &[TemplatePart], holds: &mut impl FnMut(&Condition, Otherwise) -> bool) -> Self {
        let mut source = Self::default();
        source.add(parts, holds);
        source
    }

    /// The byte of the template that byte `at` of the text comes from.
    pub(super) fn origin(&self, at: usize) -> usize {
        match self.origins.partition_point(|(text, _)| *text <= at).checked_sub(1) {
            Some(last) => self.origins[last].1 + (at - self.origins[last].0),
            None => at,
        }
    }

    fn add(&mut self, parts: &[TemplatePart], holds: &mut impl FnMut(&Condition, Otherwise) -> bool) {
        for part in parts {
            match part {
                TemplatePart::Raw { start, text } => self.raw(*start, text),
                TemplatePart::Print { start, number } => {
                    let sign =
                        char::from_u32(PLACEHOLDER + *number as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
                    self.push(sign, *start);
                }
                TemplatePart::If { condition, then, otherwise } => {
                    let holds_here = holds(condition, Otherwise::of(otherwise));
                    self.add(if holds_here { then } else { otherwise }, holds);
                }
            }
        }
    }

    fn raw(&mut self, start: usize, text: &str) {
        self.raws += 1;
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            match (c, next) {
                (' ' | '\t' | '\n' | '\r', _) => self.pending_space = true,
                ('\\', Some(sign)) if sign.is_ascii_punctuation() => {
                    letters.next();
                    let sign = char::from_u32(ESCAPED + sign as u32).unwrap_or(sign);
                    self.push(sign, start + at);
                }
                ('*', Some('*')) => {
                    letters.next();
                    self.asterisks(start + at);
                }
                _ => self.push(c, start + at),
            }
        }
    }

    fn push(&mut self, c: char, origin: usize) {
        if std::mem::take(&mut self.pending_space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        let at = self.text.len();
        if self.origins.last().is_none_or(|(text, template)| template + (at - text) != origin) {
            self.origins.push((at, origin));
        }
        self.text.push(c);
    }

    /// Opens or closes bold. Bold that is empty because a condition in it does not hold is taken back; one
    /// that was typed empty, `****`, stays, to be refused.
    fn asterisks(&mut self, origin: usize) {
        let length = |at: usize| at + BOLD[0].len_utf8();
        match self.bold {
            Bold::Opened(opened, raw) if self.text.len() == length(opened) && raw != self.raws => {
                self.truncate(opened);
                self.bold = Bold::None;
            }
            // `**one****two**` is one bold run.
            Bold::Closed { opened, closed } if self.text.len() == length(closed) && !self.pending_space => {
                self.truncate(closed);
                self.bold = Bold::Opened(opened.0, opened.1);
            }
            Bold::Opened(opened, raw) => {
                self.push(BOLD[1], origin);
                let closed = self.text.len() - BOLD[1].len_utf8();
                self.bold = Bold::Closed { opened: (opened, raw), closed };
            }
            Bold::None | Bold::Closed { .. } => {
                self.push(BOLD[0], origin);
                self.bold = Bold::Opened(self.text.len() - BOLD[0].len_utf8(), self.raws);
            }
        }
    }

    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.origins.retain(|(text, _)| *text < length);
        if self.text.ends_with(' ') {
            self.text.pop();
            self.pending_space = true;
        }
    }
}

/// Asks of each condition whether it holds, as far as the answers before lead to it.
pub(super) fn decide(parts: &[TemplatePart], holds: &mut impl FnMut(&Condition, Otherwise) -> bool) {
    for part in parts {
        if let TemplatePart::If { condition, then, otherwise } = part {
            let holds_here = holds(condition, Otherwise::of(otherwise));
            decide(if holds_here { then } else { otherwise }, holds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> MarkdownSource {
        MarkdownSource::new(&[TemplatePart::Raw { start: 0, text: text.to_owned() }], &mut |_, _| true)
    }

    #[test]
    fn white_space_collapses_and_keeps_its_origin() {
        let source = source("  one\n  two\u{a0}three  ");
        assert_eq!(source.text, "one two\u{a0}three");
        assert_eq!(source.origin(0), 2);
        assert_eq!(source.origin(4), 8);
    }

    /// The text of parts that conditions have left, with its asterisks.
    fn joined(parts: &[&str]) -> String {
        let raw = |text: &&str| TemplatePart::Raw { start: 0, text: (*text).to_owned() };
        let parts: Vec<_> = parts.iter().map(raw).collect();
        MarkdownSource::new(&parts, &mut |_, _| true).text.replace(BOLD, "**")
    }

    #[test]
    fn empty_bold_goes_and_touching_bold_joins() {
        assert_eq!(joined(&["**", "**"]), "");
        assert_eq!(joined(&["one **", " ** two"]), "one two");
        assert_eq!(joined(&["**one****two**"]), "**onetwo**");
        assert_eq!(joined(&["**one**", "**two**"]), "**onetwo**");
        assert_eq!(joined(&["**one** **two**"]), "**one** **two**");
        assert_eq!(joined(&["**one"]), "**one");
        // Typed so.
        assert_eq!(joined(&["one **** two"]), "one **** two");
        assert_eq!(joined(&["one ** ** two"]), "one ** ** two");
    }

    #[test]
    fn escapes_are_put_beyond_reach() {
        let signs: Vec<_> = source(r"\*\~\\x").text.chars().map(Sentinel::of).collect();
        assert_eq!(
            signs,
            [Some(Sentinel::Escaped('*')), Some(Sentinel::Escaped('~')), Some(Sentinel::Escaped('\\')), None]
        );
    }
}
