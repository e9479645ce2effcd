//! The layout engine: a document on exactly one page.
//!
//! In: a [`Document`], a [`Theme`] and the faces. Out: a [`Page`] of marks
//! at fixed points, owned by the nodes of its logical structure, and a [`FitReport`]. Knows no PDF.

mod brief;
mod fit;
mod footer;
mod masthead;
mod memo;
mod page;
mod refusal;
mod setting;
mod table;

pub use fit::{FitReport, Need, Setting, Surplus, fit};
pub use page::*;

use crate::diagnostic::{Reported, Sink};
use crate::doc::Document;
use crate::font::Fonts;
use crate::source::Span;
use crate::text::Shaper;
use crate::theme::{Layout, Theme};

/// Lays out documents in one theme; one for each worker, so that it can keep shaped words.
pub struct Typesetter<'f> {
    fonts: &'f Fonts,
    theme: &'f Theme,
    shaper: Shaper<'f>,
}

impl<'f> Typesetter<'f> {
    /// A typesetter for `theme`.
    pub fn new(fonts: &'f Fonts, theme: &'f Theme) -> Self {
        Self { fonts, theme, shaper: Shaper::new(fonts) }
    }

    /// Lays out `document`. `place` is where faults of the whole page are reported: the state's
    /// name in its file.
    ///
    /// Fails, with the fault reported, if the text does not fit one page, a word is wider than
    /// its column, or no face has one of its characters.
    pub fn lay_out(
        &mut self,
        document: &Document,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Reported> {
        let (fonts, theme, shaper) = (self.fonts, self.theme, &mut self.shaper);
        match &theme.layout {
            Layout::Memo(memo) => memo::lay_out(fonts, theme, memo, shaper, document, place, sink),
            Layout::Brief(brief) => brief::lay_out(fonts, theme, brief, shaper, document, place, sink),
        }
    }
}
