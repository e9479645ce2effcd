//! What a voice must know of the words of a set.

use crate::source::Spanned;

/// A name that is said in one language on every page, whatever the page's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenName {
    pub text: Spanned<String>,
    /// Its code.
    pub language: &'static str,
}

/// An abbreviation and the words it is short for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    pub short: Spanned<String>,
    pub words: Spanned<String>,
}
