//! Finished files, proved again long after they were made.
//!
//! In: PDF files from anywhere, and a set if there is one. Out: a [`Verdict`] on each, in their order,
//! whatever the number of threads. What a file must say follows from the data inside, or from the set; what it
//! does say is read from its bytes. Only one that nothing is wrong with is held against a page that is built anew.

#![warn(missing_docs)]

mod again;
mod annotated;
mod condition;
mod expected;
mod one;
mod pack;
mod stale;
mod verdict;

pub(super) use annotated::keyed;
pub use verdict::Verdict;

use super::bug;
use super::on_threads;
use super::set::Set;
use crate::diagnostic::Findings;
use crate::ink;
use expected::SetSays;
use one::FileProof;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Proves finished files: alone, against the data inside of each; with a set, against that too.
#[derive(Default)]
pub struct Proving {
    set: Option<SetSays>,
    pixels: bool,
}

/// Reads the bytes of a file.
type ReadFile<'r> = dyn Fn(&Path) -> io::Result<Vec<u8>> + Sync + 'r;

impl Proving {
    /// Proves against a set as well: its figures and its wording may be newer than the files.
    ///
    /// # Errors
    /// If the set has a fault that stops all sheets.
    pub fn against(set: &Set) -> Result<Self, Findings> {
        Ok(Self { set: Some(SetSays::new(set)?), pixels: false })
    }

    /// Draws each page as well, and looks whether every letter has the ink it should have, and nothing
    /// else has; `None` if this program cannot draw, since it was built without the feature `pixels`.
    #[must_use]
    pub fn drawing(self) -> Option<Self> {
        ink::CAN_DRAW.then_some(Self { pixels: true, ..self })
    }

    /// Proves files on `jobs` threads; `read` gives the bytes of each.
    pub fn prove(&self, files: &[PathBuf], jobs: usize, read: &ReadFile<'_>) -> Vec<Verdict> {
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(files.len())));
        on_threads(jobs.min(files.len()), || {
            let mut proof = FileProof::new(self.set.as_ref(), self.pixels);
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(n) else { break };
                let verdict = bug::catch(|| proof.prove(file, read(file))).unwrap_or_else(|bug| {
                    // What it keeps may be torn.
                    proof = FileProof::new(self.set.as_ref(), self.pixels);
                    Verdict::of_bug(file, &bug)
                });
                if let Ok(mut done) = done.lock() {
                    done.push((n, verdict));
                }
            }
        });
        let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        done.sort_by_key(|(n, _)| *n);
        done.into_iter().map(|(_, verdict)| verdict).collect()
    }
}
