//! A finished file of imposed sheets read again, before anybody gets it: every letter of every page stands at its
//! place, and is that of its document; nothing is beside the pages but marks.

use super::grid::PaperGrid;
use super::order::{Placed, Side};
use crate::finished::{Letter, LettersOfPage, PaintedSheet, origin, painted_sheets};
use crate::pdf::PageForm;
use crate::profile::Profile;
use crate::standard::Standard;

/// How far a letter may stand from its place, in points.
const NEAR: f64 = 0.1;

/// What the file is held against.
pub(super) struct ExpectedPaper<'e> {
    pub(super) grid: &'e PaperGrid,
    pub(super) sides: &'e [Side],
    /// The pages, and their letters as their own files have them.
    pub(super) forms: &'e [PageForm],
    pub(super) letters: &'e [LettersOfPage],
    pub(super) profile: &'e Profile,
}

/// From the points of a page to those of the paper.
pub(super) fn matrix(grid: &PaperGrid, form: &PageForm, placed: &Placed) -> [f64; 6] {
    let [left, bottom, right, top] = grid.at(placed.row, placed.column);
    let (factor, [x, y, ..]) = (grid.factor, form.trim);
    match placed.turned {
        false => [factor, 0.0, 0.0, factor, left - factor * x, bottom - factor * y],
        true => [-factor, 0.0, 0.0, -factor, right + factor * x, top + factor * y],
    }
}

/// The letters of a page that are within its trim: not what a print shop had around it.
pub(super) fn within<'l>(page: &'l LettersOfPage, form: &PageForm) -> impl Iterator<Item = &'l Letter> {
    let [left, bottom, right, top] = form.trim;
    page.letters.iter().filter(move |letter| {
        let (x, y) = letter.begin();
        (left..=right).contains(&x) && (bottom..=top).contains(&y)
    })
}

/// Reads the file and names the first thing that is wrong.
pub(super) fn prove(bytes: &[u8], expected: &ExpectedPaper<'_>) -> Result<(), String> {
    let sheets = painted_sheets(bytes).map_err(|why| why.to_string())?;
    if sheets.len() != expected.sides.len() {
        return Err(format!("it has {} sides and not {}", sheets.len(), expected.sides.len()));
    }
    let own = origin(bytes).map_err(|why| why.to_string())?;
    // Of one that is not declared by itself, nothing can be said.
    let declared = |standard: &Standard| !standard.requirements().declared_by.is_empty();
    for standard in Standard::ALL.into_iter().filter(declared) {
        if own.declares(standard) != expected.profile.standards.contains(&standard) {
            return Err(format!("what it says of {standard} is not so"));
        }
    }
    let intents = expected.profile.standards.iter();
    let intents: Vec<&str> = intents.filter_map(|own| own.requirements().output_intent).collect();
    if own.intents != intents {
        return Err(format!("its output intents are {:?} and not {intents:?}", own.intents));
    }
    for (number, (sheet, side)) in (1..).zip(sheets.iter().zip(expected.sides)) {
        prove_side(sheet, side, expected).map_err(|why| format!("side {number}: {why}"))?;
    }
    Ok(())
}

fn prove_side(sheet: &PaintedSheet, side: &Side, expected: &ExpectedPaper<'_>) -> Result<(), String> {
    let grid = expected.grid;
    let area = grid.area();
    let wider = |[l, b, r, t]: [f64; 4], by: f64| [l - by, b - by, r + by, t + by];
    let paper = [0.0, 0.0, grid.paper[0], grid.paper[1]];
    for (found, wanted) in sheet.boxes.iter().zip([paper, wider(area, grid.bleed), area]) {
        if !found.is_some_and(|found| near(&found, &wanted)) {
            return Err(format!("a box of the page is {found:?} and not {wanted:?}"));
        }
    }
    if sheet.more {
        return Err("the page is turned or scaled, or has annotations".to_owned());
    }
    let bled = wider(area, grid.bleed - 0.01);
    for drawing in &sheet.drawings {
        let [left, bottom, right, top] = drawing.area;
        if left < bled[2] && right > bled[0] && bottom < bled[3] && top > bled[1] {
            return Err("a mark is on the pages".to_owned());
        }
        if left < 0.0 || bottom < 0.0 || right > paper[2] || top > paper[3] {
            return Err("a mark is not on the paper".to_owned());
        }
    }
    let inside = |area: &[f64; 4], (x, y): (f64, f64)| {
        x > area[0] - NEAR && x < area[2] + NEAR && y > area[1] - NEAR && y < area[3] + NEAR
    };
    if sheet.letters.iter().any(|letter| inside(&bled, letter.begin()) || !inside(&paper, letter.end())) {
        return Err("a letter of the paper's own is on the pages, or not on the paper".to_owned());
    }
    if sheet.forms.len() != side.placed.len() {
        return Err(format!("it has {} pages and not {}", sheet.forms.len(), side.placed.len()));
    }
    for (form, placed) in sheet.forms.iter().zip(&side.placed) {
        let (own, cell) = (&expected.forms[placed.page], grid.at(placed.row, placed.column));
        let place = format!("row {}, column {}", placed.row + 1, placed.column + 1);
        if !near(&form.clip, &wider(cell, grid.bleed)) {
            return Err(format!("{place}: ink would run to {:?}", form.clip));
        }
        let [a, _, _, d, e, f] = matrix(grid, own, placed);
        let mut wanted = within(&expected.letters[placed.page], own);
        for found in &form.letters {
            let Some(wanted) = wanted.next() else {
                return Err(format!("{place}: there are letters too many"));
            };
            for (found, (x, y)) in [(found.begin(), wanted.begin()), (found.end(), wanted.end())] {
                let (x, y) = (a * x + e, d * y + f);
                if (found.0 - x).abs() > NEAR || (found.1 - y).abs() > NEAR {
                    return Err(format!("{place}: a letter stands at {found:?} and not at {:?}", (x, y)));
                }
            }
            if found.text != wanted.text {
                return Err(format!("{place}: it reads {:?} and not {:?}", found.text, wanted.text));
            }
            if !inside(&cell, found.begin()) {
                return Err(format!("{place}: a letter is not on its page"));
            }
        }
        if wanted.next().is_some() {
            return Err(format!("{place}: letters are missing"));
        }
    }
    Ok(())
}

fn near(found: &[f64; 4], wanted: &[f64; 4]) -> bool {
    found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < NEAR)
}
