//! The row of headline figures: a rule, a figure, what it counts.

use super::{BOLD, PLAIN};
use crate::document::{FigureText, RichText};
use crate::font::Fonts;
use crate::layout::cursor::{FIRST_BASELINE, TextStyle, outdent};
use crate::layout::label::Label;
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::outline::Tile;
use crate::text::Shaper;
use crate::theme::{Brief, Tiles};
use crate::units::{Pt, Ratio};

/// The tiles, shaped.
pub struct ShapedTiles<'a> {
    brief: &'a Brief,
    tiles: Vec<(Label<'a>, Label<'a>)>,
    /// Width of one.
    width: Pt,
}

/// One tile at the sizes it would have alone.
struct Alone<'a> {
    figure: Label<'a>,
    /// It is a number, and not words in place of one.
    is_number: bool,
    label: Label<'a>,
}

impl<'a> ShapedTiles<'a> {
    /// Shapes the tiles for a row of `width`. All figures have one size and all labels have
    /// one: the largest that fits each of them.
    pub fn new(
        tiles: &'a [Tile<RichText, FigureText>],
        brief: &'a Brief,
        width: Pt,
        shaper: &mut Shaper,
    ) -> Self {
        let tokens = &brief.tile;
        let gaps = brief.gutter * (tiles.len() as i64 - 1).max(0);
        let width = (width - gaps) / (tiles.len() as i64).max(1);
        let alone: Vec<Alone> = tiles.iter().map(|tile| Alone::new(tile, brief, width, shaper)).collect();
        let numbers = alone.iter().filter(|tile| tile.is_number);
        let number = numbers.map(|tile| tile.figure.style.size).min();
        let label = alone.iter().map(|tile| tile.label.style.size).min();
        let tiles = alone.into_iter().map(|tile| tile.in_row(tokens, number, label)).collect();
        Self { brief, tiles, width }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<MeasuredText<'_>> {
        self.tiles.iter().flat_map(|(figure, label)| [figure.checked(), label.checked()]).collect()
    }

    /// Where the row ends: below the lowest label.
    pub fn bottom(&self) -> Pt {
        let tokens = &self.brief.tile;
        match self.tiles.iter().map(|(_, label)| label.height()).max() {
            Some(lowest) => tokens.top + tokens.label_top + lowest,
            None => self.brief.banner.bottom + self.brief.banner.accent,
        }
    }

    /// Sets the row, as a list.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        if self.tiles.is_empty() {
            return;
        }
        let (brief, tokens) = (self.brief, &self.brief.tile);
        let list = page.node(Page::ROOT, Role::List(None));
        let mut x = brief.margin;
        for (figure, label) in &self.tiles {
            let rect = Rect { x, y: tokens.top, width: self.width, height: tokens.rule };
            page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
            let item = page.node(list, Role::ListItem);
            let body = page.node(item, Role::ListBody);
            let size = figure.style.size;
            let hang = outdent(fonts, figure.text.pieces.first(), size, brief.name.outdent_less);
            let baseline = tokens.top + tokens.figure_baseline;
            let above = figure.style.leading * (figure.lines.len() as i64 - 1);
            figure.set(page, body, x - hang, baseline - above - size.em(FIRST_BASELINE));
            figure.set_space(page, body, x - hang, baseline);
            label.set(page, body, x, tokens.top + tokens.label_top);
            x += self.width + brief.gutter;
        }
    }
}

impl<'a> Alone<'a> {
    fn new(tile: &'a Tile<RichText, FigureText>, brief: &Brief, width: Pt, shaper: &mut Shaper) -> Self {
        let tokens = &brief.tile;
        let style = |ink| TextStyle { size: Pt::ZERO, leading: Pt::ZERO, ink };
        let smallest = tokens.figures.last().copied().unwrap_or_default();
        let on = |figure: &Label, lines| figure.lines.len() <= lines && figure.used() <= width;
        // Two numbers side by side must not read as one: three fifths of the size lie between them,
        // for all but the smallest.
        let apart = |figure: &Label| {
            let size = figure.style.size;
            on(figure, 1) && (size <= smallest || figure.used() + size * 3 / 5 <= width + brief.gutter)
        };
        let figure = Label::new(&tile.figure.text, BOLD, style(Ink::Navy), width, shaper);
        let figure = figure.sized(&tokens.figures, Ratio::ONE, apart);
        let is_number = on(&figure, 1);
        let figure = match is_number {
            true => figure,
            // Words, such as "fewer than 10": smaller, on one line or two.
            false => figure.sized(&tokens.words, Ratio::ONE, |figure| on(figure, 2)),
        };
        let label = Label::new(&tile.label, PLAIN, style(Ink::Text), width, shaper);
        let label =
            label.sized(&tokens.labels, tokens.label_lead, |label| label.lines.len() <= tokens.label_lines);
        Self { figure, is_number, label }
    }

    /// Figure and label at the sizes of the row.
    fn in_row(self, tokens: &Tiles, number: Option<Pt>, label: Option<Pt>) -> (Label<'a>, Label<'a>) {
        let size = number.filter(|_| self.is_number).unwrap_or(self.figure.style.size);
        let label = label.unwrap_or(self.label.style.size);
        let figure = self.figure.sized(&[size], Ratio::ONE, |_| true);
        (figure, self.label.sized(&[label], tokens.label_lead, |_| true))
    }
}
