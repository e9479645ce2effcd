//! Values out of dictionaries, as the checks want them.

use crate::objects::{Array, Dict, Name, Object, PdfString};

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
pub(super) fn name(dictionary: &Dict<'_>, key: &str) -> String {
    dictionary.get::<Name<'_>>(key).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

/// Text for people (ISO 32000-1, 7.9.2.2).
pub(super) fn text(dictionary: &Dict<'_>, key: &str) -> Option<String> {
    let text: PdfString<'_> = dictionary.get(key)?;
    Some(readable(text.as_bytes()))
}

/// Such text from its bytes.
pub(super) fn readable(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks(2).map(|pair| pair.iter().fold(0, |n, b| n << 8 | u16::from(*b))).collect();
            String::from_utf16_lossy(&units)
        }
        plain => match std::str::from_utf8(plain) {
            Ok(plain) if plain.is_ascii() => plain.to_owned(),
            _ => plain.iter().map(|&byte| char::from(byte)).collect(),
        },
    }
}
