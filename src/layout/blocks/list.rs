//! Items of lists: a sign at the left edge, and text behind it that is set like a paragraph.
//!
//! Each item is a block of its own, so that a column may end behind it or inside it, as with paragraphs. Its sign
//! stands with its first line.

use super::{Look, Setter, body};
use crate::document::RichText;
use crate::font::Face;
use crate::layout::advice::Candidate;
use crate::layout::cursor::{BrokenText, FIRST_BASELINE};
use crate::layout::fit::Setting;
use crate::layout::overflow::{MeasuredText, too_wide};
use crate::layout::page::{Mark, NodeId, Page, Role, TextRun};
use crate::outline::{List, ListItem, Numbering};
use crate::text::{Line, Measure, PreparedText, Shape, Shaper, break_lines, count_lines, prepare};
use crate::units::Pt;
use std::ops::Range;
use std::sync::Arc;

/// An item, shaped.
pub struct ShapedItem<'a> {
    words: &'a RichText,
    text: Arc<PreparedText>,
    sign: Option<Sign<'a>>,
    numbering: Numbering,
    /// Widths of the widest sign of its list, and before it of that of the list around it, in 1/1000 em.
    signs: Vec<i64>,
    /// It is the first of its list.
    begins: bool,
    /// A list in it follows.
    leads: bool,
}

/// A bullet or a number.
struct Sign<'a> {
    words: &'a RichText,
    text: Arc<PreparedText>,
    /// The space between it and the words, for those who hear or copy them.
    space: (Face, Arc<Shape>),
}

/// How many lines it takes at one size.
#[derive(Clone)]
pub struct MeasuredItem<'b> {
    item: &'b ShapedItem<'b>,
    pub lines: usize,
}

/// The elements that the next item of a list goes into.
#[derive(Clone, Copy)]
pub struct OpenList {
    list: NodeId,
    /// The body of its last item.
    body: NodeId,
    /// The list in that item.
    inner: Option<NodeId>,
}

/// White between two items: a part of a line beside what is between lines.
pub fn item_gap(look: &Look, setting: Setting) -> Pt {
    let line = setting.line_height();
    line - setting.size + line.scale(look.list.gap)
}

/// The items of a list and of those in it, one after the other.
pub fn items<'a>(list: &'a List<RichText>, look: &Look, shaper: &mut Shaper) -> Vec<ShapedItem<'a>> {
    let mut found = Vec::new();
    add_items(list, &[], look, shaper, &mut found);
    found
}

fn add_items<'a>(
    list: &'a List<RichText>,
    around: &[i64],
    look: &Look,
    shaper: &mut Shaper,
    found: &mut Vec<ShapedItem<'a>>,
) {
    let own: Vec<Option<Sign<'a>>> = list.items.iter().map(|item| Sign::new(item, look, shaper)).collect();
    let widest = own.iter().flatten().map(|sign| sign.text.widest).max().unwrap_or_default();
    let signs = [around, &[widest]].concat();
    for (n, (ListItem { text: words, inner, .. }, sign)) in list.items.iter().zip(own).enumerate() {
        found.push(ShapedItem {
            words,
            text: prepare(words, look.paragraph, shaper),
            sign,
            numbering: list.numbering,
            signs: signs.clone(),
            begins: n == 0,
            leads: inner.is_some(),
        });
        inner.iter().for_each(|inner| add_items(inner, &signs, look, shaper, found));
    }
}

impl<'a> Sign<'a> {
    fn new(item: &'a ListItem<RichText>, look: &Look, shaper: &mut Shaper) -> Option<Self> {
        let (words, fonts) = (item.sign.as_ref()?, look.paragraph.fonts);
        let text = prepare(words, fonts, shaper);
        Some(Self { words, text, space: (fonts.plain, shaper.shape(fonts.plain, " ")) })
    }
}

impl OpenList {
    /// The same on the page behind `before`.
    pub fn carried(self, next: &mut Page, before: &Page) -> Self {
        let mut carry = |node| next.carry(before, node);
        Self { list: carry(self.list), body: carry(self.body), inner: self.inner.map(carry) }
    }
}

impl ShapedItem<'_> {
    /// How far the signs and the words of its list stand from the left edge. A wide sign, "10.", moves the words of
    /// all items of its list.
    fn indents(&self, look: &Look, size: Pt) -> (Pt, Pt) {
        let indent = |widest: &i64| look.list.indent.max(size.em(*widest) + look.list.clear);
        let words = self.signs.iter().map(indent).sum::<Pt>();
        (words - self.signs.last().map_or(Pt::ZERO, indent), words)
    }

    fn measured(&self, look: &Look, size: Pt) -> Measure {
        Measure { size, width: look.width - self.indents(look, size).1 }
    }

    pub fn candidate(&self, look: &Look, size: Pt) -> Candidate<'_> {
        Candidate { heading: None, words: self.words, text: &self.text, measure: self.measured(look, size) }
    }

    /// Its words and its sign, for checks that must see all text.
    pub fn texts(&self, look: &Look, size: Pt) -> impl Iterator<Item = MeasuredText<'_>> {
        let whole = Measure { size, width: look.width };
        let sign = self.sign.as_ref().map(move |sign| (sign.words, &*sign.text, whole));
        std::iter::once((self.words, &*self.text, self.measured(look, size))).chain(sign)
    }

    pub fn measure(&self, look: &Look, size: Pt) -> Option<MeasuredItem<'_>> {
        let measure = self.measured(look, size);
        let sound = too_wide(&self.text, measure).is_none();
        sound.then(|| MeasuredItem { item: self, lines: count_lines(&self.text, measure) })
    }
}

impl MeasuredItem<'_> {
    /// Whether it begins a list, and not one inside another.
    pub fn begins_list(&self) -> bool {
        self.item.begins && self.item.signs.len() == 1
    }

    /// Whether the item below it is the first of a list in it.
    pub fn leads(&self) -> bool {
        self.item.leads
    }

    /// Its words and its lines at a size.
    pub fn broken(&self, look: &Look, size: Pt) -> (&RichText, &PreparedText, Vec<Line>) {
        let lines = break_lines(&self.item.text, self.item.measured(look, size));
        (self.item.words, &self.item.text, lines)
    }

    /// Sets some of its lines; the rest belongs to the next column, and to the same item.
    pub fn set(&self, setter: &mut Setter, part: Range<usize>, x: Pt, top: Pt) -> Pt {
        let (item, size) = (self.item, setter.setting.size);
        let (sign_x, words_x) = item.indents(setter.look, size);
        let lines = break_lines(&item.text, item.measured(setter.look, size));
        let node = match setter.open.text.take() {
            Some(node) => node,
            None => {
                setter.count.add(&item.text, &lines);
                self.begin(setter, x + sign_x, top)
            }
        };
        if part.end < lines.len() {
            setter.open.text = Some(node);
        }
        let lines = &lines[part.start..part.end.min(lines.len())];
        let style = body(setter.setting);
        let text = BrokenText { words: item.words, text: &item.text, lines };
        text.set(setter.page, node, style, (x + words_x, top));
        style.height(lines.len())
    }

    /// Sets the sign; the element for the words.
    fn begin(&self, setter: &mut Setter, x: Pt, top: Pt) -> NodeId {
        let item = self.item;
        let around = setter.open.list.filter(|_| item.signs.len() > 1);
        let list = match (item.begins, around, setter.open.list) {
            (false, Some(OpenList { inner: Some(list), .. }), _) => list,
            (false, None, Some(open)) => open.list,
            _ => {
                let parent = around.map_or(Page::ROOT, |around| around.body);
                setter.page.node(parent, Role::List(Some(item.numbering)))
            }
        };
        let entry = setter.page.node(list, Role::ListItem);
        if let Some(sign) = &item.sign {
            let label = setter.page.node(entry, Role::ListLabel);
            sign.set(setter, label, x, top);
        }
        let words = setter.page.node(entry, Role::ListBody);
        setter.open.list = Some(match around {
            Some(around) => OpenList { inner: Some(list), ..around },
            None => OpenList { list, body: words, inner: None },
        });
        setter.page.node(words, Role::Paragraph)
    }
}

impl Sign<'_> {
    fn set(&self, setter: &mut Setter, label: NodeId, x: Pt, top: Pt) {
        let style = body(setter.setting);
        let measure = Measure { size: style.size, width: setter.look.width };
        let lines = break_lines(&self.text, measure);
        let text = BrokenText { words: self.words, text: &self.text, lines: &lines };
        text.set(setter.page, label, style, (x, top));
        let (face, space) = &self.space;
        let end = lines.last().map_or(Pt::ZERO, |line| style.size.em(line.advance));
        let run = TextRun {
            face: *face,
            size: style.size,
            x: x + end,
            baseline: top + style.size.em(FIRST_BASELINE),
            ink: style.ink,
            glyphs: space.glyphs.clone(),
        };
        let owner = setter.page.content(label);
        setter.page.paint(owner, Mark::Text(run));
    }
}
