//! Where the numbers stand on the page: found among its letters, in reading order.

use super::NOTICE;
use super::paint::{LETTER, Painting, Weight};
use crate::finished::{Letter, LettersOfPage};

/// A number of the page, and where it comes from. Its key is its place in the list, from 1 on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedNumber {
    /// As printed.
    pub printed: String,
    /// Its name in the wording; for a number typed there, that it is.
    pub name: String,
    /// What the dictionary calls it, if it is a figure.
    pub label: Option<String>,
    /// As the data has it.
    pub value: Option<String>,
    /// Of what kind it is: "count", "figure of the nation" …
    pub kind: &'static str,
    /// File, line and column.
    pub place: String,
    pub source: Option<String>,
}

/// A number that was found.
pub struct Boxed {
    pub key: usize,
    /// From 0 on.
    pub page: usize,
    /// One for each line it stands on: left, bottom, right, top.
    pub areas: Vec<[f64; 4]>,
}

/// How far a letter reaches below and above its baseline, in ems.
const BELOW: f64 = 0.22;
const ABOVE: f64 = 0.72;
/// Size of the keys, in points.
const KEY: f64 = 5.0;

/// A character of the page.
struct Placed<'p> {
    c: char,
    page: usize,
    letter: &'p Letter,
}

/// The boxes of the numbers that are on the pages.
pub fn boxed(pages: &[LettersOfPage], numbers: &[KeyedNumber]) -> Vec<Boxed> {
    let placed: Vec<Placed<'_>> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, letters)| {
            let own = letters.letters.iter().filter(|letter| letter.mark.is_some());
            own.flat_map(move |letter| compact(&letter.text).map(move |c| Placed { c, page, letter }))
        })
        .collect();
    let (mut boxes, mut from) = (Vec::new(), 0);
    for (key, number) in (1..).zip(numbers) {
        let printed: Vec<char> = compact(&number.printed).collect();
        let Some(at) = find(&placed, from, &printed) else { continue };
        from = at + printed.len();
        let found = &placed[at..from];
        boxes.push(Boxed { key, page: found[0].page, areas: areas(found) });
    }
    boxes
}

/// A text without what depends on where its lines end.
fn compact(text: &str) -> impl Iterator<Item = char> + '_ {
    let shown = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}');
    shown.map(|c| if c == '\u{2011}' { '-' } else { c })
}

/// The next place of a number that is not part of a longer one.
fn find(placed: &[Placed<'_>], from: usize, printed: &[char]) -> Option<usize> {
    // Two digits side by side, without a space between them, are of one number.
    let is_one = |at: usize| {
        let (Some(one), Some(next)) = (placed.get(at), placed.get(at + 1)) else { return false };
        let ((x, y), (to_x, to_y), size) = (one.letter.end(), next.letter.begin(), one.letter.size());
        let beside = (x - to_x).abs() < 0.1 * size && (y - to_y).abs() < 0.1 * size;
        one.c.is_ascii_digit() && next.c.is_ascii_digit() && beside
    };
    let last = printed.len().checked_sub(1)?;
    (from..(placed.len() + 1).saturating_sub(printed.len())).find(|&at| {
        let same = placed[at..].iter().zip(printed).all(|(own, c)| own.c == *c);
        same && !at.checked_sub(1).is_some_and(is_one) && !is_one(at + last)
    })
}

/// One area for each line.
fn areas(found: &[Placed<'_>]) -> Vec<[f64; 4]> {
    let lines =
        found.chunk_by(|a, b| (a.letter.begin().1 - b.letter.begin().1).abs() < 0.3 * a.letter.size());
    lines
        .map(|line| {
            let (first, last) = (line[0].letter, line[line.len() - 1].letter);
            let ((left, base), (right, _), size) = (first.begin(), last.end(), first.size());
            [left - 1.0, base - BELOW * size, right + 1.0, base + ABOVE * size]
        })
        .collect()
}

/// The boxes of a page with their keys, and the notice.
pub(super) fn paint(boxes: &[&Boxed], sheet: [f64; 4]) -> Painting {
    let mut over = Painting::over();
    for boxed in boxes {
        boxed.areas.iter().for_each(|area| over.frame(*area));
        let Some([_, _, right, top]) = boxed.areas.first() else { continue };
        let key = boxed.key.to_string();
        let width = LETTER * KEY * key.len() as f64;
        // Over the box's corner, where lines leave room.
        let (left, bottom) = (right - width + 1.0, top + 0.4);
        over.clear([left - 0.4, bottom - 0.3, left + width + 0.4, bottom + 0.7 * KEY]);
        over.text((left, bottom), KEY, Weight::Strong, true, &key);
    }
    let [left, _, right, top] = sheet;
    let width = LETTER * 8.0 * NOTICE.len() as f64;
    over.text(((left + right - width) / 2.0, top - 14.0), 8.0, Weight::Strong, true, NOTICE);
    over
}
