//! Streams decoded before: the files of a run carry the same fonts, color profile and national figures.

use super::typeface::{self, ByCode};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many bytes are kept, encoded and decoded together.
const MOST: usize = 16 << 20;

/// What streams decode to, by their bytes. Equal bytes decode alike, so what files share is decoded
/// once.
#[derive(Default)]
pub(super) struct StreamCache {
    kept: RefCell<BTreeMap<Vec<u8>, Decoded>>,
    size: Cell<usize>,
}

/// A stream's bytes, and what they spell if they are a ToUnicode map.
#[derive(Clone)]
struct Decoded {
    bytes: Rc<[u8]>,
    spelling: Rc<OnceCell<Rc<ByCode<String>>>>,
}

impl StreamCache {
    /// The bytes of a stream; `None` if they cannot be decoded.
    pub(super) fn decoded(&self, stream: &Stream<'_>) -> Option<Rc<[u8]>> {
        Some(self.get(stream)?.bytes)
    }

    /// What each code spells by a ToUnicode map.
    pub(super) fn spelling(&self, map: &Stream<'_>) -> Option<Rc<ByCode<String>>> {
        let Decoded { bytes, spelling } = self.get(map)?;
        let read = || Rc::new(typeface::spelling(&String::from_utf8_lossy(&bytes)));
        Some(Rc::clone(spelling.get_or_init(read)))
    }

    fn get(&self, stream: &Stream<'_>) -> Option<Decoded> {
        let raw = stream.raw_data();
        // Parameters would change what the bytes mean; no handout has any.
        let plain = stream.filters().as_slice() == [Filter::FlateDecode]
            && !stream.dict().contains_key("DecodeParms");
        if let Some(found) = self.kept.borrow().get(&*raw).filter(|_| plain) {
            return Some(found.clone());
        }
        let decoded = Decoded { bytes: stream.decoded().ok()?.into(), spelling: Rc::default() };
        let size = self.size.get() + raw.len() + decoded.bytes.len();
        if plain && size <= MOST {
            self.size.set(size);
            self.kept.borrow_mut().insert(raw.into_owned(), decoded.clone());
        }
        Some(decoded)
    }
}
