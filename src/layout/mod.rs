//! The layout engine: a document on exactly one page.
//!
//! In: a [`Document`], a [`Theme`] and the faces. Out: a [`Page`] of marks
//! at fixed points, owned by the nodes of its logical structure, and a [`FitReport`]. Knows no PDF.

mod advice;
mod brief;
mod fit;
mod footer;
mod masthead;
mod memo;
mod page;
mod refusal;
mod report;
mod setting;
mod table;

pub use advice::{Advice, Advise, Cut};
pub use fit::{Need, Setting, Surplus, fit};
pub use page::*;
pub use refusal::{Over, Refusal};
pub use report::FitReport;

use crate::diagnostic::Sink;
use crate::document::Document;
use crate::font::Fonts;
use crate::source::Span;
use crate::text::Shaper;
use crate::theme::{Layout, Sizes, Theme, Tight};

/// What is asked of one page.
#[derive(Debug, Clone, Copy)]
struct Asked {
    /// The size and leading of its series.
    pinned: Option<Setting>,
    advise: Advise,
}

impl Asked {
    /// The setting that advice is wanted for: the next larger size.
    fn larger(&self, setting: Setting, sizes: &Sizes, tight: &Tight) -> Option<Setting> {
        let wanted = match self.advise {
            Advise::Refused => false,
            Advise::Small => setting.size < sizes.legible,
            Advise::Always => true,
        };
        wanted.then(|| fit::larger(sizes, tight, setting.size)).flatten()
    }
}

/// Lays out documents in one theme; one for each worker, so that it can keep shaped words.
pub struct Typesetter<'f> {
    fonts: &'f Fonts,
    theme: &'f Theme,
    shaper: Shaper<'f>,
    advise: Advise,
}

impl<'f> Typesetter<'f> {
    /// A typesetter for `theme`.
    pub fn new(fonts: &'f Fonts, theme: &'f Theme) -> Self {
        Self { fonts, theme, shaper: Shaper::new(fonts), advise: Advise::default() }
    }

    /// The same, with advice on what to cut in the reports.
    #[must_use]
    pub fn advising(self, advise: Advise) -> Self {
        Self { advise, ..self }
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
    ) -> Result<(Page, FitReport), Refusal> {
        self.set(document, None, place, sink)
    }

    /// As [`Typesetter::lay_out`], at a given size and leading, for a series of sheets that look
    /// alike. Text that does not fit so is laid out as it would be alone; the report says how.
    pub fn lay_out_at(
        &mut self,
        setting: Setting,
        document: &Document,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        self.set(document, Some(setting), place, sink)
    }

    fn set(
        &mut self,
        document: &Document,
        pinned: Option<Setting>,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        let (fonts, theme, shaper) = (self.fonts, self.theme, &mut self.shaper);
        let asked = Asked { pinned, advise: self.advise };
        match &theme.layout {
            Layout::Memo(memo) => memo::lay_out(fonts, theme, memo, shaper, document, asked, place, sink),
            Layout::Brief(brief) => brief::lay_out(fonts, theme, brief, shaper, document, asked, place, sink),
        }
    }
}
