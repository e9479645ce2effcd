//! How values are spelt in a PDF file (ISO 32000-1, 7.3): numbers, lengths, rectangles, strings,
//! colors. Each function appends to the bytes under way.

use crate::press::DeviceColor;
use crate::units::Pt;
use std::fmt;
use std::io::Write;

/// The number of an indirect object (ISO 32000-1, 7.3.10); printed as a reference to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub u32);

impl Id {
    /// The number `n` after this one.
    pub fn plus(self, n: usize) -> Id {
        Id(self.0 + n as u32)
    }

    /// As lopdf writes it.
    pub fn reference(self) -> lopdf::Object {
        lopdf::Object::Reference((self.0, 0))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

/// Appends formatted text.
pub fn put(out: &mut Vec<u8>, text: fmt::Arguments<'_>) {
    // A Vec takes all bytes.
    let _ = out.write_fmt(text);
}

/// A whole number.
pub fn integer(out: &mut Vec<u8>, n: i64) {
    if n < 0 {
        out.push(b'-');
    }
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = n.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A length in points: what `Pt` displays, without its detour over a `String`. Content streams
/// hold hundreds.
pub fn length(out: &mut Vec<u8>, length: Pt) {
    decimal(out, length.0, 3);
}

/// A length as printpdf counts. It is spelt the same up to 16,000 points, more than the largest page
/// has (ISO 32000-1, Annex C): a thousandth is farther from its neighbors than an `f32` errs.
pub fn points(length: Pt) -> printpdf::Pt {
    printpdf::Pt(length.to_f64() as f32)
}

/// `n` divided by ten to the power of `places`, without trailing zeros.
fn decimal(out: &mut Vec<u8>, n: i64, places: u32) {
    let unit = 10_u64.pow(places);
    let (whole, mut rest) = (n.unsigned_abs() / unit, n.unsigned_abs() % unit);
    if n < 0 {
        out.push(b'-');
    }
    integer(out, whole as i64);
    if rest > 0 {
        out.push(b'.');
    }
    let mut place = unit / 10;
    while rest > 0 {
        out.push(b'0' + (rest / place) as u8);
        rest %= place;
        place /= 10;
    }
}

/// Whether an area or a line is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorOf {
    Fill,
    Stroke,
}

/// The operator that sets the color of fills and glyphs, or of lines (ISO 32000-1, 8.6.8); for
/// [`DeviceColor::Registration`] the color space of that name.
pub fn color(out: &mut Vec<u8>, color: DeviceColor, of: ColorOf) {
    let operator = match color {
        DeviceColor::Gray(level) => {
            decimal(out, i64::from(level), 3);
            out.push(b' ');
            ["g", "G"]
        }
        DeviceColor::Rgb(r, g, b) => {
            // Four places bring back the same 255th in every reader.
            for part in [r, g, b] {
                decimal(out, (i64::from(part) * 10_000 + 127) / 255, 4);
                out.push(b' ');
            }
            ["rg", "RG"]
        }
        DeviceColor::Cmyk(c, m, y, k) => {
            for part in [c, m, y, k] {
                decimal(out, i64::from(part), 2);
                out.push(b' ');
            }
            ["k", "K"]
        }
        DeviceColor::Registration => {
            out.extend_from_slice([b"/All cs 1 ", b"/All CS 1 "][of as usize]);
            ["scn", "SCN"]
        }
    };
    out.extend_from_slice(operator[of as usize].as_bytes());
    out.push(b'\n');
}

/// A rectangle by its corners: left, bottom, right, top (ISO 32000-1, 7.9.5).
pub fn rectangle(out: &mut Vec<u8>, corners: [Pt; 4]) {
    for (place, corner) in corners.into_iter().enumerate() {
        out.push(if place == 0 { b'[' } else { b' ' });
        length(out, corner);
    }
    out.push(b']');
}

/// A byte inside a literal string (ISO 32000-1, 7.3.4.2). A bare carriage return would be read
/// as a line feed.
pub fn literal_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// A string of ASCII bytes.
pub fn ascii_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'(');
    text.bytes().for_each(|byte| literal_byte(out, byte));
    out.push(b')');
}

/// Text for people (ISO 32000-1, 7.9.2.2): a byte for each letter where that does, otherwise UTF-16. The
/// bytes of PDFDocEncoding from A1 on are those of Latin-1, but for AD, which is none (Table D.2).
pub fn text_string(out: &mut Vec<u8>, text: &str) {
    let byte = |c: char| match c {
        '\0'..='\u{7f}' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}' => Some(c as u8),
        _ => None,
    };
    // So begin texts in other encodings.
    let mistaken = text.starts_with(['\u{fe}', '\u{ef}']);
    if !mistaken && text.chars().all(|c| byte(c).is_some()) {
        out.push(b'(');
        text.chars().filter_map(byte).for_each(|byte| literal_byte(out, byte));
        out.push(b')');
        return;
    }
    out.extend_from_slice(b"<FEFF");
    utf16_digits(out, text);
    out.push(b'>');
}

/// Text as hexadecimal UTF-16BE.
pub fn utf16_digits(out: &mut Vec<u8>, text: &str) {
    for unit in text.encode_utf16() {
        hex(out, unit, 4);
    }
}

/// The last `count` hexadecimal digits of a number.
pub fn hex(out: &mut Vec<u8>, n: u16, count: u32) {
    for place in (0..count).rev() {
        out.push(b"0123456789ABCDEF"[usize::from(n >> (4 * place) & 15)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(put: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        put(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lengths_are_spelt_as_they_display() {
        for n in [0, 1, -1, 10, 12_000, -250, 10_500, 99_999, 100_001, -612_000, 1_234_567] {
            assert_eq!(written(|out| length(out, Pt(n))), Pt(n).to_string());
        }
    }

    #[test]
    fn printpdf_spells_lengths_the_same() {
        for n in (-2_000_000..16_000_000).step_by(97) {
            let lopdf::Object::Real(length) = points(Pt(n)).into() else { panic!() };
            assert_eq!(length.to_string(), Pt(n).to_string());
        }
    }

    #[test]
    fn colors_keep_their_255ths() {
        assert_eq!(written(|out| color(out, DeviceColor::Gray(0), ColorOf::Fill)), "0 g\n");
        assert_eq!(
            written(|out| color(out, DeviceColor::Cmyk(0, 100, 75, 5), ColorOf::Stroke)),
            "0 1 0.75 0.05 K\n"
        );
        let spelt = written(|out| color(out, DeviceColor::Rgb(0x12, 255, 1), ColorOf::Fill));
        assert_eq!(spelt, "0.0706 1 0.0039 rg\n");
        for part in 0..=255_u8 {
            let spelt = written(|out| color(out, DeviceColor::Rgb(part, 0, 0), ColorOf::Fill));
            let value: f64 = spelt.split(' ').next().unwrap().parse().unwrap();
            assert_eq!((value * 255.0).round() as u8, part);
        }
    }

    #[test]
    fn strings_are_escaped_or_utf_16() {
        assert_eq!(written(|out| text_string(out, "a(b)\\c")), r"(a\(b\)\\c)");
        assert_eq!(written(|out| text_string(out, "é😀")), "<FEFF00E9D83DDE00>");
        assert_eq!(written(|out| literal_byte(out, b'\r')), "\\r");
    }
}
