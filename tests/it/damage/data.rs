//! Damages to what is read, heard and carried: codes, tags, descriptions, links, properties, attachments.

use super::campaign::{Class, Forged};
use crate::kit::damaged::Patient;
use crate::kit::painted::op;
use crate::kit::plausible::Chance;
use lopdf::content::Operation;
use lopdf::{Object, StringFormat, dictionary};
use md5::{Digest, Md5};

pub const CLASSES: &[Class] = &[
    ("another code in a figure", code_changed),
    ("ToUnicode lies", spelled_otherwise),
    ("operators that change text", text_state),
    ("more words as decoration", more_words),
    ("a link elsewhere", link_elsewhere),
    ("properties of the file", properties),
    ("order of the tree", tree_order),
    ("descriptions and other words", said_otherwise),
    ("user properties", user_property),
    ("an attached number", attached),
    ("areas and descriptions of links", link_areas),
    ("two figures exchanged in print", figures_exchanged),
];

fn code_changed(f: &mut Patient, chance: &mut Chance) -> Forged {
    let (spot, code) = (f.spot(true, chance), 4 + chance.below(30) as u16);
    let mut changed = false;
    f.repaint(|all| {
        let Some(Object::Array(parts)) = all[spot.at].operands.first_mut() else { return };
        let string = parts.iter_mut().find_map(|part| part.as_str_mut().ok()).expect("letters");
        changed = string[..2] != code.to_be_bytes();
        string[..2].copy_from_slice(&code.to_be_bytes());
    });
    changed
}

fn spelled_otherwise(f: &mut Patient, chance: &mut Chance) -> Forged {
    let fonts = f.fonts();
    let [font, ..] = chance.one(&fonts);
    let digits: Vec<String> =
        f.spelled(font).into_iter().map(|(_, text)| text).filter(|text| text.parse::<u8>().is_ok()).collect();
    if digits.len() < 2 {
        return false;
    }
    let (one, other) = (chance.one(&digits), chance.one(&digits));
    if one == other {
        return false;
    }
    let hex = |text: &str| format!("<{:04X}>", text.chars().next().unwrap() as u32);
    let map = f.dict(font).get(b"ToUnicode").and_then(Object::as_reference).unwrap();
    f.edit(map, |map| map.replace(&format!("{}\n", hex(&one)), &format!("{}\n", hex(&other))));
    true
}

fn text_state(f: &mut Patient, chance: &mut Chance) -> Forged {
    let (spot, number) = (f.spot(false, chance), chance.one(&[1.0, 3.0, 40.0]));
    let operator = chance.one(&["Tr", "Tz", "Ts", "Tc", "Tw", "TL", "T*", "i", "ri", "sh", "Tm"]);
    let operands: &[f64] = match operator {
        "T*" => &[],
        "Tm" => &[0.1, 0.0, 0.0, 0.1, 100.0, 100.0],
        _ => &[number],
    };
    f.repaint(|all| all.insert(spot.at, op(operator, operands)));
    true
}

fn more_words(f: &mut Patient, chance: &mut Chance) -> Forged {
    let spot = f.spot(false, chance);
    f.repaint(|all| {
        let font = all[..spot.at].iter().rev().find(|own| own.operator == "Tf").unwrap().clone();
        let kind = Object::Dictionary(dictionary! { "Type" => Object::Name("Layout".into()) });
        let begin = Operation::new("BDC", vec![Object::Name("Artifact".into()), kind]);
        let words = [begin, op("BT", &[]), font, op("Td", &[100.0, 400.0]), all[spot.at].clone()];
        all.extend(words.into_iter().chain([op("ET", &[]), op("EMC", &[])]));
    });
    true
}

fn link_elsewhere(f: &mut Patient, chance: &mut Chance) -> Forged {
    let links = f.links();
    if links.is_empty() {
        return false;
    }
    let link = chance.one(&links);
    let action = f.dict(link).get_mut(b"A").and_then(Object::as_dict_mut).unwrap();
    action.set("URI", Object::string_literal(chance.one(&["https://example.org/", "tel:+1-900-555-0100"])));
    true
}

fn properties(f: &mut Patient, chance: &mut Chance) -> Forged {
    let text = Object::string_literal;
    match chance.below(8) {
        0 => f.info().set("Title", text("Ohio Data 2023")),
        1 => f.info().set("Author", text("Another")),
        2 => f.info().set("CreationDate", text("D:20190101120000Z")),
        3 => f.xmp("T12:00:00Z", "T00:00:00Z"),
        4 => f.xmp("<dc:title>", "<dc:rights>No rights</dc:rights><dc:title>"),
        5 => f.catalog().set("Lang", text("de")),
        6 => f.info().set("Subject", text("Figures of 1999")),
        _ => f.info().set("Keywords", text("wrong")),
    }
    true
}

/// Kids of the document, or of one of its parts, in another order.
fn tree_order(f: &mut Patient, chance: &mut Chance) -> Forged {
    let kind = chance.one(&["Document", "Document", "TR", "L", "TBody"]);
    let parents = f.elements(kind);
    if parents.is_empty() {
        return false;
    }
    let parent = chance.one(&parents);
    let kids = f.kids(parent);
    let count = kids.len();
    if count < 2 {
        return false;
    }
    let one = chance.below(count - 1);
    kids.swap(one, one + 1 + chance.below(count - one - 1));
    true
}

fn said_otherwise(f: &mut Patient, chance: &mut Chance) -> Forged {
    let words = Object::string_literal("In Ohio, 1 case");
    let kinds = ["P", "Span", "TD", "TH", "H1", "H2", "Table", "Figure", "LBody", "Link"];
    let kind = chance.one(&kinds);
    let elements = f.elements(kind);
    if elements.is_empty() {
        return false;
    }
    let element = chance.one(&elements);
    match kind {
        "Table" => f.dict(element).set("A", dictionary! { "O" => "Table", "Summary" => words }),
        "Figure" => f.dict(element).set("Alt", words),
        _ => f.dict(element).set(chance.one(&["Alt", "ActualText", "T"]), words),
    }
    true
}

fn user_property(f: &mut Patient, chance: &mut Chance) -> Forged {
    let text = Object::string_literal;
    match chance.below(5) {
        0 => f.figure("value", text("8598")),
        1 => f.figure("key", text("another")),
        2 => f.figure("kind", text("share")),
        3 => f.figure("year", 1999.into()),
        _ => f.figure_has("note", text("estimated")),
    }
    true
}

/// A number in an attached file is another, and so are the size and the sum that the file states.
fn attached(f: &mut Patient, chance: &mut Chance) -> Forged {
    let names: Vec<&str> =
        ["kentucky.toml", "national.toml"].into_iter().filter(|name| f.is_attached(name)).collect();
    if names.is_empty() {
        return false;
    }
    let name = chance.one(&names);
    let stream = f.attached_stream(name);
    let mut changed = None;
    f.edit(stream, |text| {
        let (head, figures) = text.split_once("[figures]").expect("figures");
        let digits: Vec<usize> = figures.match_indices(" = ").map(|(at, _)| at + 3).collect();
        let at = chance.one(&digits);
        let from = at + figures[at..].find(|c: char| c.is_ascii_digit()).expect("a digit");
        let digit = figures.as_bytes()[from] - b'0';
        let other = format!("{}", (digit + 1 + chance.below(8) as u8) % 10);
        let text = format!("{head}[figures]{}{other}{}", &figures[..from], &figures[from + 1..]);
        changed = Some(text.clone());
        text
    });
    let text: Vec<u8> = changed.unwrap().chars().map(|c| c as u8).collect();
    if chance.even() < 0.7 {
        let sum = Md5::digest(&text).to_vec();
        f.parameters(stream).set("CheckSum", Object::String(sum, StringFormat::Hexadecimal));
    }
    true
}

fn link_areas(f: &mut Patient, chance: &mut Chance) -> Forged {
    let links = f.links();
    if links.is_empty() {
        return false;
    }
    let link = chance.one(&links);
    let area = |area: [i64; 4]| Object::Array(area.map(Object::from).to_vec());
    match chance.below(3) {
        0 => {
            f.dict(link).set("Rect", area([20, 20, 40, 40]));
            f.dict(link).remove(b"QuadPoints");
        }
        1 => {
            f.dict(link).set("Rect", area([0, 0, 612, 792]));
            f.dict(link).remove(b"QuadPoints");
        }
        _ => {
            let other = links.iter().copied().find(|other| {
                f.0.get_dictionary(*other).unwrap().get(b"A").ok()
                    != f.0.get_dictionary(link).unwrap().get(b"A").ok()
            });
            let Some(other) = other else { return false };
            let [one, two] = [link, other].map(|id| f.dict(id).get(b"A").unwrap().clone());
            f.dict(link).set("A", two);
            f.dict(other).set("A", one);
        }
    }
    true
}

/// Two figures change places in print, and the tags stay.
fn figures_exchanged(f: &mut Patient, chance: &mut Chance) -> Forged {
    let (one, other) = (f.spot(true, chance), f.spot(true, chance));
    let mut changed = false;
    f.repaint(|all| {
        changed = all[one.at].operands != all[other.at].operands;
        let theirs = all[other.at].operands.clone();
        all[other.at].operands = std::mem::replace(&mut all[one.at].operands, theirs);
    });
    changed
}
