//! `import.toml`: what was answered about a spreadsheet, kept for next year.
//!
//! In: what `answers_reader` reads of the file. Out: [`Answers`], found by the words they are about. What is written
//! there wins over all that is found.

use super::grid::spaced;
use super::headings::{self, ColumnUnit, HeadingWords, normal};
use crate::figure::Value;
use std::collections::BTreeMap;

/// What is answered for a text or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordAnswer {
    Is(Value),
    LeaveOut,
    /// Not yet answered.
    Ask,
}

/// What is answered for a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadingAnswer {
    Figure { key: String, unit: Option<ColumnUnit> },
    LeaveOut,
    Ask,
}

/// An answer for one cell, as long as it says the same.
#[derive(Debug, Clone)]
pub(super) struct CellAnswer {
    pub(super) state: String,
    pub(super) figure: String,
    pub(super) says: String,
    pub(super) value: WordAnswer,
    pub(super) note: Option<String>,
}

/// `[file]`: how a file is read.
#[derive(Debug, Clone, Default)]
pub(super) struct FileAnswers {
    pub(super) sheet: Option<String>,
    /// First and last row, from 0.
    pub(super) headings: Option<(u32, u32)>,
    pub(super) encoding: Option<String>,
    pub(super) delimiter: Option<char>,
    /// The decimal mark.
    pub(super) decimal: Option<char>,
    /// Whether hidden rows and columns are read.
    pub(super) hidden: Option<bool>,
    /// Whether a title may name another year than the set.
    pub(super) other_year: bool,
}

/// All of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    pub(super) file: FileAnswers,
    /// By their words as they are compared.
    headings: BTreeMap<String, HeadingAnswer>,
    pub(super) words: Vec<(Option<String>, String, WordAnswer)>,
    places: BTreeMap<String, Option<String>>,
    /// Names of places of the set's own that have no file yet, in the order of the answers.
    pub(super) new_places: Vec<String>,
    pub(super) cells: Vec<CellAnswer>,
}

impl Answers {
    pub(super) fn add_heading(&mut self, heading: &str, answer: HeadingAnswer) {
        self.headings.entry(headings::answered(&spaced(heading))).or_insert(answer);
    }

    pub(super) fn heading(&self, heading: &HeadingWords) -> Option<&HeadingAnswer> {
        self.headings.get(&heading.answered)
    }

    /// `None` for a place that is left out.
    pub(super) fn add_place(&mut self, text: &str, place: Option<&str>) {
        self.places.entry(normal(text)).or_insert(place.map(str::to_owned));
    }

    /// The answer for a whole text: that for the figure, or else the one for all.
    pub(super) fn word(&self, figure: &str, text: &str) -> Option<WordAnswer> {
        let text = spaced(text);
        let of = |key: Option<&str>| {
            self.words
                .iter()
                .find(|(own, known, _)| own.as_deref() == key && spaced(known) == text)
                .map(|word| word.2)
        };
        of(Some(figure)).or_else(|| of(None))
    }

    /// The place that a text means; `None` in the answer if it is left out.
    pub(super) fn place(&self, text: &str) -> Option<Option<&str>> {
        if self.places.is_empty() { None } else { self.places.get(&normal(text)).map(Option::as_deref) }
    }

    pub(super) fn cell(&self, state: &str, figure: &str, says: &str) -> Option<&CellAnswer> {
        self.cells
            .iter()
            .find(|cell| cell.state == state && cell.figure == figure && spaced(&cell.says) == spaced(says))
    }
}

/// A decimal mark, as typed.
pub(super) fn decimal_mark(typed: &str) -> Option<char> {
    match typed {
        "." | "point" => Some('.'),
        "," | "comma" => Some(','),
        _ => None,
    }
}

/// A sign between columns, as typed.
pub(super) fn delimiter(typed: &str) -> Option<char> {
    let named = super::text::DELIMITERS.iter().find(|(_, name)| *name == typed).map(|(sign, _)| *sign);
    named.or_else(|| (typed == "\t" || typed == "\\t").then_some('\t'))
}

/// "4:6", or "4".
pub(super) fn rows(typed: &str) -> Option<(u32, u32)> {
    let (from, to) = typed.split_once([':', '-']).unwrap_or((typed, typed));
    let number = |text: &str| {
        text.trim().parse::<u32>().ok().filter(|row| (1..=1_048_576).contains(row)).map(|row| row - 1)
    };
    let (from, to) = (number(from)?, number(to)?);
    (from <= to && to - from < 20).then_some((from, to))
}
