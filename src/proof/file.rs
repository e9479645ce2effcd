//! A finished file taken apart: its dictionaries, its structure and its pages, read once for all
//! checks.

use super::Known;
use super::attachments::AttachedFile;
use super::check::Promise;
use super::page::PageView;
use super::streams::StreamCache;
use super::structure_root::StructureRoot;
use super::tree::TreeTop;
use super::typeface::{FontShelf, Typeface};
use super::xmp::XmpPacket;
use crate::objects::{Array, Dict, NoObjects, Pdf, Stream};
use std::ops::Range;
use std::rc::Rc;

/// A file under examination.
pub(super) struct File<'p> {
    pub(super) bytes: &'p [u8],
    pub(super) pdf: &'p Pdf,
    pub(super) streams: &'p StreamCache,
    pub(super) trailer: Dict<'p>,
    pub(super) catalog: Dict<'p>,
    pub(super) info: Dict<'p>,
    /// Empty if there is none.
    pub(super) xmp: XmpPacket<'p>,
    pub(super) structure: StructureRoot,
    pub(super) attached: Vec<AttachedFile<'p>>,
    /// The fonts of all pages, each once.
    pub(super) fonts: Vec<Rc<Typeface<'p>>>,
    pub(super) pages: Vec<PageView<'p>>,
    /// The pages that are of no sheet, each with its place in the file.
    pub(super) blanks: Vec<(usize, PageView<'p>)>,
}

/// Reads a file again.
pub(super) fn load(bytes: &[u8]) -> Result<Pdf, String> {
    Pdf::read(bytes).map_err(|error| match error {
        NoObjects::Encrypted => "the file is encrypted".to_owned(),
        NoObjects::Damaged => "the file cannot be read".to_owned(),
    })
}

impl<'p> File<'p> {
    /// Takes a file apart that should have the sheets that it promises.
    pub(super) fn of(
        pdf: &'p Pdf,
        bytes: &'p [u8],
        known: &'p Known,
        promise: &Promise<'_>,
    ) -> Result<Self, String> {
        let trailer = pdf.trailer().ok_or("the file has no trailer dictionary")?;
        let catalog: Dict<'_> = pdf.catalog().ok_or("the file has no catalog")?;
        let info = trailer.get_ref("Info").and_then(|id| pdf.get(id));
        let xmp: Option<Stream<'_>> = catalog.get("Metadata");
        let xmp = xmp.and_then(|xmp| xmp.decoded()).map(XmpPacket::of);
        let pages = pdf.pages();
        let whole = promise.pack.is_none() && promise.pages.len() == 1;
        let (structure, tops) = StructureRoot::of(&catalog, pdf, promise.pages.len(), whole);
        let mut fonts = FontShelf::new(&known.fonts);
        let cuts = cuts(promise, pages.len());
        let of_none = (0..pages.len()).filter(|page| !cuts.iter().any(|cut| cut.contains(page)));
        let blanks = of_none.map(|page| {
            let none = TreeTop { kind: "Part", kids: Vec::new(), above: 0 };
            (page, PageView::of(&pages[page..=page], (pdf, known), &structure, none, &mut fonts))
        });
        let blanks = if promise.pack.is_some() { blanks.collect() } else { Vec::new() };
        let sheets = cuts.into_iter().zip(tops).filter_map(|(cut, top)| {
            let pages = pages.get(cut).filter(|pages| !pages.is_empty())?;
            Some(PageView::of(pages, (pdf, known), &structure, top, &mut fonts))
        });
        let pages: Vec<_> = sheets.collect();
        if pages.is_empty() {
            return Err("the file has no page".to_owned());
        }
        Ok(File {
            attached: AttachedFile::all(&catalog, pdf),
            bytes,
            pdf,
            streams: &known.streams,
            trailer,
            catalog,
            info: info.unwrap_or_else(Dict::empty),
            xmp: xmp.unwrap_or_default(),
            structure,
            fonts: fonts.all(),
            pages,
            blanks,
        })
    }

    /// The output intents.
    pub(super) fn intents(&self) -> Vec<Dict<'p>> {
        self.catalog.get::<Array<'_>>("OutputIntents").map_or_else(Vec::new, |list| list.iter().collect())
    }
}

/// Which pages of a file of so many each sheet has: one, or as its pack says, or the only one all.
fn cuts(promise: &Promise<'_>, pages: usize) -> Vec<Range<usize>> {
    match promise.pack {
        Some(pack) => pack.sheets.iter().map(|sheet| sheet.pages.clone()).collect(),
        None if promise.is_paged() => std::iter::once(0..pages).collect(),
        None => (0..pages).map(|page| page..page + 1).collect(),
    }
}
