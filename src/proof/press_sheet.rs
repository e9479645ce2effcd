//! Checks of the sheet: its boxes, and what a print shop does not want on it.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, X4};
use super::object::{corners, numbers};
use super::page::{PageView, is_beside};
use crate::objects::{Dict, PdfNumber};
use crate::standard::Standard;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "boxes",
        clauses: &[(X4, "page boxes"), (HOUSE, "a sheet of whole and upright boxes")],
        run: Examines::Page(boxes),
    },
    Check {
        name: "no-annotations-in-print",
        clauses: &[(X4, "annotations")],
        run: Examines::Page(annotations),
    },
];

/// The sizes of finished pages: Letter and A4.
const PAPERS: [[f64; 2]; 2] = [[612.0, 792.0], [595.276, 841.89]];
/// That of a card, through which no text runs.
const CARD: [f64; 2] = [600.0, 315.0];

/// Each box within the next larger: art or trim, bleed, media (ISO 32000-1, 14.11.2).
fn boxes(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    page.dicts.iter().for_each(|dict| boxes_of(dict, expected, faults));
}

fn boxes_of(page: &Dict<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let Some(media) = corners(page, "MediaBox") else { return faults.add("the page has no size") };
    faults.unless(media[0] < media[2] && media[1] < media[3], "the page has no area");
    let trim = corners(page, "TrimBox").unwrap_or(media);
    let [width, height] = [trim[2] - trim[0], trim[3] - trim[1]];
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    let is_card = expected.document.page.sections.is_empty();
    let mut papers = PAPERS.iter().chain(is_card.then_some(&CARD));
    let paper = papers.any(|paper| near(paper[0], width) && near(paper[1], height));
    faults.unless(paper, format_args!("the page is {width} by {height} points, which no handout is"));
    // What is cut out of a sheet has the same margin all around, and nothing shows less than all.
    let (margin, bleed) = match &expected.profile.sheet {
        Some(sheet) => (sheet.margin.to_f64(), sheet.bleed.to_f64()),
        None => (0.0, 0.0),
    };
    let around = |outside: f64| {
        let [left, bottom, right, top] = trim;
        [left - outside, bottom - outside, right + outside, top + outside]
    };
    let is = |found: [f64; 4], wanted: [f64; 4]| found.iter().zip(wanted).all(|(a, b)| near(*a, b));
    faults.unless(
        is(media, around(margin)) && near(media[0], 0.0) && near(media[1], 0.0),
        "the sheet is not as large as the page and its margins",
    );
    for (key, wanted) in [("CropBox", media), ("BleedBox", around(bleed))] {
        let sound = corners(page, key).is_none_or(|found| is(found, wanted));
        faults.unless(sound && !page.contains_key("ArtBox"), format_args!("the {key} is another"));
    }
    let turned = page.get::<PdfNumber>("Rotate").is_some_and(|turn| turn.as_i64() != 0);
    faults.unless(!turned && !page.contains_key("UserUnit"), "the page is turned or scaled");
    let within = |inner: [f64; 4], outer: [f64; 4]| {
        outer[0] <= inner[0]
            && outer[1] <= inner[1]
            && inner[2] <= outer[2]
            && inner[3] <= outer[3]
            && inner[0] < inner[2]
            && inner[1] < inner[3]
    };
    for key in ["CropBox", "BleedBox", "TrimBox", "ArtBox"] {
        let Some(inner) = numbers(page, key) else { continue };
        let sound = <[f64; 4]>::try_from(inner).is_ok_and(|inner| within(inner, media));
        faults.unless(sound, format_args!("the {key} is not within the page"));
    }
    let (trim, bleed) = (corners(page, "TrimBox"), corners(page, "BleedBox"));
    if let (Some(trim), Some(bleed)) = (trim, bleed) {
        faults.unless(within(trim, bleed), "the TrimBox is not within the BleedBox");
    }
    if expected.profile.standards.contains(&Standard::X4) {
        faults.unless(trim.is_some(), "a page for the press has no TrimBox");
        faults.unless(bleed.is_some(), "a page for the press has no BleedBox");
        faults.unless(!page.contains_key("ArtBox"), "a page has both TrimBox and ArtBox");
    }
}

/// Annotations may not meet the printed area.
fn annotations(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let bleed =
        |dict: &Dict<'_>| ["BleedBox", "TrimBox", "MediaBox"].into_iter().find_map(|key| corners(dict, key));
    let bleeds: Vec<[f64; 4]> = page.dicts.iter().filter_map(bleed).collect();
    for annotation in &page.annotations {
        let area = corners(&annotation.dict, "Rect");
        let beside = area.is_some_and(|area| bleeds.iter().all(|bleed| is_beside(area, *bleed)));
        faults.unless(beside, format_args!("the annotation {} lies on the printed area", annotation.number));
    }
}
