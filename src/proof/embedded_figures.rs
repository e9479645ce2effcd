//! Checks of the data inside: the figures that travel in a file are those its page was made from.

use super::check::{Check, Examines, Faults, HOUSE, Promise};
use super::figures_table;
use super::file::File;
use super::value_text::says;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "data-true",
    clauses: &[(HOUSE, "the data inside is that of the page")],
    run: Examines::File(figures),
}];

/// A figure as an attached file has it.
struct Carried<'t> {
    key: &'t str,
    value: &'t str,
    /// Last year's.
    previous: Option<&'t str>,
    year: i64,
}

/// What should travel does, and nothing else. Of each page whose place has its file inside, that file and the
/// nation's give every figure, and so does the table.
fn figures(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    if !promise.profile.attachments {
        return faults.unless(file.attached.is_empty(), "data travels inside, which it should not");
    }
    let called = |name: &str| file.attached.iter().rev().find(|own| own.called() == name);
    for (place, page) in promise.pages.iter().enumerate() {
        let (facts, sheet) = (page.facts, promise.pack.map(|pack| &pack.sheets[place]));
        if sheet.is_some_and(|sheet| sheet.files.is_empty()) {
            // The index and the like.
            continue;
        }
        let text = |name: &str| {
            let name = match sheet {
                Some(sheet) => sheet.called(name)?,
                None => name,
            };
            called(name)?.contents(file.streams).filter(|bytes| std::str::from_utf8(bytes).is_ok())
        };
        let Some(own) = text(&format!("{}.toml", facts.place.slug.value)) else {
            // A file of several pages carries what it is given.
            let given = promise.pages.len() > 1 && sheet.is_none();
            faults.unless(given, "the data of the page does not travel inside");
            continue;
        };
        match text("figures.csv") {
            Some(table) => figures_table::check(readable(&table), facts, faults),
            None => faults.add("the table of the figures does not travel inside"),
        }
        let national = text("national.toml");
        let national = national.as_deref().map(readable).unwrap_or_default();
        let found: Vec<Carried<'_>> = carried(readable(&own)).chain(carried(national)).collect();
        for fact in &facts.figures {
            let same = found.iter().find(|figure| figure.key == fact.key);
            let sound = same.is_some_and(|figure| {
                let last = fact.previous.as_ref().map(|last| last.value);
                says(figure.value, &fact.value)
                    && figure.previous.is_none_or(|said| last.is_some_and(|last| says(said, &last)))
                    && figure.year == i64::from(fact.year)
            });
            faults.unless(
                sound,
                format_args!("the data inside does not give {} as the page was made", fact.key),
            );
        }
        for figure in &found {
            let known = facts.get(figure.key).is_some();
            faults.unless(
                known,
                format_args!("the data inside has a figure {} that the page's data does not", figure.key),
            );
        }
    }
}

/// The text of a file that was found to be one.
fn readable(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The figures of a file: `key = 8_597`, `key = "19%"` or `key = { value = …, year = 2022 }` in the
/// lines below `[figures]`; the file's own year stands above.
fn carried(text: &str) -> impl Iterator<Item = Carried<'_>> {
    let (head, rest) = text.split_once("[figures]\n").unwrap_or((text, ""));
    let year = |lines: &str| lines.lines().find_map(|line| line.strip_prefix("year = ")?.parse().ok());
    let own_year = year(head).unwrap_or_default();
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(move |line| {
        let (key, value) = assigned(line)?;
        let inner = value.strip_prefix("{ value = ").and_then(|inner| inner.strip_suffix(" }"));
        let (value, previous, year) = match inner {
            Some(inner) => {
                let inner = inner.split(", source = ").next()?;
                let year = inner.split_once("year = ").map(|(_, rest)| rest.split([',', ' ']).next());
                let previous = inner.split_once("previous = ").and_then(|(_, rest)| one(rest));
                (inner, previous, year.flatten().and_then(|year| year.parse().ok()))
            }
            None => (value, None, None),
        };
        Some(Carried { key, value: one(value)?, previous, year: year.unwrap_or(own_year) })
    })
}

/// The two sides of the first sign of equality that stands between spaces.
fn assigned(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    match (key.strip_suffix(' '), value.strip_prefix(' ')) {
        (Some(key), Some(value)) => Some((key, value)),
        _ => line.split_once(" = "),
    }
}

/// The value that a text begins with: digits, or words in quotes.
fn one(text: &str) -> Option<&str> {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => text.split([',', ' ']).next(),
    }
}
