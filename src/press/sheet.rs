//! What goes to the writer: a page with nothing left to decide.

use super::color::DeviceColor;
use crate::layout::{ContentId, Link, Page, Paint, Rect, Segment, TextRun};
use crate::units::Pt;
use std::borrow::Cow;

/// A page as it is written.
#[derive(Debug)]
pub struct DressedPage<'p> {
    /// Its size and structure; what is painted, in the page's own coordinates, is in the next three.
    pub page: &'p Page,
    /// Bands, rules and bars, in painting order; under everything else.
    pub decoration: Vec<PaintedPath<'p>>,
    /// The printer's marks around it, which are the same on any page of its size.
    pub printer_marks: Vec<PaintedPath<'static>>,
    /// The text with its pictures, and the slug, in painting order.
    pub painted: Vec<PaintedMark<'p>>,
    /// The links that can be followed.
    pub links: &'p [Link],
    /// From the edges of the sheet to those of the page.
    pub margin: Pt,
    /// Those of the page object.
    pub boxes: PageBoxes,
}

/// The boxes of a page object (ISO 32000-1, 14.11.2): left, bottom, right, top from the bottom left
/// corner of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageBoxes {
    /// The sheet.
    pub media: [Pt; 4],
    /// If the page is cut out of it.
    pub cut: Option<CutBoxes>,
}

/// The boxes of a page that is cut out of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutBoxes {
    /// How far ink runs.
    pub bleed: [Pt; 4],
    /// The page.
    pub trim: [Pt; 4],
}

/// A mark in its color, and whose it is.
#[derive(Debug)]
pub struct PaintedMark<'p> {
    /// Whose it is.
    pub owner: MarkOwner,
    /// With what.
    pub color: DeviceColor,
    /// What is painted.
    pub shape: MarkShape<'p>,
}

/// Whose a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkOwner {
    /// Part of the text.
    Content(ContentId),
    /// Decoration of the page.
    Page,
    /// Decoration of the sheet around it.
    Sheet,
}

/// What is painted.
#[derive(Debug)]
pub enum MarkShape<'p> {
    /// Glyphs on a baseline.
    Text(Cow<'p, TextRun>),
    /// A part of a word divided at a line's end, and what it reads as.
    Part(&'p TextRun, &'p str),
    /// A picture, or a part of one.
    Path(Cow<'p, [Segment]>, Paint),
}

impl MarkShape<'_> {
    /// A filled rectangle.
    pub(super) fn rectangle(rect: Rect) -> Self {
        MarkShape::Path(Cow::Owned(vec![Segment::Rect(rect)]), Paint::Fill)
    }
}

/// An area or a line in its color.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaintedPath<'p> {
    /// With what.
    pub color: DeviceColor,
    /// Its pieces, in the order they are drawn.
    pub segments: Cow<'p, [Segment]>,
    /// How it shows.
    pub paint: Paint,
}

impl PaintedPath<'_> {
    /// A filled rectangle.
    pub(super) fn fill(rect: Rect, color: DeviceColor) -> Self {
        PaintedPath { color, segments: Cow::Owned(vec![Segment::Rect(rect)]), paint: Paint::Fill }
    }
}

impl DressedPage<'_> {
    /// The corners of a rectangle of the page: left, bottom, right, top from the bottom left corner
    /// of the sheet.
    pub fn corners(&self, rect: &Rect) -> [Pt; 4] {
        let (bottom, top) = (self.page.height - rect.y - rect.height, self.page.height - rect.y);
        [rect.x, bottom, rect.x + rect.width, top].map(|corner| corner + self.margin)
    }

    /// The runs of glyphs, in painting order.
    pub fn runs(&self) -> impl Iterator<Item = &TextRun> {
        self.painted.iter().filter_map(|mark| match &mark.shape {
            MarkShape::Text(run) => Some(run.as_ref()),
            MarkShape::Part(run, _) => Some(*run),
            MarkShape::Path(..) => None,
        })
    }
}
