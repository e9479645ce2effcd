//! Faults planted in a sound file, one at a time, and who finds them. Our own checks must find
//! all of them; `docs/standards/damages.md` shows what the validators find.
//!
//! With `HANDOUT_DAMAGES` set to a folder, the damaged files and the table are written there, for
//! judges from outside (`.ci/damage`).

mod built;
mod damaged;

use built::Built;
use damaged::{Patient, profile_header};
use handout::diagnostic::{At, Code, Sink};
use handout::profile::{OFFICE, PRESS, Profile};
use handout::proof::{Expectation, prove, prove_or_report};
use lopdf::{Object, Stream, StringFormat, dictionary};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A fault and how it is planted.
type Damage = (&'static str, fn(&mut Patient));

const OFFICE_DAMAGES: &[Damage] = &[
    ("a paragraph hidden as decoration", |f| {
        let p = f.elements("P")[4];
        f.hide(p);
    }),
    ("a heading hidden as decoration", |f| {
        let heading = f.elements("H2")[1];
        f.hide(heading);
    }),
    ("words hidden inside of a paragraph", |f| {
        f.content(|content| {
            let (before, after) = content.split_once("/P<</MCID 9>>BDC\n").unwrap();
            let (inner, after) = after.split_once("EMC\n").unwrap();
            format!("{before}/P<</MCID 9>>BDC\n/Artifact BMC\n{inner}EMC\nEMC\n{after}")
        });
    }),
    ("a table hidden as decoration", |f| {
        let table = f.elements("Table")[0];
        f.hide(table);
    }),
    ("a table cut out of the tree", |f| {
        let table = f.elements("Table")[0];
        f.cut(table);
    }),
    ("a row of the table cut out", |f| {
        let row = f.elements("TR")[2];
        f.hide(row);
    }),
    ("a cell of the table cut out", |f| {
        let cell = f.elements("TD")[1];
        f.hide(cell);
    }),
    ("table tagged as paragraphs", |f| {
        for kind in ["TH", "TD"] {
            for cell in f.elements(kind) {
                f.dict(cell).remove(b"A");
                f.retag(cell, "P");
            }
        }
        for kind in ["Table", "THead", "TBody", "TR"] {
            for part in f.elements(kind) {
                f.dict(part).remove(b"A");
                f.retag(part, "Div");
            }
        }
    }),
    ("a table without headings", |f| {
        for cell in f.elements("TH") {
            f.dict(cell).remove(b"A");
            f.dict(cell).remove(b"ID");
            f.retag(cell, "TD");
        }
        for cell in f.elements("TD") {
            f.dict(cell).remove(b"A");
        }
        let tree = f.reference("StructTreeRoot");
        f.dict(tree).remove(b"IDTree");
    }),
    ("table headings without a scope", |f| {
        for cell in f.elements("TH") {
            f.dict(cell).remove(b"A");
        }
    }),
    ("a cell that names the wrong heading", |f| {
        let a = f.element("TD", 0).get(b"A").unwrap().clone();
        f.element("TD", 1).set("A", a);
    }),
    ("two elements of one identifier", |f| {
        let id = f.element("TH", 0).get(b"ID").unwrap().clone();
        f.element("TH", 1).set("ID", id);
    }),
    ("reading order reversed", |f| {
        let document = f.elements("Document")[0];
        f.kids(document).reverse();
    }),
    ("two sections changed places", |f| {
        let (first, second) = (f.elements("H2")[0], f.elements("H2")[1]);
        let document = f.elements("Document")[0];
        let kids = f.kids(document);
        let place = |id| kids.iter().position(|kid| *kid == Object::Reference(id)).unwrap();
        let (a, b) = (place(first), place(second));
        kids.swap(a, b);
    }),
    ("the way back leads to the wrong element", |f| f.way_back().swap(7, 8)),
    ("the way back leads nowhere", |f| f.way_back()[3] = Object::Null),
    ("the page has no way back", |f| drop(f.page().remove(b"StructParents"))),
    ("a mark in two elements", |f| {
        let (one, other) = (f.elements("P")[1], f.elements("P")[4]);
        let mark = f.marks(one)[0];
        f.kids(other).push(Object::Integer(mark));
    }),
    ("a mark twice on the page", |f| f.replace("/P<</MCID 9>>BDC", "/P<</MCID 3>>BDC")),
    ("a mark that is nowhere on the page", |f| {
        let p = f.elements("P")[1];
        f.kids(p).push(Object::Integer(999));
    }),
    ("a mark in no element", |f| {
        let p = f.elements("P")[1];
        f.kids(p).clear();
    }),
    ("a kid that is no object of the file", |f| {
        let document = f.elements("Document")[0];
        f.kids(document).push(Object::Reference((4000, 0)));
    }),
    ("an element that denies its parent", |f| {
        let table = f.elements("Table")[0];
        f.element("H2", 0).set("P", Object::Reference(table));
    }),
    ("content outside of all marks", |f| {
        f.content(|content| {
            content.replacen("/Artifact<</Type/Layout>>BDC\n", "", 1).replacen("f\nEMC\n", "f\n", 1)
        });
    }),
    ("an element without a type", |f| drop(f.element("P", 1).remove(b"S"))),
    ("an element of a type of its own", |f| {
        let p = f.elements("P")[1];
        f.retag(p, "Absatz");
    }),
    ("types mapped to others", |f| {
        let tree = f.reference("StructTreeRoot");
        f.dict(tree).set("RoleMap", dictionary! { "P" => "H1" });
    }),
    ("headings that skip a level", |f| {
        for heading in f.elements("H2") {
            f.retag(heading, "H3");
        }
    }),
    ("a heading tagged as a paragraph", |f| {
        let heading = f.elements("H2")[0];
        f.retag(heading, "P");
    }),
    ("a figure without alternative text", |f| {
        let p = f.elements("P")[0];
        f.retag(p, "Figure");
    }),
    ("no structure tree", |f| drop(f.catalog().remove(b"StructTreeRoot"))),
    ("no language", |f| drop(f.catalog().remove(b"Lang"))),
    ("another language", |f| f.catalog().set("Lang", Object::string_literal("de-DE"))),
    ("not said to be tagged", |f| drop(f.catalog().remove(b"MarkInfo"))),
    ("title not shown", |f| drop(f.catalog().remove(b"ViewerPreferences"))),
    ("no title", |f| f.xmp("dc:title", "dc:rights")),
    ("another state's title", |f| {
        f.xmp("Kentucky", "Ohio");
        f.info().set("Title", Object::string_literal("Ohio Data 2023"));
    }),
    ("information and XMP that differ", |f| f.info().set("Author", Object::string_literal("Somebody else"))),
    ("no tab order", |f| drop(f.page().remove(b"Tabs"))),
    ("no PDF/UA identifier", |f| f.xmp("pdfuaid:part", "pdfuaid:rev")),
    ("another part of PDF/A", |f| f.xmp("<pdfaid:part>3", "<pdfaid:part>2")),
    ("no XMP packet", |f| drop(f.catalog().remove(b"Metadata"))),
    ("schema not described", |f| f.xmp("<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>other")),
    ("XMP packet compressed", |f| {
        let id = f.reference("Metadata");
        f.0.get_object_mut(id).and_then(Object::as_stream_mut).unwrap().compress().unwrap();
    }),
    ("no output intent", |f| drop(f.catalog().remove(b"OutputIntents"))),
    ("an output intent of the wrong profile", |f| {
        let profile = f.add(profile_header(b"scnr", b"CMYK"));
        let intents = f.catalog().get_mut(b"OutputIntents").and_then(Object::as_array_mut).unwrap();
        intents[0].as_dict_mut().unwrap().set("DestOutputProfile", profile);
    }),
    ("no file identifier", |f| drop(f.0.trailer.remove(b"ID"))),
    ("encrypted", |f| {
        let key = || Object::String(vec![0; 32], StringFormat::Hexadecimal);
        let lock = dictionary! { "Filter" => "Standard", "V" => 2, "R" => 3, "Length" => 128, "P" => -44, "O" => key(), "U" => key() };
        let lock = f.add(lock);
        f.0.trailer.set("Encrypt", lock);
    }),
    ("JavaScript that runs on opening", |f| {
        let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
        f.catalog().set("OpenAction", action);
    }),
    ("a link that starts a program", |f| {
        let link = f.links()[0];
        let action = dictionary! { "S" => "Launch", "F" => Object::string_literal("x.exe") };
        f.dict(link).set("A", action);
    }),
    ("a form", |f| f.catalog().set("AcroForm", dictionary! { "Fields" => Vec::<Object>::new() })),
    ("a second page", |f| {
        let pages = f.reference("Pages");
        let page = dictionary! { "Type" => "Page", "Parent" => Object::Reference(pages), "MediaBox" => [0, 0, 612, 792].map(Object::from).to_vec() };
        let page = f.add(page);
        f.dict(pages).set("Count", 2);
        f.dict(pages).get_mut(b"Kids").and_then(Object::as_array_mut).unwrap().push(page);
    }),
    ("a page turned", |f| f.page().set("Rotate", 90)),
    ("a TrimBox beyond the page", |f| f.page().set("TrimBox", [-9, 0, 612, 792].map(Object::from).to_vec())),
    ("a link without a description", |f| {
        let link = f.links()[0];
        f.dict(link).remove(b"Contents");
    }),
    ("a link that is not printed", |f| {
        let link = f.links()[0];
        f.dict(link).set("F", 0);
    }),
    ("a link without a way back", |f| {
        let link = f.links()[0];
        f.dict(link).remove(b"StructParent");
    }),
    ("a link that the tree does not reach", |f| {
        let link = f.elements("Link")[0];
        f.kids(link).retain(|kid| matches!(kid, Object::Integer(_)));
    }),
    ("a link to another address", |f| {
        let link = f.links()[0];
        let action = f.dict(link).get_mut(b"A").and_then(Object::as_dict_mut).unwrap();
        action.set("URI", Object::string_literal("https://example.org/"));
    }),
    ("a font that is not embedded", |f| {
        let [_, _, descriptor] = f.font();
        f.dict(descriptor).remove(b"FontFile2");
    }),
    ("a font program cut short", |f| {
        let [_, _, descriptor] = f.font();
        let program = f.add(Stream::new(dictionary! { "Length1" => 4 }, vec![0, 1, 0, 0]));
        f.dict(descriptor).set("FontFile2", program);
    }),
    ("a font that does not say what it spells", |f| {
        let [font, ..] = f.font();
        f.dict(font).remove(b"ToUnicode");
    }),
    ("a font that spells another letter", |f| f.spelling(|map| map.replace("<0065>", "<0061>"))),
    ("a wrong width", |f| {
        let [_, descendant, _] = f.font();
        let widths = f.dict(descendant).get_mut(b"W").and_then(Object::as_array_mut).unwrap();
        let each = widths[1].as_array_mut().unwrap();
        each[5] = Object::Integer(each[5].as_i64().unwrap() + 7);
    }),
    ("no map from codes to glyphs", |f| {
        let [_, descendant, _] = f.font();
        f.dict(descendant).remove(b"CIDToGIDMap");
    }),
    ("codes by a map of the file's own", |f| {
        let [font, ..] = f.font();
        // Nothing that the standards forbid.
        let ascii = Object::string_literal;
        let system =
            dictionary! { "Registry" => ascii("Adobe"), "Ordering" => ascii("Identity"), "Supplement" => 0 };
        let map = f.add(Stream::new(
            dictionary! { "Type" => "CMap", "CMapName" => "Own-H", "CIDSystemInfo" => system },
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo 3 dict dup begin \
              /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def\n\
              /CMapName /Own-H def /CMapType 1 def /WMode 0 def\n\
              1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              1 begincidrange <0000> <FFFF> 0 endcidrange\n\
              endcmap CMapName currentdict /CMap defineresource pop end end\n"
                .to_vec(),
        ));
        f.dict(font).set("Encoding", map);
    }),
    ("dated at midnight", |f| {
        f.xmp("T12:00:00Z", "T00:00:00Z");
        for key in ["CreationDate", "ModDate"] {
            f.info().set(key, Object::string_literal("D:20240501000000Z"));
        }
    }),
    ("an attachment dated at midnight", |f| {
        let id = f.attachment("kentucky.toml");
        let files = f.dict(id).get(b"EF").and_then(Object::as_dict).unwrap();
        let stream = files.get(b"F").and_then(Object::as_reference).unwrap();
        let params = f.dict(stream).get_mut(b"Params").and_then(Object::as_dict_mut).unwrap();
        params.set("ModDate", Object::string_literal("D:20240501000000Z"));
    }),
    ("an attachment with a path for a name", |f| f.rename("kentucky.toml", "states/kentucky.toml")),
    ("an attachment with a path of Windows", |f| f.rename("kentucky.toml", "states\\kentucky.toml")),
    ("an attachment named as a device", |f| f.rename("kentucky.toml", "nul.toml")),
    ("an attachment of two names", |f| {
        let id = f.attachment("kentucky.toml");
        f.dict(id).set("F", Object::string_literal("ohio.toml"));
    }),
    ("black text in three inks", |f| f.replace("0 g\n", "0 0 0 rg\n")),
    ("printer's inks in a file for screens", |f| f.replace("0 g\n", "0 0 0 1 k\n")),
    ("words that are not painted", |f| f.replace("BT\n", "BT\n3 Tr\n")),
    ("words that read otherwise than they look", |f| {
        f.replace("BT\n", "/Span<</ActualText(no)>>BDC\nBT\n");
        f.replace("ET\n", "ET\nEMC\n");
    }),
    ("a figure of another value", |f| f.figure("value", Object::string_literal("8598"))),
    ("a figure of another year", |f| f.figure("year", 1999.into())),
    ("a figure that is not tagged as one", |f| {
        let span = f.elements("Span")[0];
        f.dict(span).remove(b"A");
    }),
    ("another figure in the data inside", |f| f.attached("kentucky.toml", "8_597", "8_598")),
    ("an element that is on another page", |f| {
        let other = f.reference("Pages");
        f.element("P", 1).set("Pg", Object::Reference(other));
    }),
    ("a paragraph said to be in another language", |f| {
        f.element("P", 1).set("Lang", Object::string_literal("de-DE"));
    }),
    ("a file that prints black over all else", |f| {
        let state = dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true };
        let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
        resources.set("ExtGState", dictionary! { "G1" => state });
    }),
    ("a picture nobody described", |f| f.replace("0 g\n", "0 g\n/Im0 Do\n")),
];

const PRESS_DAMAGES: &[Damage] = &[
    ("press: no identifier", |f| f.xmp("pdfxid:GTS_PDFXVersion", "pdfxid:Other")),
    ("press: another identifier", |f| f.xmp("PDF/X-4<", "PDF/X-3<")),
    ("press: version 1.7", |f| f.0.version = "1.7".into()),
    ("press: rich black text", |f| f.replace("0 0 0 1 k\n", "0.6 0.4 0.4 1 k\n")),
    ("press: black text knocks out", |f| f.content(|content| content.replace("/G1 gs\n", ""))),
    ("press: too much ink", |f| f.replace("1 0.75 0 0.45 k", "1 0.9 0.7 0.3 k")),
    ("press: a screen's colours", |f| f.replace("1 0.75 0 0.45 k", "0.1 0.2 0.4 rg")),
    ("press: no TrimBox", |f| drop(f.page().remove(b"TrimBox"))),
    ("press: no BleedBox", |f| drop(f.page().remove(b"BleedBox"))),
    ("press: bleed smaller than trim", |f| {
        f.page().set("BleedBox", [20, 20, 590, 770].map(Object::from).to_vec());
    }),
    ("press: not said whether trapped", |f| drop(f.info().remove(b"Trapped"))),
    ("press: a profile of a screen", |f| {
        let profile = f.add(profile_header(b"mntr", b"CMYK"));
        let intents = f.catalog().get_mut(b"OutputIntents").and_then(Object::as_array_mut).unwrap();
        intents.iter_mut().for_each(|i| i.as_dict_mut().unwrap().set("DestOutputProfile", profile.clone()));
    }),
    ("press: two profiles", |f| {
        let profile = f.add(profile_header(b"prtr", b"CMYK"));
        let intents = f.catalog().get_mut(b"OutputIntents").and_then(Object::as_array_mut).unwrap();
        intents[0].as_dict_mut().unwrap().set("DestOutputProfile", profile);
    }),
    ("press: no intent for the press", |f| {
        f.catalog().get_mut(b"OutputIntents").and_then(Object::as_array_mut).unwrap().pop();
    }),
    ("press: a note on the page", |f| {
        let rect = [100, 100, 120, 120].map(Object::from).to_vec();
        let note = dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => rect, "F" => 4 };
        let note = f.add(note);
        f.page().set("Annots", vec![note]);
    }),
    ("press: lines print over others, areas do not", |f| {
        let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
        let states = resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut).unwrap();
        states.get_mut(b"G0").and_then(Object::as_dict_mut).unwrap().set("OP", true);
    }),
    ("press: a transfer function", |f| {
        let resources = f.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
        let states = resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut).unwrap();
        states.get_mut(b"G1").and_then(Object::as_dict_mut).unwrap().set("TR", "Identity");
    }),
];

fn own(bytes: &[u8], page: &Built, profile: &Profile) -> BTreeSet<&'static str> {
    let expected = Expectation { profile, document: &page.document, facts: &page.facts };
    prove(bytes, &expected).iter().map(|found| found.check).collect()
}

/// The clauses a validator finds breached; that it cannot read the file is a finding too.
fn validator(bytes: &[u8], profile: ValidationProfile) -> BTreeSet<String> {
    match validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)) {
        Ok(report) => {
            let rules = report.failures.iter();
            // What it says about every file for the press (`tests/proof.rs`) is about no damage.
            let rules =
                rules.filter(|f| !f.message.contains("Trapped") && !f.rule_id.ends_with("6.6.2.3.1:1"));
            rules.map(|f| f.rule_id.splitn(3, ':').nth(2).unwrap_or(&f.rule_id).to_owned()).collect()
        }
        Err(_) => BTreeSet::from(["unreadable".to_owned()]),
    }
}

fn cell<T: AsRef<str> + Ord>(found: &BTreeSet<T>) -> String {
    match found.len() {
        0 => "—".to_owned(),
        1..=3 => found.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "),
        n => format!("{} and {} more", found.first().expect("one").as_ref(), n - 1),
    }
}

#[test]
fn no_damage_survives() {
    let page = built::build(built::data(), &OFFICE).remove(0);
    let press = built::build(built::data(), &PRESS).remove(0);
    let folder = std::env::var_os("HANDOUT_DAMAGES").map(std::path::PathBuf::from);
    let mut table = String::from(
        "| planted | own checks | page_validation UA-1 | page_validation A-3a |\n| --- | --- | --- | --- |\n",
    );
    let mut survivors = Vec::new();
    let kinds = [(OFFICE_DAMAGES, &page.bytes, &OFFICE), (PRESS_DAMAGES, &press.bytes, &PRESS)];
    for (damages, bytes, profile) in kinds {
        // What is found comes from the damage, and not from taking the file apart.
        let whole = Patient::of(bytes).bytes();
        assert_eq!(own(&whole, &page, profile), BTreeSet::new());
        for (number, (name, plant)) in damages.iter().enumerate() {
            let mut patient = Patient::of(bytes);
            plant(&mut patient);
            let damaged = patient.bytes();
            let found = own(&damaged, &page, profile);
            if found.is_empty() {
                survivors.push(*name);
            }
            let [ua, a] = [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a]
                .map(|profile| cell(&validator(&damaged, profile)));
            writeln!(table, "| {name} | {} | {ua} | {a} |", cell(&found)).unwrap();
            if let Some(folder) = &folder {
                let kind = profile.name;
                let name =
                    name.trim_start_matches("press: ").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                std::fs::write(folder.join(format!("{kind}-{number:02}-{name}.pdf")), &damaged).unwrap();
            }
        }
    }
    if let Some(folder) = &folder {
        std::fs::write(folder.join("table.md"), &table).unwrap();
    }
    assert_eq!(survivors, Vec::<&str>::new(), "nobody finds these");
    assert!(OFFICE_DAMAGES.len() + PRESS_DAMAGES.len() >= 25);
    let shown = include_str!("../docs/standards/damages.md");
    assert!(
        shown.contains(&table),
        "docs/standards/damages.md is not this table; see its first lines\n{table}"
    );
}

#[test]
fn a_refusal_names_the_clause_and_the_line() {
    let page = built::build(built::data(), &OFFICE).remove(0);
    let paragraph = &page.document.intro[0].text;
    let origin = paragraph.origin.expect("the line of the wording");
    let expected = Expectation { profile: &OFFICE, document: &page.document, facts: &page.facts };
    let elsewhere = page.document.masthead.title.origin.expect("a line");
    assert_ne!(origin, elsewhere);
    let mut sink = Sink::default();
    assert!(prove_or_report(&page.bytes, &expected, elsewhere, &mut sink).is_ok() && sink.found().is_empty());
    let mut patient = Patient::of(&page.bytes);
    let element = patient.elements("P")[1];
    patient.hide(element);
    assert!(prove_or_report(&patient.bytes(), &expected, elsewhere, &mut sink).is_err());
    let lost = sink.found().iter().find(|fault| fault.at == At::Span(origin)).expect("the line");
    assert_eq!(lost.code, Code::BrokenPromise);
    assert!(lost.message.contains("ISO 14289-1 (PDF/UA-1), 7.1"), "{}", lost.message);
    assert!(lost.message.contains("nobody hears it"), "{}", lost.message);
}
