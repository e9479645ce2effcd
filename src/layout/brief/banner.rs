//! The banner at the head of the page: publisher, kicker, the place's name as large as it goes, the
//! year, the place's outline.

use super::outline::{self, StateShape};
use super::{BOLD, PLAIN, SEMIBOLD};
use crate::document::Document;
use crate::font::Fonts;
use crate::layout::cursor::{BrokenText, FIRST_BASELINE, TextStyle, outdent};
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::text::{Line, ParagraphStyle, Shaper, halves, whole};
use crate::theme::Brief;
use crate::units::Pt;

/// The banner, shaped and fitted.
pub struct ShapedBanner<'a> {
    brief: &'a Brief,
    width: Pt,
    organization: Label<'a>,
    kicker: Option<Label<'a>>,
    name: Label<'a>,
    year: Label<'a>,
    /// The outline, and how far from the right edge it stands.
    outline: Option<(StateShape, Pt)>,
}

impl<'a> ShapedBanner<'a> {
    /// Shapes the banner. The name stands on one line beside the outline; if no size is small
    /// enough for that, it has the line to itself; failing that, it takes two.
    pub fn new(document: &'a Document, brief: &'a Brief, width: Pt, shaper: &mut Shaper) -> Self {
        let words = &document.page.head;
        let (size, leading) = (brief.kicker.size, brief.kicker.leading);
        let small = TextStyle { size, leading, ink: Ink::BandText };
        let kicker = words.kicker.as_ref().map(|line| Label::new(line, SEMIBOLD, small, width / 2, shaper));
        let beside = kicker.as_ref().map_or(Pt::ZERO, |kicker| kicker.used() + brief.gutter);
        let organization = Label::new(&words.organization, SEMIBOLD, small, width - beside, shaper);
        let large = |size: Pt| {
            let leading = size.scale(brief.name.two_lines_lead);
            TextStyle { size, leading, ink: Ink::BandName }
        };
        let year = Label::new(&document.year, PLAIN, large(brief.name.year), width, shaper);

        let room = width - year.used() - brief.gutter;
        let mut name =
            Label::new(&words.title, ParagraphStyle::heading(BOLD), large(brief.name.year), room, shaper);
        let outline = document.silhouette.as_ref();
        let outline = outline.and_then(|postal| outline::of(postal, &brief.silhouette));
        let beside = outline
            .as_ref()
            .map(|outline| width - brief.silhouette.right - outline.width - brief.silhouette.clear);
        let line = whole(&name.text);
        let fits = |lines: &[Line], sizes: &[Pt], room: Pt| {
            sizes.iter().copied().find(|size| lines.iter().all(|line| size.em(line.advance) <= room))
        };
        let one_line = |room| fits(&line, &brief.name.one_line, room);
        let (kept, size, lines) = match (beside.and_then(one_line), one_line(room)) {
            (Some(size), _) => (outline, size, line),
            (None, Some(size)) => (None, size, line),
            (None, None) => {
                let lines = halves(&name.text).unwrap_or(line);
                let smallest = brief.name.two_lines.last().copied().unwrap_or(brief.name.year);
                (None, fits(&lines, &brief.name.two_lines, room).unwrap_or(smallest), lines)
            }
        };
        (name.style, name.lines) = (large(size), lines);
        let outline = kept.and_then(|outline| {
            let right = beside_kicker(&outline, kicker.as_ref(), brief);
            let moved = right > brief.silhouette.right;
            let clear = width - right - outline.width - brief.silhouette.clear;
            (!moved || name.used() <= clear).then_some((outline, right))
        });
        Self { brief, width, organization, kicker, name, year, outline }
    }

    /// The same with a name no larger than its series has it.
    pub fn within(mut self, most: Pt) -> Self {
        let TextStyle { size, leading, ink } = self.name.style;
        if size > most {
            let leading = Pt(leading.0 * most.0 / size.0.max(1));
            self.name.style = TextStyle { size: most, leading, ink };
        }
        self
    }

    /// Size of the name.
    pub fn name_size(&self) -> Pt {
        self.name.style.size
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<MeasuredText<'_>> {
        let mut texts = vec![self.organization.checked(), self.name.checked(), self.year.checked()];
        texts.extend(self.kicker.as_ref().map(Label::checked));
        texts
    }

    /// Sets the banner.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        let brief = self.brief;
        let right = brief.margin + self.width;
        self.set_ground(page);
        if let Some((outline, from_right)) = &self.outline {
            let x = right - *from_right - outline.width;
            let rings = outline.at(x, brief.silhouette.foot);
            page.paint(Owner::Artifact, Mark::polygons(&rings, Ink::Map));
        }
        let top = brief.banner.kicker_top;
        let organization = page.node(Page::ROOT, Role::Paragraph);
        self.organization.set(page, organization, brief.margin, top);
        if let Some(kicker) = &self.kicker {
            let node = page.node(Page::ROOT, Role::Paragraph);
            kicker.set(page, node, right - kicker.used(), top);
        }
        self.set_name(page, fonts);
    }

    /// Sets what lies behind everything else: a band with a line under it, or a rule in their place.
    fn set_ground(&self, page: &mut Page) {
        let banner = &self.brief.banner;
        page.banner = banner.styles();
        let (x, y) = (self.brief.margin, banner.top);
        let rule = Rect { x, y, width: self.width, height: banner.rule };
        // Up to where office printers reach; over the trim where the page is cut out.
        let below = banner.bottom + banner.accent;
        for (top, bottom, trimmed_top, ink, line) in [
            (banner.top, banner.bottom, Pt::ZERO, Ink::Navy, Some(rule)),
            (banner.bottom, below, banner.bottom, Ink::Accent, None),
        ] {
            let (x, width) = (banner.x, page.width - banner.x * 2);
            let rect = Rect { x, y: top, width, height: bottom - top };
            let (x, y) = (Pt::ZERO, trimmed_top);
            let trimmed = Rect { x, y, width: page.width, height: bottom - y };
            page.paint(Owner::Artifact, Mark::Band { rect, trimmed, ink, line });
        }
    }

    /// Sets name and year, which are one heading.
    fn set_name(&self, page: &mut Page, fonts: &Fonts) {
        let (tokens, margin, name) = (&self.brief.name, self.brief.margin, &self.name);
        let heading = page.node(Page::ROOT, Role::Heading(1));
        let last = match name.lines.len() {
            0 | 1 => tokens.baseline,
            _ => tokens.two_lines_baseline,
        };
        for (n, line) in name.lines.iter().enumerate() {
            let below = (name.lines.len() - 1 - n) as i64;
            let top = last - name.style.leading * below - name.style.size.em(FIRST_BASELINE);
            let lines = std::slice::from_ref(line);
            let first = name.text.pieces_on(line, line.start).0.first();
            let hang = outdent(fonts, first, name.style.size, tokens.outdent_less);
            let line = BrokenText { words: name.words, text: &name.text, lines };
            line.set(page, heading, name.style, (margin - hang, top));
        }
        name.set_space(page, heading, margin, last);
        let top = tokens.baseline - self.year.style.size.em(FIRST_BASELINE);
        self.year.set(page, heading, margin + self.width - self.year.used(), top);
    }
}

/// How far from the right edge an outline stands: further than usual, if it would reach up into a long line
/// opposite the publisher.
fn beside_kicker(outline: &StateShape, kicker: Option<&Label>, brief: &Brief) -> Pt {
    let usual = brief.silhouette.right;
    let Some(kicker) = kicker else { return usual };
    let is_below = brief.silhouette.foot - outline.height >= brief.banner.kicker_top + kicker.height();
    if is_below { usual } else { usual.max(kicker.used() + brief.gutter) }
}
