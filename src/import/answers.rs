//! `import.toml`: what was answered about a spreadsheet, kept for next year.
//!
//! In: what `answers_reader` reads of the file. Out: [`Answers`], found by the words they are about. What is written
//! there wins over all that is found.

use super::grid::spaced;
use super::headings::{self, ColumnUnit, HeadingWords, normal};
use crate::figure::Value;
use crate::source::{Span, Spanned};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

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
    Figure {
        key: String,
        unit: Option<ColumnUnit>,
    },
    /// A figure of its own, for the dictionary.
    New {
        unit: Option<ColumnUnit>,
    },
    LeaveOut,
    Ask,
}

/// An answer for one cell, as long as it says the same.
#[derive(Debug, Clone)]
pub(super) struct CellAnswer {
    /// Its postal code, once the places are known.
    pub(super) state: Spanned<String>,
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
    headings: BTreeMap<String, AnswerOf<HeadingAnswer>>,
    pub(super) words: Vec<(Option<String>, AnswerOf<WordAnswer>)>,
    places: BTreeMap<String, AnswerOf<Option<String>>>,
    /// Names of places of the set's own that have no file yet, in the order of the answers, and where they stand.
    pub(super) new_places: Vec<Spanned<String>>,
    pub(super) cells: Vec<CellAnswer>,
    /// Where the answers stand that something of the file asked for.
    used: RefCell<BTreeSet<Span>>,
}

/// An answer, what it is about, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct AnswerOf<T> {
    pub(super) about: String,
    pub(super) answer: T,
    pub(super) span: Span,
}

/// A fixed answer as it is compared: capitals do not matter.
pub(super) fn fixed(text: &str) -> String {
    spaced(text).to_lowercase()
}

impl Answers {
    /// `false` if the same heading is answered otherwise.
    pub(super) fn add_heading(&mut self, own: AnswerOf<HeadingAnswer>) -> bool {
        let key = headings::answered(&spaced(&own.about));
        match self.headings.get(&key) {
            Some(before) if before.answer != HeadingAnswer::Ask => {
                own.answer == HeadingAnswer::Ask || own.answer == before.answer
            }
            _ => {
                self.headings.insert(key, own);
                true
            }
        }
    }

    pub(super) fn heading(&self, heading: &HeadingWords) -> Option<&HeadingAnswer> {
        self.heading_at(heading).map(|found| &found.answer)
    }

    pub(super) fn heading_at(&self, heading: &HeadingWords) -> Option<&AnswerOf<HeadingAnswer>> {
        let found = self.headings.get(&heading.answered)?;
        self.used.borrow_mut().insert(found.span);
        Some(found)
    }

    pub(super) fn headings_mut(&mut self) -> impl Iterator<Item = &mut AnswerOf<HeadingAnswer>> {
        self.headings.values_mut()
    }

    /// `None` for a place that is left out; `false` if the same name is answered otherwise.
    pub(super) fn add_place(&mut self, own: AnswerOf<Option<String>>) -> bool {
        let answer = own.answer.clone();
        self.places.entry(normal(&own.about)).or_insert(own).answer == answer
    }

    pub(super) fn places(&self) -> impl Iterator<Item = &AnswerOf<Option<String>>> {
        self.places.values()
    }

    /// The answer for a whole text: that for the figure, or else the one for all.
    pub(super) fn word(&self, figure: &str, text: &str) -> Option<WordAnswer> {
        let text = spaced(text);
        let of = |key: Option<&str>| {
            self.words
                .iter()
                .find(|(own, known)| own.as_deref() == key && spaced(&known.about) == text)
                .map(|(_, word)| word)
        };
        let found = of(Some(figure)).or_else(|| of(None))?;
        self.used.borrow_mut().insert(found.span);
        Some(found.answer)
    }

    /// The place that a text means; `None` in the answer if it is left out.
    pub(super) fn place(&self, text: &str) -> Option<Option<&str>> {
        self.place_at(text).map(|found| found.answer.as_deref())
    }

    pub(super) fn place_at(&self, text: &str) -> Option<&AnswerOf<Option<String>>> {
        let found = if self.places.is_empty() { None } else { self.places.get(&normal(text)) }?;
        self.used.borrow_mut().insert(found.span);
        Some(found)
    }

    pub(super) fn cell(&self, state: &str, figure: &str, says: &str) -> Option<&CellAnswer> {
        let is = |cell: &&CellAnswer| {
            cell.state.value == state && cell.figure == figure && spaced(&cell.says) == spaced(says)
        };
        let found = self.cells.iter().find(is)?;
        self.used.borrow_mut().insert(found.state.span);
        Some(found)
    }

    /// The answers that nothing in the file asked for, and what they are about.
    pub(super) fn unused(&self) -> Vec<(Span, &str)> {
        let headings = self.headings.values().filter(|own| own.answer != HeadingAnswer::Ask);
        let words = self.words.iter().map(|(_, own)| own).filter(|own| own.answer != WordAnswer::Ask);
        let cells = self.cells.iter().filter(|own| own.value != WordAnswer::Ask);
        let all = headings.map(|own| (own.span, own.about.as_str()));
        let all = all.chain(words.map(|own| (own.span, own.about.as_str())));
        let all = all.chain(self.places.values().map(|own| (own.span, own.about.as_str())));
        let all = all.chain(cells.map(|own| (own.state.span, own.says.as_str())));
        let used = self.used.borrow();
        all.filter(|(span, _)| !used.contains(span)).collect()
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
