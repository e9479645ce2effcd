//! The layout `memo`: a head with title and year, headings in a side column (or above), one column
//! of text with tables, a footer.

mod head;
mod sections;

use super::blocks::{Flow, HeadingLook, Look, Measured};
use super::fit::{Need, Scale, Setting};
use super::fit_page::{Arrangement, Job};
use super::footer::{FootPlace, ShapedFooter};
use super::frame::Frame;
use super::overflow::MeasuredText;
use super::page::Page;
use super::report::{Filled, LineCount};
use crate::font::Face;
use crate::text::{FontPair, ParagraphStyle, Shaper};
use crate::theme::{Heads, Memo};
use crate::units::Pt;
use head::ShapedHead;
use sections::Sections;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// Everything on the page.
pub struct MemoSheet<'a> {
    job: &'a Job<'a>,
    memo: &'a Memo,
    head: ShapedHead<'a>,
    flow: Flow<'a>,
    footer: ShapedFooter<'a>,
}

/// Shapes the words of one page.
pub fn arrange<'a>(memo: &'a Memo, job: &'a Job<'a>, shaper: &mut Shaper) -> MemoSheet<'a> {
    let (document, theme, frame) = (job.document, job.theme, job.request.frame);
    let width = memo.width(&theme.page);
    let head = ShapedHead::new(document, memo, width, shaper).within(frame);
    let place = FootPlace {
        tokens: &memo.footer,
        x: memo.margin(),
        width,
        bottom: theme.page.height() - memo.bottom,
        rule: theme.rule.footer,
        gutter: memo.gutter,
        halves: memo.gutter * 2,
    };
    let footer = ShapedFooter::new(&document.page.foot, None, place, shaper).within(frame);
    let (heading, larger) = match memo.heads {
        Heads::Side => (memo.side, Pt::ZERO),
        Heads::Above => (width, memo.head.above_plus),
    };
    let look = Look {
        width: width - memo.indent(),
        paragraph: ParagraphStyle::running(PLAIN, &theme.text, &document.meta.language),
        heading: HeadingLook { width: heading, larger, leading: memo.head.lead },
        list: &theme.list,
        table: &memo.table,
        largest: memo.size.max,
        bars: &[],
        marks: None,
        rules: &theme.rule,
        callout: &memo.callout,
        wrapped_cells: false,
    };
    let scale = Scale { sizes: &memo.size, tight: &memo.tight, open: &memo.open };
    let mut flow = Flow::new(look, scale, footer.text_limit() - head.bottom());
    flow.paragraphs_without_heading(&document.page.intro, shaper);
    flow.sections(&document.page.sections, shaper);
    MemoSheet { job, memo, head, flow, footer }
}

impl Arrangement for MemoSheet<'_> {
    fn flow(&self) -> &Flow<'_> {
        &self.flow
    }

    fn labels(&self) -> Vec<MeasuredText<'_>> {
        self.head.checked().into_iter().chain(self.footer.checked()).collect()
    }

    fn frame(&self) -> Frame {
        let name = if self.memo.title.shared { self.head.title_size() } else { Frame::FREE.name };
        Frame { name, head: self.head.title_bottom(), foot: self.footer.text_limit(), ..Frame::FREE }
    }

    fn clear(&self, _: Pt) -> Pt {
        Pt::ZERO
    }

    fn need(&self, blocks: &[Measured], setting: Setting) -> Need {
        let sections = Sections { memo: self.memo, look: &self.flow.look, blocks, setting };
        Need::height(sections.height())
    }

    fn set(&self, page: &mut Page, blocks: &[Measured], setting: Setting) -> (Filled, LineCount) {
        self.head.set(page, self.job.fonts);
        let sections = Sections { memo: self.memo, look: &self.flow.look, blocks, setting };
        let count = sections.set(page, self.head.bottom());
        self.footer.set(page);
        let (height, room) = (sections.height(), self.flow.room);
        let (paragraph_gap, section_gap) = sections.gaps();
        (
            Filled { height, room, left_over: room - height, uneven: Pt::ZERO, paragraph_gap, section_gap },
            count,
        )
    }
}
