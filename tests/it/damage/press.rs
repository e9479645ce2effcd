//! Faults of files for print shops.

use super::Damage;
use crate::kit::damaged::profile_header;
use lopdf::{Object, dictionary};

pub const DAMAGES: &[Damage] = &[
    ("press: no identifier", |f| f.xmp("pdfxid:GTS_PDFXVersion", "pdfxid:Other")),
    ("press: another identifier", |f| f.xmp("PDF/X-4<", "PDF/X-3<")),
    ("press: version 1.7", |f| f.0.version = "1.7".into()),
    ("press: rich black text", |f| f.replace(">>BDC\n0 0 0 1 k\n", ">>BDC\n0.6 0.4 0.4 1 k\n")),
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
    ("press: all that follows black text is printed over the rest", |f| {
        f.content(|content| content.replace("/G0 gs\n", ""));
    }),
    ("press: lines print over others, areas do not", |f| f.state("G0").set("OP", true)),
    ("press: areas print over the rest, and their edges do not", |f| f.state("G1").set("OP", false)),
    ("press: black takes away what it is printed over", |f| f.state("G1").set("OPM", 0)),
    ("press: a transfer function", |f| f.state("G1").set("TR", "Identity")),
];
