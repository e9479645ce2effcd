//! The outline of a page: which texts and figures it has, and in what order they are read.
//!
//! It is defined once and carried through every stage: from the authors' templates to compiled phrases
//! to printed words. `T` is a text of the stage, `F` a figure on its own, in a tile or a cell.
//! [`Outline::try_map`] leads from stage to stage; [`Outline::visit`] walks one. A new kind of block is
//! a variant of [`Block`], its [`Part`]s, and an arm in each of the two.

mod map;
mod part;
mod shown;
mod visit;

pub use map::Translate;
pub use part::{Part, PartRole};
pub use shown::Shown;
pub use visit::{Leaf, Spot};

use crate::source::Span;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline<T, F> {
    pub head: Head<T>,
    /// Headline figures.
    pub tiles: Vec<Tile<T, F>>,
    pub intro: Vec<Paragraph<T>>,
    pub sections: Vec<Section<T, F>>,
    pub foot: Foot<T>,
}

/// The head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<T> {
    /// The publisher.
    pub organization: T,
    /// The small line opposite the publisher.
    pub kicker: Option<T>,
    pub title: T,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile<T, F> {
    pub figure: F,
    /// What it counts.
    pub label: T,
}

/// A section under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<T, F> {
    pub heading: T,
    pub blocks: Vec<Block<T, F>>,
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<T, F> {
    Paragraph(Paragraph<T>),
    Table(Table<T, F>),
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph<T> {
    pub text: T,
    pub leads: Leads,
}

/// What a paragraph leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    Nowhere,
    /// The table below it, which it stays with.
    ToTable,
    /// A table that is left out for this place, so the text ends like any sentence.
    Astray,
}

/// Figures in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T, F> {
    /// Alternative text: a description for people who cannot see the table.
    pub alt: Option<T>,
    /// Column headings; the first is above the row labels.
    pub columns: Vec<T>,
    pub rows: Vec<Row<T, F>>,
    /// Whether rows whose figures are all 0 are printed.
    pub keep_zero_rows: bool,
    /// Where it stands in the wording.
    pub span: Span,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T, F> {
    pub label: T,
    /// One for each column after the first.
    pub cells: Vec<F>,
    /// Where it stands in the wording.
    pub span: Span,
}

/// The foot of the page; any part of it may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot<T> {
    /// The call to action.
    pub call: Option<T>,
    /// The number to call.
    pub hotline: Option<T>,
    /// The same number in digits; never without `hotline`.
    pub hotline_digits: Option<T>,
    /// The line above the web address; never without `web`.
    pub web_label: Option<T>,
    pub web: Option<T>,
    /// Where the figures come from.
    pub source: Option<T>,
    /// The address of a QR code.
    pub qr: Option<T>,
}

impl<T> Default for Foot<T> {
    fn default() -> Self {
        Self {
            call: None,
            hotline: None,
            hotline_digits: None,
            web_label: None,
            web: None,
            source: None,
            qr: None,
        }
    }
}
