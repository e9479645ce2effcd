//! Figures of the dictionary that no column of the file fills: told, with the lines to delete if they are to go.
//!
//! In: which figures have a column. Out: remarks.

use super::Context;
use super::survey::Survey;
use crate::diagnostic::counted;
use crate::set::FigureSpec;
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Figures and lines that one remark names.
const MOST_NAMED: usize = 8;

pub(super) fn tell(survey: &mut Survey, context: &Context<'_>) {
    let states = context.dataset.states.iter().flat_map(|state| &state.figures.figures);
    let valued: BTreeSet<&str> = states.map(|entry| entry.key.value.as_str()).collect();
    let specs = context.dataset.set.figures.iter().map(|spec| (spec.key.value.as_str(), spec));
    let specs: BTreeMap<&str, &FigureSpec> = specs.collect();
    let (mut left, mut waiting) = (Vec::new(), Vec::new());
    for (at, figure) in context.figures.iter().enumerate() {
        let key = figure.key.as_str();
        let Some(spec) = specs.get(key).filter(|_| !survey.filled.contains(&at)) else { continue };
        let line = context.sources.locate(spec.key.span).line;
        if survey.left.contains(&at) {
            left.push((key, line));
        } else if spec.required && !valued.contains(key) {
            waiting.push(format!("`{key}` (handout.toml:{line})"));
        }
    }
    for (key, line) in left.iter().take(MOST_NAMED) {
        let lines = wording_lines(context.sources, key);
        let and = if lines.is_empty() { String::new() } else { format!(" and in {}", lines.join(", ")) };
        survey.remarks.push(format!(
            "`{key}` has no column, as import.toml leaves it out: delete it in handout.toml:{line}{and}"
        ));
    }
    if let Some(more) = left.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        survey.remarks.push(format!("{} left out in import.toml, too", counted(more, "more figure")));
    }
    if !waiting.is_empty() {
        let more = waiting.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = waiting[..waiting.len().min(MOST_NAMED)].join(", ");
        survey.remarks.push(format!(
            "no column here, and no state has a value yet: {named}{more}; import the file that has it, or delete it there and in the wordings"
        ));
    }
}

/// The lines of the wordings that name a figure: `wording.en.toml:12`.
fn wording_lines(sources: &Sources, key: &str) -> Vec<String> {
    let is_wording = |path: &Path| {
        path.file_name()
            .and_then(|name| name.to_str())
            .filter(|name| name.starts_with("wording."))
            .map(str::to_owned)
    };
    let names = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == key);
    let files = sources.all().filter_map(|(path, text)| Some((is_wording(path)?, text)));
    let lines = files.flat_map(|(name, text)| {
        let own = text.lines().enumerate().filter(|(_, line)| names(line) && line.contains(['{', '"']));
        own.map(|(at, _)| format!("{name}:{}", at + 1)).collect::<Vec<_>>()
    });
    lines.take(MOST_NAMED).collect()
}
