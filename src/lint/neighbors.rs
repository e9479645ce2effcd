//! What stands right before and after a printed figure, on the page of each place: whatever touches its
//! digits, or says once more what it says by itself, makes it another number.

use super::words::{MAY_DOUBLE, are_same};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, InlineKind, RichText};
use crate::facts::Facts;
use crate::figure::{FigureId, Value};
use crate::lang::{NeighborWords, Pair, is_of_millions, neighbor_words, pairs, slip_words};
use crate::set::SetFile;
use std::ops::Range;

/// Finds what makes a figure of the page another number, or reads as a slip beside it.
pub(super) fn lint(document: &Document, facts: &Facts, set: &SetFile, found: &mut Vec<Diagnostic>) {
    let tag = document.meta.language.as_str();
    let around = Around { facts, set, tag, words: neighbor_words(tag), pairs: pairs(tag) };
    let mut refuse = |code, at, message: String, help: &str| {
        found.push(Diagnostic::error(code, at, message).help(help));
    };
    for passage in document.texts() {
        // A figure on its own has nothing beside it.
        let Some(origin) = passage.text.origin else { continue };
        let plain = passage.text.plain();
        for (slip, key) in slips(passage.text, &plain, &around) {
            let (message, help) = slip.told(&key);
            let code = if matches!(slip, Slip::Doubled) { Code::DoubledWord } else { Code::BesideFigure };
            refuse(code, origin, message, &help);
        }
        if doubled_period(&plain) {
            let help = "leave out the period where a name or an abbreviation ends the sentence with its own";
            refuse(Code::BesideFigure, origin, "two periods in a row".to_owned(), help);
        }
    }
}

/// What the words around a figure are judged by.
struct Around<'a> {
    facts: &'a Facts,
    set: &'a SetFile,
    tag: &'a str,
    words: &'static NeighborWords,
    pairs: &'static [Pair],
}

/// What is wrong beside a figure.
#[derive(Debug, Clone, Copy)]
enum Slip {
    Touches,
    Doubled,
    Pair,
    Decimals,
    Sign,
    Qualifier,
    Percent,
    Dollars,
    CountAsShare,
    Magnitude,
    Form(&'static Pair),
    BeforeNoun(&'static str),
    NotBeforeNoun(&'static str),
}

impl Slip {
    /// What to say of it, and what to do.
    fn told(self, key: &str) -> (String, String) {
        let (what, help) = match self {
            Slip::Touches => (
                "a letter or digit touches",
                "put a space between them; for \"5th\", write `{{ KEY | ordinal }}`",
            ),
            Slip::Doubled => {
                return (
                    format!("“{key}” is one word too many"),
                    "leave out the word before or after the placeholder, which prints its own".to_owned(),
                );
            }
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
            Slip::Dollars => {
                ("a dollar sign stands twice before", "leave it out of the wording: the figure has its own")
            }
            Slip::CountAsShare => (
                "a percent sign makes a share of the count",
                "write it as a share in the data, \"19%\", and leave the sign out of the wording",
            ),
            Slip::Magnitude => (
                "a word like \"million\" makes another number of",
                "leave it out of the wording, and write the figure in the data as it is published: \"36.2 million\"",
            ),
            Slip::Form(Pair { usual, other, .. }) => {
                let help = format!(
                    "write `{{{{ KEY | before(\"{usual}\") }}}} {{{{ KEY }}}}`, which prints the right one for each"
                );
                return (format!("\"{usual}\" and \"{other}\" are exchanged before `{key}`"), help);
            }
            Slip::BeforeNoun(word) => {
                let help = format!(
                    "write `{{{{ {key} }}}} {{{{ {key} | plural(\"…\", \"…\") }}}}`, which puts \"{word}\" where it belongs"
                );
                return (format!("\"{word}\" is missing between `{key}` and what it counts"), help);
            }
            Slip::NotBeforeNoun(word) => {
                let help = format!(
                    "write `{{{{ {key} }}}} {{{{ {key} | plural(\"…\", \"…\") }}}}`, which puts \"{word}\" where it belongs"
                );
                return (format!("\"{word}\" stands between `{key}` and what it counts"), help);
            }
        };
        (format!("{what} `{key}`"), help.to_owned())
    }
}

/// The slips beside the figures and names of a text, each with the figure's key or the name.
fn slips(text: &RichText, plain: &str, around: &Around<'_>) -> Vec<(Slip, String)> {
    let (mut at, mut last, mut found) = (0, None, Vec::new());
    for inline in &text.inlines {
        let start = at;
        at += inline.text.len();
        let printed = inline.text.as_str();
        let figure = match inline.kind {
            InlineKind::Wording => continue,
            InlineKind::Datum(..) => {
                found.extend(doubled(plain, start..at, around.tag).map(|words| (Slip::Doubled, words)));
                let slip = form(&plain[..start], printed, around);
                found.extend(slip.map(|slip| (slip, printed.to_owned())));
                continue;
            }
            InlineKind::Figure(figure, _) => figure,
        };
        let fact = around.facts.figure(figure);
        let key = &fact.key;
        let between = last.replace(at).map(|end: usize| &plain[end..start]);
        let pair = between.is_some_and(|between| !between.is_empty() && between.trim().is_empty());
        let slips = pair.then_some(Slip::Pair).into_iter();
        let slips = slips.chain(before(&plain[..start], printed, around));
        let slips = slips.chain(after(&plain[at..], printed, around.words));
        let slips = slips.chain(before_noun(&plain[at..], figure, around));
        found.extend(slips.map(|slip| (slip, key.clone())));
    }
    found
}

/// A word that a name prints, and that stands before or after it as well: "de de Kentucky".
fn doubled(text: &str, at: Range<usize>, tag: &str) -> Option<String> {
    let one_word = slip_words(tag).one_word;
    let same = |edge: usize| {
        let (before, after) = text.split_at(edge);
        let (one, two) = (before.trim_end(), after.trim_start());
        let one =
            one.rsplit(|c: char| !c.is_alphabetic()).next().filter(|_| one.len() + two.len() < text.len())?;
        let two = two.split(|c: char| !c.is_alphabetic()).next()?;
        let is_small = [one, two].iter().any(|word| word.starts_with(char::is_lowercase));
        let is_in = |list: &[&str], word: &str| list.iter().any(|entry| are_same(word, entry));
        let forms = || is_in(one_word, one) && is_in(one_word, two);
        (is_small && (are_same(one, two) || forms()) && !is_in(&MAY_DOUBLE, one))
            .then(|| format!("{one} {two}"))
    };
    same(at.start).or_else(|| same(at.end))
}

/// What is wrong between a figure and what comes before it.
fn before(text: &str, printed: &str, around: &Around<'_>) -> Option<Slip> {
    let mut back = text.chars().rev();
    let (last, earlier) = (back.next()?, back.next());
    let money = printed.starts_with('$');
    let number = money || printed.starts_with(|c: char| c.is_ascii_digit());
    let open = earlier.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '['));
    match last {
        c if c.is_alphanumeric() => return Some(Slip::Touches),
        '$' if money => return Some(Slip::Dollars),
        '.' | ',' if number && earlier.is_some_and(|c| c.is_ascii_digit()) => return Some(Slip::Decimals),
        '-' | '\u{2010}' | '\u{2212}' | '\u{2013}' if number && open => return Some(Slip::Sign),
        _ => {}
    }
    let words = around.words;
    let begins =
        |phrase: &&str| behind(printed, phrase).is_some_and(|rest| rest.starts_with([' ', '\u{a0}']));
    let qualified = words.qualifiers.iter().any(begins);
    if qualified && words.qualifiers.iter().any(|phrase| ends_with(text, phrase)) {
        return Some(Slip::Qualifier);
    }
    form(text, printed, around)
}

/// The wrong form of a word before what is printed: "a" or "an".
fn form(text: &str, printed: &str, around: &Around<'_>) -> Option<Slip> {
    let wrong = around.pairs.iter().find(|pair| {
        let takes = |other| (pair.takes_other)(printed) == Some(other);
        ends_with(text, pair.usual) && takes(true) || ends_with(text, pair.other) && takes(false)
    });
    wrong.map(Slip::Form)
}

/// What is wrong between a figure and its noun in a language that says "36.2 millones de casos".
fn before_noun(text: &str, figure: FigureId, around: &Around<'_>) -> Option<Slip> {
    let word = around.words.before_noun?;
    let Value::Known(quantity) = around.facts.figure(figure).value else { return None };
    let is_many = is_of_millions(&quantity);
    let rest = text.strip_prefix([' ', '\u{a0}'])?;
    let (noun, slip) = match rest.strip_prefix(word).and_then(|rest| rest.strip_prefix([' ', '\u{a0}'])) {
        None if is_many => (rest, Slip::BeforeNoun(word)),
        Some(rest) if !is_many => (rest, Slip::NotBeforeNoun(word)),
        _ => return None,
    };
    let said = noun.replace('\u{a0}', " ");
    let spec = around.set.figures.get(figure.index())?;
    let mut nouns = [&spec.one, &spec.other].into_iter().filter_map(|forms| forms.as_ref()?.get(around.tag));
    nouns.any(|noun| said.strip_prefix(noun.value.as_str()).is_some_and(ends_a_word)).then_some(slip)
}

/// Whether a text ends with these words and a space.
fn ends_with(text: &str, phrase: &str) -> bool {
    let words = text.trim_end();
    let mut rest = words.chars();
    let said = phrase.chars().rev().all(|wanted| rest.next_back().is_some_and(|c| is_same(c, wanted)));
    said && words.len() < text.len() && !rest.as_str().ends_with(char::is_alphanumeric)
}

/// What stands behind these words at the beginning of a text.
fn behind<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let said = phrase.chars().all(|wanted| rest.next().is_some_and(|c| is_same(c, wanted)));
    said.then_some(rest.as_str())
}

/// Whether a character is this one, in small letters; a no-break space is a space.
fn is_same(c: char, small: char) -> bool {
    c == small || (c == '\u{a0}' && small == ' ') || c.to_lowercase().eq([small])
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
    let rest = text.trim_start();
    let follows = |list: &[&str]| list.iter().any(|word| behind(rest, word).is_some_and(ends_a_word));
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

/// Two periods that are not part of an ellipsis.
fn doubled_period(text: &str) -> bool {
    text.contains("..") && text.split(|c| c != '.').any(|periods| periods.len() == 2)
}
