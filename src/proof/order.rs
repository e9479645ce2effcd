//! Checks of the order on the page: what is read later is painted later, and in head, tiles and foot it
//! also stands later. Whoever sees the page and whoever hears it meet the texts in one order.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::page::PageView;
use super::reading::{expected, heard, origin};
use super::tree::ElementKid;
use crate::outline::{Part, PartRole};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "painted-in-order",
        clauses: &[(HOUSE, "what is read first is painted first")],
        run: Examines::Page(painted),
    },
    Check {
        name: "set-in-order",
        clauses: &[(HOUSE, "head, tiles and foot are set in the order in which they are read")],
        run: Examines::Page(set),
    },
];

/// Words that begin less than this many points too early stand where they should: kerning, margins.
const SLACK: f64 = 0.5;

/// For programs that take the words from the page and do not know the tree.
fn painted(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let tops = (0..page.tree.elements.len()).filter(|&e| page.tree.elements[e].parent.is_none());
    let marks = tops.flat_map(|top| page.tree.marks(top));
    let mut last = 0;
    for mark in marks {
        let Some(&place) = page.content.marks().get(&mark).and_then(|places| places.first()) else {
            continue;
        };
        if place < last {
            let owner = page.tree.elements.iter().position(|e| e.kids.contains(&ElementKid::Mark(mark)));
            let origin = owner.and_then(|owner| origin(page, expected, owner));
            faults.at(origin, format!("the mark {mark} is painted before what is read before it"));
        }
        last = place;
    }
}

fn set(page: &PageView<'_>, expectation: &Expectation<'_>, faults: &mut Faults) {
    let texts = expected(expectation.document);
    let mut before: Vec<(Part, Area)> = Vec::new();
    for heard in heard(page, &texts) {
        let Some(text) = texts[heard.texts].first() else { continue };
        let marks = page.tree.marks(heard.element);
        let lines = page.content.runs(&marks).filter(|run| !run.text.trim().is_empty());
        let lines: Vec<Area> =
            lines.map(|run| Area { left: run.x, right: run.end, top: run.y, bottom: run.y }).collect();
        let Some(area) = lines.iter().copied().reduce(Area::with) else { continue };
        let mut sound =
            lines.windows(2).all(|pair| pair[1].is_below(pair[0]) || pair[1].is_right_of(pair[0]));
        if matches!(text.part.role(), PartRole::PageHeading | PartRole::Line) {
            sound &= before.iter().all(|(part, other)| {
                let columns = is_foot(*part) && is_foot(text.part);
                area.is_below(*other) || area.is_right_of(*other) && (columns || !other.is_below(area))
            });
            before.push((text.part, area));
        }
        if !sound {
            faults.at(text.origin, format!("the {} stands before what is read before it", text.part.name()));
        }
    }
}

/// Whether a text is of the foot, where a layout may set columns.
fn is_foot(part: Part) -> bool {
    matches!(
        part,
        Part::Call | Part::Hotline | Part::HotlineDigits | Part::WebLabel | Part::Web | Part::Source
    )
}

/// What words take; top and bottom are baselines.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn is_below(self, other: Self) -> bool {
        self.top < other.bottom - SLACK
    }

    fn is_right_of(self, other: Self) -> bool {
        self.left > other.right - SLACK
    }
}
