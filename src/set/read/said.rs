//! What a voice must know of the words of a set: names that are always in one language (`[names]` of the set
//! file), and abbreviations with what they stand for (`[abbreviations]` of a wording).

use super::reader::{TableReader, TomlNode};
use crate::diagnostic::Code;
use crate::lang::language_code;
use crate::set::{Abbreviation, SpokenName};
use crate::source::Spanned;

/// Most of either: more than a page has words that need it.
const MOST: usize = 200;

/// `[names]`: for each language, a list of names.
pub(super) fn names(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Vec<SpokenName> {
    let Some(fields) = reader.table("names", node) else { return Vec::new() };
    let mut found: Vec<SpokenName> = Vec::new();
    for (key, node) in fields.entries() {
        let span = reader.span(key.span());
        let written = key.get_ref().as_ref();
        let language = language_code(written).map_err(|meant| {
            let help = match meant {
                Some(code) => format!("write `{code}`"),
                None => "write `en = [\"…\"]` for English names, `es = [\"…\"]` for Spanish ones".to_owned(),
            };
            reader.bad(
                Code::UnknownLanguage,
                span,
                format!("`{written}` is not the code of a language"),
                help,
            );
        });
        let names = reader.strings(written, node).unwrap_or_default();
        let Ok(language) = language else { continue };
        for text in names {
            match found.iter().find(|other| is_same(&other.text, &text)) {
                Some(_) => twice(reader, &text),
                None => found.push(SpokenName { text, language }),
            }
        }
    }
    bounded(reader, node, "names", found)
}

/// `[abbreviations]`: each with its words.
pub(super) fn abbreviations(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Vec<Abbreviation> {
    let Some(fields) = reader.table("abbreviations", node) else { return Vec::new() };
    let mut found: Vec<Abbreviation> = Vec::new();
    for (key, node) in fields.entries() {
        let short = Spanned::new(key.get_ref().trim().to_owned(), reader.span(key.span()));
        let Some(words) = reader.string(&short.value, node) else { continue };
        let (first, last) = (short.value.chars().next(), short.value.chars().next_back());
        if !first.is_some_and(char::is_alphanumeric) || !last.is_some_and(|c| c.is_alphanumeric() || c == '.')
        {
            let message = format!("\"{}\" is not an abbreviation", short.value);
            let help = "write it as it stands in the text, and what it is short for: NASA = \"National …\"";
            reader.bad(Code::BadValue, short.span, message, help);
        } else if is_same(&short, &words) {
            let message = format!("`{}` stands for itself", short.value);
            reader.bad(Code::BadValue, words.span, message, "write the words that it is short for");
        } else {
            found.push(Abbreviation { short, words });
        }
    }
    bounded(reader, node, "abbreviations", found)
}

fn is_same(one: &Spanned<String>, other: &Spanned<String>) -> bool {
    one.value == other.value
}

fn twice(reader: &mut TableReader<'_>, text: &Spanned<String>) {
    let message = format!("\"{}\" is named twice", text.value);
    reader.bad(Code::BadValue, text.span, message, "keep one of the two");
}

fn bounded<T>(reader: &mut TableReader<'_>, node: &TomlNode<'_>, key: &str, found: Vec<T>) -> Vec<T> {
    if found.len() <= MOST {
        return found;
    }
    let message = format!("`[{key}]` has {} entries", found.len());
    reader.bad(Code::TooLarge, reader.span(node.span()), message, format!("use at most {MOST}"));
    Vec::new()
}
