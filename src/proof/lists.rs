//! Checks of lists: each list of the document is one in the tree, with as many entries; each entry has a sign and a
//! body, and the list says what its signs are.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::object::name;
use super::page::PageView;
use crate::document::RichText;
use crate::outline::{Block, List, Numbering};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "lists-tagged",
    clauses: &[(UA1, "7.6"), (HOUSE, "each list is in the tree")],
    run: Examines::Page(lists),
}];

/// A list of the document.
struct ExpectedList {
    numbering: &'static str,
    items: usize,
    origin: Option<Span>,
}

fn lists(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let mut wanted = Vec::new();
    for block in expected.document.page.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::List(list) = block {
            add(list, &mut wanted);
        }
    }
    let mut wanted = wanted.into_iter();
    for list in page.tree.of_kind("L") {
        let entries: Vec<usize> = page.tree.children(list).collect();
        let kinds = |entry: usize| -> Vec<&str> {
            page.tree.children(entry).map(|part| page.tree.elements[part].kind.as_str()).collect()
        };
        let element = &page.tree.elements[list];
        let said = element.attribute("List", |a| Some(name(a, "ListNumbering")));
        // The headline figures are a list without signs.
        if said.is_none() && !entries.iter().any(|&entry| kinds(entry).contains(&"Lbl")) {
            continue;
        }
        let Some(ExpectedList { numbering, items, origin }) = wanted.next() else {
            faults.add(format!("{} is a list, which the document does not have", element.label()));
            continue;
        };
        if said != Some(numbering) {
            faults.at(origin, format!("{} does not say that its signs are {numbering}", element.label()));
        }
        if entries.len() != items || entries.iter().any(|&entry| kinds(entry) != ["Lbl", "LBody"]) {
            faults.at(origin, format!("{} has not {items} items, each with sign and text", element.label()));
        }
    }
    for ExpectedList { items, origin, .. } in wanted {
        faults.at(origin, format!("a list of {items} items is not in the tree as one"));
    }
}

/// Adds a list and those in it, in reading order.
fn add(list: &List<RichText>, wanted: &mut Vec<ExpectedList>) {
    let numbering = match list.numbering {
        Numbering::Bullets => "Disc",
        Numbering::Numbers { .. } => "Decimal",
    };
    let origin = list.items.first().and_then(|item| item.text.origin);
    wanted.push(ExpectedList { numbering, items: list.items.len(), origin });
    list.items.iter().flat_map(|item| &item.inner).for_each(|inner| add(inner, wanted));
}
