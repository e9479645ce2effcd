//! Where the lines of a paragraph end.
//!
//! Fewest lines first; among those the least raggedness over the whole paragraph: the squares of
//! the white left at the line ends, and penalties for ends that read badly. A dynamic programme
//! over the chunks in whole numbers, so the answer is exact and the same everywhere.

use super::paragraph::Paragraph;
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
    fn holds(self, advance: i64) -> bool {
        // advance/1000 em at size/1000 pt, in exact arithmetic.
        advance * self.size.0 <= self.width.0 * 1000
    }

    /// White at the end of a line of this advance, in 1/1000 em.
    fn slack(self, advance: i64) -> i64 {
        (self.width.0 * 1000 - advance * self.size.0) / self.size.0.max(1)
    }
}

/// One line: chunks `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// First chunk.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Width of the line, in 1/1000 em.
    pub advance: i64,
}

/// Costs in millionths of a square em, as the squares of the white are.
const EM2: i64 = 1_000_000;
/// The line ends with a word of one or two letters.
const SHORT_WORD: i64 = 3 * EM2;
/// The line ends with the first word of a sentence.
const SENTENCE_WORD: i64 = 4 * EM2;
/// The line ends inside a compound.
const COMPOUND: i64 = 5 * EM2;
/// The last line is shorter than a fifth of the measure.
const SHORT_LAST: i64 = 60 * EM2;

/// The least number of lines the paragraph needs (a chunk wider than the measure has a line of
/// its own).
pub fn count_lines(paragraph: &Paragraph, measure: Measure) -> usize {
    let mut lines = 0;
    let mut advance = 0;
    for chunk in &paragraph.chunks {
        let longer = advance + chunk.space_advance + chunk.advance;
        if lines > 0 && measure.holds(longer) {
            advance = longer;
        } else {
            lines += 1;
            advance = chunk.advance;
        }
    }
    lines
}

/// Lines filled one after the other, as many as [`count_lines`] counts: by them, what stands on the
/// last line is the least that must go for the paragraph to take a line less.
pub fn filled_lines(paragraph: &Paragraph, measure: Measure) -> Vec<Break> {
    let mut lines: Vec<Break> = Vec::new();
    for (n, chunk) in paragraph.chunks.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if measure.holds(line.advance + chunk.space_advance + chunk.advance) => {
                line.advance += chunk.space_advance + chunk.advance;
                line.end = n + 1;
            }
            _ => lines.push(Break { start: n, end: n + 1, advance: chunk.advance }),
        }
    }
    lines
}

/// The lines of least raggedness among the shortest settings.
pub fn least_ragged(paragraph: &Paragraph, measure: Measure) -> Vec<Break> {
    let chunks = &paragraph.chunks;
    let count = chunks.len();
    // best[n]: lines and cost of the first n chunks, and where the last of those lines starts.
    let mut best: Vec<(usize, i64, usize)> = Vec::with_capacity(count + 1);
    best.push((0, 0, 0));
    for end in 1..=count {
        let mut advance = 0;
        let mut found: Option<(usize, i64, usize)> = None;
        for start in (0..end).rev() {
            advance += chunks[start].advance;
            let overfull = !measure.holds(advance);
            if overfull && start + 1 < end {
                break;
            }
            let (lines, cost, _) = best[start];
            let cost = cost.saturating_add(line_cost(paragraph, end, measure, advance));
            if found.is_none_or(|(l, c, _)| (lines + 1, cost) < (l, c)) {
                found = Some((lines + 1, cost, start));
            }
            advance += chunks[start].space_advance;
            if overfull {
                break;
            }
        }
        best.push(found.unwrap_or((end, 0, end - 1)));
    }
    let mut breaks = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].2;
        let advance = chunks[start].advance
            + chunks[start + 1..end].iter().map(|c| c.space_advance + c.advance).sum::<i64>();
        breaks.push(Break { start, end, advance });
        end = start;
    }
    breaks.reverse();
    breaks
}

fn line_cost(paragraph: &Paragraph, end: usize, measure: Measure, advance: i64) -> i64 {
    let slack = measure.slack(advance);
    if end == paragraph.chunks.len() {
        let short = advance * measure.size.0 * 5 < measure.width.0 * 1000;
        return if short { SHORT_LAST } else { 0 };
    }
    let last = &paragraph.chunks[end - 1];
    let mut cost = slack.saturating_mul(slack);
    if last.short {
        cost += SHORT_WORD;
    }
    if last.opens_sentence {
        cost += SENTENCE_WORD;
    }
    if paragraph.chunks[end].compound {
        cost += COMPOUND;
    }
    cost
}

/// The whole paragraph on one line.
pub fn whole(paragraph: &Paragraph) -> Vec<Break> {
    if paragraph.chunks.is_empty() {
        return Vec::new();
    }
    vec![span(paragraph, 0, paragraph.chunks.len())]
}

/// Two lines, the longer one as short as can be.
pub fn halves(paragraph: &Paragraph) -> Option<Vec<Break>> {
    let count = paragraph.chunks.len();
    (1..count)
        .map(|n| vec![span(paragraph, 0, n), span(paragraph, n, count)])
        .min_by_key(|lines| lines.iter().map(|b| b.advance).max())
}

fn span(paragraph: &Paragraph, start: usize, end: usize) -> Break {
    let chunks = &paragraph.chunks[start..end];
    let spaces: i64 = chunks.iter().skip(1).map(|c| c.space_advance).sum();
    Break { start, end, advance: spaces + chunks.iter().map(|c| c.advance).sum::<i64>() }
}
