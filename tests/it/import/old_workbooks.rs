//! Workbooks of Excel 97 to 2003, which another program made (`tests/import/README.md`).

use super::{meadows, outcome, plan_in};
use calamine::{Data, Reader, Xls};
use std::fs;
use std::io::Cursor;
use std::path::Path;

pub fn workbook(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)).expect("a workbook")
}

/// What the first rows of the messy workbooks say: #,##0, percent, one decimal, a stored 0.1948, a percent sign in
/// quotes.
pub const FORMATS_READ: [&str; 8] = [
    "+ UT foals 1,204",
    "+ UT geese 88",
    "+ UT grazed 19%",
    "+ UT ponds 7",
    "+ IA grazed 7.5%",
    "+ IA ponds 8",
    "+ TX grazed 19%",
    "+ TX ponds 9",
];

#[test]
fn formats_and_what_is_hidden_are_read() {
    let wanted = [
        &FORMATS_READ[..],
        &[
            "+ ID foals 3",
            "+ ID geese 4",
            "+ ID grazed 20%",
            "+ ID ponds 1,234,567",
            "? hidden Meadows!B5 Meadows!C5 Meadows!D5 Meadows!E5",
            "? text Meadows!C4",
            "? blank Meadows!C6",
            "? blank Meadows!D6",
            "? cell Meadows!B3",
            "? cell Meadows!C3",
            "? cell Meadows!B6",
            "? cell Meadows!E6",
            "? cell Meadows!B4",
        ],
    ];
    assert_eq!(outcome("messy.xls", &workbook("messy.xls")), wanted.concat());
    let import = plan_in(&meadows(), "messy.xls", &workbook("messy.xls")).unwrap();
    let date = import.questions.iter().find(|question| question.cells[0].ends_with("B4")).unwrap();
    assert!(date.what.contains("3 April 2024"), "{}", date.what);
}

#[test]
fn far_cells_and_long_texts_are_no_trouble() {
    assert_eq!(outcome("far.xls", &workbook("far.xls")), ["+ UT foals 5"]);
    assert_eq!(outcome("long.xls", &workbook("long.xls")), ["+ UT foals 5"]);
}

/// What another reader finds in the same files.
#[test]
fn another_reader_reads_the_same() {
    let bytes = workbook("messy.xls");
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes.clone())).unwrap();
    let range = book.worksheet_range("Meadows").unwrap();
    let import = plan_in(&meadows(), "messy.xls", &bytes).unwrap();
    let mut compared = 0;
    for figure in import.figures.iter().filter(|figure| figure.read.is_none() && !figure.new.contains('%')) {
        let cell = figure.cell.rsplit('!').next().unwrap();
        let (column, row) = (u32::from(cell.as_bytes()[0] - b'A'), cell[1..].parse::<u32>().unwrap() - 1);
        let other = match range.get_value((row, column)) {
            Some(Data::Float(number)) => number.to_string(),
            Some(Data::Int(number)) => number.to_string(),
            other => panic!("{cell}: {other:?}"),
        };
        assert_eq!(figure.new.replace(',', ""), other, "{cell}");
        compared += 1;
    }
    assert!(compared > 7, "{compared}");
}

#[test]
fn the_number_of_a_note_is_no_digit() {
    assert_eq!(outcome("raised.xls", &workbook("raised.xls")), ["? cell Meadows!B2"]);
}
