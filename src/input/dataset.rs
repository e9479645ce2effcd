//! The set as its authors wrote it: every key and value with its place, nothing judged yet
//! beyond types and spelling.

use crate::figure::Value;
use crate::source::{FileId, Span, Spanned};
use chrono::NaiveDate;

/// Everything one run reads.
#[derive(Debug)]
pub struct Dataset {
    /// `handout.toml`.
    pub set: Set,
    /// One wording per language, in the order of [`Set::languages`].
    pub wordings: Vec<Wording>,
    /// `national.toml`.
    pub national: FigureFile,
    /// `states/*.toml`, sorted by file name.
    pub states: Vec<State>,
}

/// The set file.
#[derive(Debug)]
pub struct Set {
    /// `handout.toml`.
    pub file: FileId,
    /// The year the figures are for.
    pub year: Spanned<i32>,
    /// The day the figures were released; the date written into the PDF.
    pub released: Option<Spanned<NaiveDate>>,
    /// Name of the theme.
    pub theme: Spanned<String>,
    /// BCP 47 tags; the first is the set's default.
    pub languages: Vec<Spanned<String>>,
    /// Who publishes the sheet.
    pub publisher: Publisher,
    /// Free entries of `[contact]`, for the wording: `{{ contact.hotline }}`.
    pub contact: Vec<(Spanned<String>, Spanned<String>)>,
    /// The dictionary of figures, in the order written.
    pub figures: Vec<FigureSpec>,
}

/// `[publisher]`.
#[derive(Debug)]
pub struct Publisher {
    /// Full name.
    pub name: Spanned<String>,
    /// Abbreviation, if there is one.
    pub short: Option<Spanned<String>>,
    /// Web address, shown in error-free form by the wording.
    pub website: Option<Spanned<String>>,
}

/// One entry of the dictionary of figures: `[figures.KEY]`.
#[derive(Debug)]
pub struct FigureSpec {
    /// The name the wording uses: letters, digits and `_`.
    pub key: Spanned<String>,
    /// Whether each state has its own or the nation has one.
    pub scope: Scope,
    /// What it counts, for people: reports, traces, alternative text.
    pub label: Localized,
    /// The noun for one, where the wording asks for `{{ KEY | noun }}`.
    pub one: Option<Localized>,
    /// The noun for any other number.
    pub other: Option<Localized>,
    /// Keys whose sum this figure is.
    pub sum_of: Vec<Spanned<String>>,
    /// The key this figure must not exceed.
    pub at_most: Option<Spanned<String>>,
    /// Whether a state (or the nation) may leave it out.
    pub required: bool,
}

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Each state's own.
    State,
    /// One for the nation.
    National,
}

/// A text per language: `"text"` for the set's default, or `{ en = "…", es = "…" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    /// (language tag, text); a plain string stands under the set's default language.
    pub texts: Vec<(String, Spanned<String>)>,
}

impl Localized {
    /// The text in `language`, if written.
    pub fn get(&self, language: &str) -> Option<&Spanned<String>> {
        self.texts.iter().find(|(tag, _)| tag == language).map(|(_, text)| text)
    }
}

/// `[figures]` of a state or of the nation, as written.
#[derive(Debug)]
pub struct FigureFile {
    /// The file.
    pub file: FileId,
    /// The year the file says it is for.
    pub year: Spanned<i32>,
    /// Where the figures were published.
    pub source: Option<Spanned<String>>,
    /// The figures, in the order written.
    pub figures: Vec<FigureEntry>,
}

/// One figure as written.
#[derive(Debug, Clone)]
pub struct FigureEntry {
    /// Its key.
    pub key: Spanned<String>,
    /// Its value; the span covers the value alone.
    pub value: Spanned<Value>,
    /// Its own year, if it is not the file's.
    pub year: Option<Spanned<i32>>,
    /// Its own source.
    pub source: Option<Spanned<String>>,
    /// A remark for the people who keep the data; never printed.
    pub note: Option<Spanned<String>>,
}

/// `states/NAME.toml`.
#[derive(Debug)]
pub struct State {
    /// For titles: "Kentucky", "U.S. Virgin Islands".
    pub name: Spanned<String>,
    /// Within a sentence: "the U.S. Virgin Islands".
    pub in_prose: Spanned<String>,
    /// Postal code: "KY".
    pub postal: Spanned<String>,
    /// File name without ending, `[a-z0-9-]+`: "kentucky".
    pub slug: Spanned<String>,
    /// The figures.
    pub figures: FigureFile,
}

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

/// `[footer]`.
#[derive(Debug)]
pub struct FooterWording {
    /// The call to action, without the number.
    pub call: Template,
    /// The number to call, as a link.
    pub hotline: Template,
    /// The number in digits, in brackets.
    pub hotline_digits: Option<Template>,
    /// Where the figures come from.
    pub source: Template,
    /// Web address, as a link.
    pub web: Template,
    /// Line above the web address (theme `brief`).
    pub web_label: Option<Template>,
    /// Address behind the QR code (theme `brief`).
    pub qr: Option<Template>,
}
