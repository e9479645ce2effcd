//! One number for two figures of a state, or of the nation: a line that was copied, or read twice.
//!
//! Two figures that count nearly the same may well be equal, and then both are about as large as they should
//! be: of a state, what is told also lies away from that.

use super::fit::Suggested;
use super::outliers::Suggestions;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::chance::{alike, expected_pairs, significant};
use crate::figure::{Kind, Quantity, Value};
use crate::set::{Dataset, FigureEntry, FigureSpec};

/// So many pairs of equal values are expected by chance, at most, in a set where one is told.
const EXPECTED: f64 = 0.001;
/// The same for the nation, which has few figures.
const OF_NATION: f64 = 0.003;
/// Two equal values of fewer digits are never told.
const THREE_DIGITS: u64 = 100;

/// Two figures of a state.
pub(super) fn in_states(table: &Suggestions<'_, '_>, sink: &mut Sink) {
    let grid = table.grid;
    let figures = grid.figures.len();
    let rows: Vec<Vec<(u64, usize)>> = (0..grid.states.len())
        .map(|state| {
            let count = |figure| Some((grid.count(state, figure).filter(|n| *n >= THREE_DIGITS)?, figure));
            let mut row: Vec<(u64, usize)> = (0..figures).filter_map(count).collect();
            row.sort_unstable();
            row
        })
        .collect();
    let sorted: Vec<Vec<u64>> =
        rows.iter().map(|row| row.iter().map(|(count, _)| *count).collect()).collect();
    for (state, row) in rows.iter().enumerate() {
        for pair in row.windows(2) {
            let [(count, one), (other_count, other)] = *pair else { continue };
            let (Some(first), Some(second)) = (grid.entry(state, one), grid.entry(state, other)) else {
                continue;
            };
            if count != other_count || are_tied(grid.figures[one], grid.figures[other]) {
                continue;
            }
            let pairs = |row: &Vec<u64>| {
                let alike = alike(row, count);
                alike * alike.saturating_sub(1) / 2
            };
            let pairs = sorted.iter().map(pairs).sum();
            let apart = [one, other].into_iter().filter_map(|figure| {
                let cell: &Suggested = table.cells[state][figure].as_ref()?;
                Some(cell.apart(cell.number).abs())
            });
            let chance = expected_pairs(pairs, &first.value.value) * beyond(apart.fold(0.0, f64::max));
            if chance <= EXPECTED {
                told((first, second), grid.name(state), sink);
            }
        }
    }
}

/// Two figures of the nation.
pub(super) fn in_nation(dataset: &Dataset, sink: &mut Sink) {
    let specs = &dataset.set.figures;
    let spec = |entry: &FigureEntry| specs.iter().find(|spec| spec.key.value == entry.key.value);
    let mut exact: Vec<(u64, &FigureEntry)> = dataset
        .national
        .figures
        .iter()
        .filter_map(|entry| match entry.value.value {
            Value::Known(Quantity { amount, .. }) if amount.kind() == Kind::Number => {
                Some((u64::try_from(amount.number()).ok()?, entry))
            }
            _ => None,
        })
        .collect();
    exact.sort_by_key(|(number, _)| *number);
    let sorted: Vec<u64> = exact.iter().map(|(number, _)| *number).collect();
    for pair in exact.windows(2) {
        let [(number, one), (other_number, other)] = *pair else { continue };
        let (Some(first), Some(second)) = (spec(one), spec(other)) else { continue };
        let enough = significant(&one.value.value) >= Some(THREE_DIGITS);
        let alike = alike(&sorted, number);
        let chance = expected_pairs(alike * alike.saturating_sub(1) / 2, &one.value.value);
        // One may well be what the other was.
        let of_one_day = one.year.as_ref().map(|year| year.value)
            == other.year.as_ref().map(|year| year.value)
            && one.as_of.as_ref().map(|day| day.value) == other.as_of.as_ref().map(|day| day.value);
        if number == other_number && enough && chance <= OF_NATION && of_one_day && !are_tied(first, second) {
            told((one, other), "the nation", sink);
        }
    }
}

/// Whether one is the sum of the other and more, which may be nothing.
fn are_tied(one: &FigureSpec, other: &FigureSpec) -> bool {
    let has = |sum: &FigureSpec, part: &FigureSpec| sum.sum_of.iter().any(|key| key.value == part.key.value);
    has(one, other) || has(other, one)
}

/// How likely one of two numbers lies so many standard deviations away: hardly less than this.
fn beyond(apart: f64) -> f64 {
    (1.6 * (-apart * apart / 2.0).exp() / apart.max(0.1)).min(1.0)
}

fn told((one, other): (&FigureEntry, &FigureEntry), name: &str, sink: &mut Sink) {
    // In the order of the file.
    let (one, other) =
        if one.value.span.start <= other.value.span.start { (one, other) } else { (other, one) };
    let (first, key, value) = (&one.key.value, &other.key.value, other.value.value);
    let message = format!("`{first}` and `{key}` are both {value} for {name}");
    let help = "one of them is probably the other’s: look both up; if they are right, allow this with the reason \
                (`[[allow]]`)";
    let fault = Diagnostic::warning(Code::EqualValues, other.value.span, message).help(help);
    sink.report(fault.related(one.value.span, "the other figure"));
}
