//! The layout engine: a document on exactly one page, or in large print on as many as it takes.
//!
//! In: a [`Document`], a [`Theme`] and the faces. Out: a [`Page`] of marks at fixed points, owned by
//! the nodes of its logical structure, or several that share one; and a [`FitReport`]. Knows no PDF.
//!
//! `blocks` measures, shortens and sets what runs through a page, for every layout; `memo` and
//! `brief` decide where things go, and so does `large`, over pages that `pages` ends, and
//! `card`, on a page through which nothing runs; `fit_page` finds the size of the text; `frame` is what the sheets of a
//! series share.

mod advice;
mod blocks;
mod brief;
mod card;
mod cursor;
mod draft;
mod fit;
mod fit_page;
mod footer;
mod frame;
mod label;
mod large;
mod memo;
mod overflow;
mod page;
mod pages;
mod qr;
mod report;
mod visible;

pub use advice::{Advice, Advise, Cut};
pub use cursor::{BrokenText, FIRST_BASELINE, TextStyle};
pub use draft::mark_draft;
pub use fit::Setting;
pub use frame::Frame;
pub use overflow::{Overflow, Refusal, no_glyph};
pub use page::*;
pub use pages::{Strip, paginate};
pub use report::FitReport;

use crate::diagnostic::{Reported, Sink};
use crate::document::Document;
use crate::font::Fonts;
use crate::lang::link_words;
use crate::source::Span;
use crate::text::Shaper;
use crate::theme::{Layout, Theme};
use fit_page::{Arrangement, FitRequest, Job, fit_page, survey};

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
        Self { fonts, theme, shaper: Shaper::new(fonts, theme.text.ligatures), advise: Advise::default() }
    }

    /// The same, remembering also the texts that only one document has: for documents laid out more than once.
    #[must_use]
    pub fn remembering(self) -> Self {
        Self { shaper: self.shaper.remembering(), ..self }
    }

    /// The same, with advice on what to cut in the reports.
    #[must_use]
    pub fn advising(self, advise: Advise) -> Self {
        Self { advise, ..self }
    }

    /// Lays out `document`, as its series asks for if it is one of a series. Text that does not fit so is
    /// laid out as it would be alone; the report says how. `place` is where faults of the whole page are
    /// reported: the state's name in its file.
    ///
    /// # Errors
    /// With the fault reported, if the text does not fit one page, a word is wider than its column,
    /// no face has one of its characters, or the theme hides something of the page.
    pub fn lay_out(
        &mut self,
        document: &Document,
        series: Option<SeriesLayout>,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        if let Some(SeriesLayout { setting, frame }) = series {
            let mut found = Sink::default();
            let request = FitRequest { pinned: Some(setting), frame, advise: self.advise };
            if let Ok(made) = self.made(document, request, place, &mut found) {
                sink.absorb(found);
                return Ok(made);
            }
        }
        let request = FitRequest { pinned: None, frame: Frame::FREE, advise: self.advise };
        self.made(document, request, place, sink)
    }

    /// Lays `document` out on the pages it takes: one, or in large print as many as it needs.
    ///
    /// # Errors
    /// As [`Typesetter::lay_out`].
    pub fn lay_out_all(
        &mut self,
        document: &Document,
        series: Option<SeriesLayout>,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Vec<Page>, FitReport), Refusal> {
        if let Some(card) = &self.theme.card {
            let request = FitRequest { pinned: None, frame: Frame::FREE, advise: Advise::Refused };
            let job = Job { fonts: self.fonts, theme: self.theme, document, place, request };
            self.shaper.speak(&document.meta.language);
            let (mut page, report) = card::lay_out(card, &job, &mut self.shaper, sink)?;
            finish(&mut page, &job, sink)?;
            return Ok((vec![page], report));
        }
        let Some(large) = &self.theme.large else {
            return self.lay_out(document, series, place, sink).map(|(page, report)| (vec![page], report));
        };
        let request = FitRequest { pinned: None, frame: Frame::FREE, advise: Advise::Refused };
        let job = Job { fonts: self.fonts, theme: self.theme, document, place, request };
        self.shaper.speak(&document.meta.language);
        let (mut pages, report) = large::lay_out(large, &job, &mut self.shaper, sink)?;
        pages.iter_mut().try_for_each(|page| finish(page, &job, sink))?;
        Ok((pages, report))
    }

    fn made(
        &mut self,
        document: &Document,
        request: FitRequest,
        place: Span,
        sink: &mut Sink,
    ) -> Result<(Page, FitReport), Refusal> {
        let job = Job { fonts: self.fonts, theme: self.theme, document, place, request };
        let (mut page, report) = self.arranged(&job, sink, fit_page)?;
        finish(&mut page, &job, sink)?;
        Ok((page, report))
    }

    /// How `document` would be laid out in `frame`, without laying it out: in the setting `pinned` if it fits so,
    /// else in type no larger than that.
    ///
    /// # Errors
    /// As [`Typesetter::lay_out`], but that nothing is looked for that the theme hides.
    pub fn survey(
        &mut self,
        document: &Document,
        (frame, pinned): (Frame, Option<Setting>),
        place: Span,
        sink: &mut Sink,
    ) -> Result<SeriesLayout, Refusal> {
        let request = FitRequest { pinned, frame, advise: Advise::Refused };
        let job = Job { fonts: self.fonts, theme: self.theme, document, place, request };
        self.arranged(&job, sink, survey)
    }

    /// Does something with the words of a document, shaped for the theme's layout.
    fn arranged<T>(
        &mut self,
        job: &Job,
        sink: &mut Sink,
        then: fn(&dyn Arrangement, &Job, &mut Sink) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.shaper.speak(&job.document.meta.language);
        match &self.theme.layout {
            Layout::Memo(memo) => then(&memo::arrange(memo, job, &mut self.shaper), job, sink),
            Layout::Brief(brief) => then(&brief::arrange(brief, job, &mut self.shaper, sink)?, job, sink),
        }
    }
}

/// Says what the links of a page are for, and refuses one that hides something.
fn finish(page: &mut Page, job: &Job, sink: &mut Sink) -> Result<(), Reported> {
    let words = link_words(&job.document.meta.language);
    page.links.iter_mut().for_each(|link| link.words = words.describe(&link.words, &link.target));
    visible::check(page, job, sink)
}

/// What the sheets of a series share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesLayout {
    /// Size, leading and gaps of the running text.
    pub setting: Setting,
    /// What stands around it.
    pub frame: Frame,
}
