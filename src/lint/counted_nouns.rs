//! A word typed between a figure and what it counts that is right for some numbers only: "36.2 millones de
//! denuncias", but "36,210,000 denuncias".

use super::prose::Text;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::{Amount, Value};
use crate::lang::{NeighborWords, is_of_millions, neighbor_words};
use crate::set::Dataset;

/// From here on, nobody leaves out what is counted: "8 de niños" may be right.
const LARGE: u64 = 1_000_000;

/// Warns of such words behind placeholders of figures for which they are wrong somewhere.
pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    let NeighborWords { before_noun, determiners, .. } = neighbor_words(text.language);
    let (Some(word), Some(template)) = (before_noun, text.template()) else { return };
    for (end, _) in template.match_indices("}}") {
        let Some(start) = template[..end].rfind("{{") else { continue };
        let key = template[start + 2..end].trim();
        let rest =
            template[end + 2..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '*'));
        let at = template.len() - rest.len();
        let Some(behind) =
            rest.strip_prefix(word).filter(|rest| rest.starts_with([' ', '~', '\n', '\u{a0}']))
        else {
            continue;
        };
        let behind = behind.trim_start_matches([' ', '~', '\n', '\u{a0}', '*']);
        let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let noun = behind.starts_with(&format!("{{{{ {key} |"));
        if (noun || !next.is_empty()) && !determiners.contains(&next) && is_large(key, dataset) {
            let message = format!("“{word}” is right behind `{key}` only if it is printed in whole millions");
            let help = format!(
                "leave it out, and write what is counted as `{{{{ {key} | noun }}}}` or `{{{{ {key} | plural(\"…\", \"…\") }}}}`, \
                 which puts “{word}” where it belongs"
            );
            sink.report(
                Diagnostic::warning(Code::Boundary, text.span(at, at + word.len()), message).help(help),
            );
        }
    }
}

/// Whether a figure is in the millions somewhere, but not in whole ones everywhere.
fn is_large(key: &str, dataset: &Dataset) -> bool {
    let states = dataset.states.iter().map(|state| &state.figures);
    let entries = std::iter::once(&dataset.national).chain(states).flat_map(|file| &file.figures);
    let (mut whole, mut large, mut other) = (false, false, false);
    for entry in entries.filter(|entry| entry.key.value == key) {
        let Value::Known(quantity) = entry.value.value else { continue };
        let of_millions = is_of_millions(&quantity);
        whole |= of_millions;
        other |= !of_millions;
        large |= !of_millions && matches!(quantity.amount, Amount::Count(count) if count >= LARGE);
    }
    large || (whole && other)
}
