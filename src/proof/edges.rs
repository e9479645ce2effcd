//! Checks of where texts begin. No rule says at what height or how far from the edge a theme sets them, but a text
//! begins where others do, ends where the page does, or has a rule beside or above it. So a line that stands
//! alone cannot be moved aside unseen.

use super::areas::{Area, Areas, ROUNDING};
use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::{DrawnShape, StretchOwner};
use super::drawing::PaintedPart;
use super::page::PageView;
use super::reading::{Expected, Heard, reading};
use super::tables::cells;
use crate::outline::Part;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "edges-kept",
    clauses: &[(HOUSE, "each text begins at an edge that others have, or ends where the page does")],
    run: Examines::Page(edges),
}];

/// How far letters stand from where their line begins or ends, in sizes.
const BEARING: f64 = 0.12;
/// How far display type may begin before its edge, in points.
const OUTDENT: f64 = 0.3;
/// White between what stands on one line, in sizes of what comes first.
const BEHIND: f64 = 0.6;
/// White between a sign and its item, in sizes.
const SIGN: f64 = 4.0;
/// A rule is no thicker; and no text is farther from the frame around it, or from the picture beside it.
const THICKEST: f64 = 4.5;
const NEAR: f64 = 72.0;

/// A text in its place.
pub(super) struct PlacedText {
    pub(super) area: Area,
    pub(super) part: Part,
    /// Which of the areas of its element it is.
    pub(super) turn: usize,
    /// Whether it is a cell beside the first of its row.
    pub(super) is_beside: bool,
}

impl PlacedText {
    /// Whether it is of the running text below the headings.
    pub(super) fn runs_on(&self) -> bool {
        matches!(
            self.part,
            Part::Heading
                | Part::Paragraph
                | Part::LoneIntro
                | Part::TableIntro
                | Part::ListSign
                | Part::InnerSign
                | Part::ListItem
                | Part::ColumnHeading
                | Part::RowLabel
                | Part::Cell
                | Part::TableKey
        )
    }
}

/// The texts of a page with what they are, in reading order.
pub(super) fn placed(
    page: &PageView<'_>,
    (texts, heard): (&[Expected], &[Heard]),
    areas: &Areas,
) -> Vec<PlacedText> {
    let tables = page.tree.of_kind("Table").flat_map(|table| cells(page, table));
    let mut beside: Vec<usize> = tables.flat_map(|row| row.into_iter().skip(1)).collect();
    beside.sort_unstable();
    let mut turn = 0;
    let mut all: Vec<PlacedText> = Vec::with_capacity(areas.all.len());
    for area in &areas.all {
        turn = if all.last().is_some_and(|last| last.area.heard == area.heard) { turn + 1 } else { 0 };
        let own = &heard[area.heard];
        let Some(text) = texts[own.texts.clone()].first() else { continue };
        all.push(PlacedText {
            area: *area,
            part: text.part,
            turn,
            is_beside: beside.binary_search(&own.element).is_ok(),
        });
    }
    all
}

/// The rules, bands and frames of a page.
pub(super) fn decoration<'v>(page: &'v PageView<'_>) -> Vec<&'v DrawnShape> {
    let shapes = page.content.paints.iter().filter_map(|paint| {
        let PaintedPart::Shape(shape) = paint.mark else { return None };
        let is_artifact = page.content.stretches[paint.stretch].owner == StretchOwner::Artifact;
        is_artifact.then(|| &page.content.shapes[shape]).filter(|shape| shape.is_filled_rectangle())
    });
    shapes.collect()
}

/// Where the words of a page begin and end.
struct Frame {
    left: f64,
    right: f64,
    /// Where the picture of the code begins.
    code: f64,
}

fn edges(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let all = &found.placed;
    let Some(first) = all.iter().find(|text| text.part == Part::Organization) else { return };
    let [from, low, to, high] = page.trims[0];
    // A card has its texts in the middle; it goes out as a picture.
    if to - from > high - low {
        return;
    }
    let pictures = page.content.paints.iter().filter(|paint| {
        let owner = page.content.stretches[paint.stretch].owner;
        !paint.is_text() && matches!(owner, StretchOwner::Mark(_))
    });
    let code = pictures.map(|paint| paint.bounds[0]).fold(f64::INFINITY, f64::min);
    // Both margins are alike.
    let left = first.area.left;
    let frame = Frame { left, right: to - (left - from), code };
    let rules = decoration(page);
    for (place, text) in all.iter().enumerate() {
        if !text.is_beside && !is_at_edge(all, place, &frame, &rules) {
            let said = &found.heard[text.area.heard];
            let origin = found.texts[said.texts.clone()].first().and_then(|text| text.origin);
            faults.at(
                origin,
                format!("`{}` begins where no other text does, at {:.1}", said.start(), text.area.left),
            );
        }
    }
}

/// Whether a text stands where it may.
fn is_at_edge(all: &[PlacedText], place: usize, frame: &Frame, rules: &[&DrawnShape]) -> bool {
    let text = &all[place];
    let PlacedText { area, part, turn, .. } = text;
    let (part, turn) = (*part, *turn);
    let others = || all.iter().enumerate().filter(|(n, other)| *n != place && !other.is_beside);
    let shares = |left: f64| {
        others().any(|(_, other)| {
            let apart = ROUNDING + area.hang.max(other.area.hang);
            other.part != Part::TileFigure && (other.area.left - left).abs() <= apart
        })
    };
    let before = place.checked_sub(1).map(|before| &all[before]);
    let before_in_it = before.filter(|before| before.area.heard == area.heard);
    let ends_page = (area.ink[2] - frame.right).abs() <= BEARING * area.size;
    let goes_on = |before: &PlacedText, most: f64| {
        let white = area.ink[0] - before.area.ink[2];
        (0.0..=most * before.area.size).contains(&white)
    };
    let runs_on = before_in_it.is_some_and(|before| goes_on(before, BEHIND));
    match part {
        // Display type hangs out by the white of its first letter; the year ends where the page does.
        Part::Title if turn == 0 => begins_at(area, frame.left),
        Part::Title => ends_page || runs_on || shares(area.left),
        // `tiles-in-place` knows where the figure stands above its label.
        Part::TileFigure if turn == 0 => true,
        Part::TileFigure => shares(area.left) || rules.iter().any(|rule| heads(rule, area)),
        // Of these, `nothing-else-drawn` knows the samples before them.
        Part::TableKey => true,
        Part::Kicker | Part::QrAddress => shares(area.left) || ends_page || area.is_of_lines(),
        Part::WebLabel | Part::Web => {
            let before_code = (0.0..=NEAR).contains(&(frame.code - area.ink[2]));
            shares(area.left) || ends_page || runs_on || before_code || area.is_of_lines()
        }
        Part::Call | Part::Hotline | Part::HotlineDigits => {
            shares(area.left) || runs_on || rules.iter().any(|rule| frames(rule, area))
        }
        Part::ListItem => {
            let sign = before.is_some_and(|before| {
                let level = (before.area.top - area.top).abs() <= ROUNDING;
                matches!(before.part, Part::ListSign | Part::InnerSign) && level && goes_on(before, SIGN)
            });
            sign || turn > 0 && (shares(area.left) || area.is_of_lines())
        }
        // The first of them is alone where they stand beside each other; so is the publisher in the foot.
        Part::Intro => shares(area.left) || area.is_of_lines() || (area.left - frame.left).abs() <= ROUNDING,
        Part::About => shares(area.left) || area.left >= (frame.left + frame.right) / 2.0,
        _ => {
            let beside = rules.iter().find(|rule| rule.is_beside(area));
            let edge = beside.map_or(area.left, |rule| rule.bounds[0]);
            // The rule of a call-out stands at the edge of the text.
            let mut at_edge = rules.iter().filter(|rule| (rule.bounds[0] - edge).abs() <= ROUNDING);
            let of_other = |rule: &&DrawnShape| others().any(|(_, other)| rule.is_beside(&other.area));
            shares(edge) || begins_column(all, place) || at_edge.any(of_other)
        }
    }
}

/// Whether display type begins at an edge: its line, or its first letter but for its own white.
pub(super) fn begins_at(area: &Area, left: f64) -> bool {
    let white = area.ink[0] - left;
    (area.left - left).abs() <= ROUNDING || (-OUTDENT..=BEARING * area.size).contains(&white)
}

/// Whether a text is the only one of its column, which begins as high as the other.
fn begins_column(all: &[PlacedText], place: usize) -> bool {
    let own = &all[place].area;
    let is_last = !all[place + 1..].iter().any(PlacedText::runs_on);
    let first = all.iter().find(|text| text.runs_on()).filter(|_| is_last);
    first.is_some_and(|first| {
        own.left > first.area.ink[2] && (own.upper() - first.area.upper()).abs() <= ROUNDING
    })
}

/// Whether it is a rule above an area, with the same left edge.
fn heads(rule: &DrawnShape, area: &Area) -> bool {
    rule.height() <= THICKEST && rule.bounds[1] > area.top && (rule.bounds[0] - area.left).abs() <= ROUNDING
}

/// Whether it is the left side of a frame around an area.
fn frames(rule: &DrawnShape, area: &Area) -> bool {
    let white = area.left - rule.bounds[2];
    rule.width() <= THICKEST
        && rule.bounds[1] < area.bottom
        && rule.bounds[3] > area.top
        && (0.0..=NEAR).contains(&white)
}
