//! The roots of the structure (ISO 32000-1, 14.7.2): where it begins, the namespace of its types, the way back from marks and
//! links to their elements (14.7.4.4), and the elements that are called by identifiers.

use super::super::syntax::{Id, ascii_string, put};
use super::file_writer::FileWriter;
use super::ids::FileIds;

/// That of the structure types of PDF 2.0 (ISO 32000-2, 14.8.6.1).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// The structure of a file.
#[derive(Debug, Default)]
pub struct StructureTree {
    /// The parent tree: its keys are 0, 1, 2 …
    parents: Vec<WayBack>,
    identified: Vec<(String, Id)>,
    /// Whether there are elements of the type `Strong`. PDF 1.7 does not know it, so it is mapped (14.8.4.1).
    pub strong: bool,
}

/// What a key of the parent tree leads to.
#[derive(Debug)]
pub enum WayBack {
    /// From the marks of a page to their elements.
    Marks(Vec<Id>),
    /// From a link to its element.
    Link(Id),
}

impl StructureTree {
    /// Adds to the parent tree, at the next key.
    pub fn lead_back(&mut self, way: WayBack) {
        self.parents.push(way);
    }

    /// Adds an element that is called by an identifier.
    pub fn identify(&mut self, identifier: String, element: Id) {
        self.identified.push((identifier, element));
    }

    /// Writes the roots; `top` is the one element that holds all others.
    pub fn write(mut self, file: &mut FileWriter<'_>, ids: &FileIds, top: Id) {
        // A name tree is sorted (7.9.6).
        self.identified.sort();
        file.value(ids.structure, |out| {
            put(out, format_args!("<</Type/StructTreeRoot/K[{top}]/ParentTree {}", ids.parents));
            put(out, format_args!("/ParentTreeNextKey {}", self.parents.len()));
            ids.namespace.iter().for_each(|namespace| put(out, format_args!("/Namespaces[{namespace}]")));
            // PDF 2.0 has the type.
            if self.strong && ids.namespace.is_none() {
                out.extend_from_slice(b"/RoleMap<</Strong/Span>>");
            }
            if !self.identified.is_empty() {
                out.extend_from_slice(b"/IDTree<</Names[");
                for (identifier, element) in &self.identified {
                    ascii_string(out, identifier);
                    put(out, format_args!("{element} "));
                }
                out.extend_from_slice(b"]>>");
            }
            out.extend_from_slice(b">>");
        });
        if let Some(namespace) = ids.namespace {
            file.value(namespace, |out| {
                out.extend_from_slice(b"<</Type/Namespace/NS");
                ascii_string(out, NAMESPACE);
                out.extend_from_slice(b">>");
            });
        }
        file.value(ids.parents, |out| {
            out.extend_from_slice(b"<</Nums[");
            for (key, way) in self.parents.iter().enumerate() {
                match way {
                    WayBack::Marks(elements) => {
                        put(out, format_args!("{key}["));
                        elements.iter().for_each(|element| put(out, format_args!("{element} ")));
                        out.push(b']');
                    }
                    WayBack::Link(element) => put(out, format_args!("{key} {element} ")),
                }
            }
            out.extend_from_slice(b"]>>");
        });
    }
}
