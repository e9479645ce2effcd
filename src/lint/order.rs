//! Figures that one language says where another says other ones: two keys that were exchanged.
//!
//! In: the documents of one place in all languages. Out: what differs from the first, section by section. A
//! translation may say things in another order, so figures are only asked about where two have changed places
//! and all others have not. "22,442 of 28,886" may be said the other way round. For rows and headline figures,
//! see `labels`.

use crate::document::{Document, InlineKind, RichText};
use crate::facts::Facts;
use crate::figure::FigureId;
use crate::lang::sentence_words;
use crate::outline::Block;
use crate::source::Span;

/// A figure that stands where the first language has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exchange {
    /// What the first language prints, and where.
    pub(super) first: (FigureId, Span),
    /// What this language prints, and where.
    pub(super) here: (FigureId, Span),
}

/// A figure in a block.
#[derive(Clone, Copy)]
struct Spot {
    figure: FigureId,
    text: Span,
    /// Whether the words before it make it a whole: "of the".
    whole: bool,
}

/// What another language exchanges, against the first.
pub(super) fn exchanges(facts: &Facts, first: &Document, other: &Document) -> Vec<Exchange> {
    let known = |figure: FigureId| super::languages::has_number(facts.figure(figure));
    let (first, other) = (blocks(first, &known), blocks(other, &known));
    if first.len() != other.len() {
        return Vec::new();
    }
    first.iter().zip(&other).filter_map(|(first, other)| exchange(first, other)).collect()
}

fn exchange(first: &[Spot], other: &[Spot]) -> Option<Exchange> {
    if first.len() != other.len() {
        return None;
    }
    let differ = |(a, b): &(&Spot, &Spot)| a.figure != b.figure;
    let odd: Vec<(&Spot, &Spot)> = first.iter().zip(other).filter(differ).collect();
    let told = |(a, b): (&Spot, &Spot)| Exchange { first: (a.figure, a.text), here: (b.figure, b.text) };
    match odd[..] {
        [one] => Some(told(one)),
        [(a, b), (c, d)] if a.figure == d.figure && b.figure == c.figure => {
            let whole = [a, b, c, d].iter().any(|spot| spot.whole);
            (!whole).then(|| told((a, b)))
        }
        _ => None,
    }
}

/// The figures of the text above the sections, and of that of each section.
fn blocks(document: &Document, known: &dyn Fn(FigureId) -> bool) -> Vec<Vec<Spot>> {
    let language = document.meta.language.as_str();
    let intro = document.page.intro.iter().flat_map(|paragraph| spots(&paragraph.text, language, known));
    let mut found: Vec<Vec<Spot>> = vec![intro.collect()];
    for section in &document.page.sections {
        let text = section.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(&paragraph.text),
            Block::Table(_) => None,
        });
        found.push(text.flat_map(|text| spots(text, language, known)).collect());
    }
    found
}

/// The figures of a text.
fn spots(text: &RichText, language: &str, known: &dyn Fn(FigureId) -> bool) -> Vec<Spot> {
    let Some(origin) = text.origin.filter(|_| text.figures().next().is_some()) else { return Vec::new() };
    let plain = text.plain();
    let mut at = 0;
    let mut found = Vec::new();
    for inline in &text.inlines {
        let before = plain[..at].trim_end();
        at += inline.text.len();
        if let InlineKind::Figure(figure, _) = inline.kind
            && known(figure)
        {
            let last = before.rsplit(char::is_whitespace).take(2).map(str::to_lowercase);
            let whole =
                last.into_iter().any(|word| sentence_words(language).before_wholes.contains(&word.as_str()));
            found.push(Spot { figure, text: origin, whole });
        }
    }
    found
}
