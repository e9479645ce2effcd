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
    /// Nothing is read from here on.
    end: usize,
    /// Items whose array or dictionary is not closed.
    open: Vec<ObjectNode>,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// Which bytes may be part of a name, a number or a word (7.2.2).
const REGULAR: [bool; 256] = {
    let (mut regular, mut byte) = ([false; 256], 0);
    while byte < 256 {
        let own = byte as u8;
        let delimits = matches!(own, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%');
        regular[byte] = !is_space(own) && !delimits;
        byte += 1;
    }
    regular
};

fn is_regular(byte: u8) -> bool {
    REGULAR[usize::from(byte)]
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

impl<'h> ObjectParser<'h> {
    pub(super) fn new(heap: &'h mut Heap, at: usize, end: usize) -> Self {
        ObjectParser { heap, at, end, open: Vec::new() }
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
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = self.rest().get(..digits).filter(|digits| (1..=10).contains(&digits.len()))?;
        let number = digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        self.at += digits.len();
        (!self.peek().is_some_and(is_regular)).then_some(u32::try_from(number).ok()?)
    }

    /// An object, which begins behind any space.
    pub(super) fn value(&mut self, depth: usize) -> Option<ObjectNode> {
        self.space();
        let (first, more) = (self.peek()?, depth + 1);
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
        let from = self.at;
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        let (escaped, own) = (rest[..length].contains(&b'#'), from..from + length);
        self.at = own.end;
        if !escaped {
            return self.extent(from);
        }
        let mut name = Vec::with_capacity(length);
        let mut bytes = self.heap.data[own].iter();
        while let Some(&byte) = bytes.next() {
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let [high, low] = [hex(*bytes.next()?)?, hex(*bytes.next()?)?];
            name.push(high << 4 | low);
        }
        self.keep(&name)
    }

    /// `(…)` (7.3.4.2).
    fn literal(&mut self) -> Option<ObjectNode> {
        self.at += 1;
        let (from, mut depth, mut plain) = (self.at, 1, true);
        loop {
            match self.peek()? {
                b'\\' => {
                    plain = false;
                    self.at += 1;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\r' | b'\n' => plain = false,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            self.at += 1;
        }
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
        let length = self.rest().iter().position(|byte| *byte == b'>')?;
        let digits = &self.rest()[..length];
        let pairs = digits.chunks(2).map(|pair| match *pair {
            [high, low] => Some(hex(high)? << 4 | hex(low)?),
            _ => None,
        });
        let string: Vec<u8> = pairs.collect::<Option<_>>()?;
        self.at += length + 1;
        self.keep(&string).map(ObjectNode::String)
    }

    fn array(&mut self, depth: usize) -> Option<ObjectNode> {
        let base = self.open.len();
        self.at += 1;
        loop {
            self.space();
            if self.peek()? == b']' {
                self.at += 1;
                return self.closed(base).map(ObjectNode::Array);
            }
            let item = self.nested(depth)?;
            self.open.push(item);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<ObjectNode> {
        let (base, from) = (self.open.len(), self.at);
        self.open.push(ObjectNode::Null);
        self.at += 2;
        loop {
            self.space();
            match self.peek()? {
                b'/' => {}
                b'>' => break self.skip(b">>")?,
                _ => return None,
            }
            let key = self.name()?;
            let before = self.open[base + 1..].chunks_exact(2);
            if before.len() > MOST_KEYS || before.into_iter().any(|pair| self.is_name(pair[0], key)) {
                return None;
            }
            let value = self.nested(depth)?;
            self.open.extend([ObjectNode::Name(key), value]);
        }
        self.open[base] = ObjectNode::String(self.extent(from)?);
        let Extent { start, length } = self.closed(base)?;
        Some(ObjectNode::Dict(Extent { start, length: length / 2 }))
    }

    fn nested(&mut self, depth: usize) -> Option<ObjectNode> {
        if depth > DEEPEST { None } else { self.value(depth) }
    }

    fn is_name(&self, node: ObjectNode, key: Extent) -> bool {
        let ObjectNode::Name(own) = node else { return false };
        own.length == key.length && self.heap.bytes(own) == self.heap.bytes(key)
    }

    /// Takes what stands open from a place on into the heap.
    fn closed(&mut self, base: usize) -> Option<Extent> {
        let start = self.heap.nodes.len();
        let length = self.open.len() - base;
        self.heap.nodes.extend(self.open.drain(base..));
        (self.heap.nodes.len() <= MOST_NODES).then_some(())?;
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
        let (mut mantissa, mut digits, mut point) = (0_i64, 0_u32, None);
        loop {
            match self.peek() {
                Some(digit @ b'0'..=b'9') => {
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
                    digits += 1;
                }
                Some(b'.') if point.is_none() => point = Some(digits),
                Some(byte) if is_regular(byte) => return None,
                _ => break,
            }
            self.at += 1;
        }
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
