//! The bars beside the figures of tables: one for each amount, as long in proportion as the amount is of
//! the whole, with the mark of the nation's amount and the frame of the whole where there are such.

use super::areas::Area;
use super::check::{Expectation, Faults};
use super::content::{DrawnShape, ShapeKind};
use super::drawings::{Drawings, keys};
use super::page::PageView;
use super::parted_tables::turn;
use super::places::rows;
use super::reading::PageReading;
use crate::document::{FigureText, RichText};
use crate::outline::{BarChart, Block, Row, Table};

/// What the middles of a bar and its figure may differ by, in points.
const MIDDLE: f64 = 0.3;
/// What lengths may differ by.
const ROUNDING: f64 = 0.03;
/// A mark or a line is no wider.
const THIN: f64 = 4.0;
/// What is not zero is seen.
const SHORTEST: f64 = 1.0;

/// How far amounts reach, from where all bars begin.
#[derive(Default)]
struct Lengths {
    /// Where the labels begin: in the next column, if the table goes on there, elsewhere.
    edge: f64,
    /// Where the bars begin, from there.
    begin: Option<f64>,
    /// Length of a frame.
    whole: Option<f64>,
    /// Amounts and how far their bars or marks reach.
    reached: Vec<(i128, f64)>,
    sound: bool,
}

/// Takes the bars of all tables, and says where they are not in proportion.
pub(super) fn take(
    page: &PageView<'_>,
    expected: &Expectation<'_>,
    (found, left): (&PageReading, &mut Drawings<'_>),
    faults: &mut Faults,
) {
    let blocks = expected.document.page.sections.iter().flat_map(|section| &section.blocks);
    for (table, element) in blocks.filter_map(Block::table).zip(page.tree.of_kind("Table")) {
        let Some(chart) = &table.bars else { continue };
        let all: Option<Vec<Vec<Area>>> =
            rows(page, found, element).into_iter().map(|row| row.into_iter().collect()).collect();
        let Some(all) = all.filter(|all| all.len() == table.rows.len() + 1) else { continue };
        if !are_true(table, chart, &all, left) {
            let origin = table.columns.first().and_then(|column| column.origin);
            faults.at(origin, "the bars of a table are not in proportion to its figures");
        }
    }
}

fn are_true(
    table: &Table<RichText, FigureText>,
    chart: &BarChart<RichText>,
    all: &[Vec<Area>],
    left: &mut Drawings<'_>,
) -> bool {
    let turn = turn(all).unwrap_or(all.len());
    let mut lengths = Lengths { sound: true, ..Lengths::default() };
    let (mut drawn, mut zeros) = (false, Vec::new());
    for (rows, own) in [(1..turn, &table.rows[..turn - 1]), (turn..all.len(), &table.rows[turn - 1..])] {
        let part = &all[rows];
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let (Some(high), Some(low)) = (first.get(1), last.get(1)) else { return true };
        // Where all bars begin, there may be a line as high as the rows.
        let zero = left.take(|shape| {
            let [from, bottom, to, top] = shape.bounds;
            let long = bottom < low.middle() && top > high.middle() && top - bottom > 2.0 * high.size;
            let beside = from > first[0].left && to < high.ink[0];
            shape.is_filled_rectangle() && to - from <= THIN && long && beside
        });
        lengths.edge = first[0].left;
        zeros.push(zero.is_some());
        if let Some(zero) = zero {
            lengths.begins((zero.bounds[0] + zero.bounds[2]) / 2.0);
        }
        for (row, areas) in own.iter().zip(part) {
            let Some(figure) = areas.get(1) else { continue };
            let shapes = left.take_all(|shape| {
                let [from, _, to, _] = shape.bounds;
                let level = (shape.middle() - figure.middle()).abs() < MIDDLE;
                level && from > areas[0].left - THIN && to < figure.ink[0]
            });
            drawn |= !shapes.is_empty();
            lengths.add(row, chart, &shapes);
        }
    }
    drawn |= zeros.contains(&true);
    lengths.sound &= zeros.windows(2).all(|pair| pair[0] == pair[1]);
    // A table too narrow for bars has none at all, and then nothing says what they mean.
    if drawn { lengths.in_proportion(chart) } else { chart.key.is_empty() }
}

impl Lengths {
    /// What is drawn in a row, in painting order: a bar, its frame, the mark with its halo.
    fn add(&mut self, row: &Row<RichText, FigureText>, chart: &BarChart<RichText>, shapes: &[&DrawnShape]) {
        let amount = |cell: usize| row.cells.get(cell).and_then(|cell| cell.amount);
        let mut shapes = shapes.iter().copied();
        if let Some(own) = amount(0) {
            if own > 0 {
                match shapes.next().filter(|bar| bar.is_filled_rectangle()) {
                    Some(bar) => {
                        self.begins(bar.bounds[0]);
                        self.reached.push((own, bar.width()));
                    }
                    None => self.sound = false,
                }
            }
            if chart.framed {
                match shapes.next().filter(|frame| frame.weight.is_some() && is_box(frame)) {
                    Some(frame) => {
                        self.begins(frame.bounds[0]);
                        let whole = *self.whole.get_or_insert(frame.width());
                        self.sound &= (whole - frame.width()).abs() < ROUNDING;
                    }
                    None => self.sound = false,
                }
            }
            if let Some(nation) = amount(1) {
                let marks = [shapes.next(), shapes.next()].map(|mark| {
                    let mark = mark.filter(|mark| mark.is_filled_rectangle() && mark.width() <= THIN)?;
                    Some((mark.bounds[0] + mark.bounds[2]) / 2.0)
                });
                match (marks, self.begin) {
                    ([Some(halo), Some(mark)], Some(begin)) if (halo - mark).abs() < ROUNDING => {
                        self.reached.push((nation, mark - self.edge - begin));
                    }
                    ([Some(_), Some(_)], None) => {}
                    _ => self.sound = false,
                }
            }
        }
        self.sound &= shapes.next().is_none();
    }

    fn begins(&mut self, left: f64) {
        let left = left - self.edge;
        let begin = *self.begin.get_or_insert(left);
        self.sound &= (begin - left).abs() < ROUNDING;
    }

    fn in_proportion(&self, chart: &BarChart<RichText>) -> bool {
        let full = chart.full as f64;
        // The longest tells the scale best, unless frames do.
        let longest = self.reached.iter().max_by_key(|(amount, _)| *amount);
        let scale = match (self.whole, longest) {
            (Some(whole), _) => whole / full,
            (None, Some(&(amount, reach))) if amount > 0 => reach / amount as f64,
            (None, _) => return self.sound,
        };
        let slack = |amount: f64| {
            let most = longest.map_or(1.0, |(most, _)| (*most as f64).max(1.0));
            ROUNDING * (1.0 + amount / most)
        };
        let all = self.reached.iter().all(|&(amount, reach)| {
            let amount = amount as f64;
            let wanted = if amount > 0.0 { (amount * scale).max(SHORTEST) } else { 0.0 };
            (reach - wanted).abs() < slack(amount)
        });
        self.sound && all
    }
}

/// Whether a line goes around an upright rectangle.
fn is_box(shape: &DrawnShape) -> bool {
    matches!(shape.kind, ShapeKind::Rectangle | ShapeKind::Lines(1)) && shape.points.len() <= 5
}

/// Takes the pieces of a bar and of a mark that stand before their names below a table.
pub(super) fn take_samples(found: &PageReading, left: &mut Drawings<'_>) {
    for key in keys(found) {
        left.take(|shape| {
            let gap = key.left - shape.bounds[2];
            let near = gap > 0.0 && gap <= key.size && shape.height() <= 1.5 * key.size;
            let level = (shape.middle() - key.middle()).abs() < MIDDLE;
            shape.is_filled_rectangle() && near && level && shape.width() <= 2.0 * key.size
        });
    }
}
