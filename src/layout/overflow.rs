//! What no setting can help, and text that is too long: refused, with the place and a way out.

use super::advice::{Advice, Candidate};
use super::fit::{Setting, Surplus};
use crate::characters::stands_alone;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink, counted};
use crate::document::{InlineKind, RichText};
use crate::source::Span;
use crate::text::{Measure, PreparedText, count_lines};
use crate::theme::Sizes;
use crate::units::Pt;

/// A text with its shape and the measure it has at its smallest.
pub type MeasuredText<'a> = (&'a RichText, &'a PreparedText, Measure);

/// How much wider than its measure the widest word of a text is, if it is.
pub fn too_wide(text: &PreparedText, measure: Measure) -> Option<Pt> {
    Some(measure.size.em(text.widest) - measure.width).filter(|over| *over > Pt::ZERO)
}

/// Refuses characters without a glyph and words wider than their column.
pub fn check<'a>(
    texts: impl IntoIterator<Item = MeasuredText<'a>>,
    place: Span,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let mut sound = Ok(());
    for (words, text, measure) in texts {
        let at = words.origin.unwrap_or(place);
        if let Some((character, inline)) = text.missing {
            sound = Err(sink.report(missing_glyph(character, words, inline, at)));
        }
        if let Some(over) = too_wide(text, measure) {
            let message = format!("a word is {over} pt wider than its column, and cannot be broken");
            sound = Err(
                sink.report(Diagnostic::error(Code::TooWide, at, message).help("shorten it, or add a space"))
            );
        }
    }
    sound
}

/// Warns of type below the legible size.
pub fn warn_of_small_type(setting: Setting, sizes: &Sizes, language: &str, place: Span, sink: &mut Sink) {
    if setting.size < sizes.legible {
        let message = format!(
            "the page only fits in {} pt type; type under {} pt is hard to read",
            setting.size, sizes.legible
        );
        let help = format!("shorten the text in `wording.{language}.toml`");
        sink.report(Diagnostic::warning(Code::SmallType, place, message).help(help));
    }
}

/// `number` is that of the inline; `at` its text, if the character has no place of its own.
fn missing_glyph(character: char, words: &RichText, number: usize, at: Span) -> Diagnostic {
    let inline = &words.inlines[number];
    let before: usize = words.inlines[..number].iter().map(|inline| inline.text.len()).sum();
    let byte = inline.text.find(character).map(|byte| before + byte);
    let typed = words.typed.iter().find(|(typed, _)| Some(*typed) == byte);
    let at = match inline.kind {
        InlineKind::Wording => typed.map_or(at, |(_, place)| *place),
        InlineKind::Datum(_, span) | InlineKind::Figure(_, span) => span,
    };
    let (message, help) = no_glyph(character, &inline.text);
    Diagnostic::error(Code::MissingGlyph, at, message).help(help)
}

/// What to say of a character of a text that no face has, and what to do.
pub fn no_glyph(character: char, text: &str) -> (String, String) {
    let code = u32::from(character);
    // A space, or an accent alone, shows nothing between quotation marks.
    let message = match character.is_whitespace() || !stands_alone(character) {
        true => format!("no bundled font has the character U+{code:04X}"),
        false => format!("no bundled font has the character \u{201c}{character}\u{201d} (U+{code:04X})"),
    };
    (message, format!("in \u{201c}{}\u{201d}, use other characters", text.trim()))
}

/// A page that could not be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reasons are in the sink.
    pub reported: Reported,
    /// For text that is too long: by how much.
    pub over: Option<Overflow>,
}

impl From<Reported> for Refusal {
    fn from(reported: Reported) -> Refusal {
        Refusal { reported, over: None }
    }
}

/// How much longer than its page a text is, at the last resort.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overflow {
    /// The size of the last resort.
    pub size: Pt,
    /// Height that is over, in whole tenths of a point.
    pub height: Pt,
    /// The same in lines, rounded up.
    pub lines: usize,
    /// About how many words to cut.
    pub words: usize,
    /// Where to cut them, if they are few enough to be named.
    pub advice: Option<Advice>,
}

impl Overflow {
    /// What is over of `paragraphs`.
    pub(super) fn new(surplus: Surplus, paragraphs: &[Candidate], advice: Option<Advice>) -> Self {
        let line_height = surplus.setting.line_height().0.max(1);
        let lines = (surplus.height.0.max(0) as u64).div_ceil(line_height as u64) as usize;
        let words = match &advice {
            Some(advice) => advice.words(),
            None => {
                let words: usize = paragraphs.iter().map(|p| p.text.chunks.len()).sum();
                let in_all: usize = paragraphs.iter().map(|p| count_lines(p.text, p.measure)).sum();
                (lines * words).div_ceil(in_all.max(1))
            }
        };
        Self { size: surplus.setting.size, height: Pt(surplus.height.0 / 100 * 100), lines, words, advice }
    }

    /// Refuses the page: says by how much its text is too long, and what to cut.
    pub(super) fn refuse(self, paragraphs: &[Candidate], place: Span, sink: &mut Sink) -> Refusal {
        let (height, size, lines) = (self.height, self.size, counted(self.lines, "line"));
        let message =
            format!("the text is {height} pt ({lines}) too long for one page, even in {size} pt type");
        let mut fault = Diagnostic::error(Code::DoesNotFit, place, message)
            .help(format!("cut about {}", counted(self.words, "word")));
        match &self.advice {
            Some(advice) => {
                let places = advice.cuts.iter().filter_map(|cut| Some((cut.origin?, format!("cut {cut}"))));
                fault.related.extend(places);
            }
            None => {
                let longest = paragraphs.iter().rev().max_by_key(|paragraph| paragraph.text.chunks.len());
                if let Some(span) = longest.and_then(|paragraph| paragraph.words.origin) {
                    fault = fault.related(span, "the longest paragraph");
                }
            }
        }
        Refusal { reported: sink.report(fault), over: Some(self) }
    }
}
