//! Texts in the head of a message.
//!
//! In: names and subjects. Out: header fields in ASCII (RFC 5322, RFC 2047), or the letter that must not be
//! in one: a line break would begin another field, a control or a bidi mark would show another text than it is.

use super::address::MailAddress;
use super::mime::base64;
use crate::characters::is_invisible;

/// Bytes of a word before it is encoded: 4/3 of them and its frame are less than 75 letters.
const ENCODED: usize = 45;

/// Whether a letter may stand in a header field.
pub(super) fn is_plain(letter: char) -> bool {
    !letter.is_control() && !is_invisible(letter)
}

/// A text that may stand in a header field, or the letter that keeps it from there.
pub(super) fn plain_text(text: &str) -> Result<&str, char> {
    let text = text.trim();
    text.chars().find(|letter| !is_plain(*letter)).map_or(Ok(text), Err)
}

/// A text as a header field has it.
pub(super) fn unstructured(text: &str) -> String {
    if text.is_ascii() && text.len() <= 60 && !text.contains("=?") {
        return text.to_owned();
    }
    encoded(text)
}

/// A name and an address as a header field has them.
pub(super) fn mailbox(name: &str, address: &MailAddress) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~ ".contains(c);
    if name.is_empty() {
        return address.to_string();
    }
    let name = if !name.is_ascii() || name.contains("=?") || name.len() > 60 {
        encoded(name)
    } else if name.chars().all(word) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    };
    format!("{name} <{address}>")
}

/// Words in base64, each on a line of its own.
fn encoded(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for letter in text.chars() {
        if let Some(last) = words.last_mut() {
            last.push(letter);
            if last.len() + 4 > ENCODED {
                words.push(String::new());
            }
        }
    }
    words.retain(|word| !word.is_empty());
    let words: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_break_comes_into_a_header() {
        for text in ["a\r\nBcc: b", "a\nb", "a\0b", "a\u{202E}b", "a\u{2028}b", "a\u{200F}b", "a\u{7F}b"] {
            assert!(plain_text(text).is_err(), "{text:?}");
        }
        assert_eq!(plain_text(" José Núñez, Ph.D. "), Ok("José Núñez, Ph.D."));
    }

    #[test]
    fn names_are_quoted_or_encoded() {
        let address = MailAddress::parse("a@b.example").unwrap();
        assert_eq!(mailbox("Ann Meadow", &address), "Ann Meadow <a@b.example>");
        assert_eq!(mailbox("Meadow, \"Ann\"", &address), "\"Meadow, \\\"Ann\\\"\" <a@b.example>");
        assert_eq!(mailbox("José", &address), "=?utf-8?B?Sm9zw6k=?= <a@b.example>");
        let long = unstructured(&"ñ".repeat(100));
        assert!(long.split("\r\n ").all(|line| line.len() <= 75) && long.is_ascii(), "{long}");
    }
}
