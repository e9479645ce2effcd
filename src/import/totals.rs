//! Rows of totals as a check: what they say, and what the rows of the places add up to.

use super::Context;
use super::cell_reading::{CellReading, read};
use super::columns::MappedColumn;
use super::format::decimal;
use super::grid::{CellAt, Content, SheetGrid};
use super::layout::{RowKind, SheetTable};
use super::places::Home;
use super::survey::Survey;
use crate::figure::Value;
use crate::figure::notation::underscored;
use std::collections::{HashMap, HashSet};

/// Compares the totals of a table with the values found in it, and tells where they differ.
pub(super) fn check(
    survey: &mut Survey,
    sheet: usize,
    table: &SheetTable,
    mapped: &[MappedColumn],
    whole: &SheetGrid,
    context: &Context<'_>,
) {
    let is_nation = |place: usize| context.places.all[place].home == Home::National;
    let rows = |is: &mut dyn FnMut(&RowKind) -> bool| -> Vec<u32> {
        table.rows.iter().filter(|row| is(&row.what)).map(|row| row.row).collect()
    };
    let totals = rows(&mut |what| {
        *what == RowKind::Total || matches!(what, RowKind::Place(place) if is_nation(*place))
    });
    // A place that stands twice counts once.
    let mut seen = HashSet::new();
    let places =
        rows(&mut |what| matches!(what, RowKind::Place(place) if !is_nation(*place) && seen.insert(*place)));
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
            let said = match &total.content {
                Content::Number(said) => Some(decimal(*said)),
                Content::Text(_) => match read(Some(total), &column.context) {
                    CellReading::Sure { value, .. } => value.count().map(|count| count.to_string()),
                    CellReading::Open { .. } => None,
                },
                Content::NoResult => {
                    survey.remarks.push(format!("{address}: this total is a formula without a result"));
                    continue;
                }
                Content::Date(_) | Content::Truth(_) | Content::Fault(_) => None,
            };
            let Some(said) = said else {
                skipped += 1;
                continue;
            };
            if let Some(formula) = &total.formula
                && let Some(sum) = super::formula::sum(formula, whole).map(decimal)
                && sum != said
            {
                let (said, sum) = (grouped(&said), grouped(&sum));
                survey.remarks.push(format!(
                    "{address}: this total is out of date: it says {said}, and its cells add up to {sum}"
                ));
                continue;
            }
            match sum(&values, table, &places, column) {
                Some(sum) if sum.to_string() == said => agree += 1,
                Some(sum) => {
                    let formula = total.formula.as_deref().unwrap_or_default();
                    let left = super::formula::left_out(formula, whole);
                    let left = left.into_iter().map(|at| whole.address(at)).collect::<Vec<_>>();
                    let left = match left.as_slice() {
                        [] => String::new(),
                        [one] => format!("; its formula leaves out {one}, a text and no number"),
                        [first, rest @ ..] => format!(
                            "; its formula leaves out {first} and {} more, texts and no numbers",
                            rest.len()
                        ),
                    };
                    survey.remarks.push(format!(
                        "{address}: the total says {}, and the rows of the states add up to {}{}{left}",
                        grouped(&said),
                        grouped(&sum.to_string()),
                        difference(sum, &said),
                    ));
                }
                None => skipped += 1,
            }
        }
        let name = table.grid.row_name(row);
        let agree = (agree > 0).then(|| match agree {
            1 => "1 of its totals is the sum of the rows".to_owned(),
            _ => format!("{agree} of its totals are the sum of the rows"),
        });
        let skipped = (skipped > 0).then(|| {
            format!("{skipped} of its totals cannot be checked, since not every row has an exact count")
        });
        let said: Vec<String> = agree.into_iter().chain(skipped).collect();
        if !said.is_empty() {
            survey.remarks.push(format!("{name}: {}", said.join("; ")));
        }
    }
}

/// A number with marks between its thousands.
fn grouped(number: &str) -> String {
    let (whole, behind) =
        number.split_once('.').map_or((number, ""), |(whole, _)| (whole, &number[whole.len()..]));
    whole.parse().map_or(number.to_owned(), |whole| underscored(whole).replace('_', ",") + behind)
}

/// ": 900 more", if both are whole.
fn difference(sum: u64, said: &str) -> String {
    let Ok(said) = said.parse::<u64>() else { return String::new() };
    let than = if sum > said { "more" } else { "less" };
    format!(": {} {than}", grouped(&sum.abs_diff(said).to_string()))
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
