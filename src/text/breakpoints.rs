//! Breakpoints: the places where a line may end, as numbers that hold for every size and measure.

use super::paragraph::{Chunk, Piece};

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
}

/// The line ends with a word of one or two letters.
const SHORT_WORD: i64 = 3;
/// The line ends with the first word of a sentence.
const SENTENCE_WORD: i64 = 4;
/// The line ends inside a compound.
const COMPOUND: i64 = 5;
/// The line ends inside a word.
const DIVIDED: i64 = 12;
/// So does the line before it.
const DIVIDED_AGAIN: i64 = 20;
/// The last line begins inside a word.
const DIVIDED_LAST: i64 = 10;
/// The last line is shorter than a fifth of the measure.
const SHORT_LAST: i64 = 60;

/// The breakpoints of a text, of its chunks and their pieces: its beginning, then every place where a line may
/// end.
pub(super) fn breakpoints(chunks: &[Chunk], pieces: &[Piece]) -> Vec<Breakpoint> {
    let mut found = Vec::with_capacity(chunks.len() + 1);
    let (mut at, mut spaces) = (0, 0);
    let mut behind = Breakpoint::default();
    for (n, chunk) in chunks.iter().enumerate() {
        // The line that ends before this chunk, and the one that begins with it.
        at += chunk.space_advance;
        spaces += usize::from(chunk.space.is_some());
        let compound = if chunk.compound { COMPOUND } else { 0 };
        if n == 0 || !chunk.joined {
            found.push(Breakpoint {
                begins: at + chunk.hang.0,
                spaces_begin: spaces,
                hang: chunk.hang.0,
                penalty: behind.penalty + compound,
                ..behind
            });
        }
        for (number, point) in chunk.hyphen_points.iter().enumerate() {
            let (first, last) = point.hang;
            found.push(Breakpoint {
                chunks: n + 1,
                hyphen: Some(number),
                ends: at + point.head_advance - last,
                begins: at + chunk.advance - point.tail_advance + first,
                spaces,
                spaces_begin: spaces,
                hang_end: last,
                hang: first,
                penalty: DIVIDED,
            });
        }
        at += chunk.advance;
        spaces += pieces[chunk.pieces.clone()].iter().map(|piece| piece.shape.spaces.len()).sum::<usize>();
        let short = if chunk.short { SHORT_WORD } else { 0 };
        let sentence = if chunk.opens_sentence { SENTENCE_WORD } else { 0 };
        let (ends, hang_end) = (at - chunk.hang.1, chunk.hang.1);
        let penalty = short + sentence;
        behind = Breakpoint { chunks: n + 1, ends, spaces, hang_end, penalty, ..Breakpoint::default() };
    }
    if !chunks.is_empty() {
        found.push(Breakpoint { penalty: 0, ..behind });
    }
    found
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

    /// How badly its end reads, in square ems of raggedness; `short`: less than a fifth of the
    /// measure.
    pub(super) fn penalty(&self, short: bool) -> i64 {
        let continued = self.from.hyphen.is_some();
        if self.last {
            let divided = if continued { DIVIDED_LAST } else { 0 };
            return divided + if short { SHORT_LAST } else { 0 };
        }
        let again = continued && self.to.hyphen.is_some();
        self.to.penalty + if again { DIVIDED_AGAIN } else { 0 }
    }
}

/// The first breakpoint after `from` at which a line that begins there may end.
pub(super) fn next(breakpoints: &[Breakpoint], from: usize) -> usize {
    (from + 1..breakpoints.len())
        .find(|&to| !CandidateLine::of(breakpoints, from, to).inside_word())
        .unwrap_or(from + 1)
}

/// The width of the widest line that cannot be shorter, in 1/1000 em.
pub(super) fn widest(breakpoints: &[Breakpoint]) -> i64 {
    let starts = 0..breakpoints.len().saturating_sub(1);
    starts
        .map(|from| CandidateLine::of(breakpoints, from, next(breakpoints, from)).width())
        .max()
        .unwrap_or(0)
}
