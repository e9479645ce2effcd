//! Checks of links: each active area is described, printed, owned by its element and leads where
//! the wording says.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::object::{name, text};
use super::page::{Annotation, PageView};
use super::reading::origin;
use super::tree::ElementKid;
use hayro_syntax::object::{Array, Dict, Number};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "link-annotations",
        clauses: &[(UA1, "7.18.5"), (A3A, "6.3.2")],
        run: Examines::Page(annotations),
    },
    Check {
        name: "link-elements",
        clauses: &[(UA1, "7.18.5"), (HOUSE, "links are reached from the tree")],
        run: Examines::Page(elements),
    },
    Check {
        name: "link-targets",
        clauses: &[(HOUSE, "links lead where the wording says")],
        run: Examines::Page(targets),
    },
    Check { name: "tab-order", clauses: &[(UA1, "7.18.3")], run: Examines::Page(tabs) },
];

fn annotations(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let listed = page.dicts.iter().filter_map(|dict| dict.get::<Array<'_>>("Annots"));
    let listed: usize = listed.map(|annotations| annotations.raw_iter().count()).sum();
    faults.unless(listed == page.annotations.len(), "an annotation is not an object of its own");
    for Annotation { number, dict: annotation, .. } in &page.annotations {
        let kind = name(annotation, "Subtype");
        faults.unless(kind == "Link", format_args!("the annotation {number} is a {kind}, not a link"));
        // Printed, and neither hidden nor invisible nor without a view (Table 165).
        let flags = annotation.get::<Number>("F").map_or(0, |f| f.as_i64());
        faults.unless(
            flags & 0b10_0111 == 0b100,
            format_args!("the link {number} is not printed with the page"),
        );
        let contents = text(annotation, "Contents").unwrap_or_default();
        faults.unless(!contents.trim().is_empty(), format_args!("the link {number} has no description"));
        faults.unless(
            annotation.contains_key("StructParent"),
            format_args!("the link {number} has no way back"),
        );
        let action = annotation.get::<Dict<'_>>("A").unwrap_or_else(Dict::empty);
        faults.unless(name(&action, "S") == "URI", format_args!("the link {number} leads to no address"));
    }
}

fn elements(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let mut reached = Vec::new();
    for (place, element) in page.tree.elements.iter().enumerate() {
        let objects: Vec<u32> = element
            .kids
            .iter()
            .filter_map(|kid| if let ElementKid::Object(number) = kid { Some(*number) } else { None })
            .collect();
        if (element.kind == "Link") == objects.is_empty() {
            let message = format!("{} and its active area do not belong together", element.label());
            faults.at(origin(page, expected, place), message);
        }
        reached.extend(objects);
    }
    for Annotation { number, .. } in &page.annotations {
        let times = reached.iter().filter(|reached| *reached == number).count();
        faults.unless(times == 1, format_args!("the link {number} is in the tree {times} times"));
    }
}

fn targets(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    if !expected.profile.links {
        return faults
            .unless(page.annotations.is_empty(), "the page has links, though its profile allows none");
    }
    let found: Vec<String> = page
        .annotations
        .iter()
        .filter_map(|annotation| text(&annotation.dict.get::<Dict<'_>>("A")?, "URI"))
        .collect();
    for passage in expected.document.passages() {
        for target in passage.text.inlines.iter().filter_map(|inline| inline.link.as_ref()) {
            // Other than ASCII is spelt in percent signs.
            if target.is_ascii() && !target.contains(' ') && !found.contains(target) {
                faults.at(passage.text.origin, format!("no active area leads to {target}"));
            }
        }
    }
}

fn tabs(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let sound = page.dicts.iter().all(|dict| !dict.contains_key("Annots") || name(dict, "Tabs") == "S");
    faults.unless(sound, "the tab key does not go from link to link in the order of the tree");
}
