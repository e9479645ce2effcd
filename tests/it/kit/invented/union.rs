//! An invented union of 56 places, to try all that may come: names with the letters and words of
//! those of the states, the District of Columbia and the territories, but none of them; tables of
//! no row to eight; figures of one digit to seven, zeros, and words in their place; two languages.

use super::{code, number};
use std::fmt::Write as _;

/// The places, each by its words: a number is an invented word of so many letters.
const NAMES: [&str; 56] = [
    "7",
    "6",
    "7",
    "8",
    "10",
    "8",
    "11",
    "8",
    "7",
    "7",
    "6",
    "5",
    "8",
    "7",
    "4",
    "6",
    "8",
    "9",
    "5",
    "8",
    "13",
    "8",
    "9",
    "11",
    "8",
    "7",
    "8",
    "6",
    "3 9",
    "3 6",
    "3 6",
    "3 4",
    "5 8",
    "5 6",
    "4",
    "8",
    "6",
    "12",
    "5 6",
    "5 8",
    "5 6",
    "9",
    "5",
    "4",
    "7",
    "8",
    "10",
    "4 8",
    "9",
    "7",
    "8 of 8",
    "8 5",
    "4",
    "12 of the 8 7 7",
    "6 4",
    "1.1. 6 7",
];

const ROWS: [&str; 8] = ["shore", "roofs", "trees", "boats", "wires", "fields", "rivers", "unknown"];

const VOWELS: [char; 7] = ['a', 'e', 'i', 'o', 'u', 'a', 'i'];
const CONSONANTS: [char; 16] =
    ['l', 'n', 'r', 's', 't', 'd', 'm', 'v', 'k', 'w', 'b', 'n', 'l', 's', 'h', 'g'];

/// The invented word number `word` of place `n`, of so many letters.
fn word(n: usize, word: usize, letters: usize) -> String {
    let letter = |at: usize| match (at + n + word) % 2 {
        0 => CONSONANTS[number(n, 10 * word + at, 997) % CONSONANTS.len()],
        _ => VOWELS[number(n, 10 * word + at, 997) % VOWELS.len()],
    };
    let text: String = (0..letters).map(letter).collect();
    text[..1].to_uppercase() + &text[1..]
}

/// The name of place `n`.
pub fn name(n: usize) -> String {
    let (mut made, mut words, mut rest) = (String::new(), 0, NAMES[n]);
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 {
            words += 1;
            made += &word(n, words, rest[..digits].parse().unwrap_or(1));
        } else {
            made.push(first);
        }
        rest = &rest[digits.max(1)..];
    }
    made
}

/// A number of so many digits.
fn of_digits(n: usize, figure: usize, digits: u32) -> usize {
    let least = 10_usize.pow(digits - 1);
    least + number(n, figure, 9 * least) - 2
}

/// The files of the set.
pub fn set() -> Vec<(String, String)> {
    let own = [
        ("handout.toml", include_str!("union/handout.toml")),
        ("national.toml", include_str!("union/national.toml")),
        ("wording.en.toml", include_str!("union/wording.en.toml")),
        ("wording.es.toml", include_str!("union/wording.es.toml")),
    ];
    let own = own.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned()));
    own.chain((0..NAMES.len()).map(|n| (format!("states/place-{n:02}.toml"), place(n)))).collect()
}

fn place(n: usize) -> String {
    let name = name(n);
    // No postal code begins with Q, X or Z: no outline of a real place beside an invented name.
    let postal = [["Q", "X", "Z"][n / 26], &code(n)[1..]].concat();
    let mut file = format!("name = \"{name}\"\npostal = \"{postal}\"\nyear = 2023\n");
    if name.contains(" of ") || name.contains('.') {
        let _ = writeln!(file, "in_prose = \"the {name}\"");
    }
    file += "\n[figures]\n";
    // From no row of the table to all; a count of up to 100,000 in a row, or none at all.
    let counts: Vec<usize> = (0..ROWS.len())
        .map(|row| if row < n % 9 { of_digits(n, 20 + row, 1 + ((n + row) % 6) as u32) } else { 0 })
        .collect();
    let mut figures: Vec<(&str, String)> =
        ROWS.into_iter().zip(&counts).map(|(row, count)| (row, count.to_string())).collect();
    figures.push(("lost", counts.iter().sum::<usize>().to_string()));
    for (at, figure) in ["letters", "mended", "wardens", "lessons", "visits"].into_iter().enumerate() {
        let count = of_digits(n, 30 + at, 1 + ((n + 2 * at) % 7) as u32).to_string();
        let value = match (n + 5 * at) % 16 {
            3 => "\"fewer than 10\"".to_owned(),
            6 => "0".to_owned(),
            9 => "\"not reported\"".to_owned(),
            12 => "\"not applicable\"".to_owned(),
            _ => count,
        };
        figures.push((figure, value));
    }
    for (figure, value) in figures {
        let _ = writeln!(file, "{figure} = {value}");
    }
    file
}
