//! What a missing figure leaves behind: whether a finished text still reads as a sentence.

use super::sentences::{sentence, sentences};
use crate::document::{InlineKind, RichText};
use crate::set::SetFile;

/// Signs that never stand side by side, and what is wrong if they do.
const SIGNS: &[(&str, &str)] = &[
    ("()", "empty parentheses"),
    ("( ", "a space after an opening parenthesis"),
    (" )", "a space before a closing parenthesis"),
    ("[]", "empty brackets"),
    ("“”", "empty quotation marks"),
    (" ,", "a space before a comma"),
    (" .", "a space before a period"),
    (" ;", "a space before a semicolon"),
    (" :", "a space before a colon"),
    (",,", "two commas"),
    (",.", "a comma before a period"),
    (":.", "a colon before a period"),
    (",;", "a comma before a semicolon"),
    ("(,", "a comma after an opening parenthesis"),
    ("  ", "two spaces"),
    ("{{", "a placeholder printed as it is"),
    ("{%", "a condition printed as it is"),
];

/// Words that end no sentence.
const OPEN: [&str; 18] = [
    "a",
    "an",
    "and",
    "by",
    "for",
    "from",
    "in",
    "including",
    "of",
    "or",
    "the",
    "to",
    "with",
    "de",
    "del",
    "en",
    "y",
    "con",
];

/// What is wrong, and in which sentence. `whole` if the line is a paragraph with nothing after it.
pub(super) fn dangling(line: &RichText, whole: bool, language: &str, set: &SetFile) -> Vec<(String, String)> {
    // A no-break space is a space to the reader.
    let plain = line.plain();
    let text = plain.replace('\u{a0}', " ");
    let mut found: Vec<(usize, String)> =
        SIGNS.iter().filter_map(|(sign, what)| Some((text.find(sign)?, (*what).to_owned()))).collect();
    if text.starts_with([',', ';', ':', '.', ')', ' ']) {
        found.push((0, "a text that begins with punctuation".to_owned()));
    }
    if whole {
        let end = text.trim_end();
        let at = end.len().saturating_sub(1);
        let last =
            end.rsplit([' ', '(']).next().unwrap_or("").trim_end_matches(['.', ',', ':', ';']).to_lowercase();
        if end.ends_with(':') {
            found.push((at, "a colon with nothing after it".to_owned()));
        } else if end.ends_with([',', ';', '(', '–', '—']) || OPEN.contains(&last.as_str()) {
            found.push((at, "a sentence that does not end".to_owned()));
        }
        found.extend(
            small_letters(&text, language)
                .map(|at| (at, "a sentence that begins with a lower-case letter".to_owned())),
        );
    }
    let in_text = |at: usize| plain[..at].replace('\u{a0}', " ").len();
    found.extend(disagreements(line, language, set).into_iter().map(|(at, what)| (in_text(at), what)));
    found.into_iter().map(|(at, what)| (what, sentence(&text, at, language).to_owned())).collect()
}

/// Where a sentence begins with a lower-case letter.
fn small_letters(text: &str, language: &str) -> impl Iterator<Item = usize> {
    sentences(text, language).map(|sentence| sentence.start).filter(|start| {
        let word = text[*start..].split(' ').next().unwrap_or("");
        // "missingkids.org" and "iPhone" are names.
        word.starts_with(char::is_lowercase)
            && !word.contains(char::is_uppercase)
            && !word.trim_end_matches('.').contains('.')
    })
}

/// "1 cases", "2 case", "1 case were", as far as the nouns of the dictionary and the endings show it.
fn disagreements(line: &RichText, language: &str, set: &SetFile) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let plain: String = line.plain();
    let mut at = 0;
    for inline in &line.inlines {
        let start = at;
        at += inline.text.len();
        let InlineKind::Figure(number, _) = inline.kind else { continue };
        let rest = plain[at..].trim_start_matches([' ', '\u{a0}']);
        // A figure on its own, or before a sign, has no noun.
        if rest.len() == plain[at..].len() {
            continue;
        }
        let spec = set.figures.get(number.index());
        let form = |texts: Option<&crate::set::Localized>| {
            texts.and_then(|t| t.get(language)).map(|t| t.value.clone())
        };
        let one = form(spec.and_then(|s| s.one.as_ref()));
        let other = form(spec.and_then(|s| s.other.as_ref()));
        let begins = |noun: &Option<String>| noun.as_ref().is_some_and(|noun| begins(rest, noun));
        let mut words = rest.split([' ', '\u{a0}']).map(|word| word.trim_end_matches(['.', ',', ';', ':']));
        let (noun, verb) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let single = matches!(inline.text.as_str(), "1" | "one");
        let plural_noun =
            noun.len() > 3 && noun.ends_with('s') && !["ss", "us", "is"].iter().any(|e| noun.ends_with(e));
        let english = language.starts_with("en");
        if single && ((begins(&other) && !begins(&one)) || (english && plural_noun)) {
            found.push((start, format!("“{} {noun}”", inline.text)));
        } else if single && english && matches!(verb, "were" | "are" | "have") {
            found.push((start, format!("“{} {noun} {verb}”", inline.text)));
        } else if !single
            && begins(&one)
            && !begins(&other)
            && inline.text.starts_with(|c: char| c.is_ascii_digit())
        {
            found.push((start, format!("“{} {noun}”", inline.text)));
        }
    }
    found
}

fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
