//! Figures of the dictionary that no column of the file fills: told, with the lines to delete if they are to go.
//!
//! In: which figures have a column. Out: remarks.

use super::Context;
use super::survey::Survey;
use crate::source::Sources;
use std::path::Path;

/// Figures and lines that one remark names.
const MOST_NAMED: usize = 8;

pub(super) fn tell(survey: &mut Survey, context: &Context<'_>) {
    let has_value = |key: &str| {
        let filled = context.dataset.states.iter().flat_map(|state| &state.figures.figures);
        filled.into_iter().any(|entry| entry.key.value == key)
    };
    let mut waiting = Vec::new();
    for (at, figure) in context.figures.iter().enumerate() {
        let key = figure.key.as_str();
        let spec = context.dataset.set.figures.iter().find(|spec| spec.key.value == key);
        let Some(spec) = spec.filter(|_| !survey.filled.contains(&at)) else { continue };
        let line = context.sources.locate(spec.key.span).line;
        if survey.left.contains(&at) {
            let lines = wording_lines(context.sources, key);
            let and = if lines.is_empty() { String::new() } else { format!(" and in {}", lines.join(", ")) };
            survey.remarks.push(format!(
                "`{key}` has no column, as import.toml leaves it out: delete it in handout.toml:{line}{and}"
            ));
        } else if spec.required && !has_value(key) {
            waiting.push(format!("`{key}` (handout.toml:{line})"));
        }
    }
    let more = waiting.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    if !waiting.is_empty() {
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
