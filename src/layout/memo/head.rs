//! The head of the page: organization, and the day of a correction opposite; title and year, and the rule below them.

use super::{BOLD, PLAIN};
use crate::document::Document;
use crate::font::{Face, Fonts};
use crate::layout::cursor::{FIRST_BASELINE, TextStyle, outdent};
use crate::layout::frame::Frame;
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::text::{FontPair, Line, Measure, ParagraphStyle, Shaper, halves, least_ragged, whole};
use crate::theme::Memo;
use crate::units::Pt;

const ORGANIZATION: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };

/// In 1/1000 of the size; wider than in running text, since title and year differ in weight.
const WORD_SPACE: i64 = 300;

/// The head, shaped and fitted.
pub struct ShapedHead<'a> {
    memo: &'a Memo,
    width: Pt,
    organization: Label<'a>,
    corrected: Option<Label<'a>>,
    title: Label<'a>,
    year: Label<'a>,
    /// Where the titles of the series end.
    reserved: Pt,
}

impl<'a> ShapedHead<'a> {
    /// Shapes the head for a measure of `width`; the title takes the largest size that leaves room
    /// for the year, or two lines if it would not go beside the year at all.
    pub fn new(document: &'a Document, memo: &'a Memo, width: Pt, shaper: &mut Shaper) -> Self {
        let words = &document.page.head;
        let small =
            TextStyle { size: memo.organization.size, leading: memo.organization.leading, ink: Ink::Text };
        let corrected = words.kicker.as_ref();
        let corrected = corrected.map(|mark| Label::new(mark, ORGANIZATION, small, width / 2, shaper));
        let beside = corrected.as_ref().map_or(Pt::ZERO, |mark| mark.used() + memo.organization.leading);
        let organization = Label::new(&words.organization, ORGANIZATION, small, width - beside, shaper);
        let style = |size: Pt| TextStyle { size, leading: size.scale(memo.title.lead), ink: Ink::Navy };
        let room = width - memo.title.year_room;
        let smallest = memo.title.sizes.last().copied().unwrap_or(memo.organization.size);
        let mut title =
            Label::new(&words.title, ParagraphStyle::heading(BOLD), style(smallest), room, shaper);
        let mut year = Label::new(&document.year, PLAIN, style(smallest), memo.title.year_room, shaper);

        let fits = |lines: &[Line], size: Pt| lines.iter().all(|line| size.em(line.advance) <= room);
        let largest = |lines: &[Line]| memo.title.sizes.iter().copied().find(|size| fits(lines, *size));
        let line = whole(&title.text);
        // The last resort on one line: no more than a word's space between title and year.
        let used = line.first().map_or(Pt::ZERO, |line| smallest.em(line.advance));
        let squeezed = used + smallest.em(WORD_SPACE) + year.used() <= width;
        let (lines, size) = match largest(&line) {
            Some(size) => (line, size),
            None if squeezed => (line, smallest),
            None => match halves(&title.text).and_then(|two| largest(&two).map(|size| (two, size))) {
                Some(two_lines) => two_lines,
                None => (least_ragged(&title.text, Measure { size: smallest, width: room }), smallest),
            },
        };
        (title.lines, title.style) = (lines, style(size));
        (year.lines, year.style) = (whole(&year.text), style(size));
        Self { memo, width, organization, corrected, title, year, reserved: Pt::ZERO }
    }

    /// The same with a title no larger than its series has it, which ends where the others end.
    pub fn within(mut self, frame: Frame) -> Self {
        let TextStyle { size, ink, .. } = self.title.style;
        let size = size.min(frame.name);
        let style = TextStyle { size, leading: size.scale(self.memo.title.lead), ink };
        (self.title.style, self.year.style) = (style, style);
        self.reserved = frame.head;
        self
    }

    /// Size of the title.
    pub fn title_size(&self) -> Pt {
        self.title.style.size
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<MeasuredText<'_>> {
        let labels = [&self.organization, &self.title, &self.year];
        labels.into_iter().chain(&self.corrected).map(Label::checked).collect()
    }

    /// Where the title ends.
    pub fn title_bottom(&self) -> Pt {
        let top = self.memo.top + self.organization.height() + self.memo.block_gap;
        (top + self.title.height()).max(self.reserved)
    }

    /// Where the text below may begin.
    pub fn bottom(&self) -> Pt {
        let memo = self.memo;
        self.title_bottom() + memo.block_gap + memo.title.rule + memo.title_clear
    }

    /// Sets the head.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        let (memo, x, width) = (self.memo, self.memo.margin(), self.width);
        let organization = page.node(Page::ROOT, Role::Paragraph);
        self.organization.set(page, organization, x, memo.top);
        if let Some(mark) = &self.corrected {
            let node = page.node(Page::ROOT, Role::Paragraph);
            mark.set(page, node, x + width - mark.used(), memo.top);
        }

        let (heading, size) = (page.node(Page::ROOT, Role::Heading(1)), self.title.style.size);
        // Its lines begin below each other: by what the least outdented of them allows.
        let first = |line: &Line| self.title.text.pieces_on(line, line.start).0.first();
        let hangs =
            self.title.lines.iter().map(|line| outdent(fonts, first(line), size, memo.title.outdent_less));
        let hang = hangs.min().unwrap_or_default();
        let bottom = self.title_bottom();
        self.title.set(page, heading, x - hang, bottom - self.title.height());
        self.title.set_space(page, heading, x - hang, bottom - size + size.em(FIRST_BASELINE));
        // The year stands on the title's last baseline, flush right; it belongs to the heading.
        self.year.set(page, heading, x + width - self.year.used(), bottom - size);

        let rect = Rect { x, y: bottom + memo.block_gap, width, height: memo.title.rule };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
    }
}
