//! Checks of the order on the page: what is read later is painted later, and in head, tiles and foot it
//! also stands later. Whoever sees the page and whoever hears it meet the texts in one order.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::ShownRun;
use super::page::PageView;
use super::reading::{PageReading, origin, reading};
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
    let marks = tops.flat_map(|top| page.marks(top).iter().copied());
    let mut last = 0;
    for mark in marks {
        let Some(&(_, place)) = page.content.places(mark).first() else { continue };
        if place < last {
            let owner = page.tree.elements.iter().position(|e| e.kids.contains(&ElementKid::Mark(mark)));
            let origin = owner.and_then(|owner| origin(page, expected, owner));
            faults.at(origin, format!("the mark {mark} is painted before what is read before it"));
        }
        last = place;
    }
}

fn set(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { texts, heard, .. } = reading(page, expected);
    let mut before: Vec<Area> = Vec::new();
    for heard in heard {
        let Some(text) = texts[heard.texts.clone()].first() else { continue };
        let lines: Vec<Area> = page.content.runs(&heard.marks).filter_map(Area::of).collect();
        let Some(area) = lines.iter().copied().reduce(Area::with) else { continue };
        // Lines go downwards; pieces of one, and what stands in the next column, to the right. A piece may
        // begin before the space ends that justification has narrowed.
        let mut sound = lines.windows(2).all(|pair| pair[1].is_below(pair[0]) || pair[1].left > pair[0].left);
        if matches!(text.part.role(), PartRole::PageHeading | PartRole::Line) {
            // Beside the call to action, the web address and that of the code have columns of their own.
            let may_be_above = matches!(text.part, Part::WebLabel | Part::Web | Part::QrAddress);
            sound &= before
                .iter()
                .all(|earlier| area.follows(*earlier) && (may_be_above || !earlier.is_below(area)));
            before.push(area);
        }
        if !sound {
            faults.at(text.origin, format!("the {} stands before what is read before it", text.part.name()));
        }
    }
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
    /// What a run takes; `None` for spaces.
    fn of(run: &ShownRun) -> Option<Self> {
        let words = run.ink.is_some();
        words.then_some(Self { left: run.x, right: run.end, top: run.y, bottom: run.y })
    }

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

    fn follows(self, other: Self) -> bool {
        self.is_below(other) || self.left > other.right - SLACK
    }
}
