//! What became of the sheets that were asked for.

#![warn(missing_docs)]

use super::approval::Approval;
use super::bug::Bug;
use super::series::Series;
use crate::diagnostic::Findings;
use crate::layout::{FitReport, Overflow};
use crate::manifest::{Record, sha256};
use crate::proof;
use crate::set::{FailedState, State};
use std::io;

/// What a state is called.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateName {
    /// In the set's first language: "Kentucky".
    pub name: String,
    /// Its postal code: "KY".
    pub postal: String,
    /// What its files are called, without their ending: "kentucky".
    pub slug: String,
}

impl StateName {
    pub(crate) fn of(state: &State) -> Self {
        let (postal, slug) = (state.postal.value.clone(), state.slug.value.clone());
        Self { name: state.name().value.clone(), postal, slug }
    }

    /// Of a file with faults: as far as it could be read, and else as the file is called.
    pub(crate) fn of_failed(state: &FailedState) -> Self {
        let (postal, slug) = (state.postal.clone(), state.slug.clone());
        let name = state.name();
        Self { postal: postal.unwrap_or_default(), slug: slug.unwrap_or_else(|| name.clone()), name }
    }

    /// Whether it answers to this postal code or file name, in capitals or small letters.
    pub fn is_called(&self, name: &str) -> bool {
        self.postal.eq_ignore_ascii_case(name) || self.slug.eq_ignore_ascii_case(name)
    }
}

/// A sheet that was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Handout {
    /// Whose it is.
    pub state: StateName,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Name of its output profile.
    pub profile: &'static str,
    /// What its file is to be called.
    pub file_name: String,
    /// The title its file gives itself.
    pub title: String,
    /// Hash of all that its page is made from; empty if no file was asked for.
    pub key: String,
    /// Whether someone has approved the sheet as it is; if not, its pages say that they are drafts.
    pub approval: Approval,
    /// What `approvals.toml` records of the sheet when it is approved; empty if it was only
    /// [checked](crate::Batch::check).
    pub approval_key: String,
    /// Whether its file lay there already, made from the same.
    pub kept: bool,
    /// Bytes of its file; 0 if none was written.
    pub size: usize,
    /// How many pages it has: one, but in large print.
    pub pages: usize,
    /// How these were filled.
    pub fit: FitReport,
}

impl Handout {
    /// Its line in the account of a folder, with the bytes of its file.
    pub fn record(&self, bytes: &[u8]) -> Record {
        Record {
            file: self.file_name.clone(),
            state: self.state.postal.clone(),
            name: self.state.name.clone(),
            language: self.language.clone(),
            profile: self.profile.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            title: self.title.clone(),
            size: self.fit.size,
            fill: self.fit.fill,
            findings: self.fit.warnings(),
            checks: proof::checks().count(),
            key: self.key.clone(),
        }
    }
}

/// One sheet with the bytes of its file, which were read again and proved.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sheet {
    /// Which sheet it is.
    pub handout: Handout,
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// What there is to say of it, such as that its type is small.
    pub findings: Findings,
}

/// What became of one sheet of a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was made and delivered.
    Made(Handout),
    /// It was refused, in all profiles; the findings say why.
    Failed {
        /// Whose it would have been.
        state: StateName,
        /// In which language.
        language: String,
        /// For text that is too long: by how much.
        over: Option<Overflow>,
    },
    /// It was made, but could not be delivered.
    Undelivered {
        /// The sheet.
        handout: Handout,
        /// What `deliver` said.
        error: io::Error,
    },
    /// It was not made, for a fault of this program.
    Bug {
        /// Whose it would have been.
        state: StateName,
        /// In which language.
        language: String,
        /// In which profile, if only that one is concerned.
        profile: Option<&'static str>,
        /// The fault.
        bug: Bug,
    },
}

impl Outcome {
    /// The sheet, if it was made and delivered.
    pub fn made(&self) -> Option<&Handout> {
        match self {
            Outcome::Made(handout) => Some(handout),
            Outcome::Failed { .. } | Outcome::Undelivered { .. } | Outcome::Bug { .. } => None,
        }
    }

    /// Whose sheet it is.
    pub fn state(&self) -> &StateName {
        match self {
            Outcome::Made(handout) | Outcome::Undelivered { handout, .. } => &handout.state,
            Outcome::Failed { state, .. } | Outcome::Bug { state, .. } => state,
        }
    }

    /// BCP 47 tag of its language.
    pub fn language(&self) -> &str {
        match self {
            Outcome::Made(handout) | Outcome::Undelivered { handout, .. } => &handout.language,
            Outcome::Failed { language, .. } | Outcome::Bug { language, .. } => language,
        }
    }
}

/// What came of many sheets.
#[derive(Debug)]
#[non_exhaustive]
pub struct Run {
    /// In the order of the states, whatever the number of threads.
    pub outcomes: Vec<Outcome>,
    /// What sheets of one language share, if the set asks for that.
    pub series: Vec<Series>,
    /// Everything found so far: in the set, in the plan, in the sheets.
    pub findings: Findings,
    /// How many warnings a check would add to that.
    pub unseen: usize,
    /// Whether it ended before all was made, since the receiver wanted no more.
    pub stopped: bool,
}
