//! Reads objects as handouts spell them (ISO 32000-1, 7.3). Whatever is spelled otherwise, even where a lenient
//! reader would make something of it, is declined: `None`, and the file is read by another parser.

use super::Heap;
use super::values::{Extent, ObjRef, ObjectNode, PdfNumber};

/// No object of a handout has another in another so deep.
const DEEPEST: usize = 32;
/// No dictionary of a handout has more keys, each of which is held against those before.
const MOST_KEYS: usize = 256;
/// So many nodes take 256 MB.
pub(super) const MOST_NODES: usize = 1 << 24;

/// Reads bytes of a heap from a place on.
pub(super) struct ObjectParser<'h> {
    pub(super) heap: &'h mut Heap,
    pub(super) at: usize,
    /// Nothing is read from here on; no further than the bytes are.
    end: usize,
}

/// What a byte may be part of (7.2.2).
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    Space,
    Delimiter,
    /// Of a name, a number or a word.
    Regular,
    /// The same, and in a name it stands before a byte in two digits.
    Escape,
}

const CLASSES: [ByteClass; 256] = {
    let (mut classes, mut byte) = ([ByteClass::Regular; 256], 0);
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' => ByteClass::Space,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => ByteClass::Delimiter,
            b'#' => ByteClass::Escape,
            _ => ByteClass::Regular,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> ByteClass {
    CLASSES[usize::from(byte)]
}

fn is_space(byte: u8) -> bool {
    class(byte) == ByteClass::Space
}

fn is_regular(byte: u8) -> bool {
    matches!(class(byte), ByteClass::Regular | ByteClass::Escape)
}

/// The values of hexadecimal digits; of other bytes, more than any digit has.
const DIGITS: [u8; 256] = {
    let (mut digits, mut byte) = ([0xFF; 256], 0);
    while byte < 256 {
        let own = byte as u8;
        digits[byte] = match own {
            b'0'..=b'9' => own - b'0',
            b'A'..=b'F' => own - b'A' + 10,
            b'a'..=b'f' => own - b'a' + 10,
            _ => 0xFF,
        };
        byte += 1;
    }
    digits
};

fn pair(high: u8, low: u8) -> Option<u8> {
    let [high, low] = [DIGITS[usize::from(high)], DIGITS[usize::from(low)]];
    (high | low < 16).then_some(high << 4 | low)
}

impl<'h> ObjectParser<'h> {
    pub(super) fn new(heap: &'h mut Heap, at: usize, end: usize) -> Self {
        let end = end.min(heap.data.len());
        heap.open.clear();
        ObjectParser { heap, at, end }
    }

    fn rest(&self) -> &[u8] {
        self.heap.data.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        if self.at < self.end { self.heap.data.get(self.at).copied() } else { None }
    }

    pub(super) fn space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Goes behind a word, if it stands here.
    pub(super) fn skip(&mut self, word: &[u8]) -> Option<()> {
        self.rest().starts_with(word).then(|| self.at += word.len())
    }

    /// The same, if the word ends there.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.skip(word)?;
        (!self.peek().is_some_and(is_regular)).then_some(())
    }

    /// A whole number without a sign, which ends there.
    pub(super) fn count(&mut self) -> Option<u32> {
        let (mut number, mut digits) = (0_u64, 0);
        for byte in self.rest() {
            match byte {
                b'0'..=b'9' if digits < 10 => number = number * 10 + u64::from(byte - b'0'),
                byte if is_regular(*byte) => return None,
                _ => break,
            }
            digits += 1;
        }
        self.at += digits;
        if digits == 0 { None } else { u32::try_from(number).ok() }
    }

    /// An object, which begins behind any space.
    pub(super) fn value(&mut self, depth: usize) -> Option<ObjectNode> {
        let mut first = self.peek()?;
        while is_space(first) {
            self.at += 1;
            first = self.peek()?;
        }
        let more = depth + 1;
        match first {
            b'/' => Some(ObjectNode::Name(self.name()?)),
            b'(' => self.literal(),
            b'<' if self.rest().get(1) == Some(&b'<') => self.dictionary(more),
            b'<' => self.hexadecimal(),
            b'[' => self.array(more),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number_or_ref(),
            b't' => self.word(b"true").map(|()| ObjectNode::Boolean(true)),
            b'f' => self.word(b"false").map(|()| ObjectNode::Boolean(false)),
            b'n' => self.word(b"null").map(|()| ObjectNode::Null),
            _ => None,
        }
    }

    fn extent(&self, from: usize) -> Option<Extent> {
        Some(Extent { start: u32::try_from(from).ok()?, length: u32::try_from(self.at - from).ok()? })
    }

    /// Keeps bytes that do not stand in the file.
    fn keep(&mut self, bytes: &[u8]) -> Option<Extent> {
        self.heap.keep(bytes)
    }

    fn name(&mut self) -> Option<Extent> {
        self.at += 1;
        let (from, mut length, mut escaped) = (self.at, 0, false);
        for byte in self.rest() {
            match class(*byte) {
                ByteClass::Regular => {}
                ByteClass::Escape => escaped = true,
                ByteClass::Space | ByteClass::Delimiter => break,
            }
            length += 1;
        }
        self.at += length;
        if !escaped {
            return self.extent(from);
        }
        let mut name = Vec::with_capacity(length);
        let mut bytes = self.heap.data[from..self.at].iter();
        while let Some(&byte) = bytes.next() {
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            name.push(pair(*bytes.next()?, *bytes.next()?)?);
        }
        self.keep(&name)
    }

    /// `(…)` (7.3.4.2).
    fn literal(&mut self) -> Option<ObjectNode> {
        self.at += 1;
        let (from, mut depth, mut plain, mut length) = (self.at, 1, true, 0);
        let mut bytes = self.rest().iter();
        loop {
            match bytes.next()? {
                b'\\' => {
                    plain = false;
                    bytes.next()?;
                    length += 1;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\r' | b'\n' => plain = false,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            length += 1;
        }
        self.at += length;
        let string = if plain { self.extent(from)? } else { self.unescaped(from)? };
        self.at += 1;
        Some(ObjectNode::String(string))
    }

    /// What a string with escapes says, from a place up to here.
    fn unescaped(&mut self, from: usize) -> Option<Extent> {
        let mut string = Vec::with_capacity(self.at - from);
        let mut bytes = self.heap.data[from..self.at].iter().peekable();
        while let Some(&byte) = bytes.next() {
            string.push(match byte {
                b'\\' => match *bytes.next()? {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 0x0C,
                    own @ (b'(' | b')' | b'\\') => own,
                    digit @ b'0'..=b'7' => {
                        let mut code = u16::from(digit - b'0');
                        for _ in 0..2 {
                            let Some(digit) = bytes.next_if(|byte| matches!(byte, b'0'..=b'7')) else {
                                break;
                            };
                            code = code * 8 + u16::from(digit - b'0');
                        }
                        u8::try_from(code).ok()?
                    }
                    _ => return None,
                },
                // A line's end is one, however it is spelled.
                b'\r' => {
                    bytes.next_if(|byte| **byte == b'\n');
                    b'\n'
                }
                own => own,
            });
        }
        self.keep(&string)
    }

    /// `<…>` (7.3.4.3).
    fn hexadecimal(&mut self) -> Option<ObjectNode> {
        self.at += 1;
        let data = &mut self.heap.data;
        let (start, mut at) = (data.len(), self.at);
        loop {
            let high = *data.get(at).filter(|_| at < self.end)?;
            if high == b'>' {
                break;
            }
            let low = *data.get(at + 1).filter(|_| at + 1 < self.end)?;
            data.push(pair(high, low)?);
            at += 2;
        }
        let length = u32::try_from(data.len() - start).ok()?;
        self.at = at + 1;
        Some(ObjectNode::String(Extent { start: u32::try_from(start).ok()?, length }))
    }

    fn array(&mut self, depth: usize) -> Option<ObjectNode> {
        let base = self.heap.open.len();
        self.at += 1;
        loop {
            self.space();
            if self.peek()? == b']' {
                self.at += 1;
                return self.closed(base).map(ObjectNode::Array);
            }
            let item = self.nested(depth)?;
            self.heap.open.push(item);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<ObjectNode> {
        let (base, from) = (self.heap.open.len(), self.at);
        self.heap.open.push(ObjectNode::Null);
        self.at += 2;
        loop {
            self.space();
            match self.peek()? {
                b'/' => {}
                b'>' => break self.skip(b">>")?,
                _ => return None,
            }
            let key = self.name()?;
            if self.is_among(base + 1, key) {
                return None;
            }
            let value = self.nested(depth)?;
            self.heap.open.extend_from_slice(&[ObjectNode::Name(key), value]);
        }
        self.heap.open[base] = ObjectNode::String(self.extent(from)?);
        let Extent { start, length } = self.closed(base)?;
        Some(ObjectNode::Dict(Extent { start, length: length / 2 }))
    }

    /// Whether a dictionary whose pairs stand open from a place on has this key already, or too many.
    fn is_among(&self, from: usize, key: Extent) -> bool {
        let before = &self.heap.open[from..];
        let bytes = self.heap.bytes(key);
        before.len() > 2 * MOST_KEYS || before.chunks_exact(2).any(|pair| self.heap.is_name(pair[0], bytes))
    }

    fn nested(&mut self, depth: usize) -> Option<ObjectNode> {
        if depth > DEEPEST { None } else { self.value(depth) }
    }

    /// Takes what stands open from a place on into the heap.
    fn closed(&mut self, base: usize) -> Option<Extent> {
        let Heap { nodes, open, .. } = &mut *self.heap;
        let start = nodes.len();
        nodes.extend_from_slice(&open[base..]);
        let length = open.len() - base;
        open.truncate(base);
        (nodes.len() <= MOST_NODES).then_some(())?;
        Some(Extent { start: u32::try_from(start).ok()?, length: u32::try_from(length).ok()? })
    }

    fn number_or_ref(&mut self) -> Option<ObjectNode> {
        let unsigned = self.peek()?.is_ascii_digit();
        let number = self.number()?;
        if unsigned
            && let PdfNumber::Integer(number) = number
            && let Some(id) = self.reference(number)
        {
            return Some(ObjectNode::Ref(id));
        }
        Some(ObjectNode::Number(number))
    }

    /// Goes behind `0 R`, if it stands here.
    fn reference(&mut self, number: i64) -> Option<ObjRef> {
        let from = self.at;
        // As all of them are spelled.
        if let [b' ', b'0', b' ', b'R', next, ..] = self.rest()
            && !is_regular(*next)
        {
            self.at += 4;
            return Some(ObjRef::new(u32::try_from(number).ok()?, 0));
        }
        let found = self.generation(number);
        if found.is_none() {
            self.at = from;
        }
        found
    }

    fn generation(&mut self, number: i64) -> Option<ObjRef> {
        self.space();
        let generation = self.count()?;
        self.space();
        self.word(b"R")?;
        Some(ObjRef::new(u32::try_from(number).ok()?, i32::try_from(generation).ok()?))
    }

    fn number(&mut self) -> Option<PdfNumber> {
        let negative = self.peek()? == b'-';
        if negative || self.peek()? == b'+' {
            self.at += 1;
        }
        let (mut mantissa, mut digits, mut length, mut point) = (0_i64, 0_u32, 0, None);
        for byte in self.rest() {
            match byte {
                digit @ b'0'..=b'9' => {
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
                    digits += 1;
                }
                b'.' if point.is_none() => point = Some(digits),
                byte if is_regular(*byte) => return None,
                _ => break,
            }
            length += 1;
        }
        self.at += length;
        if digits == 0 || digits > 18 {
            return None;
        }
        Some(match point {
            None => PdfNumber::Integer(if negative { -mantissa } else { mantissa }),
            Some(whole) => {
                let number = mantissa as f64 / TENS[(digits - whole) as usize];
                PdfNumber::Real(if negative { -number } else { number })
            }
        })
    }
}

/// Powers of ten.
const TENS: [f64; 19] =
    [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];
