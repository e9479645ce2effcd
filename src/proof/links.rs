//! Checks of links: each active area is described, printed, owned by its element and leads where
//! the wording says.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::content::ShownRun;
use super::drawing::{Painted, SetColor};
use super::object::{corners, name, numbers, text};
use super::pack::destination;
use super::page::{Annotation, PageView};
use super::reading::{origin, plain};
use super::tree::ElementKid;
use crate::objects::{Array, Dict, PdfNumber};
use crate::outline::PartRole;
use crate::source::Span;

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
        name: "link-areas",
        clauses: &[(HOUSE, "a link is active where its words stand")],
        run: Examines::Page(areas),
    },
    Check {
        name: "links-seen",
        clauses: &[(HOUSE, "links are told from other words")],
        run: Examines::Page(seen),
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
        let flags = annotation.get::<PdfNumber>("F").map_or(0, |f| f.as_i64());
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
        let leads =
            name(&action, "S") == "URI" || annotation.contains_key("Dest") && action.keys().next().is_none();
        faults.unless(leads, format_args!("the link {number} leads to no address"));
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
        if objects.len() != usize::from(element.kind == "Link") {
            let message = format!("{} has {} active areas", element.label(), objects.len());
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
    let (mut words, mut pictures) = wanted(expected);
    words.reverse();
    for place in page.tree.of_kind("Link") {
        let said = plain(&page.words(place));
        let wanted = if said.is_empty() { pictures.pop() } else { words.pop() };
        let Some(ExpectedLink { target, words: meant, origin }) = wanted else {
            faults.add(format!("the link `{said}` is none of the document"));
            continue;
        };
        if said != plain(&meant) && !said.is_empty() {
            faults.at(origin, format!("a link is `{said}` and should be `{meant}`"));
        }
        for annotation in annotations_of(page, place) {
            let action = annotation.dict.get::<Dict<'_>>("A");
            let page = || destination(&annotation.dict, page.pdf).map(|page| format!("page:{}", page + 1));
            let uri = action.and_then(|action| text(&action, "URI")).or_else(page).unwrap_or_default();
            if decoded(&uri) != decoded(target) {
                faults.at(origin, format!("the link `{said}` leads to {uri}, not to {target}"));
            }
            described(annotation, target, faults);
        }
    }
    for ExpectedLink { target, origin, .. } in words.into_iter().chain(pictures) {
        faults.at(origin, format!("no active area leads to {target}"));
    }
}

/// A link of the document: where it leads, and its words.
struct ExpectedLink<'d> {
    target: &'d str,
    words: String,
    origin: Option<Span>,
}

/// The links of words, in reading order, and those of pictures. What stands side by side and leads to one
/// place is one.
fn wanted<'d>(expected: &Expectation<'d>) -> (Vec<ExpectedLink<'d>>, Vec<ExpectedLink<'d>>) {
    let (mut links, mut pictures): (Vec<ExpectedLink<'d>>, Vec<ExpectedLink<'d>>) = Default::default();
    for passage in expected.document.texts() {
        let is_picture = passage.part.role() == PartRole::Description;
        let mut open = None;
        for inline in &passage.text.inlines {
            let before = std::mem::replace(&mut open, inline.link.as_deref());
            let Some(target) = inline.link.as_deref() else { continue };
            let list = if is_picture { &mut pictures } else { &mut links };
            match list.last_mut().filter(|_| before == Some(target)) {
                Some(last) => last.words.push_str(&inline.text),
                None => {
                    let (words, origin) = (inline.text.clone(), passage.text.origin);
                    list.push(ExpectedLink { target, words, origin });
                }
            }
        }
    }
    (links, pictures)
}

/// The active areas of a link.
fn annotations_of<'v, 'p>(page: &'v PageView<'p>, link: usize) -> impl Iterator<Item = &'v Annotation<'p>> {
    let kids = page.tree.elements[link].kids.iter();
    kids.filter_map(|kid| match kid {
        ElementKid::Object(number) => page.annotations.iter().find(|own| own.number == *number),
        ElementKid::Element(_) | ElementKid::Mark(_) => None,
    })
}

/// The bytes of an address, with those in percent signs (RFC 3986, 2.1).
fn decoded(address: &str) -> Vec<u8> {
    let mut parts = address.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => bytes.extend([&[byte], &part.as_bytes()[2..]].concat()),
            None => bytes.extend([b"%", part.as_bytes()].concat()),
        }
    }
    bytes
}

/// A description says where a link leads.
fn described(annotation: &Annotation<'_>, target: &str, faults: &mut Faults) {
    let contents = text(&annotation.dict, "Contents").unwrap_or_default();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let sound = match target.split_once(':') {
        Some(("tel", number)) => digits(&contents).contains(digits(number).trim_start_matches('1')),
        Some((_, address)) => {
            let address = address.trim_start_matches('/').trim_start_matches("www.").trim_end_matches('/');
            contents.to_lowercase().contains(&address.to_lowercase())
        }
        None => false,
    };
    let number = annotation.number;
    faults.unless(sound, format_args!("the link {number} to {target} is described as `{contents}`"));
}

/// How far an active area may be from its words, in points: a space at the end, rounding.
const NEAR: f64 = 0.5;

/// The active areas of a link: its quadrilaterals (12.5.6.5), or else its rectangle.
fn lines(annotation: &Dict<'_>) -> Vec<[f64; 4]> {
    let points = numbers(annotation, "QuadPoints").unwrap_or_default();
    let quads = points.chunks(8).filter_map(|quad| {
        let [x1, y1, x2, y2, x3, y3, x4, y4] = *<&[f64; 8]>::try_from(quad).ok()?;
        let least = |a: [f64; 4]| a.into_iter().fold(f64::INFINITY, f64::min);
        let most = |a: [f64; 4]| a.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = ([x1, x2, x3, x4], [y1, y2, y3, y4]);
        Some([least(x), least(y), most(x), most(y)])
    });
    let quads: Vec<_> = quads.collect();
    if quads.is_empty() { corners(annotation, "Rect").into_iter().collect() } else { quads }
}

/// Each line of a link is over its words, all of them and nothing else; so is the area of a picture.
fn areas(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    for (place, element) in page.tree.elements.iter().enumerate() {
        let annotation = element.kids.iter().find_map(|kid| match kid {
            ElementKid::Object(number) => page.annotations.iter().find(|a| a.number == *number),
            _ => None,
        });
        let Some(annotation) = annotation else { continue };
        let picture = page
            .tree
            .children(place)
            .find_map(|child| page.tree.elements[child].attribute("Layout", |a| numbers(a, "BBox")));
        let marks = page.marks(place);
        let words: Vec<&ShownRun> = page.content.runs(marks).filter(|run| run.ink.is_some()).collect();
        let mut lines = lines(&annotation.dict);
        if picture.is_none() {
            lines.iter_mut().flat_map(|[_, y1, _, y2]| [y1, y2]).for_each(|y| *y -= annotation.down);
        }
        let covers = |line: &[f64; 4], run: &ShownRun| line[1] <= run.y && run.y <= line[3];
        let fits = |line: &[f64; 4]| {
            let on_it = || words.iter().filter(|run| covers(line, run));
            let left = on_it().map(|run| run.x).fold(f64::INFINITY, f64::min);
            let right = on_it().map(|run| run.end).fold(f64::NEG_INFINITY, f64::max);
            let space = on_it().filter(|run| run.ends_blank).map(|run| run.size * 0.3).fold(0.0, f64::max);
            let size = on_it().map(|run| run.size).fold(0.0, f64::max);
            (line[0] - left).abs() <= NEAR
                && (-NEAR..=space + NEAR).contains(&(right - line[2]))
                && (size * 0.5..=size * 1.5).contains(&(line[3] - line[1]))
        };
        let sound = match picture {
            Some(bounds) => {
                lines.len() == 1 && lines[0].iter().zip(&bounds).all(|(a, b)| (a - b).abs() <= NEAR)
            }
            None => {
                lines.iter().all(fits) && words.iter().all(|run| lines.iter().any(|line| covers(line, run)))
            }
        };
        if !sound {
            let message = format!("the active area of {} is not that of its words", element.label());
            faults.at(origin(page, expected, place), message);
        }
    }
}

/// Words of a link are told from others: by a line below them, or by a color that is not black.
fn seen(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let rules: Vec<[f64; 4]> = page
        .content
        .paints
        .iter()
        .filter(|paint| !paint.is_text() && paint.bounds[0] < paint.bounds[2])
        .map(|paint| paint.bounds)
        .collect();
    for place in page.tree.of_kind("Link") {
        let marks = page.marks(place);
        for run in page.content.runs(marks).filter(|run| run.ink.is_some()) {
            let below = |rule: &&[f64; 4]| {
                rule[0] >= run.x - NEAR
                    && rule[2] <= run.end + NEAR
                    && rule[3] < run.y
                    && rule[1] > run.y - run.size * 0.4
            };
            let colored = || {
                let own = |paint: &&Painted| paint.is_text() && paint.bounds[..2] == [run.x, run.y];
                page.content
                    .paints
                    .iter()
                    .find(own)
                    .is_some_and(|paint| matches!(paint.color, SetColor::Rgb(_)))
            };
            if !rules.iter().any(|rule| below(&rule)) && !colored() {
                let words = page.content.said(run).trim();
                faults.at(origin(page, expected, place), format!("nothing shows that `{words}` is a link"));
            }
        }
    }
}

fn tabs(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let sound = page.dicts.iter().all(|dict| !dict.contains_key("Annots") || name(dict, "Tabs") == "S");
    faults.unless(sound, "the tab key does not go from link to link in the order of the tree");
}
