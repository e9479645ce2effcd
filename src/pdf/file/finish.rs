//! What printpdf writes wrong, unasked or not at all, put right. In: a dictionary of its making;
//! out: the same as it stands in the file. The tests hold what is wrong with it: one that fails says
//! that a hand is no longer needed.

use super::super::syntax::{Id, points};
use super::ids::{FileIds, PageIds};
use super::metadata::noon;
use super::shared::SharedParts;
use crate::document::Meta;
use crate::press::{CutBoxes, PageBoxes};
use crate::profile::Profile;
use crate::standard::Demand;
use crate::units::Pt;
use lopdf::{Dictionary, Object, dictionary};

/// The catalog (ISO 32000-1, 7.7.2), but for the language and what travels in the file.
pub fn catalog(catalog: &mut Dictionary, shared: &SharedParts, ids: &FileIds) {
    // How the window opens is the reader's business.
    remove(catalog, &["PageLayout", "PageMode"]);
    catalog.set("Pages", ids.pages.reference());
    catalog.set("Metadata", ids.metadata.reference());
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", ids.structure.reference());
    catalog.set("OutputIntents", shared.intents.clone());
}

/// How a file of so many pages is shown and printed (12.2): under its title; at an office printer in its own
/// size, since one that is shrunk to the margins of the printer has smaller type than was judged, and a single
/// page on a single side. A print shop has its own ways.
pub fn viewer_preferences(profile: &Profile, pages: usize) -> Dictionary {
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if profile.sheet.is_none() {
        preferences.set("PrintScaling", "None");
        if pages == 1 {
            preferences.set("Duplex", "Simplex");
        }
    }
    preferences
}

/// The information dictionary (14.3.3): printpdf adds empty entries and keys of PDF/X, spells long texts in
/// two bytes a letter, and universal time otherwise than the packet.
pub fn information(info: &mut Dictionary, meta: &Meta, profile: &Profile) {
    remove(info, &["Identifier", "GTS_PDFXVersion"]);
    for key in ["Subject", "Keywords"] {
        match info.remove(key.as_bytes()).and_then(|text| lopdf::decode_text_string(&text).ok()) {
            Some(text) if !text.is_empty() => info.set(key, lopdf::text_string(&text)),
            _ => {}
        }
    }
    let date = noon(meta.date);
    info.set("CreationDate", Object::string_literal(date.as_str()));
    info.set("ModDate", Object::string_literal(date));
    // Whether the colors were spread for bad register; they were not.
    if !profile.needs(Demand::Trapped) {
        info.remove(b"Trapped");
    }
}

/// A page (7.7.3.3), but for its resources and links.
pub fn page(page: &mut Dictionary, boxes: &PageBoxes, ids: PageIds, parent: &FileIds, key: usize) {
    // All of the sheet is shown, which need not be said.
    page.remove(b"CropBox");
    match boxes.cut {
        Some(CutBoxes { bleed, .. }) => {
            page.set("BleedBox", bleed.map(|corner| points(corner).into()).to_vec())
        }
        None => remove(page, &["TrimBox"]),
    }
    page.set("Parent", parent.pages.reference());
    page.set("Contents", ids.content.reference());
    page.set("StructParents", key as i64);
    // Links are reached in the order of the structure (12.5.1; ISO 14289-1, 7.18.3).
    page.set("Tabs", "S");
}

/// Makes a link lead to a page of its own file (12.3.2.2), which is shown whole.
pub fn lead_to(link: &mut Dictionary, page: Id) {
    link.remove(b"A");
    link.set("Dest", vec![page.reference(), "Fit".into()]);
}

/// A link (12.5.6.5): printed with the page (`/F 4`; ISO 19005-3, 6.3.2), described in words (`/Contents`; ISO
/// 14289-1, 7.18.5), active on its `lines`, at `key` of the parent tree.
pub fn link(link: &mut Dictionary, words: &str, lines: &[[Pt; 4]], key: usize) {
    // Of a frame that it does not have, and how it looks when pressed.
    remove(link, &["C", "H"]);
    // printpdf adds width and height to a corner, which leaves more digits than a point has.
    if let Ok(corners) = link.get_mut(b"Rect").and_then(Object::as_array_mut) {
        for corner in corners {
            if let Object::Real(corner) = corner {
                *corner = (*corner * 1000.0).round() / 1000.0;
            }
        }
    }
    if lines.len() > 1 {
        // Upper left, upper right, lower left, lower right: the standard asks for the corners one after the
        // other, but this is how Acrobat writes and all readers understand them.
        let corners = lines.iter().flat_map(|&[left, bottom, right, top]| {
            [left, top, right, top, left, bottom, right, bottom].map(|corner| points(corner).0.into())
        });
        link.set("QuadPoints", corners.collect::<Vec<Object>>());
    }
    link.set("F", 4);
    link.set("StructParent", key as i64);
    link.set("Contents", lopdf::text_string(words));
}

fn remove(from: &mut Dictionary, keys: &[&str]) {
    for key in keys {
        from.remove(key.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{MadeDocument, document};
    use super::super::made::Made;
    use super::*;
    use printpdf::{Actions, LinkAnnotation, Op, PdfDocument, PdfPage, Rect};

    fn asked() -> PdfDocument {
        let rect = |[x, y, width, height]: [f32; 4]| {
            let [x, y, width, height] = [x, y, width, height].map(printpdf::Pt);
            Rect::from_xywh(x, y, width, height)
        };
        let area = rect([10.1, 0.3, 20.2, 0.6]);
        let link = LinkAnnotation::new(area, Actions::uri("tel:1".into()), None, None, None);
        let date = chrono::NaiveDate::from_ymd_opt(2024, 5, 8).unwrap();
        let meta = Meta { title: "T".into(), author: "A".into(), date, ..Meta::default() };
        let page = PdfPage {
            media_box: rect([1.0, 2.0, 100.0, 200.0]),
            trim_box: rect([0.0; 4]),
            crop_box: rect([0.0; 4]),
            ops: vec![Op::LinkAnnotation { link }],
        };
        document(vec![page], &meta)
    }

    fn keys(dictionary: &Dictionary) -> Vec<&str> {
        dictionary.iter().map(|(key, _)| std::str::from_utf8(key).unwrap()).collect()
    }

    #[test]
    fn printpdf_still_writes_more_than_is_wanted() {
        let MadeDocument { catalog, info, leaves, .. } = MadeDocument::new(Made::of(&asked()));
        assert!(["PageLayout", "PageMode"].iter().all(|key| keys(&catalog).contains(key)));
        let unasked = ["Subject", "Keywords", "Identifier", "GTS_PDFXVersion", "Trapped"];
        assert!(unasked.iter().all(|key| keys(&info).contains(key)));
        assert!(["CropBox", "TrimBox"].iter().all(|key| keys(&leaves[0].object).contains(key)));
        assert!(["C", "H"].iter().all(|key| keys(&leaves[0].links[0]).contains(key)));
    }

    #[test]
    fn printpdf_still_dates_files_in_another_spelling() {
        let MadeDocument { info, .. } = MadeDocument::new(Made::of(&asked()));
        assert_eq!(info.get(b"ModDate").unwrap().as_str().unwrap(), b"D:19700101000000+00'00'");
    }

    #[test]
    fn printpdf_still_takes_sizes_for_corners_and_adds_where_digits_are_lost() {
        let MadeDocument { leaves, .. } = MadeDocument::new(Made::of(&asked()));
        let corners = |dictionary: &Dictionary, key: &[u8]| -> Vec<f32> {
            let corners = dictionary.get(key).and_then(Object::as_array).unwrap();
            corners.iter().map(|corner| corner.as_float().unwrap()).collect()
        };
        assert_eq!(corners(&leaves[0].object, b"MediaBox"), [1.0, 2.0, 100.0, 200.0]);
        let mut made = leaves[0].links[0].clone();
        assert_ne!(corners(&made, b"Rect"), [10.1, 0.3, 30.3, 0.9]);
        link(&mut made, "words", &[], 1);
        assert_eq!(corners(&made, b"Rect"), [10.1, 0.3, 30.3, 0.9]);
    }

    #[test]
    fn printpdf_still_writes_links_inline() {
        let mut made = Made::of(&asked());
        let mut catalog = made.root(b"Root");
        let mut pages = made.dictionary(&mut catalog, b"Pages");
        let page = made.dictionaries(&mut pages, b"Kids").remove(0);
        let links = page.get(b"Annots").and_then(Object::as_array).unwrap();
        assert!(matches!(links.as_slice(), [Object::Dictionary(_)]));
    }
}
