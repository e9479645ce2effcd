//! Finished files, read for what is asked of them.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// More than the largest file that is opened.
const TOO_LARGE: u64 = 17 << 20;
/// More files than a series has in two languages and all profiles.
const MOST: usize = 10_000;

/// The bytes of a file; of a very large one, only so many that it will be refused. A pipe or a device
/// might never end.
pub fn read(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(TOO_LARGE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The PDF files in a folder, by name; or the one file.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.take(MOST).map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    files
        .retain(|file| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf")) && file.is_file());
    files.sort();
    Ok(files)
}
