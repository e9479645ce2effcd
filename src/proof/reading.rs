//! Checks of the words: what a reader hears in the order of the tree is what the document says,
//! all of it and nothing else; so are the descriptions.

use super::check::{Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::object::text;
use super::page::PageView;
use super::tree::Element;
use crate::document::{Document, RichText};
use crate::outline::{Block, Leaf, Part, PartRole};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "words-and-order",
        clauses: &[(UA1, "7.1"), (HOUSE, "the tree says what the page says")],
        run: Examines::Page(words),
    },
    Check {
        name: "tables-tagged",
        clauses: &[(UA1, "7.5"), (HOUSE, "each table is in the tree")],
        run: Examines::Page(tables),
    },
    Check {
        name: "descriptions-true",
        clauses: &[(HOUSE, "tables and pictures are described as the document does")],
        run: Examines::Page(descriptions),
    },
];

/// The elements that hold words themselves.
const BLOCKS: [&str; 9] = ["H1", "H2", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure"];

/// A text of the document and the element it belongs in.
struct Expected {
    /// `None` where a layout may join it with others in one element.
    kind: Option<&'static str>,
    words: String,
    origin: Option<Span>,
    heard: bool,
}

/// The texts of the body, which are read in this order; those of head, tiles and foot, which each
/// layout arranges in its own way.
fn expected(document: &Document) -> (Vec<Expected>, Vec<Expected>) {
    let (mut body, mut around) = (Vec::new(), Vec::new());
    for passage in document.passages() {
        let mut words = plain(&passage.text.plain());
        let mut kind = None;
        match passage.part {
            // A headline figure and what it counts are one entry of a list.
            Part::TileFigure => {
                let label = passage.beside[0].map(RichText::plain).unwrap_or_default();
                words = plain(&format!("{words} {label}"));
                kind = Some("LBody");
            }
            Part::TileLabel => continue,
            _ => {}
        }
        if words.is_empty() {
            continue;
        }
        let origin = passage.wording().and_then(|text| text.origin);
        let put = |into: &mut Vec<Expected>, kind| into.push(Expected { kind, words, origin, heard: false });
        match passage.part.role() {
            PartRole::PageHeading => put(&mut around, Some("H1")),
            PartRole::Line => put(&mut around, kind),
            PartRole::SectionHeading => put(&mut body, Some("H2")),
            PartRole::Text => put(&mut body, Some("P")),
            PartRole::TableHeading => put(&mut body, Some("TH")),
            PartRole::TableCell => put(&mut body, Some("TD")),
            PartRole::Description => {}
        }
    }
    (body, around)
}

fn words(file: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let (mut body, mut around) = self::expected(expected.document);
    let mut next = 0;
    for element in blocks(file) {
        let (heard, kind) = (plain(&file.words(element)), file.tree.elements[element].kind.as_str());
        if heard.is_empty() {
            continue;
        }
        let place = (next..body.len()).chain(0..next).find(|&n| !body[n].heard && body[n].words == heard);
        if let Some(place) = place {
            let passage = &mut body[place];
            passage.heard = true;
            if place != next {
                faults.at(passage.origin, format!("`{}` is not read where it stands", start(&heard)));
            }
            if let Some(wanted) = passage.kind.filter(|wanted| *wanted != kind) {
                let message = format!("`{}` is tagged {kind}, not {wanted}", start(&heard));
                faults.at(passage.origin, message);
            }
            next = place + 1;
        } else if !take(&mut around, &heard, kind) {
            faults.add(format!("the tree says `{}`, which the document does not", start(&heard)));
        }
    }
    for passage in body.iter().chain(&around).filter(|passage| !passage.heard) {
        faults.at(
            passage.origin,
            format!("`{}` is not in the tree, so nobody hears it", start(&passage.words)),
        );
    }
}

/// Takes the lines a block is made of from those not yet heard.
fn take(lines: &mut [Expected], heard: &str, kind: &str) -> bool {
    if heard.is_empty() {
        return true;
    }
    // The longest first: one line may begin another.
    let mut fitting: Vec<usize> = (0..lines.len())
        .filter(|&n| !lines[n].heard && heard.starts_with(&lines[n].words))
        .filter(|&n| lines[n].kind.is_none_or(|wanted| wanted == kind))
        .collect();
    fitting.sort_by_key(|&n| std::cmp::Reverse(lines[n].words.len()));
    for n in fitting {
        lines[n].heard = true;
        let rest = heard[lines[n].words.len()..].trim_start().to_owned();
        if take(lines, &rest, kind) {
            return true;
        }
        lines[n].heard = false;
    }
    false
}

fn tables(file: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let blocks = expected.document.page.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(Block::table);
    let wanted: Vec<(usize, Option<Span>)> =
        tables.map(|table| (table.rows.len() + 1, table.columns.first().and_then(|c| c.origin))).collect();
    let found: Vec<usize> = file
        .tree
        .of_kind("Table")
        .map(|table| file.tree.of_kind("TR").filter(|&row| within(file, row, table)).count())
        .collect();
    for (place, (rows, origin)) in wanted.iter().enumerate() {
        if found.get(place) != Some(rows) {
            faults.at(*origin, format!("a table of {rows} rows is not in the tree as one"));
        }
    }
    faults.unless(found.len() <= wanted.len(), "the tree has a table that the document does not");
}

fn descriptions(file: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let described = |element: &Element<'_>| match element.kind.as_str() {
        "Table" => element.attribute("Table", |a| text(a, "Summary")),
        "Figure" => text(&element.dict, "Alt"),
        _ => None,
    };
    let mut told: Vec<String> = file.tree.elements.iter().filter_map(described).collect();
    expected.document.page.visit(&mut |spot| {
        let (PartRole::Description, Leaf::Text(text)) = (spot.part.role(), spot.leaf) else { return };
        let words = text.plain();
        match told.iter().position(|told| plain(told) == plain(&words)) {
            Some(at) => drop(told.swap_remove(at)),
            None => faults.at(text.origin, format!("nothing is described as `{}`", start(&words))),
        }
    });
    for told in &told {
        faults.add(format!("`{}` is described, which the document does not", start(told)));
    }
}

fn within(file: &PageView<'_>, element: usize, above: usize) -> bool {
    std::iter::successors(Some(element), |&e| file.tree.elements[e].parent).any(|e| e == above)
}

/// The elements that hold words and no further such elements.
fn blocks(file: &PageView<'_>) -> Vec<usize> {
    let is_block = |element: usize| BLOCKS.contains(&file.tree.elements[element].kind.as_str());
    let mut holders = vec![false; file.tree.elements.len()];
    for element in (0..holders.len()).filter(|&e| is_block(e)) {
        let parent = file.tree.elements[element].parent;
        // A picture within words is part of them.
        let figure = file.tree.elements[element].kind == "Figure";
        let above = std::iter::successors(parent, |&e| file.tree.elements[e].parent).find(|&e| is_block(e));
        holders[element] = !(figure && above.is_some());
        if let (Some(above), false) = (above, figure) {
            holders[above] = false;
        }
    }
    (0..holders.len()).filter(|&element| holders[element]).collect()
}

/// The template behind an element: that of the line its block says.
pub(super) fn origin(file: &PageView<'_>, expected: &Expectation<'_>, element: usize) -> Option<Span> {
    let mut chain = std::iter::successors(Some(element), |&e| file.tree.elements[e].parent);
    let block = chain.find(|&e| BLOCKS.contains(&file.tree.elements[e].kind.as_str()))?;
    let heard = plain(&file.words(block));
    let (body, around) = self::expected(expected.document);
    body.into_iter().chain(around).find(|passage| passage.words == heard)?.origin
}

/// Words as they are compared: all spaces alike, however many. A line's end is no space of its own:
/// it stands behind a space of the text, inside a compound or an address, or, behind a soft hyphen,
/// in a word that is whole without it.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    let special = |c: char| matches!(c, '\u{ad}' | '\u{2011}') || c.is_whitespace();
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| special(*c)) {
        out.push_str(&rest[..at]);
        rest = &rest[at + c.len_utf8()..];
        match c {
            '\u{ad}' => match rest.strip_prefix('\n') {
                Some(behind) => rest = behind,
                None => out.push(c),
            },
            '\n' => {}
            '\u{2011}' => out.push('-'),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    out
}

/// Enough of a text to know it again.
fn start(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_adds_nothing_to_the_words() {
        assert_eq!(plain("In\u{a0}2023, the \nHHS-\nORR  said "), "In 2023, the HHS-ORR said");
        assert_eq!(plain("everywhere—\nand 2022–\n2023 at a.org/\nb"), "everywhere—and 2022–2023 at a.org/b");
        assert_ne!(plain("see \nmissing"), plain("see\nmissing"));
        assert_ne!(plain("well- known"), plain("well-known"));
        assert_eq!(plain("chil\u{ad}\ndren"), "children");
        assert_ne!(plain("chil\u{ad}dren"), "children");
    }
}
