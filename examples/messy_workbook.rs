//! Writes the workbook that the guide imports, "Ten minutes": the figures of `examples/household-income`, in the
//! state in which workbooks come.
//!
//! ```text
//! cargo run --example messy_workbook -- examples/household-income-2013.xlsx
//! ```

#[path = "../tests/it/kit/messy.rs"]
mod messy;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: messy_workbook FILE.xlsx")?;
    std::fs::write(file, messy::workbook(Path::new("examples/household-income"))?)?;
    Ok(())
}
