//! A file as handouts are spelled: made in one go, with one cross-reference stream (ISO 32000-1, 7.5.8) and
//! object streams (7.5.7), each object where the table says, none within another, nothing encrypted.

use super::parse::ObjectParser;
use super::values::{Array, Dict, Extent, FromNode, Name, ObjRef, ObjectNode, PdfNumber, PdfString, Stream};
use super::{FileInformation, Heap, PageObject, Pdf};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

/// No file of a program is larger, and not what its object streams come to.
const LARGEST: usize = 64 << 20;
/// No tree of pages is deeper.
const DEEPEST: usize = 32;

/// Where an object is.
enum Entry {
    /// Here in the file.
    At(u32),
    /// The so many-th in an object stream.
    In(u32, u32),
}

/// Reads a file; `None` if it is spelled otherwise.
pub(super) fn read(bytes: &[u8]) -> Option<Pdf> {
    (bytes.len() < LARGEST).then_some(())?;
    let start = bytes.trim_ascii_end().strip_suffix(b"%%EOF")?.strip_suffix(b"\n")?.trim_ascii_end();
    let digits = start.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (before, start) = start.split_at(start.len() - digits);
    before.strip_suffix(b"startxref\n").or_else(|| before.strip_suffix(b"startxref\r\n"))?;
    let start: u32 = std::str::from_utf8(start).ok()?.parse().ok()?;

    let mut file = StrictFile::new(bytes);
    let (table, _) = file.indirect(start, None)?;
    let ObjectNode::Stream(place) = table else { return None };
    let table = Stream::of(&file.pdf, table)?;
    let dict = table.dict();
    let is_other =
        ["Prev", "XRefStm", "Encrypt", "Index", "DP", "F"].iter().any(|key| dict.contains_key(key));
    if is_other || !is_kind(dict, "XRef") || !table.has_flate_alone() {
        return None;
    }
    let rows = file.pdf.inflated(table.raw_data()).ok()?;
    let (entries, root) = (entries(&rows, dict)?, dict.get_ref("Root")?);
    file.pdf.trailer = file.pdf.heap.nodes[place as usize];
    file.pdf.catalog = root;
    file.objects(&entries)?;
    file.pages()?;
    if let Some(info) = file.pdf.trailer()?.get::<Dict<'_>>("Info") {
        let text = |key: &str| info.get::<PdfString<'_>>(key).map(|text| text.as_bytes().to_vec());
        let (title, creator, producer) = (text("Title"), text("Creator"), text("Producer"));
        file.pdf.information = FileInformation { title, creator, producer };
    }
    Some(file.pdf)
}

/// A dictionary that stands alone.
pub(super) fn dictionary(bytes: &[u8]) -> Option<Pdf> {
    let mut pdf = Pdf::empty(bytes, 0);
    let end = bytes.len();
    pdf.trailer =
        bytes.starts_with(b"<<").then(|| ObjectParser::new(&mut pdf.heap, 0, end).value(0)).flatten()?;
    Some(pdf)
}

fn is_kind(dict: &Dict<'_>, kind: &str) -> bool {
    dict.get::<Name<'_>>("Type").is_some_and(|own| own.as_str() == kind)
}

/// The rows of the table, in the order of their numbers. Each is written as what it has more than the one before
/// (7.4.4.4).
fn entries(rows: &[u8], dict: &Dict<'_>) -> Option<Vec<(u32, Entry)>> {
    let widths: Vec<u32> = dict.get::<Array<'_>>("W")?.iter::<u32>().collect();
    let [1, places @ 1..=4, parts @ 1..=2] = widths[..] else { return None };
    let (places, width) = (places as usize, (1 + places + parts) as usize);
    let written: Dict<'_> = dict.get("DecodeParms")?;
    let as_ups =
        written.get::<u32>("Predictor") == Some(12) && written.get::<u32>("Columns") == Some(width as u32);
    (as_ups && written.keys().count() == 2).then_some(())?;
    let size = dict.get::<u32>("Size")? as usize;
    (rows.len() == size.checked_mul(1 + width)?).then_some(())?;
    let number = |bytes: &[u8]| bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    let (mut row, mut entries) = ([0_u8; 7], Vec::with_capacity(size));
    for (object, more) in (0..).zip(rows.chunks_exact(1 + width)) {
        let [2, more @ ..] = more else { return None };
        row.iter_mut().zip(more).for_each(|(byte, more)| *byte = byte.wrapping_add(*more));
        let (place, part) = (number(&row[1..=places]), number(&row[places + 1..width]));
        match row[0] {
            0 => {}
            1 if part == 0 => entries.push((object, Entry::At(place))),
            2 => entries.push((object, Entry::In(place, part))),
            _ => return None,
        }
    }
    Some(entries)
}

struct StrictFile {
    pdf: Pdf,
    /// How long the file is.
    end: usize,
}

impl StrictFile {
    fn new(bytes: &[u8]) -> Self {
        StrictFile { pdf: Pdf::empty(bytes, bytes.len()), end: bytes.len() }
    }

    /// Reads all objects.
    fn objects(&mut self, entries: &[(u32, Entry)]) -> Option<()> {
        let (mut placed, mut inside) = (Vec::new(), Vec::new());
        let mut objects = Vec::with_capacity(entries.len());
        for (index, (number, entry)) in entries.iter().enumerate() {
            objects.push((ObjRef::new(*number, 0), ObjectNode::Null));
            match *entry {
                Entry::At(place) => placed.push((place, *number, index)),
                Entry::In(holder, part) => inside.push((holder, part, index)),
            }
        }
        placed.sort_unstable();
        let mut behind = 0;
        for (place, number, index) in placed {
            let (node, end) = self.indirect(place, Some(number)).filter(|_| place as usize >= behind)?;
            (behind, objects[index].1) = (end, node);
        }
        inside.sort_unstable();
        for parts in inside.chunk_by(|a, b| a.0 == b.0) {
            let holder = objects.binary_search_by_key(&parts[0].0, |(id, _)| id.obj_number).ok()?;
            let within = self.within(objects[holder].1)?;
            for (_, part, index) in parts {
                let (number, node) = within.get(*part as usize)?;
                let (id, own) = &mut objects[*index];
                (id.obj_number == *number).then_some(())?;
                *own = *node;
            }
        }
        self.pdf.objects = objects;
        Some(())
    }

    /// Reads an object of its own at a place, and where it ends.
    fn indirect(&mut self, place: u32, number: Option<u32>) -> Option<(ObjectNode, usize)> {
        let mut parser = ObjectParser::new(&mut self.pdf.heap, place as usize, self.end);
        let found = parser.count()?;
        parser.space();
        (parser.count()? == 0 && number.is_none_or(|number| number == found)).then_some(())?;
        parser.space();
        parser.word(b"obj")?;
        let node = parser.value(0)?;
        parser.space();
        let node = match (node, parser.skip(b"stream")) {
            (ObjectNode::Ref(_), _) => return None,
            (node, None) => node,
            (ObjectNode::Dict(_), Some(())) => {
                parser.skip(b"\n").or_else(|| parser.skip(b"\r\n"))?;
                let from = parser.at;
                let length = parser.heap.integer(node, b"Length")?;
                parser.at = from.checked_add(usize::try_from(length).ok()?).filter(|end| *end <= self.end)?;
                let data = Extent { start: u32::try_from(from).ok()?, length: u32::try_from(length).ok()? };
                parser.space();
                parser.word(b"endstream")?;
                parser.space();
                parser.heap.stream(node, data, ObjRef::new(found, 0))?
            }
            (_, Some(())) => return None,
        };
        parser.word(b"endobj")?;
        Some((node, parser.at))
    }

    /// The objects in an object stream, each with its number.
    fn within(&mut self, stream: ObjectNode) -> Option<Vec<(u32, ObjectNode)>> {
        let pdf = &self.pdf;
        let own = Stream::of(pdf, stream)?;
        let dict = own.dict();
        let count = |key: &str| dict.get::<u32>(key).map(|number| number as usize);
        let (objects, first) = (count("N")?, count("First")?);
        (is_kind(dict, "ObjStm") && own.is_deflated()).then_some(())?;
        let inflated = pdf.inflated(own.raw_data()).ok()?;
        let heap = &mut self.pdf.heap;
        let from = heap.data.len();
        heap.data.extend_from_slice(&inflated);
        let (first, end) = (from.checked_add(first)?, heap.data.len());
        (end < 2 * LARGEST && first <= end).then_some(())?;
        let mut places = Vec::with_capacity(objects.min((first - from) / 2) + 1);
        let mut head = ObjectParser::new(heap, from, first);
        for _ in 0..objects {
            head.space();
            let number = head.count()?;
            head.space();
            places.push((number, first.checked_add(head.count()? as usize)?));
        }
        places.push((0, end));
        let mut found = Vec::with_capacity(objects.min(places.len()));
        for pair in places.windows(2) {
            let [(number, place), (_, end)] = *pair else { return None };
            let mut parser = ObjectParser::new(heap, place, end);
            let node = parser.value(0).filter(|node| !matches!(node, ObjectNode::Ref(_)))?;
            parser.space();
            (parser.at == end).then_some(())?;
            found.push((number, node));
        }
        Some(found)
    }

    /// Goes through the tree of pages (7.7.3).
    fn pages(&mut self) -> Option<()> {
        let pdf = &self.pdf;
        let top = pdf.catalog()?.get_ref("Pages")?;
        let (mut pages, mut seen) = (Vec::new(), BTreeSet::new());
        below(pdf, top, 0, &mut seen, &mut pages)?;
        self.pdf.pages = pages;
        Some(())
    }
}

fn below(
    pdf: &Pdf,
    id: ObjRef,
    depth: usize,
    seen: &mut BTreeSet<ObjRef>,
    pages: &mut Vec<PageObject>,
) -> Option<()> {
    (depth < DEEPEST && seen.insert(id)).then_some(())?;
    let dict: Dict<'_> = pdf.get(id)?;
    if is_kind(&dict, "Page") && depth > 0 {
        pages.push(PageObject { number: id.obj_number, node: pdf.object(id)? });
        return Some(());
    }
    is_kind(&dict, "Pages").then_some(())?;
    let kids: Array<'_> = dict.get("Kids")?;
    kids.raw_iter().try_for_each(|kid| below(pdf, kid.as_obj_ref()?, depth + 1, seen, pages))
}

impl Pdf {
    /// A file without any object, which begins with so many bytes that another parser may read.
    pub(super) fn empty(bytes: &[u8], file: usize) -> Self {
        let mut data = Vec::with_capacity(2 * bytes.len());
        data.extend_from_slice(bytes);
        Pdf {
            heap: Heap { data, nodes: Vec::with_capacity(bytes.len() / 4), open: Vec::with_capacity(64) },
            file,
            objects: Vec::new(),
            trailer: ObjectNode::Null,
            catalog: ObjRef::new(0, 0),
            pages: Vec::new(),
            information: FileInformation::default(),
            inflater: RefCell::new(None),
            other: OnceCell::new(),
        }
    }
}

impl Heap {
    /// A number that a dictionary gives itself.
    fn integer(&self, dict: ObjectNode, key: &[u8]) -> Option<i64> {
        let ObjectNode::Dict(Extent { start, length }) = dict else { return None };
        let nodes = self.items(Extent { start, length: 1 + 2 * length });
        match nodes[1..].chunks_exact(2).find(|pair| self.is_name(pair[0], key))?[1] {
            ObjectNode::Number(PdfNumber::Integer(number)) => Some(number),
            _ => None,
        }
    }

    /// Keeps a stream.
    pub(super) fn stream(&mut self, dict: ObjectNode, data: Extent, id: ObjRef) -> Option<ObjectNode> {
        let at = u32::try_from(self.nodes.len()).ok()?;
        self.nodes.extend([dict, ObjectNode::String(data), ObjectNode::Ref(id)]);
        Some(ObjectNode::Stream(at))
    }

    /// Keeps bytes that do not stand in the file.
    pub(super) fn keep(&mut self, bytes: &[u8]) -> Option<Extent> {
        let start = u32::try_from(self.data.len()).ok()?;
        self.data.extend_from_slice(bytes);
        Some(Extent { start, length: u32::try_from(bytes.len()).ok()? })
    }
}
