//! Files for PDF 2.0: what they say of themselves, their namespace, and what the proof sees of faults in them.

use crate::kit::damaged::Patient;
use crate::kit::file::File;
use crate::kit::page::sample;
use crate::kit::sheets::{samples, sheet};
use handout::internals::font::Fonts;
use handout::internals::pdf::Enclosure;
use handout::internals::profile::PDF2;
use handout::internals::proof::prove;
use lopdf::{Object, dictionary};

fn packet(file: &File) -> String {
    let catalog = file.document.catalog().unwrap();
    String::from_utf8(file.get(catalog, "Metadata").as_stream().unwrap().content.clone()).unwrap()
}

#[test]
fn the_packet_says_it_all_and_there_is_no_information_dictionary() {
    for sheet in samples("pdf2") {
        assert!(sheet.bytes.starts_with(b"%PDF-2.0\n"));
        let file = File::read(&sheet.bytes);
        assert!(!file.document.trailer.has(b"Info"));
        let packet = packet(&file);
        for said in [
            "<pdfuaid:part>2<",
            "<pdfuaid:rev>2024<",
            "<pdfaid:part>4<",
            "<pdfaid:rev>2020<",
            "<pdfaid:conformance>F<",
            "<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0<",
            "<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0<",
        ] {
            assert!(packet.contains(said), "{said}");
        }
        assert!(!packet.contains("<pdfaExtension:schemas>"), "PDF/A-4 has no descriptions of schemas");
    }
}

#[test]
fn a_file_without_others_inside_is_plain_pdf_a_4() {
    let file = File::with(&sample(&Fonts::bundled()), &PDF2, &Enclosure::default());
    let packet = packet(&file);
    assert!(packet.contains("<pdfaid:part>4<") && !packet.contains("pdfaid:conformance"));
}

#[test]
fn every_element_is_of_the_namespace() {
    for sheet in samples("pdf2") {
        let file = File::read(&sheet.bytes);
        let root = file.dictionary(file.document.catalog().unwrap(), "StructTreeRoot");
        let [namespace] = file.get(root, "Namespaces").as_array().unwrap().as_slice() else { panic!("one") };
        let name = file.resolve(namespace).as_dict().unwrap().get(b"NS").unwrap().as_str().unwrap();
        assert_eq!(name, b"http://iso.org/pdf2/ssn");
        let elements = file.elements();
        assert!(elements.len() > 40);
        for (_, element) in elements {
            assert_eq!(element.get(b"NS").unwrap(), namespace);
        }
    }
    for sheet in samples("office") {
        let file = File::read(&sheet.bytes);
        assert!(!file.dictionary(file.document.catalog().unwrap(), "StructTreeRoot").has(b"Namespaces"));
        assert!(file.elements().iter().all(|(_, element)| !element.has(b"NS")));
    }
}

/// Faults, and the check that sees each.
type Fault = (&'static str, &'static str, fn(&mut Patient));

const FAULTS: &[Fault] = &[
    ("a version too low", "header", |f| f.0.version = "1.7".into()),
    ("an information dictionary", "info-agrees", |f| {
        let info = f.add(dictionary! { "Title" => Object::string_literal("Kentucky Data 2023") });
        f.0.trailer.set("Info", info);
    }),
    ("another part of PDF/UA", "pdfua-identifier", |f| f.xmp("<pdfuaid:part>2", "<pdfuaid:part>1")),
    ("no edition of PDF/UA", "pdfua-identifier", |f| f.xmp("<pdfuaid:rev>2024", "<pdfuaid:rev>2014")),
    ("another part of PDF/A", "pdfa-identifier", |f| f.xmp("<pdfaid:part>4", "<pdfaid:part>3")),
    ("no edition of PDF/A", "pdfa-identifier", |f| f.xmp("<pdfaid:rev>2020", "<pdfaid:rev>2012")),
    ("files inside not declared", "pdfa-identifier", |f| f.xmp("conformance>F", "conformance>E")),
    ("no declaration of reuse", "declarations", |f| f.xmp("wtpdf#reuse1.0", "wtpdf#reuse2.0")),
    ("no namespace", "namespaces", |f| {
        let root = f.reference("StructTreeRoot");
        f.dict(root).remove(b"Namespaces");
    }),
    ("another namespace", "namespaces", |f| {
        let root = f.reference("StructTreeRoot");
        let namespace =
            dictionary! { "Type" => "Namespace", "NS" => Object::string_literal("http://iso.org/pdf/ssn") };
        let namespace = f.add(namespace);
        f.dict(root).set("Namespaces", vec![namespace]);
    }),
    ("an element in none", "namespaces", |f| drop(f.element("H1", 0).remove(b"NS"))),
];

#[test]
fn faults_of_files_for_pdf_2_are_seen() {
    for theme in ["memo", "brief"] {
        let sheet = sheet(theme, "en", "pdf2");
        let sound = Patient::of(&sheet.bytes);
        assert_eq!(prove(&sound.clone().bytes(), &sheet.expected()), []);
        for (name, check, plant) in FAULTS {
            let mut patient = sound.clone();
            plant(&mut patient);
            let found = prove(&patient.bytes(), &sheet.expected());
            assert!(found.iter().any(|found| found.check == *check), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_target_that_is_not_on_all_plates_is_seen() {
    type Plant = fn(&mut Vec<Object>);
    let faults: [(&str, Plant); 4] = [
        ("of one ink", |space| space[1] = "Black".into()),
        ("made of none", |space| space[3].as_dict_mut().unwrap().set("C1", vec![Object::Integer(0); 4])),
        ("made of a screen's colors", |space| space[2] = "DeviceRGB".into()),
        ("there from the start", |space| {
            space[3].as_dict_mut().unwrap().set("C0", vec![Object::Integer(1); 4])
        }),
    ];
    let sheet = sheet("memo", "en", "press");
    for (name, plant) in faults {
        let mut patient = Patient::of(&sheet.bytes);
        let resources = patient.page().get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
        let spaces = resources.get_mut(b"ColorSpace").and_then(Object::as_dict_mut).unwrap();
        plant(spaces.get_mut(b"All").and_then(Object::as_array_mut).unwrap());
        let found = prove(&patient.bytes(), &sheet.expected());
        assert!(found.iter().any(|found| found.check == "inks"), "{name}: {found:?}");
    }
    // Nor may the page itself be painted so.
    let mut patient = Patient::of(&sheet.bytes);
    patient.replace("1 0.75 0 0.45 k", "/All cs 1 scn");
    assert!(prove(&patient.bytes(), &sheet.expected()).iter().any(|found| found.check == "inks"));
}
