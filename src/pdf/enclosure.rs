//! What travels in a file beside its page: the data it was made from, as embedded files (ISO
//! 32000-1, 7.11.4) that the document names as its sources (ISO 19005-3, 6.8 and annex E), and
//! for each printed figure where it comes from.

use super::body::Body;
use super::deflate::Deflate;
use super::metadata::noon;
use super::operand::{Id, ascii_string, hex, text_string};
use super::tags::put;
use crate::document::Meta;
use crate::layout::{Page, Role};
use lopdf::{Dictionary, Object, dictionary};
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a file holds besides its page.
#[derive(Debug, Clone, Default)]
pub struct Enclosure {
    /// The handout's short name, for the printer's slug: "kentucky".
    pub name: String,
    /// The figures of the data, by the number in [`Role::Datum`].
    pub figures: Vec<Provenance>,
    /// The files that travel inside.
    pub files: Vec<Attachment>,
}

/// Where a printed figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Its key in the dictionary.
    pub key: String,
    /// Its value as the data spells it.
    pub value: String,
    /// What kind of number it is: "count", "rounded", "share".
    pub kind: &'static str,
    /// The year it is for.
    pub year: i32,
    /// Where it was published.
    pub source: Option<String>,
}

/// A file that travels inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name it is saved under: "kentucky.toml". Flat, since tools save into one folder, and
    /// plain, since they do so on any system.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// What it is to the page.
    pub relation: Relation,
    /// What it is, for people.
    pub description: &'static str,
}

/// What an attachment is to the page (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The page was made from it.
    Source,
    /// The figures on the page.
    Data,
}

/// More texts than this are not kept compressed; a run has three that all its pages share.
const KEPT: usize = 64;

/// A text ready to be embedded.
#[derive(Debug)]
struct Packed {
    checksum: [u8; 16],
    data: Vec<u8>,
}

/// The texts that files share, compressed once.
#[derive(Default)]
pub(super) struct Packer {
    kept: BTreeMap<Arc<str>, Arc<Packed>>,
}

impl Packer {
    /// One compressor for all: level 9, since most of these bytes are packed once a run.
    fn pack(&mut self, text: &Arc<str>, deflate: &mut Deflate) -> Arc<Packed> {
        if let Some(packed) = self.kept.get(text) {
            return packed.clone();
        }
        let data = deflate.pack(text.as_bytes());
        let packed = Arc::new(Packed { checksum: Md5::digest(text.as_bytes()).into(), data });
        // A text that someone else holds too is there for further pages.
        if Arc::strong_count(text) > 1 && self.kept.len() < KEPT {
            self.kept.insert(text.clone(), packed.clone());
        }
        packed
    }
}

/// The objects of an enclosure, at the numbers from `first` on: two for each attachment, then one
/// for each source of figures, then one for each figure the page prints.
pub(super) struct Enclosed<'a> {
    enclosure: &'a Enclosure,
    first: Id,
    sources: Vec<&'a str>,
    /// By figure: its place among those printed.
    printed: BTreeMap<usize, usize>,
}

impl<'a> Enclosed<'a> {
    /// Finds out what the page prints.
    pub(super) fn new(enclosure: &'a Enclosure, page: &Page, first: Id) -> Self {
        let mut printed = BTreeMap::new();
        let mut sources = Vec::new();
        for node in &page.nodes {
            if let Role::Datum(figure) = node.role
                && let Some(provenance) = enclosure.figures.get(figure.index())
            {
                let next = printed.len();
                printed.entry(figure.index()).or_insert(next);
                if let Some(source) = provenance.source.as_deref()
                    && !sources.contains(&source)
                {
                    sources.push(source);
                }
            }
        }
        Enclosed { enclosure, first, sources, printed }
    }

    /// How many objects these are.
    pub(super) fn len(&self) -> usize {
        2 * self.enclosure.files.len() + self.sources.len() + self.printed.len()
    }

    /// The attributes of a printed figure.
    pub(super) fn attributes(&self, figure: usize) -> Option<Id> {
        let before = 2 * self.enclosure.files.len() + self.sources.len();
        self.printed.get(&figure).map(|place| self.first.plus(before + place))
    }

    /// Adds what the catalog says of all this.
    pub(super) fn declare(&self, catalog: &mut Dictionary) {
        if !self.printed.is_empty() {
            catalog.set("MarkInfo", dictionary! { "Marked" => true, "UserProperties" => true });
        }
        let files = &self.enclosure.files;
        if files.is_empty() {
            return;
        }
        let specification = |n: usize| self.first.plus(2 * n + 1).reference();
        catalog.set("AF", (0..files.len()).map(specification).collect::<Vec<_>>());
        // A name tree is sorted (7.9.6).
        let mut order: Vec<usize> = (0..files.len()).collect();
        order.sort_by_key(|&n| &files[n].name);
        let name = |n: usize| Object::string_literal(files[n].name.as_str());
        let names: Vec<Object> = order.into_iter().flat_map(|n| [name(n), specification(n)]).collect();
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }

    /// Writes the objects.
    pub(super) fn write(&self, body: &mut Body, meta: &Meta, packer: &mut Packer, deflate: &mut Deflate) {
        let date = noon(meta.date);
        for (n, file) in self.enclosure.files.iter().enumerate() {
            let stream = self.first.plus(2 * n);
            let packed = packer.pack(&file.text, deflate);
            let mut sum = Vec::with_capacity(32);
            packed.checksum.iter().for_each(|&byte| hex(&mut sum, u16::from(byte), 2));
            let keys = format!(
                "/Type/EmbeddedFile/Subtype/text#2Fplain/Params<</Size {}/ModDate({date})/CheckSum<{}>>>\
                 /Filter/FlateDecode",
                file.text.len(),
                String::from_utf8_lossy(&sum),
            );
            body.stream(stream, &keys, &packed.data);
            let relation = match file.relation {
                Relation::Source => "Source",
                Relation::Data => "Data",
            };
            let out = body.begin(stream.plus(1));
            put(out, format_args!("<</Type/Filespec/AFRelationship/{relation}/F"));
            ascii_string(out, &file.name);
            out.extend_from_slice(b"/UF");
            ascii_string(out, &file.name);
            out.extend_from_slice(b"/Desc");
            text_string(out, file.description);
            put(out, format_args!("/EF<</F {stream}/UF {stream}>>>>"));
            body.end();
        }
        let first_source = self.first.plus(2 * self.enclosure.files.len());
        for (n, source) in self.sources.iter().enumerate() {
            property(body.begin(first_source.plus(n)), "source", source);
            body.end();
        }
        for &figure in self.printed.keys() {
            self.figure(body, figure, first_source);
        }
    }

    /// The user properties of a figure (14.7.5.4).
    fn figure(&self, body: &mut Body, figure: usize, first_source: Id) {
        let Some(id) = self.attributes(figure) else { return };
        let Provenance { key, value, kind, year, source } = &self.enclosure.figures[figure];
        let out = body.begin(id);
        out.extend_from_slice(b"<</O/UserProperties/P[");
        property(out, "key", key);
        property(out, "value", value);
        property(out, "kind", kind);
        put(out, format_args!("<</N(year)/V {year}>>"));
        let place = source.as_deref().and_then(|source| self.sources.iter().position(|s| *s == source));
        if let Some(place) = place {
            put(out, format_args!("{}", first_source.plus(place)));
        }
        out.extend_from_slice(b"]>>");
        body.end();
    }
}

fn property(out: &mut Vec<u8>, name: &str, value: &str) {
    put(out, format_args!("<</N({name})/V"));
    text_string(out, value);
    out.extend_from_slice(b">>");
}
