//! What is printed on the paper around the pages: cut marks, and the slug, a line that says what this is. None of
//! it is on a page.

use super::grid::PaperGrid;
use super::paper::PaperSize;
use crate::font::{Face, Fonts};
use crate::layout::{Ink, Page, Paint, Rect, Segment, TextRun};
use crate::press::{
    CutBoxes, DeviceColor, DressedPage, MarkOwner, MarkShape, PageBoxes, PaintedMark, PaintedPath,
};
use crate::profile::{InkSet, Profile};
use crate::text::Glyph;
use crate::units::Pt;
use std::borrow::Cow;

/// Lengths in points: how long a mark is, at least and at most, how thick, and what stays white behind it.
const SHORTEST: f64 = 6.0;
const LONGEST: f64 = 12.0;
const WEIGHT: f64 = 0.25;
const EDGE: f64 = 1.0;

/// From pages without bleed to the marks.
const OFFSET: f64 = 6.0;

/// What office printers leave white at the edge of the paper.
const PRINTABLE: f64 = 18.0;

/// Size of the slug, and its way below the pages.
const SLUG: f64 = 7.0;
const BELOW: f64 = 3.0;

/// From the outermost cut to the marks: more than ink runs over it.
pub(super) fn offset(profile: &Profile) -> f64 {
    profile.sheet.as_ref().map_or(OFFSET, |sheet| sheet.mark_offset.max(sheet.bleed).to_f64())
}

/// The margin that the marks of a print shop need.
pub(super) fn margin(profile: &Profile) -> f64 {
    if profile.sheet.is_some() { offset(profile) + LONGEST + EDGE } else { 0.0 }
}

/// A sheet of paper with its marks.
pub(super) fn dressed<'p>(
    paper: &'p Page,
    grid: &PaperGrid,
    profile: &Profile,
    fonts: &Fonts,
    slug: &[String; 2],
) -> DressedPage<'p> {
    let corners = |[left, bottom, right, top]: [f64; 4]| [left, bottom, right, top].map(Pt::from_f64);
    let area = grid.area();
    let [left, bottom, right, top] = area;
    let bleed = [left - grid.bleed, bottom - grid.bleed, right + grid.bleed, top + grid.bleed];
    let (mark, ink) = match profile.inks {
        InkSet::Cmyk => (DeviceColor::Registration, DeviceColor::Cmyk(0, 0, 0, 100)),
        InkSet::Rgb | InkSet::Gray => (DeviceColor::Gray(0), DeviceColor::Gray(0)),
    };
    let path = |rect| PaintedPath {
        color: mark,
        segments: Cow::Owned(vec![Segment::Rect(rect)]),
        paint: Paint::Fill,
    };
    let slug = self::slug(grid, fonts, slug);
    let shown = slug.map(|run| PaintedMark {
        owner: MarkOwner::Sheet,
        color: ink,
        shape: MarkShape::Text(Cow::Owned(run)),
    });
    DressedPage {
        page: paper,
        decoration: Vec::new(),
        printer_marks: cut_marks(grid, offset(profile)).into_iter().map(path).collect(),
        painted: shown.into_iter().collect(),
        links: &[],
        margin: Pt::ZERO,
        boxes: PageBoxes {
            media: corners([0.0, 0.0, grid.paper[0], grid.paper[1]]),
            cut: Some(CutBoxes { bleed: corners(bleed), trim: corners(area) }),
        },
    }
}

/// How long marks are in so much white; `None` if there is too little.
fn length(white: f64, offset: f64) -> Option<f64> {
    let room = white - offset - EDGE;
    (room >= SHORTEST).then_some(room.min(LONGEST))
}

/// Whether each end of each cut has its mark.
pub(super) fn everywhere(grid: &PaperGrid, offset: f64) -> bool {
    let ([left, bottom, ..], [upright, level]) = (grid.area(), grid.cuts());
    let room = |cuts: &[f64], white| cuts.is_empty() || length(white, offset).is_some();
    room(&upright, bottom) && room(&level, left)
}

/// A mark at each end of each cut, outside of the outermost.
fn cut_marks(grid: &PaperGrid, offset: f64) -> Vec<Rect> {
    let [left, bottom, right, top] = grid.area();
    let [width, height] = grid.paper;
    let rect = |x: f64, from_top: f64, width: f64, height: f64| {
        let [x, y, width, height] = [x, from_top, width, height].map(Pt::from_f64);
        Rect { x, y, width, height }
    };
    let ([upright, level], mut marks) = (grid.cuts(), Vec::new());
    for (white, outer) in [(bottom, height - bottom + offset), (height - top, height - top - offset)] {
        let Some(length) = length(white, offset) else { continue };
        let from = if outer > height / 2.0 { outer } else { outer - length };
        marks.extend(upright.iter().map(|x| rect(x - WEIGHT / 2.0, from, WEIGHT, length)));
    }
    for (white, outer) in [(left, left - offset), (width - right, right + offset)] {
        let Some(length) = length(white, offset) else { continue };
        let from = if outer > width / 2.0 { outer } else { outer - length };
        marks.extend(level.iter().map(|y| rect(from, height - y - WEIGHT / 2.0, length, WEIGHT)));
    }
    marks
}

/// The line below the pages, if there is room: the first part gives way to the others.
fn slug(grid: &PaperGrid, fonts: &Fonts, [names, rest]: &[String; 2]) -> Option<TextRun> {
    let [left, bottom, ..] = grid.area();
    let below = bottom - grid.bleed - BELOW - SLUG;
    if below < EDGE + 2.0 {
        return None;
    }
    let face = fonts.face(Face::Bold);
    let glyphs = |words: &str| -> Vec<Glyph> {
        words.chars().filter_map(|c| face.glyph(c)).map(|id| Glyph { id, adjust: 0 }).collect()
    };
    let size = Pt::from_f64(SLUG);
    // Between the marks of the first cut and those of the next.
    let x = (left + OFFSET).max(PRINTABLE);
    let room = Pt::from_f64(left + grid.cell[0] - OFFSET - x);
    let fits = |words: &str| {
        let advance = glyphs(words).iter().map(|glyph| i64::from(face.advance(glyph.id))).sum();
        size.em(advance) <= room
    };
    let mut shown: Vec<char> = names.chars().collect();
    let mut line = format!("{names} | {rest}");
    while !fits(&line) && !shown.is_empty() {
        shown.pop();
        line = format!("{}… | {rest}", shown.iter().collect::<String>().trim_end_matches([',', ' ']));
    }
    let baseline = Pt::from_f64(grid.paper[1] - below);
    Some(TextRun {
        face: Face::Bold,
        size,
        x: Pt::from_f64(x),
        baseline,
        ink: Ink::Text,
        glyphs: glyphs(&line),
    })
}

/// Where a person cuts who has no marks to cut by.
pub(super) fn cuts(grid: &PaperGrid, paper: &PaperSize) -> Vec<String> {
    let [upright, level] = grid.cuts();
    let list = |cuts: &[f64]| cuts.iter().map(|cut| paper.measure(*cut)).collect::<Vec<_>>().join(", ");
    let mut told = Vec::new();
    if !upright.is_empty() {
        told.push(format!("{} from the left", list(&upright)));
    }
    if !level.is_empty() {
        let from_top: Vec<f64> = level.iter().rev().map(|cut| grid.paper[1] - cut).collect();
        told.push(format!("{} from the top", list(&from_top)));
    }
    told
}
