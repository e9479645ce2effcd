//! A font of a finished file as a reader uses it: what each code spells, and how far the pen then moves.

use super::values::{name, number, utf_16};
use hayro_syntax::object::{Array, Dict, Object, Stream};
use std::collections::BTreeMap;

/// No font has more codes.
const MOST_CODES: u32 = 1 << 16;

/// A font.
pub(super) struct ReadFont {
    /// "ABCDEF+SourceSans3-Bold".
    pub(super) name: String,
    /// Whether its codes are of two bytes.
    wide: bool,
    spelling: BTreeMap<u32, String>,
    /// In thousandths of an em.
    widths: BTreeMap<u32, f64>,
    default_width: f64,
}

impl ReadFont {
    pub(super) fn of(dict: &Dict<'_>) -> Self {
        let wide = name(dict, "Subtype") == "Type0";
        let map = dict.get::<Stream<'_>>("ToUnicode").and_then(|map| map.decoded().ok());
        let spelling = map.map(|map| spelling(&String::from_utf8_lossy(&map))).unwrap_or_default();
        let below =
            dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let (widths, default_width) = match &below {
            Some(below) => (composite_widths(below), below.get::<f64>("DW").unwrap_or(1000.0)),
            None => (simple_widths(dict), 500.0),
        };
        ReadFont { name: name(dict, "BaseFont"), wide, spelling, widths, default_width }
    }

    /// The codes of a string. Maps of a font's own from codes to glyphs are not known here: codes of two
    /// bytes are what `Identity-H` makes of them (ISO 32000-1, 9.7.5.2).
    pub(super) fn codes<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = u32> + use<'s> {
        let length = if self.wide { 2 } else { 1 };
        string.chunks(length).map(|code| code.iter().fold(0, |n, &byte| n << 8 | u32::from(byte)))
    }

    /// What a code spells; a code of one byte that no map names is taken for Latin-1.
    pub(super) fn spells(&self, code: u32) -> String {
        let plain = || char::from_u32(code).filter(|_| !self.wide).map(String::from);
        self.spelling.get(&code).cloned().or_else(plain).unwrap_or_default()
    }

    /// How far the pen moves, in ems.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).unwrap_or(&self.default_width) / 1000.0
    }

    /// Whether the space between words is added to a code (9.3.3).
    pub(super) fn is_space(&self, code: u32) -> bool {
        !self.wide && code == 32
    }
}

/// A ToUnicode map (9.10.3): `beginbfchar` has pairs, `beginbfrange` has ranges.
fn spelling(map: &str) -> BTreeMap<u32, String> {
    let mut spelt = BTreeMap::new();
    let sections = |begin: &str, end: &'static str| {
        let sections = map.split(begin).skip(1).map(str::to_owned).collect::<Vec<_>>();
        sections.into_iter().map(move |section| section.split(end).next().unwrap_or_default().to_owned())
    };
    for section in sections("beginbfchar", "endbfchar") {
        let mut strings = section.split(['<', '>']).skip(1).step_by(2);
        while let (Some(code), Some(text)) = (strings.next(), strings.next()) {
            if let Some(code) = parsed(code) {
                spelt.insert(code, utf_16(&bytes(text)));
            }
        }
    }
    for section in sections("beginbfrange", "endbfrange") {
        let mut rest = section.as_str();
        while let Some((first, last, targets, behind)) = range(rest) {
            rest = behind;
            for (code, n) in (first..=last.min(first.saturating_add(MOST_CODES))).zip(0..) {
                let Some(text) = targets.get(n as usize).or(targets.first()) else { break };
                let mut text = bytes(text);
                // One target: its last unit counts up.
                if let (1, [.., high, low]) = (targets.len(), text.as_mut_slice()) {
                    let unit = u16::from_be_bytes([*high, *low]).wrapping_add(n as u16);
                    [*high, *low] = unit.to_be_bytes();
                }
                spelt.insert(code, utf_16(&text));
            }
            if spelt.len() > MOST_CODES as usize {
                break;
            }
        }
    }
    spelt
}

/// The next range of a section: its codes, its targets, and what comes behind.
fn range(text: &str) -> Option<(u32, u32, Vec<&str>, &str)> {
    let string = |text: &str| -> Option<(usize, usize)> {
        let open = text.find('<')? + 1;
        Some((open, open + text[open..].find('>')?))
    };
    let (open, close) = string(text)?;
    let (first, rest) = (parsed(&text[open..close])?, &text[close + 1..]);
    let (open, close) = string(rest)?;
    let (last, rest) = (parsed(&rest[open..close])?, &rest[close + 1..]);
    let list = rest.trim_start();
    match list.strip_prefix('[') {
        Some(list) => {
            let (targets, behind) = list.split_once(']')?;
            Some((first, last, targets.split(['<', '>']).skip(1).step_by(2).collect(), behind))
        }
        None => {
            let (open, close) = string(rest)?;
            Some((first, last, vec![&rest[open..close]], &rest[close + 1..]))
        }
    }
}

fn parsed(code: &str) -> Option<u32> {
    u32::from_str_radix(code.trim(), 16).ok().filter(|code| *code < MOST_CODES)
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|c| Some(c.to_digit(16)? as u8)).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// `/W` (9.7.4.3): `first [w w …]` or `first last w`.
fn composite_widths(below: &Dict<'_>) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let Some(list) = below.get::<Array<'_>>("W") else { return widths };
    let mut items = list.iter::<Object<'_>>();
    while let (Some(first), Some(next)) = (items.next(), items.next()) {
        let first = number(&first) as u32;
        match next {
            Object::Array(each) => {
                let each = each.iter::<Object<'_>>().map(|width| number(&width));
                widths.extend((first..MOST_CODES).zip(each));
            }
            last => {
                let width = items.next().map_or(0.0, |width| number(&width));
                let last = (number(&last) as u32).min(MOST_CODES);
                widths.extend((first..=last).map(|code| (code, width)));
            }
        }
        if widths.len() > MOST_CODES as usize {
            break;
        }
    }
    widths
}

/// `/Widths`, from `/FirstChar` on (9.6.2.1).
fn simple_widths(dict: &Dict<'_>) -> BTreeMap<u32, f64> {
    let first = dict.get::<u32>("FirstChar").unwrap_or(0);
    (first..256).zip(super::values::numbers(dict, "Widths")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_of_all_forms_are_read() {
        let map = "2 beginbfchar <0001> <0041> <02> <00660069> endbfchar \
                   2 beginbfrange <0010> <0012> <0061> <20><21>[<0078> <D83DDE00>] endbfrange";
        let spelt = spelling(map);
        let at = |code| spelt.get(&code).map(String::as_str);
        assert_eq!((at(1), at(2), at(0x12), at(0x21)), (Some("A"), Some("fi"), Some("c"), Some("😀")));
        for map in ["beginbfrange <00> <FFFFFFFF> <0041>", "beginbfchar <", "beginbfrange <1> <2> ["] {
            assert!(spelling(map).len() <= MOST_CODES as usize);
        }
    }
}
