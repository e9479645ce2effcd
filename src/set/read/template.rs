//! Templates from TOML strings: a whole string, or its paragraphs.

use super::strings::Decoded;
use crate::set::Template;
use crate::source::{FileId, Span};

impl Template {
    pub(super) fn whole(decoded: Decoded, span: Span) -> Self {
        Self { text: decoded.text, span, lines: decoded.places }
    }

    /// The paragraphs of a string, between blank lines, without the white space around them. The span of
    /// each covers its own lines.
    pub(super) fn paragraphs(decoded: &Decoded, file: FileId) -> Vec<Self> {
        let text = decoded.text.as_str();
        let mut found = Vec::new();
        let mut current: Option<(usize, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let from = at;
            at += line.len();
            if line.trim().is_empty() {
                found.extend(current.take());
            } else {
                let start = from + line.len() - line.trim_start().len();
                let end = from + line.trim_end().len();
                current = Some((current.map_or(start, |(start, _)| start), end));
            }
        }
        found.extend(current);
        found.into_iter().map(|(start, end)| Self::piece(decoded, file, start, end)).collect()
    }

    fn piece(decoded: &Decoded, file: FileId, start: usize, end: usize) -> Self {
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
    fn paragraphs_know_where_they_stand() {
        let text = "x = \"\"\"\r\n  One\r\ntwo.\r\n \r\n\r\nThree {{ a }}\\u002e\r\n\"\"\"";
        let mut sources = Sources::default();
        let file = sources.add("w.toml", text);
        let parts = Template::paragraphs(&Decoded::new(&text[4..], 4), file);
        let texts: Vec<&str> = parts.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["One\ntwo.", "Three {{ a }}."]);
        assert_eq!(sources.slice(parts[0].span), "One\r\ntwo.");
        let at = parts[1].text.find("a }}").unwrap();
        assert_eq!(sources.slice(parts[1].locate(at, at + 1)), "a");
        assert_eq!(sources.locate(parts[1].span).line, 6);
        let at = parts[0].text.find("two").unwrap();
        assert_eq!(sources.slice(parts[0].locate(at, at + 3)), "two");
    }

    #[test]
    fn a_blank_text_has_no_paragraphs() {
        let mut sources = Sources::default();
        let file = sources.add("w.toml", "");
        assert!(Template::paragraphs(&Decoded::new("\"\"\"\n \n\"\"\"", 0), file).is_empty());
        let one = Template::whole(Decoded::new("\"a\"", 4), Span::new(file, 4, 7));
        assert_eq!(one.locate(0, 1), Span::new(file, 5, 6));
    }
}
