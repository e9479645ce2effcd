//! The pages of a listing.

use super::piece::{BODY, ListingPiece, PLAIN, PlacedPiece, ShapedText, set_blanks};
use super::table::{OpenRows, ShapedRows};
use super::{Listing, ListingBlock};
use crate::document::RunningLine;
use crate::layout::{Ink, Mark, NodeId, Owner, Page, Rect, Repetition, Role, Strip, TextStyle, paginate};
use crate::text::Shaper;
use crate::theme::PageTokens;
use crate::units::Pt;

const MARGIN: Pt = Pt::new(54);
const TOP: Pt = Pt::new(48);
/// Where the text ends, and where the line at the foot stands, above the lower edge.
const BOTTOM: Pt = Pt::new(62);
const FOOT: Pt = Pt::new(44);
const FOOT_GAP: Pt = Pt::new(5);
const FOOT_RULE: Pt = Pt(500);
const SMALL: TextStyle = TextStyle { size: Pt(8_500), leading: Pt::new(11), ink: Ink::Text };

/// Lays a listing out.
pub(super) fn lay_out(listing: &Listing, running: &RunningLine, shaper: &mut Shaper) -> Vec<Page> {
    let paper = PageTokens { paper: listing.paper, safe: Pt::ZERO };
    let (width, room) = (paper.width() - MARGIN * 2, paper.height() - TOP - BOTTOM);
    let pieces = pieces(listing, (width, room), shaper);
    let strips: Vec<Strip> = pieces.iter().flat_map(|piece| piece.strips.iter().copied()).collect();
    let mut page = Page::new(paper.width(), paper.height());
    let (mut pages, mut open) = (Vec::new(), OpenParts::default());
    for range in paginate(&strips, room) {
        let (mut y, mut first) = (TOP, 0);
        for PlacedPiece { piece, strips: own } in &pieces {
            let part = first.max(range.start)..(first + own.len()).min(range.end);
            if !part.is_empty() {
                y += if part.start > range.start { strips[part.start].gap } else { Pt::ZERO };
                y += open.set(piece, part.start - first..part.end - first, &mut page, (y, width));
            }
            first += own.len();
        }
        let next = page.next();
        let before = std::mem::replace(&mut page, next);
        open = open.carried(&mut page, &before);
        pages.push(before);
    }
    let all = pages.len();
    pages.iter_mut().zip(1..).for_each(|(page, number)| set_foot(page, running, (number, all), shaper));
    pages
}

/// Everything on the pages, in order.
fn pieces(listing: &Listing, (width, room): (Pt, Pt), shaper: &mut Shaper) -> Vec<PlacedPiece> {
    let mut pieces = vec![PlacedPiece::heading(1, &listing.title, width, shaper)];
    let mut headed = true;
    for text in listing.subtitle.iter().chain(&listing.intro).filter(|text| !text.is_empty()) {
        pieces.push(PlacedPiece::paragraph(text, headed, width, shaper));
        headed = false;
    }
    for section in &listing.sections {
        let begin = pieces.len();
        pieces.push(PlacedPiece::heading(2, &section.heading, width, shaper));
        for block in &section.blocks {
            let headed = pieces.len() == begin + 1;
            match block {
                ListingBlock::Paragraph(text) if text.is_empty() => {}
                ListingBlock::Table(table) if table.rows.is_empty() => {}
                ListingBlock::Blanks(labels) if labels.is_empty() => {}
                ListingBlock::Paragraph(text) => {
                    pieces.push(PlacedPiece::paragraph(text, headed, width, shaper));
                }
                ListingBlock::Table(table) => {
                    pieces.push(PlacedPiece::rows(ShapedRows::new(table, width, shaper), headed));
                }
                ListingBlock::Blanks(labels) => pieces.push(PlacedPiece::blanks(labels, width, shaper)),
            }
        }
        keep_together(&mut pieces[begin..], room / 2);
    }
    pieces
}

/// No page ends in a section that is no higher than this.
fn keep_together(pieces: &mut [PlacedPiece], most: Pt) {
    let strips = || pieces.iter().flat_map(|piece| &piece.strips).skip(1);
    if strips().map(|strip| strip.gap + strip.height).sum::<Pt>() <= most {
        let strips = pieces.iter_mut().flat_map(|piece| &mut piece.strips).skip(1);
        strips.for_each(|strip| strip.cost = None);
    }
}

/// What goes on on the next page.
#[derive(Default)]
struct OpenParts {
    text: Option<NodeId>,
    rows: Option<OpenRows>,
}

impl OpenParts {
    /// Sets some strips of a piece; their height.
    fn set(
        &mut self,
        piece: &ListingPiece,
        strips: std::ops::Range<usize>,
        page: &mut Page,
        (top, width): (Pt, Pt),
    ) -> Pt {
        match piece {
            ListingPiece::Text(role @ Role::Heading(_), text) => {
                let node = page.node(Page::ROOT, role.clone());
                text.set(page, node, 0..text.lines.len(), (MARGIN, top));
                text.height()
            }
            ListingPiece::Text(role, text) => {
                let node = self.text.take().unwrap_or_else(|| page.node(Page::ROOT, role.clone()));
                self.text = Some(node).filter(|_| strips.end < text.lines.len());
                text.set(page, node, strips.clone(), (MARGIN, top));
                text.style.height(strips.len())
            }
            ListingPiece::Rows(rows) => rows.set(strips, &mut self.rows, page, (MARGIN, top)),
            ListingPiece::Blanks(labels) => {
                set_blanks(labels, page, (MARGIN, top), width);
                labels.iter().map(ShapedText::height).max().unwrap_or(BODY.size)
            }
        }
    }

    /// The same on the page behind `before`.
    fn carried(self, next: &mut Page, before: &Page) -> Self {
        let Self { text, rows } = self;
        Self {
            text: text.map(|node| next.carry(before, node)),
            rows: rows.map(|rows| rows.carried(next, before)),
        }
    }
}

/// Sets the title and the number of a page at its foot.
fn set_foot(page: &mut Page, running: &RunningLine, (number, all): (usize, usize), shaper: &mut Shaper) {
    let width = page.width - MARGIN * 2;
    let folio = ShapedText::new(&running.folio(number, all), PLAIN, SMALL, width, shaper);
    let mut title = ShapedText::new(&running.title, PLAIN, SMALL, width - folio.used() - SMALL.size, shaper);
    // What does not fit beside the number stands whole on the first page.
    title.lines.truncate(1);
    let top = page.height - FOOT;
    let mut aside = Page::new(page.width, page.height);
    title.set(&mut aside, Page::ROOT, 0..1, (MARGIN, top));
    folio.set(&mut aside, Page::ROOT, 0..1, (MARGIN + width - folio.used(), top));
    page.repeat(aside, Repetition::Foot);
    let rect = Rect { x: MARGIN, y: top - FOOT_GAP - FOOT_RULE, width, height: FOOT_RULE };
    page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
}
