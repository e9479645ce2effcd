//! Streams decoded before: the files of a run carry the same color profile and national figures.

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many bytes are kept, encoded and decoded together.
const MOST: usize = 16 << 20;

/// What streams decode to, by their bytes. Equal bytes decode alike, so what files share is decoded
/// once.
#[derive(Default)]
pub(super) struct StreamCache {
    kept: RefCell<BTreeMap<Vec<u8>, Rc<[u8]>>>,
    size: Cell<usize>,
}

impl StreamCache {
    /// The bytes of a stream; `None` if they cannot be decoded.
    pub(super) fn decoded(&self, stream: &Stream<'_>) -> Option<Rc<[u8]>> {
        let raw = stream.raw_data();
        // Parameters would change what the bytes mean; no handout has any.
        let plain = stream.filters().as_slice() == [Filter::FlateDecode]
            && !stream.dict().contains_key("DecodeParms");
        if let Some(found) = self.kept.borrow().get(&*raw).filter(|_| plain) {
            return Some(Rc::clone(found));
        }
        let decoded: Rc<[u8]> = stream.decoded().ok()?.into();
        let size = self.size.get() + raw.len() + decoded.len();
        if plain && size <= MOST {
            self.size.set(size);
            self.kept.borrow_mut().insert(raw.into_owned(), Rc::clone(&decoded));
        }
        Some(decoded)
    }
}
