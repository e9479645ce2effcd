//! Where the strict reader reads a file, it finds what `hayro-syntax` finds.

use super::values::{Extent, ObjRef, ObjectNode, PdfNumber};
use super::{NoObjects, Pdf, foreign, strict};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file of one page whose object 5 is this, in an object stream with the catalog.
fn file(object: &[u8]) -> Vec<u8> {
    let packed: [(u32, &[u8]); 3] =
        [(1, b"<</Type/Catalog/Pages 2 0 R/Own 5 0 R/Next 6 0 R>>"), (5, object), (6, b"[(behind)]")];
    let (mut head, mut body) = (String::new(), Vec::new());
    for (number, object) in packed {
        write!(head, "{number} {} ", body.len()).unwrap();
        body.extend_from_slice(object);
        body.push(b' ');
    }
    let stream = deflated(&[head.as_bytes(), &body].concat());
    let kind = format!("/Type/ObjStm/N 3/First {}/Filter/FlateDecode", head.len());
    let text = deflated(b"BT ET");
    let objects: [(u32, Vec<u8>); 4] = [
        (2, b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec()),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>".to_vec()),
        (4, as_stream("/Filter/FlateDecode", &text)),
        (7, as_stream(&kind, &stream)),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = [0; 9];
    for (number, object) in objects {
        places[number as usize] = file.len();
        writeln!(file, "{number} 0 obj").unwrap();
        file.extend_from_slice(&object);
        file.extend_from_slice(b"\nendobj\n");
    }
    places[8] = file.len();
    let packed_at = |number: usize| packed.iter().position(|(own, _)| *own as usize == number);
    let rows = places.iter().enumerate().map(|(number, place)| match (packed_at(number), number) {
        (Some(part), _) => [2, 0, 7, part as u8],
        (None, 0) => [0; 4],
        (None, _) => [1, (place >> 8) as u8, *place as u8, 0],
    });
    let rows: Vec<[u8; 4]> = rows.collect();
    let ups = rows.iter().enumerate().flat_map(|(n, row)| {
        let before = n.checked_sub(1).map_or([0; 4], |before| rows[before]);
        let more = |at: usize| row[at].wrapping_sub(before[at]);
        [2, more(0), more(1), more(2), more(3)]
    });
    let table =
        "/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>";
    let table = as_stream(table, &deflated(&ups.collect::<Vec<u8>>()));
    writeln!(file, "8 0 obj").unwrap();
    file.extend_from_slice(&table);
    write!(file, "\nendobj\nstartxref\n{}\n%%EOF\n", places[8]).unwrap();
    file
}

fn as_stream(keys: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{keys}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// What an object says, keys in order.
fn dump(pdf: &Pdf, node: ObjectNode) -> String {
    let items = |items: Extent| pdf.heap.items(items).iter().map(|item| dump(pdf, *item)).collect::<Vec<_>>();
    match node {
        ObjectNode::Null => "null".to_owned(),
        ObjectNode::Boolean(value) => value.to_string(),
        ObjectNode::Number(PdfNumber::Integer(number)) => format!("{:?}", number as f64),
        // Zero has no sign here.
        ObjectNode::Number(PdfNumber::Real(number)) => format!("{:?}", number + 0.0),
        ObjectNode::Name(name) => format!("/{:?}", pdf.heap.bytes(name)),
        ObjectNode::String(string) => format!("({:?})", pdf.heap.bytes(string)),
        ObjectNode::Array(all) => format!("[{}]", items(all).join(" ")),
        ObjectNode::Dict(Extent { start, length }) => {
            let pairs = items(Extent { start: start + 1, length: 2 * length });
            let mut pairs: Vec<String> = pairs.chunks(2).map(|pair| pair.join(" ")).collect();
            pairs.sort();
            format!("<<{}>>", pairs.join(" "))
        }
        ObjectNode::Stream(at) => {
            let ObjectNode::String(data) = pdf.heap.nodes[at as usize + 1] else { panic!("no data") };
            format!("{} stream {:?}", dump(pdf, pdf.heap.nodes[at as usize]), pdf.heap.bytes(data))
        }
        ObjectNode::Ref(id) => format!("{} {} R", id.obj_number, id.gen_number),
    }
}

/// What both readers must agree on; those objects only that the file leads to.
fn all(pdf: &Pdf, asked: &[ObjRef]) -> Vec<String> {
    let content =
        |page: &super::PageObject| (page.number, page.content(pdf).map(|content| content.into_owned()));
    let pages: Vec<_> = pdf.pages().iter().map(content).collect();
    let mut all = vec![format!("{pages:?} {:?} {:?}", pdf.catalog, pdf.information), dump(pdf, pdf.trailer)];
    all.extend(asked.iter().map(|id| {
        let object = pdf.object(*id).map(|node| dump(pdf, node));
        format!("{id:?}: {object:?}")
    }));
    all
}

/// Whether the strict reader reads a file; then it must find what the other does.
fn is_read_alike(file: &[u8]) -> bool {
    let Some(own) = strict::read(file) else { return false };
    let other =
        foreign::read(file).unwrap_or_else(|error| panic!("only the strict reader reads it: {error:?}"));
    let asked: Vec<ObjRef> = other.objects.iter().map(|(id, _)| *id).collect();
    assert_eq!(all(&own, &asked), all(&other, &asked));
    true
}

const SPELLED: &[&str] = &[
    "<</A 1/B[1 2.5 -3 +4 .5 -.5 4. 0.000 123456789012345678]/C(a(b)c)/D<414243>>>",
    "[true false null/N/#41B/A#20b[]<<>>() <>]",
    r"(\n\r\t\b\f\(\)\\\101\1\12x)",
    "(a\rb\r\nc\nd)",
    "[1 0 R 2 0 R 5 0 R/X 9 0 R 1 2 3 0 R]",
    "<</S/Span/K[0 1<</Type/MCR/MCID 3/Pg 3 0 R>>]/A<</O/Layout/BBox[0 0 1 1]>>>>",
    "<<\n/A 1 0 R\t/B\r\n[ 1 0 \n R ] >>",
];

/// Spellings that handouts do not have.
const ODD: &[&str] = &[
    "<</A 1/A 2>>",
    "[1 0 R%remark\n]",
    "<</A>>",
    "[1 0 Rx]",
    "[+1 0 R]",
    "(\\q)",
    "(\\\nx)",
    "<4 1>",
    "<414>",
    "[--1]",
    "[1-2]",
    "[1e5]",
    "[12345678901234567890]",
    "[.]",
    "/A#4",
    "[truex]",
    "6 0 R",
    "<</A 1",
    "[1 2",
    "(a",
    "1 2",
];

#[test]
fn what_handouts_spell_is_read_by_the_strict_reader() {
    for object in SPELLED {
        assert!(is_read_alike(&file(object.as_bytes())), "{object}");
    }
    let pdf = strict::read(&file(SPELLED[1].as_bytes())).unwrap();
    let own = dump(&pdf, pdf.object(ObjRef::new(5, 0)).unwrap());
    assert_eq!(own, "[true false null /[78] /[65, 66] /[65, 32, 98] [] <<>> ([]) ([])]");
}

#[test]
fn what_is_spelled_otherwise_is_left_to_the_other_parser() {
    for object in ODD {
        assert!(strict::read(&file(object.as_bytes())).is_none(), "{object}");
    }
    let nested = [b"[".repeat(100), b"]".repeat(100)].concat();
    assert!(strict::read(&file(&nested)).is_none());
    assert_eq!(Pdf::read(b"%PDF-1.7").err(), Some(NoObjects::Damaged));
}

/// A next number, from the one before.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn whatever_is_changed_both_readers_agree() {
    const BYTES: &[u8] = b"[]<>(){}/%#\\ \r\n\x000159.-+RtfnaAZ\xff";
    let (mut seed, mut read) = (7, 0);
    for turn in 0..2_000 {
        let texts = if turn % 3 == 0 { ODD } else { SPELLED };
        let mut object = texts[next(&mut seed) % texts.len()].as_bytes().to_vec();
        for _ in 0..1 + next(&mut seed) % 2 {
            let (at, byte) = (next(&mut seed) % object.len(), BYTES[next(&mut seed) % BYTES.len()]);
            match next(&mut seed) % 3 {
                0 => object[at] = byte,
                1 => object.insert(at, byte),
                _ if object.len() > 1 => drop(object.remove(at)),
                _ => {}
            }
        }
        read += usize::from(is_read_alike(&file(&object)));
    }
    assert!(read > 300, "only {read} of them were read");
    // And outside of the object stream.
    let whole = file(SPELLED[0].as_bytes());
    let mut read = 0;
    for at in 0..whole.len() {
        let mut file = whole.clone();
        match next(&mut seed) % 3 {
            0 => file[at] = BYTES[next(&mut seed) % BYTES.len()],
            1 => file.insert(at, BYTES[next(&mut seed) % BYTES.len()]),
            _ => drop(file.remove(at)),
        }
        read += usize::from(is_read_alike(&file));
    }
    assert!(read > 10, "only {read} of them were read");
}

#[test]
fn a_dictionary_alone_is_read() {
    let pdf = Pdf::of_dictionary(b"<</Type/Pagination/A(b)>> BDC").unwrap();
    assert_eq!(pdf.trailer().unwrap().keys().count(), 2);
    let pdf = Pdf::of_dictionary(b"<</A 1/A 2 %\n>>").unwrap();
    assert_eq!(pdf.trailer().unwrap().get::<i32>("A"), Some(2));
    assert!(Pdf::of_dictionary(b"[1]").is_none());
}
