//! Checks of the white between texts: as much between two blocks of running text as between two others of their
//! kind, and what stands side by side level with each other. So a line that stands alone cannot be moved up or down
//! unseen.

use super::areas::{Area, ROUNDING};
use super::check::{Check, Examines, Expectation, Faults, HOUSE};
use super::content::DrawnShape;
use super::edges::{PlacedText, decoration};
use super::page::PageView;
use super::reading::{PageReading, reading};
use crate::outline::Part;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "gaps-even",
        clauses: &[(HOUSE, "between blocks of one kind is as much white as between others")],
        run: Examines::Page(gaps),
    },
    Check {
        name: "leading-even",
        clauses: &[(HOUSE, "texts of one kind and size have one leading")],
        run: Examines::Page(leadings),
    },
    Check {
        name: "lines-level",
        clauses: &[(HOUSE, "what stands side by side stands level")],
        run: Examines::Page(levels),
    },
];

/// What white may differ by, in points: places are rounded, and there are two.
const SLACK: f64 = 2.0 * ROUNDING;
/// Cells reach so far beyond their row, in sizes: their capitals stand in its middle.
const BEYOND: f64 = 0.15;

/// The white between two blocks, by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum White {
    /// Above a heading.
    Section,
    /// Between a heading and its text.
    Heading,
    Paragraph,
    Item,
    AboveCallout,
    BelowCallout,
    /// Between paragraphs before the first section.
    Intro,
}

/// A block of running text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Text,
    Callout,
    /// An item of a list, and whether a list begins with it.
    Item {
        begins: bool,
    },
    Table,
    Intro,
}

impl White {
    /// `None` where it depends on the height of rows.
    fn between(above: Kind, below: Kind) -> Option<Self> {
        Some(match (above, below) {
            (Kind::Table, _) | (_, Kind::Table) => return None,
            (Kind::Intro, Kind::Intro) => White::Intro,
            // The introduction may be set otherwise.
            (Kind::Intro, _) | (_, Kind::Intro) => return None,
            (_, Kind::Heading) => White::Section,
            (Kind::Heading, _) => White::Heading,
            (Kind::Callout, Kind::Callout) => White::Paragraph,
            (_, Kind::Callout) => White::AboveCallout,
            (Kind::Callout, _) => White::BelowCallout,
            (Kind::Item { .. }, Kind::Item { begins: false }) => White::Item,
            _ => White::Paragraph,
        })
    }
}

/// What a text is among the blocks; `None` for what stands in a place of its own.
fn kind(page: &PageView<'_>, found: &PageReading, text: &PlacedText, rules: &[&DrawnShape]) -> Option<Kind> {
    Some(match text.part {
        Part::Intro => Kind::Intro,
        Part::Heading => Kind::Heading,
        Part::TableIntro | Part::LoneIntro | Part::Paragraph => {
            match rules.iter().any(|rule| rule.is_beside(&text.area)) {
                true => Kind::Callout,
                false => Kind::Text,
            }
        }
        Part::ListItem => Kind::Item { begins: begins_list(page, found.heard[text.area.heard].element) },
        Part::ColumnHeading | Part::RowLabel | Part::Cell | Part::TableKey => Kind::Table,
        _ => return None,
    })
}

/// Whether a text is the first item of a list that is in no other.
fn begins_list(page: &PageView<'_>, element: usize) -> bool {
    let elements = &page.tree.elements;
    let above = |from: usize| std::iter::successors(elements[from].parent, |&e| elements[e].parent);
    let of_kind = |from: usize, kind: &str| above(from).find(|&e| elements[e].kind == kind);
    let Some(entry) = of_kind(element, "LI") else { return false };
    let Some(list) = of_kind(entry, "L") else { return false };
    of_kind(list, "LI").is_none() && page.tree.children(list).next() == Some(entry)
}

/// Blocks one below the other, on one page and in one column.
struct Column {
    number: usize,
    /// The last block.
    above: Kind,
    last: Area,
    /// Where that ends, and where a heading beside it does.
    end: f64,
    beside: f64,
    page: usize,
}

impl Column {
    fn begin(number: usize, above: Kind, area: &Area, page: usize) -> Self {
        Column { number, above, last: *area, end: area.lower(), beside: f64::INFINITY, page }
    }
}

fn gaps(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let rules = decoration(page);
    let mut known: Vec<((White, usize), f64)> = Vec::new();
    let mut column: Option<Column> = None;
    let mut columns = 0;
    for text in &found.placed {
        let Some(own) = kind(page, found, text, &rules) else { continue };
        let area = &text.area;
        let (upper, lower, number) = (area.upper(), area.lower(), page.page_at(area.top));
        let said = || found.heard[area.heard].start();
        let Some(before) = column.as_mut().filter(|before| before.page == number) else {
            column = Some(Column::begin(columns, own, area, number));
            continue;
        };
        let is_beside = area.ink[0] > before.last.ink[2] && upper > before.last.lower();
        if own == Kind::Table && before.above == Kind::Table && upper < before.last.upper() + area.size {
            before.end = before.end.min(lower);
            before.last = *area;
        } else if is_beside && before.above == Kind::Heading && own != Kind::Table {
            // A heading at the side is level with its text.
            let level = (upper - before.last.upper()).abs() <= ROUNDING;
            if !level {
                faults.add(format!("`{}` is not level with its heading", said()));
            }
            *before = Column { beside: before.end, ..Column::begin(before.number, own, area, number) };
        } else if is_beside || upper > before.last.upper() {
            columns += 1;
            column = Some(Column::begin(columns, own, area, number));
        } else {
            if own == Kind::Heading {
                before.end = before.end.min(std::mem::replace(&mut before.beside, f64::INFINITY));
            }
            let white = before.end - upper;
            let among = own == Kind::Table || before.above == Kind::Table;
            let least = if among { -BEYOND * area.size.max(before.last.size) } else { -ROUNDING };
            if white < least {
                faults.add(format!("`{}` stands too near to what is above", said()));
            }
            // Columns differ by what the shorter one takes up.
            let class = White::between(before.above, own).map(|white| (white, before.number));
            if let Some(class) = class {
                match known.iter().find(|(other, _)| *other == class) {
                    Some((_, wanted)) if (wanted - white).abs() > SLACK => faults.add(format!(
                        "the white above `{}` is {white:.1} points, and {wanted:.1} where the like stands",
                        said()
                    )),
                    Some(_) => {}
                    None => known.push((class, white)),
                }
            }
            (before.above, before.last, before.end) = (own, *area, lower);
        }
    }
}

fn leadings(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let mut known: Vec<(Part, f64, f64)> = Vec::new();
    for text in &found.placed {
        let (Some(leading), size) = (text.area.leading, text.area.size) else { continue };
        // All running text is set alike, and so are all cells.
        let part = match text.part {
            Part::Paragraph | Part::LoneIntro | Part::TableIntro | Part::ListItem => Part::Paragraph,
            Part::ColumnHeading | Part::RowLabel | Part::Cell => Part::Cell,
            // The first paragraph may be set in its own way.
            Part::Intro => continue,
            // Words in place of a figure, what it counts, and the nation's beside it.
            Part::TileFigure if text.turn == 0 => Part::TileFigure,
            Part::TileFigure => Part::TileLabel,
            own => own,
        };
        match known.iter().find(|(own, of, _)| *own == part && (of - size).abs() < 1e-6) {
            Some((.., wanted)) if (wanted - leading).abs() > ROUNDING => {
                let said = found.heard[text.area.heard].start();
                faults.add(format!("the lines of `{said}` are not as far apart as those of the like"));
            }
            Some(_) => {}
            None => known.push((part, size, leading)),
        }
    }
}

fn levels(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let found = reading(page, expected);
    let texts = &found.placed;
    let mut uneven = |text: &PlacedText, level: bool| {
        if !level {
            let said = found.heard[text.area.heard].start();
            faults.add(format!("a part of `{said}` does not stand level with what is beside it"));
        }
    };
    let near = |one: f64, other: f64| (one - other).abs() <= ROUNDING;
    let of = |part: Part| texts.iter().find(|text| text.part == part);
    // One line has one baseline.
    for pair in texts.windows(2) {
        let [one, other] = [&pair[0].area, &pair[1].area];
        let is_behind = other.ink[0] > one.ink[2];
        let sound = match pair[1].part {
            Part::Kicker if is_behind => near(one.top, other.top),
            Part::Title if pair[1].turn > 0 && !one.is_of_lines() => near(one.bottom, other.top),
            Part::Hotline | Part::Web | Part::WebLabel if pair[1].turn > 0 && is_behind => {
                near(one.bottom, other.top)
            }
            Part::ListItem if pair[1].turn == 0 => near(one.top, other.top),
            Part::Intro if pair[0].part == Part::Intro && is_behind => near(one.top, other.top),
            _ => true,
        };
        uneven(&pair[1], sound);
    }
    // Who publishes the sheet is said beside the call to action.
    if let (Some(call), Some(about)) = (of(Part::Call), of(Part::About))
        && about.area.ink[0] > call.area.ink[2]
    {
        uneven(about, near(call.area.upper(), about.area.upper()));
    }
    let tiles: Vec<&PlacedText> = texts.iter().filter(|text| text.part == Part::TileFigure).collect();
    let figures = tiles.iter().filter(|text| text.turn == 0 && !text.area.is_of_lines());
    for (n, figure) in figures.clone().enumerate() {
        let like = figures
            .clone()
            .take(n)
            .find(|other| near(other.area.size, figure.area.size) && other.area.ink[2] < figure.area.ink[0]);
        uneven(figure, like.is_none_or(|other| near(other.area.top, figure.area.top)));
    }
}
