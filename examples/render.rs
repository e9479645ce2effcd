//! A page as a picture, by a renderer that needs nothing installed:
//!
//! ```text
//! cargo run --release --example render -- out/kentucky.pdf 150 kentucky.png
//! ```

#[path = "../tests/rendered/mod.rs"]
mod rendered;

use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pdf, dpi, png] = args.as_slice() else { return Err("usage: render FILE.pdf DPI FILE.png".into()) };
    let picture = rendered::page(&fs::read(pdf)?, dpi.parse()?)?;
    Ok(fs::write(png, picture.into_png()?)?)
}
