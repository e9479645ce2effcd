//! Formulas, as far as they can be held against what they say.
//!
//! In: a formula and the sheet it stands on. Out: the sum it must give, if it only adds up plain numbers; and whether it
//! hides a fault or reads another workbook.

use super::grid::{CellArea, CellAt, Content, SheetCell, SheetGrid, cell_named};

/// Cells that are added up at most.
const MOST: u64 = 200_000;

/// A formula as all programs write it: `SUM(B2:B5)`.
fn plain(formula: &str) -> String {
    let formula = formula.trim().trim_start_matches("of:").trim_start_matches('=');
    formula.chars().filter(|c| !matches!(c, '[' | ']' | '$' | ' ')).collect::<String>().replace('.', "")
}

/// The areas of cells that a formula adds up; `None` if it does anything else.
fn areas(formula: &str) -> Option<Vec<CellArea>> {
    // Numbers in the formula itself have points; none is added up here.
    let plain = plain(formula);
    let inner = plain.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')'));
    let terms: Vec<&str> = match inner {
        Some(inner) => inner.split([',', ';']).collect(),
        None if plain.contains('+') => plain.split('+').collect(),
        None => return None,
    };
    let area = |term: &str| {
        let (from, to) = term.split_once(':').unwrap_or((term, term));
        let (from, to) = (cell_named(from)?, cell_named(to)?);
        let cells = u64::from(to.0.checked_sub(from.0)?) * u64::from(to.1.checked_sub(from.1)?);
        (cells <= MOST).then_some(CellArea { from, to })
    };
    terms.into_iter().map(area).collect()
}

/// The cells of an area that are not empty.
fn cells(area: CellArea, grid: &SheetGrid) -> impl Iterator<Item = (CellAt, &SheetCell)> {
    let rows = area.from.0..=area.to.0;
    let row = move |row| grid.row(row).map(move |(column, cell)| ((row, column), cell));
    rows.flat_map(row).filter(move |(at, _)| area.has(*at))
}

/// The sum of a formula that adds up cells with plain numbers; `None` for any other. `grid` is not turned.
pub(super) fn sum(formula: &str, grid: &SheetGrid) -> Option<f64> {
    let mut sum = 0.0;
    for area in areas(formula)? {
        for (_, cell) in cells(area, grid) {
            match (&cell.content, &cell.formula) {
                (Content::Number(number), None) => sum += number,
                (Content::Text(_), None) => {}
                _ => return None,
            }
        }
    }
    Some(sum)
}

/// The cells that a sum leaves out, since they have digits, but as a text.
pub(super) fn left_out(formula: &str, grid: &SheetGrid) -> Vec<CellAt> {
    let is_left = |cell: &SheetCell| matches!(cell.content, Content::Text(_)) && cell.looks_numeric();
    let areas = areas(formula).unwrap_or_default().into_iter();
    areas.flat_map(|area| cells(area, grid)).filter(|(_, cell)| is_left(cell)).map(|(at, _)| at).collect()
}

/// Whether a formula says something else where it finds a fault.
pub(super) fn hides_faults(formula: &str) -> bool {
    let upper = formula.to_uppercase();
    ["IFERROR(", "IFNA(", "ISERROR(", "ISNA(", "ISERR("].iter().any(|word| upper.contains(word))
}

/// Whether it reads another workbook.
pub(super) fn reads_elsewhere(formula: &str) -> bool {
    let inner = formula.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inner, _)| inner);
    formula.contains("'file:")
        || inner.is_some_and(|inner| inner.contains(".xls") || inner.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::SheetCell;

    #[test]
    fn sums_of_plain_numbers_are_worked_out() {
        let mut grid = SheetGrid::default();
        for row in 1..4 {
            grid.put((row, 1), SheetCell::of(Content::Number(f64::from(row))));
        }
        for formula in ["SUM(B2:B4)", "SUM($B$2:$B$4)", "of:=SUM([.B2:.B4])", "B2+B3+B4", "SUM(B2,B3:B4)"] {
            assert_eq!(sum(formula, &grid), Some(6.0), "{formula}");
        }
        for formula in
            ["SUM(B2:B4)*2", "AVERAGE(B2:B4)", "B2", "SUM(Sheet2!B2:B4)", "B2+1", "SUM(A1:XFD1048576)"]
        {
            assert_eq!(sum(formula, &grid), None, "{formula}");
        }
        assert!(hides_faults("IFERROR(B2/B3,0)") && !hides_faults("SUM(B2:B3)"));
        assert!(
            reads_elsewhere("[1]Sheet1!B2")
                && reads_elsewhere("'file:///a.ods'#$Sheet1.B2")
                && !reads_elsewhere("[.B2]")
        );
    }
}
