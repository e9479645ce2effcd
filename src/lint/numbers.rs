//! Numbers typed into a text, which would not change with the data.
//!
//! A number counts as typed only if it is a word of its own: not part of an address, a telephone
//! number or a name, and not the "(1)" of a list.

use super::prose::{Text, TextKind, tokens};
use super::quantities::{Number, Quantities};
use super::years::year;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::figure::{Amount, Kind, Value};
use crate::outline::Part;
use crate::set::{Dataset, FigureEntry};
use crate::source::Span;

/// Smaller numbers are mostly words, not figures: "the 3 programs".
const LEAST: u64 = 10;
/// From here on, a number is compared with the figures: "the 10 most common signs".
const SMALL: u64 = 20;
/// From here on, a number is also compared with figures it is merely close to.
const LARGE: u64 = 100;

/// A typed number.
pub(super) struct Typed<'t> {
    pub(super) at: usize,
    pub(super) text: &'t str,
    /// In ten-thousandths, so that decimals compare exactly.
    value: u128,
    pub(super) percent: bool,
}

impl Typed<'_> {
    /// Its value, unless it has decimals.
    pub(super) fn whole(&self) -> Option<u64> {
        let whole = u64::try_from(self.value / SCALE).ok()?;
        (!self.text.contains('.')).then_some(whole)
    }
}

const SCALE: u128 = 10_000;
/// Of one, in an [`Amount`] that is neither counted nor a share.
const MILLIONTHS: u128 = 1_000_000;

/// Looks through one text.
pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    let note = matches!(text.kind, TextKind::Data { note: true, .. });
    let quantities = Quantities::new(&text.words, text.language, nouns(text.language, dataset));
    for typed in numbers(&text.words) {
        let span = text.span(typed.at, typed.at + typed.text.len());
        let shown = typed.text;
        let number = Number {
            at: typed.at..typed.at + shown.len(),
            value: u64::try_from(typed.value / SCALE).unwrap_or(u64::MAX),
        };
        // "2022–23"
        let ends_years = text.words[..typed.at].strip_suffix('–').is_some_and(|before| {
            before.get(before.len().saturating_sub(4)..).and_then(year).is_some() && shown.len() == 2
        });
        if year(shown).is_some() || ends_years {
            continue;
        }
        if !matches!(text.kind, TextKind::Wording { .. }) {
            if !note
                && typed.value >= u128::from(LEAST) * SCALE
                && quantities.counts(&number)
                && !quantities.is_none(&number)
            {
                claim(shown, span, sink);
            }
            continue;
        }
        let none = quantities.is_none(&number);
        let dollars = text.words[..typed.at].ends_with('$');
        let is_decimal = |(entry, same): &(&FigureEntry, bool)| {
            let money = dollars && entry.value.value.kind() == Some(Kind::Money);
            *same && (money || typed.whole().is_none() && !none)
        };
        if let Some(found) = figure(&typed, dataset).filter(is_decimal) {
            printed(shown, span, found, sink);
            continue;
        }
        if !typed.percent && shown.trim_start_matches('0').starts_with('.') && typed.value > 0 {
            let percent = typed.value * 100 / SCALE;
            let message = format!("{shown} is a fraction; readers expect a percentage");
            let help = format!("put it into the data as \"{percent}%\", and print it with `{{{{ KEY }}}}`");
            sink.report(Diagnostic::warning(Code::RawFraction, span, message).help(help));
            continue;
        }
        let plain = shown.bytes().all(|b| b.is_ascii_digit()) && shown.len() > 3 && !none;
        if plain {
            let message = format!("the number {shown} has no commas");
            let help = "put it into the data: figures are printed with commas";
            sink.report(Diagnostic::warning(Code::PlainNumber, span, message).help(help));
        }
        let described = text.part == Some(Part::TableAlt);
        let figure = figure(&typed, dataset).filter(|_| !none);
        if figure.is_none() && !plain && quantities.is_claim(&number, described) {
            claim(shown, span, sink);
        }
        figure.into_iter().for_each(|found| printed(shown, span, found, sink));
    }
}

/// Warns of a number that a figure is, or is close to.
fn printed(shown: &str, span: Span, (entry, same): (&FigureEntry, bool), sink: &mut Sink) {
    let key = &entry.key.value;
    let near = if same { "is" } else { "is close to" };
    let message = format!("the number {shown} {near} the figure `{key}`");
    let fault = Diagnostic::warning(Code::TypedNumber, span, message)
        .help(format!("write `{{{{ {key} }}}}`, so that the page follows the data"));
    sink.report(fault.related(entry.value.span, format!("`{key}`")));
}

/// Warns of quantities in words.
pub(super) fn in_words(text: &Text<'_>, dataset: &Dataset, sink: &mut Sink) {
    if !matches!(text.kind, TextKind::Wording { .. }) {
        return;
    }
    let quantities = Quantities::new(&text.words, text.language, nouns(text.language, dataset));
    let numbers = quantities.in_words().into_iter().filter(|number| quantities.is_claim(number, false));
    for range in numbers.map(|number| number.at).chain(quantities.shares()) {
        claim(&text.words[range.clone()], text.span(range.start, range.end), sink);
    }
}

/// The plural nouns of the dictionary.
fn nouns<'d>(language: &str, dataset: &'d Dataset) -> Vec<&'d str> {
    let nouns = dataset.set.figures.iter().filter_map(|spec| spec.other.as_ref()?.get(language));
    nouns.map(|noun| noun.value.as_str()).collect()
}

fn claim(shown: &str, span: Span, sink: &mut Sink) {
    let message = format!("`{shown}` is a quantity typed into the text");
    let help =
        "put it into the data and print it with `{{ KEY }}`; if it never changes, allow it with the reason";
    sink.report(Diagnostic::warning(Code::TypedNumber, span, message).help(help));
}

/// The figure that a number is, or is closest to, and whether they are equal.
fn figure<'d>(typed: &Typed<'_>, dataset: &'d Dataset) -> Option<(&'d FigureEntry, bool)> {
    let is_small = typed.value < u128::from(SMALL) * SCALE && !typed.percent;
    if is_small && !typed.text.contains('.') {
        return None;
    }
    let states = dataset.states.iter().map(|state| &state.figures);
    let mut nearest: Option<(u128, &FigureEntry)> = None;
    for entry in std::iter::once(&dataset.national).chain(states).flat_map(|file| &file.figures) {
        let Value::Known(quantity) = entry.value.value else { continue };
        let (value, digits, percent) = match quantity.amount {
            Amount::Count(count) => (u128::from(count) * SCALE, None, false),
            // "36.2 million": the number found in the text is 36.2.
            Amount::Rounded { digits, decimals, magnitude } => {
                let digits = u128::from(digits) * SCALE / 10_u128.pow(u32::from(decimals).min(4));
                (digits * u128::from(magnitude.factor()), Some(digits), false)
            }
            Amount::Share { basis_points, .. } => (u128::from(basis_points) * 100, None, true),
            Amount::Decimal { .. } => (quantity.amount.number() * SCALE / MILLIONTHS, None, false),
            // "$1.2 million": the number found in the text is 1.2.
            Amount::Money { digits, decimals, magnitude } => {
                let shown = u128::from(digits) * SCALE / 10_u128.pow(decimals.into());
                (quantity.amount.number() * SCALE / MILLIONTHS, magnitude.map(|_| shown), false)
            }
        };
        if percent != typed.percent {
            continue;
        }
        let same = digits == Some(typed.value);
        let apart = if same { 0 } else { value.abs_diff(typed.value) };
        let near = typed.value >= u128::from(LARGE) * SCALE && apart * 100 <= typed.value;
        if (apart == 0 || near) && nearest.is_none_or(|(least, _)| apart < least) {
            nearest = Some((apart, entry));
        }
    }
    nearest.map(|(apart, entry)| (entry, apart == 0))
}

pub(super) fn numbers(words: &str) -> impl Iterator<Item = Typed<'_>> {
    tokens(words).filter_map(|(start, token)| {
        let trimmed = token.trim_end_matches(['.', ',', '-', '/', '’']);
        let at = start + trimmed.len() - trimmed.trim_start_matches(['-', ',', '/', '’']).len();
        let text = trimmed.trim_start_matches(['-', ',', '/', '’']);
        let digits = text.trim_end_matches('%');
        let plain: String = digits.chars().filter(|c| *c != ',').collect();
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !(all_digits(whole) && all_digits(part))
            || whole.len() + part.len() == 0
            || whole.len() > 18
            || part.len() > 4
        {
            return None;
        }
        // "(1)" numbers an item of a list.
        let rest = &words[at + text.len()..];
        if rest.starts_with(')') && words[..at].ends_with('(') && text.len() < 3 {
            return None;
        }
        let whole: u128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: u128 = format!("{part:0<4}").parse().ok()?;
        let percent = text.ends_with('%') || rest.trim_start_matches([' ', '\u{a0}', '~']).starts_with('%');
        Some(Typed { at, text, value: whole * SCALE + part, percent })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_words_of_their_own() {
        let found: Vec<_> =
            numbers("(1) help, 8,597. 1-800-843-5678 19% 0.19, 36.2~million COVID-19 a.b 3/4 2023")
                .map(|typed| (typed.text.to_owned(), typed.value, typed.percent))
                .collect();
        let expected = [
            ("8,597", 85_970_000, false),
            ("19%", 190_000, true),
            ("0.19", 1_900, false),
            ("36.2", 362_000, false),
            ("2023", 20_230_000, false),
        ];
        assert_eq!(found, expected.map(|(text, value, percent)| (text.to_owned(), value, percent)));
    }
}
