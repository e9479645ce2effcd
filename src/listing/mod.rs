//! Listings: tables and paragraphs for staff, on as many pages as they take.
//!
//! In: a [`Listing`], which is plain words. Out: an accessible PDF file (PDF/UA-1, PDF/A-3a), the same bytes for
//! the same words, which was read again: what a screen reader says of it is the listing's, word for word.

#![warn(missing_docs)]

mod pages;
mod piece;
mod read_again;
mod table;
mod words;

use crate::document::{Meta, RunningLine};
use crate::font::Fonts;
use crate::lang::Language;
use crate::pdf::{FilePage, Writer};
use crate::press::{Press, Slug};
use crate::profile::OFFICE;
use crate::text::Shaper;
use crate::theme::{Paper, built_in_theme};
use chrono::NaiveDate;
use std::fmt;

/// A document of sections with paragraphs and tables.
///
/// Its texts are plain: white space of any kind is one space, and a character that the bundled fonts have not is
/// printed by its number, as `[U+1F600]`.
///
/// ```
/// use handout::{Listing, ListingBlock, ListingSection, ListingTable};
///
/// let mut table = ListingTable::new("The foals of each place", ["Place", "Foals"]).with_figures([1]);
/// table.rows.push(vec!["Fenland".into(), "1,204".into()]);
/// let mut listing = Listing::new("Foals of the year", "2024-05-01".parse()?);
/// let blocks = vec![ListingBlock::Paragraph("As they were counted.".into()), ListingBlock::Table(table)];
/// listing.sections.push(ListingSection { heading: "Places".into(), blocks });
/// assert!(handout::hear(&listing.pdf()?)?.lines.len() > 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// Its title, at its head and at the foot of each page.
    pub title: String,
    /// Below the title.
    pub subtitle: Option<String>,
    /// Who made it: the author of the file.
    pub author: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// The date of the file.
    pub date: NaiveDate,
    /// What it is printed on.
    pub paper: Paper,
    /// Paragraphs before the first section.
    pub intro: Vec<String>,
    /// The sections.
    pub sections: Vec<ListingSection>,
}

/// What stands below a heading. One that takes less than half a page stands on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingSection {
    /// Its heading.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<ListingBlock>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListingBlock {
    /// Running text.
    Paragraph(String),
    /// A table; without rows it is not printed.
    Table(ListingTable),
    /// Lines to write on by hand, side by side, each behind its label.
    Blanks(Vec<String>),
}

/// Rows below headings; the first cell of a row heads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingTable {
    /// What it shows, for who only hears it.
    pub summary: String,
    /// The columns, whose widths follow from what stands in them.
    pub columns: Vec<ListingColumn>,
    /// The cells of each row; those that a row has not are blank.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingColumn {
    /// Its heading.
    pub heading: String,
    /// Whether it has figures, which stand at its right.
    pub figures: bool,
}

/// Why there is no listing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListingError {
    /// It, or a section of it, has no title.
    Untitled,
    /// A row has more cells than the table has columns: the row's first cell.
    Ragged(String),
    /// It is too long for a program that would read it again.
    TooLong,
    /// The file does not say what the listing says: what was expected, and what was read.
    ReadOtherwise(String, String),
}

impl Listing {
    /// A listing in English on Letter paper without any text but its title.
    pub fn new(title: impl Into<String>, date: NaiveDate) -> Self {
        Self {
            title: title.into(),
            subtitle: None,
            author: String::new(),
            language: "en".to_owned(),
            date,
            paper: Paper::Letter,
            intro: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// The file, read again.
    ///
    /// # Errors
    /// If it has no title, a table has rows that are longer than it is wide, or the file does not say what the
    /// listing says.
    pub fn pdf(&self) -> Result<Vec<u8>, ListingError> {
        let fonts = Fonts::bundled();
        let language = Language::from_tag(&self.language).unwrap_or_else(Language::english);
        let printed = words::printable(self, &fonts)?;
        let running = RunningLine { title: printed.title.clone(), pattern: language.folio() };
        let mut shaper = Shaper::new(&fonts, false);
        shaper.speak(language.tag());
        let pages = pages::lay_out(&printed, &running, &mut shaper);
        let meta = Meta {
            title: printed.title.clone(),
            author: self.author.clone(),
            language: language.tag().to_owned(),
            locale: language.regional_tag(),
            date: self.date,
            ..Meta::default()
        };
        let theme = built_in_theme("memo").expect("a built-in theme is sound");
        let press = Press::new(&fonts, &OFFICE, &theme.color);
        let slug = Slug::of("", &meta);
        let dressed: Vec<_> = pages.iter().map(|page| press.dress(page, slug)).collect();
        let leaf = |page| FilePage { page, language: &meta.locale, figures: &[] };
        let leaves: Vec<_> = dressed.iter().map(leaf).collect();
        let bytes = Writer::new(&fonts, &OFFICE).write_all(&leaves, &meta, &[]);
        read_again::check(&bytes, &printed, pages.len())?;
        Ok(bytes)
    }
}

impl ListingTable {
    /// A table without rows, whose columns are of words.
    pub fn new<H: Into<String>>(summary: impl Into<String>, headings: impl IntoIterator<Item = H>) -> Self {
        let column = |heading: H| ListingColumn { heading: heading.into(), figures: false };
        Self {
            summary: summary.into(),
            columns: headings.into_iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// The same; these columns, counted from 0, are of figures.
    #[must_use]
    pub fn with_figures(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        for column in columns {
            self.columns.get_mut(column).into_iter().for_each(|column| column.figures = true);
        }
        self
    }
}

impl fmt::Display for ListingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListingError::Untitled => f.write_str("it, or a section of it, has no title"),
            ListingError::Ragged(row) => {
                write!(f, "the row \u{201c}{row}\u{201d} has more cells than its table has columns")
            }
            ListingError::TooLong => f.write_str("it is too long; divide it"),
            ListingError::ReadOtherwise(expected, read) => write!(
                f,
                "the finished file does not say what it should: \u{201c}{read}\u{201d} instead of \u{201c}{expected}\u{201d}"
            ),
        }
    }
}

impl std::error::Error for ListingError {}
