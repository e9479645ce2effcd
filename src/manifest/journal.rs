//! The account of a run while it goes on: one line a file, added once the file lies in its place.
//!
//! A run that is killed may leave half a line; each line begins with its own hash, so that a torn one is
//! known and dropped with all behind it.

use super::{Record, sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Digits of a line's hash.
const DIGITS: usize = 16;

/// An open journal; lines are added at its end.
#[derive(Debug)]
pub(super) struct Journal(File);

impl Journal {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        OpenOptions::new().create(true).append(true).open(path).map(Self)
    }

    /// Adds a line, in one piece.
    pub(super) fn add(&mut self, record: &Record) -> io::Result<()> {
        let line = serde_json::to_string(record)?;
        let hash = sha256(line.as_bytes());
        self.0.write_all(format!("{} {line}\n", &hash[..DIGITS]).as_bytes())
    }
}

/// The whole lines of a journal, in their order.
pub(super) fn read(bytes: &[u8]) -> Vec<Record> {
    let text = String::from_utf8_lossy(bytes);
    let whole = |line: &str| {
        let (hash, line) = line.strip_suffix('\n')?.split_once(' ')?;
        (sha256(line.as_bytes()).get(..DIGITS)? == hash).then(|| serde_json::from_str(line).ok())?
    };
    text.split_inclusive('\n').map_while(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ledger::tests::record;
    use super::*;

    #[test]
    fn a_torn_line_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        let records = ["a.pdf", "b.pdf", "c.pdf"].map(|file| record(file, b"x"));
        for record in &records {
            Journal::open(&path).unwrap().add(record).unwrap();
        }
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(read(&bytes), records);
        let second = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for end in second..bytes.len() {
            let whole = bytes[..end].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(read(&bytes[..end]), records[..whole], "{end}");
        }
        let mut wrong = bytes.clone();
        wrong[second + 30] ^= 1;
        assert_eq!(read(&wrong), records[..1], "nothing behind a line that is not whole");
    }
}
