//! Marks of notes and the notes themselves, which an import leaves behind: told, so that what readers need is not lost
//! without a word.
//!
//! In: a table. Out: one remark with the marks at headings and names, and the notes of the sheet.

use super::Context;
use super::grid::spaced;
use super::layout::{RowKind, SheetTable};
use super::survey::Survey;

/// Signs behind a word that stand for a note.
const MARKS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§";
/// Notes that are told.
const MOST_NOTES: usize = 6;
/// Letters of a note that are told.
const LONGEST_NOTE: usize = 80;

/// The marks at the end of a text, with at least one word before them.
fn mark(text: &str) -> Option<&str> {
    let word = text.trim_end_matches(|c| MARKS.contains(c));
    Some(&text[word.len()..]).filter(|mark| !mark.is_empty() && !word.trim().is_empty())
}

/// Whether a text explains a mark: "¹ Revised", "(D) = suppressed", "n/a: the state did not answer".
fn is_note(text: &str) -> bool {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let bracketed = |open, close| first.starts_with(open) && first.ends_with(close) && first.len() < 7;
    let is_marked = first.starts_with(|c| MARKS.contains(c)) || bracketed('(', ')') || bracketed('[', ']');
    let is_explained = first.len() < 7 && (first.ends_with([':', '=']) || rest.starts_with("= "));
    !rest.is_empty() && (is_marked || is_explained)
}

pub(super) fn tell(survey: &mut Survey, table: &SheetTable, context: &Context<'_>) {
    let mut marked: Vec<(&str, &String)> = Vec::new();
    let headings = table.fields.iter().flat_map(|field| &field.lines).map(|line| spaced(line));
    let places = table.rows.iter().filter(|row| matches!(row.what, RowKind::Place(_)));
    let names = places.filter_map(|row| Some(table.grid.text((row.row, table.names?))));
    let words: Vec<String> = headings.chain(names).collect();
    for (word, mark) in words.iter().filter_map(|word| Some((word, mark(word)?))) {
        if marked.len() < MOST_NOTES && !marked.iter().any(|(known, _)| *known == mark) {
            marked.push((mark, word));
        }
    }
    let is_inside = |row: u32| row < table.end && table.headings.is_some_and(|(from, _)| row >= from);
    let outside = table.grid.cells.iter().filter(|(at, _)| !is_inside(at.0));
    let notes: Vec<String> = outside.map(|(_, cell)| cell.text()).filter(|text| is_note(text)).collect();
    let shown = |text: &String| match text.chars().count() > LONGEST_NOTE {
        true => format!("“{}…”", text.chars().take(LONGEST_NOTE).collect::<String>()),
        false => format!("“{text}”"),
    };
    let more = notes.len().saturating_sub(MOST_NOTES);
    let told: Vec<String> = notes.iter().take(MOST_NOTES).map(shown).collect();
    let told = told.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
    let marked: Vec<String> = marked.iter().map(|(mark, word)| format!("{mark} at “{word}”")).collect();
    let left = match (marked.is_empty(), notes.is_empty()) {
        (true, true) => return,
        (false, true) => format!("marks are left out ({})", marked.join(", ")),
        (true, false) => format!("notes are left out: {told}"),
        (false, false) => format!("marks are left out ({}), and so are the notes: {told}", marked.join(", ")),
    };
    let sheet = if table.grid.name.is_empty() { &context.file } else { &table.grid.name };
    survey.remarks.push(format!("{sheet}: {left}; what readers need of them goes into the wording"));
}

#[cfg(test)]
mod tests {
    use super::{is_note, mark};

    #[test]
    fn marks_and_notes_are_known_by_their_signs() {
        for (text, wanted) in [
            ("Households¹", Some("¹")),
            ("HAWAII ²", Some("²")),
            ("Talks †‡", Some("†‡")),
            ("*", None),
            ("5", None),
        ] {
            assert_eq!(mark(text), wanted, "{text}");
        }
        for note in
            ["* one of them online", "³ Revised", "n/a: no answer", "(D) = suppressed", "[c] confidential"]
        {
            assert!(is_note(note), "{note}");
        }
        for text in
            ["Household income by state, 2013", "U.S. Census Bureau", "Notes", "*", "TABLE 1. HOUSEHOLDS"]
        {
            assert!(!is_note(text), "{text}");
        }
    }
}
