//! Deflated bytes, by zlib-rs, which is several times as fast as hayro-syntax.

use super::Pdf;
use flate2::{Decompress, FlushDecompress, Status};

/// No stream of a handout is larger, decoded.
const LARGEST: usize = 32 << 20;

/// Why there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotInflated {
    Damaged,
    TooLarge,
}

/// What inflates one stream after the other.
pub(super) struct Inflater(Decompress);

impl Inflater {
    pub(super) fn new() -> Self {
        Self(Decompress::new(true))
    }

    /// What deflated bytes come to.
    pub(super) fn inflated(&mut self, deflated: &[u8]) -> Result<Vec<u8>, NotInflated> {
        let inflate = &mut self.0;
        inflate.reset(true);
        let mut bytes = Vec::with_capacity(deflated.len().saturating_mul(5).clamp(64, LARGEST));
        loop {
            // What is read of a slice is no more than its length.
            let rest = &deflated[inflate.total_in() as usize..];
            let status = inflate.decompress_vec(rest, &mut bytes, FlushDecompress::Finish);
            match status.map_err(|_| NotInflated::Damaged)? {
                _ if bytes.len() >= LARGEST => return Err(NotInflated::TooLarge),
                Status::StreamEnd => return Ok(bytes),
                _ if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len()),
                Status::Ok | Status::BufError => return Err(NotInflated::Damaged),
            }
        }
    }
}

impl Pdf {
    /// What deflated bytes come to.
    pub(super) fn inflated(&self, deflated: &[u8]) -> Result<Vec<u8>, NotInflated> {
        self.inflater.borrow_mut().get_or_insert_with(Inflater::new).inflated(deflated)
    }
}
