//! Messes in workbooks of LibreOffice (OpenDocument), written by hand.

use super::outcome;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file with these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one sheet of these rows, after the columns.
fn document(columns: &str, rows: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:calcext=\"c\" xmlns:style=\"s\">\
         <office:automatic-styles><style:style style:name=\"ce9\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
         <style:style style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Meadows\">{columns}{rows}\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &text)])
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn number(kind: &str, value: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"{kind}\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
    )
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn numbers_are_compared_with_what_is_shown() {
    let heads = |heading: &str| row(&[text("State"), text(heading)]);
    for (heading, cell, wanted) in [
        ("Foals born", number("float", "1204", "1,204"), "+ UT foals 1,204"),
        ("Foals born", number("float", "199.00000000000003", "199"), "+ UT foals 199"),
        ("Foals born", number("float", "1203.6", "1,204"), "? cell Meadows!B2"),
        ("Foals born", number("float", "1204", "1 k"), "? cell Meadows!B2"),
        ("Share of meadows grazed", number("percentage", "0.075", "7.5%"), "+ UT grazed 7.5%"),
        ("Share of meadows grazed", number("percentage", "0.1948", "19%"), "+ UT grazed 19%"),
        ("Share of meadows grazed", number("float", "19", "19%"), "+ UT grazed 19%"),
        ("Share of meadows grazed", number("float", "0.19", "0.19"), "? unit Meadows!B2"),
        ("Ponds", number("float", "14.1", "14.10"), "+ UT ponds 14.10"),
        ("Ponds", number("float", "14.1259", "14.1"), "+ UT ponds 14.1"),
        ("Ponds", number("currency", "1053.48", "$1,053.48"), "+ UT ponds $1,053.48"),
        ("Ponds", number("currency", "872", "$872.00"), "+ UT ponds $872.00"),
        ("Ponds", number("currency", "872", "872 €"), "? cell Meadows!B2"),
        ("Foals born", "<table:table-cell office:value-type=\"date\" office:date-value=\"2024-04-03\"><text:p>3-Apr</text:p></table:table-cell>".into(), "? cell Meadows!B2"),
        ("Foals born", "<table:table-cell table:formula=\"of:=TRUE()\" office:value-type=\"float\" office:value=\"1\"><text:p>TRUE</text:p></table:table-cell>".into(), "? text Meadows!B2"),
        ("Foals born", "<table:table-cell table:formula=\"of:=[.#REF!]\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>".into(), "? text Meadows!B2"),
        ("Foals born", "<table:table-cell table:style-name=\"ce9\" office:value-type=\"float\" office:value=\"5\"><text:p>5</text:p></table:table-cell>".into(), "? cell Meadows!B2"),
        ("Foals born", "<table:table-cell office:value-type=\"float\" office:value=\"5\"><office:annotation><text:p>no!</text:p></office:annotation><text:p>5</text:p></table:table-cell>".into(), "+ UT foals 5"),
        ("Foals born", text("112<text:span text:style-name=\"T1\">1</text:span>"), "? cell Meadows!B2"),
        ("Foals born", text("11<text:span text:style-name=\"T2\">2</text:span>"), "+ UT foals 112"),
    ] {
        let bytes = document("", &format!("{}{}", heads(heading), row(&[text("Utah"), cell.clone()])));
        assert_eq!(outcome("t.ods", &bytes), [wanted], "{cell}");
    }
}

#[test]
fn what_is_hidden_or_merged_is_asked_about() {
    let head = row(&[text("State"), text("Foals born"), text("Ponds")]);
    let utah = row(&[text("Utah"), number("float", "5", "5"), number("float", "7", "7")]);
    let hidden = utah.replace("<table:table-row>", "<table:table-row table:visibility=\"filter\">");
    assert_eq!(
        outcome("t.ods", &document("", &format!("{head}{hidden}"))),
        ["? hidden Meadows!B2 Meadows!C2"]
    );
    let columns = "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>";
    assert_eq!(
        outcome("t.ods", &document(columns, &format!("{head}{utah}"))),
        ["+ UT foals 5", "? hidden Meadows!C2"]
    );
    let merged = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Utah</text:p></table:table-cell>\
                  <table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"float\" office:value=\"5\"><text:p>5</text:p>\
                  </table:table-cell><table:covered-table-cell/></table:table-row>";
    assert_eq!(
        outcome("t.ods", &document("", &format!("{head}{merged}"))),
        ["? conflict Meadows!B2 Meadows!C2"]
    );
}
