//! The parts of a zipped workbook, unpacked one by one within limits.
//!
//! In: the bytes of the file. Out: the text of a part; or why it cannot be had, in words.

use super::Unread;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest part, unpacked. A sheet of 10,000 rows and 20 columns has about 10 MB.
const LARGEST_PART: u64 = 32 << 20;
/// Most of all parts together.
const MOST: u64 = 128 << 20;

/// A zipped workbook.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// What may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unread> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_off())?;
        Ok(Self { archive, left: MOST })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; `None` if there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unread> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let most = LARGEST_PART.min(self.left);
        let part = self.archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => Unread::new(
                "the file is locked with a password, or packed in an unusual way",
                "open it in your spreadsheet program and save it without a password as .xlsx",
            ),
            _ => cut_off(),
        })?;
        let mut bytes = Vec::new();
        let read = part.take(most + 1).read_to_end(&mut bytes).map_err(|_| cut_off())?;
        if read as u64 > most {
            return Err(too_large());
        }
        self.left -= read as u64;
        Ok(Some(decoded(bytes)))
    }
}

/// XML is UTF-8, or UTF-16 with a mark.
fn decoded(bytes: Vec<u8>) -> String {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
        None => String::from_utf8(bytes)
            .unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()),
    }
}

/// What is said of a file that ends too early or is damaged.
pub(super) fn cut_off() -> Unread {
    Unread::new(
        "the file is damaged or cut off, as after a download that was interrupted",
        "get it again, or open it in your spreadsheet program and save it as a new .xlsx file",
    )
}

/// What is said of a file that would take too much memory.
pub(super) fn too_large() -> Unread {
    Unread::new(
        "unpacked, the file is larger than any table of states",
        "copy the sheet with the figures, its values only, into a new workbook",
    )
}
