//! The strips of blocks: what a page may end between.
//!
//! In: a block of running text at a setting. Out: its strips. Of a paragraph divided by a page's end, two lines at
//! least stand on either side, and neither a figure nor a link nor a compound is in two parts.

use super::{Look, Measured, body};
use crate::document::{InlineKind, RichText};
use crate::layout::fit::Setting;
use crate::layout::pages::Strip;
use crate::text::{Line, PreparedText};
use crate::units::Pt;

/// The least lines of a paragraph on either side of a page's end.
const LINES: usize = 2;
/// What a page's end costs inside a paragraph, and inside a table.
const INSIDE: Pt = Pt::new(36);
/// The same between two blocks, but before a heading.
const BETWEEN: Pt = Pt::new(6);

impl Measured<'_> {
    /// Its strips, the first with nothing above it.
    fn strips(&self, look: &Look, setting: Setting) -> Vec<Strip> {
        let lines = |(words, text, lines): (&RichText, &PreparedText, Vec<Line>)| {
            let (style, all) = (body(setting), lines.len());
            let strip = |(n, line): (usize, &Line)| {
                let divisible = n >= LINES && all - n >= LINES && is_between(words, text, line);
                let cost = Some(INSIDE).filter(|_| divisible && self.breakable_lines().is_some());
                Strip { cost, ..Strip::bound(style.size, style.leading - style.size) }
            };
            lines.iter().enumerate().map(strip).collect()
        };
        let size = setting.size;
        match self {
            Measured::Heading(_) => vec![Strip::bound(self.height(look, setting, Pt::ZERO), Pt::ZERO)],
            Measured::Paragraph(paragraph) => lines(paragraph.broken(look, size)),
            Measured::Item(item) => lines(item.broken(look, size)),
            Measured::Table(table) => {
                let rows = table.row_heights(setting.gap);
                let (again, last) = (rows[0], rows.len() - 1);
                let strip = |(n, height)| {
                    // A row is not alone below the headings, nor on the next page.
                    let cost = Some(INSIDE).filter(|_| (2..last).contains(&n));
                    Strip { again, cost, ..Strip::bound(height, Pt::ZERO) }
                };
                rows.iter().copied().enumerate().map(strip).collect()
            }
        }
    }

    /// Its strips behind `above`, with what is between them; `gap` says how much white that is.
    pub fn strips_below(
        &self,
        above: Option<&Measured>,
        look: &Look,
        setting: Setting,
        gap: impl Fn(super::Gap) -> Pt,
    ) -> Vec<Strip> {
        let mut strips = self.strips(look, setting);
        if let Some(first) = strips.first_mut() {
            first.gap = above.map_or(Pt::ZERO, |above| gap(above.gap(self)));
            let between = if self.is_heading() { Pt::ZERO } else { BETWEEN };
            first.cost = Some(between).filter(|_| above.is_none_or(|above| !above.keeps_with(Some(self))));
        }
        strips
    }
}

/// Whether what stands before a line and what stands on it are two things.
fn is_between(words: &RichText, text: &PreparedText, line: &Line) -> bool {
    let Some((before, behind)) = text.chunks[..=line.start].split_last_chunk().map(|(_, [a, b])| (a, b))
    else {
        return false;
    };
    let last = text.pieces[before.pieces.clone()].last().map(|piece| piece.inline);
    let first = text.pieces[behind.pieces.clone()].first().map(|piece| piece.inline);
    let (Some(last), Some(first)) = (last, first) else { return false };
    let (one, other) = (&words.inlines[last], &words.inlines[first]);
    let same_link = one.link.is_some() && one.link == other.link;
    let same_figure = last == first && matches!(one.kind, InlineKind::Figure(..));
    line.from.is_none() && behind.space.is_some() && !same_link && !same_figure
}
