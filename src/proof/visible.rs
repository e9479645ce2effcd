//! Checks of what the eye sees of the words: all of them on the page, large enough, in a color that
//! stands out from what is below, with nothing over them.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::{ShapeKind, ShownRun, StretchOwner};
use super::drawing::{Painted, PaintedPart, SetColor};
use super::drawings::UNDERLINE;
use super::page::PageView;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "words-on-the-page",
        clauses: &[(HOUSE, "all of the words are on the page")],
        run: Examines::Page(on_the_page),
    },
    Check {
        name: "words-large-enough",
        clauses: &[(HOUSE, "no letters too small to read")],
        run: Examines::Page(large_enough),
    },
    Check {
        name: "words-seen",
        clauses: &[(HOUSE, "words stand out from what is below, and nothing covers them")],
        run: Examines::Page(seen),
    },
];

/// No theme has smaller letters.
const LEAST_SIZE: f64 = 8.0;
/// Contrast of letters that are read without trouble when they are large (WCAG 2.2, 1.4.3); themes ask
/// for more of small ones.
const LEAST_CONTRAST: f64 = 3.0;
/// Ink may touch what is beside it so far, in points.
const TOUCH: f64 = 0.25;

/// The runs with letters that belong to the text, each with where it is in the painting order.
fn words<'v>(page: &'v PageView<'_>) -> impl Iterator<Item = (usize, &'v Painted, &'v ShownRun, [f64; 4])> {
    page.content.paints.iter().enumerate().filter_map(|(turn, paint)| {
        let PaintedPart::Run(run) = paint.mark else { return None };
        let run = &page.content.runs[run];
        let owner = page.content.stretches[paint.stretch].owner;
        let ink = run.ink.filter(|_| matches!(owner, StretchOwner::Mark(_)))?;
        Some((turn, paint, run, ink))
    })
}

fn on_the_page(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (_, _, run, ink) in words(page) {
        let sound = page.trims.iter().any(|trim| holds(*trim, ink));
        faults.unless(sound, format_args!("`{}` is not on the page", page.content.said(run)));
    }
}

fn large_enough(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (_, _, run, _) in words(page) {
        let sound = run.size >= LEAST_SIZE - 1e-6;
        faults.unless(
            sound,
            format_args!("`{}` is set in {} pt, too small to read", page.content.said(run), run.size),
        );
    }
}

/// What lies on the page beside words.
struct Obstacle {
    turn: usize,
    bounds: [f64; 4],
    light: f64,
    /// Whether it fills its bounds.
    is_solid: bool,
    stretch: usize,
}

/// The areas and lines, the modules of a code as one.
fn obstacles(page: &PageView<'_>) -> Vec<Obstacle> {
    let mut found: Vec<Obstacle> = Vec::new();
    for (turn, paint) in page.content.paints.iter().enumerate() {
        let PaintedPart::Shape(place) = paint.mark else { continue };
        let shape = &page.content.shapes[place];
        let more = shape.weight.unwrap_or(0.0) / 2.0;
        let [left, bottom, right, top] = shape.bounds;
        let bounds = [left - more, bottom - more, right + more, top + more];
        let is_text = matches!(page.content.stretches[paint.stretch].owner, StretchOwner::Mark(_));
        match found.last_mut().filter(|last| is_text && last.stretch == paint.stretch) {
            Some(last) => {
                let [left, bottom, right, top] = last.bounds;
                last.bounds =
                    [left.min(bounds[0]), bottom.min(bounds[1]), right.max(bounds[2]), top.max(bounds[3])];
            }
            None => found.push(Obstacle {
                turn,
                bounds,
                light: luminance(paint.color),
                is_solid: shape.kind == ShapeKind::Rectangle && shape.weight.is_none(),
                stretch: paint.stretch,
            }),
        }
    }
    found
}

fn seen(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let obstacles = obstacles(page);
    let mut last: Option<(SetColor, f64)> = None;
    for (turn, paint, run, ink) in words(page) {
        let said = || page.content.said(run);
        let ink = [ink[0] + TOUCH, ink[1] + TOUCH, ink[2] - TOUCH, ink[3] - TOUCH];
        let light = match last.filter(|(color, _)| *color == paint.color) {
            Some((_, light)) => light,
            None => luminance(paint.color),
        };
        last = Some((paint.color, light));
        let mut ground = 1.0;
        for obstacle in obstacles.iter().filter(|obstacle| meets(ink, obstacle.bounds)) {
            if underlines(obstacle, run) {
                continue;
            }
            if obstacle.turn > turn {
                faults.add(format!("something is painted over `{}`", said()));
            } else if obstacle.is_solid && holds(obstacle.bounds, ink) {
                ground = obstacle.light;
            } else if obstacle.is_solid || contrast(light, obstacle.light) < LEAST_CONTRAST {
                faults.add(format!("something is drawn across `{}`", said()));
            }
        }
        if contrast(light, ground) < LEAST_CONTRAST {
            faults.add(format!("`{}` hardly stands out from what is below it", said()));
        }
    }
}

/// Whether it is a thin line below the letters.
fn underlines(obstacle: &Obstacle, run: &ShownRun) -> bool {
    let [_, bottom, _, top] = obstacle.bounds;
    obstacle.is_solid && top < run.y && top - bottom <= UNDERLINE * run.size
}

pub(super) fn meets(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

pub(super) fn holds(outer: [f64; 4], inner: [f64; 4]) -> bool {
    outer[0] <= inner[0] && outer[1] <= inner[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/// From 0, black, to 1, white (WCAG 2.2, "relative luminance"); inks as if they were filters.
pub(super) fn luminance(color: SetColor) -> f64 {
    let parts = match color {
        SetColor::Gray(gray) => [gray; 3],
        SetColor::Rgb(parts) => parts,
        SetColor::Cmyk([c, m, y, k]) => [c, m, y].map(|part| (1.0 - part) * (1.0 - k)),
        SetColor::Named(_) => [0.0; 3],
    };
    let [red, green, blue] =
        parts.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

pub(super) fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_stand_out_or_do_not() {
        let of = |a, b| contrast(luminance(a), luminance(b));
        let white = SetColor::Gray(1.0);
        assert!((of(SetColor::Gray(0.0), white) - 21.0).abs() < 1e-9);
        assert!(of(SetColor::Rgb([1.0; 3]), white) < 1.01 && of(SetColor::Cmyk([0.0; 4]), white) < 1.01);
        // The band of the themes.
        assert!(of(SetColor::Rgb([0.07, 0.19, 0.36]), white) > 10.0);
        assert!(of(SetColor::Cmyk([0.0, 0.0, 1.0, 0.0]), white) < LEAST_CONTRAST);
    }
}
