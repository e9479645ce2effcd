//! Changes of a text that leave all else as it is, byte for byte.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What stands in a place of the new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    /// The year of the set.
    Year,
    /// A figure, whose digits are no year.
    Figure,
    /// Anything else.
    Text,
}

struct Edit {
    range: Range<usize>,
    with: String,
    stays: Stays,
}

/// Changes that do not overlap, but for what is removed.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

/// A text after its changes, and where these are now.
pub(super) struct Edited {
    pub(super) text: String,
    pub(super) placed: Vec<(Range<usize>, Stays)>,
}

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, with: impl Into<String>, stays: Stays) {
        self.0.push(Edit { range, with: with.into(), stays });
    }

    pub(super) fn insert(&mut self, at: usize, text: &str) {
        self.replace(at..at, text, Stays::Text);
    }

    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "", Stays::Text);
    }

    /// Leaves a figure as it is.
    pub(super) fn keep_figure(&mut self, text: &str, range: Range<usize>) {
        self.replace(range.clone(), &text[range], Stays::Figure);
    }

    pub(super) fn apply(mut self, text: &str) -> Edited {
        self.0.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let (mut out, mut placed, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
        for Edit { range, with, stays } in self.0 {
            // Two that are removed side by side may share the comma between them.
            let range = range.start.max(at)..range.end.max(at);
            out.push_str(&text[at..range.start]);
            let start = out.len();
            out.push_str(&with);
            placed.push((start..out.len(), stays));
            at = range.end;
        }
        out.push_str(&text[at..]);
        Edited { text: out, placed }
    }
}

/// Where a key of a table and its value stand.
pub(super) fn pair(table: &DeTable<'_>, key: &str) -> Option<(Range<usize>, Range<usize>)> {
    table.iter().find(|(own, _)| own.get_ref() == key).map(|(own, node)| (own.span(), node.span()))
}

/// The lines of a table of a file, from its heading to its last value; `None` if something else stands among them.
pub(super) fn table_lines(table: &DeTable<'_>, text: &str, key: &str) -> Option<Range<usize>> {
    let (key, node) = table.iter().find(|(own, _)| own.get_ref() == key)?;
    let start = line_start(text, key.span().start);
    let last = last_byte(node);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
    let inside = |at: usize| (start..end).contains(&at);
    let is_alone = table.iter().all(|(other, node)| {
        other == key || !(inside(other.span().start) || inside(last_byte(node).saturating_sub(1)))
    });
    is_alone.then_some(start..end)
}

/// Where a value ends, and all that is in it.
fn last_byte(node: &Spanned<DeValue<'_>>) -> usize {
    let inner = match node.get_ref() {
        DeValue::Table(table) => table.iter().map(|(key, node)| key.span().end.max(last_byte(node))).max(),
        DeValue::Array(list) => list.iter().map(last_byte).max(),
        _ => None,
    };
    node.span().end.max(inner.unwrap_or(0))
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}
