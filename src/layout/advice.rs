//! What to cut, so that a text fits in a larger size, or at all.
//!
//! In: the paragraphs and items that may be shortened, and the fitting's own judgement of the text with lines
//! taken out. Out: what to cut, shortest last lines first: one of two words is a line won for two
//! words.

use crate::diagnostic::counted;
use crate::document::RichText;
use crate::source::Span;
use crate::text::{Measure, PreparedText, filled_lines};
use crate::units::Pt;
use std::fmt;

/// The most lines that are looked for one by one. Who must cut more will rewrite the text.
const MOST_LINES: usize = 8;
/// A paragraph is named by its first words, up to about so many characters.
const NAMED_BY: usize = 30;

/// When to work out what to cut. It costs about as much as laying out the page once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Advise {
    /// Only for text that does not fit.
    #[default]
    Refused,
    /// Also for text in type below the legible size.
    Small,
    /// For every page whose type could be larger.
    Always,
}

/// What to cut, and what that wins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// The size of running text it then fits in.
    pub size: Pt,
    /// The cuts, all of them needed; the shortest first.
    pub cuts: Vec<Cut>,
}

impl Advice {
    /// Lines that go.
    pub fn lines(&self) -> usize {
        self.cuts.iter().map(|cut| cut.lines).sum()
    }

    /// Words to cut.
    pub fn words(&self) -> usize {
        self.cuts.iter().map(|cut| cut.words).sum()
    }
}

/// What to cut in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cut {
    /// The heading of its section.
    pub section: Option<String>,
    /// Its first words.
    pub begins: String,
    /// Its wording.
    pub origin: Option<Span>,
    /// Lines it then takes less.
    pub lines: usize,
    /// Words to cut, at the least.
    pub words: usize,
    /// Characters to cut, the spaces between words among them, at the least.
    pub characters: usize,
}

impl fmt::Display for Cut {
    /// "3 words (17 characters) of “Each horse of the herd …”".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { words, characters, begins, .. } = self;
        let (word, character) = (counted(*words, "word"), counted(*characters, "character"));
        write!(f, "{word} ({character}) of \u{201c}{begins} \u{2026}\u{201d}")
    }
}

/// A paragraph or an item that may be shortened.
pub(super) struct Candidate<'a> {
    /// The heading it stands under.
    pub heading: Option<&'a RichText>,
    /// Its words.
    pub words: &'a RichText,
    /// The same, shaped.
    pub text: &'a PreparedText,
    /// What it is broken for.
    pub measure: Measure,
}

/// What to cut so that the text fits in type of `size`. `fits` says whether it does with so many lines
/// taken out of each paragraph. `None` if it fits as it is, or if too much must go.
pub(super) fn advise(paragraphs: &[Candidate], size: Pt, fits: impl Fn(&[usize]) -> bool) -> Option<Advice> {
    // The characters on each line; a paragraph keeps its first.
    let lines: Vec<Vec<usize>> = paragraphs
        .iter()
        .map(|Candidate { text, measure, .. }| {
            filled_lines(text, *measure).iter().skip(1).map(|line| text.characters(line)).collect()
        })
        .collect();
    let mut taken = vec![0; paragraphs.len()];
    let mut order = Vec::new();
    while !fits(&taken) {
        if order.len() == MOST_LINES {
            return None;
        }
        let last = |n: usize| lines[n].iter().rev().nth(taken[n]).map(|characters| (*characters, n));
        let (_, shortest) = (0..lines.len()).filter_map(last).min()?;
        taken[shortest] += 1;
        order.push(shortest);
    }
    // A line may win nothing, beside a taller heading or in the shorter column: it need not go.
    for n in order.into_iter().rev() {
        taken[n] -= 1;
        if !fits(&taken) {
            taken[n] += 1;
        }
    }
    let mut cuts: Vec<Cut> = (paragraphs.iter().zip(&lines).zip(&taken))
        .filter(|(_, taken)| **taken > 0)
        .map(|((paragraph, lines), taken)| cut(paragraph, &lines[lines.len() - taken..]))
        .collect();
    cuts.sort_by_key(|cut| cut.characters);
    (!cuts.is_empty()).then_some(Advice { size, cuts })
}

/// The cut that takes the last `lines` out of a paragraph.
fn cut(paragraph: &Candidate, lines: &[usize]) -> Cut {
    let plain = paragraph.words.plain();
    let text = plain.trim_end();
    let characters = lines.iter().sum::<usize>() + lines.len() - 1;
    let kept = text.chars().count().saturating_sub(characters);
    let tail: String = text.chars().skip(kept).collect();
    let mut begins = String::new();
    for word in text.split_whitespace() {
        if !begins.is_empty() && begins.chars().count() + word.chars().count() > NAMED_BY {
            break;
        }
        begins += if begins.is_empty() { "" } else { " " };
        begins += word;
    }
    Cut {
        section: paragraph.heading.map(|heading| heading.plain().replace('\u{a0}', " ")),
        begins,
        origin: paragraph.words.origin,
        lines: lines.len(),
        words: tail.split_whitespace().count(),
        characters,
    }
}
