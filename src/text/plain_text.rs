//! The characters of a rich text in one string.
//!
//! In: the inlines. Out: their letters, and which inline each stands in.

use crate::document::{InlineKind, RichText};

/// A text as one string: all that its shapes and breakpoints are made from.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct PlainText {
    pub(super) all: String,
    pub(super) parts: Vec<PlainPart>,
}

/// An inline in a text.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct PlainPart {
    /// Where it ends.
    pub(super) end: usize,
    pub(super) strong: bool,
    /// Its words may be divided.
    pub(super) divisible: bool,
    /// It is a printed figure.
    pub(super) figure: bool,
    /// Its language, if that is not the text's.
    pub(super) language: Option<&'static str>,
}

impl PlainText {
    pub(super) fn of(words: &RichText) -> Self {
        let length = words.inlines.iter().map(|inline| inline.text.len()).sum();
        let mut plain =
            Self { all: String::with_capacity(length), parts: Vec::with_capacity(words.inlines.len()) };
        for inline in &words.inlines {
            plain.all.push_str(&inline.text);
            let divisible = inline.kind == InlineKind::Wording && inline.link.is_none() && !inline.strong;
            let figure = matches!(inline.kind, InlineKind::Figure(..));
            let (end, strong, language) = (plain.all.len(), inline.strong, inline.language);
            plain.parts.push(PlainPart { end, strong, divisible, figure, language });
        }
        plain.join_initials();
        plain
    }

    /// The number of the inline that the byte `at` stands in.
    pub(super) fn inline(&self, at: usize) -> usize {
        self.parts.partition_point(|part| part.end <= at)
    }

    /// Where an inline begins.
    pub(super) fn begin(&self, inline: usize) -> usize {
        inline.checked_sub(1).map_or(0, |before| self.parts[before].end)
    }

    /// Joins initials to the name they begin: "U.S. Virgin Islands".
    fn join_initials(&mut self) {
        let joined = self.all.match_indices('.').map(|(period, _)| period + 1);
        let joined: Vec<usize> = joined.filter(|space| is_after_initials(&self.all, *space)).collect();
        for space in joined.into_iter().rev() {
            self.all.replace_range(space..=space, "\u{a0}");
            let more = '\u{a0}'.len_utf8() - 1;
            self.parts.iter_mut().filter(|part| part.end > space).for_each(|part| part.end += more);
        }
    }
}

/// Whether a space stands at the byte `at`, between two initials and a name.
fn is_after_initials(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let mut before = before.chars().rev();
    let mut initial = || before.next() == Some('.') && before.next().is_some_and(char::is_uppercase);
    behind.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase))
        && initial()
        && initial()
}
