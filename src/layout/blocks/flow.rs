//! What runs through the columns of a page: headings, paragraphs, tables, one after the other.

use super::heading::ShapedHeading;
use super::paragraph::ShapedParagraph;
use super::{Look, Measured, Shaped};
use crate::diagnostic::{Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::layout::advice::Candidate;
use crate::layout::fit::Scale;
use crate::outline::{Paragraph, Section};
use crate::source::Span;
use crate::text::Shaper;
use crate::units::Pt;

/// The running text of a page, shaped.
pub struct Flow<'a> {
    pub look: Look<'a>,
    pub scale: Scale<'a>,
    /// Height of the place for it.
    pub room: Pt,
    blocks: Vec<Shaped<'a>>,
}

impl<'a> Flow<'a> {
    /// A flow without text.
    pub fn new(look: Look<'a>, scale: Scale<'a>, room: Pt) -> Self {
        Self { look, scale, room, blocks: Vec::new() }
    }

    /// Adds paragraphs that belong to no section.
    pub fn paragraphs_without_heading(&mut self, paragraphs: &'a [Paragraph<RichText>], shaper: &mut Shaper) {
        let shaped = paragraphs.iter().map(|words| ShapedParagraph::new(words, &self.look, shaper));
        self.blocks.extend(shaped.map(Shaped::Paragraph));
    }

    /// Adds sections.
    pub fn sections(&mut self, sections: &'a [Section<RichText, FigureText>], shaper: &mut Shaper) {
        for section in sections {
            self.blocks.push(Shaped::Heading(ShapedHeading::new(&section.heading, shaper)));
            let blocks = section.blocks.iter().flat_map(|block| Shaped::all(block, &self.look, shaper));
            self.blocks.extend(blocks);
        }
    }

    /// What each block takes at one size; `None` if one is too wide for its column so.
    pub fn measure(&self, size: Pt) -> Option<Vec<Measured<'_>>> {
        self.blocks.iter().map(|block| block.measure(&self.look, size)).collect()
    }

    /// The paragraphs and items that may be shortened, in type of one size.
    pub fn paragraphs(&self, size: Pt) -> Vec<Candidate<'_>> {
        let mut heading = None;
        let mut found = Vec::new();
        for block in &self.blocks {
            if let Shaped::Heading(own) = block {
                heading = Some(own.words);
            }
            found.extend(
                block.paragraph(&self.look, size).map(|paragraph| Candidate { heading, ..paragraph }),
            );
        }
        found
    }

    /// Refuses what fits no page, even in the smallest size.
    pub fn check(&self, place: Span, sink: &mut Sink) -> Result<(), Reported> {
        let mut sound = Ok(());
        for block in &self.blocks {
            sound = block.check(&self.look, self.scale.sizes.min, place, sink).and(sound);
        }
        sound
    }
}
