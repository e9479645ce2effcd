//! Where the lines of a text end.
//!
//! Fewest lines first, so that the fitting of a page can count on them; among those no lone short
//! word on the last line, if that can be helped; among those the least raggedness over the whole
//! text: the squares of the white left at the line ends, and penalties for ends that read badly. A
//! dynamic programme over the breakpoints in whole numbers, so the answer is exact and the same
//! everywhere. It may keep one way to each breakpoint: were a longer way to one part of a shortest
//! setting, the shorter way would make that setting shorter still.

use super::breakpoints::{CandidateLine, next};
use super::paragraph::PreparedText;
use super::total_fit::total_fit;
use crate::units::Pt;

/// A size of type and the width it is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Size of the type.
    pub size: Pt,
    /// Width of a line.
    pub width: Pt,
}

impl Measure {
    /// The width of a line in 1/1000 em, rounded down: a line fits if and only if its advance is at
    /// most this.
    pub(super) fn room(self) -> i64 {
        self.width.0 * 1000 / self.size.0.max(1)
    }
}

/// One line: chunks `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    /// First chunk.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The hyphen point of the first chunk behind which the line begins.
    pub from: Option<usize>,
    /// The hyphen point of the last chunk at which it ends.
    pub to: Option<usize>,
    /// Width of the line, in 1/1000 em.
    pub advance: i64,
    /// How far its beginning hangs out of the measure, in 1/1000 em.
    pub hang: i64,
    /// What its word spaces together are wider than their own widths, in 1/1000 em.
    pub spread: i64,
    /// How many word spaces that are.
    pub spaces: usize,
}

impl Line {
    pub(super) fn new(line: &CandidateLine, spread: i64) -> Line {
        let CandidateLine { from, to, .. } = line;
        Line {
            start: from.chunks - usize::from(from.hyphen.is_some()),
            end: to.chunks,
            from: from.hyphen,
            to: to.hyphen,
            advance: line.width() + to.hang_end + from.hang + spread,
            hang: from.hang,
            spread,
            spaces: line.spaces().max(0) as usize,
        }
    }
}

/// Costs are in millionths of a square em, as the squares of the white are.
const EM2: i64 = 1_000_000;

/// The least number of lines the text needs (a chunk wider than the measure has a line of
/// its own).
pub fn count_lines(text: &PreparedText, measure: Measure) -> usize {
    let room = measure.room();
    let (mut lines, mut at) = (0, 0);
    while at + 1 < text.breakpoints.len() {
        at = first_fit(text, room, at);
        lines += 1;
    }
    lines
}

/// Lines filled one after the other, as many as [`count_lines`] counts: by them, what stands on the
/// last line is the least that must go for the text to take a line less.
pub fn filled_lines(text: &PreparedText, measure: Measure) -> Vec<Line> {
    let (breakpoints, room) = (&text.breakpoints, measure.room());
    let (mut lines, mut at) = (Vec::new(), 0);
    while at + 1 < breakpoints.len() {
        let end = first_fit(text, room, at);
        lines.push(Line::new(&CandidateLine::of(breakpoints, at, end), 0));
        at = end;
    }
    lines
}

/// The last breakpoint that a line from the breakpoint `start` can reach.
pub(super) fn first_fit(text: &PreparedText, room: i64, start: usize) -> usize {
    let breakpoints = &text.breakpoints;
    let mut found = next(breakpoints, start);
    for end in found + 1..breakpoints.len() {
        if text.least_width(&CandidateLine::of(breakpoints, start, end)) > room {
            break;
        }
        found = end;
    }
    found
}

/// The lines of the text in its own style: ragged or justified. Those of its first measure are remembered.
pub fn break_lines(text: &PreparedText, measure: Measure) -> Vec<Line> {
    let anew = || match text.style.justified {
        true => total_fit(text, measure),
        false => least_ragged(text, measure),
    };
    match text.broken.get_or_init(|| (measure, anew())) {
        (first, lines) if *first == measure => lines.clone(),
        _ => anew(),
    }
}

/// The lines of least raggedness among the shortest settings; of these, one without a lone short
/// word on the last line, if there is any.
pub fn least_ragged(text: &PreparedText, measure: Measure) -> Vec<Line> {
    let (breakpoints, room) = (&text.breakpoints, measure.room());
    // best[n]: what the lines up to breakpoint n come to, and where the last of them starts.
    let mut best: Vec<(Cost, usize)> = Vec::with_capacity(breakpoints.len());
    best.extend(breakpoints.first().map(|_| (Cost::default(), 0)));
    for end in 1..breakpoints.len() {
        let line = |start| CandidateLine::of(breakpoints, start, end);
        let cannot = |start: &usize| {
            let line = line(*start);
            line.width() > room && !line.inside_word() && next(breakpoints, *start) != end
        };
        // The breakpoints a line may begin at; only from those with the fewest lines before them do
        // the fewest come to here, and these are the first.
        let first = (0..end).rev().find(cannot).map_or(0, |start| start + 1);
        let mut found: Option<(Cost, usize)> = None;
        for (start, (before, _)) in (first..).zip(&best[first..]) {
            if found.is_some_and(|(least, _)| before.lines >= least.lines) {
                continue;
            }
            let line = line(start);
            if line.inside_word() {
                continue;
            }
            let cost = before.with(line_cost(&line, room));
            if found.is_none_or(|(least, _)| cost <= least) {
                found = Some((cost, start));
            }
        }
        best.push(found.unwrap_or((Cost::default(), end - 1)));
    }
    let mut lines = Vec::new();
    let mut end = breakpoints.len().saturating_sub(1);
    while end > 0 {
        let start = best[end].1;
        lines.push(Line::new(&CandidateLine::of(breakpoints, start, end), 0));
        end = start;
    }
    lines.reverse();
    lines
}

/// What lines come to: first their number, then how they read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub(super) lines: usize,
    pub(super) sum: i64,
}

/// A lone short word on the last line: more than all else can come to.
pub(super) const LONE: i64 = 1 << 60;

impl Cost {
    pub(super) fn with(self, sum: i64) -> Cost {
        Cost { lines: self.lines + 1, sum: self.sum.saturating_add(sum) }
    }
}

pub(super) fn line_cost(line: &CandidateLine, room: i64) -> i64 {
    if line.last {
        let short = line.is_short(room);
        let lone = if line.is_lone(room) { LONE } else { 0 };
        return line.penalty(short) * EM2 + lone;
    }
    let slack = room - line.width();
    slack.saturating_mul(slack).saturating_add(line.penalty(false) * EM2)
}

/// The whole text on one line.
pub fn whole(text: &PreparedText) -> Vec<Line> {
    if text.chunks.is_empty() {
        return Vec::new();
    }
    vec![span(text, 0, text.chunks.len())]
}

/// Two lines, the longer one as short as can be.
pub fn halves(text: &PreparedText) -> Option<Vec<Line>> {
    let count = text.chunks.len();
    (1..count)
        .map(|n| vec![span(text, 0, n), span(text, n, count)])
        .min_by_key(|lines| lines.iter().map(|line| line.advance).max())
}

fn span(text: &PreparedText, start: usize, end: usize) -> Line {
    let chunks = &text.chunks[start..end];
    let spaces: i64 = chunks.iter().skip(1).map(|c| c.space_advance).sum();
    let advance = spaces + chunks.iter().map(|c| c.advance).sum::<i64>();
    Line { start, end, advance, ..Line::default() }
}
