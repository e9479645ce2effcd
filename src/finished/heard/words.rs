//! The words of marked content: letters put together, with the spaces that only the eye sees.

use super::super::letters::{Letter, LettersOfPage, of_pages};
use hayro_syntax::Pdf;
use std::collections::BTreeMap;

/// The letters of a file by their marks.
pub(super) struct MarkedWords {
    /// By the number of the page's object.
    pages: BTreeMap<u32, BTreeMap<i64, Vec<Letter>>>,
    /// Whether spaces at line ends are in the text, as in all files of this program.
    spaced: bool,
    /// Where the words said last end.
    last: Option<Letter>,
}

/// A gap of more than so many ems is a space; a line is another if it is further than that away.
const GAP: f64 = 0.15;
const OTHER_LINE: f64 = 0.3;

impl MarkedWords {
    pub(super) fn of(pdf: &Pdf, spaced: bool) -> Self {
        let by_mark = |LettersOfPage { letters, .. }| {
            let mut marks: BTreeMap<i64, Vec<Letter>> = BTreeMap::new();
            for letter in letters {
                if let Some(mark) = letter.mark {
                    marks.entry(mark).or_default().push(letter);
                }
            }
            marks
        };
        let pages = of_pages(pdf).map(|(page, letters)| (page, by_mark(letters))).collect();
        MarkedWords { pages, spaced, last: None }
    }

    /// Something begins that stands on its own.
    pub(super) fn begin(&mut self) {
        self.last = None;
    }

    /// The words of a mark, put to what was said before: behind a space, if there is room for one.
    pub(super) fn add(&mut self, page: Option<u32>, mark: i64, said: &mut String) {
        // A file whose elements do not name their page has one.
        let page = page.or_else(|| self.pages.keys().next().copied());
        let Some(letters) = page.and_then(|page| self.pages.get(&page)?.get(&mark)) else { return };
        for letter in letters {
            if let Some(last) = &self.last {
                join(last, letter, self.spaced, said);
            }
            said.push_str(&letter.text);
            self.last = Some(letter.clone());
        }
    }
}

/// What stands between two letters: nothing, or a space. A soft hyphen at a line's end goes with it.
fn join(last: &Letter, next: &Letter, spaced: bool, said: &mut String) {
    let (size, from, to) = (last.size().max(1.0), last.end(), next.begin());
    let other_line = (from.1 - to.1).abs() > OTHER_LINE * size;
    if other_line && said.ends_with('\u{ad}') {
        said.pop();
        return;
    }
    let apart = if other_line { !spaced } else { (to.0 - from.0).abs() > GAP * size };
    if apart && !said.ends_with(char::is_whitespace) && !next.text.starts_with(char::is_whitespace) {
        said.push(' ');
    }
}
