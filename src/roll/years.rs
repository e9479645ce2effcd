//! The years that a text names: each must be looked at before the sheets of another year go out.

use super::edit::Stays;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Most letters shown of a line.
const SHOWN: usize = 120;

/// A year that the new set names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct YearMention {
    /// The file, inside the set.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The year as it stands there now.
    pub year: i32,
    /// Whether it is the new one, put there in place of the old. Any other is left to the authors.
    pub changed: bool,
    /// The line.
    pub text: String,
}

/// The years of a TOML file; `placed` is what was changed in it, in order.
pub(super) fn of_text(path: &Path, text: &str, placed: &[(Range<usize>, Stays)]) -> Vec<YearMention> {
    let mut found = Vec::new();
    let (mut start, mut next) = (0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        for at in years(line) {
            let byte = start + at;
            while placed.get(next).is_some_and(|(range, _)| range.end <= byte) {
                next += 1;
            }
            let stays = placed.get(next).filter(|(range, _)| range.contains(&byte)).map(|(_, stays)| *stays);
            if stays != Some(Stays::Figure) {
                found.push(mention(path, number, line, at, stays == Some(Stays::Year)));
            }
        }
        start += line.len();
    }
    found
}

/// The years of a table; a cell that is nothing but a number is no text.
pub(super) fn of_table(path: &Path, text: &str) -> Vec<YearMention> {
    let mut found = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let alone = |at: &usize| {
            let (before, behind) = (&line[..*at], &line[at + 4..]);
            (before.is_empty() || before.ends_with(','))
                && (behind.trim().is_empty() || behind.starts_with(','))
        };
        let years = years(line).into_iter().filter(|at| !alone(at));
        found.extend(years.map(|at| mention(path, number, line, at, false)));
    }
    found
}

fn mention(path: &Path, number: usize, line: &str, at: usize, changed: bool) -> YearMention {
    YearMention {
        path: path.to_owned(),
        line: number + 1,
        column: line[..at].chars().count() + 1,
        year: line[at..at + 4].parse().unwrap_or_default(),
        changed,
        text: line.trim().chars().take(SHOWN).collect(),
    }
}

/// Where the four digits of a year from 1900 to 2100 stand that are no part of a longer number.
fn years(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let rest = &line[start..];
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (before, behind) = (&line[..start], &rest[length..]);
        // "1,984", "2.024", "8_024": digits of another number.
        let joined = |sign: Option<char>, digit: Option<char>| {
            matches!(sign, Some(',' | '.' | '_')) && digit.is_some_and(|c| c.is_ascii_digit())
        };
        let left = joined(before.chars().next_back(), before.chars().rev().nth(1));
        let right = joined(behind.chars().next(), behind.chars().nth(1));
        let year = length == 4 && matches!(rest[..4].parse(), Ok(1900..=2100));
        if year && !left && !right {
            found.push(start);
        }
        at = start + length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn years_are_told_from_other_numbers() {
        for (line, wanted) in [
            ("In 2023, as in 2022-2023.", 3),
            ("FY2023 (2024)", 2),
            ("1,984 and 8_024 and 20234 and 12.2023", 0),
            ("1-800-843-5678", 0),
            ("released = 2024-05-01", 1),
            ("1899 2101", 0),
            ("é2023.", 1),
        ] {
            assert_eq!(years(line).len(), wanted, "{line}");
        }
    }
}
