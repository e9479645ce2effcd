//! Tables as a workbook. Texts are written as texts, whatever they begin with, and no byte depends on the
//! clock.

use super::ExportError;
use super::table::{ExportCell, ExportTable};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The widest column, in letters.
const WIDEST: usize = 60;
/// The narrowest.
const NARROWEST: usize = 8;
/// So many rows are looked at for the width of a column.
const MEASURED: usize = 1_000;

/// The bytes; the workbook is dated with the first day of the year its figures are for.
pub(super) fn workbook(tables: &[ExportTable], year: i32) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let failed = |sheet| move |error: XlsxError| ExportError::TooLarge { sheet, reason: error.to_string() };
    let year = u16::try_from(year).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, 1, 1).map_err(failed("properties"))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for table in tables {
        let sheet = workbook.add_worksheet();
        fill(sheet, table).map_err(failed(table.name))?;
    }
    workbook.save_to_buffer().map_err(failed("file"))
}

fn fill(sheet: &mut Worksheet, table: &ExportTable) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let (bold, plain) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    for (n, head) in table.heads.iter().enumerate() {
        let column = column(n)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
        let measured = table.rows.iter().take(MEASURED).filter_map(|row| row.get(n)).map(letters);
        let letters = measured.chain([head.chars().count()]).max().unwrap_or(0);
        sheet.set_column_width(column, (letters.clamp(NARROWEST, WIDEST) + 2) as f64)?;
    }
    for (n, row) in table.rows.iter().enumerate() {
        let line = u32::try_from(n + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (n, cell) in row.iter().enumerate() {
            match cell {
                ExportCell::Empty => {}
                ExportCell::Number(number) => {
                    sheet.write_number(line, column(n)?, *number as f64)?;
                }
                // The codes of counties begin with zeros, which a number would lose when it is typed again.
                ExportCell::Text(text) => {
                    sheet.write_string_with_format(line, column(n)?, text, &plain)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    Ok(())
}

fn column(n: usize) -> Result<u16, XlsxError> {
    u16::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

fn letters(cell: &ExportCell) -> usize {
    match cell {
        ExportCell::Empty => 0,
        ExportCell::Number(number) => number.to_string().len(),
        ExportCell::Text(text) => text.chars().take(WIDEST).count(),
    }
}
