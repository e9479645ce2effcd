//! Where each character of a TOML string is in the file.
//!
//! In: the string as written, quotes included. Out: its text, and the places from which bytes of the
//! text and of the file run in step: the start of the text, of each line, and the end of each escape
//! sequence.

use crate::characters::{clean, stands_alone};

/// A text and its places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// Clean, with `\n` for every line break.
    pub(super) text: String,
    /// (byte in the text, byte in the file), ascending.
    pub(super) places: Vec<(u32, u32)>,
}

impl Decoded {
    /// Reads `raw`, a valid TOML string that begins at byte `at` of its file.
    pub(super) fn new(raw: &str, at: usize) -> Self {
        let basic = raw.starts_with('"');
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let mut inner = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or("");
        let mut file_at = at + quotes;
        if quotes == 3 {
            let trimmed = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
            file_at += inner.len() - trimmed.len();
            inner = trimmed;
        }
        let mut out = Self { text: String::with_capacity(inner.len()), places: vec![(0, file_at as u32)] };
        let mut rest = inner;
        while let Some(next) = rest.find(|c| c == '\n' || c == '\r' || (basic && c == '\\')) {
            out.text.push_str(&rest[..next]);
            let (letter, length) = match rest.as_bytes()[next] {
                b'\n' => (Some('\n'), 1),
                b'\r' if rest[next..].starts_with("\r\n") => (Some('\n'), 2),
                b'\r' => (Some('\r'), 1),
                _ => escape(&rest[next..]),
            };
            out.text.extend(letter);
            rest = &rest[next + length..];
            let place = (out.text.len() as u32, (file_at + inner.len() - rest.len()) as u32);
            match out.places.last_mut() {
                Some(last) if last.0 == place.0 => *last = place,
                _ => out.places.push(place),
            }
        }
        out.text.push_str(rest);
        out.cleaned()
    }

    /// Cleans what escape sequences put together, piece by piece, so that each keeps its place.
    fn cleaned(self) -> Self {
        if clean(&self.text) == self.text {
            return self;
        }
        let mut out = Self { text: String::with_capacity(self.text.len()), places: Vec::new() };
        let pieces = self.text.char_indices().filter(|(at, c)| *at == 0 || stands_alone(*c));
        let starts: Vec<usize> = pieces.map(|(at, _)| at).chain([self.text.len()]).collect();
        for piece in starts.windows(2) {
            let place = self.place(piece[0]);
            if out.places.is_empty() || out.place(out.text.len()) != place {
                out.places.push((out.text.len() as u32, place as u32));
            }
            out.text.push_str(&clean(&self.text[piece[0]..piece[1]]));
        }
        out
    }

    /// Where a byte of the text is in the file.
    pub(super) fn place(&self, byte: usize) -> usize {
        let last = self.places.partition_point(|(at, _)| *at as usize <= byte).max(1) - 1;
        let (text_at, file_at) = self.places[last];
        file_at as usize + byte - text_at as usize
    }
}

/// The character of an escape sequence, and its length in bytes.
fn escape(text: &str) -> (Option<char>, usize) {
    let code = |digits: usize| {
        let value = text.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        (value.and_then(char::from_u32), if value.is_some() { 2 + digits } else { 2 })
    };
    match text.as_bytes().get(1) {
        Some(b'b') => (Some('\u{8}'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'n') => (Some('\n'), 2),
        Some(b'f') => (Some('\u{c}'), 2),
        Some(b'r') => (Some('\r'), 2),
        Some(b'e') => (Some('\u{1b}'), 2),
        Some(b'"') => (Some('"'), 2),
        Some(b'\\') => (Some('\\'), 2),
        Some(b'x') => code(2),
        Some(b'u') => code(4),
        Some(b'U') => code(8),
        // A backslash at the end of a line joins the next word.
        _ => (None, 1 + text[1..].len() - text[1..].trim_start_matches([' ', '\t', '\r', '\n']).len()),
    }
}

#[cfg(test)]
mod tests {
    use super::Decoded;
    use proptest::prelude::*;

    #[test]
    fn lines_and_escapes_keep_their_place() {
        let file = "x = \"\"\"\r\none\r\ntwo \\\r\n   \\u00e9 three\r\n\"\"\"";
        let decoded = Decoded::new(&file[4..], 4);
        assert_eq!(decoded.text, "one\ntwo é three\n");
        for word in ["one", "two", " three"] {
            assert_eq!(decoded.place(decoded.text.find(word).unwrap()), file.find(word).unwrap(), "{word}");
        }
        let literal = Decoded::new(r"'C:\Users'", 0);
        assert_eq!((literal.text.as_str(), literal.place(2)), (r"C:\Users", 3));
    }

    #[test]
    fn what_escapes_put_together_is_composed_in_its_place() {
        let file = r#"x = "Don\u0303a o\uFB00ered 5 \u00b5g""#;
        let decoded = Decoded::new(&file[4..], 4);
        assert_eq!(decoded.text, "Doña offered 5 \u{3BC}g");
        for (read, written) in [("ña", r"n\u0303"), ("a o", "a o"), ("ered", "ered"), ("5 ", "5 ")] {
            assert_eq!(
                decoded.place(decoded.text.find(read).unwrap()),
                file.find(written).unwrap(),
                "{read}"
            );
        }
    }

    proptest! {
        /// Our reading of a string is the parser's, whatever is in it.
        #[test]
        fn decodes_as_the_parser_does(raw in r#"("|'|"""|'''|\\|\\u00e9|\\u0303|\\x41|n|\\n|\n|\r\n| |a|é|日){0,12}"#, quote in "(\"|'|\"\"\"|''')") {
            let raw = format!("{quote}{raw}{quote}");
            if let Ok(value) = toml::de::DeValue::parse(&raw) {
                let value = value.get_ref();
                if let Some(text) = value.as_str() {
                    let read = text.replace("\r\n", "\n");
                    prop_assert_eq!(Decoded::new(&raw, 0).text, crate::characters::clean(&read));
                }
            }
        }
    }
}
