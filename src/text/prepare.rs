//! From rich text to [`PreparedText`]: where it may break, and the shapes of what lies between.
//!
//! A line may end at a space, and at a hyphen whose both sides have five letters or more. It
//! never ends between words that `lang` keeps together, at U+00A0 or U+2011, at a slash, or inside an address of up to 40 characters. Where
//! words may be divided it may also end inside a chunk, which is then shaped in two parts.

use super::breakpoints::{breakpoints, widest};
use super::hyphenation::places;
use super::margins::hang;
use super::paragraph::{Chunk, HyphenPoint, ParagraphStyle, Piece, PreparedText};
use super::shape::{Shape, Shaper};
use crate::document::{InlineKind, RichText};
use crate::font::Face;
use crate::lang::are_joined;
use std::sync::{Arc, OnceLock};

/// Both parts of a compound must have this many letters for a line to end between them.
const COMPOUND_LETTERS: usize = 5;
/// Addresses longer than this may break after a slash.
const WHOLE_ADDRESS: usize = 40;

/// A character and the inline it stands in.
type Letter = (usize, char);

/// Shapes `words` and finds where it may break. Words that no value of the data comes into are remembered:
/// all sheets of a language have them.
pub fn prepare(words: &RichText, style: impl Into<ParagraphStyle>, shaper: &mut Shaper) -> Arc<PreparedText> {
    let style = style.into();
    if words.inlines.iter().any(|inline| inline.kind != InlineKind::Wording) {
        return Arc::new(prepare_anew(words, style, shaper));
    }
    let pieces = words.inlines.iter();
    let pieces = pieces.map(|inline| (inline.text.clone(), inline.strong, inline.link.is_some())).collect();
    let key = (style, pieces);
    if let Some(known) = shaper.prepared(&key) {
        return known;
    }
    let prepared = Arc::new(prepare_anew(words, style, shaper));
    shaper.remember(key, &prepared);
    prepared
}

fn prepare_anew(words: &RichText, style: ParagraphStyle, shaper: &mut Shaper) -> PreparedText {
    let mut text: Vec<Letter> =
        Vec::with_capacity(words.inlines.iter().map(|inline| inline.text.len()).sum());
    for (n, inline) in words.inlines.iter().enumerate() {
        text.extend(inline.text.chars().map(|c| (n, c)));
    }
    join_initials(&mut text);
    let mut preparation =
        Preparation { words, style, text: &text, shaper, piece: String::new(), blank: None, missing: None };
    let mut chunks = Vec::with_capacity(text.iter().filter(|(_, c)| *c == ' ').count() + 1);
    let (mut at, mut after_sentence) = (0, false);
    while at < text.len() {
        let mut chunk = Chunk::default();
        let start = preparation.space(&mut chunk, at);
        if start == text.len() {
            break;
        }
        chunk.joined = chunk.space.is_some() && is_joined(&text, start);
        at = chunk_end(&text, start);
        describe(&mut chunk, &text[start..at], after_sentence);
        after_sentence = ends_sentence(&text[start..at]);
        preparation.pieces(&mut chunk, &text[start..at]);
        chunks.push(chunk);
    }
    let missing = preparation.missing;
    let breakpoints = breakpoints(&chunks);
    let widest = widest(&breakpoints);
    PreparedText { chunks, missing, widest, style, breakpoints, broken: OnceLock::new() }
}

/// A text on its way into chunks.
struct Preparation<'p, 'f> {
    words: &'p RichText,
    style: ParagraphStyle,
    text: &'p [Letter],
    shaper: &'p mut Shaper<'f>,
    /// The piece under way.
    piece: String,
    /// The last space.
    blank: Option<(Face, Arc<Shape>)>,
    missing: Option<(char, usize)>,
}

impl Preparation<'_, '_> {
    fn face(&self, inline: usize) -> Face {
        let fonts = self.style.fonts;
        if self.words.inlines[inline].strong { fonts.strong } else { fonts.plain }
    }

    /// The spaces at `at`, as the one before `chunk`; where they end.
    fn space(&mut self, chunk: &mut Chunk, at: usize) -> usize {
        let spaces = self.text[at..].iter().take_while(|(_, c)| *c == ' ').count();
        if spaces == 0 {
            chunk.compound = at > 0;
            return at;
        }
        let inline = self.text[at].0;
        let face = self.face(inline);
        let shape = match &self.blank {
            Some((known, blank)) if *known == face => Arc::clone(blank),
            _ => self.shaper.shape(face, " "),
        };
        self.blank = Some((face, Arc::clone(&shape)));
        chunk.space_advance = shape.advance;
        chunk.space = Some(Piece { inline, face, shape });
        at + spaces
    }

    /// Shapes the letters of `chunk`, whole and divided.
    fn pieces(&mut self, chunk: &mut Chunk, letters: &[Letter]) {
        for same in letters.chunk_by(|a, b| a.0 == b.0) {
            let inline = same[0].0;
            self.piece.clear();
            self.piece.extend(same.iter().map(|(_, c)| *c));
            let face = self.face(inline);
            let shape = self.shaper.shape(face, &self.piece);
            self.missing = self.missing.or(shape.missing.map(|c| (c, inline)));
            chunk.advance += shape.advance;
            chunk.pieces.push(Piece { inline, face, shape });
        }
        if let Some(language) = self.style.hyphenation.filter(|_| !chunk.compound) {
            let places = places(letters, &self.words.inlines, language);
            chunk.hyphen_points = places.iter().map(|&place| self.divide(chunk, letters, place)).collect();
        }
        if self.style.optical_margins {
            let (first, last) = (letters[0], letters[letters.len() - 1]);
            chunk.hang = (self.hangs(first.1, self.face(first.0)).0, self.hangs(last.1, self.face(last.0)).1);
        }
    }

    /// How far a character hangs out at a line's beginning and end. Ragged ends need no straight
    /// edge.
    fn hangs(&self, character: char, face: Face) -> (i64, i64) {
        if !self.style.optical_margins {
            return (0, 0);
        }
        let (first, last) = hang(character, self.shaper.advance(face, character));
        (first, if self.style.justified { last } else { 0 })
    }

    /// Divides `chunk` behind its first `place` letters. A word that may be divided stands in one
    /// inline, so only the piece at the division is shaped anew.
    fn divide(&mut self, chunk: &Chunk, letters: &[Letter], place: usize) -> HyphenPoint {
        let inline = letters[place].0;
        let number = chunk.pieces.iter().position(|p| p.inline == inline).expect("the chunk has its pieces");
        let face = chunk.pieces[number].face;
        let part = |letters: &[Letter]| -> String {
            letters.iter().filter(|(n, _)| *n == inline).map(|(_, c)| *c).collect()
        };
        let piece = |shape: Arc<Shape>| Piece { inline, face, shape };
        // Shaped with its hyphen, for the kerning between them.
        let with_hyphen = self.shaper.shape(face, &format!("{}-", part(&letters[..place])));
        let hyphen = self.shaper.shape(face, "-");
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
        let mut tails = vec![piece(self.shaper.shape(face, &part(&letters[place..])))];
        tails.extend_from_slice(&chunk.pieces[number + 1..]);
        HyphenPoint {
            head_advance: advance(&heads) + hyphen.advance,
            tail_advance: advance(&tails),
            head: heads,
            hyphen: piece(hyphen),
            tail: tails,
            characters: place,
            hang: (self.hangs(letters[place].1, face).0, self.hangs('-', face).1),
        }
    }
}

/// Joins initials to the name they begin: "U.S. Virgin Islands".
fn join_initials(text: &mut [Letter]) {
    let letter = |n: usize| text.get(n).is_some_and(|(_, c)| c.is_uppercase());
    let is = |n: usize, wanted: char| text.get(n).is_some_and(|(_, c)| *c == wanted);
    let initials = |n: usize| letter(n - 4) && is(n - 3, '.') && letter(n - 2) && is(n - 1, '.');
    let joined = (4..text.len()).filter(|&n| is(n, ' ') && letter(n + 1) && initials(n));
    for n in joined.collect::<Vec<_>>() {
        text[n].1 = '\u{a0}';
    }
}

/// Whether no line ends before the word at `start`.
fn is_joined(text: &[Letter], start: usize) -> bool {
    let space = |(_, c): &&Letter| matches!(c, ' ' | '\u{a0}');
    let spaces = text[..start].iter().rev().take_while(|(_, c)| *c == ' ').count();
    let last = &text[..start - spaces];
    // Almost all words are told apart by one character.
    let number = last.last().is_some_and(|(_, c)| c.is_ascii_digit());
    if !number && !text[start].1.is_ascii_digit() && !text[start].1.is_uppercase() {
        return false;
    }
    let mut words = text[start..].split(|letter| space(&letter)).filter(|word| !word.is_empty());
    let mut word = || words.next().unwrap_or_default().iter().map(|(_, c)| c).collect::<String>();
    let begins = last.iter().rposition(|letter| space(&letter)).map_or(0, |n| n + 1);
    let before: String = last[begins..].iter().map(|(_, c)| c).collect();
    are_joined(&before, &word(), &word())
}

/// One past the last character of the chunk that begins at `start`.
fn chunk_end(text: &[Letter], start: usize) -> usize {
    let word_start = text[..start].iter().rposition(|(_, c)| *c == ' ').map_or(0, |n| n + 1);
    let word_end = text[start..].iter().position(|(_, c)| *c == ' ').map_or(text.len(), |n| start + n);
    let word = &text[word_start..word_end];
    let address = word.iter().any(|(_, c)| *c == '/') && word.iter().any(|(_, c)| *c == '.');
    for n in start - word_start..word.len().saturating_sub(1) {
        let breaks = match word[n].1 {
            '/' => address && word.len() > WHOLE_ADDRESS,
            _ if address => false,
            '-' => {
                let long = |part: &mut dyn Iterator<Item = &Letter>| {
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
fn describe(chunk: &mut Chunk, text: &[Letter], after_sentence: bool) {
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

fn ends_sentence(text: &[Letter]) -> bool {
    text.iter()
        .rev()
        .map(|(_, c)| *c)
        .find(|c| !matches!(c, ')' | '\u{201d}' | '\u{2019}' | '"'))
        .is_some_and(|c| matches!(c, '.' | '!' | '?'))
}
