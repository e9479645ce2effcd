//! Setting a paragraph on the page: chosen lines become glyph runs owned by the structure.
//!
//! Every printed figure and every link gets a node of its own inside the paragraph's, so that a
//! reader, a script or a screen reader can tell them from the words around them.

use super::page::{Glyph, Ink, Link, Mark, NodeId, Owner, Page, Rect, Role, TextRun};
use crate::doc::{Inline, InlineKind, Line};
use crate::layout::Face;
use crate::text::{Break, Paragraph, Piece};
use crate::units::Pt;

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

/// Which node the marks being painted belong to.
struct Pen<'a> {
    page: &'a mut Page,
    parent: NodeId,
    /// The inlines' common link and figure, and the owner made for them.
    open: Option<(Option<&'a str>, Option<usize>, Owner)>,
    link: Option<(&'a str, NodeId, usize)>,
    run: Option<(Owner, TextRun)>,
}

/// Sets `block` with its top left corner at (`x`, `top`), as content of `parent`.
pub fn set_block(page: &mut Page, parent: NodeId, block: &Block, style: Style, x: Pt, top: Pt) {
    let first = top + style.size.em(FIRST_BASELINE);
    let mut pen = Pen { page, parent, open: None, link: None, run: None };
    for (n, line) in block.breaks.iter().enumerate() {
        let baseline = first + style.leading * n as i64;
        let mut advance = 0;
        for chunk in line.start..line.end {
            let chunk_data = &block.paragraph.chunks[chunk];
            if chunk > line.start
                && let Some(space) = &chunk_data.space
            {
                pen.put(block.line, space, style, x, baseline, &mut advance, true);
            }
            for piece in &chunk_data.pieces {
                pen.put(block.line, piece, style, x, baseline, &mut advance, true);
            }
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
            run.glyphs.extend_from_slice(&piece.shape.glyphs);
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

/// The outdent of display type: the first glyph's side bearing at this size, less `less`, so
/// that its stem lines up with the small text below.
pub fn outdent(fonts: &crate::font::Fonts, paragraph: &Paragraph, size: Pt, less: Pt) -> Pt {
    let first = paragraph.chunks.first().and_then(|c| c.pieces.first());
    let Some((face, glyph)) = first.and_then(|p| p.shape.glyphs.first().map(|g: &Glyph| (p.face, g.id)))
    else {
        return Pt::ZERO;
    };
    let bearing: Face = face;
    (size.em(i64::from(fonts.face(bearing).left_side_bearing(glyph))) - less).max(Pt::ZERO)
}
