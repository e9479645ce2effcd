//! What a place is called, in each language of the set.

use crate::source::Spanned;

/// The names of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceNames {
    /// In the set's first language; messages use them.
    pub first: NameForms,
    /// By BCP 47 tag, in the set's other languages.
    pub others: Vec<(String, NameForms)>,
}

/// What one language calls a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameForms {
    /// For titles: "Kentucky", "U.S. Virgin Islands".
    pub name: Spanned<String>,
    /// Within a sentence: "the U.S. Virgin Islands".
    pub in_prose: Spanned<String>,
    /// "Kentucky’s", if it is not what the language makes of `in_prose`.
    pub possessive: Option<Spanned<String>>,
    /// As it stands before a noun, if that is not the name.
    pub adjective: Option<Spanned<String>>,
}

impl PlaceNames {
    /// The names in a language of the set.
    pub fn get(&self, language: &str) -> &NameForms {
        self.others.iter().find(|(tag, _)| tag == language).map_or(&self.first, |(_, forms)| forms)
    }

    /// The names in each language, the first one's first.
    pub fn all(&self) -> impl Iterator<Item = &NameForms> {
        std::iter::once(&self.first).chain(self.others.iter().map(|(_, forms)| forms))
    }
}
