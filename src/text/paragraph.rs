//! A paragraph made ready for breaking: chunks that never break inside, each of shaped pieces.
//!
//! A line may end at a space, and at a hyphen whose both sides have five letters or more. It
//! never ends at U+00A0 or U+2011, at a slash, or inside an address of up to 40 characters.

use super::breaking::Break;
use super::shape::{Shape, Shaper};
use crate::doc::Line;
use crate::layout::Face;
use std::sync::Arc;

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
}

/// A paragraph ready for breaking at any size.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The chunks.
    pub chunks: Vec<Chunk>,
    /// A character no face has, and the inline it stands in.
    pub missing: Option<(char, usize)>,
}

impl Paragraph {
    /// Characters on a line, the spaces between its chunks among them.
    pub fn characters(&self, line: &Break) -> usize {
        let chunks = &self.chunks[line.start..line.end];
        let spaces = chunks.iter().skip(1).filter(|chunk| chunk.space.is_some()).count();
        spaces + chunks.iter().map(|chunk| chunk.characters).sum::<usize>()
    }
}

/// Both parts of a compound must have this many letters for a line to end between them.
const COMPOUND_LETTERS: usize = 5;
/// Addresses longer than this may break after a slash.
const WHOLE_ADDRESS: usize = 40;

/// Shapes `line` and finds where it may break.
pub fn prepare(line: &Line, weights: Weights, shaper: &mut Shaper) -> Paragraph {
    let text: Vec<(usize, char)> = line
        .inlines
        .iter()
        .enumerate()
        .flat_map(|(n, inline)| inline.text.chars().map(move |c| (n, c)))
        .collect();
    let face = |n: usize| if line.inlines[n].strong { weights.strong } else { weights.plain };
    let mut paragraph = Paragraph::default();
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
        let end = chunk_end(&text, at);
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
        at = end;
        paragraph.chunks.push(chunk);
    }
    paragraph
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
