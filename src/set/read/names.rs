//! What a place is called, in each language of the set.
//!
//! In: `name`, `in_prose`, `possessive` and `adjective` of a state's file. A plain `name` serves
//! every language ("Kentucky"); the others, written plain, are forms of the first one.

use super::dataset::Localized;
use super::localized::{in_some, localized};
use super::reader::{Fields, Reader};
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

/// Reads the names in `languages`, those of the set.
pub(super) fn read(
    reader: &mut Reader<'_>,
    top: &mut Fields<'_>,
    languages: &[Spanned<String>],
) -> Option<PlaceNames> {
    let name = top
        .required("name", "a line `name = \"…\"` at the top of the file")
        .and_then(|node| localized(reader, "name", node, languages));
    let mut form = |key| top.optional(key).and_then(|node| in_some(reader, key, node, languages));
    let (in_prose, possessive, adjective) = (form("in_prose"), form("possessive"), form("adjective"));
    let name = name?;
    let (_, title) = name.texts.first()?;
    let forms = |language: &str| {
        let form = |form: &Option<Localized>| form.as_ref().and_then(|form| form.get(language)).cloned();
        let name = name.get(language).unwrap_or(title).clone();
        NameForms {
            in_prose: form(&in_prose).unwrap_or_else(|| name.clone()),
            name,
            possessive: form(&possessive),
            adjective: form(&adjective),
        }
    };
    let first = forms(languages.first().map_or("", |language| language.value.as_str()));
    let others = languages.iter().skip(1).map(|tag| (tag.value.clone(), forms(&tag.value)));
    Some(PlaceNames { first, others: others.collect() })
}
