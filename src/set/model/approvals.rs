//! Who approved what of a set: `approvals.toml`.

use crate::source::{Span, Spanned};
use chrono::NaiveDate;

/// Every approval of a set.
#[derive(Debug, Default)]
pub struct Approvals {
    pub sheets: Vec<SheetApproval>,
    pub wordings: Vec<WordingReview>,
}

/// `[[sheet]]`: someone answers for the page of one place in one language.
#[derive(Debug)]
pub struct SheetApproval {
    /// Postal code.
    pub state: Spanned<String>,
    /// BCP 47 tag.
    pub language: Spanned<String>,
    pub signature: Signature,
}

/// `[[wording]]`: someone has reviewed the wording of a language.
#[derive(Debug)]
pub struct WordingReview {
    /// BCP 47 tag.
    pub language: Spanned<String>,
    pub signature: Signature,
}

/// Who approved something, when, and as what.
#[derive(Debug)]
pub struct Signature {
    pub by: String,
    pub date: NaiveDate,
    /// Hash of what was approved.
    pub key: String,
    /// The whole entry.
    pub span: Span,
}

impl Approvals {
    pub fn sheet(&self, postal: &str, language: &str) -> Option<&Signature> {
        let is_it = |own: &&SheetApproval| own.state.value == postal && own.language.value == language;
        self.sheets.iter().find(is_it).map(|own| &own.signature)
    }

    pub fn wording(&self, language: &str) -> Option<&Signature> {
        self.wordings.iter().find(|own| own.language.value == language).map(|own| &own.signature)
    }
}
