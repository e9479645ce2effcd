//! What a finished file says of itself: who made it, who wrote it last, what it is called.

use super::FinishedFile;
use super::values::readable;
use crate::objects::{Array, Dict, Name, PdfString, Stream};
use crate::pdf::Unreadable;
use crate::standard::Standard;

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOrigin {
    /// The program it was made with: "handout 0.1.0".
    pub creator: String,
    /// The program that wrote it last.
    pub producer: String,
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    pub pages: usize,
    /// `/S` of its output intents (ISO 32000-1, 14.11.5) that bring an ICC profile.
    pub intents: Vec<String>,
    xmp: String,
}

/// Reads it.
///
/// # Errors
/// If the file cannot be read.
pub fn origin(bytes: &[u8]) -> Result<FileOrigin, Unreadable> {
    Ok(FinishedFile::open(bytes)?.origin())
}

impl FinishedFile<'_> {
    /// What it says of itself.
    pub fn origin(&self) -> FileOrigin {
        let pdf = &self.pdf;
        let catalog = pdf.catalog().unwrap_or_else(Dict::empty);
        let xmp = catalog.get::<Stream<'_>>("Metadata").and_then(|packet| packet.decoded());
        let xmp = xmp.map(|xmp| String::from_utf8_lossy(&xmp).into_owned()).unwrap_or_default();
        let info = pdf.information();
        // A file of PDF 2.0 has no information dictionary.
        let said = |info: &Option<Vec<u8>>, key: &str| match info {
            Some(bytes) => readable(bytes),
            None => property(&xmp, key).unwrap_or_default(),
        };
        let language: Option<PdfString<'_>> = catalog.get("Lang");
        FileOrigin {
            creator: said(&info.creator, "xmp:CreatorTool"),
            producer: said(&info.producer, "pdf:Producer"),
            title: said(&info.title, "dc:title"),
            language: language.map(|tag| readable(tag.as_bytes())).unwrap_or_default(),
            pages: pdf.pages().len(),
            intents: intents(&catalog),
            xmp,
        }
    }
}

impl FileOrigin {
    /// The version of this program that made it; `None` if another program did.
    pub fn version(&self) -> Option<&str> {
        self.creator.strip_prefix("handout ")
    }

    /// Whether it says that it meets a standard.
    pub fn declares(&self, standard: Standard) -> bool {
        standard.requirements().declared_by.iter().all(|declared| {
            match property(&self.xmp, declared.property) {
                Some(said) => declared.value.is_none_or(|value| value == said),
                // A file that no other travels in does not say so.
                None => declared.with_files,
            }
        })
    }
}

fn intents(catalog: &Dict<'_>) -> Vec<String> {
    let intents = catalog.get::<Array<'_>>("OutputIntents");
    let intents = intents.iter().flat_map(|intents| intents.iter::<Dict<'_>>());
    let whole = intents.filter(|intent| intent.get::<Stream<'_>>("DestOutputProfile").is_some());
    let kinds = whole.map(|intent| intent.get::<Name<'_>>("S"));
    kinds.map(|kind| kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default()).collect()
}

/// The text of an XMP property, or of its first item.
fn property(xmp: &str, name: &str) -> Option<String> {
    let (_, rest) = xmp.split_once(&format!("<{name}>"))?;
    let (mut value, _) = rest.split_once(&format!("</{name}>"))?;
    if let Some((_, item)) = value.split_once("<rdf:li") {
        value = item.split_once('>')?.1.split_once("</rdf:li>")?.0;
    }
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}
