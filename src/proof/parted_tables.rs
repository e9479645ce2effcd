//! Tables that go on in the next column, below their headings, which stand there again and are heard once.

use super::areas::{Area, ROUNDING};
use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::{MarkedStretch, ShownRun, StretchOwner};
use super::page::PageView;
use super::places::rows;
use super::reading::{PageReading, plain, reading};
use super::tables::cells;
use crate::outline::Block;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "headings-again",
    clauses: &[(HOUSE, "a table that goes on in the next column has its headings there again, as they are")],
    run: Examines::Page(again),
}];

/// The least rows in each column, below the headings.
const LEAST: usize = 2;
/// How far headings are above the first row, in sizes.
const ABOVE_ROWS: f64 = 3.0;

/// The first row that stands in the next column, counted with the headings.
pub(super) fn turn(rows: &[Vec<Area>]) -> Option<usize> {
    let turns = |pair: &[Vec<Area>]| {
        let (Some(last), Some(first)) = (pair[0].last(), pair[1].first()) else { return false };
        first.left > last.ink[2] && first.top > last.top
    };
    rows.windows(2).position(turns).map(|above| above + 1)
}

/// How many tables go on in the next column.
pub(super) fn parted(page: &PageView<'_>, found: &PageReading) -> usize {
    page.tree.of_kind("Table").filter(|&table| turn(&placed(page, found, table)).is_some()).count()
}

/// The rows of a table whose cells have a place each.
fn placed(page: &PageView<'_>, found: &PageReading, table: usize) -> Vec<Vec<Area>> {
    rows(page, found, table).into_iter().filter_map(|row| row.into_iter().collect()).collect()
}

/// Whether a stretch says what the headings of a table say.
pub(super) fn repeats_headings(page: &PageView<'_>, stretch: &MarkedStretch) -> bool {
    let said: String =
        page.content.runs[stretch.runs.clone()].iter().map(|run| page.content.said(run)).collect();
    page.tree.of_kind("Table").any(|table| {
        let head = cells(page, table).into_iter().next().unwrap_or_default();
        let words: String = head.into_iter().map(|cell| page.words(cell)).collect();
        letters(&words) == letters(&said)
    })
}

/// A text without its spaces: those at the ends of lines and of cells come and go.
fn letters(words: &str) -> String {
    plain(words).chars().filter(|c| !c.is_whitespace()).collect()
}

fn again(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    // Where there are several pages, `running-lines` knows what each has again.
    if expected.document.running.is_some() {
        return;
    }
    let found = reading(page, expected);
    let stretches = page.content.stretches.iter();
    let mut repeated =
        stretches.filter(|stretch| stretch.owner == (StretchOwner::Running { is_foot: false }));
    let blocks = expected.document.page.sections.iter().flat_map(|section| &section.blocks);
    for (table, element) in blocks.filter_map(Block::table).zip(page.tree.of_kind("Table")) {
        let all = placed(page, found, element);
        let Some(turn) = turn(&all) else { continue };
        let origin = table.columns.first().and_then(|column| column.origin);
        let enough = turn > LEAST && all.len() - turn >= LEAST;
        if !enough {
            faults.at(origin, "a table has a lone row in one of two columns");
        }
        let own = repeated.next();
        if !own.is_some_and(|own| is_copy(page, element, (&all, turn), own)) {
            faults.at(origin, "a table goes on in the next column without its headings");
        }
    }
    faults.unless(repeated.next().is_none(), "headings stand again where no table goes on");
}

/// Whether a stretch has the headings of a table again: each letter where it stands in the first column, but so
/// far to the right as the rows are, and above these.
fn is_copy(
    page: &PageView<'_>,
    table: usize,
    (rows, turn): (&[Vec<Area>], usize),
    stretch: &MarkedStretch,
) -> bool {
    let inked = |run: &&ShownRun| run.ink.is_some();
    let head = cells(page, table).into_iter().next().unwrap_or_default();
    let marks: Vec<i64> = head.into_iter().flat_map(|cell| page.marks(cell).iter().copied()).collect();
    let first: Vec<&ShownRun> = page.content.runs(&marks).filter(inked).collect();
    let copy: Vec<&ShownRun> = page.content.runs[stretch.runs.clone()].iter().filter(inked).collect();
    let (Some(one), Some(other), Some(label)) = (first.first(), copy.first(), rows[turn].first()) else {
        return false;
    };
    let aside = label.left - rows[0].first().map_or(0.0, |heading| heading.left);
    let up = other.y - one.y;
    let same = |(one, other): (&&ShownRun, &&ShownRun)| {
        page.content.said(one) == page.content.said(other)
            && (one.size - other.size).abs() < 1e-6
            && (one.x + aside - other.x).abs() <= ROUNDING
            && (one.y + up - other.y).abs() <= ROUNDING
    };
    let lowest = copy.iter().map(|run| run.y).fold(f64::INFINITY, f64::min);
    let above = (0.0..=ABOVE_ROWS * label.size).contains(&(lowest - label.top));
    first.len() == copy.len() && first.iter().zip(&copy).all(same) && above
}
