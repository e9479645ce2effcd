//! Figures as the authors wrote them: the dictionary, and the files with their values.

use super::rules::{FigureRules, Waiver};
use crate::figure::Value;
use crate::source::{FileId, Span, Spanned};
use chrono::NaiveDate;

/// One entry of the dictionary of figures: `[figures.KEY]`.
#[derive(Debug)]
pub struct FigureSpec {
    /// The name the wording uses: letters, digits and `_`.
    pub key: Spanned<String>,
    /// Whether each state has its own or the nation has one.
    pub scope: Scope,
    /// What it counts, for people: reports, traces, alternative text.
    pub label: Localized,
    /// The noun for one, where the wording asks for `{{ KEY | noun }}`.
    pub one: Option<Localized>,
    /// The noun for any other number.
    pub other: Option<Localized>,
    /// Keys whose sum this figure is.
    pub sum_of: Vec<Spanned<String>>,
    /// The keys this figure must not exceed.
    pub at_most: Vec<Spanned<String>>,
    /// Whether a state (or the nation) may leave it out.
    pub required: bool,
    /// The rules its numbers keep beyond these.
    pub rules: FigureRules,
}

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Each state's own.
    State,
    /// One for the nation.
    National,
}

/// A text per language: `"text"` for the set's default, or `{ en = "…", es = "…" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    /// (language tag, text); a plain string stands under the set's default language.
    pub texts: Vec<(String, Spanned<String>)>,
}

impl Localized {
    /// The text in `language`, if written.
    pub fn get(&self, language: &str) -> Option<&Spanned<String>> {
        self.texts.iter().find(|(tag, _)| tag == language).map(|(_, text)| text)
    }
}

/// `[figures]` of a state or of the nation, as written.
#[derive(Debug)]
pub struct FigureFile {
    /// The file.
    pub file: FileId,
    /// The year the file says it is for.
    pub year: Spanned<i32>,
    /// Where the figures were published.
    pub source: Option<Spanned<String>>,
    /// Where `[figures]` begins.
    pub span: Span,
    /// The figures, in the order written.
    pub figures: Vec<FigureEntry>,
    /// Rules that need not be kept here, and why.
    pub waivers: Vec<Waiver>,
    /// Keys of the figures that are written but could not be read; none in a file without a fault.
    pub spoilt: Vec<String>,
    /// Whether the whole file could be parsed; otherwise nothing can be said to be missing from it.
    pub complete: bool,
}

/// One figure as written.
#[derive(Debug, Clone)]
pub struct FigureEntry {
    /// Its key.
    pub key: Spanned<String>,
    /// Its value; the span covers the value alone.
    pub value: Spanned<Value>,
    /// Its own year, if it is not the file's.
    pub year: Option<Spanned<i32>>,
    /// The day it stands for, if it is not the set's.
    pub as_of: Option<Spanned<NaiveDate>>,
    /// What it was last year; never printed.
    pub previous: Option<Spanned<Value>>,
    /// Its own source.
    pub source: Option<Spanned<String>>,
    /// A remark for the people who keep the data; never printed.
    pub note: Option<Spanned<String>>,
}
