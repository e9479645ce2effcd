//! Checks of the sheet: its boxes, and what a print shop does not want on it.

use super::file::{File, numbers};
use super::{Check, Expectation, Faults, Standard::*};
use hayro_syntax::object::Number;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "boxes",
        clauses: &[(X4, "page boxes"), (House, "a sheet of whole and upright boxes")],
        run: boxes,
    },
    Check { name: "no-annotations-in-print", clauses: &[(X4, "annotations")], run: annotations },
];

/// Each box within the next larger: art or trim, bleed, media (ISO 32000-1, 14.11.2).
fn boxes(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let Some(media) = file.page_box("MediaBox") else { return faults.add("the page has no size") };
    faults.unless(media[0] < media[2] && media[1] < media[3], "the page has no area");
    let turned = file.page.get::<Number>("Rotate").is_some_and(|turn| turn.as_i64() != 0);
    faults.unless(!turned && !file.page.contains_key("UserUnit"), "the page is turned or scaled");
    let within = |inner: [f64; 4], outer: [f64; 4]| {
        outer[0] <= inner[0]
            && outer[1] <= inner[1]
            && inner[2] <= outer[2]
            && inner[3] <= outer[3]
            && inner[0] < inner[2]
            && inner[1] < inner[3]
    };
    for key in ["CropBox", "BleedBox", "TrimBox", "ArtBox"] {
        let Some(corners) = numbers(&file.page, key) else { continue };
        let sound = <[f64; 4]>::try_from(corners).is_ok_and(|inner| within(inner, media));
        faults.unless(sound, format!("the {key} is not within the page"));
    }
    let (trim, bleed) = (file.page_box("TrimBox"), file.page_box("BleedBox"));
    if let (Some(trim), Some(bleed)) = (trim, bleed) {
        faults.unless(within(trim, bleed), "the TrimBox is not within the BleedBox");
    }
    if expected.promise.press {
        faults.unless(trim.is_some(), "a page for the press has no TrimBox");
        faults.unless(bleed.is_some(), "a page for the press has no BleedBox");
        faults.unless(!file.page.contains_key("ArtBox"), "a page has both TrimBox and ArtBox");
    }
}

/// Annotations may not meet the printed area.
fn annotations(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let bleed = file.page_box("BleedBox").unwrap_or_else(|| file.trim());
    for (number, annotation) in &file.annotations {
        let area = numbers(annotation, "Rect").and_then(|rect| <[f64; 4]>::try_from(rect).ok());
        let beside = area
            .is_some_and(|a| a[2] <= bleed[0] || a[0] >= bleed[2] || a[3] <= bleed[1] || a[1] >= bleed[3]);
        faults.unless(beside, format!("the annotation {number} lies on the printed area"));
    }
}
