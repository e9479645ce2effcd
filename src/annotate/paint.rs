//! Content of the copy's own (ISO 32000-1, 8 and 9): lines of text in fonts of fixed width, and frames.

use std::fmt::Write;

/// The names of the fonts in the resources, and what they are.
pub(super) const FONTS: [(&str, &str); 2] = [("HandoutList", "Courier"), ("HandoutHead", "Courier-Bold")];

/// How wide each of their letters is, in ems.
pub(super) const LETTER: f64 = 0.6;

/// The color of all that is not the sheet's: red, green, blue.
const RED: &str = "0.8 0.05 0.1";

/// Content under way.
#[derive(Default)]
pub(super) struct Painting(String);

/// A text's weight.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Strong,
}

impl Painting {
    /// Over a page, whose own state ends first.
    pub(super) fn over() -> Self {
        Painting("\nQ\n".to_owned())
    }

    /// A line of text at a point, in a size; red or black.
    pub(super) fn text(&mut self, (x, y): (f64, f64), size: f64, weight: Weight, red: bool, text: &str) {
        let (font, _) = FONTS[usize::from(weight == Weight::Strong)];
        let color = if red { RED } else { "0 0 0" };
        let literal = literal(text);
        self.put(format_args!("BT {color} rg /{font} {size:.2} Tf {x:.2} {y:.2} Td {literal} Tj ET\n"));
    }

    /// A frame around an area, in points: left, bottom, right, top.
    pub(super) fn frame(&mut self, [left, bottom, right, top]: [f64; 4]) {
        let (width, height) = (right - left, top - bottom);
        self.put(format_args!("{RED} RG 0.6 w {left:.2} {bottom:.2} {width:.2} {height:.2} re S\n"));
    }

    /// A white area that what is painted next stands out from.
    pub(super) fn clear(&mut self, [left, bottom, right, top]: [f64; 4]) {
        let (width, height) = (right - left, top - bottom);
        self.put(format_args!("1 1 1 rg {left:.2} {bottom:.2} {width:.2} {height:.2} re f\n"));
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        // Each character is one byte by now.
        self.0.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
    }

    fn put(&mut self, words: std::fmt::Arguments<'_>) {
        // A String takes all that is written.
        let _ = self.0.write_fmt(words);
    }
}

/// A text as a string of `WinAnsiEncoding` (annex D.2), each byte a character below U+0100.
fn literal(text: &str) -> String {
    const OWN: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let mut out = "(".to_owned();
    for c in text.chars() {
        let c = match c {
            '\u{2011}' => '-',
            ' '..='~' | '\u{a0}'..='ÿ' => c,
            c => match OWN.chars().position(|own| own == c) {
                Some(at) => char::from(0x80 + at as u8),
                None => '?',
            },
        };
        if matches!(c, '(' | ')' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out + ")"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_single_bytes() {
        assert_eq!(literal("(1) “É–\u{2011}é” Ω\\"), "(\\(1\\) \u{93}É\u{96}-é\u{94} ?\\\\)");
        let mut painting = Painting::default();
        painting.text((1.0, 2.0), 8.0, Weight::Strong, false, "€");
        assert!(painting.bytes().windows(3).any(|bytes| bytes == b"(\x80)"));
    }
}
