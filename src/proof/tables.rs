//! Checks of tables: headings with a scope, cells that name their headings, rows of equal length.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::object::name;
use super::page::PageView;
use super::reading::origin;
use crate::objects::{Array, PdfString};
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[
    Check { name: "table-headings", clauses: &[(UA1, "7.5")], run: Examines::Page(headings) },
    Check {
        name: "table-rows",
        clauses: &[(UA1, "7.2"), (HOUSE, "rows are of equal length")],
        run: Examines::Page(rows),
    },
];

/// The cells of a table, row by row.
pub(super) fn cells(page: &PageView<'_>, table: usize) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    for part in page.tree.children(table) {
        match page.tree.elements[part].kind.as_str() {
            "TR" => rows.push(part),
            _ => rows.extend(page.tree.children(part).filter(|&row| page.tree.elements[row].kind == "TR")),
        }
    }
    rows.into_iter().map(|row| page.tree.children(row).collect()).collect()
}

/// Every cell of a table with its headings: of its column and of its row.
fn headings(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    for table in page.tree.of_kind("Table") {
        let rows = cells(page, table);
        let heads: BTreeMap<&[u8], usize> = rows
            .iter()
            .flatten()
            .filter(|&&cell| page.tree.elements[cell].kind == "TH")
            .filter_map(|&cell| Some((page.tree.elements[cell].id()?, cell)))
            .collect();
        let is_head = |cell: &usize| page.tree.elements[*cell].kind == "TH";
        let first = rows.first().is_some_and(|row| row.iter().all(is_head));
        if !first || !rows.iter().skip(1).all(|row| row.first().is_some_and(is_head)) {
            let place = rows.iter().flatten().next().and_then(|&cell| origin(page, expected, cell));
            faults.at(place, "a table has no heading over every column and at every row");
        }
        for (row, line) in rows.iter().enumerate() {
            for (column, cell) in line.iter().enumerate() {
                let element = &page.tree.elements[*cell];
                let scope = element.attribute("Table", |a| Some(name(a, "Scope")).filter(|s| !s.is_empty()));
                let wanted = if row == 0 { "Column" } else { "Row" };
                if is_head(cell) && scope != Some(wanted) {
                    faults.at(
                        origin(page, expected, *cell),
                        format!(
                            "{} does not say that it heads its {}",
                            element.label(),
                            wanted.to_lowercase()
                        ),
                    );
                }
                let own = element.attribute("Table", |a| a.get::<Array<'_>>("Headers"));
                let own = own.iter().flat_map(|list| list.iter::<PdfString<'_>>());
                let named = own.map(|id| heads.get(id.as_bytes()).copied());
                let column_head = rows[0].get(column).filter(|_| row > 0);
                let row_head = line.first().filter(|_| row > 0 && column > 0);
                let meant = column_head.into_iter().chain(row_head);
                if !named.eq(meant.map(|cell| Some(*cell))) {
                    faults.at(
                        origin(page, expected, *cell),
                        format!("{} does not name its headings", element.label()),
                    );
                }
            }
        }
    }
}

fn rows(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for table in page.tree.of_kind("Table") {
        let rows = cells(page, table);
        let columns = rows.first().map_or(0, Vec::len);
        faults.unless(
            rows.len() > 1 && columns > 1 && rows.iter().all(|row| row.len() == columns),
            "the rows of a table are not of equal length",
        );
    }
}
