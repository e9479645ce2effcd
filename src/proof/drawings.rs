//! Checks of what is drawn beside the words: the modules of the code, the bars, the outline of the place,
//! rules and bands; each of them is accounted for, and there is nothing else.

use super::areas::Area;
use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::{DrawnShape, ShapeKind, StretchOwner};
use super::drawing::PaintedPart;
use super::page::PageView;
use super::parted_tables::parted;
use super::reading::{PageReading, reading};
use super::tree::{Element, ElementKid};
use super::{bars, code, silhouette};
use crate::outline::{Block, Outline, Part};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "nothing-else-drawn",
        clauses: &[(HOUSE, "bars, outline and rules are what they should be, and there is nothing else")],
        run: Examines::Page(drawings),
    },
    Check {
        name: "code-true",
        clauses: &[(HOUSE, "the QR code leads where the wording says")],
        run: Examines::Page(codes),
    },
];

/// A rule is no thicker; where nothing says how long it is, it is no shorter than that.
const THICKEST: f64 = 4.5;
const SHORTEST: f64 = 36.0;
/// An underline is no thicker, in sizes of its type.
pub(super) const UNDERLINE: f64 = 0.12;
/// Rules beside words are at most so far from them.
const BESIDE: f64 = 40.0;

/// The decoration of a page that no check has accounted for, in painting order.
pub(super) struct Drawings<'v>(Vec<&'v DrawnShape>);

impl<'v> Drawings<'v> {
    /// Those on the page itself; what is beside it is the print shop's.
    fn of(page: &'v PageView<'_>) -> Self {
        let shapes = page.content.paints.iter().filter_map(|paint| {
            let PaintedPart::Shape(shape) = paint.mark else { return None };
            let owner = page.content.stretches[paint.stretch].owner;
            let is_artifact =
                matches!(owner, StretchOwner::Artifact | StretchOwner::Running { .. } | StretchOwner::Draft);
            (is_artifact && !page.is_beside(paint.bounds)).then(|| &page.content.shapes[shape])
        });
        Drawings(shapes.collect())
    }

    /// Takes the first that is so.
    pub(super) fn take(&mut self, is_it: impl Fn(&DrawnShape) -> bool) -> Option<&'v DrawnShape> {
        let at = self.0.iter().position(|shape| is_it(shape))?;
        Some(self.0.remove(at))
    }

    /// Takes all that are so.
    pub(super) fn take_all(&mut self, is_it: impl Fn(&DrawnShape) -> bool) -> Vec<&'v DrawnShape> {
        if !self.0.iter().any(|shape| is_it(shape)) {
            return Vec::new();
        }
        let (taken, left) = self.0.drain(..).partition(|shape| is_it(shape));
        self.0 = left;
        taken
    }
}

impl DrawnShape {
    pub(super) fn is_filled_rectangle(&self) -> bool {
        self.kind == ShapeKind::Rectangle && self.weight.is_none()
    }

    pub(super) fn width(&self) -> f64 {
        self.bounds[2] - self.bounds[0]
    }

    pub(super) fn height(&self) -> f64 {
        self.bounds[3] - self.bounds[1]
    }

    /// The height of its middle.
    pub(super) fn middle(&self) -> f64 {
        (self.bounds[1] + self.bounds[3]) / 2.0
    }

    /// Whether it lies along the left edge of an area of text, from its first line to its last.
    pub(super) fn is_beside(&self, area: &Area) -> bool {
        let [top, bottom] = [area.upper(), area.lower()];
        let [left, low, right, high] = self.bounds;
        let as_high = (high - top).abs() < 0.1 && (low - bottom).abs() < 0.1;
        as_high && self.width() <= THICKEST && right < area.left && area.left - left < BESIDE
    }
}

fn drawings(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let mut left = Drawings::of(page);
    silhouette::take(page, expected, &mut left, faults);
    bars::take(page, expected, (found, &mut left), faults);
    bars::take_samples(found, &mut left);
    // A call-out has a rule at its side.
    for area in &found.areas.all {
        left.take(|shape| shape.is_filled_rectangle() && shape.is_beside(area));
    }
    take_underlines(page, expected, &mut left);
    if expected.document.running.is_some() {
        take_frame(found, &mut left);
    }
    let [from, _, to, _] = page.trims[0];
    let bands = left.take_all(|shape| shape.is_filled_rectangle() && shape.width() > 0.85 * (to - from));
    let wide = |shape: &DrawnShape| shape.width() >= SHORTEST && shape.height() <= THICKEST;
    let rules = left.take_all(|shape| shape.is_filled_rectangle() && wide(shape));
    // The band of the head and the line below it; or rules as wide as the page.
    let thick = bands.iter().filter(|band| band.height() > THICKEST).count();
    let rules = rules.len() + bands.len() - thick;
    let most = most_rules(page, expected, found);
    faults.unless(thick <= 1, "the page has more than one band");
    faults.unless(rules <= most, format_args!("the page has {rules} rules; there may be {most}"));
    for shape in &left.0 {
        let [x, y] = [shape.bounds[0], shape.bounds[1]].map(|at| at.round());
        faults.add(format!("something is drawn at {x}, {y} that no handout has"));
    }
}

/// How many rules a page may have: one in the head, one over the foot, one over each headline figure, one
/// below each row of a table, and below the headings that stand again. Several pages of one document: one over the foot of each, one below the headings of
/// a table that goes on, and above and below whom to call.
fn most_rules(page: &PageView<'_>, expected: &Expectation<'_>, found: &PageReading) -> usize {
    let Outline { sections, tiles, .. } = &expected.document.page;
    let tables = sections.iter().flat_map(|section| &section.blocks).filter_map(Block::table);
    let around = match (&expected.document.running, page.begins.len()) {
        (Some(_), pages) => 1 + pages + (pages - 1) + 2,
        (None, _) => 2 + tiles.len() + parted(page, found),
    };
    around + tables.map(|table| table.rows.len() + 1).sum::<usize>()
}

/// The sides of the frame around whom to call, in large print; its upper and lower edges are rules.
fn take_frame(found: &PageReading, left: &mut Drawings<'_>) {
    let PageReading { texts, heard, areas, .. } = found;
    let is_call = |area: &&Area| {
        let text = texts[heard[area.heard].texts.clone()].first();
        text.is_some_and(|text| matches!(text.part, Part::Call | Part::Hotline | Part::HotlineDigits))
    };
    if let Some(call) = areas.all.iter().find(is_call) {
        let [low, high] = [call.ink[1], call.ink[3]];
        let encloses = |shape: &DrawnShape| shape.bounds[1] < low && high < shape.bounds[3];
        for _ in 0..2 {
            left.take(|shape| shape.is_filled_rectangle() && shape.width() <= THICKEST && encloses(shape));
        }
    }
}

/// The lines below the words of links, in pieces where letters reach through; on paper these words are no
/// links.
fn take_underlines(page: &PageView<'_>, expected: &Expectation<'_>, left: &mut Drawings<'_>) {
    let marks: Vec<i64> = match expected.profile.links {
        true => page.tree.of_kind("Link").flat_map(|link| page.marks(link)).copied().collect(),
        false => page.content.marks().iter().map(|(mark, _)| *mark).collect(),
    };
    for run in page.content.runs(&marks).filter(|run| run.ink.is_some()) {
        left.take_all(|shape| {
            let [from, _, to, top] = shape.bounds;
            let near = top < run.y && run.y - top < 0.3 * run.size;
            let along = from >= run.x - 1.0 && to <= run.end + 1.0;
            shape.is_filled_rectangle() && shape.height() <= UNDERLINE * run.size && near && along
        });
    }
}

/// The shapes that are part of the text: those of pictures, and nobody else's.
fn codes(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let foot = &expected.document.page.foot;
    let address = foot.qr.as_ref().and_then(|qr| qr.inlines.first()?.link.clone());
    let mut shapes: Vec<(i64, &DrawnShape)> = Vec::new();
    for paint in &page.content.paints {
        let PaintedPart::Shape(shape) = paint.mark else { continue };
        if let StretchOwner::Mark(mark) = page.content.stretches[paint.stretch].owner {
            shapes.push((mark, &page.content.shapes[shape]));
        }
    }
    let figures: Vec<&Element<'_>> = page.tree.of_kind("Figure").map(|n| &page.tree.elements[n]).collect();
    let owns = |figure: &Element<'_>, mark: i64| figure.kids.contains(&ElementKid::Mark(mark));
    for figure in &figures {
        let own = shapes.iter().filter(|(mark, _)| owns(figure, *mark)).map(|(_, shape)| *shape);
        let sound = address.as_ref().is_some_and(|address| {
            let wanted = page.codes.of(address);
            wanted
                .is_some_and(|wanted| code::drawn(own, wanted.size).is_some_and(|drawn| drawn == wanted.dark))
        });
        faults.unless(sound, "the picture on the page is not the code of the address");
    }
    faults.unless(
        figures.len() == usize::from(address.is_some()),
        "the page has not one picture for each code",
    );
    let mut last = None;
    for (mark, _) in shapes {
        if last != Some(mark) && !figures.iter().any(|figure| owns(figure, mark)) {
            faults.add(format!("something is drawn among the words of the mark {mark}"));
        }
        last = Some(mark);
    }
}

/// The areas of the names of marks, below a table.
pub(super) fn keys(found: &PageReading) -> impl Iterator<Item = &Area> {
    let PageReading { texts, heard, areas, .. } = found;
    areas.all.iter().filter(|area| {
        texts[heard[area.heard].texts.clone()].first().is_some_and(|text| text.part == Part::TableKey)
    })
}
