//! The objects of a finished file (ISO 32000-1, 7.3), read once, for whoever looks at all of them.
//!
//! In: the bytes of any PDF file, also of a damaged or hostile one. Out: a [`Pdf`], whose dictionaries and
//! arrays are looked into without reading them again. It shares no code with the writer.
//!
//! A file as handouts are spelled is read by [`strict`], which goes over each object once. Whatever else there
//! is to a file (a table in place of a cross-reference stream, a later revision, encryption, damage) makes it
//! decline the whole file: then the objects are those that `hayro-syntax` finds ([`foreign`]), and nothing of
//! what was read before counts.

mod foreign;
mod inflate;
mod parse;
mod strict;
mod values;

#[cfg(test)]
mod tests;

pub use values::{Array, Dict, MaybeRef, Name, ObjRef, Object, PdfNumber, PdfString, Stream};

use inflate::Inflater;
use std::cell::{OnceCell, RefCell};
use values::{FromNode, ObjectNode};

/// Why there are no objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoObjects {
    Encrypted,
    Damaged,
}

/// All objects of a file.
pub struct Pdf {
    heap: Heap,
    /// How many bytes of it are the file, for another parser.
    file: usize,
    /// In the order of their numbers.
    objects: Vec<(ObjRef, ObjectNode)>,
    /// The trailer dictionary, or that of the cross-reference stream; null if there is none.
    trailer: ObjectNode,
    catalog: ObjRef,
    pages: Vec<PageObject>,
    information: FileInformation,
    inflater: RefCell<Option<Inflater>>,
    /// As `hayro-syntax` reads the file, once something was left to it.
    other: OnceCell<Option<hayro_syntax::Pdf>>,
}

/// What the information dictionary says (14.3.3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileInformation {
    pub title: Option<Vec<u8>>,
    pub creator: Option<Vec<u8>>,
    pub producer: Option<Vec<u8>>,
}

/// A page, by its number; 0 if it is not an object of its own.
#[derive(Debug, Clone, Copy)]
pub struct PageObject {
    pub number: u32,
    node: ObjectNode,
}

/// Where the objects are kept: bytes and nodes, which name one another by their places.
#[derive(Default)]
struct Heap {
    /// The file; behind it what object streams inflate to, and strings and names that are spelled with escapes.
    data: Vec<u8>,
    nodes: Vec<ObjectNode>,
    /// Items whose array or dictionary is not closed, while objects are read.
    open: Vec<ObjectNode>,
}

impl Pdf {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is encrypted with a password, or cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self, NoObjects> {
        match strict::read(bytes) {
            Some(pdf) => Ok(pdf),
            None => foreign::read(bytes),
        }
    }

    /// Reads a dictionary that stands alone, as those between the operators of a page do.
    pub fn of_dictionary(bytes: &[u8]) -> Option<Self> {
        strict::dictionary(bytes).or_else(|| foreign::dictionary(bytes))
    }

    /// An object, if there is one of this number and it is what is asked for.
    pub fn get<'p, T: FromNode<'p>>(&'p self, id: ObjRef) -> Option<T> {
        T::of(self, self.object(id)?)
    }

    fn object(&self, id: ObjRef) -> Option<ObjectNode> {
        Some(self.objects[self.place(id)?].1)
    }

    /// Where an object is among all; no file has more of them than bytes.
    pub fn place(&self, id: ObjRef) -> Option<usize> {
        // Most files have an object for every number from 1 on.
        let near = (id.obj_number as usize).wrapping_sub(1);
        match self.objects.get(near) {
            Some((own, _)) if *own == id => Some(near),
            _ => self.objects.binary_search_by_key(&id, |(own, _)| *own).ok(),
        }
    }

    /// The trailer dictionary; `None` if there is none.
    pub fn trailer(&self) -> Option<Dict<'_>> {
        Dict::of(self, self.trailer)
    }

    /// The catalog.
    pub fn catalog(&self) -> Option<Dict<'_>> {
        self.get(self.catalog)
    }

    /// What the information dictionary says.
    pub fn information(&self) -> &FileInformation {
        &self.information
    }

    /// The pages, in their order.
    pub fn pages(&self) -> &[PageObject] {
        &self.pages
    }
}

impl PageObject {
    /// Its dictionary, of the file it was read from.
    pub fn dict<'p>(&self, pdf: &'p Pdf) -> Dict<'p> {
        Dict::of(pdf, self.node).unwrap_or_else(Dict::empty)
    }

    /// Its content: one stream, as handouts have it, or several one after the other.
    pub fn content<'p>(&self, pdf: &'p Pdf) -> Option<std::borrow::Cow<'p, [u8]>> {
        let dict = self.dict(pdf);
        if let Some(stream) = dict.get::<Stream<'p>>("Contents") {
            return stream.decoded();
        }
        let parts = dict.get::<Array<'p>>("Contents")?;
        let parts = parts.raw_iter().filter_map(|part| part.resolved(pdf)?.into_stream()?.decoded());
        let mut content = Vec::new();
        for part in parts {
            content.extend_from_slice(&part);
            content.push(b' ');
        }
        Some(content.into())
    }
}
