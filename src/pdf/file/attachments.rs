//! The files that travel inside of a file: the data it was made from, as embedded files (ISO
//! 32000-1, 7.11.4) that the document names as its sources (ISO 19005-3, 6.8 and annex E).

use super::super::syntax::{Deflate, Id, ascii_string, hex, put, text_string};
use super::file_writer::FileWriter;
use super::ids::Ids;
use super::metadata::noon;
use chrono::NaiveDate;
use lopdf::{Dictionary, Object, dictionary};
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that travels inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name it is saved under: "kentucky.toml". Flat, since tools save into one folder, and
    /// plain, since they do so on any system.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// What it is to the page.
    pub relation: Relationship,
    /// What it is, for people.
    pub description: &'static str,
}

/// What an attachment is to the page (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The page was made from it.
    Source,
    /// The figures on the page.
    Data,
}

/// More texts than this are not kept compressed; a run has three that all its files share.
const KEPT: usize = 64;

/// A text ready to be embedded.
#[derive(Debug)]
struct CompressedText {
    checksum: [u8; 16],
    data: Vec<u8>,
}

/// The texts that files share, compressed once.
#[derive(Default)]
pub struct CompressedCache {
    kept: BTreeMap<Arc<str>, Arc<CompressedText>>,
}

impl CompressedCache {
    fn get(&mut self, text: &Arc<str>, deflate: &mut Deflate) -> Arc<CompressedText> {
        if let Some(compressed) = self.kept.get(text) {
            return compressed.clone();
        }
        let data = deflate.pack(text.as_bytes());
        let compressed = Arc::new(CompressedText { checksum: Md5::digest(text.as_bytes()).into(), data });
        // A text that someone else holds too is there for further files.
        if Arc::strong_count(text) > 1 && self.kept.len() < KEPT {
            self.kept.insert(text.clone(), compressed.clone());
        }
        compressed
    }
}

/// The objects of an attachment: its stream, what is said of the stream, its specification.
const OBJECTS: usize = 3;

/// The attachments of a file.
pub struct Attachments<'a> {
    files: &'a [Attachment],
    first: Id,
}

impl<'a> Attachments<'a> {
    /// Gives the attachments their numbers.
    pub fn new(files: &'a [Attachment], ids: &mut Ids) -> Self {
        Attachments { files, first: ids.many(OBJECTS * files.len()) }
    }

    /// The specification of one.
    pub fn specification(&self, file: usize) -> Id {
        self.first.plus(OBJECTS * file + 2)
    }

    /// Adds what the catalog says of them; those that are `of_sheet` are associated with the element of theirs.
    pub fn declare(&self, catalog: &mut Dictionary, of_sheet: impl Fn(usize) -> bool) {
        if self.files.is_empty() {
            return;
        }
        let specification = |n: usize| self.specification(n).reference();
        let shared = (0..self.files.len()).filter(|&n| !of_sheet(n));
        catalog.set("AF", shared.map(specification).collect::<Vec<_>>());
        // A name tree is sorted (7.9.6).
        let mut order: Vec<usize> = (0..self.files.len()).collect();
        order.sort_by_key(|&n| &self.files[n].name);
        let name = |n: usize| Object::string_literal(self.files[n].name.as_str());
        let names: Vec<Object> = order.into_iter().flat_map(|n| [name(n), specification(n)]).collect();
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }

    /// Writes them.
    pub fn write(
        &self,
        file: &mut FileWriter<'_>,
        day: NaiveDate,
        cache: &mut CompressedCache,
        deflate: &mut Deflate,
    ) {
        let date = noon(day);
        for (n, attachment) in self.files.iter().enumerate() {
            let stream = self.first.plus(OBJECTS * n);
            let text = cache.get(&attachment.text, deflate);
            let mut sum = Vec::with_capacity(32);
            text.checksum.iter().for_each(|&byte| hex(&mut sum, u16::from(byte), 2));
            let media = if attachment.name.ends_with(".csv") { "text#2Fcsv" } else { "text#2Fplain" };
            let keys =
                format!("/Type/EmbeddedFile/Subtype/{media}/Params {}/Filter/FlateDecode", stream.plus(1));
            file.stream(stream, &keys, &text.data);
            // In an object stream it takes a third of the room.
            file.value(stream.plus(1), |out| {
                let size = attachment.text.len();
                let sum = String::from_utf8_lossy(&sum);
                put(out, format_args!("<</Size {size}/ModDate({date})/CheckSum<{sum}>>>"));
            });
            file.value(stream.plus(2), |out| specification(out, attachment, stream));
        }
    }
}

/// The file specification of an attachment (7.11.3).
fn specification(out: &mut Vec<u8>, attachment: &Attachment, stream: Id) {
    let relation = match attachment.relation {
        Relationship::Source => "Source",
        Relationship::Data => "Data",
    };
    put(out, format_args!("<</Type/Filespec/AFRelationship/{relation}/F"));
    ascii_string(out, &attachment.name);
    out.extend_from_slice(b"/UF");
    ascii_string(out, &attachment.name);
    out.extend_from_slice(b"/Desc");
    text_string(out, attachment.description);
    put(out, format_args!("/EF<</F {stream}/UF {stream}>>>>"));
}
