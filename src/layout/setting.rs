//! Setting a paragraph on the page: chosen lines become glyph runs owned by the structure.
//!
//! Every printed figure and every link gets a node of its own inside the paragraph's, so that a
//! reader, a script or a screen reader can tell them from the words around them.

use super::page::{Ink, Link, Mark, NodeId, Owner, Page, Rect, Role, TextRun};
use crate::doc::{Inline, InlineKind, Line};
use crate::font::{Face, Fonts};
use crate::text::{Break, Chunk, Measure, Paragraph, Piece, Shape, Shaper, Weights, break_lines, prepare};
use crate::units::{Pt, Ratio};
use std::borrow::Cow;
use std::sync::Arc;

/// Where the first baseline of a block lies below its top, in 1/1000 of the size.
pub const FIRST_BASELINE: i64 = 720;

/// How a block is set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Size of the type.
    pub size: Pt,
    /// Baseline to baseline.
    pub leading: Pt,
    /// Colour.
    pub ink: Ink,
}

impl Style {
    /// Height of a block of `lines` lines.
    pub fn height(&self, lines: usize) -> Pt {
        match lines {
            0 => Pt::ZERO,
            n => self.size + self.leading * (n as i64 - 1),
        }
    }
}

/// A block of text with its lines chosen.
pub struct Block<'a> {
    /// The words.
    pub line: &'a Line,
    /// The words, shaped.
    pub paragraph: &'a Paragraph,
    /// The lines.
    pub breaks: &'a [Break],
}

/// A short text of the page's furniture: shaped, and broken for its one place.
pub struct Caption<'a> {
    /// The words.
    pub line: &'a Line,
    /// The words, shaped.
    pub paragraph: Paragraph,
    /// The lines.
    pub breaks: Vec<Break>,
    /// How it is set.
    pub style: Style,
    /// The measure it was broken for.
    pub width: Pt,
    space: Arc<Shape>,
    face: Face,
}

impl<'a> Caption<'a> {
    /// Shapes `line` and breaks it for a measure of `width`.
    pub fn new(line: &'a Line, weights: Weights, style: Style, width: Pt, shaper: &mut Shaper) -> Self {
        Self::of(line, prepare(line, weights, shaper), weights, style, width, shaper)
    }

    /// Breaks `line`, shaped as `paragraph`, for a measure of `width`.
    pub fn of(
        line: &'a Line,
        paragraph: Paragraph,
        weights: Weights,
        style: Style,
        width: Pt,
        shaper: &mut Shaper,
    ) -> Self {
        let breaks = break_lines(&paragraph, Measure { size: style.size, width });
        let face = weights.plain;
        Self { line, paragraph, breaks, style, width, space: shaper.shape(face, " "), face }
    }

    /// The same text in the first of `sizes` that `fits`, or else in the last.
    pub fn sized(mut self, sizes: &[Pt], lead: Ratio, fits: impl Fn(&Self) -> bool) -> Self {
        for &size in sizes {
            self.style = Style { size, leading: size.scale(lead), ..self.style };
            self.breaks = break_lines(&self.paragraph, Measure { size, width: self.width });
            if fits(&self) {
                break;
            }
        }
        self
    }

    /// Its height.
    pub fn height(&self) -> Pt {
        self.style.height(self.breaks.len())
    }

    /// The width of its longest line.
    pub fn used(&self) -> Pt {
        self.breaks.iter().map(|b| self.style.size.em(b.advance)).max().unwrap_or_default()
    }

    /// For checks that must see all text.
    pub fn checked(&self) -> (&'a Line, &Paragraph, Measure) {
        (self.line, &self.paragraph, Measure { size: self.style.size, width: self.width })
    }

    /// Sets it with its top left corner at (`x`, `top`), as content of `parent`.
    pub fn set(&self, page: &mut Page, parent: NodeId, x: Pt, top: Pt) {
        let block = Block { line: self.line, paragraph: &self.paragraph, breaks: &self.breaks };
        set_block(page, parent, &block, self.style, x, top);
    }

    /// Sets a space behind the last line, for a text that goes on elsewhere: without it, words
    /// run together when the page is read aloud or copied.
    pub fn set_space(&self, page: &mut Page, parent: NodeId, x: Pt, baseline: Pt) {
        let last = self.breaks.last().map_or(Pt::ZERO, |line| self.style.size.em(line.advance));
        let Style { size, ink, .. } = self.style;
        let glyphs = self.space.glyphs.clone();
        let owner = page.content(parent);
        page.paint(owner, Mark::Text(TextRun { face: self.face, size, x: x + last, baseline, ink, glyphs }));
    }
}

/// Which node the marks being painted belong to.
struct Pen<'a> {
    page: &'a mut Page,
    parent: NodeId,
    /// The inlines' common link and figure, and the owner made for them.
    open: Option<(Option<&'a str>, Option<usize>, Owner)>,
    link: Option<(&'a str, NodeId, usize)>,
    run: Option<(Owner, TextRun)>,
    /// What the word spaces of the line under way have yet to gain, and how many they are.
    spread: (i64, usize),
}

/// Sets `block` with its top left corner at (`x`, `top`), as content of `parent`.
pub fn set_block(page: &mut Page, parent: NodeId, block: &Block, style: Style, x: Pt, top: Pt) {
    let first = top + style.size.em(FIRST_BASELINE);
    let mut pen = Pen { page, parent, open: None, link: None, run: None, spread: (0, 0) };
    for (n, line) in block.breaks.iter().enumerate() {
        let baseline = first + style.leading * n as i64;
        let x = x - style.size.em(line.hang);
        let mut advance = 0;
        pen.spread = (line.spread, line.spaces);
        for chunk in line.start..line.end {
            let chunk_data = &block.paragraph.chunks[chunk];
            if chunk > line.start
                && let Some(space) = &chunk_data.space
            {
                pen.put(block.line, space, style, x, baseline, &mut advance, true);
            }
            for piece in block.paragraph.pieces(line, chunk) {
                pen.put(block.line, piece, style, x, baseline, &mut advance, true);
            }
        }
        pen.spread = (0, 0);
        if let Some(hyphen) = block.paragraph.hyphen(line) {
            pen.flush();
            pen.put(block.line, hyphen, style, x, baseline, &mut advance, true);
            pen.flush_hyphen();
            continue;
        }
        // The space between two lines is part of the text: without it, words run together when
        // the page is read aloud or copied.
        if let Some(space) = block.paragraph.chunks.get(line.end).and_then(|c| c.space.as_ref()) {
            pen.put(block.line, space, style, x, baseline, &mut advance, false);
        }
        pen.flush();
    }
}

impl<'a> Pen<'a> {
    #[allow(clippy::too_many_arguments)]
    fn put(
        &mut self,
        line: &'a Line,
        piece: &Piece,
        style: Style,
        x: Pt,
        baseline: Pt,
        advance: &mut i64,
        visible: bool,
    ) {
        let owner = self.owner(line, piece.inline);
        let start = x + style.size.em(*advance);
        *advance += piece.shape.advance;
        let mut glyphs = Cow::Borrowed(&piece.shape.glyphs);
        if self.spread.1 > 0 {
            for &space in &piece.shape.spaces {
                let more = self.widen();
                glyphs.to_mut()[space].adjust += more;
                *advance += i64::from(more);
            }
        }
        let end = x + style.size.em(*advance);
        let same = matches!(&self.run, Some((o, run)) if *o == owner && run.face == piece.face);
        if !same {
            self.flush();
            let run = TextRun {
                face: piece.face,
                size: style.size,
                x: start,
                baseline,
                ink: style.ink,
                glyphs: Vec::new(),
            };
            self.run = Some((owner, run));
        }
        if let Some((_, run)) = &mut self.run {
            run.glyphs.extend_from_slice(&glyphs);
        }
        for (glyph, characters) in &piece.shape.spellings {
            self.page.spellings.entry((piece.face, *glyph)).or_insert_with(|| characters.clone());
        }
        if visible && let Some((_, _, link)) = self.link {
            let areas = &mut self.page.links[link].areas;
            let top = baseline - style.size.em(FIRST_BASELINE);
            match areas.last_mut() {
                Some(area) if area.y == top => area.width = end - area.x,
                _ => areas.push(Rect { x: start, y: top, width: end - start, height: style.size }),
            }
        }
    }

    /// The owner of an inline's marks: the block itself, or a node made for a link or a figure.
    fn owner(&mut self, line: &'a Line, number: usize) -> Owner {
        let inline = &line.inlines[number];
        let link = inline.link.as_deref();
        let figure = match inline.kind {
            InlineKind::Figure(number, _) => Some(number),
            InlineKind::Wording | InlineKind::Datum(_) => None,
        };
        if let Some((open_link, open_figure, owner)) = self.open
            && open_link == link
            && open_figure == figure
        {
            return owner;
        }
        self.flush();
        let mut parent = self.parent;
        match link {
            None => self.link = None,
            Some(target) => {
                let node = match self.link {
                    Some((open, node, _)) if open == target => node,
                    _ => {
                        let node = self.page.node(self.parent, Role::Link);
                        let words = words(&line.inlines[number..], target);
                        self.page.links.push(Link { node, areas: Vec::new(), target: target.into(), words });
                        self.link = Some((target, node, self.page.links.len() - 1));
                        node
                    }
                };
                parent = node;
            }
        }
        if let Some(figure) = figure {
            parent = self.page.node(parent, Role::Datum(figure));
        }
        let owner = self.page.content(parent);
        self.open = Some((link, figure, owner));
        owner
    }

    /// What the next word space of the line gains: its share, so that all shares make the whole.
    fn widen(&mut self) -> i16 {
        let (left, spaces) = self.spread;
        let share = left / (spaces as i64).max(1);
        self.spread = (left - share, spaces.saturating_sub(1));
        share as i16
    }

    fn flush_hyphen(&mut self) {
        if let Some((owner, run)) = self.run.take() {
            self.page.paint(owner, Mark::Hyphen(run));
        }
    }

    fn flush(&mut self) {
        if let Some((owner, run)) = self.run.take() {
            self.page.paint(owner, Mark::Text(run));
        }
    }
}

/// The words of the link to `target` that these pieces begin with.
fn words(inlines: &[Inline], target: &str) -> String {
    let link = inlines.iter().take_while(|inline| inline.link.as_deref() == Some(target));
    link.map(|inline| inline.text.as_str()).collect::<String>().replace('\u{a0}', " ")
}

/// The outdent of display type that begins with `first`: its first glyph's side bearing at this
/// size, less `less`, so that its stem lines up with the small text below.
pub fn outdent(fonts: &Fonts, first: Option<&Chunk>, size: Pt, less: Pt) -> Pt {
    let piece = first.and_then(|chunk| chunk.pieces.first());
    let glyph = piece.and_then(|piece| Some((piece.face, piece.shape.glyphs.first()?.id)));
    glyph.map_or(Pt::ZERO, |(face, glyph)| {
        (size.em(i64::from(fonts.face(face).left_side_bearing(glyph))) - less).max(Pt::ZERO)
    })
}
