//! The set as its authors wrote it: every key and value with its place, nothing judged yet
//! beyond types and spelling.

use super::figures::{FigureFile, FigureSpec};
use super::state::State;
use super::wording::Wording;
use crate::diagnostic::{Code, Reported};
use crate::set::read::ThemeChanges;
use crate::source::{FileId, Span, Spanned};
use crate::units::{Pt, Ratio};
use chrono::NaiveDate;
use std::path::PathBuf;

/// Everything one run reads.
#[derive(Debug)]
pub struct Dataset {
    /// `handout.toml`.
    pub set: SetFile,
    /// One wording per language, in the order of [`SetFile::languages`].
    pub wordings: Vec<Wording>,
    /// `national.toml`.
    pub national: FigureFile,
    /// `states/*.toml`, sorted by file name; only those without a fault.
    pub states: Vec<State>,
    /// The state files with faults, sorted by file name. Each fault is in the sink already; no
    /// page may be made from them.
    pub failed_states: Vec<FailedState>,
}

impl Dataset {
    /// Every state's figures, then what could be read of the faulty states'.
    pub fn state_figures(&self) -> impl Iterator<Item = &FigureFile> {
        let sound = self.states.iter().map(|state| &state.figures);
        sound.chain(self.failed_states.iter().filter_map(|state| state.figures.as_ref()))
    }
}

/// What became of a set.
#[derive(Debug)]
pub enum Reading {
    /// It can be built, but for the states that failed.
    Sound(Dataset),
    /// No page can be made. What could be read serves to find what else is wrong.
    Faulty {
        /// What could be read, with empty stand-ins for what could not.
        rest: Option<Dataset>,
        /// Proof that the faults are in the sink.
        reported: Reported,
    },
}

/// A state file with faults.
#[derive(Debug)]
pub struct FailedState {
    /// The file.
    pub path: PathBuf,
    /// Postal code, if it could be read.
    pub postal: Option<String>,
    /// File name of the page, if it could be read.
    pub slug: Option<String>,
    /// The figures that could be read, to find what else is wrong with them.
    pub figures: Option<FigureFile>,
    /// Proof that its faults are in the sink.
    pub reported: Reported,
}

impl FailedState {
    /// What to call it: its file name.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether it answers to a postal code or file name.
    pub fn is_called(&self, name: &str) -> bool {
        let known = [self.postal.as_deref(), self.slug.as_deref()];
        known.iter().flatten().any(|k| k.eq_ignore_ascii_case(name)) || self.name().eq_ignore_ascii_case(name)
    }
}

/// The set file.
#[derive(Debug)]
pub struct SetFile {
    /// `handout.toml`.
    pub file: FileId,
    /// The year the figures are for.
    pub year: Spanned<i32>,
    /// The day the figures were released; the date written into the PDF.
    pub released: Option<Spanned<NaiveDate>>,
    /// The day the figures stand for, if it is not the end of the year.
    pub as_of: Option<Spanned<NaiveDate>>,
    /// Name of the theme.
    pub theme: Spanned<String>,
    /// `theme.toml`: what the set changes of it.
    pub theme_changes: ThemeChanges,
    /// Name of the output profile, if it is not the first.
    pub profile: Option<Spanned<String>>,
    /// The print shop's own ICC profile.
    pub output_profile: Option<OutputProfile>,
    /// How the handouts of a run share their size: `fit`.
    pub fit: FitMode,
    /// BCP 47 tags; the first is the set's default.
    pub languages: Vec<Spanned<String>>,
    /// Who publishes the sheet.
    pub publisher: Publisher,
    /// Free entries of `[contact]`, for the wording: `{{ contact.hotline }}`.
    pub contact: Vec<(Spanned<String>, Spanned<String>)>,
    /// The dictionary of figures, in the order written.
    pub figures: Vec<FigureSpec>,
    /// `[[allow]]`: warnings the authors have looked at.
    pub allow: Vec<Allowance>,
}

/// `[[allow]]`: a warning that is right to leave as it is, and why.
#[derive(Debug)]
pub struct Allowance {
    /// The warning's code.
    pub code: Spanned<Code>,
    /// Only in this file of the set: its path, or the end of it.
    pub file: Option<Spanned<String>>,
    /// Only where the warning or the words it points at contain this.
    pub text: Option<Spanned<String>>,
    /// Why it is right.
    pub reason: Spanned<String>,
    /// The whole entry.
    pub span: Span,
}

/// `[press] output_profile`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputProfile {
    /// Its file name without the ending.
    pub name: String,
    /// The ICC profile, of class `prtr` and for CMYK.
    pub bytes: Vec<u8>,
}

/// How the handouts of a run share their size and leading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitMode {
    /// Each gets its own: `"each"`.
    Each,
    /// All get the tightest one's: `"uniform"`.
    Uniform,
    /// All get this, as the data inside a handout of a series says: `"9.75 1.28 0.8"`.
    At {
        /// Size of the type.
        size: Pt,
        /// Leading in sizes.
        lead: Ratio,
        /// Factor on the white between blocks.
        gap: Ratio,
    },
}

/// `[publisher]`.
#[derive(Debug)]
pub struct Publisher {
    /// Full name.
    pub name: Spanned<String>,
    /// Abbreviation, if there is one.
    pub short: Option<Spanned<String>>,
    /// Web address, shown in error-free form by the wording.
    pub website: Option<Spanned<String>>,
}
