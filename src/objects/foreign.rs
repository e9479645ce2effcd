//! A file as `hayro-syntax` reads it, which makes the best of any: tables, revisions, encryption, damage.

use super::parse::MOST_NODES;
use super::values::{Extent, ObjRef, ObjectNode, PdfNumber};
use super::{FileInformation, Heap, NoObjects, PageObject, Pdf};
use hayro_syntax::object::{self as other, Dict, FromBytes, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::{LoadPdfError, Pdf as OtherPdf};
use std::collections::BTreeMap;

/// What is deeper in one object is taken for nothing: each level is read again for those above.
const DEEPEST: usize = 16;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Pdf, NoObjects> {
    let file = OtherPdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NoObjects::Encrypted,
        LoadPdfError::Invalid => NoObjects::Damaged,
    })?;
    let mut pdf = Pdf::empty(bytes, bytes.len());
    let mut taking = Taking { heap: &mut pdf.heap, asked: Vec::new(), found: BTreeMap::new() };
    pdf.trailer = trailer(bytes).map_or(ObjectNode::Null, |trailer| taking.dict(&trailer, 0));
    pdf.catalog = id(file.xref().root_id());
    taking.asked.push(pdf.catalog);
    pdf.pages = Vec::new();
    for page in file.pages().iter() {
        let number = page.raw().obj_id().map_or(0, |id| id.obj_number);
        pdf.pages.push(PageObject { number, node: taking.dict(page.raw(), 0) });
    }
    taking.all(&file);
    pdf.objects = taking.found.into_iter().collect();
    if pdf.heap.nodes.len() > MOST_NODES {
        return Err(NoObjects::Damaged);
    }
    let (said, taken) = (file.metadata(), |text: &Option<Box<[u8]>>| text.as_deref().map(<[u8]>::to_vec));
    pdf.information = FileInformation {
        title: taken(&said.title),
        creator: taken(&said.creator),
        producer: taken(&said.producer),
    };
    pdf.other = Some(file).into();
    Ok(pdf)
}

/// A dictionary that stands alone.
pub(super) fn dictionary(bytes: &[u8]) -> Option<Pdf> {
    let mut pdf = Pdf::empty(bytes, 0);
    let mut taking = Taking { heap: &mut pdf.heap, asked: Vec::new(), found: BTreeMap::new() };
    pdf.trailer = taking.dict(&Dict::from_bytes(bytes)?, 0);
    Some(pdf)
}

/// The trailer dictionary: behind the cross-reference table, or of the cross-reference stream
/// (ISO 32000-1, 7.5.5 and 7.5.8).
fn trailer(bytes: &[u8]) -> Option<Dict<'_>> {
    let last = |word: &[u8]| bytes.windows(word.len()).rposition(|window| window == word);
    let start = std::str::from_utf8(&bytes[last(b"startxref")? + 9..]).ok()?;
    let start: usize = start.split_whitespace().next()?.parse().ok()?;
    let at = if bytes.get(start..)?.starts_with(b"xref") { last(b"trailer")? } else { start };
    let rest = &bytes[at..];
    let open = rest.iter().position(|byte| *byte == b'<')?;
    Dict::from_bytes(&rest[open..])
}

fn id(id: ObjectIdentifier) -> ObjRef {
    ObjRef::new(id.obj_number, id.gen_number)
}

/// Takes over one object after the other, and what it refers to.
struct Taking<'h> {
    heap: &'h mut Heap,
    asked: Vec<ObjRef>,
    found: BTreeMap<ObjRef, ObjectNode>,
}

impl Taking<'_> {
    fn all(&mut self, file: &OtherPdf) {
        while let Some(id) = self.asked.pop() {
            if self.found.contains_key(&id) || self.heap.nodes.len() > MOST_NODES {
                continue;
            }
            let object = ObjectIdentifier::new(id.obj_number, id.gen_number);
            if let Some(object) = file.xref().get::<Object<'_>>(object) {
                let node = self.object(&object, id, 0);
                self.found.insert(id, node);
            }
        }
    }

    fn object(&mut self, object: &Object<'_>, id: ObjRef, depth: usize) -> ObjectNode {
        match object {
            Object::Null(_) => ObjectNode::Null,
            Object::Boolean(value) => ObjectNode::Boolean(*value),
            Object::Number(number) => ObjectNode::Number(taken(*number)),
            Object::String(string) => {
                self.keep(string.as_bytes()).map_or(ObjectNode::Null, ObjectNode::String)
            }
            Object::Name(name) => self.keep(name).map_or(ObjectNode::Null, ObjectNode::Name),
            Object::Dict(dict) => self.dict(dict, depth),
            Object::Array(array) => {
                let items: Vec<ObjectNode> = array.raw_iter().map(|item| self.item(item, depth)).collect();
                self.closed(&items, items.len()).map_or(ObjectNode::Null, ObjectNode::Array)
            }
            Object::Stream(stream) => {
                let dict = self.dict(stream.dict(), depth);
                let data = self.keep(&stream.raw_data());
                data.and_then(|data| self.heap.stream(dict, data, id)).unwrap_or(ObjectNode::Null)
            }
        }
    }

    fn item(&mut self, item: MaybeRef<Object<'_>>, depth: usize) -> ObjectNode {
        match item {
            MaybeRef::Ref(to) => {
                let to = ObjRef::new(to.obj_number, to.gen_number);
                // Some are asked for by their number alone.
                self.asked.extend([to, ObjRef::new(to.obj_number, 0)]);
                ObjectNode::Ref(to)
            }
            MaybeRef::NotRef(_) if depth >= DEEPEST || self.heap.nodes.len() > MOST_NODES => ObjectNode::Null,
            MaybeRef::NotRef(object) => self.object(&object, ObjRef::new(0, 0), depth + 1),
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, depth: usize) -> ObjectNode {
        let mut keys: Vec<other::Name<'_>> = dict.keys().collect();
        keys.sort();
        // The bytes it was read from are not told of: they may be encrypted, or refer to what is.
        let mut nodes = vec![ObjectNode::Null];
        for key in keys {
            let value =
                dict.get_raw::<Object<'_>>(&*key).map_or(ObjectNode::Null, |value| self.item(value, depth));
            let Some(key) = self.keep(&key) else { continue };
            nodes.extend([ObjectNode::Name(key), value]);
        }
        self.closed(&nodes, nodes.len() / 2).map_or(ObjectNode::Null, ObjectNode::Dict)
    }

    fn keep(&mut self, bytes: &[u8]) -> Option<Extent> {
        self.heap.keep(bytes)
    }

    fn closed(&mut self, nodes: &[ObjectNode], length: usize) -> Option<Extent> {
        let start = u32::try_from(self.heap.nodes.len()).ok()?;
        self.heap.nodes.extend_from_slice(nodes);
        Some(Extent { start, length: u32::try_from(length).ok()? })
    }
}

/// A number with its kind: one that is whole may be either.
fn taken(number: other::Number) -> PdfNumber {
    let (whole, real) = (number.as_i64(), number.as_f64());
    if whole as f64 == real { PdfNumber::Integer(whole) } else { PdfNumber::Real(real) }
}

impl Pdf {
    /// What a stream comes to as `hayro-syntax` decodes it.
    pub(super) fn decoded_by_other(&self, stream: ObjRef) -> Option<Vec<u8>> {
        let other = self.other.get_or_init(|| {
            let file = self.heap.data.get(..self.file).filter(|file| !file.is_empty())?;
            OtherPdf::new(file.to_vec()).ok()
        });
        let id = ObjectIdentifier::new(stream.obj_number, stream.gen_number);
        let stream: other::Stream<'_> = other.as_ref()?.xref().get(id)?;
        Some(stream.decoded().ok()?.into_owned())
    }
}
