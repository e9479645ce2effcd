//! The figures of a page as a table that any program reads: `figures.csv` (RFC 4180). In: what is said of each
//! figure, and whose it is. Out: the text.

use crate::pdf::Provenance;

/// Its name among the attachments.
pub const NAME: &str = "figures.csv";

/// The heads of its columns; the same in every language, for programs.
const COLUMNS: [&str; 9] = ["place", "figure", "label", "value", "unit", "bound", "kind", "year", "source"];

/// Spreadsheets take a file without this sign for one in an older encoding, and spoil its accents.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The table; each figure with the place it is of.
pub(super) fn table<'f>(figures: impl Iterator<Item = (&'f str, &'f Provenance)>) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    row(&mut out, COLUMNS);
    for (place, figure) in figures {
        let Provenance { key, label, number, shown: _, unit, bound, kind, year, source } = figure;
        let year = year.to_string();
        row(
            &mut out,
            [
                place,
                key,
                label,
                number.as_deref().unwrap_or_default(),
                unit.as_deref().unwrap_or_default(),
                bound.unwrap_or_default(),
                kind,
                &year,
                source.as_deref().unwrap_or_default(),
            ],
        );
    }
    out
}

fn row(out: &mut String, cells: [&str; 9]) {
    for (n, cell) in cells.into_iter().enumerate() {
        out.push_str(if n > 0 { "," } else { "" });
        if cell.contains(['"', ',', '\n', '\r']) {
            out.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        let figure = Provenance {
            key: "foals".to_owned(),
            label: "Foals, \"all\"".to_owned(),
            number: Some("36200000".to_owned()),
            shown: "more than 36.2 million".to_owned(),
            unit: Some("foals".to_owned()),
            bound: Some(">"),
            kind: "rounded",
            year: 2023,
            source: None,
        };
        assert_eq!(
            table([("Fenland", &figure)].into_iter()),
            "\u{feff}place,figure,label,value,unit,bound,kind,year,source\r\n\
             Fenland,foals,\"Foals, \"\"all\"\"\",36200000,foals,>,rounded,2023,\r\n"
        );
    }
}
