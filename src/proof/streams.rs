//! Streams decoded before: the files of a run carry the same color profile and national figures.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
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
        // Parameters would change what the bytes mean; no handout has any.
        let plain = stream.filters().as_slice() == [Filter::FlateDecode]
            && !stream.dict().contains_key("DecodeParms");
        if let Some(found) = self.kept.borrow().get(&*raw).filter(|_| plain) {
            return Some(Rc::clone(found));
        }
        let bytes: Rc<[u8]> = inflated(stream)?.into();
        let size = self.size.get() + raw.len() + bytes.len();
        let decoded = Rc::new(Decoded { bytes, sum: OnceCell::new() });
        if plain && size <= MOST {
            self.size.set(size);
            self.kept.borrow_mut().insert(raw.into_owned(), Rc::clone(&decoded));
        }
        Some(decoded)
    }
}

/// No stream of a handout is larger, decoded.
const LARGEST: usize = 32 << 20;

/// The bytes of a stream. Deflated ones are taken to zlib-rs, which is several times as fast as
/// hayro-syntax; what it stumbles over is left to that.
pub(super) fn inflated(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let plain =
        stream.filters().as_slice() == [Filter::FlateDecode] && !stream.dict().contains_key("DecodeParms");
    match plain.then(|| zlib(&stream.raw_data())).flatten() {
        Some(bytes) => (bytes.len() < LARGEST).then_some(bytes),
        None => Some(stream.decoded().ok()?.into_owned()),
    }
}

/// What deflated bytes come to, as far as it is allowed to be large; `None` if they are damaged.
fn zlib(deflated: &[u8]) -> Option<Vec<u8>> {
    let mut inflate = Decompress::new(true);
    let mut bytes = Vec::with_capacity(deflated.len().saturating_mul(5).min(LARGEST));
    loop {
        let read = usize::try_from(inflate.total_in()).ok()?;
        match inflate.decompress_vec(&deflated[read..], &mut bytes, FlushDecompress::Finish).ok()? {
            Status::StreamEnd => return Some(bytes),
            _ if bytes.len() >= LARGEST => return Some(bytes),
            _ if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len().max(1024)),
            Status::Ok | Status::BufError => return None,
        }
    }
}
