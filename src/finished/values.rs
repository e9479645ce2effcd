//! Values out of dictionaries.

use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

/// A name; empty if there is none.
pub(super) fn name(dictionary: &Dict<'_>, key: &str) -> String {
    dictionary.get::<Name<'_>>(key).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

/// Text for people (ISO 32000-1, 7.9.2.2).
pub(super) fn text(dictionary: &Dict<'_>, key: &str) -> Option<String> {
    Some(readable(dictionary.get::<PdfString<'_>>(key)?.as_bytes()))
}

/// Such text from its bytes: UTF-16 or UTF-8 behind their marks (the latter since PDF 2.0), or Latin-1,
/// which is near enough to `PDFDocEncoding`.
pub(super) fn readable(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf_16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Text from its units of two bytes.
pub(super) fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The numbers of an array; what is not a number counts as 0.
pub(super) fn numbers(dictionary: &Dict<'_>, key: &str) -> Vec<f64> {
    let array: Option<Array<'_>> = dictionary.get(key);
    array.iter().flat_map(|array| array.iter::<Object<'_>>()).map(|value| number(&value)).collect()
}

/// A number; 0 for what is not one.
pub(super) fn number(object: &Object<'_>) -> f64 {
    match object {
        Object::Number(number) => number.as_f64(),
        _ => 0.0,
    }
}
