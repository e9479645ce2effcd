//! Workbooks of any kind as grids of cells.
//!
//! In: the bytes of a file. Out: a [`SheetGrid`] for each sheet; or why it cannot be read, and what to do. What a file is
//! is seen by its first bytes, whatever its name ends with. Nothing here takes more memory than its limits.

mod cfb;
mod ods;
mod package;
mod records;
mod xls;
mod xls_formula;
mod xlsx;
mod xlsx_comments;
mod xlsx_styles;
mod xml;

use super::grid::{CellAt, Content, STRUCK, SheetCell, SheetGrid, spaced};
use package::{Package, cut_off};

/// Most cells of a file: a hundred figures of 10,000 places are a million.
pub(super) const MOST_CELLS: usize = 1_000_000;
/// Most sheets of a file.
pub(super) const MOST_SHEETS: usize = 300;
/// Longest text of a cell, in bytes; the rest is no name and no number.
const LONGEST_TEXT: usize = 1_000;
/// Longest comment that is told, in characters, and most comments of a sheet.
const LONGEST_COMMENT: usize = 300;
const MOST_COMMENTS: usize = 10_000;
/// Most merged areas of a sheet, each of which is held against each cell.
const MOST_MERGES: usize = 1_000;
/// Most bytes of text of all cells: a text that a million cells share is a million texts here.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// How much of a file has been kept.
#[derive(Default)]
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// Takes account of one more cell.
    pub(super) fn spend(&mut self, cell: &SheetCell) -> Result<(), Unread> {
        self.cells += 1;
        self.bytes += match &cell.content {
            Content::Text(text) | Content::Date(text) | Content::Fault(text) => text.len(),
            Content::Number(_) | Content::Truth(_) | Content::NoResult => 0,
        };
        self.bytes +=
            cell.formula.as_ref().map_or(0, String::len) + cell.shown.as_ref().map_or(0, String::len);
        if self.cells > MOST_CELLS || self.bytes > MOST_BYTES { Err(too_many()) } else { Ok(()) }
    }
}

/// Why a file cannot be read, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) what: String,
    pub(super) help: String,
}

impl Unread {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }
}

/// What a file is, by what is in it.
pub(super) enum FoundFile<'b> {
    /// The sheets of a workbook.
    Workbook(Vec<SheetGrid>),
    /// Perhaps a table in plain text.
    Text(&'b [u8]),
}

const SAVE_AS: &str = "open it in your spreadsheet program and save it as .xlsx";

/// Reads a workbook, or finds that the file is none.
pub(super) fn read(bytes: &[u8]) -> Result<FoundFile<'_>, Unread> {
    let begin = &bytes[..bytes.len().min(1024)];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unread::new("the file is empty", "save it again from your spreadsheet program"));
    }
    if begin.starts_with(b"PK") {
        return zipped(bytes).and_then(within_limits);
    }
    if begin.starts_with(&cfb::SIGNATURE) {
        return xls::read(bytes).and_then(within_limits);
    }
    // Workbooks of Excel 2 to 4 begin with a record of their own.
    if begin.len() > 8 && begin[0] == 0x09 && matches!(begin[1], 0x00 | 0x02 | 0x04) && begin[3] == 0 {
        return Err(Unread::new("this workbook is of a program from before 1997", SAVE_AS));
    }
    if begin.starts_with(b"%PDF") {
        let help = "import the spreadsheet that it was made from; numbers in a PDF have no cells";
        return Err(Unread::new("this is a PDF file", help));
    }
    let lower: String = begin.iter().map(|b| char::from(b.to_ascii_lowercase())).collect();
    let markup = lower.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    if ["<!doctype", "<html", "<table", "<head", "<meta", "<body", "<style"]
        .iter()
        .any(|tag| markup.starts_with(tag))
    {
        let help = format!("it only opens as a table because the program is kind: {SAVE_AS}");
        return Err(Unread::new("this is a web page (HTML), whatever its name ends with", help));
    }
    if markup.starts_with("<?xml") || markup.starts_with("<workbook") {
        return Err(Unread::new("this is an XML file and no workbook", SAVE_AS));
    }
    if markup.starts_with("{\\rtf") {
        return Err(Unread::new("this is a text document (RTF)", SAVE_AS));
    }
    Ok(FoundFile::Text(bytes))
}

fn within_limits<'b>(sheets: Vec<SheetGrid>) -> Result<FoundFile<'b>, Unread> {
    if sheets.iter().any(|grid| grid.merges.len() > MOST_MERGES) {
        let what = format!("a sheet has more than {MOST_MERGES} merged areas");
        return Err(Unread::new(
            what,
            "undo the merges in the table, or copy its values into a new workbook",
        ));
    }
    Ok(FoundFile::Workbook(sheets))
}

fn zipped(bytes: &[u8]) -> Result<Vec<SheetGrid>, Unread> {
    let mut package = Package::open(bytes)?;
    if package.text("META-INF/manifest.xml")?.is_some_and(|text| text.contains("encryption-data")) {
        return Err(locked());
    }
    if package.has("xl/workbook.bin") {
        return Err(Unread::new("this is a binary workbook (.xlsb)", SAVE_AS));
    }
    if package.has("word/document.xml") {
        return Err(Unread::new(
            "this is a Word document",
            "copy its table into a spreadsheet, and save that as .xlsx",
        ));
    }
    if package.has("Index/Document.iwa") || package.has("index.apxl") {
        return Err(Unread::new(
            "this is a Numbers document",
            "export it from Numbers as an Excel file (.xlsx)",
        ));
    }
    if package.has("xl/workbook.xml") || package.has("_rels/.rels") {
        return xlsx::read(&mut package);
    }
    if package.has("content.xml") {
        return ods::read(&mut package);
    }
    Err(match package.has("[Content_Types].xml") {
        true => cut_off(),
        false => {
            Unread::new("this is an archive and no workbook", "unpack it, and import the workbook inside")
        }
    })
}

/// What is said of a file with more than [`MOST_CELLS`].
pub(super) fn too_many() -> Unread {
    let what = format!(
        "the file has more than {MOST_CELLS} cells with something in them, or more text than a table has"
    );
    Unread::new(what, "copy the sheet with the figures, its values only, into a new workbook")
}

/// How letters inside of a cell are set, as far as it changes what they say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TextDress {
    /// Above or below the line.
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl TextDress {
    /// Letters with signs that look so: 112¹ is not 1121, and 112 struck out before a 5 is not 1125.
    pub(super) fn on(self, text: String) -> String {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let raise = |c: char| c.to_digit(10).map_or(c, |digit| RAISED[digit as usize]);
        let text = if self.raised { text.chars().map(raise).collect() } else { text };
        if self.struck { text.chars().flat_map(|c| [c, STRUCK]).collect() } else { text }
    }
}

/// Adds a piece to a comment, as far as it is told.
fn add_comment(comment: &mut String, text: &str) {
    if comment.len() < LONGEST_TEXT {
        comment.push_str(text);
    }
}

/// Keeps a comment at a cell of a grid.
fn keep_comment(grid: &mut SheetGrid, at: CellAt, text: &str) {
    let text: String = spaced(text).chars().take(LONGEST_COMMENT).collect();
    if !text.is_empty() && grid.comments.len() < MOST_COMMENTS {
        grid.comments.insert(at, text);
    }
}

/// A text as long as any cell needs.
pub(super) fn shortened(mut text: String) -> String {
    if text.len() > LONGEST_TEXT {
        let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// What is said of a file that only its owner can open.
fn locked() -> Unread {
    let help = "in Excel, open it and take the password away (File, Info, Protect Workbook, Encrypt with Password), then save it; \
                in LibreOffice, save a copy without “Save with password”";
    Unread::new("the workbook is locked with a password", help)
}
