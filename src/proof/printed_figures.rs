//! Checks of the printed figures: the key, label, value, bound, year and source that the tags give to programs
//! are those of the facts, and stand at the words that say that figure.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::object::{readable, text};
use super::page::PageView;
use super::printed_changes::changes;
use super::tree::Element;
use super::value_text::{says_number, shows};
use crate::document::InlineKind;
use crate::figure::FigureId;
use crate::objects::{Array, Dict, PdfNumber, PdfString};

pub(super) const CHECKS: &[Check] = &[Check {
    name: "figures-true",
    clauses: &[(HOUSE, "the tags give each figure as the data has it")],
    run: Examines::Page(figures),
}];

/// The user properties of an element (ISO 32000-1, 14.7.5.4), by name.
struct Properties<'p>(Vec<(PdfString<'p>, Dict<'p>)>);

impl<'p> Properties<'p> {
    fn of(element: &Element<'p>) -> Option<Self> {
        element.attribute("UserProperties", |a| {
            let properties = a.get::<Array<'p>>("P")?;
            let named = properties.iter::<Dict<'p>>().filter_map(|own| Some((own.get("N")?, own)));
            Some(Properties(named.collect()))
        })
    }

    fn get(&self, name: &str) -> Option<&Dict<'p>> {
        let is_it = |own: &[u8]| match own {
            [0xFE, 0xFF, ..] => readable(own) == name,
            plain => plain == name.as_bytes(),
        };
        self.0.iter().find(|(own, _)| is_it(own.as_bytes())).map(|(_, property)| property)
    }

    fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?, "V")
    }
}

fn figures(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    changes(expected, faults);
    let facts = expected.facts;
    // What the page says of each figure, and what the tags say that it says.
    let mut heard: Vec<(FigureId, String)> = Vec::new();
    for (place, element) in page.tree.elements.iter().enumerate() {
        let Some(properties) = Properties::of(element) else { continue };
        let key = properties.text("key").unwrap_or_default();
        let Some((figure, fact)) = facts.get(&key) else {
            faults.add(format!("the tags name the figure `{key}`, which is not in the data"));
            continue;
        };
        let value = properties.get("value");
        let number = value.and_then(|value| value.get::<PdfNumber>("V")).map(|number| number.as_f64());
        let bound = properties.text("bound").unwrap_or_default();
        let shown = value.and_then(|value| text(value, if number.is_some() { "F" } else { "V" }));
        faults.unless(
            says_number(number, &bound, &fact.value)
                && shown.is_some_and(|shown| !shown.is_empty() && shows(&shown, &fact.value)),
            format_args!("the tags give {key} another value than the data"),
        );
        faults.unless(
            properties.text("label").is_some_and(|label| !label.trim().is_empty()),
            format_args!("the tags do not say what {key} counts"),
        );
        let year =
            properties.get("year").and_then(|year| year.get::<PdfNumber>("V")).map(|year| year.as_i64());
        faults.unless(
            year == Some(i64::from(fact.year)),
            format_args!("the tags give {key} another year than {}", fact.year),
        );
        faults.unless(
            properties.text("source") == fact.source,
            format_args!("the tags name another source of {key} than the data"),
        );
        heard.push((figure, letters(&page.words(place))));
    }
    for passage in expected.document.passages() {
        for inline in &passage.text.inlines {
            let InlineKind::Figure(figure, _) = inline.kind else { continue };
            let said = (figure, letters(&inline.text));
            match heard.iter().position(|heard| *heard == said) {
                Some(at) => drop(heard.swap_remove(at)),
                None => faults
                    .at(passage.text.origin, format!("the figure `{}` is not tagged as one", inline.text)),
            }
        }
    }
}

/// A text without what depends on where its lines end: spaces and divided words.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    add_letters(text, &mut letters);
    letters
}

/// Adds them to others.
pub(super) fn add_letters(text: &str, letters: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte <= b' ' || !byte.is_ascii()) {
        letters.push_str(&rest[..at]);
        let Some(c) = rest[at..].chars().next() else { break };
        rest = &rest[at + c.len_utf8()..];
        match c {
            '\u{ad}' => {}
            '\u{2011}' => letters.push('-'),
            c if c.is_whitespace() => {}
            c => letters.push(c),
        }
    }
    letters.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_lines_end_is_left_out() {
        assert_eq!(letters(" pro\u{ad}\nfes sion—al\u{2011}s\u{a0}é\t1 "), "profession—al-sé1");
        assert_eq!(letters(""), "");
    }
}
