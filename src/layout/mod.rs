//! The layout engine: a document on exactly one page.
//!
//! In: a [`Document`], a [`Theme`] and the faces. Out: a [`Page`] of marks at fixed points, owned by
//! the nodes of its logical structure, and a [`FitReport`]. Knows no PDF.
//!
//! `blocks` measures, shortens and sets what runs through a page, for every layout; `memo` and
//! `brief` decide where things go; `fit_page` finds the size of the text.

mod advice;
mod blocks;
mod brief;
mod cursor;
mod fit;
mod fit_page;
mod footer;
mod label;
mod memo;
mod overflow;
mod page;
mod qr;
mod report;
mod visible;

pub use advice::{Advice, Advise, Cut};
pub use fit::Setting;
pub use overflow::{Overflow, Refusal};
pub use page::*;
pub use report::FitReport;

use crate::diagnostic::Sink;
use crate::document::Document;
use crate::font::Fonts;
use crate::source::Span;
use crate::text::Shaper;
use crate::theme::{Layout, Theme};
use fit_page::{FitRequest, Job};

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

    /// Lays out `document`, at the size and leading `pinned` if there are such, for a series of
    /// sheets that look alike. Text that does not fit so is laid out as it would be alone; the
    /// report says how. `place` is where faults of the whole page are reported: the state's name in
    /// its file.
    ///
    /// # Errors
    /// With the fault reported, if the text does not fit one page, a word is wider than its column,
    /// no face has one of its characters, or the theme hides something of the page.
    pub fn lay_out(
        &mut self,
        document: &Document,
        pinned: Option<Setting>,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        let request = FitRequest { pinned, advise: self.advise };
        let job = Job { fonts: self.fonts, theme: self.theme, document, place, request };
        let (page, report) = match &self.theme.layout {
            Layout::Memo(memo) => memo::lay_out(memo, &job, &mut self.shaper, sink),
            Layout::Brief(brief) => brief::lay_out(brief, &job, &mut self.shaper, sink),
        }?;
        visible::check(&page, &job, sink)?;
        Ok((page, report))
    }
}
