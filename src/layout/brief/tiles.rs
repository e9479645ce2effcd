//! The row of headline figures: a rule, a figure, what it counts.

use super::{BOLD, PLAIN};
use crate::doc::Tile;
use crate::font::Fonts;
use crate::layout::page::{Ink, Mark, Owner, Page, Rect, Role};
use crate::layout::refusal::Checked;
use crate::layout::setting::{Caption, FIRST_BASELINE, Style, outdent};
use crate::text::Shaper;
use crate::theme::Brief;
use crate::units::{Pt, Ratio};

/// The tiles, shaped; none if the document has too few.
pub struct ShapedTiles<'a> {
    brief: &'a Brief,
    tiles: Vec<(Caption<'a>, Caption<'a>)>,
    /// Width of one.
    width: Pt,
}

impl<'a> ShapedTiles<'a> {
    /// Shapes the first tiles for a row of `width`. All figures have one size and all labels have
    /// one: the largest that fits each of them.
    pub fn new(tiles: &'a [Tile], brief: &'a Brief, width: Pt, shaper: &mut Shaper) -> Self {
        let tokens = &brief.tile;
        let shown = if tiles.len() < tokens.fewest { &[] } else { &tiles[..tiles.len().min(tokens.most)] };
        let gaps = brief.gutter * (shown.len() as i64 - 1).max(0);
        let width = (width - gaps) / (shown.len() as i64).max(1);
        let style = |ink| Style { size: Pt::ZERO, leading: Pt::ZERO, ink };
        let smallest = tokens.figures.last().copied().unwrap_or_default();
        let shaped: Vec<(bool, Caption, Caption)> = shown
            .iter()
            .map(|tile| {
                let caption = Caption::new(&tile.figure, BOLD, style(Ink::Navy), width, shaper);
                let on = |lines: usize| {
                    move |figure: &Caption| figure.breaks.len() <= lines && figure.used() <= width
                };
                // Two numbers side by side must not read as one: three fifths of the size lie between
                // them, for all but the smallest.
                let apart = |figure: &Caption| {
                    let size = figure.style.size;
                    on(1)(figure)
                        && (size <= smallest || figure.used() + size * 3 / 5 <= width + brief.gutter)
                };
                let figure = caption.sized(&tokens.figures, Ratio::ONE, apart);
                let is_number = on(1)(&figure);
                let figure = match is_number {
                    true => figure,
                    // Words, such as "fewer than 10": smaller, on one line or two.
                    false => figure.sized(&tokens.words, Ratio::ONE, on(2)),
                };
                let label = Caption::new(&tile.label, PLAIN, style(Ink::Text), width, shaper).sized(
                    &tokens.labels,
                    tokens.label_lead,
                    |label| label.breaks.len() <= tokens.label_lines,
                );
                (is_number, figure, label)
            })
            .collect();
        let numbers = shaped.iter().filter(|(is_number, ..)| *is_number);
        let number = numbers.map(|(_, figure, _)| figure.style.size).min();
        let label = shaped.iter().map(|(.., label)| label.style.size).min();
        let tiles = shaped.into_iter().map(|(is_number, figure, words)| {
            let size = number.filter(|_| is_number).unwrap_or(figure.style.size);
            let label = label.unwrap_or(words.style.size);
            let one = |_: &Caption| true;
            (figure.sized(&[size], Ratio::ONE, one), words.sized(&[label], tokens.label_lead, one))
        });
        Self { brief, tiles: tiles.collect(), width }
    }

    /// Its texts, for checks that must see all.
    pub fn checked(&self) -> Vec<Checked<'_>> {
        self.tiles.iter().flat_map(|(figure, label)| [figure.checked(), label.checked()]).collect()
    }

    /// Where the row ends: below the lowest label.
    pub fn bottom(&self) -> Pt {
        let tokens = &self.brief.tile;
        match self.tiles.iter().map(|(_, label)| label.height()).max() {
            Some(lowest) => tokens.top + tokens.label_top + lowest,
            None => self.brief.band.bottom + self.brief.band.accent,
        }
    }

    /// Sets the row, as a list.
    pub fn set(&self, page: &mut Page, fonts: &Fonts) {
        if self.tiles.is_empty() {
            return;
        }
        let (brief, tokens) = (self.brief, &self.brief.tile);
        let list = page.node(Page::ROOT, Role::List);
        let mut x = brief.margin;
        for (figure, label) in &self.tiles {
            let rect = Rect { x, y: tokens.top, width: self.width, height: tokens.rule };
            page.paint(Owner::Artifact, Mark::fill(rect, Ink::Navy));
            let item = page.node(list, Role::ListItem);
            let body = page.node(item, Role::ListBody);
            let size = figure.style.size;
            let hang = outdent(fonts, figure.paragraph.chunks.first(), size, brief.name.outdent_less);
            let baseline = tokens.top + tokens.figure_baseline;
            let above = figure.style.leading * (figure.breaks.len() as i64 - 1);
            figure.set(page, body, x - hang, baseline - above - size.em(FIRST_BASELINE));
            figure.set_space(page, body, x - hang, baseline);
            label.set(page, body, x, tokens.top + tokens.label_top);
            x += self.width + brief.gutter;
        }
    }
}
