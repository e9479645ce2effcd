//! Blocks of running text: how much of a column each takes, how it is shortened and set, whatever
//! the layout.
//!
//! A block is shaped once, measured once for each size of type, and set once. A new kind of block
//! is a file here and a variant of both enums below; the compiler names the rest. The layouts know
//! blocks only by what these enums say of them.

mod flow;
mod heading;
mod list;
mod paragraph;
mod strips;
mod table;

pub use flow::Flow;
pub use list::item_gap;

use super::advice::Candidate;
use super::cursor::TextStyle;
use super::fit::Setting;
use super::overflow;
use super::page::{Ink, NodeId, Page};
use super::report::LineCount;
use crate::diagnostic::{Reported, Sink};
use crate::document::{FigureText, RichText};
use crate::outline::{Block, Leads};
use crate::source::Span;
use crate::text::{ParagraphStyle, Shaper};
use crate::theme::{BarMarks, Bars, Callout, ListTokens, RuleWeights, TableTokens};
use crate::units::{Pt, Ratio};
use heading::{MeasuredHeading, ShapedHeading};
use list::{MeasuredItem, OpenList, ShapedItem};
use paragraph::{MeasuredParagraph, ShapedParagraph};
use std::ops::Range;
use table::{MeasuredTable, OpenTable, ShapedTable};

/// How the blocks of a layout look.
#[derive(Clone, Copy)]
pub struct Look<'t> {
    /// Width of a text column.
    pub width: Pt,
    pub paragraph: ParagraphStyle,
    pub heading: HeadingLook,
    pub list: &'t ListTokens,
    pub table: &'t TableTokens,
    /// The largest size of running text.
    pub largest: Pt,
    /// The bars beside figures of tables, by the most rows they are for.
    pub bars: &'t [Bars],
    /// What stands beside and below bars.
    pub marks: Option<&'t BarMarks>,
    pub rules: &'t RuleWeights,
    pub callout: &'t Callout,
    /// The headings and words of tables may stand on several lines, where the figures leave labels too little room.
    pub wrapped_cells: bool,
}

/// How headings look beside running text.
#[derive(Clone, Copy)]
pub struct HeadingLook {
    pub width: Pt,
    /// How much larger than the text.
    pub larger: Pt,
    /// Leading in sizes.
    pub leading: Ratio,
}

/// A block, shaped.
pub enum Shaped<'a> {
    Heading(ShapedHeading<'a>),
    Paragraph(ShapedParagraph<'a>),
    Item(ShapedItem<'a>),
    Table(ShapedTable<'a>),
}

impl<'a> Shaped<'a> {
    /// A block of the document, which is several if it is a list.
    fn all(block: &'a Block<RichText, FigureText>, look: &Look, shaper: &mut Shaper) -> Vec<Self> {
        match block {
            Block::Paragraph(words) => vec![Shaped::Paragraph(ShapedParagraph::new(words, look, shaper))],
            Block::List(list) => list::items(list, look, shaper).into_iter().map(Shaped::Item).collect(),
            Block::Table(table) => vec![Shaped::Table(ShapedTable::new(table, shaper))],
        }
    }

    /// What it takes beside running text of one size; `None` if it is too wide for its column so.
    fn measure(&self, look: &Look, size: Pt) -> Option<Measured<'_>> {
        match self {
            Shaped::Heading(heading) => heading.measure(look, size).map(Measured::Heading),
            Shaped::Paragraph(paragraph) => paragraph.measure(look, size).map(Measured::Paragraph),
            Shaped::Item(item) => item.measure(look, size).map(Measured::Item),
            Shaped::Table(table) => table
                .measure(look, size)
                .filter(MeasuredTable::is_sound)
                .map(|table| Measured::Table(Box::new(table))),
        }
    }

    /// Refuses what fits no page of the layout, even in the smallest size.
    fn check(&self, look: &Look, smallest: Pt, place: Span, sink: &mut Sink) -> Result<(), Reported> {
        match self {
            Shaped::Heading(heading) => overflow::check([heading.text(look, smallest)], place, sink),
            Shaped::Paragraph(paragraph) => overflow::check([paragraph.text(look, smallest)], place, sink),
            Shaped::Item(item) => overflow::check(item.texts(look, smallest), place, sink),
            Shaped::Table(table) => table.check(look, smallest, place, sink),
        }
    }

    /// The paragraph or item that may be shortened.
    fn paragraph(&self, look: &Look, size: Pt) -> Option<Candidate<'_>> {
        match self {
            Shaped::Paragraph(paragraph) => Some(paragraph.candidate(look, size)),
            Shaped::Item(item) => Some(item.candidate(look, size)),
            Shaped::Heading(_) | Shaped::Table(_) => None,
        }
    }
}

/// What a block takes of a column at one size of type; nothing here depends on leading or gaps.
#[derive(Clone)]
pub enum Measured<'b> {
    Heading(MeasuredHeading<'b>),
    Paragraph(MeasuredParagraph<'b>),
    Item(MeasuredItem<'b>),
    Table(Box<MeasuredTable<'b>>),
}

/// The white between two blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    Section,
    Paragraph,
    /// Between two items of a list.
    Item,
    /// Between a heading and its text.
    Heading,
    /// Above a table.
    Table,
    /// Above a call-out.
    CallOut,
    /// Below one.
    BelowCallOut,
}

impl Gap {
    /// Whether it is between paragraphs of one section.
    pub fn is_of_paragraph(self) -> bool {
        matches!(self, Gap::Paragraph | Gap::CallOut | Gap::BelowCallOut)
    }
}

impl Measured<'_> {
    pub fn is_heading(&self) -> bool {
        matches!(self, Measured::Heading(_))
    }

    pub fn is_callout(&self) -> bool {
        matches!(self, Measured::Paragraph(paragraph) if paragraph.words().callout)
    }

    /// The white below it, if `next` comes then.
    pub fn gap(&self, next: &Measured) -> Gap {
        match (self, next) {
            (_, Measured::Heading(_)) => Gap::Section,
            (Measured::Heading(_), _) => Gap::Heading,
            (_, next) if self.is_callout() && next.is_callout() => Gap::Paragraph,
            (_, next) if next.is_callout() => Gap::CallOut,
            _ if self.is_callout() => Gap::BelowCallOut,
            (_, Measured::Table(_)) => Gap::Table,
            (Measured::Item(_), Measured::Item(item)) if !item.begins_list() => Gap::Item,
            (_, Measured::Paragraph(_) | Measured::Item(_)) => Gap::Paragraph,
        }
    }

    /// Whether it ends in the same column as `next` begins: a heading, and what leads to a table or a list.
    pub fn keeps_with(&self, next: Option<&Measured>) -> bool {
        match self {
            Measured::Heading(_) => true,
            Measured::Paragraph(paragraph) => matches!(
                (paragraph.words().leads, next),
                (Leads::ToTable, Some(Measured::Table(_))) | (Leads::ToList, Some(Measured::Item(_)))
            ),
            Measured::Item(item) => item.leads(),
            Measured::Table(_) => false,
        }
    }

    /// Its lines, if a column may end between them.
    pub fn breakable_lines(&self) -> Option<usize> {
        match self {
            Measured::Paragraph(paragraph) => {
                let words = paragraph.words();
                (words.leads != Leads::ToTable && !words.callout).then_some(paragraph.lines)
            }
            Measured::Item(item) => Some(item.lines),
            Measured::Heading(_) | Measured::Table(_) => None,
        }
    }

    /// The lines that advice on cuts takes away.
    pub fn paragraph_lines(&mut self) -> Option<&mut usize> {
        match self {
            Measured::Paragraph(paragraph) => Some(&mut paragraph.lines),
            Measured::Item(item) => Some(&mut item.lines),
            Measured::Heading(_) | Measured::Table(_) => None,
        }
    }

    /// Rows that can take up white above and below them.
    pub fn rows(&self) -> usize {
        match self {
            Measured::Heading(_) | Measured::Paragraph(_) | Measured::Item(_) => 0,
            Measured::Table(table) => table.rows(),
        }
    }

    /// The table, which a column may end in between rows.
    pub fn table(&self) -> Option<&MeasuredTable<'_>> {
        match self {
            Measured::Heading(_) | Measured::Paragraph(_) | Measured::Item(_) => None,
            Measured::Table(table) => Some(table),
        }
    }

    /// Its height, with `row_pad` more above and below each row.
    pub fn height(&self, look: &Look, setting: Setting, row_pad: Pt) -> Pt {
        match self {
            Measured::Heading(heading) => heading.height(look, setting),
            Measured::Paragraph(paragraph) => body(setting).height(paragraph.lines),
            Measured::Item(item) => body(setting).height(item.lines),
            Measured::Table(table) => table.height(setting.gap, row_pad),
        }
    }
}

/// How running text is set.
pub fn body(setting: Setting) -> TextStyle {
    TextStyle { size: setting.size, leading: setting.line_height(), ink: Ink::Text }
}

/// What of a block is set, and how.
pub struct Portion {
    /// These lines of a paragraph or an item, or rows of a table.
    pub lines: Range<usize>,
    /// More white above and below each row of a table.
    pub row_pad: Pt,
}

impl Portion {
    /// All of it, as it is.
    pub const WHOLE: Portion = Portion { lines: 0..usize::MAX, row_pad: Pt::ZERO };
}

/// Sets blocks, one after the other.
pub struct Setter<'s> {
    pub page: &'s mut Page,
    pub look: &'s Look<'s>,
    pub setting: Setting,
    pub count: LineCount,
    pub open: OpenElements,
}

/// The elements that what comes next may belong to.
#[derive(Clone, Default)]
pub struct OpenElements {
    /// The paragraph that goes on in the next column or on the next page.
    text: Option<NodeId>,
    /// The table whose caption has been set.
    captioned: Option<NodeId>,
    /// The last list.
    list: Option<OpenList>,
    /// The table that goes on on the next page.
    table: Option<OpenTable>,
    /// The list of headline figures, where these run through the pages.
    pub tiles: Option<NodeId>,
}

impl OpenElements {
    /// The same on the page behind `before`.
    pub fn carried(self, next: &mut Page, before: &Page) -> Self {
        let Self { text, captioned, list, table, tiles } = self;
        Self {
            text: text.map(|node| next.carry(before, node)),
            captioned: captioned.map(|node| next.carry(before, node)),
            list: list.map(|list| list.carried(next, before)),
            table: table.map(|table| table.carried(next, before)),
            tiles: tiles.map(|node| next.carry(before, node)),
        }
    }
}

impl<'s> Setter<'s> {
    pub fn new(page: &'s mut Page, look: &'s Look<'s>, setting: Setting) -> Self {
        Self { page, look, setting, count: LineCount::default(), open: OpenElements::default() }
    }

    /// Sets a block with its top left corner at (`x`, `top`); its height.
    pub fn set(&mut self, block: &Measured, portion: Portion, x: Pt, top: Pt) -> Pt {
        match block {
            Measured::Heading(heading) => heading.set(self, x, top),
            Measured::Paragraph(paragraph) => paragraph.set(self, portion.lines, x, top),
            Measured::Item(item) => item.set(self, portion.lines, x, top),
            Measured::Table(table) => table.set(self, portion, x, top),
        }
    }
}
