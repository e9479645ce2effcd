//! Figures for the headings that no figure of the set is called by, to be looked through and put into the dictionary.
//!
//! In: what an import found. Out: tables for `handout.toml`, whose labels are the headings word for word, so that the
//! next import finds them. That a column is a share is proposed only where its heading says so.

use super::columns::{ASKED, NO_FIGURE};
use super::headings::{ColumnUnit, normal, unit_of};
use super::report::AnswerPlace;
use super::{Import, toml_text};
use std::collections::BTreeSet;
use std::fmt::Write;

/// No proposed key is longer.
const LONGEST_KEY: usize = 40;

impl Import {
    /// `[figures.…]` for each heading of a column that no figure is called by; empty if there is none.
    pub fn proposed_figures(&self) -> String {
        let unknown: BTreeSet<&str> = self.questions.iter().filter_map(unknown_heading).collect();
        let (mut told, mut keys, mut out) = (BTreeSet::new(), BTreeSet::new(), String::new());
        for column in &self.columns {
            let heading = column.heading.as_str();
            if !column.is.starts_with(ASKED) || !unknown.contains(heading) || !told.insert(heading) {
                continue;
            }
            let lines = || heading.split(" / ");
            let words: Vec<&str> = lines().filter(|line| unit_of(line).is_none()).collect();
            let label = words.join(" ");
            let percent = lines().any(|line| unit_of(line) == Some(Some(ColumnUnit::Percent)));
            let mut key = key(&words);
            while !keys.insert(key.clone()) {
                key.push_str("_too");
            }
            let _ = write!(out, "[figures.{key}] # {}\nscope = \"state\"\n", column.column);
            let _ = writeln!(out, "label = {}", toml_text(&label));
            if percent || label.contains('%') {
                out.push_str("kind = \"share\"\n");
            }
            out.push('\n');
        }
        out
    }
}

fn unknown_heading(question: &super::ImportQuestion) -> Option<&str> {
    match &question.place {
        Some(AnswerPlace::Line { table: "headings", key, .. }) if question.what.starts_with(NO_FIGURE) => {
            Some(key)
        }
        _ => None,
    }
}

/// A key of the last line of a heading, which says most; a first word before digits, as keys begin with a letter.
fn key(lines: &[&str]) -> String {
    let plain = |text: &str| -> Vec<String> {
        let letters = normal(text).to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), " ");
        letters.split_whitespace().map(str::to_owned).collect()
    };
    let mut words = plain(lines.last().copied().unwrap_or_default());
    if words.first().is_none_or(|word| !word.starts_with(|c: char| c.is_ascii_lowercase())) {
        let first = plain(lines.first().copied().unwrap_or_default()).into_iter().next();
        let is_word = |word: &String| word.starts_with(|c: char| c.is_ascii_lowercase());
        words.insert(0, first.filter(is_word).unwrap_or_else(|| "figure".to_owned()));
    }
    let mut key = String::new();
    for word in words {
        if !key.is_empty() && key.len() + word.len() >= LONGEST_KEY {
            break;
        }
        if !key.is_empty() {
            key.push('_');
        }
        key.extend(word.chars().take(LONGEST_KEY));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_are_what_the_dictionary_takes() {
        for (lines, wanted) in [
            (&["Households"][..], "households"),
            (&["Share with an income of", "$15,000 to $24,999"], "share_15_000_to_24_999"),
            (&["Foals born (in the year)"], "foals_born_in_the_year"),
            (&["112", "–"], "figure"),
            (&[], "figure"),
        ] {
            assert_eq!(key(lines), wanted, "{lines:?}");
        }
        assert!(key(&[&"x".repeat(100)]).len() <= 40);
    }
}
