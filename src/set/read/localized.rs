//! A text for each language: `"text"` or `{ en = "…", es = "…" }`.

use super::reader::{TableReader, TomlNode, listed};
use crate::diagnostic::Code;
use crate::set::Localized;
use crate::source::Spanned;
use toml::de::DeValue;

/// A text that the first language of the set must have, since the others fall back on it.
pub(super) fn localized(
    reader: &mut TableReader<'_>,
    key: &str,
    node: &TomlNode<'_>,
    languages: &[Spanned<String>],
) -> Option<Localized> {
    let found = in_some(reader, key, node, languages)?;
    let first = languages.first().map_or("", |language| language.value.as_str());
    if let DeValue::Table(table) = node.get_ref()
        && !first.is_empty()
        && !table.iter().any(|(tag, _)| tag.get_ref() == first)
    {
        let span = reader.span(node.span());
        let message = format!("`{key}` has no text in \"{first}\", the set's first language");
        reader.bad(Code::MissingKey, span, message, format!("add `{first} = \"…\"`"));
    }
    Some(found)
}

/// A text that any language of the set may have; a plain one is in the first.
pub(super) fn in_some(
    reader: &mut TableReader<'_>,
    key: &str,
    node: &TomlNode<'_>,
    languages: &[Spanned<String>],
) -> Option<Localized> {
    match node.get_ref() {
        DeValue::String(_) => {
            let first = languages.first().map_or("", |language| language.value.as_str());
            let text = reader.string(key, node)?;
            Some(Localized { texts: vec![(first.to_owned(), text)] })
        }
        DeValue::Table(table) if table.is_empty() => {
            let help = "write its text, or one for each language: { en = \"…\", es = \"…\" }";
            reader.bad(Code::BadValue, reader.span(node.span()), format!("`{key}` is empty"), help);
            None
        }
        DeValue::Table(_) => {
            let fields = reader.table(key, node)?;
            let mut texts = Vec::new();
            for (tag, node) in fields.entries() {
                let tag_span = reader.span(tag.span());
                let tag = tag.get_ref().as_ref();
                let known = languages.iter().any(|language| language.value == tag);
                if !known && !languages.is_empty() {
                    let help = format!(
                        "the set's languages are {}",
                        listed(languages.iter().map(|l| l.value.as_str()))
                    );
                    reader.bad(
                        Code::UnknownKey,
                        tag_span,
                        format!("`{tag}` is not one of the set's languages"),
                        help,
                    );
                }
                if let Some(text) = reader.string(tag, node) {
                    texts.push((tag.to_owned(), text));
                }
            }
            Some(Localized { texts })
        }
        _ => {
            reader.wrong_type(key, node, "a text, or one for each language: { en = \"…\", es = \"…\" }");
            None
        }
    }
}
