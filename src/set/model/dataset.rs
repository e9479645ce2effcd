//! The set as its authors wrote it: every key and value with its place, checked only for types and
//! spelling.

use super::approvals::Approvals;
use super::figures::{FigureFile, FigureSpec};
use super::name_pattern::NamePattern;
use super::said::SpokenName;
use super::state::State;
use super::wording::Wording;
use crate::diagnostic::{Code, Reported};
use crate::source::{FileId, Span, Spanned};
use crate::theme::ThemeChanges;
use crate::units::{Pt, Ratio};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything one run reads.
#[derive(Debug)]
pub struct Dataset {
    /// `handout.toml`; shared, since each composer keeps it.
    pub set: Arc<SetFile>,
    /// One wording per language, in the order of [`SetFile::languages`].
    pub wordings: Vec<Wording>,
    /// `national.toml`.
    pub national: FigureFile,
    /// `approvals.toml`, if the set has one.
    pub approvals: Option<Approvals>,
    /// `states/*.toml` without a fault, sorted by file name.
    pub states: Vec<State>,
    /// The state files with faults, sorted by file name. No page may be made from them; their faults
    /// are in the sink.
    pub failed_states: Vec<FailedState>,
}

impl Dataset {
    /// The figures of every state, then what could be read of those with faults.
    pub fn state_figures(&self) -> impl Iterator<Item = &FigureFile> {
        let sound = self.states.iter().map(|state| &state.figures);
        sound.chain(self.failed_states.iter().filter_map(|state| state.figures.as_ref()))
    }
}

/// What became of a set.
#[derive(Debug)]
pub enum Reading {
    /// It can be built, except for the states that failed.
    Sound(Dataset),
    /// No page can be made.
    Faulty {
        /// What could be read, with empty stand-ins for the rest, to find what else is wrong.
        rest: Option<Dataset>,
        /// Proof that the faults are in the sink.
        reported: Reported,
    },
}

impl Reading {
    /// The set, if it can be built.
    ///
    /// # Errors
    /// If it cannot.
    pub fn sound(self) -> Result<Dataset, Reported> {
        match self {
            Reading::Sound(dataset) => Ok(dataset),
            Reading::Faulty { reported, .. } => Err(reported),
        }
    }
}

/// A state file with faults.
#[derive(Debug)]
pub struct FailedState {
    pub path: PathBuf,
    /// Postal code, if it could be read.
    pub postal: Option<String>,
    /// File name of the page, if it could be read.
    pub slug: Option<String>,
    /// The figures that could be read, to find what else is wrong.
    pub figures: Option<FigureFile>,
    /// Proof that its faults are in the sink.
    pub reported: Reported,
}

impl FailedState {
    /// Its file name without the extension.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether `name` is its postal code or file name.
    pub fn is_called(&self, name: &str) -> bool {
        let known = [self.postal.as_deref(), self.slug.as_deref()];
        known.iter().flatten().any(|k| k.eq_ignore_ascii_case(name)) || self.name().eq_ignore_ascii_case(name)
    }
}

/// `handout.toml`.
#[derive(Debug)]
pub struct SetFile {
    pub file: FileId,
    pub year: Spanned<i32>,
    /// The day of release, which the PDF is dated.
    pub released: Option<Spanned<NaiveDate>>,
    /// The day the figures are as of, if it is not the end of the year.
    pub as_of: Option<Spanned<NaiveDate>>,
    pub theme: Spanned<String>,
    /// `theme.toml`: what the set changes in the theme.
    pub theme_changes: ThemeChanges,
    /// Name of the output profile, if it is not the default.
    pub profile: Option<Spanned<String>>,
    /// The ICC profile of the print shop.
    pub output_profile: Option<OutputProfile>,
    /// Its sheets are made in large print.
    pub large_print: bool,
    /// Whether the data travels in the files, if the set says so.
    pub attachments: Option<bool>,
    pub fit: FitMode,
    /// What the files are called.
    pub file_name: Option<Spanned<NamePattern>>,
    /// BCP 47 tags; the first is the default.
    pub languages: Vec<Spanned<String>>,
    pub publisher: Publisher,
    /// `[contact]`, whose keys are the author's: `{{ contact.hotline }}`.
    pub contact: Vec<(Spanned<String>, Spanned<String>)>,
    /// `[names]`: those that are said in one language on every page.
    pub names: Vec<SpokenName>,
    /// The dictionary of figures, in the order written.
    pub figures: Vec<FigureSpec>,
    pub allow: Vec<Allowance>,
}

/// `[[allow]]`: a warning that the authors have looked at and accept, and why.
#[derive(Debug)]
pub struct Allowance {
    pub code: Spanned<Code>,
    /// Only in this file: its path, or the end of its path.
    pub file: Option<Spanned<String>>,
    /// Only if the message or the words it points at contain this.
    pub text: Option<Spanned<String>>,
    pub reason: Spanned<String>,
    pub span: Span,
}

/// `[press] output_profile`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputProfile {
    /// Its file name without the extension.
    pub name: String,
    /// An ICC profile of class `prtr`, for CMYK.
    pub bytes: Vec<u8>,
    /// How it describes itself; empty if it does not.
    pub description: String,
    /// The registered data that it says it was made from.
    pub characterization: Option<String>,
    /// Where it is named.
    pub span: Span,
}

/// How the handouts of a run share their size and leading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitMode {
    /// `"each"`: each has its own.
    Each,
    /// `"uniform"`: all have the layout of the fullest.
    Uniform,
    /// `"9.75 1.28 0.8 …"`: all have this, as the data inside a handout of a series says.
    At {
        /// Type size.
        size: Pt,
        /// Leading as a factor of the size.
        lead: Ratio,
        /// Factor on the space between blocks.
        gap: Ratio,
        /// Sizes and places of what stands around the text, in the order of the layout engine.
        frame: Option<[Pt; 9]>,
    },
}

/// `[publisher]`.
#[derive(Debug)]
pub struct Publisher {
    pub name: Spanned<String>,
    /// An abbreviation.
    pub short: Option<Spanned<String>>,
    pub website: Option<Spanned<String>>,
}
