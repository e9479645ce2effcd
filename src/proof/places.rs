//! Checks of where the words stand: each in its line, no text on another, each text where it is read after
//! the one before; the cells of a table in rows and columns, the figures of the head above what they count.

use super::areas::{Area, ROUNDING};
use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::edges::begins_at;
use super::page::PageView;
use super::parted_tables::turn;
use super::reading::{PageReading, reading};
use super::tables::cells;
use crate::outline::{Block, Part};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "lines-even",
        clauses: &[(HOUSE, "each word stands in its line, and each line below the one before")],
        run: Examines::Page(lines),
    },
    Check {
        name: "texts-apart",
        clauses: &[(HOUSE, "no text stands on another")],
        run: Examines::Page(apart),
    },
    Check {
        name: "texts-in-place",
        clauses: &[(HOUSE, "each text stands where it is read after the one before")],
        run: Examines::Page(in_place),
    },
    Check {
        name: "cells-in-place",
        clauses: &[(HOUSE, "the cells of a table stand in its rows and columns")],
        run: Examines::Page(tables),
    },
    Check {
        name: "tiles-in-place",
        clauses: &[(HOUSE, "a headline figure stands above what it counts")],
        run: Examines::Page(tiles),
    },
];

fn lines(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { texts, heard, areas, .. } = reading(page, expected);
    for &loose in &areas.loose {
        let text = texts[heard[loose].texts.clone()].first();
        let message = format!("words of `{}` stand out of their lines", heard[loose].start());
        faults.at(text.and_then(|text| text.origin), message);
    }
}

fn apart(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { heard, areas, .. } = reading(page, expected);
    for (n, area) in areas.all.iter().enumerate() {
        if let Some(other) = areas.all[..n].iter().find(|other| other.meets(area)) {
            let [one, other] = [area, other].map(|area| heard[area.heard].start());
            faults.add(format!("`{one}` is set on `{other}`"));
        }
    }
}

/// The head, the tiles and the foot have places of their own, which `set-in-order` knows.
fn in_place(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { texts, heard, areas, .. } = reading(page, expected);
    let mut before: Option<&Area> = None;
    for area in &areas.all {
        let text = texts[heard[area.heard].texts.clone()].first();
        let runs_on = text.is_some_and(|text| {
            !matches!(
                text.part,
                Part::Organization
                    | Part::Kicker
                    | Part::Title
                    | Part::Year
                    | Part::TileFigure
                    | Part::TileLabel
                    | Part::TileCompared
                    | Part::Call
                    | Part::Hotline
                    | Part::HotlineDigits
                    | Part::WebLabel
                    | Part::Web
                    | Part::Source
                    | Part::About
                    | Part::QrAddress
            )
        });
        if runs_on && before.is_some_and(|before| !area.follows(before)) {
            let message = format!("`{}` does not stand where it is read", heard[area.heard].start());
            faults.at(text.and_then(|text| text.origin), message);
        }
        before = Some(area);
    }
}

/// What the middles of the cells of a row may differ by, in points: capitals stand in the middle.
const MIDDLE: f64 = 0.8;

/// The areas of a table's cells, row by row; `None` for a cell that does not stand in one.
pub(super) fn rows(page: &PageView<'_>, found: &PageReading, table: usize) -> Vec<Vec<Option<Area>>> {
    let PageReading { heard, areas, .. } = found;
    let area = |cell: usize| {
        let place = heard.binary_search_by_key(&cell, |heard| heard.element).ok()?;
        match areas.of_text(place) {
            [area] => Some(*area),
            _ => None,
        }
    };
    cells(page, table).into_iter().map(|row| row.into_iter().map(area).collect()).collect()
}

fn tables(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let blocks = expected.document.page.sections.iter().flat_map(|section| &section.blocks);
    for (table, element) in blocks.filter_map(Block::table).zip(page.tree.of_kind("Table")) {
        let is_framed = table.bars.as_ref().is_some_and(|bars| bars.framed);
        let origin = table.columns.first().and_then(|column| column.origin);
        let all: Option<Vec<Vec<Area>>> =
            rows(page, found, element).into_iter().map(|row| row.into_iter().collect()).collect();
        let Some(all) = all else {
            faults.at(origin, "a cell of a table has no place of its own");
            continue;
        };
        if let Some(cell) = misplaced(&all, is_framed) {
            let said = found.heard[cell.heard].start();
            faults.at(origin, format!("the cell `{said}` does not stand in its row and column"));
        }
    }
}

/// A cell that stands in another row or column. Beside frames, the label may stand above its figure.
fn misplaced(rows: &[Vec<Area>], is_framed: bool) -> Option<&Area> {
    let turn = turn(rows);
    for (n, row) in rows.iter().enumerate() {
        // In the next column a table goes on as far to the right as its first row does there.
        let turns = turn == Some(n);
        let aside = if turns { row.first()?.left - rows[0].first()?.left } else { 0.0 };
        let (label, figures) = row.split_first()?;
        for (column, cell) in row.iter().enumerate() {
            let level = (cell.middle() - label.middle()).abs() <= MIDDLE;
            let below = label.bottom - cell.top;
            let may_be_below = is_framed && n > 0 && (0.0..=3.0 * cell.size).contains(&below);
            let in_row = level || may_be_below;
            let above = n.checked_sub(1).and_then(|above| rows[above].get(column));
            // Words begin at one edge; figures end at one, to the white beside their last digit.
            let in_column = above.is_none_or(|above| {
                let begin = (cell.left - aside - above.left).abs() <= ROUNDING;
                match column {
                    0 => begin,
                    _ => {
                        begin
                            || (cell.ink[2] - aside - above.ink[2]).abs() <= 0.15 * cell.size.max(above.size)
                    }
                }
            });
            let under =
                turns || n.checked_sub(1).is_none_or(|above| rows[above].iter().all(|a| cell.top < a.bottom));
            if !(in_row && in_column && under) {
                return Some(cell);
            }
        }
        let in_turn = figures.windows(2).all(|pair| pair[0].ink[2] < pair[1].ink[0]);
        if !in_turn {
            return figures.first();
        }
    }
    None
}

fn tiles(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { texts, heard, areas, .. } = reading(page, expected);
    let is_list = expected.document.running.is_some();
    let mut before: Option<Area> = None;
    for (place, tile) in heard.iter().enumerate() {
        let Some(text) = texts[tile.texts.clone()].first().filter(|text| text.part == Part::TileFigure)
        else {
            continue;
        };
        let own = areas.of_text(place);
        if is_list {
            // In large print each is an entry of a list, before what it counts.
            let mut pairs = before.iter().chain(own).zip(own.iter().skip(usize::from(before.is_none())));
            let sound = !own.is_empty() && pairs.all(|(above, below)| is_below(above, below));
            faults.unless(sound, format_args!("`{}` does not stand below the figure before", tile.start()));
            before = own.last().copied().or(before);
            continue;
        }
        let sound = match own {
            [figure, label, rest @ ..] if rest.len() + 2 <= text.pieces => {
                stands_above(figure, label)
                    && own.windows(2).all(|pair| pair[1].top < pair[0].bottom)
                    && own.iter().skip(1).all(|part| (part.left - label.left).abs() <= ROUNDING)
                    // All labels begin at one height, one to the right of the other.
                    && before.is_none_or(|before| {
                        (before.top - label.top).abs() <= ROUNDING && before.ink[2] < label.left
                    })
            }
            _ => false,
        };
        if !sound {
            faults.at(text.origin, format!("`{}` does not stand as a figure above its label", tile.start()));
        }
        before = own.get(1).copied().or(before);
    }
}

/// Whether an area stands below another, at the same edge.
fn is_below(above: &Area, below: &Area) -> bool {
    below.top < above.bottom && (below.left - above.left).abs() <= ROUNDING
}

/// Whether a figure stands right above what it counts, at the same edge.
fn stands_above(figure: &Area, label: &Area) -> bool {
    let down = figure.bottom - label.top;
    begins_at(figure, label.left) && down > 0.0 && down <= 2.0 * figure.size
}
