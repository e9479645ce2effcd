//! One text of the wording, ready to be said for any place.
//!
//! In: a template, once; the values of a place, many times. Out: a [`RichText`]. The Markdown of a
//! text without conditions is the same for every place and is read once.

use super::flatten::{MarkdownSource, Sentinel};
use super::links::{Fault, check_target, check_words};
use super::markup::{Markup, RunContent};
use super::template::{Segment, Segments, SourceMap, Variables, read};
use super::values::Values;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::document::{Inline, InlineKind, RichText};
use crate::set::{SetFile, Template};
use crate::source::{Sources, Span};
use std::ops::Range;

/// What reading a template needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexicon<'a> {
    /// The names there are.
    pub(super) names: &'a Variables,
    /// The set, for its nouns.
    pub(super) set: &'a SetFile,
    /// The tag of the wording's language.
    pub(super) language: &'a str,
    /// The files, for exact places.
    pub(super) sources: &'a Sources,
}

/// A template that has been read.
#[derive(Debug)]
pub(super) struct Phrase {
    parts: Segments,
    map: SourceMap,
    fixed: Option<Markup>,
}

impl Phrase {
    /// Reads a template; every fault in it that does not depend on the place is found here.
    pub(super) fn new(template: &Template, lexicon: Lexicon<'_>, sink: &mut Sink) -> Result<Self, Reported> {
        let map = SourceMap::new(template, lexicon.sources);
        let (parts, names_known) = read(&template.text, &map, lexicon, sink)?;
        let branches = parts.parts.iter().any(|part| matches!(part, Segment::If { .. }));
        // Placeholders are opaque to Markdown, so its faults show even if a name is wrong.
        let fixed = if branches {
            None
        } else {
            Some(Markup::read(&MarkdownSource::new(&parts.parts, &mut |_, _| true), &map, sink)?)
        };
        let phrase = Self { parts, map, fixed };
        if let Some(markup) = &phrase.fixed {
            phrase.check_fixed_links(markup, sink)?;
        }
        names_known.map(|()| phrase)
    }

    /// Where the template stands.
    pub(super) fn span(&self) -> Span {
        self.map.whole()
    }

    /// The text for one place; `None` if its conditions leave nothing of it.
    pub(super) fn line(&self, values: &Values<'_>, sink: &mut Sink) -> Result<Option<RichText>, Reported> {
        let decided;
        let markup = match &self.fixed {
            Some(markup) => markup,
            None => {
                decided = self.decided(values, sink)?;
                &decided
            }
        };
        let mut failed = None;
        let mut links = Vec::with_capacity(markup.links.len());
        for (address, place) in &markup.links {
            links.push(match self.address(address, place, values, sink) {
                Ok(address) => Some(address),
                Err(reported) => {
                    failed = Some(reported);
                    None
                }
            });
        }
        // What each link says.
        let mut words = vec![String::new(); links.len()];
        let mut line = RichText { origin: Some(self.map.whole()), ..RichText::default() };
        line.inlines.reserve(markup.runs.len());
        let mut length = 0;
        let mut without_value = Vec::new();
        for run in &markup.runs {
            let link = run.link.and_then(|number| links.get(number)).and_then(Option::as_ref);
            let mut said = run.link.and_then(|number| words.get_mut(number));
            match &run.content {
                RunContent::Text { text, placed } => {
                    let place = |(at, origin): &(usize, usize)| {
                        let letter = text[*at..].chars().next().map_or(1, char::len_utf8);
                        (length + at, self.map.span(*origin, origin + letter))
                    };
                    line.typed.extend(placed.iter().map(place));
                    length += text.len();
                    said.iter_mut().for_each(|said| said.push_str(text));
                    add(&mut line, text, run.strong, link, InlineKind::Wording);
                }
                RunContent::Placeholder(number) => {
                    let print = &self.parts.prints[*number];
                    // A figure and its noun lack the same value: one fault a text is enough.
                    if print.figure().is_some_and(|figure| without_value.contains(&figure)) {
                        continue;
                    }
                    match values.print(print, sink) {
                        Ok((text, kind)) => {
                            if kind == InlineKind::Wording {
                                let digits = text.char_indices().filter(|(_, c)| c.is_numeric());
                                line.typed.extend(digits.map(|(at, _)| (length + at, self.map.whole())));
                            }
                            length += text.len();
                            said.iter_mut().for_each(|said| said.push_str(&text));
                            add(&mut line, &text, run.strong, link, kind);
                        }
                        Err(reported) => {
                            failed = Some(reported);
                            without_value.extend(print.figure());
                        }
                    }
                }
            }
        }
        let website = values.set.publisher.website.as_ref().map(|website| website.value.as_str());
        for ((address, words), (_, place)) in links.iter().zip(&words).zip(&markup.links) {
            if let Some(address) = address
                && let Err(fault) = check_words(words, address, website)
            {
                failed = Some(self.bad_link(fault, place, sink));
            }
        }
        match failed {
            Some(reported) => Err(reported),
            None if line.inlines.iter().all(|inline| inline.text.trim().is_empty()) => Ok(None),
            None => Ok(Some(line)),
        }
    }

    /// The Markdown of the text with its conditions decided.
    fn decided(&self, values: &Values<'_>, sink: &mut Sink) -> Result<Markup, Reported> {
        let mut failed = None;
        let source = MarkdownSource::new(&self.parts.parts, &mut |condition, otherwise| {
            values.decide(condition, otherwise, self.map.whole(), sink).unwrap_or_else(|reported| {
                failed = Some(reported);
                false
            })
        });
        match failed {
            Some(reported) => Err(reported),
            None => Markup::read(&source, &self.map, sink),
        }
    }

    /// A text that must not come out empty.
    pub(super) fn needed(&self, values: &Values<'_>, sink: &mut Sink) -> Result<RichText, Reported> {
        match self.line(values, sink)? {
            Some(line) => Ok(line),
            None => {
                let place = &values.facts.place.names.first.in_prose.value;
                let message = format!("nothing is left of this text for {place}");
                let fault = Diagnostic::error(Code::BadValue, self.span(), message);
                Err(sink
                    .report(fault.help("write something, or an `{% else %}`: the page has a place for it")))
            }
        }
    }

    fn address(
        &self,
        address: &str,
        place: &Range<usize>,
        values: &Values<'_>,
        sink: &mut Sink,
    ) -> Result<String, Reported> {
        let mut decoded = String::with_capacity(address.len());
        for c in address.chars() {
            match Sentinel::of(c) {
                Some(Sentinel::Placeholder(number)) => {
                    decoded.push_str(&values.print(&self.parts.prints[number], sink)?.0)
                }
                Some(Sentinel::Escaped(sign)) => decoded.push(sign),
                None => decoded.push(c),
            }
        }
        self.check_link(decoded, place, sink)
    }

    fn check_fixed_links(&self, markup: &Markup, sink: &mut Sink) -> Result<(), Reported> {
        let fixed =
            markup.links.iter().filter(|(address, _)| !address.chars().any(|c| Sentinel::of(c).is_some()));
        let faults = fixed.filter_map(|(address, place)| self.check_link(address.clone(), place, sink).err());
        faults.last().map_or(Ok(()), Err)
    }

    fn check_link(&self, address: String, place: &Range<usize>, sink: &mut Sink) -> Result<String, Reported> {
        match check_target(&address) {
            Ok(()) => Ok(address),
            Err(fault) => Err(self.bad_link(fault, place, sink)),
        }
    }

    fn bad_link(&self, fault: Fault, place: &Range<usize>, sink: &mut Sink) -> Reported {
        let span = self.map.span(place.start, place.end);
        sink.report(Diagnostic::error(Code::BadLink, span, fault.message).help(fault.help))
    }
}

/// Adds text to a line. Words join their equal neighbour; each value of the data stays apart, so
/// that it can be traced to its place.
fn add(line: &mut RichText, text: &str, strong: bool, link: Option<&String>, kind: InlineKind) {
    if text.is_empty() {
        return;
    }
    match line.inlines.last_mut() {
        Some(last)
            if last.kind == kind
                && kind == InlineKind::Wording
                && last.strong == strong
                && last.link.as_ref() == link =>
        {
            last.text.push_str(text);
        }
        _ => line.inlines.push(Inline { text: text.to_owned(), strong, link: link.cloned(), kind }),
    }
}
