//! The head of a card: a band with the publisher, the place's outline, its name in the middle, the year.

use super::{BOLD, PLAIN, SEMIBOLD};
use crate::document::Document;
use crate::layout::brief::{StateShape, outline_of};
use crate::layout::cursor::{BrokenText, FIRST_BASELINE, TextStyle};
use crate::layout::label::Label;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::text::{ParagraphStyle, Shaper, halves, whole};
use crate::theme::{BannerStyle, BannerStyles, CardTokens};
use crate::units::{Pt, Ratio};

/// The head, shaped and fitted.
pub struct CardHead<'a> {
    card: &'a CardTokens,
    organization: Label<'a>,
    name: Label<'a>,
    year: Label<'a>,
    outline: Option<StateShape>,
    /// Width of the page, and between the margins.
    widths: (Pt, Pt),
}

impl<'a> CardHead<'a> {
    pub fn new(document: &'a Document, card: &'a CardTokens, widths: (Pt, Pt), shaper: &mut Shaper) -> Self {
        let head = &document.page.head;
        let style = |size, ink| TextStyle { size, leading: size, ink };
        let line = style(card.organization.sizes[0], Ink::BandText);
        let organization = Label::new(&head.organization, SEMIBOLD, line, widths.1, shaper);
        let organization =
            organization.sized(&card.organization.sizes, Ratio::ONE, |label| label.is_on_one_line(widths.1));
        let heading = ParagraphStyle::heading(BOLD);
        let mut name = Label::new(&head.title, heading, style(Pt::ZERO, Ink::BandName), card.square, shaper);
        let line = whole(&name.text);
        let widest =
            |lines: &[crate::text::Line]| lines.iter().map(|line| line.advance).max().unwrap_or_default();
        let fits =
            |sizes: &[Pt], advance: i64| sizes.iter().copied().find(|size| size.em(advance) <= card.square);
        let (size, lines) = match fits(&card.name.one_line, widest(&line)) {
            Some(size) => (size, line),
            None => {
                let lines = halves(&name.text).unwrap_or(line);
                let smallest = card.name.two_lines.last().copied().unwrap_or(card.name.year);
                (fits(&card.name.two_lines, widest(&lines)).unwrap_or(smallest), lines)
            }
        };
        name.style = TextStyle { size, leading: size.scale(card.name.two_lines_lead), ink: Ink::BandName };
        name.lines = lines;
        let year = Label::new(&document.year, PLAIN, style(card.name.year, Ink::BandName), widths.1, shaper);
        let outline = document.silhouette.as_ref().and_then(|postal| outline_of(postal, &card.silhouette));
        Self { card, organization, name, year, outline, widths }
    }

    pub fn labels(&self) -> Vec<&Label<'a>> {
        vec![&self.organization, &self.name, &self.year]
    }

    /// How much wider than its place a line is.
    pub fn over(&self) -> Pt {
        let name = self.name.used() - self.card.square;
        // Several lines of the publisher's name would reach into the place's.
        match self.organization.lines.len() {
            0 | 1 => name,
            lines => name.max(self.organization.style.leading * (lines as i64 - 1)),
        }
    }

    pub fn set(&self, page: &mut Page) {
        let (card, (page_width, width)) = (self.card, self.widths);
        page.banner = BannerStyles { color: BannerStyle::Fill, gray: BannerStyle::Fill };
        for (top, bottom, ink) in [
            (Pt::ZERO, card.band.bottom, Ink::Navy),
            (card.band.bottom, card.band.bottom + card.band.accent, Ink::Accent),
        ] {
            let rect = Rect { x: Pt::ZERO, y: top, width: page_width, height: bottom - top };
            page.paint(Owner::Artifact, Mark::Band { rect, trimmed: rect, ink, line: None });
        }
        if let Some(outline) = &self.outline {
            let rings = outline.at(card.margin, card.silhouette.foot);
            page.paint(Owner::Artifact, Mark::polygons(&rings, Ink::Map));
        }
        let top = |label: &Label, baseline: Pt| baseline - label.style.size.em(FIRST_BASELINE);
        let organization = page.node(Page::ROOT, Role::Paragraph);
        let x = (page_width - self.organization.used()) / 2;
        self.organization.set(page, organization, x, top(&self.organization, card.organization.baseline));
        let heading = page.node(Page::ROOT, Role::Heading(1));
        let name = &self.name;
        let last = match name.lines.len() {
            0 | 1 => card.name.baseline,
            _ => card.name.two_lines_baseline,
        };
        // Several lines begin at one edge, and stand in the middle together.
        let x = (page_width - name.used()) / 2;
        for (n, line) in name.lines.iter().enumerate() {
            let below = (name.lines.len() - 1 - n) as i64;
            let lines = std::slice::from_ref(line);
            let y = top(name, last - name.style.leading * below);
            BrokenText { words: name.words, text: &name.text, lines }.set(page, heading, name.style, (x, y));
        }
        name.set_space(page, heading, x, last);
        let x = card.margin + width - self.year.used();
        self.year.set(page, heading, x, top(&self.year, card.name.baseline));
    }
}
