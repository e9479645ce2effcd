//! A second workbook as offices have them, and a table in plain text that belongs to it: the real figures of the sample
//! `examples/household-income` in another order, below other headings. In: the folder of the sample. Out: the bytes of
//! `income-tables.xlsx` and of `volunteers.csv`, always the same.
//!
//! No real figure is altered, but that Wyoming's first share is withheld. Talks and volunteers of the Meadow Trust, which
//! does not exist, are invented.

use super::messy::{Row, grouped, row, states};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::error::Error;
use std::path::Path;

/// The headings of the shares, the highest income first.
const SHARES: [&str; 8] = [
    "$150K and over",
    "$100K to under $150K",
    "$75K to under $100K",
    "$50K to under $75K",
    "$35K to under $50K",
    "$25K to under $35K",
    "$15K to under $25K",
    "Under $15K",
];

const RANK: u16 = 0;
const NAME: u16 = 1;
const CONTROL: u16 = 2;
const HOUSEHOLDS: u16 = 3;
const FIRST_SHARE: u16 = 4;

/// The first row below the headings, from 0: that of the nation.
const TOP: u32 = 5;

/// Two sheets: the states by their households, and the talks.
pub fn workbook(sample: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut all = Vec::new();
    for name in states() {
        all.push((name, row(sample, name)?));
    }
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2014, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    talks(book.add_worksheet(), &all)?;
    all.sort_by_key(|(_, row)| std::cmp::Reverse(row.households));
    incomes(book.add_worksheet(), &all)?;
    Ok(book.save_to_buffer()?)
}

fn incomes(sheet: &mut Worksheet, all: &[(&str, Row)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.set_name("Table 1")?;
    sheet.write(0, 0, "TABLE 1. HOUSEHOLDS BY INCOME")?;
    sheet.write(1, 0, "U.S. Census Bureau, American Community Survey, 3-year data, 2013")?;
    for (column, heading) in
        [(RANK, "Rank"), (NAME, "Geography"), (CONTROL, "Ctrl no."), (HOUSEHOLDS, "Households¹")]
    {
        sheet.merge_range(3, column, 4, column, heading, &bold)?;
    }
    let last = FIRST_SHARE + SHARES.len() as u16 - 1;
    sheet.merge_range(3, FIRST_SHARE, 3, last, "Percent of households by income", &bold)?;
    for (column, heading) in (FIRST_SHARE..).zip(SHARES) {
        sheet.write_with_format(4, column, heading, &bold)?;
    }
    sheet.set_column_hidden(CONTROL)?;
    let thousands = Format::new().set_num_format("#,##0");
    let share = Format::new().set_num_format("0.0%");
    let nation: u32 = all.iter().map(|(_, row)| row.households).sum();
    sheet.write(TOP, NAME, "UNITED STATES")?.write_with_format(TOP, HOUSEHOLDS, nation, &thousands)?;
    for (rank, (name, row)) in (1..).zip(all) {
        let line = TOP + rank;
        let mark = if *name == "Hawaii" { " ²" } else { "" };
        sheet.write(line, RANK, rank)?.write(line, NAME, format!("{}{mark}", name.to_uppercase()))?;
        sheet.write(line, CONTROL, format!("X{rank:03}"))?;
        sheet.write_with_format(line, HOUSEHOLDS, row.households, &thousands)?;
        for (column, tenths) in (FIRST_SHARE..).zip(row.shares.iter().rev()) {
            match (*name, column - FIRST_SHARE) {
                ("Wyoming", 0) => sheet.write(line, column, "(D)")?,
                ("Ohio", 1) => sheet.write(line, column, format!("{}.{}%³", tenths / 10, tenths % 10))?,
                _ => sheet.write_with_format(line, column, f64::from(*tenths) / 1000.0, &share)?,
            };
        }
    }
    let notes = TOP + all.len() as u32 + 2;
    for (line, note) in (notes..).zip([
        "¹ A household is everybody who lives in one house or apartment.",
        "² Includes military housing (invented).",
        "³ Revised (invented).",
        "(D) = suppressed (invented)",
    ]) {
        sheet.write(line, 0, note)?;
    }
    Ok(())
}

fn talks(sheet: &mut Worksheet, all: &[(&str, Row)]) -> Result<(), XlsxError> {
    sheet.set_name("Table 2")?;
    sheet.write(0, 0, "TABLE 2. LIBRARY TALKS (INVENTED)")?;
    for (column, heading) in (0..).zip(["STATE", "TALKS HELD", "TALKS HELD, 2012", "COMMENT"]) {
        sheet.write(2, column, heading)?;
    }
    for (line, (name, _)) in (3..).zip(all) {
        sheet.write(line, 0, name.to_uppercase())?.write(line, 2, line * 5 % 47 + 1)?;
        match *name {
            "Iowa" => sheet.write(line, 1, "n.a.")?,
            "Ohio" => sheet.write(line, 1, talks_of(line))?.write(line, 3, "call Sam about March")?,
            _ => sheet.write(line, 1, talks_of(line))?,
        };
    }
    Ok(())
}

fn talks_of(line: u32) -> u32 {
    line * 7 % 53 + 1
}

/// Columns divided by semicolons, lines ended as on Windows, letters of Windows-1252.
pub fn table() -> Vec<u8> {
    let mut lines = vec![
        "Volunteers of the Meadow Trust (invented) – by state;;".to_owned(),
        String::new(),
        "State;Volunteers;Señal".to_owned(),
    ];
    for (number, name) in (1..).zip(states()) {
        let volunteers = match name {
            "Texas" => "1,204*".to_owned(),
            "Utah" => "–".to_owned(),
            _ => grouped(number * 137 % 1_999 + 2),
        };
        let mark = if name == "Maine" { "“pilot”" } else { "" };
        lines.push(format!("{};{volunteers};{mark}", name.to_uppercase()));
    }
    lines.push("* estimate".to_owned());
    let byte = |c: char| match c {
        '–' => 0x96,
        '“' => 0x93,
        '”' => 0x94,
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    lines.iter().flat_map(|line| line.chars().map(byte).chain([b'\r', b'\n'])).collect()
}
