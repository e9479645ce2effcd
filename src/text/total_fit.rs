//! Justified lines: the best fit over the whole paragraph, after D. E. Knuth and M. F. Plass,
//! "Breaking Paragraphs into Lines" (1981).
//!
//! Only word spaces give way, never letters or the space between them: each may lose [`SHRINK`] and
//! gain up to [`MOST`]. A line that would need more is set ragged, since a short line is easier on
//! the eye than rivers of white. The last line has its own width.
//!
//! Each line has a badness by how far its spaces are stretched or shrunk; its demerits are the
//! square of that, and more where neighbouring lines differ much or the end reads badly. As in the
//! ragged setting, fewest lines come first (with shrunk spaces, where that saves one) and then no
//! lone last word; all in whole numbers.

use super::breaking::{Cost, LONE, Line, Measure};
use super::breakpoints::{CandidateLine, next};
use super::paragraph::PreparedText;
use crate::lang::LineEndCosts;

/// What a word space may lose, in 1/1000 em; its own width is 200.
pub(super) const SHRINK: i64 = 40;
/// What it gains at a badness of 100.
const STRETCH: i64 = 100;
/// What it may gain at most.
pub(super) const MOST: i64 = 300;

/// The badness of a line that cannot be justified.
const RAGGED: i64 = 10_000;
/// Added to every badness before it is squared: fewer bad lines are better than many fair ones.
const LINE: i64 = 10;
/// Demerits of a square em of raggedness, in which bad ends are measured.
const SQUARE_EM: i64 = 300;
/// A tight line beside a loose one.
const UNEVEN: i64 = 10_000;

/// How the spaces of a line look, from tight to very loose; lines next to each other should not
/// differ by more than one.
const CLASSES: usize = 4;

/// A line as justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Justification {
    /// What its spaces gain together, in 1/1000 em.
    spread: i64,
    badness: i64,
    pub(super) class: usize,
}

/// How a line fits; `None` if it is too wide even with its spaces shrunk.
fn fit(line: &CandidateLine, room: i64) -> Option<Justification> {
    let (slack, spaces) = (room - line.width(), line.spaces());
    let ratio = |slack: i64, each: i64| {
        let whole = (each * spaces).max(1);
        100 * slack * slack / whole * slack / (whole * whole)
    };
    let fit = if slack >= 0 && line.last {
        Justification { spread: 0, badness: 0, class: 1 }
    } else if -slack > SHRINK * spaces {
        return None;
    } else if slack < 0 {
        let badness = ratio(-slack, SHRINK);
        Justification { spread: slack, badness, class: if badness > 12 { 0 } else { 1 } }
    } else if slack > MOST * spaces {
        // The shorter of two ragged lines is the worse.
        Justification { spread: 0, badness: RAGGED.saturating_add(slack), class: 3 }
    } else {
        let badness = ratio(slack, STRETCH);
        let class = match badness {
            ..=12 => 1,
            13..=99 => 2,
            _ => 3,
        };
        Justification { spread: slack, badness, class }
    };
    Some(fit)
}

/// What a line adds behind one of class `before`.
pub(super) fn demerits(
    line: &CandidateLine,
    fit: &Justification,
    before: usize,
    (costs, room): (&LineEndCosts, i64),
) -> i64 {
    let badness = LINE.saturating_add(fit.badness);
    let uneven = if before.abs_diff(fit.class) > 1 { UNEVEN } else { 0 };
    let lone = if line.is_lone(room) { LONE } else { 0 };
    badness.saturating_mul(badness).saturating_add(line.penalty(costs, room) * SQUARE_EM + uneven + lone)
}

/// The best way to a breakpoint whose last line has a certain class: its cost, and where that line
/// begins and the class of the line before it.
type Way = Option<(Cost, usize, usize)>;

/// The lines of fewest demerits among the shortest settings.
pub(super) fn total_fit(paragraph: &PreparedText, measure: Measure) -> Vec<Line> {
    let (breakpoints, room) = (&paragraph.breakpoints, measure.room());
    let mut best: Vec<[Way; CLASSES]> = vec![[None; CLASSES]; breakpoints.len()];
    let is_open = |at: &usize| breakpoints[*at].is_open(room);
    for end in (1..breakpoints.len()).filter(is_open) {
        for start in (0..end).rev().filter(is_open) {
            let line = CandidateLine::of(breakpoints, start, end);
            if line.inside_word() {
                continue;
            }
            let Some(fit) = fit_or_alone(paragraph, &line, room, (start, end)) else { break };
            for before in 0..CLASSES {
                let way = match (start, best[start][before]) {
                    (0, _) if before == 1 => Cost::default(),
                    (_, Some((cost, ..))) => cost,
                    _ => continue,
                };
                let cost = way.with(demerits(&line, &fit, before, (paragraph.costs, room)));
                let found = &mut best[end][fit.class];
                if found.is_none_or(|(least, ..)| cost < least) {
                    *found = Some((cost, start, before));
                }
            }
        }
    }
    let mut lines = Vec::new();
    let mut end = breakpoints.len().saturating_sub(1);
    let mut class = (0..CLASSES).filter(|&c| end > 0 && best[end][c].is_some()).min_by_key(|&c| best[end][c]);
    while let Some((_, start, before)) = class.and_then(|class| best[end][class]) {
        let line = CandidateLine::of(breakpoints, start, end);
        let spread = fit_or_alone(paragraph, &line, room, (start, end)).map_or(0, |fit| fit.spread);
        lines.push(Line::new(&line, spread));
        (end, class) = (start, Some(before));
    }
    lines.reverse();
    lines
}

/// How a line fits; one that is too wide and cannot be shorter stands as it is.
pub(super) fn fit_or_alone(
    paragraph: &PreparedText,
    line: &CandidateLine,
    room: i64,
    (start, end): (usize, usize),
) -> Option<Justification> {
    let alone = || {
        let cannot = next(&paragraph.breakpoints, start, room) == end;
        cannot.then_some(Justification { spread: 0, badness: 2 * RAGGED, class: 3 })
    };
    fit(line, room).or_else(alone)
}
