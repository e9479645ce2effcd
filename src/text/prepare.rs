//! From rich text to [`PreparedText`]: where it may break, and the shapes of what lies between.
//!
//! A line may end at a space. It never ends at U+00A0 or U+2011, at a slash, or inside an address of up to 40
//! characters; between words that `lang` keeps together, or at a hyphen whose both sides have five letters or
//! more, only where there is no room for both sides: readers take a hyphen at a line's end for that of a
//! divided word, and a search finds neither "trauma-informed" nor its parts. Where words may be divided it may
//! also end inside a chunk, which is then shaped in two parts.

use super::breakpoints::{breakpoints, widest};
use super::hyphenation::{language as patterns, places};
use super::margins::hang;
use super::paragraph::{Chunk, HyphenPoint, ParagraphStyle, Piece, PreparedText};
use super::plain_text::PlainText;
use super::shape::{Shape, Shaper};
use crate::document::{Inline, RichText};
use crate::font::Face;
use crate::lang::{Bond, LineEnds, line_ends as ends_in};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Both parts of a compound must have this many letters for a line to end between them.
const COMPOUND_LETTERS: usize = 5;
/// Addresses longer than this may break after a slash.
const WHOLE_ADDRESS: usize = 40;

/// Spaces between words, also those that no line ends at.
const SPACES: [char; 2] = [' ', '\u{a0}'];
/// Signs inside a word that a line may end behind.
const INSIDE: [char; 4] = ['/', '-', '\u{2013}', '\u{2014}'];

/// Shapes `words` and finds where it may break. Words that no value of a place comes into are remembered, since all
/// sheets of a language have them; the others if sheets are laid out more than once.
pub fn prepare(words: &RichText, style: impl Into<ParagraphStyle>, shaper: &mut Shaper) -> Arc<PreparedText> {
    let (style, text) = (style.into(), PlainText::of(words));
    if !shaper.remembers(words.inlines.iter().all(Inline::is_of_set)) {
        return Arc::new(prepare_anew(&text, style, shaper));
    }
    let key = (style, text, shaper.line_ends.language);
    if let Some(known) = shaper.prepared(&key) {
        return known;
    }
    let prepared = Arc::new(prepare_anew(&key.1, style, shaper));
    shaper.remember(key, &prepared);
    prepared
}

fn prepare_anew(text: &PlainText, style: ParagraphStyle, shaper: &mut Shaper) -> PreparedText {
    let all = text.all.as_str();
    let mut chunks = Vec::with_capacity(all.bytes().filter(|byte| *byte == b' ').count() + 1);
    let pieces = Vec::with_capacity(chunks.capacity() + text.parts.len());
    let mut preparation = Preparation { text, style, shaper, pieces, blank: None, missing: None };
    let line_ends = preparation.shaper.line_ends;
    let (mut at, mut word) = (0, 0);
    while at < all.len() {
        let mut chunk = Chunk::default();
        let start = preparation.space(&mut chunk, at);
        if start == all.len() {
            break;
        }
        preparation.bind(&mut chunk, word, at, start);
        if !chunk.compound {
            word = start;
        }
        at = chunk_end(all, word, start);
        describe(&mut chunk, &all[start..at]);
        preparation.shape(&mut chunk, start..at);
        chunks.push(chunk);
    }
    let Preparation { pieces, missing, .. } = preparation;
    let costs = &line_ends.costs;
    let breakpoints = breakpoints(&chunks, &pieces, costs);
    let widest = widest(&breakpoints);
    PreparedText { chunks, pieces, missing, widest, style, costs, breakpoints, broken: OnceLock::new() }
}

/// A text on its way into chunks.
struct Preparation<'p, 'f> {
    text: &'p PlainText,
    style: ParagraphStyle,
    shaper: &'p mut Shaper<'f>,
    /// Those of all chunks so far.
    pieces: Vec<Piece>,
    /// The last space.
    blank: Option<(Face, Arc<Shape>)>,
    missing: Option<(char, usize)>,
}

impl Preparation<'_, '_> {
    fn face(&self, inline: usize) -> Face {
        let fonts = self.style.fonts;
        if self.text.parts[inline].strong { fonts.strong } else { fonts.plain }
    }

    /// The spaces at `at`, as the one before `chunk`; where they end.
    fn space(&mut self, chunk: &mut Chunk, at: usize) -> usize {
        let spaces = self.text.all[at..].bytes().take_while(|byte| *byte == b' ').count();
        if spaces == 0 {
            chunk.compound = at > 0;
            return at;
        }
        let inline = self.text.inline(at);
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

    /// How the chunk that begins at `start` is bound to what stands before it, in the word that begins at `word`
    /// and ends at `end`.
    fn bind(&self, chunk: &mut Chunk, word: usize, end: usize, start: usize) {
        let (all, line_ends) = (self.text.all.as_str(), self.shaper.line_ends);
        let costs = &line_ends.costs;
        if end == 0 {
            return;
        }
        let inline = self.text.inline(end - 1);
        if chunk.compound {
            chunk.joined = all[..end].ends_with('-');
            chunk.bond = costs.compound;
            return;
        }
        let last = all[word..end].rsplit('\u{a0}').next().unwrap_or_default();
        let part = &self.text.parts[inline];
        let ends_figure = part.figure && part.end == end;
        let counts = ends_figure && !all[self.text.begin(inline)..end].contains(' ');
        let own = part.language.map_or(line_ends, ends_in);
        match own.bond(&all[..end], &all[start..], counts) {
            Bond::Whole => chunk.joined = true,
            Bond::Cost(cost) => chunk.bond = cost,
        }
        // "fewer than 10"; "36.2 million reports"
        let counted = ends_figure && last.ends_with(char::is_alphabetic);
        if part.figure && start < part.end || counted && all[start..].starts_with(char::is_alphabetic) {
            chunk.bond += costs.number;
        }
        if opens_sentence(&all[..end - last.len()], line_ends) {
            chunk.bond += costs.sentence_word;
        }
        if self.style.heading {
            let lone = !all[..end].contains(' ') || !all[start..].trim_end().contains(' ');
            chunk.bond += if line_ends.leads(last) { costs.heading_leading } else { 0 };
            chunk.bond += if lone { costs.heading_lone } else { 0 };
        }
    }

    /// Shapes the letters of `chunk`, whole and divided.
    fn shape(&mut self, chunk: &mut Chunk, letters: Range<usize>) {
        let (text, before) = (self.text, self.pieces.len());
        let mut at = letters.start;
        while at < letters.end {
            let inline = text.inline(at);
            let end = text.parts[inline].end.min(letters.end);
            let face = self.face(inline);
            let shape = self.shaper.shape_with(face, &text.all[at..end], self.style.tabular);
            self.missing = self.missing.or(shape.missing.map(|c| (c, inline)));
            chunk.advance += shape.advance;
            self.pieces.push(Piece { inline, face, shape });
            at = end;
        }
        chunk.pieces = before..self.pieces.len();
        if let Some(language) = self.style.hyphenation.filter(|_| !chunk.compound && chunk.pieces.len() == 1)
        {
            // Words are divided as those of their own language, if at all.
            let own = text.parts[text.inline(letters.start)].language;
            let places = own
                .map_or(Some(language), patterns)
                .map_or(Vec::new(), |language| places(text, letters.clone(), language));
            chunk.hyphen_points =
                places.into_iter().map(|place| self.divide(chunk, letters.clone(), place)).collect();
        }
        if self.style.optical_margins {
            let mut signs = text.all[letters].chars();
            let first = signs.next().unwrap_or_default();
            let last = signs.next_back().unwrap_or(first);
            let (begin, end) = (self.pieces[before].face, self.pieces[chunk.pieces.end - 1].face);
            chunk.hang = (self.hangs(first, begin).0, self.hangs(last, end).1);
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

    /// Divides `chunk`, of one piece, at the byte `place`.
    fn divide(&mut self, chunk: &Chunk, letters: Range<usize>, place: usize) -> HyphenPoint {
        let word = &self.text.all[letters.clone()];
        let (head, tail) = word.split_at(place - letters.start);
        let Piece { inline, face, .. } = self.pieces[chunk.pieces.start];
        // Shaped with its hyphen, for the kerning between them.
        let [head_shape, tail_shape] = [&format!("{head}-"), tail].map(|part| self.shaper.shape(face, part));
        let next = tail.chars().next().unwrap_or_default();
        HyphenPoint {
            head: Piece { inline, face, shape: head_shape },
            tail: Piece { inline, face, shape: tail_shape },
            word: word.to_owned(),
            characters: head.chars().count(),
            hang: (self.hangs(next, face).0, self.hangs('-', face).1),
        }
    }
}

/// Where the chunk that begins at `start`, in the word that begins at `word_start`, ends.
fn chunk_end(text: &str, word_start: usize, start: usize) -> usize {
    let word_end = text[start..].find(' ').map_or(text.len(), |n| start + n);
    let word = &text[word_start..word_end];
    let address = word.contains('/') && word.contains('.');
    let is_digit = |c: char| c.is_ascii_digit();
    for (n, sign) in text[start..word_end].match_indices(INSIDE) {
        let end = start + n + sign.len();
        let (before, behind) = (&text[word_start..start + n], &text[end..word_end]);
        let breaks = match sign {
            "/" => address && word.chars().count() > WHOLE_ADDRESS,
            _ if address => false,
            "-" => is_long(before.chars().rev()) && is_long(behind.chars()),
            // "2022–2023"
            "\u{2013}" if before.ends_with(is_digit) && behind.starts_with(is_digit) => false,
            _ => !before.is_empty(),
        };
        if breaks && !behind.is_empty() {
            return end;
        }
    }
    word_end
}

/// Whether a part of a compound is long enough for a line to end beside it.
fn is_long(part: impl Iterator<Item = char>) -> bool {
    part.take_while(|c| c.is_alphabetic()).take(COMPOUND_LETTERS).count() == COMPOUND_LETTERS
}

/// Notes what the breaking of lines needs to know of the chunk's last word.
fn describe(chunk: &mut Chunk, text: &str) {
    let last_word = text.rsplit('\u{a0}').next().unwrap_or_default();
    let letters = last_word.chars().filter(|c| c.is_alphanumeric()).take(3).count();
    let numeral = || last_word.bytes().any(|byte| byte.is_ascii_digit());
    chunk.short = (1..=2).contains(&letters) && !numeral() && !ends_sentence(text);
    chunk.characters = text.chars().count();
}

/// Whether the word behind `before` is the first of a sentence that is not the first of the text.
fn opens_sentence(before: &str, line_ends: &LineEnds) -> bool {
    let before = before.trim_end_matches(SPACES);
    let abbreviation = |stem: &str| {
        line_ends
            .is_abbreviation(stem.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or(stem))
    };
    ends_sentence(before) && !before.strip_suffix('.').is_some_and(abbreviation)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([')', '\u{201d}', '\u{2019}', '"']).ends_with(['.', '!', '?'])
}
