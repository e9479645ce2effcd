//! Tables that go on in the next column: where columns would be uneven otherwise, with their headings again, and
//! one table to those who hear it. The proof sees what is wrong with them.

use crate::kit::invented::union;
use crate::kit::series::{LaidOut, pages};
use crate::kit::set::{Draft, Set};
use crate::kit::sheets::{Maker, Sheet};
use handout::internals::layout::{Item, Mark, Owner, Page, Repetition, Role};
use handout::internals::profile::PROFILES;
use handout::internals::proof::prove;
use handout::internals::units::Pt;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static UNION: LazyLock<Set> = LazyLock::new(|| Draft::made(union::set()).read());
static PAGES: LazyLock<Vec<LaidOut>> = LazyLock::new(|| pages(&UNION, "brief"));

/// The right column of `brief`.
const RIGHT: Pt = Pt::new(318);

fn is_again(item: &Item) -> bool {
    item.owner == Owner::Running(Repetition::Headings)
}

fn is_parted(page: &LaidOut) -> bool {
    page.page.items.iter().any(is_again)
}

/// Moves a mark.
fn shift(item: &mut Item, x: Pt, y: Pt) {
    if let Mark::Text(run) = &mut item.mark {
        (run.x, run.baseline) = (run.x + x, run.baseline + y);
    }
}

/// The marks of the rows of tables in the right column: a row begins with its label.
fn right_rows(page: &Page) -> Vec<usize> {
    let again = page.items.iter().rposition(is_again).expect("headings again");
    let is_text = |n: &usize| matches!(&page.items[*n].mark, Mark::Text(run) if run.x >= RIGHT);
    (again + 1..page.items.len()).filter(is_text).collect()
}

/// The sheet of a place whose table has seven rows, changed before it is written.
fn sheet(language: usize, change: impl Fn(&mut Page)) -> Sheet {
    let state = UNION.dataset.states.iter().position(|state| state.slug.value == "place-07");
    Maker::new(&UNION, &UNION.theme("brief"), PROFILES[0]).make(language, state.expect("it"), change)
}

fn found(sheet: &Sheet) -> BTreeSet<&'static str> {
    prove(&sheet.bytes, &sheet.expected()).iter().map(|found| found.check).collect()
}

#[test]
fn columns_with_a_long_table_end_near_each_other() {
    let parted: Vec<&LaidOut> = PAGES.iter().filter(|page| is_parted(page)).collect();
    assert!(parted.len() > 20, "{} of {}", parted.len(), PAGES.len());
    for page in parted {
        assert!(page.fit.uneven < 24.0, "{}: {}", page.name, page.fit.uneven);
    }
}

#[test]
fn a_table_in_two_columns_is_one_table() {
    for page in PAGES.iter().filter(|page| is_parted(page)) {
        let count = |role: fn(&Role) -> bool| page.page.nodes.iter().filter(|node| role(&node.role)).count();
        assert_eq!(count(|role| matches!(role, Role::Table { .. })), 1, "{}", page.name);
        assert_eq!(count(|role| *role == Role::TableHead), 1, "{}", page.name);
        assert_eq!(count(|role| *role == Role::ColumnHeader), 2, "{}", page.name);
    }
}

#[test]
fn a_table_in_two_columns_is_proved() {
    for language in 0..UNION.dataset.wordings.len() {
        let sound = sheet(language, |page| assert!(page.items.iter().any(is_again)));
        assert_eq!(found(&sound), BTreeSet::new());
    }
}

/// What is done to a page, which check must see it, and how it is done.
type Fault = (&'static str, &'static str, fn(&mut Page));

const FAULTS: &[Fault] = &[
    ("no headings again", "headings-again", |page| page.items.retain(|item| !is_again(item))),
    ("headings moved aside", "headings-again", |page| {
        page.items
            .iter_mut()
            .filter(|item| is_again(item))
            .for_each(|item| shift(item, Pt::new(2), Pt::ZERO));
    }),
    ("one heading moved", "headings-again", |page| {
        let first = page.items.iter_mut().find(|item| is_again(item)).expect("one");
        shift(first, Pt::ZERO, Pt::new(2));
    }),
    ("headings far above", "headings-again", |page| {
        page.items
            .iter_mut()
            .filter(|item| is_again(item))
            .for_each(|item| shift(item, Pt::ZERO, Pt::new(-40)));
    }),
    ("headings below their rows", "headings-again", |page| {
        page.items
            .iter_mut()
            .filter(|item| is_again(item))
            .for_each(|item| shift(item, Pt::ZERO, Pt::new(40)));
    }),
    ("a heading without its first letter", "headings-again", |page| {
        let first = page.items.iter_mut().find(|item| is_again(item)).expect("one");
        if let Mark::Text(run) = &mut first.mark {
            run.glyphs.remove(0);
        }
    }),
    ("headings twice", "headings-again", |page| {
        let again: Vec<Item> = page.items.iter().filter(|item| is_again(item)).cloned().collect();
        page.items.extend(again);
    }),
    ("a row's label moved aside", "cells-in-place", |page| {
        let rows = right_rows(page);
        shift(&mut page.items[rows[0]], Pt::new(2), Pt::ZERO);
    }),
    ("a row below the next", "cells-in-place", |page| {
        let rows = right_rows(page);
        rows[..2].iter().for_each(|&n| shift(&mut page.items[n], Pt::ZERO, Pt::new(40)));
    }),
    ("a longer bar", "nothing-else-drawn", |page| {
        let again = page.items.iter().rposition(is_again).expect("headings again");
        let bar = page.items[again..].iter_mut().find(|item| {
            item.mark.filled().is_some_and(|(rect, _)| rect.height > Pt::new(8) && rect.width > Pt::new(20))
        });
        let bar = bar.expect("a bar");
        let (rect, ink) = bar.mark.filled().expect("filled");
        bar.mark = Mark::fill(handout::internals::layout::Rect { width: rect.width + Pt(500), ..rect }, ink);
    }),
];

#[test]
fn what_is_wrong_with_a_table_in_two_columns_is_seen() {
    for (name, check, plant) in FAULTS {
        let found = found(&sheet(0, plant));
        assert!(found.contains(check), "{name}: {found:?}");
    }
}
