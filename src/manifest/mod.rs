//! What lies in an output folder, by our own account.
//!
//! In: what a run makes. Out: `manifest.json` and `manifest.csv`, the same in both, sorted by file, without
//! a time, a path or a user's name, so that two runs of the same input write the same bytes. While a run
//! goes on, a [`Ledger`] keeps its account line by line, and the next run takes it over: a run that was
//! killed loses nothing that it finished. `docs/folder.md` has the schema.

#![warn(missing_docs)]

mod csv;
mod journal;
mod ledger;

pub use csv::field as csv_field;
pub use ledger::{Ledger, LedgerError, Shard, merge, records};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The version of the schema; raised when a key changes its meaning.
const SCHEMA: u32 = 1;

/// A file that was made, proved and delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its name in the folder.
    pub file: String,
    /// Postal code of its state.
    pub state: String,
    /// Name of its state.
    pub name: String,
    /// BCP 47 tag.
    pub language: String,
    /// Name of the output profile.
    pub profile: String,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// The title that the file gives itself.
    pub title: String,
    /// Size of its running text, in points.
    pub size: f64,
    /// Height of its text as a share of the room for it.
    pub fill: f64,
    /// What `fit` warns of.
    pub findings: Vec<String>,
    /// How many checks the finished file has passed.
    pub checks: usize,
    /// Hash of all that its page is made from: two pages of one key are the same page.
    pub key: String,
}

/// All files of a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    schema: u32,
    program: String,
    /// The last run that made all it was asked for.
    run: Option<RunRecord>,
    handouts: Vec<Record>,
}

/// What a run was asked and made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Hash of every input and every option.
    pub key: String,
    /// Warnings that it told or counted.
    pub warnings: usize,
    /// The names of its files.
    pub files: Vec<String>,
}

impl Manifest {
    fn new(run: Option<RunRecord>, records: &BTreeMap<String, Record>) -> Self {
        Self { schema: SCHEMA, program: program(), run, handouts: records.values().cloned().collect() }
    }

    fn json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

/// The program and its version.
pub fn program() -> String {
    concat!("handout ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    KeyHash::default().with(bytes).digits()
}

/// A hash of several things, each told from the next by its length.
#[derive(Clone, Default)]
pub struct KeyHash(Sha256);

impl KeyHash {
    /// Takes in one thing more; `with` of one alone is the hash of its bytes.
    fn with(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Takes in one thing more, and its length.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.update(bytes);
    }

    /// The hash in hexadecimal digits.
    pub fn digits(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whatever says all of itself when it is debugged can be hashed.
impl std::fmt::Write for KeyHash {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.update(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-4, "abc".
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn where_one_thing_ends_matters() {
        let of = |things: &[&str]| {
            let mut hash = KeyHash::default();
            things.iter().for_each(|thing| hash.add(thing.as_bytes()));
            hash.digits()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
    }
}
