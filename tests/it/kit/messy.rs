//! A workbook as offices have them: the real figures of the sample `examples/household-income`, with every mess
//! that spreadsheets come with. In: the folder of the sample. Out: the bytes of an `.xlsx` file, always the same.
//!
//! No real figure is altered, only how it is written. Texts in place of numbers, dates and the like stand in a
//! column of talks that the Meadow Trust, which does not exist, held at libraries.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use std::error::Error;
use std::fs;
use std::path::Path;

/// The states as the Census Bureau groups them, with their numbers (FIPS), in the order of the table.
const REGIONS: [(&str, &[(&str, u32)]); 4] = [
    (
        "Northeast",
        &[
            ("Connecticut", 9),
            ("Maine", 23),
            ("Massachusetts", 25),
            ("New Hampshire", 33),
            ("New Jersey", 34),
            ("New York", 36),
            ("Pennsylvania", 42),
            ("Rhode Island", 44),
            ("Vermont", 50),
        ],
    ),
    (
        "Midwest",
        &[
            ("Illinois", 17),
            ("Indiana", 18),
            ("Iowa", 19),
            ("Kansas", 20),
            ("Michigan", 26),
            ("Minnesota", 27),
            ("Missouri", 29),
            ("Nebraska", 31),
            ("North Dakota", 38),
            ("Ohio", 39),
            ("South Dakota", 46),
            ("Wisconsin", 55),
        ],
    ),
    (
        "South",
        &[
            ("Alabama", 1),
            ("Arkansas", 5),
            ("Delaware", 10),
            ("District of Columbia", 11),
            ("Florida", 12),
            ("Georgia", 13),
            ("Kentucky", 21),
            ("Louisiana", 22),
            ("Maryland", 24),
            ("Mississippi", 28),
            ("North Carolina", 37),
            ("Oklahoma", 40),
            ("South Carolina", 45),
            ("Tennessee", 47),
            ("Texas", 48),
            ("Virginia", 51),
            ("West Virginia", 54),
        ],
    ),
    (
        "West",
        &[
            ("Alaska", 2),
            ("Arizona", 4),
            ("California", 6),
            ("Colorado", 8),
            ("Hawaii", 15),
            ("Idaho", 16),
            ("Montana", 30),
            ("Nevada", 32),
            ("New Mexico", 35),
            ("Oregon", 41),
            ("Utah", 49),
            ("Washington", 53),
            ("Wyoming", 56),
        ],
    ),
];

/// The shares of the sample, and the second line of their headings.
const SHARES: [(&str, &str); 8] = [
    ("under_15", "less than $15,000"),
    ("from_15", "$15,000 to $24,999"),
    ("from_25", "$25,000 to $34,999"),
    ("from_35", "$35,000 to $49,999"),
    ("from_50", "$50,000 to $74,999"),
    ("from_75", "$75,000 to $99,999"),
    ("from_100", "$100,000 to $149,999"),
    ("from_150", "$150,000 or more"),
];

const STATE: u16 = 0;
const FIPS: u16 = 1;
const HOUSEHOLDS: u16 = 2;
const FIRST_SHARE: u16 = 3;
const LAST_SHARE: u16 = 10;
const CHECKED: u16 = 11;
const TALKS: u16 = 12;

/// The first row below headings and units, from 0.
const TOP: u32 = 6;

/// The real figures of a state.
pub struct Row {
    pub households: u32,
    /// Tenths of a percent, the lowest income first.
    pub shares: Vec<u32>,
}

/// The names of the states, sorted.
pub fn states() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        REGIONS.iter().flat_map(|(_, states)| states.iter().map(|(name, _)| *name)).collect();
    names.sort_unstable();
    names
}

pub fn workbook(sample: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2014, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    last_year(book.add_worksheet())?;
    let sheet = book.add_worksheet();
    head(sheet)?;
    let mut line = TOP;
    let mut talks = 0;
    for (region, states) in REGIONS {
        sheet.write(line, STATE, region)?;
        let first = line + 1;
        for (name, fips) in states {
            line += 1;
            talks += 1;
            state(sheet, line, (*name, *fips), &row(sample, name)?, talks)?;
        }
        line += 1;
        // Ohio stands a second time below its region, with the same numbers.
        if region == "Midwest" {
            state(sheet, line, ("Ohio", 39), &row(sample, "Ohio")?, 19)?;
            line += 1;
        }
        total(sheet, line, &format!("{region}, total"), first, states, sample)?;
        line += 2;
    }
    // An invented place between the states and the total.
    sheet.write(line, STATE, "Fenland (test row)")?.write(line, HOUSEHOLDS, 12)?.write(line, TALKS, "<5")?;
    foot(sheet, line + 1, sample)?;
    book.add_worksheet().set_name("Read me")?.write(
        0,
        0,
        "Ask the front desk for the key of the cabinet.",
    )?;
    Ok(book.save_to_buffer()?)
}

/// The year before, hidden: invented numbers of talks only.
fn last_year(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // Hidden only if another sheet is the one in front.
    sheet.set_name("2012 (old)")?.set_hidden(true);
    sheet.write(0, STATE, "State")?.write(0, 1, "Library talks (invented)")?;
    for (line, name) in (1..).zip(["Ohio", "Kentucky", "Utah"]) {
        sheet.write(line, STATE, name)?.write(line, 1, 900 + line)?;
    }
    Ok(())
}

/// Titles, a blank row, headings of two lines in groups, units.
fn head(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.set_name("2013 FINAL v3")?.set_active(true).set_first_tab(true);
    sheet.write(0, 0, "Household income by state, 2013")?;
    sheet.write(
        1,
        0,
        "U.S. Census Bureau, American Community Survey, 3-year data. The library talks are invented.",
    )?;
    sheet.merge_range(3, STATE, 4, STATE, "State ", &bold)?;
    sheet.merge_range(3, FIPS, 4, FIPS, "FIPS", &bold)?;
    sheet.merge_range(3, HOUSEHOLDS, 4, HOUSEHOLDS, "Households", &bold)?;
    let group = "Share of households with a yearly income of";
    sheet.merge_range(3, FIRST_SHARE, 3, LAST_SHARE, group, &bold)?;
    for (column, (_, heading)) in (FIRST_SHARE..).zip(SHARES) {
        sheet.write_with_format(4, column, heading, &bold)?;
    }
    sheet.merge_range(3, CHECKED, 4, CHECKED, "Checked by", &bold)?;
    sheet.set_column_hidden(CHECKED)?;
    sheet.merge_range(3, TALKS, 4, TALKS, "Library talks\n(invented)", &bold)?;
    sheet.write(5, HOUSEHOLDS, "number")?.write(5, TALKS, "number")?;
    for column in FIRST_SHARE..=LAST_SHARE {
        sheet.write(5, column, "percent")?;
    }
    sheet.set_column_width(STATE, 22)?;
    Ok(())
}

/// A state's row, and what is odd in it.
fn state(
    sheet: &mut Worksheet,
    line: u32,
    (name, fips): (&str, u32),
    row: &Row,
    talks: u32,
) -> Result<(), XlsxError> {
    let shown = match name {
        "Kentucky" => "Kentuky",
        "Vermont" => "Vermont  ",
        "New York" => "New\u{a0}York",
        "North Carolina" => "North  Carolina",
        "District of Columbia" => "DISTRICT OF COLUMBIA",
        _ => name,
    };
    sheet.write(line, STATE, shown)?.write(line, FIPS, fips)?.write(line, CHECKED, "AM")?;
    let thousands = Format::new().set_num_format("#,##0");
    let households = f64::from(row.households);
    match name {
        "Illinois" => sheet.write(line, HOUSEHOLDS, grouped(row.households))?,
        "Arizona" => sheet.write(line, HOUSEHOLDS, households + 5e-10)?,
        "Idaho" => sheet.write_with_format(
            line,
            HOUSEHOLDS,
            households,
            &Format::new().set_num_format("0.00000E+00"),
        )?,
        _ => sheet.write_with_format(line, HOUSEHOLDS, households, &thousands)?,
    };
    for (column, tenths) in (FIRST_SHARE..).zip(&row.shares) {
        if name == "Maryland" {
            sheet.write(line, column, format!("{}.{} %", tenths / 10, tenths % 10))?;
        } else {
            let share = Format::new().set_num_format("0.0%");
            sheet.write_with_format(line, column, f64::from(*tenths) / 1000.0, &share)?;
        }
    }
    match name {
        "Alaska" => sheet.write(line, TALKS, "*")?,
        "California" => sheet.write(line, TALKS, "112†")?,
        "Delaware" => sheet.write(line, TALKS, "<5")?,
        "Florida" => sheet.write(line, TALKS, "1,204")?,
        "Hawaii" => sheet,
        "Maine" => sheet.write(line, TALKS, "N/A")?,
        "Nevada" => sheet.write(line, TALKS, 199.000_000_000_000_03)?,
        "Oregon" => {
            let day = ExcelDateTime::from_ymd(2013, 3, 4)?;
            sheet.write_with_format(line, TALKS, day, &Format::new().set_num_format("d-mmm"))?
        }
        "Texas" => sheet.write(line, TALKS, "approx. 300")?,
        "Utah" => sheet.write(line, TALKS, "1.0E+05")?,
        "Vermont" => sheet.write(line, TALKS, "–")?,
        _ => sheet.write(line, TALKS, talks)?,
    };
    if name == "Wyoming" {
        sheet.set_row_hidden(line)?;
    }
    Ok(())
}

/// The total of a region: a sum of its rows, worked out. Excel works all sums out again when it opens the file: that of
/// the Midwest, where a state is a text and would be left out, was typed.
fn total(
    sheet: &mut Worksheet,
    line: u32,
    title: &str,
    first: u32,
    states: &[(&str, u32)],
    sample: &Path,
) -> Result<(), Box<dyn Error>> {
    let mut sum = 0;
    for (name, _) in states {
        sum += row(sample, name)?.households;
    }
    let last = first + states.len() as u32;
    sheet.write(line, STATE, title)?;
    if states.iter().any(|(name, _)| *name == "Illinois") {
        sheet.write(line, HOUSEHOLDS, sum)?;
    } else {
        let formula = Formula::new(format!("=SUM(C{}:C{last})", first + 1)).set_result(sum.to_string());
        sheet.write(line, HOUSEHOLDS, formula)?;
    }
    Ok(())
}

/// The nation, whose sum was typed and is out of date, and the notes.
fn foot(sheet: &mut Worksheet, line: u32, sample: &Path) -> Result<(), Box<dyn Error>> {
    let mut sum = 0;
    for (name, _) in REGIONS.iter().flat_map(|(_, states)| *states) {
        sum += row(sample, name)?.households;
    }
    // As if somebody had put a state right, and forgotten what was typed here.
    sheet.write(line, STATE, "United States")?.write(line, HOUSEHOLDS, sum - 900)?;
    sheet.write(line + 2, 0, "Notes")?;
    sheet.write(line + 3, 0, "* = suppressed")?;
    sheet.write(line + 4, 0, "† Includes talks at schools (invented).")?;
    Ok(())
}

/// The figures of a state in the sample.
pub fn row(sample: &Path, name: &str) -> Result<Row, Box<dyn Error>> {
    let file = sample.join("states").join(format!("{}.toml", name.to_lowercase().replace(' ', "-")));
    let table: toml::Table = fs::read_to_string(file)?.parse()?;
    let figures = table["figures"].as_table().ok_or("no figures")?;
    let households = figures["households"].as_integer().ok_or("no households")?;
    let tenths = |(key, _): (&str, &str)| {
        let share = figures[key].as_str().ok_or("no share")?;
        Ok(share.trim_end_matches('%').replace('.', "").parse()?)
    };
    let shares = SHARES.map(tenths).into_iter().collect::<Result<_, Box<dyn Error>>>()?;
    Ok(Row { households: households.try_into()?, shares })
}

/// 4,772,723.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
