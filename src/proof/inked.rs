//! What the letters of a text take up together. In: the outline's bounds of each glyph and where the pen is; out:
//! the bounds of all. Heights are compared in the units of the font, and scaled once.

/// Letters on one baseline.
pub(super) struct InkedText {
    /// In points for each unit.
    scale: f64,
    left: f64,
    right: f64,
    /// In units.
    bottom: f64,
    top: f64,
}

impl InkedText {
    /// No letters yet, of a size that makes a unit so many points.
    pub(super) fn of_size(scale: f64) -> Self {
        let (most, least) = (f64::INFINITY, f64::NEG_INFINITY);
        InkedText { scale, left: most, right: least, bottom: most, top: least }
    }

    /// A letter whose outline reaches from left and bottom to right and top, where the pen is at `x`.
    pub(super) fn add(&mut self, &[left, bottom, right, top]: &[f64; 4], x: f64) {
        let ends = [x + left * self.scale, x + right * self.scale];
        // Of a size below zero, letters are mirrored.
        let [from, to] = if self.scale < 0.0 { [ends[1], ends[0]] } else { ends };
        if from < self.left {
            self.left = from;
        }
        if to > self.right {
            self.right = to;
        }
        if bottom < self.bottom {
            self.bottom = bottom;
        }
        if top > self.top {
            self.top = top;
        }
    }

    /// Left, bottom, right, top on the baseline at `y`; `None` if there is nothing to see.
    pub(super) fn bounds(&self, y: f64) -> Option<[f64; 4]> {
        let ends = [y + self.bottom * self.scale, y + self.top * self.scale];
        let [low, high] = if self.scale < 0.0 { [ends[1], ends[0]] } else { ends };
        (self.left < self.right).then_some([self.left, low, self.right, high])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_all_letters() {
        let of = |scale: f64, letters: &[([f64; 4], f64)]| {
            let mut ink = InkedText::of_size(scale);
            letters.iter().for_each(|(letter, x)| ink.add(letter, *x));
            ink.bounds(100.0)
        };
        let letters = [([0.0, -200.0, 500.0, 400.0], 10.0), ([100.0, 0.0, 400.0, 700.0], 20.0)];
        assert_eq!(of(0.01, &letters), Some([10.0, 98.0, 24.0, 107.0]));
        assert_eq!(of(-0.01, &letters), Some([5.0, 93.0, 19.0, 102.0]));
        assert_eq!((of(0.01, &[]), of(0.0, &letters[..1])), (None, None));
    }
}
