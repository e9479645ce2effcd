//! The words of the page in one language, as their author wrote them: templates with their places.

use crate::source::{FileId, Span, Spanned};

/// A template as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The decoded text.
    pub text: String,
    /// The whole TOML string, quotes included.
    pub span: Span,
    /// For each line of `text`, where it starts: (byte in `text`, byte in the file). Enough to
    /// find any byte of `text` in the file where the line holds no escape sequence.
    pub lines: Vec<(u32, u32)>,
}

impl Template {
    /// A text that stands in `file` from byte `start` on, letter for letter.
    pub fn verbatim(text: &str, file: FileId, start: usize) -> Self {
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .map(|at| (at as u32, (start + at) as u32))
            .collect();
        Self { text: text.to_owned(), span: Span::new(file, start, start + text.len()), lines }
    }

    /// The place in the file of bytes `start..end` of the text.
    pub fn locate(&self, start: usize, end: usize) -> Span {
        let last = self.lines.partition_point(|(at, _)| *at as usize <= start).max(1) - 1;
        let (text_at, file_at) = self.lines.get(last).copied().unwrap_or((0, self.span.start));
        let from = (file_at as usize + start.saturating_sub(text_at as usize)).min(self.span.end as usize);
        let to = (from + end.saturating_sub(start)).min(self.span.end as usize);
        Span::new(self.span.file, from, to.max(from))
    }
}

/// `wording.LANG.toml`: the words of the page in one language.
#[derive(Debug)]
pub struct Wording {
    /// The file.
    pub file: FileId,
    /// BCP 47 tag.
    pub language: Spanned<String>,
    /// Name of the publisher above the title.
    pub organization: Template,
    /// The title: "{{ state.name }} Data".
    pub title: Template,
    /// Small line opposite the organization (theme `brief`).
    pub kicker: Option<Template>,
    /// The introduction, one template a paragraph.
    pub intro: Vec<Template>,
    /// Headline figures (theme `brief`), in order.
    pub tiles: Vec<TileWording>,
    /// The sections, in order.
    pub sections: Vec<SectionWording>,
    /// The foot of the page.
    pub footer: FooterWording,
}

/// `[[tile]]`.
#[derive(Debug)]
pub struct TileWording {
    /// Key of the figure.
    pub figure: Spanned<String>,
    /// What it counts, about 40 characters.
    pub label: Template,
}

/// `[[section]]`: a heading, paragraphs, at most one table, and paragraphs after it.
#[derive(Debug)]
pub struct SectionWording {
    /// The heading.
    pub heading: Template,
    /// Paragraphs before the table; blank lines divide them.
    pub text: Vec<Template>,
    /// The table.
    pub table: Option<TableWording>,
    /// Paragraphs after the table (`after`).
    pub after: Vec<Template>,
}

/// `[section.table]`.
#[derive(Debug)]
pub struct TableWording {
    /// The sentence that leads to the table.
    pub lead: Template,
    /// The table's name for people who cannot see it (`alt`), also its caption for assistive tools.
    pub alt: Option<Template>,
    /// Column headings; the first is over the row labels.
    pub columns: Vec<Template>,
    /// The rows.
    pub rows: Vec<RowWording>,
    /// Whether rows whose figures are all 0 are printed (`zero_rows = "keep"`) or dropped.
    pub keep_zero_rows: bool,
    /// Where the table stands in the file.
    pub span: Span,
}

/// One row: a label and a figure for each further column.
#[derive(Debug)]
pub struct RowWording {
    /// The label.
    pub label: Template,
    /// Keys of the figures.
    pub figures: Vec<Spanned<String>>,
    /// The whole row.
    pub span: Span,
}

/// `[footer]`: a page may have all of it, or any part.
#[derive(Debug, Default)]
pub struct FooterWording {
    /// The call to action, without the number.
    pub call: Option<Template>,
    /// The number to call, as a link.
    pub hotline: Option<Template>,
    /// The number in digits, in brackets; not without `hotline`.
    pub hotline_digits: Option<Template>,
    /// Where the figures come from.
    pub source: Option<Template>,
    /// Web address, as a link.
    pub web: Option<Template>,
    /// Line above the web address (theme `brief`); not without `web`.
    pub web_label: Option<Template>,
    /// Address behind the QR code (theme `brief`).
    pub qr: Option<Template>,
}
