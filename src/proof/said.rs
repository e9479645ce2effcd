//! Checks of how words are to be said: what is bold is told to be, and words in another language and
//! abbreviations say their language and what they stand for; nothing else does.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::object::text;
use super::page::PageView;
use super::printed_figures::{add_letters, letters};
use super::reading::{BLOCKS, reading};
use crate::document::RichText;
use crate::objects::PdfString;
use crate::outline::{Part, PartRole};
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "bold-told",
        clauses: &[(UA1, "7.1"), (HOUSE, "what is bold is told to be")],
        run: Examines::Page(bold),
    },
    Check {
        name: "languages-told",
        clauses: &[(UA1, "7.2"), (A3A, "6.7.4"), (A3A, "6.7.8")],
        run: Examines::Page(said),
    },
];

/// The words in bold of a text.
pub(super) fn strong(words: &RichText) -> String {
    let strong = words.inlines.iter().filter(|inline| inline.strong);
    strong.map(|inline| inline.text.as_str()).collect()
}

/// In running text, lists and headline figures; elsewhere bold is a matter of the theme.
fn bold(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let reading = reading(page, expected);
    let mut told: BTreeMap<usize, String> = BTreeMap::new();
    for element in page.tree.of_kind("Strong") {
        let mut above = std::iter::successors(Some(element), |&e| page.tree.elements[e].parent);
        if let Some(block) = above.find(|&e| BLOCKS.contains(&page.tree.elements[e].kind.as_str())) {
            add_letters(&page.words(element), told.entry(block).or_default());
        }
    }
    for heard in &reading.heard {
        let Some(first) = reading.texts[heard.texts.clone()].first() else { continue };
        if first.part.role() != PartRole::Text && first.part != Part::TileFigure {
            continue;
        }
        let told = told.get(&heard.element).map_or("", String::as_str);
        if told != letters(&first.strong) {
            let message = format!("`{}` is bold on the page, and `{told}` in the tags", first.strong);
            faults.at(first.origin, message);
        }
    }
}

/// A language and an expansion.
type Manner = (Option<String>, Option<String>);

fn said(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let mut told: BTreeMap<Manner, String> = BTreeMap::new();
    for (place, element) in
        page.tree.elements.iter().enumerate().filter(|(_, element)| element.kind == "Span")
    {
        let language: Option<PdfString<'_>> = element.dict.get("Lang");
        let language = language.map(|tag| String::from_utf8_lossy(tag.as_bytes()).into_owned());
        let manner = (language, text(&element.dict, "E"));
        if manner != (None, None) {
            add_letters(&page.words(place), told.entry(manner).or_default());
        }
    }
    let mut meant: BTreeMap<Manner, String> = BTreeMap::new();
    for inline in expected.document.passages().iter().flat_map(|passage| &passage.text.inlines) {
        let manner = (inline.language.map(str::to_owned), inline.expansion.as_deref().map(str::to_owned));
        if manner != (None, None) {
            add_letters(&inline.text, meant.entry(manner).or_default());
        }
    }
    let manners: Vec<&Manner> =
        told.keys().chain(meant.keys().filter(|own| !told.contains_key(*own))).collect();
    for manner in manners.into_iter().filter(|manner| told.get(*manner) != meant.get(*manner)) {
        let [told, meant] = [&told, &meant].map(|all| all.get(manner).map_or("", String::as_str));
        let (language, words) = (manner.0.as_deref().unwrap_or("-"), manner.1.as_deref().unwrap_or("-"));
        faults.add(format!(
            "the tags say that `{told}`, and the page that `{meant}` is said in `{language}` and as `{words}`"
        ));
    }
}
