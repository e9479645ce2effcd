//! Checks of the attached files: what they are, how they belong to the page, whether any program
//! on any system can save them.

use super::check::{A3A, Check, Examines, Faults, HOUSE, Promise, UA1};
use super::file::File;
use super::object::{name, readable, text};
use super::streams::StreamCache;
use crate::objects::{Array, Dict, MaybeRef, ObjRef, Object, Pdf, PdfNumber, PdfString, Stream};
use std::collections::BTreeSet;
use std::rc::Rc;

pub(super) const CHECKS: &[Check] = &[
    Check { name: "attachments", clauses: &[(UA1, "7.11"), (A3A, "6.8")], run: Examines::File(described) },
    Check {
        name: "attachments-whole",
        clauses: &[(HOUSE, "attachments as they were put in")],
        run: Examines::File(whole),
    },
    Check {
        name: "attachment-names",
        clauses: &[(HOUSE, "attachments that any program can save")],
        run: Examines::File(names),
    },
];

/// Longest name, in bytes, that is safe on all systems with a folder before it.
const LONGEST: usize = 100;

/// An attached file.
pub(super) struct AttachedFile<'p> {
    /// What the catalog's list calls it.
    key: String,
    /// What it calls itself; empty if it does not.
    called: String,
    /// The number of its specification; `None` if that is not an object of its own.
    pub(super) id: Option<ObjRef>,
    /// Its specification (ISO 32000-1, 7.11.3).
    spec: Dict<'p>,
    stream: Option<Stream<'p>>,
}

impl<'p> AttachedFile<'p> {
    /// The attached files of a document, in the order of the catalog's list.
    pub(super) fn all(catalog: &Dict<'p>, pdf: &'p Pdf) -> Vec<Self> {
        let names: Option<Dict<'p>> = catalog.get("Names");
        let files: Option<Dict<'_>> = names.and_then(|names| names.get("EmbeddedFiles"));
        let list: Option<Array<'_>> = files.and_then(|files| files.get("Names"));
        let mut items = list.iter().flat_map(|list| list.raw_iter());
        let mut found = Vec::new();
        while let (Some(key), Some(item)) = (items.next(), items.next()) {
            let key = match key {
                MaybeRef::NotRef(Object::String(key)) => readable(key.as_bytes()),
                MaybeRef::NotRef(_) | MaybeRef::Ref(_) => String::new(),
            };
            let id = item.as_obj_ref();
            let spec = id.and_then(|id| pdf.get::<Dict<'_>>(id)).unwrap_or_else(Dict::empty);
            let stream = spec.get::<Dict<'_>>("EF").and_then(|files| files.get("F"));
            let called = text(&spec, "UF").unwrap_or_default();
            found.push(AttachedFile { key, called, id, spec, stream });
        }
        found
    }

    /// Its name.
    pub(super) fn called(&self) -> &str {
        &self.called
    }

    /// Its bytes, if they can be read.
    pub(super) fn contents(&self, streams: &StreamCache) -> Option<Rc<[u8]>> {
        streams.decoded(self.stream.as_ref()?)
    }

    /// A date of its own: "ModDate".
    pub(super) fn date(&self, key: &str) -> Option<String> {
        let params: Option<Dict<'_>> = self.stream.as_ref().and_then(|stream| stream.dict().get("Params"));
        params.and_then(|params| text(&params, key))
    }
}

/// Every attached file says what it is and how it belongs to the page, and the catalog lists it; in a file of many
/// sheets, the catalog or the element of its sheet.
fn described(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let tops = file.pages.iter().filter_map(|page| page.tree.elements.first());
    let tops = tops.filter(|_| promise.pack.is_some()).map(|top| &top.dict);
    let lists = std::iter::once(&file.catalog).chain(tops).filter_map(|dict| dict.get::<Array<'_>>("AF"));
    let lists: Vec<Array<'_>> = lists.collect();
    let associated: BTreeSet<_> = lists
        .iter()
        .flat_map(|list| list.raw_iter())
        .filter_map(|file| file.as_obj_ref())
        .map(|id| id.obj_number)
        .collect();
    for attachment in &file.attached {
        let Some(id) = attachment.id else {
            faults.add("an attachment is not an object of its own");
            continue;
        };
        let (spec, called) = (&attachment.spec, attachment.called());
        faults.unless(
            associated.contains(&id.obj_number),
            format_args!("the catalog does not list the attachment `{called}`"),
        );
        faults.unless(
            !called.is_empty() && text(spec, "F").is_some() && text(spec, "Desc").is_some(),
            format_args!("the attachment `{called}` lacks its name or description"),
        );
        let relation = name(spec, "AFRelationship");
        faults.unless(
            matches!(relation, "Source" | "Data" | "Alternative" | "Supplement" | "Unspecified"),
            format_args!("the attachment `{called}` does not say how it belongs to the page"),
        );
        let kind =
            attachment.stream.as_ref().map(|stream| name(stream.dict(), "Subtype")).unwrap_or_default();
        faults.unless(kind.contains('/'), format_args!("the attachment `{called}` has no media type"));
    }
}

/// What the file says of the size and the sum of each attached file is so (ISO 32000-1, Table 46): it came
/// through whole.
fn whole(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    for attachment in &file.attached {
        let Some(stream) = &attachment.stream else { continue };
        let params: Dict<'_> = stream.dict().get("Params").unwrap_or_else(Dict::empty);
        let size = params.get::<PdfNumber>("Size").map(|size| size.as_i64());
        let sum = params.get::<PdfString<'_>>("CheckSum");
        let sound = file.streams.summed(stream).is_some_and(|(length, found)| {
            size == i64::try_from(length).ok() && sum.is_some_and(|sum| sum.as_bytes() == found)
        });
        let called = attachment.called();
        faults.unless(sound, format_args!("the attachment `{called}` is not of the size and sum stated"));
    }
}

/// Every attached file has one name in all three places, which is a file's name on any system; and
/// the list is in order, for programs that look names up (ISO 32000-1, 7.9.6).
fn names(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let all = &file.attached;
    for attachment in all {
        let called = attachment.called();
        let same = called == attachment.key && text(&attachment.spec, "F").as_deref() == Some(called);
        faults.unless(same, format_args!("the attachment `{called}` has another name elsewhere in the file"));
        faults.unless(
            saveable(called),
            format_args!("the attachment `{called}` cannot be saved under its name on every system"),
        );
    }
    let lower: BTreeSet<String> = all.iter().map(|attachment| attachment.key.to_ascii_lowercase()).collect();
    faults.unless(lower.len() == all.len(), "two attachments would be saved as one file");
    faults.unless(all.is_sorted_by(|a, b| a.key <= b.key), "the attachments are not listed in order");
}

/// Letters, digits, periods and hyphens, no path, and none of the names Windows keeps for devices.
fn saveable(called: &str) -> bool {
    let stem = called.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |kind: &str| matches!(stem.strip_prefix(kind).map(str::as_bytes), Some([b'0'..=b'9']));
    let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let begins = called.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins && !device && called.len() <= LONGEST && called.bytes().all(plain) && !called.ends_with('.')
}
