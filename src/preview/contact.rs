//! The contact sheet: every page of a batch small on one picture, with whose it is below.

use super::raster::{Raster, WHITE};
use crate::font::{Face, Fonts};
use crate::ink::lettering;

/// A page on the sheet.
#[derive(Debug, Clone)]
pub struct ContactTile {
    /// "KY en".
    pub label: String,
    /// `None` for a page that was not made.
    pub picture: Option<Raster>,
}

/// Width of a page where there are few, and where there are as many as can be.
const WIDEST: usize = 200;
const NARROWEST: usize = 24;
/// Pixels of the whole, about: what programs still open.
const MOST: usize = 24_000_000;
/// White around a page.
const APART: usize = 14;
/// Height of the line below it, and size of its letters.
const LINE: usize = 20;
const SIZE: f64 = 13.0;
/// The ground, on which paper is seen to end.
const GROUND: [u8; 3] = [226, 229, 233];
const INK: [u8; 3] = [0, 0, 0];
const ALARM: [u8; 3] = [160, 20, 20];

/// How wide each page is on a sheet of so many.
pub fn tile_width(pages: usize) -> usize {
    let area = MOST / pages.max(1);
    // A page is 1.3 times as high as wide, and has white and a line around it.
    let width = ((area as f64 / 1.5).sqrt() as usize).saturating_sub(APART);
    width.clamp(NARROWEST, WIDEST)
}

/// The sheet, about as high as wide.
pub fn contact_sheet(tiles: &[ContactTile]) -> Raster {
    let width = tile_width(tiles.len());
    let high = tiles.iter().filter_map(|tile| Some(tile.picture.as_ref()?.height)).max();
    let height = high.unwrap_or(width * 13 / 10);
    let (step, down) = (width + APART, height + APART + LINE);
    let columns =
        (((tiles.len() * down) as f64 / step as f64).sqrt().ceil() as usize).clamp(1, tiles.len().max(1));
    let rows = tiles.len().div_ceil(columns);
    let mut sheet = Raster::blank(columns * step + APART, rows * down + APART);
    sheet.pixels.fill(GROUND);
    let fonts = Fonts::bundled();
    for (n, tile) in tiles.iter().enumerate() {
        let (x, y) = (APART + n % columns * step, APART + n / columns * down);
        let (label, color) = match &tile.picture {
            Some(picture) => {
                sheet.put(&picture.reduced(width), (x, y));
                (tile.label.clone(), INK)
            }
            None => {
                let mut frame = Raster::blank(width, height);
                for (at, pixel) in frame.pixels.iter_mut().enumerate() {
                    let (x, y) = (at % width, at / width);
                    let edge = x < 2 || y < 2 || x + 2 >= width || y + 2 >= height;
                    *pixel = if edge { ALARM } else { WHITE };
                }
                sheet.put(&frame, (x, y));
                (format!("{}: not made", tile.label), ALARM)
            }
        };
        let base = (y + height + LINE - 6) as f64;
        let face = fonts.face(Face::Semibold);
        // It must not run into the next one.
        let mut letters = label;
        while lettering(face, &letters, SIZE, (0.0, 0.0)).1 > width as f64 && letters.pop().is_some() {}
        for (column, row, cover) in lettering(face, &letters, SIZE, (x as f64, base)).0 {
            sheet.tint((column, row), color, cover);
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_has_its_place_and_no_sheet_is_too_large() {
        for count in [1, 2, 7, 56] {
            let width = tile_width(count);
            let tile = |n: usize| ContactTile {
                label: format!("S{n} en"),
                picture: (n % 7 != 3).then(|| Raster {
                    pixels: vec![[9, 200, 9]; width * width],
                    width,
                    height: width,
                }),
            };
            let sheet = contact_sheet(&(0..count).map(tile).collect::<Vec<_>>());
            assert!(sheet.pixels.len() < 2 * MOST, "{count}: {} by {}", sheet.width, sheet.height);
            let own = sheet.pixels.iter().filter(|pixel| **pixel == [9, 200, 9]).count();
            let made = (0..count).filter(|n| n % 7 != 3).count();
            assert_eq!(own, made * width * width, "{count}");
        }
        for count in [112, 1_000, 5_000] {
            let width = tile_width(count);
            let tile = (width + APART) * (width * 13 / 10 + APART + LINE);
            assert!(width >= NARROWEST && tile * count < 2 * MOST, "{count}");
        }
        let none = contact_sheet(&[]);
        assert!(none.width > 0 && none.height > 0);
    }
}
