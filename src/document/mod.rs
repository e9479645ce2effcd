//! The words of one page in reading order, with their roles; nothing here knows a font or a size.
//!
//! The enums are closed and matched without a wildcard, so that a new block does not compile
//! until layout, tags and alternative text have an answer for it.

mod dump;
mod trace;

pub use dump::dump;
pub use trace::{Source, Traced, trace};

use crate::source::Span;
use chrono::NaiveDate;

/// One handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the file says about itself.
    pub meta: Meta,
    /// The head of the page.
    pub masthead: Masthead,
    /// The introduction.
    pub intro: Vec<Paragraph>,
    /// Headline figures, for the themes that show them.
    pub tiles: Vec<Tile>,
    /// The headed sections.
    pub sections: Vec<Section>,
    /// The foot of the page.
    pub footer: Footer,
}

/// Metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title as plain text: "Kentucky Data 2023".
    pub title: String,
    /// The publisher's name.
    pub author: String,
    /// BCP 47 tag.
    pub language: String,
    /// The day of release: the file's creation and modification date.
    pub date: NaiveDate,
}

/// The head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masthead {
    /// The publisher.
    pub organization: Line,
    /// The small line opposite.
    pub kicker: Option<Line>,
    /// The title: "Kentucky Data".
    pub title: Line,
    /// The place's name alone: "Kentucky".
    pub place: Line,
    /// Postal code of the state, if it is one: "KY". Themes may draw its outline.
    pub outline: Option<String>,
    /// The year.
    pub year: Line,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The number.
    pub figure: Line,
    /// What it counts.
    pub label: Line,
}

/// A headed section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: Line,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// Something that stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// Figures in rows.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text.
    pub text: Line,
    /// It leads to the table that follows and stays with it.
    pub lead: bool,
}

/// A table: row labels and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its description for those who cannot see it.
    pub alt: String,
    /// Column headings; the first is over the labels.
    pub columns: Vec<Line>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The label.
    pub label: Line,
    /// One cell for each further column.
    pub cells: Vec<Line>,
    /// How much its first figure is, in ten-thousandths: for the length of a bar.
    pub amount: Option<i128>,
}

/// The foot of the page: all of it, or any part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    /// The call to action.
    pub call: Option<Line>,
    /// The number to call.
    pub hotline: Option<Line>,
    /// The number in digits; not without `hotline`.
    pub hotline_digits: Option<Line>,
    /// Where the figures come from.
    pub source: Option<Line>,
    /// The web address.
    pub web: Option<Line>,
    /// The line above it; not without `web`.
    pub web_label: Option<Line>,
    /// The QR code.
    pub qr: Option<QrCode>,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// The address behind it.
    pub address: String,
    /// The same for people: "QR code: example.org/more".
    pub alt: String,
    /// Its template.
    pub origin: Span,
}

/// Text of one block, in pieces that differ in weight, link or origin. U+00A0 joins words that
/// stay on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The pieces, in order; none is empty.
    pub inlines: Vec<Inline>,
    /// The template it was made from.
    pub origin: Option<Span>,
    /// Digits, and letters of rare scripts, that stand in the wording itself: the byte of the plain
    /// text, and the place in the file. Those of the data have their place in [`Inline::kind`].
    pub typed: Vec<(usize, Span)>,
}

/// A piece of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters.
    pub text: String,
    /// Bold: the state's call-outs.
    pub strong: bool,
    /// Where it leads: `https:`, `tel:` or `mailto:`.
    pub link: Option<String>,
    /// What the characters are.
    pub kind: InlineKind,
}

/// Where the characters of a piece come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InlineKind {
    /// The wording.
    Wording,
    /// A value of the data that is not a figure of the dictionary: a name, the year.
    Datum(Span),
    /// A figure: its number in `Facts::figures`, and where its value stands.
    Figure(usize, Span),
}

impl Line {
    /// The characters alone.
    pub fn plain(&self) -> String {
        self.inlines.iter().map(|i| i.text.as_str()).collect()
    }
}

impl Document {
    /// Every text of the page in reading order, but headline figures and tables.
    pub fn lines(&self) -> Vec<&Line> {
        let Masthead { organization, kicker, title, year, place: _, outline: _ } = &self.masthead;
        let mut lines = vec![organization];
        lines.extend(kicker);
        lines.extend([title, year]);
        lines.extend(self.intro.iter().map(|paragraph| &paragraph.text));
        for section in &self.sections {
            lines.push(&section.heading);
            lines.extend(section.blocks.iter().filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(&paragraph.text),
                Block::Table(_) => None,
            }));
        }
        let Footer { call, hotline, hotline_digits, source, web, web_label, qr: _ } = &self.footer;
        lines.extend([call, hotline, hotline_digits, source, web, web_label].into_iter().flatten());
        lines
    }
}
