//! A font of the file as a reader uses it: from codes to characters and widths.

use super::object::name;
use super::streams::StreamCache;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A composite font (ISO 32000-1, 9.7).
pub(super) struct Typeface<'p> {
    pub(super) dict: Dict<'p>,
    pub(super) descendant: Dict<'p>,
    pub(super) descriptor: Dict<'p>,
    /// The embedded program.
    pub(super) program: Option<Rc<[u8]>>,
    /// What each code spells, by the ToUnicode map.
    pub(super) spelling: Rc<ByCode<String>>,
    /// By character identifier, in thousandths of an em.
    pub(super) widths: ByCode<f64>,
}

impl<'p> Typeface<'p> {
    fn of(dict: Dict<'p>, streams: &StreamCache) -> Self {
        let descendant = dict.get::<Array<'p>>("DescendantFonts").and_then(|d| d.iter::<Dict<'p>>().next());
        let descendant = descendant.unwrap_or_else(Dict::empty);
        let descriptor: Dict<'p> = descendant.get("FontDescriptor").unwrap_or_else(Dict::empty);
        let program = descriptor.get::<Stream<'_>>("FontFile2");
        let to_unicode = dict.get::<Stream<'_>>("ToUnicode");
        Typeface {
            program: program.and_then(|program| streams.decoded(&program)),
            descriptor,
            spelling: to_unicode.and_then(|map| streams.spelling(&map)).unwrap_or_default(),
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
    pub(super) fn codes<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = u16> + use<'s> {
        string.chunks(2).map(|code| code.iter().fold(0, |n, &byte| n << 8 | u16::from(byte)))
    }
}

/// Values by their codes of two bytes.
pub(super) struct ByCode<T>(Vec<Option<T>>);

impl<T> Default for ByCode<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByCode<T> {
    pub(super) fn get(&self, code: u16) -> Option<&T> {
        self.0.get(usize::from(code))?.as_ref()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, &T)> {
        (0..=u16::MAX).zip(&self.0).filter_map(|(code, value)| Some((code, value.as_ref()?)))
    }

    fn insert(&mut self, code: u16, value: T) {
        let at = usize::from(code);
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at] = Some(value);
    }
}

/// The fonts read so far: pages share them.
pub(super) struct FontShelf<'p> {
    streams: &'p StreamCache,
    read: Vec<Rc<Typeface<'p>>>,
    by_number: BTreeMap<u32, Rc<Typeface<'p>>>,
}

impl<'p> FontShelf<'p> {
    pub(super) fn new(streams: &'p StreamCache) -> Self {
        Self { streams, read: Vec::new(), by_number: BTreeMap::new() }
    }

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
        let font = Rc::new(Typeface::of(fonts.get(name)?, self.streams));
        self.read.push(Rc::clone(&font));
        self.by_number.extend(number.map(|number| (number, Rc::clone(&font))));
        Some(font)
    }
}

/// The pairs between `beginbfchar` and `endbfchar` (9.10.3). Ranges are not read: a map that uses
/// them is found as characters without a spelling.
pub(super) fn spelling(map: &str) -> ByCode<String> {
    let mut spelt = ByCode::default();
    for section in map.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next().unwrap_or_default();
        let mut strings = section.split(['<', '>']).skip(1).step_by(2);
        while let (Some(code), Some(text)) = (strings.next(), strings.next()) {
            let units: Vec<u16> = (0..text.len() / 4)
                .filter_map(|n| u16::from_str_radix(text.get(4 * n..4 * n + 4)?, 16).ok())
                .collect();
            if let Ok(code) = u16::from_str_radix(code, 16) {
                spelt.insert(code, String::from_utf16_lossy(&units));
            }
        }
    }
    spelt
}

/// `/W` (9.7.4.3): `first [w w …]` or `first last w`.
fn widths(descendant: &Dict<'_>) -> ByCode<f64> {
    let mut widths = ByCode::default();
    let Some(list) = descendant.get::<Array<'_>>("W") else { return widths };
    let mut items = list.iter::<Object<'_>>();
    while let (Some(Object::Number(first)), Some(next)) = (items.next(), items.next()) {
        let first = code(&first);
        match next {
            Object::Array(each) => {
                let each = each.iter::<Object<'_>>().map(|w| w.into_number().map_or(0.0, |w| w.as_f64()));
                (first..=u16::MAX).zip(each).for_each(|(cid, width)| widths.insert(cid, width));
            }
            Object::Number(last) => {
                let width = items.next().and_then(Object::into_number).map_or(0.0, |w| w.as_f64());
                (first..=code(&last)).for_each(|cid| widths.insert(cid, width));
            }
            _ => break,
        }
    }
    widths
}

fn code(number: &Number) -> u16 {
    number.as_i64().clamp(0, u16::MAX.into()) as u16
}
