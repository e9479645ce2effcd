//! Files that are not what they say, broken or meant to harm: each ends in words, soon, with little memory.

use super::old_workbooks::workbook;
use super::open_documents::zipped;
use super::{meadows, outcome, plan_in};
use crate::kit::slice;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

const TYPES: &str = "<Types/>";
const RELS: &str = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/s.xml\"/>\
                    <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/></Relationships>";
const BOOK: &str = "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>";

/// The parts of a workbook with this sheet.
pub fn parts(rows: &str) -> Vec<(&'static str, String)> {
    let sheet = format!("<worksheet><dimension ref=\"A1:A1\"/><sheetData>{rows}</sheetData></worksheet>");
    vec![
        ("[Content_Types].xml", TYPES.to_owned()),
        ("xl/workbook.xml", BOOK.to_owned()),
        ("xl/_rels/workbook.xml.rels", RELS.to_owned()),
        ("xl/worksheets/s.xml", sheet),
    ]
}

/// A workbook with this sheet and these shared texts.
pub fn sheet(rows: &str, texts: &str) -> Vec<u8> {
    let (parts, texts) = (parts(rows), format!("<sst>{texts}</sst>"));
    let mut parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    parts.push(("xl/t.xml", &texts));
    zipped(&parts)
}

fn plain() -> Vec<u8> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row>{}{}</row><row>{}<c><v>5</v></c></row>",
        cell("State"),
        cell("Foals born"),
        cell("Utah")
    );
    sheet(&rows, "")
}

#[test]
fn what_a_file_is_not_is_said_in_words() {
    let locked: Vec<u8> = workbook("messy.xls");
    let book = plain();
    for (file, bytes, words) in [
        ("t.xls", b"<html><table><tr><td>Utah</td></tr></table></html>".to_vec(), "web page"),
        ("t.xls", b"\xEF\xBB\xBF<!DOCTYPE html>".to_vec(), "web page"),
        ("t.xls", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "XML file"),
        ("t.xlsx", book[..book.len() / 2].to_vec(), "cut off"),
        ("t.xls", locked[..locked.len() / 3].to_vec(), "cut off"),
        ("t.xlsx", Vec::new(), "empty"),
        ("t.csv", b" \n\n".to_vec(), "empty"),
        ("t.pdf", b"%PDF-1.7".to_vec(), "PDF"),
        ("t.xlsb", zipped(&[("xl/workbook.bin", "x")]), ".xlsb"),
        ("t.docx", zipped(&[("word/document.xml", "x")]), "Word"),
        ("t.zip", zipped(&[("a.txt", "x")]), "archive"),
        (
            "t.ods",
            zipped(&[("META-INF/manifest.xml", "<a><encryption-data/></a>"), ("content.xml", "x")]),
            "password",
        ),
        ("t.csv", vec![1, 2, 3, 0, 7, 9], "neither a workbook nor a table"),
        ("t.csv", b"State,Foals born\nUtah,\"5\nIowa,6\n".to_vec(), "quotation mark in row 2"),
        ("t.csv", b"Name,Number\nMeadow,5\n".to_vec(), "no table of states"),
    ] {
        let told = plan_in(&meadows(), file, &bytes).map(|_| ()).unwrap_err();
        assert!(told.contains(words) && told.contains("help:"), "{file}: {told}");
    }
    // The name does not decide.
    assert_eq!(outcome("t.xlsx", b"State,Foals born\nUtah,5"), ["+ UT foals 5"]);
    assert_eq!(outcome("t.csv", &plain()), ["+ UT foals 5"]);
}

#[test]
fn nothing_grows_beyond_its_limits() {
    // Cells without addresses and a false size, and one far away.
    let rows = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row><row r=\"9999999999\"><c r=\"ZZZZ9\"><v>1</v></c></row>";
    assert!(plan_in(&meadows(), "t.xlsx", &sheet(rows, "")).is_err());
    // A long text that very many cells share.
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(15_000);
    let told = plan_in(
        &meadows(),
        "t.xlsx",
        &sheet(&format!("<row>{cells}</row>").repeat(5), &format!("<si><t>{}</t></si>", "x".repeat(3900))),
    );
    assert!(told.is_err_and(|told| told.contains("more")), "shared texts");
    // A part that unpacks to far more than it is.
    let told = plan_in(&meadows(), "t.xlsx", &bomb());
    assert!(told.is_err_and(|told| told.contains("unpacked")), "packed zeros");
    // Entities of its own.
    let text = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"xxxx\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    let parts =
        [("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS), ("xl/worksheets/s.xml", text)];
    assert!(plan_in(&meadows(), "t.xlsx", &zipped(&parts)).is_err());
    // Equal cells and rows in a run.
    let text = "<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" \
                office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
    assert!(
        plan_in(&meadows(), "t.ods", &zipped(&[("content.xml", text)]))
            .is_err_and(|told| told.contains("more than"))
    );
}

/// 33 MB of spaces in 33 kB.
fn bomb() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in [("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS)] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.start_file("xl/worksheets/s.xml", options).unwrap();
    let spaces = vec![b' '; 1 << 20];
    (0..33).for_each(|_| archive.write_all(&spaces).unwrap());
    archive.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(slice(150))]

    /// Whatever a file has, there is an answer.
    #[test]
    fn damaged_workbooks_are_answered(
        kind in 0_usize..6,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = match kind {
            0 => plain(),
            1 => workbook("messy.xls"),
            4 => workbook("libreoffice/saved.xls"),
            5 => workbook("libreoffice/sums.xls"),
            2 => "State;Foals born\nUtah;1.234\nIowa;\"5\"\n".as_bytes().to_vec(),
            _ => Workbook::new().save_to_buffer().unwrap_or_default(),
        };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        outcome("t.x", &bytes);
    }

    /// Also where the damage is inside of a part that can be unpacked.
    #[test]
    fn damaged_sheets_are_answered(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), "[<>/&;\"a-z0-9 =]{0,3}"), 1..6),
    ) {
        let mut text = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>State</v></c><c r=\"B1\" t=\"str\"><v>Foals born</v></c></row>\
                        <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><v>Utah</v></c><c r=\"B2\"><f>SUM(A1:B9)</f><v>5</v></c></row></sheetData>\
                        <mergeCells><mergeCell ref=\"B2:C9\"/></mergeCells>".to_owned();
        for (at, put) in damage {
            let at = at.index(text.len());
            text.insert_str(at, &put);
        }
        outcome("t.xlsx", &sheet(&text, ""));
    }
}
