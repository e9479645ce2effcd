//! What stands right before and after a printed figure, on the page of each place: whatever touches its
//! digits, or says once more what it says by itself, makes it another number.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, InlineKind, Passage};
use crate::facts::Facts;
use crate::lang::{NeighborWords, neighbor_words};

/// No word or phrase that is looked for is longer, in characters.
const REACH: usize = 40;

/// Finds what makes a figure of the page another number, or reads as a slip beside it.
pub(super) fn lint(document: &Document, facts: &Facts, found: &mut Vec<Diagnostic>) {
    let words = neighbor_words(&document.meta.language);
    let mut refuse = |at, message: String, help: &str| {
        found.push(Diagnostic::error(Code::BesideFigure, at, message).help(help));
    };
    for passage in document.passages() {
        // A figure on its own has nothing beside it.
        let Some(origin) = passage.text.origin else { continue };
        for (slip, key) in slips(&passage, facts, words) {
            let (message, help) = slip.told(&key);
            refuse(origin, message, help);
        }
        if doubled_period(&passage.text.plain()) {
            let help = "leave out the period where a name or an abbreviation ends the sentence with its own";
            refuse(origin, "two periods in a row".to_owned(), help);
        }
    }
}

/// What is wrong beside a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Touches,
    Pair,
    Decimals,
    Sign,
    Qualifier,
    Percent,
    CountAsShare,
    Magnitude,
    Article,
}

impl Slip {
    /// What to say of it, and what to do.
    fn told(self, key: &str) -> (String, &'static str) {
        let (what, help) = match self {
            Slip::Touches => (
                "a letter or digit touches",
                "put a space between them; ordinals (\"5th\") cannot be made of figures",
            ),
            Slip::Pair => (
                "nothing but a space stands between another figure and",
                "say between them what each one counts, or delete one",
            ),
            Slip::Decimals => (
                "digits make a longer number of",
                "leave them out; decimals belong in the data: \"36.2 million\", \"6.6%\"",
            ),
            Slip::Sign => ("a minus sign stands before", "put a space between the dash and the figure"),
            Slip::Qualifier => (
                "words like \"more than\" stand twice before",
                "leave them out of the wording: the figure says them by itself",
            ),
            Slip::Percent => {
                ("a percent sign stands twice after", "leave it out of the wording: the figure has its own")
            }
            Slip::CountAsShare => (
                "a percent sign makes a share of the count",
                "write it as a share in the data, \"19%\", and leave the sign out of the wording",
            ),
            Slip::Magnitude => (
                "a word like \"million\" makes another number of",
                "leave it out of the wording, and write the figure in the data as it is published: \"36.2 million\"",
            ),
            Slip::Article => (
                "\"a\" and \"an\" are exchanged before",
                "write the other one; if states differ, put a word in front: \"a total of\"",
            ),
        };
        (format!("{what} `{key}`"), help)
    }
}

/// The slips beside the figures and names of a text, each with the figure's key or the name.
fn slips(passage: &Passage<'_>, facts: &Facts, words: &NeighborWords) -> Vec<(Slip, String)> {
    let text = passage.text.plain();
    let (mut at, mut last, mut found) = (0, None, Vec::new());
    for inline in &passage.text.inlines {
        let start = at;
        at += inline.text.len();
        let printed = inline.text.as_str();
        let near = text[..start].char_indices().rev().nth(REACH).map_or(0, |(near, _)| near);
        let figure = match inline.kind {
            InlineKind::Wording => continue,
            InlineKind::Datum(..) => {
                let slip = article(&text[near..start], name_begins_with_vowel(printed), words);
                found.extend(slip.map(|slip| (slip, printed.to_owned())));
                continue;
            }
            InlineKind::Figure(figure, _) => figure,
        };
        let key = &facts.figure(figure).key;
        let far = text[at..].char_indices().nth(REACH).map_or(text.len(), |(far, _)| at + far);
        let between = last.replace(at).map(|end: usize| &text[end..start]);
        let pair = between.is_some_and(|between| !between.is_empty() && between.trim().is_empty());
        let slips = pair.then_some(Slip::Pair).into_iter();
        let slips = slips.chain(before(&text[near..start], printed, words));
        let slips = slips.chain(after(&text[at..far], printed, words));
        found.extend(slips.map(|slip| (slip, key.clone())));
    }
    found
}

/// What is wrong between a figure and what comes before it.
fn before(text: &str, printed: &str, words: &NeighborWords) -> Option<Slip> {
    let mut back = text.chars().rev();
    let (last, earlier) = (back.next()?, back.next());
    let number = printed.starts_with(|c: char| c.is_ascii_digit());
    let open = earlier.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '['));
    match last {
        c if c.is_alphanumeric() => return Some(Slip::Touches),
        '.' | ',' if number && earlier.is_some_and(|c| c.is_ascii_digit()) => return Some(Slip::Decimals),
        '-' | '\u{2010}' | '\u{2212}' | '\u{2013}' if number && open => return Some(Slip::Sign),
        _ => {}
    }
    let qualified = words.qualifiers.iter().any(|phrase| begins_with(printed, phrase));
    if qualified && words.qualifiers.iter().any(|phrase| ends_with(text, phrase)) {
        return Some(Slip::Qualifier);
    }
    article(text, begins_with_vowel(printed), words)
}

/// The wrong article before what begins with a vowel, or does not; `None` if nobody knows.
fn article(text: &str, vowel: Option<bool>, words: &NeighborWords) -> Option<Slip> {
    let [before_consonants, before_vowels] = words.articles?;
    let wrong = if vowel? { before_consonants } else { before_vowels };
    ends_with(text, wrong).then_some(Slip::Article)
}

/// Whether a text ends with these words and a space.
fn ends_with(text: &str, phrase: &str) -> bool {
    let words = text.trim_end();
    let lower = words.to_lowercase().replace('\u{a0}', " ");
    let rest = lower.strip_suffix(phrase).filter(|_| words.len() < text.len());
    rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// What is wrong between a figure and what comes after it.
fn after(text: &str, printed: &str, words: &NeighborWords) -> Option<Slip> {
    let mut ahead = text.chars();
    let (first, second) = (ahead.next()?, ahead.next());
    let number = printed.ends_with(|c: char| c.is_ascii_digit());
    match first {
        // A raised digit refers to a note.
        '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}' => return None,
        c if c.is_alphanumeric() => return Some(Slip::Touches),
        '.' | ',' if number && second.is_some_and(|c| c.is_ascii_digit()) => return Some(Slip::Decimals),
        _ => {}
    }
    let follows = |list: &[&str]| {
        let rest = text.trim_start().to_lowercase().replace('\u{a0}', " ");
        list.iter().any(|word| rest.strip_prefix(word).is_some_and(ends_a_word))
    };
    if follows(words.percent) {
        return Some(if printed.ends_with('%') { Slip::Percent } else { Slip::CountAsShare });
    }
    let counted = !printed.ends_with('%') && printed.contains(|c: char| c.is_ascii_digit());
    (counted && first.is_whitespace() && follows(words.magnitudes)).then_some(Slip::Magnitude)
}

/// Whether a word ends here; "million-dollar" goes on.
fn ends_a_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2011}' | '\u{2010}'))
}

fn begins_with(printed: &str, phrase: &str) -> bool {
    printed
        .replace('\u{a0}', " ")
        .to_lowercase()
        .strip_prefix(phrase)
        .is_some_and(|rest| rest.starts_with(' '))
}

/// Whether the English name of a number in digits begins with a vowel: eight, eleven, eighteen, and all
/// that begin with them. `None` for words.
fn begins_with_vowel(printed: &str) -> Option<bool> {
    let digits = printed.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| !digits.is_empty())?;
    Some(digits.starts_with('8') || matches!(digits, "11" | "18"))
}

/// Whether a name begins with the sound of a vowel. `None` for names in capitals, which may be spelt, and
/// for letters that sound one way or the other: "a Utah office".
fn name_begins_with_vowel(name: &str) -> Option<bool> {
    let mut letters = name.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    if !first.is_ascii_uppercase() || !second.is_lowercase() || matches!(first, 'U' | 'H' | 'X') {
        return None;
    }
    let vowel = matches!(first, 'A' | 'E' | 'I' | 'O');
    (!matches!((first, second), ('E', 'u') | ('O', 'n'))).then_some(vowel)
}

/// Two periods that are not part of an ellipsis.
fn doubled_period(text: &str) -> bool {
    text.split(|c| c != '.').any(|periods| periods.len() == 2)
}
