//! Figures as the authors wrote them: the dictionary, and the files with the values.

use super::rules::{FigureRules, Waiver};
use crate::figure::{Kind, Value};
use crate::source::{FileId, Span, Spanned};
use chrono::NaiveDate;

/// One entry of the dictionary of figures: `[figures.KEY]`.
#[derive(Debug)]
pub struct FigureSpec {
    /// The name the wording uses: letters, digits and `_`.
    pub key: Spanned<String>,
    pub scope: Scope,
    /// The year it is for wherever a file gives it none of its own.
    pub year: Option<Spanned<i32>>,
    /// What it measures, if the authors say so.
    pub kind: Option<Spanned<Kind>>,
    /// What it counts, for reports and traces.
    pub label: Localized,
    /// The noun after 1: `{{ KEY | noun }}`.
    pub one: Option<Localized>,
    /// The noun after any other number.
    pub other: Option<Localized>,
    /// The keys of its parts.
    pub sum_of: Vec<Spanned<String>>,
    /// The keys of figures it must not exceed.
    pub at_most: Vec<Spanned<String>>,
    /// The key of the nation's figure that is printed beside it.
    pub compare: Option<Spanned<String>>,
    /// Whether every file must have it.
    pub required: bool,
    pub rules: FigureRules,
}

impl FigureSpec {
    /// The kind that the dictionary gives it, and where: as `kind`, or by nouns or small numbers, which
    /// counts have.
    pub fn told_kind(&self) -> Option<(Kind, Span)> {
        let told = self.kind.as_ref().map(|kind| (kind.value, kind.span));
        let noun = self.one.as_ref().and_then(|noun| noun.texts.first());
        let noun = noun.map(|(_, text)| (Kind::Number, text.span));
        let small = self.rules.protect.map(|_| (Kind::Number, self.key.span));
        told.or(noun).or(small)
    }
}

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Each state has its own.
    State,
    /// There is one for the nation.
    National,
}

/// A text for each language: `"text"` in the default language, or `{ en = "…", es = "…" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    /// By language tag; a plain string has the tag of the default language.
    pub texts: Vec<(String, Spanned<String>)>,
}

impl Localized {
    pub fn get(&self, language: &str) -> Option<&Spanned<String>> {
        self.texts.iter().find(|(tag, _)| tag == language).map(|(_, text)| text)
    }
}

/// `national.toml` or the figures of a state, as written.
#[derive(Debug)]
pub struct FigureFile {
    pub file: FileId,
    pub year: Spanned<i32>,
    pub source: Option<Spanned<String>>,
    /// Where `[figures]` begins.
    pub span: Span,
    /// In the order written.
    pub figures: Vec<FigureEntry>,
    pub waivers: Vec<Waiver>,
    /// Keys of figures that are written but could not be read; empty in a file without a fault.
    pub spoilt: Vec<String>,
    /// Whether the whole file could be parsed; if not, nothing is reported as missing.
    pub complete: bool,
}

/// One figure as written.
#[derive(Debug, Clone)]
pub struct FigureEntry {
    pub key: Spanned<String>,
    pub value: Spanned<Value>,
    /// If it is not that of the file.
    pub year: Option<Spanned<i32>>,
    /// If it is not that of the set.
    pub as_of: Option<Spanned<NaiveDate>>,
    /// Last year's value; never printed.
    pub previous: Option<Spanned<Value>>,
    /// If it is not that of the file.
    pub source: Option<Spanned<String>>,
    /// A remark for those who keep the data; never printed.
    pub note: Option<Spanned<String>>,
    /// The cell of a spreadsheet that it was imported from: `figures.xlsx:Sheet1!B7`; never printed.
    pub cell: Option<Spanned<String>>,
}
