//! Checks of links: each active area is described, printed, owned by its element and leads where
//! the wording says.

use super::file::{File, name, text};
use super::reading::origin;
use super::tree::Kid;
use super::{Check, Expectation, Faults, Standard::*};
use hayro_syntax::object::{Dict, Number};

pub(super) const CHECKS: &[Check] = &[
    Check { name: "link-annotations", clauses: &[(Ua1, "7.18.5"), (A3a, "6.3.2")], run: annotations },
    Check {
        name: "link-elements",
        clauses: &[(Ua1, "7.18.5"), (House, "links are reached from the tree")],
        run: elements,
    },
    Check { name: "link-targets", clauses: &[(House, "links lead where the wording says")], run: targets },
    Check { name: "tab-order", clauses: &[(Ua1, "7.18.3")], run: tabs },
];

fn annotations(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let listed =
        file.page.get::<hayro_syntax::object::Array<'_>>("Annots").map_or(0, |a| a.raw_iter().count());
    faults.unless(listed == file.annotations.len(), "an annotation is not an object of its own");
    for (number, annotation) in &file.annotations {
        let kind = name(annotation, "Subtype");
        faults.unless(kind == "Link", format!("the annotation {number} is a {kind}, not a link"));
        // Printed, and neither hidden nor invisible nor without a view (Table 165).
        let flags = annotation.get::<Number>("F").map_or(0, |f| f.as_i64());
        faults.unless(flags & 0b10_0111 == 0b100, format!("the link {number} is not printed with the page"));
        let contents = text(annotation, "Contents").unwrap_or_default();
        faults.unless(!contents.trim().is_empty(), format!("the link {number} has no description"));
        faults.unless(annotation.contains_key("StructParent"), format!("the link {number} has no way back"));
        let action = annotation.get::<Dict<'_>>("A").unwrap_or_else(Dict::empty);
        faults.unless(name(&action, "S") == "URI", format!("the link {number} leads to no address"));
    }
}

fn elements(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let mut reached = Vec::new();
    for (place, element) in file.tree.elements.iter().enumerate() {
        let objects: Vec<u32> = element
            .kids
            .iter()
            .filter_map(|kid| if let Kid::Object(number) = kid { Some(*number) } else { None })
            .collect();
        if (element.kind == "Link") == objects.is_empty() {
            let message = format!("{} and its active area do not belong together", element.label());
            faults.at(origin(file, expected, place), message);
        }
        reached.extend(objects);
    }
    for (number, _) in &file.annotations {
        let times = reached.iter().filter(|reached| *reached == number).count();
        faults.unless(times == 1, format!("the link {number} is in the tree {times} times"));
    }
}

fn targets(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    if expected.promise.press {
        return;
    }
    let found: Vec<String> = file
        .annotations
        .iter()
        .filter_map(|(_, annotation)| text(&annotation.get::<Dict<'_>>("A")?, "URI"))
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

fn tabs(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let sound = file.annotations.is_empty() || name(&file.page, "Tabs") == "S";
    faults.unless(sound, "the tab key does not go from link to link in the order of the tree");
}
