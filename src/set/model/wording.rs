//! The words of the page in one language, as written: templates with their places.

use super::said::Abbreviation;
use crate::outline::{Leaf, Outline};
use crate::source::{FileId, Span, Spanned};

/// A template as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Decoded.
    pub text: String,
    /// The whole TOML string, quotes included; of a paragraph, its own lines.
    pub span: Span,
    /// Where each line of `text` starts: (byte in `text`, byte in the file). Enough to find any byte of a
    /// line without escape sequences.
    pub lines: Vec<(u32, u32)>,
}

impl Template {
    /// A text that `file` has from byte `start` on, letter for letter.
    pub fn verbatim(text: &str, file: FileId, start: usize) -> Self {
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .map(|at| (at as u32, (start + at) as u32))
            .collect();
        Self { text: text.to_owned(), span: Span::new(file, start, start + text.len()), lines }
    }

    /// Where bytes `start..end` of the text are in the file.
    pub fn locate(&self, start: usize, end: usize) -> Span {
        let last = self.lines.partition_point(|(at, _)| *at as usize <= start).max(1) - 1;
        let (text_at, file_at) = self.lines.get(last).copied().unwrap_or((0, self.span.start));
        let from = (file_at as usize + start.saturating_sub(text_at as usize)).min(self.span.end as usize);
        let to = (from + end.saturating_sub(start)).min(self.span.end as usize);
        Span::new(self.span.file, from, to.max(from))
    }
}

/// `wording.LANG.toml`: the words of the page in one language.
#[derive(Debug, Clone)]
pub struct Wording {
    pub file: FileId,
    /// A BCP 47 tag.
    pub language: Spanned<String>,
    /// `[abbreviations]`.
    pub abbreviations: Vec<Abbreviation>,
    /// Texts as templates, figures by key.
    pub page: Outline<Template, Spanned<String>>,
}

impl Wording {
    /// Every text of the page as it is written, in reading order.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        self.page.visit(&mut |spot| match spot.leaf {
            Leaf::Text(text) => texts.push(text.text.as_str()),
            Leaf::Figure(_) => {}
        });
        texts
    }
}
