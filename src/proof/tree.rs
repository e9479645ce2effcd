//! The structure tree of a sheet (ISO 32000-1, 14.7), element by element in reading order.

use super::object::name;
use crate::objects::{Array, Dict, MaybeRef, ObjRef, Object, Pdf, PdfNumber, PdfString};
use std::fmt;

/// No handout's tree is deeper, and no walk goes further.
const DEPTH: usize = 32;

/// Marks of a further page of a sheet are told from those of the pages before by so much each: no page has more.
pub(super) const MARKS: i64 = 1 << 20;

/// Where the tree of a page begins.
pub(super) struct TreeTop<'p> {
    /// What type its one element must be of.
    pub(super) kind: &'static str,
    pub(super) kids: Vec<MaybeRef<'p>>,
    /// The object above.
    pub(super) above: u32,
}

/// The tree.
pub(super) struct Tree<'p> {
    /// The elements in reading order, parents before their kids.
    pub(super) elements: Vec<Element<'p>>,
    /// Elements that are not where they say, kids that lead nowhere.
    pub(super) faults: Vec<String>,
    /// The type that its one top element must be of.
    pub(super) top: &'static str,
}

/// A structure element.
pub(super) struct Element<'p> {
    pub(super) number: u32,
    pub(super) kind: ElementKind<'p>,
    pub(super) dict: Dict<'p>,
    /// Its place among the elements.
    pub(super) parent: Option<usize>,
    pub(super) kids: Vec<ElementKid>,
    /// By owner (ISO 32000-1, 14.7.5).
    attributes: Vec<(&'p str, Dict<'p>)>,
}

/// The type of an element; empty if it has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct ElementKind<'p>(&'p str);

impl<'p> ElementKind<'p> {
    pub(super) fn as_str(&self) -> &'p str {
        self.0
    }
}

impl PartialEq<&str> for ElementKind<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// A child of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementKid {
    /// An element, by its place.
    Element(usize),
    /// Marked content of the page.
    Mark(i64),
    /// An annotation, by its number.
    Object(u32),
}

impl<'p> Tree<'p> {
    /// Walks the tree of the pages of these object numbers.
    pub(super) fn of(pdf: &'p Pdf, top: TreeTop<'p>, pages: &[u32]) -> Self {
        let mut tree = Tree { elements: Vec::new(), faults: Vec::new(), top: top.kind };
        let mut walk = Walk { pdf, tree: &mut tree, pages, seen: Vec::new() };
        for kid in top.kids {
            walk.kid(kid, None, top.above, 0);
        }
        tree
    }

    /// The elements right below one.
    pub(super) fn children(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        self.elements[element].kids.iter().filter_map(|kid| match kid {
            ElementKid::Element(child) => Some(*child),
            _ => None,
        })
    }

    /// The type of an element's parent; empty at the top.
    pub(super) fn parent_kind(&self, element: usize) -> &str {
        let above = if self.top == "Part" { "Document" } else { "" };
        self.elements[element].parent.map_or(above, |parent| self.elements[parent].kind.as_str())
    }

    /// The elements of a type.
    pub(super) fn of_kind<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = usize> + 't {
        (0..self.elements.len()).filter(move |&n| self.elements[n].kind == kind)
    }
}

impl<'p> Element<'p> {
    /// Its type and number, for messages.
    pub(super) fn label(&self) -> impl fmt::Display {
        Label { kind: self.kind.0, number: self.number }
    }

    /// The attribute of an owner.
    pub(super) fn attribute<T>(&self, owner: &str, read: impl Fn(&Dict<'p>) -> Option<T>) -> Option<T> {
        self.attributes.iter().filter(|(own, _)| *own == owner).find_map(|(_, attributes)| read(attributes))
    }

    /// All of its attributes, each with its owner.
    pub(super) fn attributes(&self) -> &[(&'p str, Dict<'p>)] {
        &self.attributes
    }

    /// Its identifier.
    pub(super) fn id(&self) -> Option<&'p [u8]> {
        self.dict.get::<PdfString<'p>>("ID").map(|id| id.as_bytes())
    }
}

struct Label<'e> {
    kind: &'e str,
    number: u32,
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.kind.is_empty() { "without a type" } else { self.kind };
        write!(f, "the element {kind} (object {})", self.number)
    }
}

/// The attributes of an element: one dictionary, or several.
fn attributes<'p>(dict: &Dict<'p>) -> Vec<(&'p str, Dict<'p>)> {
    let with_owner = |attributes: Dict<'p>| (name(&attributes, "O"), attributes);
    match dict.get::<Object<'p>>("A") {
        Some(Object::Dict(one)) => vec![with_owner(one)],
        Some(Object::Array(many)) => many.iter().map(with_owner).collect(),
        _ => Vec::new(),
    }
}

/// The kids of an element or of the root.
pub(super) fn kids<'p>(dict: &Dict<'p>) -> Vec<MaybeRef<'p>> {
    match listed(dict) {
        ListedKids::Several(array) => array.raw_iter().collect(),
        ListedKids::One(kid) => vec![kid],
        ListedKids::None => Vec::new(),
    }
}

/// The kids as an element lists them.
enum ListedKids<'p> {
    None,
    One(MaybeRef<'p>),
    Several(Array<'p>),
}

fn listed<'p>(dict: &Dict<'p>) -> ListedKids<'p> {
    match dict.get_raw("K") {
        Some(MaybeRef::NotRef(Object::Array(array))) => ListedKids::Several(array),
        // An array of its own, or one kid.
        Some(kid @ MaybeRef::Ref(_)) => match dict.get::<Array<'p>>("K") {
            Some(array) => ListedKids::Several(array),
            None => ListedKids::One(kid),
        },
        Some(kid) => ListedKids::One(kid),
        None => ListedKids::None,
    }
}

struct Walk<'t, 'p> {
    pdf: &'p Pdf,
    tree: &'t mut Tree<'p>,
    pages: &'t [u32],
    /// Whether an object was met, by its place in the file.
    seen: Vec<bool>,
}

impl<'p> Walk<'_, 'p> {
    fn kid(&mut self, kid: MaybeRef<'p>, parent: Option<usize>, above: u32, depth: usize) {
        let (found, page) = match kid {
            MaybeRef::Ref(id) => return self.element(id.obj_number, parent, above, depth),
            MaybeRef::NotRef(Object::Number(mark)) => (Some(ElementKid::Mark(mark.as_i64())), None),
            MaybeRef::NotRef(Object::Dict(dict)) => {
                let found = match name(&dict, "Type") {
                    "OBJR" => dict.get_ref("Obj").map(|id| ElementKid::Object(id.obj_number)),
                    "MCR" => dict.get::<PdfNumber>("MCID").map(|mark| ElementKid::Mark(mark.as_i64())),
                    _ => None,
                };
                (found, dict.get_ref("Pg"))
            }
            MaybeRef::NotRef(_) => (None, None),
        };
        let (Some(found), Some(parent)) = (found, parent) else {
            let fault = format!("object {above} has a kid that is not an element, a mark or a link");
            return self.tree.faults.push(fault);
        };
        let page = page.or_else(|| self.tree.elements[parent].dict.get_ref("Pg"));
        let place = page.and_then(|page| self.pages.iter().position(|own| *own == page.obj_number));
        if place.is_none() {
            self.tree.faults.push(format!("the element {above} does not say that it is on this page"));
        }
        self.tree.elements[parent].kids.push(match found {
            ElementKid::Mark(mark) => {
                ElementKid::Mark(mark.saturating_add(MARKS * place.unwrap_or(0) as i64))
            }
            other => other,
        });
    }

    fn element(&mut self, number: u32, parent: Option<usize>, above: u32, depth: usize) {
        let id = ObjRef::new(number, 0);
        let (Some(own), Some(dict)) = (self.pdf.place(id), self.pdf.get::<Dict<'p>>(id)) else {
            let fault = format!("object {above} has the kid {number}, which is not an element");
            return self.tree.faults.push(fault);
        };
        if self.seen.len() <= own {
            self.seen.resize(own + 64, false);
        }
        if std::mem::replace(&mut self.seen[own], true) || depth > DEPTH {
            return self.tree.faults.push(format!("the element {number} is in the tree twice"));
        }
        if dict.get_ref("P").is_none_or(|up| up.obj_number != above) {
            self.tree.faults.push(format!("the element {number} does not lead back to its parent {above}"));
        }
        if dict.get_ref("Pg").is_some_and(|page| !self.pages.contains(&page.obj_number)) {
            self.tree.faults.push(format!("the element {number} does not say that it is on this page"));
        }
        let place = self.tree.elements.len();
        let list = listed(&dict);
        let (kind, attributes) = (ElementKind(name(&dict, "S")), attributes(&dict));
        self.tree.elements.push(Element { number, kind, dict, parent, kids: Vec::new(), attributes });
        if let Some(parent) = parent {
            self.tree.elements[parent].kids.push(ElementKid::Element(place));
        }
        match list {
            ListedKids::Several(array) => {
                array.raw_iter().for_each(|kid| self.kid(kid, Some(place), number, depth + 1));
            }
            ListedKids::One(kid) => self.kid(kid, Some(place), number, depth + 1),
            ListedKids::None => {}
        }
    }
}
