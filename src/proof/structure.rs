//! Checks of the structure tree: that it is whole, that everything on the page is in it once, and
//! that the way back from the page leads to the right elements.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, Promise, UA1};
use super::content::StretchOwner;
use super::file::File;
use super::object::{numbers, text};
use super::page::PageView;
use super::parted_tables::repeats_headings;
use super::reading::origin;
use super::tree::ElementKid;
use crate::standard::Standard;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "tree-whole",
        clauses: &[(UA1, "7.1"), (A3A, "6.7.3.3")],
        run: Examines::Both(roots, whole),
    },
    Check {
        name: "standard-types",
        clauses: &[(UA1, "7.1"), (A3A, "6.7.3.4")],
        run: Examines::Both(mapped, standard_types),
    },
    Check {
        name: "all-content-owned",
        clauses: &[(UA1, "7.1"), (A3A, "6.7.3.3")],
        run: Examines::Page(owned),
    },
    Check {
        name: "marks-once",
        clauses: &[(UA1, "7.1"), (HOUSE, "each mark is in one element")],
        run: Examines::Page(marks_once),
    },
    Check {
        name: "parent-tree",
        clauses: &[(UA1, "7.1"), (HOUSE, "the way back leads home")],
        run: Examines::Page(parent_tree),
    },
    Check { name: "nesting", clauses: &[(UA1, "7.2")], run: Examines::Page(nesting) },
    Check { name: "headings", clauses: &[(UA1, "7.4.2")], run: Examines::Page(headings) },
    Check {
        name: "identifiers",
        clauses: &[(UA1, "7.5"), (HOUSE, "identifiers are unique")],
        run: Examines::File(identifiers),
    },
    Check { name: "figures", clauses: &[(UA1, "7.3"), (A3A, "6.7.5")], run: Examines::Page(figures) },
];

/// The types a handout may use, each with the parents it may have.
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
    ("Strong", &["P", "LBody", "Lbl", "TH", "TD", "Link", "Span", "Caption"]),
    ("Span", &["P", "H1", "H2", "LBody", "Lbl", "TH", "TD", "Link", "Caption", "Strong", "Span"]),
    ("Link", &["P", "H1", "H2", "LBody", "TH", "TD", "Caption"]),
];

fn roots(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    file.structure.faults.iter().for_each(|fault| faults.add(fault));
}

fn whole(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    page.tree.faults.iter().for_each(|fault| faults.add(fault));
    let top: Vec<&str> =
        page.tree.elements.iter().filter(|e| e.parent.is_none()).map(|e| e.kind.as_str()).collect();
    let wanted = page.tree.top;
    faults.unless(top == [wanted], format_args!("the tree begins with {top:?}, not with one {wanted}"));
    for element in &page.tree.elements {
        faults.unless(!element.kids.is_empty(), format_args!("{} is empty", element.label()));
    }
}

/// `Strong` is no type of PDF 1.7, only of PDF 2.0: where it stands, and only it, is mapped to one (ISO 32000-1, 14.8.4.1).
fn mapped(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let strong = !promise.profile.standards.contains(&Standard::Ua2)
        && file.pages.iter().any(|page| page.tree.of_kind("Strong").next().is_some());
    let map = &file.structure.role_map;
    let sound = match map.as_slice() {
        [] => !strong,
        [(from, to)] => strong && from == "Strong" && to == "Span",
        _ => false,
    };
    faults
        .unless(sound, format_args!("the role map is {map:?}; it must say what Strong is, and nothing else"));
}

fn standard_types(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for element in &page.tree.elements {
        let known = TYPES.iter().any(|(kind, _)| element.kind == *kind);
        faults.unless(known, format_args!("{} has a type that handouts do not use", element.label()));
    }
}

/// Everything painted is in the tree or is decoration; and no words are decoration, save on the
/// margins that the print shop cuts off.
fn owned(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let paged = expected.document.running.is_some();
    page.content.faults.iter().for_each(|fault| faults.add(fault));
    for paint in &page.content.paints {
        let stretch = &page.content.stretches[paint.stretch];
        let words = || page.content.said_in(paint.stretch);
        let outside = || page.is_beside(paint.bounds);
        match stretch.owner {
            StretchOwner::Nobody => {
                faults.add(format!("something is painted outside of all marked content: {}", words()))
            }
            // Those that each page has again are judged by themselves, and so is the mark of a draft.
            StretchOwner::Draft => {}
            StretchOwner::Running { .. } if paged => {}
            StretchOwner::Running { is_foot: false } if repeats_headings(page, stretch) => {}
            StretchOwner::Artifact | StretchOwner::Running { .. } if paint.is_text() && !outside() => {
                faults.add(format!("words are hidden from readers as decoration: {}", words()));
            }
            StretchOwner::Artifact | StretchOwner::Running { .. } | StretchOwner::Mark(_) => {}
        }
    }
}

fn marks_once(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for pair in page.content.marks().windows(2) {
        let mark = pair[0].0;
        faults.unless(mark != pair[1].0, format_args!("the page has the mark {mark} more than once"));
    }
    let mut owned = Vec::with_capacity(page.content.marks().len());
    for element in &page.tree.elements {
        for kid in &element.kids {
            let ElementKid::Mark(mark) = *kid else { continue };
            owned.push(mark);
            match page.content.places(mark).first() {
                None => faults
                    .add(format!("{} has the mark {mark}, which is nowhere on the page", element.label())),
                Some(&(_, at)) => {
                    let tag = &page.content.stretches[at].tag;
                    faults.unless(
                        tag == element.kind.as_str(),
                        format_args!(
                            "the mark {mark} is called {tag} on the page, and is in {}",
                            element.label()
                        ),
                    );
                }
            }
        }
    }
    owned.sort_unstable();
    for pair in owned.windows(2) {
        faults.unless(pair[0] != pair[1], format_args!("the mark {} is in the tree twice", pair[0]));
    }
    for (mark, _) in page.content.marks() {
        let known = owned.binary_search(mark).is_ok();
        faults.unless(known, format_args!("the mark {mark} of the page is in no element"));
    }
}

fn parent_tree(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    if page.ways_back.contains(&None) {
        return faults.add("the parent tree does not have the page's marks");
    }
    for (place, element) in page.tree.elements.iter().enumerate() {
        for kid in &element.kids {
            let target = match kid {
                ElementKid::Element(_) => continue,
                ElementKid::Mark(mark) => page.way_back(*mark),
                ElementKid::Object(number) => {
                    let annotation = page.annotations.iter().find(|a| a.number == *number);
                    annotation.and_then(|annotation| annotation.way_back)
                }
            };
            if target != Some(element.number) {
                let message = format!("the way back from {kid:?} does not lead to {}", element.label());
                faults.at(origin(page, expected, place), message);
            }
        }
    }
}

fn nesting(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for (place, element) in page.tree.elements.iter().enumerate() {
        let Some((_, parents)) = TYPES.iter().find(|(kind, _)| element.kind == *kind) else { continue };
        let above = page.tree.parent_kind(place);
        faults.unless(parents.contains(&above), format_args!("{} stands in {above:?}", element.label()));
    }
}

fn headings(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let kinds = page.tree.elements.iter().map(|e| e.kind.as_str());
    let levels: Vec<&str> = kinds.filter(|kind| kind.starts_with('H')).collect();
    faults.unless(levels.first() == Some(&"H1"), "the first heading is not of level 1");
    faults.unless(
        levels.iter().filter(|level| **level == "H1").count() == 1,
        "there is not one heading of level 1",
    );
}

fn identifiers(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let mut seen: BTreeMap<&[u8], u32> = BTreeMap::new();
    for element in file.pages.iter().flat_map(|page| &page.tree.elements) {
        if let Some(id) = element.id()
            && seen.insert(id, element.number).is_some()
        {
            faults.add(format!("the identifier of {} is used twice", element.label()));
        }
    }
    let listed = file.structure.identified.iter().map(|(id, number)| (id.as_slice(), *number));
    faults.unless(seen.into_iter().eq(listed), "the list of identifiers is not that of the elements");
}

fn figures(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for place in page.tree.of_kind("Figure") {
        let element = &page.tree.elements[place];
        let alt = text(&element.dict, "Alt").unwrap_or_default();
        faults.unless(!alt.trim().is_empty(), format_args!("{} has no alternative text", element.label()));
        let bounds = element.attribute("Layout", |a| numbers(a, "BBox")).unwrap_or_default();
        let sound = matches!(bounds.as_slice(), [l, b, r, t] if l < r && b < t);
        faults.unless(sound, format_args!("{} has no bounding box", element.label()));
    }
}
