//! How much of each pixel an outline covers.

use super::picture::Picture;

/// Rows of samples in a pixel; along a row, coverage is exact.
const ROWS: usize = 5;
/// White around the outline that belongs to the letter, in pixels.
const AROUND: i64 = 2;

/// The pixels an outline covers, in a frame around it.
pub(super) struct Coverage {
    left: i64,
    top: i64,
    width: usize,
    height: usize,
    /// From 0 to 1, row by row.
    cover: Vec<f32>,
}

impl Coverage {
    /// Of closed lines in pixels, y downwards, where lines that run around more than none are filled;
    /// `None` for nothing, or for what is as large as no letter.
    pub(super) fn of(lines: &[Vec<(f64, f64)>]) -> Option<Self> {
        let points = || lines.iter().flatten();
        let bound = |of: fn(&(f64, f64)) -> f64, start: f64, pick: fn(f64, f64) -> f64| {
            points().map(of).fold(start, pick)
        };
        let [left, top] =
            [|p: &(f64, f64)| p.0, |p: &(f64, f64)| p.1].map(|of| bound(of, f64::INFINITY, f64::min));
        let [right, bottom] =
            [|p: &(f64, f64)| p.0, |p: &(f64, f64)| p.1].map(|of| bound(of, f64::NEG_INFINITY, f64::max));
        // A page is smaller, and no number is none.
        let inside = points().all(|(x, y)| x.abs() < 1e6 && y.abs() < 1e6);
        let sound = inside && (0.0..2e3).contains(&(right - left)) && (0.0..2e3).contains(&(bottom - top));
        if !sound {
            return None;
        }
        let (left, top) = (left.floor() as i64 - AROUND, top.floor() as i64 - AROUND);
        let width = (right.ceil() as i64 + AROUND - left) as usize;
        let height = (bottom.ceil() as i64 + AROUND - top) as usize;
        let mut coverage = Coverage { left, top, width, height, cover: vec![0.0; width * height] };
        for row in 0..height * ROWS {
            let y = top as f64 + (row as f64 + 0.5) / ROWS as f64;
            coverage.fill_row(row / ROWS, &mut crossings(lines, y));
        }
        Some(coverage)
    }

    /// Fills between the crossings of a row of samples.
    fn fill_row(&mut self, row: usize, crossings: &mut [(f64, i32)]) {
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if winding == 0 {
                continue;
            }
            let (from, to) = (pair[0].0 - self.left as f64, pair[1].0 - self.left as f64);
            for x in from.max(0.0) as usize..(to.ceil().max(0.0) as usize).min(self.width) {
                let part = (to.min(x as f64 + 1.0) - from.max(x as f64)).max(0.0);
                self.cover[row * self.width + x] += (part / ROWS as f64) as f32;
            }
        }
    }

    /// Every pixel of the frame: its column and row in the picture, and how much of it is covered.
    pub(super) fn cells(&self) -> impl Iterator<Item = (i64, i64, f64)> + '_ {
        (0..).zip(&self.cover).map(|(n, &cover)| {
            let (x, y) = (n % self.width, n / self.width);
            (self.left + x as i64, self.top + y as i64, f64::from(cover))
        })
    }

    /// Whether some of it is not in the picture.
    pub(super) fn is_outside(&self, picture: &Picture) -> bool {
        let (right, bottom) =
            (self.left + self.width as i64 - AROUND, self.top + self.height as i64 - AROUND);
        let beyond = right > picture.width as i64 || bottom > picture.height as i64;
        self.left + AROUND < 0 || self.top + AROUND < 0 || beyond
    }
}

/// Where closed lines cross a height, and whether upwards or downwards.
fn crossings(lines: &[Vec<(f64, f64)>], y: f64) -> Vec<(f64, i32)> {
    let edges = lines.iter().flat_map(|line| line.iter().zip(line.iter().cycle().skip(1)).take(line.len()));
    edges
        .filter(|(from, to)| (from.1 <= y) != (to.1 <= y))
        .map(|(from, to)| {
            let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
            (x, if to.1 > from.1 { 1 } else { -1 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_covers_its_pixels() {
        let square = |a: f64, b: f64| vec![(a, a), (b, a), (b, b), (a, b)];
        let total = |lines: &[Vec<(f64, f64)>]| -> f64 {
            Coverage::of(lines).into_iter().flat_map(|c| c.cells().map(|(.., c)| c).collect::<Vec<_>>()).sum()
        };
        assert!((total(&[square(1.0, 4.0)]) - 9.0).abs() < 1e-4);
        assert!((total(&[square(1.25, 3.75)]) - 6.25).abs() < 0.3);
        // A hole is a line the other way round.
        let hole = square(2.0, 3.0).into_iter().rev().collect();
        assert!((total(&[square(1.0, 4.0), hole]) - 8.0).abs() < 1e-4);
        assert!(Coverage::of(&[]).is_none() && Coverage::of(&[square(0.0, f64::NAN)]).is_none());
    }
}
