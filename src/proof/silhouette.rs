//! The outline of the place in the head: that of the document's place, at any size.

use super::check::{Expectation, Faults};
use super::content::ShapeKind;
use super::drawings::Drawings;
use super::page::PageView;

/// One place a line: its postal code, then rings of points in tenths of a point, each but the first of a
/// ring as the way from the one before.
const OUTLINES: &str = include_str!("../layout/brief/outlines.txt");

/// What a point may be off, in points: places are rounded to hundredths, and so are the edges by which the scale is known.
const ROUNDING: f64 = 0.02;

/// Takes the outline, which may be left out where there is no room, and says whether it is another's.
pub(super) fn take(
    page: &PageView<'_>,
    expected: &Expectation<'_>,
    left: &mut Drawings<'_>,
    faults: &mut Faults,
) {
    let Some(postal) = &expected.document.silhouette else { return };
    let Some(drawn) = left.take(|shape| matches!(shape.kind, ShapeKind::Lines(_)) && shape.weight.is_none())
    else {
        return;
    };
    let rings = rings(postal).unwrap_or_default();
    let points: Vec<[f64; 2]> = rings.concat();
    let same = ShapeKind::Lines(rings.len()) == drawn.kind && is_like(page.content.points(drawn), &points);
    faults.unless(same, format_args!("the outline in the head is not that of {postal}"));
}

/// The rings of a place's outline, downwards.
fn rings(postal: &str) -> Option<Vec<Vec<[f64; 2]>>> {
    let line = OUTLINES.lines().find_map(|line| line.strip_prefix(postal)?.strip_prefix(' '))?;
    let ring = |points: &str| {
        let mut at = [0.0; 2];
        let steps = points.split_whitespace().map(|step| {
            let (x, y) = step.split_once(',')?;
            at = [at[0] + x.parse::<f64>().ok()?, at[1] + y.parse::<f64>().ok()?];
            Some(at)
        });
        steps.collect()
    };
    line.split('|').map(ring).collect()
}

/// Whether the points are the model's, moved and at another size; the model's run downwards.
fn is_like(points: &[[f64; 2]], model: &[[f64; 2]]) -> bool {
    let ends = |points: &[[f64; 2]], side: usize| {
        let sides = || points.iter().map(|point| point[side]);
        (sides().fold(f64::INFINITY, f64::min), sides().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (_, top)) = (ends(points, 0), ends(points, 1));
    let ((model_left, model_right), (model_top, _)) = (ends(model, 0), ends(model, 1));
    let scale = (right - left) / (model_right - model_left);
    points.len() == model.len()
        && points.iter().zip(model).all(|(point, model)| {
            let x = left + (model[0] - model_left) * scale;
            let y = top - (model[1] - model_top) * scale;
            (point[0] - x).abs() < ROUNDING && (point[1] - y).abs() < ROUNDING
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_like_itself_at_any_size_and_like_no_other() {
        let of = |postal: &str| rings(postal).unwrap().concat();
        let drawn: Vec<[f64; 2]> =
            of("KY").iter().map(|[x, y]| [70.0 + x * 0.09, 500.0 - y * 0.09]).collect();
        assert!(is_like(&drawn, &of("KY")));
        assert!(!is_like(&drawn, &of("TN")));
        let mut other = drawn.clone();
        other[9][1] += 1.0;
        assert!(!is_like(&other, &of("KY")) && !is_like(&[], &of("KY")));
    }
}
