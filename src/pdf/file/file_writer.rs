//! The file under way: objects one after the other, where each of them is, and at the end the
//! cross-reference stream (ISO 32000-1, 7.5.8). Small objects go into object streams (7.5.7), where
//! they compress to a third.

use super::super::syntax::{Deflate, Id, hex, integer, object, put};
use super::ids::Ids;
use lopdf::Object;

/// More objects than this are not put into one object stream: to get at one of them, a reader
/// inflates them all.
const MOST_IN_STREAM: usize = 2000;

/// Objects as they stand in a file, which can be put into many files at the same numbers.
#[derive(Debug, Clone, Default)]
pub struct SerializedObjects {
    bytes: Vec<u8>,
    /// Each object's number and first byte.
    starts: Vec<(Id, usize)>,
}

/// A file under way.
pub struct FileWriter<'d> {
    ids: Ids,
    deflate: &'d mut Deflate,
    /// So many objects go into one stream.
    most_in_stream: usize,
    /// The file so far.
    written: SerializedObjects,
    /// On their way into the next object stream.
    gathered: SerializedObjects,
    /// The object streams, each with the objects inside.
    streams: Vec<(Id, Vec<Id>)>,
}

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ObjectLocation {
    /// Nowhere: its number is free.
    Free,
    /// At a byte of the file.
    Offset(usize),
    InObjectStream {
        stream: Id,
        index: usize,
    },
}

impl SerializedObjects {
    /// Adds an object.
    pub fn object(&mut self, id: Id, value: &Object) {
        object(self.begin(id), value);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// Adds a stream: `keys` are the further entries of its dictionary (7.3.8).
    pub fn stream(&mut self, id: Id, keys: &str, data: &[u8]) {
        let out = self.begin(id);
        out.extend_from_slice(b"<</Length ");
        integer(out, data.len() as i64);
        out.extend_from_slice(keys.as_bytes());
        out.extend_from_slice(b">>stream\n");
        out.extend_from_slice(data);
        // With "\n" alone, a last byte "\r" could be taken for part of the line's end.
        out.extend_from_slice(if data.ends_with(b"\r") { &b"\r\n"[..] } else { b"\n" });
        out.extend_from_slice(b"endstream\nendobj\n");
    }

    fn begin(&mut self, id: Id) -> &mut Vec<u8> {
        self.starts.push((id, self.bytes.len()));
        integer(&mut self.bytes, i64::from(id.0));
        self.bytes.extend_from_slice(b" 0 obj\n");
        &mut self.bytes
    }

    /// Each object, from its number to its end.
    fn each(&self) -> impl Iterator<Item = (Id, &[u8])> {
        let ends = self.starts.iter().skip(1).map(|(_, start)| *start).chain([self.bytes.len()]);
        self.starts.iter().zip(ends).map(|(&(id, start), end)| (id, &self.bytes[start..end]))
    }

    /// The bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<'d> FileWriter<'d> {
    /// An empty file of a version; `ids` are the numbers that its objects will have. The comment of
    /// high bytes says that it is binary (7.5.2; all four must be above 127 for ISO 19005-3, 6.1.2).
    pub fn new(version: &str, ids: Ids, deflate: &'d mut Deflate) -> Self {
        let mut bytes = Vec::with_capacity(64 * 1024);
        bytes.extend_from_slice(format!("%PDF-{version}\n%").as_bytes());
        bytes.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
        let written = SerializedObjects { bytes, starts: Vec::with_capacity(256) };
        FileWriter {
            ids,
            deflate,
            most_in_stream: MOST_IN_STREAM,
            written,
            gathered: SerializedObjects::default(),
            streams: Vec::new(),
        }
    }

    /// With larger object streams, for objects that are much alike: a compressor looks back no further.
    pub fn of_alike(self) -> Self {
        FileWriter { most_in_stream: 5 * MOST_IN_STREAM, ..self }
    }

    /// Adds an object outside of all object streams.
    pub fn plain_object(&mut self, id: Id, value: &Object) {
        self.written.object(id, value);
    }

    /// Adds a stream.
    pub fn stream(&mut self, id: Id, keys: &str, data: &[u8]) {
        self.written.stream(id, keys, data);
    }

    /// Adds a stream, compressed.
    pub fn compressed(&mut self, id: Id, data: &[u8]) {
        self.compressed_with(id, "", data);
    }

    /// Adds a stream with further entries of its dictionary, compressed.
    pub fn compressed_with(&mut self, id: Id, keys: &str, data: &[u8]) {
        let data = self.deflate.pack(data);
        self.stream(id, &format!("{keys}/Filter/FlateDecode"), &data);
    }

    /// Adds objects that were serialized before: streams as they are, the others to an object stream.
    pub fn append(&mut self, objects: &SerializedObjects) {
        for (id, whole) in objects.each() {
            let body = whole.strip_suffix(b"\nendobj\n").unwrap_or(whole);
            if body.ends_with(b"endstream") {
                self.written.starts.push((id, self.written.bytes.len()));
                self.written.bytes.extend_from_slice(whole);
            } else {
                let head = body.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                self.value(id, |out| out.extend_from_slice(&body[head..]));
            }
        }
    }

    /// Adds an object to an object stream.
    pub fn object(&mut self, id: Id, value: &Object) {
        self.value(id, |out| object(out, value));
    }

    /// Adds an object, which `spell` appends, to an object stream.
    pub fn value(&mut self, id: Id, spell: impl FnOnce(&mut Vec<u8>)) {
        let SerializedObjects { bytes, starts } = &mut self.gathered;
        starts.push((id, bytes.len()));
        spell(bytes);
        bytes.push(b'\n');
        if starts.len() == self.most_in_stream {
            self.end_object_stream();
        }
    }

    /// Writes the objects gathered as one stream.
    pub fn end_object_stream(&mut self) {
        let SerializedObjects { bytes, starts } = std::mem::take(&mut self.gathered);
        if starts.is_empty() {
            return;
        }
        let mut data = Vec::with_capacity(bytes.len() + 8 * starts.len());
        starts.iter().for_each(|(id, at)| put(&mut data, format_args!("{} {at} ", id.0)));
        let first = data.len();
        data.extend_from_slice(&bytes);
        let keys = format!("/Type/ObjStm/N {}/First {first}/Filter/FlateDecode", starts.len());
        let (id, data) = (self.ids.one(), self.deflate.pack(&data));
        self.stream(id, &keys, &data);
        self.streams.push((id, starts.into_iter().map(|(id, _)| id).collect()));
    }

    /// How long the file is so far.
    pub fn len(&self) -> usize {
        self.written.bytes.len()
    }

    /// The bytes from a place on.
    pub fn since(&self, place: usize) -> &[u8] {
        &self.written.bytes[place..]
    }

    /// The whole file: with the cross-reference stream, whose `/ID` is twice the same, since no
    /// file is ever updated in place (14.4).
    pub fn finish(mut self, root: Id, info: Option<Id>, identifier: [u8; 16]) -> Vec<u8> {
        self.end_object_stream();
        let (start, table) = (self.len(), self.ids.one());
        // As many bytes as the greatest offset needs.
        let width = if start < 1 << 24 { 3 } else { 4 };
        let mut entries = Vec::with_capacity((width + 3) * (self.ids.given() + 1));
        for location in self.locations(table, start) {
            let (kind, field, index) = match location {
                ObjectLocation::Free => (0, 0, 0xFFFF),
                ObjectLocation::Offset(offset) => (1, offset, 0),
                ObjectLocation::InObjectStream { stream, index } => (2, stream.0 as usize, index),
            };
            entries.push(kind);
            entries.extend_from_slice(&(field as u32).to_be_bytes()[4 - width..]);
            entries.extend_from_slice(&(index as u16).to_be_bytes());
        }
        let mut id = Vec::with_capacity(32);
        identifier.iter().for_each(|&byte| hex(&mut id, u16::from(byte), 2));
        let id = String::from_utf8_lossy(&id);
        let info = info.map(|info| format!("/Info {info}")).unwrap_or_default();
        let keys = format!(
            "/Type/XRef/Size {}/W[1 {width} 2]/Root {root}{info}/ID[<{id}><{id}>]/Filter/FlateDecode\
             /DecodeParms<</Predictor 12/Columns {}>>",
            self.ids.given() + 1,
            width + 3,
        );
        let entries = self.deflate.pack(&differences(&entries, width + 3));
        self.stream(table, &keys, &entries);
        put(&mut self.written.bytes, format_args!("startxref\n{start}\n%%EOF\n"));
        self.written.bytes
    }

    /// By object number, from 0 on, which is never used.
    fn locations(&self, table: Id, start: usize) -> Vec<ObjectLocation> {
        let mut locations = vec![ObjectLocation::Free; self.ids.given() + 1];
        for &(id, offset) in self.written.starts.iter().chain(&[(table, start)]) {
            locations[id.0 as usize] = ObjectLocation::Offset(offset);
        }
        for &(stream, ref inside) in &self.streams {
            for (index, id) in inside.iter().enumerate() {
                locations[id.0 as usize] = ObjectLocation::InObjectStream { stream, index };
            }
        }
        locations
    }
}

/// Each byte of a table less that of the row above, each row behind the number of this filter (7.4.4.4): objects
/// that follow each other differ by the same, which takes half the room.
fn differences(table: &[u8], columns: usize) -> Vec<u8> {
    const UP: u8 = 2;
    let mut out = Vec::with_capacity(table.len() / columns * (columns + 1));
    let mut above = vec![0; columns];
    for row in table.chunks_exact(columns) {
        out.push(UP);
        out.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above.copy_from_slice(row);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    #[test]
    fn objects_are_found_in_several_streams() {
        let (mut ids, mut deflate) = (Ids::default(), Deflate::fast());
        let (catalog, pages, info, unused) = (ids.one(), ids.one(), ids.one(), ids.one());
        let count = 2 * MOST_IN_STREAM + 1;
        let first = ids.many(count);
        let mut file = FileWriter::new("1.7", ids, &mut deflate);
        file.object(info, &dictionary! { "Title" => Object::string_literal("many") }.into());
        file.plain_object(pages, &dictionary! { "Type" => "Pages", "Count" => 0, "Kids" => vec![] }.into());
        file.object(catalog, &dictionary! { "Type" => "Catalog", "Pages" => pages.reference() }.into());
        for n in 0..count {
            file.object(first.plus(n), &Object::Integer(n as i64));
        }
        let file = Document::load_mem(&file.finish(catalog, Some(info), [7; 16])).unwrap();
        for n in [0, 1, MOST_IN_STREAM - 3, MOST_IN_STREAM, count - 1] {
            let object = file.get_object((first.plus(n).0, 0)).unwrap();
            assert_eq!(object.as_i64().unwrap(), n as i64);
        }
        assert!(file.get_object((unused.0, 0)).is_err());
        assert!(file.catalog().is_ok());
    }
}
