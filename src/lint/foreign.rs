//! Sentences left in another language: English in a Spanish wording, or the other way round.
//!
//! In: a text. Out: a warning for words that only another language has, one after another without a word of
//! the text's own. Names, "Office for Victims of Crime", quotations and the words of links may be in any
//! language.

use super::prose::{Text, TextKind};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::lang::{Language, SlipWords, other_slip_words, slip_words};
use std::ops::Range;

/// So many different words in a row are no accident.
const RUN: usize = 3;
/// So many are enough in a sentence without a common word of its own language.
const ALONE: usize = 2;

pub(super) fn lint(text: &Text<'_>, sink: &mut Sink) {
    if !matches!(text.kind, TextKind::Wording { .. }) || Language::from_tag(text.language).is_none() {
        return;
    }
    let own = slip_words(text.language);
    for (tag, other) in other_slip_words(text.language) {
        let Some(range) = strange(&text.words, own, other) else { continue };
        let shown = text.words[range.clone()].replace('\0', " ");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("“{shown}” is in `{tag}`, but this text is in `{}`", text.language);
        let help = format!(
            "translate it; words that are meant to be in that language stand in brackets before its code, \
             `[…]{{{tag}}}`, titles and somebody’s words in quotation marks"
        );
        let span = text.span(range.start, range.end);
        sink.report(Diagnostic::warning(Code::OtherLanguage, span, message).help(help));
    }
}

/// The common words of a sentence.
#[derive(Default)]
struct Sentence<'t> {
    /// In a row, of the other language.
    run: Vec<(usize, &'t str)>,
    /// Of the other language behind a name: perhaps part of it.
    pending: Vec<(usize, &'t str)>,
    behind_name: bool,
    own: bool,
}

impl<'t> Sentence<'t> {
    fn word(&mut self, at: usize, word: &'t str, own: &SlipWords, other: &SlipWords) {
        if !word.starts_with(char::is_lowercase) {
            self.pending.clear();
            self.behind_name = true;
        } else if own.common.contains(&word) {
            self.own = true;
            self.run.clear();
            self.pending.clear();
            self.behind_name = false;
        } else if !other.common.contains(&word) {
            self.run.append(&mut self.pending);
            self.behind_name = false;
        } else if self.behind_name {
            self.pending.push((at, word));
        } else {
            self.run.push((at, word));
        }
    }

    /// The words that are too many, if they are; at the end of a sentence, fewer suffice.
    fn strange(&self, ended: bool) -> Option<Range<usize>> {
        let distinct = self.run.iter().enumerate();
        let distinct =
            distinct.filter(|(n, (_, word))| self.run[..*n].iter().all(|(_, other)| other != word));
        let least = if ended && !self.own { ALONE } else { RUN };
        let ((first, _), (last, word)) = (self.run.first()?, self.run.last()?);
        (distinct.count() >= least).then(|| *first..last + word.len())
    }
}

/// Where a text is in the other language.
fn strange(text: &str, own: &SlipWords, other: &SlipWords) -> Option<Range<usize>> {
    let mut sentence = Sentence::default();
    let (mut quoted, mut at) = (false, 0);
    while let Some(c) = text[at..].chars().next() {
        let length = text[at..].find(|c: char| !is_letter(c)).unwrap_or(text.len() - at);
        if length > 0 {
            if !quoted {
                sentence.word(at, &text[at..at + length], own, other);
                if let Some(found) = sentence.strange(false) {
                    return Some(found);
                }
            }
            at += length;
            continue;
        }
        at += c.len_utf8();
        match c {
            '“' | '«' | '[' => quoted = true,
            '”' | '»' | ']' => quoted = false,
            // The words of a link end with its address.
            '\0' => quoted = false,
            '.' | '?' | '!' | ';' if !text[at..].starts_with(is_letter) => {
                if let Some(found) = sentence.strange(true) {
                    return Some(found);
                }
                sentence = Sentence::default();
            }
            _ => {}
        }
    }
    sentence.strange(true)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, language: &str) -> Option<&'t str> {
        let (_, other) = other_slip_words(language).next()?;
        strange(text, slip_words(language), other).map(|range| &text[range])
    }

    #[test]
    fn sentences_of_another_language_are_found() {
        for (text, language) in [
            ("Team~Adam was activated in \0\0 for\n\0~incidentes de niños.", "es"),
            ("Help for families and survivors", "es"),
            ("The Center helps families with what they need in the first days.", "es"),
            ("La ayuda es gratis. It is there for all of them.", "es"),
            ("El Centro ayuda a las familias en los primeros días.", "en"),
            ("Ayuda para las familias", "en"),
            ("Help is free. La ayuda está en la oficina y en línea.", "en"),
        ] {
            assert!(found(text, language).is_some(), "{text}");
        }
    }

    #[test]
    fn names_and_quotations_may_be_in_any_language() {
        for (text, language) in [
            ("El Office of the Attorney General for the District of Avalon.", "es"),
            ("Pida la guía “How to keep your child safe in the park”.", "es"),
            ("Vea [what to do in the park](\0\0) y más.", "es"),
            ("Se reúnen in situ.", "es"),
            ("La Red de Madres de la Costa y el Sur", "en"),
            ("Their son came en route to La Paz.", "en"),
            ("", "en"),
        ] {
            assert_eq!(found(text, language), None, "{text}");
        }
    }
}
