//! The document is the page: the words that are printed, all of them and no others, in reading order,
//! each figure with its place in the data. Nothing here knows a font or a size.

mod dump;
mod rich_text;
mod trace;

pub use dump::dump;
pub use rich_text::{Inline, InlineKind, RichText};
pub use trace::{NumberSource, Traced, trace};

use crate::outline::{Leaf, Outline, Part, PartRole};
use chrono::NaiveDate;

/// One handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the file says about itself.
    pub meta: Meta,
    /// Beside the title.
    pub year: RichText,
    /// Postal code of the state whose outline decorates the page.
    pub silhouette: Option<String>,
    /// What is printed.
    pub page: Outline<RichText, FigureText>,
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

/// A figure that stands alone, or the words for why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureText {
    pub text: RichText,
    /// How much it is, in ten-thousandths: for the length of a bar.
    pub amount: Option<i128>,
}

/// What a theme has a place for, of what a wording may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    pub kicker: bool,
    /// The page is headed by its title; if not, by the name of the place, and the title stands in the
    /// metadata only.
    pub title: bool,
    /// The outline of the state.
    pub silhouette: bool,
    /// The fewest headline figures that make a row, and the most it takes; `None` for no row at all.
    pub tiles: Option<(usize, usize)>,
    pub web_label: bool,
    pub qr: bool,
}

/// A printed text.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    pub part: Part,
    pub text: &'a RichText,
    /// For a figure that stands alone: the texts that say what it is.
    pub beside: [Option<&'a RichText>; 2],
}

impl Passage<'_> {
    /// The text of the wording that prints it: its own, or the one beside it.
    pub fn wording(&self) -> Option<&RichText> {
        if self.text.origin.is_some() { Some(self.text) } else { self.beside[0] }
    }
}

impl Document {
    /// Every printed text, in reading order.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        let mut passages = Vec::new();
        self.page.visit(&mut |spot| {
            let text = match spot.leaf {
                Leaf::Text(text) => text,
                Leaf::Figure(figure) => &figure.text,
            };
            if spot.part.role() != PartRole::Description {
                passages.push(Passage { part: spot.part, text, beside: spot.beside });
            }
            if spot.part == Part::Title {
                passages.push(Passage { part: Part::Year, text: &self.year, beside: [None, None] });
            }
        });
        passages
    }
}
