//! Colors of messages on a terminal: the escape sequences every terminal has known for decades.
//!
//! In: words and what they are. Out: the same words, in color if that was asked for.

use super::Severity;

/// Whether words get a color.
#[derive(Clone, Copy)]
pub enum Coloring {
    /// Never: for files, pipes and tests.
    Plain,
    /// With the sequences of a terminal.
    Color,
}

impl Coloring {
    /// In the color of a severity, bold.
    pub fn severe(self, severity: Severity, words: &str) -> String {
        let color = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        self.with(color, words)
    }

    pub fn bold(self, words: &str) -> String {
        self.with("1", words)
    }

    /// What stands around the lines of a file: numbers, bars.
    pub fn frame(self, words: &str) -> String {
        self.with("1;34", words)
    }

    /// What to do.
    pub fn help(self, words: &str) -> String {
        self.with("1;32", words)
    }

    fn with(self, color: &str, words: &str) -> String {
        match self {
            Coloring::Plain => words.to_owned(),
            Coloring::Color => format!("\u{1b}[{color}m{words}\u{1b}[0m"),
        }
    }
}
