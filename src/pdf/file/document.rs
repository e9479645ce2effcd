//! The document as printpdf makes it of a file's pages: the information, the page tree, each page
//! with its boxes and links. In: the pages as printpdf is asked for them; out: its dictionaries, to
//! be finished.

use super::made::Made;
use super::metadata::describe;
use crate::document::Meta;
use lopdf::Dictionary;
use printpdf::{Mm, Op, PdfDocument, PdfPage};

/// What printpdf makes of a file.
pub struct MadeDocument {
    pub catalog: Dictionary,
    pub pages: Dictionary,
    pub info: Dictionary,
    /// In the order of the file.
    pub leaves: Vec<MadePage>,
}

/// What printpdf makes of a page.
#[derive(Clone)]
pub struct MadePage {
    pub object: Dictionary,
    pub links: Vec<Dictionary>,
    /// What is painted.
    pub content: Vec<u8>,
}

/// What printpdf is asked for: pages, and what the information dictionary says.
pub fn document(pages: Vec<PdfPage>, meta: &Meta) -> PdfDocument {
    let mut document = PdfDocument::new("");
    describe(&mut document.metadata.info, meta);
    document.pages = pages;
    document
}

/// What printpdf writes for these operators.
pub fn content(ops: Vec<Op>) -> Vec<u8> {
    let mut document = PdfDocument::new("");
    document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
    MadeDocument::new(Made::of(&document)).leaves.remove(0).content
}

impl MadeDocument {
    /// Takes apart what printpdf made.
    pub fn new(mut made: Made) -> MadeDocument {
        let mut catalog = made.root(b"Root");
        let mut pages = made.dictionary(&mut catalog, b"Pages");
        let leaves = made.dictionaries(&mut pages, b"Kids").into_iter();
        let leaves = leaves.map(|mut object| {
            let links = made.dictionaries(&mut object, b"Annots");
            let content = made.stream(&mut object, b"Contents").content;
            MadePage { object, links, content }
        });
        let leaves = leaves.collect();
        MadeDocument { info: made.root(b"Info"), catalog, pages, leaves }
    }
}
