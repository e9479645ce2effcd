//! The row of headline figures: a rule, a figure, what it counts, and the figure of the nation.

use super::{BOLD, PLAIN};
use crate::document::{FigureText, RichText};
use crate::font::{Face, Fonts};
use crate::layout::cursor::{CAP_HEIGHT, FIRST_BASELINE, TextStyle, outdent};
use crate::layout::frame::Frame;
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::outline::Tile;
use crate::text::{FontPair, Shaper};
use crate::theme::{Brief, Tiles};
use crate::units::{Pt, Ratio};

const COMPARED: FontPair = FontPair { plain: Face::Semibold, strong: Face::Bold };

/// Leading of words in place of a number.
const WORDS_LEAD: Ratio = Ratio::ONE;

/// How much smaller than the others the sizes of a row may be, in steps, before its longest figure has
/// two columns.
const STEPS: usize = 2;

/// The tiles, shaped.
pub struct ShapedTiles<'a> {
    brief: &'a Brief,
    tiles: Vec<ShapedTile<'a>>,
    /// Where the row of the series ends.
    reserved: Pt,
}

/// One tile.
struct ShapedTile<'a> {
    figure: Label<'a>,
    /// It is a number, and not words in place of one.
    is_number: bool,
    label: Label<'a>,
    compared: Option<Label<'a>>,
    width: Pt,
}

impl<'a> ShapedTiles<'a> {
    /// Shapes the tiles for a row of `width`. All figures have one size, all labels have one and all
    /// comparisons: the largest that fits each of them. A figure that alone would make the others small has
    /// two columns.
    pub fn new(
        tiles: &'a [Tile<RichText, FigureText>],
        brief: &'a Brief,
        width: Pt,
        frame: Frame,
        shaper: &mut Shaper,
    ) -> Self {
        let mut shaped = Self::with_wide(tiles, brief, width, None, shaper);
        if let Some(wide) = shaped.longest(&brief.tile) {
            let other = Self::with_wide(tiles, brief, width, Some(wide), shaper);
            let sound = other.tiles.iter().all(|tile| tile.label.lines.len() <= brief.tile.label_lines);
            if sound && other.number() > shaped.number() {
                shaped = other;
            }
        }
        shaped.align(&brief.tile, frame);
        Self { reserved: frame.tiles, ..shaped }
    }

    /// The tiles at the sizes each would have alone, where one of them may have two columns.
    fn with_wide(
        tiles: &'a [Tile<RichText, FigureText>],
        brief: &'a Brief,
        width: Pt,
        wide: Option<usize>,
        shaper: &mut Shaper,
    ) -> Self {
        let columns = (tiles.len() + usize::from(wide.is_some())).max(1) as i64;
        let one = (width - brief.gutter * (columns - 1)) / columns;
        let tiles = tiles.iter().enumerate().map(|(n, tile)| {
            let width = if wide == Some(n) { one * 2 + brief.gutter } else { one };
            ShapedTile::new(tile, brief, width, shaper)
        });
        Self { brief, tiles: tiles.collect(), reserved: Pt::ZERO }
    }

    /// The tile whose figure alone makes those of the others much smaller.
    fn longest(&self, tokens: &Tiles) -> Option<usize> {
        let step = |tile: &ShapedTile| tokens.figures.iter().position(|size| *size == tile.figure.style.size);
        let steps = self.tiles.iter().enumerate().filter(|(_, tile)| tile.is_number);
        let mut steps: Vec<(usize, usize)> = steps.filter_map(|(n, tile)| Some((step(tile)?, n))).collect();
        steps.sort_unstable();
        match steps.as_slice() {
            [.., (next, _), (least, tile)] if *least > next + STEPS => Some(*tile),
            _ => None,
        }
    }

    /// The size that all numbers have.
    fn number(&self) -> Option<Pt> {
        self.tiles.iter().filter(|tile| tile.is_number).map(|tile| tile.figure.style.size).min()
    }

    /// Gives all tiles the sizes of the row, and of the series.
    fn align(&mut self, tokens: &Tiles, frame: Frame) {
        let number = self.number().or(tokens.figures.first().copied()).unwrap_or_default().min(frame.figure);
        let label = self.tiles.iter().map(|tile| tile.label.style.size.min(frame.label)).min();
        let compared = self.tiles.iter().filter_map(|tile| Some(tile.compared.as_ref()?.style.size)).min();
        let tiles = std::mem::take(&mut self.tiles);
        self.tiles = tiles.into_iter().map(|tile| tile.in_row(tokens, number, label, compared)).collect();
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<MeasuredText<'_>> {
        let labels = self.tiles.iter().flat_map(|ShapedTile { figure, label, compared, .. }| {
            [Some(figure), Some(label), compared.as_ref()].into_iter().flatten()
        });
        labels.map(Label::checked).collect()
    }

    /// Where the row ends: below the lowest label.
    pub fn bottom(&self) -> Pt {
        let tokens = &self.brief.tile;
        let own = match self.tiles.iter().map(ShapedTile::words_height).max() {
            Some(lowest) => tokens.top + tokens.label_top + lowest,
            None => self.brief.banner.bottom + self.brief.banner.accent,
        };
        own.max(self.reserved)
    }

    /// Sizes of the numbers and of the labels, where there are such.
    pub fn sizes(&self) -> (Pt, Pt) {
        let label = self.tiles.iter().map(|tile| tile.label.style.size).min();
        (self.number().unwrap_or(Frame::FREE.figure), label.unwrap_or(Frame::FREE.label))
    }

    /// Sets the row, as a list.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        if self.tiles.is_empty() {
            return;
        }
        let (brief, tokens) = (self.brief, &self.brief.tile);
        let list = page.node(Page::ROOT, Role::List(None));
        let mut x = brief.margin;
        for tile in &self.tiles {
            let ShapedTile { figure, label, compared, width, .. } = tile;
            let rect = Rect { x, y: tokens.top, width: *width, height: tokens.rule };
            page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
            let item = page.node(list, Role::ListItem);
            let body = page.node(item, Role::ListBody);
            let size = figure.style.size;
            let hang = outdent(fonts, figure.text.pieces.first(), size, brief.name.outdent_less);
            let (first, last) = tile.baselines(tokens);
            figure.set(page, body, x - hang, first - size.em(FIRST_BASELINE));
            figure.set_space(page, body, x - hang, last);
            let top = tokens.top + tokens.label_top;
            label.set(page, body, x, top);
            if let Some(compared) = compared {
                let baseline = |label: &Label, top: Pt| {
                    top + label.style.size.em(FIRST_BASELINE) + label.height() - label.style.size
                };
                label.set_space(page, body, x, baseline(label, top));
                compared.set(page, body, x, top + tile.compared_top());
            }
            x += *width + brief.gutter;
        }
    }
}

impl<'a> ShapedTile<'a> {
    /// At the sizes it would have alone.
    fn new(tile: &'a Tile<RichText, FigureText>, brief: &Brief, width: Pt, shaper: &mut Shaper) -> Self {
        let tokens = &brief.tile;
        let style = |ink| TextStyle { size: Pt::ZERO, leading: Pt::ZERO, ink };
        let smallest = tokens.figures.last().copied().unwrap_or_default();
        // Two numbers side by side must not read as one: three fifths of the size lie between them,
        // for all but the smallest.
        let apart = |figure: &Label| {
            let size = figure.style.size;
            let alone = figure.lines.len() <= 1 && figure.used() <= width;
            alone && (size <= smallest || figure.used() + size * 3 / 5 <= width + brief.gutter)
        };
        let words = &tile.figure.text;
        let figure = Label::new(words, BOLD, style(Ink::Navy), width, shaper);
        let figure = figure.sized(&tokens.figures, Ratio::ONE, apart);
        let digit = words.plain().starts_with(|c: char| c.is_numeric() || c == '$');
        let is_number = digit && figure.lines.len() <= 1 && figure.used() <= width;
        let label = Label::new(&tile.label, PLAIN, style(Ink::Text), width, shaper);
        let label =
            label.sized(&tokens.labels, tokens.label_lead, |label| label.lines.len() <= tokens.label_lines);
        let compared = tile.compared.as_ref().map(|words| {
            let compared = Label::new(words, COMPARED, style(Ink::Text), width, shaper);
            compared.sized(&tokens.labels, tokens.label_lead, |compared| {
                compared.lines.len() <= 1 && compared.used() <= width
            })
        });
        Self { figure, is_number, label, compared, width }
    }

    /// All of it at the sizes of the row; words have three fifths of the numbers', on two lines.
    fn in_row(self, tokens: &Tiles, number: Pt, label: Option<Pt>, compared: Option<Pt>) -> Self {
        let Self { figure, is_number, label: own, compared: nation, width } = self;
        let figure = match is_number {
            true => figure.sized(&[number], Ratio::ONE, |_| true),
            false => {
                let large = number * 3 / 5;
                let smaller = tokens.words.iter().copied().filter(|size| *size < large);
                let sizes: Vec<Pt> = [large].into_iter().chain(smaller).collect();
                figure
                    .sized(&sizes, WORDS_LEAD, |figure| figure.lines.len() <= 2 && figure.used() <= width)
                    .halved()
            }
        };
        let label_size = label.unwrap_or(own.style.size);
        let own = own.sized(&[label_size], tokens.label_lead, |_| true);
        let nation = nation.map(|nation| {
            let size = compared.unwrap_or(nation.style.size);
            nation.sized(&[size], tokens.label_lead, |_| true)
        });
        Self { figure, is_number, label: own, compared: nation, width }
    }

    /// Where the comparison begins, below the top of the label.
    fn compared_top(&self) -> Pt {
        self.label.height() - self.label.style.size + self.label.style.leading
    }

    /// Height of label and comparison.
    fn words_height(&self) -> Pt {
        match &self.compared {
            Some(compared) => self.compared_top() + compared.height(),
            None => self.label.height(),
        }
    }

    /// The first and the last baseline of the figure. Words on two lines stand in the middle between rule
    /// and label.
    fn baselines(&self, tokens: &Tiles) -> (Pt, Pt) {
        let baseline = tokens.top + tokens.figure_baseline;
        let TextStyle { size, leading, .. } = self.figure.style;
        let more = leading * (self.figure.lines.len() as i64 - 1);
        if more == Pt::ZERO {
            return (baseline, baseline);
        }
        let label = tokens.label_top + self.label.style.size.em(FIRST_BASELINE - CAP_HEIGHT);
        let last = tokens.top + (tokens.rule + label + size.em(CAP_HEIGHT) + more) / 2;
        (last - more, last)
    }
}
