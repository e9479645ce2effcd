//! The second pair of eyes: silent on right pages, and awake to what only a picture shows.

use crate::kit::damaged::Patient;
use crate::kit::rendered;
use crate::kit::sheets::sheet;
use handout::internals::finished::letters;
use handout::internals::font::Fonts;
use handout::internals::ink::{Picture, compare};
use hayro::RenderSettings;
use lopdf::{Object, dictionary};

/// 216 dots per inch, as `handout prove --pixels` draws.
const SCALE: f64 = 3.0;

/// What is seen on the page of a file.
fn seen(bytes: &[u8]) -> Vec<String> {
    let pages = letters(bytes).expect("a readable file");
    let exact = RenderSettings { hinting: false, glyph_caching: false, ..RenderSettings::default() };
    let pixmap = rendered::drawn(bytes, 72.0 * SCALE as f32, &exact).expect("a picture");
    let colors: Vec<[u8; 3]> = pixmap.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let size = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    // The picture shows the crop box.
    let height = size.1 as f64 / SCALE;
    let top = pages[0].sheet[3].min(pages[0].sheet[1] + height);
    compare(&pages[0], &Picture::new(size, SCALE, (pages[0].sheet[0], top), &colors), &Fonts::bundled())
}

#[test]
fn right_pages_are_seen_as_they_read() {
    for (theme, language, profile) in [("memo", "en", "gray"), ("brief", "es", "press")] {
        let seen = seen(&sheet(theme, language, profile).bytes);
        assert_eq!(seen, Vec::<String>::new(), "{theme} {language} {profile}");
    }
}

/// Puts something before and behind a text object.
fn around(content: &str, at: usize, before: &str, behind: &str) -> String {
    let end = at + content[at..].find("ET\n").expect("its end") + 3;
    format!("{}{before}{}{behind}{}", &content[..at], &content[at..end], &content[end..])
}

/// All of them at once, each elsewhere on the page.
#[test]
fn what_cannot_be_seen_or_looks_otherwise_is_told() {
    let mut patient = Patient::of(&sheet("memo", "en", "office").bytes);
    let black = || vec![Object::Integer(0)];
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1, "C0" => black(), "C1" => black(),
    };
    let shading = dictionary! {
        "ShadingType" => 2, "ColorSpace" => "DeviceGray", "Function" => function,
        "Coords" => vec![0.into(), 0.into(), 1.into(), 0.into()],
        "BBox" => vec![10.into(), 10.into(), 20.into(), 20.into()],
        "Extend" => vec![true.into(), true.into()],
    };
    let shading = patient.add(shading);
    let resources = patient.page().get(b"Resources").and_then(Object::as_reference);
    let resources = match resources {
        Ok(id) => patient.dict(id),
        Err(_) => patient.page().get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources"),
    };
    resources.set("Shading", dictionary! { "S" => shading });
    patient.content(|content| {
        let last = content.rfind("BT\n").expect("a text");
        let white = around(&content, last, "1 1 1 rg\n", "");
        let clipped = around(&white, white.find("BT\n").expect("a text"), "q 0 0 1 1 re W n\n", "Q\n");
        clipped
            + "q /Artifact BMC 1 1 1 rg 100 500 200 60 re f EMC Q\n"
            + "q /Artifact BMC 0 0 0 rg 250 300 60 5 re f EMC Q\n"
            + "q /S sh Q\n"
    });
    let seen = seen(&patient.bytes());
    let told = |fault: &str| seen.iter().filter(|told| told.contains(fault)).count();
    assert!(told("cannot be seen") >= 3 && told("does not look as it reads") >= 1, "{seen:#?}");
    let stray = "there is ink where the page has neither letters nor drawings, first at 10, 20";
    assert_eq!(told(stray), 1, "{seen:#?}");
}

#[test]
fn letters_of_another_shape_are_told() {
    let mut patient = Patient::of(&sheet("memo", "en", "office").bytes);
    // Drawn as before, an 8 now reads as a 3.
    patient.spelling(|map| map.replace("0038>", "@>").replace("0033>", "0038>").replace("@>", "0033>"));
    let seen = seen(&patient.bytes()).join("\n");
    assert!(seen.contains("does not look as it reads"), "{seen}");
}
