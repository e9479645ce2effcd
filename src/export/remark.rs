//! The authors' remarks beside a figure: behind it on its line, or on the lines right above.
//!
//! In: where a value stands. Out: the words behind `#`, of which the program reads nothing else.

use crate::source::{Sources, Span};
use std::path::Path;

/// Most lines above a figure.
const MOST_LINES: usize = 20;

/// The remarks of the value at `span`, the ones above it first; none in a table, which has no remarks.
pub(super) fn remark(sources: &Sources, span: Span) -> Option<String> {
    if Path::new(sources.path(span.file)).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    {
        return None;
    }
    let line = sources.locate(span).line;
    let above = (1..line).rev().take(MOST_LINES).map(|above| sources.line(span.file, above).trim());
    let above =
        above.map_while(|words| words.strip_prefix('#')).map(|words| words.trim_start_matches('#').trim());
    let mut words: Vec<&str> = above.collect();
    words.reverse();
    words.extend(behind(sources.line(span.file, line)));
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What stands behind a `#` that is in no text.
pub(crate) fn behind(line: &str) -> Option<&str> {
    let (mut quote, mut escaped) = (None, false);
    for (at, sign) in line.char_indices() {
        match (quote, sign) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), sign) if sign == open && !escaped => quote = None,
            (None, '"' | '\'') => quote = Some(sign),
            (None, '#') => return Some(line[at..].trim_start_matches('#').trim()),
            _ => {}
        }
        escaped = false;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_stand_behind_and_above() {
        let mut sources = Sources::default();
        let text = "# One.\n\n# Two:\n# three\ncases = 1 # four\nb = \"#\\\"#\" # five\nc = '\\' # six\n";
        let file = sources.add("a.toml", text);
        let of = |word: &str| {
            let at = text.find(word).unwrap();
            remark(&sources, Span::new(file, at, at + 1))
        };
        assert_eq!(of("1 #").as_deref(), Some("Two: three four"));
        assert_eq!(of("\"#").as_deref(), Some("five"));
        assert_eq!(of("'\\'").as_deref(), Some("six"));
        assert_eq!(behind("a = \"#\""), None);
    }
}
