//! Words drawn into a picture without a page: the labels of a contact sheet.

use super::coverage::Coverage;
use crate::font::{FontFace, Polygon};

/// The pixels that a line of text covers, each with how much of it, and how wide the line is: letters side by side,
/// without kerning. It begins at `x` on the baseline `y`; `size` is that of the em, all in pixels. What the face
/// does not have is left out.
pub fn lettering(face: &FontFace, text: &str, size: f64, (x, y): (f64, f64)) -> (Vec<(i64, i64, f64)>, f64) {
    let em = size / 1000.0;
    let (mut pen, mut cells) = (0.0, Vec::new());
    for glyph in text.chars().filter_map(|c| face.glyph(c)) {
        let place = |(across, up): (f64, f64)| (x + pen + across * em, y - up * em);
        let lines: Vec<Polygon> =
            face.contours(glyph).into_iter().map(|line| line.into_iter().map(place).collect()).collect();
        let covered = Coverage::of(&lines);
        cells.extend(covered.iter().flat_map(Coverage::cells).filter(|(.., cover)| *cover > 0.0));
        pen += f64::from(face.advance(glyph)) * em;
    }
    (cells, pen)
}
