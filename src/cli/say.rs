//! What the command says: data on standard output, talk on standard error. All that is printed
//! goes through here.
//!
//! Neither of the two need be there. A reader that has seen enough closes the pipe: then the rest
//! is not said, and nothing is wrong. If standard output cannot take what was asked for, that is a
//! failure of the run; talk that nobody hears is none.

use anstream::{AutoStream, ColorChoice};
use handout::{Finding, FindingGroup};
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use std::process::ExitCode;

/// How a run ended; the number is its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// All was made and nothing found.
    Well = 0,
    /// Some handouts failed, or faults were found.
    Faulty = 1,
    /// It could not start.
    NotStarted = 2,
    /// It was stopped; 128 and the number of the signal, as shells have it.
    Stopped = 130,
}

/// Whether messages are in color; `Auto` is on a terminal.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Words a message begins with, and their color.
const FIRST_WORDS: [(&str, &str); 3] = [("error:", "1;31"), ("warning:", "1;33"), ("help:", "1;32")];

/// Both streams, for as long as the run takes.
pub struct Voice {
    data: BufWriter<Stdout>,
    /// How talk is written.
    color: ColorChoice,
    /// Why standard output takes no more.
    failed: Option<io::Error>,
}

impl Voice {
    pub fn new() -> Self {
        Self { data: BufWriter::new(io::stdout()), color: ColorChoice::Never, failed: None }
    }

    /// Talks in color, or not.
    pub fn paint(&mut self, color: Color) {
        self.color = match color {
            Color::Auto => AutoStream::choice(&io::stderr()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
    }

    /// A line of what was asked for.
    pub fn data(&mut self, line: impl Display) {
        self.attempt(|data| writeln!(data, "{line}"));
    }

    /// Whether a person would see the data.
    pub fn is_screen(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// A file that was asked for.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.attempt(|data| data.write_all(bytes));
    }

    /// The same, seen at once by whoever reads along.
    pub fn data_now(&mut self, line: impl Display) {
        self.data(line);
        self.attempt(BufWriter::flush);
    }

    /// A line for a person, behind the data said so far. What has colors of its own shows them by `{:#}`.
    pub fn talk(&mut self, line: impl Display) {
        self.attempt(BufWriter::flush);
        // In one piece, so that lines of two programs on one terminal stay whole.
        let _ = match self.color {
            ColorChoice::Never => io::stderr().write_all(format!("{line}\n").as_bytes()),
            color => {
                let line = painted(&format!("{line:#}"));
                AutoStream::new(io::stderr(), color).write_all(format!("{line}\n").as_bytes())
            }
        };
    }

    /// Findings; what many files have alike, once.
    pub fn faults<'f>(&mut self, found: impl Iterator<Item = Finding<'f>>) {
        FindingGroup::gather(found).iter().for_each(|group| self.talk(group));
    }

    fn attempt(&mut self, write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<()>) {
        if self.failed.is_none() {
            self.failed = write(&mut self.data).err();
        }
    }

    /// Says the rest. What was asked for and could not be said makes of a good end a faulty one.
    pub fn end(mut self, end: End) -> ExitCode {
        self.attempt(BufWriter::flush);
        let failed = self.failed.take().filter(|error| error.kind() != ErrorKind::BrokenPipe);
        let end = failed.map_or(end, |error| {
            self.talk(format_args!("error: standard output: {}", reason(&error)));
            end.max(End::Faulty)
        });
        ExitCode::from(end as u8)
    }
}

/// Lines with their first word in color, where that says what the line is.
fn painted(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let first = FIRST_WORDS.iter().find(|(word, _)| line.starts_with(word));
        first.map_or_else(
            || line.to_owned(),
            |(word, color)| format!("\u{1b}[{color}m{word}\u{1b}[0m{}", &line[word.len()..]),
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The system's reason, without its number.
pub fn reason(error: &io::Error) -> String {
    let error = error.to_string();
    error.split(" (os error").next().unwrap_or_default().to_owned()
}
