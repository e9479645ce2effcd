//! What the proof of a finished file came to.

use super::super::bug::Bug;
use super::super::outcome::StateName;
use crate::diagnostic::{Code, Diagnostic, Finding, Findings, Severity, Sink};
use crate::source::Sources;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the proof of a finished file came to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verdict {
    /// The file.
    pub file: PathBuf,
    /// Whose sheet it is, as its data says.
    pub state: Option<StateName>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Name of its output profile.
    pub profile: Option<String>,
    /// What it was proved against: `data`, the data inside; `set`; `itself`, whether it keeps the standards and is
    /// seen as it reads, as far as that can be told without knowing what it should say; `pixels`, its own picture.
    pub against: Vec<&'static str>,
    /// What is to be known of the file first; then what is wrong by its own data; then by the set.
    findings: Vec<Findings>,
}

impl Verdict {
    pub(super) fn new(file: &Path) -> Self {
        Verdict {
            file: file.to_owned(),
            state: None,
            language: None,
            profile: None,
            against: Vec::new(),
            findings: Vec::new(),
        }
    }

    pub(super) fn of_bug(file: &Path, bug: &Bug) -> Self {
        let mut verdict = Self::new(file);
        let mut sink = Sink::default();
        let help = "the file may be damaged in a way that nobody thought of: do not pass it on";
        sink.report(Diagnostic::at_path(Code::BrokenPromise, file, bug.to_string()).help(help));
        verdict.add(sink, &Arc::default());
        verdict
    }

    /// Adds what was found, in texts of these sources.
    pub(super) fn add(&mut self, sink: Sink, sources: &Arc<Sources>) {
        self.findings.push(Findings::new(sink, sources));
    }

    /// Whether the file is what it should be: no error was found.
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(Findings::has_errors)
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().map(|findings| findings.count(severity)).sum()
    }

    /// What was found: first what kind of file it is, then what is wrong by the data inside, then by the
    /// set.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_>> {
        self.findings.iter().flat_map(Findings::iter)
    }
}
