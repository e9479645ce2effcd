//! Figures for the headings that no figure of the set is called by, to be looked through and put into the dictionary.
//!
//! In: what an import found. Out: tables for `handout.toml`, whose labels are the headings word for word, so that the
//! next import finds them. That a column is a share is proposed only where its heading says so.

use super::answers::{Answers, HeadingAnswer};
use super::columns::{ASKED, NO_FIGURE};
use super::grid::spaced;
use super::headings::{ColumnUnit, HeadingWords, KnownFigure, Meaning, meaning, normal, unit_of};
use super::report::AnswerPlace;
use super::{Import, toml_text};
use crate::characters::slug;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::Kind;
use crate::set::Dataset;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// No set is given more figures at once.
const MOST_NEW: usize = 1_000;

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
    /// How many places have a number there.
    pub numbers: usize,
}

impl ProposedFigure {
    /// For a heading, with a key that no other figure has.
    fn of(heading: &str, keys: &mut GivenKeys) -> Self {
        let lines = || heading.split(" / ");
        let words: Vec<&str> = lines().filter(|line| unit_of(line).is_none()).collect();
        let label = without_marks(&words.join(" "));
        let percent = lines().any(|line| unit_of(line) == Some(Some(ColumnUnit::Percent)));
        let key = keys.unused(key(&words));
        let is_share = percent || label.contains('%');
        Self { key, label, column: String::new(), is_share, numbers: 0 }
    }
}

/// Makes a figure for each heading that is answered with "new"; the answer then names it.
pub(super) fn answered_new(
    answers: &mut Answers,
    figures: &mut Vec<KnownFigure>,
    dataset: &Dataset,
    sink: &mut Sink,
) -> Vec<ProposedFigure> {
    let (mut keys, mut made) = (GivenKeys::default(), Vec::new());
    dataset.set.figures.iter().for_each(|spec| drop(keys.unused(spec.key.value.clone())));
    let of = |own: &HeadingAnswer| if let HeadingAnswer::New { unit } = own { Some(*unit) } else { None };
    let mut new: Vec<_> = answers.headings_mut().filter_map(|own| Some((of(&own.answer)?, own))).collect();
    new.sort_by_key(|(_, own)| own.span);
    for (at, (unit, own)) in new.into_iter().enumerate() {
        if at == MOST_NEW {
            let what = format!("more than {MOST_NEW} figures are new");
            let help = "leave out the columns that no sheet prints";
            sink.report(Diagnostic::error(Code::BadValue, own.span, what).help(help));
            break;
        }
        let about = spaced(&own.about);
        let lines: Vec<String> = about.split(" / ").map(str::to_owned).collect();
        let mut refuse = |what: &str, help: &str| {
            sink.report(Diagnostic::error(Code::BadValue, own.span, what).help(help));
        };
        let key = match meaning(&HeadingWords::of(&lines), figures) {
            Meaning::Figure(known, _) => figures[known].key.clone(),
            Meaning::Several(_) => {
                refuse("several figures are called so", "write the key of the one that is meant");
                continue;
            }
            Meaning::Unknown => {
                let mut own = ProposedFigure::of(&about, &mut keys);
                own.is_share |= matches!(unit, Some(ColumnUnit::Percent | ColumnUnit::Fraction));
                if own.label.is_empty() {
                    let help = "give the column a heading in the file, or write \"leave out\"";
                    refuse("a figure needs a heading that says what it is", help);
                    continue;
                }
                figures.push(KnownFigure::new(&own.key, &own.label, own.is_share.then_some(Kind::Share)));
                let key = own.key.clone();
                made.push(own);
                key
            }
        };
        own.answer = HeadingAnswer::Figure { key, unit };
    }
    made
}

/// Figures as `handout.toml` describes them.
pub(super) fn dictionary(figures: &[ProposedFigure]) -> String {
    let mut out = String::new();
    for ProposedFigure { key, label, column, is_share, .. } in figures {
        let _ = write!(out, "[figures.{key}] # {column}\nscope = \"state\"\n");
        let _ = writeln!(out, "label = {}", toml_text(label));
        if *is_share {
            out.push_str("kind = \"share\"\n");
        }
        out.push('\n');
    }
    out
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
            let own = ProposedFigure::of(heading, &mut keys);
            found.push(ProposedFigure { column: column.column.clone(), numbers: column.numbers, ..own });
        }
        found
    }

    /// Those with a number, as `[figures.…]` of `handout.toml`; empty if there is none.
    pub fn proposed_figures(&self) -> String {
        let mut proposals = self.proposals();
        proposals.retain(|figure| figure.numbers > 0);
        dictionary(&proposals)
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
