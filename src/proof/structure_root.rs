//! The roots of the structure (ISO 32000-1, 14.7.2): where the tree of each page begins, the way
//! back from marks and links, and the elements that are called by identifiers.

use super::object::{name, text};
use super::tree::{TreeTop, kids};
use crate::objects::{Array, Dict, MaybeRef, ObjRef, Object, Pdf};
use std::collections::BTreeMap;

/// What a file has once of its structure.
#[derive(Default)]
pub(super) struct StructureRoot {
    /// Which types are mapped, and to which.
    pub(super) role_map: Vec<(String, String)>,
    /// The namespaces of types: object and name.
    pub(super) namespaces: Vec<(u32, String)>,
    /// The parent tree: by key, the objects it names.
    pub(super) parents: BTreeMap<i64, Vec<u32>>,
    /// The identifiers of the `IDTree`, in its order.
    pub(super) identified: Vec<(Vec<u8>, u32)>,
    pub(super) faults: Vec<String>,
}

impl StructureRoot {
    /// Reads the roots of a file that should have so many sheets. The tree of a single one is the
    /// `whole`; of several, each is a part of one document, in their order.
    pub(super) fn of<'p>(
        catalog: &Dict<'p>,
        pdf: &'p Pdf,
        sheets: usize,
        whole: bool,
    ) -> (Self, Vec<TreeTop<'p>>) {
        let mut structure = StructureRoot::default();
        let root: Dict<'p> = catalog.get("StructTreeRoot").unwrap_or_else(Dict::empty);
        let map: Dict<'_> = root.get("RoleMap").unwrap_or_else(Dict::empty);
        structure.role_map =
            map.keys().map(|from| (from.as_str().to_owned(), name(&map, from.as_str()).to_owned())).collect();
        let namespaces: Option<Array<'_>> = root.get("Namespaces");
        for id in namespaces.iter().flat_map(|list| list.raw_iter()).filter_map(|one| one.as_obj_ref()) {
            let namespace: Dict<'_> = pdf.get(id).unwrap_or_else(Dict::empty);
            structure.namespaces.push((id.obj_number, text(&namespace, "NS").unwrap_or_default()));
        }
        structure.read_parents(&root, pdf);
        structure.read_identifiers(&root);
        let number = catalog.get_ref("StructTreeRoot").map_or(0, |id| id.obj_number);
        let tops = match whole {
            true => vec![TreeTop { kind: "Document", kids: kids(&root), above: number }],
            false => structure.parts(&root, number, pdf, sheets),
        };
        (structure, tops)
    }

    /// The parts of a document, one for each sheet.
    fn parts<'p>(&mut self, root: &Dict<'p>, number: u32, pdf: &'p Pdf, sheets: usize) -> Vec<TreeTop<'p>> {
        let above = match kids(root).as_slice() {
            [MaybeRef::Ref(id)] => id.obj_number,
            _ => 0,
        };
        let document: Dict<'p> = pdf.get(ObjRef::new(above, 0)).unwrap_or_else(Dict::empty);
        let leads_back = document.get_ref("P").is_some_and(|up| up.obj_number == number);
        if name(&document, "S") != "Document" || !leads_back {
            self.faults.push("the tree does not begin with one Document".to_owned());
        }
        let mut parts = kids(&document);
        if parts.len() != sheets {
            self.faults.push(format!("the document has {} parts for {sheets} sheets", parts.len()));
            parts.truncate(sheets);
        }
        let mut parts = parts.into_iter();
        let part = |_| TreeTop { kind: "Part", kids: Vec::from_iter(parts.next()), above };
        (0..sheets).map(part).collect()
    }

    /// The parent tree, a number tree of one level: each key leads to an element, or to one for
    /// each mark of a page.
    fn read_parents(&mut self, root: &Dict<'_>, pdf: &Pdf) {
        let Some(numbers) = root.get::<Dict<'_>>("ParentTree").and_then(|t| t.get::<Array<'_>>("Nums"))
        else {
            return;
        };
        let mut items = numbers.raw_iter();
        let mut last = None;
        while let (Some(key), Some(item)) = (items.next(), items.next()) {
            let MaybeRef::NotRef(Object::Number(key)) = key else { continue };
            let key = key.as_i64();
            let (number, value) = match item {
                MaybeRef::Ref(id) => (id.obj_number, pdf.get::<Object<'_>>(id)),
                MaybeRef::NotRef(value) => (0, Some(value)),
            };
            let targets = match value {
                Some(Object::Array(marks)) => {
                    marks.raw_iter().map(|mark| mark.as_obj_ref().map_or(0, |id| id.obj_number)).collect()
                }
                _ => vec![number],
            };
            // Programs look keys up by halves (ISO 32000-1, 7.9.7).
            if last.is_some_and(|last| last >= key) {
                self.faults.push(format!("the parent tree has key {key} twice, or not in its turn"));
            }
            last = Some(key);
            self.parents.insert(key, targets);
        }
    }

    fn read_identifiers(&mut self, root: &Dict<'_>) {
        let names = root.get::<Dict<'_>>("IDTree").and_then(|ids| ids.get::<Array<'_>>("Names"));
        let mut items = names.iter().flat_map(|names| names.raw_iter());
        while let (Some(id), Some(target)) = (items.next(), items.next()) {
            if let (MaybeRef::NotRef(Object::String(id)), Some(target)) = (id, target.as_obj_ref()) {
                self.identified.push((id.as_bytes().to_vec(), target.obj_number));
            }
        }
    }
}
