//! A font of the file as a reader uses it: from codes to characters, widths and what is drawn.

use super::font_program::FontProgram;
use super::object::name;
use super::spelling::Spelling;
use crate::objects::{Array, Dict, Name, Object, PdfNumber, Stream};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A composite font (ISO 32000-1, 9.7).
pub(super) struct Typeface<'p> {
    pub(super) dict: Dict<'p>,
    pub(super) descendant: Dict<'p>,
    pub(super) descriptor: Dict<'p>,
    pub(super) read: Rc<FontData>,
}

/// What a font's dictionaries and streams come to.
#[derive(Default)]
pub(super) struct FontData {
    /// The embedded program.
    pub(super) program: Option<Vec<u8>>,
    /// What each code spells, by the ToUnicode map.
    pub(super) spelling: Spelling,
    /// By character identifier, in thousandths of an em.
    pub(super) widths: ByCode<f64>,
    /// What each code shows, as the one map that the checks let pass has it.
    pub(super) glyphs: ByCode<CodeGlyph>,
    /// Whether a file with it was found to be without any fault.
    pub(super) is_proved: Cell<bool>,
}

/// What a code shows.
pub(super) struct CodeGlyph {
    /// What it spells, if that is one character.
    pub(super) character: Option<char>,
    /// In thousandths of an em.
    pub(super) width: f64,
    /// Left, bottom, right, top of its outline; `None` for a space.
    pub(super) ink: Option<[f64; 4]>,
}

/// The fonts of the files before, by all their bytes: files of a run share most of them.
#[derive(Default)]
pub(super) struct FontCache {
    kept: RefCell<BTreeMap<Vec<u8>, Rc<FontData>>>,
    size: Cell<usize>,
}

/// How many bytes of fonts are kept.
const MOST: usize = 16 << 20;

impl FontCache {
    fn get(&self, dictionaries: [&Dict<'_>; 3]) -> Rc<FontData> {
        let [font, descendant, descriptor] = dictionaries;
        let program: Option<Stream<'_>> = descriptor.get("FontFile2");
        let to_unicode: Option<Stream<'_>> = font.get("ToUnicode");
        let mut key = Vec::with_capacity(16 << 10);
        let streams: Vec<&Stream<'_>> = [&program, &to_unicode].into_iter().flatten().collect();
        let sources = dictionaries.into_iter().chain(streams.iter().map(|stream| stream.dict()));
        let sources: Option<Vec<&[u8]>> = sources.map(|dictionary| dictionary.source()).collect();
        let known = sources.is_some();
        sources.into_iter().flatten().for_each(|source| key.extend_from_slice(source));
        streams.iter().for_each(|stream| key.extend_from_slice(stream.raw_data()));
        // What stands elsewhere in the file could be another there.
        let whole = |key: &str, of: &Dict<'_>| of.get_ref(key).is_none();
        let alone = known && whole("W", descendant) && whole("CIDToGIDMap", descendant);
        if let Some(found) = self.kept.borrow().get(&key).filter(|_| alone) {
            return Rc::clone(found);
        }
        let decoded = |stream: Stream<'_>| stream.decoded().map(Cow::into_owned);
        let map = to_unicode.and_then(|map| map.decoded());
        let spelling = map.map(|map| Spelling::read(&map)).unwrap_or_default();
        let (widths, program) = (widths(descendant), program.and_then(decoded));
        let glyphs = glyphs(program.as_deref(), &spelling, &widths);
        let read = Rc::new(FontData { program, spelling, widths, glyphs, is_proved: Cell::new(false) });
        let size = self.size.get() + 3 * key.len();
        if alone && size <= MOST {
            self.size.set(size);
            self.kept.borrow_mut().insert(key, Rc::clone(&read));
        }
        read
    }
}

impl<'p> Typeface<'p> {
    fn of(dict: Dict<'p>, cache: &FontCache) -> Self {
        let descendant = dict.get::<Array<'p>>("DescendantFonts").and_then(|d| d.iter::<Dict<'p>>().next());
        let descendant = descendant.unwrap_or_else(Dict::empty);
        let descriptor: Dict<'p> = descendant.get("FontDescriptor").unwrap_or_else(Dict::empty);
        let read = cache.get([&dict, &descendant, &descriptor]);
        Typeface { descriptor, descendant, dict, read }
    }

    /// Its name, for messages.
    pub(super) fn name(&self) -> &'p str {
        name(&self.dict, "BaseFont")
    }

    /// The predefined encoding's name; `None` if the map is embedded.
    pub(super) fn predefined(&self) -> Option<String> {
        self.dict.get::<Name<'_>>("Encoding").map(|name| name.as_str().to_owned())
    }
}

impl FontData {
    /// The embedded program, if it can be read.
    pub(super) fn drawn(&self) -> Option<FontProgram<'_>> {
        FontProgram::read(self.program.as_deref()?)
    }
}

/// What the codes show that spell something and have a width.
fn glyphs(program: Option<&[u8]>, spelling: &Spelling, widths: &ByCode<f64>) -> ByCode<CodeGlyph> {
    let program = program.and_then(FontProgram::read);
    let mut glyphs = ByCode::default();
    for (code, text) in spelling.iter().filter(|(_, text)| !text.is_empty()) {
        let Some(&width) = widths.get(code) else { continue };
        // Corners are where they are, whichever is said to be which.
        let ink = program
            .and_then(|program| program.ink(code))
            .map(|[x1, y1, x2, y2]: [f64; 4]| [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)]);
        let mut characters = text.chars();
        let character = characters.next().filter(|_| characters.next().is_none());
        glyphs.insert(code, CodeGlyph { character, width, ink });
    }
    glyphs
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

    pub(super) fn insert(&mut self, code: u16, value: T) {
        let at = usize::from(code);
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at] = Some(value);
    }
}

/// The fonts of a file read so far: pages share them.
pub(super) struct FontShelf<'p> {
    cache: &'p FontCache,
    read: Vec<Rc<Typeface<'p>>>,
    by_number: BTreeMap<u32, Rc<Typeface<'p>>>,
}

impl<'p> FontShelf<'p> {
    pub(super) fn new(cache: &'p FontCache) -> Self {
        Self { cache, read: Vec::new(), by_number: BTreeMap::new() }
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
        let font = Rc::new(Typeface::of(fonts.get(name)?, self.cache));
        self.read.push(Rc::clone(&font));
        self.by_number.extend(number.map(|number| (number, Rc::clone(&font))));
        Some(font)
    }
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

fn code(number: &PdfNumber) -> u16 {
    number.as_i64().clamp(0, u16::MAX.into()) as u16
}
