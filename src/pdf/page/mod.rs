//! What belongs to one page of a file: its object, content, links and structure elements.

mod content;
mod decoration;
mod file_page;
mod headers;
mod links;
mod tags;

pub use content::content;
pub use decoration::MarksCache;
pub use file_page::FilePage;
pub use tags::{PartOfPack, TreePlace};

use super::file::{
    FileFonts, FileIds, FileWriter, Ids, MadePage, PageIds, StructureTree, UserProperties, finish,
};
use super::syntax::{Id, points};
use crate::press::{DressedPage, PageBoxes};
use crate::units::Pt;
use links::LinkAnnotation;
use lopdf::Dictionary;
use printpdf::PdfPage;
use tags::{TaggedPage, Tags};

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
        let links = leaf.page.links.len();
        let key = *next_key;
        *next_key += 1 + links;
        PageNumbers { ids: page, first_link: ids.many(links), key }
    }
}

/// A page as printpdf is asked for it: its boxes, decoration and links.
pub fn printed(page: &DressedPage<'_>) -> PdfPage {
    // printpdf writes width and height where PDF has the upper right corner.
    let corners = |corners: [Pt; 4]| {
        let [left, bottom, right, top] = corners.map(points);
        printpdf::Rect::from_xywh(left, bottom, right, top)
    };
    let PageBoxes { media, cut } = page.boxes;
    PdfPage {
        media_box: corners(media),
        trim_box: corners(cut.map_or(media, |cut| cut.trim)),
        crop_box: corners(media),
        ops: decoration::printed(page).into_iter().chain(links::printed(page)).collect(),
    }
}

/// A page on its way into a file.
pub struct PageWriter<'a> {
    leaf: FilePage<'a>,
    numbers: PageNumbers,
    /// The page object as printpdf made it.
    made: Dictionary,
    /// What printpdf painted.
    decoration: Vec<u8>,
    links: Vec<LinkAnnotation<'a>>,
    tags: Tags<'a>,
}

impl<'a> PageWriter<'a> {
    /// A page that printpdf made, at its numbers, its elements at their place in the structure; it may go on with
    /// those of the page `before`.
    pub fn new(
        leaf: FilePage<'a>,
        made: MadePage,
        numbers: PageNumbers,
        (place, part): (TreePlace, Option<PartOfPack<'a>>),
        before: Option<&Self>,
    ) -> Self {
        let links = links::annotations(leaf.page, made.links, numbers.first_link);
        let MadePage { object, content: decoration, .. } = made;
        let tags = Tags::new(leaf.page, (place, part), before.map(|before| &before.tags));
        PageWriter { leaf, numbers, made: object, decoration, links, tags }
    }

    /// Its page object.
    pub fn id(&self) -> Id {
        self.numbers.ids.page
    }

    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.leaf.page.page.is_blank()
    }

    /// The element that holds all others of the page; `None` if that of the page before does, or there is none.
    pub fn top(&self) -> Option<Id> {
        self.tags.top()
    }

    /// Writes the page object.
    pub fn write_object(&mut self, file: &mut FileWriter<'_>, resources: Dictionary, ids: &FileIds) {
        let mut object = std::mem::take(&mut self.made);
        finish::page(&mut object, &self.leaf.page.boxes, self.numbers.ids, ids, self.numbers.key);
        object.set("Resources", resources);
        if !self.links.is_empty() {
            // printpdf writes them inline; an element of the structure needs an object.
            object.set("Annots", self.links.iter().map(|link| link.id.reference()).collect::<Vec<_>>());
        }
        file.object(self.id(), &object.into());
    }

    /// Writes what is painted.
    pub fn write_content(&self, file: &mut FileWriter<'_>, fonts: &FileFonts, marks: &mut MarksCache) {
        let printed = [self.decoration.as_slice(), marks.of(self.leaf.page)];
        let content = content::content(self.leaf.page, Some(&self.tags), fonts, printed);
        file.compressed(self.numbers.ids.content, &content);
    }

    /// Writes the links; `pages` are those of the file.
    pub fn write_links(&mut self, file: &mut FileWriter<'_>, pages: &[Id]) {
        for (link, key) in self.links.iter_mut().zip(self.numbers.key + 1..) {
            link.write(file, key, pages);
        }
    }

    /// Enters the page into the structure of its file.
    pub fn enter(&self, tree: &mut StructureTree) {
        self.tags.enter(tree, &self.links);
    }

    fn tagged(&self) -> TaggedPage<'_> {
        TaggedPage { tags: &self.tags, page: self.id(), links: &self.links }
    }

    /// Writes the structure elements that begin on the first of these pages.
    pub fn write_elements(pages: &[Self], file: &mut FileWriter<'_>, properties: &UserProperties<'_>) {
        let tagged: Vec<TaggedPage<'_>> = pages.iter().map(Self::tagged).collect();
        Tags::write(&tagged, file, &pages[0].leaf, properties);
    }
}
