//! Finished files, read for what is asked of them.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// More than the largest file that is opened.
const TOO_LARGE: u64 = 17 << 20;

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
