//! The content stream as a reader goes through it: which words stand where, whose they are, and
//! what is painted in which color and in which turn.
//!
//! Only what a handout has is read: upright text on baselines, filled areas and lines, one move of the
//! whole page to its place on a sheet. Whatever else an operator may do is a fault, so that nothing can
//! be on a page that the checks do not see.

use super::drawing::{ContentReading, Painted, SetColor};
use super::operators::{Operands, Operators};
use super::typeface::Typeface;
use crate::objects::Dict;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// The bounds of no points.
pub(super) const NOWHERE: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

/// Bounds that hold one point more.
pub(super) fn widened(bounds: [f64; 4], point: &[f64; 2]) -> [f64; 4] {
    let ([left, bottom, right, top], [x, y]) = (bounds, *point);
    [left.min(x), bottom.min(y), right.max(x), top.max(y)]
}

/// What the page shows.
#[derive(Default)]
pub(super) struct PageContent {
    /// Every stretch between `BDC` and `EMC`, and what stands outside of any.
    pub(super) stretches: Vec<MarkedStretch>,
    /// Every mark of ink, in painting order.
    pub(super) paints: Vec<Painted>,
    /// The text, in painting order.
    pub(super) runs: Vec<ShownRun>,
    /// The areas and lines, in painting order.
    pub(super) shapes: Vec<DrawnShape>,
    /// What no handout has, and what is not well formed.
    pub(super) faults: Vec<String>,
    /// Of all runs.
    pub(super) text: String,
    /// Of all shapes.
    pub(super) points: Vec<[f64; 2]>,
    /// Where each mark's stretch is; in order.
    pub(super) by_mark: Vec<(i64, usize)>,
}

/// Whose a stretch of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StretchOwner {
    /// The element that has this mark.
    Mark(i64),
    /// Decoration.
    Artifact,
    /// What each page of several has again (14.8.2.2.2), and the headings of a table in the next column.
    Running { is_foot: bool },
    /// The mark of a draft.
    Draft,
    /// Nobody's.
    Nobody,
}

/// A stretch of one owner.
pub(super) struct MarkedStretch {
    pub(super) owner: StretchOwner,
    /// The structure type it names.
    pub(super) tag: Cow<'static, str>,
    pub(super) runs: Range<usize>,
}

impl MarkedStretch {
    /// One that nothing is in yet.
    pub(super) fn begin(owner: StretchOwner, tag: &str, run: usize) -> Self {
        let known = ["P", "Span", "Strong", "Link", "Artifact", "TD", "TH", "H1", "H2", "Lbl", "LBody"];
        let tag = match known.into_iter().find(|known| *known == tag) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(tag.to_owned()),
        };
        MarkedStretch { owner, tag, runs: run..run }
    }
}

/// Text on one baseline.
pub(super) struct ShownRun {
    /// Its part of the text.
    pub(super) text: Range<usize>,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) end: f64,
    pub(super) size: f64,
    /// Left, bottom, right, top of its letters; `None` for spaces.
    pub(super) ink: Option<[f64; 4]>,
    /// Whether it ends with a space.
    pub(super) ends_blank: bool,
}

/// An area or a line.
pub(super) struct DrawnShape {
    /// Its part of the points: the corners of a rectangle, or the ends and control points of all pieces.
    pub(super) points: Range<usize>,
    pub(super) kind: ShapeKind,
    /// Left, bottom, right, top, of a line along its middle.
    pub(super) bounds: [f64; 4],
    /// The weight of a line; `None` for what is filled.
    pub(super) weight: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShapeKind {
    /// One upright rectangle.
    Rectangle,
    /// So many pieces of straight lines.
    Lines(usize),
    /// Something with curves.
    Curves,
}

impl PageContent {
    /// A page with one stretch, and room for what so many bytes of content draw on most pages.
    pub(super) fn begin(stretch: MarkedStretch, bytes: usize) -> Self {
        let mut stretches = Vec::with_capacity(bytes / 100);
        stretches.push(stretch);
        PageContent {
            stretches,
            paints: Vec::with_capacity(bytes / 60),
            runs: Vec::with_capacity(bytes / 100),
            text: String::with_capacity(bytes / 3),
            ..PageContent::default()
        }
    }

    /// Goes through a page's content.
    pub(super) fn read<'p>(bytes: &[u8], fonts: &[(String, Rc<Typeface<'p>>)], resources: &Dict<'p>) -> Self {
        let mut reading = ContentReading::new(fonts, resources, bytes.len());
        let mut operators = Operators::new(bytes);
        while let Some(operator) = operators.next() {
            if reading.operator(operator, &operators.operands).is_none() {
                reading.refuse(operator, &operators.operands);
            }
        }
        let mut out = reading.finished();
        if operators.malformed {
            out.faults.push("the page is not spelled as handouts are".to_owned());
        }
        let stretches = out.stretches.iter().enumerate();
        out.by_mark = stretches
            .filter_map(|(place, stretch)| match stretch.owner {
                StretchOwner::Mark(mark) => Some((mark, place)),
                StretchOwner::Artifact
                | StretchOwner::Running { .. }
                | StretchOwner::Draft
                | StretchOwner::Nobody => None,
            })
            .collect();
        out.by_mark.sort_unstable();
        out
    }

    /// The marks, each with where its stretch is; one that is on the page twice comes twice.
    pub(super) fn marks(&self) -> &[(i64, usize)] {
        &self.by_mark
    }

    /// The stretches of a mark.
    pub(super) fn places(&self, mark: i64) -> &[(i64, usize)] {
        // Most pages have each mark once, from 0 on.
        let guess = usize::try_from(mark).unwrap_or(usize::MAX);
        let before = guess.checked_sub(1).and_then(|before| self.by_mark.get(before));
        let is_first = before.is_none_or(|(other, _)| *other < mark);
        let start = match self.by_mark.get(guess) {
            Some((own, _)) if *own == mark && is_first => guess,
            _ => self.by_mark.partition_point(|&(other, _)| other < mark),
        };
        let same = self.by_mark[start..].iter().take_while(|&&(other, _)| other == mark);
        &self.by_mark[start..start + same.count()]
    }

    /// The text of some marks, one after the other.
    pub(super) fn runs<'c>(&'c self, marks: &'c [i64]) -> impl Iterator<Item = &'c ShownRun> {
        let places = marks.iter().flat_map(|&mark| self.places(mark));
        places.flat_map(|&(_, place)| &self.runs[self.stretches[place].runs.clone()])
    }

    /// What a run says.
    pub(super) fn said(&self, run: &ShownRun) -> &str {
        &self.text[run.text.clone()]
    }

    /// What a stretch says, for messages.
    pub(super) fn said_in(&self, stretch: usize) -> String {
        let runs = &self.runs[self.stretches[stretch].runs.clone()];
        runs.iter().map(|run| self.said(run)).collect()
    }

    /// The words of some marks, one after the other: a space where the pen jumps on a line, a
    /// line's end where it goes to another.
    pub(super) fn words(&self, marks: &[i64]) -> String {
        let mut words = String::new();
        let mut before: Option<&ShownRun> = None;
        for run in self.runs(marks) {
            match before {
                Some(last) if (last.y - run.y).abs() > 0.01 => words.push('\n'),
                Some(last) if (run.x - last.end).abs() > 0.15 * run.size => words.push(' '),
                _ => {}
            }
            words.push_str(self.said(run));
            before = Some(run);
        }
        words
    }

    /// The points of a shape.
    pub(super) fn points(&self, shape: &DrawnShape) -> &[[f64; 2]] {
        &self.points[shape.points.clone()]
    }
}

impl<'p> ContentReading<'_, 'p> {
    /// Follows one operator; `None` if it is none of a handout, or does not stand where it may.
    fn operator(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        match operator {
            b"BDC" | b"EMC" | b"q" | b"Q" | b"cm" => self.bracket(operator, operands),
            b"gs" | b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"scn" | b"SCN" => {
                self.color(operator, operands)
            }
            b"BT" | b"ET" | b"Tf" | b"Td" | b"TJ" => self.text(operator, operands),
            b"w" | b"re" | b"m" | b"l" | b"c" | b"h" | b"f" | b"f*" | b"S" => self.path(operator, operands),
            _ => None,
        }
    }

    fn color(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        if self.is_drawing() {
            return None;
        }
        let color = match operator {
            b"gs" => return self.state(operands.name?),
            b"g" | b"G" => operands.numbers::<1>().map(|[gray]| SetColor::Gray(gray)),
            b"rg" | b"RG" => operands.numbers().map(SetColor::Rgb),
            b"k" | b"K" => operands.numbers().map(SetColor::Cmyk),
            b"cs" | b"CS" => operands.name.map(|name| SetColor::Named(self.space(name))),
            // How much of the color of a space, which is named by now.
            _ => {
                let [tint] = operands.numbers::<1>()?;
                let now = if operator == b"scn" { self.now.fill } else { self.now.stroke };
                return (tint == 1.0 && matches!(now, SetColor::Named(_))).then_some(());
            }
        };
        let of = if operator[0].is_ascii_lowercase() { &mut self.now.fill } else { &mut self.now.stroke };
        *of = color?;
        Some(())
    }
}
