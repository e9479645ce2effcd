//! The names of a set by how they begin, so that a text need not be held against thousands of them.
//!
//! In: names. Out: those that a text may begin with, however few of its letters are capitals.

use std::collections::HashMap;

#[derive(Default)]
pub(super) struct NameIndex<'n> {
    /// By the letters and digits that a name begins with, in small letters.
    by_start: HashMap<String, Vec<&'n str>>,
    /// Names whose capitals have other letters.
    others: Vec<&'n str>,
}

impl<'n> NameIndex<'n> {
    pub(super) fn new(names: impl Iterator<Item = &'n str>) -> Self {
        let mut index = Self::default();
        for name in names {
            let start = start(name).to_lowercase();
            match !start.is_empty() && name.to_uppercase().to_lowercase() == name.to_lowercase() {
                true => index.by_start.entry(start).or_default().push(name),
                false => index.others.push(name),
            }
        }
        index
    }

    pub(super) fn near(&self, words: &str) -> impl Iterator<Item = &'n str> {
        let near = self.by_start.get(&start(words).to_lowercase());
        near.into_iter().flatten().chain(&self.others).copied()
    }
}

/// The letters and digits that a text begins with; an apostrophe ends them, also one that is a letter.
pub(super) fn start(words: &str) -> &str {
    let end = words.find(|c: char| !c.is_alphanumeric() || c == '\u{2bc}');
    &words[..end.unwrap_or(words.len())]
}
