//! What the wording has and the theme in use has no place for.

use super::Pages;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::outline::{Leaf, Part, Shown};
use crate::set::{Dataset, Wording};
use crate::source::Span;

/// Warns about headline figures beyond a full row, or too few for one. What the theme never prints is
/// one note for the whole set, since a wording serves every theme.
pub(super) fn lint(dataset: &Dataset, pages: &Pages<'_>, sink: &mut Sink) {
    let wordings = dataset.wordings.iter().filter(|wording| {
        pages.composers.iter().any(|composer| composer.language() == wording.language.value)
    });
    let mut absent: Vec<(Part, Span)> = Vec::new();
    for wording in wordings {
        tiles(wording, pages, sink);
        wording.page.visit(&mut |spot| {
            if let (Leaf::Text(template), true) = (spot.leaf, is_absent(spot.part, pages.shown))
                && !absent.iter().any(|(part, _)| *part == spot.part)
            {
                absent.push((spot.part, template.span));
            }
        });
    }
    if absent.is_empty() {
        return;
    }
    let parts: Vec<&str> = absent.iter().map(|(part, _)| name(*part)).collect();
    let message = format!("the theme `{}` does not print {}", pages.theme, listed(&parts));
    let mut note = Diagnostic::note(Code::NotShown, dataset.set.theme.span, message)
        .help("leave them if they are there for another theme");
    for (part, span) in absent {
        note = note.related(span, name(part));
    }
    sink.report(note);
}

fn tiles(wording: &Wording, pages: &Pages<'_>, sink: &mut Sink) {
    let Some((fewest, most)) = pages.shown.tiles else { return };
    let (tiles, theme) = (&wording.page.tiles, pages.theme);
    if let (Some(first), true) = (tiles.first(), tiles.len() < fewest) {
        let message = format!(
            "`{theme}` prints headline figures only if there are {fewest} or more; here are {}",
            tiles.len()
        );
        let warning = Diagnostic::warning(Code::NotShown, first.figure.span, message);
        sink.report(warning.help("add `[[tile]]` entries, or delete these"));
    }
    for (number, tile) in tiles.iter().enumerate().skip(most) {
        let message = format!(
            "headline figure {} of the wording: `{theme}` prints at most {most}, so it leaves this one \
             out unless an earlier one is 0 or not reported",
            number + 1
        );
        let warning = Diagnostic::warning(Code::NotShown, tile.figure.span, message);
        sink.report(warning.help("delete one of the `[[tile]]` entries, or allow this with the reason"));
    }
}

fn is_absent(part: Part, shown: Shown) -> bool {
    let Shown { kicker, title, tiles, web_label, qr, .. } = shown;
    match part {
        Part::Kicker => !kicker,
        Part::Title => !title,
        Part::TileLabel => tiles.is_none(),
        Part::WebLabel => !web_label,
        Part::Qr => !qr,
        _ => false,
    }
}

/// What the authors call it.
fn name(part: Part) -> &'static str {
    match part {
        Part::TileLabel => "the headline figures (`[[tile]]`)",
        Part::Kicker => "the `kicker`",
        Part::Title => "the `title`, which goes into the metadata only",
        Part::WebLabel => "the `web_label`",
        Part::Qr => "the QR code (`qr`)",
        other => other.name(),
    }
}

fn listed(parts: &[&str]) -> String {
    match parts {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => parts.concat(),
    }
}
