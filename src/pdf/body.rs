//! The file under way: objects one after the other, where each of them begins, and at the end
//! the cross-reference table and the trailer (ISO 32000-1, 7.5).

use super::object::object;
use super::operand::{Id, hex, integer};
use lopdf::Object;

/// Bytes and the places of the objects in them.
#[derive(Debug, Clone)]
pub(super) struct Body {
    bytes: Vec<u8>,
    /// By object number; 0 is none.
    offsets: Vec<usize>,
}

/// Objects serialised once and put into many files, at the same numbers in each.
#[derive(Debug, Clone)]
pub(super) struct Block {
    bytes: Vec<u8>,
    /// Number and place within the block.
    starts: Vec<(Id, usize)>,
}

impl Body {
    /// An empty file of a version. The comment of high bytes says that it is binary (7.5.2; all
    /// four must be above 127 for ISO 19005-3, 6.1.2).
    pub(super) fn new(version: &str) -> Body {
        let mut bytes = format!("%PDF-{version}\n%").into_bytes();
        bytes.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
        Body { bytes, offsets: Vec::new() }
    }

    /// Starts an object; its value and [`Body::end`] must follow.
    pub(super) fn begin(&mut self, id: Id) -> &mut Vec<u8> {
        self.place(id, self.bytes.len());
        integer(&mut self.bytes, i64::from(id.0));
        self.bytes.extend_from_slice(b" 0 obj\n");
        &mut self.bytes
    }

    /// Ends an object.
    pub(super) fn end(&mut self) {
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// An object of the skeleton.
    pub(super) fn object(&mut self, id: Id, value: &Object) {
        object(self.begin(id), value);
        self.end();
    }

    /// A stream: `keys` are the further entries of its dictionary (7.3.8).
    pub(super) fn stream(&mut self, id: Id, keys: &str, data: &[u8]) {
        let out = self.begin(id);
        out.extend_from_slice(b"<</Length ");
        integer(out, data.len() as i64);
        out.extend_from_slice(keys.as_bytes());
        out.extend_from_slice(b">>stream\n");
        out.extend_from_slice(data);
        out.extend_from_slice(b"\nendstream");
        self.end();
    }

    /// Objects that were serialised before.
    pub(super) fn block(&mut self, block: &Block) {
        let base = self.bytes.len();
        self.bytes.extend_from_slice(&block.bytes);
        for &(id, start) in &block.starts {
            self.place(id, base + start);
        }
    }

    /// Everything written so far, to be put into other files.
    pub(super) fn into_block(self) -> Block {
        let starts = (0_u32..).map(Id).zip(self.offsets).filter(|&(_, at)| at > 0);
        Block { starts: starts.collect(), bytes: self.bytes }
    }

    /// Objects without a file's head, to be put into files.
    pub(super) fn fragment() -> Body {
        // The place 0 means none, so the fragment begins with a byte, here a line's end.
        Body { bytes: vec![b'\n'], offsets: Vec::new() }
    }

    /// A file that begins with a block.
    pub(super) fn starting_with(block: &Block, capacity: usize) -> Body {
        let mut body = Body { bytes: Vec::with_capacity(capacity), offsets: Vec::with_capacity(256) };
        body.block(block);
        body
    }

    /// How long the file is so far.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes from a place on.
    pub(super) fn since(&self, place: usize) -> &[u8] {
        &self.bytes[place..]
    }

    /// The whole file: with the cross-reference table (7.5.4) and the trailer (7.5.5), whose `/ID`
    /// is twice the same, since no file is ever updated in place (14.4).
    pub(super) fn finish(mut self, root: Id, info: Id, identifier: [u8; 16]) -> Vec<u8> {
        let (start, size) = (self.bytes.len(), self.offsets.len());
        let out = &mut self.bytes;
        out.extend_from_slice(b"xref\n0 ");
        integer(out, size as i64);
        out.extend_from_slice(b"\n0000000000 65535 f \n");
        for &offset in &self.offsets[1..] {
            assert!(offset > 0, "every number up to the last has its object");
            let mut entry = *b"0000000000 00000 n \n";
            let mut rest = offset;
            for digit in entry[..10].iter_mut().rev() {
                *digit += (rest % 10) as u8;
                rest /= 10;
            }
            out.extend_from_slice(&entry);
        }
        let trailer = format!("trailer\n<</Size {size}/Root {root}/Info {info}/ID[");
        out.extend_from_slice(trailer.as_bytes());
        for _ in 0..2 {
            out.push(b'<');
            identifier.iter().for_each(|&byte| hex(out, u16::from(byte), 2));
            out.push(b'>');
        }
        out.extend_from_slice(format!("]>>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }

    fn place(&mut self, id: Id, at: usize) {
        let number = id.0 as usize;
        if self.offsets.len() <= number {
            self.offsets.resize(number + 1, 0);
        }
        assert_eq!(self.offsets[number], 0, "object {number} is written once");
        self.offsets[number] = at;
    }
}
