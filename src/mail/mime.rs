//! A message as bytes: MIME (RFC 2045, 2046), lines of CR LF, ASCII throughout.
//!
//! In: header fields, the plain and the HTML form, files. Out: the same bytes for the same message: the
//! boundaries are from its key. `multipart/mixed` of `multipart/alternative` and the files: what is flatter is
//! shown wrong by some programs.

/// Letters of a line of base64.
const LINE: usize = 76;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A message with two forms of its text and files.
pub(super) struct Parts<'m> {
    /// Names and values, these in ASCII and folded where they are long.
    pub(super) head: Vec<(&'static str, String)>,
    pub(super) plain: &'m str,
    pub(super) html: &'m str,
    /// Names, which are plain ASCII, and bytes.
    pub(super) files: Vec<(&'m str, &'m [u8])>,
    /// What the boundaries are made of.
    pub(super) key: &'m str,
}

impl Parts<'_> {
    pub(super) fn bytes(&self) -> Vec<u8> {
        // `=_` stands in no quoted-printable and no base64.
        let (mixed, either) = (format!("=_{}_m", self.key), format!("=_{}_a", self.key));
        let mut out = String::new();
        for (name, value) in &self.head {
            out += &format!("{name}: {value}\r\n");
        }
        out += "MIME-Version: 1.0\r\n";
        out += &format!("Content-Type: multipart/mixed;\r\n boundary=\"{mixed}\"\r\n\r\n");
        out +=
            &format!("--{mixed}\r\nContent-Type: multipart/alternative;\r\n boundary=\"{either}\"\r\n\r\n");
        for (kind, text) in [("plain", self.plain), ("html", self.html)] {
            out += &format!("--{either}\r\nContent-Type: text/{kind}; charset=utf-8\r\n");
            out += "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
            out += &quoted_printable(text);
            out += "\r\n";
        }
        out += &format!("--{either}--\r\n");
        for (name, bytes) in &self.files {
            let kind = if name.ends_with(".zip") { "application/zip" } else { "application/pdf" };
            out += &format!("--{mixed}\r\nContent-Type: {kind};\r\n name=\"{name}\"\r\n");
            out += &format!("Content-Disposition: attachment;\r\n filename=\"{name}\"\r\n");
            out += "Content-Transfer-Encoding: base64\r\n\r\n";
            let coded = base64(bytes);
            for start in (0..coded.len()).step_by(LINE) {
                out += &coded[start..coded.len().min(start + LINE)];
                out += "\r\n";
            }
        }
        out += &format!("--{mixed}--\r\n");
        out.into_bytes()
    }
}

/// RFC 4648.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = BASE64[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

/// RFC 2045, 6.7.
fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut length = 0;
        for (at, byte) in line.bytes().enumerate() {
            let blank = matches!(byte, b' ' | b'\t');
            let last = at + 1 == line.len();
            let plain = (byte.is_ascii_graphic() && byte != b'=' || blank && !last)
                // A lone dot would end the message, "From " begin another one.
                && !(at == 0 && matches!(byte, b'.' | b'F'));
            let width = if plain { 1 } else { 3 };
            if length + width > LINE - 1 {
                out += "=\r\n";
                length = 0;
            }
            match plain {
                true => out.push(char::from(byte)),
                false => out += &format!("={byte:02X}"),
            }
            length += width;
        }
        out += "\r\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn lines_are_short_and_ascii() {
        let text = format!(".\nFrom here: {} = “ñ” \n", "word ".repeat(60));
        let coded = quoted_printable(&text);
        assert!(coded.is_ascii() && coded.split("\r\n").all(|line| line.len() <= 76));
        assert!(
            coded.starts_with("=2E\r\n=46rom here:") && coded.contains("=3D") && coded.ends_with("=20\r\n")
        );
    }
}
