//! Rows of totals as a check: what they say, and what the rows of the places add up to.

use super::columns::MappedColumn;
use super::format::decimal;
use super::grid::{CellAt, Content, SheetGrid};
use super::layout::{RowKind, SheetTable, TableRow};
use super::survey::Survey;
use crate::figure::Value;
use std::collections::{HashMap, HashSet};

/// Compares the totals of a table with the values found in it, and tells where they differ.
pub(super) fn check(
    survey: &mut Survey,
    sheet: usize,
    table: &SheetTable,
    mapped: &[MappedColumn],
    whole: &SheetGrid,
) {
    let totals: Vec<u32> =
        table.rows.iter().filter(|row| row.what == RowKind::Total).map(|row| row.row).collect();
    // A place that stands twice counts once.
    let mut seen = HashSet::new();
    let once = |row: &&TableRow| matches!(row.what, RowKind::Place(place) if seen.insert(place));
    let places: Vec<u32> = table.rows.iter().filter(once).map(|row| row.row).collect();
    if totals.is_empty() {
        return;
    }
    let own = survey.values.iter().filter(|found| found.sheet == sheet);
    let values: HashMap<CellAt, Value> = own.map(|found| (found.at, found.value)).collect();
    for row in totals {
        let (mut agree, mut skipped) = (0, 0);
        for column in mapped {
            let Some(total) = table.grid.get((row, column.column)) else { continue };
            let address = table.grid.address((row, column.column));
            let Content::Number(said) = total.content else {
                match total.content {
                    Content::NoResult => {
                        survey.remarks.push(format!("{address}: this total is a formula without a result"))
                    }
                    _ => skipped += 1,
                }
                continue;
            };
            if let Some(formula) = &total.formula
                && let Some(sum) = super::formula::sum(formula, whole)
                && decimal(sum) != decimal(said)
            {
                let (said, sum) = (decimal(said), decimal(sum));
                survey.remarks.push(format!(
                    "{address}: this total is out of date: it says {said}, and its cells add up to {sum}"
                ));
                continue;
            }
            match sum(&values, table, &places, column) {
                Some(sum) if sum.to_string() == decimal(said) => agree += 1,
                Some(sum) => {
                    let said = decimal(said);
                    survey.remarks.push(format!(
                        "{address}: the total says {said}, and the rows of the states add up to {sum}"
                    ));
                }
                None => skipped += 1,
            }
        }
        let name = table.grid.row_name(row);
        if agree + skipped > 0 {
            let skipped = match skipped {
                0 => String::new(),
                n => format!("; {n} cannot be checked, since not every row has an exact count"),
            };
            survey.remarks.push(format!("{name}: {agree} of its totals are the sum of the rows{skipped}"));
        }
    }
}

/// The sum of a column, if each place has an exact count in it.
fn sum(
    values: &HashMap<CellAt, Value>,
    table: &SheetTable,
    places: &[u32],
    column: &MappedColumn,
) -> Option<u64> {
    places.iter().try_fold(0_u64, |sum, row| {
        let value = values.get(&table.grid.original((*row, column.column)))?;
        sum.checked_add(value.count()?)
    })
}
