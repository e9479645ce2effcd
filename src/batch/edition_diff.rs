//! What is told of two editions: places, figures and words that differ.

#![warn(missing_docs)]

use crate::compare::WordRun;
use crate::diagnostic::{Code, Findings};
use crate::source::Location;
use chrono::NaiveDate;
use std::path::PathBuf;

/// One of two editions.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum DiffSide {
    /// The folder of a set.
    Set(PathBuf),
    /// Finished handouts, each with its name and bytes; `whole` if they are all there are, so that a place that
    /// is not among them is missing.
    Handouts {
        /// The files.
        files: Vec<(PathBuf, Vec<u8>)>,
        /// Whether these are all.
        whole: bool,
    },
}

/// Two editions, held against each other.
#[derive(Debug)]
#[non_exhaustive]
pub struct EditionDiff {
    /// The years of the two.
    pub years: (i32, i32),
    /// The day of release of the new one, or else the last day of its year.
    pub date: NaiveDate,
    /// Places that only one of them has, or that are called otherwise.
    pub places: Vec<PlaceDiff>,
    /// Figures that only one of them has for any place: the key, and whether it is the new one.
    pub keys: Vec<(String, bool)>,
    /// Figures that differ, place by place, the nation first.
    pub figures: Vec<FigureDiff>,
    /// Languages that only one of them has, and whether it is the new one.
    pub languages: Vec<(String, bool)>,
    /// Texts that differ, language by language.
    pub texts: Vec<TextDiff>,
    /// Places that are not compared, since their files have faults, and whether these are in the new edition.
    pub unread: Vec<(String, bool)>,
    /// What else someone should look at, and what is wrong with either.
    pub findings: Findings,
}

/// A place that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlaceDiff {
    /// Its code.
    pub code: String,
    /// What it was called, and in which language; `None` if it was not there.
    pub old: Option<String>,
    /// What it is called.
    pub new: Option<String>,
}

/// A figure that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FigureDiff {
    /// The name of the place; "the nation" for national figures.
    pub place: String,
    /// Its code; `None` for the nation.
    pub code: Option<String>,
    /// The key of the figure.
    pub figure: String,
    /// What it counts, in the first language.
    pub label: String,
    /// Its value in the old edition, and where; `None` if it was not there.
    pub old: Option<(String, Location)>,
    /// Its value in the new one.
    pub new: Option<(String, Location)>,
    /// As in [`FigureChange`](super::FigureChange), or `year` or `source` if the value is the same and that is not.
    pub kind: &'static str,
    /// The difference, where both are numbers: "+360", or "-2.5" of shares, in percentage points.
    pub by: Option<String>,
    /// The difference in percent of the old value: "+4.2%".
    pub percent: Option<String>,
    /// What is odd about it.
    pub flags: Vec<(Code, String)>,
}

/// A text that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextDiff {
    /// The language.
    pub language: String,
    /// Which text it is.
    pub part: String,
    /// Where it stood; `None` if it was not there.
    pub old: Option<Location>,
    /// Where it stands; `None` if it is gone.
    pub new: Option<Location>,
    /// Its words.
    pub words: Vec<WordRun>,
}

impl EditionDiff {
    /// Whether nothing differs, as far as all could be read. Two years are no difference.
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.unread.is_empty()
    }

    /// How many differences there are.
    pub fn len(&self) -> usize {
        self.places.len() + self.keys.len() + self.figures.len() + self.languages.len() + self.texts.len()
    }
}

/// Which of two sides cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffFault {
    /// The old one.
    Old,
    /// The new one.
    New,
}
