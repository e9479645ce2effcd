//! A finished file taken apart: its dictionaries, its structure tree and its content, read once
//! for all checks.

use super::content::Content;
use super::tree::Tree;
use super::typeface::Typeface;
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Object, Stream, String as Text};
use hayro_syntax::{LoadPdfError, Pdf};
use std::collections::BTreeMap;

/// A file under examination.
pub(super) struct File<'p> {
    pub(super) bytes: &'p [u8],
    pub(super) pdf: &'p Pdf,
    pub(super) trailer: Dict<'p>,
    pub(super) catalog: Dict<'p>,
    pub(super) info: Dict<'p>,
    pub(super) page: Dict<'p>,
    /// The XMP packet; empty if there is none.
    pub(super) xmp: String,
    pub(super) tree: Tree<'p>,
    /// By resource name.
    pub(super) fonts: BTreeMap<String, Typeface<'p>>,
    pub(super) content: Content,
    /// The link and other annotations by object number.
    pub(super) annotations: Vec<(u32, Dict<'p>)>,
}

/// Reads a file with the other parser.
pub(super) fn load(bytes: &[u8]) -> Result<Pdf, String> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => "the file is encrypted".to_owned(),
        LoadPdfError::Invalid => "the file cannot be read".to_owned(),
    })
}

impl<'p> File<'p> {
    pub(super) fn of(pdf: &'p Pdf, bytes: &'p [u8]) -> Result<Self, String> {
        let trailer = trailer(bytes).ok_or("the file has no trailer dictionary")?;
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or("the file has no catalog")?;
        let page = pdf.pages().first().ok_or("the file has no page")?;
        let info = trailer.get_ref("Info").and_then(|id| pdf.xref().get(id.into()));
        let raw = page.raw().clone();
        let resources: Dict<'_> = raw.get("Resources").unwrap_or_else(Dict::empty);
        let fonts: Dict<'_> = resources.get("Font").unwrap_or_else(Dict::empty);
        let fonts: BTreeMap<String, Typeface<'_>> = fonts
            .keys()
            .filter_map(|name| Some((name.as_str().to_owned(), Typeface::of(fonts.get::<Dict<'_>>(&*name)?))))
            .collect();
        let stream = page.page_stream().unwrap_or_default();
        let content = Content::read(stream, &fonts, &resources);
        let xmp: Option<Stream<'_>> = catalog.get("Metadata");
        let xmp = xmp.and_then(|xmp| Some(String::from_utf8_lossy(&xmp.decoded().ok()?).into_owned()));
        let annotations: Option<Array<'_>> = raw.get("Annots");
        let annotations = annotations.map_or_else(Vec::new, |annotations| {
            let ids = annotations.raw_iter().filter_map(|a| a.as_obj_ref());
            ids.filter_map(|id| Some((id.obj_number, pdf.xref().get(id.into())?))).collect()
        });
        Ok(File {
            bytes,
            pdf,
            tree: Tree::of(&catalog, pdf),
            trailer,
            catalog,
            info: info.unwrap_or_else(Dict::empty),
            page: raw,
            xmp: xmp.unwrap_or_default(),
            fonts,
            content,
            annotations,
        })
    }

    /// A box of the page: left, bottom, right, top.
    pub(super) fn page_box(&self, key: &str) -> Option<[f64; 4]> {
        numbers(&self.page, key)?.try_into().ok()
    }

    /// The box of the trimmed sheet.
    pub(super) fn trim(&self) -> [f64; 4] {
        self.page_box("TrimBox").or_else(|| self.page_box("MediaBox")).unwrap_or_default()
    }

    /// The words of an element and all below it, in reading order.
    pub(super) fn words(&self, element: usize) -> String {
        let marks = self.tree.marks(element);
        self.content.words(&marks)
    }
}

/// The numbers of an array.
pub(super) fn numbers(dictionary: &Dict<'_>, key: &str) -> Option<Vec<f64>> {
    let array: Array<'_> = dictionary.get(key)?;
    Some(array.iter::<Object<'_>>().map(|n| n.into_number().map_or(f64::NAN, |n| n.as_f64())).collect())
}

/// A name; empty if there is none.
pub(super) fn name(dictionary: &Dict<'_>, key: &str) -> String {
    dictionary.get::<Name<'_>>(key).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

/// Text for people (ISO 32000-1, 7.9.2.2).
pub(super) fn text(dictionary: &Dict<'_>, key: &str) -> Option<String> {
    let text: Text<'_> = dictionary.get(key)?;
    Some(readable(text.as_bytes()))
}

/// Such text from its bytes.
pub(super) fn readable(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks(2).map(|pair| pair.iter().fold(0, |n, b| n << 8 | u16::from(*b))).collect();
            String::from_utf16_lossy(&units)
        }
        plain => plain.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// The trailer dictionary: behind the cross-reference table, or of the cross-reference stream
/// (ISO 32000-1, 7.5.5 and 7.5.8).
fn trailer(bytes: &[u8]) -> Option<Dict<'_>> {
    let last = |word: &[u8]| bytes.windows(word.len()).rposition(|window| window == word);
    let start = std::str::from_utf8(&bytes[last(b"startxref")? + 9..]).ok()?;
    let start: usize = start.split_whitespace().next()?.parse().ok()?;
    let at = if bytes.get(start..)?.starts_with(b"xref") { last(b"trailer")? } else { start };
    let rest = &bytes[at..];
    let open = rest.iter().position(|byte| *byte == b'<')?;
    Dict::from_bytes(&rest[open..])
}
