//! Damages to what the eye sees: words moved, covered, faded, made small, drawn otherwise.

use super::campaign::{Class, Forged};
use crate::kit::damaged::Patient;
use crate::kit::painted::op;
use crate::kit::plausible::Chance;
use lopdf::content::Operation;
use lopdf::{Object, Stream, dictionary};

pub const CLASSES: &[Class] = &[
    ("clipped away", clipped),
    ("white on white", |f, chance| recolored(f, chance, 1.0)),
    ("too pale", |f, chance| recolored(f, chance, 0.85)),
    ("covered by a white box", covered),
    ("off the page", |f, chance| moved(f, chance, [0.0, -2000.0], [900.0, 0.0])),
    ("moved to another line or row", |f, chance| moved(f, chance, [0.0, -13.0], [0.0, 26.0])),
    ("moved along its line", |f, chance| moved(f, chance, [40.0, 0.0], [-30.0, 0.0])),
    ("tiny", tiny),
    ("transparent", transparent),
    ("digits exchanged in the font", glyphs_exchanged),
    ("codes led to other glyphs", codes_led),
    ("black box behind black text", boxed),
    ("strokes beside a number", strokes),
    ("a line through a number", struck),
    ("the page cut off by its boxes", cut_off),
    ("the page turned, scaled or moved", turned),
    ("letters pushed over each other", pushed),
    ("a number painted twice", twice),
    ("two texts in each other's place", exchanged),
    ("bars, code, outline", drawings),
    ("another picture or form over the page", overlaid),
];

/// Where the page stands on its sheet.
fn origin(f: &mut Patient) -> Option<[f64; 2]> {
    let moved = f.operations().into_iter().find(|own| own.operator == "cm")?;
    Some([4, 5].map(|k| f64::from(moved.operands[k].as_float().unwrap())))
}

fn insert(f: &mut Patient, at: usize, operations: Vec<Operation>) -> Forged {
    f.repaint(|all| drop(all.splice(at..at, operations)));
    true
}

/// Puts operators around a text.
pub(super) fn around(f: &mut Patient, at: usize, before: Vec<Operation>, after: Vec<Operation>) -> Forged {
    f.repaint(|all| {
        all.splice(at + 1..at + 1, after);
        all.splice(at..at, before);
    });
    true
}

fn clipped(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(chance.even() < 0.5, chance);
    let clip = vec![op("re", &[0.0, 0.0, 9.0, 9.0]), op(chance.one(&["W", "W*"]), &[]), op("n", &[])];
    let at = if chance.even() < 0.5 { spot.begins } else { 0 };
    insert(f, at, clip)
}

fn recolored(f: &mut Patient, chance: &mut Chance, gray: f64) -> Forged {
    let spot = f.spot(chance.even() < 0.5, chance);
    let operations = f.operations();
    let last =
        operations[..spot.at].iter().rev().find(|own| ["g", "rg", "k"].contains(&own.operator.as_str()));
    let back = last.cloned().unwrap_or(op("g", &[0.0]));
    // White words on the band: these are made as dark as it is.
    let light = last.is_some_and(|own| match own.operator.as_str() {
        "k" => own.operands.iter().all(|part| part.as_float().is_ok_and(|part| part < 0.1)),
        _ => own.operands.iter().all(|part| part.as_float().is_ok_and(|part| part > 0.9)),
    });
    let color = match (back.operator.as_str(), light) {
        ("k", true) => op("k", &[1.0, 0.75, 0.0, 0.45]),
        ("k", false) => op("k", &[0.0, 0.0, 0.0, 1.0 - gray]),
        (_, true) => op("rg", &[0.07, 0.19, 0.36]),
        (_, false) => op("g", &[gray]),
    };
    around(f, spot.at, vec![color], vec![back])
}

fn artifact(operations: Vec<Operation>) -> Vec<Operation> {
    let kind = Object::Dictionary(dictionary! { "Type" => Object::Name("Layout".into()) });
    let begin = Operation::new("BDC", vec![Object::Name("Artifact".into()), kind]);
    [vec![begin], operations, vec![op("EMC", &[])]].concat()
}

fn covered(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(chance.even() < 0.5, chance);
    let end = f.operations().len();
    let [x, y, width, height] = spot.covered();
    let moved = origin(f);
    let [dx, dy] = moved.unwrap_or_default();
    let white = if moved.is_some() { op("k", &[0.0; 4]) } else { op("g", &[1.0]) };
    insert(f, end, artifact(vec![white, op("re", &[x - dx, y - dy, width, height]), op("f", &[])]))
}

/// Moves a text by one of two ways.
fn moved(f: &mut Patient, chance: &mut Chance, one: [f64; 2], other: [f64; 2]) -> Forged {
    let spot = f.spot(chance.even() < 0.7, chance);
    let [x, y] = chance.one(&[one, other]);
    around(f, spot.at, vec![op("Td", &[x, y])], vec![op("Td", &[-x, -y])])
}

fn tiny(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(chance.even() < 0.5, chance);
    let operations = f.operations();
    let font = operations[..spot.at].iter().rev().find(|own| own.operator == "Tf").unwrap().clone();
    let mut small = font.clone();
    small.operands[1] = Object::Real(chance.one(&[0.1, 1.0, 4.0]));
    around(f, spot.at, vec![small], vec![font])
}

fn transparent(f: &mut Patient, chance: &mut Chance) -> Forged {
    let alpha = chance.one(&[0.0, 0.02]);
    let state = chance.one(&[
        dictionary! { "Type" => "ExtGState", "ca" => alpha },
        dictionary! { "Type" => "ExtGState", "BM" => "Multiply", "ca" => alpha },
    ]);
    let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
    match resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut) {
        Ok(states) => states.set("GX", state),
        Err(_) => resources.set("ExtGState", dictionary! { "GX" => state }),
    }
    let spot = f.spot(chance.even() < 0.5, chance);
    let gs = Operation::new("gs", vec![Object::Name("GX".into())]);
    insert(f, spot.at, vec![gs])
}

/// A font of the page: its descendant and descriptor.
fn font(f: &mut Patient, chance: &mut Chance) -> [lopdf::ObjectId; 3] {
    let all = f.fonts();
    all[chance.below(all.len())]
}

/// Exchanges the outlines of two digits in a font program, and their widths with them.
fn glyphs_exchanged(f: &mut Patient, chance: &mut Chance) -> Forged {
    let [font, _, descriptor] = font(f, chance);
    let map = f.spelled(font);
    let digits: Vec<u16> = map
        .iter()
        .filter(|(_, text)| text.len() == 1 && "0123456789".contains(text.as_str()))
        .map(|(code, _)| *code)
        .collect();
    if digits.len() < 2 {
        return false;
    }
    let one = chance.below(digits.len());
    let other = (one + 1 + chance.below(digits.len() - 1)) % digits.len();
    let program = f.dict(descriptor).get(b"FontFile2").and_then(Object::as_reference).unwrap();
    let mut bytes =
        f.0.get_object(program).and_then(Object::as_stream).unwrap().decompressed_content().unwrap();
    let number = |bytes: &[u8], at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let long = |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let table = |tag: &[u8]| {
        (0..number(&bytes, 4))
            .map(|n| 12 + 16 * n)
            .find(|at| bytes[*at..].starts_with(tag))
            .map(|at| long(&bytes, at + 8))
    };
    let (head, loca, glyf) = (table(b"head").unwrap(), table(b"loca").unwrap(), table(b"glyf").unwrap());
    let is_long = number(&bytes, head + 50) == 1;
    let place = |code: u16| match is_long {
        true => long(&bytes, loca + 4 * usize::from(code)),
        false => 2 * number(&bytes, loca + 2 * usize::from(code)),
    };
    let outline = |code: u16| bytes[glyf + place(code)..glyf + place(code + 1)].to_vec();
    let (a, b) = (outline(digits[one]), outline(digits[other]));
    // The shorter one is put in the longer one's place.
    let (from, to, at) = match a.len() <= b.len() {
        true => (a, b, glyf + place(digits[other])),
        false => (b, a, glyf + place(digits[one])),
    };
    if from == to || from.is_empty() {
        return false;
    }
    bytes[at..at + from.len()].copy_from_slice(&from);
    let length = bytes.len() as i64;
    let stream = f.add(Stream::new(dictionary! { "Length1" => length }, bytes));
    f.dict(descriptor).set("FontFile2", stream);
    true
}

fn codes_led(f: &mut Patient, chance: &mut Chance) -> Forged {
    let [_, descendant, _] = font(f, chance);
    let mut map: Vec<u8> = (0..300_u16).flat_map(u16::to_be_bytes).collect();
    let (one, other) = (4 + chance.below(20), 4 + chance.below(20));
    map.swap(2 * one + 1, 2 * other + 1);
    let stream = f.add(Stream::new(dictionary! {}, map));
    f.dict(descendant).set("CIDToGIDMap", stream);
    true
}

fn boxed(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(chance.even() < 0.5, chance);
    let operations = f.operations();
    let moved = origin(f);
    let [dx, dy] = moved.unwrap_or_default();
    let [x, y, width, height] = spot.covered();
    let color =
        |color: Operation| artifact(vec![color, op("re", &[x - dx, y - dy, width, height]), op("f", &[])]);
    let last = operations[..spot.begins].iter().rev();
    let back = last.into_iter().find(|own| ["g", "rg", "k"].contains(&own.operator.as_str())).cloned();
    let ink = if moved.is_some() { op("k", &[0.0, 0.0, 0.0, 1.0]) } else { op("g", &[0.0]) };
    let mut painted = color(ink);
    painted.extend(back);
    insert(f, spot.begins, painted)
}

fn strokes(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(true, chance);
    let operations = f.operations();
    let [dx, dy] = origin(f).unwrap_or_default();
    let (x, y, size) = (spot.x - dx - chance.one(&[1.5, 3.0]), spot.y - dy, spot.size);
    let drawn = match chance.below(4) {
        0 => vec![op("w", &[1.0]), op("m", &[x, y]), op("l", &[x, y + 0.66 * size]), op("S", &[])],
        1 => vec![op("re", &[x, y, 1.0, 0.66 * size]), op("f", &[])],
        2 => vec![op("re", &[x - 4.0, y + 0.3 * size, 4.0, 0.8]), op("f", &[])],
        _ => vec![
            op("m", &[x, y]),
            op("l", &[x, y + 6.0]),
            op("l", &[x + 1.0, y]),
            op("h", &[]),
            op("f*", &[]),
        ],
    };
    let end = operations.len();
    insert(f, end, artifact(drawn))
}

fn struck(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(true, chance);
    let operations = f.operations();
    let [dx, dy] = origin(f).unwrap_or_default();
    let line = op("re", &[spot.x - dx - 1.0, spot.y - dy + 0.3 * spot.size, spot.width.max(40.0), 0.8]);
    let at = if chance.even() < 0.5 { operations.len() } else { spot.begins };
    insert(f, at, artifact(vec![line, op("f", &[])]))
}

fn cut_off(f: &mut Patient, chance: &mut Chance) -> Forged {
    let (key, of) = (
        chance.one(&["CropBox", "MediaBox", "CropBox", "TrimBox"]),
        chance.one(&[[0, 0, 612, 400], [0, 0, 300, 792], [0, 396, 612, 792]]),
    );
    f.page().set(key, of.map(Object::from).to_vec());
    true
}

fn turned(f: &mut Patient, chance: &mut Chance) -> Forged {
    match chance.below(5) {
        0 => f.page().set("Rotate", chance.one(&[90, 180])),
        1 => f.page().set("UserUnit", 2),
        2 => return insert(f, 0, vec![op("cm", &[0.5, 0.0, 0.0, 0.5, 0.0, 0.0])]),
        3 => return insert(f, 0, vec![op("cm", &[1.0, 0.0, 0.0, 1.0, 0.0, -300.0])]),
        _ => return insert(f, 0, vec![op("cm", &[1.0, 0.0, 0.0, -1.0, 0.0, 792.0])]),
    }
    true
}

fn pushed(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(true, chance);
    let back = chance.one(&[520.0, 900.0, -1500.0]);
    f.repaint(|all| {
        let Some(Object::Array(parts)) = all[spot.at].operands.first_mut() else { return };
        let place = parts.iter().position(|part| part.as_str().is_ok_and(|s| s.len() >= 4));
        let Some(place) = place else {
            parts.insert(1, Object::Real(back));
            return;
        };
        let whole = parts[place].as_str().unwrap().to_vec();
        let string = |bytes: &[u8]| Object::String(bytes.to_vec(), lopdf::StringFormat::Hexadecimal);
        let split = [string(&whole[..2]), Object::Real(back), string(&whole[2..])];
        parts.splice(place..=place, split);
    });
    true
}

fn twice(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(true, chance);
    let again = f.operations()[spot.at].clone();
    let (x, y) = (chance.one(&[0.3, 60.0]), chance.one(&[0.0, 0.4]));
    around(f, spot.at, vec![op("Td", &[x, y]), again, op("Td", &[-x, -y])], vec![])
}

/// Two cells, lines or figures of one font change places on the paper.
fn exchanged(f: &mut Patient, chance: &mut Chance) -> Forged {
    let (one, other) = (f.spot(true, chance), f.spot(true, chance));
    if (one.y - other.y).abs() < 1.0 || one.at == other.at {
        return false;
    }
    let (dx, dy) = (other.x - one.x, other.y - one.y);
    let shift = |x: f64, y: f64| (vec![op("Td", &[x, y])], vec![op("Td", &[-x, -y])]);
    let (later, earlier) = if one.at > other.at { (one, other) } else { (other, one) };
    let sign = if later.at == one.at { 1.0 } else { -1.0 };
    let (before, after) = shift(sign * dx, sign * dy);
    around(f, later.at, before, after);
    let (before, after) = shift(-sign * dx, -sign * dy);
    around(f, earlier.at, before, after)
}

/// A rectangle of a bar or of the code, or a point of the outline, is changed.
fn drawings(f: &mut Patient, chance: &mut Chance) -> Forged {
    let operations = f.operations();
    let is_bar = |own: &Operation| {
        let n = |k: usize| own.operands[k].as_float().unwrap_or_default();
        own.operator == "re" && (8.0..20.0).contains(&n(3)) && n(2) > 3.0 && n(2) < 300.0
    };
    let first_text = operations.iter().position(|own| own.operator == "BT").unwrap_or_default();
    let places = |wanted: &dyn Fn(usize, &Operation) -> bool| -> Vec<usize> {
        operations.iter().enumerate().filter(|(n, own)| wanted(*n, own)).map(|(n, _)| n).collect()
    };
    let bars = places(&|n, own| n < first_text && is_bar(own));
    let modules = places(&|n, own| n > first_text && own.operator == "re");
    let outline = places(&|n, own| n < first_text && own.operator == "l");
    // What is on the page; printer's marks are the print shop's.
    let on_page = |n: &usize| {
        let at = |k: usize| f64::from(operations[*n].operands[k].as_float().unwrap_or_default());
        (0.0..=612.0).contains(&at(0)) && (0.0..=792.0).contains(&at(1))
    };
    let [bars, modules, outline] =
        [bars, modules, outline].map(|all| all.into_iter().filter(|n| on_page(n)).collect::<Vec<_>>());
    let kinds: Vec<(&Vec<usize>, usize, f32)> = [(&bars, 2, 9.0), (&modules, 0, 2.5), (&outline, 1, 12.0)]
        .into_iter()
        .filter(|kind| kind.0.len() > 4)
        .collect();
    if kinds.is_empty() {
        return false;
    }
    let (all, operand, change) = chance.one(&kinds);
    let at = chance.one(all);
    f.repaint(|operations| {
        let number = operations[at].operands[operand].as_float().unwrap();
        operations[at].operands[operand] = Object::Real(number + change);
    });
    true
}

fn overlaid(f: &mut Patient, chance: &mut Chance) -> Forged {
    let shape = b"1 g 0 0 300 300 re f".to_vec();
    let keys = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => [0, 0, 300, 300].map(Object::from).to_vec() };
    let form = f.add(Stream::new(keys, shape));
    if chance.even() < 0.5 {
        let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
        resources.set("XObject", dictionary! { "X0" => form });
        let end = f.operations().len();
        return insert(f, end, artifact(vec![Operation::new("Do", vec![Object::Name("X0".into())])]));
    }
    let kind = chance.one(&["Stamp", "FreeText", "Square"]);
    let note = dictionary! { "Type" => "Annot", "Subtype" => kind, "F" => 4, "AP" => dictionary! { "N" => form },
    "Rect" => [100, 300, 400, 600].map(Object::from).to_vec(), "Contents" => Object::string_literal("x") };
    let note = f.add(note);
    match f.page().get_mut(b"Annots").and_then(Object::as_array_mut) {
        Ok(list) => list.push(note),
        Err(_) => f.page().set("Annots", vec![note]),
    }
    true
}
