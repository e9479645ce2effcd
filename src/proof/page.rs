//! A page of the file taken apart: what is painted, what the structure says of it, its links.

use super::Known;
use super::code::CodeCache;
use super::content::PageContent;
use super::object::corners;
use super::reading::PageReading;
use super::streams::inflated;
use super::structure_root::StructureRoot;
use super::tree::{Tree, TreeTop};
use super::typeface::{FontShelf, Typeface};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Number, Stream};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

/// A page under examination.
pub(super) struct PageView<'p> {
    pub(super) dict: Dict<'p>,
    /// The box of the trimmed sheet.
    pub(super) trim: [f64; 4],
    /// By resource name.
    pub(super) fonts: Vec<(String, Rc<Typeface<'p>>)>,
    pub(super) content: PageContent,
    pub(super) tree: Tree<'p>,
    /// By mark, the element that the parent tree leads to; `None` if it does not know the page.
    pub(super) way_back: Option<Vec<u32>>,
    /// What it says beside the document, once a check has asked.
    pub(super) reading: OnceCell<PageReading>,
    /// Links, and what else there may be.
    pub(super) annotations: Vec<Annotation<'p>>,
    pub(super) codes: &'p CodeCache,
}

/// An annotation of the page that is an object of its own.
pub(super) struct Annotation<'p> {
    pub(super) number: u32,
    pub(super) dict: Dict<'p>,
    /// The element that the parent tree leads to.
    pub(super) way_back: Option<u32>,
}

impl<'p> PageView<'p> {
    pub(super) fn of(
        page: &hayro_syntax::page::Page<'p>,
        (pdf, known): (&'p Pdf, &'p Known),
        structure: &StructureRoot,
        top: TreeTop<'p>,
        shelf: &mut FontShelf<'p>,
    ) -> Self {
        let dict = page.raw().clone();
        let resources: Dict<'_> = dict.get("Resources").unwrap_or_else(Dict::empty);
        let named: Dict<'_> = resources.get("Font").unwrap_or_else(Dict::empty);
        let fonts: Vec<(String, Rc<Typeface<'_>>)> = named
            .keys()
            .filter_map(|name| Some((name.as_str().to_owned(), shelf.font(&named, name.as_str())?)))
            .collect();
        let content = PageContent::read(&contents(page), &fonts, &resources);
        let leads = |dict: &Dict<'_>, key: &str| {
            let key = dict.get::<Number>(key)?;
            structure.parents.get(&key.as_i64())
        };
        let list: Option<Array<'_>> = dict.get("Annots");
        let ids = list.iter().flat_map(|list| list.raw_iter()).filter_map(|a| a.as_obj_ref());
        let annotations = ids
            .filter_map(|id| {
                let dict: Dict<'_> = pdf.xref().get(id.into())?;
                let way_back = leads(&dict, "StructParent").and_then(|way| way.first().copied());
                Some(Annotation { number: id.obj_number, dict, way_back })
            })
            .collect();
        let number = dict.obj_id().map_or(0, |id| id.obj_number);
        let trim = corners(&dict, "TrimBox").or_else(|| corners(&dict, "MediaBox"));
        PageView {
            trim: trim.unwrap_or_default(),
            fonts,
            content,
            tree: Tree::of(pdf, top, number),
            way_back: leads(&dict, "StructParents").cloned(),
            reading: OnceCell::new(),
            annotations,
            codes: &known.codes,
            dict,
        }
    }

    /// Whether something is beside the trimmed sheet.
    pub(super) fn is_beside(&self, bounds: [f64; 4]) -> bool {
        is_beside(bounds, self.trim)
    }

    /// The words of an element and all below it, in reading order.
    pub(super) fn words(&self, element: usize) -> String {
        self.content.words(&self.tree.marks(element))
    }
}

/// The content of a page: one stream, as handouts have it, or several.
fn contents<'a>(page: &'a hayro_syntax::page::Page<'_>) -> Cow<'a, [u8]> {
    match page.raw().get::<Stream<'_>>("Contents").and_then(|stream| inflated(&stream)) {
        Some(content) => Cow::Owned(content),
        None => Cow::Borrowed(page.page_stream().unwrap_or_default()),
    }
}

/// Whether an area does not meet another.
pub(super) fn is_beside(area: [f64; 4], other: [f64; 4]) -> bool {
    area[2] <= other[0] || area[0] >= other[2] || area[3] <= other[1] || area[1] >= other[3]
}
