//! The text of a list of contacts, in whatever encoding a spreadsheet saved it.
//!
//! In: bytes. Out: the text, and the name of the encoding if it is worth a word; `None` for what is no text.
//! A byte order mark decides; then UTF-8, if it is that; else Windows-1252, unless bytes stand in it that no
//! Windows text has.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListText {
    pub(super) text: String,
    /// The encoding, where it was guessed.
    pub(super) guessed: Option<&'static str>,
}

pub(super) fn decode(bytes: &[u8]) -> Option<ListText> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        debug_assert!([UTF_8, UTF_16BE, UTF_16LE].contains(&encoding));
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..])?;
        return Some(ListText { text: text.into_owned(), guessed: None });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (!text.contains('\0')).then(|| ListText { text: text.to_owned(), guessed: None });
    }
    // Without a mark, every second byte of UTF-16 is zero; 81, 8D, 8F, 90 and 9D are no letters.
    let foreign = |byte: &u8| match byte {
        b'\t' | b'\r' | b'\n' => false,
        0x00..0x20 | 0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => true,
        _ => false,
    };
    if bytes.iter().any(foreign) {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Some(ListText { text: text.into_owned(), guessed: Some("Windows-1252") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "name;address\nZoë;zoe@fenland.example\n";
        let utf16 = |mark: [u8; 2], swap: bool| {
            let mut bytes = mark.to_vec();
            for unit in text.encode_utf16() {
                bytes.extend(if swap { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            bytes
        };
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), marked, utf16([0xFF, 0xFE], false), utf16([0xFE, 0xFF], true)]
        {
            assert_eq!(decode(&bytes), Some(ListText { text: text.to_owned(), guessed: None }));
        }
        let old = decode(b"name;address\nZo\xEB;zoe@fenland.example\n").unwrap();
        assert_eq!((old.text.as_str(), old.guessed), (text, Some("Windows-1252")));
    }

    #[test]
    fn what_is_no_text_is_not_guessed_at() {
        for bytes in [b"a\x00b\x00".as_slice(), b"\xFF\x00", b"PK\x03\x04\xFF", b"\xFF\xFEa"] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
