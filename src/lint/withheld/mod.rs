//! Withheld numbers that stand in a text all the same: in the wording, a label, a source, a name. All of it
//! is printed, or travels in the file.
//!
//! In: the set and what it withholds. Out: an error for the sheets of which it is certain: in a text of that
//! state alone, or beside the words for the very figure. Elsewhere a warning.

mod branches;
mod shares;
mod typed;

pub(super) use shares::lint as undeclared_shares;

use super::prose::{Text, TextKind, contact, names, texts};
use super::words::sheets;
use super::{SheetFinding, SheetKey};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::facts::Protection;
use crate::figure::Value;
use crate::set::{Dataset, FigureSpec, State};
use crate::source::{FileId, Span};
use branches::branches;
use typed::{TypedNumber, is_space, typed};

/// So many words may stand between a number and the noun of its figure.
const BETWEEN: usize = 2;

/// A number of the data that is not printed.
struct Hidden<'d> {
    file: FileId,
    spec: &'d FigureSpec,
    value: u64,
    printed: Value,
    origin: Span,
}

/// Looks through all that is printed or travels.
pub(super) fn lint(dataset: &Dataset, protection: &Protection, found: &mut Vec<SheetFinding>) {
    let hidden = hidden(dataset, protection);
    if hidden.is_empty() {
        return;
    }
    for text in texts(dataset).into_iter().chain(contact(dataset)).chain(names(dataset)) {
        if !matches!(text.kind, TextKind::Data { note: true, .. }) {
            look(&text, dataset, &hidden, found);
        }
    }
    for state in &dataset.states {
        file_name(state, dataset, &hidden, found);
    }
}

/// The numbers that must not be said.
fn hidden<'d>(dataset: &'d Dataset, protection: &Protection) -> Vec<Hidden<'d>> {
    let files = || std::iter::once(&dataset.national).chain(dataset.state_figures());
    let of = |file, figure: &str| {
        let entry =
            files().find(|own| own.file == file)?.figures.iter().find(|entry| entry.key.value == figure)?;
        let spec = dataset.set.figures.iter().find(|spec| spec.key.value == figure)?;
        Some((spec, entry.value.value.count()?, entry.value.span))
    };
    let hidden = protection.withheld().iter().filter_map(|withheld| {
        let (spec, value, origin) = of(withheld.file, &withheld.figure)?;
        Some(Hidden { file: withheld.file, spec, value, printed: withheld.printed, origin })
    });
    hidden.collect()
}

fn look(text: &Text<'_>, dataset: &Dataset, hidden: &[Hidden<'_>], found: &mut Vec<SheetFinding>) {
    let nouns = dataset.set.figures.iter().flat_map(|spec| spec.one.iter().chain(&spec.other));
    let nouns = nouns.filter_map(|noun| Some(noun.get(text.language)?.value.as_str())).collect();
    let numbers = typed(text, nouns);
    if numbers.is_empty() {
        return;
    }
    let branches = text.template().map_or(Vec::new(), |template| branches(template, dataset));
    for number in numbers.iter().filter(|number| !is_numbered(text, number, dataset)) {
        let own: Option<Vec<FileId>> = match text.kind {
            TextKind::Data { state: Some(state), .. } => Some(vec![state.figures.file]),
            _ => branches
                .iter()
                .find(|(range, _)| range.contains(&number.at.start))
                .map(|(_, files)| files.clone()),
        };
        let is_asked = |hidden: &&Hidden<'_>| own.as_ref().is_none_or(|files| files.contains(&hidden.file));
        let told = hidden.iter().filter(is_asked).filter(|hidden| tells(number, hidden));
        let (certain, others): (Vec<_>, Vec<_>) =
            told.partition(|hidden| is_beside(number, text, hidden) || own.is_some() && is_own(number));
        let is_doubtful = match own {
            Some(_) => number.is_exact() && !number.in_words,
            None => is_claim(number),
        };
        found.extend(finding(text, number, dataset, &certain, true));
        if certain.is_empty() && is_doubtful {
            found.extend(finding(text, number, dataset, &others, false));
        }
    }
}

/// Whether it numbers the places of the set: "Ward 4", beside "Ward 5".
fn is_numbered(text: &Text<'_>, number: &TypedNumber, dataset: &Dataset) -> bool {
    let TextKind::Data { state: Some(own), .. } = text.kind else { return false };
    let rest = |name: &str| name.replace(|c: char| c.is_ascii_digit(), "");
    let (name, shown) = (&own.name().value, &text.words[number.at.clone()]);
    let said = text.words[..number.at.end].trim_start();
    let is_in_name = shown.bytes().all(|b| b.is_ascii_digit())
        && name.match_indices(shown).any(|(at, _)| said.ends_with(&name[..at + shown.len()]));
    let other = |state: &State| state.name().value != *name && rest(&state.name().value) == rest(name);
    is_in_name && (own.postal.value.contains(shown) || dataset.states.iter().any(other))
}

/// Whether a reader of the number knows more of what is withheld.
fn tells(number: &TypedNumber, hidden: &Hidden<'_>) -> bool {
    let low = u64::from(hidden.value > 0);
    let (low, high) = match hidden.printed {
        Value::FewerThan(limit) => (low, limit.saturating_sub(1)),
        _ => (low, u64::MAX),
    };
    number.open.contains(&hidden.value) && (*number.open.start() > low || *number.open.end() < high)
}

/// "One call can help" says how many in no place.
fn is_one(number: &TypedNumber) -> bool {
    number.in_words && number.value() == Some(1)
}

/// Whether a number in a text of its state alone is certainly the one withheld.
fn is_own(number: &TypedNumber) -> bool {
    let is_plain = !(number.in_words || number.in_brackets || number.is_named);
    let counts = (number.is_counted || number.stands_for_it) && !is_one(number);
    if number.is_exact() { counts || is_plain } else { !number.is_counted }
}

/// Whether a number in a text for all states says how many of something there are.
fn is_claim(number: &TypedNumber) -> bool {
    let is_counted = number.is_counted && number.is_exact() && !number.in_words;
    (number.stands_for_it || is_counted) && !is_one(number) && !number.in_brackets
}

/// Whether it stands beside the words for the figure.
fn is_beside(number: &TypedNumber, text: &Text<'_>, hidden: &Hidden<'_>) -> bool {
    let spec = hidden.spec;
    let is_headed = text.heads.contains(&spec.key.value.as_str()) && !number.in_brackets;
    let labels =
        || spec.label.texts.iter().chain(spec.one.iter().chain(&spec.other).flat_map(|noun| &noun.texts));
    let at = text.span(number.at.start, number.at.end);
    let is_label = labels().any(|(_, label)| {
        label.span.file == at.file && label.span.start <= at.start && at.end <= label.span.end
    });
    if is_headed || (is_label && !number.in_brackets) {
        return true;
    }
    if is_one(number) || number.in_brackets {
        return false;
    }
    let after = &text.words[number.at.end..];
    if let Some(template) = text.template() {
        let rest = template[number.at.end..].trim_start_matches(is_space);
        let key = rest.strip_prefix("{{").and_then(|rest| rest.split('|').next()).map(str::trim);
        let is_words =
            rest.split("}}").next().is_some_and(|rest| rest.contains("noun") || rest.contains("plural"));
        if key == Some(spec.key.value.as_str()) && is_words {
            return true;
        }
    }
    let own: Vec<String> = labels()
        .filter(|(language, _)| language == text.language)
        .map(|(_, label)| label.value.to_lowercase())
        .filter(|label| !label.is_empty())
        .collect();
    let before =
        text.words[..number.at.start].trim_end_matches(|c| is_space(c) || matches!(c, ':' | '–' | '='));
    let before = before.to_lowercase();
    own.iter().any(|label| before.ends_with(label.as_str()) || is_next(after, label))
}

/// Whether these words follow, with a word or two between.
fn is_next(after: &str, words: &str) -> bool {
    let mut rest = after;
    for _ in 0..=BETWEEN {
        let next = rest.trim_start_matches(is_space);
        if next.len() == rest.len() {
            return false;
        }
        // As many letters as the words have, whose small forms may have other lengths.
        let said: String =
            next.chars().take(words.chars().count() + 1).flat_map(char::to_lowercase).collect();
        if said.strip_prefix(words).is_some_and(|more| !more.starts_with(char::is_alphanumeric)) {
            return true;
        }
        rest = &next
            [next.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’'))).unwrap_or(next.len())..];
    }
    false
}

/// What is said of one number, for all whose number it is.
fn finding(
    text: &Text<'_>,
    number: &TypedNumber,
    dataset: &Dataset,
    told: &[&Hidden<'_>],
    certain: bool,
) -> Option<SheetFinding> {
    let first = told.first()?;
    let shown = &text.words[number.at.clone()];
    let key = &first.spec.key.value;
    let whose = whose(first, told.len(), dataset);
    let printed = printed(first);
    let message = match (certain, number.is_exact()) {
        (true, true) => format!("`{shown}` is the number of `{key}` {whose}, which is {printed}"),
        (true, false) => format!("`{shown}` says more of `{key}` {whose}, which is {printed}"),
        (false, _) => format!("`{shown}` may be `{key}` {whose}, which is {printed}"),
    };
    let help = match text.kind {
        TextKind::Wording { .. } => {
            format!("leave the number out, or write `{{{{ {key} }}}}`, which prints what may be said")
        }
        _ => "leave the number out: this text is printed or travels in the file of the sheet".to_owned(),
    };
    let at = text.span(number.at.start, number.at.end);
    let fault = Diagnostic::warning(Code::WithheldNumber, at, message).help(help);
    let fault = fault.related(first.origin, "the number that is not printed");
    let wording = match text.kind {
        TextKind::Wording { file } if file != dataset.set.file => Some(file),
        _ => None,
    };
    let stopped = told.iter().flat_map(|hidden| match hidden.file == dataset.national.file {
        true => sheets(text, dataset),
        false => vec![SheetKey { state: hidden.file, wording }],
    });
    Some(SheetFinding { fault, sheets: if certain { stopped.collect() } else { Vec::new() } })
}

fn whose(hidden: &Hidden<'_>, all: usize, dataset: &Dataset) -> String {
    let state = dataset.states.iter().find(|state| state.figures.file == hidden.file);
    let name = state.map_or("the nation", |state| &state.name().value);
    let more =
        if all > 1 { format!(" and {}", counted(all - 1, "more withheld number")) } else { String::new() };
    format!("of {name}{more}")
}

fn printed(hidden: &Hidden<'_>) -> String {
    match hidden.printed {
        Value::FewerThan(_) => format!("printed as “{}”", hidden.printed),
        _ => "withheld".to_owned(),
    }
}

/// A number in the name of a state's file, which its sheet is called by.
fn file_name(state: &State, dataset: &Dataset, hidden: &[Hidden<'_>], found: &mut Vec<SheetFinding>) {
    let slug = &state.slug;
    let numbers =
        slug.value.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<u64>().ok());
    for number in numbers {
        let file = state.figures.file;
        let told = hidden.iter().find(|hidden| hidden.file == file && hidden.value == number);
        // "district-4" of District 4.
        let shown = number.to_string();
        let is_name = [&state.name().value, &state.postal.value].iter().any(|name| name.contains(&shown));
        let Some(hidden) = told.filter(|_| !is_name) else { continue };
        let key = &hidden.spec.key.value;
        let message = format!(
            "the file name has `{shown}`, the number of `{key}` {}, which is {}",
            whose(hidden, 1, dataset),
            printed(hidden)
        );
        let fault = Diagnostic::warning(Code::WithheldNumber, slug.span, message)
            .help("rename the file: the sheet is called as it is")
            .related(hidden.origin, "the number that is not printed");
        found.push(SheetFinding { fault, sheets: vec![SheetKey { state: file, wording: None }] });
    }
}
