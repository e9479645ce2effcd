//! The names of a place, in each language of the set.
//!
//! In: `name`, `in_prose`, `possessive` and `adjective` of the file of a state. A plain `name` serves
//! every language ("Kentucky"); the other keys, if plain, are in the first language only. Where the file
//! is silent and its name and code are those of a jurisdiction, the gazetteer speaks: "Nueva York", "the
//! District of Columbia".

use super::localized::{in_some, localized};
use super::reader::{Fields, TableReader};
use crate::gazetteer::{self, Jurisdiction};
use crate::set::{Localized, NameForms, PlaceNames};
use crate::source::Spanned;

/// The names as the file has them.
pub(super) struct WrittenNames {
    pub(super) name: Localized,
    pub(super) in_prose: Option<Localized>,
    pub(super) possessive: Option<Localized>,
    pub(super) adjective: Option<Localized>,
}

/// Reads the names in `languages`, the languages of the set.
pub(super) fn read(
    reader: &mut TableReader<'_>,
    top: &mut Fields<'_>,
    languages: &[Spanned<String>],
) -> Option<WrittenNames> {
    let name = top
        .required("name", "a line `name = \"…\"` at the top of the file")
        .and_then(|node| localized(reader, "name", node, languages));
    let mut form = |key| top.optional(key).and_then(|node| in_some(reader, key, node, languages));
    let (in_prose, possessive, adjective) = (form("in_prose"), form("possessive"), form("adjective"));
    Some(WrittenNames { name: name?, in_prose, possessive, adjective })
}

impl WrittenNames {
    /// The names of the place with this code in each of `languages`.
    pub(super) fn complete(
        &self,
        postal: Option<&Spanned<String>>,
        languages: &[Spanned<String>],
    ) -> Option<PlaceNames> {
        let (_, title) = self.name.texts.first()?;
        let postal = postal.map_or("", |code| code.value.as_str());
        let known = Jurisdiction::of(&title.value, postal);
        let forms = |language: &str| {
            let form = |form: &Option<Localized>| form.as_ref().and_then(|form| form.get(language)).cloned();
            let listed = || known.and_then(|place| place.name_in(language));
            let listed = || listed().map(|name| Spanned::new(name.to_owned(), title.span));
            let name = self.name.get(language).cloned().or_else(listed).unwrap_or_else(|| title.clone());
            let supplied = || gazetteer::in_prose(&name.value, postal, language);
            let in_prose = form(&self.in_prose)
                .unwrap_or_else(|| Spanned::new(supplied().unwrap_or_else(|| name.value.clone()), name.span));
            NameForms { in_prose, name, possessive: form(&self.possessive), adjective: form(&self.adjective) }
        };
        let first = forms(languages.first().map_or("", |language| language.value.as_str()));
        let others = languages.iter().skip(1).map(|tag| (tag.value.clone(), forms(&tag.value)));
        Some(PlaceNames { first, others: others.collect() })
    }
}
