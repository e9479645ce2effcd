//! What a file of many sheets says of itself, taken at its word, so that it can be proved without knowing what it should
//! say. In: a file; out: what it promises, and the language of each sheet.

use super::object::{name, text};
use super::pack::{ExpectedPack, ExpectedSheet, bookmarks_of, labels_of};
use super::structure_root::StructureRoot;
use super::tree::kids;
use crate::objects::{Dict, ObjRef, Pdf, PdfNumber};
use std::collections::BTreeMap;

/// What a file promises; `None` if it is none of many sheets.
pub(super) fn promised(pdf: &Pdf) -> Option<(ExpectedPack, Vec<String>)> {
    let dict = |number: u32| pdf.get::<Dict<'_>>(ObjRef::new(number, 0));
    let catalog: Dict<'_> = pdf.catalog()?;
    let labels = labels_of(&catalog)?;
    let root: Dict<'_> = catalog.get("StructTreeRoot")?;
    let document = kids(&root).into_iter().find_map(|kid| dict(kid.as_obj_ref()?.obj_number))?;
    let parts: Vec<u32> =
        kids(&document).iter().filter_map(|kid| kid.as_obj_ref()).map(|id| id.obj_number).collect();
    let places: BTreeMap<u32, usize> = parts.iter().enumerate().map(|(place, part)| (*part, place)).collect();
    let mut sheets = vec![ExpectedSheet::default(); parts.len()];
    let (structure, _) = StructureRoot::of(&catalog, pdf, parts.len(), false);
    for (number, page) in pdf.pages().iter().enumerate() {
        let key = page.dict(pdf).get::<PdfNumber>("StructParents").map(|key| key.as_i64());
        let first = key.and_then(|key| structure.parents.get(&key)).and_then(|marks| marks.first());
        let mut element = first.copied();
        // No handout's tree is deeper.
        for _ in 0..32 {
            if element.is_none_or(|element| places.contains_key(&element)) {
                break;
            }
            element = element.and_then(dict).and_then(|up| up.get_ref("P")).map(|up| up.obj_number);
        }
        let Some(sheet) = element.and_then(|element| places.get(&element)) else { continue };
        let pages = &mut sheets[*sheet].pages;
        *pages = if pages.end == 0 { number..number + 1 } else { pages.start..number + 1 };
    }
    for (sheet, part) in sheets.iter_mut().zip(&parts) {
        sheet.title = dict(*part).and_then(|part| text(&part, "T")).unwrap_or_default();
    }
    let languages = parts.iter().map(|part| dict(*part).and_then(|part| text(&part, "Lang")));
    let languages = languages.map(Option::unwrap_or_default).collect();
    let view: Dict<'_> = catalog.get("ViewerPreferences").unwrap_or_else(Dict::empty);
    let pack = ExpectedPack {
        languages: Vec::new(),
        bookmarks: bookmarks_of(&catalog, pdf, &sheets),
        sheets,
        labels: labels.into_iter().map(|(_, label)| label).collect(),
        two_sided: name(&view, "Duplex") == "DuplexFlipLongEdge",
    };
    Some((pack, languages))
}
