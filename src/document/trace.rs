//! Where each number on a page comes from.
//!
//! In: a document and the facts it was made of. Out: every piece of text that holds a digit, in
//! reading order, with its place in the authors' files. A figure spelt as a word is there too.

use super::{Block, Document, InlineKind, Line};
use crate::facts::Facts;
use crate::set::Set;
use crate::source::{Span, Spanned};
use chrono::NaiveDate;

/// A number on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// As printed: "8,597", "36.2 million", "(1)".
    pub printed: String,
    /// Where it comes from.
    pub source: Source,
    /// Where it is written.
    pub place: Span,
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A figure of the dictionary, by its number in `Facts::figures`.
    Figure(usize),
    /// Another value of the data, by its name in the wording: "year", "contact.hotline".
    Datum(String),
    /// It is typed into the wording.
    Wording,
}

/// The numbers of a page. `headlines`: the theme shows the kicker, the headline figures and the
/// line above the web address.
pub fn trace(document: &Document, set: &Set, facts: &Facts, headlines: bool) -> Vec<Traced> {
    let mut tracer = Tracer { set, facts, found: Vec::new() };
    let masthead = &document.masthead;
    tracer.line(&masthead.organization);
    masthead.kicker.iter().filter(|_| headlines).for_each(|line| tracer.line(line));
    tracer.line(&masthead.title);
    tracer.line(&masthead.year);
    for tile in document.tiles.iter().filter(|_| headlines) {
        tracer.line(&tile.figure);
        tracer.line(&tile.label);
    }
    document.intro.iter().for_each(|paragraph| tracer.line(&paragraph.text));
    for section in &document.sections {
        tracer.line(&section.heading);
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => tracer.line(&paragraph.text),
                Block::Table(table) => {
                    table.columns.iter().for_each(|column| tracer.line(column));
                    for row in &table.rows {
                        tracer.line(&row.label);
                        row.cells.iter().for_each(|cell| tracer.line(cell));
                    }
                }
            }
        }
    }
    let footer = &document.footer;
    let web_label = footer.web_label.as_ref().filter(|_| headlines);
    let call = [&footer.call, &footer.hotline, &footer.hotline_digits].map(Option::as_ref);
    let rest = [web_label, footer.web.as_ref(), footer.source.as_ref()];
    call.into_iter().chain(rest).flatten().for_each(|line| tracer.line(line));
    tracer.found
}

struct Tracer<'a> {
    set: &'a Set,
    facts: &'a Facts,
    found: Vec<Traced>,
}

impl Tracer<'_> {
    fn line(&mut self, line: &Line) {
        let mut at = 0;
        for inline in &line.inlines {
            let start = at;
            at += inline.text.len();
            let has_digit = inline.text.contains(char::is_numeric);
            match inline.kind {
                InlineKind::Figure(number, place) => {
                    let printed = inline.text.clone();
                    self.found.push(Traced { printed, source: Source::Figure(number), place });
                }
                InlineKind::Datum(place) if has_digit => {
                    let source = Source::Datum(self.name(place));
                    self.found.push(Traced { printed: inline.text.clone(), source, place });
                }
                InlineKind::Wording if has_digit => self.typed(line, start, &inline.text),
                InlineKind::Datum(_) | InlineKind::Wording => {}
            }
        }
    }

    /// The numbers typed into a piece of the wording, each with the signs around it.
    fn typed(&mut self, line: &Line, start: usize, text: &str) {
        let mut at = start;
        for word in text.split_inclusive([' ', '\u{a0}']) {
            let end = at + word.len();
            let is_digit =
                |byte: usize| (at..end).contains(&byte) && text[byte - start..].starts_with(char::is_numeric);
            let place = line.typed.iter().find(|(byte, _)| is_digit(*byte)).map(|(_, place)| *place);
            if let Some(place) = place.or(line.origin).filter(|_| word.contains(char::is_numeric)) {
                let printed = word.trim_end_matches([' ', '\u{a0}']).to_owned();
                self.found.push(Traced { printed, source: Source::Wording, place });
            }
            at = end;
        }
    }

    /// What the wording calls the value that is written at `place`.
    fn name(&self, place: Span) -> String {
        let named = |name: &str| name.to_owned();
        if place == self.facts.year.span {
            return named("year");
        }
        let dates = [("released", &self.set.released), ("as_of", &self.set.as_of)];
        let at = |date: &Option<Spanned<NaiveDate>>| date.as_ref().is_some_and(|date| date.span == place);
        if let Some((name, _)) = dates.iter().find(|(_, date)| at(date)) {
            return named(name);
        }
        if let Some((key, _)) = self.set.contact.iter().find(|(_, text)| text.span == place) {
            return format!("contact.{}", key.value);
        }
        if let Some(fact) = self.facts.figures.iter().find(|fact| fact.origin == place) {
            return format!("{}.year", fact.key);
        }
        let publisher = &self.set.publisher;
        let texts = [
            ("name", Some(&publisher.name)),
            ("short", publisher.short.as_ref()),
            ("website", publisher.website.as_ref()),
        ];
        let own = texts.into_iter().find(|(_, text)| text.is_some_and(|text| text.span == place));
        own.map_or(named("state"), |(key, _)| format!("publisher.{key}"))
    }
}
