//! Checks of links: each active area is described, printed, owned by its element and leads where
//! the wording says.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::content::ShownRun;
use super::object::{corners, name, numbers, text};
use super::page::{Annotation, PageView};
use super::reading::{origin, plain};
use super::tree::ElementKid;
use crate::source::Span;
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
    Check {
        name: "links-over-words",
        clauses: &[(HOUSE, "links are active where their words stand")],
        run: Examines::Page(over_words),
    },
    Check { name: "tab-order", clauses: &[(UA1, "7.18.3")], run: Examines::Page(tabs) },
];

/// What an area may be smaller than its words, in points.
const SLACK: f64 = 1.0;
/// What it may be wider: a space, the white of a letter.
const BESIDE: f64 = 4.0;

fn annotations(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let listed = page.dict.get::<Array<'_>>("Annots").map_or(0, |a| a.raw_iter().count());
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

/// A link of the document: where it leads, and its words.
struct ExpectedLink {
    target: String,
    words: String,
    origin: Option<Span>,
}

/// The links of the page, in reading order. What stands side by side and leads to one place is one.
fn wanted(expected: &Expectation<'_>) -> Vec<ExpectedLink> {
    let mut links: Vec<ExpectedLink> = Vec::new();
    for passage in expected.document.passages() {
        let mut open = false;
        for inline in &passage.text.inlines {
            let Some(target) = &inline.link else {
                open = false;
                continue;
            };
            let target = escaped(target);
            match links.last_mut().filter(|last| open && last.target == target) {
                Some(last) => last.words.push_str(&inline.text),
                None => {
                    let (words, origin) = (inline.text.clone(), passage.text.origin);
                    links.push(ExpectedLink { target, words, origin });
                }
            }
            open = true;
        }
    }
    links
}

/// An address as URI actions have it (ISO 32000-1, 12.6.4.7): in ASCII, other bytes by percent signs.
fn escaped(target: &str) -> String {
    let graphic = |byte: u8| byte.is_ascii_graphic();
    let spelled = |byte| if graphic(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    target.bytes().map(spelled).collect()
}

/// Link by link, the words are those of the document and lead where it says.
fn targets(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    if !expected.profile.links {
        return faults
            .unless(page.annotations.is_empty(), "the page has links, though its profile allows none");
    }
    let mut wanted = wanted(expected).into_iter();
    for place in page.tree.of_kind("Link") {
        let words = plain(&page.words(place));
        if words.is_empty() {
            continue;
        }
        let Some(ExpectedLink { target, words: said, origin }) = wanted.next() else {
            faults.add(format!("the link `{words}` is none of the document"));
            continue;
        };
        if words != plain(&said) {
            faults.at(origin, format!("a link is `{words}` and should be `{said}`"));
        }
        for annotation in areas(page, place) {
            let leads = annotation.dict.get::<Dict<'_>>("A").and_then(|action| text(&action, "URI"));
            if leads.as_ref() != Some(&target) {
                let leads = leads.unwrap_or_default();
                faults.at(origin, format!("the link `{words}` leads to {leads}, not to {target}"));
            }
        }
    }
    for ExpectedLink { target, origin, .. } in wanted {
        faults.at(origin, format!("no active area leads to {target}"));
    }
}

/// The active areas of a link.
fn areas<'v, 'p>(page: &'v PageView<'p>, link: usize) -> impl Iterator<Item = &'v Annotation<'p>> {
    let kids = page.tree.elements[link].kids.iter();
    kids.filter_map(|kid| match kid {
        ElementKid::Object(number) => page.annotations.iter().find(|own| own.number == *number),
        ElementKid::Element(_) | ElementKid::Mark(_) => None,
    })
}

/// Where one can press a link: its rectangle, or those of its lines (ISO 32000-1, 12.5.6.5).
fn rectangles(annotation: &Annotation<'_>) -> Vec<[f64; 4]> {
    let Some(corners) = numbers(&annotation.dict, "QuadPoints") else {
        return corners(&annotation.dict, "Rect").into_iter().collect();
    };
    let side = |quad: &[f64], first: usize, best: fn(f64, f64) -> f64| {
        quad.iter().skip(first).step_by(2).copied().reduce(best).unwrap_or(f64::NAN)
    };
    let quads = corners.chunks(8);
    quads
        .map(|quad| {
            let (left, right) = (side(quad, 0, f64::min), side(quad, 0, f64::max));
            [left, side(quad, 1, f64::min), right, side(quad, 1, f64::max)]
        })
        .collect()
}

/// A link's area lies over its words, and over nothing else.
fn over_words(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    for place in page.tree.of_kind("Link") {
        let marks = page.tree.marks(place);
        let lines: Vec<(&ShownRun, [f64; 4])> =
            page.content.runs(&marks).filter_map(|run| Some((run, run.ink?))).collect();
        let rectangles: Vec<[f64; 4]> = areas(page, place).flat_map(rectangles).collect();
        if lines.is_empty() || rectangles.is_empty() {
            continue;
        }
        let on_line = |[_, bottom, _, top]: [f64; 4], run: &ShownRun| {
            bottom <= run.y + SLACK && top >= run.y + 0.4 * run.size && top - bottom <= 2.0 * run.size
        };
        let covered = lines.iter().all(|(run, ink)| {
            let over = |area: &&[f64; 4]| area[0] <= ink[0] + SLACK && area[2] >= ink[2] - SLACK;
            rectangles.iter().filter(over).any(|area| on_line(*area, run))
        });
        let alone = rectangles.iter().all(|area| {
            let own = lines.iter().filter(|(run, _)| on_line(*area, run));
            let ends = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), (_, ink)| {
                (left.min(ink[0]), right.max(ink[2]))
            });
            area[0] >= ends.0 - BESIDE && area[2] <= ends.1 + BESIDE
        });
        if !(covered && alone) {
            let label = page.tree.elements[place].label();
            faults.at(origin(page, expected, place), format!("{label} is not active where its words stand"));
        }
    }
}

fn tabs(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let sound = page.annotations.is_empty() || name(&page.dict, "Tabs") == "S";
    faults.unless(sound, "the tab key does not go from link to link in the order of the tree");
}
