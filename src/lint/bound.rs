//! Words that follow one figure beside the number of another: "8,597 {{ cybertips | plural("report", "reports") }}",
//! "{{ us_cybertips }} {{ cybertips | noun }}", and `plural` with its two forms exchanged.
//!
//! In: a text as written. Out: an error for the sheets of the places where the number is not that of the
//! figure whose words stand behind it.

use super::prose::{Text, TextKind, tokens};
use super::sentences::sentences;
use super::words::sheets;
use super::{SheetFinding, SheetKey};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::figure::{Amount, Quantity, Value};
use crate::lang::{agreement_words, number_words, sentence_words};
use crate::outline::Part;
use crate::set::{Dataset, FigureSpec, Scope, State};
use std::ops::Range;

/// So many words may stand between a number and what it counts.
const BETWEEN: usize = 3;

/// Smaller numbers may be a figure by chance.
const LEAST: u64 = 10;

/// A placeholder of a template.
struct Placeholder<'t> {
    at: Range<usize>,
    key: &'t str,
    /// It prints words that go with the figure, not the figure.
    is_words: bool,
    /// Those for one and for more, if the template has them.
    forms: Option<[&'t str; 2]>,
    is_ordinal: bool,
}

/// The number that words belong to.
enum Subject<'p> {
    Typed(u64),
    Figure(&'p str),
}

pub(super) fn lint(text: &Text<'_>, dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let Some(template) = text.template() else { return };
    let TextKind::Wording { file } = text.kind else { return };
    if template.contains("{%") {
        chosen(text, template, dataset, found);
    }
    if !template.contains("plural") && !template.contains("noun") {
        return;
    }
    let all = placeholders(template);
    let of_key = |key: &str| dataset.set.figures.iter().find(|spec| spec.key.value == key);
    for placeholder in all.iter().filter(|placeholder| placeholder.is_words) {
        let Some(spec) = of_key(placeholder.key) else { continue };
        let number = before(text, placeholder, &all);
        let own = matches!(&number, Some((Subject::Figure(key), _)) if *key == placeholder.key);
        if let Some(fault) = exchanged(text, placeholder, own) {
            found.push(SheetFinding { fault, sheets: sheets(text, dataset) });
        }
        if is_printed(text, placeholder, &all) {
            continue;
        }
        let key = |state: &&State| SheetKey { state: state.figures.file, wording: Some(file) };
        match number.or_else(|| headed(text, placeholder, &all)) {
            Some((Subject::Typed(value), at)) => {
                let wrong = states_with(dataset, spec, |own| own.is_some_and(|own| own != value));
                let Some(first) = wrong.first() else { continue };
                let fault = typed(text, spec, at, (first, wrong.len()));
                found.push(SheetFinding { fault, sheets: wrong.iter().map(key).collect() });
            }
            Some((Subject::Figure(other), at)) if other != placeholder.key => {
                let Some(printed) = of_key(other).filter(|printed| !is_share(dataset, printed)) else {
                    continue;
                };
                let message = format!("`{other}` is printed here with the words for `{}`", spec.key.value);
                let help =
                    format!("write `{}` in its place, or the words for `{other}` behind it", spec.key.value);
                let fault = Diagnostic::warning(Code::BesideFigure, text.span(at.start, at.end), message);
                let sheets = states_with(dataset, printed, |_| true).iter().map(key).collect();
                found.push(SheetFinding { fault: fault.help(help), sheets });
            }
            _ => {}
        }
    }
}

fn typed(text: &Text<'_>, spec: &FigureSpec, at: Range<usize>, (first, all): (&State, usize)) -> Diagnostic {
    let (shown, key) = (&text.words[at.clone()], &spec.key.value);
    let more = if all > 1 { format!(" and {}", counted(all - 1, "more state")) } else { String::new() };
    let name = &first.name().value;
    let message = format!("{shown} is typed here for `{key}`, which is another number for {name}{more}");
    let help = format!("write `{{{{ {key} }}}}` in its place");
    let fault = Diagnostic::warning(Code::TypedNumber, text.span(at.start, at.end), message).help(help);
    fault.related(spec.key.span, "the figure")
}

/// A number typed where a figure is asked for and not printed, `{% if cases %}… 199 of them …{% endif %}`, if
/// it is that figure of one state.
fn chosen(text: &Text<'_>, template: &str, dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    let TextKind::Wording { file } = text.kind else { return };
    for (at, _) in template.match_indices("{% if ") {
        let Some((key, branch)) = template[at + 6..].split_once("%}") else { continue };
        let key = key.trim();
        let branch = branch.split("{%").next().unwrap_or_default();
        let spec =
            dataset.set.figures.iter().find(|spec| spec.key.value == key && spec.scope == Scope::State);
        let named = placeholders(branch).iter().any(|placeholder| placeholder.key == key);
        let Some(spec) = spec.filter(|_| !named) else { continue };
        let start = branch.as_ptr() as usize - template.as_ptr() as usize;
        let words = &text.words[start..start + branch.len()];
        if let Some((whole, at)) = whole_for_part(text, branch, spec) {
            let message = format!("`{whole}` is printed here where `{key}` is asked for");
            let at = text.span(start + at.start, start + at.end);
            let fault = Diagnostic::warning(Code::BesideFigure, at, message);
            let sheets = states_with(dataset, spec, |_| true).into_iter();
            found.push(SheetFinding {
                fault: fault.help(format!("write `{{{{ {key} }}}}` in its place")),
                sheets: sheets
                    .map(|state| SheetKey { state: state.figures.file, wording: Some(file) })
                    .collect(),
            });
        }
        for (offset, token) in tokens(words) {
            let word = token.trim_end_matches(['.', ',']);
            let Some(value) = number(word, text.language).filter(|value| *value >= LEAST) else { continue };
            let wrong = states_with(dataset, spec, |own| own.is_some_and(|own| own != value));
            let right = states_with(dataset, spec, |own| own == Some(value));
            let (Some(first), false) = (wrong.first(), right.is_empty()) else { continue };
            let at = start + offset..start + offset + word.len();
            let sheets =
                wrong.iter().map(|state| SheetKey { state: state.figures.file, wording: Some(file) });
            found.push(SheetFinding {
                fault: typed(text, spec, at, (first, wrong.len())),
                sheets: sheets.collect(),
            });
        }
    }
}

/// The nation's figure that is said of the state: behind its name, "Kentucky accounted for 28,886", and not as
/// the whole, "of the 28,886".
fn whole_for_part<'t>(
    text: &Text<'_>,
    branch: &'t str,
    spec: &FigureSpec,
) -> Option<(&'t str, Range<usize>)> {
    let before_wholes = sentence_words(text.language).before_wholes;
    let is_whole = |other: &Placeholder<'_>| {
        let (before, limits) = (&branch[..other.at.start], &spec.at_most);
        let near = before.split(|c: char| c.is_whitespace() || c == '~').filter(|word| !word.is_empty());
        let part = near.rev().take(2).any(|word| before_wholes.contains(&word));
        limits.iter().any(|limit| limit.value == other.key) && !part && before.contains("{{ state.")
    };
    let found = placeholders(branch).into_iter().find(|other| !other.is_words && is_whole(other))?;
    Some((found.key, found.at))
}

/// The two forms of `plural` in each other's place: clear behind the number itself, and in a language whose
/// verbs do not end like its nouns.
fn exchanged(text: &Text<'_>, placeholder: &Placeholder<'_>, own: bool) -> Option<Diagnostic> {
    let [one, more] = placeholder.forms?;
    let first = |form: &'_ str| form.split([' ', '/']).next().unwrap_or_default().to_owned();
    let (first_of_one, first_of_more) = (first(one), first(more));
    let singular = first_of_more.as_str();
    let is_plural = first_of_one.strip_prefix(singular).is_some_and(|ending| matches!(ending, "s" | "es"))
        || first_of_one.strip_suffix("ies").is_some_and(|stem| singular.strip_suffix('y') == Some(stem));
    let clear = own || !agreement_words(text.language).noun_is_last;
    if !(clear && is_plural && singular.chars().count() > 2) {
        return None;
    }
    let message = format!("“{one}” is the word for more than one, but stands first");
    let help = format!("write `plural(\"{more}\", \"{one}\")`: the word for 1 comes first");
    let at = text.span(placeholder.at.start, placeholder.at.end);
    Some(Diagnostic::warning(Code::BrokenSentence, at, message).help(help))
}

/// The states that have a number for a figure, of which this is true.
fn states_with<'d>(
    dataset: &'d Dataset,
    spec: &FigureSpec,
    is: impl Fn(Option<u64>) -> bool,
) -> Vec<&'d State> {
    let has = |state: &&State| {
        let file = if spec.scope == Scope::State { &state.figures } else { &dataset.national };
        let entry = file.figures.iter().find(|entry| entry.key.value == spec.key.value);
        match entry.map(|entry| entry.value.value) {
            // A sentence about none is mostly left out.
            Some(Value::Known(quantity)) => match quantity.amount {
                Amount::Count(count) => count != 0 && is(Some(count)),
                _ => is(None),
            },
            _ => false,
        }
    };
    dataset.states.iter().filter(has).collect()
}

/// "{{ share }} of the {{ cases | noun }}": the verb behind a share is that of the whole.
fn is_share(dataset: &Dataset, spec: &FigureSpec) -> bool {
    let states = dataset.states.iter().map(|state| &state.figures);
    let mut entries = std::iter::once(&dataset.national).chain(states).flat_map(|file| &file.figures);
    entries.any(|entry| {
        entry.key.value == spec.key.value
            && matches!(entry.value.value, Value::Known(Quantity { amount: Amount::Share { .. }, .. }))
    })
}

/// Whether the sentence prints the figure itself.
fn is_printed(text: &Text<'_>, placeholder: &Placeholder<'_>, all: &[Placeholder<'_>]) -> bool {
    let mut sentences = sentences(&text.words, text.language);
    let around = sentences.find(|sentence| sentence.contains(&placeholder.at.start)).unwrap_or_default();
    let same = |other: &&Placeholder<'_>| !other.is_words && other.key == placeholder.key;
    all.iter().filter(same).any(|other| around.contains(&other.at.start))
}

/// The figure whose headline or row a text labels, if the text prints none.
fn headed<'p>(
    text: &Text<'p>,
    placeholder: &Placeholder<'_>,
    all: &[Placeholder<'_>],
) -> Option<(Subject<'p>, Range<usize>)> {
    let is_label = matches!(text.part, Some(Part::TileLabel | Part::RowLabel));
    let ([figure], true) = (&text.heads[..], is_label && all.iter().all(|other| other.is_words)) else {
        return None;
    };
    // Words for the figure itself show that both are meant.
    let both = all.iter().any(|other| other.key == *figure);
    (!both).then(|| (Subject::Figure(figure), placeholder.at.clone()))
}

/// The number before the words of a placeholder, with nothing but adjectives between.
fn before<'p>(
    text: &Text<'_>,
    placeholder: &Placeholder<'_>,
    all: &[Placeholder<'p>],
) -> Option<(Subject<'p>, Range<usize>)> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '~' | '*');
    let (sentence, agreement) = (sentence_words(text.language), agreement_words(text.language));
    let mut end = placeholder.at.start;
    for _ in 0..=BETWEEN {
        let rest = &text.words[..end];
        end = rest.trim_end_matches(is_space).len();
        if end == rest.len() {
            return None;
        }
        if let Some(other) = all.iter().find(|other| other.at.end == end) {
            let printed = !other.is_words && !other.is_ordinal && !other.key.is_empty();
            return printed.then(|| (Subject::Figure(other.key), other.at.clone()));
        }
        let start = text.words[..end].rfind(|c| is_space(c) || c == '\0').map_or(0, |at| at + 1);
        let word = text.words.get(start..end)?;
        if let Some(value) = number(word, text.language) {
            return Some((Subject::Typed(value), start..end));
        }
        let small = word.to_lowercase();
        let small = small.as_str();
        let joins = sentence.openers.contains(&small) || sentence.before_wholes.contains(&small);
        let is_adjective = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’'));
        if word.is_empty() || !is_adjective || joins || agreement.stops.contains(&small) {
            return None;
        }
        end = start;
    }
    None
}

/// A number in digits, or from two up in words.
fn number(word: &str, language: &str) -> Option<u64> {
    let is_digits = word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b == b',');
    if is_digits {
        let value = word.replace(',', "").parse().ok()?;
        return (super::years::year(word).is_none() && value != 1).then_some(value);
    }
    let (words, small) = (number_words(language), word.to_lowercase());
    let ones = (2..10).rev().zip(words.small.iter().rev());
    let mut all = ones.chain(words.numbers.iter().map(|(word, value)| (u64::from(*value), word)));
    all.find(|(_, word)| **word == small).map(|(value, _)| value)
}

/// The placeholders of a template.
fn placeholders(template: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut past = 0;
    while let Some(start) = template[past..].find("{{").map(|at| past + at) {
        let Some(end) = template[start..].find("}}").map(|at| start + at + 2) else { break };
        let inner = template.get(start + 2..end - 2).unwrap_or_default();
        let (name, filters) = inner.split_once('|').unwrap_or((inner, ""));
        let has = |filter: &str| filters.split('|').any(|part| part.trim().starts_with(filter));
        let mut quoted =
            filters.split_once("plural").map_or("", |(_, rest)| rest).split(['"', '\'']).skip(1).step_by(2);
        let forms = quoted.next().and_then(|one| Some([one, quoted.next()?]));
        found.push(Placeholder {
            at: start..end,
            key: name.trim().split('.').next().unwrap_or_default(),
            forms,
            is_words: has("plural") || has("noun"),
            is_ordinal: has("ordinal"),
        });
        past = end;
    }
    found
}
