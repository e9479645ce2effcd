//! A picture of pixels, and the same picture smaller.

use crate::ink::DrawnPage;

/// A picture: red, green and blue of each pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 3]>,
}

/// The color of paper.
pub(super) const WHITE: [u8; 3] = [255; 3];

impl Raster {
    /// White paper.
    pub fn blank(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![WHITE; width * height] }
    }

    /// A page as it was drawn.
    pub fn of(page: DrawnPage) -> Self {
        let DrawnPage { width, height, colors, .. } = page;
        Self { width, height, pixels: colors }
    }

    /// The same at most `width` pixels wide: each pixel is the mean of those it takes the place of.
    #[must_use]
    pub fn reduced(&self, width: usize) -> Self {
        if width >= self.width || width == 0 {
            return self.clone();
        }
        let height = (self.height * width).div_ceil(self.width).max(1);
        let columns: Vec<Vec<(usize, u64)>> = (0..width).map(|x| shares(x, self.width, width)).collect();
        // Rows of sums, each over the columns of one new pixel; then these over the rows.
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let mut sums = vec![[0_u64; 3]; width];
            for (row, high) in shares(y, self.height, height) {
                let row = &self.pixels[row * self.width..(row + 1) * self.width];
                for (sum, columns) in sums.iter_mut().zip(&columns) {
                    for &(column, wide) in columns {
                        let pixel = row[column];
                        (0..3).for_each(|n| sum[n] += u64::from(pixel[n]) * wide * high);
                    }
                }
            }
            let all = (self.width * self.height) as u64;
            pixels.extend(sums.into_iter().map(|sum| sum.map(|n| ((n + all / 2) / all) as u8)));
        }
        Self { width, height, pixels }
    }

    /// Puts a picture with its upper left corner at a pixel; what is beyond the edge is cut off.
    pub fn put(&mut self, picture: &Raster, (x, y): (usize, usize)) {
        let wide = picture.width.min(self.width.saturating_sub(x));
        for row in 0..picture.height.min(self.height.saturating_sub(y)) {
            let (to, from) = ((y + row) * self.width + x, row * picture.width);
            self.pixels[to..to + wide].copy_from_slice(&picture.pixels[from..from + wide]);
        }
    }

    /// Lays a color over part of a pixel; nothing beyond the edge.
    pub(super) fn tint(&mut self, (x, y): (i64, i64), color: [u8; 3], cover: f64) {
        let at = usize::try_from(x).ok().zip(usize::try_from(y).ok());
        let Some((x, y)) = at.filter(|&(x, y)| x < self.width && y < self.height) else { return };
        let pixel = &mut self.pixels[y * self.width + x];
        for (own, new) in pixel.iter_mut().zip(color) {
            let mixed = f64::from(*own) + (f64::from(new) - f64::from(*own)) * cover.clamp(0.0, 1.0);
            *own = mixed.round() as u8;
        }
    }
}

/// The old pixels that a new one takes the place of, each with its share: of `from` pixels that become `to`.
fn shares(new: usize, from: usize, to: usize) -> Vec<(usize, u64)> {
    // In units of which an old pixel is `to` long and a new one `from`.
    let (begin, end) = (new * from, (new + 1) * from);
    let old = begin / to..end.div_ceil(to).min(from);
    let share = |old: usize| ((old + 1) * to).min(end) - (old * to).max(begin);
    old.map(|old| (old, share(old) as u64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_has_the_means_of_the_larger() {
        let grays = |width, of: &[u8]| Raster {
            width,
            height: of.len() / width,
            pixels: of.iter().map(|gray| [*gray; 3]).collect(),
        };
        assert_eq!(grays(4, &[0, 100, 200, 0, 0, 100, 200, 0]).reduced(2), grays(2, &[50, 100]));
        // Three pixels become two: the one in the middle is divided.
        assert_eq!(grays(3, &[0, 90, 255]).reduced(2).pixels[0], [30; 3]);
        let own = grays(2, &[1, 2]);
        assert_eq!(own.reduced(2), own);
        let weights = |n: usize| shares(n, 7, 3).iter().map(|share| share.1).sum::<u64>();
        assert_eq!((0..3).map(weights).collect::<Vec<_>>(), [7, 7, 7]);
    }

    #[test]
    fn nothing_is_put_beyond_the_edge() {
        let mut sheet = Raster::blank(3, 2);
        let black = Raster { width: 2, height: 2, pixels: vec![[0; 3]; 4] };
        sheet.put(&black, (2, 1));
        sheet.put(&black, (9, 9));
        sheet.tint((-1, 0), [0; 3], 1.0);
        assert_eq!(sheet.pixels.iter().filter(|pixel| **pixel == [0; 3]).count(), 1);
    }
}
