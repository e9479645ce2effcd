//! Writes the spreadsheets that the guide imports, "From a workbook to the mail": the figures of
//! `examples/household-income`, in the state in which workbooks come.
//!
//! ```text
//! cargo run --example messy_workbook -- examples
//! ```

#[path = "../tests/it/kit/messy.rs"]
mod messy;
#[path = "../tests/it/kit/messy_tables.rs"]
mod messy_tables;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: messy_workbook FOLDER")?;
    let (folder, sample) = (Path::new(&folder), Path::new("examples/household-income"));
    std::fs::write(folder.join("household-income-2013.xlsx"), messy::workbook(sample)?)?;
    std::fs::write(folder.join("income-tables.xlsx"), messy_tables::workbook(sample)?)?;
    std::fs::write(folder.join("volunteers.csv"), messy_tables::table())?;
    Ok(())
}
