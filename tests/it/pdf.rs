//! The writer's files, read again with lopdf's parser.

use crate::kit::file::{File, kind, write};
use crate::kit::page::{Sheet, meta, sample};
use handout::internals::font::{Face, Fonts};
use handout::internals::layout::{Ink, Mark, Owner, Page, Rect, Role};
use handout::internals::pdf::{Enclosure, Writer};
use handout::internals::profile::OFFICE;
use handout::internals::units::Pt;
use lopdf::Object;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_words_read_in_order_with_ligatures_and_brackets_spelt_out() {
    let file = File::of(&sample(&Fonts::bundled()));
    let words = file.words();
    let mut read = Vec::new();
    for (_, element) in file.elements() {
        for kid in file.get(element, "K").as_array().expect("kids") {
            if let Ok(id) = kid.as_i64() {
                read.push(format!("{} {}", kind(element), words[&id]));
            }
        }
    }
    assert_eq!(
        read,
        [
            "H1 AVA Kentucky )Data( \\ 2023",
            "P We find 8,597 reports, ",
            "Span first199",
            "Link missingkids.org",
            "LBody one",
            "LBody two",
            "TH Category",
            "TH Cases",
            "TH Other",
            "TD 45",
            "TH Office",
            "TD 21",
            "TH Total",
            "TD 66",
            "Figure ",
        ]
    );
}

#[test]
fn every_mark_and_link_leads_back_to_its_element() {
    let file = File::of(&sample(&Fonts::bundled()));
    let numbers = file.get(file.dictionary(file.tree(), "ParentTree"), "Nums");
    let numbers: BTreeMap<i64, &Object> = numbers
        .as_array()
        .expect("an array")
        .chunks(2)
        .map(|pair| (pair[0].as_i64().expect("a key"), &pair[1]))
        .collect();
    let by_mark = numbers[&file.page().get(b"StructParents").unwrap().as_i64().unwrap()];
    let by_mark = by_mark.as_array().expect("an array");
    let (mut marks, mut links) = (BTreeSet::new(), 0);
    for (number, element) in file.elements() {
        for kid in file.get(element, "K").as_array().expect("kids") {
            if let Ok(mark) = kid.as_i64() {
                assert!(marks.insert(mark), "one element for each mark");
                assert_eq!(by_mark[mark as usize], Object::Reference((number, 0)));
            } else if let Ok(object) = kid.as_dict() {
                let annotation = file.dictionary(object, "Obj");
                let key = file.get(annotation, "StructParent").as_i64().expect("a key");
                assert_eq!(*numbers[&key], Object::Reference((number, 0)));
                assert_eq!(*file.get(annotation, "F"), Object::Integer(4));
                assert!(!file.get(annotation, "Contents").as_str().expect("text").is_empty());
                links += 1;
            }
        }
        let parent = element.get(b"P").and_then(Object::as_reference).expect("a parent");
        assert!(file.document.get_dictionary(parent).is_ok());
    }
    assert_eq!(marks.into_iter().collect::<Vec<_>>(), file.words().into_keys().collect::<Vec<_>>());
    assert_eq!((links, by_mark.len(), numbers.len()), (1, 15, 2));
    // One over both lines, with a quadrilateral for each.
    let [link] = file.get(file.page(), "Annots").as_array().expect("links").as_slice() else { panic!("one") };
    let link = file.resolve(link).as_dict().expect("a link");
    let numbered = |key: &str| -> Vec<f32> {
        file.get(link, key).as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect()
    };
    assert_eq!(numbered("Rect"), [72.0, 681.0, 360.0, 708.0]);
    let (first, second) = (
        [300.0, 708.0, 360.0, 708.0, 300.0, 695.0, 360.0, 695.0],
        [72.0, 694.0, 132.0, 694.0, 72.0, 681.0, 132.0, 681.0],
    );
    assert_eq!(numbered("QuadPoints"), [first, second].concat());
    let next = file.get(file.tree(), "ParentTreeNextKey").as_i64().expect("a key");
    assert!(numbers.keys().all(|key| *key < next));
}

#[test]
fn cells_name_their_headings() {
    let file = File::of(&sample(&Fonts::bundled()));
    let elements = file.elements();
    let identified: BTreeMap<&[u8], String> = elements
        .iter()
        .filter_map(|(_, element)| Some((element.get(b"ID").ok()?.as_str().ok()?, kind(element))))
        .collect();
    let names = file.get(file.dictionary(file.tree(), "IDTree"), "Names");
    let listed: Vec<&[u8]> =
        names.as_array().unwrap().chunks(2).map(|pair| pair[0].as_str().unwrap()).collect();
    assert_eq!(listed, identified.keys().copied().collect::<Vec<_>>());
    assert_eq!(identified.len(), 5);
    for (_, cell) in elements.iter().filter(|(_, element)| kind(element) == "TD") {
        let headers = file.get(file.dictionary(cell, "A"), "Headers").as_array().unwrap();
        assert_eq!(headers.len(), 2);
        assert!(headers.iter().all(|id| identified[id.as_str().unwrap()] == "TH"));
    }
}

#[test]
fn marks_stand_where_the_page_says_in_their_inks() {
    let fonts = Fonts::bundled();
    let mut sheet = Sheet::new(&fonts);
    let rect = Rect { x: Pt::new(72), y: Pt(100_250), width: Pt::new(300), height: Pt(500) };
    sheet.page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
    sheet.page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
    let node = sheet.page.node(Page::ROOT, Role::Paragraph);
    let owner = sheet.page.content(node);
    sheet.run(owner, Pt::new(72), Face::Regular, "ABA");
    sheet.y += Pt(14_500);
    sheet.run(owner, Pt(70_125), Face::Regular, "B");
    let ring = vec![(Pt::new(1), Pt::new(2)), (Pt::new(3), Pt::new(2)), (Pt::new(1), Pt(4_500))];
    let rings = vec![ring.clone(), ring];
    sheet.page.paint(owner, Mark::polygons(&rings, Ink::Paper));
    let ring = "1 790 m\n3 790 l\n1 787.5 l\nh\n";
    let expected = [
        "q\n/Artifact <</Type/Layout>> BDC\n0.0706 0.1882 0.3608 rg\n",
        "72 691.25 300 0.5 re\nf\n72 691.25 300 0.5 re\nf\nEMC\nQ\n",
        "/P<</MCID 0>>BDC\n0 g\nBT\n/F0 10.5 Tf\n72 732 Td\n[(\0\u{2})40(\0\u{3}\0\u{2})]TJ\n",
        "-1.875 -14.5 Td\n[(\0\u{3})]TJ\nET\n1 g\n",
        &format!("{ring}{ring}f*\nEMC\n"),
    ];
    let file = File::of(&sheet.page);
    let content = file.get(file.page(), "Contents").as_stream().expect("a stream");
    let content = content.decompressed_content().expect("deflated");
    assert_eq!(String::from_utf8(content).expect("ASCII"), expected.concat());
}

#[test]
fn fonts_are_embedded_subsets_with_exact_widths() {
    let fonts = Fonts::bundled();
    let file = File::of(&sample(&fonts));
    let named = file.dictionary(file.dictionary(file.page(), "Resources"), "Font");
    let faces = [("F0", Face::Regular), ("F1", Face::Semibold), ("F2", Face::Bold)];
    assert_eq!(named.len(), faces.len());
    for (name, face) in faces {
        let (font, source) = (file.dictionary(named, name), fonts.face(face));
        let descendant = file.get(font, "DescendantFonts").as_array().expect("an array");
        let descendant = file.resolve(&descendant[0]).as_dict().expect("a font");
        let descriptor = file.dictionary(descendant, "FontDescriptor");
        let base = file.get(font, "BaseFont").as_name().expect("a name");
        assert_eq!(file.get(descendant, "BaseFont").as_name().expect("a name"), base);
        assert_eq!(file.get(descriptor, "FontName").as_name().expect("a name"), base);
        let (tag, base) = std::str::from_utf8(base).expect("ASCII").split_once('+').expect("a tag");
        assert!(tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()));
        assert_eq!(base, source.post_script_name());
        let program = file.get(descriptor, "FontFile2").as_stream().expect("a program");
        assert!(program.decompressed_content().expect("deflated").len() < 20_000);
        let widths = file.get(descendant, "W").as_array().expect("an array")[1].as_array().unwrap();
        let (length, spelt) = file.spelling(name);
        assert_eq!(length, 2);
        // The one encoding that all programs read; some parse no map of a file's own.
        assert_eq!(file.get(font, "Encoding").as_name().expect("a name"), b"Identity-H");
        assert!(spelt.values().any(|text| text == " "), "the space is always there");
        for (code, text) in spelt.iter().filter(|(_, text)| text.chars().count() == 1) {
            let glyph = source.glyph(text.chars().next().unwrap()).unwrap();
            assert_eq!(widths[usize::from(*code)], Object::from(source.advance(glyph)));
        }
        assert_eq!(*file.get(descriptor, "CapHeight"), Object::from(source.cap_height()));
    }
}

#[test]
fn codes_have_two_bytes_however_many_glyphs_there_are() {
    let fonts = Fonts::bundled();
    let source = fonts.face(Face::Regular);
    // Characters that are the plainest of their glyph, so that they are what is read again. Two
    // hundred codes take in all that a string must escape.
    let plain = |c: &char| source.glyph(*c).and_then(|glyph| source.spelling(glyph)) == Some(*c);
    let all: Vec<char> = ('!'..='\u{52f}').filter(plain).take(400).collect();
    assert_eq!(all.len(), 400);
    for count in [200, 254, 255, 400] {
        let mut sheet = Sheet::new(&fonts);
        for line in all[..count].chunks(40) {
            let line: String = line.iter().collect();
            sheet.line(Page::ROOT, Role::Paragraph, Face::Regular, &line);
        }
        sheet.line(Page::ROOT, Role::Paragraph, Face::Bold, "few");
        let file = File::of(&sheet.page);
        assert_eq!((file.spelling("F0").0, file.spelling("F2").0), (2, 2));
        let words: String = file.words().into_values().collect();
        assert_eq!(words, all[..count].iter().collect::<String>() + "few");
    }
}

#[test]
fn bytes_depend_on_the_page_alone() {
    let fonts = Fonts::bundled();
    let page = sample(&fonts);
    let none = Enclosure::default();
    let office = (&OFFICE, &none);
    let once = write(&mut Writer::new(&fonts, &OFFICE), &fonts, &page, office);
    let mut other = Writer::new(&fonts, &OFFICE);
    let mut sheet = Sheet::new(&fonts);
    sheet.line(Page::ROOT, Role::Heading(1), Face::Semibold, "Something else before");
    let before = write(&mut other, &fonts, &sheet.page, office);
    assert!(write(&mut other, &fonts, &page, office) == once, "after another page");
    assert!(write(&mut other, &fonts, &page, office) == once, "from the kept subsets");
    let threaded = std::thread::scope(|scope| {
        scope.spawn(|| write(&mut Writer::new(&fonts, &OFFICE), &fonts, &page, office)).join().unwrap()
    });
    assert!(threaded == once, "on another thread");
    let id = |bytes: &[u8]| {
        let file = File::read(bytes);
        let ids = file.document.trailer.get(b"ID").unwrap().as_array().unwrap().clone();
        assert_eq!(ids[0], ids[1]);
        ids[0].clone()
    };
    assert_ne!(id(&once), id(&before));
}

#[test]
fn the_file_says_what_it_is() {
    let file = File::of(&sample(&Fonts::bundled()));
    let catalog = file.document.catalog().expect("a catalog");
    assert_eq!(file.document.version, "1.7");
    assert_eq!(file.get(catalog, "Lang").as_str().expect("text"), b"en-US");
    assert!(!catalog.has(b"PageMode") && !catalog.has(b"PageLayout"));
    let info = file.dictionary(&file.document.trailer, "Info");
    let mut keys: Vec<&[u8]> = info.iter().map(|(key, _)| key.as_slice()).collect();
    keys.sort_unstable();
    let expected =
        ["Author", "CreationDate", "Creator", "Keywords", "ModDate", "Producer", "Subject", "Title"];
    assert_eq!(keys, expected.map(str::as_bytes));
    let title = lopdf::decode_text_string(file.get(info, "Title")).expect("text");
    assert_eq!(title, meta().title);
    let intent = file.get(catalog, "OutputIntents").as_array().unwrap()[0].as_dict().unwrap();
    let profile = file.get(intent, "DestOutputProfile").as_stream().unwrap();
    assert_eq!(profile.decompressed_content().unwrap(), OFFICE.output.icc.to_vec());
}

#[test]
#[should_panic(expected = "the marks of ContentId(0) follow each other")]
fn content_in_two_places_is_our_mistake() {
    let fonts = Fonts::bundled();
    let mut page = sample(&fonts);
    let first = page.items.iter().position(|item| item.mark != page.items[0].mark).unwrap();
    let item = page.items[first].clone();
    page.items.push(item);
    File::of(&page);
}
