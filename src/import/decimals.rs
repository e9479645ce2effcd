//! Whether the numbers of a column are decimal numbers, as rates and averages are, and with how many decimals.
//!
//! In: the cells of a column. Out: the decimals that they show; `None` in a column of whole numbers, and where most
//! are whole, all are below one, or one has more decimals than are printed: then it is asked. What is shown is what
//! counts: spreadsheets leave out zeros at the end where no format keeps them.

use super::decimal_mark::restyled;
use super::format::{FormatKind, decimal};
use super::grid::{Content, SheetCell};
use crate::figure::MOST_DECIMALS;

/// The decimals of a column.
pub(super) fn of(cells: &[&SheetCell], mark: Option<char>) -> Option<u8> {
    let shown: Vec<String> = cells.iter().filter_map(|cell| shown(cell, mark)).collect();
    let behind = |text: &String| text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let is_fraction =
        |text: &&String| text.split_once('.').is_some_and(|(_, behind)| behind.contains(|c: char| c != '0'));
    let fractions: Vec<&String> = shown.iter().filter(is_fraction).collect();
    let all_below_one = fractions.iter().all(|text| text.starts_with('0'));
    // A column has one format: that of its numbers says what they are.
    let one_format = shown.iter().all(|text| behind(text) > 0);
    let most = u8::try_from(shown.iter().map(behind).max()?).ok()?;
    let enough = !all_below_one && (one_format || 2 * fractions.len() >= shown.len());
    (enough && most <= MOST_DECIMALS).then_some(most)
}

/// The plain number that a cell shows, if it is one.
fn shown(cell: &SheetCell, mark: Option<char>) -> Option<String> {
    let text = match &cell.content {
        Content::Number(number) => match (cell.format.kind, cell.format.decimals) {
            (FormatKind::Plain | FormatKind::Money, _) => cell.format.show(*number).replace('$', ""),
            (FormatKind::Exponent, _) => decimal(*number),
            _ => return None,
        },
        Content::Text(_) => restyled(cell.text().trim().trim_start_matches('$'), mark).ok()?.replace(',', ""),
        _ => return None,
    };
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.matches('.').count() < 2;
    // Three digits behind a point may be thousands.
    let open = mark.is_none()
        && matches!(cell.content, Content::Text(_))
        && text
            .split_once('.')
            .is_some_and(|(before, behind)| behind.len() == 3 && before.len() < 4 && before != "0");
    (plain && !open && text.starts_with(|c: char| c.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::format::NumberFormat;
    use super::*;

    #[test]
    fn the_cells_of_a_column_tell_its_decimals() {
        let texts = |texts: &[&str]| {
            let cells: Vec<SheetCell> =
                texts.iter().map(|text| SheetCell::of(Content::Text((*text).to_owned()))).collect();
            of(&cells.iter().collect::<Vec<_>>(), None)
        };
        assert_eq!(texts(&["14.1", "12", "9.8"]), Some(1));
        assert_eq!(texts(&["14.1", "13.25", "n/a", ">5.5"]), Some(2));
        assert_eq!(texts(&["$1,053.48", "$872.10"]), Some(2));
        assert_eq!(texts(&["0.9", "1.4"]), Some(1));
        for whole in
            [&["12", "13"][..], &["12.0", "13.00"], &["0.19", "0.5", "1"], &["12", "14", "13", "12.5"], &[]]
        {
            assert_eq!(texts(whole), None, "{whole:?}");
        }
        assert_eq!(texts(&["14.1", "1.1234567"]), None);
        let numbers = |numbers: &[f64], code: &str| {
            let format = NumberFormat::read(code);
            let cell = |number: &f64| SheetCell { format, ..SheetCell::of(Content::Number(*number)) };
            let cells: Vec<SheetCell> = numbers.iter().map(cell).collect();
            of(&cells.iter().collect::<Vec<_>>(), None)
        };
        assert_eq!(numbers(&[14.1, 12.0, 9.8], "General"), Some(1));
        assert_eq!(numbers(&[14.1, 12.0, 15.0, 19.0], "0.00"), Some(2));
        assert_eq!(numbers(&[14.123_456_789, 12.0], "0.0"), Some(1));
        assert_eq!(numbers(&[14.123_456_789, 12.5], "General"), None);
        assert_eq!(numbers(&[19.0, 12.0], "0.0"), None);
        assert_eq!(numbers(&[199.000_000_000_000_03, 12.0], "General"), None);
        assert_eq!(numbers(&[1053.48, 872.0], "$#,##0.00"), Some(2));
    }
}
