//! The names of a place, in each language of the set.
//!
//! In: `name`, `in_prose`, `possessive` and `adjective` of the file of a state. A plain `name` serves
//! every language ("Kentucky"); the other keys, if plain, are in the first language only.

use super::localized::{in_some, localized};
use super::reader::{Fields, TableReader};
use crate::set::{Localized, NameForms, PlaceNames};
use crate::source::Spanned;

/// Reads the names in `languages`, the languages of the set.
pub(super) fn read(
    reader: &mut TableReader<'_>,
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
