//! Bars beside the figures of a table, the mark of the nation's figure, frames, and the line that says what
//! they mean. All of them but that line are decoration: each figure stands beside its bar.

use super::{PLAIN, ShapedTable};
use crate::document::{FigureText, RichText};
use crate::layout::blocks::Look;
use crate::layout::cursor::{BrokenText, CAP_HEIGHT, FIRST_BASELINE, TextStyle};
use crate::layout::overflow::MeasuredText;
use crate::layout::page::{Ink, Mark, Owner, Page, Paint, PathMark, Rect, Role, Segment};
use crate::outline::{BarChart, Row};
use crate::text::{Line, Measure, PreparedText, Shaper, least_ragged, prepare, whole};
use crate::theme::{BarMarks, Bars, RuleWeights};
use crate::units::Pt;
use std::sync::Arc;

/// The words of a chart, shaped.
pub(super) struct ShapedKey<'a> {
    /// The end of the scale: never set, but no number is wider.
    pub(super) end: Arc<PreparedText>,
    texts: Vec<(&'a RichText, Arc<PreparedText>)>,
}

/// The bars of a table.
#[derive(Clone, Copy)]
pub(super) struct MeasuredBars<'b> {
    pub(super) chart: &'b BarChart<RichText>,
    pub(super) tokens: Bars,
    pub(super) marks: BarMarks,
    key: Option<&'b ShapedKey<'b>>,
    /// Length of a full bar.
    pub(super) width: Pt,
    /// White beside it.
    pub(super) gap: Pt,
    /// Whether labels stand above their bars.
    pub(super) above: bool,
    /// Of the column.
    column: Pt,
}

impl<'a> ShapedKey<'a> {
    pub(super) fn new(chart: &'a BarChart<RichText>, shaper: &mut Shaper) -> Self {
        let end = prepare(&chart.end, super::FIGURE, shaper);
        Self { end, texts: chart.key.iter().map(|words| (words, prepare(words, PLAIN, shaper))).collect() }
    }

    /// For checks that must see all text.
    pub(super) fn checked(&self, look: &Look) -> Vec<MeasuredText<'_>> {
        let Some(marks) = look.marks else { return Vec::new() };
        let measure = Measure { size: marks.key, width: look.width };
        self.texts.iter().map(|(words, text)| (*words, &**text, measure)).collect()
    }
}

impl ShapedTable<'_> {
    /// Its bars before they have their room; `None` if it has none.
    pub(super) fn bars(&self, look: &Look) -> Option<MeasuredBars<'_>> {
        let (chart, marks) = (self.table.bars.as_ref()?, *look.marks?);
        let tokens = *look.bars.iter().find(|bars| self.table.rows.len() <= bars.rows)?;
        let (key, gap, column) = (self.key.as_ref(), marks.gap, look.width);
        Some(MeasuredBars { chart, tokens, marks, key, width: Pt::ZERO, gap, above: false, column })
    }
}

impl MeasuredBars<'_> {
    /// How far an amount reaches; what is not zero is seen.
    fn length(&self, amount: i128) -> Pt {
        let length = Pt((i128::from(self.width.0) * amount / self.chart.full) as i64);
        if amount > 0 { length.max(Pt::new(1)) } else { Pt::ZERO }
    }

    /// Sets the bar of a row, with the middle of its left end at (`x`, `middle`).
    pub(super) fn set(
        &self,
        page: &mut Page,
        row: &Row<RichText, FigureText>,
        (x, middle): (Pt, Pt),
        rules: &RuleWeights,
    ) {
        let amount = |cell: usize| row.cells.get(cell).and_then(|cell| cell.amount);
        let Some(own) = amount(0) else { return };
        let height = self.tokens.height;
        let bar = |width: Pt| Rect { x, y: middle - height / 2, width, height };
        if own > 0 {
            page.paint(Owner::Artifact, Mark::fill(bar(self.length(own)), Ink::Bar));
        }
        if self.chart.framed {
            let segments = vec![Segment::Rect(bar(self.width))];
            let paint = Paint::Stroke(rules.table_inner);
            page.paint(Owner::Artifact, Mark::Path(PathMark { segments, paint, ink: Ink::Rule }));
        }
        if let Some(nation) = amount(1) {
            self.set_mark(page, x + self.length(nation), middle);
        }
    }

    /// The mark of the nation's figure, with a halo, so that it is seen on a dark bar too.
    fn set_mark(&self, page: &mut Page, x: Pt, middle: Pt) {
        let BarMarks { mark, mark_height, halo, .. } = self.marks;
        for (more, ink) in [(halo, Ink::Paper), (Pt::ZERO, Ink::Rule)] {
            let (width, height) = (mark + more * 2, mark_height + more * 2);
            let rect = Rect { x: x - width / 2, y: middle - height / 2, width, height };
            page.paint(Owner::Artifact, Mark::fill(rect, ink));
        }
    }

    /// The line that bars begin at.
    pub(super) fn zero_line(&self, page: &mut Page, x: Pt, (top, bottom): (Pt, Pt), rules: &RuleWeights) {
        let width = rules.table_inner;
        let rect = Rect { x: x - width / 2, y: top, width, height: bottom - top };
        page.paint(Owner::Artifact, Mark::fill(rect, Ink::Rule));
    }

    /// Height of the line below the table, with the white above it.
    pub(super) fn key_height(&self) -> Pt {
        let lines: usize = self.key_lines();
        if lines == 0 { Pt::ZERO } else { self.marks.key_gap + self.key_style().height(lines) }
    }

    fn key_style(&self) -> TextStyle {
        let size = self.marks.key;
        TextStyle { size, leading: size * 6 / 5, ink: Ink::Text }
    }

    /// Names stand side by side, or where they have no room, below each other; a sentence fills the column.
    fn key_lines(&self) -> usize {
        let Some(key) = self.key else { return 0 };
        match key.texts.as_slice() {
            [(_, text)] => least_ragged(text, self.key_measure()).len(),
            texts if self.is_on_one_line(texts) => texts.len().min(1),
            texts => texts.iter().map(|(_, text)| self.name_lines(text).len()).sum(),
        }
    }

    /// Whether all names, with their samples, have room side by side.
    fn is_on_one_line(&self, texts: &[(&RichText, Arc<PreparedText>)]) -> bool {
        let size = self.marks.key;
        let apart = size * 2 * (texts.len() as i64 - 1).max(0);
        let used = |(n, (_, text)): (usize, &(&RichText, Arc<PreparedText>))| {
            self.sample_width(n) + whole(text).iter().map(|line| size.em(line.advance)).sum::<Pt>()
        };
        (0..).zip(texts).map(used).sum::<Pt>() + apart <= self.column
    }

    /// The lines of a name that has a line of its own.
    fn name_lines(&self, text: &PreparedText) -> Vec<Line> {
        least_ragged(text, Measure { size: self.marks.key, width: self.column - self.sample_width(0) })
    }

    fn key_measure(&self) -> Measure {
        Measure { size: self.marks.key, width: self.column }
    }

    /// Sets the line below the table that ends at `top`.
    pub(super) fn set_key(&self, page: &mut Page, x: Pt, top: Pt) {
        let (Some(key), style) = (self.key, self.key_style()) else { return };
        let (mut at, mut top) = (x, top + self.marks.key_gap);
        let beside = self.is_on_one_line(&key.texts);
        for (n, (words, text)) in key.texts.iter().enumerate() {
            let lines = match key.texts.len() {
                1 => least_ragged(text, self.key_measure()),
                _ if beside => whole(text),
                _ => self.name_lines(text),
            };
            if key.texts.len() > 1 {
                let caps = top + style.size.em(FIRST_BASELINE) - style.size.em(CAP_HEIGHT) / 2;
                at += self.sample_width(if beside { n } else { 0 });
                self.set_sample(page, n, at - self.sample_width(n), caps);
            }
            let node = page.node(Page::ROOT, Role::Paragraph);
            BrokenText { words, text, lines: &lines }.set(page, node, style, (at, top));
            match beside {
                true => {
                    let used = lines.iter().map(|line| style.size.em(line.advance)).max().unwrap_or_default();
                    at += used + style.size * 2;
                }
                false => (at, top) = (x, top + style.leading * lines.len() as i64),
            }
        }
    }

    /// How far a name begins behind the left end of its sample.
    fn sample_width(&self, n: usize) -> Pt {
        let size = self.marks.key;
        size / 2 + if n == 0 { size * 5 / 3 } else { self.marks.mark }
    }

    /// A piece of a bar, or the mark, before its name.
    fn set_sample(&self, page: &mut Page, n: usize, x: Pt, middle: Pt) {
        let size = self.marks.key;
        let (width, height, ink) = match n {
            0 => (size * 5 / 3, size * 7 / 8, Ink::Bar),
            _ => (self.marks.mark, size * 5 / 4, Ink::Rule),
        };
        let rect = Rect { x, y: middle - height / 2, width, height };
        page.paint(Owner::Artifact, Mark::fill(rect, ink));
    }
}
