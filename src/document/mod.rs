//! The document is the page: exactly the words that are printed, in reading order, each figure with its
//! place in the data. Nothing here knows a font or a size.

mod bold;
mod dump;
mod rich_text;
mod trace;

pub use bold::{BoldFragment, RunningBold};
pub use dump::dump;
pub use rich_text::{Inline, InlineKind, RichText};
pub use trace::{NumberSource, Traced, trace};

use crate::outline::{Leaf, Outline, Part, PartRole};
use chrono::NaiveDate;

/// One handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub meta: Meta,
    /// Printed beside the title.
    pub year: RichText,
    /// Postal code of the state whose map outline decorates the page.
    pub silhouette: Option<String>,
    pub page: Outline<RichText, FigureText>,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Plain text: "Kentucky Data 2023".
    pub title: String,
    pub author: String,
    /// What the sheet is about.
    pub subject: String,
    pub keywords: Vec<String>,
    pub rights: Option<String>,
    /// BCP 47 tag of the wording: "en".
    pub language: String,
    /// The same with its region, as the file says it: "en-US".
    pub locale: String,
    /// The day of release: creation and modification date of the file.
    pub date: NaiveDate,
}

/// A figure on its own in a tile or a cell, or the words for why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureText {
    pub text: RichText,
    /// In ten-thousandths: for the length of a bar.
    pub amount: Option<i128>,
}

/// A printed text.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    pub part: Part,
    pub text: &'a RichText,
    /// For a figure on its own: the texts that say what it is.
    pub beside: [Option<&'a RichText>; 2],
}

impl Passage<'_> {
    /// The text that the authors wrote for it: its own, or the one beside it.
    pub fn wording(&self) -> Option<&RichText> {
        if self.text.origin.is_some() { Some(self.text) } else { self.beside[0] }
    }
}

impl Document {
    /// Every printed text, in reading order.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        let mut texts = self.texts();
        texts.retain(|text| !matches!(text.part.role(), PartRole::Description | PartRole::Property));
        texts
    }

    /// Every text that travels with the page, in reading order: what is printed, descriptions, and
    /// properties of the file.
    pub fn texts(&self) -> Vec<Passage<'_>> {
        // Few pages have more.
        let mut passages = Vec::with_capacity(64);
        self.page.visit(&mut |spot| {
            let text = match spot.leaf {
                Leaf::Text(text) => text,
                Leaf::Figure(figure) => &figure.text,
            };
            passages.push(Passage { part: spot.part, text, beside: spot.beside });
            if spot.part == Part::Title {
                passages.push(Passage { part: Part::Year, text: &self.year, beside: [None, None] });
            }
        });
        passages
    }
}
