//! Makes `src/layout/brief/outlines.txt`, the outlines of the 50 states, the District of Columbia
//! and five territories, from the U.S. Census Bureau's cartographic boundaries.
//!
//! The boundaries are in the public domain. They come as the TopoJSON file `states-10m.json` of
//! the npm package `us-atlas` (version 3, ISC), which is not part of this project:
//!
//! ```text
//! npm pack us-atlas@3 && tar xzf us-atlas-3.*.tgz
//! cargo run --example silhouettes -- package/states-10m.json > src/layout/brief/outlines.txt
//! ```

use serde_json::Value;
use std::collections::BTreeMap;

/// The box an outline is fitted into, in points.
const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 66.0;
/// No point lies farther than this from the simplified outline, in points.
const TOLERANCE: f64 = 0.25;
/// Smaller pieces are left out, in square points.
const LEAST_PIECE: f64 = 4.0;

type Point = (f64, f64);

/// Postal codes by the Census Bureau's numbers.
const POSTAL: &[(&str, &str)] = &[
    ("01", "AL"),
    ("02", "AK"),
    ("04", "AZ"),
    ("05", "AR"),
    ("06", "CA"),
    ("08", "CO"),
    ("09", "CT"),
    ("10", "DE"),
    ("11", "DC"),
    ("12", "FL"),
    ("13", "GA"),
    ("15", "HI"),
    ("16", "ID"),
    ("17", "IL"),
    ("18", "IN"),
    ("19", "IA"),
    ("20", "KS"),
    ("21", "KY"),
    ("22", "LA"),
    ("23", "ME"),
    ("24", "MD"),
    ("25", "MA"),
    ("26", "MI"),
    ("27", "MN"),
    ("28", "MS"),
    ("29", "MO"),
    ("30", "MT"),
    ("31", "NE"),
    ("32", "NV"),
    ("33", "NH"),
    ("34", "NJ"),
    ("35", "NM"),
    ("36", "NY"),
    ("37", "NC"),
    ("38", "ND"),
    ("39", "OH"),
    ("40", "OK"),
    ("41", "OR"),
    ("42", "PA"),
    ("44", "RI"),
    ("45", "SC"),
    ("46", "SD"),
    ("47", "TN"),
    ("48", "TX"),
    ("49", "UT"),
    ("50", "VT"),
    ("51", "VA"),
    ("53", "WA"),
    ("54", "WV"),
    ("55", "WI"),
    ("56", "WY"),
    ("60", "AS"),
    ("66", "GU"),
    ("69", "MP"),
    ("72", "PR"),
    ("78", "VI"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name the file states-10m.json")?;
    let topology: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let arcs = arcs(&topology).ok_or("no arcs: is this a quantized TopoJSON file?")?;
    let states = topology["objects"]["states"]["geometries"].as_array().ok_or("no states")?;
    let mut lines = BTreeMap::new();
    for state in states {
        let id = state["id"].as_str().ok_or("a state without a number")?;
        let (_, postal) = POSTAL.iter().find(|(number, _)| *number == id).ok_or("an unknown number")?;
        let rings = rings(state, &arcs).ok_or("a state without an outline")?;
        lines.insert(*postal, outline(rings));
    }
    println!(
        "# Outlines by postal code, made by examples/silhouettes.rs from public-domain boundaries of the"
    );
    println!("# U.S. Census Bureau. Rings of points in tenths of a point, each but the first as a step.");
    for (postal, line) in lines {
        println!("{postal} {line}");
    }
    Ok(())
}

/// The arcs in degrees: each is a chain of whole steps on the file's grid.
fn arcs(topology: &Value) -> Option<Vec<Vec<Point>>> {
    let number = |key: &str, axis: usize| topology["transform"][key][axis].as_f64();
    let (scale, origin) =
        ((number("scale", 0)?, number("scale", 1)?), (number("translate", 0)?, number("translate", 1)?));
    let arc = |arc: &Value| {
        let mut at = (0.0, 0.0);
        let steps = arc.as_array()?.iter().map(|step| {
            at = (at.0 + step[0].as_f64()?, at.1 + step[1].as_f64()?);
            Some((at.0 * scale.0 + origin.0, at.1 * scale.1 + origin.1))
        });
        steps.collect()
    };
    topology["arcs"].as_array()?.iter().map(arc).collect()
}

/// The rings of a state in degrees; what lies west of the date line goes on westwards.
fn rings(state: &Value, arcs: &[Vec<Point>]) -> Option<Vec<Vec<Point>>> {
    let polygons: Vec<&Value> = match state["type"].as_str()? {
        "Polygon" => vec![&state["arcs"]],
        _ => state["arcs"].as_array()?.iter().collect(),
    };
    let mut rings = Vec::new();
    for ring in polygons.iter().filter_map(|polygon| polygon.as_array()).flatten() {
        let mut points: Vec<Point> = Vec::new();
        for index in ring.as_array()?.iter().map(Value::as_i64) {
            let index = index?;
            // A negative number is the complement of an arc's, and means that arc backwards.
            let forward = usize::try_from(if index < 0 { !index } else { index }).ok()?;
            let mut arc = arcs.get(forward)?.clone();
            if index < 0 {
                arc.reverse();
            }
            // An arc begins where the one before ends.
            points.extend(arc.into_iter().skip(usize::from(!points.is_empty())));
        }
        points.pop();
        rings.push(points);
    }
    let alaska = state["id"] == "02";
    for (longitude, _) in rings.iter_mut().flatten() {
        if alaska && *longitude > 0.0 {
            *longitude -= 360.0;
        }
    }
    Some(rings)
}

/// The line of one place.
fn outline(rings: Vec<Vec<Point>>) -> String {
    let (south, north) = range(&rings, |p| p.1);
    let narrow = ((south + north) / 2.0).to_radians().cos();
    let flat = rings.into_iter().map(|ring| ring.into_iter().map(|(x, y)| (x * narrow, -y)).collect());
    let mut rings: Vec<Vec<Point>> = fitted(flat.collect());
    // Without the smallest pieces the rest may be drawn larger, unless there is nothing else.
    if rings.iter().any(|ring| area(ring) >= LEAST_PIECE) {
        rings.retain(|ring| area(ring) >= LEAST_PIECE);
    }
    let rings = fitted(rings);
    let texts = rings.iter().map(|ring| {
        let mut at = (0, 0);
        let mut text = Vec::new();
        for (x, y) in simplified(ring) {
            let next = ((x * 10.0).round() as i64, (y * 10.0).round() as i64);
            text.push(format!("{},{}", next.0 - at.0, next.1 - at.1));
            at = next;
        }
        text.join(" ")
    });
    texts.collect::<Vec<_>>().join(" | ")
}

fn range(rings: &[Vec<Point>], of: impl Fn(&Point) -> f64) -> (f64, f64) {
    let values = || rings.iter().flatten().map(&of);
    (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
}

/// As large as the box allows, from its top left corner.
fn fitted(rings: Vec<Vec<Point>>) -> Vec<Vec<Point>> {
    let (left, right) = range(&rings, |p| p.0);
    let (top, bottom) = range(&rings, |p| p.1);
    let scale = (WIDTH / (right - left)).min(HEIGHT / (bottom - top));
    let point = |(x, y): Point| ((x - left) * scale, (y - top) * scale);
    rings.into_iter().map(|ring| ring.into_iter().map(point).collect()).collect()
}

fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

/// Douglas and Peucker's simplification of a closed ring, from its first point to the one
/// farthest from it and back.
fn simplified(ring: &[Point]) -> Vec<Point> {
    let distance = |a: Point, b: Point| (a.0 - b.0).hypot(a.1 - b.1);
    let far =
        (0..ring.len()).max_by(|&a, &b| distance(ring[0], ring[a]).total_cmp(&distance(ring[0], ring[b])));
    let Some(far) = far else { return Vec::new() };
    let mut closed = ring.to_vec();
    closed.push(ring[0]);
    let mut kept = chain(&closed[..=far]);
    kept.pop();
    kept.extend(chain(&closed[far..]));
    kept.pop();
    kept
}

/// The same for an open chain; its ends stay.
fn chain(points: &[Point]) -> Vec<Point> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Vec::new() };
    let off = |p: Point| {
        let (dx, dy) = (last.0 - first.0, last.1 - first.1);
        let length = dx.hypot(dy);
        if length == 0.0 {
            return (p.0 - first.0).hypot(p.1 - first.1);
        }
        ((p.0 - first.0) * dy - (p.1 - first.1) * dx).abs() / length
    };
    let farthest =
        (1..points.len().saturating_sub(1)).max_by(|&a, &b| off(points[a]).total_cmp(&off(points[b])));
    match farthest.filter(|&n| off(points[n]) > TOLERANCE) {
        None => vec![first, last],
        Some(n) => {
            let mut kept = chain(&points[..=n]);
            kept.pop();
            kept.extend(chain(&points[n..]));
            kept
        }
    }
}
