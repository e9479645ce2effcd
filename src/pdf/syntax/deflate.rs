//! The Flate filter (ISO 32000-1, 7.4.4). The state is kept from stream to stream: making it anew
//! costs as much as a page's content.

use flate2::{Compress, Compression, FlushCompress, Status};

/// A compressor.
pub struct Deflate(Compress);

impl Deflate {
    /// For what differs from page to page: level 9 takes twice as long and saves less than a
    /// hundred bytes a page.
    pub fn fast() -> Deflate {
        Deflate(Compress::new(Compression::new(6), true))
    }

    /// For what many pages share.
    pub fn small() -> Deflate {
        Deflate(Compress::new(Compression::new(9), true))
    }

    /// The bytes, compressed; always the same for the same bytes.
    pub fn pack(&mut self, data: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(data.len() / 2 + 256);
        loop {
            let read = self.0.total_in() as usize;
            let status = self.0.compress_vec(&data[read..], &mut out, FlushCompress::Finish);
            if status.expect("a compressor takes any bytes") == Status::StreamEnd {
                return out;
            }
            out.reserve(data.len() / 2 + 256);
        }
    }
}
