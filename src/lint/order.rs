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
struct Spot<'d> {
    figure: FigureId,
    origin: Span,
    text: &'d RichText,
    /// Its byte in the text.
    at: usize,
    language: &'d str,
}

impl Spot<'_> {
    /// Whether the words before it make it a whole: "of the".
    fn is_whole(&self) -> bool {
        let plain = self.text.plain();
        let last = plain[..self.at].trim_end().rsplit(char::is_whitespace).take(2).map(str::to_lowercase);
        let wholes = sentence_words(self.language).before_wholes;
        last.into_iter().any(|word| wholes.contains(&word.as_str()))
    }
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

fn exchange(first: &[Spot<'_>], other: &[Spot<'_>]) -> Option<Exchange> {
    if first.len() != other.len() {
        return None;
    }
    let differ = |(a, b): &(&Spot<'_>, &Spot<'_>)| a.figure != b.figure;
    let odd: Vec<(&Spot<'_>, &Spot<'_>)> = first.iter().zip(other).filter(differ).collect();
    let told =
        |(a, b): (&Spot<'_>, &Spot<'_>)| Exchange { first: (a.figure, a.origin), here: (b.figure, b.origin) };
    match odd[..] {
        [one] => Some(told(one)),
        [(a, b), (c, d)] if a.figure == d.figure && b.figure == c.figure => {
            let whole = [a, b, c, d].iter().any(|spot| spot.is_whole());
            (!whole).then(|| told((a, b)))
        }
        _ => None,
    }
}

/// The figures of the text above the sections, and of that of each section.
fn blocks<'d>(document: &'d Document, known: &dyn Fn(FigureId) -> bool) -> Vec<Vec<Spot<'d>>> {
    let language = document.meta.language.as_str();
    let intro = document.page.intro.iter().flat_map(|paragraph| spots(&paragraph.text, language, known));
    let mut found: Vec<Vec<Spot<'d>>> = vec![intro.collect()];
    for section in &document.page.sections {
        let text = section.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![&paragraph.text],
            Block::List(list) => list.texts().collect(),
            Block::Table(_) => Vec::new(),
        });
        found.push(text.flat_map(|text| spots(text, language, known)).collect());
    }
    found
}

/// The figures of a text.
fn spots<'d>(text: &'d RichText, language: &'d str, known: &dyn Fn(FigureId) -> bool) -> Vec<Spot<'d>> {
    let Some(origin) = text.origin else { return Vec::new() };
    let mut at = 0;
    let mut found = Vec::new();
    for inline in &text.inlines {
        if let InlineKind::Figure(figure, _) = inline.kind
            && known(figure)
        {
            found.push(Spot { figure, origin, text, at, language });
        }
        at += inline.text.len();
    }
    found
}
