//! Workbooks of Excel from 1997 to 2003 (MS-XLS, BIFF8): cells with their formats and what is hidden.
//!
//! In: the bytes of the file. Out: a [`SheetGrid`] for each sheet. Of formulas only sums of a range are told, since only
//! those are worked out again.

use super::cfb::CompoundFile;
use super::package::{cut_off, too_large};
use super::records::{BiffRecord, records};
use super::{Budget, MOST_CELLS, MOST_SHEETS, SAVE_AS, Unread, locked, shortened};
use crate::import::format::{FormatKind, NumberFormat};
use crate::import::grid::{CellArea, CellAt, Content, SheetCell, SheetGrid, letters};
use std::collections::HashMap;

/// The first day of 1904 in days from 1900.
const FROM_1904: f64 = 1462.0;

/// What the sheets of a workbook share.
#[derive(Default)]
struct Book {
    texts: Vec<String>,
    formats: HashMap<u32, NumberFormat>,
    struck: Vec<bool>,
    /// Of each font, whether it stands above or below the line.
    raised: Vec<bool>,
    /// Font and format of each style.
    styles: Vec<(u16, u16)>,
    from_1904: bool,
    budget: Budget,
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
                self.struck.push(record.u16(2).is_some_and(|flags| flags & 0x0008 != 0));
                self.raised.push(record.u16(8).is_some_and(|place| place != 0));
            }
            0x041E => {
                if let (Some(id), Some(code)) = (record.u16(0), record.texts(2).text(true)) {
                    self.formats.insert(id.into(), NumberFormat::read(&code));
                }
            }
            0x00E0 => self.styles.extend(record.u16(0).zip(record.u16(2))),
            0x00FC => {
                let (mut texts, mut size) = (record.texts(8), 0);
                let count = record.u32(4).unwrap_or(0) as usize;
                while self.texts.len() < count.min(MOST_CELLS) {
                    let raised = |font| self.raised.get(font_at(font)).copied().unwrap_or(false);
                    let Some(text) = texts.rich_text(true, raised) else { break };
                    let text = shortened(text);
                    size += text.len();
                    if size > super::MOST_BYTES {
                        return Err(too_large());
                    }
                    self.texts.push(text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn style(&self, number: u16) -> (NumberFormat, bool) {
        let Some((font, format)) = self.styles.get(usize::from(number)).copied() else {
            return Default::default();
        };
        let known = self.formats.get(&format.into()).copied();
        (
            known.unwrap_or_else(|| NumberFormat::built_in(format.into())),
            self.struck.get(font_at(font)).copied().unwrap_or(false),
        )
    }

    fn put(
        &mut self,
        grid: &mut SheetGrid,
        at: CellAt,
        style: u16,
        content: Content,
        formula: Option<String>,
    ) -> Result<(), Unread> {
        let (format, struck) = self.style(style);
        let shown = match &content {
            Content::Number(number) if self.from_1904 && format.kind == FormatKind::Date => {
                Some(format.show(number + FROM_1904))
            }
            _ => None,
        };
        let cell = SheetCell { content, format, shown, formula, struck };
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
            0x0207 => {
                if let (Some((at, style, formula)), Some(text)) = (waiting.take(), record.texts(0).text(true))
                {
                    book.put(grid, at, style, Content::Text(shortened(text)), formula)?;
                }
            }
            _ => {
                if let Some(cells) = cells(&record, &book.texts) {
                    for (at, style, content, formula) in cells {
                        match content {
                            Some(content) => book.put(grid, at, style, content, formula)?,
                            None => waiting = Some((at, style, formula)),
                        }
                    }
                }
            }
        }
    }
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

/// A cell: its place, style, content and formula; the content of one whose text follows is not yet known.
type FoundCell = (CellAt, u16, Option<Content>, Option<String>);

/// The cells of a record.
fn cells(record: &BiffRecord<'_>, texts: &[String]) -> Option<Vec<FoundCell>> {
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
            let formula = Some(formula(record).unwrap_or_default());
            let result = record.bytes().get(6..14)?;
            let content = match (result[0], result[6..] == [0xFF, 0xFF]) {
                (0, true) => None,
                (1, true) => Some(truth_or_fault(result[2], false)),
                (2, true) => Some(truth_or_fault(result[2], true)),
                (_, true) => Some(Content::NoResult),
                _ => Some(Content::Number(record.f64(6).filter(|number| number.is_finite())?)),
            };
            Some(vec![(at, style, content, formula)])
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

/// A formula that is the sum of a range, as it is typed.
fn formula(record: &BiffRecord<'_>) -> Option<String> {
    let tokens = record.bytes().get(22..)?;
    let (area, sum) = (tokens.get(..9)?, tokens.get(9..)?);
    let is_area = matches!(area[0], 0x25 | 0x45 | 0x65);
    // An attribute of the formula, or the function itself with one argument.
    let is_sum = is_area && matches!(sum, [0x19, 0x10, ..] | [0x22 | 0x42 | 0x62, 1, 4, 0]);
    let number = |at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]]));
    let column = |at: usize| letters(number(at) & 0x00FF);
    is_sum.then(|| format!("SUM({}{}:{}{})", column(5), number(1) + 1, column(7), number(3) + 1))
}
