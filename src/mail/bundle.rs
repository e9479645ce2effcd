//! Sheets that are too much for one message as files of their own, in one file.
//!
//! In: the proved sheets of a contact, and how many bytes a message may have. Out: a [`Bundle`] that is no larger:
//! a pack, which has fonts and data once and so about a third of the bytes; or that in a ZIP archive, which takes off
//! a twentieth more; or why there is none. A ZIP archive of the files themselves is never smaller than their pack:
//! it is made where there is no pack, of a single sheet and of files of PDF 2.0. Each is read again: a pack must say
//! of each sheet, word for word, what the proved file of the folder says, an archive must have the very bytes.

use super::attached::Attached;
use super::mailing::said;
use super::sheets::{ProvedSheet, SheetOf, says_of_itself, words_of};
use crate::archive;
use crate::batch::Letters;
use crate::finished::hear_each;
use crate::manifest::sha256;
use crate::set::Dataset;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of all bundles of a mailing, which are held in memory.
const MOST_HELD: usize = 512 << 20;

/// Sheets in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bundle {
    /// What it is.
    pub kind: BundleKind,
    /// What it is called in the message.
    pub name: String,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
    pub(super) bytes: Vec<u8>,
}

/// What a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleKind {
    /// One PDF file with all sheets.
    Pack,
    /// A ZIP archive of the pack; of a single sheet, or where there are no packs, of the files.
    Zip,
}

impl BundleKind {
    /// As reports have it.
    pub fn name(self) -> &'static str {
        match self {
            BundleKind::Pack => "pack",
            BundleKind::Zip => "zip",
        }
    }
}

/// Makes the bundles of a mailing, each once.
pub(super) struct Bundler<'l> {
    letters: &'l Letters,
    /// Bytes of files in a message.
    most: usize,
    jobs: usize,
    made: BTreeMap<Vec<SheetOf>, Result<Arc<Bundle>, String>>,
    held: usize,
}

impl<'l> Bundler<'l> {
    pub(super) fn new(letters: &'l Letters, most: usize, jobs: usize) -> Self {
        Self { letters, most, jobs, made: BTreeMap::new(), held: 0 }
    }

    /// What the sheets of a message are in; `None` if they are not too much.
    pub(super) fn bundle(
        &mut self,
        wanted: &[SheetOf],
        sheets: &[Arc<ProvedSheet>],
        attached: &[Attached],
    ) -> Result<Option<Arc<Bundle>>, String> {
        if sheets.iter().map(|sheet| sheet.bytes.len()).sum::<usize>() <= self.most {
            return Ok(None);
        }
        if let Some(made) = self.made.get(wanted) {
            return made.clone().map(Some);
        }
        let mut made = self.make(wanted, sheets, attached).map(Arc::new);
        self.held += made.as_ref().map_or(0, |bundle| bundle.size);
        if self.held > MOST_HELD {
            let much = MOST_HELD >> 20;
            made =
                Err(format!("the packs and archives of this list have more than {much} MB: divide the list"));
        }
        self.made.insert(wanted.to_vec(), made.clone());
        made.map(Some)
    }

    fn make(
        &self,
        wanted: &[SheetOf],
        sheets: &[Arc<ProvedSheet>],
        attached: &[Attached],
    ) -> Result<Bundle, String> {
        let set = self.letters.set();
        let name = format!("handouts-{}", set.year());
        let bundle = |kind, ending, bytes: Vec<u8>| Bundle {
            kind,
            name: format!("{name}.{ending}"),
            sha256: sha256(&bytes),
            size: bytes.len(),
            bytes,
        };
        let is_packed = sheets.len() > 1 && set.profile() != "pdf2";
        let pack = is_packed.then(|| self.pack(wanted, sheets)).transpose()?;
        let alone: usize = sheets.iter().map(|sheet| sheet.bytes.len()).sum();
        let mut sizes = match sheets {
            [_] => format!("its file has {}", kilobytes(alone)),
            _ => format!("its files have {}", kilobytes(alone)),
        };
        let files = match pack {
            Some(pack) if pack.len() <= self.most => return Ok(bundle(BundleKind::Pack, "pdf", pack)),
            Some(pack) => {
                sizes += &format!(", as one pack {}", kilobytes(pack.len()));
                vec![(format!("{name}.pdf"), pack)]
            }
            None => {
                let files = attached.iter().zip(sheets);
                files.map(|(own, sheet)| (own.name.clone(), sheet.bytes.clone())).collect()
            }
        };
        let zipped = archive::zip(&files)
            .map_err(|error| format!("its files cannot be put into an archive: {error}"))?;
        if !archive::holds(&zipped, &files) {
            return Err(
                "the archive of its files, read again, does not have them: please report this".to_owned()
            );
        }
        if zipped.len() > self.most {
            return Err(format!(
                "{sizes}, in a ZIP archive {}, and a message may have {}: give some of its states to \
                 another person, or raise `--max-size`",
                kilobytes(zipped.len()),
                kilobytes(self.most),
            ));
        }
        Ok(bundle(BundleKind::Zip, "zip", zipped))
    }

    fn pack(&self, wanted: &[SheetOf], sheets: &[Arc<ProvedSheet>]) -> Result<Vec<u8>, String> {
        let pack = self.letters.pack(wanted, self.jobs);
        let pack =
            pack.map_err(|error| format!("its files are too much for one message, and {}", said(&error)))?;
        same_sheets(&pack.bytes, wanted, sheets, self.letters.set().parts().0)?;
        Ok(pack.bytes)
    }
}

/// Whether a pack has these sheets in this order, and no others: each says whose it is, and all that the proved
/// file says.
pub(super) fn same_sheets(
    pack: &[u8],
    wanted: &[SheetOf],
    sheets: &[Arc<ProvedSheet>],
    dataset: &Dataset,
) -> Result<(), String> {
    let parts =
        hear_each(pack).map_err(|why| format!("the pack of its files cannot be read again: {why}"))?;
    if parts.len() != sheets.len() {
        return Err(format!("the pack of its {} sheets has {} inside", sheets.len(), parts.len()));
    }
    for ((part, own), sheet) in parts.iter().zip(wanted).zip(sheets) {
        let place = |why: String| format!("in the pack of its files, the sheet of {} {why}", own.0);
        says_of_itself(part, dataset)
            .and_then(|says| says.is_of(own, dataset.set.year.value))
            .map_err(place)?;
        if words_of(part) != sheet.words {
            return Err(place(format!("does not say what `{}` says", sheet.file)));
        }
    }
    Ok(())
}

fn kilobytes(size: usize) -> String {
    format!("{} KB", size.div_ceil(1000))
}
