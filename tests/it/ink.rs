//! The second pair of eyes: silent on right pages, and awake to what only a picture shows.

use crate::kit::damaged::Patient;
use crate::kit::rendered;
use crate::kit::sheets::sheet;
use handout::internals::finished::letters;
use handout::internals::font::Fonts;
use handout::internals::ink::{Picture, compare};
use lopdf::dictionary;

/// 216 dots per inch, as `handout prove --pixels` draws.
const SCALE: f64 = 3.0;

/// What is seen on the page of a file.
fn seen(bytes: &[u8]) -> Vec<String> {
    let pages = letters(bytes).expect("a readable file");
    let pixmap = rendered::page(bytes, 72.0 * SCALE as f32).expect("a picture");
    let colors: Vec<[u8; 3]> = pixmap.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let size = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    // The picture shows the crop box.
    let height = size.1 as f64 / SCALE;
    let top = pages[0].sheet[3].min(pages[0].sheet[1] + height);
    compare(&pages[0], &Picture::new(size, SCALE, (pages[0].sheet[0], top), &colors), &Fonts::bundled())
}

#[test]
fn right_pages_are_seen_as_they_read() {
    for (theme, language, profile) in
        [("memo", "en", "gray"), ("brief", "es", "office"), ("brief", "en", "press")]
    {
        assert_eq!(
            seen(&sheet(theme, language, profile).bytes),
            Vec::<String>::new(),
            "{theme} {language} {profile}"
        );
    }
}

/// What is seen of a damage to the memo's content.
fn damaged(change: impl FnOnce(&mut Patient)) -> String {
    let mut patient = Patient::of(&sheet("memo", "en", "office").bytes);
    change(&mut patient);
    seen(&patient.bytes()).join("\n")
}

/// Puts something in front of the last text object, or behind it.
fn around_last(content: String, before: &str, behind: &str) -> String {
    let at = content.rfind("BT\n").expect("a text");
    let end = at + content[at..].find("ET\n").expect("its end") + 3;
    format!("{}{before}{}{behind}{}", &content[..at], &content[at..end], &content[end..])
}

#[test]
fn what_cannot_be_seen_or_looks_otherwise_is_told() {
    let white = damaged(|patient| patient.content(|content| around_last(content, "1 g 1 1 1 rg\n", "")));
    assert!(white.contains("cannot be seen"), "{white}");
    let clear = damaged(|patient| {
        let state = patient.add(dictionary! { "ca" => 0.05 });
        let states = patient.page().get_mut(b"Resources").and_then(lopdf::Object::as_dict_mut);
        states.expect("resources").set("ExtGState", dictionary! { "Pale" => state.clone(), "K" => state });
        patient.content(|content| around_last(content, "/Pale gs\n", ""));
    });
    assert!(clear.contains("cannot be seen"), "{clear}");
    let covered = damaged(|patient| {
        patient.content(|content| content + "q /Artifact BMC 1 1 1 rg 100 300 200 200 re f EMC Q\n");
    });
    assert!(covered.contains("cannot be seen"), "{covered}");
    let stroke = damaged(|patient| {
        patient.content(|content| content + "q /Artifact BMC 0 0 0 rg 100 300 90 40 re f EMC Q\n");
    });
    assert!(stroke.contains("cannot be seen") || stroke.contains("does not look"), "{stroke}");
    let clipped = damaged(|patient| {
        patient.content(|content| around_last(content, "q 0 0 1 1 re W n\n", "Q\n"));
    });
    assert!(clipped.contains("cannot be seen"), "{clipped}");
    let shaded = damaged(|patient| {
        let function = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1 };
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceGray", "Function" => function,
            "Coords" => vec![0.into(), 0.into(), 1.into(), 0.into()], "BBox" => vec![20.into(), 20.into(), 40.into(), 40.into()],
            "Extend" => vec![true.into(), true.into()],
        };
        let shading = patient.add(shading);
        let resources = patient.page().get_mut(b"Resources").and_then(lopdf::Object::as_dict_mut);
        resources.expect("resources").set("Shading", dictionary! { "S" => shading });
        patient.content(|content| content + "q /S sh Q\n");
    });
    assert!(shaded.contains("there is ink where the page has neither"), "{shaded}");
}

/// The page is drawn as before, and reads otherwise.
#[test]
fn letters_of_another_shape_are_told() {
    let swapped = damaged(|patient| {
        patient.spelling(|map| map.replace("0038>", "@>").replace("0033>", "0038>").replace("@>", "0033>"));
    });
    assert!(swapped.contains("does not look as it reads"), "{swapped}");
}
