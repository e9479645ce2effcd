//! Two versions of texts, held against each other: first text by text, then, where one was changed, word by
//! word.
//!
//! In: the texts in their order. Out: those that were changed, added or removed, each as runs of words. The time
//! is bounded, whatever the texts: where they have little in common, a run may be longer than need be.

use super::passages::SetPassage;

/// So many steps are spent on one pair of lists; longer ones are taken as all changed.
const STEPS: usize = 4_000_000;
/// Texts with at least this share of words in common, in hundredths, are two versions of one.
const ALIKE: usize = 40;

/// A text that was changed; one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageChange<'p> {
    pub old: Option<&'p SetPassage>,
    pub new: Option<&'p SetPassage>,
    pub words: Vec<WordRun>,
}

/// Words that follow each other, with one space between them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordRun {
    /// In both versions.
    Same(String),
    /// Only in the old one.
    Removed(String),
    /// Only in the new one.
    Added(String),
}

/// What was changed, in the order of the new texts.
pub fn changed_passages<'p>(old: &'p [SetPassage], new: &'p [SetPassage]) -> Vec<PassageChange<'p>> {
    let key = |passage: &SetPassage| (passage.part.clone(), words(&passage.text).join(" "));
    let (before, now): (Vec<_>, Vec<_>) = (old.iter().map(key).collect(), new.iter().map(key).collect());
    let mut found = Vec::new();
    for (removed, added) in gaps(&before, &now) {
        paired(&old[removed], &new[added], &mut found);
    }
    found
}

/// The texts between two that are the same in both versions: those that are much alike are one, changed.
fn paired<'p>(old: &'p [SetPassage], new: &'p [SetPassage], found: &mut Vec<PassageChange<'p>>) {
    let (before, now): (Vec<Vec<&str>>, Vec<Vec<&str>>) =
        (old.iter().map(|own| words(&own.text)).collect(), new.iter().map(|own| words(&own.text)).collect());
    let (mut next, mut left) = (0, 0);
    let much =
        before.iter().map(Vec::len).sum::<usize>().saturating_mul(now.iter().map(Vec::len).sum::<usize>());
    for (at, passage) in new.iter().enumerate() {
        let known = |from: &usize| {
            let own = &old[*from];
            own.part == passage.part
                && (old.len() == new.len() && *from == at || alike(&before[*from], &now[at], much))
        };
        let Some(from) = (next..old.len()).find(known) else {
            found.push(PassageChange { old: None, new: Some(passage), words: runs(&[], &now[at]) });
            continue;
        };
        found.extend(old[left..from].iter().zip(&before[left..from]).map(|(own, words)| gone(own, words)));
        found.push(PassageChange {
            old: Some(&old[from]),
            new: Some(passage),
            words: runs(&before[from], &now[at]),
        });
        (next, left) = (from + 1, from + 1);
    }
    found.extend(old[left..].iter().zip(&before[left..]).map(|(own, words)| gone(own, words)));
}

fn gone<'p>(own: &'p SetPassage, words: &[&str]) -> PassageChange<'p> {
    PassageChange { old: Some(own), new: None, words: runs(words, &[]) }
}

/// Whether two texts have much in common; of `much` words in all, that is too long to find out.
fn alike(one: &[&str], other: &[&str], much: usize) -> bool {
    if much > STEPS {
        return false;
    }
    let apart: usize = gaps(one, other).into_iter().map(|(one, other)| one.len().max(other.len())).sum();
    let longer = one.len().max(other.len());
    (longer - apart.min(longer)) * 100 >= longer * ALIKE
}

/// The words of a text; a placeholder is one.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut end = 0;
        while let Some(c) = rest[end..].chars().next().filter(|c| !c.is_whitespace()) {
            let close =
                [("{{", "}}"), ("{%", "%}")].into_iter().find(|(open, _)| rest[end..].starts_with(open));
            let length = close.and_then(|(_, close)| rest[end..].find(close).map(|at| at + close.len()));
            end += length.unwrap_or(c.len_utf8());
        }
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found
}

fn runs(old: &[&str], new: &[&str]) -> Vec<WordRun> {
    let mut found = Vec::new();
    let mut same = 0;
    let mut put = |words: &[&str], run: fn(String) -> WordRun| {
        if !words.is_empty() {
            // White space inside of a placeholder is none of its words.
            let plain = |word: &&str| word.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(run(words.iter().map(plain).collect::<Vec<_>>().join(" ")));
        }
    };
    for (removed, added) in gaps(old, new) {
        put(&old[same..removed.start], WordRun::Same);
        put(&old[removed.clone()], WordRun::Removed);
        put(&new[added], WordRun::Added);
        same = removed.end;
    }
    put(&old[same..], WordRun::Same);
    found
}

type Gap = (std::ops::Range<usize>, std::ops::Range<usize>);

/// What lies between the items of the longest common subsequence: each stretch that is in one list only, beside
/// the one in the other that stands there.
fn gaps<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Gap> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (rest, other) = (&old[start..], &new[start..]);
    let end = rest.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (rest, other) = (&rest[..rest.len() - end], &other[..other.len() - end]);
    let pairs = common(rest, other);
    let (mut found, mut at) = (Vec::new(), (0, 0));
    for (one, two) in pairs.into_iter().chain([(rest.len(), other.len())]) {
        if one > at.0 || two > at.1 {
            found.push((start + at.0..start + one, start + at.1..start + two));
        }
        at = (one + 1, two + 1);
    }
    found
}

/// The longest common subsequence, as pairs of positions; none if that would take too long.
fn common<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > STEPS {
        return Vec::new();
    }
    // The length of what is common from each pair of positions on.
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            lengths[i * width + j] = match one == other {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut found, mut i, mut j) = (Vec::new(), 0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use proptest::prelude::*;

    fn set(texts: &[&str]) -> Vec<SetPassage> {
        let at = Span::new(Sources::default().add("w", ""), 0, 0);
        texts
            .iter()
            .map(|text| SetPassage { part: "text".to_owned(), text: (*text).to_owned(), at })
            .collect()
    }

    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let (old, new) = (set(old), set(new));
        let run = |run: &WordRun| match run {
            WordRun::Same(words) => words.clone(),
            WordRun::Removed(words) => format!("[-{words}-]"),
            WordRun::Added(words) => format!("{{+{words}+}}"),
        };
        let changes = changed_passages(&old, &new);
        changes.iter().map(|change| change.words.iter().map(run).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn changes_are_told_word_by_word() {
        assert_eq!(told(&["a b c", "x"], &["a b c", "x"]), Vec::<String>::new());
        assert_eq!(told(&["a\nb c"], &["a b c"]), Vec::<String>::new());
        assert_eq!(told(&["a b c"], &["a d c"]), ["a [-b-] {+d+} c"]);
        assert_eq!(
            told(&["In {{ x }} y z"], &["In {{ x | words }} y z"]),
            ["In [-{{ x }}-] {+{{ x | words }}+} y z"]
        );
        assert_eq!(
            told(&["one two", "q r s"], &["one two", "new text here", "q r s"]),
            ["{+new text here+}"]
        );
        assert_eq!(told(&["one two", "q r s", "t"], &["one two", "t"]), ["[-q r s-]"]);
        assert_eq!(
            told(&["a b c d", "e f g h"], &["a b x d", "e f g y"]),
            ["a b [-c-] {+x+} d", "e f g [-h-] {+y+}"]
        );
    }

    proptest! {
        /// What is told leads from the old text to the new one.
        #[test]
        fn nothing_is_lost(old in "[abc ]{0,24}", new in "[abc ]{0,24}") {
            let (one, two) = (words(&old), words(&new));
            let runs = runs(&one, &two);
            let side = |removed: bool| {
                let words = runs.iter().filter_map(|run| match run {
                    WordRun::Same(words) => Some(words.as_str()),
                    WordRun::Removed(words) => removed.then_some(words.as_str()),
                    WordRun::Added(words) => (!removed).then_some(words.as_str()),
                });
                words.collect::<Vec<_>>().join(" ")
            };
            prop_assert_eq!(side(true), one.join(" "));
            prop_assert_eq!(side(false), two.join(" "));
        }
    }
}
