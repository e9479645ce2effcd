//! Which words of a template only the sheets of certain states have.
//!
//! In: a template and the states. Out: the stretches of it that stand under a condition like `{% if
//! state.postal == "KY" %}`, each with its states.

use crate::set::{Dataset, State};
use crate::source::FileId;
use std::ops::Range;

/// Stretches of a template, with the files of the states that have them.
pub(super) fn branches(template: &str, dataset: &Dataset) -> Vec<(Range<usize>, Vec<FileId>)> {
    let mut found = Vec::new();
    if !template.contains("state.") || !template.contains("{%") {
        return found;
    }
    let mut open: Vec<Option<Vec<FileId>>> = Vec::new();
    let mut start = 0;
    while let Some(at) = template[start..].find("{%").map(|at| start + at) {
        let Some(end) = template[at..].find("%}").map(|end| at + end + 2) else { break };
        if let Some(states) = open.iter().rev().flatten().next() {
            found.push((start..at, states.clone()));
        }
        let tag = template[at + 2..end - 2].trim_matches(|c: char| c == '-' || c.is_whitespace());
        let (name, condition) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if matches!(name, "elif" | "else" | "endif") {
            open.pop();
        }
        match name {
            "if" | "elif" => open.push(asked(condition, dataset)),
            "else" => open.push(None),
            _ => {}
        }
        start = end;
    }
    found
}

/// The states a condition names, if it holds for no others.
fn asked(condition: &str, dataset: &Dataset) -> Option<Vec<FileId>> {
    let is_other = condition.contains("not ") || condition.contains("!=");
    if is_other || !condition.split(" or ").all(|part| part.contains("state.")) {
        return None;
    }
    let words: Vec<&str> = condition.split(['"', '\'']).skip(1).step_by(2).collect();
    let is_named = |state: &&State| {
        let names = state.names.all().flat_map(|forms| [&forms.name, &forms.in_prose]);
        names.chain([&state.postal]).any(|name| words.contains(&name.value.as_str()))
    };
    let states: Vec<FileId> =
        dataset.states.iter().filter(is_named).map(|state| state.figures.file).collect();
    Some(states).filter(|states| !states.is_empty())
}
