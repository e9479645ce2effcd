//! Checks of the structure tree: that it is whole, that everything on the page is in it once, and
//! that the way back from the page leads to the right elements.

use super::content::Owner;
use super::file::{File, numbers, text};
use super::reading::origin;
use super::tree::Kid;
use super::{Check, Expectation, Faults, Standard::*};
use hayro_syntax::object::Number;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[
    Check { name: "tree-whole", clauses: &[(Ua1, "7.1"), (A3a, "6.7.3.3")], run: whole },
    Check { name: "standard-types", clauses: &[(Ua1, "7.1"), (A3a, "6.7.3.4")], run: standard_types },
    Check { name: "all-content-owned", clauses: &[(Ua1, "7.1"), (A3a, "6.7.3.3")], run: owned },
    Check {
        name: "marks-once",
        clauses: &[(Ua1, "7.1"), (House, "each mark is in one element")],
        run: marks_once,
    },
    Check {
        name: "parent-tree",
        clauses: &[(Ua1, "7.1"), (House, "the way back leads home")],
        run: parent_tree,
    },
    Check { name: "nesting", clauses: &[(Ua1, "7.2")], run: nesting },
    Check { name: "headings", clauses: &[(Ua1, "7.4.2")], run: headings },
    Check {
        name: "identifiers",
        clauses: &[(Ua1, "7.5"), (House, "identifiers are unique")],
        run: identifiers,
    },
    Check { name: "figures", clauses: &[(Ua1, "7.3"), (A3a, "6.7.5")], run: figures },
];

/// The types a handout may use, each with the parents it may have; none: anywhere a block may be.
const TYPES: &[(&str, &[&str])] = &[
    ("Document", &[""]),
    ("Part", &["Document"]),
    ("Sect", &["Document", "Part", "Sect"]),
    ("Div", &["Document", "Part", "Sect", "Div"]),
    ("H1", &["Document", "Part", "Sect", "Div"]),
    ("H2", &["Document", "Part", "Sect", "Div"]),
    ("P", &["Document", "Part", "Sect", "Div", "LBody", "TH", "TD", "Caption"]),
    ("L", &["Document", "Part", "Sect", "Div", "LBody"]),
    ("LI", &["L"]),
    ("Lbl", &["LI"]),
    ("LBody", &["LI"]),
    ("Table", &["Document", "Part", "Sect", "Div", "LBody"]),
    ("Caption", &["Table", "Figure", "L"]),
    ("THead", &["Table"]),
    ("TBody", &["Table"]),
    ("TR", &["Table", "THead", "TBody"]),
    ("TH", &["TR"]),
    ("TD", &["TR"]),
    ("Figure", &["Document", "Part", "Sect", "Div", "P", "LBody", "TH", "TD", "Span", "Link"]),
    ("Span", &["P", "H1", "H2", "LBody", "Lbl", "TH", "TD", "Link", "Caption", "Span"]),
    ("Link", &["P", "H1", "H2", "LBody", "TH", "TD", "Span", "Caption"]),
];

fn whole(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    file.tree.faults.iter().for_each(|fault| faults.add(fault));
    let top: Vec<&str> =
        file.tree.elements.iter().filter(|e| e.parent.is_none()).map(|e| e.kind.as_str()).collect();
    faults.unless(top == ["Document"], format!("the tree begins with {top:?}, not with one Document"));
    for element in &file.tree.elements {
        faults.unless(!element.kids.is_empty(), format!("{} is empty", element.label()));
    }
}

fn standard_types(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    faults.unless(!file.tree.role_map, "the tree maps types of its own");
    for element in &file.tree.elements {
        let known = TYPES.iter().any(|(kind, _)| *kind == element.kind);
        faults.unless(known, format!("{} is not of a standard type that handouts use", element.label()));
    }
}

/// Everything painted is in the tree or is decoration; and no words are decoration, save on the
/// margins that the print shop cuts off.
fn owned(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    file.content.faults.iter().for_each(|fault| faults.add(fault));
    let trim = file.trim();
    for paint in &file.content.paints {
        let stretch = &file.content.stretches[paint.stretch];
        let words = || stretch.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        let outside = paint.bounds[2] <= trim[0]
            || paint.bounds[0] >= trim[2]
            || paint.bounds[3] <= trim[1]
            || paint.bounds[1] >= trim[3];
        match stretch.owner {
            Owner::Nobody => {
                faults.add(format!("something is painted outside of all marked content: {}", words()))
            }
            Owner::Artifact if paint.is_text && !outside => {
                faults.add(format!("words are hidden from readers as decoration: {}", words()));
            }
            Owner::Artifact | Owner::Mark(_) => {}
        }
    }
}

fn marks_once(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (mark, places) in file.content.marks() {
        faults.unless(places.len() == 1, format!("the page has the mark {mark} {} times", places.len()));
    }
    let mut owners: BTreeMap<i64, usize> = BTreeMap::new();
    for (place, element) in file.tree.elements.iter().enumerate() {
        for kid in &element.kids {
            let Kid::Mark(mark) = kid else { continue };
            if owners.insert(*mark, place).is_some() {
                faults.add(format!("the mark {mark} is in the tree twice"));
            }
            match file.content.marks().get(mark).and_then(|places| places.first()) {
                None => faults
                    .add(format!("{} has the mark {mark}, which is nowhere on the page", element.label())),
                Some(&at) => {
                    let tag = &file.content.stretches[at].tag;
                    faults.unless(
                        *tag == element.kind,
                        format!("the mark {mark} is called {tag} on the page, and is in {}", element.label()),
                    );
                }
            }
        }
    }
    for mark in file.content.marks().keys() {
        faults.unless(owners.contains_key(mark), format!("the mark {mark} of the page is in no element"));
    }
}

fn parent_tree(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let key = file.page.get::<Number>("StructParents").map(|key| key.as_i64());
    let Some(by_mark) = key.and_then(|key| file.tree.parents.get(&key)) else {
        return faults.add("the parent tree does not have the page's marks");
    };
    for (place, element) in file.tree.elements.iter().enumerate() {
        for kid in &element.kids {
            let target = match kid {
                Kid::Element(_) => continue,
                Kid::Mark(mark) => usize::try_from(*mark).ok().and_then(|mark| by_mark.get(mark)).copied(),
                Kid::Object(number) => {
                    let annotation = file.annotations.iter().find(|(n, _)| n == number);
                    let key = annotation.and_then(|(_, a)| a.get::<Number>("StructParent"));
                    key.and_then(|key| file.tree.parents.get(&key.as_i64())?.first()).copied()
                }
            };
            if target != Some(element.number) {
                let message = format!("the way back from {kid:?} does not lead to {}", element.label());
                faults.at(origin(file, expected, place), message);
            }
        }
    }
}

fn nesting(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (place, element) in file.tree.elements.iter().enumerate() {
        let Some((_, parents)) = TYPES.iter().find(|(kind, _)| *kind == element.kind) else { continue };
        let above = file.tree.parent_kind(place);
        faults.unless(parents.contains(&above), format!("{} stands in {above:?}", element.label()));
    }
}

fn headings(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let kinds: Vec<&str> = file.tree.elements.iter().map(|e| e.kind.as_str()).collect();
    let levels: Vec<&str> = kinds.into_iter().filter(|kind| kind.starts_with('H')).collect();
    faults.unless(levels.first() == Some(&"H1"), "the first heading is not of level 1");
    faults.unless(
        levels.iter().filter(|level| **level == "H1").count() == 1,
        "there is not one heading of level 1",
    );
}

fn identifiers(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for element in &file.tree.elements {
        if let Some(id) = element.id()
            && seen.insert(id, element.number).is_some()
        {
            faults.add(format!("the identifier of {} is used twice", element.label()));
        }
    }
    let listed: Vec<(Vec<u8>, u32)> = seen.into_iter().collect();
    faults.unless(listed == file.tree.identified, "the list of identifiers is not that of the elements");
}

fn figures(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for place in file.tree.of_kind("Figure") {
        let element = &file.tree.elements[place];
        let alt = text(&element.dict, "Alt").unwrap_or_default();
        faults.unless(!alt.trim().is_empty(), format!("{} has no alternative text", element.label()));
        let bounds = element.attribute("Layout", |a| numbers(a, "BBox")).unwrap_or_default();
        let sound = matches!(bounds.as_slice(), [l, b, r, t] if l < r && b < t);
        faults.unless(sound, format!("{} has no bounding box", element.label()));
    }
}
