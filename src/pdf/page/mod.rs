//! What belongs to one page of a file: its object, content, links and structure elements.

mod content;
mod file_page;
mod headers;
mod links;
mod tags;

pub use file_page::FilePage;
pub use tags::TreePlace;

use super::file::{DocumentParts, FileFonts, FileWriter, Ids, PageIds, StructureTree, UserProperties};
use super::syntax::Id;
use crate::units::Pt;
use links::LinkAnnotation;
use lopdf::Object;
use tags::Tags;

/// The numbers that a page has before its elements have theirs.
#[derive(Debug, Clone, Copy)]
pub struct PageNumbers {
    ids: PageIds,
    first_link: Id,
    /// Its key in the parent tree; those of its links follow.
    key: usize,
}

impl PageNumbers {
    /// Takes the next numbers for the page's links, and as many of the parent tree's next keys.
    pub fn take(leaf: &FilePage<'_>, page: PageIds, ids: &mut Ids, next_key: &mut usize) -> Self {
        let links = links::count(leaf.page);
        let key = *next_key;
        *next_key += 1 + links;
        PageNumbers { ids: page, first_link: ids.many(links), key }
    }
}

/// A page on its way into a file.
pub struct PageWriter<'a> {
    leaf: FilePage<'a>,
    numbers: PageNumbers,
    links: Vec<LinkAnnotation<'a>>,
    tags: Tags<'a>,
}

impl<'a> PageWriter<'a> {
    /// A page at its numbers, its elements at their place in the structure.
    pub fn new(leaf: FilePage<'a>, numbers: PageNumbers, place: TreePlace) -> Self {
        let links = links::annotations(leaf.page, numbers.first_link);
        PageWriter { leaf, numbers, links, tags: Tags::new(leaf.page, place) }
    }

    /// Its page object.
    pub fn id(&self) -> Id {
        self.numbers.ids.page
    }

    /// The element that holds all others of the page.
    pub fn top(&self) -> Id {
        self.tags.top()
    }

    /// Writes the page object: its size, fonts and links.
    pub fn write_object(&self, file: &mut FileWriter<'_>, parts: &DocumentParts, fonts: &FileFonts) {
        let mut object = parts.page.clone();
        object.set("Contents", self.numbers.ids.content.reference());
        object.set("StructParents", self.numbers.key as i64);
        for (name, corners) in &self.leaf.page.boxes {
            object.set(*name, corners.map(points).to_vec());
        }
        let mut resources = parts.resources.clone();
        resources.set("Font", fonts.named());
        object.set("Resources", resources);
        if !self.links.is_empty() {
            let annotations: Vec<Object> = self.links.iter().map(|link| link.id.reference()).collect();
            object.set("Annots", annotations);
        }
        file.object(self.id(), &object.into());
    }

    /// Writes what is painted.
    pub fn write_content(&self, file: &mut FileWriter<'_>, fonts: &FileFonts) {
        let content = content::content(self.leaf.page, &self.tags, fonts);
        file.compressed(self.numbers.ids.content, &content);
    }

    /// Writes the links.
    pub fn write_links(&self, file: &mut FileWriter<'_>) {
        for (link, key) in self.links.iter().zip(self.numbers.key + 1..) {
            link.write(file, self.leaf.page, key);
        }
    }

    /// Enters the page into the structure of its file.
    pub fn enter(&self, tree: &mut StructureTree) {
        self.tags.enter(tree, &self.links);
    }

    /// Writes the structure elements.
    pub fn write_elements(&self, file: &mut FileWriter<'_>, properties: &UserProperties<'_>) {
        self.tags.write(file, &self.leaf, (self.id(), &self.links), properties);
    }
}

/// A length as a number object.
fn points(length: Pt) -> Object {
    match length.0 % 1000 {
        0 => (length.0 / 1000).into(),
        _ => Object::Real(length.to_f64() as f32),
    }
}
