//! From the bytes of a template to places in the file.
//!
//! In: the template and the files. Out: a span for any range of its text: the exact range if the line
//! contains no TOML escape sequence, otherwise the whole string.

use crate::set::Template;
use crate::source::{Sources, Span};

/// A template, and which of its lines are in the file letter for letter.
#[derive(Debug)]
pub(in crate::wording) struct SourceMap {
    template: Template,
    exact: Vec<bool>,
}

impl SourceMap {
    /// Compares the lines of the template with the file.
    pub(in crate::wording) fn new(template: &Template, sources: &Sources) -> Self {
        let file = sources.text(template.span.file);
        let ends = template.lines.iter().skip(1).map(|(at, _)| *at as usize).chain([template.text.len()]);
        let exact = template
            .lines
            .iter()
            .zip(ends)
            .map(|((text_at, file_at), end)| {
                let line = template.text.get(*text_at as usize..end).unwrap_or("");
                file.get(*file_at as usize..)
                    .is_some_and(|there| there.starts_with(line.trim_end_matches('\n')))
            })
            .collect();
        Self { template: template.clone(), exact }
    }

    /// Where bytes `start..end` of the text are in the file, widened to whole characters: the template
    /// parser counts bytes.
    pub(in crate::wording) fn span(&self, start: usize, end: usize) -> Span {
        let text = &self.template.text;
        let start = (0..=start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let end =
            (end.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let line = self.template.lines.partition_point(|(at, _)| *at as usize <= start).saturating_sub(1);
        match self.exact.get(line) {
            Some(true) => self.template.locate(start, end),
            _ => self.template.span,
        }
    }

    /// The whole string in the file.
    pub(in crate::wording) fn whole(&self) -> Span {
        self.template.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_escapes_are_found_as_a_whole() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "a = \"one two\"\nb = \"x \\u00e9 {{ y }}\"\n");
        let plain = Template::verbatim("one two", file, 5);
        assert_eq!(sources.slice(SourceMap::new(&plain, &sources).span(4, 7)), "two");
        let escaped =
            Template { text: "x é {{ y }}".into(), span: Span::new(file, 18, 35), lines: vec![(0, 19)] };
        assert_eq!(SourceMap::new(&escaped, &sources).span(5, 12), escaped.span);
    }
}
