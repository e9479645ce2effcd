//! The one error of the library.

#![warn(missing_docs)]

use super::bug::Bug;
use crate::diagnostic::Findings;
use crate::embed::ExtractError;
use crate::output::WriteError;
use std::fmt;

/// Why something was not done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A set, or what was asked of it, has faults.
    Refused(Findings),
    /// No set can be taken out of a file.
    Extract(ExtractError),
    /// A file could not be written.
    Write(WriteError),
    /// A fault of this program.
    Bug(Bug),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(findings) => findings.fmt(f),
            Error::Extract(error) => error.fmt(f),
            Error::Write(error) => error.fmt(f),
            Error::Bug(bug) => bug.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Write(error) => error.source(),
            Error::Refused(_) | Error::Extract(_) | Error::Bug(_) => None,
        }
    }
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Self {
        Error::Refused(findings)
    }
}

impl From<ExtractError> for Error {
    fn from(error: ExtractError) -> Self {
        Error::Extract(error)
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        Error::Write(error)
    }
}

impl From<Bug> for Error {
    fn from(bug: Bug) -> Self {
        Error::Bug(bug)
    }
}
