//! Why a finished file cannot be read, and whether it is one of this program's.

/// Largest file that is opened.
pub(super) const LARGEST_FILE: usize = 16 * 1024 * 1024;
/// Most bytes that anything inside a file may inflate to.
pub(super) const LARGEST_PART: usize = 4 * 1024 * 1024;

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
    memchr::memmem::find(file, words).is_some()
}
