//! Outlines of places, by postal code: decoration of the banner.
//!
//! They are compiled in, since a set may lie anywhere and a place must look the same in all sets.
//! `examples/silhouettes.rs` makes the file and says where it comes from.

use crate::theme::Silhouette;
use crate::units::Pt;

/// One place a line: its postal code, then rings of points in tenths of a point, each but the
/// first of a ring as the way from the one before: `KY 0,412 11,-4 … | 3,5 …`.
const OUTLINES: &str = include_str!("outlines.txt");

/// An outline, at the size it is drawn.
pub struct StateShape {
    rings: Vec<Vec<(Pt, Pt)>>,
    /// Its width.
    pub width: Pt,
    /// Its height.
    pub height: Pt,
}

/// The outline of a place; `None` if there is none, or if it would be specks.
pub fn of(postal: &str, tokens: &Silhouette) -> Option<StateShape> {
    let line = OUTLINES.lines().find_map(|line| line.strip_prefix(postal)?.strip_prefix(' '))?;
    let rings = read(line)?;
    let points = || rings.iter().flatten();
    let (wide, high) = (points().map(|p| p.0).max()?, points().map(|p| p.1).max()?);
    // All have the same area, where width and height allow it; the scale is a fraction.
    let drawn: i64 = rings.iter().map(|ring| area(ring)).sum();
    let (width, height) = (tokens.width.0, tokens.height.0);
    let side = (i128::from(tokens.area.max(0)) * 1_000_000).isqrt() as i64;
    let (to, from) = [(side, drawn.isqrt()), (width, wide), (height, high)]
        .into_iter()
        .min_by(|(a, b), (c, d)| (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b))))?;
    let scaled = |n: i64| Pt(n * to / from.max(1));
    let rings: Vec<Vec<(Pt, Pt)>> =
        rings.iter().map(|ring| ring.iter().map(|&(x, y)| (scaled(x), scaled(y))).collect()).collect();
    let area: i64 =
        rings.iter().map(|ring| area(&ring.iter().map(|(x, y)| (x.0, y.0)).collect::<Vec<_>>())).sum();
    let large = area >= tokens.min_area.saturating_mul(1_000_000);
    large.then(|| StateShape { rings, width: scaled(wide), height: scaled(high) })
}

fn read(line: &str) -> Option<Vec<Vec<(i64, i64)>>> {
    let ring = |points: &str| {
        let mut at = (0, 0);
        let point = |step: &str| {
            let (x, y) = step.split_once(',')?;
            at = (at.0 + x.parse::<i64>().ok()?, at.1 + y.parse::<i64>().ok()?);
            Some(at)
        };
        points.split_whitespace().map(point).collect()
    };
    line.split('|').map(ring).collect()
}

/// The area, in squares of the unit.
fn area(ring: &[(i64, i64)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<i64>().abs() / 2
}

impl StateShape {
    /// The rings with the outline's left edge at `x` and its lower end at `foot`, to hundredths of a
    /// point: an outline has hundreds of points, and finer places are seen by nobody.
    pub fn at(&self, x: Pt, foot: Pt) -> Vec<Vec<(Pt, Pt)>> {
        let hundredths = |place: Pt| Pt((place.0 + 5).div_euclid(10) * 10);
        let moved = |&(a, b): &(Pt, Pt)| (hundredths(x + a), hundredths(foot - self.height + b));
        self.rings.iter().map(|ring| ring.iter().map(moved).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Layout, built_in_theme};

    /// Sheets lie side by side: no state looks small beside another. Islands apart, which have the width of
    /// a large state and little land.
    #[test]
    fn outlines_are_of_like_area() {
        let Layout::Brief(brief) = built_in_theme("brief").expect("a theme").layout else { panic!() };
        let mut areas = Vec::new();
        let islands = ["#", "HI", "AS", "GU", "MP", "PR", "VI"];
        for line in OUTLINES.lines().filter(|line| !islands.iter().any(|name| line.starts_with(name))) {
            let shape = of(&line[..2], &brief.silhouette).expect("an outline");
            let (wide, high) = (shape.width, shape.height);
            assert!(wide <= brief.silhouette.width && high <= brief.silhouette.height, "{wide} by {high}");
            let rings =
                shape.rings.iter().map(|ring| ring.iter().map(|(x, y)| (x.0, y.0)).collect::<Vec<_>>());
            areas.push(rings.map(|ring| area(&ring)).sum::<i64>() as f64 / 1e6);
        }
        areas.sort_by(f64::total_cmp);
        let (least, most) = (areas[0], areas[areas.len() - 1]);
        assert!(areas.len() >= 50 && most / least <= 4.5, "{least} to {most}");
    }
}
