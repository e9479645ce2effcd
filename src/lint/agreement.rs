//! Whether the words behind a figure have its number: "1 cases", "2 case", "1 new law enforcement and
//! child-serving professionals".
//!
//! In: a finished text. Out: where a figure and its words disagree, as far as the nouns of the dictionary
//! and the endings show it.

use crate::document::{InlineKind, RichText};
use crate::lang::{AgreementWords, agreement_words};
use crate::set::{FigureSpec, Localized, SetFile};

/// So many words belong to a number at most.
const MOST: usize = 6;

/// Each disagreement: the byte of its figure in the `plain` text of a line, and what it says.
pub(super) fn disagreements(
    line: &RichText,
    plain: &str,
    language: &str,
    set: &SetFile,
) -> Vec<(usize, String)> {
    let (mut found, mut at) = (Vec::new(), 0);
    for inline in &line.inlines {
        let start = at;
        at += inline.text.len();
        let InlineKind::Figure(number, _) = inline.kind else { continue };
        let rest = plain[at..].trim_start_matches([' ', '\u{a0}']);
        // A figure on its own, or before a sign, has no noun.
        if rest.len() == plain[at..].len() {
            continue;
        }
        let language = inline.language.unwrap_or(language);
        let (words, nouns) =
            (agreement_words(language), Nouns::new(set.figures.get(number.index()), language));
        let single = matches!(last_word(&inline.text), "1" | "one" | "One");
        let wrong = match single {
            true if is_a_name(&plain[..start], words) => None,
            true => beyond_one(rest, &nouns, words),
            // 1.0 takes the one or the other, as the language has it.
            false if inline.text.trim_end_matches('0').strip_suffix(['.', ',']) == Some("1") => None,
            false if inline.text.starts_with(|c: char| c.is_ascii_digit()) => {
                (nouns.one_begins(rest) && !nouns.other_begins(rest)).then(|| first_word(rest).to_owned())
            }
            false => None,
        };
        found.extend(wrong.map(|wrong| (start, format!("“{} {wrong}”", inline.text))));
    }
    found
}

/// What a headline figure and its label say together, if they disagree: "1", "cases of missing children".
pub(super) fn label_disagrees(
    figure: &RichText,
    label: &RichText,
    language: &str,
    set: &SetFile,
) -> Option<String> {
    let (number, id) = (figure.plain(), figure.figures().next()?);
    let nouns = Nouns::new(set.figures.get(id.index()), language);
    let wrong = beyond_one(&label.plain(), &nouns, agreement_words(language)).filter(|_| number == "1")?;
    Some(format!("“1 {wrong}”"))
}

/// The nouns of a figure in one language.
struct Nouns<'s> {
    one: Option<&'s str>,
    other: Option<&'s str>,
}

impl<'s> Nouns<'s> {
    fn new(spec: Option<&'s FigureSpec>, language: &str) -> Self {
        let form =
            |texts: &'s Option<Localized>| texts.as_ref()?.get(language).map(|text| text.value.as_str());
        Self { one: spec.and_then(|spec| form(&spec.one)), other: spec.and_then(|spec| form(&spec.other)) }
    }

    fn one_begins(&self, text: &str) -> bool {
        self.one.is_some_and(|noun| begins(text, noun))
    }

    fn other_begins(&self, text: &str) -> bool {
        self.other.is_some_and(|noun| begins(text, noun))
    }
}

/// Whether the number behind `before` is a name: "grade 1".
fn is_a_name(before: &str, words: &AgreementWords) -> bool {
    let before = before.trim_end();
    let word = last_word(before).trim_end_matches('.').to_lowercase();
    before.ends_with(['#', '§', '$', '-', '–']) || words.numbered.contains(&word.as_str())
}

/// The words behind 1 up to one that does not go with it.
fn beyond_one(text: &str, nouns: &Nouns<'_>, words: &AgreementWords) -> Option<String> {
    let (mut at, mut joined) = (0, false);
    for n in 0..MOST {
        let rest = &text[at..];
        if nouns.one_begins(rest) {
            return verb_behind(&rest[nouns.one.map_or(0, str::len)..], text, joined, words);
        }
        if nouns.other_begins(rest) {
            return Some(text[..at + nouns.other.map_or(0, str::len)].to_owned());
        }
        let written = first_word(rest);
        let word = written.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '"', '»']);
        let (small, ended) = (word.to_lowercase(), word.len() < written.len());
        let next = rest[written.len()..].trim_start_matches([' ', '\u{a0}']);
        if words.joins.contains(&small.as_str()) {
            if n == 0 {
                return None;
            }
            joined = true;
        } else if words.stops.contains(&small.as_str()) || !word.starts_with(char::is_alphabetic) {
            let verb = n > 0 && !joined && words.plural_verbs.contains(&small.as_str());
            return verb.then(|| text[..at + word.len()].to_owned());
        } else if is_plural(word, words) && (!words.noun_is_last || ended || ends_phrase(next, words)) {
            return Some(text[..at + word.len()].to_owned());
        }
        if ended || next.is_empty() || !words.noun_is_last {
            return None;
        }
        at = text.len() - next.len();
    }
    None
}

/// A plural verb behind the singular noun: "1 case were".
fn verb_behind(rest: &str, text: &str, joined: bool, words: &AgreementWords) -> Option<String> {
    let verb = first_word(rest.trim_start_matches([' ', '\u{a0}']));
    let wrong = !joined && words.plural_verbs.contains(&verb.trim_end_matches(['.', ',']));
    let end = text.len() - rest.trim_start_matches([' ', '\u{a0}']).len() + verb.len();
    wrong.then(|| text[..end].to_owned())
}

/// Whether the noun is complete before this text.
fn ends_phrase(next: &str, words: &AgreementWords) -> bool {
    let word = first_word(next).trim_end_matches(['.', ',', ';', ':', ')']).to_lowercase();
    let verb = word.len() > 4 && word.ends_with("ed");
    let sign = !word.starts_with(char::is_alphabetic) && word != "&";
    verb || sign || words.stops.contains(&word.as_str())
}

/// Whether a common word is a plural; of "survivors/families", all parts.
fn is_plural(word: &str, words: &AgreementWords) -> bool {
    let part_is_plural = |part: &str| {
        let common = part.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\u{2011}' | '’'));
        let ends = part.chars().count() > 3
            && part.ends_with('s')
            && !words.singular_endings.iter().any(|ending| part.ends_with(ending))
            && !words.singulars.contains(&part);
        common && (ends || words.plurals.contains(&part))
    };
    word.split('/').all(part_is_plural)
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\u{a0}']).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '\u{a0}']).next().unwrap_or_default()
}

fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
