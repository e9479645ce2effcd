//! Streams decoded before: the files of a run carry the same color profile and national figures.

use crate::objects::Stream;
use md5::{Digest, Md5};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many bytes are kept, encoded and decoded together.
const MOST: usize = 16 << 20;

/// What streams decode to, by their bytes. Equal bytes decode alike, so what files share is decoded
/// once.
#[derive(Default)]
pub(super) struct StreamCache {
    kept: RefCell<BTreeMap<Vec<u8>, Rc<Decoded>>>,
    size: Cell<usize>,
}

/// A stream's bytes, and their sum once it was asked for.
struct Decoded {
    bytes: Rc<[u8]>,
    sum: OnceCell<[u8; 16]>,
}

impl StreamCache {
    /// The bytes of a stream; `None` if they cannot be decoded.
    pub(super) fn decoded(&self, stream: &Stream<'_>) -> Option<Rc<[u8]>> {
        Some(Rc::clone(&self.get(stream)?.bytes))
    }

    /// The length and the MD5 sum of those bytes.
    pub(super) fn summed(&self, stream: &Stream<'_>) -> Option<(usize, [u8; 16])> {
        let decoded = self.get(stream)?;
        let sum = decoded.sum.get_or_init(|| Md5::digest(&decoded.bytes).into());
        Some((decoded.bytes.len(), *sum))
    }

    fn get(&self, stream: &Stream<'_>) -> Option<Rc<Decoded>> {
        let raw = stream.raw_data();
        let plain = stream.is_deflated();
        if let Some(found) = self.kept.borrow().get(raw).filter(|_| plain) {
            return Some(Rc::clone(found));
        }
        let bytes: Rc<[u8]> = stream.decoded()?.into();
        let size = self.size.get() + raw.len() + bytes.len();
        let decoded = Rc::new(Decoded { bytes, sum: OnceCell::new() });
        if plain && size <= MOST {
            self.size.set(size);
            self.kept.borrow_mut().insert(raw.to_vec(), Rc::clone(&decoded));
        }
        Some(decoded)
    }
}
