//! Checks that nothing is said beside the words: no element reads otherwise than it looks, none has
//! attributes that a handout has no use for.

use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::page::PageView;
use super::tree::Element;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "nothing-else-said",
    clauses: &[(HOUSE, "elements say what the page shows, and nothing else")],
    run: Examines::Page(elements),
}];

/// The keys of any element (ISO 32000-1, Table 323).
const KEYS: [&str; 8] = ["Type", "S", "P", "Pg", "K", "A", "ID", "Lang"];

/// The attributes that elements may have, by their owner, and the types they may be of.
const ATTRIBUTES: &[(&str, &[&str], &[&str])] = &[
    ("Table", &["Summary"], &["Table"]),
    ("Table", &["Scope", "Headers"], &["TH"]),
    ("Table", &["Headers"], &["TD"]),
    ("List", &["ListNumbering"], &["L"]),
    ("Layout", &["Placement", "BBox"], &["Figure"]),
    ("UserProperties", &["P"], &["Span"]),
];

fn elements(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for element in &page.tree.elements {
        let may_have = |key: &str| KEYS.contains(&key) || (key, element.kind.as_str()) == ("Alt", "Figure");
        for key in element.dict.keys().filter(|key| !may_have(key.as_str())) {
            faults.add(format!("{} has /{}, which no handout has", element.label(), key.as_str()));
        }
        for (owner, attributes) in element.attributes() {
            let known = |key: &str| key == "O" || is_known(element, owner, key);
            for key in attributes.keys().filter(|key| !known(key.as_str())) {
                let label = element.label();
                faults.add(format!("{label} has the attribute /{} of {owner}", key.as_str()));
            }
        }
    }
}

fn is_known(element: &Element<'_>, owner: &str, key: &str) -> bool {
    ATTRIBUTES.iter().any(|(known, keys, kinds)| {
        *known == owner && keys.contains(&key) && kinds.contains(&element.kind.as_str())
    })
}
