//! A finished file, opened again for people: what it says of itself, where each letter stands, what a
//! screen reader says.
//!
//! In: the bytes of any PDF file, also of a damaged or hostile one. Out: plain values, or
//! [`Unreadable`](crate::pdf::Unreadable). It is read with `hayro-syntax`, but for what the file says of itself
//! and what travels in it, and with a content reader of its own: what the proof's misreads, this need not. Nothing here judges.

mod attached;
mod content;
mod drawn;
mod font;
mod forms;
mod heard;
mod letters;
mod origin;
mod values;

pub use attached::EmbeddedFile;
pub use forms::{PaintedForm, PaintedSheet, painted_sheets};
pub use heard::{HeardCell, HeardDocument, HeardKind, HeardLine, HeardLink, HeardPart, hear, hear_each};
pub use letters::{Drawing, Letter, LettersOfPage, letters};
pub use origin::{FileOrigin, origin};

use crate::objects::{NoObjects, Pdf as Objects};
use crate::pdf::{Unreadable, weigh};
use hayro_syntax::{LoadPdfError, Pdf};

/// A finished file whose objects have been read.
pub struct FinishedFile<'f> {
    bytes: &'f [u8],
    pdf: Objects,
}

impl<'f> FinishedFile<'f> {
    /// Opens a file that inflates to no more than a handout may.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn open(bytes: &'f [u8]) -> Result<Self, Unreadable> {
        weigh(bytes)?;
        match Objects::read(bytes) {
            Ok(pdf) => Ok(Self { bytes, pdf }),
            Err(NoObjects::Encrypted) => Err(Unreadable::Locked),
            Err(NoObjects::Damaged) => Err(Unreadable::Damaged),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &'f [u8] {
        self.bytes
    }

    /// Its objects.
    pub fn objects(&self) -> &Objects {
        &self.pdf
    }
}

/// Opens a file that inflates to no more than a handout may.
fn open(bytes: &[u8]) -> Result<Pdf, Unreadable> {
    weigh(bytes)?;
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Locked,
        LoadPdfError::Invalid => Unreadable::Damaged,
    })
}
