//! The records of an old workbook (MS-XLS), and texts that go on from one record to the next.
//!
//! In: the stream `Workbook`. Out: [`BiffRecord`]s; a [`BiffText`] reads across their pieces.

use super::TextDress;

/// A record that goes on where the one before ended.
const CONTINUE: u16 = 0x003C;

/// A record with the pieces that continue it.
pub(super) struct BiffRecord<'s> {
    pub(super) kind: u16,
    pieces: Vec<&'s [u8]>,
}

impl<'s> BiffRecord<'s> {
    /// Its first piece, where all that has a fixed place stands.
    pub(super) fn bytes(&self) -> &'s [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }

    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes().get(at..at + 2)?.try_into().ok()?))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes().get(at..at + 4)?.try_into().ok()?))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes().get(at..at + 8)?.try_into().ok()?))
    }

    /// Texts from byte `at` on.
    pub(super) fn texts(&self, at: usize) -> BiffText<'_> {
        BiffText { pieces: &self.pieces, piece: 0, at }
    }

    /// A text of so many letters in the pieces behind the first.
    pub(super) fn text_behind(&self, length: usize) -> Option<String> {
        let mut behind = BiffText { pieces: &self.pieces, piece: 0, at: self.bytes().len() };
        Some(String::from_utf16_lossy(&behind.letters(length, false)?))
    }
}

/// A text of so many letters that has only its width before it.
pub(super) fn letters_at(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    let pieces = [bytes];
    let mut text = BiffText { pieces: &pieces, piece: 0, at };
    let wide = text.byte()? & 0x01 != 0;
    Some(String::from_utf16_lossy(&text.letters(length, wide)?))
}

/// The records from byte `start` of a stream on.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = BiffRecord<'_>> {
    let mut at = start;
    let piece = move |at: usize| {
        let head = stream.get(at..at + 4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        Some((u16::from_le_bytes([head[0], head[1]]), stream.get(at + 4..at + 4 + length)?))
    };
    std::iter::from_fn(move || {
        let (kind, bytes) = piece(at)?;
        at += 4 + bytes.len();
        let mut pieces = vec![bytes];
        while let Some((CONTINUE, more)) = piece(at) {
            at += 4 + more.len();
            pieces.push(more);
        }
        Some(BiffRecord { kind, pieces })
    })
}

/// A place in the pieces of a record.
pub(super) struct BiffText<'r> {
    pieces: &'r [&'r [u8]],
    piece: usize,
    at: usize,
}

impl BiffText<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let left = self.pieces.get(self.piece)?.len().saturating_sub(self.at);
            let step = left.min(bytes);
            (self.at, bytes) = (self.at + step, bytes - step);
            if bytes > 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
            }
        }
        Some(())
    }

    /// A text with its length before it, in two bytes or in one.
    pub(super) fn text(&mut self, long: bool) -> Option<String> {
        self.rich_text(long, |_| TextDress::default())
    }

    /// The same; `dress` says what a font does to its letters.
    pub(super) fn rich_text(&mut self, long: bool, dress: impl Fn(u16) -> TextDress) -> Option<String> {
        let length = if long { self.u16()? } else { self.byte()?.into() };
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.u16()?) } else { 0 };
        let more = if flags & 0x04 != 0 { self.u32()? as usize } else { 0 };
        let letters = self.letters(length.into(), flags & 0x01 != 0)?;
        let (mut text, mut from, mut own) = (String::new(), 0, TextDress::default());
        let mut add = |until: usize, own: TextDress, from: &mut usize| {
            let until = until.clamp(*from, letters.len());
            text += &own.on(String::from_utf16_lossy(&letters[*from..until]));
            *from = until;
        };
        for _ in 0..runs {
            let (start, font) = (self.u16()?, self.u16()?);
            add(start.into(), own, &mut from);
            own = dress(font);
        }
        add(letters.len(), own, &mut from);
        self.skip(more)?;
        Some(text)
    }

    fn letters(&mut self, length: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut letters = Vec::new();
        for _ in 0..length {
            // Each piece says anew how wide its letters are.
            if self.pieces.get(self.piece)?.len() == self.at {
                (self.piece, self.at) = (self.piece + 1, 0);
                wide = self.byte()? & 0x01 != 0;
            }
            letters.push(if wide { self.u16()? } else { self.byte()?.into() });
        }
        Some(letters)
    }
}
