//! The layout `brief`: a banner with the place's name, a row of headline figures, a standfirst with
//! a note, two columns of text and charts, a footer with the number to call and a QR code.
//!
//! Everything above and below the columns has fixed places; the columns take what is left.

mod banner;
mod column_break;
mod columns;
mod footer;
mod outline;
mod qr;
mod standfirst;
mod tiles;

use super::blocks::{Flow, HeadingLook, Look, Measured};
use super::fit::{Need, Scale, Setting};
use super::fit_page::{Arrangement, Job, fit_page};
use super::overflow::{MeasuredText, Refusal};
use super::page::Page;
use super::report::{Filled, FitReport, LineCount};
use crate::diagnostic::Sink;
use crate::font::Face;
use crate::text::{FontPair, ParagraphStyle, Shaper};
use crate::theme::Brief;
use crate::units::Pt;
use banner::ShapedBanner;
use columns::Columns;
use footer::ShapedFooter;
use standfirst::ShapedStandfirst;
use tiles::ShapedTiles;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const SEMIBOLD: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// Everything on the page.
struct BriefSheet<'a> {
    job: &'a Job<'a>,
    brief: &'a Brief,
    banner: ShapedBanner<'a>,
    tiles: ShapedTiles<'a>,
    standfirst: ShapedStandfirst<'a>,
    flow: Flow<'a>,
    footer: ShapedFooter<'a>,
    /// Where the standfirst and the columns begin, if there is no white to give away.
    tops: (Pt, Pt),
}

/// Lays out one page.
pub fn lay_out(
    brief: &Brief,
    job: &Job,
    shaper: &mut Shaper,
    sink: &mut Sink,
) -> Result<(Page, FitReport), Refusal> {
    let (document, theme) = (job.document, job.theme);
    let width = brief.width(&theme.page);
    let paragraph = ParagraphStyle::running(PLAIN, &theme.text, &document.meta.language);
    let banner = ShapedBanner::new(document, brief, width, shaper);
    let tiles = ShapedTiles::new(&document.page.tiles, brief, width, shaper);
    let standfirst = ShapedStandfirst::new(&document.page.intro, brief, width, paragraph, shaper);
    let footer = ShapedFooter::new(&document.page.foot, brief, theme, shaper, sink)?;

    let column = brief.column(&theme.page);
    let look = Look {
        width: column,
        paragraph,
        heading: HeadingLook { width: column, larger: brief.head.larger, leading: brief.head.lead },
        list: &theme.list,
        table: &brief.table,
        bars: brief.bars(),
        rules: &theme.rule,
    };
    let first = tiles.bottom() + brief.clear;
    let clear = if standfirst.height() > Pt::ZERO { brief.clear } else { Pt::ZERO };
    let tops = (first, first + standfirst.height() + clear);
    let scale = Scale { sizes: &brief.size, tight: &brief.tight, open: &brief.open };
    let mut flow = Flow::new(look, scale, footer.text_limit() - tops.1);
    flow.sections(&document.page.sections, shaper);
    fit_page(&BriefSheet { job, brief, banner, tiles, standfirst, flow, footer, tops }, job, sink)
}

impl BriefSheet<'_> {
    fn columns<'s>(&'s self, blocks: &'s [Measured<'s>], setting: Setting) -> Columns<'s> {
        Columns { brief: self.brief, look: &self.flow.look, blocks, setting }
    }
}

impl Arrangement for BriefSheet<'_> {
    fn flow(&self) -> &Flow<'_> {
        &self.flow
    }

    fn labels(&self) -> Vec<MeasuredText<'_>> {
        let mut labels = self.banner.checked();
        labels.extend(self.tiles.checked());
        labels.extend(self.standfirst.checked());
        labels.extend(self.footer.checked());
        labels
    }

    fn need(&self, blocks: &[Measured], setting: Setting) -> Need {
        self.columns(blocks, setting).need()
    }

    fn set(&self, page: &mut Page, blocks: &[Measured], setting: Setting) -> (Filled, LineCount) {
        let (columns, room) = (self.columns(blocks, setting), self.flow.room);
        let best = columns.best(room);
        let height = best.height();
        // What is left, only with very short text, goes in equal parts above the standfirst, above
        // the columns and below them; the first two have their limits.
        let more = ((room - height) / 3).max(Pt::ZERO).min(self.brief.clear_more);
        self.banner.set(page, self.job.fonts);
        self.tiles.set(page, self.job.fonts);
        self.standfirst.set(page, self.tops.0 + more);
        let count = columns.set(page, &best, self.tops.1 + more * 2);
        self.footer.set(page);
        let (paragraph_gap, section_gap) = columns.gaps();
        let left_over = room - height - more * 2;
        (Filled { height, room, left_over, paragraph_gap, section_gap }, count)
    }
}
