//! A bar that says how far a long run is: on standard error, only where that is a terminal, and
//! gone when the run is over.

use super::Format;
use indicatif::{ProgressBar, ProgressStyle};

/// Runs of more handouts than this have a bar; others are over at once.
const SHORT: usize = 10;

/// The bar of a run. It is taken away when this is dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for `total` handouts; none for a short run, or where programs read.
    pub fn new(total: usize, format: Format) -> Self {
        if total <= SHORT || format != Format::Text {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{bar:40} {pos} of {len} handouts");
        // `new` draws on standard error, and nothing where that is no terminal.
        let bar = ProgressBar::new(total as u64);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// One more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
