//! Text in pieces, each of which knows its origin.

use crate::figure::FigureId;
use crate::set::DatumId;
use crate::source::Span;
use std::sync::Arc;

/// The text of one block, in pieces that differ in weight, link, language or origin. U+00A0 keeps words on one
/// line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    /// The pieces, in order; none is empty.
    pub inlines: Vec<Inline>,
    /// The template it was made from, if any.
    pub origin: Option<Span>,
    /// Digits, and letters of rare scripts, typed into the wording: their byte in the plain text, and
    /// their place in the file. [`Inline::kind`] has the place of those that come from the data.
    pub typed: Vec<(usize, Span)>,
}

/// A piece of text of one weight, link, language and origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    pub text: String,
    pub strong: bool,
    /// Where it leads: `https:`, `tel:` or `mailto:`; in the index of a file of many sheets, `page:3`.
    pub link: Option<String>,
    /// Its language, if that is not the page's.
    pub language: Option<&'static str>,
    /// What it stands for, if it is an abbreviation.
    pub expansion: Option<Arc<str>>,
    pub kind: InlineKind,
}

/// Where the characters of a piece come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InlineKind {
    #[default]
    Wording,
    /// A name, the year or the like, and its place in the data.
    Datum(DatumId, Span),
    /// A figure, and the place of its value.
    Figure(FigureId, Span),
}

impl Inline {
    /// Whether it is the same for every place, as far as its kind tells.
    pub fn is_of_set(&self) -> bool {
        match self.kind {
            InlineKind::Wording => true,
            InlineKind::Datum(datum, _) => datum.is_of_set(),
            InlineKind::Figure(..) => false,
        }
    }
}

impl RichText {
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.inlines.iter().map(|inline| inline.text.len()).sum());
        self.inlines.iter().for_each(|inline| plain.push_str(&inline.text));
        plain
    }

    pub fn figures(&self) -> impl Iterator<Item = FigureId> {
        self.inlines.iter().filter_map(|inline| match inline.kind {
            InlineKind::Figure(figure, _) => Some(figure),
            InlineKind::Wording | InlineKind::Datum(..) => None,
        })
    }

    /// Words without an origin.
    pub fn words(text: String) -> Self {
        let inline = Inline { text, ..Inline::default() };
        Self { inlines: vec![inline], ..Self::default() }
    }

    /// A link; its words and its address come from the text at `origin`.
    pub fn link(text: String, address: String, origin: Span) -> Self {
        let inline = Inline { text, link: Some(address), ..Inline::default() };
        Self { inlines: vec![inline], origin: Some(origin), typed: Vec::new() }
    }
}
