//! Pages of finished files as form objects (ISO 32000-1, 8.10), to be painted on other pages.
//!
//! In: the bytes of files that this program made. Out: what a page paints, without its tags and without what a
//! print shop had around it; and the objects it needs, each once however many files have it.

use super::Unreadable;
use super::file::{FileWriter, Ids};
use super::syntax::{Id, object};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Objects in objects; no page of ours goes deeper than a font's.
const DEEPEST: usize = 16;

/// A page of a finished file.
#[derive(Debug, Clone)]
pub struct PageForm {
    file: Arc<Document>,
    resources: Dictionary,
    content: Vec<u8>,
    /// How far ink runs: left, bottom, right, top.
    pub bleed: [f64; 4],
    /// The page.
    pub trim: [f64; 4],
}

impl PageForm {
    /// The pages of a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(bytes: &[u8]) -> Result<Vec<Self>, Unreadable> {
        let file = Arc::new(Document::load_mem(bytes).map_err(|_| Unreadable::Damaged)?);
        let pages = file.get_pages();
        pages.into_values().map(|page| Self::page(&file, page).ok_or(Unreadable::Damaged)).collect()
    }

    fn page(file: &Arc<Document>, id: ObjectId) -> Option<Self> {
        let page = file.get_dictionary(id).ok()?;
        let corners = |key: &[u8]| {
            let corners = page.get(key).and_then(Object::as_array).ok()?;
            let corners: Vec<f64> =
                corners.iter().filter_map(|corner| corner.as_float().ok()).map(f64::from).collect();
            <[f64; 4]>::try_from(corners).ok()
        };
        let media = corners(b"MediaBox")?;
        let resources = page.get_deref(b"Resources", file).and_then(Object::as_dict).ok()?.clone();
        let content = painted(&file.get_page_content(id))?;
        let (bleed, trim) = (corners(b"BleedBox").unwrap_or(media), corners(b"TrimBox").unwrap_or(media));
        Some(PageForm { file: file.clone(), resources, content, bleed, trim })
    }
}

/// What of a page's content belongs to the page itself. Tags lead nowhere from here (14.7.4.2), but words keep
/// what they read as (14.9.4).
fn painted(content: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    // Of each open bracket: whether it stays, and whether what is in it does.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for operation in Content::decode(content).ok()?.operations {
        let inside = open.last().is_none_or(|(_, inside)| *inside);
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let stays = inside && has(&operation, b"ActualText");
                let around = is(&operation, b"Artifact") && kind(&operation) == Some(b"Page");
                open.push((stays, inside && !around));
                if stays {
                    kept.push(operation);
                }
            }
            "EMC" => kept.extend(open.pop()?.0.then_some(operation)),
            _ if inside => kept.push(operation),
            _ => {}
        }
    }
    Content { operations: kept }.encode().ok()
}

fn is(bracket: &Operation, tag: &[u8]) -> bool {
    bracket.operands.first().and_then(|name| name.as_name().ok()) == Some(tag)
}

fn has(bracket: &Operation, key: &[u8]) -> bool {
    bracket.operands.get(1).and_then(|own| own.as_dict().ok()).is_some_and(|own| own.has(key))
}

fn kind(bracket: &Operation) -> Option<&[u8]> {
    bracket.operands.get(1)?.as_dict().ok()?.get(b"Type").and_then(Object::as_name).ok()
}

/// Objects of other files on their way into one, each once: equal objects are the same object.
#[derive(Default)]
pub(super) struct Imported {
    /// By their bytes.
    known: BTreeMap<Vec<u8>, Id>,
    objects: Vec<(Id, Object)>,
}

impl Imported {
    /// A page as a form object.
    pub(super) fn form(&mut self, form: &PageForm, ids: &mut Ids) -> Option<Id> {
        let mut seen = BTreeMap::new();
        let resources = self.value(&form.resources.clone().into(), &form.file, ids, &mut seen, 0)?;
        let corners = form.bleed.map(|corner| Object::Real(corner as f32)).to_vec();
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => corners, "Resources" => resources,
        };
        // Compressed when it is written.
        Some(self.object(Object::Stream(lopdf::Stream::new(dict, form.content.clone())), ids))
    }

    /// A value with whatever it leads to, `None` if that does not end.
    fn value(
        &mut self,
        value: &Object,
        file: &Document,
        ids: &mut Ids,
        seen: &mut BTreeMap<ObjectId, Id>,
        depth: usize,
    ) -> Option<Object> {
        if depth > DEEPEST {
            return None;
        }
        if let Object::Reference(id) = value {
            if let Some(known) = seen.get(id) {
                return Some(known.reference());
            }
            let copy = self.value(file.get_object(*id).ok()?, file, ids, seen, depth + 1)?;
            let own = self.object(copy, ids);
            seen.insert(*id, own);
            return Some(own.reference());
        }
        let mut inner = |value: &Object| self.value(value, file, ids, seen, depth + 1);
        Some(match value {
            Object::Array(values) => Object::Array(values.iter().map(inner).collect::<Option<_>>()?),
            Object::Dictionary(entries) => {
                let entries = entries.iter().map(|(key, value)| Some((key.clone(), inner(value)?)));
                entries.collect::<Option<Dictionary>>()?.into()
            }
            Object::Stream(stream) => {
                let entries = stream.dict.iter().map(|(key, value)| Some((key.clone(), inner(value)?)));
                let mut copy = stream.clone();
                copy.dict = entries.collect::<Option<_>>()?;
                Object::Stream(copy)
            }
            plain => plain.clone(),
        })
    }

    fn object(&mut self, value: Object, ids: &mut Ids) -> Id {
        let mut key = Vec::new();
        match &value {
            Object::Stream(stream) => {
                object(&mut key, &stream.dict.clone().into());
                key.extend_from_slice(&stream.content);
            }
            other => object(&mut key, other),
        }
        *self.known.entry(key).or_insert_with(|| {
            let id = ids.one();
            self.objects.push((id, value));
            id
        })
    }

    /// Writes all of them.
    pub(super) fn write(self, file: &mut FileWriter<'_>) {
        for (id, value) in self.objects {
            match value {
                Object::Stream(mut stream) => {
                    stream.dict.remove(b"Length");
                    let packed = stream.dict.has(b"Filter");
                    let mut keys = Vec::new();
                    object(&mut keys, &stream.dict.into());
                    // Names and numbers: no text of ours is in the dictionary of a stream.
                    let keys = String::from_utf8_lossy(&keys);
                    let keys =
                        keys.strip_prefix("<<").and_then(|keys| keys.strip_suffix(">>")).unwrap_or_default();
                    match packed {
                        true => file.stream(id, keys, &stream.content),
                        false => file.compressed_with(id, keys, &stream.content),
                    }
                }
                other => file.object(id, &other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_so_does_what_was_around_the_page() {
        let content = b"q\n/Artifact<</Type/Layout>>BDC\n1 2 3 4 re\nf\nEMC\nQ\n/Artifact<</Type/Page>>BDC\nBT\n(slug)Tj\nET\nEMC\n\
            /P<</MCID 0>>BDC\nBT\n(words)Tj\n/Span<</ActualText<FEFF0061>>>BDC\n(a-)Tj\nEMC\nET\nEMC\n";
        let kept = String::from_utf8(painted(content).unwrap()).unwrap();
        assert!(["re", "(words)", "ActualText", "(a-)"].iter().all(|word| kept.contains(word)), "{kept}");
        assert!(["slug", "MCID", "Layout"].iter().all(|word| !kept.contains(word)), "{kept}");
        assert_eq!((kept.matches("BDC").count(), kept.matches("EMC").count()), (1, 1));
        assert_eq!(painted(b"EMC\n"), None);
    }
}
