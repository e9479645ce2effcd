//! One structure element (ISO 32000-1, 14.7.2): its type, what it says of itself, what is below it.

use super::super::values::{name, text};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Number, Object};
use std::collections::BTreeMap;

/// The types that begin on a line of their own.
const BLOCKS: &[&str] = &[
    "Document",
    "DocumentFragment",
    "Part",
    "Art",
    "Article",
    "Sect",
    "Div",
    "Aside",
    "BlockQuote",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Title",
    "L",
    "LI",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TFoot",
    "TR",
    "TH",
    "TD",
    "Caption",
];
/// No type is mapped further.
const MOST_MAPPED: usize = 8;

/// A structure element.
pub(super) struct StructElement<'p> {
    pub(super) dict: Dict<'p>,
    /// As one of the standard types, as far as the file's role map leads there.
    pub(super) kind: String,
}

/// What is below an element.
pub(super) enum Below<'p> {
    Element(u32, Dict<'p>),
    /// Marked content, of the page that is this object if the element does not say.
    Mark {
        page: Option<u32>,
        mark: i64,
    },
    /// An annotation.
    Annotation(Dict<'p>),
}

/// What types of a file's own stand for.
#[derive(Default)]
pub(super) struct RoleMap(BTreeMap<String, String>);

impl RoleMap {
    pub(super) fn of(root: &Dict<'_>) -> Self {
        let map: Dict<'_> = root.get("RoleMap").unwrap_or_else(Dict::empty);
        let keys: Vec<String> = map.keys().map(|key| key.as_str().to_owned()).collect();
        RoleMap(keys.into_iter().map(|key| (key.clone(), name(&map, &key))).collect())
    }
}

impl<'p> StructElement<'p> {
    pub(super) fn of(dict: Dict<'p>, roles: &RoleMap) -> Self {
        let mut kind = name(&dict, "S");
        for _ in 0..MOST_MAPPED {
            match roles.0.get(&kind) {
                Some(other) if !is_known(&kind) => kind.clone_from(other),
                _ => break,
            }
        }
        StructElement { dict, kind }
    }

    /// Whether it begins on a line of its own.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.kind.as_str()) || self.level().is_some()
    }

    /// The level of a heading, 0 if it has none; `None` for what is not a heading.
    pub(super) fn level(&self) -> Option<usize> {
        match self.kind.strip_prefix('H')? {
            "" => Some(0),
            level => level.parse().ok(),
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        text(&self.dict, key)
    }

    /// An attribute of an owner (14.7.5): the element has one dictionary of them, or several.
    pub(super) fn attribute<T>(&self, owner: &str, read: impl Fn(&Dict<'p>) -> Option<T>) -> Option<T> {
        let all = match self.dict.get::<Object<'p>>("A") {
            Some(Object::Dict(one)) => vec![one],
            Some(Object::Array(many)) => many.iter::<Dict<'p>>().collect(),
            _ => Vec::new(),
        };
        all.iter().filter(|own| name(own, "O") == owner).find_map(read)
    }

    /// What is below it, in order.
    pub(super) fn below(&self, pdf: &'p Pdf) -> Vec<Below<'p>> {
        below(&self.dict, pdf)
    }
}

/// What is below an element, or the root of the structure.
pub(super) fn below<'p>(dict: &Dict<'p>, pdf: &'p Pdf) -> Vec<Below<'p>> {
    let list = match (dict.get::<Array<'p>>("K"), dict.get_raw::<Object<'p>>("K")) {
        (Some(list), _) => list.raw_iter().collect(),
        (None, Some(one)) => vec![one],
        (None, None) => Vec::new(),
    };
    let own = dict.get_ref("Pg").map(|page| page.obj_number);
    list.into_iter().filter_map(|kid| kind_of(kid, own, pdf)).collect()
}

fn kind_of<'p>(kid: MaybeRef<Object<'p>>, own: Option<u32>, pdf: &'p Pdf) -> Option<Below<'p>> {
    let (number, object) = match kid {
        MaybeRef::Ref(id) => (id.obj_number, pdf.xref().get::<Object<'p>>(id.into())?),
        MaybeRef::NotRef(object) => (0, object),
    };
    match object {
        Object::Number(mark) => Some(Below::Mark { page: own, mark: mark.as_i64() }),
        Object::Dict(dict) => match name(&dict, "Type").as_str() {
            "MCR" => {
                let page = dict.get_ref("Pg").map(|page| page.obj_number).or(own);
                Some(Below::Mark { page, mark: dict.get::<Number>("MCID")?.as_i64() })
            }
            "OBJR" => Some(Below::Annotation(dict.get("Obj")?)),
            _ => Some(Below::Element(number, dict)),
        },
        _ => None,
    }
}

/// Whether a type is one of the standard ones, whatever a file maps it to.
fn is_known(kind: &str) -> bool {
    const INLINE: &[&str] = &[
        "Span",
        "Quote",
        "Note",
        "FENote",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "Warichu",
        "Figure",
        "Formula",
        "Form",
        "Em",
        "Strong",
        "Sub",
        "Lbl",
        "Artifact",
    ];
    BLOCKS.contains(&kind) || INLINE.contains(&kind)
}
