//! A paragraph made ready for breaking: chunks that never break inside, each of shaped pieces.
//!
//! A line may end at a space, and at a hyphen whose both sides have five letters or more. It
//! never ends at U+00A0 or U+2011, at a slash, or inside an address of up to 40 characters. Where
//! words may be divided it may also end inside of a chunk, which is then shaped in two parts.

use super::breaking::Break;
use super::hyphenation::{language, places};
use super::margins::hang;
use super::shape::{Shape, Shaper};
use super::stops::{Span, Stop, stops};
use super::total_fit::SHRINK;
use crate::doc::Line;
use crate::font::Face;
use crate::theme::{Alignment, TextTokens};
use hypher::Lang;
use std::sync::Arc;

/// How the lines of a paragraph are set. The default, ragged and whole words, is that of headings,
/// tables and the page's furniture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Lines are stretched to the measure.
    pub justified: bool,
    optical_margins: bool,
    /// Whose words may be divided.
    divided: Option<Lang>,
}

impl Manner {
    /// That of running text of a theme, in the language of a BCP 47 tag. In a language whose
    /// divisions are not known, words stay whole.
    pub fn of(tokens: &TextTokens, tag: &str) -> Self {
        Manner {
            justified: tokens.setting == Alignment::Justified,
            optical_margins: tokens.optical_margins,
            divided: tokens.hyphenate.then(|| language(tag)).flatten(),
        }
    }
}

/// The faces for running text and for bold.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// Face of plain pieces.
    pub plain: Face,
    /// Face of bold pieces.
    pub strong: Face,
}

/// Shaped text of one inline.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The inline's number in its line.
    pub inline: usize,
    /// Its face.
    pub face: Face,
    /// Its glyphs.
    pub shape: Arc<Shape>,
}

/// Text between two places where a line may end.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// The space before it; none after a hyphen and at the start.
    pub space: Option<Piece>,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Width of the space, in 1/1000 em.
    pub space_advance: i64,
    /// Width of the pieces, in 1/1000 em.
    pub advance: i64,
    /// The line that ends before this chunk ends inside a compound.
    pub compound: bool,
    /// Its last word has one or two letters.
    pub short: bool,
    /// Its last word is the first of a sentence.
    pub opens_sentence: bool,
    /// Characters, without the space.
    pub characters: usize,
    /// Where it may be divided, from left to right.
    pub divisions: Vec<Division>,
    /// How far its first and its last character hang out at a line's ends, in 1/1000 em.
    pub(super) hang: (i64, i64),
}

/// A chunk in two parts, with a hyphen between them that is no part of its text.
#[derive(Debug, Clone)]
pub struct Division {
    /// The pieces before the hyphen.
    pub head: Vec<Piece>,
    /// The hyphen.
    pub hyphen: Piece,
    /// The pieces behind it.
    pub tail: Vec<Piece>,
    /// Width of the head with the hyphen, in 1/1000 em.
    pub head_advance: i64,
    /// Width of the tail, in 1/1000 em.
    pub tail_advance: i64,
    /// Characters of the head.
    pub characters: usize,
    /// How far the tail hangs out at a line's beginning, and the hyphen at its end.
    pub(super) hang: (i64, i64),
}

/// A paragraph ready for breaking at any size.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The chunks.
    pub chunks: Vec<Chunk>,
    /// A character no face has, and the inline it stands in.
    pub missing: Option<(char, usize)>,
    pub(super) manner: Manner,
    pub(super) stops: Vec<Stop>,
}

impl Paragraph {
    /// The pieces of a chunk that stand on `line`.
    pub fn pieces(&self, line: &Break, chunk: usize) -> &[Piece] {
        let whole = &self.chunks[chunk];
        match (line.from.filter(|_| chunk == line.start), line.to.filter(|_| chunk + 1 == line.end)) {
            (Some(from), _) => &whole.divisions[from].tail,
            (_, Some(to)) => &whole.divisions[to].head,
            (None, None) => &whole.pieces,
        }
    }

    /// The hyphen at the end of `line`, if it ends inside of a word.
    pub fn hyphen(&self, line: &Break) -> Option<&Piece> {
        let to = line.to?;
        Some(&self.chunks[line.end - 1].divisions[to].hyphen)
    }

    /// The characters on `line`, with its spaces and the hyphen of a divided word.
    pub fn characters(&self, line: &Break) -> usize {
        let chunks = &self.chunks[line.start..line.end];
        let spaces = chunks.iter().skip(1).filter(|c| c.space.is_some()).count();
        let all = spaces + chunks.iter().map(|c| c.characters).sum::<usize>();
        let before = line.from.map_or(0, |from| chunks[0].divisions[from].characters);
        let behind = line.to.map_or(0, |to| {
            let last = &chunks[chunks.len() - 1];
            last.characters - last.divisions[to].characters - 1
        });
        all - before - behind
    }

    /// The width of a line at its tightest, in 1/1000 em.
    pub(super) fn least_width(&self, line: &Span) -> i64 {
        if self.manner.justified { line.width() - SHRINK * line.spaces() } else { line.width() }
    }
}

/// Both parts of a compound must have this many letters for a line to end between them.
const COMPOUND_LETTERS: usize = 5;
/// Addresses longer than this may break after a slash.
const WHOLE_ADDRESS: usize = 40;

/// Shapes `line` and finds where it may break between words, to be set ragged.
pub fn prepare(line: &Line, weights: Weights, shaper: &mut Shaper) -> Paragraph {
    prepare_running(line, weights, Manner::default(), shaper)
}

/// Shapes `line` and finds where it may break in its manner.
pub fn prepare_running(line: &Line, weights: Weights, manner: Manner, shaper: &mut Shaper) -> Paragraph {
    let mut text: Vec<(usize, char)> = line
        .inlines
        .iter()
        .enumerate()
        .flat_map(|(n, inline)| inline.text.chars().map(move |c| (n, c)))
        .collect();
    join_initials(&mut text);
    let face = |n: usize| if line.inlines[n].strong { weights.strong } else { weights.plain };
    let mut paragraph = Paragraph { manner, ..Paragraph::default() };
    let mut at = 0;
    let mut sentence = false;
    let mut piece_text = String::new();
    while at < text.len() {
        let mut chunk = Chunk::default();
        if text[at].1 == ' ' {
            let inline = text[at].0;
            while at < text.len() && text[at].1 == ' ' {
                at += 1;
            }
            let shape = shaper.shape(face(inline), " ");
            chunk.space_advance = shape.advance;
            chunk.space = Some(Piece { inline, face: face(inline), shape });
            if at == text.len() {
                break;
            }
        } else {
            chunk.compound = at > 0;
        }
        let (start, end) = (at, chunk_end(&text, at));
        describe(&mut chunk, &text[at..end], sentence);
        sentence = ends_sentence(&text[at..end]);
        let mut from = at;
        while from < end {
            let inline = text[from].0;
            piece_text.clear();
            while from < end && text[from].0 == inline {
                piece_text.push(text[from].1);
                from += 1;
            }
            let shape = shaper.shape(face(inline), &piece_text);
            if paragraph.missing.is_none() {
                paragraph.missing = shape.missing.map(|c| (c, inline));
            }
            chunk.advance += shape.advance;
            chunk.pieces.push(Piece { inline, face: face(inline), shape });
        }
        if let Some(language) = manner.divided.filter(|_| !chunk.compound) {
            let places = places(&text[start..end], &line.inlines, language);
            chunk.divisions =
                places.iter().map(|&n| divide(&chunk, &text[start..end], n, manner, shaper)).collect();
        }
        if manner.optical_margins {
            let hang = |(inline, c): (usize, char)| hangs(manner, c, face(inline), shaper);
            chunk.hang = (hang(text[start]).0, hang(text[end - 1]).1);
        }
        at = end;
        paragraph.chunks.push(chunk);
    }
    paragraph.stops = stops(&paragraph.chunks);
    paragraph
}

/// How far a character hangs out at a line's beginning and end. Ragged ends need no straight edge.
fn hangs(manner: Manner, character: char, face: Face, shaper: &Shaper) -> (i64, i64) {
    if !manner.optical_margins {
        return (0, 0);
    }
    let (first, last) = hang(character, shaper.advance(face, character));
    (first, if manner.justified { last } else { 0 })
}

/// Divides `chunk`, which is `text`, behind its first `place` characters. The word stands in one
/// inline, so only the piece at the division is shaped anew.
fn divide(
    chunk: &Chunk,
    text: &[(usize, char)],
    place: usize,
    manner: Manner,
    shaper: &mut Shaper,
) -> Division {
    let inline = text[place].0;
    let number = chunk.pieces.iter().position(|p| p.inline == inline).expect("the chunk has its pieces");
    let face = chunk.pieces[number].face;
    let part = |text: &[(usize, char)]| -> String {
        text.iter().filter(|(n, _)| *n == inline).map(|(_, c)| *c).collect()
    };
    let piece = |shape: Arc<Shape>| Piece { inline, face, shape };
    // Shaped with its hyphen, for the kerning between them.
    let with_hyphen = shaper.shape(face, &format!("{}-", part(&text[..place])));
    let hyphen = shaper.shape(face, "-");
    let head = Shape {
        glyphs: with_hyphen.glyphs[..with_hyphen.glyphs.len() - 1].to_vec(),
        advance: with_hyphen.advance - hyphen.advance,
        spellings: with_hyphen.spellings.clone(),
        spaces: Vec::new(),
        missing: None,
    };
    let advance = |pieces: &[Piece]| pieces.iter().map(|p| p.shape.advance).sum::<i64>();
    let mut heads = chunk.pieces[..number].to_vec();
    heads.push(piece(Arc::new(head)));
    let mut tails = vec![piece(shaper.shape(face, &part(&text[place..])))];
    tails.extend_from_slice(&chunk.pieces[number + 1..]);
    Division {
        head_advance: advance(&heads) + hyphen.advance,
        tail_advance: advance(&tails),
        head: heads,
        hyphen: piece(hyphen),
        tail: tails,
        characters: place,
        hang: (hangs(manner, text[place].1, face, shaper).0, hangs(manner, '-', face, shaper).1),
    }
}

/// Joins initials to the name they begin: "U.S. Virgin Islands".
fn join_initials(text: &mut [(usize, char)]) {
    let letter = |n: usize| text.get(n).is_some_and(|(_, c)| c.is_uppercase());
    let is = |n: usize, wanted: char| text.get(n).is_some_and(|(_, c)| *c == wanted);
    let initials = |n: usize| letter(n - 4) && is(n - 3, '.') && letter(n - 2) && is(n - 1, '.');
    let joined = (4..text.len()).filter(|&n| is(n, ' ') && letter(n + 1) && initials(n));
    for n in joined.collect::<Vec<_>>() {
        text[n].1 = '\u{a0}';
    }
}

/// One past the last character of the chunk that begins at `start`.
fn chunk_end(text: &[(usize, char)], start: usize) -> usize {
    let word_start = text[..start].iter().rposition(|(_, c)| *c == ' ').map_or(0, |n| n + 1);
    let word_end = text[start..].iter().position(|(_, c)| *c == ' ').map_or(text.len(), |n| start + n);
    let word = &text[word_start..word_end];
    let address = word.iter().any(|(_, c)| *c == '/') && word.iter().any(|(_, c)| *c == '.');
    for n in start - word_start..word.len().saturating_sub(1) {
        let breaks = match word[n].1 {
            '/' => address && word.len() > WHOLE_ADDRESS,
            _ if address => false,
            '-' => {
                let long = |part: &mut dyn Iterator<Item = &(usize, char)>| {
                    part.take_while(|(_, c)| c.is_alphabetic()).count() >= COMPOUND_LETTERS
                };
                long(&mut word[..n].iter().rev()) && long(&mut word[n + 1..].iter())
            }
            '\u{2013}' | '\u{2014}' => n > 0,
            _ => false,
        };
        if breaks {
            return word_start + n + 1;
        }
    }
    word_end
}

/// Notes what the breaking of lines needs to know of the chunk's last word.
fn describe(chunk: &mut Chunk, text: &[(usize, char)], after_sentence: bool) {
    let last_word = text.iter().rposition(|(_, c)| *c == '\u{a0}').map_or(0, |n| n + 1);
    let letters = text[last_word..].iter().filter(|(_, c)| c.is_alphanumeric()).count();
    let numeral = text[last_word..].iter().any(|(_, c)| c.is_ascii_digit());
    chunk.short = (1..=2).contains(&letters) && !numeral && !ends_sentence(text);
    chunk.opens_sentence = match last_word {
        0 => after_sentence,
        n => ends_sentence(&text[..n - 1]),
    };
    chunk.characters = text.len();
}

fn ends_sentence(text: &[(usize, char)]) -> bool {
    text.iter()
        .rev()
        .map(|(_, c)| *c)
        .find(|c| !matches!(c, ')' | '\u{201d}' | '\u{2019}' | '"'))
        .is_some_and(|c| matches!(c, '.' | '!' | '?'))
}
