//! Whether two XMP packets say the same. Programs that write a file again often spell its packet anew: other white
//! between the elements, another order of attributes. In: the bytes of both; out: whether that is all.

/// A piece of a packet (XML 1.0).
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// A name with its attributes, in order.
    Start(String, Vec<(String, String)>),
    End(String),
    Text(String),
    /// What no packet of a handout has: a comment, a declaration.
    Other(String),
}

/// Whether two packets are one but for how they are spelled; whatever else they may be, they are not.
pub(super) fn packets_alike(own: &[u8], other: &[u8]) -> bool {
    let is_packet = |bytes: &[u8]| bytes.starts_with(b"<?xpacket begin=");
    let pieces = |bytes| pieces(std::str::from_utf8(bytes).ok()?);
    is_packet(own) && is_packet(other) && pieces(own).is_some_and(|own| pieces(other) == Some(own))
}

/// The pieces of a packet; `None` if it is not well formed.
fn pieces(packet: &str) -> Option<Vec<Piece>> {
    let (mut found, mut rest) = (Vec::new(), packet);
    while !rest.is_empty() {
        let (text, tail) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.trim().is_empty() {
            found.push(Piece::Text(plain(text)?));
        }
        let Some(tag) = tail.strip_prefix('<') else { break };
        // Between quotation marks there is no end.
        let mut quote = None;
        let end = tag.char_indices().find(|(_, c)| match quote {
            Some(open) => {
                quote = (*c != open).then_some(open);
                false
            }
            None => {
                quote = Some(*c).filter(|c| ['"', '\''].contains(c));
                *c == '>'
            }
        });
        let (end, _) = end?;
        let (inner, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        match inner.as_bytes().first()? {
            b'?' if inner.starts_with("?xpacket ") => {}
            b'?' | b'!' => found.push(Piece::Other(inner.to_owned())),
            b'/' => found.push(Piece::End(inner[1..].trim().to_owned())),
            _ => {
                let (inner, is_alone) = match inner.strip_suffix('/') {
                    Some(inner) => (inner, true),
                    None => (inner, false),
                };
                let (name, attributes) = start(inner)?;
                let end = Piece::End(name.clone());
                found.push(Piece::Start(name, attributes));
                found.extend(is_alone.then_some(end));
            }
        }
    }
    Some(found)
}

/// What stands between the angle brackets of an element.
fn start(inner: &str) -> Option<(String, Vec<(String, String)>)> {
    let (name, mut rest) = inner.split_at(inner.find(char::is_whitespace).unwrap_or(inner.len()));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (key, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let mark = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
        let (value, tail) = value[1..].split_once(mark)?;
        attributes.push((key.trim().to_owned(), plain(value)?));
        rest = tail;
    }
    attributes.sort();
    Some((name.to_owned(), attributes))
}

/// A text without references to characters, which may be spelled either way.
fn plain(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (reference, tail) = part.split_once(';')?;
        plain.push(match reference {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        });
        plain.push_str(tail);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKET: &str =
        "<?xpacket begin=\"\u{feff}\" id=\"W5\"?>\n<r:D about=\"\" a='1'>\n<t>A &amp; B</t>\n</r:D>";

    #[test]
    fn another_spelling_says_the_same() {
        let again = "<?xpacket begin=\"\u{feff}\" id=\"W5\"?><r:D a=\"1\" about=''><t>A &#38; B</t></r:D >\n<?xpacket end=\"w\"?>";
        assert!(packets_alike(PACKET.as_bytes(), again.as_bytes()));
    }

    #[test]
    fn other_words_do_not() {
        for (from, to) in [
            ("A &amp; B", "A &amp; C"),
            ("a='1'", "a='2'"),
            ("<t>", "<t> "),
            ("<t>", "<t>1</t><t>"),
            ("<t>", "<!-- > -->\n<t>"),
            ("about=\"\"", "about=\"\" b=\">\""),
            ("&amp;", "&other;"),
            ("<?xpacket", " <?xpacket"),
        ] {
            let other = PACKET.replace(from, to);
            assert_ne!(other, PACKET);
            assert!(!packets_alike(PACKET.as_bytes(), other.as_bytes()), "{from} {to}");
        }
    }
}
