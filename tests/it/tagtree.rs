//! The structure tree of the sample's page as a reader walks it: role, attributes, words. It must
//! read as the page reads; a reviewed dump holds it.

use crate::kit::built;
use handout::pdf::OFFICE;
use handout::profile::OFFICE;
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, Stream, String as Text};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What each code of a font spells.
fn spelling(font: &Dict<'_>) -> BTreeMap<u16, String> {
    let map = font.get::<Stream<'_>>("ToUnicode").unwrap().decoded().unwrap().into_owned();
    let map = String::from_utf8(map).unwrap();
    let lines = map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    lines
        .filter_map(|(code, text)| {
            let units: Vec<u16> = (0..text.len() / 4)
                .map(|n| u16::from_str_radix(&text[4 * n..4 * n + 4], 16).unwrap())
                .collect();
            Some((u16::from_str_radix(code, 16).ok()?, String::from_utf16(&units).unwrap()))
        })
        .collect()
}

/// The words of each mark; a stroke where a line ends.
fn words(page: &hayro_syntax::page::Page<'_>) -> BTreeMap<i64, String> {
    let fonts: Dict<'_> = page.raw().get::<Dict<'_>>("Resources").unwrap().get("Font").unwrap();
    let (mut words, mut mark, mut font) = (BTreeMap::<i64, String>::new(), None, BTreeMap::new());
    let mut instructions = UntypedIter::new(page.page_stream().unwrap());
    while let Some(instruction) = instructions.next() {
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        match (&**instruction.operator, operands.as_slice()) {
            (b"BDC", [_, Object::Dict(properties)]) => {
                mark = properties.get::<Number>("MCID").map(|mark| mark.as_i64());
            }
            (b"EMC", _) => mark = None,
            (b"Tf", [Object::Name(name), _]) => font = spelling(&fonts.get::<Dict<'_>>(&**name).unwrap()),
            (b"TJ", [Object::Array(parts)]) => {
                let words = words.entry(mark.expect("words are somebody's")).or_default();
                if !words.is_empty() {
                    words.push('|');
                }
                for part in parts.iter::<Object<'_>>() {
                    let Some(codes) = part.into_string() else { continue };
                    let codes =
                        codes.as_bytes().chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                    words.extend(codes.map(|code| font[&code].as_str()));
                }
            }
            _ => {}
        }
    }
    words
}

/// The attributes of an element, on one line.
fn attributes(element: &Dict<'_>) -> String {
    let mut out = String::new();
    for key in ["Lang", "ID", "Alt", "ActualText"] {
        if let Some(text) = element.get::<Text<'_>>(key) {
            write!(out, " {key}={}", String::from_utf8_lossy(text.as_bytes())).unwrap();
        }
    }
    let one = element.get::<Dict<'_>>("A").into_iter();
    for list in one.chain(element.get::<Array<'_>>("A").into_iter().flat_map(|list| list.iter())) {
        for key in ["Summary", "Scope", "Headers"] {
            match list.get::<Object<'_>>(key) {
                Some(Object::String(text)) => {
                    write!(out, " {key}={}", String::from_utf8_lossy(text.as_bytes())).unwrap();
                }
                Some(Object::Name(name)) => write!(out, " {key}={}", name.as_str()).unwrap(),
                Some(Object::Array(ids)) => {
                    let ids: Vec<String> = ids
                        .iter::<Text<'_>>()
                        .map(|id| String::from_utf8_lossy(id.as_bytes()).into_owned())
                        .collect();
                    write!(out, " {key}={}", ids.join("+")).unwrap();
                }
                _ => {}
            }
        }
    }
    out
}

fn dump(pdf: &Pdf, element: &Dict<'_>, words: &BTreeMap<i64, String>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let kind = element.get::<Name<'_>>("S").unwrap();
    writeln!(out, "{indent}{}{}", kind.as_str(), attributes(element)).unwrap();
    for kid in element.get::<Array<'_>>("K").unwrap().raw_iter() {
        match kid {
            MaybeRef::Ref(id) => dump(pdf, &pdf.xref().get(id.into()).unwrap(), words, depth + 1, out),
            MaybeRef::NotRef(Object::Number(mark)) => {
                let said = words.get(&mark.as_i64()).map_or("(a drawing)", String::as_str);
                writeln!(out, "{indent}  “{said}”").unwrap();
            }
            MaybeRef::NotRef(Object::Dict(object)) => {
                let link: Dict<'_> = object.get("Obj").unwrap();
                let target = link.get::<Dict<'_>>("A").unwrap().get::<Text<'_>>("URI").unwrap();
                writeln!(out, "{indent}  → {}", String::from_utf8_lossy(target.as_bytes())).unwrap();
            }
            MaybeRef::NotRef(other) => panic!("a kid {other:?}"),
        }
    }
}

#[test]
fn the_tree_reads_as_the_page_reads() {
    let built = built::build(built::data(), &OFFICE).remove(0);
    let pdf = Pdf::new(built.bytes).unwrap();
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let tree = root.get::<Dict<'_>>("StructTreeRoot").unwrap();
    let mut out = String::new();
    let words = words(&pdf.pages()[0]);
    for kid in tree.get::<Array<'_>>("K").unwrap().iter::<Dict<'_>>() {
        dump(&pdf, &kid, &words, 0, &mut out);
    }
    assert!(out.starts_with(&format!("Document Lang={}\n", built.document.meta.language)));
    insta::assert_snapshot!("kentucky", out);
}
