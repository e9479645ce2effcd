//! A sheet of the file taken apart, which is a page, or several that show one document: what is painted, what the
//! structure says of it, its links.

use super::Known;
use super::code::CodeCache;
use super::content::PageContent;
use super::mark_order::MarkOrder;
use super::object::corners;
use super::reading::PageReading;
use super::structure_root::StructureRoot;
use super::tree::{MARKS, Tree, TreeTop};
use super::typeface::{FontShelf, Typeface};
use crate::objects::{Array, Dict, PageObject, Pdf, PdfNumber};
use std::cell::OnceCell;
use std::rc::Rc;

/// A sheet under examination.
pub(super) struct PageView<'p> {
    /// Of each of its pages.
    pub(super) dicts: Vec<Dict<'p>>,
    /// The boxes of the trimmed pages.
    pub(super) trims: Vec<[f64; 4]>,
    /// By resource name.
    pub(super) fonts: Vec<(String, Rc<Typeface<'p>>)>,
    pub(super) content: PageContent,
    /// The first stretch of each page.
    pub(super) begins: Vec<usize>,
    pub(super) tree: Tree<'p>,
    order: MarkOrder,
    /// By page and mark, the element that the parent tree leads to; `None` if it does not know the page.
    pub(super) ways_back: Vec<Option<Vec<u32>>>,
    /// What it says beside the document, once a check has asked.
    pub(super) reading: OnceCell<PageReading>,
    /// Links, and what else there may be.
    pub(super) annotations: Vec<Annotation<'p>>,
    pub(super) codes: &'p CodeCache,
    /// The file.
    pub(super) pdf: &'p Pdf,
}

/// An annotation of the page that is an object of its own.
pub(super) struct Annotation<'p> {
    pub(super) number: u32,
    pub(super) dict: Dict<'p>,
    /// How far below the first page its own is read.
    pub(super) down: f64,
    /// The element that the parent tree leads to.
    pub(super) way_back: Option<u32>,
}

impl<'p> PageView<'p> {
    /// The pages of a sheet: one, or as many as it takes, which are then read one below the other.
    pub(super) fn of(
        pages: &[PageObject],
        (pdf, known): (&'p Pdf, &'p Known),
        structure: &StructureRoot,
        top: TreeTop<'p>,
        shelf: &mut FontShelf<'p>,
    ) -> Self {
        let numbers: Vec<u32> = pages.iter().map(|page| page.number).collect();
        let tree = Tree::of(pdf, top, &numbers);
        let mut view = PageView {
            dicts: Vec::new(),
            trims: Vec::new(),
            fonts: Vec::new(),
            content: PageContent::default(),
            begins: Vec::new(),
            order: MarkOrder::of(&tree),
            tree,
            ways_back: Vec::new(),
            reading: OnceCell::new(),
            annotations: Vec::new(),
            codes: &known.codes,
            pdf,
        };
        let mut down = 0.0;
        for (page, number) in pages.iter().zip(0..) {
            let dict = page.dict(pdf);
            let media = corners(&dict, "MediaBox").unwrap_or_default();
            down += if number > 0 { media[3] - media[1] } else { 0.0 };
            view.add(page, pdf, structure, shelf, (down, MARKS * number));
        }
        view
    }

    /// Adds a page, which is to be read so far below the first, with marks so much higher.
    fn add(
        &mut self,
        page: &PageObject,
        pdf: &'p Pdf,
        structure: &StructureRoot,
        shelf: &mut FontShelf<'p>,
        (down, marks): (f64, i64),
    ) {
        let dict = page.dict(pdf);
        let resources: Dict<'_> = dict.get("Resources").unwrap_or_else(Dict::empty);
        let named: Dict<'_> = resources.get("Font").unwrap_or_else(Dict::empty);
        let fonts: Vec<(String, Rc<Typeface<'_>>)> = named
            .keys()
            .filter_map(|name| Some((name.as_str().to_owned(), shelf.font(&named, name.as_str())?)))
            .collect();
        let content = PageContent::read(&page.content(pdf).unwrap_or_default(), &fonts, &resources);
        self.begins.push(self.content.stretches.len());
        match self.begins.len() {
            1 => self.content = content,
            _ => self.content.append(content, (down, marks)),
        }
        let leads = |dict: &Dict<'_>, key: &str| {
            let key = dict.get::<PdfNumber>(key)?;
            structure.parents.get(&key.as_i64())
        };
        let list: Option<Array<'_>> = dict.get("Annots");
        let ids = list.iter().flat_map(|list| list.raw_iter()).filter_map(|a| a.as_obj_ref());
        self.annotations.extend(ids.filter_map(|id| {
            let dict: Dict<'_> = pdf.get(id)?;
            let way_back = leads(&dict, "StructParent").and_then(|way| way.first().copied());
            Some(Annotation { number: id.obj_number, dict, down, way_back })
        }));
        let trim = corners(&dict, "TrimBox").or_else(|| corners(&dict, "MediaBox")).unwrap_or_default();
        self.trims.push([trim[0], trim[1] - down, trim[2], trim[3] - down]);
        self.fonts.extend(fonts);
        self.ways_back.push(leads(&dict, "StructParents").cloned());
        self.dicts.push(dict);
    }

    /// The element that the parent tree leads to from a mark.
    pub(super) fn way_back(&self, mark: i64) -> Option<u32> {
        let page = self.ways_back.get(usize::try_from(mark / MARKS).ok()?)?;
        page.as_ref()?.get(usize::try_from(mark % MARKS).ok()?).copied()
    }

    /// Which of its pages has this height.
    pub(super) fn page_at(&self, y: f64) -> usize {
        self.trims.iter().take_while(|trim| trim[1] > y).count()
    }

    /// Whether something is beside the trimmed sheet.
    pub(super) fn is_beside(&self, bounds: [f64; 4]) -> bool {
        self.trims.iter().all(|trim| is_beside(bounds, *trim))
    }

    /// The marks of an element and all below it, in reading order.
    pub(super) fn marks(&self, element: usize) -> &[i64] {
        self.order.below(element)
    }

    /// The words of an element and all below it, in reading order.
    pub(super) fn words(&self, element: usize) -> String {
        self.content.words(self.marks(element))
    }
}

/// Whether an area does not meet another.
pub(super) fn is_beside(area: [f64; 4], other: [f64; 4]) -> bool {
    area[2] <= other[0] || area[0] >= other[2] || area[3] <= other[1] || area[1] >= other[3]
}
