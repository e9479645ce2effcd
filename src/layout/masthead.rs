//! The head of the layout `memo`: organization, title and year, and the rule below them.

use super::page::{Ink, Mark, Owner, Page, Rect, Role};
use super::refusal::Checked;
use super::setting::{Caption, FIRST_BASELINE, Style, outdent};
use crate::doc::Masthead;
use crate::font::Fonts;
use crate::layout::Face;
use crate::text::{Break, Measure, Shaper, Weights, halves, least_ragged, whole};
use crate::theme::Memo;
use crate::units::Pt;

const ORGANIZATION: Weights = Weights { plain: Face::Semibold, strong: Face::Bold };
const TITLE: Weights = Weights { plain: Face::Bold, strong: Face::Bold };
const YEAR: Weights = Weights { plain: Face::Regular, strong: Face::Bold };

/// In 1/1000 of the size; wider than in running text, since title and year differ in weight.
const WORD_SPACE: i64 = 300;

/// The masthead, shaped and fitted.
pub struct ShapedMasthead<'a> {
    organization: Caption<'a>,
    title: Caption<'a>,
    year: Caption<'a>,
}

impl<'a> ShapedMasthead<'a> {
    /// Shapes the masthead for a measure of `width`; the title takes the largest size that
    /// leaves room for the year, or two lines if it would not go beside the year at all.
    pub fn new(words: &'a Masthead, memo: &Memo, width: Pt, shaper: &mut Shaper) -> Self {
        let small =
            Style { size: memo.organization.size, leading: memo.organization.leading, ink: Ink::Text };
        let organization = Caption::new(&words.organization, ORGANIZATION, small, width, shaper);
        let style = |size: Pt| Style { size, leading: size.scale(memo.title.lead), ink: Ink::Navy };
        let room = width - memo.title.year_room;
        let smallest = memo.title.sizes.last().copied().unwrap_or(memo.organization.size);
        let mut title = Caption::new(&words.title, TITLE, style(smallest), room, shaper);
        let mut year = Caption::new(&words.year, YEAR, style(smallest), memo.title.year_room, shaper);

        let fits = |breaks: &[Break], size: Pt| breaks.iter().all(|b| size.em(b.advance) <= room);
        let largest = |breaks: &[Break]| memo.title.sizes.iter().copied().find(|s| fits(breaks, *s));
        let line = whole(&title.paragraph);
        // The last resort on one line: no more than a word's space between title and year.
        let used = line.first().map_or(Pt::ZERO, |b| smallest.em(b.advance));
        let squeezed = used + smallest.em(WORD_SPACE) + year.used() <= width;
        let (breaks, size) = match largest(&line) {
            Some(size) => (line, size),
            None if squeezed => (line, smallest),
            None => match halves(&title.paragraph).and_then(|two| largest(&two).map(|size| (two, size))) {
                Some(two_lines) => two_lines,
                None => (least_ragged(&title.paragraph, Measure { size: smallest, width: room }), smallest),
            },
        };
        (title.breaks, title.style) = (breaks, style(size));
        (year.breaks, year.style) = (whole(&year.paragraph), style(size));
        Self { organization, title, year }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> [Checked<'_>; 3] {
        [self.organization.checked(), self.title.checked(), self.year.checked()]
    }

    /// Where the text below may begin.
    pub fn bottom(&self, memo: &Memo) -> Pt {
        memo.top
            + self.organization.height()
            + memo.block_gap
            + self.title.height()
            + memo.block_gap
            + memo.title.rule
            + memo.title_clear
    }

    /// Sets the masthead.
    pub fn set(&self, page: &mut Page, fonts: &Fonts, memo: &Memo, width: Pt) {
        let x = memo.margin();
        let organization = page.node(Page::ROOT, Role::Paragraph);
        self.organization.set(page, organization, x, memo.top);
        let top = memo.top + self.organization.height() + memo.block_gap;

        let (heading, size) = (page.node(Page::ROOT, Role::Heading(1)), self.title.style.size);
        let hang = outdent(fonts, self.title.paragraph.chunks.first(), size, memo.title.outdent_less);
        self.title.set(page, heading, x - hang, top);
        let bottom = top + self.title.height();
        self.title.set_space(page, heading, x - hang, bottom - size + size.em(FIRST_BASELINE));
        // The year stands on the title's last baseline, flush right; it belongs to the heading.
        self.year.set(page, heading, x + width - self.year.used(), bottom - size);

        let rect = Rect { x, y: bottom + memo.block_gap, width, height: memo.title.rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
    }
}
