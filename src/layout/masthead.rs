//! The head of the layout `memo`: organization, title and year, and the rule below them.

use super::page::{Ink, Mark, Owner, Page, Rect, Role};
use super::setting::{Block, Style, outdent, set_block};
use crate::doc::{Line, Masthead};
use crate::font::Fonts;
use crate::layout::Face;
use crate::text::{Break, Measure, Paragraph, Shaper, Weights, halves, least_ragged, prepare, whole};
use crate::theme::Memo;
use crate::units::Pt;

const ORGANIZATION: Weights = Weights { plain: Face::Semibold, strong: Face::Bold };
const TITLE: Weights = Weights { plain: Face::Bold, strong: Face::Bold };
const YEAR: Weights = Weights { plain: Face::Regular, strong: Face::Bold };

/// The masthead, shaped and fitted.
pub struct ShapedMasthead<'a> {
    words: &'a Masthead,
    organization: (Paragraph, Vec<Break>),
    title: (Paragraph, Vec<Break>),
    year: (Paragraph, Vec<Break>),
    title_size: Pt,
}

impl<'a> ShapedMasthead<'a> {
    /// Shapes the masthead for a measure of `width`; the title takes the largest size that
    /// leaves room for the year, or two lines if none does.
    pub fn new(words: &'a Masthead, memo: &Memo, width: Pt, shaper: &mut Shaper) -> Self {
        let one_line = |line: &Line, weights, shaper: &mut Shaper| {
            let paragraph = prepare(line, weights, shaper);
            let breaks = whole(&paragraph);
            (paragraph, breaks)
        };
        let organization = prepare(&words.organization, ORGANIZATION, shaper);
        let breaks = least_ragged(&organization, Measure { size: memo.organization.size, width });
        let year = one_line(&words.year, YEAR, shaper);
        let (title, title_breaks) = one_line(&words.title, TITLE, shaper);
        let room = width - memo.title.year_room;
        let fits = |breaks: &[Break], size: Pt| breaks.iter().all(|b| size.em(b.advance) <= room);
        let smallest = memo.title.sizes.last().copied().unwrap_or(memo.organization.size);
        let largest = |breaks: &[Break]| memo.title.sizes.iter().copied().find(|s| fits(breaks, *s));

        let (title_breaks, title_size) = match largest(&title_breaks) {
            Some(size) => (title_breaks, size),
            None => match halves(&title).and_then(|breaks| largest(&breaks).map(|size| (breaks, size))) {
                Some(two_lines) => two_lines,
                None => (least_ragged(&title, Measure { size: smallest, width: room }), smallest),
            },
        };
        Self { words, organization: (organization, breaks), title: (title, title_breaks), year, title_size }
    }

    /// Its texts with their shapes and measures, for checks that must see all text.
    pub fn blocks(&self, memo: &Memo, width: Pt) -> [(&'a Line, &Paragraph, Measure); 3] {
        let room = width - memo.title.year_room;
        [
            (&self.words.organization, &self.organization.0, Measure { size: memo.organization.size, width }),
            (&self.words.title, &self.title.0, Measure { size: self.title_size, width: room }),
            (&self.words.year, &self.year.0, Measure { size: self.title_size, width: memo.title.year_room }),
        ]
    }

    fn organization_style(memo: &Memo) -> Style {
        Style { size: memo.organization.size, leading: memo.organization.leading, ink: Ink::Text }
    }

    fn title_style(&self, memo: &Memo) -> Style {
        Style { size: self.title_size, leading: self.title_size.scale(memo.title.lead), ink: Ink::Navy }
    }

    /// Where the text below may begin.
    pub fn bottom(&self, memo: &Memo) -> Pt {
        memo.top
            + Self::organization_style(memo).height(self.organization.1.len())
            + memo.block_gap
            + self.title_style(memo).height(self.title.1.len())
            + memo.block_gap
            + memo.title.rule
            + memo.title_clear
    }

    /// Sets the masthead.
    pub fn set(&self, page: &mut Page, fonts: &Fonts, memo: &Memo, width: Pt) {
        let x = memo.margin();
        let organization = page.node(Page::ROOT, Role::Paragraph);
        let style = Self::organization_style(memo);
        let block = Block {
            line: &self.words.organization,
            paragraph: &self.organization.0,
            breaks: &self.organization.1,
        };
        set_block(page, organization, &block, style, x, memo.top);
        let top = memo.top + style.height(self.organization.1.len()) + memo.block_gap;

        let heading = page.node(Page::ROOT, Role::Heading(1));
        let style = self.title_style(memo);
        let hang = outdent(fonts, self.title.0.chunks.first(), style.size, memo.title.outdent_less);
        let block = Block { line: &self.words.title, paragraph: &self.title.0, breaks: &self.title.1 };
        set_block(page, heading, &block, style, x - hang, top);
        let bottom = top + style.height(self.title.1.len());

        // The year stands on the title's last baseline, flush right; it belongs to the heading.
        let block = Block { line: &self.words.year, paragraph: &self.year.0, breaks: &self.year.1 };
        let used = self.year.1.first().map_or(Pt::ZERO, |b| style.size.em(b.advance));
        set_block(page, heading, &block, style, x + width - used, bottom - style.size);

        let rect = Rect { x, y: bottom + memo.block_gap, width, height: memo.title.rule };
        page.paint(Owner::Artifact, Mark::Fill { rect, ink: Ink::Navy });
    }
}
