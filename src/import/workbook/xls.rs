//! Workbooks of Excel from 1997 to 2003 (MS-XLS, BIFF8): cells with their formats and what is hidden.
//!
//! In: the bytes of the file. Out: a [`SheetGrid`] for each sheet.

use super::cfb::CompoundFile;
use super::package::{cut_off, too_large};
use super::records::{BiffRecord, records};
use super::xls_formula::{FormulaNames, formula, shared_from};
use super::{
    Budget, MOST_CELLS, MOST_COMMENTS, MOST_SHEETS, SAVE_AS, TextDress, Unread, keep_comment, locked,
    shortened,
};
use crate::import::format::{FormatKind, NumberFormat};
use crate::import::grid::{CellArea, CellAt, Content, SheetCell, SheetGrid};
use std::collections::HashMap;

/// The first day of 1904 in days from 1900.
const FROM_1904: f64 = 1462.0;
/// The color of a ground that is not painted.
const WINDOW: u16 = 65;
/// Formulas that are put into words, in bytes of all of them.
const MOST_TOKENS: usize = 16 << 20;

/// What the sheets of a workbook share.
#[derive(Default)]
struct Book {
    texts: Vec<String>,
    formats: HashMap<u32, NumberFormat>,
    /// What each font does to its letters, and their color.
    fonts: Vec<(TextDress, u16)>,
    styles: Vec<OldStyle>,
    /// Colors of the workbook's own, from number 8 on.
    palette: Vec<u32>,
    from_1904: bool,
    names: FormulaNames,
    /// Bytes of the formulas put into words.
    tokens: usize,
    budget: Budget,
}

/// How a cell is shown.
#[derive(Clone, Copy)]
struct OldStyle {
    font: u16,
    format: u16,
    /// The color of its ground, by number; `None` if it is a pattern of several.
    ground: Option<u16>,
}

impl OldStyle {
    /// A record of 20 bytes (2.4.353).
    fn of(record: &BiffRecord<'_>) -> Option<Self> {
        let pattern = record.u32(14).unwrap_or(0) >> 26;
        let ground = match pattern {
            0 => Some(WINDOW),
            1 => record.u16(18).map(|colors| colors & 0x7F),
            _ => None,
        };
        Some(Self { font: record.u16(0)?, format: record.u16(2)?, ground })
    }
}

/// Reads all sheets, in their order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<SheetGrid>, Unread> {
    let file = CompoundFile::open(bytes).ok_or_else(cut_off)?;
    if file.has("EncryptedPackage") {
        return Err(locked());
    }
    let Some(stream) = file.stream("Workbook") else {
        return Err(match file.has("Book") {
            true => Unread::new("this workbook is of a program from before 1997", SAVE_AS),
            false if file.has("WordDocument") => Unread::new(
                "this is a Word document",
                "copy its table into a spreadsheet, and save that as .xlsx",
            ),
            false => cut_off(),
        });
    };
    let (mut book, mut sheets) = (Book::default(), Vec::new());
    let mut is_first = true;
    for record in records(&stream, 0) {
        if is_first && (record.kind != 0x0809 || record.u16(0) != Some(0x0600)) {
            return Err(Unread::new("this workbook is of a program from before 1997", SAVE_AS));
        }
        is_first = false;
        match record.kind {
            0x002F => return Err(locked()),
            0x0085 if sheets.len() < MOST_SHEETS => sheets.extend(bound_sheet(&record)),
            0x000A => break,
            _ => book.take(&record)?,
        }
    }
    let read = |(start, hidden, name): (usize, bool, String)| {
        let mut grid = SheetGrid::named(name);
        grid.hidden = hidden;
        sheet(&stream, start, &mut book, &mut grid).map(|()| grid)
    };
    sheets.into_iter().map(read).collect()
}

/// Where a worksheet begins, whether it is hidden, and its name.
fn bound_sheet(record: &BiffRecord<'_>) -> Option<(usize, bool, String)> {
    let (state, kind) = (*record.bytes().get(4)?, *record.bytes().get(5)?);
    let name = record.texts(6).text(false)?;
    (kind == 0).then_some((record.u32(0)? as usize, state & 3 != 0, name))
}

/// Where a font stands among the records: there is no font 4.
fn font_at(number: u16) -> usize {
    usize::from(number) - usize::from(number > 4)
}

impl Book {
    fn take(&mut self, record: &BiffRecord<'_>) -> Result<(), Unread> {
        match record.kind {
            0x0022 => self.from_1904 = record.u16(0) == Some(1),
            0x0031 => {
                let struck = record.u16(2).is_some_and(|flags| flags & 0x0008 != 0);
                let raised = record.u16(8).is_some_and(|place| place != 0);
                self.fonts.push((TextDress { raised, struck }, record.u16(4).unwrap_or(0)));
            }
            0x041E => {
                if let (Some(id), Some(code)) = (record.u16(0), record.texts(2).text(true)) {
                    self.formats.insert(id.into(), NumberFormat::read(&code));
                }
            }
            0x00E0 => self.styles.extend(OldStyle::of(record)),
            0x0092 => {
                let count = usize::from(record.u16(0).unwrap_or(0));
                self.palette = (0..count).map_while(|at| Some(record.u32(2 + at * 4)? & 0xFF_FFFF)).collect();
            }
            0x00FC => {
                let (mut texts, mut size) = (record.texts(8), 0);
                let count = record.u32(4).unwrap_or(0) as usize;
                while self.texts.len() < count.min(MOST_CELLS) {
                    let dress = |font| self.fonts.get(font_at(font)).map(|font| font.0).unwrap_or_default();
                    let Some(text) = texts.rich_text(true, dress) else { break };
                    let text = shortened(text);
                    size += text.len();
                    if size > super::MOST_BYTES {
                        return Err(too_large());
                    }
                    self.texts.push(text);
                }
            }
            _ => self.names.take(record),
        }
        Ok(())
    }

    /// A formula in words, as long as there is room for more.
    fn words(&mut self, tokens: &[u8], at: CellAt) -> String {
        self.tokens += tokens.len();
        if self.tokens > MOST_TOKENS { String::new() } else { formula(tokens, at, &self.names) }
    }

    /// How a style shows numbers, whether it strikes them through, and whether nobody sees them.
    fn style(&self, number: u16) -> (NumberFormat, bool, bool) {
        let Some(OldStyle { font, format, ground }) = self.styles.get(usize::from(number)).copied() else {
            return Default::default();
        };
        let known = self.formats.get(&format.into()).copied();
        let format = known.unwrap_or_else(|| NumberFormat::built_in(format.into()));
        let Some((dress, color)) = self.fonts.get(font_at(font)).copied() else {
            return (format, false, false);
        };
        (format, dress.struck, ground.is_some_and(|ground| self.color(color) == self.color(ground)))
    }

    /// A color by its number: red, green and blue, or the number itself above all of these.
    fn color(&self, number: u16) -> u32 {
        let own = usize::from(number).checked_sub(8).and_then(|at| self.palette.get(at));
        match (own, number) {
            (Some(color), _) => *color,
            (None, 1 | 9 | WINDOW) => 0xFF_FFFF,
            (None, 0 | 8 | 64 | 0x7FFF) => 0,
            (None, number) => 0x100_0000 + u32::from(number),
        }
    }

    fn put(
        &mut self,
        grid: &mut SheetGrid,
        at: CellAt,
        style: u16,
        content: Content,
        formula: Option<String>,
    ) -> Result<(), Unread> {
        let (format, struck, unseen) = self.style(style);
        let shown = match &content {
            Content::Number(number) if self.from_1904 && format.kind == FormatKind::Date => {
                Some(format.show(number + FROM_1904))
            }
            _ => None,
        };
        let cell = SheetCell { content, format, shown, formula, struck, unseen };
        self.budget.spend(&cell)?;
        grid.put(at, cell);
        Ok(())
    }
}

fn sheet(stream: &[u8], start: usize, book: &mut Book, grid: &mut SheetGrid) -> Result<(), Unread> {
    let mut depth = 0_usize;
    // A formula whose result is a text, which follows in a record of its own.
    let mut waiting: Option<(CellAt, u16, Option<String>)> = None;
    let mut hidden_columns: Vec<(u16, u16)> = Vec::new();
    let mut comments = Comments::default();
    // Formulas that several cells share, by the cell they belong to, and the cells that have them.
    let (mut last, mut shared, mut sharing) = ((0, 0), HashMap::new(), Vec::new());
    for record in records(stream, start) {
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            // A chart inside of the sheet.
            _ if depth != 1 => {}
            0x0208 => {
                if let (Some(row), Some(flags)) = (record.u16(0), record.u16(12))
                    && flags & 0x0020 != 0
                {
                    grid.hidden_rows.insert(row.into());
                }
            }
            0x007D => {
                if let (Some(from), Some(to), Some(width), Some(flags)) =
                    (record.u16(0), record.u16(2), record.u16(4), record.u16(8))
                    && (flags & 1 != 0 || width == 0)
                    && hidden_columns.len() < 1_000
                {
                    hidden_columns.push((from, to));
                }
            }
            0x00E5 => grid.merges.extend(merges(&record)),
            0x005D | 0x01B6 | 0x001C => comments.take(&record),
            0x04BC => {
                let tokens = record.bytes().get(10..).unwrap_or_default();
                let length = usize::from(record.u16(8).unwrap_or(0));
                shared.insert(last, &tokens[..tokens.len().min(length)]);
            }
            0x0207 => {
                if let (Some((at, style, formula)), Some(text)) = (waiting.take(), record.texts(0).text(true))
                {
                    book.put(grid, at, style, Content::Text(shortened(text)), formula)?;
                }
            }
            _ => {
                if let Some(cells) = cells(&record, &book.texts) {
                    for (at, style, content, tokens) in cells {
                        last = at;
                        sharing.extend(tokens.and_then(shared_from).map(|from| (at, from)));
                        let formula = tokens.map(|tokens| book.words(tokens, at));
                        match content {
                            Some(content) => book.put(grid, at, style, content, formula)?,
                            None => waiting = Some((at, style, formula)),
                        }
                    }
                }
            }
        }
    }
    for (at, from) in sharing {
        if let (Some(tokens), Some(cell)) = (shared.get(&from), grid.cells.get_mut(&at)) {
            cell.formula = Some(book.words(tokens, at));
        }
    }
    comments.finish(grid);
    let hidden = |column: &u32| {
        hidden_columns.iter().any(|(from, to)| (u32::from(*from)..=u32::from(*to)).contains(column))
    };
    grid.hidden_columns = grid.columns().into_iter().filter(hidden).collect();
    Ok(())
}

fn merges(record: &BiffRecord<'_>) -> Vec<CellArea> {
    let count = usize::from(record.u16(0).unwrap_or(0));
    let area = |at: usize| {
        let number = |place: usize| record.u16(2 + at * 8 + place * 2).map(u32::from);
        Some(CellArea { from: (number(0)?, number(2)?), to: (number(1)?, number(3)?) })
    };
    (0..count).map_while(area).collect()
}

/// Comments, each of which is written in three records.
#[derive(Default)]
struct Comments {
    /// The number of the last drawing.
    drawing: u16,
    texts: HashMap<u16, String>,
    notes: Vec<(CellAt, u16)>,
}

impl Comments {
    fn take(&mut self, record: &BiffRecord<'_>) {
        if self.notes.len().max(self.texts.len()) > MOST_COMMENTS {
            return;
        }
        let cell = || Some(((record.u16(0)?.into(), record.u16(2)?.into()), record.u16(6)?));
        match record.kind {
            0x005D => self.drawing = record.u16(6).unwrap_or(0),
            0x01B6 => {
                let text = record.u16(10).and_then(|length| record.text_behind(length.into()));
                text.into_iter().for_each(|text| drop(self.texts.insert(self.drawing, shortened(text))));
            }
            _ => self.notes.extend(cell()),
        }
    }

    fn finish(self, grid: &mut SheetGrid) {
        let texts = &self.texts;
        let notes = self.notes.iter().filter_map(|(at, drawing)| Some((*at, texts.get(drawing)?)));
        notes.for_each(|(at, text)| keep_comment(grid, at, text));
    }
}

/// A cell: its place, style, content and the tokens of its formula; the content of one whose text follows is not yet
/// known.
type FoundCell<'r> = (CellAt, u16, Option<Content>, Option<&'r [u8]>);

/// The cells of a record.
fn cells<'r>(record: &BiffRecord<'r>, texts: &[String]) -> Option<Vec<FoundCell<'r>>> {
    if !matches!(record.kind, 0x00FD | 0x0203 | 0x027E | 0x00BD | 0x0006 | 0x0205 | 0x0204) {
        return None;
    }
    let at: CellAt = (record.u16(0)?.into(), record.u16(2)?.into());
    let style = record.u16(4)?;
    let one = |content| Some(vec![(at, style, Some(content), None)]);
    match record.kind {
        0x00FD => one(Content::Text(texts.get(record.u32(6)? as usize)?.clone())),
        0x0203 => one(Content::Number(record.f64(6).filter(|number| number.is_finite())?)),
        0x027E => one(Content::Number(packed(record.u32(6)?))),
        0x0204 => one(Content::Text(shortened(record.texts(6).text(true)?))),
        0x0205 => one(truth_or_fault(*record.bytes().get(6)?, *record.bytes().get(7)? != 0)),
        0x00BD => {
            let count = record.bytes().len().saturating_sub(6) / 6;
            let cell = |n: usize| {
                let content = Content::Number(packed(record.u32(6 + n * 6)?));
                Some(((at.0, at.1 + n as u32), record.u16(4 + n * 6)?, Some(content), None))
            };
            (0..count).map(cell).collect()
        }
        _ => {
            let length = usize::from(record.u16(20).unwrap_or(0));
            let tokens = record.bytes().get(22..).unwrap_or_default();
            let result = record.bytes().get(6..14)?;
            let content = match (result[0], result[6..] == [0xFF, 0xFF]) {
                (0, true) => None,
                (1, true) => Some(truth_or_fault(result[2], false)),
                (2, true) => Some(truth_or_fault(result[2], true)),
                (_, true) => Some(Content::NoResult),
                _ => Some(Content::Number(record.f64(6).filter(|number| number.is_finite())?)),
            };
            Some(vec![(at, style, content, Some(&tokens[..tokens.len().min(length)]))])
        }
    }
}

/// A number in 30 bits, perhaps divided by 100.
fn packed(bits: u32) -> f64 {
    let number = match bits & 2 != 0 {
        true => f64::from((bits as i32) >> 2),
        false => f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32),
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

fn truth_or_fault(code: u8, is_fault: bool) -> Content {
    if !is_fault {
        return Content::Truth(code != 0);
    }
    Content::Fault(
        match code {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        }
        .to_owned(),
    )
}
