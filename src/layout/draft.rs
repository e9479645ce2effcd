//! The mark of a page that nobody approved: the word DRAFT down both margins, one letter below the other, where
//! nothing else stands. It is no part of the text: nobody hears it, and no line moves for it.

use super::page::{Item, Mark, Owner, Page, Paint, Rect, Repetition, Segment, TextRun};
use crate::font::{Face, Fonts};
use crate::text::Glyph;
use crate::theme::Ink;
use crate::units::Pt;

const WORD: &str = "DRAFT";
const FACE: Face = Face::Bold;
/// The first in which the word has room on both sides.
const SIZES: [i64; 8] = [22, 20, 18, 16, 14, 12, 11, 10];
/// From the edge of the paper; nearer only where there is no other room, since office printers reach to 18.
const EDGES: [Pt; 2] = [Pt::new(20), Pt::new(5)];
/// White around it.
const CLEAR: Pt = Pt::new(5);
/// From the upper edge to the first place tried, and from there to the next.
const TOP: Pt = Pt::new(30);
const STEP: Pt = Pt::new(6);
/// White from one word to the next, in words.
const APART: i64 = 1;

/// Marks a page; `false` if there is nowhere any room.
pub fn mark_draft(page: &mut Page, fonts: &Fonts) -> bool {
    let obstacles: Vec<Rect> = page.items.iter().filter_map(|item| bounds(item, fonts)).collect();
    let tried = EDGES.iter().flat_map(|edge| SIZES.map(|size| Letters::new(Pt::new(size), *edge, fonts)));
    let mut best: Option<(Letters, [Vec<Pt>; 2])> = None;
    for letters in tried {
        let sides = [letters.edge, letters.right(page)];
        let words = sides.map(|left| letters.places(left, page, &obstacles));
        let both = words.iter().all(|own| !own.is_empty());
        if both || best.is_none() && words.iter().any(|own| !own.is_empty()) {
            best = Some((letters, words));
        }
        if both {
            break;
        }
    }
    let Some((letters, words)) = best else { return false };
    let sides = [letters.edge, letters.right(page)];
    for (left, tops) in sides.into_iter().zip(words) {
        tops.into_iter().for_each(|top| letters.set(page, (left, top)));
    }
    true
}

/// The letters of the word in one size.
struct Letters {
    size: Pt,
    edge: Pt,
    /// Each with its width.
    glyphs: Vec<(u16, Pt)>,
    cap: Pt,
}

impl Letters {
    fn new(size: Pt, edge: Pt, fonts: &Fonts) -> Self {
        let face = fonts.face(FACE);
        let glyph = |id| (id, size.em(i64::from(face.advance(id))));
        let glyphs = WORD.chars().filter_map(|c| face.glyph(c)).map(glyph).collect();
        Self { size, edge, glyphs, cap: size.em(i64::from(face.cap_height())) }
    }

    fn width(&self) -> Pt {
        self.glyphs.iter().map(|(_, width)| *width).max().unwrap_or_default()
    }

    fn height(&self) -> Pt {
        self.size * (self.glyphs.len() as i64 - 1) + self.cap
    }

    fn right(&self, page: &Page) -> Pt {
        page.width - self.edge - self.width()
    }

    /// The tops of the words that have room in the column that begins at `left`.
    fn places(&self, left: Pt, page: &Page, obstacles: &[Rect]) -> Vec<Pt> {
        let (mut tops, mut top) = (Vec::new(), TOP);
        while top + self.height() + TOP <= page.height {
            let area = Rect { x: left, y: top, width: self.width(), height: self.height() };
            if obstacles.iter().any(|other| meet(&area, other)) {
                top += STEP;
            } else {
                tops.push(top);
                top += self.height() * (1 + APART);
            }
        }
        tops
    }

    fn set(&self, page: &mut Page, (left, top): (Pt, Pt)) {
        for (place, (id, width)) in self.glyphs.iter().enumerate() {
            let run = TextRun {
                face: FACE,
                size: self.size,
                x: left + (self.width() - *width) / 2,
                baseline: top + self.cap + self.size * place as i64,
                ink: Ink::Text,
                glyphs: vec![Glyph { id: *id, adjust: 0 }],
            };
            page.paint(Owner::Running(Repetition::Draft), Mark::Text(run));
        }
    }
}

fn meet(area: &Rect, other: &Rect) -> bool {
    area.x - CLEAR < other.x + other.width
        && other.x < area.x + area.width + CLEAR
        && area.y - CLEAR < other.y + other.height
        && other.y < area.y + area.height + CLEAR
}

/// Where a mark may have ink.
fn bounds(item: &Item, fonts: &Fonts) -> Option<Rect> {
    match &item.mark {
        Mark::Text(run) | Mark::Part(run, _) => {
            let face = fonts.face(run.face);
            let advance =
                run.glyphs.iter().map(|glyph| i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust));
            let [up, down] = [face.ascent(), -face.descent()].map(|units| run.size.em(i64::from(units)));
            let width = run.size.em(advance.sum());
            Some(Rect { x: run.x, y: run.baseline - up, width, height: up + down })
        }
        Mark::Band { rect, trimmed, .. } => around([corners(rect), corners(trimmed)].concat()),
        Mark::Path(path) => {
            let mut points = Vec::new();
            for segment in &path.segments {
                match segment {
                    Segment::Rect(rect) => points.extend(corners(rect)),
                    Segment::Move(x, y) | Segment::Line(x, y) => points.push((*x, *y)),
                    Segment::Curve(curve) => points.extend(curve),
                    Segment::Close => {}
                }
            }
            let more = if let Paint::Stroke(weight) = path.paint { weight } else { Pt::ZERO };
            let Rect { x, y, width, height } = around(points)?;
            Some(Rect { x: x - more, y: y - more, width: width + more * 2, height: height + more * 2 })
        }
    }
}

fn corners(rect: &Rect) -> [(Pt, Pt); 2] {
    [(rect.x, rect.y), (rect.x + rect.width, rect.y + rect.height)]
}

/// The smallest rectangle that holds these points.
fn around(points: Vec<(Pt, Pt)>) -> Option<Rect> {
    let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    let (x, y) = (xs.clone().min()?, ys.clone().min()?);
    Some(Rect { x, y, width: xs.max()? - x, height: ys.max()? - y })
}
