//! Where on a page there may be ink: its letters and its drawings.

use super::coverage::Coverage;
use super::picture::Picture;
use crate::finished::Drawing;

/// What is no thicker, in points, is a rule: it may pass by a letter.
const FINE: f64 = 1.6;
/// How far ink runs over the edge it should have, in pixels.
const SPREAD: i64 = 2;
/// Paler than this, of 255, is paper.
const PAPER: f64 = 225.0;
/// So many pixels of ink where none should be are no chance.
const MOST_STRAY: usize = 4;

/// What is known of each pixel.
pub(super) struct Known {
    width: i64,
    height: i64,
    cover: Vec<f32>,
    /// Whether a rule is there.
    fine: Vec<bool>,
    /// Whether anything may be.
    any: Vec<bool>,
}

impl Known {
    pub(super) fn new(picture: &Picture, drawings: &[Drawing]) -> Self {
        let (width, height) = (picture.width, picture.height);
        let none = || vec![false; width * height];
        let cover = vec![0.0; width * height];
        let mut known =
            Known { width: width as i64, height: height as i64, cover, fine: none(), any: none() };
        for Drawing { area } in drawings {
            let [left, bottom, right, top] = *area;
            let fine = (right - left).min(top - bottom) <= FINE;
            let ((left, top), (right, bottom)) = (picture.place((left, top)), picture.place((right, bottom)));
            let edge = |n: f64, by: i64| (n.clamp(-1e6, 1e6) as i64).saturating_add(by);
            for y in edge(top, -SPREAD)..=edge(bottom, SPREAD) {
                for x in edge(left, -SPREAD)..=edge(right, SPREAD) {
                    if let Some(at) = known.at(x, y) {
                        known.any[at] = true;
                        known.fine[at] |= fine;
                    }
                }
            }
        }
        known
    }

    /// Adds a letter.
    pub(super) fn add(&mut self, letter: &Coverage) {
        for (x, y, cover) in letter.cells() {
            if let Some(at) = self.at(x, y) {
                self.cover[at] = (self.cover[at] + cover as f32).min(1.0);
                // All of its frame: edges are drawn a little differently by each program.
                self.any[at] = true;
            }
        }
    }

    /// How much of a pixel letters cover.
    pub(super) fn cover(&self, x: i64, y: i64) -> f64 {
        self.at(x, y).map_or(0.0, |at| f64::from(self.cover[at]))
    }

    /// Whether a pixel may be part of a rule.
    pub(super) fn is_fine(&self, x: i64, y: i64) -> bool {
        self.at(x, y).is_some_and(|at| self.fine[at])
    }

    fn at(&self, x: i64, y: i64) -> Option<usize> {
        let inside = (0..self.width).contains(&x) && (0..self.height).contains(&y);
        inside.then(|| (y * self.width + x) as usize)
    }

    /// Ink where nothing may be.
    pub(super) fn stray(&self, picture: &Picture) -> Option<String> {
        let all = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let stray =
            all.filter(|&(x, y)| picture.luma(x, y) < PAPER && self.at(x, y).is_some_and(|at| !self.any[at]));
        let stray: Vec<(i64, i64)> = stray.collect();
        let &(x, y) = stray.first().filter(|_| stray.len() >= MOST_STRAY)?;
        let (x, y) = picture.point((x as f64, y as f64));
        Some(format!(
            "there is ink where the page has neither letters nor drawings, first at {x:.0}, {y:.0} points from the \
             lower left"
        ))
    }
}
