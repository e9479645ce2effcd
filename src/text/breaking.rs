//! Where the lines of a text end.
//!
//! Fewest lines first, so that the fitting of a page can count on them; among those no lone short
//! word on the last line, if that can be helped; among those the least raggedness over the whole
//! text: the squares of the white left at the line ends, and penalties for ends that read badly. A
//! dynamic programme over the breakpoints in whole numbers, so the answer is exact and the same
//! everywhere. The last line is as long as it comes out, but in headings and call-outs, which are balanced: its
//! white counts too. It may keep one way to each breakpoint: were a longer way to one part of a shortest
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
    let mut found = next(breakpoints, start, room);
    for end in found + 1..breakpoints.len() {
        if !breakpoints[end].is_open(room) {
            continue;
        }
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

/// How often narrower lines are tried where some are short, and how much narrower they may be, in hundredths.
const NARROWER: usize = 4;
const NARROWEST: i64 = 90;

/// The lines of least raggedness among the shortest settings; of these, one without a lone short
/// word on the last line, if there is any. White is counted from the longest line, which is not known before
/// the lines are: after the first setting, narrower ones are tried.
pub fn least_ragged(text: &PreparedText, measure: Measure) -> Vec<Line> {
    let room = measure.room();
    let mut ends = ends_within(text, room, room);
    let (mut least, mut longest) = weigh(text, &ends, room);
    let (lines, mut within) = (ends.len(), longest);
    for _ in 0..NARROWER {
        if within * 100 < room * NARROWEST || longest > room || !has_short(text, &ends, longest) {
            break;
        }
        let tried = ends_within(text, within, room);
        if tried.len() > lines {
            break;
        }
        let (cost, own) = weigh(text, &tried, room);
        if cost < least {
            (ends, least, longest) = (tried, cost, own);
        }
        within = own.min(within) - 1;
    }
    let starts = std::iter::once(&0).chain(&ends);
    let line =
        |(start, end): (&usize, &usize)| Line::new(&CandidateLine::of(&text.breakpoints, *start, *end), 0);
    starts.zip(&ends).map(line).collect()
}

/// The ends of the best lines that are at most `width` wide, in a measure of `room`.
pub(super) fn ends_within(text: &PreparedText, width: i64, room: i64) -> Vec<usize> {
    let breakpoints = &text.breakpoints;
    // best[n]: what the lines up to breakpoint n come to, and where the last of them starts.
    let mut best: Vec<(Cost, usize)> = Vec::with_capacity(breakpoints.len());
    best.extend(breakpoints.first().map(|_| (Cost::default(), 0)));
    for end in 1..breakpoints.len() {
        let line = |start| CandidateLine::of(breakpoints, start, end);
        let is_open = |start: usize| breakpoints[start].is_open(room);
        if !is_open(end) {
            best.push((Cost::default(), end - 1));
            continue;
        }
        let cannot = |start: &usize| {
            let line = line(*start);
            is_open(*start)
                && line.width() > width
                && !line.inside_word()
                && next(breakpoints, *start, room) != end
        };
        // The breakpoints a line may begin at; only from those with the fewest lines before them do
        // the fewest come to here, and these are the first.
        let first = (0..end).rev().find(cannot).map_or(0, |start| start + 1);
        let mut found: Option<(Cost, usize)> = None;
        for (start, (before, _)) in (first..).zip(&best[first..]) {
            if !is_open(start) || found.is_some_and(|(least, _)| before.lines >= least.lines) {
                continue;
            }
            let line = line(start);
            if line.inside_word() {
                continue;
            }
            let cost = before.with(line_cost(&line, text, width));
            if found.is_none_or(|(least, _)| cost <= least) {
                found = Some((cost, start));
            }
        }
        best.push(found.unwrap_or((Cost::default(), end - 1)));
    }
    let mut ends = Vec::new();
    let mut end = breakpoints.len().saturating_sub(1);
    while end > 0 {
        ends.push(end);
        end = best[end].1;
    }
    ends.reverse();
    ends
}

/// What lines that end there come to, their white counted from the longest; and its width.
pub(super) fn weigh(text: &PreparedText, ends: &[usize], room: i64) -> (i64, i64) {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let lines =
        || starts.clone().zip(ends).map(|(start, end)| CandidateLine::of(&text.breakpoints, start, *end));
    let longest = lines().map(|line| line.width()).max().unwrap_or_default();
    let widths: Vec<i64> = lines().map(|line| line.width()).collect();
    let is_gap = |near: &&[i64]| near[1] + longest / 10 < near[0].min(near[2]);
    let gaps = widths.windows(3).filter(is_gap).count() as i64 * text.costs.gap * EM2;
    let narrower = (room - longest).max(0);
    let sum = lines().map(|line| line_cost(&line, text, longest));
    let all = sum.fold(gaps, i64::saturating_add);
    (all.saturating_add(narrower.saturating_mul(narrower)), longest)
}

/// Whether a line, the last apart, is more than a tenth shorter than the longest.
fn has_short(text: &PreparedText, ends: &[usize], longest: i64) -> bool {
    let starts = std::iter::once(&0).chain(ends);
    let mut lines = starts.zip(ends).map(|(start, end)| CandidateLine::of(&text.breakpoints, *start, *end));
    lines.any(|line| !line.last && line.width() * 10 < longest * 9)
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

pub(super) fn line_cost(line: &CandidateLine, text: &PreparedText, room: i64) -> i64 {
    let penalty = line.penalty(text.costs, room) * EM2;
    let lone = if line.is_lone(room) { LONE } else { 0 };
    let slack = if line.last && !text.style.balanced { 0 } else { room - line.width() };
    slack.saturating_mul(slack).saturating_add(penalty).saturating_add(lone)
}

/// The whole text on one line.
pub fn whole(text: &PreparedText) -> Vec<Line> {
    if text.chunks.is_empty() {
        return Vec::new();
    }
    vec![span(text, 0, text.chunks.len())]
}

/// Two lines, the longer one as short as can be where it reads well to part them.
pub fn halves(text: &PreparedText) -> Option<Vec<Line>> {
    let last = text.breakpoints.len().checked_sub(1)?;
    let parted = |at: usize| {
        [(0, at), (at, last)].map(|(start, end)| CandidateLine::of(&text.breakpoints, start, end))
    };
    let longer = |at: &usize| parted(*at).iter().map(CandidateLine::width).max().unwrap_or_default();
    // A tenth longer, at most, where the other place reads badly.
    let cost = |at: &usize| {
        let penalty = parted(*at)[0].penalty(text.costs, 0).clamp(0, 10);
        longer(at).saturating_mul(100 + penalty)
    };
    let open = (1..last).filter(|at| text.breakpoints[*at].is_open(i64::MAX));
    let at = open.min_by_key(cost).or_else(|| (1..last).min_by_key(longer))?;
    Some(parted(at).map(|line| Line::new(&line, 0)).to_vec())
}

fn span(text: &PreparedText, start: usize, end: usize) -> Line {
    let chunks = &text.chunks[start..end];
    let spaces: i64 = chunks.iter().skip(1).map(|c| c.space_advance).sum();
    let advance = spaces + chunks.iter().map(|c| c.advance).sum::<i64>();
    Line { start, end, advance, ..Line::default() }
}
