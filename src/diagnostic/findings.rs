//! What was found, for whoever uses the library: every fault of a run with the text it is about.
//!
//! In: a [`Sink`] and the files that were read. Out: [`Findings`], which show themselves.

#![warn(missing_docs)]

use super::coloring::Coloring;
use super::render::render;
use super::{At, Code, Diagnostic, Severity, Sink, render_json};
use crate::source::{Location, Sources};
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// Everything that was found, each fault once. As text, each has its place, the line it is about, and
/// what to do.
#[derive(Clone, Default)]
pub struct Findings {
    sink: Sink,
    sources: Arc<Sources>,
}

/// One thing that was found. As text: `file:line:column: error[code]: what is wrong`, the line, and
/// what to do; serialised, it is the object that `docs/json.md` describes.
#[derive(Clone, Copy)]
pub struct Finding<'f> {
    fault: &'f Diagnostic,
    sources: &'f Sources,
}

impl Findings {
    pub(crate) fn new(sink: Sink, sources: &Arc<Sources>) -> Self {
        Self { sink, sources: sources.clone() }
    }

    pub(crate) fn sink_mut(&mut self) -> &mut Sink {
        &mut self.sink
    }

    /// What the stages of the program told, and the texts it is about.
    #[doc(hidden)]
    pub fn parts(&self) -> (&Sink, &Arc<Sources>) {
        (&self.sink, &self.sources)
    }

    /// As a person reads them: errors first, then warnings, then notes; of each, those of options and of
    /// whole files first, then file by file, from top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = Finding<'_>> {
        self.sink.in_order().into_iter().map(|fault| Finding { fault, sources: &self.sources })
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.sink.has_errors()
    }

    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.sink.found().iter().filter(|fault| fault.severity == severity).count()
    }

    /// Every warning becomes an error; a note stays one.
    #[must_use]
    pub fn strict(self) -> Self {
        Self { sink: self.sink.strict(), ..self }
    }

    /// Adds an error about an option as it was typed, and what to type instead.
    pub fn refuse(&mut self, code: Code, option: &str, message: impl Into<String>, help: impl Into<String>) {
        self.sink.report(Diagnostic::at_option(code, option, message).help(help));
    }
}

impl<'f> Finding<'f> {
    pub(super) fn parts(self) -> (&'f Diagnostic, &'f Sources) {
        (self.fault, self.sources)
    }

    /// Its stable name.
    pub fn code(self) -> Code {
        self.fault.code
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.fault.severity
    }

    /// What is wrong: lower case, no full stop.
    pub fn message(self) -> &'f str {
        &self.fault.message
    }

    /// What to do about it.
    pub fn help(self) -> Option<&'f str> {
        self.fault.help.as_deref()
    }

    /// Where it is, if it is in a line of a text file.
    pub fn location(self) -> Option<Location> {
        match self.fault.at {
            At::Span(span) => Some(self.sources.locate(span)),
            At::Path(_) | At::Option(_) | At::Cell { .. } | At::Page { .. } | At::Row { .. } => None,
        }
    }

    /// The option it is about.
    pub fn option(self) -> Option<&'f str> {
        match &self.fault.at {
            At::Option(option) => Some(option),
            At::Span(_) | At::Path(_) | At::Cell { .. } | At::Page { .. } | At::Row { .. } => None,
        }
    }
}

/// `{}` is plain; `{:#}` is for a terminal, in color.
impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paint = if f.alternate() { Coloring::Color } else { Coloring::Plain };
        f.write_str(&render(self.fault, self.sources, paint))
    }
}

impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        render_json(self.fault, self.sources).serialize(serializer)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

/// As text, so that `unwrap` says what is wrong.
impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn what_is_said_of_an_option_needs_no_file() {
        let mut findings = Findings::default();
        findings.refuse(Code::UnknownTheme, "--theme x", "there is no theme `x`", "write `memo`");
        findings.refuse(Code::UnknownTheme, "--theme x", "there is no theme `x`", "write `memo`");
        assert_eq!((findings.count(Severity::Error), findings.iter().count()), (1, 1));
        assert_eq!(
            findings.to_string(),
            "--theme x: error[unknown-theme]: there is no theme `x`\n   = help: write `memo`\n\n"
        );
        assert!(findings.iter().all(|finding| finding.location().is_none()));
    }

    #[test]
    fn on_a_terminal_the_same_words_are_in_color() {
        let mut sources = Sources::default();
        let file = sources.add("states/fenland.toml", "foals = 8,597\n");
        let mut sink = Sink::default();
        let span = Span::new(file, 8, 13);
        sink.report(Diagnostic::error(Code::CommaInNumber, span, "a comma").help("write `8_597`"));
        let findings = Findings { sink, sources: Arc::new(sources) };
        let finding = findings.iter().next().expect("one");
        let (plain, color) = (format!("{finding}"), format!("{finding:#}"));
        assert!(color.contains("\u{1b}[1;31merror[comma-in-number]\u{1b}[0m"), "{color:?}");
        assert!(color.contains("\u{1b}[1;31m^^^^^\u{1b}[0m"), "{color:?}");
        let mut words = String::new();
        for piece in color.split('\u{1b}') {
            words.push_str(
                piece.strip_prefix('[').and_then(|rest| rest.split_once('m')).map_or(piece, |it| it.1),
            );
        }
        assert_eq!(words, plain);
    }
}
