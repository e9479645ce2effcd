//! Sheets in ZIP archives, for whoever takes one file and not fifty.
//!
//! In: files by name; or the sheets of a set and how they are divided. Out: archives, the same bytes for the
//! same files wherever they are made: sorted, dated 1 January 1980 (the first day a ZIP can name), with
//! nothing in them of the machine. [`archives`] adds what is inside, from whom, how to print it
//! (`README.txt`), and the hashes of the files (`SHA256SUMS`).

#![warn(missing_docs)]

mod bundle;
mod readme;

pub use bundle::{Archive, DividedBy, NotArchived, archives};

use std::fmt;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// Longest name of a file in an archive.
const LONGEST: usize = 100;

/// Why files cannot be put into an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZipError {
    /// A name that some system could not unpack, or that would leave the folder.
    Name(String),
    /// Two files have this name, on disks where capitals are small letters.
    Twice(String),
    /// More than a ZIP of the plain kind holds.
    TooLarge,
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZipError::Name(name) => write!(f, "{name:?} cannot be the name of a file in a ZIP archive"),
            ZipError::Twice(name) => write!(f, "two files of the archive are called {name}"),
            ZipError::TooLarge => f.write_str("the files are too large for one ZIP archive"),
        }
    }
}

impl std::error::Error for ZipError {}

/// The files, by name, as a ZIP archive: sorted by name, each compressed.
///
/// # Errors
/// If a name has anything but plain letters, digits, and `-`, `_`, `.` and `/` between its parts, if a part
/// is empty or begins or ends with a period, or if two are the same.
pub fn zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut sorted: Vec<&(String, Vec<u8>)> = files.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let mut names: Vec<String> = sorted.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(ZipError::Twice(twice[0].clone()));
    }
    // Said, since it is otherwise that of the machine; and without what asks for an extra field.
    let options = SimpleFileOptions::default()
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::default())
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in sorted {
        if !is_safe(name) {
            return Err(ZipError::Name(name.clone()));
        }
        let written = archive.start_file(name.as_str(), options);
        written.map_err(|_| ZipError::TooLarge)?;
        archive.write_all(bytes).map_err(|_| ZipError::TooLarge)?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|_| ZipError::TooLarge)
}

/// Whether an archive, read again, has these files and no others, byte for byte.
pub fn holds(archive: &[u8], files: &[(String, Vec<u8>)]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(archive)) else { return false };
    archive.len() == files.len()
        && files.iter().all(|(name, bytes)| {
            let mut found = Vec::new();
            // No more than it should have, and one byte.
            let most = bytes.len() as u64 + 1;
            let read = archive.by_name(name).map(|entry| entry.take(most).read_to_end(&mut found));
            matches!(read, Ok(Ok(_))) && found == *bytes
        })
}

/// Whether every system can unpack a file of this name into the folder it is told.
fn is_safe(name: &str) -> bool {
    let part = |part: &str| {
        let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        plain && !part.is_empty() && !part.starts_with(['.', '-']) && !part.ends_with('.')
    };
    name.len() <= LONGEST && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> (String, Vec<u8>) {
        (name.to_owned(), text.as_bytes().to_vec())
    }

    #[test]
    fn what_goes_in_comes_out_in_order_and_the_bytes_are_always_the_same() {
        let long = "foals ".repeat(500);
        let mut files = [file("b.txt", "two"), file("a/c.pdf", &long), file("a.pdf", "")];
        let one = zip(&files).unwrap();
        files.reverse();
        assert_eq!(one, zip(&files).unwrap());
        assert!(holds(&one, &files));
        assert!(!holds(&one, &files[1..]), "one more");
        for (other, bytes) in [("b.txt", "twO"), ("b.txt", "tw"), ("b.txt", "two "), ("c.txt", "two")] {
            let mut others = files.clone();
            let at = others.iter().position(|(name, _)| name == "b.txt").unwrap();
            others[at] = file(other, bytes);
            assert!(!holds(&one, &others), "{other}: {bytes}");
        }
        assert!(!holds(&one[..one.len() / 2], &files));
        let mut read = ZipArchive::new(Cursor::new(&one)).unwrap();
        let names: Vec<String> = read.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a.pdf", "a/c.pdf", "b.txt"]);
        for (name, bytes) in &files {
            let mut found = Vec::new();
            let mut entry = read.by_name(name).unwrap();
            assert_eq!(entry.unix_mode(), Some(0o100_644));
            assert!(entry.extra_data().as_deref().is_none_or(<[u8]>::is_empty));
            assert_eq!(entry.last_modified(), Some(DateTime::default()));
            entry.read_to_end(&mut found).unwrap();
            assert_eq!(&found, bytes, "{name}");
        }
        assert!(one.len() < long.len());
    }

    #[test]
    fn no_name_leaves_the_folder_or_stops_a_system() {
        for name in [
            "", "/a", "../a", "a/../b", "a//b", "a/", "..", ".a", "a.", "a b", "a\\b", "C:a", "é.pdf", "a\0",
            "-a", "a\n",
        ] {
            assert_eq!(zip(&[file(name, "x")]), Err(ZipError::Name(name.to_owned())), "{name:?}");
        }
        assert!(zip(&[file(&"a".repeat(LONGEST + 1), "x")]).is_err());
        assert_eq!(zip(&[file("A.pdf", "x"), file("a.PDF", "y")]), Err(ZipError::Twice("a.pdf".to_owned())));
    }
}
