//! What the codes of a font spell (ISO 32000-1, 9.10.3). In: its ToUnicode map; out: each code's characters.
//!
//! Only the pairs between `beginbfchar` and `endbfchar` are read: a map that has ranges is found as characters
//! without a spelling.

use super::typeface::ByCode;
use std::ops::Range;

/// The characters of each code.
#[derive(Default)]
pub(super) struct Spelling {
    /// Those of all codes.
    text: String,
    parts: ByCode<Range<usize>>,
}

impl Spelling {
    pub(super) fn read(map: &[u8]) -> Self {
        let mut spelling = Spelling::default();
        let mut rest = map;
        while let Some((_, section)) = cut(rest, b"beginbfchar") {
            let (section, behind) = cut(section, b"endbfchar").unwrap_or((section, &[]));
            spelling.read_pairs(section);
            rest = behind;
        }
        spelling
    }

    fn read_pairs(&mut self, section: &[u8]) {
        let mut strings = section.split(|byte| matches!(byte, b'<' | b'>')).skip(1).step_by(2);
        while let (Some(code), Some(text)) = (strings.next(), strings.next()) {
            let start = self.text.len();
            let units = text.chunks_exact(4).filter_map(hexadecimal);
            self.text
                .extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
            if let Some(code) = hexadecimal(code) {
                self.parts.insert(code, start..self.text.len());
            }
        }
    }

    pub(super) fn get(&self, code: u16) -> Option<&str> {
        self.parts.get(code).map(|part| &self.text[part.clone()])
    }

    /// In the order of the codes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, &str)> {
        self.parts.iter().map(|(code, part)| (code, &self.text[part.clone()]))
    }
}

/// What stands before a word, and behind it.
fn cut<'m>(map: &'m [u8], word: &[u8]) -> Option<(&'m [u8], &'m [u8])> {
    let mut from = 0;
    loop {
        let at = from + map[from..].iter().position(|byte| *byte == word[0])?;
        if map[at..].starts_with(word) {
            return Some((&map[..at], &map[at + word.len()..]));
        }
        from = at + 1;
    }
}

/// A number of no more than four digits.
fn hexadecimal(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| {
        let value = char::from(*digit).to_digit(16)?;
        Some(number << 4 | value as u16)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read() {
        let map = b"2 beginbfchar <0001> <0041> <0002><00660069> endbfchar begin \
            1 beginbfchar <0004> <D83DDE00> endbfchar beginbfrange <0010> <0012> <0061> endbfrange \
            beginbfchar <0005> <D800> <zz> <0041> <10000> <0042> <6>";
        let spelling = Spelling::read(map);
        let all: Vec<(u16, &str)> = spelling.iter().collect();
        assert_eq!(all, [(1, "A"), (2, "fi"), (4, "\u{1f600}"), (5, "\u{fffd}")]);
        assert_eq!((spelling.get(2), spelling.get(3)), (Some("fi"), None));
    }
}
