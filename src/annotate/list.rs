//! The list behind the page: key, printed form, what it is, where it stands in the data.

use super::NOTICE;
use super::boxes::{Boxed, KeyedNumber};
use super::paint::{LETTER, Painting, Weight};

/// Letter paper, in points.
const LEFT: f64 = 36.0;
const TOP: f64 = 792.0 - 40.0;
const LINES: usize = 70;
const SIZE: f64 = 7.5;
const LEADING: f64 = 10.0;
/// Letters on a line.
const COLUMNS: usize = ((612.0 - 2.0 * LEFT) / (LETTER * SIZE)) as usize;
/// Letters of the columns for the key and for what is printed.
const KEYS: usize = 4;
const PRINTED: usize = 22;

/// The pages of the list.
pub(super) fn pages(title: &str, numbers: &[KeyedNumber], boxes: &[Boxed]) -> Vec<Painting> {
    let mut lines: Vec<(Weight, String)> = Vec::new();
    let mut pages: Vec<Vec<(Weight, String)>> = Vec::new();
    for (key, number) in (1..).zip(numbers) {
        let entry = entry(key, number, boxes.iter().any(|boxed| boxed.key == key));
        // An entry stays on one page.
        if lines.len() + entry.len() > LINES && !lines.is_empty() {
            pages.push(std::mem::take(&mut lines));
        }
        lines.extend(entry);
    }
    pages.push(lines);
    let count = pages.len();
    (1..).zip(pages).map(|(page, lines)| paint(title, (page, count), &lines)).collect()
}

fn paint(title: &str, (page, count): (usize, usize), lines: &[(Weight, String)]) -> Painting {
    let mut painting = Painting::default();
    let mut y = TOP;
    let mut line = |weight, red, text: &str| {
        painting.text((LEFT, y), SIZE, weight, red, text);
        y -= LEADING;
    };
    line(Weight::Strong, true, NOTICE);
    line(
        Weight::Strong,
        false,
        &format!("{title}: the numbers of the page and their places, page {page} of {count}"),
    );
    line(Weight::Plain, false, "");
    lines.iter().for_each(|(weight, text)| line(*weight, false, text));
    painting
}

/// The lines of a number: key, printed form and name; then its value and place.
fn entry(key: usize, number: &KeyedNumber, found: bool) -> Vec<(Weight, String)> {
    let KeyedNumber { printed, name, label, value, kind, place, source } = number;
    let mut facts: Vec<String> = Vec::new();
    if !found {
        facts.push("not found on the page".to_owned());
    }
    facts.extend(label.clone());
    match value {
        Some(value) => facts.push(format!("{value} ({kind})")),
        None => facts.push((*kind).to_owned()),
    }
    facts.push(place.clone());
    facts.extend(source.as_ref().map(|source| format!("source: {source}")));
    let indent = KEYS + 1 + PRINTED;
    let head = format!("{key:>KEYS$} {:<PRINTED$}{name}", printed.replace('\u{a0}', " "));
    let mut lines = vec![(Weight::Strong, head)];
    for text in wrapped(&facts.join("; "), COLUMNS - indent) {
        lines.push((Weight::Plain, format!("{:indent$}{text}", "")));
    }
    lines
}

/// A text in lines of so many letters; a word that is longer is divided.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = columns;
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for (n, piece) in letters.chunks(columns).enumerate() {
            let space = usize::from(n == 0 && room < columns);
            if piece.len() + space > room {
                lines.push(String::new());
                room = columns;
            } else if space > 0 {
                lines.last_mut().into_iter().for_each(|line| line.push(' '));
                room -= 1;
            }
            lines.last_mut().into_iter().for_each(|line| line.extend(piece));
            room -= piece.len();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_of_so_many_letters() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
