//! A line that says how far a long run is: on standard error, only where that is a terminal that does
//! not show the files as well, and gone when the run is over.

use super::Format;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs of more handouts than this have a line; others are over at once.
const SHORT: usize = 10;

/// The line of a run. It is taken away when this is dropped.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    seen: bool,
}

impl Progress {
    /// A line for `total` handouts; none for a short run, or where programs read.
    pub fn new(total: usize, format: Format) -> Self {
        let seen =
            total > SHORT && format == Format::Text && stderr().is_terminal() && !stdout().is_terminal();
        Self { total, done: AtomicUsize::new(0), seen }
    }

    /// One more is done.
    pub fn step(&self) {
        let (done, total) = (self.done.fetch_add(1, Ordering::Relaxed) + 1, self.total);
        // A hundred times in a run: more nobody can see.
        if self.seen && done * 100 / total != (done - 1) * 100 / total {
            let _ = write!(stderr(), "\r{done} of {total} handouts");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.seen {
            let blank = " ".repeat(format!("{0} of {0} handouts", self.total).len());
            let _ = write!(stderr(), "\r{blank}\r");
        }
    }
}
