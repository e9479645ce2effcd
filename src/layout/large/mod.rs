//! The edition in large print: the words of a sheet one below the other, on as many pages as they take.
//!
//! In: a document, and the tokens of large print. Out: its pages, all of one structure. First as few as it takes,
//! then leading and gaps open as far as these have room; what is still left is spread over the pages.

mod foot;
mod head;
mod notice;

use super::blocks::{Flow, Gap, HeadingLook, Look, Measured, OpenElements, Portion, Setter, item_gap};
use super::cursor::TextStyle;
use super::fit::{Need, Scale, Setting};
use super::fit_page::Job;
use super::label::Label;
use super::overflow::{self, Refusal};
use super::page::{Ink, Mark, Owner, Page, Rect, Repetition};
use super::pages::{Strip, paginate};
use super::report::{Filled, FitReport, LineCount};
use crate::diagnostic::Sink;
use crate::document::{RichText, RunningBold, RunningLine};
use crate::font::Face;
use crate::text::{FontPair, ParagraphStyle, Shaper};
use crate::theme::Large;
use crate::units::{Pt, Ratio};
use notice::Notice;
use std::ops::Range;

const PLAIN: FontPair = FontPair { plain: Face::Regular, strong: Face::Bold };
const SEMIBOLD: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };
const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };
/// So many sizes of its type are kept for the number of a page.
const NUMBER: i64 = 9;
/// What a page's end costs behind a heading with fewer lines of its text than so many.
const FEW: Pt = Pt::new(180);
const BEGUN: usize = 4;

/// Everything on the pages, shaped.
struct LargePrint<'a> {
    large: &'a Large,
    head: Vec<Notice<'a>>,
    flow: Flow<'a>,
    foot: Vec<Notice<'a>>,
}

/// A block, and its strips among all.
struct Placed<'b> {
    block: Block<'b>,
    strips: Range<usize>,
}

/// What stands on the pages.
enum Block<'b> {
    Notice(&'b Notice<'b>),
    Text(&'b Measured<'b>),
}

/// Lays a document out.
pub fn lay_out(
    large: &Large,
    job: &Job,
    shaper: &mut Shaper,
    sink: &mut Sink,
) -> Result<(Vec<Page>, FitReport), Refusal> {
    let document = job.document;
    let words = head::HeadWords::of(document);
    let head = head::notices(document, &words, large, large.width(&job.theme.page), shaper);
    let foot = foot::notices(&document.page.foot, large, large.width(&job.theme.page), shaper, sink)?;
    let folio = Folio::of(large, job);
    let mut flow = flow(large, job, shaper);
    flow.room -= folio.as_ref().map_or(Pt::ZERO, |folio| folio.more(shaper));
    let print = LargePrint { large, head, flow, foot };
    let notices = print.head.iter().chain(&print.foot);
    let labels = overflow::check(notices.flat_map(Notice::checked), job.place, sink);
    print.flow.check(job.place, sink).and(labels)?;
    // What fits no column in this size was refused.
    let blocks = print.flow.measure(large.size.max).unwrap_or_default();
    // The fewest pages; of these, the most open that do not end worse for it.
    let pages = |setting| {
        let strips = print.strips(&blocks, setting);
        let pages = paginate(&strips, print.flow.room);
        let bad = pages.iter().skip(1).filter(|page| strips[page.start].cost >= Some(FEW)).count();
        Need::height(Pt::new(pages.len() as i64) + Pt(bad as i64))
    };
    let few = print.flow.scale.tightest(large.size.max);
    let fitted = print.flow.scale.fit(None, pages(few).height, |setting| Some(pages(setting)));
    let setting = fitted.unwrap_or(few);
    let (mut pages, count, filled) = print.set(&blocks, setting, job);
    if let Some(folio) = &folio {
        let all = pages.len();
        pages.iter_mut().zip(1..).for_each(|(page, number)| folio.set(page, (number, all), shaper));
    }
    let mut report = count.report(setting, &large.size, filled);
    (report.bold, report.paged) = (RunningBold::of(document).share(), true);
    Ok((pages, report))
}

fn flow<'a>(large: &'a Large, job: &'a Job, shaper: &mut Shaper) -> Flow<'a> {
    let (document, theme) = (job.document, job.theme);
    let width = large.width(&theme.page);
    let look = Look {
        width,
        paragraph: ParagraphStyle::running(PLAIN, &theme.text, &document.meta.language),
        heading: HeadingLook { width, larger: large.head.larger, leading: large.head.lead },
        list: &theme.list,
        table: &large.table,
        largest: large.size.max,
        bars: &[],
        marks: None,
        rules: &theme.rule,
        callout: &large.callout,
        wrapped_cells: true,
    };
    let scale = Scale { sizes: &large.size, tight: &large.tight, open: &large.open };
    let mut flow = Flow::new(look, scale, theme.page.height() - large.bottom - large.top);
    flow.paragraphs_without_heading(&document.page.intro, shaper);
    flow.sections(&document.page.sections, shaper);
    flow
}

impl<'a> LargePrint<'a> {
    fn gap(&self, gap: Gap, setting: Setting) -> Pt {
        let leadings = |factor: Ratio| setting.line_height().scale(factor).scale(setting.gap);
        let gaps = &self.large.gaps;
        match gap {
            Gap::Section => leadings(gaps.section),
            Gap::Paragraph => leadings(gaps.paragraph),
            Gap::Heading => setting.line_height().scale(gaps.head),
            Gap::Item => item_gap(&self.flow.look, setting).min(self.gap(Gap::Paragraph, setting)),
            Gap::Table => leadings(gaps.table),
            Gap::CallOut => leadings(self.large.callout.above),
            Gap::BelowCallOut => leadings(self.large.callout.below),
        }
    }

    /// All blocks with their strips, from the first to the last.
    fn placed<'b>(&'b self, blocks: &'b [Measured<'b>], setting: Setting) -> (Vec<Placed<'b>>, Vec<Strip>) {
        let (mut placed, mut strips) = (Vec::new(), Vec::new());
        let mut add = |block, own: Vec<Strip>| {
            placed.push(Placed { block, strips: strips.len()..strips.len() + own.len() });
            strips.extend(own);
        };
        let between = |gap: Gap| self.gap(gap, setting);
        let notice = |notice: &Notice| {
            let gap = notice.gap.scale(setting.gap);
            vec![Strip { cost: Some(Pt::ZERO), ..Strip::bound(notice.height(), gap) }]
        };
        self.head.iter().for_each(|own| add(Block::Notice(own), notice(own)));
        let mut above: Option<&Measured> = None;
        // Lines since the last heading.
        let mut begun = BEGUN;
        for block in blocks {
            let mut own = block.strips_below(above, &self.flow.look, setting, between);
            if let (None, Some(first)) = (above, own.first_mut()) {
                let tiles = self.head.len() > 1;
                first.gap = between(if tiles && block.is_heading() { Gap::Section } else { Gap::Paragraph });
            }
            begun = if block.is_heading() { 0 } else { begun };
            for strip in own.iter_mut().filter(|_| !block.is_heading()) {
                strip.cost = strip.cost.map(|cost| if begun < BEGUN { cost.max(FEW) } else { cost });
                begun += 1;
            }
            add(Block::Text(block), own);
            above = Some(block);
        }
        self.foot.iter().for_each(|own| add(Block::Notice(own), notice(own)));
        (placed, strips)
    }

    fn strips(&self, blocks: &[Measured], setting: Setting) -> Vec<Strip> {
        self.placed(blocks, setting).1
    }

    fn set(&self, blocks: &[Measured], setting: Setting, job: &Job) -> (Vec<Page>, LineCount, Filled) {
        let (placed, strips) = self.placed(blocks, setting);
        let (x, room) = (self.large.margin, self.flow.room);
        let mut page = Page::new(job.theme.page.width(), job.theme.page.height());
        let (mut pages, mut count, mut open) = (Vec::new(), LineCount::default(), OpenElements::default());
        let (mut height, mut left_over) = (Pt::ZERO, room);
        for range in paginate(&strips, room) {
            let mut setter = Setter { count, open, ..Setter::new(&mut page, &self.flow.look, setting) };
            let mut y = self.large.top;
            for Placed { block, strips: own } in &placed {
                let part = own.start.max(range.start)..own.end.min(range.end);
                if part.is_empty() {
                    continue;
                }
                y += if part.start > range.start { strips[part.start].gap } else { Pt::ZERO };
                y += match block {
                    Block::Notice(notice) => notice.set(&mut setter, (x, y)),
                    Block::Text(block) => {
                        let end = if part.end == own.end { usize::MAX } else { part.end - own.start };
                        let portion = Portion { lines: part.start - own.start..end, row_pad: Pt::ZERO };
                        setter.set(block, portion, x, y)
                    }
                };
            }
            height += y - self.large.top;
            left_over = room - (y - self.large.top);
            (count, open) = (setter.count, setter.open);
            let mut next = page.next();
            open = open.carried(&mut next, &page);
            pages.push(std::mem::replace(&mut page, next));
        }
        let (paragraph_gap, section_gap) =
            (self.gap(Gap::Paragraph, setting), self.gap(Gap::Section, setting));
        let room = room * pages.len() as i64;
        (pages, count, Filled { height, room, left_over, uneven: Pt::ZERO, paragraph_gap, section_gap })
    }
}

/// The line at the foot of each page, which may be several if its title is long.
struct Folio<'a> {
    running: &'a RunningLine,
    style: TextStyle,
    x: Pt,
    width: Pt,
    /// Where its last line begins.
    top: Pt,
    /// White between it and the rule above it.
    gap: Pt,
    rule: Pt,
}

impl<'a> Folio<'a> {
    fn of(large: &Large, job: &'a Job) -> Option<Self> {
        let style = TextStyle { size: large.folio.size, leading: large.folio.leading, ink: Ink::Text };
        let (page, rule) = (&job.theme.page, job.theme.rule.footer);
        let top = page.height() - large.folio_bottom - style.size;
        let (x, width, gap) = (large.margin, large.width(page), large.folio_gap);
        Some(Folio { running: job.document.running.as_ref()?, style, x, width, top, gap, rule })
    }

    /// How much higher than one line it is.
    fn more(&self, shaper: &mut Shaper) -> Pt {
        self.title(&RichText::words(self.running.title.clone()), shaper).height() - self.style.size
    }

    /// The title, beside which the number of the page has room.
    fn title<'w>(&self, words: &'w RichText, shaper: &mut Shaper) -> Label<'w> {
        Label::new(words, PLAIN, self.style, self.width - self.style.size * NUMBER, shaper)
    }

    /// Sets whose page it is, and its number.
    fn set(&self, page: &mut Page, (number, all): (usize, usize), shaper: &mut Shaper) {
        let Folio { running, style, x, width, top, gap, rule } = *self;
        let (title, folio) = (running.title.clone(), running.folio(number, all));
        let (title, folio) = (RichText::words(title), RichText::words(folio));
        let title = self.title(&title, shaper);
        let folio = Label::new(&folio, PLAIN, style, width, shaper);
        let above = top - (title.height() - style.size);
        let mut aside = Page::new(page.width, page.height);
        title.set(&mut aside, Page::ROOT, x, above);
        folio.set(&mut aside, Page::ROOT, x + width - folio.used(), top);
        page.repeat(aside, Repetition::Foot);
        let rect = Rect { x, y: above - gap - rule, width, height: rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
    }
}
