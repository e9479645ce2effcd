//! Figures for the headings that no figure of the set is called by, to be looked through and put into the dictionary.
//!
//! In: what an import found. Out: tables for `handout.toml`, whose labels are the headings word for word, so that the
//! next import finds them. That a column is a share is proposed only where its heading says so.

use super::columns::{ASKED, NO_FIGURE};
use super::headings::{ColumnUnit, normal, unit_of};
use super::report::AnswerPlace;
use super::{Import, toml_text};
use crate::characters::slug;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// No proposed key is longer.
const LONGEST_KEY: usize = 40;

/// A heading that no figure of the set is called by, as a figure for the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedFigure {
    pub key: String,
    /// The heading without marks of notes.
    pub label: String,
    /// "column C".
    pub column: String,
    /// Whether the heading says that it is a share.
    pub is_share: bool,
}

impl Import {
    /// A figure for each heading of a column that no figure is called by.
    pub fn proposals(&self) -> Vec<ProposedFigure> {
        let unknown: BTreeSet<&str> = self.questions.iter().filter_map(unknown_heading).collect();
        let (mut told, mut keys, mut found) = (BTreeSet::new(), GivenKeys::default(), Vec::new());
        for column in &self.columns {
            let heading = column.heading.as_str();
            if !column.is.starts_with(ASKED) || !unknown.contains(heading) || !told.insert(heading) {
                continue;
            }
            let lines = || heading.split(" / ");
            let words: Vec<&str> = lines().filter(|line| unit_of(line).is_none()).collect();
            let label = without_marks(&words.join(" "));
            let percent = lines().any(|line| unit_of(line) == Some(Some(ColumnUnit::Percent)));
            let key = keys.unused(key(&words));
            let is_share = percent || label.contains('%');
            found.push(ProposedFigure { key, label, column: column.column.clone(), is_share });
        }
        found
    }

    /// The same as `[figures.…]` of `handout.toml`; empty if there is none.
    pub fn proposed_figures(&self) -> String {
        let mut out = String::new();
        for ProposedFigure { key, label, column, is_share } in self.proposals() {
            let _ = write!(out, "[figures.{key}] # {column}\nscope = \"state\"\n");
            let _ = writeln!(out, "label = {}", toml_text(&label));
            if is_share {
                out.push_str("kind = \"share\"\n");
            }
            out.push('\n');
        }
        out
    }
}

/// Keys that are given, each with how many wanted it.
#[derive(Default)]
pub(super) struct GivenKeys(BTreeMap<String, usize>);

impl GivenKeys {
    /// The key, with a number behind it if others have it.
    pub(super) fn unused(&mut self, key: String) -> String {
        loop {
            let wanted = self.0.entry(key.clone()).or_default();
            *wanted += 1;
            let own = if *wanted == 1 { return key } else { format!("{key}_{wanted}") };
            if !self.0.contains_key(&own) {
                self.0.insert(own.clone(), 1);
                return own;
            }
        }
    }
}

/// A heading without the marks of its notes, as far as it is the same heading to an import.
fn without_marks(label: &str) -> String {
    let plain = label.trim_end_matches(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹†‡*§ ".contains(c));
    if normal(plain) == normal(label) { plain } else { label }.to_owned()
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
        let letters = normal(text).replace(|c: char| !c.is_alphanumeric(), " ");
        slug(&letters).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
    use super::{GivenKeys, key, without_marks};

    #[test]
    fn no_key_is_given_twice() {
        let mut keys = GivenKeys::default();
        let given = ["a", "a_2", "a", "a", "b"].map(|key| keys.unused(key.to_owned()));
        assert_eq!(given, ["a", "a_2", "a_3", "a_4", "b"]);
    }

    #[test]
    fn a_label_has_no_mark_of_a_note() {
        for (heading, wanted) in
            [("Households¹", "Households"), ("Talks held †‡", "Talks held"), ("112", "112")]
        {
            assert_eq!(without_marks(heading), wanted);
        }
    }

    #[test]
    fn keys_are_what_the_dictionary_takes() {
        for (lines, wanted) in [
            (&["Households"][..], "households"),
            (&["Share with an income of", "$15,000 to $24,999"], "share_15_000_to_24_999"),
            (&["Foals born (in the year)"], "foals_born_in_the_year"),
            (&["Señores y señoras"], "senores_y_senoras"),
            (&["112", "–"], "figure"),
            (&[], "figure"),
        ] {
            assert_eq!(key(lines), wanted, "{lines:?}");
        }
        assert!(key(&[&"x".repeat(100)]).len() <= 40);
    }
}
