//! What printpdf made, taken apart. In: its document; out: the dictionaries and streams in it, each
//! where a key leads to it.

use lopdf::{Dictionary, Object, Stream};
use printpdf::{PdfDocument, PdfSaveOptions};

/// A document that printpdf made, on its way into ours.
pub struct Made(pub(super) lopdf::Document);

impl Made {
    /// Lets printpdf make it.
    pub fn of(document: &PdfDocument) -> Made {
        // Otherwise it leaves out the operators that it does not know by name: those of color spaces.
        let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
        Made(document.to_lopdf_document(&options, &mut Vec::new()))
    }

    /// The catalog or the information dictionary.
    pub fn root(&mut self, key: &[u8]) -> Dictionary {
        let reference = self.0.trailer.remove(key).expect("printpdf wrote it");
        dictionary(self.resolved(reference))
    }

    /// The fonts of a document of one page.
    pub fn fonts(&mut self) -> Dictionary {
        let mut catalog = self.root(b"Root");
        let mut pages = self.dictionary(&mut catalog, b"Pages");
        let mut page = self.dictionaries(&mut pages, b"Kids").remove(0);
        let mut resources = self.dictionary(&mut page, b"Resources");
        self.dictionary(&mut resources, b"Font")
    }

    /// The dictionary that a key leads to, taken out.
    pub fn dictionary(&mut self, from: &mut Dictionary, key: &[u8]) -> Dictionary {
        dictionary(self.object(from, key))
    }

    /// The dictionaries of a list that a key leads to.
    pub fn dictionaries(&mut self, from: &mut Dictionary, key: &[u8]) -> Vec<Dictionary> {
        let Object::Array(list) = self.object(from, key) else { unreachable!("printpdf writes a list") };
        list.into_iter().map(|object| dictionary(self.resolved(object))).collect()
    }

    /// The stream that a key leads to.
    pub fn stream(&mut self, from: &mut Dictionary, key: &[u8]) -> Stream {
        let Object::Stream(stream) = self.object(from, key) else { unreachable!("printpdf writes a stream") };
        stream
    }

    fn object(&mut self, from: &mut Dictionary, key: &[u8]) -> Object {
        let object = from.remove(key).expect("printpdf wrote it");
        self.resolved(object)
    }

    fn resolved(&mut self, object: Object) -> Object {
        match object {
            Object::Reference(id) => self.0.objects.remove(&id).expect("printpdf wrote it"),
            here => here,
        }
    }
}

fn dictionary(object: Object) -> Dictionary {
    let Object::Dictionary(dictionary) = object else { unreachable!("printpdf writes a dictionary") };
    dictionary
}
