//! What an object is, and what is asked of it. Out of the nodes of a [`Pdf`] come plain values that borrow
//! from it.

use super::inflate::NotInflated;
use super::{Heap, Pdf};
use std::borrow::Cow;

/// Which object: number and generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjRef {
    pub obj_number: u32,
    pub gen_number: i32,
}

impl ObjRef {
    pub fn new(obj_number: u32, gen_number: i32) -> Self {
        Self { obj_number, gen_number }
    }
}

/// So many bytes or nodes, from here.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    pub(super) start: u32,
    pub(super) length: u32,
}

/// An object as it is kept.
#[derive(Debug, Clone, Copy)]
pub enum ObjectNode {
    Null,
    Boolean(bool),
    Number(PdfNumber),
    Name(Extent),
    String(Extent),
    /// Nodes, one an item.
    Array(Extent),
    /// A node with the bytes it was read from, then so many pairs of nodes: key and value.
    Dict(Extent),
    /// Three nodes from here: the dictionary, the bytes, the object.
    Stream(u32),
    Ref(ObjRef),
}

impl Heap {
    pub(super) fn bytes(&self, extent: Extent) -> &[u8] {
        &self.data[extent.start as usize..][..extent.length as usize]
    }

    pub(super) fn items(&self, extent: Extent) -> &[ObjectNode] {
        &self.nodes[extent.start as usize..][..extent.length as usize]
    }

    /// Whether a node is this name.
    #[inline]
    pub(super) fn is_name(&self, node: ObjectNode, name: &[u8]) -> bool {
        let ObjectNode::Name(own) = node else { return false };
        // Most differ in length or begin otherwise.
        own.length as usize == name.len()
            && name.first().is_none_or(|first| self.data.get(own.start as usize) == Some(first))
            && self.bytes(own) == name
    }
}

/// What a node may be taken for.
pub trait FromNode<'p>: Sized {
    fn of(pdf: &'p Pdf, node: ObjectNode) -> Option<Self>;
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PdfNumber {
    Integer(i64),
    Real(f64),
}

impl PdfNumber {
    pub fn as_f64(&self) -> f64 {
        match *self {
            Self::Integer(number) => number as f64,
            Self::Real(number) => number,
        }
    }

    pub fn as_i64(&self) -> i64 {
        match *self {
            Self::Integer(number) => number,
            Self::Real(number) => number as i64,
        }
    }
}

/// A name, without its stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'p>(&'p [u8]);

impl<'p> Name<'p> {
    pub fn as_str(&self) -> &'p str {
        std::str::from_utf8(self.0).unwrap_or("{non-ascii key}")
    }
}

impl AsRef<[u8]> for Name<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0
    }
}

/// A string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfString<'p>(&'p [u8]);

impl<'p> PdfString<'p> {
    pub fn as_bytes(&self) -> &'p [u8] {
        self.0
    }
}

/// A dictionary.
#[derive(Clone)]
pub struct Dict<'p>(Option<(&'p Pdf, &'p [ObjectNode])>);

impl<'p> Dict<'p> {
    pub fn empty() -> Self {
        Self(None)
    }

    fn pairs(&self) -> impl Iterator<Item = (&'p [u8], ObjectNode)> + use<'p> {
        self.0.into_iter().flat_map(|(pdf, nodes)| {
            nodes[1..].chunks_exact(2).map(|pair| match pair[0] {
                ObjectNode::Name(key) => (pdf.heap.bytes(key), pair[1]),
                _ => (&[][..], pair[1]),
            })
        })
    }

    fn raw(&self, key: &[u8]) -> Option<(&'p Pdf, ObjectNode)> {
        let (pdf, nodes) = self.0?;
        let (pairs, _) = nodes[1..].as_chunks::<2>();
        let pair = pairs.iter().find(|pair| pdf.heap.is_name(pair[0], key))?;
        Some((pdf, pair[1]))
    }

    /// A value, or what it refers to.
    pub fn get<T: FromNode<'p>>(&self, key: impl AsRef<[u8]>) -> Option<T> {
        let (pdf, node) = self.raw(key.as_ref())?;
        T::of(pdf, pdf.resolved(node)?)
    }

    /// A value as it stands.
    pub fn get_raw(&self, key: impl AsRef<[u8]>) -> Option<MaybeRef<'p>> {
        let (pdf, node) = self.raw(key.as_ref())?;
        Some(MaybeRef::new(pdf, node))
    }

    /// Which object a value refers to.
    pub fn get_ref(&self, key: impl AsRef<[u8]>) -> Option<ObjRef> {
        match self.raw(key.as_ref())?.1 {
            ObjectNode::Ref(id) => Some(id),
            _ => None,
        }
    }

    pub fn contains_key(&self, key: impl AsRef<[u8]>) -> bool {
        self.raw(key.as_ref()).is_some()
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = Name<'p>> + use<'p> {
        self.pairs().map(|(key, _)| Name(key))
    }

    /// The bytes it was read from; `None` if they are not known.
    pub fn source(&self) -> Option<&'p [u8]> {
        let (pdf, nodes) = self.0?;
        match nodes[0] {
            ObjectNode::String(source) => Some(pdf.heap.bytes(source)),
            _ => None,
        }
    }
}

/// An array.
#[derive(Clone)]
pub struct Array<'p> {
    pdf: &'p Pdf,
    items: &'p [ObjectNode],
}

impl<'p> Array<'p> {
    /// Its items, or what they refer to, as far as they are what is asked for.
    pub fn iter<T: FromNode<'p>>(&self) -> impl Iterator<Item = T> + use<'p, T> {
        let pdf = self.pdf;
        self.items.iter().map_while(move |node| T::of(pdf, pdf.resolved(*node)?))
    }

    /// Its items as they stand.
    pub fn raw_iter(&self) -> impl Iterator<Item = MaybeRef<'p>> + use<'p> {
        let pdf = self.pdf;
        self.items.iter().map(move |node| MaybeRef::new(pdf, *node))
    }
}

/// A stream.
#[derive(Clone)]
pub struct Stream<'p> {
    pdf: &'p Pdf,
    dict: Dict<'p>,
    data: &'p [u8],
    id: ObjRef,
}

impl<'p> Stream<'p> {
    pub fn dict(&self) -> &Dict<'p> {
        &self.dict
    }

    /// Its bytes before any filter.
    pub fn raw_data(&self) -> &'p [u8] {
        self.data
    }

    /// Whether its bytes are deflated, and nothing else: then equal bytes inflate to the same.
    pub fn is_deflated(&self) -> bool {
        self.is_plain() && self.has_flate_alone()
    }

    /// Whether `FlateDecode` is its only filter.
    pub(super) fn has_flate_alone(&self) -> bool {
        let is_flate = |name: Name<'_>| matches!(name.0, b"FlateDecode" | b"Fl");
        match self.dict.get::<Object<'_>>("Filter") {
            Some(Object::Name(filter)) => is_flate(filter),
            Some(Object::Array(filters)) => {
                let mut names = filters.iter::<Name<'_>>();
                names.next().is_some_and(is_flate) && filters.raw_iter().count() == 1
            }
            _ => false,
        }
    }

    /// Whether nothing but `/Filter` says how its bytes are meant.
    fn is_plain(&self) -> bool {
        !["DecodeParms", "DP", "F"].iter().any(|key| self.dict.contains_key(key))
    }

    /// Its bytes behind all filters; `None` if they cannot be had. What is not plainly deflated, or damaged, is
    /// left to hayro-syntax.
    pub fn decoded(&self) -> Option<Cow<'p, [u8]>> {
        if self.is_plain() && !self.dict.contains_key("Filter") {
            return Some(Cow::Borrowed(self.data));
        }
        let inflated = self.is_deflated().then(|| self.pdf.inflated(self.data));
        Some(Cow::Owned(match inflated {
            Some(Ok(bytes)) => bytes,
            Some(Err(NotInflated::TooLarge)) => return None,
            Some(Err(NotInflated::Damaged)) | None => self.pdf.decoded_by_other(self.id)?,
        }))
    }
}

/// An object.
#[derive(Clone)]
pub enum Object<'p> {
    Null,
    Boolean,
    Number(PdfNumber),
    String(PdfString<'p>),
    Name(Name<'p>),
    Dict(Dict<'p>),
    Array(Array<'p>),
    Stream(Stream<'p>),
}

impl<'p> Object<'p> {
    pub fn into_number(self) -> Option<PdfNumber> {
        if let Object::Number(number) = self { Some(number) } else { None }
    }

    pub fn into_name(self) -> Option<Name<'p>> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub fn into_dict(self) -> Option<Dict<'p>> {
        if let Object::Dict(dict) = self { Some(dict) } else { None }
    }

    pub fn into_stream(self) -> Option<Stream<'p>> {
        if let Object::Stream(stream) = self { Some(stream) } else { None }
    }
}

/// A value as it stands: a reference, or the object itself.
#[derive(Clone)]
pub enum MaybeRef<'p> {
    Ref(ObjRef),
    NotRef(Object<'p>),
}

impl<'p> MaybeRef<'p> {
    fn new(pdf: &'p Pdf, node: ObjectNode) -> Self {
        match node {
            ObjectNode::Ref(id) => MaybeRef::Ref(id),
            node => MaybeRef::NotRef(Object::of(pdf, node).unwrap_or(Object::Null)),
        }
    }

    pub fn as_obj_ref(&self) -> Option<ObjRef> {
        if let MaybeRef::Ref(id) = self { Some(*id) } else { None }
    }

    /// The object itself, or the one referred to.
    pub fn resolved(self, pdf: &'p Pdf) -> Option<Object<'p>> {
        match self {
            MaybeRef::Ref(id) => pdf.get(id),
            MaybeRef::NotRef(object) => Some(object),
        }
    }
}

impl Pdf {
    fn resolved(&self, node: ObjectNode) -> Option<ObjectNode> {
        match node {
            ObjectNode::Ref(id) => self.object(id),
            node => Some(node),
        }
    }
}

macro_rules! from_node {
    ($($type:ty: |$pdf:ident, $node:ident| $value:expr;)*) => {$(
        impl<'p> FromNode<'p> for $type {
            fn of($pdf: &'p Pdf, $node: ObjectNode) -> Option<Self> {
                $value
            }
        }
    )*};
}

from_node! {
    bool: |_pdf, node| if let ObjectNode::Boolean(value) = node { Some(value) } else { None };
    PdfNumber: |_pdf, node| if let ObjectNode::Number(number) = node { Some(number) } else { None };
    i32: |pdf, node| PdfNumber::of(pdf, node)?.as_i64().try_into().ok();
    u32: |pdf, node| PdfNumber::of(pdf, node)?.as_i64().try_into().ok();
    Name<'p>: |pdf, node| if let ObjectNode::Name(name) = node { Some(Name(pdf.heap.bytes(name))) } else { None };
    PdfString<'p>: |pdf, node| match node {
        ObjectNode::String(string) => Some(PdfString(pdf.heap.bytes(string))),
        _ => None,
    };
    Array<'p>: |pdf, node| match node {
        ObjectNode::Array(items) => Some(Array { pdf, items: pdf.heap.items(items) }),
        _ => None,
    };
    // The dictionary of a stream, too.
    Dict<'p>: |pdf, node| match node {
        ObjectNode::Dict(Extent { start, length }) => {
            Some(Dict(Some((pdf, pdf.heap.items(Extent { start, length: 1 + 2 * length })))))
        }
        ObjectNode::Stream(at) => Dict::of(pdf, pdf.heap.nodes[at as usize]),
        _ => None,
    };
    Stream<'p>: |pdf, node| {
        let ObjectNode::Stream(at) = node else { return None };
        let [dict, ObjectNode::String(data), ObjectNode::Ref(id)] = pdf.heap.nodes[at as usize..][..3] else {
            return None;
        };
        Some(Stream { pdf, dict: Dict::of(pdf, dict)?, data: pdf.heap.bytes(data), id })
    };
    Object<'p>: |pdf, node| Some(match node {
        ObjectNode::Null => Object::Null,
        ObjectNode::Boolean(_) => Object::Boolean,
        ObjectNode::Number(number) => Object::Number(number),
        ObjectNode::Name(name) => Object::Name(Name(pdf.heap.bytes(name))),
        ObjectNode::String(string) => Object::String(PdfString(pdf.heap.bytes(string))),
        ObjectNode::Array(_) => Object::Array(Array::of(pdf, node)?),
        ObjectNode::Dict(_) => Object::Dict(Dict::of(pdf, node)?),
        ObjectNode::Stream(_) => Object::Stream(Stream::of(pdf, node)?),
        ObjectNode::Ref(_) => return None,
    });
}
