//! Words that change with what follows them: "a" or "an", "y" or "e", "o" or "u".
//!
//! In: such a word and the text that is printed behind it. Out: the form it has there. Where a reader may
//! say either, nobody is told that one is wrong.

/// A word and its other form.
#[derive(Debug)]
pub struct Pair {
    pub usual: &'static str,
    pub other: &'static str,
    /// Whether the other form stands before a text; `None` if either may.
    pub takes_other: fn(&str) -> Option<bool>,
}

pub(super) const ENGLISH: &[Pair] = &[Pair { usual: "a", other: "an", takes_other: is_vowel }];

pub(super) const SPANISH: &[Pair] =
    &[Pair { usual: "y", other: "e", takes_other: is_i }, Pair { usual: "o", other: "u", takes_other: is_o }];

/// Whether an English name or number begins with the sound of a vowel. `None` for abbreviations, which may
/// be spelt, and for letters that sound one way or the other: "a Utah office".
fn is_vowel(text: &str) -> Option<bool> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let mut letters = text.chars();
    let (first, second) = (letters.next()?, letters.next());
    if first.is_ascii_digit() {
        return Some(first == '8' || matches!(digits(text), "11" | "18"));
    }
    if first.is_lowercase() {
        let word = text.split(|c: char| !c.is_alphabetic()).next()?;
        let (eight, others) = (&["eight", "eleven", "eighteen"], &super::words::LANGUAGES[0].small);
        return (eight.contains(&word) || others.contains(&word)).then(|| eight.contains(&word));
    }
    let second = second.filter(|second| second.is_lowercase())?;
    if !first.is_ascii_uppercase() || matches!(first, 'U' | 'H' | 'X') {
        return None;
    }
    let vowel = matches!(first, 'A' | 'E' | 'I' | 'O');
    (!matches!((first, second), ('E', 'u') | ('O', 'n'))).then_some(vowel)
}

/// Whether a Spanish text begins with the sound of i: "Idaho", "historias", but not "hielo". `None` for
/// "Iowa" and the like.
fn is_i(text: &str) -> Option<bool> {
    let text = letters(text);
    let has_h = text.starts_with('h');
    let Some(rest) = text.strip_prefix('h').unwrap_or(&text).strip_prefix('i') else { return Some(false) };
    match rest.chars().next() {
        Some('e') if has_h => Some(false),
        Some('a' | 'e' | 'o' | 'u') => None,
        _ => Some(true),
    }
}

/// Whether a Spanish text begins with the sound of o: "Ohio", "hombres", "8", "11". `None` for English
/// names in "Hou".
fn is_o(text: &str) -> Option<bool> {
    let text = text.strip_prefix('$').unwrap_or(text);
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(text.starts_with('8') || digits(text) == "11");
    }
    let text = letters(text);
    let sound = text.strip_prefix('h').unwrap_or(&text).starts_with('o');
    (!text.starts_with("hou")).then_some(sound)
}

/// The first letters, small and without accents.
fn letters(text: &str) -> String {
    let small = text.chars().take(4).flat_map(char::to_lowercase);
    small
        .map(|c| match c {
            'í' => 'i',
            'ó' => 'o',
            other => other,
        })
        .collect()
}

/// The digits up to the first separator.
fn digits(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pair: &Pair, text: &str) -> &'static str {
        match (pair.takes_other)(text) {
            Some(true) => pair.other,
            Some(false) => pair.usual,
            None => "either",
        }
    }

    #[test]
    fn the_sound_decides() {
        let [a, y, o] = [&ENGLISH[0], &SPANISH[0], &SPANISH[1]];
        for (pair, form_there, texts) in [
            (a, "an", "Ohio|Alabama|Idaho|8|80,000|$800|11|11,200|18%|eight|eighteen"),
            (a, "a", "Kentucky|1,100|7|one|110|180,000"),
            (a, "either", "Utah|Hawaii|U.S. office|FBI|more than 18|Oneida|Europe|"),
            (y, "e", "Idaho|Illinois|Indiana|Islas Vírgenes|historias|Ímola|ISLAS"),
            (y, "y", "hielo|Kentucky|8|Yuma|Utah|Hierro|"),
            (y, "either", "Iowa|Ialta|Hialeah"),
            (o, "u", "Ohio|Oregón|Oklahoma|hombres|8|80|8,597|11|11,400|ocho"),
            (o, "o", "Kentucky|7|18|1,100|180|más de 8|"),
            (o, "either", "Houston"),
        ] {
            for text in texts.split('|') {
                assert_eq!(form(pair, text), form_there, "{} {text}", pair.usual);
            }
        }
    }
}
