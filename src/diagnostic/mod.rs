//! What is wrong: each fault with a stable code, a place and what to do about it.
//!
//! A stage reports into a [`Sink`] and goes on, so that one run shows every fault. A stage that
//! cannot go on returns `Err(Reported)`, which only a sink can make: nothing fails silently.

mod code;
mod coloring;
mod counted;
mod explain;
mod findings;
mod group;
mod nearest;
mod render;

pub use code::{Class, Code};
pub use counted::counted;
pub use findings::{Finding, Findings};
pub use group::FindingGroup;
pub use nearest::nearest;
pub use render::{render_json, render_text};

use crate::source::{FileId, Span};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing needs to be done.
    Note,
    /// The page is made, but someone should look.
    Warning,
    /// No page is made from this.
    Error,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// What is wrong. Begins in lower case, ends without a period.
    pub message: String,
    pub at: At,
    pub help: Option<String>,
    /// Other places involved: the first definition, the figure it disagrees with.
    pub related: Vec<(Span, String)>,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// In the text of a file of the set.
    Span(Span),
    /// A whole file or folder.
    Path(PathBuf),
    /// An option of the command as typed, `--theme nosuch`, or an environment variable.
    Option(String),
    /// A cell of a spreadsheet. Columns and rows count from 1.
    Cell { file: PathBuf, sheet: String, column: u32, row: u32 },
    /// A page of a finished file, counted from 1, or an element on it: `table "Cases by type"`.
    Page { file: PathBuf, page: u32, element: Option<String> },
    /// A row of a list, counted from 1.
    Row { file: PathBuf, row: u32 },
}

/// The order in which people read faults.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order<'a> {
    Whole,
    Text(FileId, u32, Code),
    Other(&'a Path, u32, u32),
}

impl Diagnostic {
    /// An error at any place.
    pub fn at(code: Code, at: At, message: impl Into<String>) -> Self {
        let (severity, message) = (Severity::Error, message.into());
        Self { code, severity, message, at, help: None, related: Vec::new() }
    }

    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::at(code, At::Span(span), message)
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note at `span`.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// An error about a whole file or folder.
    pub fn at_path(code: Code, path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::at(code, At::Path(path.into()), message)
    }

    /// An error about an option, as typed.
    pub fn at_option(code: Code, option: impl Into<String>, message: impl Into<String>) -> Self {
        Self::at(code, At::Option(option.into()), message)
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn order(&self) -> Order<'_> {
        match &self.at {
            At::Option(_) | At::Path(_) => Order::Whole,
            At::Span(span) => Order::Text(span.file, span.start, self.code),
            At::Cell { file, column, row, .. } => Order::Other(file, *row, *column),
            At::Page { file, page, .. } => Order::Other(file, *page, 0),
            At::Row { file, row } => Order::Other(file, *row, 0),
        }
    }

    /// Adds another place that is involved.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// Proof that a fault was reported. Only [`Sink::report`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// Collects the faults of a run.
#[derive(Debug, Default, Clone)]
pub struct Sink {
    found: Vec<Diagnostic>,
    known: HashSet<Diagnostic>,
}

impl Sink {
    /// Keeps a fault, but the same fault at the same place only once.
    pub fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        if self.known.insert(diagnostic.clone()) {
            self.found.push(diagnostic);
        }
        Reported(())
    }

    /// All faults so far, in the order they were found.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// All faults in reading order: errors first, then warnings, then notes. Of each, those of options,
    /// whole files and folders come first, then the files of the set in the order they were read, from
    /// top to bottom, then other files. The same however many workers found them.
    pub fn in_order(&self) -> Vec<&Diagnostic> {
        let mut found: Vec<&Diagnostic> = self.found.iter().collect();
        found.sort_by(|one, other| (other.severity, one.order()).cmp(&(one.severity, other.order())));
        found
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Every warning becomes an error; a note stays one.
    #[must_use]
    pub fn strict(self) -> Self {
        let mut strict = Self::default();
        for fault in self.found {
            let severity = match fault.severity {
                Severity::Note => Severity::Note,
                Severity::Warning | Severity::Error => Severity::Error,
            };
            strict.report(Diagnostic { severity, ..fault });
        }
        strict
    }

    /// Adds the faults of another sink, for example of a worker.
    pub fn absorb(&mut self, other: Sink) {
        for diagnostic in other.found {
            self.report(diagnostic);
        }
    }
}
