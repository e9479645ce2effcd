//! Values out of dictionaries, as the checks want them.

use crate::objects::{Array, Dict, Name, Object, PdfString};
use std::borrow::Cow;

/// The numbers of an array.
pub(super) fn numbers(dictionary: &Dict<'_>, key: &str) -> Option<Vec<f64>> {
    let array: Array<'_> = dictionary.get(key)?;
    Some(array.iter::<Object<'_>>().map(|n| n.into_number().map_or(f64::NAN, |n| n.as_f64())).collect())
}

/// The corners of a box: left, bottom, right, top.
pub(super) fn corners(dictionary: &Dict<'_>, key: &str) -> Option<[f64; 4]> {
    numbers(dictionary, key)?.try_into().ok()
}

/// A name; empty if there is none.
pub(super) fn name<'p>(dictionary: &Dict<'p>, key: &str) -> &'p str {
    dictionary.get::<Name<'p>>(key).map_or("", |name| name.as_str())
}

/// Text for people (ISO 32000-1, 7.9.2.2).
pub(super) fn text(dictionary: &Dict<'_>, key: &str) -> Option<String> {
    let text: PdfString<'_> = dictionary.get(key)?;
    Some(readable(text.as_bytes()))
}

/// Such text from its bytes.
pub(super) fn readable(bytes: &[u8]) -> String {
    read(bytes).into_owned()
}

/// The same, as it stands in the file if it is plain there.
pub(super) fn read(bytes: &[u8]) -> Cow<'_, str> {
    if let [0xFE, 0xFF, rest @ ..] = bytes {
        let (pairs, odd) = rest.as_chunks::<2>();
        let pairs = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        let units = pairs.chain(odd.iter().map(|byte| u16::from(*byte)));
        let mut text = String::with_capacity(rest.len());
        text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        return Cow::Owned(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(plain) if plain.is_ascii() => Cow::Borrowed(plain),
        _ => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}
