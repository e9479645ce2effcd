//! The structure tree of a file (ISO 32000-1, 14.7), element by element in reading order.

use super::file::name;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Number, Object, String as Text};
use std::collections::{BTreeMap, BTreeSet};

/// No handout's tree is deeper, and no walk goes further.
const DEPTH: usize = 32;

/// The tree.
#[derive(Default)]
pub(super) struct Tree<'p> {
    /// The elements in reading order, parents before their kids.
    pub(super) elements: Vec<Element<'p>>,
    /// Elements that are not where they say, kids that lead nowhere.
    pub(super) faults: Vec<String>,
    /// The parent tree: by key, the objects it names.
    pub(super) parents: BTreeMap<i64, Vec<u32>>,
    /// The identifiers of the `IDTree`, in its order.
    pub(super) identified: Vec<(Vec<u8>, u32)>,
    /// Whether custom types are mapped.
    pub(super) role_map: bool,
}

/// A structure element.
pub(super) struct Element<'p> {
    pub(super) number: u32,
    /// Its type; empty if it has none.
    pub(super) kind: String,
    pub(super) dict: Dict<'p>,
    /// Its place among the elements.
    pub(super) parent: Option<usize>,
    pub(super) kids: Vec<Kid>,
}

/// A child of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    /// An element, by its place.
    Element(usize),
    /// Marked content of the page.
    Mark(i64),
    /// An annotation, by its number.
    Object(u32),
}

impl<'p> Tree<'p> {
    pub(super) fn of(catalog: &Dict<'p>, pdf: &'p Pdf) -> Self {
        let mut tree = Tree::default();
        let Some(root) = catalog.get::<Dict<'p>>("StructTreeRoot") else { return tree };
        tree.role_map = root.get::<Dict<'_>>("RoleMap").is_some_and(|map| !map.is_empty());
        let number = catalog.get_ref("StructTreeRoot").map_or(0, |id| id.obj_number);
        let mut walk = Walk { pdf, tree: &mut tree, seen: BTreeSet::new() };
        for kid in kids(&root) {
            walk.kid(kid, None, number, 0);
        }
        tree.read_parents(&root, pdf);
        if let Some(names) = root.get::<Dict<'_>>("IDTree").and_then(|ids| ids.get::<Array<'_>>("Names")) {
            let mut items = names.raw_iter();
            while let (Some(id), Some(target)) = (items.next(), items.next()) {
                if let (MaybeRef::NotRef(Object::String(id)), Some(target)) = (id, target.as_obj_ref()) {
                    tree.identified.push((id.as_bytes().to_vec(), target.obj_number));
                }
            }
        }
        tree
    }

    /// The parent tree, a number tree of one level: each key leads to an element, or to one for
    /// each mark of the page.
    fn read_parents(&mut self, root: &Dict<'p>, pdf: &Pdf) {
        let Some(numbers) = root.get::<Dict<'_>>("ParentTree").and_then(|t| t.get::<Array<'_>>("Nums"))
        else {
            return;
        };
        let mut items = numbers.raw_iter();
        while let (Some(key), Some(item)) = (items.next(), items.next()) {
            let MaybeRef::NotRef(Object::Number(key)) = key else { continue };
            let (number, value) = match item {
                MaybeRef::Ref(id) => (id.obj_number, pdf.xref().get::<Object<'_>>(id.into())),
                MaybeRef::NotRef(value) => (0, Some(value)),
            };
            let targets = match value {
                Some(Object::Array(marks)) => {
                    marks.raw_iter().map(|mark| mark.as_obj_ref().map_or(0, |id| id.obj_number)).collect()
                }
                _ => vec![number],
            };
            if self.parents.insert(key.as_i64(), targets).is_some() {
                self.faults.push(format!("the parent tree has key {} twice", key.as_i64()));
            }
        }
    }

    /// The marks of an element and all below it, in reading order.
    pub(super) fn marks(&self, element: usize) -> Vec<i64> {
        let mut marks = Vec::new();
        for kid in &self.elements[element].kids {
            match kid {
                Kid::Element(child) => marks.extend(self.marks(*child)),
                Kid::Mark(mark) => marks.push(*mark),
                Kid::Object(_) => {}
            }
        }
        marks
    }

    /// The elements right below one.
    pub(super) fn children(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        self.elements[element].kids.iter().filter_map(|kid| match kid {
            Kid::Element(child) => Some(*child),
            _ => None,
        })
    }

    /// The type of an element's parent; empty at the top.
    pub(super) fn parent_kind(&self, element: usize) -> &str {
        self.elements[element].parent.map_or("", |parent| self.elements[parent].kind.as_str())
    }

    /// The elements of a type.
    pub(super) fn of_kind<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = usize> + 't {
        (0..self.elements.len()).filter(move |&n| self.elements[n].kind == kind)
    }
}

impl Element<'_> {
    /// Its type and number, for messages.
    pub(super) fn label(&self) -> String {
        format!(
            "the element {} (object {})",
            if self.kind.is_empty() { "without a type" } else { &self.kind },
            self.number
        )
    }

    /// The attribute of an owner (ISO 32000-1, 14.7.5).
    pub(super) fn attribute<T>(&self, owner: &str, read: impl Fn(&Dict<'_>) -> Option<T>) -> Option<T> {
        let one = self.dict.get::<Dict<'_>>("A").into_iter();
        let many = self.dict.get::<Array<'_>>("A").into_iter();
        one.chain(many.flat_map(|a| a.iter::<Dict<'_>>()))
            .filter(|a| name(a, "O") == owner)
            .find_map(|a| read(&a))
    }

    /// Its identifier.
    pub(super) fn id(&self) -> Option<Vec<u8>> {
        self.dict.get::<Text<'_>>("ID").map(|id| id.as_bytes().to_vec())
    }
}

/// The kids of an element or of the root.
fn kids<'p>(dict: &Dict<'p>) -> Vec<MaybeRef<Object<'p>>> {
    match (dict.get_raw::<Object<'p>>("K"), dict.get::<Array<'p>>("K")) {
        (_, Some(array)) => array.raw_iter().collect(),
        (Some(kid), None) => vec![kid],
        (None, None) => Vec::new(),
    }
}

struct Walk<'t, 'p> {
    pdf: &'p Pdf,
    tree: &'t mut Tree<'p>,
    seen: BTreeSet<u32>,
}

impl<'p> Walk<'_, 'p> {
    fn kid(&mut self, kid: MaybeRef<Object<'p>>, parent: Option<usize>, above: u32, depth: usize) {
        let found = match kid {
            MaybeRef::Ref(id) => return self.element(id.obj_number, parent, above, depth),
            MaybeRef::NotRef(Object::Number(mark)) => Some(Kid::Mark(mark.as_i64())),
            MaybeRef::NotRef(Object::Dict(dict)) => match name(&dict, "Type").as_str() {
                "OBJR" => dict.get_ref("Obj").map(|id| Kid::Object(id.obj_number)),
                "MCR" => dict.get::<Number>("MCID").map(|mark| Kid::Mark(mark.as_i64())),
                _ => None,
            },
            MaybeRef::NotRef(_) => None,
        };
        match (found, parent) {
            (Some(found), Some(parent)) => self.tree.elements[parent].kids.push(found),
            _ => self
                .tree
                .faults
                .push(format!("object {above} has a kid that is not an element, a mark or a link")),
        }
    }

    fn element(&mut self, number: u32, parent: Option<usize>, above: u32, depth: usize) {
        let id = hayro_syntax::object::ObjectIdentifier::new(number, 0);
        let Some(dict) = self.pdf.xref().get::<Dict<'p>>(id) else {
            return self
                .tree
                .faults
                .push(format!("object {above} has the kid {number}, which is not an element"));
        };
        if !self.seen.insert(number) || depth > DEPTH {
            return self.tree.faults.push(format!("the element {number} is in the tree twice"));
        }
        if dict.get_ref("P").is_none_or(|up| up.obj_number != above) {
            self.tree.faults.push(format!("the element {number} does not lead back to its parent {above}"));
        }
        let place = self.tree.elements.len();
        let list = kids(&dict);
        self.tree.elements.push(Element { number, kind: name(&dict, "S"), dict, parent, kids: Vec::new() });
        if let Some(parent) = parent {
            self.tree.elements[parent].kids.push(Kid::Element(place));
        }
        for kid in list {
            self.kid(kid, Some(place), number, depth + 1);
        }
    }
}
