//! How far a long run is, on standard error: a line for people, where that is a terminal that does not show
//! the files as well, gone when the run is over; or a JSON line a handout, for programs.

use super::Format;
use super::build::Writing;
use clap::ValueEnum;
use serde_json::json;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs of more handouts than this have a line; others are over at once.
const SHORT: usize = 10;
/// Room for the longest line.
const WIDTH: usize = 60;

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HowFar {
    /// A line on a terminal, else nothing
    Auto,
    /// A JSON document on each line of standard error
    Json,
    /// Nothing
    None,
}

/// The account of a run. Its line is taken away when this is dropped.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    show: HowFar,
    begun: Instant,
}

impl Progress {
    /// Of a run of `total` handouts; no line for a short one, or where programs read.
    pub fn new(total: usize, format: Format, writing: &Writing) -> Self {
        let seen = total > SHORT
            && format == Format::Text
            && !writing.quiet
            && stderr().is_terminal()
            && !stdout().is_terminal();
        let show = match writing.progress {
            HowFar::Auto if !seen => HowFar::None,
            asked => asked,
        };
        Self { total, done: AtomicUsize::new(0), show, begun: Instant::now() }
    }

    /// One more is done.
    pub fn step(&self, file: &str) {
        let (done, total) = (self.done.fetch_add(1, Ordering::Relaxed) + 1, self.total);
        match self.show {
            // A hundred times in a run: more nobody can see.
            HowFar::Auto if done * 100 / total.max(1) != (done - 1) * 100 / total.max(1) => {
                let line = line(done, total, self.begun.elapsed());
                let _ = write!(stderr(), "\r{line:<WIDTH$}");
            }
            HowFar::Json => {
                let line = json!({ "done": done, "of": total, "file": file });
                let _ = stderr().write_all(format!("{line}\n").as_bytes());
            }
            HowFar::Auto | HowFar::None => {}
        }
    }
}

/// "20 of 51 handouts, 400 a second, 1 second left".
fn line(done: usize, total: usize, passed: Duration) -> String {
    let rate = done as f64 / passed.as_secs_f64().max(0.001);
    let left = (total.saturating_sub(done) as f64 / rate).ceil();
    format!("{done} of {total} handouts, {rate:.0} a second, {left:.0} s left")
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.show == HowFar::Auto {
            let _ = write!(stderr(), "\r{:WIDTH$}\r", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_long_it_takes_still() {
        let two = Duration::from_secs(2);
        assert_eq!(line(20, 60, two), "20 of 60 handouts, 10 a second, 4 s left");
        assert_eq!(line(60, 60, two), "60 of 60 handouts, 30 a second, 0 s left");
        assert!(line(1_000_000, 9_000_000, two).len() <= WIDTH);
    }
}
