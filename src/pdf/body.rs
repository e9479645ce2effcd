//! The file under way: objects one after the other, where each of them is, and at the end the
//! cross-reference stream (ISO 32000-1, 7.5.8). Small objects go into one object stream (7.5.7),
//! where they compress to a third.

use super::deflate::Deflate;
use super::object::object;
use super::operand::{Id, hex, integer};
use super::tags::put;
use lopdf::Object;

/// Bytes and the places of the objects in them.
#[derive(Debug, Clone)]
pub(super) struct Body {
    bytes: Vec<u8>,
    /// By object number.
    places: Vec<Option<Place>>,
    /// The object stream under way.
    gathered: Option<Gathered>,
    /// The number of the object stream, once written.
    packed: Option<Id>,
}

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At a byte of the file.
    At(usize),
    /// In the object stream, the how-manieth.
    In(usize),
}

/// Objects on their way into an object stream.
#[derive(Debug, Clone, Default)]
struct Gathered {
    bytes: Vec<u8>,
    /// Number and place.
    starts: Vec<(Id, usize)>,
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
        Body { bytes, places: Vec::new(), gathered: None, packed: None }
    }

    /// From here on, objects that are no streams are gathered for an object stream.
    pub(super) fn gather(&mut self) {
        self.gathered = Some(Gathered::default());
    }

    /// Starts an object; its value and [`Body::end`] must follow.
    pub(super) fn begin(&mut self, id: Id) -> &mut Vec<u8> {
        let Some(gathered) = &mut self.gathered else { return self.begin_plain(id) };
        let index = gathered.starts.len();
        gathered.starts.push((id, gathered.bytes.len()));
        self.place(id, Place::In(index));
        &mut self.gathered.as_mut().expect("just seen").bytes
    }

    /// Ends an object.
    pub(super) fn end(&mut self) {
        match &mut self.gathered {
            Some(gathered) => gathered.bytes.push(b'\n'),
            None => self.bytes.extend_from_slice(b"\nendobj\n"),
        }
    }

    fn begin_plain(&mut self, id: Id) -> &mut Vec<u8> {
        self.place(id, Place::At(self.bytes.len()));
        integer(&mut self.bytes, i64::from(id.0));
        self.bytes.extend_from_slice(b" 0 obj\n");
        &mut self.bytes
    }

    /// An object of the skeleton.
    pub(super) fn object(&mut self, id: Id, value: &Object) {
        object(self.begin(id), value);
        self.end();
    }

    /// A stream: `keys` are the further entries of its dictionary (7.3.8).
    pub(super) fn stream(&mut self, id: Id, keys: &str, data: &[u8]) {
        let out = self.begin_plain(id);
        out.extend_from_slice(b"<</Length ");
        integer(out, data.len() as i64);
        out.extend_from_slice(keys.as_bytes());
        out.extend_from_slice(b">>stream\n");
        out.extend_from_slice(data);
        // With "\n" alone, a last byte "\r" could be taken for part of the line's end.
        out.extend_from_slice(if data.ends_with(b"\r") { &b"\r\n"[..] } else { b"\n" });
        out.extend_from_slice(b"endstream\nendobj\n");
    }

    /// Writes the objects gathered as one stream.
    pub(super) fn end_gathering(&mut self, deflate: &mut Deflate) {
        let Gathered { bytes, starts } = self.gathered.take().expect("gathering");
        let mut data = Vec::with_capacity(bytes.len() + 8 * starts.len());
        starts.iter().for_each(|(id, at)| put(&mut data, format_args!("{} {at} ", id.0)));
        let first = data.len();
        data.extend_from_slice(&bytes);
        let keys = format!("/Type/ObjStm/N {}/First {first}/Filter/FlateDecode", starts.len());
        let id = self.next();
        self.packed = Some(id);
        self.stream(id, &keys, &deflate.pack(&data));
    }

    /// Objects that were serialised before.
    pub(super) fn block(&mut self, block: &Block) {
        let base = self.bytes.len();
        self.bytes.extend_from_slice(&block.bytes);
        for &(id, start) in &block.starts {
            self.place(id, Place::At(base + start));
        }
    }

    /// Everything written so far, to be put into other files.
    pub(super) fn into_block(self) -> Block {
        let starts = (0_u32..).map(Id).zip(self.places).filter_map(|(id, place)| match place {
            Some(Place::At(at)) => Some((id, at)),
            Some(Place::In(_)) | None => None,
        });
        Block { starts: starts.collect(), bytes: self.bytes }
    }

    /// Objects without a file's head, to be put into files.
    pub(super) fn fragment() -> Body {
        Body { bytes: Vec::new(), places: Vec::new(), gathered: None, packed: None }
    }

    /// A file that begins with a block.
    pub(super) fn starting_with(block: &Block, capacity: usize) -> Body {
        let mut body = Body {
            bytes: Vec::with_capacity(capacity),
            places: Vec::with_capacity(256),
            gathered: None,
            packed: None,
        };
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

    /// The whole file: with the cross-reference stream (7.5.8), whose `/ID` is twice the same,
    /// since no file is ever updated in place (14.4).
    pub(super) fn finish(
        mut self,
        root: Id,
        info: Id,
        identifier: [u8; 16],
        deflate: &mut Deflate,
    ) -> Vec<u8> {
        let (start, table) = (self.bytes.len(), self.next());
        let stream = self.packed.map_or(0, |id| id.0 as usize);
        let mut entries = vec![0, 0, 0, 0, 0xFF, 0xFF];
        self.places.resize(table.0 as usize + 1, Some(Place::At(start)));
        for place in &self.places[1..] {
            let (kind, field, index) = match place.expect("every number up to the last has its object") {
                Place::At(offset) => (1, offset, 0),
                Place::In(index) => (2, stream, index),
            };
            entries.push(kind);
            entries.extend_from_slice(&(field as u32).to_be_bytes()[1..]);
            entries.extend_from_slice(&(index as u16).to_be_bytes());
        }
        let mut id = Vec::with_capacity(32);
        identifier.iter().for_each(|&byte| hex(&mut id, u16::from(byte), 2));
        let id = String::from_utf8_lossy(&id);
        let keys = format!(
            "/Type/XRef/Size {}/W[1 3 2]/Root {root}/Info {info}/ID[<{id}><{id}>]/Filter/FlateDecode",
            self.places.len(),
        );
        // Its own place is set already.
        self.places.truncate(table.0 as usize);
        self.stream(table, &keys, &deflate.pack(&entries));
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }

    /// The first number without an object.
    fn next(&self) -> Id {
        Id(self.places.len() as u32)
    }

    fn place(&mut self, id: Id, place: Place) {
        let number = id.0 as usize;
        if self.places.len() <= number {
            self.places.resize(number + 1, None);
        }
        assert_eq!(self.places[number], None, "object {number} is written once");
        self.places[number] = Some(place);
    }
}
