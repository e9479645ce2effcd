//! A second pair of eyes: a finished page, drawn, beside what it says.
//!
//! In: the letters and drawings of a page as its content has them, and a [`Picture`] of it. Out: every word
//! whose ink is not that of its letters in the bundled faces: another shape, covered, pale, cut off; and ink
//! where there is neither a letter nor a drawing. What the content should be is the proof's to say, which
//! does not draw. The pages that previews and cards show are drawn here too.

mod coverage;
mod known;
mod lettering;
mod picture;
mod shapes;

pub use lettering::lettering;
pub use picture::{CAN_DRAW, DrawnPage, Picture, draw, draw_in_color};

use crate::finished::{Letter, LettersOfPage};
use crate::font::Fonts;
use coverage::Coverage;
use known::Known;
use shapes::Shapes;

/// Less between ink and paper, of 255, cannot be read.
const CONTRAST: f64 = 70.0;
/// A pixel is another than it should be if it is off by this share of what lies between ink and paper.
const OFF: f64 = 0.5;
/// So many such pixels are no chance: edges are drawn a little differently by each program.
const MOST_OFF: usize = 3;
/// And so is more than this share of the letter's ink, but for so much of a small letter.
const SHARE_OFF: f64 = 0.35;
const SMALL_OFF: f64 = 4.0;

/// What is wrong with a page as it is drawn: lower case, no full stop.
pub fn compare(page: &LettersOfPage, picture: &Picture, fonts: &Fonts) -> Vec<String> {
    let mut shapes = Shapes::new(fonts);
    let mut found = Vec::new();
    let placed: Vec<Option<Coverage>> =
        page.letters.iter().map(|letter| shapes.cover(page, letter, picture)).collect();
    let mut known = Known::new(picture, &page.drawings);
    placed.iter().flatten().for_each(|coverage| known.add(coverage));
    let mut wrong: Vec<(usize, &'static str)> = Vec::new();
    for (place, (letter, coverage)) in page.letters.iter().zip(&placed).enumerate() {
        let fault = match coverage {
            Some(coverage) => fault(coverage, &known, picture),
            // What cannot be drawn anew: letters no bundled face has.
            None if !letter.text.trim().is_empty() => Some("is in no font of handout's"),
            None => None,
        };
        wrong.extend(fault.map(|fault| (place, fault)));
    }
    let on_one_line = |one: usize, next: usize| is_on_line(&page.letters[one], &page.letters[next]);
    for line in wrong.chunk_by(|one, next| one.1 == next.1 && on_one_line(one.0, next.0)) {
        let (first, fault) = line[0];
        let last = line.last().map_or(first, |(last, _)| *last);
        // With the right letters between them, so that a person can find the words.
        let text: String = page.letters[first..=last].iter().map(|letter| letter.text.as_str()).collect();
        let (x, y) = page.letters[first].begin();
        found.push(format!("`{}` {fault} ({x:.0}, {y:.0} points from the lower left)", text.trim()));
    }
    found.extend(known.stray(picture));
    found
}

fn is_on_line(one: &Letter, next: &Letter) -> bool {
    let ((_, y), (_, to_y)) = (one.begin(), next.begin());
    (y - to_y).abs() < 0.1 * one.size()
}

/// What is wrong with a letter.
fn fault(own: &Coverage, known: &Known, picture: &Picture) -> Option<&'static str> {
    if own.is_outside(picture) {
        return Some("is cut off by the edge of the page");
    }
    let most = own.cells().map(|(.., cover)| cover).fold(0.0, f64::max);
    if most < 0.4 {
        return Some("is too small to be read");
    }
    let mean = |of: &dyn Fn(f64, f64) -> bool| {
        let cells = own.cells().filter(|&(x, y, cover)| of(cover, known.cover(x, y)) && !known.is_fine(x, y));
        let (sum, count) =
            cells.fold((0.0, 0.0), |(sum, count), (x, y, _)| (sum + picture.luma(x, y), count + 1.0));
        (count > 0.0).then_some(sum / count)
    };
    let ink = mean(&|own, _| own >= 0.9 * most)?;
    let paper = mean(&|_, all| all < 0.01).unwrap_or(255.0);
    let contrast = ink - paper;
    if contrast.abs() < CONTRAST {
        return Some("cannot be seen");
    }
    let (mut off, mut ink_of, mut sum) = (0, 0.0, 0.0);
    for (x, y, cover) in own.cells().filter(|&(x, y, _)| !known.is_fine(x, y)) {
        let meant = paper + contrast * known.cover(x, y);
        let error = (picture.luma(x, y) - meant).abs() / contrast.abs();
        off += usize::from(error > OFF);
        (ink_of, sum) = (ink_of + cover, sum + error);
    }
    (off >= MOST_OFF || sum > SHARE_OFF * ink_of + SMALL_OFF).then_some("does not look as it reads")
}
