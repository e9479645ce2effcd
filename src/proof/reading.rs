//! Checks of the words: what a reader hears in the order of the tree is what the document says,
//! all of it and nothing else; so are the descriptions.

use super::areas::Areas;
use super::check::{Check, Examines, Expectation, Faults, HOUSE, UA1};
use super::edges::{PlacedText, placed};
use super::object::text;
use super::page::PageView;
use super::said::strong;
use super::tree::Element;
use crate::document::Document;
use crate::outline::{Block, Leaf, Part, PartRole};
use crate::source::Span;
use std::ops::Range;

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
pub(super) const BLOCKS: [&str; 9] = ["H1", "H2", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure"];

/// A text of the document.
pub(super) struct Expected {
    pub(super) part: Part,
    words: String,
    /// Those of its words that are bold.
    pub(super) strong: String,
    pub(super) origin: Option<Span>,
    /// How many texts with places of their own it is made of.
    pub(super) pieces: usize,
}

impl Expected {
    /// The element it belongs in; `None` if it is not printed.
    fn kind(&self) -> Option<&'static str> {
        match (self.part, self.part.role()) {
            (Part::TileFigure, _) => Some("LBody"),
            (Part::TableIntro, _) => Some("Caption"),
            (_, PartRole::PageHeading) => Some("H1"),
            (_, PartRole::SectionHeading) => Some("H2"),
            (_, PartRole::Line | PartRole::Text) => Some("P"),
            (_, PartRole::Sign) => Some("Lbl"),
            (_, PartRole::TableHeading) => Some("TH"),
            (_, PartRole::TableCell) => Some("TD"),
            (_, PartRole::Description | PartRole::Property) => None,
        }
    }

    /// Whether a layout may set it in one element with `before`.
    fn may_join(&self, before: &Self) -> bool {
        let [role, above] = [self, before].map(|text| text.part.role());
        let is_tile = [self, before].iter().any(|text| text.part == Part::TileFigure);
        role == PartRole::Line && matches!(above, PartRole::Line | PartRole::PageHeading) && !is_tile
    }
}

/// What the document says beside what the page says.
pub(super) struct PageReading {
    pub(super) texts: Vec<Expected>,
    pub(super) heard: Vec<Heard>,
    /// Where what is heard stands.
    pub(super) areas: Areas,
    /// What each of these areas is, but for those of no text.
    pub(super) placed: Vec<PlacedText>,
}

/// Reads a page beside the document it should show, once.
pub(super) fn reading<'v>(page: &'v PageView<'_>, expected: &Expectation<'_>) -> &'v PageReading {
    page.reading.get_or_init(|| {
        let texts = self::expected(expected.document);
        let heard = heard(page, &texts);
        let areas = Areas::of(page, &texts, &heard);
        PageReading { placed: placed(page, (&texts, &heard), &areas), areas, heard, texts }
    })
}

/// The texts of the page, in reading order.
fn expected(document: &Document) -> Vec<Expected> {
    let mut texts: Vec<Expected> = Vec::new();
    for passage in document.passages() {
        let words = plain(&passage.text.plain());
        match (passage.part, texts.last_mut()) {
            // A headline figure and what it counts are one entry of a list.
            (Part::TileLabel | Part::TileCompared, Some(tile)) => {
                tile.words += &format!(" {words}");
                tile.pieces += 1;
                tile.strong += &strong(passage.text);
            }
            _ => {
                let origin = passage.wording().and_then(|text| text.origin);
                let strong =
                    if passage.part == Part::TileFigure { words.clone() } else { strong(passage.text) };
                texts.push(Expected { part: passage.part, words, strong, origin, pieces: 1 });
            }
        }
    }
    texts.retain(|text| !text.words.is_empty());
    texts
}

/// What an element says.
pub(super) struct Heard {
    pub(super) element: usize,
    /// Its marks and those below it, in reading order.
    pub(super) marks: Vec<i64>,
    words: String,
    /// Which of the expected texts it is; of none if the document does not say it.
    pub(super) texts: Range<usize>,
    in_turn: bool,
}

impl Heard {
    /// Enough of it to know it again.
    pub(super) fn start(&self) -> String {
        start(&self.words)
    }
}

/// What the page says, in the order of the tree.
fn heard(page: &PageView<'_>, expected: &[Expected]) -> Vec<Heard> {
    let mut known = vec![false; expected.len()];
    let mut next = 0;
    let mut heard = Vec::new();
    for element in blocks(page) {
        let marks = page.marks(element);
        let words = plain(&page.content.words(marks));
        if words.is_empty() {
            continue;
        }
        let turn = (next..expected.len()).find(|&text| !known[text]).unwrap_or(expected.len());
        let texts = (turn..expected.len()).chain(0..turn).find_map(|first| {
            let texts = first..first + texts_of(&words, &expected[first..])?;
            (!known[texts.clone()].contains(&true)).then_some(texts)
        });
        let texts = texts.unwrap_or(0..0);
        known[texts.clone()].fill(true);
        let in_turn = texts.start == turn;
        next = if texts.is_empty() { turn } else { texts.end };
        heard.push(Heard { element, marks: marks.to_vec(), words, texts, in_turn });
    }
    heard
}

/// How many of these texts are these words, one after the other.
fn texts_of(words: &str, texts: &[Expected]) -> Option<usize> {
    let (first, more) = texts.split_first()?;
    let mut rest = words.strip_prefix(first.words.as_str())?;
    let mut count = 1;
    for text in more {
        if rest.is_empty() || !text.may_join(first) {
            break;
        }
        rest = rest.strip_prefix(' ')?.strip_prefix(text.words.as_str())?;
        count += 1;
    }
    rest.is_empty().then_some(count)
}

fn words(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let PageReading { texts, heard, .. } = reading(page, expected);
    let mut lost = vec![true; texts.len()];
    for heard in heard {
        let Some(text) = texts[heard.texts.clone()].first() else {
            faults.add(format!("the tree says `{}`, which the document does not", start(&heard.words)));
            continue;
        };
        lost[heard.texts.clone()].fill(false);
        if !heard.in_turn {
            faults.at(text.origin, format!("`{}` is not read where it stands", start(&heard.words)));
        }
        let kind = page.tree.elements[heard.element].kind.as_str();
        if let Some(wanted) = text.kind().filter(|wanted| *wanted != kind) {
            faults.at(text.origin, format!("`{}` is tagged {kind}, not {wanted}", start(&heard.words)));
        }
    }
    for (text, _) in texts.iter().zip(lost).filter(|(_, lost)| *lost) {
        faults.at(text.origin, format!("`{}` is not in the tree, so nobody hears it", start(&text.words)));
    }
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
    reading(file, expected).texts.iter().find(|text| text.words == heard)?.origin
}

/// Words as they are compared: all spaces alike, however many. A line's end is no space of its own:
/// it stands behind a space of the text, or inside a compound or an address.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = first_odd(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let Some(c) = rest[at..].chars().next() else { break };
        rest = &rest[at + c.len_utf8()..];
        match c {
            '\n' => {}
            '\u{2011}' => out.push('-'),
            c if !c.is_whitespace() => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    out
}

/// Where the first character is that may need a look: what is not ASCII, and spaces but for one alone within words.
fn first_odd(words: &[u8]) -> Option<usize> {
    let mut before = b' ';
    words.iter().position(|&byte| {
        let is_odd = byte < b' ' || !byte.is_ascii() || byte == b' ' && before == b' ';
        before = byte;
        is_odd
    })
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
        assert_eq!(plain("  a  b \u{a0} c\n d\te—  f "), "a b c d e— f");
    }
}
