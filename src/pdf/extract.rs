//! Takes the embedded files out of a file again. The file may come from anywhere: its size, the number and
//! size of what is inside, and what that inflates to are all limited.

use lopdf::{Dictionary, Document, LoadOptions, Object};
use md5::{Digest, Md5};

/// Largest file that is opened.
pub(super) const LARGEST_FILE: usize = 16 * 1024 * 1024;
/// Most bytes that anything inside a file may inflate to.
pub(super) const LARGEST_PART: usize = 4 * 1024 * 1024;
/// Most files extracted from one.
const MOST_PARTS: usize = 64;

/// A file out of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its path as the file gives it: not to be trusted.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Why a finished file cannot be read, or nothing can be taken out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is larger than any handout.
    TooLarge,
    /// It is not a PDF, or a damaged one.
    Damaged,
    /// It is encrypted.
    Locked,
    /// It has no data inside.
    Empty,
    /// It is a handout of this program that was made without its data inside.
    MadeEmpty,
    /// It is a file of many sheets.
    Pack,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Unreadable::TooLarge => "it is larger, or has more inside, than any handout",
            Unreadable::Damaged => "it is not a PDF file, or it is damaged",
            Unreadable::Locked => "it is encrypted: take the original file, or save it without a password",
            Unreadable::Empty => {
                "it has no data inside; was it made by this program, and not printed to a new PDF?"
            }
            Unreadable::MadeEmpty => {
                "it was made without its data inside, as for a print shop or with `--no-attachments`: take the file \
                 that was made for the office, or the set"
            }
            Unreadable::Pack => {
                "it has many sheets inside: take the file of one of them, which `handout build` makes"
            }
        })
    }
}

impl std::error::Error for Unreadable {}

/// The files associated with a document (`/AF` of the catalog) and, if it has one of its own, its
/// output profile.
pub fn extract(file: &[u8]) -> Result<Vec<EmbeddedFile>, Unreadable> {
    if file.len() > LARGEST_FILE {
        return Err(Unreadable::TooLarge);
    }
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_PART), ..Default::default() };
    let document = Document::load_mem_with_options(file, options).map_err(|_| match is_encrypted(file) {
        true => Unreadable::Locked,
        false => Unreadable::Damaged,
    })?;
    if document.is_encrypted() || document.encryption_state.is_some() {
        return Err(Unreadable::Locked);
    }
    let catalog = document.catalog().map_err(|_| Unreadable::Damaged)?;
    if catalog.has(b"PageLabels") && is_handout(file) {
        return Err(Unreadable::Pack);
    }
    let files = list(&document, catalog, b"AF").unwrap_or_default();
    if files.is_empty() || files.len() > MOST_PARTS {
        return Err(match (files.is_empty(), is_handout(file)) {
            (true, true) => Unreadable::MadeEmpty,
            (true, false) => Unreadable::Empty,
            (false, _) => Unreadable::TooLarge,
        });
    }
    let mut taken = Vec::with_capacity(files.len());
    for file in files {
        taken.push(embedded(&document, dictionary(&document, file)?)?);
    }
    if let Some(name) = taken.iter().find_map(own_profile) {
        let intents = list(&document, catalog, b"OutputIntents").into_iter().flatten().take(MOST_PARTS);
        let profiles = intents.filter_map(|intent| output_profile(&document, intent).transpose());
        let bytes = profiles.into_iter().next().unwrap_or(Err(Unreadable::Damaged))?;
        taken.push(EmbeddedFile { name, bytes });
    }
    Ok(taken)
}

fn list<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    dictionary.get_deref(key, document).and_then(Object::as_array).ok().map(Vec::as_slice)
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Result<&'a Dictionary, Unreadable> {
    let object = document.dereference(object).map_err(|_| Unreadable::Damaged)?.1;
    object.as_dict().map_err(|_| Unreadable::Damaged)
}

/// Whether the trailer of a file names what it is encrypted with.
fn is_encrypted(file: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    file.starts_with(b"%PDF-") && file.windows(KEY.len()).any(|window| window == KEY)
}

/// The file of a file specification.
fn embedded(document: &Document, specification: &Dictionary) -> Result<EmbeddedFile, Unreadable> {
    let damaged = |_| Unreadable::Damaged;
    let name = specification.get_deref(b"UF", document).or_else(|_| specification.get_deref(b"F", document));
    let name = name.and_then(lopdf::decode_text_string).map_err(damaged)?;
    let files = specification.get_deref(b"EF", document).and_then(Object::as_dict).map_err(damaged)?;
    let stream = files.get_deref(b"F", document).and_then(Object::as_stream).map_err(damaged)?;
    let bytes = contents(stream)?;
    // Both have been in every handout: a file without them has been damaged.
    let params = stream.dict.get_deref(b"Params", document).and_then(Object::as_dict).map_err(damaged)?;
    let sum = params.get_deref(b"CheckSum", document).and_then(Object::as_str).map_err(damaged)?;
    let size = params.get_deref(b"Size", document).and_then(Object::as_i64).map_err(damaged)?;
    if sum != Md5::digest(&bytes).as_slice() || usize::try_from(size) != Ok(bytes.len()) {
        return Err(Unreadable::Damaged);
    }
    Ok(EmbeddedFile { name, bytes })
}

/// The file of the print shop's profile, if this is the set file and names one of its own.
fn own_profile(part: &EmbeddedFile) -> Option<String> {
    let text = std::str::from_utf8(&part.bytes).ok().filter(|_| part.name == "handout.toml")?;
    let mut names =
        text.lines().filter_map(|line| line.strip_prefix("output_profile = \"")?.strip_suffix('"'));
    names.next().map(str::to_owned)
}

/// The ICC profile of an output intent for a print shop.
fn output_profile(document: &Document, intent: &Object) -> Result<Option<Vec<u8>>, Unreadable> {
    let intent = dictionary(document, intent)?;
    let press =
        intent.get_deref(b"S", document).and_then(Object::as_name).is_ok_and(|name| name == b"GTS_PDFX");
    if !press {
        return Ok(None);
    }
    let stream = intent.get_deref(b"DestOutputProfile", document).and_then(Object::as_stream);
    contents(stream.map_err(|_| Unreadable::Damaged)?).map(Some)
}

fn contents(stream: &lopdf::Stream) -> Result<Vec<u8>, Unreadable> {
    if !stream.dict.has(b"Filter") {
        return Ok(stream.content.clone());
    }
    stream.decompressed_content_with_limit(LARGEST_PART).map_err(|_| Unreadable::Damaged)
}

/// Whether a file says of itself, in its XMP packet, that it is of this program, of any version.
pub fn is_handout(file: &[u8]) -> bool {
    file.starts_with(b"%PDF-") && has(file, b"<xmp:CreatorTool>handout ")
}

/// Whether it is the sheet of a place, and not a pack, imposed sheets or a list: of all files of this program,
/// sheets alone say what they are about.
pub fn is_sheet(file: &[u8]) -> bool {
    is_handout(file) && has(file, b"<dc:description>")
}

fn has(file: &[u8], words: &[u8]) -> bool {
    file.windows(words.len()).any(|window| window == words)
}
