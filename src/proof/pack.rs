//! Checks of what a file of many sheets has beside them: which pages each has, what these are called, where the
//! bookmarks lead, whose the data is that travels inside.

use super::attachments::AttachedFile;
use super::check::{Check, Examines, Faults, HOUSE, Promise};
use super::file::File;
use super::object::text;
use super::page::PageView;
use crate::objects::{Array, Dict, MaybeRef, Name, ObjRef, Object, Pdf, PdfNumber};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "bookmarks",
        clauses: &[(HOUSE, "a bookmark leads to each sheet")],
        run: Examines::File(bookmarks),
    },
    Check {
        name: "page-labels",
        clauses: &[(HOUSE, "each page is called by its place")],
        run: Examines::File(labels),
    },
    Check {
        name: "sheets-bound",
        clauses: &[(HOUSE, "each sheet has its title and its own data")],
        run: Examines::File(bound),
    },
    Check {
        name: "blank-pages",
        clauses: &[(HOUSE, "nothing is on a page that is left blank")],
        run: Examines::File(blank),
    },
];

/// What a file of many sheets promises beside them.
#[derive(Debug, Clone, Default)]
pub struct ExpectedPack {
    /// BCP 47 tags of all its languages.
    pub languages: Vec<String>,
    /// In the order of the file; other pages are blank.
    pub sheets: Vec<ExpectedSheet>,
    /// Of each page.
    pub labels: Vec<String>,
    pub bookmarks: Vec<ExpectedBookmark>,
    /// It is printed on both sides.
    pub two_sided: bool,
}

/// A sheet of such a file.
#[derive(Debug, Clone, Default)]
pub struct ExpectedSheet {
    /// Which pages it has.
    pub pages: Range<usize>,
    pub title: String,
    /// The data it was made from, all of it.
    pub files: Vec<CarriedFile>,
}

/// A file that travels inside.
#[derive(Debug, Clone)]
pub struct CarriedFile {
    /// Its name in the file of its sheet alone.
    pub name: String,
    /// Its name here, where each has another.
    pub called: String,
    /// It belongs to the sheet, and not to all.
    pub own: bool,
}

/// A bookmark.
#[derive(Debug, Clone)]
pub struct ExpectedBookmark {
    pub title: String,
    /// Which sheet it leads to.
    pub sheet: usize,
}

impl ExpectedSheet {
    /// What a file is called here that would be `name` in the file of the sheet alone.
    pub(super) fn called(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|file| file.name == name).map(|file| file.called.as_str())
    }
}

/// The objects of a file's pages.
fn pages(pdf: &Pdf) -> Vec<u32> {
    pdf.pages().iter().map(|page| page.number).collect()
}

/// The page of these, counted from 0, that a destination shows whole.
fn shown(dict: &Dict<'_>, pages: &[u32]) -> Option<usize> {
    let parts: Array<'_> = dict.get("Dest")?;
    let page = parts.raw_iter().next()?.as_obj_ref()?;
    let how: Option<Name<'_>> = parts.iter::<Object<'_>>().nth(1).and_then(|how| how.into_name());
    how.filter(|how| how.as_str() == "Fit")?;
    pages.iter().position(|own| *own == page.obj_number)
}

/// The page of a file, counted from 0, that a link shows whole.
pub(super) fn destination(link: &Dict<'_>, pdf: &Pdf) -> Option<usize> {
    shown(link, &pages(pdf))
}

/// The element of a sheet.
fn top(page: &PageView<'_>) -> u32 {
    page.tree.elements.first().map_or(0, |element| element.number)
}

fn bookmarks(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let Some(pack) = promise.pack else { return };
    let list: Dict<'_> = file.catalog.get("Outlines").unwrap_or_else(Dict::empty);
    let number = file.catalog.get_ref("Outlines").map(|id| id.obj_number);
    let all = pages(file.pdf);
    let (mut next, mut before): (_, Option<ObjRef>) = (list.get_ref("First"), None);
    for ExpectedBookmark { title, sheet } in &pack.bookmarks {
        let item = next.and_then(|id| file.pdf.get::<Dict<'_>>(id));
        let Some(item) = item else { return faults.add(format!("there is no bookmark `{title}`")) };
        let said = text(&item, "Title").unwrap_or_default();
        faults.unless(said == *title, format_args!("a bookmark is `{said}` and should be `{title}`"));
        let page = pack.sheets.get(*sheet).map(|sheet| sheet.pages.start);
        let element = item.get_ref("SE").map(|id| id.obj_number);
        let sound = page.is_some()
            && shown(&item, &all) == page
            && element == file.pages.get(*sheet).map(top)
            && !item.contains_key("A");
        faults.unless(sound, format_args!("the bookmark `{title}` does not lead to its sheet"));
        let linked = item.get_ref("Parent").map(|id| id.obj_number) == number
            && item.get_ref("Prev").map(|id| id.obj_number) == before.map(|id| id.obj_number);
        faults.unless(linked, format_args!("the bookmark `{title}` is not in its turn"));
        (before, next) = (next, item.get_ref("Next"));
    }
    faults.unless(next.is_none(), "there are more bookmarks than sheets");
    let last = list.get_ref("Last").map(|id| id.obj_number);
    let count = list.get::<PdfNumber>("Count").map_or(0, |count| count.as_i64());
    let sound = last == before.map(|id| id.obj_number) && count == pack.bookmarks.len() as i64;
    faults.unless(sound, "the list of bookmarks does not say where it ends");
}

/// The bookmarks of a file as they are. Each should lead to the sheet whose first page it shows, unless it is called
/// as another.
pub(super) fn bookmarks_of(catalog: &Dict<'_>, pdf: &Pdf, sheets: &[ExpectedSheet]) -> Vec<ExpectedBookmark> {
    let list: Dict<'_> = catalog.get("Outlines").unwrap_or_else(Dict::empty);
    let (all, mut next, mut found) = (pages(pdf), list.get_ref("First"), Vec::new());
    // No more than pages: they could be linked in a ring.
    while let Some(item) = next.and_then(|id| pdf.get::<Dict<'_>>(id)).filter(|_| found.len() < all.len()) {
        let page = shown(&item, &all);
        let title = text(&item, "Title").unwrap_or_default();
        // In brackets stands a language, which its sheet does not name.
        let name = title.split_once(" (").map_or(title.as_str(), |(name, _)| name);
        let is_called = |sheet: &ExpectedSheet| sheet.title.contains(name);
        let shown = sheets.iter().position(|sheet| Some(sheet.pages.start) == page);
        let sheet = match shown {
            Some(own) if !is_called(&sheets[own]) => sheets.iter().position(is_called).or(shown),
            _ => shown,
        };
        found.push(ExpectedBookmark { title, sheet: sheet.unwrap_or(sheets.len()) });
        next = item.get_ref("Next");
    }
    found
}

/// The labels of pages, each with the page from which on it is; `None` if there are none.
pub(super) fn labels_of(catalog: &Dict<'_>) -> Option<Vec<(i64, String)>> {
    let list = catalog.get::<Dict<'_>>("PageLabels")?.get::<Array<'_>>("Nums")?;
    let mut items = list.iter::<Object<'_>>();
    let mut found: Vec<(i64, String)> = Vec::new();
    while let (Some(page), Some(label)) = (items.next(), items.next()) {
        let page = page.into_number().map_or(-1, |page| page.as_i64());
        let label = label.into_dict().unwrap_or_else(Dict::empty);
        let plain = !label.contains_key("S") && !label.contains_key("St");
        found.push((page, text(&label, "P").filter(|_| plain).unwrap_or_default()));
    }
    Some(found)
}

fn labels(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let Some(pack) = promise.pack else {
        return faults.unless(!file.catalog.contains_key("PageLabels"), "the pages are called by labels");
    };
    let found = labels_of(&file.catalog).unwrap_or_default();
    for (page, wanted) in pack.labels.iter().enumerate() {
        let own = found.get(page).filter(|(number, _)| *number == page as i64);
        let said = own.map_or("", |(_, label)| label.as_str());
        faults.unless(said == wanted, format_args!("page {} is called `{said}`, not `{wanted}`", page + 1));
    }
    let once: BTreeSet<&str> = found.iter().map(|(_, label)| label.as_str()).collect();
    faults.unless(
        once.len() == found.len() && found.len() == pack.labels.len(),
        "not each page has a label of its own",
    );
}

/// The names of the files that a dictionary is associated with.
fn associated(dict: &Dict<'_>, file: &File<'_>) -> Vec<String> {
    let list = dict.get::<Array<'_>>("AF");
    let ids = list.iter().flat_map(|list| list.raw_iter()).filter_map(|file: MaybeRef<'_>| file.as_obj_ref());
    let called = |id| file.attached.iter().find(|own| own.id == Some(id)).map(AttachedFile::called);
    ids.map(|id| called(id).unwrap_or_default().to_owned()).collect()
}

fn bound(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let Some(pack) = promise.pack else { return };
    let mut elements: BTreeSet<u32> = BTreeSet::new();
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    for (sheet, page) in pack.sheets.iter().zip(&file.pages) {
        elements.extend(page.tree.elements.iter().map(|element| element.number));
        let Some(top) = page.tree.elements.first() else { continue };
        let (said, wanted) = (text(&top.dict, "T").unwrap_or_default(), &sheet.title);
        let number = sheet.pages.start + 1;
        faults.unless(
            said == *wanted,
            format_args!("page {number}: the sheet is called `{said}`, not `{wanted}`"),
        );
        let carried = |own| {
            let files = sheet.files.iter().filter(move |file: &&CarriedFile| file.own == own);
            files.map(|file| file.called.as_str())
        };
        shared.extend(carried(false));
        let found = associated(&top.dict, file);
        faults.unless(
            found.iter().map(String::as_str).eq(carried(true)),
            format_args!("page {number}: the sheet is said to be made from {found:?}"),
        );
    }
    let found = associated(&file.catalog, file);
    let sound = found.len() == shared.len() && found.iter().all(|file| shared.contains(file.as_str()));
    faults.unless(sound, format_args!("all sheets are said to be made from {found:?}"));
    // Validators follow the tree alone, and do not see what only the way back knows.
    let lost = file.structure.parents.values().flatten().find(|element| !elements.contains(element));
    if let Some(lost) = lost {
        faults.add(format!("the way back leads to the element {lost}, which is in no sheet"));
    }
    let said =
        file.xmp.text().split_once("<dc:language>").and_then(|(_, rest)| rest.split_once("</dc:language>"));
    let said = said.map_or("", |(bag, _)| bag);
    let bag: String = pack.languages.iter().map(|language| format!("<rdf:li>{language}</rdf:li>")).collect();
    faults.unless(
        said == format!("<rdf:Bag>{bag}</rdf:Bag>"),
        format_args!("the packet does not say that the languages are {}", pack.languages.join(", ")),
    );
}

fn blank(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for (place, page) in &file.blanks {
        let painted = page.content.paints.iter().any(|paint| !page.is_beside(paint.bounds));
        let sound = page.annotations.is_empty() && page.content.marks().is_empty() && !painted;
        faults.unless(sound, format_args!("page {} should be blank, and is not", place + 1));
    }
}
