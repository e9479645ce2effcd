//! What people wrote beside the cells that are read: told, since it may say that a number is not what it seems.
//!
//! In: the comments of a sheet and its table. Out: remarks with the words of each, for figures, their headings and the
//! names of their places.

use super::Context;
use super::columns::MappedColumn;
use super::layout::{RowKind, SheetTable};
use super::survey::Survey;
use std::collections::HashMap;

pub(super) fn tell(survey: &mut Survey, table: &SheetTable, mapped: &[MappedColumn], context: &Context<'_>) {
    let places: HashMap<u32, usize> = table
        .rows
        .iter()
        .filter_map(|row| match row.what {
            RowKind::Place(place) => Some((row.row, place)),
            _ => None,
        })
        .collect();
    let columns: HashMap<u32, &MappedColumn> = mapped.iter().map(|column| (column.column, column)).collect();
    let is_heading = |row| table.headings.is_some_and(|(from, to)| (from..=to).contains(&row));
    for (at, words) in &table.grid.comments {
        let place = places.get(&at.0).map(|place| context.places.all[*place].name.as_str());
        let of = match (place, columns.get(&at.1)) {
            (Some(place), Some(column)) => format!("{place}, {}", context.figures[column.figure].key),
            (Some(place), None) if table.names == Some(at.1) => place.to_owned(),
            (None, Some(column)) if is_heading(at.0) => format!("the heading “{}”", column.heading),
            _ => continue,
        };
        let address = context.address(&table.grid, *at);
        survey.remarks.push(format!("{address}: {of} has a comment: “{words}”"));
    }
}
