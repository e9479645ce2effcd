//! A page as a picture, by a renderer that needs nothing installed; PPM, which every viewer shows:
//!
//! ```text
//! cargo run --example render -- out/kentucky.pdf 150 kentucky.ppm
//! ```

#[path = "../tests/it/kit/rendered.rs"]
mod rendered;

use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pdf, dpi, file] = args.as_slice() else { return Err("usage: render FILE.pdf DPI FILE.ppm".into()) };
    let picture = rendered::page(&fs::read(pdf)?, dpi.parse()?)?;
    let mut ppm = format!("P6 {} {} 255\n", picture.width(), picture.height()).into_bytes();
    picture.data().iter().for_each(|pixel| ppm.extend([pixel.r, pixel.g, pixel.b]));
    Ok(fs::write(file, ppm)?)
}
