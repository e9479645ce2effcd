//! A table as CSV (RFC 4180), which spreadsheets open with its accents.

use super::table::{ExportCell, ExportTable};
use crate::set::GUARDED;

/// Spreadsheets take a file without this sign for one in an older encoding, and spoil its accents.
const BYTE_ORDER_MARK: char = '\u{feff}';

pub(super) fn text(table: &ExportTable) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    row(&mut out, table.heads.iter().cloned());
    for cells in &table.rows {
        row(&mut out, cells.iter().map(plain));
    }
    out
}

/// What a cell says. A text that a spreadsheet would take for a formula has an apostrophe before it, which
/// the reader of `states.csv` takes away.
fn plain(cell: &ExportCell) -> String {
    match cell {
        ExportCell::Empty => String::new(),
        ExportCell::Number(number) => number.to_string(),
        ExportCell::Text(text) if text.starts_with(GUARDED) => format!("'{text}"),
        ExportCell::Text(text) => text.clone(),
    }
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        out.push_str(if n > 0 { "," } else { "" });
        if cell.contains(['"', ',', '\n', '\r']) {
            out.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let texts = ["=1+1", "+1", "-1", "@x", "'x", "plain", "a, \"b\""].map(ExportCell::text);
        let table = ExportTable { name: "", heads: vec!["a".to_owned()], rows: vec![texts.to_vec()] };
        assert_eq!(text(&table), "\u{feff}a\r\n'=1+1,'+1,'-1,'@x,''x,plain,\"a, \"\"b\"\"\"\r\n");
    }
}
