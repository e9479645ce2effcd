//! Setting lines of text: shaped pieces become glyph runs owned by the structure.
//!
//! Every link, bold passage, passage in another language, abbreviation and printed figure gets a node
//! of its own inside the paragraph's, so that a reader, a script or a screen reader can tell them from
//! the words around them.

use super::page::{Ink, Link, Mark, NodeId, Owner, Page, Rect, Role, TextRun};
use crate::document::{Inline, InlineKind, RichText};
use crate::figure::FigureId;
use crate::font::{Face, Fonts};
use crate::text::{Line, Piece, PreparedText};
use crate::units::Pt;
use std::sync::Arc;

/// Where the first baseline of a text lies below its top, in 1/1000 of the size.
pub const FIRST_BASELINE: i64 = 720;

/// Height of capitals and figures, in 1/1000 of the size: `sCapHeight` of the bundled faces.
pub const CAP_HEIGHT: i64 = 660;

/// Glyphs of a line, about.
const RUN: usize = 64;

/// Size, leading and colour of a text.
#[derive(Debug, Clone, Copy)]
pub struct TextStyle {
    /// Size of the type.
    pub size: Pt,
    /// Baseline to baseline.
    pub leading: Pt,
    /// Colour.
    pub ink: Ink,
}

impl TextStyle {
    /// Height of a text of so many lines.
    pub fn height(&self, lines: usize) -> Pt {
        match lines {
            0 => Pt::ZERO,
            n => self.size + self.leading * (n as i64 - 1),
        }
    }
}

/// A text with its lines chosen.
#[derive(Clone, Copy)]
pub struct BrokenText<'a> {
    /// The words.
    pub words: &'a RichText,
    /// The same, shaped.
    pub text: &'a PreparedText,
    /// The lines.
    pub lines: &'a [Line],
}

impl<'a> BrokenText<'a> {
    /// Sets the text with its top left corner at (`x`, `top`), as content of `parent`.
    pub fn set(&self, page: &mut Page, parent: NodeId, style: TextStyle, (x, top): (Pt, Pt)) {
        let first = top + style.size.em(FIRST_BASELINE);
        let mut cursor = TextCursor::new(page, parent, self.words, style);
        for (n, line) in self.lines.iter().enumerate() {
            cursor.begin(line, x, first + style.leading * n as i64);
            self.set_line(&mut cursor, line);
        }
    }

    fn set_line(&self, cursor: &mut TextCursor<'_, 'a>, line: &Line) {
        let text = self.text;
        for number in line.start..line.end {
            let space = text.chunks[number].space.as_ref().filter(|_| number > line.start);
            space.into_iter().for_each(|piece| cursor.put(piece, true));
            let (pieces, reads) = text.pieces_on(line, number);
            if reads.is_some() {
                cursor.flush(None);
            }
            pieces.iter().for_each(|piece| cursor.put(piece, true));
            if reads.is_some() {
                cursor.flush(reads);
            }
        }
        cursor.spread = (0, 0);
        if line.to.is_some() {
            return;
        }
        // The space between two lines is part of the text: without it, words run together when
        // the page is read aloud or copied.
        if let Some(space) = text.chunks.get(line.end).and_then(|c| c.space.as_ref()) {
            cursor.put(space, false);
        }
        cursor.flush(None);
    }
}

/// Where the next glyphs stand, and which node they belong to.
struct TextCursor<'p, 'a> {
    page: &'p mut Page,
    parent: NodeId,
    words: &'a RichText,
    style: TextStyle,
    /// Left end of the line, and its baseline.
    at: (Pt, Pt),
    /// How far the line has come, in 1/1000 em.
    advance: i64,
    /// What the word spaces of the line have yet to gain, and how many they are.
    spread: (i64, usize),
    /// The nodes made for the last piece, the outermost first, and the owner of its marks, with what it depends on:
    /// the piece's inline and its face.
    open: Vec<(Layer<'a>, NodeId)>,
    owner: Option<((usize, Face), Owner)>,
    /// The link that is open, by its place in the page's.
    link: Option<usize>,
    run: Option<(Owner, TextRun)>,
}

/// What a node inside a text is made for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer<'a> {
    Link(&'a str),
    Strong,
    Said(Option<&'static str>, Option<&'a Arc<str>>),
    Figure(FigureId),
}

impl<'p, 'a> TextCursor<'p, 'a> {
    fn new(page: &'p mut Page, parent: NodeId, words: &'a RichText, style: TextStyle) -> Self {
        let at = (Pt::ZERO, Pt::ZERO);
        let (open, owner, link, run) = (Vec::new(), None, None, None);
        Self { page, parent, words, style, at, advance: 0, spread: (0, 0), open, owner, link, run }
    }

    fn begin(&mut self, line: &Line, x: Pt, baseline: Pt) {
        self.at = (x - self.style.size.em(line.hang), baseline);
        self.advance = 0;
        self.spread = (line.spread, line.spaces);
    }

    /// Where the pen stands when the line has come so far.
    fn x(&self, advance: i64) -> Pt {
        self.at.0 + self.style.size.em(advance)
    }

    fn put(&mut self, piece: &Piece, visible: bool) {
        let owner = self.owner(piece);
        let start = self.advance;
        self.advance += piece.shape.advance;
        if !matches!(&self.run, Some((open, run)) if *open == owner && run.face == piece.face) {
            self.flush(None);
            let (TextStyle { size, ink, .. }, baseline, x) = (self.style, self.at.1, self.x(start));
            let run = TextRun { face: piece.face, size, x, baseline, ink, glyphs: Vec::with_capacity(RUN) };
            self.run = Some((owner, run));
        }
        if let Some((_, run)) = &mut self.run {
            let before = run.glyphs.len();
            run.glyphs.extend_from_slice(&piece.shape.glyphs);
            if self.spread.0 != 0 {
                for &space in &piece.shape.spaces {
                    let more = widen(&mut self.spread);
                    run.glyphs[before + space].adjust += more;
                    self.advance += i64::from(more);
                }
            }
        }
        for (glyph, characters) in &piece.shape.spellings {
            self.page.spellings.entry((piece.face, *glyph)).or_insert_with(|| characters.clone());
        }
        if visible && let Some(link) = self.link {
            self.reach(link, self.x(start));
        }
    }

    /// The area of a link goes on from `start` to where the pen stands.
    fn reach(&mut self, link: usize, start: Pt) {
        let (end, size) = (self.x(self.advance), self.style.size);
        let top = self.at.1 - size.em(FIRST_BASELINE);
        let areas = &mut self.page.links[link].areas;
        match areas.last_mut() {
            Some(area) if area.y == top => area.width = end - area.x,
            _ => areas.push(Rect { x: start, y: top, width: end - start, height: size }),
        }
    }

    /// The owner of a piece's marks: the text itself, or the innermost of the nodes made for it. Nodes that
    /// the last piece has too go on.
    fn owner(&mut self, piece: &Piece) -> Owner {
        let of = (piece.inline, piece.face);
        // Most pieces are of the same inline as the one before.
        if let Some((last, owner)) = self.owner
            && last == of
        {
            return owner;
        }
        let layers = self.layers(piece);
        let shared = self.open.iter().zip(&layers).take_while(|((open, _), layer)| open == *layer).count();
        if let Some((_, owner)) = self.owner
            && shared == layers.len()
            && shared == self.open.len()
        {
            self.owner = Some((of, owner));
            return owner;
        }
        self.flush(None);
        self.open.truncate(shared);
        for &layer in &layers[shared..] {
            let parent = self.open.last().map_or(self.parent, |(_, node)| *node);
            let node = self.page.node(parent, layer.role());
            if let Layer::Link(target) = layer {
                let words = link_words(&self.words.inlines[piece.inline..], target);
                self.page.links.push(Link { node, areas: Vec::new(), target: target.into(), words });
                self.link = Some(self.page.links.len() - 1);
            }
            self.open.push((layer, node));
        }
        if !matches!(layers.first(), Some(Layer::Link(_))) {
            self.link = None;
        }
        let owner = self.page.content(self.open.last().map_or(self.parent, |(_, node)| *node));
        self.owner = Some((of, owner));
        owner
    }

    /// What a piece needs nodes for. A link is the outermost, to be one whatever it says; in a heading, which
    /// is bold as a whole, nothing stands out.
    fn layers(&self, piece: &Piece) -> Vec<Layer<'a>> {
        let inline: &'a Inline = &self.words.inlines[piece.inline];
        let heading = matches!(self.page.nodes[self.parent.0 as usize].role, Role::Heading(_));
        let strong = piece.face == Face::Bold && !heading;
        let said = inline.language.is_some() || inline.expansion.is_some();
        let figure = match inline.kind {
            InlineKind::Figure(number, _) => Some(Layer::Figure(number)),
            InlineKind::Wording | InlineKind::Datum(..) => None,
        };
        let layers = [
            inline.link.as_deref().map(Layer::Link),
            strong.then_some(Layer::Strong),
            said.then_some(Layer::Said(inline.language, inline.expansion.as_ref())),
            figure,
        ];
        layers.into_iter().flatten().collect()
    }

    /// Paints the run under way; `reads`: what it reads as, if that is not what it shows.
    fn flush(&mut self, reads: Option<&str>) {
        if let Some((owner, run)) = self.run.take() {
            let mark = match reads {
                Some(reads) => Mark::Part(run, reads.to_owned()),
                None => Mark::Text(run),
            };
            self.page.paint(owner, mark);
        }
    }
}

impl Layer<'_> {
    fn role(self) -> Role {
        match self {
            Layer::Link(_) => Role::Link,
            Layer::Strong => Role::Strong,
            Layer::Said(language, expansion) => Role::Said { language, expansion: expansion.cloned() },
            Layer::Figure(figure) => Role::Datum(figure),
        }
    }
}

/// What the next word space of a line gains: its share, so that all shares make the whole.
fn widen(spread: &mut (i64, usize)) -> i16 {
    let (left, spaces) = *spread;
    let share = left / (spaces as i64).max(1);
    *spread = (left - share, spaces.saturating_sub(1));
    share as i16
}

/// The words of the link to `target` that these inlines begin with.
fn link_words(inlines: &[Inline], target: &str) -> String {
    let link = inlines.iter().take_while(|inline| inline.link.as_deref() == Some(target));
    link.map(|inline| inline.text.as_str()).collect::<String>().replace('\u{a0}', " ")
}

/// The outdent of display type that begins with `first`: its first glyph's side bearing at this
/// size, less `less`, so that its stem lines up with the small text below.
pub fn outdent(fonts: &Fonts, first: Option<&Piece>, size: Pt, less: Pt) -> Pt {
    let glyph = first.and_then(|piece| Some((piece.face, piece.shape.glyphs.first()?.id)));
    glyph.map_or(Pt::ZERO, |(face, glyph)| {
        (size.em(i64::from(fonts.face(face).left_side_bearing(glyph))) - less).max(Pt::ZERO)
    })
}
