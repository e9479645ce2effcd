//! Takes the files out of a finished file again that travel in it. Their number, and what they inflate to, are
//! limited.

use super::FinishedFile;
use super::values::readable;
use crate::objects::{Array, Dict, Name, PdfNumber, PdfString, Stream};
use crate::pdf::{Unreadable, is_handout};
use md5::{Digest, Md5};

/// Most files taken out of one.
const MOST_PARTS: usize = 64;

/// A file out of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its path as the file gives it: not to be trusted.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl FinishedFile<'_> {
    /// The files associated with the document (`/AF` of the catalog) and, if it has one of its own, its
    /// output profile.
    ///
    /// # Errors
    /// If there are none, or any is damaged.
    pub fn attached(&self) -> Result<Vec<EmbeddedFile>, Unreadable> {
        let catalog = self.pdf.catalog().ok_or(Unreadable::Damaged)?;
        if catalog.contains_key("PageLabels") && is_handout(self.bytes) {
            return Err(Unreadable::Pack);
        }
        let files = catalog.get::<Array<'_>>("AF").map(|files| files.raw_iter().collect::<Vec<_>>());
        let files = files.unwrap_or_default();
        if files.is_empty() || files.len() > MOST_PARTS {
            return Err(match (files.is_empty(), is_handout(self.bytes)) {
                (true, true) => Unreadable::MadeEmpty,
                (true, false) => Unreadable::Empty,
                (false, _) => Unreadable::TooLarge,
            });
        }
        let taken = files.into_iter().map(|file| embedded(&file.resolved(&self.pdf)?.into_dict()?));
        let mut taken = taken.collect::<Option<Vec<_>>>().ok_or(Unreadable::Damaged)?;
        if let Some(name) = taken.iter().find_map(own_profile) {
            let intents = catalog.get::<Array<'_>>("OutputIntents");
            let mut intents = intents.iter().flat_map(|intents| intents.iter::<Dict<'_>>()).take(MOST_PARTS);
            let press = |intent: &Dict<'_>| {
                intent.get::<Name<'_>>("S").is_some_and(|name| name.as_str() == "GTS_PDFX")
            };
            let profile =
                intents.find(press).and_then(|intent| intent.get::<Stream<'_>>("DestOutputProfile"));
            let bytes =
                profile.and_then(|profile| profile.decoded()).ok_or(Unreadable::Damaged)?.into_owned();
            taken.push(EmbeddedFile { name, bytes });
        }
        Ok(taken)
    }
}

/// The file of a file specification; `None` if it is damaged.
fn embedded(specification: &Dict<'_>) -> Option<EmbeddedFile> {
    let name: PdfString<'_> = specification.get("UF").or_else(|| specification.get("F"))?;
    let stream: Stream<'_> = specification.get::<Dict<'_>>("EF")?.get("F")?;
    let bytes = stream.decoded()?.into_owned();
    // Both have been in every handout: a file without them has been damaged.
    let params: Dict<'_> = stream.dict().get("Params")?;
    let sum: PdfString<'_> = params.get("CheckSum")?;
    let size = params.get::<PdfNumber>("Size")?.as_i64();
    let sound = sum.as_bytes() == Md5::digest(&bytes).as_slice() && usize::try_from(size) == Ok(bytes.len());
    sound.then(|| EmbeddedFile { name: readable(name.as_bytes()), bytes })
}

/// The file of the print shop's profile, if this is the set file and names one of its own.
fn own_profile(part: &EmbeddedFile) -> Option<String> {
    let text = std::str::from_utf8(&part.bytes).ok().filter(|_| part.name == "handout.toml")?;
    let mut names =
        text.lines().filter_map(|line| line.strip_prefix("output_profile = \"")?.strip_suffix('"'));
    names.next().map(str::to_owned)
}
