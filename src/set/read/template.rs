//! Templates from TOML strings: a whole string, or a part of one.

use super::strings::Decoded;
use crate::set::Template;
use crate::source::{FileId, Span};

impl Template {
    pub(super) fn whole(decoded: Decoded, span: Span) -> Self {
        Self { text: decoded.text, span, lines: decoded.places }
    }

    /// A part of a string; its span covers its own lines.
    pub(super) fn piece(decoded: &Decoded, file: FileId, start: usize, end: usize) -> Self {
        let mut lines = vec![(0, decoded.place(start) as u32)];
        let upto = |byte: usize| decoded.places.partition_point(|(at, _)| (*at as usize) < byte);
        let inside = &decoded.places[upto(start + 1)..upto(end)];
        lines.extend(inside.iter().map(|(at, place)| (at - start as u32, *place)));
        // The end of the last character, not the start of what follows an escape sequence.
        let last = decoded.text[start..end].chars().next_back().map_or(0, char::len_utf8);
        let span = Span::new(
            file,
            decoded.place(start),
            (decoded.place(end - last) + last).max(decoded.place(start)),
        );
        Self { text: decoded.text[start..end].to_owned(), span, lines }
    }
}
