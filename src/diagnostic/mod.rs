//! What is wrong with the author's files: each fault with a stable code, a place and a way out.
//!
//! A stage reports into a [`Sink`] and goes on, so that one run shows every fault. A stage that
//! cannot go on returns `Err(Reported)`, which only a sink can make: nothing fails silently.

mod code;
mod counted;
mod explain;
mod nearest;
mod render;

pub use code::Code;
pub use counted::counted;
pub use nearest::nearest;
pub use render::{render_json, render_text};

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing need be done.
    Note,
    /// The page is made; somebody should look.
    Warning,
    /// No page is made from this.
    Error,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// Where.
    pub at: At,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that take part: the first definition, the figure it disagrees with.
    pub related: Vec<(Span, String)>,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In a file that was read.
    Span(Span),
    /// A file or folder that could not be read, or is not there.
    Path(std::path::PathBuf),
    /// In no file: an option of the command as it was typed (`--theme nosuch`), or a variable of
    /// its environment.
    Option(String),
}

impl Diagnostic {
    /// An error of kind `code` at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            at: At::Span(span),
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning of kind `code` at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note of kind `code` at `span`.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// An error about a whole file or folder.
    pub fn at_path(code: Code, path: impl Into<std::path::PathBuf>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            at: At::Path(path.into()),
            help: None,
            related: Vec::new(),
        }
    }

    /// An error about an option, as it was typed.
    pub fn at_option(code: Code, option: impl Into<String>, message: impl Into<String>) -> Self {
        Self { at: At::Option(option.into()), ..Self::at_path(code, "", message) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place that takes part.
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
}

impl Sink {
    /// Keeps a fault. The same fault at the same place is kept once.
    pub fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
        Reported(())
    }

    /// All faults so far, in the order they were found.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// All faults as a person reads them: those of options and of whole files and folders first, then file by
    /// file as they were read, from top to bottom. The same however many workers found them.
    pub fn in_order(&self) -> Vec<&Diagnostic> {
        let mut found: Vec<&Diagnostic> = self.found.iter().collect();
        found.sort_by_key(|fault| match fault.at {
            At::Option(_) | At::Path(_) => None,
            At::Span(span) => Some((span.file, span.start, fault.code)),
        });
        found
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Takes over the faults another sink collected (a worker's, for instance).
    pub fn absorb(&mut self, other: Sink) {
        for diagnostic in other.found {
            self.report(diagnostic);
        }
    }
}
