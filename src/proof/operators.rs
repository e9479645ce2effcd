//! The operators of a content stream with their operands (ISO 32000-1, 7.8.2), read as strictly as
//! handouts spell them. In: the bytes; out: one operator after the other, and whether all of the bytes
//! were such.

/// The most numbers that an operator of a handout takes.
const MOST: usize = 6;
/// No number has more digits.
const MOST_DIGITS: usize = 15;
/// What stands behind a point of so many digits is divided by.
const SCALES: [f64; MOST_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// What stands before an operator.
#[derive(Default)]
pub(super) struct Operands<'c> {
    numbers: [f64; MOST],
    count: usize,
    pub(super) name: Option<&'c [u8]>,
    /// A dictionary, as it is spelled.
    pub(super) dictionary: Option<&'c [u8]>,
    /// What an array shows, if there is one; kept for the next.
    array: ShownArray,
    is_shown: bool,
}

/// What an array of text shows (9.4.3).
#[derive(Debug, Default, PartialEq)]
pub(super) struct ShownArray {
    /// Codes of two bytes.
    pub(super) codes: Vec<u16>,
    /// Behind so many of these, how far the pen goes back, in thousandths of the size.
    pub(super) backs: Vec<(usize, f64)>,
}

impl Operands<'_> {
    /// The numbers, if there are so many of them and nothing else.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let alone = self.name.is_none() && self.dictionary.is_none() && !self.is_shown;
        self.counted().filter(|_| alone)
    }

    /// What an array shows.
    pub(super) fn shown(&self) -> Option<&ShownArray> {
        self.is_shown.then_some(&self.array)
    }

    fn clear(&mut self) {
        (self.count, self.name, self.dictionary, self.is_shown) = (0, None, None, false);
    }

    /// The numbers, if there are so many of them.
    pub(super) fn counted<const N: usize>(&self) -> Option<[f64; N]> {
        self.numbers[..self.count].try_into().ok()
    }

    /// Whether they are the same, however spelled; numbers may differ by so much.
    pub(super) fn are_like(&self, other: &Self, rounding: f64) -> bool {
        let near = |a: &f64, b: &f64| (a - b).abs() <= rounding;
        let [own, others] = [self, other].map(|operands| &operands.numbers[..operands.count]);
        let spelled = |dictionary: Option<&[u8]>| -> Option<Vec<u8>> {
            Some(dictionary?.iter().copied().filter(|byte| !is_white(*byte)).collect())
        };
        let same_back = |((own, a), (other, b)): (&(usize, f64), &(usize, f64))| own == other && near(a, b);
        let same_text = match (self.shown(), other.shown()) {
            (Some(own), Some(other)) => {
                own.codes == other.codes
                    && own.backs.len() == other.backs.len()
                    && own.backs.iter().zip(&other.backs).all(same_back)
            }
            (own, other) => own.is_none() && other.is_none(),
        };
        own.len() == others.len()
            && own.iter().zip(others).all(|(own, other)| near(own, other))
            && self.name == other.name
            && spelled(self.dictionary) == spelled(other.dictionary)
            && same_text
    }

    fn is_empty(&self) -> bool {
        self.numbers::<0>().is_some()
    }
}

/// The operators of a stream under way.
pub(super) struct Operators<'c> {
    bytes: &'c [u8],
    at: usize,
    pub(super) operands: Operands<'c>,
    /// Whether something is not spelled as in handouts; nothing is read behind it.
    pub(super) malformed: bool,
}

impl<'c> Operators<'c> {
    pub(super) fn new(bytes: &'c [u8]) -> Self {
        Operators { bytes, at: 0, operands: Operands::default(), malformed: false }
    }

    /// The next operator; its operands stand ready.
    pub(super) fn next(&mut self) -> Option<&'c [u8]> {
        self.operands.clear();
        loop {
            while self.peek().is_some_and(is_white) {
                self.at += 1;
            }
            let Some(first) = self.peek() else {
                self.malformed |= !self.operands.is_empty();
                return None;
            };
            if first.is_ascii_alphabetic() {
                return Some(self.word());
            }
            if self.operand(first).is_none() {
                self.malformed = true;
                self.at = self.bytes.len();
                return None;
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn word(&mut self) -> &'c [u8] {
        let rest = &self.bytes[self.at..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'*';
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn operand(&mut self, first: u8) -> Option<()> {
        match first {
            b'/' => {
                self.at += 1;
                let name = self.word();
                self.operands.name.replace(name).is_none().then_some(())
            }
            b'[' => {
                let is_second = std::mem::replace(&mut self.operands.is_shown, true);
                self.array().filter(|()| !is_second)
            }
            b'<' => {
                let dictionary = self.dictionary()?;
                self.operands.dictionary.replace(dictionary).is_none().then_some(())
            }
            _ => {
                let number = self.number()?;
                *self.operands.numbers.get_mut(self.operands.count)? = number;
                self.operands.count += 1;
                Some(())
            }
        }
    }

    /// A number (7.3.3).
    fn number(&mut self) -> Option<f64> {
        let rest = &self.bytes[self.at..];
        let negative = rest.first() == Some(&b'-');
        let unsigned = &rest[usize::from(negative)..];
        let (mut digits, mut whole, mut behind) = (0, 0, 0);
        let mut rest = digits_before(unsigned, &mut digits, &mut whole);
        if let [b'.', fraction @ ..] = rest {
            rest = digits_before(fraction, &mut digits, &mut behind);
        }
        self.at = self.bytes.len() - rest.len();
        // All numbers of a handout have few digits.
        if !(1..=MOST_DIGITS).contains(&(whole + behind)) {
            return None;
        }
        let number = digits as f64 / SCALES[behind];
        Some(if negative { -number } else { number })
    }

    /// The bytes of a dictionary, of which only a few are looked into.
    fn dictionary(&mut self) -> Option<&'c [u8]> {
        let (start, mut depth) = (self.at, 0);
        // Most have neither strings nor others in them.
        let rest = &self.bytes[start..];
        if let Some(inner) = rest.strip_prefix(b"<<") {
            let end = inner.iter().position(|byte| matches!(byte, b'<' | b'>' | b'('))?;
            if inner[end..].starts_with(b">>") {
                self.at += end + 4;
                return Some(&rest[..end + 4]);
            }
        }
        loop {
            match self.bytes.get(self.at..self.at + 2)? {
                b"<<" => depth += 1,
                b">>" => depth -= 1,
                // Strings may have brackets of their own.
                [b'<', _] => {
                    self.hexadecimal(&mut Vec::new())?;
                    continue;
                }
                [b'(', _] => {
                    self.literal(&mut Vec::new())?;
                    continue;
                }
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return Some(&self.bytes[start..self.at]);
            }
        }
    }

    fn array(&mut self) -> Option<()> {
        self.operands.array.codes.clear();
        self.operands.array.backs.clear();
        self.at += 1;
        loop {
            match self.peek()? {
                b']' => break,
                b'(' => self.shown_by(Self::literal)?,
                b'<' => self.shown_by(Self::hexadecimal)?,
                byte if is_white(byte) => self.at += 1,
                _ => {
                    let back = self.number()?;
                    let array = &mut self.operands.array;
                    array.backs.push((array.codes.len(), back));
                }
            }
        }
        self.at += 1;
        Some(())
    }

    fn shown_by(&mut self, read: fn(&mut Self, &mut Vec<u16>) -> Option<()>) -> Option<()> {
        let mut codes = std::mem::take(&mut self.operands.array.codes);
        let sound = read(self, &mut codes);
        self.operands.array.codes = codes;
        sound
    }

    /// A string in parentheses (7.3.4.2), of codes of two bytes.
    fn literal(&mut self, codes: &mut Vec<u16>) -> Option<()> {
        self.at += 1;
        let (mut depth, mut half) = (0_usize, None);
        loop {
            if half.is_none() {
                self.plain_codes(codes);
            }
            let mut byte = self.peek()?;
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'(' => depth += 1,
                b'\\' => byte = self.escaped()?,
                // An end of line would be read as another.
                b'\r' => return None,
                _ => {}
            }
            match half.take() {
                None => half = Some(byte),
                Some(high) => codes.push(u16::from_be_bytes([high, byte])),
            }
        }
        half.is_none().then_some(())
    }

    /// Codes that stand as they are.
    fn plain_codes(&mut self, codes: &mut Vec<u16>) {
        let rest = &self.bytes[self.at..];
        let plain = rest.iter().position(|&byte| matches!(byte, b'(' | b')' | b'\\' | b'\r'));
        let (pairs, _) = rest[..plain.unwrap_or(rest.len())].as_chunks::<2>();
        codes.extend(pairs.iter().map(|pair| u16::from_be_bytes(*pair)));
        self.at += 2 * pairs.len();
    }

    /// What a backslash stands before.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'(' | b')' | b'\\' => byte,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(code).ok()?
            }
            _ => return None,
        })
    }

    /// A string of hexadecimal digits (7.3.4.3), of codes of two bytes.
    fn hexadecimal(&mut self, codes: &mut Vec<u16>) -> Option<()> {
        self.at += 1;
        let digits = &self.bytes[self.at..];
        let end = digits.iter().position(|byte| *byte == b'>')?;
        for code in digits[..end].chunks(4) {
            let code = std::str::from_utf8(code).ok().filter(|code| code.len() == 4)?;
            codes.push(u16::from_str_radix(code, 16).ok()?);
        }
        self.at += end + 1;
        Some(())
    }
}

/// Reads the digits that bytes begin with, and counts them; the rest. A number of too many is none at all.
fn digits_before<'c>(bytes: &'c [u8], number: &mut u64, count: &mut usize) -> &'c [u8] {
    let mut rest = bytes;
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        *number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        rest = behind;
    }
    *count = bytes.len() - rest.len();
    rest
}

/// The mark of a dictionary that has nothing else, as handouts spell it.
pub(super) fn mark_alone(properties: &[u8]) -> Option<i64> {
    let digits = properties.strip_prefix(b"<</MCID ")?.strip_suffix(b">>")?;
    let sound = (1..=MOST_DIGITS).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    sound.then(|| digits.iter().fold(0, |mark, digit| mark * 10 + i64::from(digit - b'0')))
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_come_with_their_operands() {
        let mut read = Operators::new(b"/F0 9.25 Tf\n-12 .5 Td [(\0A\\000\\)) -20.5(\0B)<00430044>]TJ f*");
        assert_eq!(read.next(), Some(&b"Tf"[..]));
        assert_eq!((read.operands.name, read.operands.counted()), (Some(&b"F0"[..]), Some([9.25])));
        assert_eq!(read.next(), Some(&b"Td"[..]));
        assert_eq!(read.operands.numbers(), Some([-12.0, 0.5]));
        assert_eq!(read.next(), Some(&b"TJ"[..]));
        let codes = "A)BCD".chars().map(|c| c as u16).collect();
        assert_eq!(read.operands.shown(), Some(&ShownArray { codes, backs: vec![(2, -20.5)] }));
        assert_eq!(read.next(), Some(&b"f*"[..]));
        let mut read = Operators::new(b"/Span<</ActualText<FEFF00AD>>>BDC /Span <</A(a>)>>BDC");
        assert_eq!(read.next(), Some(&b"BDC"[..]));
        assert_eq!(read.operands.dictionary, Some(&b"<</ActualText<FEFF00AD>>>"[..]));
        assert_eq!(read.next(), Some(&b"BDC"[..]));
        let mut read = Operators::new(b"f*");
        assert_eq!(read.next(), Some(&b"f*"[..]));
        assert!(read.next().is_none() && !read.malformed);
    }

    #[test]
    fn a_mark_is_known() {
        assert_eq!(mark_alone(b"<</MCID 120>>"), Some(120));
        for other in ["<</MCID >>", "<</MCID -1>>", "<</MCID 1/E 2>>", "<</MCID 1234567890123456>>"] {
            assert_eq!(mark_alone(other.as_bytes()), None);
        }
    }

    #[test]
    fn what_is_spelled_otherwise_is_not_read() {
        for wrong in [
            "[(abc)]TJ",
            "[(ab]TJ",
            "1 2 3 4 5 6 7 cm",
            "1e5 w",
            "% \nf",
            "(ab)Tj",
            "1",
            "<</A 1 BDC",
            "true f",
        ] {
            let mut read = Operators::new(wrong.as_bytes());
            let known = std::iter::from_fn(|| read.next().map(<[u8]>::to_vec)).count();
            assert!(read.malformed || known == 2, "{wrong}");
        }
    }
}
