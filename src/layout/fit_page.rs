//! One page: the setting is found, everything is set, and the report says how it went.
//!
//! A layout shapes what it is given and says where things go; what running text needs is counted
//! here, once for each size.

use super::SeriesLayout;
use super::advice::{Advice, Advise, advise};
use super::blocks::{Flow, Measured};
use super::fit::{Need, Setting};
use super::frame::Frame;
use super::overflow::{self, MeasuredText, Overflow, Refusal};
use super::page::Page;
use super::report::{Filled, FitReport, LineCount};
use crate::diagnostic::Sink;
use crate::document::{Document, RunningBold};
use crate::font::Fonts;
use crate::source::Span;
use crate::theme::Theme;
use crate::units::Pt;

/// What is asked of one page.
#[derive(Debug, Clone, Copy)]
pub struct FitRequest {
    /// The setting of its series.
    pub pinned: Option<Setting>,
    /// The frame of its series.
    pub frame: Frame,
    pub advise: Advise,
}

/// A page to be made.
#[derive(Clone, Copy)]
pub struct Job<'j> {
    pub fonts: &'j Fonts,
    pub theme: &'j Theme,
    pub document: &'j Document,
    /// Where faults of the whole page are reported.
    pub place: Span,
    pub request: FitRequest,
}

/// A layout with the words of one document, shaped.
pub trait Arrangement {
    /// The running text.
    fn flow(&self) -> &Flow<'_>;

    /// All other texts, which have their sizes.
    fn labels(&self) -> Vec<MeasuredText<'_>>;

    /// What it shares with others in a series, but for the white in [`Frame::clear`].
    fn frame(&self) -> Frame;

    /// How much of the white that is left goes above the introduction and above the running text, each.
    fn clear(&self, left: Pt) -> Pt;

    /// What the running text needs at a setting.
    fn need(&self, blocks: &[Measured], setting: Setting) -> Need;

    /// Sets the page.
    fn set(&self, page: &mut Page, blocks: &[Measured], setting: Setting) -> (Filled, LineCount);
}

/// The setting of a page, and what each block takes so.
fn find<'s>(
    sheet: &'s dyn Arrangement,
    job: &Job,
    sink: &mut Sink,
) -> Result<(Setting, Vec<Measured<'s>>), Refusal> {
    let (flow, place) = (sheet.flow(), job.place);
    let labels = overflow::check(sheet.labels(), place, sink);
    flow.check(place, sink).and(labels)?;

    let mut counted: Option<(Pt, Option<Vec<Measured>>)> = None;
    let setting = flow.scale.fit(job.request.pinned, flow.room, |setting| {
        if counted.as_ref().is_none_or(|(size, _)| *size != setting.size) {
            counted = Some((setting.size, flow.measure(setting.size)));
        }
        let blocks = counted.as_ref().and_then(|(_, blocks)| blocks.as_ref());
        blocks.map(|blocks| sheet.need(blocks, setting))
    });
    let setting = setting.map_err(|surplus| {
        let paragraphs = flow.paragraphs(surplus.setting.size);
        let advice = cuts(sheet, surplus.setting, |need| need.least);
        Overflow::new(surplus, &paragraphs, advice).refuse(&paragraphs, place, sink)
    })?;
    // The size that was found is the last that was tried.
    let blocks = counted.and_then(|(_, blocks)| blocks).unwrap_or_default();
    Ok((setting, blocks))
}

/// How a page would be laid out.
pub fn survey(sheet: &dyn Arrangement, job: &Job, sink: &mut Sink) -> Result<SeriesLayout, Refusal> {
    let (setting, blocks) = find(sheet, job, sink)?;
    let left = sheet.flow().room - sheet.need(&blocks, setting).height;
    Ok(SeriesLayout { setting, frame: Frame { clear: sheet.clear(left), ..sheet.frame() } })
}

/// Lays out one page.
pub fn fit_page(sheet: &dyn Arrangement, job: &Job, sink: &mut Sink) -> Result<(Page, FitReport), Refusal> {
    let (setting, blocks) = find(sheet, job, sink)?;
    let (flow, place) = (sheet.flow(), job.place);
    let mut page = Page::new(job.theme.page.width(), job.theme.page.height());
    let (filled, count) = sheet.set(&mut page, &blocks, setting);
    overflow::warn_of_small_type(setting, flow.scale.sizes, &job.document.meta.language, place, sink);
    let mut report = count.report(setting, flow.scale.sizes, filled);
    report.bold = RunningBold::of(job.document).share();
    let wanted = match job.request.advise {
        Advise::Refused => false,
        Advise::Small => report.small,
        Advise::Always => true,
    };
    let larger = wanted.then(|| flow.scale.larger(setting.size)).flatten();
    report.advice = larger.and_then(|larger| cuts(sheet, larger, |need| need.cost));
    Ok((page, report))
}

/// What to cut so that the text fits at a setting.
fn cuts(sheet: &dyn Arrangement, setting: Setting, height: fn(Need) -> Pt) -> Option<Advice> {
    let flow = sheet.flow();
    let blocks = flow.measure(setting.size)?;
    let fits = |taken: &[usize]| height(sheet.need(&shortened(&blocks, taken), setting)) <= flow.room;
    advise(&flow.paragraphs(setting.size), setting.size, fits)
}

/// The same with so many lines taken out of each paragraph.
fn shortened<'b>(blocks: &[Measured<'b>], taken: &[usize]) -> Vec<Measured<'b>> {
    let mut blocks = blocks.to_vec();
    let paragraphs = blocks.iter_mut().filter_map(Measured::paragraph_lines);
    paragraphs.zip(taken).for_each(|(lines, taken)| *lines -= taken);
    blocks
}
