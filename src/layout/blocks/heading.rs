//! Headings of sections.

use super::{HeadingLook, Look, Setter};
use crate::document::RichText;
use crate::font::Face;
use crate::layout::cursor::{BrokenText, TextStyle};
use crate::layout::fit::Setting;
use crate::layout::overflow::{MeasuredText, too_wide};
use crate::layout::page::{Ink, Page, Role};
use crate::text::{
    FontPair, Measure, ParagraphStyle, PreparedText, Shaper, count_lines, least_ragged, prepare,
};
use crate::units::Pt;
use std::sync::Arc;

const BOLD: FontPair = FontPair { plain: Face::Bold, strong: Face::Bold };

/// A heading, shaped.
pub struct ShapedHeading<'a> {
    /// The words.
    pub words: &'a RichText,
    text: Arc<PreparedText>,
}

/// How many lines it takes at one size.
#[derive(Clone)]
pub struct MeasuredHeading<'b> {
    heading: &'b ShapedHeading<'b>,
    lines: usize,
}

impl HeadingLook {
    fn style(&self, size: Pt) -> TextStyle {
        let size = size + self.larger;
        TextStyle { size, leading: size.scale(self.leading), ink: Ink::Navy }
    }
}

impl<'a> ShapedHeading<'a> {
    pub fn new(words: &'a RichText, shaper: &mut Shaper) -> Self {
        Self { words, text: prepare(words, ParagraphStyle::heading(BOLD), shaper) }
    }

    pub fn text(&self, look: &Look, size: Pt) -> MeasuredText<'_> {
        let measure = Measure { size: look.heading.style(size).size, width: look.heading.width };
        (self.words, &self.text, measure)
    }

    pub fn measure(&self, look: &Look, size: Pt) -> Option<MeasuredHeading<'_>> {
        let (_, text, measure) = self.text(look, size);
        let sound = too_wide(text, measure).is_none();
        sound.then(|| MeasuredHeading { heading: self, lines: count_lines(text, measure) })
    }
}

impl MeasuredHeading<'_> {
    pub fn height(&self, look: &Look, setting: Setting) -> Pt {
        look.heading.style(setting.size).height(self.lines)
    }

    pub fn set(&self, setter: &mut Setter, x: Pt, top: Pt) -> Pt {
        let (words, text, measure) = self.heading.text(setter.look, setter.setting.size);
        let lines = least_ragged(text, measure);
        let style = setter.look.heading.style(setter.setting.size);
        let node = setter.page.node(Page::ROOT, Role::Heading(2));
        BrokenText { words, text, lines: &lines }.set(setter.page, node, style, (x, top));
        style.height(lines.len())
    }
}
