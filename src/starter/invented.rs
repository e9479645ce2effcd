//! The sets of the Meadow Trust, which does not exist.
//!
//! In: what is wished for and the places. Out: the files. In the texts, `@NAME@` stands for what depends on the
//! wish, and a line that begins with `@es@` or `@en@` is only there in a set that has this language.

use super::places::StarterPlace;
use super::{AreaKind, Starter, StarterKind};
use std::fmt::Write;
use std::path::PathBuf;

const SET: &str = include_str!("sets/handout.toml");
const NATIONAL: &str = include_str!("sets/national.toml");
const ENGLISH: &str = include_str!("sets/wording.en.toml");
const SPANISH: &str = include_str!("sets/wording.es.toml");
const BLANK_SET: &str = include_str!("sets/blank-handout.toml");
const BLANK_NATIONAL: &str = include_str!("sets/blank-national.toml");
const BLANK_ENGLISH: &str = include_str!("sets/blank-wording.en.toml");
const BLANK_SPANISH: &str = include_str!("sets/blank-wording.es.toml");

/// What a place is called in the texts, in English and in Spanish.
fn words(areas: AreaKind) -> [(&'static str, &'static str); 4] {
    match areas {
        AreaKind::States => {
            [("@area@", "state"), ("@Area@", "State"), ("@área@", "estado"), ("@Área@", "Estado")]
        }
        AreaKind::Counties => {
            [("@area@", "county"), ("@Area@", "County"), ("@área@", "condado"), ("@Área@", "Condado")]
        }
    }
}

pub(super) fn files(wished: &Starter, places: &[StarterPlace]) -> Vec<(PathBuf, Vec<u8>)> {
    let blank = wished.like == StarterKind::Blank;
    let [set, national, english, spanish] = match blank {
        false => [SET, NATIONAL, ENGLISH, SPANISH],
        true => [BLANK_SET, BLANK_NATIONAL, BLANK_ENGLISH, BLANK_SPANISH],
    };
    let mut files = vec![
        ("handout.toml".to_owned(), filled(set, wished)),
        ("national.toml".to_owned(), filled(national, wished)),
    ];
    for language in &wished.languages {
        let text = if language == "es" { spanish } else { english };
        files.push((format!("wording.{language}.toml"), filled(text, wished)));
    }
    for (number, place) in places.iter().enumerate() {
        files.push((format!("states/{}.toml", place.slug), state(place, wished, number == 0)));
    }
    let dated = |text: String| match wished.year {
        Some(year) => of_year(&text, year),
        None => text,
    };
    files.into_iter().map(|(path, text)| (PathBuf::from(path), dated(text).into_bytes())).collect()
}

/// A text of the set of 2024, released the year after, as that of another year.
fn of_year(text: &str, year: i32) -> String {
    text.replace("2024", &year.to_string()).replace("= 2025-", &format!("= {}-", (year + 1).min(2100)))
}

/// A text with what was wished for in place of the marks.
fn filled(text: &str, wished: &Starter) -> String {
    let has = |tag: &str| wished.languages.iter().any(|own| own == tag);
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = match ["en", "es"]
            .into_iter()
            .find_map(|tag| Some((tag, line.strip_prefix(&format!("@{tag}@"))?)))
        {
            Some((tag, _)) if !has(tag) => continue,
            Some((_, line)) => line,
            None => line,
        };
        out.push_str(line);
        out.push('\n');
    }
    let tags: Vec<String> = wished.languages.iter().map(|tag| format!("\"{tag}\"")).collect();
    out = out.replace("@theme@", &wished.theme).replace("@languages@", &tags.join(", "));
    words(wished.areas).into_iter().for_each(|(mark, word)| out = out.replace(mark, word));
    texts(&out, wished)
}

/// `@{English|Spanish}@` as a text in the language of the set, or in each of its languages.
fn texts(text: &str, wished: &Starter) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        let (inside, behind) = after.split_once("}@").unwrap_or((after, ""));
        let (english, spanish) = inside.split_once('|').unwrap_or((inside, inside));
        let own = |tag: &String| if tag == "es" { spanish } else { english };
        out.push_str(before);
        let _ = match wished.languages.as_slice() {
            [one] => write!(out, "\"{}\"", own(one)),
            several => {
                let all: Vec<String> =
                    several.iter().map(|tag| format!("{tag} = \"{}\"", own(tag))).collect();
                write!(out, "{{ {} }}", all.join(", "))
            }
        };
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The file of a place; the first one says how it is made.
fn state(place: &StarterPlace, wished: &Starter, first: bool) -> String {
    let StarterPlace { slug, code, name, spanish, foals, grown, visits } = place;
    let word = words(wished.areas)[0].1;
    let mut out = String::new();
    if first {
        let _ = write!(
            out,
            "# One {word}. To add another, copy this file, give it a name of its own (the PDF is called as it is:\n\
             # {slug}.pdf), and change every line below.\n\n"
        );
    }
    let named = match spanish {
        Some(spanish) => texts(&format!("@{{{name}|{spanish}}}@"), wished),
        // The program knows it in Spanish.
        None if wished.languages.first().is_some_and(|first| first == "es") => {
            format!("\"{}\"", in_spanish(code).unwrap_or(name))
        }
        None => format!("\"{name}\""),
    };
    let _ = write!(
        out,
        "name = {named}\npostal = \"{code}\"\nyear = 2024\nsource = \"Meadow Trust, invented figures for 2024\"\n\n"
    );
    if first {
        out.push_str(
            "# Write 8_597, not 8,597. None is 0. If there is no number, write \"not reported\", \"not applicable\" or\n\
             # \"suppressed\", in quotes.\n",
        );
    }
    out.push_str("[figures]\n");
    let _ = match wished.like {
        StarterKind::Blank => writeln!(out, "ponies = \"not reported\""),
        _ => writeln!(
            out,
            "ponies = {}\nfoals = {foals}\ngrown = {grown}\nvisits = {}",
            grouped(foals + grown),
            grouped(*visits)
        ),
    };
    out
}

fn in_spanish(code: &str) -> Option<&'static str> {
    crate::gazetteer::Jurisdiction::coded(code)?.name_in("es")
}

/// A count as it is written in the data.
fn grouped(count: usize) -> String {
    match (count / 1_000, count % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands}_{rest:03}"),
    }
}
