//! What the head of a web page says, so that who shares the page shows the card: Open Graph, which social media and
//! messengers read.
//!
//! In: a card and the address of the folder it will lie in. Out: lines of HTML.

use handout::CardPicture;

/// Checks an address that `--web` was given; it ends without a slash.
pub(super) fn address(typed: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%/:".contains(c);
    let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let is_one = host
        .is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric()) && host.chars().all(plain));
    if is_one {
        Ok(typed.trim_end_matches('/').to_owned())
    } else {
        Err("write the whole address of the folder: https://www.example.org/cards".to_owned())
    }
}

/// The lines for the head of the page about a state.
pub(super) fn head(card: &CardPicture, address: &str) -> String {
    let picture = format!("{address}/{}", in_address(&card.handout.file_name));
    let lines = [
        ("property", "og:type", "website"),
        ("property", "og:title", &card.handout.title),
        ("property", "og:image", &picture),
        ("property", "og:image:type", "image/png"),
        ("property", "og:image:width", "1200"),
        ("property", "og:image:height", "630"),
        ("property", "og:image:alt", &card.alt),
        ("name", "twitter:card", "summary_large_image"),
    ];
    let line = |(kind, name, content): (&str, &str, &str)| {
        format!("<meta {kind}=\"{name}\" content=\"{}\">\n", in_html(content))
    };
    lines.map(line).concat()
}

fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A file's name as a part of an address.
fn in_address(name: &str) -> String {
    let sign = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_address_is_taken() {
        assert_eq!(address("https://www.example.org/cards/"), Ok("https://www.example.org/cards".to_owned()));
        assert_eq!(address("http://localhost:8000"), Ok("http://localhost:8000".to_owned()));
        for wrong in [
            "",
            "https://",
            "https:///cards",
            "example.org",
            "ftp://example.org",
            "https://a.org/\"x",
            "https://a.org/a b",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn signs_are_written_so_that_they_mean_themselves() {
        assert_eq!(in_html("\"R&D\" <b>"), "&quot;R&amp;D&quot; &lt;b&gt;");
        assert_eq!(in_address("cañón 1.png"), "ca%C3%B1%C3%B3n%201.png");
    }
}
