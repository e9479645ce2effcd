//! Breakpoints: the places where a line may end, as numbers that hold for every size and measure.

use super::paragraph::{Chunk, Piece};
use crate::lang::LineEndCosts;

/// A place where a line may end: behind a chunk, or at a hyphen point inside one. Lengths are in
/// 1/1000 em, as if the whole text stood on one line; what hangs out at a line's ends is taken off,
/// since it needs no room.
#[derive(Debug, Clone, Default)]
pub(super) struct Breakpoint {
    /// The chunks before it, a divided one included.
    pub(super) chunks: usize,
    /// The hyphen point of the last of them.
    pub(super) hyphen: Option<usize>,
    /// Where a line that ends here ends.
    pub(super) ends: i64,
    /// Where a line that begins here begins.
    pub(super) begins: i64,
    /// The word spaces up to there, and up to here.
    pub(super) spaces: usize,
    pub(super) spaces_begin: usize,
    /// How far a line that ends here hangs out, and one that begins here.
    pub(super) hang_end: i64,
    pub(super) hang: i64,
    /// How badly it reads to end here, in square ems of raggedness.
    pub(super) penalty: i64,
    /// The width of a word of one or two letters before it, with its space; 0 if there is none.
    pub(super) short_word: i64,
    /// A line ends here only if this width has no room on one: that of "36.2 million", of a compound in bold.
    pub(super) unit: i64,
}

/// The breakpoints of a text, of its chunks and their pieces: its beginning, then every place where a line may
/// end.
pub(super) fn breakpoints(chunks: &[Chunk], pieces: &[Piece], costs: &LineEndCosts) -> Vec<Breakpoint> {
    let mut found = Vec::with_capacity(chunks.len() + 1);
    let (mut at, mut spaces, mut unit) = (0, 0, 0);
    let mut behind = Breakpoint::default();
    for (n, chunk) in chunks.iter().enumerate() {
        // The line that ends before this chunk, and the one that begins with it.
        at += chunk.space_advance;
        spaces += usize::from(chunk.space.is_some());
        if !chunk.joined {
            unit = unit_width(&chunks[n..]);
        }
        found.push(Breakpoint {
            begins: at + chunk.hang.0,
            spaces_begin: spaces,
            hang: chunk.hang.0,
            penalty: chunk.bond,
            unit: if chunk.joined { unit } else { 0 },
            ..behind
        });
        for (number, point) in chunk.hyphen_points.iter().enumerate() {
            let (first, last) = point.hang;
            found.push(Breakpoint {
                chunks: n + 1,
                hyphen: Some(number),
                ends: at + point.head.shape.advance - last,
                begins: at + chunk.advance - point.tail.shape.advance + first,
                spaces,
                spaces_begin: spaces,
                hang_end: last,
                hang: first,
                penalty: costs.divided,
                ..Breakpoint::default()
            });
        }
        at += chunk.advance;
        spaces += pieces[chunk.pieces.clone()].iter().map(|piece| piece.shape.spaces.len()).sum::<usize>();
        let short_word = if chunk.short { chunk.space_advance + chunk.advance } else { 0 };
        let (ends, hang_end) = (at - chunk.hang.1, chunk.hang.1);
        behind = Breakpoint { chunks: n + 1, ends, spaces, hang_end, short_word, ..Breakpoint::default() };
    }
    if !chunks.is_empty() {
        found.push(Breakpoint { short_word: 0, ..behind });
    }
    found
}

/// The width of the first chunk and of those joined to it.
fn unit_width(chunks: &[Chunk]) -> i64 {
    let joined = chunks.iter().skip(1).take_while(|chunk| chunk.joined);
    chunks[0].advance + joined.map(|chunk| chunk.space_advance + chunk.advance).sum::<i64>()
}

impl Breakpoint {
    /// Whether a line of `room` may end here.
    pub(super) fn is_open(&self, room: i64) -> bool {
        self.unit == 0 || self.unit > room
    }
}

/// What lies between two breakpoints: a line, if it fits.
#[derive(Clone, Copy)]
pub(super) struct CandidateLine<'p> {
    pub(super) from: &'p Breakpoint,
    pub(super) to: &'p Breakpoint,
    /// The text begins, or ends, with it.
    pub(super) first: bool,
    pub(super) last: bool,
}

impl<'p> CandidateLine<'p> {
    /// What lies between the breakpoints number `from` and `to`.
    pub(super) fn of(breakpoints: &'p [Breakpoint], from: usize, to: usize) -> Self {
        CandidateLine {
            from: &breakpoints[from],
            to: &breakpoints[to],
            first: from == 0,
            last: to + 1 == breakpoints.len(),
        }
    }

    /// Its width without what hangs out, in 1/1000 em.
    pub(super) fn width(&self) -> i64 {
        self.to.ends - self.from.begins
    }

    /// Its word spaces.
    pub(super) fn spaces(&self) -> i64 {
        self.to.spaces as i64 - self.from.spaces_begin as i64
    }

    /// Less than a fifth of `room`.
    pub(super) fn is_short(&self, room: i64) -> bool {
        self.width().saturating_mul(5) < room
    }

    /// Both its ends divide the same word, which would be in three parts then.
    pub(super) fn inside_word(&self) -> bool {
        self.to.hyphen.is_some() && self.from.chunks == self.to.chunks
    }

    /// It is the last of several lines, has a single word or the rest of one, and is less than a
    /// third of `room`.
    pub(super) fn is_lone(&self, room: i64) -> bool {
        let words = self.to.chunks - self.from.chunks + usize::from(self.from.hyphen.is_some());
        self.last && !self.first && words == 1 && self.width().saturating_mul(3) < room
    }

    /// How badly its end reads in a measure of `room`, in square ems of raggedness.
    pub(super) fn penalty(&self, costs: &LineEndCosts, room: i64) -> i64 {
        let continued = self.from.hyphen.is_some();
        if self.last {
            let divided = if continued { costs.divided_last } else { 0 };
            return divided + if self.is_short(room) { costs.short_last } else { 0 };
        }
        let again = continued && self.to.hyphen.is_some();
        // Without its last word it would be a tenth too short.
        let gap = (room - self.width() + self.to.short_word).saturating_mul(10) > room;
        let short_word = match self.to.short_word {
            0 => 0,
            _ if gap => costs.short_word_at_gap,
            _ => costs.short_word,
        };
        self.to.penalty + short_word + if again { costs.divided_again } else { 0 }
    }
}

/// The first breakpoint after `from` at which a line of `room` that begins there may end.
pub(super) fn next(breakpoints: &[Breakpoint], from: usize, room: i64) -> usize {
    (from + 1..breakpoints.len())
        .find(|&to| breakpoints[to].is_open(room) && !CandidateLine::of(breakpoints, from, to).inside_word())
        .unwrap_or(from + 1)
}

/// The width of the widest line that cannot be shorter, in 1/1000 em.
pub(super) fn widest(breakpoints: &[Breakpoint]) -> i64 {
    let starts = 0..breakpoints.len().saturating_sub(1);
    starts
        .map(|from| CandidateLine::of(breakpoints, from, next(breakpoints, from, 0)).width())
        .max()
        .unwrap_or(0)
}
