//! What no setting can help, and text that is too long: refused, with the place and a way out.

use super::fit::{Setting, Surplus};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::doc::{InlineKind, Line};
use crate::source::Span;
use crate::text::{Measure, Paragraph, count_lines};
use crate::theme::Sizes;
use crate::units::Pt;

/// A text with its shape and the measure it has at its smallest.
pub type Checked<'a> = (&'a Line, &'a Paragraph, Measure);

/// Refuses characters without a glyph and words wider than their column.
pub fn check(texts: Vec<Checked>, place: Span, sink: &mut Sink) -> Result<(), Reported> {
    let mut sound = Ok(());
    for (line, shape, measure) in texts {
        let at = line.origin.unwrap_or(place);
        if let Some((character, inline)) = shape.missing {
            sound = Err(sink.report(missing_glyph(character, line, inline, at)));
        }
        let wide = shape.chunks.iter().find(|c| measure.size.em(c.advance) > measure.width);
        if let Some(chunk) = wide {
            let over = measure.size.em(chunk.advance) - measure.width;
            let message =
                format!("a word is {over} pt wider than its column, and nothing in it may be divided");
            sound = Err(sink.report(
                Diagnostic::error(Code::TooWide, at, message).help("shorten it, or put a space into it"),
            ));
        }
    }
    sound
}

/// Warns of type below the legible size.
pub fn warn_of_small_type(setting: Setting, sizes: &Sizes, language: &str, place: Span, sink: &mut Sink) {
    if setting.size < sizes.legible {
        let message = format!(
            "the page fits only in {} pt type, below the {} pt that reads well",
            setting.size, sizes.legible
        );
        let help = format!("shorten the text in `wording.{language}.toml`");
        sink.report(Diagnostic::warning(Code::SmallType, place, message).help(help));
    }
}

/// `number` is that of the inline; `at` its text, if the character has no place of its own.
fn missing_glyph(character: char, line: &Line, number: usize, at: Span) -> Diagnostic {
    let inline = &line.inlines[number];
    let before: usize = line.inlines[..number].iter().map(|inline| inline.text.len()).sum();
    let byte = inline.text.find(character).map(|byte| before + byte);
    let typed = line.typed.iter().find(|(typed, _)| Some(*typed) == byte);
    let at = match inline.kind {
        InlineKind::Wording => typed.map_or(at, |(_, place)| *place),
        InlineKind::Datum(span) | InlineKind::Figure(_, span) => span,
    };
    let message =
        format!("no bundled font has the character \u{201c}{character}\u{201d} (U+{:04X})", character as u32);
    Diagnostic::error(Code::MissingGlyph, at, message)
        .help(format!("it stands in \u{201c}{}\u{201d}: write it with other characters", inline.text.trim()))
}

/// Text longer than a page: says by how much, and which paragraph is the longest.
pub fn does_not_fit<'a>(
    surplus: Surplus,
    width: Pt,
    paragraphs: impl Iterator<Item = (&'a Line, &'a Paragraph)>,
    place: Span,
    sink: &mut Sink,
) -> Reported {
    let measure = Measure { size: surplus.setting.size, width };
    let (mut words, mut lines) = (0, 0);
    let mut longest: Option<(usize, &Line)> = None;
    for (line, shape) in paragraphs {
        words += shape.chunks.len();
        lines += count_lines(shape, measure);
        if longest.is_none_or(|(length, _)| shape.chunks.len() > length) {
            longest = Some((shape.chunks.len(), line));
        }
    }
    let leading = surplus.setting.leading().0.max(1);
    let lines_over = surplus.height.0.div_euclid(leading) + i64::from(surplus.height.0 % leading != 0);
    let cut = (lines_over as usize * words).div_ceil(lines.max(1));
    let message = format!(
        "the text is {} pt ({lines_over} {}) longer than one page, even in {} pt type",
        Pt(surplus.height.0 / 100 * 100),
        if lines_over == 1 { "line" } else { "lines" },
        surplus.setting.size
    );
    let mut fault =
        Diagnostic::error(Code::DoesNotFit, place, message).help(format!("cut about {cut} words"));
    if let Some(span) = longest.and_then(|(_, line)| line.origin) {
        fault = fault.related(span, "the longest paragraph");
    }
    sink.report(fault)
}
