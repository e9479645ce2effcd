//! The names of a place, in each language of the set.

use crate::source::Spanned;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceNames {
    /// In the first language of the set; messages use these.
    pub first: NameForms,
    /// In the other languages, by BCP 47 tag.
    pub others: Vec<(String, NameForms)>,
}

/// The names of a place in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameForms {
    /// For titles: "Kentucky", "U.S. Virgin Islands".
    pub name: Spanned<String>,
    /// Within a sentence: "the U.S. Virgin Islands".
    pub in_prose: Spanned<String>,
    /// "Kentucky’s", if not as the language would form it from `in_prose`.
    pub possessive: Option<Spanned<String>>,
    /// Before a noun, if not the name itself.
    pub adjective: Option<Spanned<String>>,
}

impl PlaceNames {
    /// The names in a language of the set.
    pub fn get(&self, language: &str) -> &NameForms {
        self.others.iter().find(|(tag, _)| tag == language).map_or(&self.first, |(_, forms)| forms)
    }

    /// The names in each language, in the order of the set.
    pub fn all(&self) -> impl Iterator<Item = &NameForms> {
        std::iter::once(&self.first).chain(self.others.iter().map(|(_, forms)| forms))
    }
}
