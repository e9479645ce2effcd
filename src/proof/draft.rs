//! The mark of pages that nobody approved: it is there where it must be and nowhere else, says what it should, and
//! stands clear of the text.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, Promise};
use super::content::StretchOwner;
use super::drawing::{Painted, PaintedPart};
use super::file::File;
use super::page::PageView;
use super::visible::{contrast, holds, luminance, meets};
use crate::objects::Pdf;
use memchr::memmem;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "draft-mark",
    clauses: &[(HOUSE, "a page that nobody approved says so beside its text, and no other does")],
    run: Examines::Both(demanded, mark),
}];

const WORD: &str = "DRAFT";
const LEAST_SIZE: f64 = 9.5;
const LEAST_CONTRAST: f64 = 4.5;
/// What an artifact of this kind is called (ISO 32000-1, Table 330).
pub(super) const SUBTYPE: &str = "Watermark";

/// Whether a page of a file has the mark.
pub fn is_draft(bytes: &[u8]) -> bool {
    super::file::load(bytes).is_ok_and(|pdf| is_marked(&pdf))
}

/// The same, of a file that has been read.
pub fn is_marked(pdf: &Pdf) -> bool {
    let sign = [b"/Subtype/", SUBTYPE.as_bytes()].concat();
    let sign = memmem::Finder::new(&sign);
    pdf.pages().iter().filter_map(|page| page.content(pdf)).any(|content| sign.find(&content).is_some())
}

fn demanded(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let Some(marked) = promise.marked else { return };
    for page in &file.pages {
        let has = letters(page).next().is_some();
        faults.unless(has || !marked, "nobody has approved the page, and it does not say that it is a draft");
        faults.unless(marked || !has, "the page is approved, and says that it is a draft");
    }
}

/// What is painted of the mark.
fn letters<'v>(page: &'v PageView<'_>) -> impl Iterator<Item = (usize, &'v Painted)> {
    let is_mark = |paint: &Painted| page.content.stretches[paint.stretch].owner == StretchOwner::Draft;
    page.content.paints.iter().enumerate().filter(move |(_, paint)| is_mark(paint))
}

fn mark(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    if letters(page).next().is_none() {
        return;
    }
    let mut said = vec![String::new(); page.trims.len()];
    for (turn, paint) in letters(page) {
        let PaintedPart::Run(run) = paint.mark else {
            faults.add("the mark of a draft has more than letters");
            continue;
        };
        let run = &page.content.runs[run];
        let (own, ink) = (page.content.said(run), run.ink.unwrap_or(paint.bounds));
        match page.trims.iter().position(|trim| holds(*trim, ink)) {
            Some(number) => said[number].push_str(own),
            None => faults.add(format!("`{own}` of the mark of a draft is not on the page")),
        }
        let pale = contrast(luminance(paint.color), 1.0) < LEAST_CONTRAST;
        faults.unless(run.size >= LEAST_SIZE && !pale, "the mark of a draft is small or pale");
        let others = page.content.paints.iter().enumerate().filter(|(other, _)| *other != turn);
        let covered = others.filter_map(|(_, other)| area(page, other)).any(|other| meets(ink, other));
        faults.unless(!covered, format_args!("`{own}` of the mark of a draft meets something else"));
    }
    for (number, said) in (1..).zip(&said) {
        let whole = !said.is_empty() && said.replace(WORD, "").is_empty();
        faults.unless(
            whole,
            format_args!("page {number} says `{said}` in its margins, not that it is a draft"),
        );
    }
}

/// Where something has ink.
fn area(page: &PageView<'_>, paint: &Painted) -> Option<[f64; 4]> {
    match paint.mark {
        PaintedPart::Run(run) => page.content.runs[run].ink,
        PaintedPart::Shape(shape) => {
            let shape = &page.content.shapes[shape];
            let more = shape.weight.unwrap_or(0.0) / 2.0;
            let [left, bottom, right, top] = shape.bounds;
            Some([left - more, bottom - more, right + more, top + more])
        }
    }
}
