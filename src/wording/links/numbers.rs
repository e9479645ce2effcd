//! Finding the telephone numbers in the words of a link: digits, letters on the keypad, dots, hyphens and
//! parentheses, in any of the groups they are printed in. Not years, counts or house numbers.

use super::telephone::{LOCAL, NATIONAL, PhoneNumber, SHORT, key, national};

/// The characters of `words`, with ordinary spaces and hyphens.
pub(super) fn plain(words: &str) -> impl Iterator<Item = char> {
    words.chars().map(|c| match c {
        '!'..='~' => c,
        '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => '-',
        '\u{B7}' | '\u{2022}' | '\u{2219}' => '.',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// The telephone numbers in `words`, also incomplete ones.
pub(super) fn numbers(words: &str) -> Vec<PhoneNumber> {
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let words: Vec<char> = plain(words).collect();
    let mut found: Vec<PhoneNumber> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let starts = words[at].is_ascii_digit() || matches!(words[at], '+' | '(') && digit(&words, at + 1);
        // Not inside a word or a count.
        let inside = |before: char| before.is_alphanumeric() || ",.-/$#".contains(before);
        if !starts || at > 0 && inside(words[at - 1]) {
            at += 1;
            continue;
        }
        let mut scan = Scan { words: &words, at, digits: String::new(), groups: Vec::new(), letters: false };
        scan.run();
        let end = scan.at.max(at + 1);
        let whole = words[..at].iter().chain(&words[end..]).all(|c| !c.is_alphanumeric());
        let tail = found.last().is_some_and(|before| before.letters) && words[at] == '(';
        found.extend(scan.number(at, whole, tail));
        at = end;
    }
    found
}

fn digit(words: &[char], at: usize) -> bool {
    words.get(at).is_some_and(char::is_ascii_digit)
}

/// A number being read, group by group.
struct Scan<'w> {
    words: &'w [char],
    at: usize,
    /// The keys of all groups.
    digits: String,
    /// How long each group is.
    groups: Vec<usize>,
    letters: bool,
}

impl Scan<'_> {
    fn sign(&self, wanted: char) -> bool {
        self.words.get(self.at) == Some(&wanted)
    }

    /// Reads to the end of the number.
    fn run(&mut self) {
        let international = self.sign('+');
        self.at += usize::from(international);
        loop {
            self.at += usize::from(self.sign('('));
            let start = self.at;
            let letters = self.knows_area(false);
            // The x of an extension is not a key.
            let small = !digit(self.words, start);
            while let Some(c) = self.words.get(self.at)
                && (c.is_ascii_digit()
                    || letters && (c.is_ascii_uppercase() || small && c.is_ascii_lowercase()))
            {
                self.letters |= c.is_ascii_alphabetic();
                self.at += 1;
            }
            self.digits.extend(self.words[start..self.at].iter().filter_map(|c| key(*c)));
            self.groups.push(self.at - start);
            let mut after = self.at;
            after += usize::from(self.sign(')'));
            let foreign = international && !self.digits.starts_with('1');
            let length = national(&self.digits).len();
            let local = self.groups == [3, 4] && matches!(self.words[start - 1], '-' | '.');
            let whole = if foreign { length >= 15 } else { length >= NATIONAL || local };
            let next = if whole { None } else { self.next_group(after) };
            match next {
                Some(next) => self.at = next,
                None => {
                    self.at = after;
                    return;
                }
            }
        }
    }

    /// Where the next group begins, if the signs at `after` join it to this one.
    fn next_group(&self, after: usize) -> Option<usize> {
        let gap = self.words[after..].iter().take_while(|c| matches!(c, ' ' | '-' | '.')).count();
        let signs = self.words[after..after + gap].iter().filter(|c| **c != ' ').count();
        let next = after + gap;
        let apart = gap > 0 || after > self.at || self.opens(next);
        if signs > 1 || gap > 3 || !apart {
            return None;
        }
        let bracket = usize::from(self.opens(next));
        if digit(self.words, next + bracket) {
            return Some(next);
        }
        let length = self.words[next..].iter().take_while(|c| c.is_alphanumeric()).count();
        let word = &self.words[next..next + length];
        let capitals = word.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let letters = word.first().is_some_and(char::is_ascii_alphabetic) && word.iter().all(char::is_ascii);
        let joined = signs == 1 && gap == 1;
        let known = self.knows_area(true);
        let keys = match (joined, known) {
            (true, _) => known || capitals && self.knows_area(false),
            (false, _) => known && capitals && word.len() > 2,
        };
        (letters && bracket == 0 && keys).then_some(next)
    }

    fn opens(&self, at: usize) -> bool {
        self.words.get(at) == Some(&'(')
    }

    /// Whether an area code has been read; with `surely`, only if more digits came with it.
    fn knows_area(&self, surely: bool) -> bool {
        let enough = self.digits.len() >= if surely { 4 } else { 3 };
        enough && (self.digits.starts_with('1') || self.groups.first() == Some(&3))
    }

    /// What was read from `start` on, if it is or was meant to be a number.
    fn number(&self, start: usize, whole_words: bool, tail: bool) -> Option<PhoneNumber> {
        let (digits, lengths) = (&self.digits, self.groups.as_slice());
        let international = self.words[start] == '+';
        let short = SHORT.contains(&digits.as_str()) && matches!(lengths, [3] | [1, 1, 1]);
        let is_tail = tail && lengths == [4];
        let bracket = self.words[start] == '(';
        // Numbers begin with a 1 and the area code, with the area code, or with the exchange.
        let begins = international
            || bracket && lengths[0] == 3
            || matches!(lengths, [1, 3, ..] | [3, 3, ..] | [3, 4])
            || self.letters
            || matches!(lengths, [10 | 11]);
        let any = whole_words
            && (LOCAL - 2..=15).contains(&digits.len())
            && !matches!(lengths, [4, 4] | [4, 2, 2] | [5, 4]);
        if !(short || is_tail || begins && digits.len() >= LOCAL || any) {
            return None;
        }
        let written: String = self.words[start..self.at].iter().collect();
        let inner = written.strip_prefix('(').and_then(|written| written.strip_suffix(')'));
        let written = match (inner, written.matches('(').count() == written.matches(')').count()) {
            (Some(inner), _) if !inner.contains('(') => inner.to_owned(),
            (_, true) => written,
            (_, false) => written.trim_matches(['(', ')']).to_owned(),
        };
        Some(PhoneNumber {
            start: start + usize::from(bracket && !written.starts_with('(')),
            written,
            international,
            digits: digits.clone(),
            letters: self.letters,
            is_tail,
            extension: self.extension(),
        })
    }

    /// The extension after the number: "ext. 12".
    fn extension(&self) -> Option<String> {
        let rest: String = self.words[self.at..].iter().collect::<String>().to_lowercase();
        let rest = rest.trim_start_matches([' ', ',', '(']);
        let words = ["extension", "extensión", "ext.", "ext", "anexo", "x", "#"];
        let digits = words.iter().find_map(|word| rest.strip_prefix(word))?;
        let digits: String = digits.trim_start().chars().take_while(char::is_ascii_digit).collect();
        Some(digits).filter(|digits| !digits.is_empty())
    }
}
