//! The headline figures of a card, side by side below rules.

use super::{BOLD, PLAIN, rule};
use crate::document::{FigureText, RichText};
use crate::layout::cursor::{CAP_HEIGHT, FIRST_BASELINE, TextStyle};
use crate::layout::label::Label;
use crate::layout::page::{Ink, Page, Rect, Role};
use crate::outline::Tile;
use crate::text::Shaper;
use crate::theme::CardTokens;
use crate::units::{Pt, Ratio};

/// How far letters reach below their baseline, in 1/1000 of the size.
const BELOW: i64 = 280;

/// The figures, shaped.
pub struct CardTileRow<'a> {
    card: &'a CardTokens,
    /// Each a figure and what it counts.
    tiles: Vec<(Label<'a>, Label<'a>)>,
    width: Pt,
}

impl<'a> CardTileRow<'a> {
    /// In the largest size that leaves the labels room above `limit`.
    pub fn new(
        tiles: &'a [Tile<RichText, FigureText>],
        card: &'a CardTokens,
        (width, limit): (Pt, Pt),
        shaper: &mut Shaper,
    ) -> Self {
        let (tokens, count) = (&card.tile, tiles.len().max(1) as i64);
        let width = ((width - card.gutter * (count - 1)) / count).min(tokens.most);
        let style = |size: Pt, ink| TextStyle { size, leading: size.scale(tokens.lead), ink };
        let mut row = Vec::with_capacity(tiles.len());
        for tile in tiles {
            let figure = Label::new(&tile.figure.text, BOLD, style(Pt::ZERO, Ink::Navy), width, shaper);
            let label = Label::new(&tile.label, PLAIN, style(tokens.label, Ink::Text), width, shaper);
            row.push((figure, label));
        }
        let mut own = Self { card, tiles: row, width };
        for size in &tokens.figures {
            own = own.in_size(*size);
            if own.bottom() <= limit && own.tiles.iter().all(|(figure, _)| own.has_room(figure)) {
                break;
            }
        }
        own
    }

    /// Two numbers side by side must not read as one: three fifths of their size lie between them.
    fn has_room(&self, figure: &Label) -> bool {
        let apart = figure.used() + figure.style.size * 3 / 5 <= self.width + self.card.gutter;
        !is_number(figure) || (apart && figure.is_on_one_line(self.width))
    }

    /// With numbers of one size; words in place of one are smaller.
    fn in_size(mut self, size: Pt) -> Self {
        let (width, words) = (self.width, &self.card.tile.words);
        let tiles = std::mem::take(&mut self.tiles).into_iter().map(|(figure, label)| {
            let fits = |figure: &Label| figure.is_on_one_line(width);
            let figure = match is_number(&figure) {
                true => figure.sized(&[size], Ratio::ONE, |_| true),
                false => figure.sized(words, Ratio::ONE, fits),
            };
            (figure, label)
        });
        self.tiles = tiles.collect();
        self
    }

    pub fn labels(&self) -> Vec<&Label<'a>> {
        self.tiles.iter().flat_map(|(figure, label)| [figure, label]).collect()
    }

    /// The baseline of all figures: where the largest ends.
    fn baseline(&self) -> Pt {
        let tokens = &self.card.tile;
        let height = |figure: &Label| {
            figure.style.size.em(CAP_HEIGHT) + figure.style.leading * (figure.lines.len() as i64 - 1).max(0)
        };
        let highest = self.tiles.iter().map(|(figure, _)| height(figure)).max().unwrap_or_default();
        tokens.top + tokens.rule + tokens.figure_top + highest
    }

    /// The em box of the labels begins above their capitals.
    fn label_top(&self) -> Pt {
        self.baseline() + self.card.tile.label_top - self.card.tile.label.em(FIRST_BASELINE - CAP_HEIGHT)
    }

    /// Where the longest label ends.
    pub fn bottom(&self) -> Pt {
        let last = |label: &Label| label.height() - label.style.size.em(1000 - FIRST_BASELINE - BELOW);
        self.label_top() + self.tiles.iter().map(|(_, label)| last(label)).max().unwrap_or_default()
    }

    /// Sets the row, as a list.
    pub fn set(&self, page: &mut Page) {
        let tokens = &self.card.tile;
        let list = page.node(Page::ROOT, Role::List(None));
        let mut x = self.card.margin;
        for (figure, label) in &self.tiles {
            rule(page, Rect { x, y: tokens.top, width: self.width, height: tokens.rule });
            let item = page.node(list, Role::ListItem);
            let body = page.node(item, Role::ListBody);
            let (size, last) = (figure.style.size, self.baseline());
            let first = last - figure.style.leading * (figure.lines.len() as i64 - 1).max(0);
            figure.set(page, body, x, first - size.em(FIRST_BASELINE));
            figure.set_space(page, body, x, last);
            label.set(page, body, x, self.label_top());
            x += self.width + self.card.gutter;
        }
    }
}

/// Whether it is a number, and not words in place of one.
fn is_number(figure: &Label) -> bool {
    figure.words.plain().starts_with(|c: char| c.is_numeric() || c == '$')
}
