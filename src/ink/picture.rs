//! A page as a picture: how light each pixel is.

/// A picture of a page.
pub struct Picture {
    /// In pixels.
    pub width: usize,
    pub height: usize,
    /// Pixels of a point.
    pub scale: f64,
    /// What is at its upper left corner, in points of the page.
    pub corner: (f64, f64),
    /// From 0, black, to 255, row by row.
    pub lumas: Vec<u8>,
}

/// Whether this program can draw: it is built so with the feature `pixels`, since a renderer takes longer to
/// compile than all else.
pub const CAN_DRAW: bool = cfg!(feature = "pixels");

impl Picture {
    /// From the colors of its pixels.
    pub fn new((width, height): (usize, usize), scale: f64, corner: (f64, f64), colors: &[[u8; 3]]) -> Self {
        // ITU-R BT.709, near enough for telling ink from paper.
        let luma = |[r, g, b]: &[u8; 3]| {
            ((213 * u32::from(*r) + 715 * u32::from(*g) + 72 * u32::from(*b)) / 1000) as u8
        };
        Picture { width, height, scale, corner, lumas: colors.iter().map(luma).collect() }
    }

    /// How light a pixel is; paper beyond the edge.
    pub(super) fn luma(&self, x: i64, y: i64) -> f64 {
        let at = usize::try_from(x).ok().zip(usize::try_from(y).ok());
        let at = at.filter(|&(x, y)| x < self.width && y < self.height);
        let luma = at.and_then(|(x, y)| self.lumas.get(y * self.width + x));
        luma.map_or(255.0, |luma| f64::from(*luma))
    }

    /// From points of the page to pixels.
    pub(super) fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.corner.0) * self.scale, (self.corner.1 - y) * self.scale)
    }

    /// From pixels to points of the page.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x / self.scale + self.corner.0, self.corner.1 - y / self.scale)
    }
}

/// A page in the colors of a screen.
pub struct DrawnPage {
    /// In pixels.
    pub width: usize,
    pub height: usize,
    /// Pixels of a point.
    pub scale: f64,
    /// What is at its upper left corner, in points of the page.
    pub corner: (f64, f64),
    /// Red, green and blue, row by row.
    pub colors: Vec<[u8; 3]>,
}

/// Pixels of a point: 216 dots per inch, at which a letter's stem is two or three.
const SCALE: f64 = 3.0;

/// Draws the pages of a file; nothing of one that cannot be drawn.
pub fn draw(bytes: &[u8]) -> Vec<Picture> {
    let picture =
        |page: DrawnPage| Picture::new((page.width, page.height), page.scale, page.corner, &page.colors);
    draw_in_color(bytes, SCALE).into_iter().map(picture).collect()
}

/// The same in color, at so many pixels to a point; nothing without the feature `pixels`.
#[cfg(not(feature = "pixels"))]
pub fn draw_in_color(_: &[u8], _: f64) -> Vec<DrawnPage> {
    Vec::new()
}

/// The same in color, at so many pixels to a point.
#[cfg(feature = "pixels")]
pub fn draw_in_color(bytes: &[u8], scale: f64) -> Vec<DrawnPage> {
    use hayro::hayro_interpret::InterpreterSettings;
    use hayro::vello_cpu::color::palette::css::WHITE;
    use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

    let Ok(pdf) = hayro::hayro_syntax::Pdf::new(bytes.to_vec()) else { return Vec::new() };
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    // As paper shows it: letters where they are, not moved to whole pixels, nor near to where they are.
    let how = RenderSettings { hinting: false, glyph_caching: false, ..RenderSettings::default() };
    // A page whose height in pixels is a whole number must not lose one to rounding: 11 inches are 1650 at 150 to
    // the inch, not 1649.9999.
    let exact = (scale * (1.0 + 1e-6)) as f32;
    let size = PixmapSettings { x_scale: exact, y_scale: exact, bg_color: WHITE };
    let pages = pdf.pages().iter().map(|page| {
        let pixmap = render(page, &cache, &settings, &how, &size);
        let colors = pixmap.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        let sheet = page.intersected_crop_box();
        let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
        DrawnPage { width, height, scale, corner: (sheet.x0, sheet.y1), colors }
    });
    pages.collect()
}
