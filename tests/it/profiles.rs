//! What each profile promises beyond what all files do: its inks, its sheet, its intents.

use crate::kit::file::{File, kind};
use crate::kit::page::sample;
use handout::internals::font::Fonts;
use handout::internals::layout::Role;
use handout::internals::pdf::Enclosure;
use handout::internals::profile::{GRAY, OFFICE, PRESS, Profile};
use lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

fn file(profile: &Profile) -> File {
    File::with(&sample(&Fonts::bundled()), profile, &Enclosure::default())
}

/// The operators that set a colour, each with its operands.
fn colours(file: &File) -> Vec<(String, Vec<f32>)> {
    let setting = ["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do"];
    let operations = file.content().operations.into_iter();
    let operations = operations.filter(|operation| setting.contains(&operation.operator.as_str()));
    let numbers = |operands: &[Object]| operands.iter().filter_map(|n| n.as_float().ok()).collect();
    operations.map(|o| (o.operator, numbers(&o.operands))).collect()
}

fn operators(file: &File) -> BTreeSet<String> {
    colours(file).into_iter().map(|(operator, _)| operator).collect()
}

#[test]
fn each_profile_uses_its_own_inks() {
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(operators(&file(&OFFICE)), of(&["g", "rg"]));
    assert_eq!(operators(&file(&GRAY)), of(&["g"]));
    assert_eq!(operators(&file(&PRESS)), of(&["cs", "k", "scn"]));
}

#[test]
fn black_text_overprints_and_nothing_else_does() {
    let file = file(&PRESS);
    let states = file.dictionary(file.dictionary(file.page(), "Resources"), "ExtGState");
    let overprints = |name: &str| {
        let state = file.dictionary(states, name);
        assert_eq!(state.get(b"OPM").unwrap().as_i64().unwrap(), 1);
        let [fill, stroke] = ["op", "OP"].map(|key| state.get(key.as_bytes()).unwrap().as_bool().unwrap());
        assert_eq!(fill, stroke);
        fill
    };
    let (mut on, mut colour, mut shown) = (false, Vec::new(), 0);
    let mut saved = Vec::new();
    for operation in file.content().operations {
        match operation.operator.as_str() {
            "q" => saved.push((on, colour.clone())),
            "Q" => (on, colour) = saved.pop().expect("a state that was saved"),
            "gs" => on = overprints(std::str::from_utf8(operation.operands[0].as_name().unwrap()).unwrap()),
            "k" => colour = operation.operands.iter().map(|part| part.as_float().unwrap()).collect(),
            "cs" => colour = vec![1.0; 4],
            "TJ" => {
                shown += 1;
                assert_eq!((on, colour.as_slice()), (true, &[0.0, 0.0, 0.0, 1.0][..]));
            }
            "f" | "f*" => assert_eq!(on, colour[..3] == [0.0; 3] && colour[3] > 0.0, "{colour:?}"),
            _ => {}
        }
    }
    assert!(shown > 10);
    assert!(!file_has(&self::file(&OFFICE), "gs"));
}

fn file_has(file: &File, operator: &str) -> bool {
    file.content().operations.iter().any(|operation| operation.operator == operator)
}

#[test]
fn no_ink_is_too_wet_and_the_targets_are_on_all_plates() {
    let file = file(&PRESS);
    let total = |parts: &[f32]| (parts.iter().sum::<f32>() * 100.0).round() as u32;
    let totals: BTreeSet<u32> = colours(&file).iter().map(|(_, parts)| total(parts)).collect();
    assert_eq!(totals.range(281..).next(), None, "{totals:?}");
    let spaces = file.dictionary(file.dictionary(file.page(), "Resources"), "ColorSpace");
    let space = file.get(spaces, "All").as_array().unwrap();
    let names: Vec<&[u8]> = space[..3].iter().map(|name| name.as_name().unwrap()).collect();
    assert_eq!(names, [&b"Separation"[..], b"All", b"DeviceCMYK"]);
    let tint = file.get(space[3].as_dict().unwrap(), "C1").as_array().unwrap();
    assert_eq!(tint.iter().map(|part| part.as_i64().unwrap()).collect::<Vec<_>>(), [1; 4]);
    // Those are decoration of the sheet.
    let operations = file.content().operations;
    let page_ends = operations
        .iter()
        .position(|o| o.operator == "BDC" && o.operands[1].as_dict().is_ok_and(|d| d.has_type(b"Page")));
    let targets = operations.iter().position(|o| o.operator == "cs");
    assert!(page_ends.expect("the sheet's own marks") < targets.expect("registration marks"));
}

#[test]
fn thin_rules_are_stronger_in_gray_and_stay_in_the_middle() {
    let rule = |profile: &Profile| {
        let file = file(profile);
        let rectangles = file.content().operations.into_iter().filter(|o| o.operator == "re");
        let numbers = rectangles.map(|o| o.operands.iter().map(|n| n.as_float().unwrap()).collect());
        let numbers: Vec<Vec<f32>> = numbers.collect();
        numbers.into_iter().find(|r| r[3] < 1.0).expect("a thin rule")
    };
    let (office, gray) = (rule(&OFFICE), rule(&GRAY));
    assert_eq!((office[3], gray[3]), (0.5, 0.75));
    assert_eq!((office[0], office[2]), (gray[0], gray[2]));
    assert!((office[1] + 0.25 - gray[1] - 0.375).abs() < 0.0011);
}

#[test]
fn the_press_sheet_has_its_boxes_and_no_links() {
    let press = file(&PRESS);
    let page = press.page();
    let corners = |key: &str| -> Vec<i64> {
        press.get(page, key).as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
    };
    assert_eq!(corners("MediaBox"), [0, 0, 684, 864]);
    assert_eq!(corners("BleedBox"), [27, 27, 657, 837]);
    assert_eq!(corners("TrimBox"), [36, 36, 648, 828]);
    assert!(!page.has(b"CropBox") && !page.has(b"ArtBox") && !page.has(b"Annots"));
    let kinds: Vec<String> = press.elements().into_iter().map(|(_, element)| kind(element)).collect();
    assert!(!kinds.contains(&"Link".to_owned()));
    // A link that cannot be followed is read all the same.
    let words = |file: &File| file.words().into_values().collect::<Vec<_>>();
    let office = File::of(&sample(&Fonts::bundled()));
    assert_eq!(words(&office), words(&press));
    assert_eq!(kinds.len(), office.elements().len());
    assert!(office.page().has(b"Annots"));
}

#[test]
fn figures_are_where_their_tags_say() {
    let page = sample(&Fonts::bundled());
    let bounds = page.nodes.iter().find_map(|node| match &node.role {
        Role::Figure { bounds, .. } => Some(*bounds),
        _ => None,
    });
    let left = bounds.expect("a figure").x.to_f64() as f32;
    for (profile, margin) in [(&OFFICE, 0.0), (&PRESS, 36.0)] {
        let file = file(profile);
        let elements = file.elements();
        let (_, figure) = elements.iter().find(|(_, element)| kind(element) == "Figure").expect("a figure");
        let corners = file.get(file.dictionary(figure, "A"), "BBox").as_array().unwrap();
        assert_eq!(corners[0].as_float().unwrap(), left + margin);
    }
}

#[test]
fn the_intents_share_one_profile_and_the_packet_agrees() {
    for profile in [&OFFICE, &GRAY, &PRESS] {
        let file = file(profile);
        let catalog = file.document.catalog().unwrap();
        assert_eq!(file.document.version, profile.version());
        let intents = file.get(catalog, "OutputIntents").as_array().unwrap();
        let intents: Vec<&Dictionary> = intents.iter().map(|intent| intent.as_dict().unwrap()).collect();
        let kinds: Vec<&[u8]> = intents.iter().map(|i| i.get(b"S").unwrap().as_name().unwrap()).collect();
        let profiles: BTreeSet<_> =
            intents.iter().map(|i| i.get(b"DestOutputProfile").unwrap().as_reference().unwrap()).collect();
        assert_eq!(profiles.len(), 1);
        let packet = file.get(catalog, "Metadata").as_stream().unwrap();
        let packet = String::from_utf8(packet.content.clone()).unwrap();
        let info = file.dictionary(&file.document.trailer, "Info");
        let says = |text: &str| packet.contains(text);
        assert!(says("<pdfaid:part>3<") && says("<pdfaid:conformance>A<") && says("<pdfuaid:part>1<"));
        let press = *profile == PRESS;
        assert_eq!(kinds, if press { vec![&b"GTS_PDFX"[..], b"GTS_PDFA1"] } else { vec![&b"GTS_PDFA1"[..]] });
        for text in ["<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<pdf:Trapped>False<", "<xmpMM:DocumentID>uuid:"] {
            assert_eq!(says(text), press, "{text} in {}", profile.name);
        }
        let trapped = info.get(b"Trapped").and_then(Object::as_name).ok();
        assert_eq!(trapped, press.then_some(&b"False"[..]));
    }
}
