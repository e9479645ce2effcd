//! Where each number on a page comes from.
//!
//! In: a document. Out: every printed piece of text with a digit, in reading order, with its place in
//! the authors' files; also each figure spelled out as a word.

use super::{Document, InlineKind, RichText};
use crate::figure::FigureId;
use crate::set::DatumId;
use crate::source::Span;

/// A number on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// As printed: "8,597", "36.2 million", "(1)".
    pub printed: String,
    pub source: NumberSource,
    /// Where it is written.
    pub place: Span,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSource {
    Figure(FigureId),
    /// A name, the year or the like.
    Datum(DatumId),
    /// Typed into the wording.
    Wording,
}

/// The numbers of a page.
pub fn trace(document: &Document) -> Vec<Traced> {
    let mut found = Vec::new();
    document.passages().iter().for_each(|passage| trace_text(passage.text, &mut found));
    found
}

fn trace_text(line: &RichText, found: &mut Vec<Traced>) {
    let mut at = 0;
    for inline in &line.inlines {
        let start = at;
        at += inline.text.len();
        let has_digit = inline.text.contains(char::is_numeric);
        let mut add = |source, place| found.push(Traced { printed: inline.text.clone(), source, place });
        match inline.kind {
            InlineKind::Figure(figure, place) => add(NumberSource::Figure(figure), place),
            InlineKind::Datum(datum, place) if has_digit => add(NumberSource::Datum(datum), place),
            InlineKind::Wording if has_digit => trace_typed(line, start, &inline.text, found),
            InlineKind::Datum(..) | InlineKind::Wording => {}
        }
    }
}

/// The numbers typed into a piece of the wording, each with the punctuation around it.
fn trace_typed(line: &RichText, start: usize, text: &str, found: &mut Vec<Traced>) {
    let mut at = start;
    for word in text.split_inclusive([' ', '\u{a0}']) {
        let end = at + word.len();
        let is_digit =
            |byte: usize| (at..end).contains(&byte) && text[byte - start..].starts_with(char::is_numeric);
        let place = line.typed.iter().find(|(byte, _)| is_digit(*byte)).map(|(_, place)| *place);
        if let Some(place) = place.or(line.origin).filter(|_| word.contains(char::is_numeric)) {
            let printed = word.trim_end_matches([' ', '\u{a0}']).to_owned();
            found.push(Traced { printed, source: NumberSource::Wording, place });
        }
        at = end;
    }
}
