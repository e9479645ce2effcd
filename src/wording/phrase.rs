//! A text of the wording, read once and said for many places.
//!
//! In: a template, once; the values of a place, many times. Out: a [`RichText`]. The Markdown of a text
//! without conditions is the same for every place, and is read only once.

use super::flatten::{MarkdownSource, Sentinel, decide};
use super::line::LineBuilder;
use super::links::{Fault, check_target};
use super::markup::Markup;
use super::memory::Memory;
use super::template::{Lexicon, Printable, SourceMap, TemplatePart, TemplateParts, read};
use super::values::Values;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::RichText;
use crate::set::Template;
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// A template that has been read.
#[derive(Debug)]
pub(super) struct Phrase {
    parts: TemplateParts,
    map: SourceMap,
    /// If it has no conditions.
    fixed: Option<Markup>,
    decided: Mutex<Decided>,
    memory: Memory,
}

/// The Markdown of a text by the answers to its conditions.
type Decided = HashMap<Vec<bool>, Arc<Markup>>;

/// So many are kept of each text.
const MOST_KEPT: usize = 100;

impl Phrase {
    /// Reads a template. Finds every fault in it that does not depend on the place.
    pub(super) fn new(template: &Template, lexicon: Lexicon<'_>, sink: &mut Sink) -> Result<Self, Reported> {
        let map = SourceMap::new(template, lexicon.sources);
        let (parts, names_known) = read(&template.text, &map, lexicon, sink)?;
        let branches = parts.parts.iter().any(|part| matches!(part, TemplatePart::If { .. }));
        // Placeholders are opaque to Markdown, so its faults show even if a name is wrong.
        let fixed = if branches {
            None
        } else {
            Some(Markup::read(&MarkdownSource::new(&parts.parts, &mut |_, _| true), &map, sink)?)
        };
        let memory = Memory::of(&parts);
        let phrase = Self { parts, map, fixed, decided: Mutex::default(), memory };
        if let Some(markup) = &phrase.fixed {
            phrase.check_fixed_links(markup, sink)?;
        }
        names_known.map(|()| phrase)
    }

    pub(super) fn span(&self) -> Span {
        self.map.whole()
    }

    /// Where these bytes of the template stand.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        self.map.span(range.start, range.end)
    }

    /// The placeholder with this number.
    pub(super) fn placeholder(&self, number: usize) -> &Printable {
        &self.parts.prints[number]
    }

    /// What it was the last time.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The text for one place; `None` if its conditions leave nothing of it.
    pub(super) fn line(&self, values: &Values<'_>, sink: &mut Sink) -> Result<Option<RichText>, Reported> {
        match &self.fixed {
            Some(markup) => LineBuilder::say(self, markup, values, sink),
            None => LineBuilder::say(self, &*self.decided(values, sink)?, values, sink),
        }
    }

    /// The Markdown of the text with its conditions decided. Most places decide alike, and it is read once
    /// for all of them.
    fn decided(&self, values: &Values<'_>, sink: &mut Sink) -> Result<Arc<Markup>, Reported> {
        let (mut answers, mut failed) = (Vec::new(), None);
        decide(&self.parts.parts, &mut |condition, otherwise| {
            let answer = values.decide(condition, otherwise, self.map.whole(), sink);
            let answer = answer.map_err(|reported| failed = Some(reported)).unwrap_or(false);
            answers.push(answer);
            answer
        });
        if let Some(reported) = failed {
            return Err(reported);
        }
        let known = |known: &Decided| known.get(&answers).cloned();
        if let Some(markup) = self.decided.lock().ok().and_then(|decided| known(&decided)) {
            return Ok(markup);
        }
        let mut answered = answers.iter().copied();
        let source = MarkdownSource::new(&self.parts.parts, &mut |_, _| answered.next().unwrap_or_default());
        let markup = Arc::new(Markup::read(&source, &self.map, sink)?);
        if let Ok(mut decided) = self.decided.lock()
            && decided.len() < MOST_KEPT
        {
            decided.insert(answers, markup.clone());
        }
        Ok(markup)
    }

    /// The text for one place, which must not be empty.
    pub(super) fn needed(&self, values: &Values<'_>, sink: &mut Sink) -> Result<RichText, Reported> {
        match self.line(values, sink)? {
            Some(line) => Ok(line),
            None => {
                let place = &values.facts.place.names.first.in_prose.value;
                let message = format!("this text is empty for {place}");
                let fault = Diagnostic::error(Code::BadValue, self.span(), message);
                Err(sink.report(fault.help("add an `{% else %}` with other words: the page needs this text")))
            }
        }
    }

    fn check_fixed_links(&self, markup: &Markup, sink: &mut Sink) -> Result<(), Reported> {
        let fixed =
            markup.links.iter().filter(|(address, _)| !address.chars().any(|c| Sentinel::of(c).is_some()));
        let faults = fixed.filter_map(|(address, place)| self.check_link(address, place, sink).err());
        faults.last().map_or(Ok(()), Err)
    }

    /// Refuses the link at `place` unless a reader can follow its address.
    pub(super) fn check_link(
        &self,
        address: &str,
        place: &Range<usize>,
        sink: &mut Sink,
    ) -> Result<(), Reported> {
        check_target(address).map_err(|fault| self.bad_link(fault, place, sink))
    }

    pub(super) fn bad_link(&self, fault: Fault, place: &Range<usize>, sink: &mut Sink) -> Reported {
        let span = self.place(place.clone());
        sink.report(Diagnostic::error(Code::BadLink, span, fault.message).help(fault.help))
    }
}
