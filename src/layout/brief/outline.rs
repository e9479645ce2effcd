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
    height: Pt,
}

/// The outline of a place; `None` if there is none, or if it would be specks.
pub fn of(postal: &str, tokens: &Silhouette) -> Option<StateShape> {
    let line = OUTLINES.lines().find_map(|line| line.strip_prefix(postal)?.strip_prefix(' '))?;
    let rings = read(line)?;
    let points = || rings.iter().flatten();
    let (wide, high) = (points().map(|p| p.0).max()?, points().map(|p| p.1).max()?);
    // Whichever of width and height is reached first decides the scale, a fraction.
    let (to, from) = match wide * tokens.height.0 > high * tokens.width.0 {
        true => (tokens.width.0, wide),
        false => (tokens.height.0, high),
    };
    let scaled = |n: i64| Pt(n * to / from.max(1));
    let rings: Vec<Vec<(Pt, Pt)>> =
        rings.iter().map(|ring| ring.iter().map(|&(x, y)| (scaled(x), scaled(y))).collect()).collect();
    let area: i64 = rings.iter().map(|ring| area(ring)).sum();
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

/// The area in millionths of a square point.
fn area(ring: &[(Pt, Pt)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0.0 * b.1.0 - b.0.0 * a.1.0).sum::<i64>().abs() / 2
}

impl StateShape {
    /// The rings with the outline's left edge at `x` and its lower end at `foot`.
    pub fn at(&self, x: Pt, foot: Pt) -> Vec<Vec<(Pt, Pt)>> {
        let moved = |&(a, b): &(Pt, Pt)| (x + a, foot - self.height + b);
        self.rings.iter().map(|ring| ring.iter().map(moved).collect()).collect()
    }
}
