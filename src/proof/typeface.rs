//! A font of the file as a reader uses it: from codes to characters and widths.

use super::object::name;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A composite font (ISO 32000-1, 9.7).
pub(super) struct Typeface<'p> {
    pub(super) dict: Dict<'p>,
    pub(super) descendant: Dict<'p>,
    pub(super) descriptor: Dict<'p>,
    /// The embedded program.
    pub(super) program: Option<Vec<u8>>,
    /// What each code spells, by the ToUnicode map.
    pub(super) spelling: BTreeMap<u32, String>,
    /// By character identifier, in thousandths of an em.
    pub(super) widths: BTreeMap<u32, f64>,
}

impl<'p> Typeface<'p> {
    pub(super) fn of(dict: Dict<'p>) -> Self {
        let descendant = dict.get::<Array<'p>>("DescendantFonts").and_then(|d| d.iter::<Dict<'p>>().next());
        let descendant = descendant.unwrap_or_else(Dict::empty);
        let descriptor: Dict<'p> = descendant.get("FontDescriptor").unwrap_or_else(Dict::empty);
        let program = descriptor.get::<Stream<'_>>("FontFile2");
        let to_unicode = dict.get::<Stream<'_>>("ToUnicode");
        Typeface {
            program: program.and_then(|program| Some(program.decoded().ok()?.into_owned())),
            descriptor,
            spelling: to_unicode.map(|map| spelling(&cmap(&map))).unwrap_or_default(),
            widths: widths(&descendant),
            descendant,
            dict,
        }
    }

    /// Its name, for messages.
    pub(super) fn name(&self) -> String {
        name(&self.dict, "BaseFont")
    }

    /// The predefined encoding's name; `None` if the map is embedded.
    pub(super) fn predefined(&self) -> Option<String> {
        self.dict.get::<Name<'_>>("Encoding").map(|name| name.as_str().to_owned())
    }

    /// The codes of a string: of two bytes each, as the one map that the checks let pass has them.
    pub(super) fn codes<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = u32> + use<'s> {
        string.chunks(2).map(|code| code.iter().fold(0, |n, &byte| n << 8 | u32::from(byte)))
    }
}

/// The fonts read so far: pages share them.
#[derive(Default)]
pub(super) struct FontShelf<'p> {
    read: Vec<Rc<Typeface<'p>>>,
    by_number: BTreeMap<u32, Rc<Typeface<'p>>>,
}

impl<'p> FontShelf<'p> {
    /// All of them, each once.
    pub(super) fn all(self) -> Vec<Rc<Typeface<'p>>> {
        self.read
    }

    /// The font that the resources of a page call by a name.
    pub(super) fn font(&mut self, fonts: &Dict<'p>, name: &str) -> Option<Rc<Typeface<'p>>> {
        let number = fonts.get_ref(name).map(|id| id.obj_number);
        if let Some(font) = number.and_then(|number| self.by_number.get(&number)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Typeface::of(fonts.get(name)?));
        self.read.push(Rc::clone(&font));
        self.by_number.extend(number.map(|number| (number, Rc::clone(&font))));
        Some(font)
    }
}

fn cmap(stream: &Stream<'_>) -> String {
    stream.decoded().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The pairs between `beginbfchar` and `endbfchar` (9.10.3). Ranges are not read: a map that uses
/// them is found as characters without a spelling.
fn spelling(map: &str) -> BTreeMap<u32, String> {
    let mut spelt = BTreeMap::new();
    for section in map.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next().unwrap_or_default();
        let mut strings = section.split(['<', '>']).skip(1).step_by(2);
        while let (Some(code), Some(text)) = (strings.next(), strings.next()) {
            let units: Vec<u16> = (0..text.len() / 4)
                .filter_map(|n| u16::from_str_radix(text.get(4 * n..4 * n + 4)?, 16).ok())
                .collect();
            if let Ok(code) = u32::from_str_radix(code, 16) {
                spelt.insert(code, String::from_utf16_lossy(&units));
            }
        }
    }
    spelt
}

/// `/W` (9.7.4.3): `first [w w …]` or `first last w`.
fn widths(descendant: &Dict<'_>) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let Some(list) = descendant.get::<Array<'_>>("W") else { return widths };
    let mut items = list.iter::<Object<'_>>();
    while let (Some(Object::Number(first)), Some(next)) = (items.next(), items.next()) {
        let first = first.as_i64().clamp(0, 65_535) as u32;
        match next {
            Object::Array(each) => {
                let each = each.iter::<Object<'_>>().map(|w| w.into_number().map_or(0.0, |w| w.as_f64()));
                widths.extend((first..=65_535).zip(each));
            }
            Object::Number(last) => {
                let width = items.next().and_then(Object::into_number).map_or(0.0, |w| w.as_f64());
                let last = last.as_i64().clamp(0, 65_535) as u32;
                widths.extend((first..=last).map(|cid| (cid, width)));
            }
            _ => break,
        }
    }
    widths
}
