//! The layout `brief`: a banner with the place's name, a row of headline figures, a standfirst with
//! a note, two columns of text and charts, a footer with the number to call and a QR code.
//!
//! Everything above and below the columns has fixed places; the columns take what is left.

mod banner;
mod column_break;
mod columns;
mod outline;
mod standfirst;
mod tiles;

pub use outline::{StateShape, of as outline_of};

use super::blocks::{Flow, HeadingLook, Look, Measured};
use super::fit::{Need, Scale, Setting};
use super::fit_page::{Arrangement, Job};
use super::footer::{FootPlace, ShapedFooter};
use super::frame::Frame;
use super::overflow::MeasuredText;
use super::page::Page;
use super::qr::ShapedQr;
use super::report::{Filled, LineCount};
use crate::diagnostic::{Reported, Sink};
use crate::font::Face;
use crate::text::{FontPair, ParagraphStyle, Shaper};
use crate::theme::Brief;
use crate::units::Pt;
use banner::ShapedBanner;
use columns::Columns;
use standfirst::ShapedStandfirst;
use tiles::ShapedTiles;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const SEMIBOLD: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// Everything on the page.
pub struct BriefSheet<'a> {
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

/// Shapes the words of one page.
pub fn arrange<'a>(
    brief: &'a Brief,
    job: &'a Job<'a>,
    shaper: &mut Shaper,
    sink: &mut Sink,
) -> Result<BriefSheet<'a>, Reported> {
    let (document, theme, frame) = (job.document, job.theme, job.request.frame);
    let width = brief.width(&theme.page);
    let paragraph = ParagraphStyle::running(PLAIN, &theme.text, &document.meta.language);
    let banner = ShapedBanner::new(document, brief, width, shaper).within(frame.name);
    let tiles = ShapedTiles::new(&document.page.tiles, brief, width, frame, shaper);
    let standfirst = ShapedStandfirst::new(&document.page.intro, brief, (width, frame), paragraph, shaper);
    let place = FootPlace {
        tokens: &brief.footer,
        x: brief.margin,
        width,
        bottom: theme.page.height() - brief.bottom,
        rule: theme.rule.footer,
        gutter: brief.gutter,
        halves: brief.column_gutter,
    };
    let qr = ShapedQr::new(&document.page.foot, &brief.qr, width, shaper, sink)?;
    let footer = ShapedFooter::new(&document.page.foot, qr, place, shaper).within(frame);

    let column = brief.column(&theme.page);
    let look = Look {
        width: column,
        paragraph,
        heading: HeadingLook { width: column, larger: brief.head.larger, leading: brief.head.lead },
        list: &theme.list,
        table: &brief.table,
        largest: brief.size.max,
        bars: brief.bars(),
        marks: Some(&brief.marks),
        rules: &theme.rule,
        callout: &brief.callout,
        wrapped_cells: false,
    };
    let first = tiles.bottom() + brief.clear;
    let clear = if standfirst.height() > Pt::ZERO { brief.clear } else { Pt::ZERO };
    let tops = (first, first + standfirst.height() + clear);
    let scale = Scale { sizes: &brief.size, tight: &brief.tight, open: &brief.open };
    let mut flow = Flow::new(look, scale, footer.text_limit() - tops.1);
    flow.sections(&document.page.sections, shaper);
    Ok(BriefSheet { job, brief, banner, tiles, standfirst, flow, footer, tops })
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

    fn frame(&self) -> Frame {
        let (figure, label) = self.tiles.sizes();
        let (lead, lead_height) = (self.standfirst.size(), self.standfirst.height());
        Frame {
            name: if self.brief.name.shared { self.banner.name_size() } else { Frame::FREE.name },
            figure,
            label,
            tiles: self.tiles.bottom(),
            lead,
            lead_height,
            foot: self.footer.text_limit(),
            ..Frame::FREE
        }
    }

    /// What is left, only with very short text, goes in equal parts above the standfirst, above the columns
    /// and below them; the first two have their limits.
    fn clear(&self, left: Pt) -> Pt {
        (left / 3).max(Pt::ZERO).min(self.brief.clear_more).min(self.job.request.frame.clear)
    }

    fn need(&self, blocks: &[Measured], setting: Setting) -> Need {
        self.columns(blocks, setting).need()
    }

    fn set(&self, page: &mut Page, blocks: &[Measured], setting: Setting) -> (Filled, LineCount) {
        let (columns, room) = (self.columns(blocks, setting), self.flow.room);
        let best = columns.best(room);
        let height = best.height();
        let more = self.clear(room - height);
        self.banner.set(page, self.job.fonts);
        self.tiles.set(page, self.job.fonts);
        self.standfirst.set(page, self.tops.0 + more);
        let count = columns.set(page, &best, self.tops.1 + more * 2);
        self.footer.set(page);
        let (paragraph_gap, section_gap) = columns.gaps();
        let left_over = room - height - more * 2;
        let uneven = columns.white(&best);
        (Filled { height, room, left_over, uneven, paragraph_gap, section_gap }, count)
    }
}
