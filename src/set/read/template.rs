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

#[cfg(test)]
mod tests {
    use super::{Decoded, Template};
    use crate::source::{Sources, Span};

    #[test]
    fn pieces_know_where_they_stand() {
        let text = "x = \"\"\"\r\n  One\r\ntwo.\r\n \r\n\r\nThree {{ a }}\\u002e\r\n\"\"\"";
        let mut sources = Sources::default();
        let file = sources.add("w.toml", text);
        let decoded = Decoded::new(&text[4..], 4);
        let part = |words: &str| {
            let start = decoded.text.find(words).unwrap();
            Template::piece(&decoded, file, start, start + words.len())
        };
        let (one, three) = (part("One\ntwo."), part("Three {{ a }}."));
        assert_eq!(sources.slice(one.span), "One\r\ntwo.");
        let at = three.text.find("a }}").unwrap();
        assert_eq!(sources.slice(three.locate(at, at + 1)), "a");
        assert_eq!(sources.locate(three.span).line, 6);
        let at = one.text.find("two").unwrap();
        assert_eq!(sources.slice(one.locate(at, at + 3)), "two");
        let whole = Template::whole(Decoded::new("\"a\"", 4), Span::new(file, 4, 7));
        assert_eq!(whole.locate(0, 1), Span::new(file, 5, 6));
    }
}
