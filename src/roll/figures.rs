//! This year's values as those of last year, and no value yet for the new one.
//!
//! `cases = 49  # remark` becomes `cases = { previous = 49 }  # remark`: the table lacks its `value`, which
//! `check` tells once, at its line.

use super::edit::{Edits, Stays, line_start, pair};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Empties the figures of one place. What is of an earlier year than the set is not last year's value, and
/// neither is that of a figure, by its key, for which `is_last` says no: it is then left out.
pub(super) fn empty(figures: &DeTable<'_>, text: &str, is_last: &dyn Fn(&str) -> bool, edits: &mut Edits) {
    for (key, node) in figures.iter() {
        let (own, next) = (node.span(), is_last(key.get_ref()));
        let DeValue::Table(table) = node.get_ref() else {
            match next {
                true => {
                    edits.insert(own.start, "{ previous = ");
                    edits.keep_figure(text, own.clone());
                    edits.insert(own.end, " }");
                }
                false => edits.replace(own, "{}", Stays::Text),
            }
            continue;
        };
        let inline = text[own.clone()].starts_with('{');
        let (value, previous) = (pair(table, "value"), pair(table, "previous"));
        let dated = pair(table, "year").is_some() || pair(table, "as_of").is_some();
        let last = next && !dated;
        match (value, previous) {
            (Some((key, value)), None) if last => {
                edits.replace(key, "previous", Stays::Text);
                edits.keep_figure(text, value);
            }
            (Some((key, value)), Some((_, previous))) if last => {
                edits.replace(previous, &text[value.clone()], Stays::Figure);
                edits.remove(whole_pair(text, key.start..value.end, inline));
            }
            (value, previous) => {
                for (key, value) in value.into_iter().chain(previous) {
                    edits.remove(whole_pair(text, key.start..value.end, inline));
                }
            }
        }
        // The cell of last year's workbook says nothing of a value that is still to come.
        if let Some((key, value)) = pair(table, "cell") {
            edits.remove(whole_pair(text, key.start..value.end, inline));
        }
    }
}

/// A key and its value with what divides them from the next: a comma, or the line, unless a remark stands
/// behind.
fn whole_pair(text: &str, pair: Range<usize>, inline: bool) -> Range<usize> {
    let rest = &text[pair.end..];
    if inline {
        let blank = rest.len() - rest.trim_start().len();
        if let Some(after) = rest[blank..].strip_prefix(',') {
            let more = after.len() - after.trim_start().len();
            return pair.start..pair.end + blank + 1 + more;
        }
        let before = text[..pair.start].trim_end();
        return before.strip_suffix(',').map_or(pair.start, |before| before.len())..pair.end;
    }
    let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    match rest[..end].trim().is_empty() {
        true => line_start(text, pair.start)..pair.end + end,
        // `cases.value` begins before the last of its keys.
        false => {
            let start = line_start(text, pair.start);
            let indent = text[start..].len() - text[start..].trim_start().len();
            start + indent..pair.end
        }
    }
}
