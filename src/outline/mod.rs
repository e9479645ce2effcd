//! The outline of a page: which texts and figures it has, and in what order they are read.
//!
//! It is defined once and carried through every stage: from the authors' templates to compiled phrases
//! to printed words. `T` is a text of the stage, `F` a figure on its own, in a tile or a cell.
//! [`Outline::try_map`] leads from stage to stage; [`Outline::visit`] walks one. A new kind of block is
//! a variant of [`Block`], an arm in each of its methods, and its [`Part`]s.

mod bars;
mod block;
mod list;
mod map;
mod part;
mod properties;
mod shown;
mod visit;

pub use bars::{BarChart, BarScale};
pub use block::{Block, Leads, Paragraph, Row, Section, Table};
pub use list::{List, ListItem, Numbering};
pub use map::Translate;
pub use part::{Part, PartRole};
pub use properties::Properties;
pub use shown::Shown;
pub use visit::{Leaf, Spot};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline<T, F> {
    pub head: Head<T>,
    /// Headline figures.
    pub tiles: Vec<Tile<T, F>>,
    pub intro: Vec<Paragraph<T>>,
    pub sections: Vec<Section<T, F>>,
    pub foot: Foot<T>,
    /// Not printed.
    pub properties: Properties<T>,
}

/// The head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<T> {
    /// The publisher.
    pub organization: T,
    /// The small line opposite the publisher; on a corrected sheet, the day of the correction, which the program
    /// adds.
    pub kicker: Option<T>,
    pub title: T,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile<T, F> {
    pub figure: F,
    /// What it counts.
    pub label: T,
    /// The figure of the nation beside it, worked out once all else is said.
    pub compared: Option<T>,
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
    /// What the publisher is.
    pub about: Option<T>,
    /// The address of a QR code.
    pub qr: Option<T>,
    /// The same as it is printed below the code, which the program adds; never without `qr`.
    pub qr_address: Option<T>,
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
            about: None,
            qr: None,
            qr_address: None,
        }
    }
}
