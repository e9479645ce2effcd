//! Saying one text for one place, run by run.
//!
//! In: a phrase with its conditions decided, the values of a place. Out: the [`RichText`]; or every
//! fault that the place brings out of it: a figure without a value, a link that leads astray.

use super::flatten::Sentinel;
use super::links::check_words;
use super::markup::{Markup, RunContent, StyledRun};
use super::phrase::Phrase;
use super::said::primary;
use super::template::Printable;
use super::values::Values;
use crate::diagnostic::{Reported, Sink};
use crate::document::{Inline, InlineKind, RichText};
use crate::figure::FigureId;
use crate::lang::Language;
use std::borrow::Cow;
use std::ops::Range;

/// A text being put together.
pub(super) struct LineBuilder<'a> {
    phrase: &'a Phrase,
    values: Values<'a>,
    sink: &'a mut Sink,
    text: RichText,
    /// Bytes of the plain text so far.
    length: usize,
    links: Vec<Link<'a>>,
    /// Figures that lack a value and have been reported.
    without_value: Vec<FigureId>,
    failed: Option<Reported>,
}

struct Link<'a> {
    /// `None` if it has a fault, which has been reported.
    address: Option<String>,
    /// Where it stands in the template.
    place: &'a Range<usize>,
    /// What it says so far.
    words: String,
}

impl<'a> LineBuilder<'a> {
    /// Says `markup`, the Markdown of `phrase`. `None` if nothing is left of the text.
    pub(super) fn say(
        phrase: &'a Phrase,
        markup: &'a Markup,
        values: &Values<'a>,
        sink: &'a mut Sink,
    ) -> Result<Option<RichText>, Reported> {
        let mut text = RichText { origin: Some(phrase.span()), ..RichText::default() };
        text.inlines.reserve(markup.runs.len());
        let links = Vec::with_capacity(markup.links.len());
        let (values, without_value) = (*values, Vec::new());
        let mut line = Self { phrase, values, sink, text, length: 0, links, without_value, failed: None };
        markup.links.iter().for_each(|(address, place)| line.link(address, place));
        markup.runs.iter().for_each(|run| line.run(run));
        line.check_links();
        match line.failed {
            Some(reported) => Err(reported),
            None if line.text.inlines.iter().all(|inline| inline.text.trim().is_empty()) => Ok(None),
            None => Ok(Some(line.text)),
        }
    }

    fn link(&mut self, address: &str, place: &'a Range<usize>) {
        let address = self.address(address, place).map_err(|reported| self.failed = Some(reported)).ok();
        self.links.push(Link { address, place, words: String::new() });
    }

    fn address(&mut self, address: &str, place: &Range<usize>) -> Result<String, Reported> {
        let mut decoded = String::with_capacity(address.len());
        for c in address.chars() {
            match Sentinel::of(c) {
                Some(Sentinel::Placeholder(number)) => {
                    let printable = self.phrase.placeholder(number);
                    decoded.push_str(&self.values.print(printable, self.sink)?.0)
                }
                Some(Sentinel::Escaped(sign)) => decoded.push(sign),
                Some(Sentinel::Bold(_)) => decoded.push_str("**"),
                None => decoded.push(c),
            }
        }
        self.phrase.check_link(&decoded, place, self.sink)?;
        Ok(decoded)
    }

    fn run(&mut self, run: &StyledRun) {
        match &run.content {
            RunContent::Text { text, placed } => {
                // A sentence that ends in "D.C." has its period.
                let start = usize::from(self.ends_with_name() && is_period(text));
                let place = |(at, origin): &(usize, usize)| {
                    let letter = text[*at..].chars().next().map_or(1, char::len_utf8);
                    (self.length + at - start, self.phrase.place(*origin..origin + letter))
                };
                self.text.typed.extend(placed.iter().map(place));
                self.push(text[start..].into(), InlineKind::Wording, run);
            }
            RunContent::Placeholder(number) => self.placeholder(*number, run),
        }
    }

    fn placeholder(&mut self, number: usize, run: &StyledRun) {
        let printable = self.phrase.placeholder(number);
        // A figure and its noun lack the same value: one fault a text is enough.
        if printable.figure().is_some_and(|figure| self.without_value.contains(&figure)) {
            return;
        }
        // In a passage of another language, the numbers and names are that one's.
        let other = run.language.and_then(Language::from_tag);
        let language = other.as_ref().unwrap_or(self.values.language);
        let said = Values { language, ..self.values }.print(printable, self.sink);
        match said.map(|(text, kind)| (text.into_owned(), kind)) {
            Ok((text, kind)) => {
                if kind == InlineKind::Wording {
                    let digits = text.char_indices().filter(|(_, c)| c.is_numeric());
                    let place = |(at, _)| (self.length + at, self.phrase.span());
                    self.text.typed.extend(digits.map(place));
                }
                if let Some(word) = self.before_noun(printable, &text) {
                    self.push(format!("{word} ").into(), InlineKind::Wording, run);
                }
                self.push(text.into(), kind, run);
            }
            Err(reported) => {
                self.failed = Some(reported);
                self.without_value.extend(printable.figure());
            }
        }
    }

    /// The word that a noun needs before it, if it stands right behind its figure: "millones de casos".
    fn before_noun(&self, printable: &Printable, noun: &str) -> Option<&'static str> {
        let (Printable::Noun { figure, .. } | Printable::Plural { figure, .. }) = printable else {
            return None;
        };
        let mut before = self.text.inlines.iter().rev().filter(|inline| !inline.text.trim().is_empty());
        let behind = match before.next() {
            Some(inline) => matches!(inline.kind, InlineKind::Figure(last, _) if last == figure.0),
            None => self.values.below_figure,
        };
        self.values.before_noun(figure.0, noun).filter(|_| behind)
    }

    /// Adds text. Words join an equal neighbour; each value of the data stays apart, so that it can
    /// be traced to its place.
    fn push(&mut self, text: Cow<'_, str>, kind: InlineKind, run: &StyledRun) {
        self.length += text.len();
        let mut link = run.link.and_then(|number| self.links.get_mut(number));
        link.iter_mut().for_each(|link| link.words.push_str(&text));
        if text.is_empty() {
            return;
        }
        let own = primary(self.values.language.tag());
        let language = run.language.filter(|language| *language != own);
        let (strong, link) = (run.strong, link.and_then(|link| link.address.as_ref()));
        match self.text.inlines.last_mut() {
            Some(last)
                if last.kind == kind
                    && kind == InlineKind::Wording
                    && last.strong == strong
                    && last.language == language
                    && last.link.as_ref() == link =>
            {
                last.text.push_str(&text);
            }
            _ => {
                let (text, link) = (text.into_owned(), link.cloned());
                self.text.inlines.push(Inline { text, strong, link, language, expansion: None, kind });
            }
        }
    }

    /// Whether the last that was said is a name or the like that ends with a period.
    fn ends_with_name(&self) -> bool {
        let last = self.text.inlines.last();
        last.is_some_and(|last| matches!(last.kind, InlineKind::Datum(..)) && last.text.ends_with('.'))
    }

    /// Holds the links to their words.
    fn check_links(&mut self) {
        let website = self.values.set.publisher.website.as_ref().map(|website| website.value.as_str());
        for Link { address, place, words } in &self.links {
            if let Some(address) = address
                && let Err(fault) = check_words(words, address, website)
            {
                self.failed = Some(self.phrase.bad_link(fault, place, self.sink));
            }
        }
    }
}

/// Whether a text begins with a period, not with an ellipsis.
fn is_period(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|rest| !rest.starts_with('.'))
}
