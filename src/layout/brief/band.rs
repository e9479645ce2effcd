//! The band at the head of the page: publisher, kicker, the place's name as large as it goes, the
//! year, the place's outline.

use super::silhouette::{self, Outline};
use super::{BOLD, PLAIN, SEMIBOLD};
use crate::doc::Masthead;
use crate::font::Fonts;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::layout::refusal::Checked;
use crate::layout::setting::{Block, Caption, FIRST_BASELINE, Style, outdent, set_block};
use crate::text::{Break, Shaper, halves, whole};
use crate::theme::{BandStyle, Brief};
use crate::units::Pt;

/// The band, shaped and fitted.
pub struct ShapedBand<'a> {
    brief: &'a Brief,
    width: Pt,
    organization: Caption<'a>,
    kicker: Option<Caption<'a>>,
    name: Caption<'a>,
    year: Caption<'a>,
    outline: Option<Outline>,
}

impl<'a> ShapedBand<'a> {
    /// Shapes the band. The name stands on one line beside the outline; if no size is small
    /// enough for that, it has the line to itself; failing that, it takes two.
    pub fn new(words: &'a Masthead, brief: &'a Brief, width: Pt, shaper: &mut Shaper) -> Self {
        let filled = brief.band.style == BandStyle::Fill;
        let (text, display) = if filled { (Ink::Paper, Ink::Paper) } else { (Ink::Text, Ink::Navy) };
        let small = Style { size: brief.kicker.size, leading: brief.kicker.leading, ink: text };
        let kicker = words.kicker.as_ref().map(|line| Caption::new(line, SEMIBOLD, small, width / 2, shaper));
        let beside = kicker.as_ref().map_or(Pt::ZERO, |kicker| kicker.used() + brief.gutter);
        let organization = Caption::new(&words.organization, SEMIBOLD, small, width - beside, shaper);
        let large = |size: Pt| Style { size, leading: size.scale(brief.name.two_lines_lead), ink: display };
        let year = Caption::new(&words.year, PLAIN, large(brief.name.year), width, shaper);

        let room = width - year.used() - brief.gutter;
        let mut name = Caption::new(&words.place, BOLD, large(brief.name.year), room, shaper);
        let outline = words.outline.as_ref().filter(|_| brief.show.silhouette);
        let outline = outline.and_then(|postal| silhouette::of(postal, &brief.silhouette));
        let beside = outline
            .as_ref()
            .map(|outline| width - brief.silhouette.right - outline.width - brief.silhouette.clear);
        let line = whole(&name.paragraph);
        let fits = |breaks: &[Break], sizes: &[Pt], room: Pt| {
            sizes.iter().copied().find(|size| breaks.iter().all(|b| size.em(b.advance) <= room))
        };
        let one_line = |room| fits(&line, &brief.name.one_line, room);
        let (kept, size, breaks) = match (beside.and_then(one_line), one_line(room)) {
            (Some(size), _) => (outline, size, line),
            (None, Some(size)) => (None, size, line),
            (None, None) => {
                let lines = halves(&name.paragraph).unwrap_or(line);
                let smallest = brief.name.two_lines.last().copied().unwrap_or(brief.name.year);
                (None, fits(&lines, &brief.name.two_lines, room).unwrap_or(smallest), lines)
            }
        };
        name.style = large(size);
        name.breaks = breaks;
        Self { brief, width, organization, kicker, name, year, outline: kept }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        let mut texts = vec![self.organization.checked(), self.name.checked(), self.year.checked()];
        texts.extend(self.kicker.as_ref().map(Caption::checked));
        texts
    }

    /// Sets the band.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        let (brief, band) = (self.brief, &self.brief.band);
        let map = match band.style {
            BandStyle::Fill => {
                // Up to where office printers reach; over the trim where the page is cut out.
                let line = band.bottom + band.accent;
                for (top, bottom, trimmed_top, ink) in [
                    (band.top, band.bottom, Pt::ZERO, Ink::Navy),
                    (band.bottom, line, band.bottom, Ink::Accent),
                ] {
                    let (x, width) = (band.x, page.width - band.x * 2);
                    let rect = Rect { x, y: top, width, height: bottom - top };
                    let (x, y) = (Pt::ZERO, trimmed_top);
                    let trimmed = Rect { x, y, width: page.width, height: bottom - y };
                    page.paint(Owner::Artifact, Mark::Band { rect, trimmed, ink });
                }
                Ink::Map
            }
            BandStyle::Line => {
                let rect = Rect { x: brief.margin, y: band.top, width: self.width, height: band.rule };
                page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
                Ink::MapLight
            }
        };
        if let Some(outline) = &self.outline {
            let right = brief.margin + self.width - brief.silhouette.right;
            let rings = outline.at(right - outline.width, brief.silhouette.foot);
            page.paint(Owner::Artifact, Mark::polygons(&rings, map));
        }
        let right = brief.margin + self.width;
        let organization = page.node(Page::ROOT, Role::Paragraph);
        self.organization.set(page, organization, brief.margin, band.kicker_top);
        if let Some(kicker) = &self.kicker {
            let node = page.node(Page::ROOT, Role::Paragraph);
            kicker.set(page, node, right - kicker.used(), band.kicker_top);
        }
        let heading = page.node(Page::ROOT, Role::Heading(1));
        let name = &self.name;
        let last = match name.breaks.len() {
            0 | 1 => brief.name.baseline,
            _ => brief.name.two_lines_baseline,
        };
        for (n, line) in name.breaks.iter().enumerate() {
            let below = (name.breaks.len() - 1 - n) as i64;
            let top = last - name.style.leading * below - name.style.size.em(FIRST_BASELINE);
            let block =
                Block { line: name.line, paragraph: &name.paragraph, breaks: std::slice::from_ref(line) };
            let first = name.paragraph.chunks.get(line.start);
            let hang = outdent(fonts, first, name.style.size, brief.name.outdent_less);
            set_block(page, heading, &block, name.style, brief.margin - hang, top);
        }
        name.set_space(page, heading, brief.margin, last);
        let top = brief.name.baseline - self.year.style.size.em(FIRST_BASELINE);
        self.year.set(page, heading, right - self.year.used(), top);
    }
}
