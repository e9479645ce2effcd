//! Finished pages as pictures, by hayro: a renderer in Rust, so that looking at pages needs
//! nothing installed.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::sync::{Arc, Mutex};

/// The only page of `pdf`, on white, at `dpi` dots per inch.
///
/// # Errors
/// What the renderer complains of: not a PDF file, another number of pages than one, a font or a
/// picture it cannot show.
pub fn page(pdf: &[u8], dpi: f32) -> Result<Pixmap, String> {
    // As paper shows it: letters where they are, not moved to whole pixels.
    drawn(pdf, dpi, &RenderSettings { hinting: false, ..RenderSettings::default() })
}

/// The same, drawn otherwise.
pub fn drawn(pdf: &[u8], dpi: f32, how: &RenderSettings) -> Result<Pixmap, String> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|error| format!("cannot be read: {error:?}"))?;
    let [page] = &pdf.pages()[..] else { return Err(format!("{} pages", pdf.pages().len())) };
    let complaints = Arc::new(Mutex::new(Vec::new()));
    let heard = complaints.clone();
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| heard.lock().unwrap().push(format!("{warning:?}"))),
        ..InterpreterSettings::default()
    };
    let (x_scale, y_scale) = (dpi / 72.0, dpi / 72.0);
    let pixmap = render(
        page,
        &RenderCache::new(),
        &settings,
        how,
        &PixmapSettings { x_scale, y_scale, bg_color: WHITE },
    );
    let complaints = complaints.lock().unwrap();
    if complaints.is_empty() { Ok(pixmap) } else { Err(complaints.join("; ")) }
}
