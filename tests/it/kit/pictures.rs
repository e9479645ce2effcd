//! Pictures of pages, small on disk, and how two of them differ.

use hayro::vello_cpu::Pixmap;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

type Colour = [u8; 3];

/// A picture in few colours: at most [`FLAT`] that fill areas and one for each of 8³ parts of the
/// colour space, of which a page touches some dozens.
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

const FLAT: usize = 4;

/// Of 255, between spots of two pictures, each the mean of 3 × 3 pixels. The same page is the same
/// with SSE2 and with AVX-512; if each channel of each pixel is moved by up to 2 at random, the
/// worst spot differs by 14. The weakest of the faults that `tests/it/golden.rs` plants makes 40.
const LIMIT: f64 = 25.0;

/// Where two pictures differ.
pub struct Difference {
    /// Of 255, in the channel that differs most.
    pub worst: f64,
    /// Where that is, in pixels from the top left corner.
    pub at: (usize, usize),
    /// How many spots differ too much.
    pub spots: usize,
    /// The first picture, pale, with those spots in red.
    pub shown: Picture,
}

impl Picture {
    /// The picture, unchanged.
    pub fn new(pixmap: &Pixmap) -> Self {
        let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
        Self { width, height, pixels: pixmap.data().iter().map(|p| [p.r, p.g, p.b]).collect() }
    }

    /// A picture of a PNG file.
    pub fn from_png(bytes: &[u8]) -> Self {
        Self::new(&Pixmap::from_png(Cursor::new(bytes)).expect("a PNG file"))
    }

    /// The PNG file, in few colours.
    pub fn to_png(&self) -> Vec<u8> {
        let palette = self.palette();
        let index = |colour: &Colour| palette.binary_search(colour).expect("in the palette") as u8;
        let pixels: Vec<u8> = self.in_colours(&palette).pixels.iter().map(index).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.concat());
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&pixels).expect("as many pixels as the header says");
        drop(writer);
        bytes
    }

    /// The few colours that are nearest to its own, in order.
    fn palette(&self) -> Vec<Colour> {
        let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut frequent: Vec<(usize, Colour)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
        frequent.sort_by(|a, b| b.cmp(a));
        let part = |colour: &Colour| colour.map(|channel| channel / 32);
        let mut parts = BTreeSet::new();
        let kept = frequent.iter().enumerate().filter(|(n, (_, c))| parts.insert(part(c)) || *n < FLAT);
        let mut palette: Vec<Colour> = kept.map(|(_, (_, colour))| *colour).collect();
        assert!(palette.len() <= 256, "{} colours", palette.len());
        palette.sort();
        palette
    }

    /// The same with each colour as the nearest of `palette`.
    fn in_colours(&self, palette: &[Colour]) -> Self {
        let far = |a: &Colour, b: &Colour| (0..3).map(|c| u32::from(a[c].abs_diff(b[c])).pow(2)).sum::<u32>();
        let mut nearest: BTreeMap<Colour, Colour> = BTreeMap::new();
        let mut of = |pixel: &Colour| {
            let found = || *palette.iter().min_by_key(|colour| far(colour, pixel)).expect("a colour");
            *nearest.entry(*pixel).or_insert_with(found)
        };
        Self { pixels: self.pixels.iter().map(&mut of).collect(), ..*self }
    }

    /// The mean of the 3 × 3 pixels about (`x`, `y`).
    fn spot(&self, x: usize, y: usize) -> [f64; 3] {
        let (left, right) = (x.saturating_sub(1), (x + 2).min(self.width));
        let (top, bottom) = (y.saturating_sub(1), (y + 2).min(self.height));
        let mut sum = [0; 3];
        for row in top..bottom {
            for pixel in &self.pixels[row * self.width + left..row * self.width + right] {
                (0..3).for_each(|c| sum[c] += u32::from(pixel[c]));
            }
        }
        sum.map(|channel| f64::from(channel) / ((right - left) * (bottom - top)) as f64)
    }

    /// How this picture differs from an `expected` one that was read from a PNG file; `None` if
    /// it does not. Pictures of different sizes differ everywhere.
    pub fn difference(&self, expected: &Picture) -> Option<Difference> {
        let mut shown = self.pale();
        if (self.width, self.height) != (expected.width, expected.height) {
            return Some(Difference { worst: 255.0, at: (0, 0), spots: self.pixels.len(), shown });
        }
        let palette: BTreeSet<Colour> = expected.pixels.iter().copied().collect();
        let actual = self.in_colours(&palette.into_iter().collect::<Vec<_>>());
        let (mut worst, mut at, mut spots) = (0.0, (0, 0), 0);
        for y in 0..self.height {
            for x in 0..self.width {
                let (one, other) = (actual.spot(x, y), expected.spot(x, y));
                let apart = (0..3).map(|c| (one[c] - other[c]).abs()).fold(0.0, f64::max);
                if apart > worst {
                    (worst, at) = (apart, (x, y));
                }
                if apart > LIMIT {
                    spots += 1;
                    shown.pixels[y * self.width + x] = [220, 0, 0];
                }
            }
        }
        (spots > 0).then_some(Difference { worst, at, spots, shown })
    }

    fn pale(&self) -> Self {
        let pale = |pixel: &Colour| pixel.map(|channel| 170 + channel / 3);
        Self { pixels: self.pixels.iter().map(pale).collect(), ..*self }
    }
}
