//! How much a file would inflate to, before any parser of PDF sees it: a small file can hold more than
//! any memory. And whether its bytes are as this program wrote them.

use super::unreadable::{LARGEST_FILE, LARGEST_PART, Unreadable};
use flate2::{Decompress, FlushDecompress, Status};

/// Most bytes that all of a file may inflate to: fonts, an ICC profile, pages, data.
const LARGEST_WHOLE: u64 = 32 << 20;

/// Refuses a file that is too large, or would be if it were opened: each of its streams is inflated and
/// thrown away. A stream has one filter at most, and none of those that nothing made today needs.
///
/// # Errors
/// If it is too large, or not known to be small.
pub fn weigh(file: &[u8]) -> Result<(), Unreadable> {
    if file.len() > LARGEST_FILE || !is_open(file) {
        return Err(Unreadable::TooLarge);
    }
    if !file.starts_with(b"%PDF-") {
        return Err(Unreadable::Damaged);
    }
    let (mut whole, mut scales) = (0, Scales::new());
    for data in behind(file, b"stream") {
        let line_end = data.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(2);
        let part = scales.inflated(&data[line_end..]);
        whole += part;
        if part > LARGEST_PART as u64 || whole > LARGEST_WHOLE {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(())
}

/// Whether a file has the shape that this program gives its files: made in one go, with the
/// cross-reference stream it writes at the end. A program that saves it anew makes another.
pub fn is_as_written(file: &[u8]) -> bool {
    let shape = || {
        let comment = file.get(9..14)? == b"%\xE2\xE3\xCF\xD3";
        let end = file.strip_suffix(b"\n%%EOF\n")?;
        let at = end.iter().rposition(|byte| *byte == b'\n')? + 1;
        let start: usize = std::str::from_utf8(&end[at..]).ok()?.parse().ok()?;
        let digits = |text: &'_ [u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let table = file.get(start..at)?;
        let table = table[digits(table)..].strip_prefix(b" 0 obj\n<</Length ")?;
        let table = table[digits(table)..].strip_prefix(b"/Type/XRef/Size ")?;
        let whole = table[digits(table)..].starts_with(b"/W[1 ") && end[..at].ends_with(b"startxref\n");
        Some(comment && whole && behind(file, b"%%EOF").count() == 1)
    };
    shape().unwrap_or(false)
}

/// What stands behind each place of a word.
fn behind<'f>(file: &'f [u8], word: &'static [u8]) -> impl Iterator<Item = &'f [u8]> {
    memchr::memmem::find_iter(file, word).map(move |at| &file[at + word.len()..])
}

/// Whether each stream has one filter at most, said openly, and not one of those that pack without limit.
fn is_open(file: &[u8]) -> bool {
    let one = |rest: &[u8]| {
        let rest = rest.trim_ascii_start();
        let (rest, list) = match rest.strip_prefix(b"[") {
            Some(rest) => (rest.trim_ascii_start(), true),
            None => (rest, false),
        };
        let Some(rest) = rest.strip_prefix(b"/") else { return false };
        let (name, rest) = rest.split_at(name_length(rest));
        !UNLIMITED.contains(&name) && (!list || rest.trim_ascii_start().starts_with(b"]"))
    };
    // `/FilterX` is another name.
    let whole = |rest: &&[u8]| !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    behind(file, b"/Filter").filter(whole).all(one) && !behind(file, b"/").any(is_disguised)
}

const UNLIMITED: [&[u8]; 4] = [b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL"];

/// How long the name at the head of a text is (ISO 32000-1, 7.3.5).
fn name_length(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_graphic() && !b"()<>[]{}/%".contains(byte)).take(64).count()
}

/// Whether a name hides letters of one that matters here behind their numbers: `F#69lter`.
fn is_disguised(rest: &[u8]) -> bool {
    let mut name = &rest[..name_length(rest)];
    if !name.contains(&b'#') {
        return false;
    }
    let mut plain = Vec::new();
    while let Some((&byte, behind)) = name.split_first() {
        let number = (byte == b'#').then(|| std::str::from_utf8(behind.get(..2)?).ok()).flatten();
        match number.and_then(|number| u8::from_str_radix(number, 16).ok()) {
            Some(letter) => (plain, name) = ([plain, vec![letter]].concat(), &behind[2..]),
            None => {
                plain.push(byte);
                name = behind;
            }
        }
    }
    [b"Filter".as_slice(), b"FlateDecode"].iter().chain(&UNLIMITED).any(|known| *known == plain)
}

/// What inflates data and throws it away.
struct Scales {
    /// As zlib has it; and without its head, since a parser may take that as well.
    inflaters: [(Decompress, bool); 2],
    out: Vec<u8>,
}

impl Scales {
    fn new() -> Self {
        Scales { inflaters: [true, false].map(|head| (Decompress::new(head), head)), out: vec![0; 32 * 1024] }
    }

    /// How many bytes data inflates to, if it is deflated; counting ends beyond what may be.
    fn inflated(&mut self, data: &[u8]) -> u64 {
        let Scales { inflaters, out } = self;
        let inflated = inflaters.iter_mut().map(|(inflate, head)| {
            inflate.reset(*head);
            while inflate.total_out() <= LARGEST_PART as u64 {
                let rest = data.get(inflate.total_in() as usize..).unwrap_or_default();
                let before = (inflate.total_in(), inflate.total_out());
                match inflate.decompress(rest, out, FlushDecompress::None) {
                    Ok(Status::Ok) if (inflate.total_in(), inflate.total_out()) != before => {}
                    _ => break,
                }
            }
            inflate.total_out()
        });
        inflated.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::Deflate;
    use super::*;

    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n1 0 obj\n<<{dictionary}>>stream\n");
        [head.as_bytes(), data, b"\nendstream"].concat()
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let packed = Deflate::fast().pack(&vec![b'0'; LARGEST_PART + 1]);
        assert_eq!(weigh(&file("/Filter/FlateDecode", &packed)), Err(Unreadable::TooLarge));
        // Without its head, too.
        assert_eq!(weigh(&file("/Filter/FlateDecode", &packed[2..])), Err(Unreadable::TooLarge));
        let small = Deflate::fast().pack(&vec![b'0'; LARGEST_PART]);
        for sound in
            ["/Filter/FlateDecode", "/Filter [ /FlateDecode ]", "/FilterX 1", "/Subtype/text#2Fplain"]
        {
            assert_eq!(weigh(&file(sound, &small)), Ok(()), "{sound}");
        }
        for hostile in
            ["/Filter[/FlateDecode/FlateDecode]", "/Filter 3 0 R", "/Filter/LZWDecode", "/F#69lter/Fl"]
        {
            assert_eq!(weigh(&file(hostile, b"")), Err(Unreadable::TooLarge), "{hostile}");
        }
        let many = file("/Filter/FlateDecode", &small).repeat(9);
        assert_eq!(weigh(&many), Err(Unreadable::TooLarge));
        assert_eq!(weigh(b"<html>"), Err(Unreadable::Damaged));
    }
}
