//! Which figure some words are about: a measure of how near they are to the words of the dictionary.
//!
//! In: the dictionary in one language, and the words beside a figure. Out: another figure they fit better, if
//! it is clear. A word that many figures have says little (inverse document frequency); words are compared
//! by their first letters, so that "supported" is "support".

use crate::figure::FigureId;
use crate::lang::{SentenceWords, sentence_words};
use crate::set::{Dataset, FigureSpec, Localized, Scope};
use std::collections::{BTreeSet, HashMap};

/// So many letters tell a word.
const LETTERS: usize = 6;
/// Words of a label are another figure's if they are this near to its words, and that much nearer than to
/// those of their own. A label may well be in other words than the dictionary; it is rarely in another's.
const NEAR: f64 = 0.45;
const NEARER: f64 = 0.25;
/// A sentence is another figure's if it has this much of its words, and no more than that of its own.
const SAID: f64 = 0.75;
const UNSAID: f64 = 0.5;

/// The words that the dictionary has for its figures, in one language.
pub(super) struct Vocabulary<'d> {
    pub(super) language: &'d str,
    skipped: &'static SentenceWords,
    /// By the position of a figure.
    figures: Vec<FigureWords>,
    /// How much a word tells.
    weights: HashMap<String, f64>,
    /// What a word tells that no figure has.
    unknown: f64,
}

struct FigureWords {
    /// The label, folded.
    label: Option<String>,
    /// The nouns for one and for other numbers, folded.
    nouns: Vec<String>,
    /// The words of label and nouns.
    words: BTreeSet<String>,
    scope: Scope,
}

impl<'d> Vocabulary<'d> {
    pub(super) fn new(dataset: &'d Dataset, language: &'d str) -> Self {
        let skipped = sentence_words(language);
        let figure = |spec: &FigureSpec| {
            let said = |text: &Localized| text.get(language).map(|text| folded(&text.value));
            let label = said(&spec.label);
            let nouns: Vec<String> = spec.one.iter().chain(&spec.other).filter_map(said).collect();
            let texts = label.iter().chain(&nouns);
            let words = texts.flat_map(|text| stems(text, skipped)).collect();
            FigureWords { label, nouns, words, scope: spec.scope }
        };
        let figures: Vec<FigureWords> = dataset.set.figures.iter().map(figure).collect();
        let mut counts: HashMap<String, f64> = HashMap::new();
        for word in figures.iter().flat_map(|figure| &figure.words) {
            *counts.entry(word.clone()).or_default() += 1.0;
        }
        let all = figures.len() as f64;
        let weights = counts.into_iter().map(|(word, count)| (word, (1.0 + all / count).ln())).collect();
        Self { language, skipped, figures, weights, unknown: (1.0 + all).ln() / 2.0 }
    }

    /// The figures whose label this is, word for word.
    pub(super) fn labeled<'s>(&'s self, text: &'s str) -> impl Iterator<Item = FigureId> + 's {
        let text = Some(text).filter(|text| !text.is_empty());
        let is = move |figure: &FigureWords| text.is_some() && figure.label.as_deref() == text;
        (0..).map(FigureId).zip(&self.figures).filter(move |(_, figure)| is(figure)).map(|(id, _)| id)
    }

    /// Whether all words of a folded text are words of the figure.
    pub(super) fn describes(&self, text: &str, figure: FigureId) -> bool {
        let own = &self.figures[figure.index()].words;
        stems(text, self.skipped).iter().all(|word| own.contains(word))
    }

    /// The figure of the same places that the words of a label fit clearly better than `own`: what the nation
    /// counts may well be called as what a state does.
    pub(super) fn nearer(&self, text: &str, own: FigureId) -> Option<FigureId> {
        let words = stems(text, self.skipped);
        let near = self.nearness(&words, own);
        let better = |other: &(FigureId, f64)| {
            self.figures[other.0.index()].scope == self.figures[own.index()].scope
                && other.1 >= NEAR
                && other.1 - near >= NEARER
                // One word may well be said of several figures.
                && self.figures[other.0.index()].words.intersection(&words).count() > 1
                && self.speaks(&words, other.0, own) > 2.0 * self.speaks(&words, own, other.0)
        };
        self.others(own)
            .map(|id| (id, self.nearness(&words, id)))
            .filter(better)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(id, _)| id)
    }

    /// The figure that a sentence speaks of in all but name, and not of `own`.
    pub(super) fn spoken_of(&self, text: &str, own: FigureId) -> Option<FigureId> {
        let words = stems(text, self.skipped);
        let said = self.said(&words, own);
        if said > UNSAID || self.figures[own.index()].words.is_empty() {
            return None;
        }
        let speaks = |other: &FigureId| {
            let more = self.figures[other.index()].words.difference(&self.figures[own.index()].words);
            more.filter(|word| words.contains(*word)).count() > 1
                && self.said(&words, *other) >= SAID
                && self.speaks(&words, own, *other) == 0.0
        };
        self.others(own).find(speaks)
    }

    /// Whether a folded text has two words and more of a figure that are none of `own`.
    pub(super) fn has_words_of(&self, text: &str, own: FigureId, other: FigureId) -> bool {
        let words = stems(text, self.skipped);
        let more = self.figures[other.index()].words.difference(&self.figures[own.index()].words);
        more.filter(|word| words.contains(*word)).count() > 1
    }

    /// The figure whose noun stands right behind `own`, which has other nouns.
    pub(super) fn noun_of(&self, behind: &str, own: FigureId) -> Option<(FigureId, &str)> {
        let FigureWords { nouns, words, .. } = &self.figures[own.index()];
        let begins = |noun: &&String| {
            let rest = behind.strip_prefix(noun.as_str());
            !noun.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if nouns.is_empty() || nouns.iter().any(|noun| begins(&noun)) {
            return None;
        }
        let all =
            self.others(own).flat_map(|id| self.figures[id.index()].nouns.iter().map(move |noun| (id, noun)));
        let (other, noun) = all
            .filter(|(_, noun)| begins(noun))
            .max_by_key(|(id, noun)| (noun.len(), std::cmp::Reverse(*id)))?;
        let is_own = stems(noun, self.skipped).iter().any(|word| words.contains(word));
        (!is_own).then_some((other, noun))
    }

    fn others(&self, own: FigureId) -> impl Iterator<Item = FigureId> + '_ {
        (0..).map(FigureId).take(self.figures.len()).filter(move |id| *id != own)
    }

    fn weight(&self, word: &str) -> f64 {
        self.weights.get(word).copied().unwrap_or(self.unknown)
    }

    fn shared(&self, words: &BTreeSet<String>, figure: FigureId) -> f64 {
        self.figures[figure.index()].words.intersection(words).map(|word| self.weight(word)).sum()
    }

    /// How much of the words of a figure is among these: from 0 to 1.
    fn said(&self, words: &BTreeSet<String>, figure: FigureId) -> f64 {
        let all: f64 = self.figures[figure.index()].words.iter().map(|word| self.weight(word)).sum();
        if all > 0.0 { self.shared(words, figure) / all } else { 0.0 }
    }

    /// How near these words are to those of a figure: from 0 to 1.
    fn nearness(&self, words: &BTreeSet<String>, figure: FigureId) -> f64 {
        let all: f64 = words.iter().map(|word| self.weight(word)).sum();
        let explained = if all > 0.0 { self.shared(words, figure) / all } else { 0.0 };
        (explained * self.said(words, figure)).sqrt()
    }

    /// What speaks for one figure rather than another.
    fn speaks(&self, words: &BTreeSet<String>, one: FigureId, other: FigureId) -> f64 {
        let (one, other) = (&self.figures[one.index()].words, &self.figures[other.index()].words);
        one.difference(other).filter(|word| words.contains(*word)).map(|word| self.weight(word)).sum()
    }
}

/// The words of a text, in small letters without marks, with one space between them.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase).map(plain) {
        if letter.is_alphanumeric() || matches!(letter, '%' | '$') {
            out.push(letter);
        } else if !matches!(letter, '’' | '\'') && !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

/// What tells each word of a folded text; words like "the" tell nothing.
fn stems(text: &str, skipped: &SentenceWords) -> BTreeSet<String> {
    let tells = |word: &&str| !skipped.openers.contains(word) && !matches!(*word, "s" | "the");
    text.split(' ').filter(|word| !word.is_empty()).filter(tells).map(stem).collect()
}

fn stem(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '$') {
        return word.to_owned();
    }
    let one = match word.strip_suffix("ies") {
        Some(root) if root.len() > 1 => format!("{root}y"),
        _ => word
            .strip_suffix('s')
            .filter(|root| root.len() > 2 && !root.ends_with('s'))
            .unwrap_or(word)
            .to_owned(),
    };
    one.chars().take(LETTERS).collect()
}
