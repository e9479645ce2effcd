//! Where the words of a page stand: for each text that is heard, the areas its lines take, and what stands
//! out of its line.
//!
//! A text runs on in one area: line below line, all from one edge, at even distances. It has several where
//! a column ends in it, and where it is made of texts with places of their own, as a tile is: these are
//! joined by a space of its own.

use super::content::ShownRun;
use super::page::PageView;
use super::reading::{Expected, Heard};

/// Lines of a text that stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    /// The text, by its place among what is heard.
    pub(super) heard: usize,
    /// Where its lines begin.
    pub(super) left: f64,
    /// The first and the last baseline.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The size of its letters.
    pub(super) size: f64,
    /// Left, bottom, right, top of its letters.
    pub(super) ink: [f64; 4],
    /// From line to line, if it has several.
    pub(super) leading: Option<f64>,
    /// How far its first line may hang out to the left, in points.
    pub(super) hang: f64,
}

/// The areas of a page, in reading order, and the texts with words that are out of their lines.
#[derive(Default)]
pub(super) struct Areas {
    pub(super) all: Vec<Area>,
    pub(super) loose: Vec<usize>,
}

/// What places may differ by, in points: they are rounded to thousandths.
pub(super) const ROUNDING: f64 = 0.05;
/// How far a piece of a line may stand from the one before, in sizes: no space would fit in between.
const LOOSE: f64 = 0.15;
/// The most that a space at the end of a piece of a line grows, in sizes.
const SPREAD: f64 = 4.0;
/// How far a column may begin before the end of the one before, in sizes: punctuation hangs out.
const HANG: f64 = 0.6;
/// What of a line is above its baseline, in sizes.
pub(super) const ABOVE: f64 = 0.72;
/// Lines are no nearer than this, in sizes, and no farther apart than that.
const LEADINGS: [f64; 2] = [0.85, 2.2];

impl Areas {
    pub(super) fn of(page: &PageView<'_>, texts: &[Expected], heard: &[Heard]) -> Self {
        let mut areas = Areas::default();
        for (place, heard) in heard.iter().enumerate() {
            let joins = texts[heard.texts.clone()].iter().map(|text| text.pieces).sum::<usize>();
            areas.add(place, page, page.content.runs(&heard.marks), joins.saturating_sub(1));
        }
        areas
    }

    /// The areas of a text that is joined of others so many times.
    fn add<'c>(
        &mut self,
        heard: usize,
        page: &PageView<'_>,
        runs: impl Iterator<Item = &'c ShownRun>,
        mut joins: usize,
    ) {
        let (first, mut last, mut is_space): (_, Option<&ShownRun>, _) = (self.all.len(), None, false);
        for run in runs {
            let goes_on = last.is_some_and(|last| goes_on(last, run));
            let Some(ink) = run.ink else {
                is_space = true;
                last = if goes_on { Some(run) } else { last };
                continue;
            };
            let is_joint = std::mem::take(&mut is_space);
            last = Some(run);
            match self.all[first..].last_mut() {
                Some(area) if goes_on => area.widen(ink),
                Some(area) if area.takes_line(run, hang(page.content.said(run))) => {
                    area.leading = Some(area.bottom - run.y);
                    area.bottom = run.y;
                    area.widen(ink);
                }
                before => {
                    let sound = match before {
                        None => true,
                        Some(_) if is_joint && joins > 0 => {
                            joins -= 1;
                            true
                        }
                        // In the next column, or on the next page.
                        Some(area) => {
                            run.y > area.bottom && run.x > area.ink[2] - HANG * run.size
                                || page.page_at(run.y) > page.page_at(area.bottom)
                        }
                    };
                    if !sound && self.loose.last() != Some(&heard) {
                        self.loose.push(heard);
                    }
                    let (left, y, size) = (run.x, run.y, run.size);
                    let hang = hang(page.content.said(run)) * size;
                    self.all.push(Area { heard, left, top: y, bottom: y, size, ink, leading: None, hang });
                }
            }
        }
    }

    /// Those of a text.
    pub(super) fn of_text(&self, heard: usize) -> &[Area] {
        let start = self.all.partition_point(|area| area.heard < heard);
        let end = self.all.partition_point(|area| area.heard <= heard);
        &self.all[start..end]
    }
}

impl Area {
    fn widen(&mut self, ink: [f64; 4]) {
        let [left, bottom, right, top] = self.ink;
        self.ink = [left.min(ink[0]), bottom.min(ink[1]), right.max(ink[2]), top.max(ink[3])];
    }

    /// Whether a run, which may hang out so many sizes, begins its next line.
    fn takes_line(&self, run: &ShownRun, hang: f64) -> bool {
        let down = self.bottom - run.y;
        let even = self.leading.is_none_or(|leading| (leading - down).abs() < ROUNDING);
        let near = (LEADINGS[0] * run.size..=LEADINGS[1] * run.size).contains(&down);
        let same = (self.size - run.size).abs() < 1e-6
            && (self.left - run.x).abs() <= ROUNDING + self.hang.max(hang * run.size);
        even && near && same
    }

    /// Whether it has several lines.
    pub(super) fn is_of_lines(&self) -> bool {
        self.leading.is_some()
    }

    /// Where its first line begins, and where its last one ends.
    pub(super) fn upper(&self) -> f64 {
        self.top + ABOVE * self.size
    }

    pub(super) fn lower(&self) -> f64 {
        self.bottom - (1.0 - ABOVE) * self.size
    }

    /// The height of the middle of its capitals and figures.
    pub(super) fn middle(&self) -> f64 {
        (self.top + 0.66 * self.size + self.bottom) / 2.0
    }

    /// Whether it stands where it is read after another: below it, or in what comes to the right.
    pub(super) fn follows(&self, other: &Area) -> bool {
        self.top < other.bottom - ROUNDING || self.ink[0] > other.ink[2] - 0.5
    }

    /// Whether their letters lie on each other.
    pub(super) fn meets(&self, other: &Area) -> bool {
        let (a, b) = (self.ink, other.ink);
        let over = |from: usize, to: usize| a[to].min(b[to]) - a[from].max(b[from]);
        over(0, 2) > 0.5 && over(1, 3) > 0.5
    }
}

/// How far a text may hang out to the left by what it begins with, in sizes, where a theme has optical margins:
/// quotation marks by half their width, letters by a hair.
fn hang(words: &str) -> f64 {
    let quotes = ['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}'];
    if words.starts_with(quotes) { 0.3 } else { 0.06 }
}

/// Whether a run goes on where another ended.
fn goes_on(last: &ShownRun, run: &ShownRun) -> bool {
    let (gap, slack) = (run.x - last.end, LOOSE * run.size);
    let most = if last.ends_blank { SPREAD * run.size } else { slack };
    (last.y - run.y).abs() < 0.01 && (-slack..=most).contains(&gap)
}
