//! Faults of files for screens and office printers.

use super::Damage;
use crate::kit::damaged::profile_header;
use lopdf::{Object, Stream, StringFormat, dictionary};

pub const DAMAGES: &[Damage] = &[
    ("a paragraph hidden as decoration", |f| {
        let p = f.elements("P")[4];
        f.hide(p);
    }),
    ("a heading hidden as decoration", |f| {
        let heading = f.elements("H2")[1];
        f.hide(heading);
    }),
    ("the title hidden as decoration", |f| {
        let title = f.elements("H1")[0];
        f.hide(title);
    }),
    ("the first line of the head hidden as decoration", |f| {
        let line = f.elements("P")[0];
        f.hide(line);
    }),
    ("the last line of the foot hidden as decoration", |f| {
        let line = f.elements("P").pop().unwrap();
        f.hide(line);
    }),
    ("words hidden inside of a paragraph", |f| {
        let paragraph = f.elements("P")[4];
        let begin = format!("<</MCID {}>>BDC\n", f.marks(paragraph)[0]);
        f.content(|content| {
            let (before, after) = content.split_once(&begin).unwrap();
            let (inner, after) = after.split_once("EMC\n").unwrap();
            format!("{before}{begin}/Artifact BMC\n{inner}EMC\nEMC\n{after}")
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
    ("a table described as another", |f| {
        let another = dictionary! { "O" => "Table", "Summary" => Object::string_literal("Kites by color") };
        f.element("Table", 0).set("A", another);
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
        f.exchange(first, second);
    }),
    ("the way back leads to the wrong element", |f| f.way_back().swap(7, 8)),
    ("the way back leads nowhere", |f| f.way_back()[3] = Object::Null),
    ("the page has no way back", |f| drop(f.page().remove(b"StructParents"))),
    ("a mark in two elements", |f| {
        let (one, other) = (f.elements("P")[1], f.elements("P")[4]);
        let mark = f.marks(one)[0];
        f.kids(other).push(Object::Integer(mark));
    }),
    ("a mark twice on the page", |f| {
        let (one, other) = (f.elements("P")[1], f.elements("P")[4]);
        let [one, other] = [one, other].map(|element| f.marks(element)[0]);
        f.replace(&format!("<</MCID {other}>>BDC"), &format!("<</MCID {one}>>BDC"));
    }),
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
            content.replacen("/Artifact <</Type/Layout>> BDC\n", "", 1).replacen("f\nEMC\n", "f\n", 1)
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
    ("a link that is active beside its words", |f| {
        let link = f.links()[0];
        f.dict(link).set("Rect", [40, 30, 90, 40].map(Object::from).to_vec());
    }),
    ("a link that is active over the words around it", |f| {
        let link = f.links()[0];
        let corners = f.dict(link).get_mut(b"Rect").and_then(Object::as_array_mut).unwrap();
        corners[2] = Object::Real(corners[2].as_float().unwrap() + 30.0);
    }),
    ("a link described as another", |f| {
        let link = f.links()[0];
        f.dict(link).set("Contents", Object::string_literal("Call 1-800-555-0100"));
    }),
    ("a link that looks like the words around it", |f| {
        let lines = |line: &&str| {
            line.ends_with(" re") && line.split(' ').nth(3).is_some_and(|h| h.starts_with("0.5"))
        };
        f.content(|content| {
            let kept = content.lines().filter(|line| !lines(line)).collect::<Vec<_>>();
            kept.join("\n")
        });
    }),
    ("a page that printers shrink", |f| {
        f.catalog()
            .get_mut(b"ViewerPreferences")
            .and_then(Object::as_dict_mut)
            .unwrap()
            .remove(b"PrintScaling");
    }),
    ("a subject in the packet alone", |f| drop(f.info().remove(b"Subject"))),
    ("keywords of another sheet", |f| f.xmp("CyberTipline, ", "TipCyberline, ")),
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
        let stream = f.attached_stream("kentucky.toml");
        f.parameters(stream).set("ModDate", Object::string_literal("D:20240501000000Z"));
    }),
    ("an attachment with a path for a name", |f| f.rename("kentucky.toml", "states/kentucky.toml")),
    ("an attachment with a path of Windows", |f| f.rename("kentucky.toml", "states\\kentucky.toml")),
    ("an attachment named as a device", |f| f.rename("kentucky.toml", "nul.toml")),
    ("an attachment of two names", |f| {
        let id = f.attachment("kentucky.toml");
        f.dict(id).set("F", Object::string_literal("ohio.toml"));
    }),
    ("black text in three inks", |f| f.replace(">>BDC\n0 g\n", ">>BDC\n0 0 0 rg\n")),
    ("printer's inks in a file for screens", |f| f.replace(">>BDC\n0 g\n", ">>BDC\n0 0 0 1 k\n")),
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
